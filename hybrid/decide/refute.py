"""Refutations: a point at which a statement fails, found by trying and checked exactly.

A point maps every letter to a closed term inside its domain. At it, all formulas of the context are true and

    e = e'      e is defined, and e' is undefined or different
    A <=> B     one of A and B is true and the other false
    H => C      every formula of H is true and C is false

by the exact meaning (`evaluate` at rational points, `closed` elsewhere). Finding none says nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction

from hybrid.decide.closed import compare, enclosure, exact_truth, is_defined
from hybrid.decide.evaluate import UNDEFINED, truth, value
from hybrid.decide.trial import Coordinate, Trial, fixed_points, suggested_points
from hybrid.term import Term, eq, number, substitute

__all__ = ["Point", "refute_entailment", "refute_equal", "refute_equivalence"]

Point = dict[str, Term]
Rational = Mapping[str, int | Fraction]

MAX_CLOSED_TRIALS = 80
BITS = 256
FEW = 3  # trials by closed terms, which are slow, before the formulas are searched for better points

# Whether a statement fails at a rational point, and at a point of closed terms; None: not known.
_AtRational = Callable[[Rational], bool | None]
_AtClosed = Callable[[Mapping[str, Term]], bool | None]


def refute_equal(
    a: Term, b: Term, context: Sequence[Term] = (), domains: Mapping[str, str] | None = None
) -> Point | None:
    """A point where the context holds, a is defined, and b is undefined or has another value; None if none found."""

    def at_rational(p: Rational) -> bool | None:
        left, right = value(a, p), value(b, p)
        if left is UNDEFINED:
            return False
        if left is None or right is None:
            return None
        return right is UNDEFINED or left != right

    def at_closed(p: Mapping[str, Term]) -> bool | None:
        left, right = substitute(a, p), substitute(b, p)
        if is_defined(left) is not True:
            return None
        defined = is_defined(right)
        if defined is not True:
            return None if defined is None else True
        if _alike(left, right):
            return None
        s = compare(left, right)
        return None if s is None or s is UNDEFINED else s != 0

    return _search([eq(a, a), eq(b, b)], context, domains, at_rational, at_closed)


def refute_equivalence(
    a: Term, b: Term, context: Sequence[Term] = (), domains: Mapping[str, str] | None = None, at_once: bool = False
) -> Point | None:
    """A point where the context holds and exactly one of the formulas a and b is true; None if none found.

    at_once: only a few fixed points are tried, which refute most of what is false.
    """

    def at_rational(p: Rational) -> bool | None:
        return _differ(truth(a, p), truth(b, p))

    def at_closed(p: Mapping[str, Term]) -> bool | None:
        return _differ(exact_truth(substitute(a, p)), exact_truth(substitute(b, p)))

    return _search([a, b], context, domains, at_rational, at_closed, suggested=not at_once)


def refute_entailment(
    hypotheses: Sequence[Term],
    goal: Term,
    domains: Mapping[str, str] | None = None,
    at_once: bool = False,
) -> Point | None:
    """A point where all hypotheses are true and the goal is false; None if none was found.

    at_once: only a few fixed points are tried, which refute most of what is false.
    """

    def at_rational(p: Rational) -> bool | None:
        holds = truth(goal, p)
        return None if holds is None else not holds

    def at_closed(p: Mapping[str, Term]) -> bool | None:
        there = substitute(goal, p)
        if there.head == "eq" and _alike(*there.args):
            return None
        holds = exact_truth(there)
        return None if holds is None else not holds

    return _search([goal], hypotheses, domains, at_rational, at_closed, suggested=not at_once)


def _alike(a: Term, b: Term) -> bool:
    """Whether two closed expressions with values are too close to be told apart by BITS bits. They are equal then
    but for a miracle, and showing that they are is not worth the time: it refutes nothing."""
    left, right = enclosure(a, BITS), enclosure(b, BITS)
    return left is not None and right is not None and bool(left.overlaps(right))


def _differ(left: bool | None, right: bool | None) -> bool | None:
    return None if left is None or right is None else left is not right


def _search(
    subject: Sequence[Term],
    context: Sequence[Term],
    domains: Mapping[str, str] | None,
    at_rational: _AtRational,
    at_closed: _AtClosed,
    suggested: bool = True,
) -> Point | None:
    letters = sorted({x for t in (*subject, *context) for x in t.free})
    ranges = domains or {}

    def closed(trials: Sequence[Trial]) -> Point | None:
        for trial in trials:
            point = _point(trial)
            if not all(is_defined(c) is True for c in point.values()):
                continue
            if all(exact_truth(substitute(c, point)) is True for c in context) and at_closed(point):
                return point
        return None

    def first(trials: Iterable[Trial], postponed: list[Trial]) -> Point | None:
        for trial in trials:
            rational = _rational(trial)
            fails: bool | None = None
            if rational is not None:
                held = [truth(c, rational) for c in context]
                if False in held:
                    continue
                fails = None if None in held else at_rational(rational)
            if fails is None:
                postponed.append(trial)
            elif fails:
                return _point(trial)
        return None

    late: list[Trial] = []
    found = first(fixed_points(letters, ranges), late)
    if found is None:
        found = closed(late[:FEW])
    if found is None and letters and suggested:
        late = late[FEW:]
        closer: list[Trial] = []
        found = first(suggested_points(letters, [*context, *subject], ranges), closer)
        if found is None:
            found = closed((closer + late)[:MAX_CLOSED_TRIALS])
    return found


def _rational(trial: Trial) -> Rational | None:
    for c in trial.values():
        if isinstance(c, Term):
            return None
    return trial  # type: ignore[return-value]


def _point(trial: Trial) -> Point:
    return {x: _term(trial[x]) for x in sorted(trial)}


def _term(c: Coordinate) -> Term:
    return c if isinstance(c, Term) else number(c)
