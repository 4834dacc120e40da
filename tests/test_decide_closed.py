"""Numbers and their signs: radicals are always decided, other numbers where an enclosure or an identity does it."""

from __future__ import annotations

from fractions import Fraction

import pytest
from flint import arb
from hypothesis import given, settings
from hypothesis import strategies as st

from hybrid.decide.closed import compare, enclosure, exact_truth, is_defined, sign, whole
from hybrid.decide.evaluate import UNDEFINED
from hybrid.decide.separation import separation_bits
from hybrid.syntax.parse import parse
from hybrid.term import E, Term, add, div, make, mul, neg, num, number, power, root, sub, sym

ZEROS = [
    "sqrt(5 + 2*sqrt(6)) - sqrt(2) - sqrt(3)",
    "sqrt(9 + 4*sqrt(5)) - 2 - sqrt(5)",
    "cbrt(2 + sqrt(5)) + cbrt(2 - sqrt(5)) - 1",
    "sqrt(2)^2 - 2",
    "8^(2/3) - 4",
    "1/(sqrt(3) - sqrt(2)) - sqrt(3) - sqrt(2)",
    "|1 - sqrt(2)| - sqrt(2) + 1",
    "cbrt(-8) + 2",
    "((1 + sqrt(5))/2)^2 - (1 + sqrt(5))/2 - 1",
    "root(4, 4) - sqrt(2)",
    "root(cbrt(5) - cbrt(4), 2) - (cbrt(2) + cbrt(20) - cbrt(25))/3",
    "cbrt(cbrt(2) - 1) - (1 - cbrt(2) + cbrt(4))/cbrt(9)",
    "sin(pi/6) - 1/2",
    "cos(pi/5) - (1 + sqrt(5))/4",
    "sqrt(2 + sqrt(2 + sqrt(2))) - 2*cos(pi/16)",
    "cos(pi/7) - cos(2*pi/7) + cos(3*pi/7) - 1/2",
    "tan(pi/12) - 2 + sqrt(3)",
    "ln(8) - 3*ln(2)",
    "e^(ln(2)) - 2",
    "log(6, 2) - log(3, 2) - 1",
    "sin(1)^2 + cos(1)^2 - 1",
    "5! - 120",
]


@pytest.mark.parametrize("text", ZEROS)
def test_zero_is_recognised(text: str) -> None:
    assert sign(parse(text)) == 0


SIGNS = [
    ("sqrt(2) + sqrt(3) - sqrt(10)", -1),
    ("sqrt(10) + sqrt(11) - sqrt(5) - sqrt(18)", 1),
    ("1/(sqrt(2) - 3/2)", -1),
    ("e^pi - pi^e", 1),
    ("pi - 355/113", -1),
    ("ln(2)/ln(3) - 5/8", 1),
    ("(sqrt(2)^sqrt(2))^sqrt(2) - 1", 1),
    ("9^9^9", 1),
    ("-(9^9^9^9)", -1),
    ("(1 + 1/10^3000) - 1", 1),
    ("100! - 10^158", -1),
    ("1000!", 1),
    ("2^(1/100000) - 1", 1),
    ("(-8)^(sqrt(2)*sqrt(2)/2)", -1),
    ("cbrt(sqrt(2) - 2)", -1),
]


@pytest.mark.parametrize(("text", "expected"), SIGNS)
def test_sign(text: str, expected: int) -> None:
    assert sign(parse(text)) == expected


UNDEFINED_TEXTS = [
    "1/(sqrt(2)*sqrt(3) - sqrt(6))",
    "sqrt(sqrt(2) - 2)",
    "ln(1 - sqrt(2))",
    "log(2, sqrt(4) - 1)",
    "0^0",
    "0^(-sqrt(2))",
    "(-8)^(1/3)",
    "(-2)^sqrt(2)",
    "tan(pi/2)",
    "(1/2)!",
    "(-1)!",
    "0*(1/0)",
]


@pytest.mark.parametrize("text", UNDEFINED_TEXTS)
def test_undefined(text: str) -> None:
    t = parse(text)
    assert sign(t) is UNDEFINED
    assert is_defined(t) is False
    assert enclosure(t, 64) is None
    assert exact_truth(make("eq", (t, t))) is False


@pytest.mark.parametrize("text", ["9^9^9^9 - 9^9^9^8", "sin(9^9^9)", "10^10^10^10 - 1/10"])
def test_what_is_too_large_is_not_decided(text: str) -> None:
    assert sign(parse(text)) is None


