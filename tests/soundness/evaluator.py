"""The meaning of docs/design.md, section 1, written down once more: what a term is worth at a point.

Nothing of the prover is used but the terms themselves. A value is a Fraction while it is known exactly, else a
ball (python-flint's arb) that is certain to hold it; UNDEFINED is a value too. What a ball of `bits` bits cannot
tell is None. With `trust`, a number whose ball is tiny and meets zero is taken for zero: enough to look for
suspicious answers, not enough to call one wrong.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from enum import Enum
from fractions import Fraction
from typing import Any

from flint import arb, ctx, fmpq

from hybrid.term import Term


class Undefined(Enum):
    UNDEFINED = "undefined"


UNDEFINED = Undefined.UNDEFINED
Functions = Mapping[str, tuple[tuple[str, ...], Term]]
Point = Mapping[str, Any]
MAX_EXACT_BITS = 30_000
MAX_CALLS = 40


class Evaluator:
    """Evaluates terms and formulas at points that map letters to Fractions or balls."""

    def __init__(self, bits: int = 256, trust: bool = False, functions: Functions | None = None) -> None:
        self.bits, self.trust, self.functions = bits, trust, functions or {}
        self.calls = 0

    # -- numbers --

    def value(self, t: Term, point: Point) -> Any:
        """A Fraction, an arb, UNDEFINED, or None."""
        with ctx.workprec(self.bits):
            self.calls = 0
            return self._value(t, point)

    def truth(self, f: Term, point: Point) -> bool | None:
        with ctx.workprec(self.bits):
            self.calls = 0
            return self._truth(f, point)

    def same(self, a: Term, b: Term, point: Point) -> bool | None:
        """Whether both are defined and equal; None when that is not known."""
        with ctx.workprec(self.bits):
            left, right = self._value(a, point), self._value(b, point)
            if left is UNDEFINED or right is UNDEFINED:
                return False
            if left is None or right is None:
                return None
            s = self._sign(_minus(left, right))
            return None if s is None else s == 0

    def _sign(self, v: Any) -> int | None:
        if isinstance(v, Fraction):
            return (v > 0) - (v < 0)
        if v > 0:
            return 1
        if v < 0:
            return -1
        if v == 0:
            return 0
        if self.trust and v.abs_upper() < arb(2) ** (-self.bits // 2):
            return 0
        return None

    def _integer(self, v: Any) -> int | bool | None:
        """The integer that v is, False if it is none, None if not known (True is never given)."""
        if isinstance(v, Fraction):
            return v.numerator if v.denominator == 1 else False
        if not v.contains_integer():
            return False
        if self.trust:
            near = v.mid().fmpq()
            whole = round(Fraction(int(near.p), int(near.q)))
            if self._sign(v - whole) == 0:
                return whole
        return None

    def _value(self, t: Term, p: Point) -> Any:
        head, args = t.head, t.args
        if head == "num":
            return Fraction(t.value)
        if head == "sym":
            return p.get(t.value)
        if head == "const":
            return arb.pi() if t.value == "pi" else arb(1).exp()
        if head == "call":
            return self._call(t, p)
        vs = [self._value(a, p) for a in (args[:1] if head == "root" else args)]
        if any(v is UNDEFINED for v in vs):
            return UNDEFINED
        if any(v is None for v in vs):
            return None
        u = vs[0]
        if head == "add":
            for v in vs[1:]:
                u = _plus(u, v)
            return u
        if head == "mul":
            for v in vs[1:]:
                u = _times(u, v)
            return u
        if head == "neg":
            return -u
        if head == "abs":
            return abs(u)
        if head == "div":
            s = self._sign(vs[1])
            return UNDEFINED if s == 0 else None if s is None else _over(u, vs[1])
        if head == "root":
            return self._root(u, int(args[1].value))
        if head == "pow":
            return self._power(u, vs[1])
        if head == "log":
            return self._log(u, vs[1])
        if head in ("sin", "cos"):
            if u == 0:
                return Fraction(0 if head == "sin" else 1)
            b = _ball(u)
            return b.sin() if head == "sin" else b.cos()
        if head == "tan":
            if u == 0:
                return Fraction(0)
            s = self._sign(_ball(u).cos())
            return UNDEFINED if s == 0 else None if s is None else _ball(u).sin() / _ball(u).cos()
        if head == "fact":
            n = self._integer(u)
            if n is None:
                return UNDEFINED if self._sign(u) == -1 else None
            if n is False or n < 0:
                return UNDEFINED
            return Fraction(math.factorial(n)) if n <= 300 else None
        if head == "mod":
            return self._remainder(u, vs[1])
        if head in ("gcd", "lcm"):
            a, b = self._integer(u), self._integer(vs[1])
            if a is False or b is False:
                return UNDEFINED
            return None if a is None or b is None else Fraction(math.gcd(a, b) if head == "gcd" else math.lcm(a, b))
        raise ValueError(head)

    def _remainder(self, u: Any, m: Any) -> Any:
        s = self._sign(m)
        if s == 0:
            return UNDEFINED
        if s is None:
            return None
        q = _over(u, m)
        if isinstance(q, Fraction):
            return _minus(u, _times(Fraction(math.floor(q)), m))
        whole = self._integer(q)
        if whole is not None and whole is not False:
            return Fraction(0)
        below = q.floor().unique_fmpz()
        return None if below is None else _minus(u, _times(Fraction(int(below)), m))

    def _call(self, t: Term, p: Point) -> Any:
        found = self.functions.get(t.value)
        self.calls += 1
        if found is None or len(found[0]) != len(t.args) or self.calls > MAX_CALLS:
            return None
        return self._value(_put(found[1], dict(zip(found[0], t.args, strict=True))), p)

    def _root(self, u: Any, n: int) -> Any:
        s = self._sign(u)
        if s is None:
            if n % 2 and isinstance(u, arb):
                # the root of a number below 1 is larger than the number
                return arb(0, u.abs_upper().root(n).abs_upper())
            return None
        if s == 0:
            return Fraction(0)
        if s < 0:
            if n % 2 == 0:
                return UNDEFINED
            r = self._root(-u, n)
            return -r
        if isinstance(u, Fraction):
            a, b = _whole_root(u.numerator, n), _whole_root(u.denominator, n)
            if a is not None and b is not None:
                return Fraction(a, b)
        return _ball(u).root(n)

    def _power(self, u: Any, r: Any) -> Any:
        n = self._integer(r)
        s = self._sign(u)
        if n is not None and n is not False:
            if n <= 0:
                if s == 0:
                    return UNDEFINED
                if s is None:
                    return None
            if isinstance(u, Fraction) and (
                u in (0, 1, -1) or max(u.numerator.bit_length(), u.denominator.bit_length()) * abs(n) < MAX_EXACT_BITS
            ):
                return u**n if u not in (0, 1, -1) else (Fraction(u) if n % 2 else Fraction(u * u))
            return _ball(u) ** n
        if s is None:
            return None
        if s == 0:
            t = self._sign(r)
            return None if t is None else Fraction(0) if t > 0 else UNDEFINED
        if s < 0:
            return UNDEFINED if n is False else None
        if isinstance(r, Fraction) and isinstance(u, Fraction) and r.denominator < 100:
            w = self._root(u, r.denominator)
            if isinstance(w, Fraction):
                return self._power(w, Fraction(r.numerator))
        return (_ball(r) * _ball(u).log()).exp()

    def _log(self, u: Any, b: Any) -> Any:
        su, sb, s1 = self._sign(u), self._sign(b), self._sign(_minus(b, Fraction(1)))
        if su in (0, -1) or sb in (0, -1) or s1 == 0:
            return UNDEFINED
        if None in (su, sb, s1):
            return None
        if u == 1:
            return Fraction(0)
        if isinstance(u, Fraction) and isinstance(b, Fraction):
            estimate = _ball(u).log() / _ball(b).log()
            if estimate.rad() < 0.01:
                near = round(float(estimate.mid()))
                if abs(near) < 200 and b**near == u:
                    return Fraction(near)
        return _ball(u).log() / _ball(b).log()

    # -- formulas --

    def _truth(self, f: Term, p: Point) -> bool | None:
        head = f.head
        if head in ("true", "false"):
            return head == "true"
        if head in ("and", "or"):
            parts = [self._truth(a, p) for a in f.args]
            stop = head == "or"
            return stop if stop in parts else None if None in parts else not stop
        if head == "implies":
            a, b = self._truth(f.args[0], p), self._truth(f.args[1], p)
            if a is False or b is True:
                return True
            return None if a is None or b is None else False
        if head == "defined":
            v = self._value(f.args[0], p)
            return None if v is None else v is not UNDEFINED
        a, b = self._value(f.args[0], p), self._value(f.args[1], p)
        if a is UNDEFINED or b is UNDEFINED:
            return False
        if a is None or b is None:
            return None
        d = _minus(a, b)
        s = self._sign(d)
        if s is None:
            if isinstance(d, arb) and (d >= 0 and head == "lt" or d <= 0 and head == "gt"):
                return False
            return None
        return {"eq": s == 0, "ne": s != 0, "lt": s < 0, "le": s <= 0, "gt": s > 0, "ge": s >= 0}[head]


def _put(t: Term, binding: Mapping[str, Term]) -> Term:
    from hybrid.term import substitute

    return substitute(t, binding)


def _ball(v: Any) -> Any:
    return arb(fmpq(v.numerator, v.denominator)) if isinstance(v, Fraction) else v


def _exact(u: Any, v: Any) -> bool:
    return isinstance(u, Fraction) and isinstance(v, Fraction)


def _plus(u: Any, v: Any) -> Any:
    return u + v if _exact(u, v) else _ball(u) + _ball(v)


def _minus(u: Any, v: Any) -> Any:
    return u - v if _exact(u, v) else _ball(u) - _ball(v)


def _times(u: Any, v: Any) -> Any:
    if u == 0 or v == 0:
        return Fraction(0)
    return u * v if _exact(u, v) else _ball(u) * _ball(v)


def _over(u: Any, v: Any) -> Any:
    if u == 0:
        return Fraction(0)
    return u / v if _exact(u, v) else _ball(u) / _ball(v)


def _whole_root(n: int, k: int) -> int | None:
    if n < 2:
        return n
    r = math.isqrt(n) if k == 2 else round(n ** (1 / k)) if n < 2**50 else _newton(n, k)
    return next((c for c in (r - 1, r, r + 1) if c >= 0 and c**k == n), None)


def _newton(n: int, k: int) -> int:
    x = 1 << (n.bit_length() // k + 1)
    while True:
        y = ((k - 1) * x + n // x ** (k - 1)) // k
        if y >= x:
            return x
        x = y


__all__ = ["UNDEFINED", "Evaluator"]
