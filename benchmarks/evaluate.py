"""The value of a term at a point, worked out a second time, so that measurements do not trust what they measure.

Nothing of `hybrid.decide` is used. A number is a Fraction as long as it is rational and is known to be,
and else an `arb`, a ball of python-flint that is certain to contain it. The meaning is that of
docs/design.md, section 1: a term may be undefined, and an atom with an undefined side is false.

Answers are rigorous, with one exception that a caller has to ask for: two numbers whose balls of
`BITS` bits overlap can only be *taken* for equal (`trust=True`), never known to be.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from flint import arb, ctx, fmpq

from hybrid.term import Term

BITS = 320
MAX_BITS = 20_000  # of an exact power; beyond it a ball is enough


class Undefined(Exception):
    """The term has no value at the point."""


class Undecided(Exception):
    """The enclosures are too wide to tell, or the term is outside of what is implemented."""


Point = Mapping[str, Any]  # letter -> Fraction | int | arb


def value(t: Term, point: Point) -> Any:
    """The Fraction or arb that t is worth. Raises Undefined or Undecided."""
    with ctx.workprec(BITS):
        return _value(t, point)


def truth(formula: Term, point: Point, *, trust: bool = False) -> bool | None:
    """Whether the formula is true at the point, None when undecided. `trust`: numbers that agree in
    all of `BITS` bits, up to the errors of computing them, count as equal."""
    with ctx.workprec(BITS):
        return _truth(formula, point, trust)


def same(a: Term, b: Term, point: Point, *, trust: bool = False) -> bool | None:
    """Whether both are undefined, or both defined and equal, at the point."""
    with ctx.workprec(BITS):
        try:
            left = _or_undefined(a, point)
            right = _or_undefined(b, point)
        except Undecided:
            return None
        if left is None or right is None:
            return left is None and right is None
        return _relation("eq", left, right, trust)


def is_defined(t: Term, point: Point) -> bool | None:
    """Whether the expression t has a value at the point."""
    with ctx.workprec(BITS):
        try:
            return _or_undefined(t, point) is not None
        except Undecided:
            return None


def _or_undefined(t: Term, point: Point) -> Any:
    try:
        return _value(t, point)
    except Undefined:
        return None


def ball(v: Any) -> arb:
    """A Fraction (or arb) as an arb at the precision in force."""
    return v if isinstance(v, arb) else arb(fmpq(v.numerator, v.denominator))


def _sign(v: Any) -> int:
    if not isinstance(v, arb):
        return int(v > 0) - int(v < 0)
    if v > 0:
        return 1
    if v < 0:
        return -1
    raise Undecided


def _value(t: Term, point: Point) -> Any:
    head = t.head
    if head == "num":
        return Fraction(t.value)
    if head == "sym":
        if t.value not in point:
            raise Undecided
        v = point[t.value]
        return v if isinstance(v, arb) else Fraction(v)
    if head == "const":
        return arb.pi() if t.value == "pi" else arb(1).exp()
    if head == "fact":
        return _factorial(_value(t.args[0], point))
    values = [_value(a, point) for a in t.args]
    exact = not any(isinstance(v, arb) for v in values)
    if head in ("add", "mul"):
        total = values[0] if exact else ball(values[0])
        for v in values[1:]:
            v = v if exact else ball(v)
            total = total + v if head == "add" else total * v
        return total
    if head == "neg":
        return -values[0]
    if head == "abs":
        return abs(values[0])
    if head == "div":
        if _sign(values[1]) == 0:
            raise Undefined
        return values[0] / values[1] if exact else ball(values[0]) / ball(values[1])
    if head == "pow":
        return _power(values[0], values[1])
    if head == "root":
        return _root(values[0], int(values[1]))
    if head == "log":
        return _log(values[0], values[1])
    if head in ("sin", "cos", "tan"):
        return _circular(head, values[0])
    raise Undecided


def _power(base: Any, exponent: Any) -> Any:
    if isinstance(exponent, arb):
        # the exponent may or may not be an integer: only a positive base is safe
        if _sign(base) <= 0:
            raise Undecided
        return (ball(base).log() * exponent).exp()
    if exponent.denominator == 1:
        n = int(exponent)
        if n <= 0 and _sign(base) == 0:
            raise Undefined
        if isinstance(base, Fraction):
            bits = max(base.numerator.bit_length(), base.denominator.bit_length())
            if bits * abs(n) <= MAX_BITS:
                return base**n
        if abs(n) > 10**9:
            raise Undecided
        return ball(base) ** n
    sign = _sign(base)
    if sign < 0 or sign == 0 and exponent < 0:
        raise Undefined
    if sign == 0:
        return Fraction(0)
    if exponent.denominator <= 64 and abs(exponent.numerator) <= 1000:
        return _power(_root(base, exponent.denominator), Fraction(exponent.numerator))
    return (ball(base).log() * ball(exponent)).exp()


def _root(u: Any, n: int) -> Any:
    sign = _sign(u)
    if sign < 0:
        if n % 2 == 0:
            raise Undefined
        return -_root(-u, n)
    if isinstance(u, Fraction):
        p, q = _whole_root(u.numerator, n), _whole_root(u.denominator, n)
        if p is not None and q is not None:
            return Fraction(p, q)
    return ball(u).root(n)


def _whole_root(a: int, n: int) -> int | None:
    """The n-th root of a natural number if it is one, by bisection."""
    if n > 64 and a > 1:
        return None
    low, high = 0, 1 << (a.bit_length() // n + 1)
    while low < high:
        middle = (low + high + 1) // 2
        if middle**n <= a:
            low = middle
        else:
            high = middle - 1
    return low if low**n == a else None


def _log(u: Any, base: Any) -> Any:
    if _sign(u) <= 0 or _sign(base) <= 0:
        raise Undefined
    if not isinstance(base, arb) and base == 1:
        raise Undefined
    if not isinstance(u, arb):
        if u == 1:
            return Fraction(0)
        if not isinstance(base, arb):
            for k in range(-40, 41):
                if base**k == u:
                    return Fraction(k)
    return ball(u).log() / ball(base).log()


def _circular(head: str, u: Any) -> Any:
    if not isinstance(u, arb) and u == 0:
        return Fraction(1 if head == "cos" else 0)
    v = ball(u)
    if head == "tan":
        # a pole is met exactly at odd multiples of pi/2 only, which are no rationals
        if isinstance(u, arb) and v.cos().contains(0):
            raise Undecided
        return v.tan()
    return v.sin() if head == "sin" else v.cos()


def _factorial(u: Any) -> Any:
    if isinstance(u, arb):
        raise Undecided
    if u.denominator != 1 or u < 0:
        raise Undefined
    if u > 500:
        raise Undecided
    result = 1
    for k in range(2, int(u) + 1):
        result *= k
    return Fraction(result)


def _relation(head: str, left: Any, right: Any, trust: bool) -> bool | None:
    if isinstance(left, arb) or isinstance(right, arb):
        difference = ball(left) - ball(right)
        if difference > 0:
            sign = 1
        elif difference < 0:
            sign = -1
        elif trust and difference.contains(0) and difference.rad() < arb(2) ** -(BITS // 3):
            sign = 0
        else:
            return None
    else:
        sign = (left > right) - (left < right)
    return {"eq": sign == 0, "ne": sign != 0, "lt": sign < 0, "le": sign <= 0, "gt": sign > 0, "ge": sign >= 0}[head]


def _truth(formula: Term, point: Point, trust: bool) -> bool | None:
    head = formula.head
    if head in ("true", "false"):
        return head == "true"
    if head in ("and", "or"):
        answers = [_truth(a, point, trust) for a in formula.args]
        decisive = head == "or"
        if decisive in answers:
            return decisive
        return None if None in answers else not decisive
    if head == "implies":
        premise, conclusion = (_truth(a, point, trust) for a in formula.args)
        if premise is False or conclusion is True:
            return True
        return None if premise is None or conclusion is None else False
    try:
        if head == "defined":
            return _or_undefined(formula.args[0], point) is not None
        sides = [_or_undefined(a, point) for a in formula.args]
    except Undecided:
        return None
    return False if None in sides else _relation(head, sides[0], sides[1], trust)
