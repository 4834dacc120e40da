"""The exact value of an expression, and the truth of a formula, at a rational point.

The meaning is that of docs/design.md, section 1: terms are partial, a value is a rational number, or
UNDEFINED, or None when it is irrational, too large, or not known (a function that is not given). All
heads are strict, so one undefined part makes the whole undefined, even beside an unknown part. An atom
with an undefined side is false.

Evaluation happens some hundred thousand times in a search, so every term is compiled once to a tree of
closures, which works on Python integers as long as it can and on FLINT rationals where it must. A power
is computed only when its result stays under MAX_BITS bits: sums and products add sizes, only powers and
factorials multiply them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from enum import Enum
from fractions import Fraction
from operator import eq, ge, gt, itemgetter, le, lt, ne
from typing import Any, Final, Literal

from flint import fmpq, fmpz

from hybrid.decide.residue import NotWhole, residue
from hybrid.term import RELATIONS, Term, parts

MAX_BITS = 10_000
MAX_FACTORIAL = 200


class Undefined(Enum):
    """The one value of an expression that has none."""

    UNDEFINED = "undefined"

    def __repr__(self) -> str:
        return "UNDEFINED"


UNDEFINED: Final = Undefined.UNDEFINED

Point = Mapping[str, Fraction | int]
Number = Any  # int | fmpq: exact, closed under + - * /, compared with == and <
Compiled = Callable[[Mapping[str, Number]], Number]


class NoValue(Exception):
    """Raised inside a compiled term where the value is undefined."""


class NotKnown(Exception):
    """Raised inside a compiled term where the value is irrational, too large or not given."""


def value(t: Term, point: Point) -> Fraction | Literal[Undefined.UNDEFINED] | None:
    """The exact value of the expression t at a point, which gives a number to every letter of t.

    UNDEFINED where t has no value. None when it is irrational, too large, depends on a function or a
    letter that is not given, or is not known.
    """
    found = _evaluate(t, numbers(point))
    if found is None or found is UNDEFINED:
        return found
    return Fraction(found) if type(found) is int else Fraction(int(found.p), int(found.q))


def truth(formula: Term, point: Point) -> bool | None:
    """Whether a formula is true at a point; None when that is not known.

    `and`, `or`, `implies` know their value as soon as the known parts decide it.
    """
    return _truth(formula, numbers(point))


def numbers(point: Point) -> Mapping[str, Number]:
    """The point with the numbers that compiled terms work on; integers stay as they are."""
    for v in point.values():
        if type(v) is not int:
            return {k: _number(v) for k, v in point.items()}
    return point


def compiled(t: Term) -> Compiled:
    """The closure that evaluates t at a point made by `numbers`. It raises NoValue, NotKnown or KeyError."""
    run: Compiled | None = t.memo.get("compiled")
    if run is None:
        run = t.memo["compiled"] = _compile(t)
    return run


def exact_root(x: Number, n: int) -> Number | None:
    """The n-th root of x >= 0 when it is rational, else None."""
    if type(x) is int:
        r = math.isqrt(x) if n == 2 else int(fmpz(x).root(n))
        return r if r**n == x else None
    p, q = exact_root(int(x.p), n), exact_root(int(x.q), n)
    return None if p is None or q is None else fmpq(p, q)


def _number(v: Fraction | int) -> Number:
    return int(v) if v.denominator == 1 else fmpq(v.numerator, v.denominator)


def _evaluate(t: Term, p: Mapping[str, Number]) -> Any:
    try:
        return compiled(t)(p)
    except NoValue:
        return UNDEFINED
    except RecursionError:
        return None
    except (NotKnown, KeyError):
        if t.head != "call" and any(_evaluate(a, p) is UNDEFINED for a in t.args):
            return UNDEFINED
        return None


def _compile(t: Term) -> Compiled:
    head, args = t.head, t.args
    if head == "num":
        v = _number(t.value)
        return lambda p: v
    if head == "sym":
        return itemgetter(t.value)
    if head in ("add", "mul"):
        return _fold(head, [compiled(a) for a in args])
    if head == "pow" and args[1].head == "num" and type(args[1].value) is int and args[0].head != "const":
        return _integer_power(compiled(args[0]), args[1].value)
    special = _SPECIAL.get(head)
    if special is None:
        raise ValueError(f"not an expression: {t!r}")
    return special(t)


def _fold(head: str, parts: list[Compiled]) -> Compiled:
    f, g, *rest = parts
    if head == "add":
        if not rest:
            return lambda p: f(p) + g(p)

        def total(p: Mapping[str, Number]) -> Number:
            s = f(p) + g(p)
            for h in rest:
                s += h(p)
            return s

        return total
    if not rest:
        return lambda p: f(p) * g(p)

    def product(p: Mapping[str, Number]) -> Number:
        s = f(p) * g(p)
        for h in rest:
            s *= h(p)
        return s

    return product


def _integer_power(base: Compiled, n: int) -> Compiled:
    def run(p: Mapping[str, Number]) -> Number:
        return _power(base(p), n)

    return run


def _power(b: Number, n: int) -> Number:
    """b^n for an integer n; raises NoValue or, for a result of too many bits, NotKnown."""
    if n <= 0 and not b:
        raise NoValue
    if type(b) is int:
        if -1 <= b <= 1:
            return b if n & 1 else b * b
        if b.bit_length() * abs(n) > MAX_BITS:
            raise NotKnown
        return b**n if n >= 0 else fmpq(1, b**-n)
    if max(b.p.bit_length(), b.q.bit_length()) * abs(n) > MAX_BITS:
        raise NotKnown
    return b**n


def _neg(t: Term) -> Compiled:
    f = compiled(t.args[0])
    return lambda p: -f(p)


def _abs(t: Term) -> Compiled:
    f = compiled(t.args[0])
    return lambda p: abs(f(p))


def _div(t: Term) -> Compiled:
    f, g = compiled(t.args[0]), compiled(t.args[1])

    def run(p: Mapping[str, Number]) -> Number:
        a, b = f(p), g(p)
        if not b:
            raise NoValue
        if type(a) is int and type(b) is int:
            q, r = divmod(a, b)
            return fmpq(a, b) if r else q
        return a / b

    return run


def _pow(t: Term) -> Compiled:
    f, g = compiled(t.args[0]), compiled(t.args[1])
    if t.args[0].head == "const":  # e^0 and pi^0; other powers of them are not rational or not known to be
        return _only(g, 0, 1)

    def run(p: Mapping[str, Number]) -> Number:
        b, r = f(p), g(p)
        if type(r) is not int:
            if r.q != 1:
                return _rational_power(b, r)
            r = int(r.p)
        return _power(b, r)

    return run


def _rational_power(b: Number, r: Number) -> Number:
    """b^r for a fraction r that is not whole: rational only if b is a perfect power of r's denominator."""
    if b < 0 or not b and r < 0:
        raise NoValue
    if r.q > MAX_BITS and b not in (0, 1):
        raise NotKnown
    base = b if b in (0, 1) else exact_root(b, int(r.q))
    if base is None:
        raise NotKnown
    return _power(base, int(r.p))


