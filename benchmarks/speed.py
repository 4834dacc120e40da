"""A checked derivation against a bare answer: hybrid, SymPy and mathsteps on the same school problems.

Interleaved, problem by problem, in one run:

    hybrid     from the text of the statement to a derivation that the kernel accepts; apart from that, the
               proof file of each is read again and replayed, with nothing remembered about its terms
    SymPy      `solve` (`solve_univariate_inequality` for an inequality) on ready objects, real symbols,
               cache cleared before each call
    mathsteps  `solveEquation` inside one warm Node process, on the kinds it takes; counted where its last
               line is solved and right
"""

from __future__ import annotations

import gc
import json
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from benchmarks import engine
from benchmarks.answers import agrees
from benchmarks.common import finish, median, options, table, timed
from benchmarks.generate import KINDS, Exercise, school_problems
from benchmarks.mathsteps_text import read_line
from benchmarks.peers import clear_sympy, find_mathsteps, mathsteps, sympy_question
from hybrid.collector import relax
from hybrid.problem import derivation_to_json


def main() -> None:
    args = options(__doc__, 200, 10.0).parse_args()
    solve = engine.solver(args.seconds)
    problems = school_problems(args.n, args.seed)
    solve("solve 2x + 1 = 5 for x")  # imports, the rule book
    sympy_question(problems[0].problem, problems[0].unknowns)()
    relax()  # as the hybrid command does
    ours: list[float | None] = []
    proofs: list[str] = []
    theirs: list[float | None] = []
    unsolved, wrong = [], []
    for e in problems:
        question = sympy_question(e.problem, e.unknowns)
        clear_sympy()
        try:
            _, seconds = timed(question)
            theirs.append(seconds)
        except Exception as error:  # a peer that fails has no time
            theirs.append(None)
            if args.verbose:
                print(f"SymPy fails: {e.statement}: {type(error).__name__}")
        result, seconds = timed(solve, e.statement)
        if result.status != "proved" or result.answer is None:
            ours.append(None)
            unsolved.append(f"{e.statement}   [{result.reason or result.stop.reason}]")
            continue
        if result.derivation is not None:
            proofs.append(json.dumps(derivation_to_json(result.derivation)))
        ours.append(seconds)
        if not agrees(result.answer, e.answer)[0]:
            wrong.append(f"{e.statement}   got {result.text}, key {e.answer_text}")
    del result
    gc.collect()
    replay = [timed(engine.replay, text)[1] for text in proofs]
    steps = _mathsteps(problems)
    lines, by_kind = [], {}
    for kind in [*KINDS, "all"]:
        mine = [i for i, e in enumerate(problems) if kind in (e.kind, "all")]
        row = _row(mine, ours, theirs, steps)
        by_kind[kind] = row
        lines.append([kind, *row.values()])
    if args.verbose:
        print(table(["kind", *by_kind["all"]], lines))
        print("\n".join([f"open: {t}" for t in unsolved[:20]] + [f"wrong: {t}" for t in wrong[:20]]))
    total = by_kind["all"]
    figures: dict[str, Any] = {
        "n": len(problems),
        "seed": args.seed,
        "solved": total["solved"] / len(problems),
        "wrong": len(wrong),
        "hybrid_ms": total["hybrid ms"],
        "replay_ms": 1000 * median(replay),
        "sympy_ms": total["SymPy ms"],
        "hybrid_to_sympy": total["to SymPy"],
        "by_kind": {k: v["to SymPy"] for k, v in by_kind.items() if k != "all"},
    }
    if steps is None:
        figures["mathsteps"] = "skipped: not found; set MATHSTEPS_DIR or npm install mathsteps"
    else:
        figures.update(mathsteps_ms=total["mathsteps ms"], mathsteps_solved=total["mathsteps solved"])
        figures["hybrid_to_mathsteps"] = total["to mathsteps"]
    finish("speed", figures)


def _row(
    indices: Sequence[int],
    ours: Sequence[float | None],
    theirs: Sequence[float | None],
    steps: dict[int, float] | None,
) -> dict[str, Any]:
    """Medians in milliseconds and ratios of medians over the problems that both sides solve."""
    both = [(o, s) for o, s in ((ours[i], theirs[i]) for i in indices) if o is not None and s is not None]
    row: dict[str, Any] = defaultdict(lambda: None)
    row["n"] = len(indices)
    row["solved"] = sum(ours[i] is not None for i in indices)
    row["hybrid ms"] = 1000 * median([o for o, _ in both])
    row["SymPy ms"] = 1000 * median([s for _, s in both])
    row["to SymPy"] = row["hybrid ms"] / row["SymPy ms"]
    pairs = [(o, steps[i]) for i in indices if steps and i in steps and (o := ours[i]) is not None]
    row["mathsteps solved"] = sum(i in (steps or {}) for i in indices)
    row["mathsteps ms"] = 1000 * median([s for _, s in pairs])
    row["to mathsteps"] = 1000 * median([o for o, _ in pairs]) / row["mathsteps ms"]
    return row


def _mathsteps(problems: Sequence[Exercise]) -> dict[int, float] | None:
    """Seconds of mathsteps on the problems it answers rightly, by index; None when it is not there."""
    folder = find_mathsteps()
    if folder is None:
        return None
    asked = [i for i, e in enumerate(problems) if len(e.unknowns) == 1]
    answers = mathsteps(folder, [("solve", str(problems[i].problem)) for i in asked])
    found = {}
    for i, a in zip(asked, answers, strict=True):
        line = read_line(a["last"]) if a["last"] else None
        if line is not None and line.solved and agrees(line.term, problems[i].answer)[0]:
            found[i] = a["ms"] / 1000
    return found


if __name__ == "__main__":
    main()
