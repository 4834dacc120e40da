"""The shipped network against the exact part alone, on the frozen problems by laws, problem by problem.

    python -m benchmarks.guided [--levels 3 4 5] [--expansions 2000] [--seconds 60] [--step N] [--against bfs]

Every N-th problem of a level is searched both ways in turn, with --against by another family without the network.
Ratios are over the problems that both solve: of the median expansions (ratio_of_medians), and medians of the quotients
problem by problem. Seconds are those of the search, the network's passes included, its loading not.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import Any

from benchmarks.common import finish, median, timed
from hybrid.learn.frozen import frozen
from hybrid.learn.levels import LEVELS
from hybrid.model.shipped import shipped
from hybrid.problem import Result
from hybrid.prover import SEARCHES, solve
from hybrid.search.limits import Limits

Pair = tuple[tuple[Result, float], tuple[Result, float]]


def summary(pairs: Sequence[Pair]) -> dict[str, Any]:
    """What was solved by the exact part and with the network, and the median quotients on what both solve."""
    both = [p for p in pairs if all(r.status == "proved" for r, _ in p)]
    expansions = [(a.stop.expanded, b.stop.expanded) for (a, _), (b, _) in both]
    figures: dict[str, Any] = {"n": len(pairs)}
    for i, name in enumerate(("exact", "network")):
        results = [p[i] for p in pairs]
        figures[name] = {
            "solved": sum(r.status == "proved" for r, _ in results),
            "out_of_time": sum(r.stop.reason == "time" for r, _ in results),
            "seconds": round(sum(s for _, s in results), 1),
            "median_expansions_both": median([e[i] for e in expansions]) if both else None,
        }
    if both:
        figures["ratio_of_medians"] = median([b for _, b in expansions]) / median([a for a, _ in expansions])
        figures["expansions_ratio"] = median([b / a for a, b in expansions])
        figures["seconds_ratio"] = median([y / x for (_, x), (_, y) in both])
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--levels", type=int, nargs="+", default=[3, 4, 5], choices=list(LEVELS))
    parser.add_argument("--expansions", type=int, default=2000)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--step", type=int, default=1, help="every so many problems")
    parser.add_argument("--against", default="qstar", choices=list(SEARCHES), help="the search without the network")
    args = parser.parse_args()
    network = shipped()
    if network is None:
        parser.error("there are no shipped weights; make them with: make model")
    limits = Limits(seconds=args.seconds, expansions=args.expansions)
    levels: dict[str, Any] = {}
    everything: list[Pair] = []
    for level in args.levels:
        pairs: list[Pair] = []
        for row in frozen(level)[:: args.step]:
            exact = timed(lambda s: solve(s, steps="laws", search=args.against, limits=limits), row.statement)
            guided = timed(lambda s: solve(s, steps="laws", limits=limits, network=network), row.statement)
            pairs.append((exact, guided))
            print(f"{exact[0].status:7} {guided[0].status:7} {row.statement}", file=sys.stderr)
        levels[str(level)] = summary(pairs)
        everything += pairs
    finish(
        "guided",
        {
            "against": args.against,
            "expansions": args.expansions,
            "seconds": args.seconds,
            **summary(everything),
            "levels": levels,
        },
    )


if __name__ == "__main__":
    main()