def _root(t: Term) -> Compiled:
    f, n = compiled(t.args[0]), t.args[1].value

    def run(p: Mapping[str, Number]) -> Number:
        x = f(p)
        if x < 0 and n % 2 == 0:
            raise NoValue
        if -1 <= x <= 1 and type(x) is int:
            return x
        r = exact_root(abs(x), n) if n <= MAX_BITS else None
        if r is None:
            raise NotKnown
        return r if x > 0 else -r

    return run


def _log(t: Term) -> Compiled:
    f, base = compiled(t.args[0]), t.args[1]
    if base.head == "const":
        if t.args[0] is base:
            return lambda p: 1

        def natural(p: Mapping[str, Number]) -> Number:
            x = f(p)
            if x <= 0:
                raise NoValue
            if x != 1:
                raise NotKnown
            return 0

        return natural
    g = compiled(base)

    def run(p: Mapping[str, Number]) -> Number:
        x, b = f(p), g(p)
        if x <= 0 or b <= 0 or b == 1:
            raise NoValue
        return _exact_log(x, b)

    return run


def _exact_log(x: Number, b: Number) -> Number:
    """log(x, b) when rational. The floating estimate only proposes r; b^p = x^q is checked exactly."""
    if x == 1:
        return 0

    def ln(v: Number) -> float:
        return math.log(v) if type(v) is int else math.log(int(v.p)) - math.log(int(v.q))

    down = ln(b)
    if not down:
        raise NotKnown
    r = Fraction(ln(x) / down).limit_denominator(64)
    if _power(x, r.denominator) != _power(b, r.numerator):
        raise NotKnown
    return _number(r)


