"""Derivations without leaps: of statements to prove and values to find, how many steps rest on a decider alone.

A leap is a decided step that closes a goal or gives a value without showing why: one whose words begin with
LEAP, or that finds two different sides of an equation equal.
"""

from __future__ import annotations

import json
from collections import Counter

from benchmarks import engine
from benchmarks.common import ROOT, finish, median, options, percentile, table, timed
from hybrid.problem import Result

LEAP = "this follows"


def leaps(result: Result) -> int:
    """How many steps of a derivation are leaps."""
    return sum(
        step.kind == "decided" and (step.words.startswith(LEAP) or step.rule == "same-sides") for step in result.steps
    )


def main() -> None:
    args = options(__doc__, 1000, 10.0).parse_args()
    path = ROOT / "datasets" / "derivations.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()][: args.n]
    solve = engine.solver(args.seconds)
    lines, times, lengths, counts = [], [], [], Counter[str]()
    leaping: Counter[str] = Counter()
    for row in rows:
        result, seconds = timed(solve, row["problem"])
        times.append(1000 * seconds)
        counts["crashed" if engine.crashed(result) else result.status] += 1
        n = leaps(result) if result.status == "proved" else 0
        lengths.append(len(result.steps))
        leaping["part " + row["part"]] += n > 0
        leaping[row["topic"]] += n > 0
        lines.append([row["id"], result.status, n, len(result.steps), times[-1], row["problem"]])
    if args.verbose:
        print(table(["id", "status", "leaps", "steps", "ms", "problem"], lines))
    finish(
        "derivations",
        {
            "n": len(rows),
            "proved": counts["proved"],
            "open": counts["open"],
            "refuted": counts["refuted"],
            "crashed": counts["crashed"],
            "with_leap": sum(c for what, c in leaping.items() if what.startswith("part ")),
            "with_leap_by_part_and_topic": {what: c for what, c in leaping.items() if c},
            "median_steps": median(lengths),
            "median_ms": median(times),
            "p95_ms": percentile(times, 0.95),
        },
    )


if __name__ == "__main__":
    main()
