"""The sign of a closed expression: a number such as sqrt(5 + 2*sqrt(6)) - sqrt(2) - sqrt(3).

A number other than zero shows its sign when it is enclosed tightly enough (Arb; Johansson, "Arb: efficient
arbitrary-precision midpoint-radius interval arithmetic", IEEE Trans. Computers 2017). For radical
expressions a separation bound says when an enclosure is so tight that the number must be zero; so the sign
is always found, up to MAX_BITS of precision. For other numbers zero is only ever shown by an identity.

Whether the expression is defined is decided first, from the signs of its parts, so an enclosure is
only taken of numbers that exist.
"""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any, Final, Literal

from flint import arb, ctx, fmpq

from hybrid.decide.evaluate import UNDEFINED, Undefined, value
from hybrid.decide.identity import identical
from hybrid.decide.separation import separation_bits
from hybrid.term import ONE, RELATIONS, ZERO, Term, bottom_up, div, make, mul, num, sub

MAX_BITS: Final = 20_000
MAX_TRANSCENDENTAL_BITS: Final = 1_000
MAX_MAGNITUDE = 2.0**32  # of the binary logarithm of a power
MAX_FACTORIAL = 100_000

Sign = Literal[-1, 0, 1]
SignOrUndefined = Literal[-1, 0, 1, Undefined.UNDEFINED] | None


def sign(t: Term) -> SignOrUndefined:
    """The sign of a closed expression; UNDEFINED when it has no value, None when not decided.

    Raises ValueError for a term with letters, and for a formula.
    """
    if t.free:
        raise ValueError(f"not a closed expression: {t!r}")
    memo = t.memo
    if "sign" not in memo:
        try:
            memo["sign"] = _sign(t)
        except RecursionError:
            return None
    return memo["sign"]  # type: ignore[no-any-return]


def compare(a: Term, b: Term) -> SignOrUndefined:
    """The sign of a - b for closed expressions, as `sign`."""
    return sign(sub(a, b))


def is_defined(t: Term) -> bool | None:
    """Whether a closed expression has a value; None when not decided."""
    if not t.args:
        return True
    memo = t.memo
    if "is_defined" not in memo:
        memo["is_defined"] = _is_defined(t)
    return memo["is_defined"]  # type: ignore[no-any-return]


def enclosure(t: Term, bits: int) -> Any | None:
    """A ball (flint.arb) around the value of a closed expression, computed with `bits` bits.

    None when the expression is undefined or not known to be defined, or too large, or when this
    precision is not enough to give a finite ball.
    """
    if is_defined(t) is not True:
        return None
    with ctx.workprec(bits):
        try:
            ball = _ball(t, {})
        except (_NoBall, OverflowError, ValueError):
            return None
    return ball if ball.is_finite() else None


def exact_truth(formula: Term) -> bool | None:
    """Whether a closed formula is true; None when not decided. An atom with an undefined side is false."""
    head = formula.head
    if head in RELATIONS:
        s = compare(*formula.args)
        if s is None:
            return None
        return s is not UNDEFINED and s in _HOLDS[head]
    if head in ("and", "or"):
        parts = [exact_truth(a) for a in formula.args]
        decisive = head == "or"
        return decisive if decisive in parts else None if None in parts else not decisive
    if head == "implies":
        left, right = (exact_truth(a) for a in formula.args)
        return True if left is False or right is True else None if left is None or right is None else False
    if head == "defined":
        return is_defined(formula.args[0])
    if head in ("true", "false"):
        return head == "true"
    raise ValueError(f"not a formula: {formula!r}")


def whole(t: Term) -> int | Literal[False] | None:
    """The value of a defined closed expression if it is a whole number, False if it is not, None if not decided."""
    exact = value(t, {})
    if isinstance(exact, Fraction):
        return exact.numerator if exact.denominator == 1 else False
    ball = enclosure(t, 128)
    if ball is None:
        return None
    if not ball.contains_integer():
        return False
    candidate = ball.unique_fmpz()
    if candidate is None:
        return None
    s = compare(t, num(int(candidate)))
    return int(candidate) if s == 0 else None if s is None else False


_HOLDS: dict[str, tuple[int, ...]] = {"eq": (0,), "ne": (-1, 1), "lt": (-1,), "le": (-1, 0), "gt": (1,), "ge": (0, 1)}


def _sign(t: Term) -> SignOrUndefined:
    exact = value(t, {})
    if exact is UNDEFINED:
        return UNDEFINED
    if exact is not None:
        return (exact > 0) - (exact < 0)  # type: ignore[return-value]
    defined = is_defined(t)
    if defined is not True:
        return UNDEFINED if defined is False else None
    s = _sign_of_ball(enclosure(t, 64))
    if s is None:
        s = _sign_of_parts(t)
    if s is None and (plain := bottom_up(t, without_remainder)) is not t:
        return sign(plain)
    if s is not None:
        return s
    if identical(t, ZERO)[0]:
        return 0
    apart = separation_bits(t)
    last = min(MAX_TRANSCENDENTAL_BITS if apart is None else apart + 64 + 2 * t.size, MAX_BITS)
    bits = 64
    while bits < last:
        bits = min(4 * bits, last)
        ball = enclosure(t, bits)
        s = _sign_of_ball(ball)
        if s is not None:
            return s
        if ball is not None and apart is not None and ball.abs_upper() < arb(2) ** -apart:
            return 0
    return None


def _sign_of_parts(t: Term) -> Sign | None:
    """The sign of a defined expression from the signs of its parts; sums do not tell."""
    if t.head == "fact" or t.head == "pow" and sign(t.args[0]) == 1:
        return 1
    if t.head not in ("mul", "div", "neg"):
        return None
    product = -1 if t.head == "neg" else 1
    for a in t.args:
        s = sign(a)
        if not isinstance(s, int):
            return None
        product *= s
    return product  # type: ignore[return-value]


