"""Integers: bounded enumeration against brute force, remainders, and what must stay open."""

from __future__ import annotations

import random
from itertools import product

import pytest

from hybrid.decide.integer import entails, equivalent_bounded, impossible, solve_bounded
from hybrid.decide.meaning import truth
from hybrid.problem import Domain
from hybrid.syntax.parse import parse

NATURAL: dict[str, Domain] = {"x": "natural", "y": "natural", "z": "natural"}
INTEGER: dict[str, Domain] = {"x": "integer", "y": "integer", "z": "integer"}


@pytest.mark.parametrize(
    ("formula", "letters", "domains", "answer"),
    [
        ("3x + 2y = 12", "xy", NATURAL, "(x = 0 and y = 6) or (x = 2 and y = 3) or (x = 4 and y = 0)"),
        ("x*y = 6", "xy", NATURAL, "(x = 1 and y = 6) or (x = 2 and y = 3) or (x = 3 and y = 2) or (x = 6 and y = 1)"),
        ("2x + 4y = 7", "xy", NATURAL, "false"),
        ("x^2 < 5", "x", INTEGER, "x = -2 or x = -1 or x = 0 or x = 1 or x = 2"),
        ("x = 2 or x = 5", "x", INTEGER, "x = 2 or x = 5"),
        ("x^3 = -27", "x", INTEGER, "x = -3"),
        ("x^3 >= -30 and x < -1", "x", INTEGER, "x = -3 or x = -2"),
        ("x^2 + y^2 = 2 and x < y", "xy", INTEGER, "x = -1 and y = 1"),
        ("x + y = 2 and x > y", "xy", NATURAL, "x = 2 and y = 0"),
        ("x! = 120", "x", INTEGER, "x = 5"),
        ("x! = 1", "x", NATURAL, "x = 0 or x = 1"),
        ("x! = 7", "x", NATURAL, "false"),
        ("2*x! + 3 < 51", "x", INTEGER, "x = 0 or x = 1 or x = 2 or x = 3"),
        ("x! < 1/2", "x", INTEGER, "false"),
        ("-3 <= -x!/2", "x", INTEGER, "x = 0 or x = 1 or x = 2 or x = 3"),
    ],
)
def test_all_solutions_are_listed(formula: str, letters: str, domains: dict[str, Domain], answer: str) -> None:
    assert str(solve_bounded(parse(formula), list(letters), domains)) == answer


@pytest.mark.parametrize(
    ("formula", "letters", "domains"),
    [
        ("x + y = 5", "xy", INTEGER),
        ("x*y >= 6 and x > 0", "xy", INTEGER),
        ("x > 3", "x", NATURAL),
        ("x = 1", "x", {}),
        ("x = a", "x", INTEGER),
        ("x + y <= 10^6", "xy", NATURAL),
        ("true", "x", NATURAL),
    ],
)
def test_unbounded_or_too_many_is_not_answered(formula: str, letters: str, domains: dict[str, Domain]) -> None:
    assert solve_bounded(parse(formula), list(letters), domains) is None


def test_listing_agrees_with_brute_force() -> None:
    rng = random.Random(3)
    for _ in range(40):
        a, b, c = (rng.randint(-4, 4) for _ in range(3))
        extra = rng.choice(["x*y <= 6", "x^2 + y^2 <= 30", "|x - y| <= 2", "x^3 + y >= -5", "x != y"])
        f = parse(f"{a}*x + {b}*y <= {c} and {extra} and x >= -5 and x <= 4 and y >= -4 and y <= 5")
        expected = [
            f"x = {x} and y = {y}"
            for x, y in product(range(-5, 5), range(-4, 6))
            if truth(f, {"x": x, "y": y})  # type: ignore[dict-item]
        ]
        found = solve_bounded(f, ["x", "y"], INTEGER)
        parts = [] if str(found) == "false" else found.args if found is not None and found.head == "or" else [found]
        assert [str(p) for p in parts] == expected


def test_equivalence_by_listing() -> None:
    good = parse("(x = 0 and y = 6) or (x = 2 and y = 3) or (x = 4 and y = 0)")
    assert equivalent_bounded(parse("3x + 2y = 12"), good, (), NATURAL).proved
    wrong = equivalent_bounded(parse("3x + 2y = 12"), parse("x = 2 and y = 3"), (), NATURAL)
    assert wrong.refuted and wrong.point is not None and str(wrong.point["x"]) in ("0", "4")
    assert equivalent_bounded(parse("3x + 2y = 12"), good, (), INTEGER).answer == "unknown"
    assert equivalent_bounded(parse("x + y = 3"), parse("x = 1"), [parse("y = 2")], INTEGER).proved


def test_remainders_show_that_there_is_no_solution() -> None:
    assert impossible([parse("x^2 = 3*y + 2")], INTEGER) == 3
    assert impossible([parse("x^2 + y^2 = 4*z + 3")], INTEGER) == 4
    assert impossible([parse("2*x + 4*y = 7")], INTEGER) == 2
    assert impossible([parse("x^2 = 2*y + 1")], INTEGER) is None
    assert impossible([parse("x^2 = 3*y + 2")], {"x": "integer"}) is None
    assert entails([], parse("x^2 != 3*y + 2"), INTEGER).proved
    assert entails([parse("x^2 = 3*y + 2")], parse("false"), INTEGER).proved
    assert entails([], parse("x^2 != 3*y + 1"), INTEGER).answer == "unknown"


def test_entailment_over_finitely_many_points() -> None:
    assert entails([parse("x + y = 3")], parse("x*y <= 2"), NATURAL).proved
    verdict = entails([parse("x + y = 3")], parse("x*y < 2"), NATURAL)
    assert verdict.refuted


def test_powers_of_natural_letters_bound_them() -> None:
    rng = random.Random(9)
    found = 0
    for _ in range(150):
        b, c = rng.choice((2, 3, 5, 10)), rng.choice((2, 3, 7))
        k, m = rng.randint(1, 4), rng.choice((1, 1, 2))
        value = k * b ** rng.randint(0, 5) + m * c ** rng.randint(0, 4)
        relation = rng.choice(("=", "=", "<="))
        f = parse(f"{k}*{b}^x + {m}*{c}^y {relation} {value} and x*y >= {rng.randint(0, 3)}")
        told = solve_bounded(f, ("x", "y"), NATURAL)
        assert told is not None
        points = [(x, y) for x in range(40) for y in range(40) if truth(f, {"x": x, "y": y})]
        assert all(truth(told, {"x": x, "y": y}) is truth(f, {"x": x, "y": y}) for x in range(40) for y in range(40))
        found += len(points)
    assert found > 100
    assert solve_bounded(parse("2^x - 3^y = 1"), ("x", "y"), NATURAL) is None  # a difference has no bounds
    assert solve_bounded(parse("2^x + 3^y = 17"), ("x", "y"), INTEGER) is None
