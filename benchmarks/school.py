"""The 40 mixed school problems of datasets/school40.jsonl: how many are proved, with the right answer."""

from __future__ import annotations

import json
from collections import Counter

from benchmarks import engine
from benchmarks.answers import agrees
from benchmarks.common import ROOT, finish, median, options, percentile, table, timed
from hybrid.syntax.parse import parse
from hybrid.syntax.statement import parse_problem


def main() -> None:
    args = options(__doc__, 40, 10.0).parse_args()
    path = ROOT / "datasets" / "school40.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()][: args.n]

    solve = engine.solver(args.seconds)
    lines, outcomes, times = [], Counter[tuple[str, int]](), []
    for row in rows:
        problem = parse_problem(row["problem"])
        result, seconds = timed(solve, row["problem"])
        times.append(1000 * seconds)
        if result.status != "proved" or result.answer is None:
            outcome: str = "crashed" if engine.crashed(result) else result.status
        else:
            # a letter's domain holds for both formulas, the hypotheses of `find` and `evaluate` as well
            given = () if problem.definitions else problem.given
            right, _ = agrees(result.answer, parse(row["answer"]), given, problem.domains)
            outcome = "right" if right else "wrong"
        outcomes[outcome, row["difficulty"]] += 1
        lines.append(
            [
                row["id"],
                row["difficulty"],
                outcome,
                times[-1],
                len(result.steps),
                row["problem"],
                result.text or result.reason,
            ]
        )
    if args.verbose:
        print(table(["id", "level", "outcome", "ms", "steps", "problem", "answer"], lines))
    by_level = {d: f"{outcomes['right', d]}/{sum(r['difficulty'] == d for r in rows)}" for d in (1, 2, 3, 4)}
    finish(
        "school",
        {
            "n": len(rows),
            "right": sum(c for (word, _), c in outcomes.items() if word == "right"),
            "wrong": sum(c for (word, _), c in outcomes.items() if word == "wrong"),
            "refuted": sum(c for (word, _), c in outcomes.items() if word == "refuted"),
            "open": sum(c for (word, _), c in outcomes.items() if word == "open"),
            "right_by_difficulty": by_level,
            "crashed": sum(c for (word, _), c in outcomes.items() if word == "crashed"),
            "median_ms": median(times),
            "p95_ms": percentile(times, 0.95),
        },
    )


if __name__ == "__main__":
    main()
