"""How near to zero a real radical expression can be without being zero.

For an expression E of numbers, + - * /, whole powers, absolute values and k-th roots write E = a/b with
algebraic integers a, b, and let u and w bound the absolute values of all conjugates of a and of b:

    p/q              u = |p|                       w = q
    E1 +- E2         u = u1*w2 + u2*w1             w = w1*w2
    E1 * E2          u = u1*u2                     w = w1*w2
    E1 / E2          u = u1*w2                     w = w1*u2
    root(E1, k)      u = (u1*w1^(k-1))^(1/k)       w = w1                      when u1 >= w1
                     u = u1                        w = (u1^(k-1)*w1)^(1/k)     otherwise
    sin, cos(pi*p/q)         u = 2                         w = 2

All of it lies in a field of degree at most D, the product of the k of the different roots in E and, for the
sines, of the degree of the cyclotomic field with the lcm of 4 and all 2*q-th roots of unity. If E is not
zero, the norm of a is a whole number other than 0, so |a| >= u^(1-D), and |b| <= w gives
|E| >= 1/(w * u^(D-1)). This is the bound of Burnikel, Funke, Mehlhorn, Schirra, Schmitt, "A separation
bound for real algebraic expressions", Algorithmica 55 (2009).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction

from flint import fmpz

from hybrid.decide.evaluate import value
from hybrid.decide.normal import normal
from hybrid.decide.ring import Nowhere, TooBig
from hybrid.term import PI, Term

MAX_DEGREE = 1 << 20

_Roots = set[tuple[Term | None, int]]
_Bounds = tuple[float, float]  # binary logarithms of u and w, both rounded up and at least 0


def separation_bits(t: Term) -> int | None:
    """B such that the defined closed expression t is 0 or |t| > 2^-B; None when t is not a radical expression."""
    roots: set[tuple[Term | None, int]] = set()  # (radicand, k), and (None, 2*q) for sines
    seen: dict[Term, _Bounds] = {}
    try:
        u, w = _bounds(t, seen, roots)
    except (_NotRadical, TooBig, Nowhere):
        return None
    unity = math.lcm(*(k for radicand, k in roots if radicand is None))
    degree = 1 if unity == 1 else int(fmpz(math.lcm(4, unity)).euler_phi())
    for radicand, k in roots:
        degree *= 1 if radicand is None else k
        if degree > MAX_DEGREE:
            return None
    return math.ceil((w + (degree - 1) * u) * (1 + 1e-6)) + 2


class _NotRadical(Exception):
    pass


def _bounds(t: Term, seen: dict[Term, _Bounds], roots: _Roots) -> _Bounds:
    found = seen.get(t)
    if found is None:
        rule = _RULES.get(t.head)
        if rule is None:
            raise _NotRadical
        found = seen[t] = rule(t, [_bounds(a, seen, roots) for a in t.args[: _EXPRESSIONS.get(t.head)]], roots)
    return found


def _log2(n: int) -> float:
    return math.log2(n) if n > 1 else 0.0


def _num(t: Term, parts: list[_Bounds], roots: _Roots) -> _Bounds:
    return _log2(abs(t.value.numerator)), _log2(t.value.denominator)


def _add(t: Term, parts: list[_Bounds], roots: _Roots) -> _Bounds:
    u, w = parts[0]
    for u2, w2 in parts[1:]:
        a, b = u + w2, u2 + w
        u, w = max(a, b) + math.log2(1 + 2.0 ** -abs(a - b)), w + w2
    return u, w


def _mul(t: Term, parts: list[_Bounds], roots: _Roots) -> _Bounds:
    return sum(u for u, _ in parts), sum(w for _, w in parts)


def _div(t: Term, parts: list[_Bounds], roots: _Roots) -> _Bounds:
    (u, w), (u2, w2) = parts
    return u + w2, w + u2


def _same(t: Term, parts: list[_Bounds], roots: _Roots) -> _Bounds:
    return parts[0]


def _root(t: Term, parts: list[_Bounds], roots: _Roots) -> _Bounds:
    return _extract(t.args[0], parts[0], t.args[1].value, roots)


def _pow(t: Term, parts: list[_Bounds], roots: _Roots) -> _Bounds:
    r = value(t.args[1], {})
    if not isinstance(r, Fraction) or abs(r.numerator) > MAX_DEGREE:
        raise _NotRadical
    u, w = parts[0] if r >= 0 else (parts[0][1], parts[0][0])
    k = abs(r.numerator)
    powered = (u * k, w * k)
    return powered if r.denominator == 1 else _extract(t.args[0], powered, r.denominator, roots)


def _circular(t: Term, parts: list[_Bounds], roots: _Roots) -> _Bounds:
    u = normal(t.args[0])
    if u.num != 0 and u.gens != (PI,) or len(u.num) > 1 or not u.den.is_constant() or u.num.total_degree() > 1:
        raise _NotRadical
    q = int(u.den.leading_coefficient())
    if q > MAX_DEGREE:
        raise _NotRadical
    roots.add((None, 2 * q))
    return 1.0 if t.head != "tan" else 2.0, 1.0 if t.head != "tan" else 2.0


def _extract(radicand: Term, bounds: _Bounds, k: int, roots: _Roots) -> _Bounds:
    # The k-th root of a power of the radicand lies in the field of the k-th root of the radicand.
    roots.add((radicand, k))
    u, w = bounds
    return ((u + (k - 1) * w) / k, w) if u >= w else (u, ((k - 1) * u + w) / k)


_Rule = Callable[[Term, list[_Bounds], _Roots], _Bounds]
_RULES: dict[str, _Rule] = {
    "num": _num,
    "add": _add,
    "mul": _mul,
    "div": _div,
    "neg": _same,
    "abs": _same,
    "root": _root,
    "pow": _pow,
    "sin": _circular,
    "cos": _circular,
    "tan": _circular,
}
_EXPRESSIONS = {"root": 1, "pow": 1, "sin": 0, "cos": 0, "tan": 0}  # an index or an angle is no part of the algebra