def test_a_number_nobody_knows_is_not_decided() -> None:
    assert sign(parse("f(2)", functions={"f"})) is None
    assert is_defined(parse("f(2)", functions={"f"})) is None


def test_compare_is_the_sign_of_the_difference() -> None:
    assert compare(parse("sqrt(2)"), parse("3/2")) == -1
    assert compare(parse("sqrt(12)"), parse("2*sqrt(3)")) == 0
    assert compare(parse("1/0"), parse("1/0")) is UNDEFINED


def test_letters_are_refused() -> None:
    with pytest.raises(ValueError, match="not a closed expression"):
        sign(parse("x + 1"))


def test_an_enclosure_holds_the_number_and_gets_tighter() -> None:
    t = parse("sqrt(2)")
    for bits in (32, 64, 500):
        ball = enclosure(t, bits)
        assert ball is not None
        assert ball > 1
        assert (ball**2).contains(2)
        assert ball.rad() < arb(2) ** (4 - bits)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("7", 7), ("7/2", False), ("sqrt(2)*sqrt(8)", 4), ("sqrt(2)", False), ("ln(e^3)", 3), ("cbrt(-27)", -3)],
)
def test_whole(text: str, expected: object) -> None:
    found = whole(parse(text))
    assert found == expected
    assert isinstance(found, bool) is isinstance(expected, bool)


TRUTHS = [
    ("sqrt(2) < 3/2 and sqrt(2)*sqrt(3) = sqrt(6)", True),
    ("sqrt(2) != sqrt(2) or 1 = 2", False),
    ("1/0 = 1/0", False),
    ("1/0 != 1", False),
    ("sqrt(-1) = 1 => 1 = 2", True),
    ("pi >= 3", True),
    ("pi <= 3 => 1/0 = 1", True),
]


@pytest.mark.parametrize(("text", "expected"), TRUTHS)
def test_exact_truth(text: str, expected: bool) -> None:
    assert exact_truth(parse(text)) is expected


def test_truth_of_defined() -> None:
    assert exact_truth(make("defined", (parse("sqrt(2) - 1"),))) is True
    assert exact_truth(make("defined", (parse("sqrt(1 - sqrt(2))"),))) is False


def test_there_is_no_separation_bound_beyond_radicals() -> None:
    assert separation_bits(add(E, num(1))) is None
    assert separation_bits(sym("x")) is None
    assert separation_bits(root(num(2))) is not None


def radicals() -> st.SearchStrategy[Term]:
    leaves = st.builds(number, st.fractions(min_value=-9, max_value=9, max_denominator=4))

    def more(inner: st.SearchStrategy[Term]) -> st.SearchStrategy[Term]:
        return st.one_of(
            st.builds(add, inner, inner),
            st.builds(mul, inner, inner),
            st.builds(div, inner, inner),
            st.builds(root, inner, st.sampled_from([2, 3])),
            st.builds(neg, inner),
            st.builds(lambda u: make("abs", (u,)), inner),
            st.builds(power, inner, st.sampled_from([num(2), num(-1), num(3)])),
        )

    return st.recursive(leaves, more, max_leaves=6)


@settings(max_examples=200, deadline=None)
@given(radicals())
def test_a_radical_that_is_not_zero_keeps_the_distance_of_the_bound(t: Term) -> None:
    s = sign(t)
    assert s is not None
    if s is UNDEFINED or s == 0:
        return
    bits = separation_bits(t)
    assert bits is not None
    ball = enclosure(t, 2 * bits + 64)
    assert ball is not None
    assert abs(ball) > arb(2) ** -bits


@settings(max_examples=150, deadline=None)
@given(radicals(), radicals())
def test_algebra_keeps_signs(a: Term, b: Term) -> None:
    if is_defined(a) is not True or is_defined(b) is not True:
        return
    assert compare(a, b) == -compare(b, a)  # type: ignore[operator]
    assert sign(sub(mul(add(a, b), sub(a, b)), sub(power(a, num(2)), power(b, num(2))))) == 0
    assert sign(mul(a, b)) == sign(a) * sign(b)  # type: ignore[operator]
    assert sign(sub(root(power(a, num(2))), make("abs", (a,)))) == 0


@settings(max_examples=200, deadline=None)
@given(st.fractions(max_denominator=1000), st.fractions(max_denominator=1000))
def test_rationals_compare_as_rationals(a: Fraction, b: Fraction) -> None:
    assert compare(number(a), number(b)) == (a > b) - (a < b)
