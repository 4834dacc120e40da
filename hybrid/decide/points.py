"""Points of the real line that can be named and compared exactly.

A point is a rational number; or a real root of an irreducible polynomial over the integers, named by
the polynomial and its place among the real roots; or the value of a closed term such as ln(2) that is
not algebraic, or not seen to be.

Two algebraic points are equal iff they have the same name, since distinct irreducible polynomials
share no root. Distinct ones are told apart by enclosures of growing precision (Arb isolates all
complex roots of a polynomial with certified balls; those of real roots are exactly real), which ends
because they are distinct. For the other points that need not end and there is a cap.

Closed forms: roots of linear and quadratic polynomials, and of those that become a polynomial of
degree at most two in a power of x after the shift that removes the second coefficient
(x^3 - 2, x^4 - 10*x^2 + 1, (x - 1)^3 - 2).
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import floor, gcd

from flint import arb, ctx, fmpz, fmpz_poly

from hybrid.decide.balls import ball, exact
from hybrid.term import Term, add, div, mul, neg, num, number, rational, root

MAX_BITS = 1 << 15
MAX_BITS_TERM = 1 << 10
MAX_FACTOR_BITS = 128


class Undecided(Exception):
    """Two points could not be compared, or an enclosure could not be made, within the bounds of this module."""


class Point:
    """A real number: `value` when rational, else root number `index` of `poly`, else the closed `term`."""

    __slots__ = ("value", "poly", "index", "term", "key", "_ball", "_bits", "_closed")

    def __init__(self, value: Fraction | None, poly: fmpz_poly | None, index: int, term: Term | None) -> None:
        self.value = value
        self.poly = poly
        self.index = index
        self.term = term
        if value is not None:
            self.key: tuple[object, ...] = (value.numerator, value.denominator)
        elif poly is not None:
            self.key = (tuple(map(int, poly.coeffs())), index)
        else:
            self.key = (term,)
        self._ball: arb | None = None
        self._bits = 0
        self._closed: Term | None = None

    def __repr__(self) -> str:
        return f"Point({self.value if self.poly is None else (self.poly, self.index)}, {self.term})"

    def ball(self, bits: int) -> arb:
        """A ball that holds the point, at about `bits` bits. Raises Undecided when there is none."""
        if self._ball is None or bits > self._bits:
            self._ball, self._bits = self._enclose(bits), bits
        return self._ball

    def _enclose(self, bits: int) -> arb:
        if self.value is not None:
            with ctx.workprec(bits):
                return exact(self.value)
        if self.poly is not None:
            return real_balls(self.poly, bits)[self.index]
        found = None if self.term is None else ball(self.term, {}, bits)
        if found is None:
            raise Undecided(f"no enclosure of {self.term!r}")
        return found

    def closed(self) -> Term | None:
        """The point as a closed term in school form, None when no closed form is known."""
        if self._closed is None:
            if self.value is not None:
                self._closed = number(self.value)
            elif self.poly is not None:
                self._closed = _closed_form(self)
            else:
                self._closed = self.term
        return self._closed

    @property
    def rational(self) -> bool | None:
        """Whether the point is rational; None when that is not known."""
        return True if self.value is not None else False if self.poly is not None else None


def rational_point(value: int | Fraction) -> Point:
    return Point(Fraction(value), None, 0, None)


def term_point(term: Term) -> Point:
    """The value of a closed term, compared by enclosures only."""
    return Point(None, None, 0, term)


def real_balls(poly: fmpz_poly, bits: int) -> list[arb]:
    """Certified balls of the real roots of a squarefree polynomial, ascending."""
    with ctx.workprec(max(bits, 64)):
        found = [r.real for r, _ in poly.complex_roots() if r.imag == 0]
    found.sort(key=lambda b: float(b.mid()))
    for low, high in zip(found, found[1:], strict=False):
        if not low < high:
            # Floats could not order them: compare the balls themselves, which are disjoint.
            return _ordered(found)
    return found


def _ordered(balls: list[arb]) -> list[arb]:
    out: list[arb] = []
    for b in balls:
        place = len(out)
        while place and b < out[place - 1]:
            place -= 1
        if place and not out[place - 1] < b:
            raise Undecided("roots too close")
        out.insert(place, b)
    return out


def roots_of(poly: fmpz_poly) -> list[Point]:
    """The real roots of an irreducible polynomial over the integers, ascending."""
    degree = poly.degree()
    if degree < 1:
        return []
    if degree == 1:
        b, a = poly.coeffs()
        return [Point(Fraction(-int(b), int(a)), None, 0, None)]
    if degree == 2:
        c, b, a = poly.coeffs()
        if b * b - 4 * a * c < 0:
            return []
    if poly.leading_coefficient() < 0:
        poly = -poly
    balls = real_balls(poly, 64)
    found = []
    for i, b in enumerate(balls):
        point = Point(None, poly, i, None)
        point._ball, point._bits = b, 64
        found.append(point)
    return found


def compare(p: Point, q: Point) -> int:
    """-1, 0 or 1 as p < q, p = q, p > q. Raises Undecided beyond the bounds of this module."""
    if p is q or p.key == q.key:
        return 0
    if p.value is not None and q.value is not None:
        return -1 if p.value < q.value else 1
    algebraic = p.term is None and q.term is None
    bits, most = 64, MAX_BITS if algebraic else MAX_BITS_TERM
    while bits <= most:
        a, b = p.ball(bits), q.ball(bits)
        if a < b:
            return -1
        if a > b:
            return 1
        bits *= 2
    if not algebraic:
        return _compare_terms(p, q)
    raise Undecided(f"{p} and {q} agree to {most} bits")


def _compare_terms(p: Point, q: Point) -> int:
    from hybrid.decide.closed import compare as exact_compare  # only where enclosures cannot tell

    a, b = p.closed(), q.closed()
    answer = None if a is None or b is None else exact_compare(a, b)
    if answer in (-1, 0, 1):
        return int(answer)
    raise Undecided(f"{p} and {q} could not be compared")


def sort_points(points: Iterable[Point]) -> list[Point]:
    """The points ascending, equal ones once. Raises Undecided as compare does."""
    out: list[Point] = []
    for p in points:
        low, high = 0, len(out)
        while low < high:
            middle = (low + high) // 2
            c = compare(p, out[middle])
            if c == 0:
                break
            if c < 0:
                high = middle
            else:
                low = middle + 1
        else:
            out.insert(low, p)
    return out


# -- numbers in a gap ----------------------------------------------------------------------------


def _end(b: arb) -> Fraction:
    man, exp = b.man_exp()
    m, e = int(man), int(exp)
    return Fraction(m << e) if e >= 0 else Fraction(m, 1 << -e)


def lower_end(p: Point) -> Fraction:
    """A rational number that is not above the point, and close to it."""
    return p.value if p.value is not None else _end(p.ball(64).lower())


def upper_end(p: Point) -> Fraction:
    """A rational number that is not below the point, and close to it."""
    return p.value if p.value is not None else _end(p.ball(64).upper())


def between(p: Point | None, q: Point | None) -> Fraction:
    """The simplest rational number strictly between two points, p < q; None is an infinite end."""
    if p is None and q is None:
        return Fraction(0)
    if p is None:
        top = floor_of(q) - 1  # type: ignore[arg-type]
        return Fraction(min(top, 0))
    if q is None:
        return Fraction(max(floor_of(p) + 1, 0))
    bits = 64
    while bits <= MAX_BITS:
        low = p.value if p.value is not None else _end(p.ball(bits).upper())
        high = q.value if q.value is not None else _end(q.ball(bits).lower())
        if low < high:
            return simplest(low, high)
        bits *= 2
    raise Undecided("gap too narrow")


def simplest(a: Fraction, b: Fraction) -> Fraction:
    """The rational of least denominator, then nearest 0, in the open interval a < b (Stern-Brocot)."""
    if a < 0 < b:
        return Fraction(0)
    if b <= 0:
        return -simplest(-b, -a)
    whole = floor(a)
    if whole + 1 < b:
        return Fraction(whole + 1)
    rest = b - whole
    if a == whole:
        return whole + Fraction(1, floor(1 / rest) + 1)
    return whole + 1 / simplest(1 / rest, 1 / (a - whole))


def floor_of(p: Point) -> int:
    """The greatest integer that is not above the point. Raises Undecided beyond the bounds of this module."""
    if p.value is not None:
        return floor(p.value)
    bits = 64
    while bits <= (MAX_BITS if p.term is None else MAX_BITS_TERM):
        found = p.ball(bits).floor().unique_fmpz()
        if found is not None:
            return int(found)
        bits *= 2
    raise Undecided(f"{p} may be an integer")


def integers_between(p: Point | None, q: Point | None) -> tuple[int | None, int | None]:
    """First and last integer strictly between two points; None at an infinite end. Empty when first > last."""
    first = None if p is None else floor_of(p) + 1
    if q is None:
        return first, None
    last = floor_of(q)
    return first, last - 1 if q.value is not None and q.value == last else last


# -- closed forms --------------------------------------------------------------------------------


def radical(c: Fraction, n: int) -> tuple[Fraction, int]:
    """(k, m) with c^(1/n) = k * m^(1/n) for c > 0: m a natural number without n-th powers (school form)."""
    whole, outside = c.numerator * c.denominator ** (n - 1), Fraction(1, c.denominator)
    inside = 1
    if whole.bit_length() > MAX_FACTOR_BITS:
        return outside, whole
    for prime, e in fmpz(whole).factor():
        p = int(prime)
        outside *= p ** (int(e) // n)
        inside *= p ** (int(e) % n)
    return outside, inside


def surd(p: Fraction, q: Fraction, inside: Term) -> Term:
    """p + q*inside over one denominator in lowest terms: `1 + sqrt(2)`, `(1 - sqrt(5))/2`, `2*sqrt(3)/3`."""
    below = p.denominator * q.denominator // gcd(p.denominator, q.denominator)
    a, b = int(p * below), int(q * below)
    if a == 0 and b == -1:
        return neg(inside if below == 1 else div(inside, num(below)))
    part = inside if b == 1 else neg(inside) if b == -1 else mul(num(b), inside)
    top = part if a == 0 else add(num(a), part)
    return top if below == 1 else div(top, num(below))


def _closed_form(p: Point) -> Term | None:
    """The closed term among those of all roots that the enclosure of p tells is p."""
    candidates = _closed_roots(p.poly, p.poly.degree()) if p.poly is not None else None
    if not candidates:
        return None
    bits = 64
    while bits <= MAX_BITS:
        here = p.ball(bits)
        left = [t for t in candidates if (b := ball(t, {}, bits)) is None or b.overlaps(here)]
        if len(left) == 1:
            return left[0]
        bits *= 2
    return None


def _closed_roots(poly: fmpz_poly, degree: int) -> list[Term] | None:
    """Closed terms for all real roots of an irreducible polynomial, None when no form is known."""
    coefficients = [int(c) for c in poly.coeffs()]
    if degree == 1:
        return [number(Fraction(-coefficients[0], coefficients[1]))]
    if degree == 2:
        c, b, a = coefficients
        d = b * b - 4 * a * c
        if d < 0:
            return []
        k, inside = radical(Fraction(d), 2)
        return [surd(Fraction(-b, 2 * a), sign * k / (2 * a), root(num(inside), 2)) for sign in (1, -1)]
    shift = Fraction(-coefficients[-2], degree * coefficients[-1])
    moved = _shifted(coefficients, shift)
    m = 0
    for i, coefficient in enumerate(moved):
        if coefficient:
            m = gcd(m, i)
    if m < 2 or degree // m > 2:
        return None
    inner = _closed_roots(_integral(moved[::m]), degree // m)
    if inner is None:
        return None
    out: list[Term] = []
    for value in inner:
        out.extend(_roots_of_value(value, m, shift))
    return out


def _shifted(coefficients: list[int], shift: Fraction) -> list[Fraction]:
    """Coefficients of f(x + shift), by Horner's scheme."""
    out = [Fraction(c) for c in coefficients]
    n = len(out)
    for i in range(n):
        for j in range(n - 2, i - 1, -1):
            out[j] += shift * out[j + 1]
    return out


def _integral(coefficients: list[Fraction]) -> fmpz_poly:
    below = 1
    for c in coefficients:
        below = below * c.denominator // gcd(below, c.denominator)
    return fmpz_poly([int(c * below) for c in coefficients])


def _roots_of_value(t: Term, m: int, shift: Fraction) -> list[Term]:
    """The real solutions of (x - shift)^m = t, for a closed nonzero t."""
    value = ball(t, {}, MAX_BITS_TERM)
    if value is None or not (value > 0 or value < 0):
        return []
    if m % 2 == 0 and value < 0:
        return []
    signs = (1, -1) if m % 2 == 0 else (1,) if value > 0 else (-1,)
    known = rational(t)
    if known is not None:
        k, inside = radical(abs(Fraction(known)), m)
        part = root(num(inside), m)
    else:
        k, part = Fraction(1), root(t if value > 0 else neg(t), m)
    return [surd(shift, s * k, part) for s in signs]
