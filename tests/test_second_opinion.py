"""z3 and SymPy as second judges: they know our meaning of a line, and may break down."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

pytest.importorskip("z3")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.second_opinion import SecondOpinion, Z3Judge, sympy_shows_wrong  # noqa: E402
from hybrid.syntax.parse import parse  # noqa: E402
from hybrid.term import num  # noqa: E402

STEPS = [
    ("x^2 = 9", "x = 3 or x = -3", "right"),
    ("x^2 = 9", "x = 3", "wrong"),
    ("1/x = 2", "1 = 2*x", "right"),
    ("x/x = 1", "x = x", "wrong"),  # at 0 the first is not defined, so not true
    ("sqrt(x + 2) = x", "x + 2 = x^2 and x >= 0", "right"),
    ("sqrt(x + 2) = x", "x + 2 = x^2", "wrong"),
    ("abs(x - 1) < 3", "x > -2 and x < 4", "right"),
    ("root(x, 3) = -2", "x = -8", "right"),
    ("(x^2 - 1)/(x - 1)", "x + 1", "right"),  # where the first has a value
    ("x + 1", "(x^2 - 1)/(x - 1)", "wrong"),
    ("x^(-1)", "1/x", "right"),
    ("ln(x) = 0", "x = 1", "unknown"),
]


@pytest.mark.parametrize(("before", "after", "says"), STEPS)
def test_z3_judges_by_our_meaning(before: str, after: str, says: str) -> None:
    assert Z3Judge().step(parse(before), parse(after)) == says


def test_z3_knows_what_is_given_and_over_what_letters_range() -> None:
    judge = Z3Judge()
    assert judge.step(parse("abs(x)"), parse("x")) == "wrong"
    assert judge.step(parse("abs(x)"), parse("x"), given=[parse("x > 0")]) == "right"
    assert judge.step(parse("2*x = 3"), parse("x < 0 and x > 0")) == "wrong"
    assert judge.step(parse("2*x = 3"), parse("x < 0 and x > 0"), domains={"x": "integer"}) == "right"
    assert judge.step(parse("x = 2"), parse("x > 1"), "==>") == "right"


def test_sympy_shows_a_wrong_step_at_its_point_only() -> None:
    before, after = parse("x^2 = 2"), parse("x = sqrt(2)")
    assert sympy_shows_wrong(before, after, "<=>", {"x": parse("-sqrt(2)")}) is True
    assert sympy_shows_wrong(before, after, "<=>", {"x": parse("sqrt(2)")}) is False
    assert sympy_shows_wrong(before, after, "<=>", {"x": num(1)}) is False
    assert sympy_shows_wrong(parse("ln(x) + ln(3)"), parse("ln(x + 3)"), "=", {"x": num(2)}) is True
    assert sympy_shows_wrong(parse("1/x"), parse("x"), "=", {"x": num(0)}) is False
    assert sympy_shows_wrong(parse("x"), parse("x^2/x"), "=", {"x": num(0)}) is True
    assert sympy_shows_wrong(parse("x"), parse("y"), "=", {"x": num(0)}) is None


def test_a_judge_that_is_gone_is_asked_anew() -> None:
    a, b = parse("x = 1"), parse("x = 2")
    with SecondOpinion(seconds=120.0) as opinion:
        assert opinion.z3(a, b, "<=>") == "wrong"
        opinion._process.kill()
        assert opinion.z3(a, b, "<=>") == "unknown"
        assert opinion.sympy(a, b, "<=>", {"x": num(1)}) is True
