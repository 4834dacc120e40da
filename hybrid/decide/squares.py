"""Squares that may help to show that a polynomial is not negative.

A quadratic polynomial is z^T G z with z = (1, x1, ..., xn) and one symmetric matrix G. Symmetric Gaussian
elimination (completing squares, LDL^T) writes it as a sum d_i * (linear form)^2; it is nonnegative iff all
d_i >= 0. For other degrees the squares m^2 and (m + n)^2, (m - n)^2 of monomials of half the degree are
offered: their nonnegative sums are the diagonally dominant polynomials (Ahmadi, Majumdar, "DSOS and SDSOS
optimization", 2019). Squares that stand in a product are found by factoring it.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations

from flint import Ordering, fmpq, fmpq_mpoly_ctx

from hybrid.decide.sparse import CONSTANT, Monomial, Poly, degree, join, total_degree

MAX_MONOMIALS = 10


def completed(p: Poly) -> list[tuple[Fraction, Poly]] | None:
    """p = sum d_i * q_i^2 by completing squares, None unless p is quadratic and no pivot vanishes wrongly.

    Some d_i may be negative; the identity holds all the same.
    """
    if total_degree(p) > 2:
        return None
    names = sorted({k for m in p for k, _ in m})
    z: list[Monomial] = [*[((k, 1),) for k in names], CONSTANT]
    n = len(z)
    g = [[Fraction(0)] * n for _ in range(n)]
    for i in range(n):
        for j in range(n):
            c = p.get(join(z[i], z[j]), Fraction(0))
            g[i][j] = c if i == j else c / 2
    out: list[tuple[Fraction, Poly]] = []
    for i in range(n):
        d = g[i][i]
        if d == 0:
            if any(g[i]):
                return None
            continue
        row = [c / d for c in g[i]]
        out.append((d, {z[j]: c for j, c in enumerate(row) if c}))
        g = [[g[r][c] - d * row[r] * row[c] for c in range(n)] for r in range(n)]
    return out


def candidates(polys: Sequence[Poly]) -> list[Poly]:
    """Polynomials whose squares are worth trying, given those that are to be shown nonnegative."""
    out: list[Poly] = []
    seen: set[frozenset[tuple[Monomial, Fraction]]] = set()

    def offer(q: Poly) -> None:
        key = frozenset(q.items())
        if q and key not in seen:
            seen.add(key)
            out.append(q)

    for p in polys:
        for _, q in completed(p) or []:
            offer(q)
    half = _half(polys)
    for m in half:
        offer({m: Fraction(1)})
    for m, n in combinations(half, 2):
        offer({m: Fraction(1), n: Fraction(1)})
        offer({m: Fraction(1), n: Fraction(-1)})
    return out


def square_part(p: Poly) -> Poly:
    """The largest q, up to a number, of which the square divides p, by factoring over the rational numbers."""
    names = sorted({k for m in p for k, _ in m})
    if total_degree(p) < 2:
        return {}
    ring = fmpq_mpoly_ctx.get(tuple(f"g{i}" for i in range(len(names))), Ordering.deglex)
    table = {tuple(dict(m).get(k, 0) for k in names): fmpq(c.numerator, c.denominator) for m, c in p.items()}
    root = ring.constant(1)
    for factor, times in ring.from_dict(table).factor()[1]:
        root *= factor ** (int(times) // 2)
    if root.total_degree() < 1:
        return {}
    return {
        tuple((k, int(e)) for k, e in zip(names, exponents, strict=True) if e): Fraction(int(c.p), int(c.q))
        for exponents, c in root.to_dict().items()
    }


def simple(names: Sequence[str]) -> list[Poly]:
    """x - y, x + y, x, x - 1, x + 1 for the generators named."""
    one = Fraction(1)
    singles: list[Monomial] = [((k, 1),) for k in names]
    out: list[Poly] = [{m: one, n: sign * one} for sign in (-1, 1) for m, n in combinations(singles, 2)]
    out += [{m: one} for m in singles]
    return out + [{m: one, CONSTANT: sign * one} for sign in (-1, 1) for m in singles]


def _half(polys: Sequence[Poly]) -> list[Monomial]:
    """Monomials m of which m^2 divides out of the polynomials, or which occur with another as a product."""
    support = {m for p in polys for m in p}
    top = total_degree(support)
    found: set[Monomial] = set()
    for m in support:
        if m and all(e % 2 == 0 for _, e in m):
            found.add(tuple((k, e // 2) for k, e in m))
        if len(m) == 2 and all(e == 1 for _, e in m):
            found.update(((k, 1),) for k, _ in m)
        if degree(m) == 1 and top >= 2:
            found.add(m)
    # Between two such monomials lies another when the exponents allow it: a*b between a^2 and b^2.
    for m, n in combinations(sorted(found), 2):
        both = join(m, n)
        if all(e % 2 == 0 for _, e in both):
            found.add(tuple((k, e // 2) for k, e in both))
    if CONSTANT in support or any(degree(m) == 1 for m in support):
        found.add(CONSTANT)
    return sorted(found, key=lambda m: (degree(m), m))[:MAX_MONOMIALS]
