"""Formulas in one letter, decided exactly by cutting the line into cells.

Where an atom compares rational functions, it changes truth only at roots of numerators and
denominators; where roots and absolute values occur, only at the roots of the norms of `norm.py`; where
the letter is compared with a closed constant (x < ln(2)), only there. A formula is thus given by its
*chart*: finitely many points of the line and its truth at each and on each gap between neighbours.

    (x - 1)/x > 0          gap true, 0 false, gap false, 1 false, gap true

Charts of rational functions need no evaluation: the sign is that of the leading coefficient far right
and flips at each root of odd multiplicity (roots of distinct irreducible factors are distinct). Others
are evaluated at one rational number in each gap and at each point. Charts combine pointwise by the
connectives; a point where nothing changes is dropped, so equal sets have equal charts. Undefined is
false (design, section 1). Truth that could not be found out is None, and stays None.

Integers and naturals: a gap counts only if an integer lies in it.

Follows the sign chart of school and its algorithm: Basu, Pollack, Roy, "Algorithms in Real Algebraic
Geometry", chapter 10.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from hybrid.decide.chart import bounds_of, chart, chart_within
from hybrid.decide.closed import whole
from hybrid.decide.line import Chart
from hybrid.decide.points import Point, Undecided, between, integers_between
from hybrid.decide.verdict import Verdict, proved, refuted, unknown
from hybrid.problem import Domain
from hybrid.term import FALSE, TRUE, Term, conj, disj, make, num, number, sym

BY = "cells"
MAX_LISTED = 10_000


@dataclass(frozen=True)
class Cell:
    """A point (low is high) or an open gap between two points; None is an infinite end."""

    low: Point | None
    high: Point | None
    truth: bool | None

    @property
    def single(self) -> bool:
        return self.low is not None and self.low is self.high


def cells(c: Chart) -> Iterator[Cell]:
    """The cells of a chart from left to right: gap, point, gap, ..., gap."""
    k = len(c.points)
    for i in range(2 * k + 1):
        if i % 2:
            p = c.points[i // 2]
            yield Cell(p, p, c.truth[i])
        else:
            yield Cell(c.points[i // 2 - 1] if i else None, c.points[i // 2] if i < 2 * k else None, c.truth[i])


def equivalent(a: Term, b: Term, context: Sequence[Term] = (), domains: Mapping[str, Domain] | None = None) -> Verdict:
    """Whether formulas a and b are true at the same points of the context and domain.

    Proved, refuted with a point, or unknown: when they are not formulas in one letter of the class of
    this module, or differ only at points that have no closed form.
    """
    letter = _letter(a, b, context)
    if letter is None:
        return unknown(BY, "more than one letter")
    left, right = _charts((a, b), letter, context)
    if left is None or right is None:
        return unknown(BY, "not of the class decided by cells")
    if left.same(right):
        return proved(BY)
    try:
        return _nowhere(left.differs(right), letter, context, domains or {})
    except Undecided as error:
        return unknown(BY, str(error))


def valid(f: Term, context: Sequence[Term] = (), domains: Mapping[str, Domain] | None = None) -> Verdict:
    """Whether f is true at all points of context and domain. Proved, refuted with a point, or unknown."""
    letter = _letter(f, f, context)
    if letter is None:
        return unknown(BY, "more than one letter")
    (found,) = _charts((f,), letter, context)
    if found is None:
        return unknown(BY, "not of the class decided by cells")
    try:
        return _nowhere(found.negated(), letter, context, domains or {})
    except Undecided as error:
        return unknown(BY, str(error))


def solution_set(f: Term, x: str, domain: Domain = "real") -> Term | None:
    """The solutions of f in the letter x, as a formula in solved form, ascending.

    `x = 2 or x = 3`, `x < -2 or x >= 1`, `-1 < x and x <= 3`, `x != 2`, `false`, `true`. Over integers and
    naturals bounded ranges are listed. None when f is not of the class, when a boundary has no known
    closed form, or when more than MAX_LISTED integers would be listed.
    """
    found = chart(f, x) if f.free <= {x} else None
    if found is None or None in found.truth:
        return None
    try:
        if domain in ("integer", "natural"):
            return _integer_set(found, x, domain)
        if domain == "rational":
            found = _without_irrational(found)
            if found is None:
                return None
        return _real_set(found, x)
    except Undecided:
        return None


def witness(cell: Cell, domain: Domain) -> Term | None:
    """A point of the cell in the domain as a closed term; None when there is none.

    Raises Undecided when the only point has no known closed form, or is not known to be in the domain.
    """
    if domain in ("integer", "natural"):
        return _integer_witness(cell, natural=domain == "natural")
    if not cell.single:
        return number(between(cell.low, cell.high))
    point = cell.low
    if point is None:
        raise Undecided("no point")
    if domain == "rational":
        if point.rational is None:
            raise Undecided(f"{point} may be rational")
        return number(point.value) if point.value is not None else None
    closed = point.closed()
    if closed is None:
        raise Undecided(f"{point} has no closed form")
    return closed


# -- deciding ------------------------------------------------------------------------------------


def _letter(a: Term, b: Term, context: Sequence[Term]) -> str | None:
    letters = a.free | b.free
    if len(letters) > 1:
        return None
    if letters:
        return next(iter(letters))
    for h in context:
        if len(h.free) == 1:
            return next(iter(h.free))
    return "x"


def _charts(formulas: Sequence[Term], letter: str, context: Sequence[Term]) -> list[Chart | None]:
    """The charts of formulas in the letter, if need be where the context holds only."""
    found = [chart(f, letter) for f in formulas]
    if None in found:
        bounds = bounds_of(context, letter)
        found = [chart_within(f, letter, bounds) if c is None else c for f, c in zip(formulas, found, strict=True)]
    return found


def _nowhere(bad: Chart, letter: str, context: Sequence[Term], domains: Mapping[str, Domain]) -> Verdict:
    """Proved when `bad` is true at no point of context and domain, refuted by a point where it is."""
    told = [h for h in context if h.free <= {letter}]
    whole = len(told) == len(context)
    for here in _charts(told, letter, context):
        if here is None:
            whole = False  # Proofs may ignore a hypothesis, refutations may not.
        else:
            bad = bad.both(here)
    domain = domains.get(letter, "real")
    open_question = ""
    for cell in cells(bad):
        if cell.truth is False:
            continue
        try:
            point = witness(cell, domain)
        except Undecided as error:
            open_question = str(error)
            continue
        if point is None:
            continue
        if cell.truth is None:
            open_question = "truth not found out everywhere"
        elif whole:
            return refuted(BY, {letter: point})
        else:
            open_question = "fails unless a hypothesis in other letters excludes it"
    return unknown(BY, open_question) if open_question else proved(BY)


def _whole_point(point: Point | None) -> int | Literal[False] | None:
    """The whole number that a point is, False if it is none, None if that is not known."""
    if point is None:
        return None
    if point.value is not None:
        return point.value.numerator if point.value.denominator == 1 else False
    if point.rational is False:
        return False
    closed = point.closed()
    return None if closed is None else whole(closed)


def _integer_witness(cell: Cell, natural: bool) -> Term | None:
    if cell.single:
        n = _whole_point(cell.low)
        if n is None:
            raise Undecided("the point may be an integer")
        return None if n is False or natural and n < 0 else num(n)
    first, last = integers_between(cell.low, cell.high)
    if natural:
        first = max(first or 0, 0)
    if first is not None and last is not None and first > last:
        return None
    if first is None:
        return num(0 if last is None else min(last, 0))
    return num(first if last is not None and last < 0 or first >= 0 else max(first, min(0, last or 0)))


# -- solution sets -------------------------------------------------------------------------------


def _real_set(c: Chart, x: str) -> Term | None:
    k = len(c.points)
    name = sym(x)
    closed = [p.closed() for p in c.points]
    ends = [t for t in closed if t is not None]
    if len(ends) < k:
        return None
    if k == 0:
        return TRUE if c.truth[0] else FALSE
    if all(c.truth[::2]):
        return conj(*[make("ne", (name, ends[i])) for i in range(k) if not c.truth[2 * i + 1]])
    pieces: list[Term] = []
    i = 0
    while i <= 2 * k:
        if not c.truth[i]:
            i += 1
            continue
        start = i
        while i < 2 * k and c.truth[i + 1]:
            i += 1
        pieces.append(_interval(name, ends, start, i, k))
        i += 1
    return disj(*pieces)


def _interval(name: Term, ends: Sequence[Term], start: int, stop: int, k: int) -> Term:
    """The run of true cells start..stop: a point, a ray or an interval."""
    if start == stop and start % 2:
        return make("eq", (name, ends[start // 2]))
    parts: list[Term] = []
    if start % 2:
        low, relation = ends[start // 2], "le"
    else:
        low, relation = ends[start // 2 - 1], "lt"
    unbounded = stop == 2 * k
    if start > 0:
        mirrored = "ge" if relation == "le" else "gt"
        parts.append(make(mirrored, (name, low)) if unbounded else make(relation, (low, name)))
    if not unbounded:
        high, relation = (ends[stop // 2], "le") if stop % 2 else (ends[stop // 2], "lt")
        parts.append(make(relation, (name, high)))
    return conj(*parts)


def _without_irrational(c: Chart) -> Chart | None:
    """The chart over the rationals: an irrational point never counts, so it takes the truth of a side."""
    truth = list(c.truth)
    for i, p in enumerate(c.points):
        if p.rational is None:
            return None
        if p.rational is False:
            truth[2 * i + 1] = truth[2 * i] if truth[2 * i] == truth[2 * i + 2] else False
    return Chart(c.points, tuple(truth)).normal()


def _integer_set(c: Chart, x: str, domain: Domain) -> Term | None:
    """Solutions among the integers: rays as `x <= -3`, `x >= 5`, everything else listed."""
    natural = domain == "natural"
    runs: list[tuple[int | None, int | None]] = []
    for cell in cells(c):
        if not cell.truth:
            continue
        if cell.single:
            n = _whole_point(cell.low)
            if n is None:
                return None
            if n is False:
                continue
            first: int | None = n
            last: int | None = n
        else:
            first, last = integers_between(cell.low, cell.high)
        if natural:
            first = max(first or 0, 0)
        if first is not None and last is not None and first > last:
            continue
        if runs and first is not None and runs[-1][1] == first - 1:
            runs[-1] = (runs[-1][0], last)
        else:
            runs.append((first, last))
    return _listed(runs, x, natural)


def _listed(runs: Sequence[tuple[int | None, int | None]], x: str, natural: bool) -> Term | None:
    name = sym(x)
    if any(first is None and last is None or natural and first == 0 and last is None for first, last in runs):
        return TRUE
    bounded = sum(last - first + 1 for first, last in runs if first is not None and last is not None)
    if bounded > MAX_LISTED:
        return None
    pieces: list[Term] = []
    for first, last in runs:
        if first is None and last is not None:
            pieces.append(make("le", (name, num(last))))
        elif last is None and first is not None:
            pieces.append(make("ge", (name, num(first))))
        elif first is not None and last is not None:
            pieces.extend(make("eq", (name, num(n))) for n in range(first, last + 1))
    return disj(*pieces)


__all__ = ["Cell", "cells", "equivalent", "solution_set", "valid", "witness"]
