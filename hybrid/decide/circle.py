"""Where an expression in sines, cosines and tangents of one letter can change sign, within bounds.

All angles are a*x + r*pi with rational a and r. With x = u*y, u a number such that all a*u are whole, the expression
is one in sin(k*y) and cos(k*y), which are rational in t = tan(y/2):

    (cos(y) + i*sin(y))^k = (1 + i*t)^(2k)/(1 + t^2)^k

for y between -pi and pi, and again after each full turn; the ends, y = pi and so on, are points of their own. Between
neighbouring roots of the boundaries in t (`norm.py`) sign and definedness stay, and t grows with y.

The roots are named as angles. t = tan(k*pi/(2q)), -q < k < q, are just the 2q - 1 roots of the imaginary part of
(1 + i*t)^(2q), all real. So an irreducible factor that divides it has these roots only, as many as its degree; which
they are, balls tell. A factor with another real root, such as that of sin(x) = 1/3, has no known angles: where
such a root lies within the bounds nothing is said.

The substitution is named after Weierstrass. The imaginary part is 0 where z^(2q) = 1, z = (1 + i*t)^2/(1 + t^2) being
any number of the unit circle but -1.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from math import ceil, comb, floor, lcm

from flint import arb, arb_poly, ctx, fmpq_poly, fmpz_poly

from hybrid.angle import angle, multiple_of_pi
from hybrid.decide.balls import exact
from hybrid.decide.heads import de_moivre, sine_of_pi
from hybrid.decide.norm import NotAlgebraic, boundaries
from hybrid.decide.points import Point, rational_point, roots_of, term_point
from hybrid.term import ONE, Term, add, div, mul, neg, num, power, rebuild, sub, sym

HEADS = ("sin", "cos", "tan")
HALF = "t"  # the tangent of the half angle; no other letter is left when it comes in
MAX_MULTIPLE = 12
MAX_TURNS = 50
MAX_DENOMINATOR = 60
MAX_BITS = 1024


def turning_points(t: Term, letter: str, low: Fraction, high: Fraction) -> list[Point]:
    """Points, in no order, such that between neighbours within [low, high] t keeps its sign and definedness.

    Raises NotAlgebraic when t is not of the class, or has a root there that is no known angle.
    """
    if t.free != {letter}:
        raise NotAlgebraic("other letters")
    found = [_angle(u.args[0], letter) for u in _circular(t, letter)]
    unit = lcm(*(slope.denominator for slope, _ in found))
    if not found or any(abs(slope * unit) > MAX_MULTIPLE for slope, _ in found):
        raise NotAlgebraic("no angles, or large multiples")
    factors = [f for p in boundaries(_halved(t, letter, unit), HALF) for f, _ in p.factor()[1] if f.degree() > 0]
    turns = {Fraction(1)}  # y/pi
    for f in factors:
        known = angles_of(f)
        if known is not None:
            turns.update(known)
        elif any(_within(p, unit, low, high) for p in roots_of(f)):
            raise NotAlgebraic("a root that is no known angle")
    points: dict[tuple[object, ...], Point] = {}
    for r in turns:
        for j in _periods(unit, low, high):
            at = unit * (r + 2 * j)
            with ctx.workprec(64):
                x = exact(at) * arb.pi()
                if x < exact(low) or x > exact(high):
                    continue
            p = rational_point(0) if at == 0 else term_point(multiple_of_pi(at))
            points[p.key] = p
    return list(points.values())


def angles_of(f: fmpz_poly) -> list[Fraction] | None:
    """The roots of an irreducible polynomial as tan(r*pi/2): all r, -1 < r < 1; None when they are not such tangents
    of a denominator that is tried."""
    g = fmpq_poly(f)
    for q in range(1, MAX_DENOMINATOR + 1):
        if 2 * q - 1 >= f.degree() and _tangents(q) % g == 0:
            bits = 64
            while bits <= MAX_BITS:
                with ctx.workprec(bits):
                    near = arb_poly(f)
                    roots = [k for k in range(1 - q, q) if near((arb.pi() * k / (2 * q)).tan()).contains(0)]
                if len(roots) == f.degree():
                    return [Fraction(k, q) for k in roots]
                bits *= 2
            return None
    return None


@lru_cache(maxsize=MAX_DENOMINATOR)
def _tangents(q: int) -> fmpq_poly:
    """The imaginary part of (1 + i*t)^(2q)."""
    return fmpq_poly([(-1) ** (j // 2) * comb(2 * q, j) if j % 2 else 0 for j in range(2 * q + 1)])


def _periods(unit: int, low: Fraction, high: Fraction) -> range:
    """All j for which x = unit*(y + 2*pi*j), y between -pi and pi, may lie within the bounds."""
    # j is between (low/unit - pi)/(2*pi) and (high/unit + pi)/(2*pi), and 6 < 2*pi < 7
    first, last = floor(min(low / 6, low / 7) / unit) - 1, ceil(max(high / 6, high / 7) / unit) + 1
    if last - first > MAX_TURNS:
        raise NotAlgebraic("many turns")
    return range(first, last + 1)


def _within(root: Point, unit: int, low: Fraction, high: Fraction) -> bool:
    """Whether x = unit*(2*atan(root) + 2*pi*j) may lie within the bounds for some j."""
    with ctx.workprec(64):
        y = 2 * root.ball(64).atan()
        found = [unit * (y + 2 * arb.pi() * j) for j in _periods(unit, low, high)]
        return any(not (x < exact(low) or x > exact(high)) for x in found)


def _circular(t: Term, letter: str) -> list[Term]:
    """The sines, cosines and tangents in t that have the letter in them, outermost ones."""
    if letter not in t.free:
        return []
    return [t] if t.head in HEADS else [u for a in t.args for u in _circular(a, letter)]


def _halved(t: Term, letter: str, unit: int) -> Term:
    """t with everything in terms of HALF. Raises NotAlgebraic where the letter stands outside of angles."""
    if letter not in t.free:
        return t
    if t.head == "sym":
        raise NotAlgebraic("the letter outside of an angle")
    if t.head not in HEADS:
        return rebuild(t, [_halved(a, letter, unit) for a in t.args])
    slope, turn = _angle(t.args[0], letter)
    k = int(slope * unit)
    half = sym(HALF)
    below = power(add(ONE, power(half, num(2))), num(abs(k)))
    sine, cosine = (div(de_moivre(half, ONE, 2 * abs(k), start), below) for start in (1, 0))
    if k < 0:
        sine = neg(sine)
    if turn:
        s, c = sine_of_pi(turn)
        sine, cosine = add(mul(sine, c), mul(cosine, s)), sub(mul(cosine, c), mul(sine, s))
    return sine if t.head == "sin" else cosine if t.head == "cos" else div(sine, cosine)


def _angle(t: Term, letter: str) -> tuple[Fraction, Fraction]:
    """(a, r) with t = a*letter + r*pi. Raises NotAlgebraic."""
    read = angle(t, letter)
    if read is None:
        raise NotAlgebraic("no angle of the class")
    return read


__all__ = ["angles_of", "turning_points"]
