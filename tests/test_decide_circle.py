"""Sines, cosines and tangents of one letter within bounds: which angles, against the textbook and against floats."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from random import Random

import pytest
from flint import fmpz_poly

from hybrid.angle import multiple_of_pi
from hybrid.decide.cells import equivalent, solution_set, valid
from hybrid.decide.circle import angles_of, turning_points
from hybrid.decide.norm import NotAlgebraic
from hybrid.kernel import check
from hybrid.prover import solve
from hybrid.rulebook import Rulebook
from hybrid.syntax.parse import parse

TURN = "0 <= x and x < 2*pi"
EXERCISES = [
    ("sin(x) = 1/2", TURN, "x = pi/6 or x = 5*pi/6"),
    ("sin(x) = -sqrt(3)/2", TURN, "x = 4*pi/3 or x = 5*pi/3"),
    ("cos(x) = 0", TURN, "x = pi/2 or x = 3*pi/2"),
    ("tan(x) = sqrt(3)", TURN, "x = pi/3 or x = 4*pi/3"),
    ("sin(2*x) = cos(x)", TURN, "x = pi/6 or x = pi/2 or x = 5*pi/6 or x = 3*pi/2"),
    ("2*cos(x)^2 - 3*cos(x) + 1 = 0", TURN, "x = 0 or x = pi/3 or x = 5*pi/3"),
    ("sin(x) + cos(x) = 1", TURN, "x = 0 or x = pi/2"),
    ("sqrt(3)*sin(x) + cos(x) = 1", TURN, "x = 0 or x = 2*pi/3"),
    ("cos(2*x) + sin(x) = 0", TURN, "x = pi/2 or x = 7*pi/6 or x = 11*pi/6"),
    ("cos(x) = (1 + sqrt(5))/4", TURN, "x = pi/5 or x = 9*pi/5"),
    ("1/cos(x) = 2", TURN, "x = pi/3 or x = 5*pi/3"),
    ("tan(x)*cos(x) = 0", TURN, "x = 0 or x = pi"),
    ("sin(x)/tan(x) = 0", TURN, "false"),  # the tangent has no value where the cosine is 0
    ("abs(sin(x)) = 1/2", TURN, "x = pi/6 or x = 5*pi/6 or x = 7*pi/6 or x = 11*pi/6"),
    ("sin(x) = 2", TURN, "false"),
    ("sin(x)^2 + cos(x)^2 = 1", "0 <= x and x <= 1", "0 <= x and x <= 1"),
    ("sin(x/2) = 1/2", "0 <= x and x <= 4*pi", "x = pi/3 or x = 5*pi/3"),
    ("sin(x + pi/6) = 1/2", "-pi < x and x < pi", "x = 0 or x = 2*pi/3"),
    ("cos(3*x) = 0", "0 <= x and x <= pi", "x = pi/6 or x = pi/2 or x = 5*pi/6"),
    ("sin(x) = 0", "0 <= x and x <= 10", "x = 0 or x = pi or x = 2*pi or x = 3*pi"),
    ("sin(x) = 0", "1 <= x and x <= 3", "false"),
    ("sin(x) > 1/2", TURN, "pi/6 < x and x < 5*pi/6"),
    ("tan(x) > 1", "-pi < x and x < pi", "(-3*pi/4 < x and x < -pi/2) or (pi/4 < x and x < pi/2)"),
    ("sin(x) = 1/2 or cos(x) = 1/2", "0 <= x and x <= pi", "x = pi/6 or x = pi/3 or x = 5*pi/6"),
    ("sin(x) = 1/3", "pi < x and x < 2*pi", "false"),  # its angles have no name, but lie elsewhere
]


@pytest.mark.parametrize(("formula", "bounds", "answer"), EXERCISES)
def test_angles_of_the_textbook(formula: str, bounds: str, answer: str) -> None:
    for letter in ("x", "t"):
        state, said = (parse(s.replace("x", letter)) for s in (f"({formula}) and {bounds}", answer))
        found = solution_set(state, letter)
        assert found is not None and equivalent(found, said).proved and equivalent(state, said).proved


@pytest.mark.parametrize(("formula", "bounds", "answer"), EXERCISES[:12])
def test_they_are_solved_and_replayed(formula: str, bounds: str, answer: str) -> None:
    result = solve(f"solve {formula} where {bounds.replace(' and', ',')}")
    assert result.status == "proved" and result.answer is not None
    assert equivalent(result.answer, parse(answer)).proved
    assert check(result.problem, result.derivation, Rulebook.load())


def test_two_problems_of_olympiads() -> None:
    squares = parse(f"cos(x)^2 + cos(2*x)^2 + cos(3*x)^2 = 1 and {TURN}")  # IMO 1962, problem 4, within a turn
    odd = " or ".join(f"x = {n}*pi/{d}" for d in (2, 4, 6) for n in range(1, 2 * d, 2))
    assert equivalent(squares, parse(odd)).proved
    middle = "abs(sqrt(1 + sin(2*x)) - sqrt(1 - sin(2*x)))"  # IMO 1965, problem 1
    known = [parse(t) for t in ("0 <= x", "x <= 2*pi", f"2*cos(x) <= {middle}", f"{middle} <= sqrt(2)")]
    assert valid(parse("pi/4 <= x and x <= 7*pi/4"), known).proved
    assert not valid(parse("pi/3 <= x and x <= 7*pi/4"), known).proved


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (f"sin(x) = 1/2 and {TURN}", "x = pi/6"),
        (f"sin(x) = 1/2 and {TURN}", "x = pi/6 or x = 5*pi/6 or x = 13*pi/6"),
        (f"cos(x) = 1 and {TURN}", "x = 0 or x = 2*pi"),
        (f"tan(x) = 0 and {TURN}", "x = 0 or x = pi/2 or x = pi"),
        (f"sin(x) > 1/2 and {TURN}", "pi/6 <= x and x < 5*pi/6"),
        (f"tan(x) >= 0 and {TURN}", "0 <= x and x <= pi/2 or pi <= x and x < 3*pi/2"),
    ],
)
def test_one_angle_too_few_or_too_many_is_refuted(state: str, said: str) -> None:
    verdict = equivalent(parse(state), parse(said))
    assert verdict.answer == "refuted" and verdict.point is not None


@pytest.mark.parametrize(
    "state",
    [
        "sin(x) = 1/2",
        "sin(x) = 1/2 and x >= 0",
        "sin(x) = 1/3 and 0 <= x and x <= pi",
        "sin(x) = x/2 and 0 <= x and x <= pi",
        "sin(x) = x and 0 <= x and x <= pi",
        "sin(1 + x) = 1/2 and 0 <= x and x <= pi",
        "sin(x^2) = 1/2 and 0 <= x and x <= pi",
        "sin(sin(x)) = 0 and 0 <= x and x <= pi",
        "sin(pi*x) = 0 and 0 <= x and x <= pi",
        "sin(x) = 0 and 0 <= x and x <= 1000",
    ],
)
def test_of_what_is_outside_the_class_nothing_is_said(state: str) -> None:
    assert solution_set(parse(state), "x") is None
    assert valid(parse(state)).answer != "proved"


@pytest.mark.parametrize(
    "statement",
    [
        "0 < x, x < pi |- sin(x) > 0",
        "pi/2 < x, x < pi |- tan(x) < 0",
        "0 <= x, x <= pi/4 |- sin(x) <= cos(x)",
        "0 < x, x < pi |- sin(2*x) < 2*sin(x)",
        "0 < x, x < pi/2 |- sin(x) + cos(x) > 1",
        "0 < x, x < pi/2, sin(x) = 1/2 |- x = pi/6",
        "0 < x, x < pi/2, sin(x) = 3/5 |- tan(x) = 3/4",
        "0 < a, a < pi/2, 0 < b, b < pi/2 |- sin(a)*cos(b) > 0",
    ],
)
def test_bounds_say_what_signs_there_are(statement: str) -> None:
    result = solve(f"prove {statement}")
    assert result.status == "proved" and check(result.problem, result.derivation, Rulebook.load())


@pytest.mark.parametrize(
    "statement",
    ["0 < x, x < 4 |- sin(x) > 0", "0 < x, x < pi, sin(x) = 1/2 |- x = pi/6", "0 <= x, x < pi/2 |- tan(x) > 0"],
)
def test_where_a_sign_is_another_it_is_refuted(statement: str) -> None:
    assert solve(f"prove {statement}").status == "refuted"


def test_another_letter_is_never_taken_for_the_half_angle() -> None:
    for text, letter in (("sin(x) - t", "x"), ("sin(t) - t/2", "t"), ("sin(x) - y", "x")):
        with pytest.raises(NotAlgebraic):
            turning_points(parse(text), letter, Fraction(0), Fraction(3))


def test_roots_are_named_as_tangents_of_parts_of_pi() -> None:
    assert angles_of(fmpz_poly([0, 1])) == [0]
    assert angles_of(fmpz_poly([-1, 2, 1])) == [Fraction(-3, 4), Fraction(1, 4)]  # tan(pi/8) = sqrt(2) - 1
    assert angles_of(fmpz_poly([-3, 0, 1])) == [Fraction(-2, 3), Fraction(2, 3)]
    assert angles_of(fmpz_poly([-2, 1])) is None and angles_of(fmpz_poly([1, 0, 1])) is None
    assert [str(multiple_of_pi(Fraction(n, 6))) for n in (0, 6, -1, 5, -12)] == ["0", "pi", "-pi/6", "5*pi/6", "-2*pi"]


HEADS = {"sin": math.sin, "cos": math.cos, "tan": math.tan}
SIDES: list[tuple[str, Callable[[float], float]]] = [
    ("0", lambda x: 0.0),
    ("-1", lambda x: -1.0),
    ("1/2", lambda x: 0.5),
    ("sqrt(3)/2", lambda x: math.sqrt(3) / 2),
    ("sqrt(2)", lambda x: math.sqrt(2)),
    ("cos(2*x)", lambda x: math.cos(2 * x)),
]


@pytest.mark.parametrize("seed", range(40))
def test_the_chart_agrees_with_floats(seed: int) -> None:
    """A second opinion: wherever the sides clearly differ, the solution set says what the numbers say."""
    rng = Random(seed)
    found = None
    while found is None:  # as long as a root has no name
        draws = [
            (rng.choice((-2, -1, 1, 3)), rng.choice(list(HEADS)), rng.choice((-2, -1, 1, 2, 3)), rng.randint(0, 3))
            for _ in range(rng.randint(1, 2))
        ]
        left = " + ".join(f"{c}*{head}({k}*x + {r}*pi/6)" for c, head, k, r in draws)
        right, other = rng.choice(SIDES)
        sign = rng.choice(("<", "<=", ">", ">="))
        low, high = rng.randint(-4, 0), rng.randint(1, 7)
        found = solution_set(parse(f"{left} {sign} {right} and {low} <= x and x <= {high}"), "x")
    for i in range(300):
        x = low + (high - low) * (i + 0.37) / 300
        a = sum(c * HEADS[head](k * x + r * math.pi / 6) for c, head, k, r in draws)
        b = other(x)
        if abs(a - b) > 1e-6 and abs(a) < 1e6:
            at = Fraction(x).limit_denominator(10**12)
            held = valid(parse(f"x = {at.numerator}/{at.denominator} => ({found})")).proved
            assert held == (a < b if sign[0] == "<" else a > b), (left, sign, right, x)