def _sign_of_ball(ball: Any | None) -> Sign | None:
    if ball is None:
        return None
    return 1 if ball > 0 else -1 if ball < 0 else 0 if ball == 0 else None


def _is_defined(t: Term) -> bool | None:
    if t.head == "call":
        return None
    parts = [is_defined(a) for a in t.args]
    if False in parts:
        return False
    return None if None in parts else _defined_here(t)


def _defined_here(t: Term) -> bool | None:
    """Whether the head of t is defined for its arguments, which are."""
    head, args = t.head, t.args
    if head == "div":
        return _is(args[1], "ne")
    if head == "root" and args[1].value % 2 == 0:
        return _is(args[0], "ge")
    if head == "log":
        parts = [_is(args[0], "gt"), _is(args[1], "gt"), _is(sub(args[1], ONE), "ne")]
        return False if False in parts else None if None in parts else True
    if head == "tan":
        return _is(make("cos", args), "ne")
    if head == "fact":
        n = whole(args[0])
        return None if n is None else n is not False and n >= 0
    if head == "pow":
        return _power_defined(*args)
    if head == "mod":
        return _is(args[1], "ne")
    if head in ("gcd", "lcm"):
        values = [whole(a) for a in args]
        return False if any(v is False for v in values) else None if None in values else True
    return True


def _is(t: Term, relation: str) -> bool | None:
    s = sign(t)
    return None if s is None else s is not UNDEFINED and s in _HOLDS[relation]


def _power_defined(base: Term, exponent: Term) -> bool | None:
    s = sign(base)
    if s == 1:
        return True
    if s == 0:
        return _is(exponent, "gt")
    n = whole(exponent)
    if s == -1:
        return None if n is None else n is not False
    return True if n is not None and n is not False and n > 0 else None


class _NoBall(Exception):
    """A ball cannot be given: too large, or a sign that is not known."""


def _ball(t: Term, seen: dict[Term, Any]) -> Any:
    found = seen.get(t)
    if found is None:
        found = seen[t] = _ball_of(t, seen)
    return found


def _ball_of(t: Term, seen: dict[Term, Any]) -> Any:
    head = t.head
    if head == "num":
        return arb(fmpq(t.value.numerator, t.value.denominator))
    if head == "const":
        return arb.pi() if t.value == "pi" else arb.const_e()
    if head == "pow":
        return _power_ball(t, seen)
    parts = [_ball(a, seen) for a in (t.args[:1] if head == "root" else t.args)]
    u = parts[0]
    if head == "add":
        return sum(parts[1:], u)
    if head == "mul":
        return math.prod(parts[1:], start=u)
    if head == "neg":
        return -u
    if head == "div":
        return u / parts[1]
    if head == "abs":
        return abs(u)
    if head == "root":
        return _root_ball(u, sign(t.args[0]), t.args[1].value)
    if head == "log":
        return u.log() if t.args[1].head == "const" and t.args[1].value == "e" else u.log() / parts[1].log()
    if head in ("sin", "cos", "tan"):
        return getattr(u, head)()
    if head == "fact":
        n = whole(t.args[0])
        if n is None or n is False or n > MAX_FACTORIAL:
            raise _NoBall
        return arb(n + 1).gamma()
    if head == "mod":
        return _remainder_ball(t, u, parts[1])
    if head in ("gcd", "lcm"):
        numbers = [n for n in map(whole, t.args) if n is not None and n is not False]
        if len(numbers) == 2:
            return arb(math.gcd(*numbers) if head == "gcd" else math.lcm(*numbers))
    raise _NoBall


def _remainder_ball(t: Term, u: Any, m: Any) -> Any:
    times = (u / m).floor().unique_fmpz()
    if times is None:  # the quotient is whole, or so near to a whole number that it takes more bits
        k = whole(div(*t.args))
        if k is None or k is False:
            raise _NoBall
        return arb(0)
    return u - m * times


def without_remainder(t: Term) -> Term:
    """u mod m of closed terms as u - k*m where the whole number k is found out; any other term as it is."""
    if t.head != "mod" or t.free:
        return t
    u, m = t.args
    k = whole(div(u, m))
    if k is False:
        ball = enclosure(div(u, m), 128)
        found = None if ball is None else ball.floor().unique_fmpz()
        k = None if found is None else int(found)
    return t if k is None or k is False else sub(u, mul(num(k), m))


def _root_ball(u: Any, s: SignOrUndefined, n: int) -> Any:
    if s == 0:
        return arb(0)
    if s not in (1, -1):
        raise _NoBall
    return u.root(n) if s == 1 else -((-u).root(n))


def _power_ball(t: Term, seen: dict[Term, Any]) -> Any:
    base, exponent = t.args
    n = whole(exponent)
    s = sign(base)
    b = _ball(base, seen)
    if n is not None and n is not False:
        if s == 0:
            return arb(0)
        _check_magnitude(b, abs(n))
        return b**n
    if s == 0:
        return arb(0)
    if s != 1:
        raise _NoBall
    e = _ball(exponent, seen)
    _check_magnitude(b, e.abs_upper())
    return b**e


def _check_magnitude(b: Any, exponent: Any) -> None:
    """Refuse a power whose binary exponent would itself be a large number to write down."""
    low, high = b.abs_lower(), b.abs_upper()
    if not low > 0:
        raise _NoBall
    size = max(abs(float(low.log())), abs(float(high.log())))
    if not arb(exponent) * arb(size) < MAX_MAGNITUDE:
        raise _NoBall
