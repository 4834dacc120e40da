"""Consequences of polynomial equations: p = c1*h1 + ... + cn*hn with polynomial cofactors c_i.

Where all h_i are zero so is p. Cofactors of bounded degree are found by linear algebra over the rational
numbers: the unknowns are the coefficients of multiples m*h_i (m a monomial), one equation for each
monomial. Only multiples are tried that can cancel something: those that share a monomial with p, then
those that share one with these, and so on for a few rounds.

The method of undetermined coefficients; see Cox, Little, O'Shea, "Ideals, Varieties, and Algorithms".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from flint import fmpq, fmpq_mat

from hybrid.decide.sparse import Monomial, Poly, degree, plus, times, total_degree

MAX_MULTIPLES = 160
MAX_ROWS = 400
ROUNDS = 3

Multiple = tuple[int, Monomial]


def member(p: Poly, hyps: Sequence[Poly], extra: int = 1) -> list[Poly] | None:
    """Cofactors c with p = sum c_i * hyps_i, of degree such that no product exceeds p by more than `extra`."""
    if not p:
        return [{} for _ in hyps]
    found = multiples([p], hyps, extra)
    if not found:
        return None
    labels = list(found)
    rows = sorted({m for q in found.values() for m in q} | set(p))
    if len(rows) > MAX_ROWS:
        return None
    index = {m: i for i, m in enumerate(rows)}
    n = len(labels)
    table = [[fmpq(0)] * (n + 1) for _ in rows]
    for j, q in enumerate(found.values()):
        for m, c in q.items():
            table[index[m]][j] = fmpq(c.numerator, c.denominator)
    for m, c in p.items():
        table[index[m]][n] = fmpq(c.numerator, c.denominator)
    reduced, rank = fmpq_mat(len(rows), n + 1, [c for r in table for c in r]).rref()
    cofactors: list[Poly] = [{} for _ in hyps]
    for i in range(rank):
        pivot = next(j for j in range(n + 1) if reduced[i, j] != 0)
        if pivot == n:
            return None
        value = reduced[i, n]
        if value != 0:
            k, m = labels[pivot]
            cofactors[k][m] = Fraction(int(value.p), int(value.q))
    return cofactors if is_member(p, hyps, cofactors) else None


def is_member(p: Poly, hyps: Sequence[Poly], cofactors: Sequence[Poly]) -> bool:
    """Whether p is the combination: polynomial arithmetic only."""
    if len(cofactors) != len(hyps):
        return False
    total: Poly = {}
    for c, h in zip(cofactors, hyps, strict=True):
        if c:
            total = plus(total, times(c, h))
    return not plus(total, p, -1)


def multiples(targets: Iterable[Poly], hyps: Sequence[Poly], extra: int) -> dict[Multiple, Poly]:
    """Multiples m*h of the hypotheses that share monomials with the targets, at most MAX_MULTIPLES."""
    wanted = {m for p in targets for m in p}
    most = max(total_degree(wanted), max((total_degree(h) for h in hyps), default=0)) + extra
    found: dict[Multiple, Poly] = {}
    fresh = wanted
    for _ in range(ROUNDS):
        following: set[Monomial] = set()
        for i, h in enumerate(hyps):
            size = total_degree(h)
            for t in sorted(fresh, key=lambda m: (degree(m), m)):
                for part in h:
                    m = _quotient(t, part)
                    if m is None or (i, m) in found or degree(m) + size > most:
                        continue
                    q = times({m: Fraction(1)}, h)
                    found[i, m] = q
                    following.update(q)
                    if len(found) >= MAX_MULTIPLES:
                        return found
        fresh = following - wanted
        wanted |= fresh
        if not fresh:
            break
    return found


def _quotient(m: Monomial, by: Monomial) -> Monomial | None:
    if not by:
        return m
    left = dict(m)
    for name, e in by:
        rest = left.get(name, 0) - e
        if rest < 0:
            return None
        if rest:
            left[name] = rest
        else:
            del left[name]
    return tuple(sorted(left.items()))
