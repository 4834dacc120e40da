"""Roots: exercises and their answers."""

from __future__ import annotations

import pytest

from hybrid.compute.finished import simplify
from hybrid.compute.radical import (
    collect_roots,
    conjugate,
    denest,
    rationalize,
    simplify_root,
    square_root,
    surd_normal,
)
from hybrid.syntax.parse import parse


@pytest.mark.parametrize(
    "exercise, answer",
    [
        ("sqrt(12)", "2*sqrt(3)"),
        ("sqrt(1/2)", "sqrt(2)/2"),
        ("sqrt(8/9)", "2*sqrt(2)/3"),
        ("root(-16, 3)", "-2*root(2, 3)"),
        ("root(4, 4)", "sqrt(2)"),
        ("12^(1/2)", "2*sqrt(3)"),
        ("sqrt(x^2)", "abs(x)"),
        ("sqrt(x^4)", "x^2"),
        ("sqrt(x^3)", "x*sqrt(x)"),
        ("root(x^3, 3)", "x"),
        ("root(x^4, 4)", "abs(x)"),
        ("sqrt(4*x)", "2*sqrt(x)"),
        ("sqrt(-4*x)", "2*sqrt(-x)"),
        ("sqrt(x/4)", "sqrt(x)/2"),
        ("sqrt(x^2*y)", "abs(x)*sqrt(y)"),
        ("sqrt(x^2 + 2*x + 1)", "abs(x + 1)"),
        ("sqrt(9*x^2 + 18*x + 9)", "3*abs(x + 1)"),
        ("sqrt(4 - 4*x)", "2*sqrt(-x + 1)"),
        ("root(sqrt(x), 3)", "root(x, 6)"),
        ("sqrt(4^x)", "2^x"),
    ],
)
def test_take_out_of_a_root(exercise: str, answer: str) -> None:
    found = simplify_root(parse(exercise))
    assert found is not None and found.key == parse(answer).key, found


@pytest.mark.parametrize(
    "exercise", ["sqrt(5)", "sqrt(x)", "sqrt(2*x)", "sqrt(x^2 - 1)", "sqrt(1 - x)", "sqrt(-4)", "root(4, 3)", "x"]
)
def test_nothing_to_take_out(exercise: str) -> None:
    assert simplify_root(parse(exercise)) is None


@pytest.mark.parametrize(
    "exercise, answer",
    [
        ("1/sqrt(2)", "sqrt(2)/2"),
        ("1/(1 + sqrt(2))", "sqrt(2) - 1"),
        ("x/sqrt(2)", "sqrt(2)*x/2"),
        ("2/(sqrt(3) - sqrt(2))", "2*sqrt(2) + 2*sqrt(3)"),
        ("(1 + sqrt(5))/(1 - sqrt(5))", "(-3 - sqrt(5))/2"),
        ("1/(1 + sqrt(2) + sqrt(3))", "(2 + sqrt(2) - sqrt(6))/4"),
        ("1/root(2, 3)", "cbrt(4)/2"),
    ],
)
def test_rationalize(exercise: str, answer: str) -> None:
    assert str(rationalize(parse(exercise))) == answer


@pytest.mark.parametrize("exercise", ["sqrt(2)/2", "1/sqrt(x)", "1/2", "1/pi", "1/(sqrt(2) - sqrt(2))"])
def test_nothing_to_rationalize(exercise: str) -> None:
    assert rationalize(parse(exercise)) is None


@pytest.mark.parametrize(
    "exercise, answer",
    [
        ("sqrt(3 + 2*sqrt(2))", "1 + sqrt(2)"),
        ("sqrt(5 - 2*sqrt(6))", "sqrt(3) - sqrt(2)"),
        ("sqrt(7 - 4*sqrt(3))", "2 - sqrt(3)"),
        ("sqrt(2 + sqrt(3))", "(sqrt(2) + sqrt(6))/2"),
    ],
)
def test_denest(exercise: str, answer: str) -> None:
    assert str(denest(parse(exercise))) == answer


def test_some_roots_stay_nested() -> None:
    assert denest(parse("sqrt(1 + sqrt(2))")) is None
    assert denest(parse("sqrt(2)")) is None


@pytest.mark.parametrize(
    "exercise, answer",
    [
        ("sqrt(2)*sqrt(8)", "4"),
        ("sqrt(2)*sqrt(3)", "sqrt(6)"),
        ("2*sqrt(3) + 5*sqrt(3)", "7*sqrt(3)"),
        ("sqrt(12) + sqrt(27)", "5*sqrt(3)"),
        ("sqrt(x)*sqrt(x)", "x"),
        ("x/sqrt(x)", "sqrt(x)"),
    ],
)
def test_combine_roots(exercise: str, answer: str) -> None:
    assert str(collect_roots(parse(exercise))) == answer


@pytest.mark.parametrize(
    "one, other, same",
    [
        ("((1 + sqrt(5))/2)^2", "(1 + sqrt(5))/2 + 1", True),
        ("sqrt(2)*sqrt(3)", "sqrt(6)", True),
        ("1/(sqrt(3) + sqrt(2))", "sqrt(3) - sqrt(2)", True),
        ("sqrt(2) + sqrt(3)", "sqrt(5)", False),
        ("sqrt(2) + sqrt(3)", "sqrt(10)", False),
    ],
)
def test_the_normal_form_tells_surds_apart(one: str, other: str, same: bool) -> None:
    a, b = parse(one), parse(other)
    assert ((surd_normal(a) or a).key == (surd_normal(b) or b).key) is same


def test_conjugates() -> None:
    assert str(conjugate(parse("1 + sqrt(x)"))) == "1 - sqrt(x)"
    assert str(conjugate(parse("sqrt(3) - sqrt(2)"))) == "sqrt(3) + sqrt(2)"
    assert conjugate(parse("1 + x")) is None


def test_square_roots() -> None:
    assert str(square_root(parse("8"))) == "2*sqrt(2)"
    assert str(square_root(parse("9/4"))) == "3/2"
    assert square_root(parse("-1")) is None
    assert square_root(parse("x")) is None


def test_simplifying_never_makes_a_root_undefined() -> None:
    """sqrt(x^2*y) is 0 at x = 0, y = -1, where |x|*sqrt(y) has no value: only `simplify_root` takes x out."""
    assert str(simplify(parse("sqrt(x^2*y)"))) == "sqrt(x^2*y)"
    assert str(simplify(parse("sqrt(5*x^2)"))) == "sqrt(5)*abs(x)"
    assert simplify(parse("sqrt(x^3*y)")).key == parse("abs(x)*sqrt(x*y)").key
