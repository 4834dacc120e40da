"""How many scrambled equations are solved, how fast, and whether any answer is wrong.

Each answer is compared with the key by the deciders and, apart from them, by evaluation at points
(benchmarks/answers.py).
"""

from __future__ import annotations

from collections import defaultdict

from benchmarks import engine
from benchmarks.answers import agrees
from benchmarks.common import finish, median, options, percentile, table, timed
from benchmarks.generate import scrambled


def main() -> None:
    args = options(__doc__, 1000, 5.0).parse_args()
    solve = engine.solver(args.seconds)
    rows: dict[str, list[tuple[bool, bool, float, int]]] = defaultdict(list)
    wrong, open_ones, crashes = [], [], 0
    for exercise in scrambled(args.n, args.seed):
        result, seconds = timed(solve, exercise.statement)
        solved = result.status == "proved" and result.answer is not None
        right = True
        if solved and result.answer is not None:
            right, why = agrees(result.answer, exercise.answer)
            if not right:
                wrong.append(f"{exercise.statement}\n    got {result.text}, key {exercise.answer_text} ({why})")
        else:
            crashes += engine.crashed(result)
            why = result.reason or result.stop.reason
            open_ones.append(f"{exercise.statement}   [{why}, {seconds:.2f} s]")
        rows[exercise.kind].append((solved, right, seconds, len(result.steps)))
    everything = [row for some in rows.values() for row in some]
    if args.verbose:
        lines = []
        for kind, some in [*sorted(rows.items()), ("all", everything)]:
            times = [1000 * s for _, _, s, _ in some]
            share = sum(r[0] for r in some) / len(some)
            steps = median([r[3] for r in some if r[0]])
            lines.append([kind, len(some), share, median(times), percentile(times, 0.95), max(times), steps])
        print(table(["kind", "n", "solved", "median ms", "95% ms", "worst ms", "median steps"], lines))
        for title, texts in (("wrong", wrong), ("open", open_ones)):
            print("\n".join(f"{title}: {text}" for text in texts[:20]))
    times = [1000 * s for _, _, s, _ in everything]
    finish(
        "scrambled",
        {
            "n": len(everything),
            "seed": args.seed,
            "solved": sum(r[0] for r in everything) / max(1, len(everything)),
            "wrong": len(wrong),
            "crashed": crashes,
            "median_ms": median(times),
            "p95_ms": percentile(times, 0.95),
        },
    )


if __name__ == "__main__":
    main()
