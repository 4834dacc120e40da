"""Wrong attempts at a problem, from a right derivation."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

from hybrid.decide.meaning import conditions
from hybrid.generate.mistakes.finishing import finished
from hybrid.generate.mistakes.kinds import ANYWHERE, GAINING, KINDS, LOSING
from hybrid.generate.mistakes.left_out import (
    kept_extraneous,
    lost_cases,
    lost_conditions,
    not_flipped,
    wrong_factor_signs,
    wrong_intervals,
)
from hybrid.generate.mistakes.made import Link, Made
from hybrid.generate.mistakes.refutation import Point, at_point, holds, refuting_point, solutions
from hybrid.generate.mistakes.slips import arithmetic_slips, sign_slips
from hybrid.generate.mistakes.wrong_rules import by_wrong_rules
from hybrid.generate.row import Wrong
from hybrid.kernel import CheckError, check
from hybrid.kernel.effect import effect_of
from hybrid.kernel.making import assemble
from hybrid.problem import Derivation, Problem, Step
from hybrid.prover import solve
from hybrid.rulebook import Rulebook
from hybrid.search.limits import Limits
from hybrid.syntax.errors import InputError
from hybrid.term import FALSE, Term, TermError, at, is_formula

# What follows a mistake is looked for within so many expansions; the clock is only a safeguard, so that the same
# derivation and seed give the same attempts on any machine.
FOLLOWING = Limits(seconds=120.0, expansions=40)
# How much more often a mistake that belongs to a rule comes before one that can happen at any step.
SPECIAL = 0.25
MAX_GROWTH = 3  # times the right line that a wrong one may be long


@dataclass(frozen=True)
class Candidate:
    """A mistake at a step of the derivation, not yet judged."""

    index: int
    made: Made


def mistakes(
    derivation: Derivation, rng: Random, *, kinds: Collection[str] = tuple(KINDS), count: int = 1
) -> list[Wrong]:
    """At most `count` wrong attempts, each with one mistake of one of the kinds, of different kinds where possible.

    Each attempt has the right lines up to the mistake, the wrong line, and what follows from it, worked out by the
    prover; where that finds no way on, and in a proof, the attempt ends with the wrong line. The first wrong line is
    refuted at `point`; where solutions are lost or gained the equivalence is refuted, and the point is one of them.
    The same derivation and state of `rng` give the same attempts.

    Raises CheckError for a derivation that the kernel refuses, ValueError for an unknown kind.
    """
    unknown = sorted(set(kinds) - set(KINDS))
    if unknown:
        raise ValueError(f"{unknown[0]!r} is no kind of mistake; there are {', '.join(KINDS)}")
    book = Rulebook.load()
    check(derivation.problem, derivation, book)
    by_kind: dict[str, list[Candidate]] = {}
    for candidate in _candidates(derivation, rng, book):
        if candidate.made.kind in kinds:
            by_kind.setdefault(candidate.made.kind, []).append(candidate)
    # the kinds in a random order, those that belong to few rules rather first
    order = sorted(sorted(by_kind), key=lambda k: rng.random() ** (1.0 if k in ANYWHERE else SPECIAL), reverse=True)
    waiting = [by_kind[k] for k in order]
    for some in waiting:
        rng.shuffle(some)
    hints = solutions(derivation.problem, derivation.last)
    found: list[Wrong] = []
    seen: set[str] = set()
    while waiting and len(found) < count:
        # one of each kind in turn, the first that is really wrong
        some = waiting.pop(0)
        while some:
            attempt = _attempt(derivation, some.pop(), book, hints)
            if attempt is not None and (mark := "\n".join(attempt["lines"])) not in seen:
                seen.add(mark)
                found.append(attempt)
                waiting.append(some)
                break
    return found


def _candidates(derivation: Derivation, rng: Random, book: Rulebook) -> Iterator[Candidate]:
    for index, step in enumerate(derivation.steps):
        link = _link(derivation.problem, step, book)
        if link is None:
            continue
        for made in (
            *by_wrong_rules(derivation.problem, link),
            *lost_cases(link),
            *lost_conditions(link),
            *kept_extraneous(link),
            *not_flipped(link),
            *wrong_intervals(link),
            *wrong_factor_signs(link),
            *arithmetic_slips(link, rng),
            *sign_slips(link),
        ):
            yield Candidate(index, made)


def _link(problem: Problem, step: Step, book: Rulebook) -> Link | None:
    """The step with the part it changes and the part it makes; None where it works backward."""
    if step.relation == "<==":
        return None
    try:
        return Link(step, at(step.before, step.place), effect_of(problem, step, book, step.part).new)
    except (CheckError, TermError):
        return None


def _attempt(derivation: Derivation, candidate: Candidate, book: Rulebook, hints: Sequence[Point]) -> Wrong | None:
    """The attempt with this mistake; None where it is no mistake. The hints are the problem's solutions: where the
    wrong line loses one of them, that is the point to tell."""
    problem, step, made = derivation.problem, derivation.steps[candidate.index], candidate.made
    line = _line(problem, step, made, book)
    if line is None or line.size > MAX_GROWTH * max(step.after.size, step.before.size):
        return None
    point = refuting_point(step.before, line, step.relation, problem, hints)
    if point is None:
        return None
    terms = [problem.term, *(s.after for s in derivation.steps[: candidate.index])]
    lines = _distinct([str(t) for t in terms])
    first = len(lines)
    wrong, right = str(line), str(step.after)
    if wrong == lines[-1] or wrong == right:
        return None
    lines = _distinct([*lines, wrong, *(str(t) for t in _following(problem, line))])
    return Wrong(
        kind=made.kind,
        first=first,
        lines=lines,
        answer=lines[-1],
        right=right,
        point={x: str(v) for x, v in sorted(point.items())},
        why=f"{made.told}; {_difference(problem, made, step.before, line, point)}",
    )


def _line(problem: Problem, step: Step, made: Made, book: Rulebook) -> Term | None:
    """The whole wrong line; None where it says nothing: it has no value anywhere, or cannot be built."""
    try:
        part = finished(problem, step, made.part, book) if made.unfinished else made.part
        kept = () if made.unfinished else [c for c in step.conditions if c.formula is not made.without]
        line = assemble(step.before, step.place, part, kept)
    except TermError:
        return None
    return None if FALSE in conditions(line) else line


def _following(problem: Problem, line: Term) -> list[Term]:
    """The lines that follow from a wrong line, by the prover; none in a proof, which cannot be finished from it."""
    if problem.goal == "prove":
        return []
    try:
        result = solve(replace(problem, term=line, text=""), limits=FOLLOWING)
    except InputError:
        return []
    return [s.after for s in result.steps] if result.status == "proved" else []


def _distinct(lines: list[str]) -> list[str]:
    """The lines without those that say word for word what the line before says."""
    return [line for i, line in enumerate(lines) if i == 0 or line != lines[i - 1]]


def _difference(problem: Problem, made: Made, before: Term, wrong: Term, point: Point) -> str:
    """What the point shows, as a sentence."""
    there = ", ".join(f"{x} = {v}" for x, v in sorted(point.items()))
    at_it = f"at {there} " if there else ""
    if not is_formula(before):
        old, new = at_point(before, point), at_point(wrong, point)
        return f"{at_it}the line before is {old} and this one {new}" if old and new else f"{at_it}the two lines differ"
    lost = holds(before, point)
    if not there:
        return f"the line before is {'true' if lost else 'false'} and this one is not"
    if problem.goal == "solve" and made.kind in (LOSING if lost else GAINING):
        return f"the solution {there} is lost" if lost else f"{there} comes in, which is no solution of the line before"
    return f"{there} satisfies {'the line before and not this one' if lost else 'this line and not the line before'}"
