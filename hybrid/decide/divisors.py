"""Equations in two whole numbers that hold only where a polynomial divides a number.

    linear in y     A(x)*y + B(x) = 0    A(x) divides every u*A + v*B, so it divides the resultant r of A and B
    a product       f*g = n, n != 0      f divides n

    x*y - 2*x - 3*y = 1     (x - 3)*y = 2*x + 1, so x - 3 divides 7
    x^2 - y^2 = 15          (x - y)*(x + y) = 15, so x - y divides 15

r, or n, has finitely many divisors. For each d the rest is an equation in one letter: A(x) = d, or f = d and g = n/d
with y eliminated by a resultant. Its whole roots are found by factoring over the integers (FLINT), so every whole
solution of the equation is among the points listed. They are candidates only: a caller tries each of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import lcm, prod
from typing import Any

from flint import Ordering, fmpz, fmpz_mpoly_ctx, fmpz_poly

from hybrid.decide.atoms import difference
from hybrid.decide.rational import as_ratio
from hybrid.term import Term

MAX_NUMBER = 10**15  # whose divisors are listed
MAX_DIVISORS = 400
MAX_DEGREE = 8


@dataclass(frozen=True)
class Divisors:
    """The points among which all whole solutions are, (value of the first letter, of the second) ascending, and why:
    `factor` divides `number`, both as text."""

    points: tuple[tuple[int, int], ...]
    factor: str
    number: int


def candidates(equation: Term, first: str, second: str) -> Divisors | None:
    """Where whole solutions of an equation in two letters can be; None when no divisor bounds them."""
    found = as_ratio(difference(equation)) if equation.head == "eq" else None
    if found is None or any(g.head != "sym" or g.value not in (first, second) for g in found[2]):
        return None
    top, _, generators = found
    places = [(first, second).index(g.value) for g in generators]
    context = fmpz_mpoly_ctx.get((first, second), Ordering.lex)
    p = context.from_dict(dict(_placed(top, places)))
    if p.is_zero() or max(p.degrees()) > MAX_DEGREE or min(p.degrees()) == 0:
        return None
    for letter in (1, 0):
        if p.degrees()[letter] == 1 and (listed := _linear(p, letter)) is not None:
            return listed
    return _product(p)


def _placed(p: Mapping[tuple[int, ...], Fraction], places: list[int]) -> Iterator[tuple[tuple[int, int], int]]:
    """The monomials with both exponents, the coefficients made whole."""
    scale = lcm(*[c.denominator for c in p.values()])
    for exponents, c in p.items():
        row = [0, 0]
        for place, e in zip(places, exponents, strict=True):
            row[place] = e
        yield (row[0], row[1]), int(c * scale)


def _linear(p: Any, letter: int) -> Divisors | None:
    """p = A*y + B for the letter y: A divides the resultant of A and B."""
    a, b = _univariate(p, 1 - letter, 1), _univariate(p, 1 - letter, 0)
    if a.degree() < 1:
        return None
    n = int(a.resultant(b))
    points = set()
    for d in _divisors(n):
        for u in _roots(a - d):
            v, rest = divmod(-int(b(u)), d)
            if not rest:
                points.add((u, v) if letter else (v, u))
    name = p.context().names()[1 - letter]
    return Divisors(tuple(sorted(points)), _text(a, name), abs(n)) if n and _divisors(n) else None


def _product(p: Any) -> Divisors | None:
    """p = c*f*g + m with a number m that is not 0: f divides -m/c where that is whole."""
    m = int(p[(0, 0)])
    content, factors = (p - m).factor()
    whole = [f for f, k in factors for _ in range(k)]
    if not m or len(whole) < 2:
        return None
    n, rest = divmod(-m, int(content))
    f, g = whole[0], prod(whole[1:], start=p.context().constant(1))
    if rest:
        return Divisors((), str(f), n)
    if not _divisors(n):
        return None
    points: set[tuple[int, int]] = set()
    for d in _divisors(n):
        common = _common_points(f - d, g - n // d)
        if common is None:
            return None
        points.update(common)
    return Divisors(tuple(sorted(points)), str(f), abs(n))


def _common_points(f: Any, g: Any) -> list[tuple[int, int]] | None:
    """The whole points where both are zero; None when there may be infinitely many."""
    eliminated = f.resultant(g, 1)
    if eliminated.is_zero():
        return None
    points = []
    for u in _roots(_univariate(eliminated, 0, 0)):
        at_u = [_at_first(h, u) for h in (f, g)]
        if all(h.degree() < 0 for h in at_u):
            return None
        both = at_u[0].gcd(at_u[1])
        points += [(u, v) for v in _roots(both)]
    return points


def _univariate(p: Any, letter: int, power: int) -> Any:
    """The coefficient of a power of the other letter, as a polynomial in the letter."""
    rows = {e[letter]: int(c) for e, c in p.to_dict().items() if e[1 - letter] == power}
    return fmpz_poly([rows.get(k, 0) for k in range(max(rows, default=-1) + 1)])


def _at_first(p: Any, u: int) -> Any:
    """p with u for its first letter."""
    out: dict[int, int] = {}
    for e, c in p.to_dict().items():
        out[e[1]] = out.get(e[1], 0) + int(c) * u ** e[0]
    return fmpz_poly([out.get(k, 0) for k in range(max(out, default=-1) + 1)])


def _roots(p: Any) -> list[int]:
    """The whole roots of a polynomial that is not zero."""
    if p.degree() < 1:
        return []
    linear = [f for f, _ in p.factor()[1] if f.degree() == 1]
    return sorted(-int(f[0]) // int(f[1]) for f in linear if not int(f[0]) % int(f[1]))


def _divisors(n: int) -> list[int]:
    """The divisors of n with both signs; none when n is 0, or they are too many."""
    if not n or abs(n) > MAX_NUMBER:
        return []
    found = [1]
    for p, k in fmpz(abs(n)).factor():
        found = [d * int(p) ** i for d in found for i in range(k + 1)]
        if len(found) > MAX_DIVISORS:
            return []
    return sorted([*found, *[-d for d in found]])


def _text(p: Any, name: str) -> str:
    """p, or -p, the one whose first coefficient is positive."""
    from hybrid.term import add, mul, neg, num, power, sym

    x, p = sym(name), p if p[p.degree()] > 0 else -p
    terms = []
    for k in range(p.degree(), -1, -1):
        c, u = int(p[k]), x if k == 1 else power(x, num(k))
        if c:
            terms.append(num(c) if not k else u if c == 1 else neg(u) if c == -1 else mul(num(c), u))
    return str(add(*terms))


__all__ = ["Divisors", "candidates"]
