"""Formulas in one letter with remainders, compared between the jumps."""

from __future__ import annotations

import pytest

from hybrid.decide import cascade, pieces, replay
from hybrid.syntax.parse import parse

SAME = [
    ("x*floor(x) = 10", "x = 10/3"),
    ("x*floor(x) < 5 and x > 0", "0 < x and x < 5/2"),
    ("x^2 = floor(x) - 5", "false"),
    ("x mod 2 = x^2", "x = -1 or x = 0 or x = 1"),
    ("1/floor(x) = x", "x = -1 or x = 1"),
]


@pytest.mark.parametrize(("a", "b"), SAME)
def test_the_same(a, b):
    f, g = parse(a), parse(b)
    verdict = cascade.equivalence(f, g)
    assert verdict.proved and verdict.certificate["decider"] == "pieces"
    assert replay.check("equivalence", f, g, (), verdict.certificate).proved


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("x*floor(x) = 10", "x = 10/3 or x = 4"),
        ("x*floor(x) = 10", "false"),
        ("x*(x mod 1) = 3", "x = (1 + sqrt(13))/2"),  # one solution between each two whole numbers
        ("x mod 1 = 1/2", "x = 1/2"),
        ("x*floor(x) < 5", "-5/2 < x and x < 5/2"),
    ],
)
def test_not_the_same(a, b):
    assert not cascade.equivalence(parse(a), parse(b)).proved


def test_a_jump_itself_is_looked_at():
    # within (1, 2) and (2, 3) it is true, at 2 it is not
    f = parse("ceil(x) - floor(x) = 1 and 1 < x and x < 3")
    assert pieces.agree(f, parse("1 < x and x < 3 and x != 2"), 1, 3)
    assert not pieces.agree(f, parse("1 < x and x < 3"), 1, 3)


def test_a_formula_that_is_nowhere_defined_on_a_piece():
    assert pieces.agree(parse("1/floor(x) > 0 or x < 1"), parse("x < 1 or x >= 1"), -2, 2)
    assert not pieces.agree(parse("1/floor(x) < 2"), parse("x < 3"), -1, 1)


@pytest.mark.parametrize("choice", [[], [3], [-1], ["0"], [0, 0], None])
def test_a_certificate_is_taken_for_the_work_of_a_stranger(choice):
    f, g = parse("x*floor(x) = 10"), parse("x = 10/3")
    certificate = dict(cascade.equivalence(f, g).certificate) | {"choice": choice}
    assert not replay.check("equivalence", f, g, (), certificate).proved


def test_another_claim_is_not_settled_by_it():
    f, g = parse("x*floor(x) = 10"), parse("x = 10/3")
    certificate = cascade.equivalence(f, g).certificate
    assert not replay.check("equivalence", f, parse("x = 11/3"), (), certificate).proved


@pytest.mark.parametrize("f", ["floor(x)*floor(y) = 1", "x^2 = 2", "floor(1/x) = 2", "floor(x^2) = 2", "sin(x) = 0"])
def test_what_is_outside(f):
    assert pieces.pieces_of(parse(f)) is None
