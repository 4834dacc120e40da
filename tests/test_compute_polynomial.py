"""Like terms, brackets multiplied out, coefficients: exercises with the answers as a textbook writes them."""

from __future__ import annotations

import pytest

from hybrid.compute.polynomial import (
    coefficients,
    collect,
    constant_term,
    degree,
    expand,
    leading_coefficient,
    standard_form,
)
from hybrid.syntax.parse import parse
from hybrid.term import num, sym

X = sym("x")


@pytest.mark.parametrize(
    "exercise, answer",
    [
        ("x + x", "2*x"),
        ("x*x", "x^2"),
        ("3*x*4*x", "12*x^2"),
        ("2*x^2*y*x*y^3", "2*x^3*y^4"),
        ("y*2*x*10", "20*x*y"),
        ("x^2 + 3 - x*x", "3"),
        ("x - x", "0"),
        ("2 + x + 7", "x + 9"),
        ("5 - x - 4", "1 - x"),
        ("-(x + y) + 5 + 3", "8 - (x + y)"),
        ("x^2 + 3*x*(-4*x) + 5*x^3 + 3*x^2 + 6", "5*x^3 - 8*x^2 + 6"),
        ("10*y^2 + 1/2*y^2 + 3/2*y^2", "12*y^2"),
        ("x/2 + x/3", "5*x/6"),
        ("2*sqrt(2) + x + 3*sqrt(2)", "x + 5*sqrt(2)"),
        ("sin(x) + 2*sin(x)", "3*sin(x)"),
        ("x^(3 + y) + x^(3 + y)", "2*x^(y + 3)"),
        ("x^y*x^z", "x^(y + z)"),
        ("2^x + 2^(x + 1)", "3*2^x"),
        ("e^x*e^(2*x)", "e^(3*x)"),
        ("2*(x + 1) + 3*(x + 1)", "5*(x + 1)"),
        ("(x + 1)*(x + 1)", "(x + 1)^2"),
        ("(2 + 2)*(x + 1)", "4*(x + 1)"),
        ("b*a + 2*a*b", "3*a*b"),
        ("2*x*3/(6*y)", "x/y"),
    ],
)
def test_collect_like_terms(exercise: str, answer: str) -> None:
    assert str(collect(parse(exercise))) == answer


@pytest.mark.parametrize(
    "exercise", ["x", "x + 1", "1 + x", "a*x + b*x", "2*(x + 1)", "sqrt(2)*sqrt(3)", "sin(x + x)", "x/0"]
)
def test_nothing_to_collect(exercise: str) -> None:
    assert collect(parse(exercise)) is None


def test_collecting_leaves_the_order_alone() -> None:
    assert str(collect(parse("a*c + b + a*c + d"))) == "2*a*c + b + d"


@pytest.mark.parametrize(
    "exercise, answer",
    [
        ("2*(x + 1)", "2*x + 2"),
        ("(x + 1)*(x - 1)", "x^2 - 1"),
        ("(3 + x)*(4 + x)*(x + 5)", "x^3 + 12*x^2 + 47*x + 60"),
        ("-2*x^2*(3*x - 4)", "-6*x^3 + 8*x^2"),
        ("(x + y)^3", "x^3 + 3*x^2*y + 3*x*y^2 + y^3"),
        ("(a + b)^2 - (a - b)^2", "4*a*b"),
        ("(x + a)*(x + b)", "x^2 + a*x + b*x + a*b"),
        ("(1 + sqrt(2))^2", "3 + 2*sqrt(2)"),
        ("(x + sqrt(2))*(x - sqrt(2))", "x^2 - 2"),
        ("(sqrt(x) + 1)*(sqrt(x) - 1)", "x - 1"),
        ("(2^x + 1)^2", "2^(2*x) + 2*2^x + 1"),
        ("(x + 1)/2", "x/2 + 1/2"),
        ("(x + 1)^2/(x + 2)", "(x^2 + 2*x + 1)/(x + 2)"),
        ("-x*y^4*(6*x*y^2 + 5*x*y - 3*x)", "-6*x^2*y^6 - 5*x^2*y^5 + 3*x^2*y^4"),
    ],
)
def test_multiply_out(exercise: str, answer: str) -> None:
    assert str(expand(parse(exercise))) == answer


@pytest.mark.parametrize(
    "exercise", ["x", "x + 1", "x^2 - 1", "(x + 1)^300", "(a + b + c + x + y)^60", "(x + 1)^100000", "sqrt(x*(x + 1))"]
)
def test_nothing_to_multiply_out_or_too_much(exercise: str) -> None:
    assert expand(parse(exercise)) is None


def test_standard_form_orders_by_degree() -> None:
    assert str(standard_form(parse("3 + x"))) == "x + 3"
    assert str(standard_form(parse("1 + y + x*y + x^2"))) == "x^2 + x*y + y + 1"
    assert standard_form(parse("x^2 - 5*x + 6")) is None


@pytest.mark.parametrize(
    "polynomial, found",
    [
        ("2*x^2 + a*x - 1", "2; a; -1"),
        ("(x + a)^2", "1; 2*a; a^2"),
        ("x^3", "1; 0; 0; 0"),
        ("7", "7"),
        ("sqrt(2)*x + pi", "sqrt(2); pi"),
        ("(x + 1)^2 - x^2", "2; 1"),
        ("x/a + 1/2", "1/a; 1/2"),
    ],
)
def test_coefficients(polynomial: str, found: str) -> None:
    parts = coefficients(parse(polynomial), X)
    assert parts is not None and "; ".join(map(str, parts)) == found


@pytest.mark.parametrize("term", ["1/x", "sin(x)", "2^x", "sqrt(x) + 1", "x^a", "abs(x)"])
def test_no_coefficients(term: str) -> None:
    assert coefficients(parse(term), X) is None


def test_degree() -> None:
    assert degree(parse("(x + 1)^3 - x^3"), X) is num(2)
    assert degree(parse("a"), X) is num(0)
    assert degree(parse("x - x"), X) is None
    assert str(leading_coefficient(parse("3 - a*x^2"), X)) == "-a"
    assert constant_term(parse("3 - a*x^2"), X) is num(3)
