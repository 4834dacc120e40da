"""Polynomial consequences: textbook inequalities and systems, with certificates that are checked."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from hybrid.decide import ideal, squares
from hybrid.decide.entail import check_certificate, entails
from hybrid.decide.signs import Facts, entails_by_signs, sign_of
from hybrid.decide.sparse import Reader, constant, plus, scaled, times
from hybrid.syntax.parse import parse
from hybrid.term import Term


def formulas(text: str) -> list[Term]:
    return [parse(t) for t in text.split(";")] if text else []


FOLLOWS = [
    ("a*b = 180; 2*(a + b) = 54", "a^2 + b^2 = 369"),
    ("x*y = x; x != 0", "y = 1"),
    ("x*y = 0; x != 0", "y = 0"),
    ("a + b + c = 0", "a^3 + b^3 + c^3 = 3*a*b*c"),
    ("x = y + 1", "x^2 = y^2 + 2y + 1"),
    ("x + 1/x = 3", "x^2 + 1/x^2 = 7"),
    ("a^2 + b^2 = 0", "a = 0"),
    ("x^2 = y^2; x > 0; y > 0", "x = y"),
    ("x*y = 1", "x != 0"),
    ("sin(x) = 1", "cos(x) = 0"),
    ("", "a^2 + b^2 >= 2*a*b"),
    ("", "a^2 + b^2 + c^2 >= a*b + b*c + c*a"),
    ("", "a^4 + b^4 >= a^3*b + a*b^3"),
    ("", "(a^2 + b^2)*(c^2 + d^2) >= (a*c + b*d)^2"),
    ("", "x^2 + y^2 - 2x + 4y + 5 >= 0"),
    ("", "x^2 + x*y + y^2 + 1 > 0"),
    ("", "|x*y| >= x*y"),
    ("", "|x + y| <= |x| + |y|"),
    ("x > 0; y > 0", "x/y + y/x >= 2"),
    ("a >= 0; b >= 0", "a + b >= 2*sqrt(a*b)"),
    ("a > 0; b > 0", "(a + b)/2 >= sqrt(a*b)"),
    ("a > 0; b > 0; a + b = 1", "a*b <= 1/4"),
    ("a > 0; b > 0; c > 0", "(a + b)*(b + c)*(c + a) >= 8*a*b*c"),
    ("a > b; c > 0", "a*c > b*c"),
    ("x > y; y > 0", "x^2 > y^2"),
    ("x > y; y > 0", "1/x < 1/y"),
    ("x > 0; y > 0; x^2 > y^2", "x > y"),
    ("x^2 + y^2 = 1", "x + y <= 2"),
    ("x^2 + y^2 = 1", "x <= 1"),
    ("x > 2*y; y > 3", "x*y > 18"),
    ("a > 0; b > 0", "1/(a + b) < 1/a"),
    # an angle beside its sine and cosine
    ("x >= 0", "sin(x) <= x"),
    ("0 <= x; x <= pi", "sin(x) <= x"),
    ("x < 0", "sin(x) > x"),
    ("", "cos(x) >= 1 - x^2/2"),
    ("x > 0; y > 0", "sin(x) + sin(y) < x + y"),
    ("x > 1", "x - sin(2*x - 2)/2 > 1"),
    # squares that only show once an equation is put in, or a product factored
    ("x + t = x*y; 2*t >= x", "(x^2*y + x + t)*(x*x*y + x*y) + 2*t >= x"),
    ("c + t = c; a + t >= 2", "(a + 3*c + t)*(a + c + 2*c)*(a + t) >= 2*(a + 3*c + t)*(a + c + 2*c)"),
    ("x + t >= 0; y + t >= y", "(x*y + y*x + y)*(2*x*y + y) + (y + t) >= y - (x + t)"),
    ("m + 2 >= 0", "((x + y)*x + (x + y)*(x + y))*((x + y)*(2*x + y))*(x - y)^2*(m + 2)*x^2 >= 0"),
    ("b + t = c; b + t >= b; c + t >= 0", "(c*(a + c)*(a + b + t)*c + b + t)*(c + t) >= b*(c + t)"),
    ("u = 2*v; v = w + 1; w >= 3", "u^2*w >= 12*(w + 1)^2"),
]


@pytest.mark.parametrize(("hyps", "goal"), FOLLOWS)
def test_consequences_are_proved_and_their_certificates_check(hyps: str, goal: str) -> None:
    verdict = entails(formulas(hyps), parse(goal))
    assert verdict.proved and verdict.certificate is not None
    certificate = json.loads(json.dumps(verdict.certificate))
    assert check_certificate(formulas(hyps), parse(goal), certificate)


DOES_NOT_FOLLOW = [
    ("x > y", "x^2 > y^2"),
    ("a*b > 0", "a > 0"),
    ("", "a^2 + b^2 >= 3*a*b"),
    ("x > 0", "x + y > 0"),
    ("x^2 = y^2", "x = y"),
    ("x*y = x", "y = 1"),
    ("", "a + b >= 2*sqrt(a*b)"),
    ("", "x/x = 1"),
    ("", "1/x = 1/x"),
    ("", "sqrt(x)^2 = x"),
    ("a > 0; b > 0; a + b = 1", "a*b < 1/4"),
    ("x > y", "1/x < 1/y"),
    ("a^2 = b", "a = sqrt(b)"),
    ("", "sin(x) <= x"),
    ("x >= 0", "sin(x) < x"),
    ("x > 0", "sin(2*x) <= x"),
    ("", "cos(x) >= 1 - x^2/3"),
    ("x + t = x*y; 2*t >= x", "(x^2*y + x + t)*(x*x*y - x*y) + 2*t >= x"),
    ("u = 2*v; v = w + 1; w >= 3", "u^2*w >= 13*(w + 1)^2"),
]


@pytest.mark.parametrize(("hyps", "goal"), DOES_NOT_FOLLOW)
def test_what_does_not_follow_is_not_proved(hyps: str, goal: str) -> None:
    assert entails(formulas(hyps), parse(goal)).answer == "unknown"


def _numbers(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    if isinstance(data, dict):
        return [p for k, v in data.items() for p in _numbers(v, (*path, k))]
    if isinstance(data, list):
        return [p for k, v in enumerate(data) for p in _numbers(v, (*path, k))]
    return [path] if isinstance(data, int) else []


@pytest.mark.parametrize(
    ("hyps", "goal"),
    [
        ("a*b = 180; 2*(a + b) = 54", "a^2 + b^2 = 369"),
        ("x > y; y > 0", "x^2 > y^2"),
        ("u = 2*v; v = w + 1; w >= 3", "u^2*w >= 12*(w + 1)^2"),
    ],
)
def test_a_spoiled_certificate_is_refused(hyps: str, goal: str) -> None:
    verdict = entails(formulas(hyps), parse(goal))
    assert verdict.certificate is not None
    original = json.loads(json.dumps(verdict.certificate))
    spoiled = 0
    for path in _numbers(original):
        data = copy.deepcopy(original)
        inner = data
        for k in path[:-1]:
            inner = inner[k]
        inner[path[-1]] += 1000
        spoiled += 1
        assert not check_certificate(formulas(hyps), parse(goal), data), path
    assert spoiled > 3
    assert not check_certificate(formulas(hyps), parse("a^2 + b^2 = 370"), original)
    assert not check_certificate([], parse(goal), original)
    assert not check_certificate(formulas(hyps), parse(goal), {"method": "sum", "sums": []})
    assert not check_certificate(formulas(hyps), parse(goal), {})


def test_ideal_membership_and_its_check() -> None:
    r = Reader()
    h = [r.poly(parse("x*y - 1")), r.poly(parse("x + y - 3"))]
    p = r.poly(parse("x^2 + y^2 - 7"))
    cofactors = ideal.member(p, h)
    assert cofactors is not None and ideal.is_member(p, h, cofactors)
    assert not ideal.is_member(plus(p, constant(1)), h, cofactors)
    assert ideal.member(plus(p, constant(1)), h) is None


def test_completing_squares_gives_back_the_polynomial() -> None:
    for text in ("x^2 + 4*x*y + 5*y^2 - 2*y + 7", "x^2 - y^2 + x", "3*x^2 + x*y + z^2"):
        p = Reader().poly(parse(text))
        found = squares.completed(p)
        assert found is not None
        total = constant(0)
        for d, q in found:
            total = plus(total, scaled(times(q, q), d))
        assert total == p
    assert squares.completed(Reader().poly(parse("x*y"))) is None


# -- rules of signs ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hyps", "term", "signs"),
    [
        ("", "x^2", {0, 1}),
        ("", "x^2 + 1", {1}),
        ("", "x^2 + x + 1", {1}),
        ("", "-x^2 - 1", {-1}),
        ("", "e^x", {1}),
        ("", "|x|*y^2", {0, 1}),
        ("", "sqrt(x)", {0, 1}),
        ("", "x*y", {-1, 0, 1}),
        ("x > 2", "2*x - 4", {1}),
        ("x > 2", "4 - 2*x", {-1}),
        ("x > 2", "ln(x)", {1}),
        ("x < 0; y > 0", "x/y", {-1}),
        ("x != 0", "x^2*|x|", {1}),
        ("x > 0", "log(x, 2)", {-1, 0, 1}),
        ("x > 1", "log(x, 1/2)", {-1}),
        ("x > 0; y >= 0", "x + y", {1}),
        ("x >= y", "x - y", {0, 1}),
        ("x < 0", "x^3", {-1}),
        ("x < 0", "cbrt(x)", {-1}),
        ("", "x^(-2)", {1}),
        ("a > 0", "a^x", {1}),
        ("a >= 0", "a^x", {0, 1}),
        ("", "a^x", {-1, 0, 1}),
    ],
)
def test_signs_by_form(hyps: str, term: str, signs: set[int]) -> None:
    assert sign_of(parse(term), Facts(formulas(hyps))) == signs


def test_goals_by_signs() -> None:
    facts = Facts(formulas("x > 0; y < 0"))
    assert entails_by_signs(facts, parse("x*y < 0"))
    assert entails_by_signs(facts, parse("x > y"))
    assert not entails_by_signs(facts, parse("x + y > 0"))
