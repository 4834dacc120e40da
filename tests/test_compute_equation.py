"""Helpers for equations: denominators cleared, unknowns eliminated, quadratics seen in disguise."""

from __future__ import annotations

import pytest

from hybrid.compute.equation import (
    clear_denominators,
    discriminant,
    eliminate,
    isolate,
    linear_in,
    move_left,
    nth_power,
    primitive_part,
    quadratic_in,
    quadratic_roots,
    square_free,
)
from hybrid.syntax.parse import parse
from hybrid.term import num, sym

X, Y = sym("x"), sym("y")


@pytest.mark.parametrize(
    "equation, cleared",
    [
        ("x/2 = 1/3", "3*x = 2"),
        ("x/2 + x/3 = 1", "5*x = 6"),
        ("1/x + 1/2 = 3/(x - 1)", "x^2 + x - 2 = 6*x"),
        ("1/x = 2", "1 = 2*x"),
        ("x/2 < 1/3", "3*x < 2"),
        ("x/4 >= -1/6", "3*x >= -2"),
    ],
)
def test_clear_denominators(equation: str, cleared: str) -> None:
    assert str(clear_denominators(parse(equation))) == cleared


def test_nothing_to_clear() -> None:
    assert clear_denominators(parse("2*x = 3")) is None
    assert clear_denominators(parse("1/x < 2")) is None  # the sign of x is not known


@pytest.mark.parametrize(
    "first, second, letter, combination",
    [
        ("2*x + y = 5", "x - y = 1", "x", "y = 1"),
        ("2*x + 3*y = 7", "3*x - y/2 = 1", "y", "20*x = 13"),
        ("x + y = 2", "x + y = 3", "x", "1 = 0"),
        ("x + y = 2", "2*x + 2*y = 4", "x", "0 = 0"),
        ("x + y + z = 6", "x - y + z = 2", "y", "x + z = 4"),
    ],
)
def test_eliminate(first: str, second: str, letter: str, combination: str) -> None:
    assert str(eliminate(parse(first), parse(second), sym(letter))) == combination


def test_what_cannot_be_eliminated() -> None:
    assert eliminate(parse("x^2 + y = 1"), parse("x = 1"), X) is None
    assert eliminate(parse("y = 1"), parse("x = 1"), X) is None


def test_linear_in_a_letter() -> None:
    assert [str(t) for t in linear_in(parse("a*x + b*x + 3"), X) or ()] == ["a + b", "3"]
    assert [str(t) for t in linear_in(parse("2*x + 3 = 7"), X) or ()] == ["2", "-4"]
    assert linear_in(parse("x^2"), X) is None
    assert linear_in(parse("a"), X) is None
    assert str(isolate(parse("2*x + 3 = 7"), X)) == "2"
    assert str(isolate(parse("a*x + b = c"), X)) == "(c - b)/a"


@pytest.mark.parametrize(
    "expression, found",
    [
        ("x^4 - 5*x^2 + 4", "1; -5; 4; x^2"),
        ("x^6 - 9*x^3 + 8", "1; -9; 8; x^3"),
        ("2^(2*x) - 5*2^x + 4", "1; -5; 4; 2^x"),
        ("4^x - 5*2^x + 4", "1; -5; 4; 2^x"),
        ("e^(2*x) - 3*e^x = -2", "1; -3; 2; e^x"),
        ("x + 3*sqrt(x) - 4", "1; 3; -4; sqrt(x)"),
        ("x^2 - 5*abs(x) + 6", "1; -5; 6; abs(x)"),
        ("ln(x)^2 - 3*ln(x) + 2", "1; -3; 2; ln(x)"),
        ("sin(x)^2 - sin(x)", "1; -1; 0; sin(x)"),
        ("(x^2 + x)^2 - 3*(x^2 + x) + 2", "1; -3; 2; x^2 + x"),
        ("a*x^4 + b*x^2 + c", "a; b; c; x^2"),
    ],
)
def test_a_quadratic_in_disguise(expression: str, found: str) -> None:
    parts = quadratic_in(parse(expression), X)
    assert parts is not None and "; ".join(map(str, parts)) == found
    assert quadratic_in(parse(expression), frozenset({"x"})) == parts


@pytest.mark.parametrize("expression", ["x^2 + x + 1", "x^4 + x", "x^4 - 1", "sin(x) + cos(x)", "x", "sqrt(x) + 1"])
def test_no_quadratic_in_disguise(expression: str) -> None:
    assert quadratic_in(parse(expression), X) is None


def test_quadratics() -> None:
    assert discriminant(parse("x^2 - 5*x + 6"), X) is num(1)
    assert str(discriminant(parse("a*x^2 + b*x + c"), X)) == "b^2 - 4*a*c"
    assert [str(r) for r in quadratic_roots(parse("x^2 - 5*x + 6"), X) or ()] == ["2", "3"]
    assert [str(r) for r in quadratic_roots(parse("-x^2 + x = -1"), X) or ()] == ["(1 - sqrt(5))/2", "(1 + sqrt(5))/2"]
    assert quadratic_roots(parse("x^2 + 1"), X) is None


def test_other_helpers() -> None:
    assert str(square_free(parse("(x - 1)^2*(x + 2)"))) == "x^2 + x - 2"
    assert square_free(parse("x^2 - 1")) is None
    assert str(primitive_part(parse("4*x + 6 = 8"))) == "2*x + 3 = 4"
    assert str(primitive_part(parse("x/2 + 1/3 < 1"))) == "3*x + 2 < 6"
    assert primitive_part(parse("2*x + 3 = 4")) is None
    assert str(move_left(parse("x^2 = 5*x - 6"))) == "x^2 - 5*x + 6 = 0"
    assert str(nth_power(parse("sqrt(x + 1)"), num(2))) == "x + 1"
