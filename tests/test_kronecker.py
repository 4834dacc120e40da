"""One point tells quotients of polynomials apart: checked against the polynomials themselves."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hybrid.decide.kronecker import MAX_BITS, quotient, same, separating, size
from hybrid.decide.ring import NotRational, Nowhere, TooBig, letters_environment, monomials, ratio
from hybrid.syntax.parse import parse
from hybrid.term import Term, add, div, mul, neg, num, power, sub, sym

LETTERS = ("x", "y")
leaves = st.one_of(st.sampled_from([sym("x"), sym("y")]), st.integers(-5, 5).map(num))
expressions: st.SearchStrategy[Term] = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(lambda ts: add(*ts)),
        st.lists(inner, min_size=2, max_size=3).map(lambda ts: mul(*ts)),
        inner.map(neg),
        st.tuples(inner, inner).map(lambda p: div(*p)),
        st.tuples(inner, st.integers(-2, 3)).map(lambda p: power(p[0], num(p[1]))),
    ),
    max_leaves=8,
)


def by_polynomials(a: Term, b: Term) -> bool:
    env = letters_environment(LETTERS)
    (n, d), (m, e) = ratio(a, env), ratio(b, env)
    return bool(n * e == m * d)


@given(expressions, expressions)
@example(parse("-((x + x + x)^(-2))^3"), parse("x"))
def test_the_point_says_what_the_polynomials_say(a: Term, b: Term) -> None:
    try:
        expected = by_polynomials(a, b)
    except Nowhere:
        with pytest.raises(Nowhere):
            same(a, b, LETTERS)
        return
    assert same(a, b, LETTERS) is expected
    assert same(add(a, b), add(b, a), LETTERS)
    assert not same(a, add(a, num(1)), LETTERS)
    left, right = mul(a, sub(a, b)), sub(power(a, num(2)), mul(a, b))
    try:
        separating(left, right, LETTERS)
    except TooBig:  # ((3*x)^(-2))^3 and its square
        return
    assert same(left, right, LETTERS)


@given(expressions)
@example(parse("x + 1/x"))  # a denominator of size 1 that is no number
@example(parse("1/x + 1/y + 1/x^2"))
@example(parse("x + x^0"))
def test_no_polynomial_is_larger_than_its_bound(t: Term) -> None:
    try:
        n, d = ratio(t, letters_environment(LETTERS))
    except Nowhere:
        return
    above, below, p, q = size(t)
    for polynomial, most, degree in ((n, above, p), (d, below, q)):
        found = monomials(polynomial, 2)
        assert sum(map(abs, found.values())) <= most
        assert max((sum(e) for e in found), default=0) <= degree


@pytest.mark.parametrize(
    "a, b",
    [
        ("(x + y)^2", "x^2 + 2*x*y + y^2"),
        ("(x^2 - y^2)/(x - y)", "x + y"),
        ("1/x - 1/y", "(y - x)/(x*y)"),
        ("(x^(-2))^(-1)", "x^2"),
        ("(x - 1)^0 * x", "x"),
        ("0.5*x + x/2", "x"),
    ],
)
def test_school_identities(a: str, b: str) -> None:
    assert same(parse(a), parse(b), LETTERS)


@pytest.mark.parametrize("a, b", [("x^2 + y", "y^2 + x"), ("x*y", "x + y"), ("x^5", "y"), ("2^40*x", "y")])
def test_letters_do_not_meet_at_the_point(a: str, b: str) -> None:
    assert not same(parse(a), parse(b), LETTERS)


@pytest.mark.parametrize("text", ["1/(x - x)", "1/((x + y)^2 - x^2 - 2*x*y - y^2)", "(x - x)^0", "(0*x)^(-1)"])
def test_what_divides_by_nothing_but_zero_is_defined_nowhere(text: str) -> None:
    with pytest.raises(Nowhere):
        same(parse(text), parse("x"), LETTERS)


def test_other_terms_are_refused() -> None:
    for text in ("sqrt(x)", "x^y", "abs(x) + 1", "z"):
        with pytest.raises(NotRational):
            same(parse(text), parse("x"), LETTERS)


def test_what_is_too_large_is_refused_before_it_is_computed() -> None:
    huge = parse("((x + 1)^1000)^1000")
    with pytest.raises(TooBig):
        same(huge, parse("x"), LETTERS)
    for text in ("(2^1000)^1000", "(((2^19)^19)^19)^19"):
        with pytest.raises(TooBig):
            quotient(parse(text), {})
    assert quotient(parse("((-1)^1000)^100001"), {}) == (1, 1)
    point = separating(parse("(x + y)^20"), parse("x"), LETTERS)
    assert max(v.bit_length() for v in point.values()) < MAX_BITS
