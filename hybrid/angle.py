"""Angles as terms: r*pi written down, a*x + r*pi read."""

from __future__ import annotations

from fractions import Fraction

from hybrid.term import PI, ZERO, Term, div, mul, neg, num, parts, rational


def multiple_of_pi(r: Fraction) -> Term:
    """r*pi as it is written: `pi`, `-pi/6`, `5*pi/6`."""
    n, d = r.numerator, r.denominator
    if n == 0:
        return ZERO
    top = PI if abs(n) == 1 else mul(num(n), PI)
    whole = top if d == 1 else div(top, num(d))
    return neg(whole) if n == -1 else whole


def angle(t: Term, letter: str) -> tuple[Fraction, Fraction] | None:
    """(a, r) with t = a*letter + r*pi, None where t is not of this form."""
    if t.head == "sym" and t.value == letter:
        return Fraction(1), Fraction(0)
    if t is PI:
        return Fraction(0), Fraction(1)
    if t is ZERO:
        return Fraction(0), Fraction(0)
    if t.head == "add":
        found = [angle(a, letter) for a in t.args]
        known = [f for f in found if f is not None]
        if len(known) < len(found):
            return None
        return sum((a for a, _ in known), Fraction(0)), sum((r for _, r in known), Fraction(0))
    scale = Fraction(1)
    inner = t
    if t.head == "neg":
        scale, inner = Fraction(-1), t.args[0]
    elif t.head == "div" and (by := rational(t.args[1])):
        scale, inner = 1 / Fraction(by), t.args[0]
    elif t.head == "mul":
        others = [a for a in t.args if rational(a) is None]
        if len(others) == 1:
            inner = others[0]
            for value in map(rational, t.args):
                scale *= 1 if value is None else Fraction(value)
    read = None if inner is t else angle(inner, letter)
    return None if read is None else (scale * read[0], scale * read[1])


def part_of_pi(t: Term) -> Fraction | None:
    """r with t = r*pi, None where t is not written so; what has sums is left to arithmetic first."""
    if t is ZERO or any(u.head == "add" for u in parts(t)):
        return None
    read = angle(t, "")
    return None if read is None else read[1]
