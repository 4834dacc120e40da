"""Equations in two whole numbers by divisors, against brute force, and what they do not tell."""

from __future__ import annotations

import random

import pytest

from hybrid.decide.divisors import candidates
from hybrid.decide.integer import solve_bounded
from hybrid.decide.meaning import truth
from hybrid.problem import Domain
from hybrid.syntax.parse import parse
from hybrid.term import num

INTEGER: dict[str, Domain] = {"x": "integer", "y": "integer"}
NATURAL: dict[str, Domain] = {"x": "natural", "y": "natural"}


@pytest.mark.parametrize(
    ("equation", "domains", "answer"),
    [
        ("x*y = -5", INTEGER, "(x = -5 and y = 1) or (x = -1 and y = 5) or (x = 1 and y = -5) or (x = 5 and y = -1)"),
        ("x^2 - y^2 = 15", NATURAL, "(x = 4 and y = 1) or (x = 8 and y = 7)"),
        ("x^2 - y^2 = 6", INTEGER, "false"),
        ("2*x^2 - 2*y^2 = 3", INTEGER, "false"),
        ("x*y = x + y", INTEGER, "(x = 0 and y = 0) or (x = 2 and y = 2)"),
        ("1/x + 1/y = 1/2", NATURAL, "(x = 3 and y = 6) or (x = 4 and y = 4) or (x = 6 and y = 3)"),
        ("x^3 - y^3 = 7", INTEGER, "(x = -1 and y = -2) or (x = 2 and y = 1)"),
        ("x^2*y = 4 and x < 0", INTEGER, "(x = -2 and y = 1) or (x = -1 and y = 4)"),
    ],
)
def test_all_solutions_are_listed(equation: str, domains: dict[str, Domain], answer: str) -> None:
    assert str(solve_bounded(parse(equation), ["x", "y"], domains)) == answer


@pytest.mark.parametrize("equation", ["x + y = 5", "x^2 = 4*y^2", "x^2 - 2*y^2 = 1", "x*y = 0", "x*y = x", "2^x*y = 8"])
def test_equations_without_such_a_divisor_are_not_answered(equation: str) -> None:
    assert candidates(parse(equation), "x", "y") is None
    assert solve_bounded(parse(equation), ["x", "y"], INTEGER) is None


def test_no_whole_solution_is_missed() -> None:
    rng = random.Random(7)
    answered = 0
    for _ in range(150):
        a, b, c, d, e, n = (rng.randint(-3, 3) for _ in range(6))
        shape = rng.choice(
            [
                f"{a}*x*y + {b}*x + {c}*y = {n}",
                f"({a}*x + {b}*y)*({c}*x + {d}*y) = {n}",
                f"(x + {a}*y)*(x^2 + {b}*x*y + {c}*y^2) = {n}",
                f"{a}*x^2 + {b}*x*y + {c}*x + {d}*y = {n}",
                f"{a}/(x + {b}) + {c}/(y + {d}) = {e}/6",
            ]
        )
        equation = parse(shape)
        found = candidates(equation, "x", "y") if equation.free == {"x", "y"} else None
        if found is None:
            continue
        answered += 1
        for u in range(-7, 8):
            for v in range(-7, 8):
                if truth(equation, {"x": num(u).value, "y": num(v).value}):
                    assert (u, v) in found.points, f"{equation} at x = {u}, y = {v}"
    assert answered > 60
