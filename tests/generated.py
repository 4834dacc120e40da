"""Generated rows for tests: real derivations of the prover, with attempts that the judge refutes at the wrong line."""

from __future__ import annotations

import json
from functools import cache

import hybrid
from hybrid.generate.row import Row, Wrong
from hybrid.problem import derivation_to_json
from hybrid.syntax.latex import to_latex


def row_of(
    number: int, topic: str, level: int, problem: str, english: list[str], wrong: list[Wrong] | None = None
) -> Row:
    """The row for a statement."""
    result = hybrid.solve(problem)
    assert result.derivation is not None and result.answer is not None and result.status == "proved"
    row: Row = {
        "id": f"{topic}-{level}-{number:06d}",
        "seed": 7,
        "topic": topic,
        "level": level,
        "draw": number,
        "problem": problem,
        "latex": problem,
        "english": english,
        "answer": result.text,
        "answer_latex": to_latex(result.answer),
        "conditions": [str(c) for c in result.conditions],
        "steps": [
            {"before": str(s.before), "after": str(s.after), "relation": s.relation, "rule": s.rule, "words": s.words}
            for s in result.steps
        ],
        "derivation": json.dumps(derivation_to_json(result.derivation)),
        "difficulty": {
            "steps": len(result.steps),
            "rules": len({s.rule for s in result.steps}),
            "expanded": result.stop.expanded,
            "grade": level,
        },
        "key": f"{number:016x}",
    }
    if wrong is not None:
        row["wrong"] = wrong
    return row


def attempt(kind: str, lines: list[str], first: int, right: str, why: str) -> Wrong:
    """A wrong attempt, its wrong line refuted here."""
    verdict = hybrid.step(lines[first - 1], lines[first])
    assert verdict.refuted and verdict.point is not None
    return {
        "kind": kind,
        "first": first,
        "lines": lines,
        "answer": lines[-1],
        "right": right,
        "point": {letter: str(value) for letter, value in verdict.point.items()},
        "why": why,
    }


@cache
def linear() -> Row:
    """Three phrasings, two wrong attempts: a sign lost at once, and an arithmetic slip at the end."""
    return row_of(
        417,
        "linear",
        2,
        "solve 2*x + 3 = 7 for x",
        ["Solve 2*x + 3 = 7 for x.", "For which x is 2*x + 3 = 7?", "Find all x with 2*x + 3 = 7."],
        [
            attempt("sign", ["2*x + 3 = 7", "2*x = 10", "x = 5"], 1, "2*x = 4", "3 changes its sign on the other side"),
            attempt("slip", ["2*x + 3 = 7", "2*x = 4", "x = 3"], 2, "x = 2", "4 divided by 2 is 2"),
        ],
    )


@cache
def fraction() -> Row:
    """A simplified expression with a condition; no wrong attempt."""
    return row_of(3, "fractions", 3, "simplify (x^2 - 4)/(x - 2)", ["Simplify (x^2 - 4)/(x - 2)."])


@cache
def large() -> Row:
    """An answer beyond 2^63."""
    return row_of(5, "powers", 1, "evaluate 3^50", ["Evaluate 3^50.", "What is 3^50?"])


def story() -> Row:
    """A word problem: its solution is lines in words, and the attempt goes wrong in the first of them."""
    return {
        **row_of(
            9,
            "shopping",
            1,
            "evaluate 3*4 + 5",
            ["Three mugs cost 4 dollars each. What do they cost with a plate of 5?"],
        ),
        "unit": "dollars",
        "reading": "mugs = 3*4\nask mugs + 5",
        "solution": ["3*4 = <<3*4=12>>12 dollars for the mugs", "12 + 5 = 17 dollars in all"],
        "wrong": [
            {
                "kind": "arithmetic",
                "first": 0,
                "lines": ["3*4 = <<3+4=7>>7 dollars for the mugs", "7 + 5 = 12 dollars in all"],
                "answer": "12",
                "right": "3*4 = <<3*4=12>>12 dollars for the mugs",
                "point": {},
                "why": "3 and 4 were added",
            }
        ],
    }


def rows() -> list[Row]:
    """One of each."""
    return [linear(), fraction(), large(), story()]
