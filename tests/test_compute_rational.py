"""Quotients of polynomials: exercises and their answers."""

from __future__ import annotations

import pytest

from hybrid.compute.rational import (
    cancel,
    common_denominator,
    denominator,
    lcd,
    least_common_multiple,
    numerator,
    separate,
    together,
)
from hybrid.syntax.parse import parse


@pytest.mark.parametrize(
    "exercise, answer",
    [
        ("(x^2 - 4)/(x - 2)", "x + 2"),
        ("20*x/(5*(40*y))", "x/(10*y)"),
        ("60*x/(40*y)", "3*x/(2*y)"),
        ("((2*x^3*y^2)/(-x^2*y^5))^(-2)", "y^6/(4*x^2)"),
        ("2*x/4/3", "x/6"),
        ("400*z/((20*x)/(5*(40*y)))", "4000*y*z/x"),
        ("x/x", "1"),
        ("(x - 1)/(1 - x)", "-1"),
        ("(3 - x)/(x^2 - 9)", "-1/(x + 3)"),
        ("(x^2 - y^2)/(x - y)", "x + y"),
        ("(x^2 + 5*x + 6)/(x^2 + 2*x)", "(x + 3)/x"),
        ("(2*x + 2)*(x + 3)/(x + 3)", "2*x + 2"),
        ("(x + 1)^10/(x + 1)^9", "x + 1"),
        ("x^-1*x^2", "x"),
        ("(4^x - 1)/(2^x - 1)", "2^x + 1"),
        ("(x - 1)/(sqrt(x) - 1)", "sqrt(x) + 1"),
        ("(a^2 - b^2)/(2*a + 2*b)", "(a - b)/2"),
        ("(x^3 - 1)/(x^2 - 2*x + 1)", "(x^2 + x + 1)/(x - 1)"),
    ],
)
def test_cancel(exercise: str, answer: str) -> None:
    assert str(cancel(parse(exercise))) == answer


@pytest.mark.parametrize(
    "exercise", ["x/y", "(x + 1)/(x + 2)", "x*(x + 1)/(x + 2)", "(1 + 2*a)/a", "1/2", "x + 1/x", "1/(x - x)"]
)
def test_nothing_to_cancel(exercise: str) -> None:
    assert cancel(parse(exercise)) is None


@pytest.mark.parametrize(
    "exercise, answer",
    [
        ("1/x + 1/y", "(x + y)/(x*y)"),
        ("1/(x - 1) + 1/(x + 1)", "2*x/(x^2 - 1)"),
        ("1/x - 1/(x + 1)", "1/(x^2 + x)"),
        ("x/2 + x/3", "5*x/6"),
        ("2/(3*x^2) + 5", "(15*x^2 + 2)/(3*x^2)"),
        ("1/(x - 1) + 1/(x^2 - 1)", "(x + 2)/(x^2 - 1)"),
        ("1/(x - 1)^2 + 1/(x - 1)", "x/(x - 1)^2"),
        ("x/(x + 1) + 1/(x + 1)", "1"),
    ],
)
def test_one_fraction(exercise: str, answer: str) -> None:
    assert str(together(parse(exercise))) == answer


def test_nothing_to_put_together() -> None:
    assert together(parse("x + 1")) is None
    assert together(parse("x/2")) is None


def test_separate_a_fraction() -> None:
    assert str(separate(parse("(1 + 2*a)/a"))) == "1/a + 2"
    assert str(separate(parse("(x^2 + x)/3"))) == "x^2/3 + x/3"
    assert separate(parse("x/3")) is None


@pytest.mark.parametrize(
    "term, answer",
    [
        ("x/2 + 1/3", "6"),
        ("x/2 = 1/3", "6"),
        ("1/x + 1/(x^2 - x)", "x*(x - 1)"),
        ("x/(2*y) + 1/(6*x) = 1", "6*x*y"),
        ("1/(x - 1) = 2/(x - 1)^2", "(x - 1)^2"),
    ],
)
def test_least_common_denominator(term: str, answer: str) -> None:
    assert str(common_denominator(parse(term))) == answer


def test_denominators() -> None:
    assert common_denominator(parse("x + 1")) is None
    assert str(lcd(parse("1/(x - 1)"), parse("2/(x^2 - 1)"))) == "(x - 1)*(x + 1)"
    assert str(least_common_multiple(parse("4"), parse("6"))) == "12"
    assert str(least_common_multiple(parse("x^2 - 1"), parse("x - 1"))) == "(x - 1)*(x + 1)"
    assert str(numerator(parse("1/x + 1"))) == "x + 1"
    assert str(denominator(parse("1/x + 1"))) == "x"
    assert denominator(parse("x + 1")) is None
