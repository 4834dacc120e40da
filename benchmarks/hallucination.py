"""What the model says when it is believed, against what is said when every step is checked.

    python -m benchmarks.hallucination [--n 20] [--alone M] [--seed 1] [--levels 1 2 3 4 5] [--samples 16]
                                       [--weights FOLDER]

`--n` problems, none of them frozen, of which M are given to the model that writes (all of them by default) and all to
the search that it guides. Alone, the model writes line after line, at most 30, until the
state has the form of an answer; nobody checks a line, and the answer is believed:

    greedy    the likeliest token each time
    best      of 16 sampled ways the answer of the one with the highest mean log-probability of a token
    majority  of the same ways the answer that most of them give

Checked, the model proposes to a greedy search (`lines`, steps of school) or guides one (`q`, by laws).

An answer is wrong when the deciders refute that it is equivalent to the problem (an expression: equal to it wherever
that is defined) or when a point shows it by benchmarks.evaluate, which shares no code with the deciders. It is
undecided when no point is against it and the deciders cannot tell. Shares are of all problems; `wrong_of_answers` is
the share of wrong ones among the answers.

`walk` says what became of the lines that the model has for the states of its greedy ways, `ledger` of those that the
search asked for.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from benchmarks import answers
from benchmarks.common import finish, options, table
from hybrid.judge import judge
from hybrid.learn.curriculum import problems
from hybrid.learn.frozen import frozen_keys
from hybrid.learn.levels import LEVELS
from hybrid.model.network import QNetwork
from hybrid.model.shipped import FOLDER
from hybrid.model.text import prompt
from hybrid.model.write import Written, write
from hybrid.problem import Problem, Result
from hybrid.propose.lines import LineProposer
from hybrid.propose.model import LMSource
from hybrid.prover import solve
from hybrid.search.limits import Limits
from hybrid.syntax.errors import InputError
from hybrid.syntax.line import parse_line
from hybrid.syntax.statement import parse_problem
from hybrid.term import Term, TermError, at, is_formula
from hybrid.value.goal import reached

MOST_LINES = 30
TEMPERATURE = 0.8
_TROUBLE = (TermError, ArithmeticError, RecursionError, ValueError)


@dataclass
class Way:
    """States that the model went through, the last an answer if `done`; the log-probabilities of its tokens."""

    states: list[Term]
    logs: list[float]
    done: bool = False
    stuck: bool = False

    @property
    def mean(self) -> float:
        return sum(self.logs) / max(1, len(self.logs))


def alone(network: QNetwork, problem: Problem, count: int, temperature: float, seed: int) -> list[Way]:
    """`count` ways that nobody checks. Ways that are at the same state are continued as one batch."""
    ways = [Way([problem.term], [], _reached(problem.term, problem)) for _ in range(count)]
    for step in range(MOST_LINES):
        at: dict[Term, list[Way]] = {}
        for way in ways:
            if not (way.done or way.stuck):
                at.setdefault(way.states[-1], []).append(way)
        for state, here in at.items():
            ids = network.ids(prompt(problem, state).tokens)
            if len(ids) + 1 > network.config.positions:
                lines = [Written() for _ in here]
            else:
                lines = write(network, ids, len(here), temperature=temperature, seed=1000 * seed + step)
            for way, line in zip(here, lines, strict=True):
                _go(way, line, problem)
                # without chance a state that comes again comes for ever
                way.stuck |= not temperature and way.states[-1] in way.states[:-1]
    return ways


def _go(way: Way, line: Written, problem: Problem) -> None:
    way.logs += line.logs
    try:
        read = parse_line(line.text)
        old, new = at(way.states[-1], read.place), read.state(way.states[-1])
    except (InputError, TermError, LookupError):
        way.stuck = True
        return
    way.stuck = not line.ended or is_formula(read.new) is not is_formula(old)
    if not way.stuck:
        way.states.append(new)
        way.done = _reached(new, problem)


def _reached(state: Term, problem: Problem) -> bool:
    try:
        return reached(state, problem)
    except _TROUBLE:
        return False


def best(ways: Sequence[Way]) -> Term | None:
    """The answer of the likeliest way, by token."""
    done = [w for w in ways if w.done]
    return max(done, key=lambda w: w.mean).states[-1] if done else None


def majority(ways: Sequence[Way]) -> Term | None:
    """The answer that most ways give, of equally many the one given first."""
    done = [w.states[-1] for w in ways if w.done]
    counts = Counter(t.key for t in done)
    return max(done, key=lambda t: counts[t.key]) if done else None


def verdict(problem: Problem, answer: Term | None, conditions: Sequence[Term] = ()) -> str:
    """ "right", "wrong", "undecided", or "unsolved" where there is no answer."""
    if answer is None:
        return "unsolved"
    given = (*problem.given, *conditions)
    try:
        said = judge(problem.term, answer, given, problem.domains).answer
    except _TROUBLE:
        said = "unknown"
    if said == "refuted":
        return "wrong"
    try:
        point = answers.difference(problem.term, answer, given, problem.domains)
    except _TROUBLE:
        point = None
    if point is not None:
        return "wrong"
    return "right" if said == "proved" else "undecided"


def checked(result: Result) -> str:
    """The verdict on what a search found."""
    return verdict(result.problem, result.answer if result.status == "proved" else None, result.conditions)


def summary(verdicts: Sequence[str]) -> dict[str, float]:
    """Shares of the verdicts among all problems, and of the wrong ones among the answers."""
    counts, n = Counter(verdicts), max(1, len(verdicts))
    shares = {name: counts[name] / n for name in ("right", "wrong", "undecided", "unsolved")}
    given = len(verdicts) - counts["unsolved"]
    return {**shares, "wrong_count": counts["wrong"], "wrong_of_answers": counts["wrong"] / given if given else 0.0}


def main() -> None:
    parser = options(__doc__, 20)
    parser.add_argument("--levels", type=int, nargs="+", default=list(LEVELS), choices=list(LEVELS))
    parser.add_argument("--alone", type=int, help="problems for which the model writes, spread evenly; all by default")
    parser.add_argument("--samples", type=int, default=16, help="ways that are sampled")
    parser.add_argument("--weights", type=Path, default=FOLDER, help="the network; the shipped one by default")
    args = parser.parse_args()
    torch.set_num_threads(1)
    try:
        network = QNetwork.load(args.weights)
    except (OSError, ValueError) as error:
        parser.error(f"no network: {error}")
    keys = frozen_keys()
    k = len(args.levels)
    drawn = [
        (level, s)
        for i, level in enumerate(args.levels)
        for s in problems(level, args.seed, args.n // k + (i < args.n % k), keys)
    ]
    verdicts: dict[str, list[str]] = {name: [] for name in ("greedy", "best", "majority", "lines", "q")}
    walk: Counter[str] = Counter()
    ledger: Counter[str] = Counter()
    rows = []
    every = max(1, round(len(drawn) / (len(drawn) if args.alone is None else max(1, args.alone))))
    for number, (level, statement) in enumerate(drawn):
        problem = parse_problem(statement)
        limits = Limits(seconds=args.seconds)
        guided = checked(solve(statement, steps="laws", network=network, limits=limits))
        verdicts["q"].append(guided)
        if number % every:
            continue
        (greedy,) = alone(network, problem, 1, 0.0, 0)
        sampled = alone(network, problem, args.samples, TEMPERATURE, args.seed + number)
        looker = LineProposer(LMSource(network, seed=args.seed))
        for state in greedy.states:
            looker.propose(state, problem)
        walk.update(looker.ledger.counts)
        proposer = LineProposer(LMSource(network, seed=args.seed))
        by_lines = solve(statement, search="greedy", extra=[proposer], limits=limits)
        ledger.update(proposer.ledger.counts)
        row = {
            "greedy": verdict(problem, greedy.states[-1] if greedy.done else None),
            "best": verdict(problem, best(sampled)),
            "majority": verdict(problem, majority(sampled)),
            "lines": checked(by_lines),
        }
        for name, found in row.items():
            verdicts[name].append(found)
        rows.append((level, *row.values(), guided, statement))
        print(f"{number + 1} of {len(drawn)}: {statement}", file=sys.stderr)
    if args.verbose:
        print(table(("level", *verdicts, "problem"), rows))
    figures: dict[str, Any] = {name: summary(found) for name, found in verdicts.items()}
    figures |= {"walk": dict(walk), "ledger": dict(ledger)}
    finish(
        "hallucination", {"n": len(drawn), "alone": len(rows), "seed": args.seed, "samples": args.samples, **figures}
    )


if __name__ == "__main__":
    main()
