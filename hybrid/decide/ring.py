"""Terms as quotients of polynomials with whole coefficients, over FLINT.

A term built by + - * / and whole powers from letters (and from other terms already expressed as such
quotients, the *atoms*) is a quotient n/d. No common factor is cancelled on the way, so two things hold
at every point where the term is defined:

1. d is not zero, and the term equals n/d;
2. every letter and atom of the term is defined.

(1) holds because every division and every power with an exponent <= 0 puts what must not be zero into d:
u/v with v = p/q becomes u*q/p, and both p (since v is not zero) and q (by induction) are not zero.

An empty denominator is the int 1, a constant polynomial is an int, and with one letter the polynomials
are dense (`fmpz_poly`), with more sparse (`fmpz_mpoly`, lexicographic order); + - * ** mean the same for
all of them. Sizes are bounded before anything large is computed.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Any

from flint import Ordering, fmpz_mpoly_ctx, fmpz_poly

from hybrid.decide.evaluate import value
from hybrid.term import ZERO, Term, add, div, mul, neg, num, number, power, sub

MAX_EXPONENT = 1_000
MAX_TERMS = 20_000
MAX_COEFFICIENT_BITS = 100_000
MAX_SIZE_BITS = 4_000_000
SHALLOW = 8

Poly = Any  # int | fmpz_poly | fmpz_mpoly, all of one ring
Ratio = tuple[Poly, Poly]
Exponents = tuple[int, ...]
Environment = Mapping[Any, Ratio]  # letters by name, atoms by term


class NotRational(Exception):
    """The term has a part that is not a quotient of polynomials in the letters and atoms given."""


class TooBig(Exception):
    """The polynomials would be larger than the bounds of this module."""


class Nowhere(Exception):
    """The term divides by an expression that is zero everywhere: it is defined nowhere."""


@lru_cache(maxsize=256)
def context(n: int) -> Any:
    """The ring of polynomials in n generators with whole coefficients, in lexicographic order."""
    return fmpz_mpoly_ctx.get(("g", n), Ordering.lex)


@lru_cache(maxsize=1024)
def letters_environment(names: tuple[str, ...]) -> dict[Any, Ratio]:
    """Each letter as the generator that stands for it; dense polynomials when there is one letter."""
    if len(names) == 1:
        return {names[0]: (fmpz_poly([0, 1]), 1)}
    return {name: (g, 1) for name, g in zip(names, context(len(names)).gens(), strict=True)}


def ratio(t: Term, env: Environment, total: bool = False) -> Ratio:
    """t as numerator and denominator. With `total`, only a term defined everywhere is accepted.

    Raises NotRational for a part that is neither arithmetic nor in `env` (and, with `total`, for a
    division or a power <= 0 of something that is not a number), TooBig, and Nowhere.
    """
    head = t.head
    if head == "num":
        v = t.value
        return (v, 1) if type(v) is int else (v.numerator, v.denominator)
    if head == "sym":
        found = env.get(t.value)
        if found is None:
            raise NotRational
        return found
    if head == "add":
        n, d = ratio(t.args[0], env, total)
        for a in t.args[1:]:
            an, ad = ratio(a, env, total)
            n, d = (n + an, d) if ad is d else _plus(n, d, an, ad)
        if type(n) is not int and len(n) > MAX_TERMS:
            raise TooBig
        return n, d
    if head == "mul":
        n, d = 1, 1
        for a in t.args:
            an, ad = env.get(a.value) or ratio(a, env, total) if a.head == "sym" else ratio(a, env, total)
            n = an if type(n) is int and n == 1 else times(n, an)
            if ad != 1:
                d = times(d, ad)
        return n, d
    if head == "neg":
        n, d = ratio(t.args[0], env, total)
        return -n, d
    if head == "pow":
        k = whole_exponent(t)
        if k is not None:
            n, d = ratio(t.args[0], env, total)
            if total and k <= 0 and type(n) is not int:
                raise NotRational
            return _raised(n, d, k, t.depth > SHALLOW)
    if head == "div":
        n, d = ratio(t.args[0], env, total)
        vn, vd = ratio(t.args[1], env, total)
        return _divided(n, d, vn, vd, total)
    found = env.get(t)
    if found is None:
        raise NotRational
    return found


def whole_exponent(t: Term) -> int | None:
    """The exponent of the power t when its value is a whole number, whatever way it is written."""
    exponent = t.args[1]
    if exponent.head == "num":
        v = exponent.value
        return v if type(v) is int else None
    if exponent.free:
        return None
    found = value(exponent, {})
    return int(found) if isinstance(found, Fraction) and found.denominator == 1 else None


def times(a: Poly, b: Poly) -> Poly:
    """a * b; raises TooBig when the product would have too many terms."""
    if type(a) is not int and type(b) is not int:
        la, lb = len(a), len(b)
        if la > 40 and lb > 40 and min(la * lb, _dense_terms(a, b)) > MAX_TERMS:
            raise TooBig
    return a * b


def raised(base: Poly, k: int, check: bool = True) -> Poly:
    """base^k for k >= 0; raises TooBig when the power would be too large.

    Without `check`, small powers of short polynomials are not looked at: right where they are not nested deep.
    """
    if type(base) is int:
        if base.bit_length() * k > MAX_COEFFICIENT_BITS and not -1 <= base <= 1:
            raise TooBig
        return base**k
    if k > MAX_EXPONENT and not base.is_constant():
        raise TooBig
    if check or k > 3 or len(base) > 20:
        if isinstance(base, fmpz_poly):
            terms = base.degree() * k
        else:
            terms = min(math.comb(len(base) + k - 1, k), math.prod(e * k + 1 for e in base.degrees()))
        bits = max((int(c).bit_length() for c in base.coeffs()), default=0)
        if terms > MAX_TERMS or bits * k > MAX_COEFFICIENT_BITS or terms * (bits + 1) * k > MAX_SIZE_BITS:
            raise TooBig
    return base**k


def _dense_terms(a: Poly, b: Poly) -> int:
    """How many terms a product can have at most, from the degrees alone."""
    if isinstance(a, fmpz_poly):
        return int(a.degree() + b.degree() + 1)
    return math.prod(x + y + 1 for x, y in zip(a.degrees(), b.degrees(), strict=True))


def _plus(n: Poly, d: Poly, m: Poly, e: Poly) -> Ratio:
    if type(d) is int and type(e) is int:
        common = math.lcm(d, e)
        return n * (common // d) + m * (common // e), common
    if d == e:
        return n + m, d
    return times(n, e) + times(m, d), times(d, e)


def _raised(n: Poly, d: Poly, k: int, check: bool) -> Ratio:
    if k > 0:
        return raised(n, k, check), d if d == 1 else raised(d, k, check)
    if n == 0:
        raise Nowhere
    if k == 0:
        return n, n
    return raised(d, -k, check), raised(n, -k, check)


def _divided(n: Poly, d: Poly, vn: Poly, vd: Poly, total: bool) -> Ratio:
    if vn == 0:
        raise Nowhere
    if type(vn) is int:
        if vn < 0:
            n, vn = -n, -vn
    elif total:
        raise NotRational
    return n if vd == 1 else times(n, vd), times(d, vn)


# -- polynomials back to terms -------------------------------------------------------------------


def poly_term(monomials: Mapping[Exponents, Fraction | int], gens: Sequence[Term]) -> Term:
    """The sum in school form: falling total degree, then by the order of `gens`; `x^2 - 5*x + 6`."""
    order = sorted(monomials, key=lambda e: (sum(e), e), reverse=True)
    parts = [monomial_term(monomials[e], e, gens) for e in order if monomials[e]]
    return add(*parts) if parts else ZERO


def monomial_term(c: Fraction | int, exponents: Exponents, gens: Sequence[Term]) -> Term:
    """One term of a sum: `x^2*y`, `-x`, `3*x`, `-3*x/2`, `7/2`."""
    factors = [g if k == 1 else power(g, num(k)) for g, k in zip(gens, exponents, strict=True) if k]
    if not factors:
        return number(c)
    p, q = c.numerator, c.denominator
    if p not in (1, -1):
        factors.insert(0, num(p))
    t = mul(*factors)
    if q != 1:
        t = div(t, num(q))
    return neg(t) if p == -1 else t


def ratio_term(n: Term, d: Term) -> Term:
    """n/d, or n when d is 1."""
    return n if d is num(1) else div(n, d)


def difference(a: Term, b: Term) -> Term:
    """a - b, as a itself when b is 0."""
    return a if b is ZERO else sub(a, b)


def monomials(p: Poly, n: int) -> dict[Exponents, int]:
    """The coefficients of a polynomial in n generators, by exponents."""
    if type(p) is int:
        return {(0,) * n: p} if p else {}
    if isinstance(p, fmpz_poly):
        return {(i,): int(c) for i, c in enumerate(p.coeffs()) if c}
    return {tuple(map(int, e)): int(c) for e, c in p.terms()}
