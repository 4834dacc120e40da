"""Wrong steps and the points that show it."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hybrid.decide.closed import exact_truth, is_defined, sign
from hybrid.decide.refute import refute_entailment, refute_equal, refute_equivalence
from hybrid.decide.trial import fixed_points, suggested_points
from hybrid.syntax.parse import parse
from hybrid.term import Term, eq, make, num, rational, substitute, sym

WRONG_EXPRESSION_STEPS = [
    ("sqrt(x^2)", "x"),
    ("(x + y)^2", "x^2 + y^2"),
    ("x", "x^2/x"),
    ("sqrt(x*y)", "sqrt(x)*sqrt(y)"),
    ("cbrt(x)", "x^(1/3)"),
    ("ln(x*y)", "ln(x) + ln(y)"),
    ("ln(x + y)", "ln(x) + ln(y)"),
    ("sin(2*x)", "2*sin(x)"),
    ("sin(x)^2", "1 - cos(x)"),
    ("1/(x + y)", "1/x + 1/y"),
    ("|x - 3|", "x - 3"),
    ("2^(x + y)", "2^x + 2^y"),
    ("x^2 - x - 1", "(x - 2)*(x + 1)"),
    ("sqrt(2)", "3/2"),
    ("2", "1/0"),
    ("1", "1/(x^2 - 2)"),
    ("1", "1/(x^2 - x - 1)"),
    ("x^0", "1/(x - 17)"),
]


@pytest.mark.parametrize(("before", "after"), WRONG_EXPRESSION_STEPS)
def test_a_wrong_expression_step_is_refuted(before: str, after: str) -> None:
    a, b = parse(before), parse(after)
    point = refute_equal(a, b)
    assert point is not None
    left, right = substitute(a, point), substitute(b, point)
    assert not left.free | right.free
    assert is_defined(left) is True
    assert is_defined(right) is False or exact_truth(eq(left, right)) is False


RIGHT_EXPRESSION_STEPS = [
    ("x^2/x", "x"),
    ("sqrt(x)*sqrt(y)", "sqrt(x*y)"),
    ("x^(1/3)", "cbrt(x)"),
    ("sin(x)^2 + cos(x)^2", "1"),
    ("ln(x) + ln(y)", "ln(x*y)"),
    ("1/0", "5"),
]


@pytest.mark.parametrize(("before", "after"), RIGHT_EXPRESSION_STEPS)
def test_a_right_expression_step_is_not_refuted(before: str, after: str) -> None:
    assert refute_equal(parse(before), parse(after)) is None


def test_the_context_and_the_domains_restrict_the_points() -> None:
    a, b = parse("sqrt(x^2)"), parse("x")
    assert refute_equal(a, b, [parse("x > 0")]) is None
    assert refute_equal(a, b, domains={"x": "natural"}) is None
    point = refute_equal(a, b, [parse("x < -3")], {"x": "integer"})
    assert point is not None
    r = rational(point["x"])
    assert r is not None
    assert r < -3
    assert r == int(r)


WRONG_FORMULA_STEPS = [
    ("(x - 1)*(x - 2) = 0", "x = 1"),
    ("x^2 = x", "x = 1"),
    ("x^2 = 2", "x = sqrt(2)"),
    ("x^2 - x - 1 = 0", "x = (1 + sqrt(5))/2"),
    ("x^2 = 961", "x = 31"),
    ("x^2 < 4", "x < 2"),
    ("x^2 < 5", "x < sqrt(5)"),
    ("x^2 < 5", "x > -sqrt(5) and x <= sqrt(5)"),
    ("x^3 - 2*x - 5 > 0", "x > 2"),
    ("1/x < 1", "x > 1"),
    ("(x^2 - 1)/(x - 1) = 2", "x = 1"),
    ("sqrt(x + 3) = x - 3", "x = 6 or x = 1"),
    ("|x - 2| < 3", "x < 5"),
    ("2^x = 8", "x = 4"),
    ("e^x = 2", "x = ln(3)"),
    ("ln(x) = 2", "x = 2*e"),
    ("sin(x) = 1/2", "x = pi/6"),
    ("cos(x) = 0", "x = pi/2"),
    ("x*y = 0", "x = 0"),
    ("a*x = b", "x = b/a"),
    ("x/y = z", "x = y*z"),
    ("x + y = 5 and x - y = 1", "x = 3 and y = 1"),
    ("x + y = 5 and x*y = 6", "x = 2 and y = 3"),
    ("x + y + z = 6 and x - y = 1 and x + z = 4", "x = 3 and y = 2 and z = 0"),
    ("x^2 + y^2 = 2 and x = y", "x = 1 and y = 1"),
]


@pytest.mark.parametrize(("before", "after"), WRONG_FORMULA_STEPS)
def test_a_wrong_formula_step_is_refuted(before: str, after: str) -> None:
    a, b = parse(before), parse(after)
    for left, right in ((a, b), (b, a)):
        point = refute_equivalence(left, right)
        assert point is not None
        truths = {exact_truth(substitute(left, point)), exact_truth(substitute(right, point))}
        assert truths == {True, False}


RIGHT_FORMULA_STEPS = [
    ("2*x + 3 = 7", "x = 2"),
    ("x^2 = 2", "x = sqrt(2) or x = -sqrt(2)"),
    ("(x^2 - 1)/(x - 1) = 2", "false"),
    ("x^2 < 5", "x > -sqrt(5) and x < sqrt(5)"),
    ("1/x < 1", "x < 0 or x > 1"),
    ("x + y = 5 and x - y = 1", "x = 3 and y = 2"),
    ("ln(x) = 2", "x = e^2"),
]


@pytest.mark.parametrize(("before", "after"), RIGHT_FORMULA_STEPS)
def test_a_right_formula_step_is_not_refuted(before: str, after: str) -> None:
    assert refute_equivalence(parse(before), parse(after)) is None


ENTAILMENTS = [
    (["x > 2"], "x > 3", {}, True),
    (["x > 2"], "x > 1", {}, False),
    (["x > y"], "x^2 > y^2", {}, True),
    (["x + y = 5"], "x*y <= 6", {}, True),
    (["x + y = 5"], "x*y <= 25/4", {}, False),
    ([], "n^2 >= n", {}, True),
    ([], "n^2 >= n", {"n": "integer"}, False),
    ([], "n >= 0", {"n": "natural"}, False),
    ([], "n > 0", {"n": "natural"}, True),
    ([], "x^2 != 2", {}, True),
    ([], "x^2 != 2", {"x": "rational"}, False),
    (["x^2 + y^2 = 25", "x > 0", "y > 0"], "x < y", {}, True),
    (["x^2 = 2"], "x > 0", {}, True),
    (["x > 1", "x < 0"], "false", {}, False),
]


@pytest.mark.parametrize(("hypotheses", "goal", "domains", "wrong"), ENTAILMENTS)
def test_entailment(hypotheses: list[str], goal: str, domains: Mapping[str, str], wrong: bool) -> None:
    given_, conclusion = [parse(h) for h in hypotheses], parse(goal)
    point = refute_entailment(given_, conclusion, domains)
    assert (point is not None) is wrong
    if point is not None:
        assert all(exact_truth(substitute(h, point)) is True for h in given_)
        assert exact_truth(substitute(conclusion, point)) is False


def test_an_unknown_function_refutes_nothing() -> None:
    f = make("call", (sym("x"),), "f")
    assert refute_equal(f, num(1)) is None
    assert refute_equivalence(eq(f, num(1)), parse("x = 1")) is None


def test_what_has_no_value_is_no_coordinate() -> None:
    assert refute_equivalence(parse("x = x"), parse("x != 1/0 or x = x")) is None
    assert refute_equivalence(parse("x = 1/0 or x = ln(-2)"), parse("false")) is None


def test_all_letters_get_a_value_also_those_of_the_context() -> None:
    point = refute_equal(parse("x"), parse("x + 1"), [parse("y > x")])
    assert point is not None
    assert set(point) == {"x", "y"}


def test_suggestions_contain_the_zeros_and_points_between_them() -> None:
    found = [p["x"] for p in suggested_points(["x"], [parse("(x - 3/7)*(x^2 - 11) > 0")], {})]
    assert Fraction(3, 7) in found
    irrational = [c for c in found if isinstance(c, Term) and sign(substitute(parse("x^2 - 11"), {"x": c})) == 0]
    assert len(irrational) == 2
    for low, high in ((-3.316, 3 / 7), (3 / 7, 3.316)):
        assert any(not isinstance(c, Term) and low < c < high for c in found)


@pytest.mark.parametrize("domain", ["natural", "integer", "rational"])
def test_points_stay_in_their_domain(domain: str) -> None:
    formulas = [parse("x^2 - 2*y = 1/2 and 3*x + 5*y = 1 and y > sqrt(2)")]
    for p in (*fixed_points(["x", "y"], {"x": domain}), *suggested_points(["x", "y"], formulas, {"x": domain})):
        c = p["x"]
        assert not isinstance(c, Term)
        assert domain == "rational" or c == int(c)
        assert domain != "natural" or c >= 0


roots = st.lists(st.fractions(min_value=-20, max_value=20, max_denominator=12), min_size=2, max_size=4, unique=True)


@settings(max_examples=150, deadline=None)
@given(roots)
def test_a_lost_root_is_found(zeros: list[Fraction]) -> None:
    whole = parse("*".join(f"({z.denominator}*x - ({z.numerator}))" for z in zeros) + " = 0")
    lost = parse(" or ".join(f"x = {z.numerator}/{z.denominator}" for z in zeros[1:]))
    point = refute_equivalence(whole, lost)
    assert point is not None
    assert rational(point["x"]) == zeros[0]


@settings(max_examples=150, deadline=None)
@given(roots)
def test_a_lost_interval_is_found(zeros: list[Fraction]) -> None:
    low, *_, high = sorted(zeros)
    before = parse(f"(x - ({low}))*(x - ({high})) > 0")
    after = parse(f"x > {high}")
    point = refute_equivalence(before, after)
    assert point is not None
    assert (rational(point["x"]) or 0) < low
