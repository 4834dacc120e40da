"""Wrong attempts over all families: how many of each kind, how fast, and are they labelled rightly?

On a sample of attempts z3 and SymPy judge every labelled line anew (benchmarks/second_opinion.py): the right lines up
to the mistake and the one in its place, and the wrong line. A line is wrong where z3 finds the step to it wrong, or
SymPy's values at the given point show it; it is right where z3 proves the step, and, where z3 cannot read it, where
SymPy's values agree at all points that were tried.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from importlib.util import find_spec
from random import Random

from benchmarks.common import finish, options, percentile, skip, table
from benchmarks.second_opinion import SecondOpinion
from hybrid.generate.mistakes import KINDS, STORY_KINDS, mistakes, wrong_solutions
from hybrid.generate.row import Wrong
from hybrid.generate.topics import TOPICS
from hybrid.learn.levels import LEVELS
from hybrid.problem import Derivation, Problem
from hybrid.prover import Limits, solve
from hybrid.syntax.parse import parse
from hybrid.term import Term, bottom_up, number, substitute, subterms
from hybrid.words.stories.assembly import story

COUNT = 3  # attempts for a derivation
STORIES = 500
POINTS = [Fraction(n, d) for n, d in ((-3, 1), (-1, 1), (0, 1), (1, 3), (1, 1), (2, 1), (5, 2), (4, 1), (7, 1))]


@dataclass(frozen=True)
class Labelled:
    """A derivation with a wrong attempt at it."""

    derivation: Derivation
    wrong: Wrong


def families() -> list[tuple[str, Callable[[Random], str]]]:
    """Every family of the curriculum and of the topics, with a name."""
    found: dict[Callable[[Random], str], str] = {}
    for level, some in LEVELS.items():
        for family in some:
            found.setdefault(family, f"level {level}: {family.__name__}")
    for topic in TOPICS.values():
        for level, some in topic.levels.items():
            for family in some:
                found.setdefault(family, f"{topic.name} {level}: {getattr(family, '__name__', 'family')}")
    return [(name, family) for family, name in found.items()]


def derivations(n: int, seed: int, expansions: int) -> Iterator[Derivation]:
    """About n derivations, as many of each family."""
    all_families = families()
    for k in range(n):
        name, family = all_families[k % len(all_families)]
        statement = family(Random(f"{seed} {k} {name}"))
        result = solve(statement, limits=Limits(seconds=60.0, expansions=expansions))
        if result.status == "proved" and result.derivation is not None and result.derivation.steps:
            yield result.derivation


class Sample:
    """Judges labelled lines by z3 and SymPy and counts what they say."""

    def __init__(self, opinion: SecondOpinion) -> None:
        self.opinion = opinion
        self.counts: Counter[str] = Counter()
        self.objections: list[str] = []
        self.open: list[str] = []
        self._asked: dict[tuple[Term, Term, str], str] = {}

    def look_at(self, one: Labelled) -> None:
        problem, steps, wrong = one.derivation.problem, one.derivation.steps, one.wrong
        last = next(
            i for i, s in enumerate(steps) if str(s.after) == wrong["right"] and _place(one, i) == wrong["first"]
        )
        point = {x: parse(v) for x, v in wrong["point"].items()}
        for step in steps[: last + 1]:
            self._right(problem, step.before, step.after, step.relation, point)
        before, line = steps[last].before, parse(wrong["lines"][wrong["first"]])
        says = self.opinion.z3(before, line, steps[last].relation, problem.given, problem.domains)
        shown = self.opinion.sympy(before, line, steps[last].relation, point)
        self.counts["wrong lines"] += 1
        self.counts[f"wrong lines: z3 {says}"] += 1
        self.counts[f"wrong lines: SymPy {'unknown' if shown is None else 'wrong' if shown else 'right'}"] += 1
        if says == "right" or shown is False:
            self.objections.append(f"labelled wrong: {before}  ->  {line}  at {wrong['point']}")
        elif says != "wrong" and shown is None:
            self.counts["wrong lines: not judged"] += 1

    def _right(self, problem: Problem, before: Term, after: Term, relation: str, point: Mapping[str, Term]) -> None:
        before, after = _unfolded(before, problem), _unfolded(after, problem)
        key = (before, after, relation)
        if key in self._asked:
            return
        says = self._asked[key] = self.opinion.z3(before, after, relation, problem.given, problem.domains)
        self.counts["right lines"] += 1
        self.counts[f"right lines: z3 {says}"] += 1
        if says == "unknown":
            verdicts = [
                self.opinion.sympy(before, after, relation, p) for p in (point, *_points(problem, before, after))
            ]
            says = "wrong" if True in verdicts else "right" if False in verdicts else "unknown"
            self.counts[f"right lines: SymPy {says}" if says != "unknown" else "right lines: not judged"] += 1
            if says == "unknown":
                self.open.append(f"not judged: {before}  ->  {after}")
        if says == "wrong":
            self.objections.append(f"labelled right: {before}  ->  {after}")


def _unfolded(t: Term, problem: Problem) -> Term:
    """The line with what the problem's functions are in their place; the judges know no functions."""
    bodies = {d.name: d for d in problem.definitions}

    def unfold(s: Term) -> Term:
        if s.head != "call" or s.value not in bodies:
            return s
        d = bodies[s.value]
        return _unfolded(substitute(d.body, dict(zip(d.parameters, s.args, strict=True))), problem)

    return bottom_up(t, unfold) if bodies else t


