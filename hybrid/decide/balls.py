"""Interval values of expressions: a ball of real numbers that certainly holds the value.

`ball(t, letters, bits)` evaluates t in ball arithmetic (Arb; Johansson, "Arb: efficient
arbitrary-precision midpoint-radius interval arithmetic", IEEE Trans. Computers 2017) with a ball for
each letter. A ball comes back only when t is certainly defined there and the ball holds its value;
where definedness cannot be seen at this precision (a denominator whose ball meets 0, a root of a ball
that meets the negative numbers) the answer is None, which says nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from flint import arb, ctx, fmpq

from hybrid.term import Term, rational

MAX_EXPONENT = 10_000


def ball(t: Term, letters: Mapping[str, arb], bits: int) -> arb | None:
    """A ball that holds the value of expression t, or None when t is not seen to be defined or not known."""
    with ctx.workprec(bits):
        value = _ball(t, letters)
    return value if value is not None and value.is_finite() else None


def exact(value: int | Fraction) -> arb:
    """The ball of a rational number at the current precision."""
    if isinstance(value, int):
        return arb(value)
    return arb(fmpq(value.numerator, value.denominator))


def _ball(t: Term, letters: Mapping[str, arb]) -> arb | None:
    head = t.head
    if head == "num":
        return exact(t.value)
    if head == "sym":
        return letters.get(t.value)
    if head == "const":
        return arb.pi() if t.value == "pi" else arb(1).exp()
    if head == "root":
        inside = _ball(t.args[0], letters)
        return None if inside is None else _root(inside, int(t.args[1].value))
    if head == "pow":
        return _power(t, letters)
    values = [_ball(a, letters) for a in t.args]
    known = [v for v in values if v is not None]
    if len(known) < len(values) or not known:
        return None
    first = known[0]
    if head == "add":
        return sum(known[1:], first)
    if head == "mul":
        for v in known[1:]:
            first = first * v
        return first
    if head == "neg":
        return -first
    if head == "abs":
        return abs(first)
    if head == "div":
        return None if known[1].contains(0) else first / known[1]
    if head == "sin":
        return first.sin()
    if head == "cos":
        return first.cos()
    if head == "tan":
        cos = first.cos()
        return None if cos.contains(0) else first.sin() / cos
    if head == "mod":
        times = None if known[1].contains(0) else (first / known[1]).floor().unique_fmpz()
        return None if times is None else first - known[1] * times
    if head == "log":
        base = known[1]
        if not (first > 0 and base > 0) or base.contains(1):
            return None
        return first.log() / base.log()
    return None


def _root(inside: arb, n: int) -> arb | None:
    if inside == 0:
        return inside
    if inside > 0:
        return inside.root(n)
    if inside < 0 and n % 2:
        return -((-inside).root(n))
    if n % 2 == 0:
        return None
    # The ball meets 0 and the index is odd: the root grows with its argument, so the ends bound it.
    ends = [(e.root(n) if e > 0 else -((-e).root(n)) if e < 0 else e) for e in (inside.lower(), inside.upper())]
    return ends[0].union(ends[1])


def _power(t: Term, letters: Mapping[str, arb]) -> arb | None:
    base = _ball(t.args[0], letters)
    if base is None:
        return None
    n = rational(t.args[1])
    if n is not None and Fraction(n).denominator == 1:
        k = int(n)
        if abs(k) > MAX_EXPONENT or k <= 0 and base.contains(0):
            return None
        return base**k if k > 0 else 1 / base ** (-k)
    exponent = _ball(t.args[1], letters)
    if exponent is None or not base > 0:
        return None
    return (exponent * base.log()).exp()
