"""Sums as products: exercises of grades 8 to 11 and their answers."""

from __future__ import annotations

import pytest

from hybrid.compute.factoring import (
    common_factor,
    complete_square,
    divide_root,
    factor,
    factors,
    group,
    perfect_power,
    rational_root,
    split_middle,
    two_squares,
)
from hybrid.syntax.parse import parse
from hybrid.term import num, sym

X = sym("x")


@pytest.mark.parametrize(
    "exercise, answer",
    [
        ("2*x^2 + 4*x", "2*x*(x + 2)"),
        ("-x^2 - 2*x", "-x*(x + 2)"),
        ("-2*x - 4", "-2*(x + 2)"),
        ("x^2 - 3*x", "x*(x - 3)"),
        ("a*x + a*y", "a*(x + y)"),
        ("6*x^2*y - 9*x*y^2", "3*x*y*(2*x - 3*y)"),
        ("x*(x + 1) + 2*(x + 1)", "(x + 1)*(x + 2)"),
        ("x*(x - 1) - 2*(x - 1)", "(x - 1)*(x - 2)"),
        ("2*sin(x)^2 - sin(x)", "sin(x)*(2*sin(x) - 1)"),
        ("x*e^x + e^x", "e^x*(x + 1)"),
        ("2 + 2*sqrt(2)", "2*(1 + sqrt(2))"),
    ],
)
def test_take_out_a_common_factor(exercise: str, answer: str) -> None:
    assert str(common_factor(parse(exercise))) == answer


@pytest.mark.parametrize("exercise", ["x + 1", "-x^2 - 1", "x^2 - 4", "x", "2*x", "x + x", "x/2 + 1/2"])
def test_no_common_factor(exercise: str) -> None:
    assert common_factor(parse(exercise)) is None


@pytest.mark.parametrize(
    "exercise, answer",
    [
        ("x^2 + 2*x", "x*(x + 2)"),
        ("x^2 - 4", "(x - 2)*(x + 2)"),
        ("-x^2 + 1", "-(x - 1)*(x + 1)"),
        ("-4*x^2 + 16", "-4*(x - 2)*(x + 2)"),
        ("12*x^2 + 12*x + 3", "3*(2*x + 1)^2"),
        ("2*x^2 - 5*x - 3", "(x - 3)*(2*x + 1)"),
        ("-x^2 - 3*x - 2", "-(x + 1)*(x + 2)"),
        ("x^3 - 8", "(x - 2)*(x^2 + 2*x + 4)"),
        ("x^3 + x^2 + x + 1", "(x + 1)*(x^2 + 1)"),
        ("x^4 - 5*x^2 + 4", "(x - 1)*(x + 1)*(x - 2)*(x + 2)"),
        ("x^4 + 4", "(x^2 - 2*x + 2)*(x^2 + 2*x + 2)"),
        ("x^2 - y^2", "(x - y)*(x + y)"),
        ("a*c + a*d + b*c + b*d", "(a + b)*(c + d)"),
        ("x^2*y - y", "y*(x - 1)*(x + 1)"),
        ("x^2/4 - 1", "(x - 2)*(x + 2)/4"),
        ("2*x + 4", "2*(x + 2)"),
        ("2^(2*x) - 5*2^x + 4", "(2^x - 1)*(2^x - 4)"),
        ("4^x - 5*2^x + 4", "(2^x - 1)*(2^x - 4)"),
        ("x + 3*sqrt(x) - 4", "(sqrt(x) - 1)*(sqrt(x) + 4)"),
        ("sin(x)^2 - 1", "(sin(x) - 1)*(sin(x) + 1)"),
        ("(x^2 - 1)/(x^2 - 4)", "(x - 1)*(x + 1)/((x - 2)*(x + 2))"),
        ("(x + 1)^2 - 4", "(x - 1)*(x + 3)"),
    ],
)
def test_factor_completely(exercise: str, answer: str) -> None:
    assert str(factor(parse(exercise))) == answer


@pytest.mark.parametrize(
    "exercise", ["x", "x^2", "x + 2", "x^2 + 4", "-x^2 - 1", "x^2 - 2", "(x - 2)*(x + 2)", "3*(2*x + 1)^2", "12"]
)
def test_nothing_to_factor(exercise: str) -> None:
    assert factor(parse(exercise)) is None


def test_the_different_factors() -> None:
    assert [str(f) for f in factors(parse("4*x^3 - 4*x^2")) or ()] == ["x", "x - 1"]


