"""How many of the frozen problems are derived by single laws, without a network to guide the search.

    python -m benchmarks.laws [--levels 3 4 5] [--expansions 2000] [--limit N] [--seconds S] [--witness]

The limit that counts is that of expansions; the one of seconds is a safeguard, and `out_of_time` says how often it
stopped a search. With --witness the coarse derivation of each problem is filled with substeps: where every step is
a rule of the laws, a fact or has substeps, a derivation in small steps is known to exist.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.common import finish, median, table, timed
from hybrid.learn.frozen import Frozen, frozen
from hybrid.learn.levels import LEVELS
from hybrid.problem import Result
from hybrid.prover import solve
from hybrid.rulebook import Rulebook
from hybrid.search.limits import Limits


@dataclass(frozen=True)
class Line:
    """What came of one problem; witness is None where it was not looked for."""

    row: Frozen
    result: Result
    seconds: float
    witness: bool | None

    @property
    def solved(self) -> bool:
        return self.result.status == "proved"


def has_witness(statement: str, limits: Limits) -> bool:
    """Whether each step of the coarse derivation is a law, a fact, or filled with substeps."""
    result = solve(statement, limits=limits, substeps=True)
    laws = Rulebook.load().laws(result.problem.goal).by_name
    return result.status == "proved" and all(
        s.substeps or s.kind == "fact" or (s.kind == "rule" and s.rule in laws) for s in result.steps
    )


def summary(lines: Sequence[Line]) -> dict[str, Any]:
    """Shares and medians of some lines; medians of expansions and seconds are over what was solved and over all."""
    done = [line for line in lines if line.solved]
    figures: dict[str, Any] = {
        "n": len(lines),
        "solved": len(done) / max(1, len(lines)),
        "median_expansions": median([line.result.stop.expanded for line in lines]),
        "median_expansions_solved": median([line.result.stop.expanded for line in done]),
        "median_seconds": median([line.seconds for line in lines]),
        "out_of_time": sum(line.result.stop.reason == "time" for line in lines),
    }
    if any(line.witness is not None for line in lines):
        figures["witnesses"] = sum(bool(line.witness) for line in lines)
        figures["open_with_witness"] = sum(bool(line.witness) and not line.solved for line in lines)
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--levels", type=int, nargs="+", default=list(LEVELS), choices=list(LEVELS))
    parser.add_argument("--expansions", type=int, default=2000, help="limit for one problem (default 2000)")
    parser.add_argument("--seconds", type=float, default=60.0, help="limit for one problem (default 60)")
    parser.add_argument("--limit", type=int, default=None, help="only so many problems of each level")
    parser.add_argument("--witness", action="store_true", help="look for derivations in small steps as well")
    parser.add_argument("--verbose", action="store_true", help="print a table before the summary")
    args = parser.parse_args()
    limits = Limits(seconds=args.seconds, expansions=args.expansions)
    lines: list[Line] = []
    for level in args.levels:
        rows = frozen(level)[: args.limit]
        for i, row in enumerate(rows, 1):
            result, seconds = timed(lambda s: solve(s, steps="laws", limits=limits), row.statement)
            witness = has_witness(row.statement, limits) if args.witness else None
            lines.append(Line(row, result, seconds, witness))
            print(f"level {level} {i}/{len(rows)} {result.status:6} {row.statement}", file=sys.stderr)
    by_level, by_family = defaultdict(list), defaultdict(list)
    for line in lines:
        by_level[line.row.level].append(line)
        by_family[f"{line.row.level} {line.row.family}"].append(line)
    if args.verbose:
        cells = [
            [w.row.id, w.row.family, w.result.status, w.result.stop.expanded, w.seconds, str(w.witness)]
            + [w.row.statement]
            for w in lines
        ]
        print(table(["id", "family", "status", "expanded", "s", "witness", "statement"], cells))
    families: dict[str, Any] = {}
    for name, some in by_family.items():
        families[name] = f"{sum(w.solved for w in some)}/{len(some)}"
        if args.witness:
            families[name] += f", {sum(bool(w.witness) for w in some)} with a witness"
    finish(
        "laws",
        {
            "expansions": args.expansions,
            **summary(lines),
            "levels": {level: summary(some) for level, some in by_level.items()},
            "families": families,
        },
    )


if __name__ == "__main__":
    main()