def _only(f: Compiled, at: int, result: int) -> Compiled:
    """The function known at one argument only."""

    def run(p: Mapping[str, Number]) -> Number:
        if f(p) != at:
            raise NotKnown
        return result

    return run


def _sin(t: Term) -> Compiled:
    return _only(compiled(t.args[0]), 0, 0)


def _cos(t: Term) -> Compiled:
    return _only(compiled(t.args[0]), 0, 1)


def _fact(t: Term) -> Compiled:
    f = compiled(t.args[0])

    def run(p: Mapping[str, Number]) -> Number:
        n = f(p)
        if n < 0 or type(n) is not int and n.q != 1:
            raise NoValue
        if n > MAX_FACTORIAL:
            raise NotKnown
        return math.factorial(n if type(n) is int else int(n.p))

    return run


def _mod(t: Term) -> Compiled:
    """a - m*floor(a/m), without the value of a where that may be large."""
    f, g = compiled(t.args[0]), compiled(t.args[1])
    large = any(s.head in ("pow", "fact") for s in parts(t.args[0]))

    def run(p: Mapping[str, Number]) -> Number:
        m = g(p)
        if not m:
            raise NoValue
        if large and type(m) is int:
            try:
                return residue(t.args[0], m, p, lambda s, p: compiled(s)(p))
            except NotWhole:
                pass
        a = f(p)
        if type(a) is int and type(m) is int:
            return a % m
        return _whole(a - m * int(fmpq(a / m if type(a) is not int else fmpq(a) / m).floor()))

    return run


def _whole(x: Number) -> Number:
    return x if type(x) is int or x.q != 1 else int(x.p)


def _divisors(name: str) -> Callable[[Term], Compiled]:
    """gcd or lcm, of whole numbers."""
    of = math.gcd if name == "gcd" else math.lcm

    def compile_(t: Term) -> Compiled:
        f, g = compiled(t.args[0]), compiled(t.args[1])

        def run(p: Mapping[str, Number]) -> Number:
            a, b = _whole(f(p)), _whole(g(p))
            if type(a) is not int or type(b) is not int:
                raise NoValue
            return of(a, b)

        return run

    return compile_


def _opaque(t: Term) -> Compiled:
    def run(p: Mapping[str, Number]) -> Number:
        raise NotKnown

    return run


_SPECIAL: Mapping[str, Callable[[Term], Compiled]] = {
    "neg": _neg,
    "abs": _abs,
    "div": _div,
    "pow": _pow,
    "root": _root,
    "log": _log,
    "sin": _sin,
    "cos": _cos,
    "tan": _sin,
    "fact": _fact,
    "mod": _mod,
    "gcd": _divisors("gcd"),
    "lcm": _divisors("lcm"),
    "call": _opaque,
    "const": _opaque,
}
_COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {"eq": eq, "ne": ne, "lt": lt, "le": le, "gt": gt, "ge": ge}


def _truth(t: Term, p: Mapping[str, Number]) -> bool | None:
    head = t.head
    if head in RELATIONS:
        left, right = t.args
        try:
            return bool(_COMPARE[head](compiled(left)(p), compiled(right)(p)))
        except NoValue:
            return False
        except RecursionError:
            return None
        except (NotKnown, KeyError):
            undefined = _evaluate(left, p) is UNDEFINED or _evaluate(right, p) is UNDEFINED
            return False if undefined else None
    if head in ("and", "or"):
        decisive = head == "or"
        answer: bool | None = not decisive
        for a in t.args:
            part = _truth(a, p)
            if part is decisive:
                return decisive
            if part is None:
                answer = None
        return answer
    if head == "implies":
        hypothesis = _truth(t.args[0], p)
        if hypothesis is False:
            return True
        conclusion = _truth(t.args[1], p)
        return True if conclusion else None if hypothesis is None else conclusion
    if head == "defined":
        found = _evaluate(t.args[0], p)
        return None if found is None else found is not UNDEFINED
    if head in ("true", "false"):
        return head == "true"
    raise ValueError(f"not a formula: {t!r}")
