"""Random expressions: every helper keeps the value wherever its argument has one.

Values are real balls of 200 bits, computed here from the meaning of each head and from nothing of the
package but the terms themselves.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from flint import arb, ctx, fmpq
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from hybrid.compute import HELPERS, TESTS
from hybrid.compute.finished import is_finished, simplify
from hybrid.term import E, Term, add, div, equal, make, mul, neg, num, power, root, sym

LETTERS = ("x", "y", "a")
HELPERS_OF_ONE_TERM = (
    "value evaluate_step reduce_fraction same_denominator collect expand standard_form common_factor factor"
    " split_middle group cancel together separate rationalize denest collect_roots surd_normal simplify_root simplify"
).split()


class Undefined(Exception):
    """No value at this point, or none that the balls can tell."""


def value(t: Term, point: dict[str, Fraction]) -> Any:
    """A ball around the value of t at the point; raises Undefined."""
    if t.head == "num":
        return arb(fmpq(t.value.numerator, t.value.denominator))
    if t.head == "sym":
        return arb(fmpq(point[t.value].numerator, point[t.value].denominator))
    if t.head == "const":
        return arb.const_e() if t.value == "e" else arb.pi()
    if t.head == "pow":
        return power_value(t, point)
    values = [value(a, point) for a in t.args]
    if t.head == "add":
        return sum(values, arb(0))
    if t.head == "mul":
        out = arb(1)
        for v in values:
            out = out * v
        return out
    u = values[0]
    if t.head == "neg":
        return -u
    if t.head == "abs":
        return abs(u)
    if t.head == "div":
        if values[1].contains(0):
            raise Undefined
        return u / values[1]
    if t.head == "root":
        return root_value(u, t.args[1].value)
    if t.head == "log" and u > 0 and values[1] > 0 and not (values[1] - 1).contains(0):
        return u.log() / values[1].log()
    if t.head in ("sin", "cos"):
        return u.sin() if t.head == "sin" else u.cos()
    raise Undefined


def root_value(u: Any, n: int) -> Any:
    if u > 0:
        return u.root(n)
    if u.is_exact() and u == 0:
        return arb(0)
    if n % 2 and u < 0:
        return -((-u).root(n))
    raise Undefined


def power_value(t: Term, point: dict[str, Fraction]) -> Any:
    u, v = value(t.args[0], point), value(t.args[1], point)
    n = v.unique_fmpz() if v.rad() < 0.1 else None
    if n is not None and v.is_exact():
        if abs(int(n)) > 50:
            raise Undefined
        if n <= 0 and u.contains(0):
            raise Undefined
        return u ** int(n)
    if u > 0:
        return (u.log() * v).exp() if abs(v) < 50 else _undefined()
    if u.is_exact() and u == 0 and v > 0:
        return arb(0)
    raise Undefined


def _undefined() -> Any:
    raise Undefined


def expressions(rich: bool = True, max_leaves: int = 8) -> st.SearchStrategy[Term]:
    numbers = st.integers(-6, 6).map(num)
    letters = st.sampled_from([sym(x) for x in LETTERS])

    def extend(inner: st.SearchStrategy[Term]) -> st.SearchStrategy[Term]:
        several = st.lists(inner, min_size=2, max_size=3)
        made = [
            several.map(lambda ts: add(*ts)),
            several.map(lambda ts: mul(*ts)),
            inner.map(neg),
            st.tuples(inner, inner).map(lambda p: div(*p)),
            st.tuples(inner, st.integers(-2, 3).map(num)).map(lambda p: power(*p)),
        ]
        if rich:
            made += [
                st.tuples(inner, st.integers(2, 4)).map(lambda p: root(*p)),
                inner.map(lambda u: make("abs", (u,))),
                st.tuples(st.sampled_from([num(2), num(4), E, div(num(1), num(2))]), inner).map(lambda p: power(*p)),
                st.tuples(inner, st.sampled_from([div(num(1), num(2)), div(num(2), num(3)), sym("a")])).map(
                    lambda p: power(*p)
                ),
                inner.map(lambda u: make("sin", (u,))),
                inner.map(lambda u: make("log", (u, E))),
            ]
        return st.one_of(made)

    return st.recursive(st.one_of(letters, letters, numbers), extend, max_leaves=max_leaves)


POINTS = (
    {"x": Fraction(3), "y": Fraction(2), "a": Fraction(1, 2)},
    {"x": Fraction(-2), "y": Fraction(5, 3), "a": Fraction(2)},
    {"x": Fraction(1, 3), "y": Fraction(-1, 2), "a": Fraction(-3)},
    {"x": Fraction(0), "y": Fraction(-3), "a": Fraction(4)},
    {"x": Fraction(-7, 5), "y": Fraction(0), "a": Fraction(1)},
)


def agree(before: Term, after: Term, everywhere: bool = True) -> None:
    """after has the value of before at every test point at which before has one."""
    precision, ctx.prec = ctx.prec, 200
    try:
        for point in POINTS:
            try:
                u = value(before, point)
            except Undefined:
                continue
            try:
                v = value(after, point)
            except Undefined:
                if everywhere and u.is_finite() and plainly_undefined(after, point):
                    raise AssertionError(f"{before!r} has the value {u} at {point}, {after!r} has none") from None
                continue
            assert u.overlaps(v), f"{before!r} is {u} at {point}, but {after!r} is {v}"
    finally:
        ctx.prec = precision


def plainly_undefined(t: Term, point: dict[str, Fraction]) -> bool:
    """Whether an even root of a negative number, or an exact division by zero, makes t undefined."""
    for s in t.args:
        if plainly_undefined(s, point):
            return True
    try:
        if t.head == "root" and t.args[1].value % 2 == 0:
            return bool(value(t.args[0], point) < 0)
        if t.head == "div":
            below = value(t.args[1], point)
            return bool(below.is_exact() and below == 0)
    except Undefined:
        return False
    return False


FEW = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@FEW
@given(expressions())
def test_simplify_keeps_the_value_and_the_domain(t: Term) -> None:
    agree(t, simplify(t))


@FEW
@given(expressions())
def test_simplifying_twice_changes_nothing(t: Term) -> None:
    once = simplify(t)
    assert equal(simplify(once), once), f"{t!r} -> {once!r} -> {simplify(once)!r}"


@FEW
@given(expressions(rich=False))
def test_the_simplest_form_is_finished(t: Term) -> None:
    once = simplify(t)
    assume(once is not t or is_finished(t))
    assert is_finished(once)


@pytest.mark.parametrize("name", HELPERS_OF_ONE_TERM)
@FEW
@given(t=expressions())
def test_a_helper_keeps_the_value(name: str, t: Term) -> None:
    after = HELPERS[name](t)
    if after is not None:
        assert isinstance(after, Term)
        agree(t, after, everywhere=False)


@pytest.mark.parametrize("name", HELPERS_OF_ONE_TERM)
@FEW
@given(t=expressions(rich=False))
def test_a_helper_does_not_give_its_argument_back(name: str, t: Term) -> None:
    assert HELPERS[name](t) is not t


@FEW
@given(expressions(rich=False, max_leaves=6))
def test_coefficients_make_up_the_polynomial(t: Term) -> None:
    x = sym("x")
    found = HELPERS["coefficients"](t, x)
    assume(found is not None)
    assert isinstance(found, tuple)
    assert all("x" not in c.free for c in found)
    n = len(found) - 1
    agree(t, add(*[mul(c, power(x, num(n - i))) if n > i else c for i, c in enumerate(found)]))


def polynomials(letters: tuple[str, ...]) -> st.SearchStrategy[Term]:
    """Sums of two to four monomials, of degree at least one in the first letter."""
    monomials = st.tuples(
        st.integers(-5, 5).filter(bool), st.lists(st.tuples(st.sampled_from(letters), st.integers(1, 2)), max_size=2)
    ).map(lambda p: mul(num(p[0]), *[power(sym(x), num(k)) for x, k in p[1]]))
    first = st.tuples(st.integers(1, 3), st.integers(1, 3)).map(lambda p: mul(num(p[0]), power(sym("x"), num(p[1]))))
    return st.tuples(first, st.lists(monomials, min_size=1, max_size=3)).map(lambda p: add(p[0], *p[1]))


@FEW
@given(polynomials(("x", "y")), polynomials(("x", "a")))
def test_factors_of_a_product_are_found(u: Term, v: Term) -> None:
    """A product of two sums, multiplied out, factors again."""
    product = HELPERS["expand"](mul(u, v))
    assume(HELPERS["degree"](u, sym("x")) is not None and isinstance(product, Term) and product.head == "add")
    assert isinstance(product, Term)
    assume(all((d := HELPERS["degree"](w, sym("x"))) is not None and d is not num(0) for w in (u, v)))
    found = HELPERS["factor"](product)
    assert isinstance(found, Term)
    agree(product, found)


@FEW
@given(polynomials(("x", "y")), polynomials(("x", "a")), polynomials(("x",)))
def test_a_common_factor_cancels(u: Term, v: Term, w: Term) -> None:
    """u*w/(v*w) in lowest terms is u/v in lowest terms."""
    assume(all(isinstance(simplify(t), Term) and simplify(t) is not num(0) for t in (u, v, w)))
    assert simplify(div(mul(u, w), mul(v, w))) is simplify(div(u, v))


@FEW
@given(st.lists(st.fractions(min_value=-5, max_value=5, max_denominator=4), min_size=1, max_size=3))
def test_roots_put_in_are_found(roots: list[Fraction]) -> None:
    x = sym("x")
    t = mul(*[add(mul(num(r.denominator), x), num(-r.numerator)) for r in roots], power(x, num(1)))
    found = HELPERS["rational_root"](HELPERS["expand"](t) or t, x)
    assert isinstance(found, Term)
    assert equal(simplify(HELPERS["divide_root"](t, x, found) or t), HELPERS["divide_root"](t, x, found) or t)


@FEW
@given(st.sampled_from(sorted(TESTS)), expressions())
def test_tests_answer_yes_or_no(name: str, t: Term) -> None:
    assert TESTS[name](t, frozenset({"x"})) in (True, False)
