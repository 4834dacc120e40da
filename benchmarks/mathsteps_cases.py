"""The 255 cases of mathsteps' own test suite, answered by hybrid and compared with what mathsteps expects.

A case counts as right when hybrid's answer is *proved* (the kernel accepted the derivation), *equivalent* to
the input by the deciders and at points, and *finished*: solved outright, or an expression with nothing left to
do. mathsteps' own line is held to the same measure, so that the cases where it stops early or is wrong can be
named. The file is an outside one (see `benchmarks.common.data_folder`); its absence is no failure.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import Any

from benchmarks import engine, evaluate
from benchmarks.answers import decided, difference
from benchmarks.common import data_folder, finish, median, options, skip, table, timed
from benchmarks.mathsteps_text import Line, read_line
from hybrid.problem import Problem, Result
from hybrid.syntax.errors import InputError
from hybrid.syntax.statement import parse_problem
from hybrid.term import ONE, TRUE, Term, bottom_up, div, is_formula, mul
from hybrid.value.goal import reached

NAME = "mathsteps_cases"
VERBS = {"solve": "solve", "solve_inequality": "solve", "simplify": "simplify", "factor": "factor"}


@dataclass(frozen=True)
class Outcome:
    """How one case went: ours is "right", "unfinished", "wrong", "open" or "crashed"; theirs "right", "unfinished",
    "wrong", "rounded" (right but for the digits of a decimal) or "unread"."""

    kind: str
    input: str
    expected: str
    answer: str
    ours: str
    theirs: str
    why: str
    seconds: float


def main() -> None:
    args = options(__doc__, 255, 10.0).parse_args()
    path = data_folder() / "mathsteps_cases.jsonl"
    if not path.is_file():
        skip(NAME, f"{path.name} is not in the data folder; set HYBRID_DATA")
    solve = engine.solver(args.seconds)
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()][: args.n]
    outcomes = [run_case(solve, row) for row in rows]
    ours, theirs = Counter(o.ours for o in outcomes), Counter(o.theirs for o in outcomes)
    better = [o for o in outcomes if o.ours == "right" and o.theirs in ("unfinished", "wrong")]
    if args.verbose:
        lines = []
        for kind in sorted({o.kind for o in outcomes}):
            some = [o for o in outcomes if o.kind == kind]
            counts = [sum(o.ours == word for o in some) for word in ("right", "unfinished", "wrong", "open")]
            lines.append([kind, len(some), *counts, sum(o.theirs == "right" for o in some)])
        print(table(["kind", "n", "right", "unfinished", "wrong", "open", "mathsteps right"], lines))
        for o in outcomes:
            if o.ours != "right":
                print(f"{o.ours}: {o.kind} {o.input!r} -> {o.answer!r}, mathsteps {o.expected!r}   {o.why}")
        for o in better:
            print(f"ours right, theirs {o.theirs}: {o.kind} {o.input!r} -> {o.answer!r}, mathsteps {o.expected!r}")
    finish(
        NAME,
        {
            "n": len(outcomes),
            "right": ours["right"],
            "unfinished": ours["unfinished"],
            "wrong": ours["wrong"],
            "open": ours["open"],
            "crashed": ours["crashed"],
            "mathsteps_right": theirs["right"],
            "mathsteps_unfinished": theirs["unfinished"],
            "mathsteps_wrong": theirs["wrong"],
            "mathsteps_rounded": theirs["rounded"],
            "right_where_mathsteps_is_not": len(better),
            "median_ms": 1000 * median([o.seconds for o in outcomes]),
        },
    )


def run_case(solve: Any, row: dict[str, Any]) -> Outcome:
    """One row of the file: ask, compare with the input, hold mathsteps' line to the same measure."""
    kind, text, expected = row["kind"], row["input"], row["expected"]
    line = read_line(expected)
    try:
        problem = parse_problem(_statement(kind, text, line))
        result, seconds = timed(solve, problem)
    except InputError as error:
        return Outcome(kind, text, expected, "", "open", "unread", f"not read: {error.message}", 0.0)
    ours, why = _grade_ours(problem, result)
    theirs = _grade_theirs(kind, problem, line)
    shown = result.text or result.status
    return Outcome(kind, text, expected, shown, ours, theirs, why, seconds)


def _statement(kind: str, text: str, line: Line | None) -> str:
    """The question in our words. A statement said to be true is to be proved; one said to be false is
    refuted, or, when it has letters, solved (its solution set must be empty)."""
    if kind == "constant_equation":
        has_letters = any(c.isalpha() for c in text)
        return f"solve {text}" if has_letters and line is not None and line.term.head == "false" else f"prove {text}"
    verb = VERBS.get(kind, "simplify")
    if verb == "solve" and line is not None and line.solved and is_formula(line.term):
        first = line.term.args[0] if line.term.head == "or" else line.term
        return f"solve {text} for {first.args[0].value}"
    return f"{verb} {text}"


def _grade_ours(problem: Problem, result: Result) -> tuple[str, str]:
    if problem.goal == "prove":
        return _grade_statement(problem, result)
    if result.status != "proved" or result.answer is None:
        return "crashed" if engine.crashed(
            result
        ) else "open", f"{result.status}: {result.reason or result.stop.reason}"
    point = difference(problem.term, result.answer, problem.given)
    verdict = decided(problem.term, result.answer, problem.given)
    if point is not None or verdict == "refuted":
        return "wrong", f"differs from the input at {point}, deciders say {verdict}"
    return ("right", "") if reached(result.answer, problem) else ("unfinished", "")


def _grade_statement(problem: Problem, result: Result) -> tuple[str, str]:
    """A claim without free letters has a truth value; one with letters is refuted by a point."""
    if result.status == "open":
        return "open", result.reason or result.stop.reason
    point: dict[str, Any] = {}
    for name, value in (result.point or {}).items():
        point[name] = evaluate.value(value, {})
    if result.status == "refuted":
        return ("right", "") if evaluate.truth(problem.term, point) is False else ("wrong", f"not false at {point}")
    return ("wrong", "not true") if difference(problem.term, TRUE) is not None else ("right", "")


def _grade_theirs(kind: str, problem: Problem, line: Line | None) -> str:
    """mathsteps' line: equivalent to the input (up to rounding of its decimals) and finished."""
    if line is None:
        return "right" if _nothing_to_do(problem) else "unfinished"
    if kind == "constant_equation":
        truth = evaluate.truth(problem.term, {v: 2 for v in problem.term.free})
        return "right" if truth is (line.term.head == "true") else "wrong"
    if difference(problem.term, line.term, problem.given) is not None:
        return "rounded" if line.rounded else "wrong"
    if is_formula(line.term):
        return "right" if line.solved else "unfinished"
    finished = reached(line.term, problem) or reached(_coefficients_up(line.term), problem) or not line.term.args
    return "right" if kind == "simplify_one_step" or finished else "unfinished"


def _coefficients_up(t: Term) -> Term:
    """3/2*x written as 3*x/2: which of both is the finished form is a matter of taste."""

    def change(s: Term) -> Term:
        if s.head == "mul" and s.args[0].head == "div" and not s.args[0].free:
            top, below = s.args[0].args
            rest = s.args[1:] if top is ONE else (top, *s.args[1:])
            return div(mul(*rest), below)
        return s

    return bottom_up(t, change)


def _nothing_to_do(problem: Problem) -> bool:
    return reached(problem.term, problem)


if __name__ == "__main__":
    main()
