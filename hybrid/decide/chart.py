"""The chart of a formula in one letter, kept in the formula's memo. How those of atoms are found: see `cells.py`."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from flint import fmpq_poly, fmpz_poly

from hybrid.decide.balls import ball
from hybrid.decide.circle import turning_points
from hybrid.decide.closed import exact_truth
from hybrid.decide.line import Chart, Truth, always, and_, merge, merged, or_
from hybrid.decide.meaning import UNDEFINED, conditions, value
from hybrid.decide.monotone import unwrapped
from hybrid.decide.norm import NotAlgebraic, algebraic_point, boundaries
from hybrid.decide.points import (
    Point,
    Undecided,
    between,
    compare,
    lower_end,
    rational_point,
    roots_of,
    sort_points,
    term_point,
    upper_end,
)
from hybrid.decide.rational import same_value
from hybrid.term import (
    FLIPPED,
    RELATIONS,
    ZERO,
    Term,
    add,
    conj,
    div,
    eq,
    mul,
    neg,
    num,
    number,
    rational,
    sub,
    substitute,
)

MAX_DEGREE = 400
MAX_BITS = 20_000
SIGNS = {
    "eq": (False, True, False),
    "ne": (True, False, True),
    "lt": (True, False, False),
    "le": (True, True, False),
    "gt": (False, False, True),
    "ge": (False, True, True),
}


# -- formulas ------------------------------------------------------------------------------------


def chart(f: Term, letter: str) -> Chart | None:
    """The chart of a formula whose only letter is `letter`; None when it is outside the class."""
    key, memo = ("chart", letter), f.memo
    if key not in memo:
        try:
            memo[key] = _chart(f, letter)
        except Undecided:
            memo[key] = None
    found: Chart | None = memo[key]
    return found


def _chart(f: Term, letter: str) -> Chart | None:
    head = f.head
    if head == "and":
        return _conjunction(f, letter)
    if head == "or":
        return merged([chart(a, letter) for a in f.args], or_)
    if head in RELATIONS:
        return _atom(f, letter)
    if head in ("true", "false"):
        return always(head == "true")
    if head == "implies":
        p, q = chart(f.args[0], letter), chart(f.args[1], letter)
        return None if p is None or q is None else merge(p.negated(), q, or_)
    if head == "defined":
        return _atom(eq(f.args[0], f.args[0]), letter)
    return None


def _conjunction(f: Term, letter: str) -> Chart | None:
    """Where conjuncts with a chart leave a bounded set, the others need a chart there only."""
    charts = [chart(a, letter) for a in f.args]
    here = merged([c for c in charts if c is not None], and_)
    if here is not None and None in charts:
        if here.truth == (False,):
            return here
        if not _bounded(here):
            return None
        others = [_chart_within(a, letter, here) for a, c in zip(f.args, charts, strict=True) if c is None]
        return merged([here, *others], and_)
    return here


def _atom(f: Term, letter: str) -> Chart | None:
    left, right = f.args
    try:
        top_l, below_l, guards_l = quotient(left, letter)
        top_r, below_r, guards_r = quotient(right, letter)
    except NotRational:
        if not f.free:
            return always(_truth_at(f, letter, Point(Fraction(0), None, 0, None)))
        simpler = unwrapped(f)
        if simpler is not None:
            return chart(simpler, letter)
        return _constant_atom(f, letter) or _sampled_atom(f, letter)
    top = top_l - top_r if below_l == below_r else top_l * below_r - top_r * below_l
    below = below_l if below_l == below_r else below_l * below_r
    return sign_chart(top, below, (*guards_l, *guards_r), SIGNS[f.head])


# -- rational functions --------------------------------------------------------------------------


class NotRational(Exception):
    """Not a rational function of the letter with rational coefficients, or too big."""


Quotient = tuple[fmpq_poly, fmpq_poly, tuple[fmpq_poly, ...]]
_ONE = fmpq_poly([1])
_X = fmpq_poly([0, 1])


def quotient(t: Term, letter: str) -> Quotient:
    """t as numerator over denominator, not cancelled, and all the polynomials that it divides by.

    Raises NotRational for anything but a rational function of the letter of moderate size.
    """
    head = t.head
    if head == "num":
        return fmpq_poly([t.value.numerator], t.value.denominator), _ONE, ()
    if head == "sym":
        if t.value != letter:
            raise NotRational(t.value)
        return _X, _ONE, ()
    if head == "add" or head == "mul":
        top, below, guards = quotient(t.args[0], letter)
        for a in t.args[1:]:
            p, q, g = quotient(a, letter)
            if head == "mul":
                top = top * p
                below = below * q
            elif q == below:
                top = top + p
            else:
                top, below = top * q + p * below, below * q
            guards += g
        if top.degree() > MAX_DEGREE or below.degree() > MAX_DEGREE:
            raise NotRational("too big")
        return top, below, guards
    if head == "neg":
        top, below, guards = quotient(t.args[0], letter)
        return -top, below, guards
    if head == "div":
        p, q, g = quotient(t.args[0], letter)
        r, s, h = quotient(t.args[1], letter)
        if r.degree() == 0 and s.degree() == 0:
            return p * s / r[0], q, g + h
        return p * s, q * r, (*g, *h, r)
    if head == "pow":
        return _power(t, letter)
    raise NotRational(head)


def _power(t: Term, letter: str) -> Quotient:
    n = rational(t.args[1])
    if n is None or Fraction(n).denominator != 1:
        raise NotRational("exponent")
    k = int(n)
    top, below, guards = quotient(t.args[0], letter)
    size = max(top.numer().height_bits() + top.denom().bit_length(), below.numer().height_bits(), 1)
    if abs(k) * max(top.degree(), below.degree(), 0) > MAX_DEGREE or abs(k) * size > MAX_BITS:
        raise NotRational("too big")
    if k > 0:
        return top**k, below**k, guards
    return below ** (-k), top ** (-k), (*guards, top)


def sign_chart(top: fmpq_poly, below: fmpq_poly, guards: Sequence[fmpq_poly], wanted: tuple[bool, bool, bool]) -> Chart:
    """Where top/below has a wanted sign (negative, zero, positive) and no guard is zero."""
    odd: dict[tuple[int, ...], tuple[fmpz_poly, int, bool, bool]] = {}

    def note(p: fmpq_poly, zero: bool, guard: bool) -> None:
        if p.degree() < 1:
            return
        for f, m in p.numer().factor()[1]:
            key = tuple(map(int, f.coeffs()))
            _, parity, was_zero, was_guard = odd.get(key, (f, 0, False, False))
            odd[key] = (f, parity + (0 if guard else m), was_zero or zero, was_guard or guard)

    for g in guards:
        if g == 0:
            return always(False)
        note(g, zero=False, guard=True)
    note(top, zero=True, guard=False)
    note(below, zero=False, guard=False)
    sign = 0 if top == 0 else _lead(top) * _lead(below)
    found: dict[tuple[object, ...], tuple[int, bool, bool]] = {}
    points: list[Point] = []
    for f, m, zero, guard in odd.values():
        for p in roots_of(f):
            found[p.key] = (m, zero, guard)
            points.append(p)
    if len(points) > 1:
        points = sort_points(points)
    truth: list[Truth] = [wanted[sign + 1]]
    for p in reversed(points):
        m, zero, guard = found[p.key]
        truth.append(not guard and wanted[1])
        if m % 2:
            sign = -sign
        truth.append(wanted[sign + 1])
    return Chart(tuple(points), tuple(reversed(truth))).normal()


def _lead(p: fmpq_poly) -> int:
    return 1 if p[p.degree()] > 0 else -1


# -- constants -----------------------------------------------------------------------------------


def _constant_atom(f: Term, letter: str) -> Chart | None:
    """a*x + c REL 0 with a rational a and a closed c that is not rational: the point -c/a and its two sides."""
    found = _linear(f.args[0] if f.args[1] is ZERO else sub(f.args[0], f.args[1]), letter)
    if found is None or found[0] == 0:
        return None
    a, constants = found
    numbers = [r for r in map(rational, constants) if r is not None]
    total = sum(numbers, Fraction(0)) * (1 if a < 0 else -1)
    others = [t for t in constants if rational(t) is None]
    others = others if a < 0 else [_negative(t) for t in others]
    c = add(*([number(total)] if total else []), *others)
    below = abs(a)
    if below != 1:
        c = div(c, number(below)) if below.denominator == 1 else mul(number(1 / below), c)
    known = value(c, {})
    point = algebraic_point(c) if known is None or known is UNDEFINED else rational_point(known)
    if point is None:
        if ball(c, {}, 64) is None:
            return None
        point = term_point(c)
    wanted = SIGNS[f.head] if a > 0 else SIGNS[FLIPPED[f.head]]
    return Chart((point,), wanted).normal()


def _negative(t: Term) -> Term:
    """-t without a sign in front where t has one: `-2*pi/3` gives `2*pi/3`."""
    first = t.args[0] if t.head == "div" else t
    factors = first.args if first.head == "mul" else (first,)
    if factors[0].head == "num" and factors[0].value < 0:
        opposite = mul(*([] if factors[0].value == -1 and factors[1:] else [number(-factors[0].value)]), *factors[1:])
        return opposite if t is first else div(opposite, t.args[1])
    return t.args[0] if t.head == "neg" else neg(t)


def _linear(t: Term, letter: str) -> tuple[Fraction, list[Term]] | None:
    if not t.free:
        return Fraction(0), [t]
    if t.head == "sym":
        return Fraction(1), []
    if t.head == "neg":
        inner = _linear(t.args[0], letter)
        return None if inner is None else (-inner[0], [neg(c) for c in inner[1]])
    if t.head == "add":
        a, constants = Fraction(0), []
        for part in t.args:
            inner = _linear(part, letter)
            if inner is None:
                return None
            a += inner[0]
            constants += inner[1]
        return a, constants
    try:
        top, below, _ = quotient(t, letter)
    except NotRational:
        return None
    if top.degree() != 1 or below.degree() != 0 or t.head not in ("mul", "div"):
        return None
    slope, rest = top[1] / below[0], top[0] / below[0]
    constant = number(Fraction(int(rest.p), int(rest.q)))
    return Fraction(int(slope.p), int(slope.q)), [] if constant is num(0) else [constant]


# -- angles --------------------------------------------------------------------------------------


def bounds_of(context: Sequence[Term], letter: str) -> Chart | None:
    """Where those formulas of the context hold that have a chart; None when none has, or they cannot be compared."""
    try:
        return merged([c for h in context if h.free <= {letter} and (c := chart(h, letter)) is not None], and_)
    except Undecided:
        return None


def chart_within(f: Term, letter: str, bounds: Chart | None) -> Chart | None:
    """The chart of a formula from the first to the last point of a bounded set; its truth is None outside of it."""
    if bounds is None or not _bounded(bounds):
        return None
    try:
        return _chart_within(f, letter, bounds)
    except Undecided:
        return None


def _bounded(c: Chart) -> bool:
    return bool(c.points) and c.truth[0] is False and c.truth[-1] is False


def _chart_within(f: Term, letter: str, bounds: Chart) -> Chart | None:
    if (known := chart(f, letter)) is not None:
        return known
    if f.head in ("and", "or"):
        return merged([_chart_within(a, letter, bounds) for a in f.args], and_ if f.head == "and" else or_)
    if f.head not in RELATIONS:
        return None
    first, last = bounds.points[0], bounds.points[-1]
    try:
        found = turning_points(sub(f.args[0], f.args[1]), letter, lower_end(first), upper_end(last))
    except NotAlgebraic:
        return None
    inner = [p for p in found if compare(first, p) < 0 < compare(last, p)]
    points = sort_points([first, *inner, last])
    return Chart(tuple(points), (None, *_sampled(f, letter, points)[1:-1], None))


# -- roots and absolute values -------------------------------------------------------------------


def _sampled_atom(f: Term, letter: str) -> Chart | None:
    try:
        critical = boundaries(sub(f.args[0], f.args[1]), letter)
    except NotAlgebraic:
        return _identity_atom(f, letter)
    unique: dict[tuple[object, ...], Point] = {}
    for p in critical:
        for factor, _ in p.factor()[1]:
            for q in roots_of(factor):
                unique[q.key] = q
    points = sort_points(unique.values())
    return Chart(tuple(points), tuple(_sampled(f, letter, points))).normal()


def _sampled(f: Term, letter: str, points: Sequence[Point]) -> list[Truth]:
    """The truth of an atom at points and in the gaps before, between and after them, where it does not change."""
    truth: list[Truth] = []
    for i in range(2 * len(points) + 1):
        if i % 2:
            truth.append(_truth_at(f, letter, points[i // 2]))
        else:
            low = points[i // 2 - 1] if i else None
            high = points[i // 2] if i < 2 * len(points) else None
            truth.append(_truth_at(f, letter, Point(between(low, high), None, 0, None)))
    return truth


def _identity_atom(f: Term, letter: str) -> Chart | None:
    """Sides that are equal wherever both are defined: what is left is where they are."""
    needed = conditions(f)
    if any(c.head == "defined" for c in needed) or not same_value(f.args[0], f.args[1]).proved:
        return None
    return chart(conj(*needed), letter) if SIGNS[f.head][1] else always(False)


def _truth_at(f: Term, letter: str, point: Point) -> Truth:
    left, right = f.args
    for bits in (64, 256):
        here = {letter: point.ball(bits)}
        a, b = ball(left, here, bits), ball(right, here, bits)
        if a is not None and b is not None:
            if a > b:
                return SIGNS[f.head][2]
            if a < b:
                return SIGNS[f.head][0]
    closed = point.closed()
    if closed is None:
        return None
    return exact_truth(substitute(f, {letter: closed}))


__all__ = ["bounds_of", "chart", "chart_within", "quotient", "sign_chart"]