@pytest.mark.parametrize(
    "exercise, answer",
    [
        ("2*x^2 + 5*x + 3", "2*x^2 + 2*x + 3*x + 3"),
        ("x^2 - 3*x + 2", "x^2 - x - 2*x + 2"),
        ("x^2 + x - 2", "x^2 - x + 2*x - 2"),
        ("2*x^2 - 5*x - 3", "2*x^2 + x - 6*x - 3"),
        ("x^2 + 2*x + 1", "x^2 + x + x + 1"),
        ("x^2 + 3*x*y + 2*y^2", "x^2 + x*y + 2*x*y + 2*y^2"),
        ("x^4 + 3*x^2 + 2", "x^4 + x^2 + 2*x^2 + 2"),
    ],
)
def test_split_the_middle_term(exercise: str, answer: str) -> None:
    assert str(split_middle(parse(exercise))) == answer


@pytest.mark.parametrize("exercise", ["x^2 + x + 1", "x^2 + x", "x^3 + x + 1", "x^2 - 2*x - 1", "x^2 + x/2 + 1/16"])
def test_the_middle_term_does_not_split(exercise: str) -> None:
    assert split_middle(parse(exercise)) is None


@pytest.mark.parametrize(
    "exercise, answer",
    [
        ("2*x^2 + 2*x + 3*x + 3", "2*x*(x + 1) + 3*(x + 1)"),
        ("x^2 - x - 2*x + 2", "x*(x - 1) - 2*(x - 1)"),
        ("a*c + a*d + b*c + b*d", "a*(c + d) + b*(c + d)"),
        ("a*c + b*d + a*d + b*c", "a*(c + d) + b*(d + c)"),
        ("x^3 - x^2 - x + 1", "x^2*(x - 1) - (x - 1)"),
    ],
)
def test_group_in_pairs(exercise: str, answer: str) -> None:
    found = group(parse(exercise))
    assert found is not None and found.key == parse(answer).key


def test_groups_that_do_not_match() -> None:
    assert group(parse("x^2 + x + 2*x + 3")) is None
    assert group(parse("x^2 + 2*x + 1")) is None


@pytest.mark.parametrize("exercise", ["2*x^2 + 5*x + 3", "x^2 - 3*x + 2", "2*x^2 - 5*x - 3", "6*x^2 + 7*x - 20"])
def test_splitting_and_grouping_factor_a_quadratic(exercise: str) -> None:
    t = parse(exercise)
    grouped = group(split_middle(t) or t)
    assert grouped is not None
    product = common_factor(grouped)
    assert product is not None and product.head == "mul"
    assert product.key == (factor(t) or t).key


@pytest.mark.parametrize(
    "polynomial, root, quotient",
    [
        ("x^3 - 6*x^2 + 11*x - 6", "1", "x^2 - 5*x + 6"),
        ("2*x - 3", "3/2", "2"),
        ("2*x^2 - x - 1", "1", "2*x + 1"),
        ("x^2/2 - x/3", "0", "x/2 - 1/3"),
    ],
)
def test_a_rational_root_and_the_quotient(polynomial: str, root: str, quotient: str) -> None:
    t = parse(polynomial)
    r = rational_root(t, X)
    assert r is parse(root)
    assert str(divide_root(t, X, r)) == quotient


def test_no_rational_root() -> None:
    assert rational_root(parse("x^2 - 2"), X) is None
    assert rational_root(parse("a*x - 1"), X) is None
    assert divide_root(parse("x^2 - 2"), X, num(1)) is None
    assert str(divide_root(parse("x^2 - a^2"), X, sym("a"))) == "x + a"


@pytest.mark.parametrize(
    "exercise, answer",
    [
        ("x^2 + 6*x + 5", "(x + 3)^2 - 4"),
        ("x^2 + 2*x + 1", "(x + 1)^2"),
        ("x^2 - 3*x", "(x - 3/2)^2 - 9/4"),
        ("2*x^2 + 6*x + 5", "2*(x + 3/2)^2 + 1/2"),
        ("-x^2 + x", "-(x - 1/2)^2 + 1/4"),
        ("x^2 + 2*a*x", "(x + a)^2 - a^2"),
    ],
)
def test_complete_the_square(exercise: str, answer: str) -> None:
    assert str(complete_square(parse(exercise), X)) == answer


def test_no_square_to_complete() -> None:
    assert complete_square(parse("x^2 + 1"), X) is None
    assert complete_square(parse("2*x + 1"), X) is None


def test_powers_and_squares_are_recognised() -> None:
    assert [str(a) for a in perfect_power(parse("4*x^2 + 4*x + 1")) or ()] == ["2*x + 1", "2"]
    assert [str(a) for a in perfect_power(parse("8*x^3")) or ()] == ["2*x", "3"]
    assert perfect_power(parse("2*x^2")) is None
    assert [str(a) for a in two_squares(parse("4*x^2 - 9")) or ()] == ["2*x", "3"]
    assert [str(a) for a in two_squares(parse("-x^4 + 9")) or ()] == ["3", "x^2"]
    assert two_squares(parse("x^2 + 4")) is None
    assert two_squares(parse("x^2 - 3")) is None
