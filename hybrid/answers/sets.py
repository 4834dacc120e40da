"""Sets of real numbers as answers write them, made formulas in one letter, and the two values of ±.

A set that names no letter is a formula in POINT. `(1, 2]` is 1 < POINT <= 2, an infinite end bounds nothing, a union is
an `or`, a set without another one the `and` of the one and the negation of the other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from hybrid.answers.wording import INFINITY
from hybrid.decide.closed import compare
from hybrid.syntax.answer import BRACES, LEFT_OPEN, LESS, LIST, PLUS_MINUS, RIGHT_OPEN, ROUND, SQUARE, collection
from hybrid.syntax.build import negated
from hybrid.syntax.errors import Refusal
from hybrid.term import FALSE, TRUE, Term, bottom_up, conj, disj, eq, is_formula, make, neg, parts, substitute, sym

POINT = sym("point__")  # the letter of a set that names none


def has_signs(t: Term) -> bool:
    """Whether there is a ± in the term."""
    return any(s.head == "call" and s.value == PLUS_MINUS for s in parts(t))


def has_infinity(t: Term) -> bool:
    """Whether the term speaks of infinity, which is no number."""
    return INFINITY in t.free


def two(t: Term) -> tuple[Term, ...]:
    """An expression with ± as its two values; all its signs go together."""
    if not has_signs(t):
        return (t,)
    return _with_sign(t, lambda u: u), _with_sign(t, neg)


def _with_sign(t: Term, sign: Callable[[Term], Term]) -> Term:
    return bottom_up(t, lambda s: sign(s.args[0]) if s.head == "call" and s.value == PLUS_MINUS else s)


# -- sets of real numbers ---------------------------------------------------------------------------


def region(t: Term) -> Term | None:
    """A part of a union, as a formula in POINT; None when it is no set of real numbers."""
    kind = collection(t)
    if kind in (ROUND, SQUARE, LEFT_OPEN, RIGHT_OPEN):
        return interval(t)
    if kind in (BRACES, LIST):
        return None if any(collection(a) or is_formula(a) for a in t.args) else _points(t.args)
    if kind == LESS:
        whole, part = region(t.args[0]), region(t.args[1])
        try:
            return None if whole is None or part is None else conj(whole, negated(part))
        except Refusal:
            return None
    if t in (TRUE, FALSE):
        return t
    if is_formula(t):
        return renamed(t) if len(t.free) == 1 else None
    return None if t.free or has_signs(t) else eq(POINT, t)


def _points(values: Sequence[Term]) -> Term | None:
    every = [v for t in values for v in two(t)]
    return None if any(v.free for v in every) else disj(*(eq(POINT, v) for v in every))


def renamed(t: Term) -> Term:
    return substitute(t, {name: POINT for name in t.free})


def interval(t: Term) -> Term | None:
    if len(t.args) != 2:
        return None
    low, high = t.args
    kind = collection(t)
    bounds = []
    if not _is_infinity(low, -1):
        bounds.append(make("gt" if kind in (ROUND, LEFT_OPEN) else "ge", (POINT, low)))
    if not _is_infinity(high, 1):
        bounds.append(make("lt" if kind in (ROUND, RIGHT_OPEN) else "le", (POINT, high)))
    formula = conj(*bounds)
    return formula if formula.free <= {str(POINT.value)} else None


def _is_infinity(t: Term, sign: int) -> bool:
    if sign < 0:
        return t.head == "neg" and _is_infinity(t.args[0], 1)
    return t.head == "sym" and t.value == INFINITY


def ascending(t: Term) -> bool:
    """Whether two ends are in order, or may be."""
    return bool(t.free) or compare(*t.args) != 1


__all__ = ["POINT", "ascending", "has_infinity", "has_signs", "interval", "region", "renamed", "two"]
