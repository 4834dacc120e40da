"""Where expressions are defined, and what they are at a point: the table of docs/design.md, section 1."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hybrid.decide.closed import exact_truth, is_defined
from hybrid.decide.meaning import UNDEFINED, conditions, truth, value
from hybrid.syntax.parse import parse
from hybrid.term import FALSE, Term, add, div, make, mul, neg, num, number, power, root, substitute, sym

CONDITIONS = [
    ("x^2 + 3*x - 1", ""),
    ("1/x", "x != 0"),
    ("1/(x*(x - 1))", "x != 0, x - 1 != 0"),
    ("1/(3*x^2)", "x != 0"),
    ("1/(x/y)", "x != 0, y != 0"),
    ("1/(-x)", "x != 0"),
    ("1/|x - 1|", "x - 1 != 0"),
    ("1/(x^2 + 1)", ""),
    ("1/2^x", ""),
    ("x/sqrt(2)", ""),
    ("1/(x - x)", "x - x != 0"),
    ("sqrt(x - 2)", "x - 2 >= 0"),
    ("1/sqrt(x)", "x >= 0, x != 0"),
    ("sqrt(x^2)", ""),
    ("sqrt(|x| + 1)", ""),
    ("cbrt(x)", ""),
    ("ln(x)", "x > 0"),
    ("log(x, 2)", "x > 0"),
    ("log(x, b)", "x > 0, b > 0, b != 1"),
    ("ln(x^2 + 1)", ""),
    ("tan(x)", "cos(x) != 0"),
    ("tan(pi/4)", ""),
    ("x^3", ""),
    ("x^0", "x != 0"),
    ("x^(-2)", "x != 0"),
    ("x^(3 - 2)", ""),
    ("x^(2 - 2)", "x != 0"),
    ("x^(1/2)", "x >= 0"),
    ("x^(1/3)", "x >= 0"),
    ("x^0.5", "x >= 0"),
    ("x^(-1/2)", "x > 0"),
    ("x^sqrt(2)", "x >= 0"),
    ("x^sqrt(4)", ""),
    ("2^x", ""),
    ("e^(1/x)", "x != 0"),
    ("(x^2 + 1)^y", ""),
    ("5!", ""),
    ("1/x + 2/x = sqrt(y)", "x != 0, y >= 0"),
    ("x + 1/y = 1 and 1/y < x", "y != 0"),
]


@pytest.mark.parametrize(("text", "expected"), CONDITIONS)
def test_an_expression_is_defined_where_its_conditions_hold(text: str, expected: str) -> None:
    wanted = {parse(c).key for c in expected.split(", ")} if expected else set()
    assert {c.key for c in conditions(parse(text))} == wanted


@pytest.mark.parametrize(
    "text", ["1/0", "1/(1 - 1)", "sqrt(-2)", "x/(sqrt(2)*sqrt(3) - sqrt(6))", "tan(pi/2)", "log(x, 1)"]
)
def test_what_is_defined_nowhere_has_the_condition_false(text: str) -> None:
    assert conditions(parse(text)) == (FALSE,)


@pytest.mark.parametrize("text", ["x^y", "n!", "(-2)^x"])
def test_what_the_parts_cannot_say_is_an_opaque_condition(text: str) -> None:
    t = parse(text)
    assert conditions(t) == (make("defined", (t,)),)
    assert conditions(make("defined", (t,))) == ()


def test_a_call_is_opaque_whatever_stands_in_it() -> None:
    t = parse("f(1/x)", functions={"f"})
    assert conditions(t) == (make("defined", (t,)),)


def test_conditions_come_in_one_order_and_once() -> None:
    a, b = parse("1/x + 1/y + 1/x"), parse("1/y + 1/x")
    assert conditions(a) == conditions(b)


VALUES = [
    ("(x^2 - 1)/(x - 1)", {"x": Fraction(1, 3)}, Fraction(4, 3)),
    ("(x^2 - 1)/(x - 1)", {"x": 1}, UNDEFINED),
    ("4^(1/2)", {}, 2),
    ("8^(2/3)", {}, 4),
    ("(1/4)^(-1/2)", {}, 2),
    ("(-8)^(1/3)", {}, UNDEFINED),
    ("cbrt(-8)", {}, -2),
    ("sqrt(x)", {"x": -1}, UNDEFINED),
    ("sqrt(x)", {"x": Fraction(9, 4)}, Fraction(3, 2)),
    ("sqrt(2)", {}, None),
    ("0^0", {}, UNDEFINED),
    ("0^(1/2)", {}, 0),
    ("0^(-1)", {}, UNDEFINED),
    ("(-2)^x", {"x": 3}, -8),
    ("(-2)^x", {"x": Fraction(1, 2)}, UNDEFINED),
    ("log(8, 2)", {}, 3),
    ("log(4, 8)", {}, Fraction(2, 3)),
    ("log(1/9, 3)", {}, -2),
    ("log(3, 2)", {}, None),
    ("log(5, 1)", {}, UNDEFINED),
    ("ln(1)", {}, 0),
    ("ln(e)", {}, 1),
    ("e^0", {}, 1),
    ("e", {}, None),
    ("sin(0) + cos(0) + tan(0)", {}, 1),
    ("|x - 3|", {"x": 1}, 2),
    ("x!", {"x": 5}, 120),
    ("x!", {"x": Fraction(1, 2)}, UNDEFINED),
    ("x!", {"x": -1}, UNDEFINED),
    ("1000!", {}, None),
    ("2^(10^6)", {}, None),
    ("9^9^9^9", {}, None),
    ("1^(10^6) + (-1)^(10^6 + 1)", {}, 0),
    ("sqrt(2) + 1/x", {"x": 0}, UNDEFINED),
    ("0*sqrt(2)", {}, None),
    ("x + y", {"x": 1}, None),
]


@pytest.mark.parametrize(("text", "point", "expected"), VALUES)
def test_value(text: str, point: dict[str, Fraction | int], expected: object) -> None:
    found = value(parse(text), point)
    assert found == expected
    assert found is None or found is UNDEFINED or isinstance(found, Fraction)


TRUTHS = [
    ("x = 1", {"x": 1}, True),
    ("1/x = 1/x", {"x": 0}, False),
    ("1/x != 2", {"x": 0}, False),
    ("sqrt(2) > 1", {}, None),
    ("sqrt(2) > 1 or x = 0", {"x": 0}, True),
    ("sqrt(2) > 1 and x = 1", {"x": 0}, False),
    ("1/x = 1 => x = 5", {"x": 0}, True),
    ("sqrt(2) > 1 => x = 5", {"x": 5}, True),
    ("1/x + sqrt(2) = 0", {"x": 0}, False),
]


@pytest.mark.parametrize(("text", "point", "expected"), TRUTHS)
def test_truth(text: str, point: dict[str, Fraction | int], expected: bool | None) -> None:
    assert truth(parse(text), point) is expected


def test_defined_is_two_valued() -> None:
    t = make("defined", (parse("1/x"),))
    assert truth(t, {"x": 0}) is False
    assert truth(t, {"x": 2}) is True


def test_a_formula_has_no_value_and_an_expression_no_truth() -> None:
    with pytest.raises(ValueError, match="not an expression"):
        value(parse("x = 1"), {"x": 1})
    with pytest.raises(ValueError, match="not a formula"):
        truth(parse("x + 1"), {"x": 1})


def terms(depth: int = 3) -> st.SearchStrategy[Term]:
    """Small expressions in x and y with every way of being undefined."""
    leaves = st.sampled_from([sym("x"), sym("y"), num(1), num(2), num(-1), num(0)])
    exponents = st.sampled_from([num(2), num(-1), num(0), num(3), number(Fraction(1, 2)), number(Fraction(-2, 3))])

    def more(inner: st.SearchStrategy[Term]) -> st.SearchStrategy[Term]:
        return st.one_of(
            st.builds(add, inner, inner),
            st.builds(mul, inner, inner),
            st.builds(div, inner, inner),
            st.builds(neg, inner),
            st.builds(power, inner, exponents),
            st.builds(power, inner, inner),
            st.builds(root, inner, st.sampled_from([2, 3])),
            st.builds(lambda u: make("abs", (u,)), inner),
            st.builds(lambda u, b: make("log", (u, b)), inner, inner),
            st.builds(lambda u: make("tan", (u,)), inner),
        )

    return st.recursive(leaves, more, max_leaves=2**depth)


numbers = st.sampled_from([Fraction(n, d) for n in range(-4, 5) for d in (1, 2, 3)])


@settings(max_examples=400, deadline=None)
@given(terms(), numbers, numbers)
def test_conditions_say_exactly_where_a_term_is_defined(t: Term, x: Fraction, y: Fraction) -> None:
    point = {"x": number(x), "y": number(y)}
    defined = is_defined(substitute(t, point))
    held = [exact_truth(substitute(c, point)) for c in conditions(t)]
    if defined is True:
        assert False not in held
    elif defined is False:
        assert False in held or None in held


@settings(max_examples=400, deadline=None)
@given(terms(), numbers, numbers)
def test_the_value_at_a_point_is_that_of_the_closed_term(t: Term, x: Fraction, y: Fraction) -> None:
    found = value(t, {"x": x, "y": y})
    closed = substitute(t, {"x": number(x), "y": number(y)})
    if found is UNDEFINED:
        assert is_defined(closed) is not True
    elif found is not None:
        assert is_defined(closed) is not False
        assert exact_truth(make("eq", (closed, number(found)))) is not False
