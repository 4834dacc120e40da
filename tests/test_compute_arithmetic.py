"""Arithmetic with fractions, powers, roots and logarithms, as exercises with their answers."""

from __future__ import annotations

import pytest

from hybrid.compute.arithmetic import (
    common_factor_of_fraction,
    evaluate,
    evaluate_step,
    exact_log,
    integer_root,
    reduce_fraction,
    same_denominator,
    value,
)
from hybrid.compute.primes import factors
from hybrid.syntax.parse import parse
from hybrid.term import div, num


@pytest.mark.parametrize(
    "exercise, answer",
    [
        ("2*4/5*10 + 3", "19"),
        ("(8 - 2)*2^2*(1 + 1)/(4/2)/5", "24/5"),
        ("9/18 - 5/18", "2/9"),
        ("-(-(2 + 3))", "5"),
        ("2^-3", "1/8"),
        ("(2/3)^-2", "9/4"),
        ("abs(-5)", "5"),
        ("abs(5/18 - abs(9/-18))", "2/9"),
        ("5!", "120"),
        ("0!", "1"),
        ("sqrt(49/4)", "7/2"),
        ("root(-8, 3)", "-2"),
        ("8^(2/3)", "4"),
        ("4^(-1/2)", "1/2"),
        ("0^(1/2)", "0"),
        ("log(8, 2)", "3"),
        ("log(1000, 10)", "3"),
        ("log(1/8, 2)", "-3"),
        ("log(8, 4)", "3/2"),
        ("log(27/8, 4/9)", "-3/2"),
        ("log(1, 7)", "0"),
        ("ln(e)", "1"),
        ("cos(0) + sin(0)", "1"),
        ("0.1 + 0.2", "3/10"),
        ("1.983*10", "1983/100"),
    ],
)
def test_calculate(exercise: str, answer: str) -> None:
    assert str(value(parse(exercise))) == answer


@pytest.mark.parametrize(
    "exercise",
    [
        "7",
        "-1/2",
        "x + 1",
        "sqrt(2)",
        "pi",
        "log(3, 2)",
        "log(6, 4)",
        "1/0",
        "0^0",
        "0^-1",
        "sqrt(-4)",
        "(-8)^(1/3)",
        "log(-1, 2)",
        "log(2, 1)",
        "(1/2)!",
        "(-1)!",
        "9^9^9^9",
        "2^(10^6)",
        "(10^9)!",
        "tan(1)",
    ],
)
def test_there_is_nothing_to_calculate(exercise: str) -> None:
    assert value(parse(exercise)) is None


def test_one_step_at_a_time() -> None:
    assert evaluate_step(parse("2 + 3")) is num(5)
    assert evaluate_step(parse("2 + 3*4")) is None
    assert evaluate_step(parse("1/2 + 1/3")) is parse("5/6")
    assert evaluate_step(parse("1/2")) is None


def test_fractions_in_lowest_terms() -> None:
    assert reduce_fraction(parse("9/18")) is parse("1/2")
    assert reduce_fraction(parse("4/2")) is num(2)
    assert reduce_fraction(parse("3/-6")) is parse("-1/2")
    assert reduce_fraction(parse("1/2")) is None
    assert reduce_fraction(div(num(1), num(0))) is None
    assert common_factor_of_fraction(parse("12/18")) is num(6)


def test_fractions_over_one_denominator() -> None:
    assert same_denominator(parse("1/2 + 1/3")) is parse("3/6 + 2/6")
    assert same_denominator(parse("1 + 1/4")) is parse("4/4 + 1/4")
    assert same_denominator(parse("3/5 + 1/5")) is None
    assert same_denominator(parse("x/2 + 1/3")) is None


def test_a_huge_logarithm_and_root_are_exact() -> None:
    assert exact_log(7**300, 7**200) == parse("3/2").args[0].value / 2
    assert exact_log(7**300 + 1, 7) is None
    assert integer_root(7**300, 100) == 343
    assert integer_root(7**300 + 1, 100) is None
    assert integer_root(10**200, 2) == 10**100


def test_values_are_kept_exact() -> None:
    third = evaluate(parse("1/3 + 1/3 + 1/3"))
    assert third == 1 and type(third) is int


def test_primes() -> None:
    assert factors(360) == ((2, 3), (3, 2), (5, 1))
    assert factors(1) == ()
    assert factors(1_000_003 * 1_000_033) == ((1_000_003, 1), (1_000_033, 1))
