"""Printing: what a person reads, and that the parser reads it back as the same term."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import given, settings

from hybrid.syntax.parse import parse
from hybrid.syntax.text import to_text, to_text_marked
from hybrid.term import Term, TermError, add, div, make, mul, neg, num, power, root, subterms, sym
from hybrid.testing import formulas, terms

x, y, a, b, c = (sym(s) for s in "xyabc")


def calls(t: Term) -> set[str]:
    return {s.value for _, s in subterms(t) if s.head == "call"}


@pytest.mark.parametrize(
    ("term", "text"),
    [
        (add(mul(num(2), x), num(3)), "2*x + 3"),
        (add(power(x, num(2)), mul(num(-5), x), num(6)), "x^2 - 5*x + 6"),
        (div(add(x, num(1)), add(x, num(-2))), "(x + 1)/(x - 2)"),
        (root(x), "sqrt(x)"),
        (root(x, 3), "cbrt(x)"),
        (root(x, 4), "root(x, 4)"),
        (make("abs", (x,)), "abs(x)"),
        (mul(div(num(1), num(2)), x), "1/2*x"),
        (mul(x, div(num(1), num(2))), "x*(1/2)"),
        (neg(num(-5)), "-(-5)"),
        (add(a, neg(add(b, c))), "a - (b + c)"),
        (neg(power(x, num(2))), "-x^2"),
        (power(neg(x), num(2)), "(-x)^2"),
        (power(num(-3), num(2)), "(-3)^2"),
        (power(x, num(-3)), "x^(-3)"),
        (power(power(a, b), c), "(a^b)^c"),
        (power(a, power(b, c)), "a^b^c"),
        (mul(x, num(-3)), "x*(-3)"),
        (div(mul(num(-3), x), num(2)), "-3*x/2"),
        (add(a, neg(mul(num(-3), x))), "a - (-3*x)"),
        (make("fact", (power(x, num(2)),)), "(x^2)!"),
        (make("fact", (make("fact", (x,)),)), "(x!)!"),
        (num(Fraction(1, 10)), "0.1"),
        (num(Fraction(-1, 8)), "-0.125"),
        (make("log", (x, num(10))), "log(x)"),
        (make("log", (x, num(2))), "log(x, 2)"),
        (sym("apples"), '"apples"'),
        (sym("clips_april"), "clips_april"),
    ],
)
def test_school_style(term: Term, text: str) -> None:
    assert to_text(term) == text
    assert parse(text) is term


@pytest.mark.parametrize(
    "text",
    [
        "x = 2 or x = 3",
        "(x = 2 and y = 3) or (x = 3 and y = 2)",
        "(x > 0 or y > 0) and x = y",
        "x > y and y > z => x > z",
        "(x = 1 => y = 1) => z = 1",
        "defined(x^y)",
        "false",
    ],
)
def test_formulas_print_as_written(text: str) -> None:
    assert to_text(parse(text)) == text


@settings(max_examples=400, deadline=None)
@given(terms())
def test_every_expression_comes_back(t: Term) -> None:
    assert parse(to_text(t), functions=calls(t)) is t


@settings(max_examples=400, deadline=None)
@given(formulas())
def test_every_formula_comes_back(t: Term) -> None:
    assert parse(to_text(t), functions=calls(t)) is t


def test_str_of_a_term_is_its_text() -> None:
    assert str(parse("2x+3=7")) == "2*x + 3 = 7"


@pytest.mark.parametrize(
    "wrap",
    [
        lambda t: make("sin", (t,)),
        lambda t: make("abs", (mul(num(-3), t),)),
        lambda t: add(x, neg(t)),
        lambda t: div(num(-1), t),
        lambda t: power(num(2), t),
        lambda t: make("fact", (mul(num(-2), x, power(t, y)),)),
    ],
)
def test_the_deepest_terms_come_back(wrap: Callable[[Term], Term]) -> None:
    t: Term = x
    while True:
        try:
            t = wrap(t)
        except TermError:
            break
    assert t.depth > 195
    assert parse(to_text(t)) is t


def test_a_huge_integer_is_printed() -> None:
    assert to_text(num(-(10**9000) - 7)) == "-1" + "0" * 8999 + "7"


@pytest.mark.parametrize(
    ("text", "place", "marked"),
    [
        ("2*x + 3", (0, 1), "2*[x] + 3"),
        ("2*x + 3 = 7", (), "[2*x + 3 = 7]"),
        ("(a + b)*c", (0,), "[(a + b)]*c"),
        ("a - b*c", (1,), "a [- b*c]"),
        ("a - b*c", (1, 0, 1), "a - b*[c]"),
        ("-3*x/2", (1,), "-3*x/[2]"),
        ("sqrt(x)", (1,), "root(x, [2])"),
    ],
)
def test_marking_a_place(text: str, place: tuple[int, ...], marked: str) -> None:
    assert to_text_marked(parse(text), place) == marked


@settings(max_examples=150, deadline=None)
@given(terms(depth=2))
def test_every_place_can_be_marked(t: Term) -> None:
    for place, _ in subterms(t):
        shown = to_text_marked(t, place, "<<", ">>")
        assert shown.count("<<") == shown.count(">>") == 1


def test_marking_nothing_is_an_error() -> None:
    with pytest.raises(TermError):
        to_text_marked(x, (0,))
