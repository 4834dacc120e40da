"""Formulas in one letter: solution sets and equivalences as a school book has them."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hybrid.decide.cells import equivalent, solution_set, valid
from hybrid.decide.points import between, compare, rational_point, real_balls, roots_of, simplest, sort_points
from hybrid.syntax.parse import parse
from hybrid.term import Term, add, conj, disj, div, eq, make, mul, num, number, power, substitute, sym

SOLVED = [
    ("x^2 - 5x + 6 = 0", "x = 2 or x = 3"),
    ("2x + 3 = 7", "x = 2"),
    ("x^2 = -1", "false"),
    ("x^2 = x + 1", "x = (1 - sqrt(5))/2 or x = (1 + sqrt(5))/2"),
    ("x^2 >= 2", "x <= -sqrt(2) or x >= sqrt(2)"),
    ("2*x^2 = 1", "x = -sqrt(2)/2 or x = sqrt(2)/2"),
    ("3*x^2 - 6*x = 1", "x = (3 - 2*sqrt(3))/3 or x = (3 + 2*sqrt(3))/3"),
    ("x^3 = 2", "x = cbrt(2)"),
    ("x^3 = -2", "x = -cbrt(2)"),
    ("(x - 1)^3 = 2", "x = 1 + cbrt(2)"),
    ("(x^2 - 1)/(x - 1) = 2", "false"),
    ("(x^2 - 1)/(x - 1) = 3", "x = 2"),
    ("(x - 1)/x > 0", "x < 0 or x > 1"),
    ("x/x = 1", "x != 0"),
    ("x^0 = 1", "x != 0"),
    ("1/(x^2 - 1) != 0", "x != -1 and x != 1"),
    ("1/0 = x", "false"),
    ("x^2 > 0", "x != 0"),
    ("x^2 >= 0", "true"),
    ("-1 < x and x <= 3", "-1 < x and x <= 3"),
    ("1/x < 1", "x < 0 or x > 1"),
    ("x > 1 => x^2 > 1", "true"),
    ("|x - 2| < 3", "-1 < x and x < 5"),
    ("|x| = x", "x >= 0"),
    ("|x|/x = 1", "x > 0"),
    ("|x - 1| + |x - 2| = 3", "x = 0 or x = 3"),
    ("|x^2 - 4| <= 3", "(-sqrt(7) <= x and x <= -1) or (1 <= x and x <= sqrt(7))"),
    ("sqrt(x) = x - 2", "x = 4"),
    ("sqrt(x^2) = x", "x >= 0"),
    ("sqrt(x^2 - 2x + 1) = 1 - x", "x <= 1"),
    ("sqrt(x + 1) > sqrt(2x - 3)", "3/2 <= x and x < 4"),
    ("sqrt(x - 1) + sqrt(x + 4) = 5", "x = 5"),
    ("sqrt(sqrt(x)) = 2", "x = 16"),
    ("cbrt(x) = -2", "x = -8"),
    ("x^(1/3) < 2", "0 <= x and x < 8"),
    ("defined(sqrt(x))", "x >= 0"),
    ("sqrt(12)*x = 6", "x = sqrt(3)"),
    ("x = 1/(sqrt(2) - 1)", "x = 1 + sqrt(2)"),
    ("x^2 - 2*sqrt(2)*x + 2 = 0", "x = sqrt(2)"),
    ("x < pi", "x < pi"),
    ("2x + sqrt(2) < 5", "x < (5 - sqrt(2))/2"),
    ("3 - x < pi", "x > 3 - pi"),
    ("x + ln(2) = 0", "x = -ln(2)"),
    ("2*3^x = 54", "x = 3"),
    ("e^(2x) = 5", "x = ln(5)/2"),
    ("5 - 2*2^x >= 1", "x <= 1"),
    ("ln(x) + 1 = 3", "x = e^2"),
    ("-ln(x) > 2", "0 < x and x < e^(-2)"),
    ("log(x^2 - 3x, 2) = 2", "x = -1 or x = 4"),
    ("sqrt(2x) = sqrt(2)*sqrt(x)", "x >= 0"),
]


@pytest.mark.parametrize(("formula", "answer"), SOLVED)
def test_solution_sets_of_school_problems(formula: str, answer: str) -> None:
    found = solution_set(parse(formula), "x")
    assert found is not None
    assert str(found) == answer
    assert equivalent(parse(formula), parse(answer)).proved


def test_a_boundary_without_closed_form_gives_no_solution_set_but_still_decides() -> None:
    assert solution_set(parse("x^5 = x + 1"), "x") is None
    assert equivalent(parse("x^5 = x + 1"), parse("x + 1 - x^5 = 0")).proved
    assert equivalent(parse("x^5 = x + 1"), parse("x^10 = (x + 1)^2 and x > 0")).proved
    assert equivalent(parse("x^5 > x + 1"), parse("x^5 > x")).refuted


NOT_EQUIVALENT = [
    ("x^2 = 4", "x = 2"),
    ("(x^2 - 1)/(x - 1) = 2", "x = 1"),
    ("(x^2 - 1)/(x - 1) = 2", "x + 1 = 2"),
    ("sqrt(x) = -2", "x = 4"),
    ("x^2 < 4", "x < 2"),
    ("x*(x - 1) = x", "x = 2"),
    ("|x - 3| = 2", "x = 5"),
    ("x^2 >= 2", "x > sqrt(2) or x < -sqrt(2)"),
    ("x^2 = 2", "x = sqrt(2)"),
    ("x < pi", "x < 22/7"),
]


@pytest.mark.parametrize(("a", "b"), NOT_EQUIVALENT)
def test_wrong_steps_are_refuted_at_a_point_where_they_differ(a: str, b: str) -> None:
    verdict = equivalent(parse(a), parse(b))
    assert verdict.refuted and verdict.point is not None
    point = dict(verdict.point)
    sides = [valid(substitute(parse(f), point)) for f in (a, b)]
    assert sorted(s.answer for s in sides) == ["proved", "refuted"]


def test_the_context_and_the_domain_are_used() -> None:
    assert equivalent(parse("x^2 = 4"), parse("x = 2"), [parse("x > 0")]).proved
    assert equivalent(parse("2x > 3"), parse("x >= 2"), (), {"x": "integer"}).proved
    assert equivalent(parse("2x > 3"), parse("x >= 2"), (), {"x": "rational"}).refuted
    assert equivalent(parse("x^2 = 2"), parse("false"), (), {"x": "rational"}).proved
    assert equivalent(parse("x >= 0"), parse("true"), (), {"x": "natural"}).proved
    assert valid(parse("x != 1/2"), (), {"x": "integer"}).proved
    assert valid(parse("x^2 >= 1"), [parse("x != 0")], {"x": "integer"}).proved
    assert valid(parse("x > 0 or x < 0"), [parse("x^2 = 5")]).proved
    assert valid(parse("x > 2"), [parse("x^2 = 5")]).refuted


def test_a_hypothesis_in_another_letter_is_no_ground_for_a_refutation() -> None:
    assert equivalent(parse("x^2 = 4"), parse("x = 2"), [parse("y > 0")]).answer == "unknown"
    assert equivalent(parse("x^2 = 4"), parse("x = 2 or x = -2"), [parse("y > 0")]).proved


def test_what_is_outside_the_class_is_unknown() -> None:
    assert equivalent(parse("x + y = 1"), parse("y = 1 - x")).answer == "unknown"
    assert valid(parse("sin(x) <= 1")).answer == "unknown"
    assert valid(parse("x^(10^9) >= 0")).answer == "unknown"
    assert valid(parse("9^9^9^9 + x > x")).answer == "unknown"


@pytest.mark.parametrize(
    ("formula", "domain", "answer"),
    [
        ("|x - 2| < 3", "integer", "x = 0 or x = 1 or x = 2 or x = 3 or x = 4"),
        ("x^2 >= 9", "integer", "x <= -3 or x >= 3"),
        ("x^2 >= 9", "natural", "x >= 3"),
        ("x^2 < 9", "natural", "x = 0 or x = 1 or x = 2"),
        ("x^2 = 2", "rational", "false"),
        ("x != 1/2", "integer", "true"),
        ("2*x > 3 and x < 2", "integer", "false"),
        ("x > -3", "natural", "true"),
    ],
)
def test_solution_sets_over_other_numbers(formula: str, domain: str, answer: str) -> None:
    assert str(solution_set(parse(formula), "x", domain)) == answer  # type: ignore[arg-type]


# -- against evaluation --------------------------------------------------------------------------

_coefficients = st.lists(st.integers(-4, 4), min_size=1, max_size=4)


def _poly(cs: list[int]) -> Term:
    x = sym("x")
    return add(*[mul(num(c), power(x, num(i))) if i else num(c) for i, c in enumerate(cs)])


def _at(cs: list[int], v: Fraction) -> Fraction:
    return sum((c * v**i for i, c in enumerate(cs)), Fraction(0))


_RELATION = {"eq": "__eq__", "ne": "__ne__", "lt": "__lt__", "le": "__le__", "gt": "__gt__", "ge": "__ge__"}


@settings(max_examples=150, deadline=None)
@given(_coefficients, _coefficients, st.sampled_from(sorted(_RELATION)), st.booleans(), st.data())
def test_solution_sets_agree_with_evaluation(
    p: list[int], q: list[int], relation: str, divide: bool, data: st.DataObject
) -> None:
    v = data.draw(st.fractions(-6, 6, max_denominator=6))
    left = div(_poly(p), _poly(q)) if divide else _poly(p)
    atom = make(relation, (left, num(1)))
    here = eq(sym("x"), number(v))
    below = _at(q, v)
    if divide and below == 0:
        truth = False
    else:
        value = _at(p, v) / below if divide else _at(p, v)
        truth = bool(getattr(value, _RELATION[relation])(Fraction(1)))
    assert equivalent(conj(atom, here), here if truth else parse("false")).proved


@settings(max_examples=60, deadline=None)
@given(st.lists(st.fractions(-5, 5, max_denominator=5), min_size=1, max_size=4))
def test_a_product_of_linear_factors_has_just_its_roots(roots: list[Fraction]) -> None:
    x = sym("x")
    product = mul(*[add(x, number(-r)) for r in roots])
    answer = disj(*[eq(x, number(r)) for r in sorted(set(roots))])
    assert solution_set(eq(product, num(0)), "x") is answer


# -- points --------------------------------------------------------------------------------------


def test_simplest_rational_of_an_interval() -> None:
    assert simplest(Fraction(1, 3), Fraction(1, 2)) == Fraction(2, 5)
    assert simplest(Fraction(7, 2), Fraction(4)) == Fraction(11, 3)
    assert simplest(Fraction(-1, 2), Fraction(-1, 3)) == Fraction(-2, 5)


def test_close_roots_are_told_apart() -> None:
    from flint import fmpz_poly

    # x^2 = 2 and good approximations of its root, one below and one above (p^2 - 2*q^2 = -1 and 1).
    below, above = rational_point(Fraction(8119, 5741)), rational_point(Fraction(19601, 13860))
    roots = roots_of(fmpz_poly([-2, 0, 1]))
    assert [compare(roots[1], p) for p in (below, above)] == [1, -1]
    assert sort_points([above, *roots, below, above]) == [roots[0], below, roots[1], above]
    assert below.value is not None and between(below, roots[1]) > below.value
    # A Mignotte polynomial: two roots closer than floats can tell.
    power_, big = 20, 10**6
    cs = [0] * (power_ + 1)
    cs[power_] = 1
    for i, c in enumerate((-1, 2 * big, -big * big)):
        cs[i] += 2 * c
    balls = real_balls(fmpz_poly(cs), 64)
    assert all(a < b for a, b in zip(balls, balls[1:], strict=False))