def _place(one: Labelled, index: int) -> int:
    """Which line the result of a step is, lines that say the same counted once."""
    texts = [str(one.derivation.problem.term), *(str(s.after) for s in one.derivation.steps[:index])]
    return 1 + sum(a != b for a, b in zip(texts, texts[1:], strict=False))


def _points(problem: Problem, before: Term, after: Term) -> Iterator[Mapping[str, Term]]:
    """Points beside the one of the mistake, for steps z3 cannot read: a few, and the numbers that stand in the lines.
    None where something is given or letters have a domain: there only the point of the mistake is known to count."""
    letters = sorted(before.free | after.free)
    if problem.given or problem.domains:
        return
    inside = {s for t in (before, after) for _, s in subterms(t) if s.head in ("num", "div") and not s.free}
    values = [number(p) for p in POINTS] + sorted(inside, key=lambda t: t.key)[:12]
    for i, v in enumerate(values):
        yield {x: values[(i * (2 * j + 1) + j) % len(values)] if j else v for j, x in enumerate(letters)}


def main() -> None:
    parser = options(__doc__, 3000)
    parser.add_argument("--sample", type=int, default=1000, help="attempts that z3 and SymPy judge (default 1000)")
    parser.add_argument("--expansions", type=int, default=300, help="states to expand for a derivation (default 300)")
    parser.add_argument("--milliseconds", type=int, default=1000, help="for one question to z3 (default 1000)")
    args = parser.parse_args()
    if find_spec("z3") is None:
        skip("wrong_steps", "z3 is not installed (pip install z3-solver)")
    made: list[Labelled] = []
    times: list[float] = []
    tried = with_one = 0
    for derivation in derivations(args.n, args.seed, args.expansions):
        start = time.process_time()
        attempts = mistakes(derivation, Random(args.seed + tried), count=COUNT)
        times.append(time.process_time() - start)
        tried += 1
        if args.verbose and tried % 100 == 0:
            print(f"{tried} derivations, {len(made)} attempts", flush=True)
        with_one += bool(attempts)
        made += [Labelled(derivation, a) for a in attempts]
    kinds = Counter(one.wrong["kind"] for one in made)
    with SecondOpinion(milliseconds=args.milliseconds) as opinion:
        sample = Sample(opinion)
        for one in Random(args.seed).sample(made, min(args.sample, len(made))):
            sample.look_at(one)
    told = [story(args.seed, i) for i in range(STORIES)]
    start = time.process_time()
    slips = [w for i, s in enumerate(told) for w in wrong_solutions(s, Random(args.seed + i), COUNT)]
    story_seconds = time.process_time() - start
    if args.verbose:
        print(table(["kind", "attempts"], [[k, kinds[k]] for k in KINDS]))
        print("\n".join((*sample.open, *sample.objections)))
    finish(
        "wrong_steps",
        {
            "derivations": tried,
            "with_an_attempt": with_one / max(1, tried),
            "attempts": len(made),
            "attempts_per_cpu_second": len(made) / max(1e-9, sum(times)),
            "mean_cpu_ms": 1000 * sum(times) / max(1, len(made)),
            "p95_cpu_ms_of_a_derivation": 1000 * percentile(times, 0.95),
            "worked_out_further": sum(len(o.wrong["lines"]) > o.wrong["first"] + 1 for o in made) / max(1, len(made)),
            "kinds": {k: kinds[k] for k in KINDS},
            "sample": min(args.sample, len(made)),
            "judged": dict(sorted(sample.counts.items())),
            "objections": len(sample.objections),
            "story_attempts": len(slips),
            "story_attempts_per_cpu_second": len(slips) / max(1e-9, story_seconds),
            "story_kinds": {k: sum(w["kind"] == k for w in slips) for k in STORY_KINDS},
        },
    )


if __name__ == "__main__":
    main()
