"""Comparing atoms up to a factor: a relation may be multiplied by what is known not to be zero, or has a sign.

L < R and L' < R' are true at the same points where both are defined when v*(L - R) = u*(L' - R') with u and
v of one sign and never zero; for `=` and `!=` it is enough that neither is zero, and with u*v < 0 the
order is mirrored. The candidates for u/v are found by exact division, and proved to be right.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from hybrid.decide.linear import known
from hybrid.decide.meaning import conditions
from hybrid.decide.rational import as_ratio, same_value
from hybrid.decide.signs import NONZERO, Facts, Signs, sign_of
from hybrid.problem import Domain
from hybrid.term import FLIPPED, RELATIONS, ZERO, Term, add, div, make, mul, num, number, power, sub

Monomials = Mapping[tuple[int, ...], Fraction]


def proportional(a: Term, b: Term, context: Sequence[Term], domains: Mapping[str, Domain]) -> bool:
    """Whether atoms a and b agree wherever both are defined and the context holds, by a factor."""
    if a.head not in RELATIONS or b.head not in (a.head, FLIPPED.get(a.head)):
        return False
    here = (*context, *conditions(a), *conditions(b))
    p, q = difference(a), difference(b)
    if a.head == b.head and same_value(p, q, domains, here).proved:
        return True
    found = as_ratio(div(p, q))
    if found is None or not found[0]:
        return False
    u, v = polynomial(found[0], found[2]), polynomial(found[1], found[2])
    present = {c.key for c in known(here)}
    if any(c.key not in present for c in (*conditions(u), *conditions(v))):
        return False
    facts = Facts(here, domains)
    signs = frozenset(x * y for x in sign_of(u, facts) for y in sign_of(v, facts))
    if not _allowed(a.head, b.head, signs):
        return False
    return same_value(mul(v, p), mul(u, q), domains, here).proved


def _allowed(head: str, other: str, signs: Signs) -> bool:
    if head in ("eq", "ne"):
        return head == other and signs <= NONZERO
    return signs <= ({1} if head == other else {-1})


def cleared(f: Term, context: Sequence[Term], domains: Mapping[str, Domain]) -> Term | None:
    """The atom f with denominators multiplied out, `polynomial REL 0`; None when nothing is gained.

    Equivalent to f where f is defined and the context holds (`proportional` can check it).
    """
    if f.head not in RELATIONS:
        return None
    found = as_ratio(difference(f))
    if found is None or set(found[1]) == {(0,) * len(found[2])}:
        return None
    top, below = polynomial(found[0], found[2]), polynomial(found[1], found[2])
    signs = sign_of(below, Facts((*context, *conditions(f)), domains))
    if f.head in ("eq", "ne"):
        return make(f.head, (top, ZERO)) if signs <= NONZERO else None
    if signs == {1}:
        return make(f.head, (top, ZERO))
    return make(FLIPPED[f.head], (top, ZERO)) if signs == {-1} else None


def difference(f: Term) -> Term:
    a, b = f.args
    return a if b is ZERO else sub(a, b)


def polynomial(coefficients: Monomials, generators: Sequence[Term]) -> Term:
    """The sum of coefficient times powers of the generators."""
    parts = []
    for exponents, c in sorted(coefficients.items(), key=lambda e: (-sum(e[0]), e[0])):
        factors = [g if e == 1 else power(g, num(e)) for g, e in zip(generators, exponents, strict=True) if e]
        if c != 1 or not factors:
            factors.insert(0, number(c))
        parts.append(mul(*factors))
    return add(*parts) if parts else ZERO


__all__ = ["cleared", "difference", "polynomial", "proportional"]
