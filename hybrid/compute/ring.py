"""Polynomials over generators as polynomials of FLINT: factors, greatest common divisors, quotients.

The generators become the variables. Where both u and root(u, n) occur, u is written as root(u, n)^n, so
that x - 1 is seen to be (sqrt(x) - 1)*(sqrt(x) + 1) where sqrt(x) occurs, and not elsewhere.

Source of the algorithms: FLINT (https://flintlib.org), `fmpz_mpoly_factor`, `fmpq_mpoly_gcd`.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import gcd, lcm
from typing import Any

from hybrid.compute.form import (
    Coefficient,
    Monomial,
    NotPolynomial,
    Poly,
    TooBig,
    divide,
    generators,
    monomial,
    order,
    whole,
)
from hybrid.compute.write import in_order, letter_order
from hybrid.term import Term

MAX_DEGREE = 1_000
MAX_FACTOR_TERMS = 300


class Ring:
    """A polynomial ring over some generators, with the way there and back."""

    def __init__(self, gens: Iterable[Term]) -> None:
        from flint import Ordering, fmpq_mpoly_ctx

        every = sorted(set(gens), key=order)
        roots: dict[Term, tuple[Term, int]] = {}
        for g in every:
            if g.head == "root" and g.args[0] in every and g.args[0] not in roots:
                roots[g.args[0]] = (g, int(g.args[1].value))
        self.roots = roots
        self.gens = sorted((g for g in every if g not in roots), key=letter_order)
        self.index = {g: i for i, g in enumerate(self.gens)}
        self.context = fmpq_mpoly_ctx.get(tuple(f"g{i}" for i in range(len(self.gens))), Ordering.deglex)

    def put(self, p: Poly) -> Any:
        """p as an fmpq_mpoly. Raises TooBig for a high degree, NotPolynomial for a negative exponent."""
        from flint import fmpq

        table: dict[tuple[int, ...], Any] = {}
        n = len(self.gens)
        for m, c in p.items():
            exponents = [0] * n
            for g, k in m:
                while g in self.roots:
                    g, times = self.roots[g]
                    k *= times
                exponents[self.index[g]] += k
                if k < 0:
                    raise NotPolynomial("a negative exponent")
                if k > MAX_DEGREE:
                    raise TooBig("a polynomial of high degree")
            key = tuple(exponents)
            value = c if type(c) is int else fmpq(c.numerator, c.denominator)
            table[key] = table[key] + value if key in table else value
        return self.context.from_dict(table)

    def get(self, f: Any) -> Poly:
        """The sum of monomials that an fmpq_mpoly stands for."""
        out: Poly = {}
        for exponents, c in f.to_dict().items():
            factor, m = monomial({g: int(k) for g, k in zip(self.gens, exponents, strict=True) if k})
            value = int(c.p) if c.q == 1 else Fraction(int(c.p), int(c.q))
            out[m] = whole(out.get(m, 0) + factor * value)
        return {m: c for m, c in out.items() if c}


def content(p: Poly) -> Coefficient:
    """The positive rational c with p/c of integer coefficients without a common divisor; 1 for p = 0."""
    above, below = 0, 1
    for c in p.values():
        above = gcd(above, c.numerator)
        below = lcm(below, c.denominator)
    return whole(Fraction(above, below)) if above else 1


def leading_sign(p: Poly) -> int:
    """The sign of the first coefficient of p as written; 1 for 0."""
    if not p:
        return 1
    if len(p) == 1:
        return 1 if next(iter(p.values())) > 0 else -1
    return 1 if _leading(p) > 0 else -1


def _leading(p: Poly) -> Coefficient:
    ordered = in_order(p)
    if not any(g.free for m in p for g, _ in m):  # closed sums are written positive first
        return min(ordered, key=lambda item: (len(item[0]), [order(g) for g, _ in item[0]]))[1]
    return ordered[0][1]


def primitive(p: Poly) -> tuple[Coefficient, Poly]:
    """(c, q) with p = c*q, q of coprime integer coefficients and positive first coefficient."""
    c = content(p)
    if leading_sign(p) < 0:
        c = -c
    if c == 1:
        return 1, p
    if type(c) is int:
        return c, {m: whole(Fraction(k) / c) if type(k) is not int else k // c for m, k in p.items()}
    return c, {m: whole(Fraction(k) / c) for m, k in p.items()}


def common_monomial(p: Poly) -> Monomial:
    """The greatest monomial that divides every term of p; exponents may be negative."""
    shared: dict[Term, int] | None = None
    for m in p:
        powers = dict(m)
        if shared is None:
            shared = powers
            continue
        for g in set(shared) | set(powers):
            k = min(shared.get(g, 0), powers.get(g, 0))
            if k:
                shared[g] = k
            else:
                shared.pop(g, None)
    return tuple(sorted((shared or {}).items(), key=lambda pair: order(pair[0])))


def factored(p: Poly) -> tuple[Coefficient, list[tuple[Poly, int]]]:
    """p = c * q1^k1 * ...: irreducible over the rationals, primitive, first coefficients positive.

    Factors are in order: monomials first, then by degree and size. p has no negative exponents.
    Raises TooBig for long sums.
    """
    if len(p) > MAX_FACTOR_TERMS:
        raise TooBig("a sum with too many terms to factor")
    if all(not m or len(m) == 1 and m[0][1] == 1 and m[0][0].head != "root" for m in p):
        lead, linear = primitive(p)
        return lead, [(linear, 1)] if linear != {(): 1} else []
    gens = generators(p)
    if len(gens) == 1:
        return _factored_in_one(p, gens[0])
    ring = Ring(gens)
    c, found = ring.put(p).factor()
    coefficient: Coefficient = whole(Fraction(int(c.p), int(c.q)))
    out: list[tuple[Poly, int]] = []
    for f, k in found:
        d, q = primitive(ring.get(f))
        if d != 1:
            coefficient = whole(coefficient * Fraction(d) ** int(k))
        if q != {(): 1}:
            out.append((q, int(k)))
    if len(out) > 1:
        out.sort(key=_simple_first)
    return coefficient, out


def _factored_in_one(p: Poly, g: Term) -> tuple[Coefficient, list[tuple[Poly, int]]]:
    """`factored` for a polynomial in one generator, several times as fast."""
    from flint import fmpz_poly

    c = content(p)
    dense = [0] * (_degree(p) + 1)
    for m, k in p.items():
        value = divide(k, c)
        dense[m[0][1] if m else 0] = int(value)
    unit, found = fmpz_poly(dense).factor()
    coefficient = whole(c * int(unit))
    out: list[tuple[Poly, int]] = []
    for f, k in found:
        numbers = [int(a) for a in f]
        if numbers[-1] < 0:
            numbers, coefficient = [-a for a in numbers], coefficient * (-1) ** int(k)
        out.append(
            ({(((g, i),) if i else ()): numbers[i] for i in range(len(numbers) - 1, -1, -1) if numbers[i]}, int(k))
        )
    if len(out) > 1:
        out.sort(key=_simple_first)
    return coefficient, out


def _degree(p: Poly) -> int:
    highest = 0
    for m in p:
        k = m[0][1] if m else 0
        if k < 0:
            raise NotPolynomial("a negative exponent")
        highest = max(highest, k)
    if highest > MAX_DEGREE:
        raise TooBig("a polynomial of high degree")
    return highest


def _simple_first(pair: tuple[Poly, int]) -> tuple[Any, ...]:
    p, k = pair
    ordered = in_order(p)
    degree = max(sum(abs(e) for _, e in m) for m in p)
    coefficients = [c for _, c in ordered]
    monomials = [[(order(g), e) for g, e in m] for m, _ in ordered]
    return (len(p) > 1, degree, k > 1, [abs(c) for c in coefficients], coefficients, monomials)


def greatest_common_divisor(a: Poly, b: Poly) -> Poly:
    """The primitive greatest common divisor of two sums without negative exponents."""
    ring = Ring({*generators(a), *generators(b)})
    return primitive(ring.get(ring.put(a).gcd(ring.put(b))))[1]


def exact_quotient(a: Poly, b: Poly) -> Poly | None:
    """a/b when b divides a as a polynomial over the generators, None otherwise (b != 0)."""
    ring = Ring({*generators(a), *generators(b)})
    quotient, rest = divmod(ring.put(a), ring.put(b))
    return ring.get(quotient) if not rest else None
