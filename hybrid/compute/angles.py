"""Sines, cosines and tangents of parts of pi.

    sin(13*pi/6) = sin(pi/6)      whole turns taken off
    cos(4*pi/5) = -cos(pi/5)      mirrored into the first quarter
    cos(pi/5) = (1 + sqrt(5))/4   of the angles there, those of the triangles with 15, 18 and 22.5 degrees

The values are those of the regular pentagon, and of halves and sums of the angles of half a square and half an
equilateral triangle (Euclid, "Elements", book IV; Ptolemy, "Almagest", book I). They propose; each is proved where it
is used. None means "does not apply".
"""

from __future__ import annotations

from fractions import Fraction

from hybrid.angle import multiple_of_pi, part_of_pi
from hybrid.compute.helper import helper
from hybrid.term import Term, add, div, make, mul, neg, num, root, sub

_HALF = Fraction(1, 2)


@helper
def in_first_quarter(t: Term) -> Term | None:
    """A sine, cosine or tangent of an angle r*pi as that of an angle between 0 and pi/2, or its opposite."""
    r = part_of_pi(t.args[0])
    if r is None or 0 <= r <= _HALF:
        return None
    r %= 2
    down = r > 1  # below the axis
    if down:
        r = 2 - r
    left = r > _HALF
    if left:
        r = 1 - r
    if t.head == "tan" and r == _HALF:
        return None
    mirrored = make(t.head, (multiple_of_pi(r),))
    opposite = {"sin": down, "cos": left, "tan": down != left}[t.head]
    return neg(mirrored) if opposite else mirrored


@helper
def by_roots(t: Term) -> Term | None:
    """A sine, cosine or tangent of an angle in 5ths, 8ths, 10ths or 12ths of pi, of the first quarter, by roots."""
    r = part_of_pi(t.args[0])
    if r is None:
        return None
    if t.head == "tan":
        return _tangents().get(r)
    return _sines().get(r if t.head == "sin" else _HALF - r)


def _sines() -> dict[Fraction, Term]:
    two, five, six = root(num(2)), root(num(5)), root(num(6))
    four, ten = num(4), num(10)
    twice_five = mul(num(2), five)
    return {
        Fraction(1, 12): div(sub(six, two), four),
        Fraction(5, 12): div(add(six, two), four),
        Fraction(1, 8): div(root(sub(num(2), two)), num(2)),
        Fraction(3, 8): div(root(add(num(2), two)), num(2)),
        Fraction(1, 10): div(sub(five, num(1)), four),
        Fraction(3, 10): div(add(five, num(1)), four),
        Fraction(1, 5): div(root(sub(ten, twice_five)), four),
        Fraction(2, 5): div(root(add(ten, twice_five)), four),
    }


def _tangents() -> dict[Fraction, Term]:
    two, three, five = root(num(2)), root(num(3)), root(num(5))
    twice_five, ten_fives = mul(num(2), five), mul(num(10), five)
    return {
        Fraction(1, 12): sub(num(2), three),
        Fraction(5, 12): add(num(2), three),
        Fraction(1, 8): sub(two, num(1)),
        Fraction(3, 8): add(two, num(1)),
        Fraction(1, 5): root(sub(num(5), twice_five)),
        Fraction(2, 5): root(add(num(5), twice_five)),
        Fraction(1, 10): div(root(sub(num(25), ten_fives)), num(5)),
        Fraction(3, 10): div(root(add(num(25), ten_fives)), num(5)),
    }
