"""Polynomials as sums of squares.

A polynomial in which every term is a product m*n of two monomials of a list m1, ..., mk is z^T G z with
z = (m1, ..., mk). If every g_ii is the sum of the other |g_ij| in its row, it is the sum of all
|g_ij|*(m_i + m_j)^2 or |g_ij|*(m_i - m_j)^2:

    a^2 + b^2 + c^2 - a*b - b*c - c*a = (a - b)^2/2 + (a - c)^2/2 + (b - c)^2/2

Otherwise squares are completed one monomial after the other (Lagrange): x^2 + x + 1 = (x + 1/2)^2 + 3/4.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations_with_replacement

from hybrid.compute.form import Monomial, Poly, times
from hybrid.compute.helper import helper
from hybrid.compute.read import EXPAND, read
from hybrid.compute.ring import content
from hybrid.compute.write import write
from hybrid.decide import cells
from hybrid.decide.meaning import positive
from hybrid.term import FALSE, ZERO, Term, add, div, eq, mul, num, number, power

MAX_MONOMIALS = 8
Matrix = list[list[Fraction]]
Square = tuple[Fraction, Poly]


@helper
def sum_of_squares(t: Term) -> Term | None:
    """t as a sum of positive multiples of squares and a number that is not negative; None when none is found,
    or t is one already."""
    p = read(t, EXPAND)
    z = _monomials(p)
    g = _matrix(p, z) if z and len(z) <= MAX_MONOMIALS else None
    if g is None:
        return None
    squares = _paired(g, z) or _completed(g, z)
    if squares is None:
        return None
    new = add(*[_multiple(c, q) for c, q in squares])
    return None if new.key == t.key else new


@helper
def positive_squares(t: Term) -> Term | None:
    """t as `sum_of_squares` gives it, with a positive number among the summands; else None."""
    new = sum_of_squares(t)
    return new if new is not None and positive(new) else None


@helper
def positive_form(t: Term) -> Term | None:
    """false, for `t = 0`, when t is positive by its form: squares and a positive number."""
    return FALSE if positive(t) else None


@helper
def never_zero(t: Term) -> Term | None:
    """false, for `t = 0`, when t is a polynomial in one letter without real zeros."""
    if len(t.free) != 1 or not cells.equivalent(eq(t, ZERO), FALSE, (), {}).proved:
        return None
    return FALSE


def _monomials(p: Poly) -> list[Monomial]:
    """The roots of the monomials that are squares and have positive coefficients; 1 at the end."""
    found = [
        tuple((g, k // 2) for g, k in m) for m, c in p.items() if c > 0 and all(k % 2 == 0 and k > 0 for _, k in m)
    ]
    return sorted(found, key=lambda m: -sum(k for _, k in m))


def _matrix(p: Poly, z: Sequence[Monomial]) -> Matrix | None:
    g = [[Fraction(0)] * len(z) for _ in z]
    where: dict[frozenset[tuple[Term, int]], tuple[int, int]] = {}
    for i, j in combinations_with_replacement(range(len(z)), 2):
        c, m = times(z[i], z[j])
        if c == 1 and (frozenset(m) not in where or i == j):
            where[frozenset(m)] = (i, j)
    for monomial, coefficient in p.items():
        place = where.get(frozenset(monomial))
        if place is None:
            return None
        i, j = place
        g[i][j] = g[j][i] = Fraction(coefficient) / (1 if i == j else 2)
    return g


def _paired(g: Matrix, z: Sequence[Monomial]) -> list[Square] | None:
    n = len(z)
    if any(g[i][i] != sum(abs(g[i][j]) for j in range(n) if j != i) for i in range(n)):
        return None
    pairs = [(i, j) for i in range(n) for j in range(i + 1, n) if g[i][j]]
    return [(abs(g[i][j]), {z[i]: 1, z[j]: 1 if g[i][j] > 0 else -1}) for i, j in pairs]


def _completed(g: Matrix, z: Sequence[Monomial]) -> list[Square] | None:
    n = len(z)
    out: list[Square] = []
    for i in range(n):
        d = g[i][i]
        if d < 0 or d == 0 and any(g[i]):
            return None
        if d == 0:
            continue
        row = [c / d for c in g[i]]
        out.append((d, {z[j]: c for j, c in enumerate(row) if c}))
        g = [[g[r][s] - d * row[r] * row[s] for s in range(n)] for r in range(n)]
    return out


def _multiple(c: Fraction, q: Poly) -> Term:
    """c*q^2, whole coefficients inside the bracket where that is shorter."""
    if len(q) == 1 and not next(iter(q)):
        return number(c)
    if len(q) == 1:
        return _scaled(c, write({tuple((g, 2 * k) for g, k in next(iter(q))): 1}))
    inside = Fraction(content(q))
    if c * inside * inside >= 1 or c.denominator == 1 and inside.denominator > 2:
        q, c = {m: Fraction(k) / inside for m, k in q.items()}, c * inside * inside
    return _scaled(c, power(write(q), num(2)))


def _scaled(c: Fraction, square: Term) -> Term:
    above = square if c.numerator == 1 else mul(num(c.numerator), square)
    return above if c.denominator == 1 else div(above, num(c.denominator))
