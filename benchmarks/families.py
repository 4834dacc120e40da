"""Every family of search on the same problems by laws, with the same value, the same policy and the same budget.

    python -m benchmarks.families [--levels 3 4 5] [--step N] [--expansions 2000] [--seconds 60] [--network]

The budget that counts is that of expansions; the one of seconds is a safeguard, and `out_of_time` says how often it
stopped a search. All families have the exact estimate, and with --network they are run once more with the shipped
network's Q. Prints a Markdown table for each of the two, then one line of JSON:

    expansions    the median over what the family solves
    of qstar      the median quotient of its expansions by those of Q*, over what both solve
    length        the median quotient of its derivation's steps by the fewest that any family of the table needed
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.common import finish, median, timed
from hybrid.learn.frozen import frozen
from hybrid.learn.levels import LEVELS
from hybrid.model.network import QNetwork
from hybrid.model.shipped import shipped
from hybrid.problem import Result
from hybrid.prover import SEARCHES, solve
from hybrid.search.limits import Limits

COLUMNS = ("n", "solved", "expansions", "of qstar", "length", "seconds", "out of time")


@dataclass(frozen=True)
class Run:
    """What one family made of one problem: expanded states, steps of the derivation (0 without one), seconds."""

    solved: bool
    expanded: int
    steps: int
    seconds: float
    out_of_time: bool = False


def run(statement: str, family: str, limits: Limits, network: QNetwork | None = None) -> Run:
    """Search a statement by laws with a family of SEARCHES. Raises InputError for what is no statement."""
    result: Result
    result, seconds = timed(lambda s: solve(s, steps="laws", search=family, limits=limits, network=network), statement)
    solved, stop = result.status == "proved", result.stop
    # an open result has the steps of its partial derivation
    return Run(solved, stop.expanded, len(result.steps) if solved else 0, seconds, stop.reason == "time")


def summary(runs: Mapping[str, Sequence[Run]]) -> dict[str, dict[str, Any]]:
    """The figures of each family, by name; runs gives each family's runs of the same problems in the same order.

    A median over nothing is None. Raises KeyError without "qstar", ValueError for rows of different lengths.
    """
    shortest = [min((r.steps for r in rows if r.solved), default=0) for rows in zip(*runs.values(), strict=True)]
    figures: dict[str, dict[str, Any]] = {}
    for family, rows in runs.items():
        done = [r for r in rows if r.solved]
        both = [(r, q) for r, q in zip(rows, runs["qstar"], strict=True) if r.solved and q.solved]
        lengths = [r.steps / least for r, least in zip(rows, shortest, strict=True) if r.solved and least]
        figures[family] = {
            "n": len(rows),
            "solved": len(done),
            "expansions": _median([r.expanded for r in done]),
            "of qstar": _median([r.expanded / q.expanded for r, q in both if q.expanded]),
            "length": _median(lengths),
            "seconds": round(sum(r.seconds for r in rows), 1),
            "out of time": sum(r.out_of_time for r in rows),
        }
    return figures


def _median(values: Sequence[float]) -> float | None:
    return median(values) if values else None


def markdown(figures: Mapping[str, Mapping[str, Any]]) -> str:
    """The figures as a table of Markdown, a row a family."""
    lines = [f"| family | {' | '.join(COLUMNS)} |", f"| --- |{' ---: |' * len(COLUMNS)}"]
    for family, row in figures.items():
        cells = ["-" if row[c] is None else f"{row[c]:.4g}" for c in COLUMNS]
        lines.append(f"| {family} | {' | '.join(cells)} |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--levels", type=int, nargs="+", default=[3, 4, 5], choices=list(LEVELS))
    parser.add_argument("--step", type=int, default=1, help="every so many problems of a level")
    parser.add_argument("--expansions", type=int, default=2000, help="limit for one problem (default 2000)")
    parser.add_argument("--seconds", type=float, default=60.0, help="safeguard for one problem (default 60)")
    parser.add_argument("--network", action="store_true", help="once more with the shipped network")
    args = parser.parse_args()
    guides: dict[str, QNetwork | None] = {"exact": None}
    if args.network:
        guides["network"] = shipped()
        if guides["network"] is None:
            parser.error("there are no shipped weights; make them with: make model")
    limits = Limits(seconds=args.seconds, expansions=args.expansions)
    statements = [row.statement for level in args.levels for row in frozen(level)[:: args.step]]
    tables: dict[str, Any] = {}
    for guide, network in guides.items():
        runs: dict[str, list[Run]] = {family: [] for family in SEARCHES}
        for i, statement in enumerate(statements, 1):
            for family in SEARCHES:
                runs[family].append(run(statement, family, limits, network))
            solved = " ".join(family for family in SEARCHES if runs[family][-1].solved)
            print(f"{guide} {i}/{len(statements)} {statement}: {solved or 'none'}", file=sys.stderr)
        tables[guide] = summary(runs)
        print(f"{guide}\n\n{markdown(tables[guide])}\n", flush=True)
    finish("families", {"levels": args.levels, "step": args.step, "expansions": args.expansions, **tables})


if __name__ == "__main__":
    main()
