"""Roots, absolute values, logarithms, exponentials, sines of a quotient U of polynomials, over generators.

Each function here takes the normal form of the argument and gives arithmetic over generators that equals
the value at every point where the value is defined, and that is itself defined there. The identities, for
U = s * c * B1^q1 * ... * f1^e1 * ... with a sign s, a number c > 0, bases B > 0 and irreducible f:

    U^r        = c^r * product B^(q*r) * product |f|^(e*r)      wherever U >= 0, since then U = |U|
    root(U, n) = s * root(c) * product root(f, n)^e             n odd: odd roots are total and multiplicative
    |U|        = c * product B^q * product |f|^e
    ln(U)      = ln(c) + sum q*ln(B) + sum e*ln|f|              wherever U > 0
    e^W        = product e^(k*m)  for W = sum of k*m            m: a monomial over the denominator
    sin, cos(W)  by the addition formulas and de Moivre         pi*r: the table, r a multiple of 1/12
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from flint import fmpz

from hybrid.decide.definite import definite, is_nonnegative, is_positive
from hybrid.decide.frame import MAX_MULTIPLE, Fact, Normal, base_of
from hybrid.decide.ring import MAX_COEFFICIENT_BITS, Nowhere, Poly, TooBig, monomials, poly_term, ratio_term
from hybrid.term import ONE, PI, ZERO, E, Term, add, div, make, mul, neg, num, number, power, root, sub

MAX_FACTORED_BITS = 128
MAX_ANGLES = 4
MAX_DEGREE = 10**6  # of a single monomial
MAX_EXPANDED = 500


@dataclass(frozen=True)
class Product:
    """sign * product of bases^q * product of f^e; bases are nowhere negative, f irreducible of either sign."""

    sign: int
    bases: dict[Term, Fraction]
    factors: dict[Term, int]
    definite: frozenset[Term]  # the factors known positive


def product(u: Normal) -> Product:
    """The factorisation of a quotient that is not 0. Raises TooBig when a polynomial is too large to factor."""
    sign = 1
    bases: dict[Term, Fraction] = {}
    factors: dict[Term, int] = {}
    positive: set[Term] = set()
    for poly, side in ((u.num, 1), (u.den, -1)):
        if len(poly) > 200 or sum(poly.degrees()) > (60 if len(poly) > 1 else MAX_DEGREE):
            raise TooBig
        try:
            content, parts = poly.factor()
        except OverflowError:  # FLINT's wrapper sorts factors by numbers that must fit a machine word
            raise TooBig from None
        c = int(content)
        sign *= -1 if c < 0 else 1
        for p, k in _factored(abs(c)):
            bases[num(p)] = bases.get(num(p), Fraction(0)) + side * k
        for f, e in parts:
            if int(f.leading_coefficient()) < 0:
                f = -f
                sign *= (-1) ** int(e)
            t = poly_term(monomials(f, len(u.gens)), u.gens)
            base, d = base_of(t)
            if is_nonnegative(base):
                bases[base] = bases.get(base, Fraction(0)) + Fraction(side * int(e), d)
                continue
            factors[t] = side * int(e)
            if definite(t, u.gens) == "positive":
                positive.add(t)
    sign *= _squares_of_sines(u, factors)
    return Product(sign, {b: q for b, q in bases.items() if q}, factors, frozenset(positive))


def _squares_of_sines(u: Normal, factors: dict[Term, int]) -> int:
    """Put -sin^2 for (cos - 1)*(cos + 1) among the factors, and return the sign that comes of it.

    Reduced forms have 1 - cos^2 where sin^2 was written, and its root and logarithm are wanted as those of sin^2.
    """
    sign = 1
    for c in u.gens:
        if c.head != "cos":
            continue
        low, high = add(c, num(-1)), add(c, ONE)
        e, k = factors.get(low, 0), factors.get(high, 0)
        if e * k > 0:
            both = min(e, k) if e > 0 else max(e, k)
            sine = make("sin", c.args)
            for f, change in ((low, -both), (high, -both), (sine, 2 * both)):
                factors[f] = factors.get(f, 0) + change
                if not factors[f]:
                    del factors[f]
            sign *= -1 if both % 2 else 1
    return sign


def sign_facts(u: Normal, strict: bool) -> frozenset[Fact]:
    """What U >= 0 (U > 0 when strict) says about the irreducible factors of U. Raises Nowhere when it cannot be."""
    if u.num == 0:
        if strict:
            raise Nowhere
        return frozenset()
    p = product(u)
    odd = {f for f, e in p.factors.items() if e % 2 and f not in p.definite}
    zero: set[Term] = set()
    if not strict:
        zero |= {f for f, e in p.factors.items() if e > 0 and f not in p.definite}
        zero |= {b.args[0] for b, q in p.bases.items() if q > 0 and b.head == "abs"}
    if odd:
        return frozenset({Fact(p.sign, frozenset(odd), frozenset(zero), strict)})
    if p.sign < 0 and not zero:
        raise Nowhere
    return frozenset()


def modulus_power(u: Normal, r: Fraction) -> Term:
    """|U|^r: U^r wherever U >= 0, and |U| itself for r = 1. Raises Nowhere for a negative power of 0."""
    if u.num == 0:
        if r <= 0:
            raise Nowhere
        return ZERO
    p = product(u)
    parts = [_power(base, q * r) for base, q in p.bases.items()]
    parts += [_power(make("abs", (f,)), e * r) for f, e in p.factors.items()]
    return mul(*parts)


def odd_root(u: Normal, n: int) -> Term:
    """root(U, n) for odd n, defined wherever U is."""
    if u.num == 0:
        return ZERO
    p = product(u)
    parts = [_power(base, q / n) for base, q in p.bases.items()]
    parts += [_power(f, Fraction(e, n)) for f, e in p.factors.items()]
    return mul(num(p.sign), *parts)


def log_modulus(u: Normal) -> Term:
    """ln|U|, which is ln(U) wherever U > 0. Raises Nowhere for U = 0."""
    if u.num == 0:
        raise Nowhere
    p = product(u)
    parts = [_scaled(q, ln(base)) for base, q in p.bases.items()]
    parts += [_scaled(Fraction(e), ln(make("abs", (f,)))) for f, e in p.factors.items()]
    return add(*parts)


def ln(base: Term) -> Term:
    """ln of a base, over generators."""
    if base is E:
        return ONE
    if base.head == "pow" and is_positive(base):
        c, m = base.args
        return m if c is E else mul(m, ln(c))
    return make("log", (base, E))


def positive_power(u: Normal) -> Term | None:
    """ln(U) for U a product of powers of numbers and bases that are positive everywhere, else None."""
    if u.num == 0 or len(u.num) > 1 or len(u.den) > 1:
        return None
    p = product(u)
    if p.sign < 0 or p.factors or not all(is_positive(base) for base in p.bases):
        return None
    return add(*(_scaled(q, ln(base)) for base, q in p.bases.items()))


def exponential(w: Normal) -> Term:
    """e^W, defined wherever W is."""
    parts = []
    for k, m, q in _pieces(w):
        base = power(E, ratio_term(m, q))
        if q is ONE:
            logs = [x for x in _factors_of(m) if x.head == "log"]
            if m is ONE:
                base = E
            elif m.head == "log":
                base = m.args[0]
            elif len(logs) == 1 and logs[0].args[0].head == "num":
                base = power(logs[0].args[0], mul(*(x for x in _factors_of(m) if x is not logs[0])))
        parts.append(_power(base, k))
    return mul(*parts)


def circular(w: Normal) -> tuple[Term, Term]:
    """(sin(W), cos(W)), defined wherever W is. A sum of many angles stays one angle."""
    s: Term = ZERO
    c: Term = ONE
    pieces = list(_pieces(w))
    if len(pieces) > MAX_ANGLES or math.prod(abs(k.numerator) + 1 for k, m, _ in pieces if m is not PI) > MAX_EXPANDED:
        n = len(w.gens)
        angle = ratio_term(poly_term(monomials(w.num, n), w.gens), poly_term(monomials(w.den, n), w.gens))
        return make("sin", (angle,)), make("cos", (angle,))
    for k, m, q in pieces:
        if m is PI and q is ONE:
            s2, c2 = sine_of_pi(k)
        else:
            s2, c2 = _multiple(ratio_term(m, q), k)
        s, c = (s2, c2) if c is ONE else (add(mul(s, c2), mul(c, s2)), sub(mul(c, c2), mul(s, s2)))
    return s, c


# -- pieces --------------------------------------------------------------------------------------


def _power(base: Term, q: Fraction) -> Term:
    """base^q over generators."""
    k, d = q.numerator, q.denominator
    if base.head == "num" and base.value.bit_length() * abs(k) > MAX_COEFFICIENT_BITS or abs(k) > 10**6:
        raise TooBig
    g = base if d == 1 else root(base, d)
    return g if k == 1 else power(g, num(k))


def _scaled(q: Fraction, t: Term) -> Term:
    return t if q == 1 else mul(number(q), t)


def _factored(n: int) -> Iterator[tuple[int, int]]:
    """Prime factors with multiplicity; a number too large to factor counts as a prime, which loses only proofs."""
    if n.bit_length() > MAX_FACTORED_BITS:
        for p in (2, 3, 5, 7, 11, 13):
            k = 0
            while n % p == 0:
                n //= p
                k += 1
            if k:
                yield p, k
        if n.bit_length() > MAX_FACTORED_BITS:
            yield n, 1
            return
    if n > 1:
        for p, k in fmpz(n).factor():
            yield int(p), int(k)


def _factors_of(m: Term) -> tuple[Term, ...]:
    return m.args if m.head == "mul" else (m,)


def _pieces(w: Normal) -> Iterator[tuple[Fraction, Term, Term]]:
    """W as the sum of k * m/q: k a number, m a monic monomial, q a primitive polynomial without common factor."""
    n = len(w.gens)
    content, primitive = _content(w.den)
    up = w.num
    if not primitive.is_constant():
        # Division with remainder is linear in the dividend: x + x/(x + y) has the same pieces as its two parts.
        lead = int(primitive.leading_coefficient()) ** (int(sum(up.degrees())) + 1)
        if lead.bit_length() > MAX_COEFFICIENT_BITS:
            raise TooBig
        quotient, up = divmod(up * lead, primitive)
        content *= lead
        for exponents, c in monomials(quotient, n).items():
            yield Fraction(c, content), poly_term({exponents: 1}, w.gens), ONE
    for exponents, c in monomials(up, n).items():
        m, q = _cancelled(exponents, primitive)
        yield Fraction(c, content), poly_term({m: 1}, w.gens), poly_term(monomials(q, n), w.gens)


def _content(p: Poly) -> tuple[int, Poly]:
    c = math.gcd(*(int(x) for x in p.coeffs()))
    return c, p // c


def _cancelled(exponents: tuple[int, ...], q: Poly) -> tuple[tuple[int, ...], Poly]:
    """The monomial over q in lowest terms."""
    common = tuple(min([e, *(int(x[i]) for x in q.monoms())]) for i, e in enumerate(exponents))
    if any(common):
        q = q // q.context().from_dict({common: 1})
    return tuple(e - c for e, c in zip(exponents, common, strict=True)), q


def _multiple(m: Term, k: Fraction) -> tuple[Term, Term]:
    """(sin(k*m), cos(k*m)) over sin(m/d), cos(m/d); a large multiple stays one angle."""
    n, d = abs(k.numerator), k.denominator
    if n > MAX_MULTIPLE:
        m, n, d = div(mul(num(n), m), num(d)) if d > 1 else mul(num(n), m), 1, 1
    angle = m if d == 1 else div(m, num(d))
    s, c = make("sin", (angle,)), make("cos", (angle,))
    sin_n, cos_n = (de_moivre(s, c, n, start) for start in (1, 0))
    return (neg(sin_n) if k < 0 else sin_n), cos_n


def de_moivre(s: Term, c: Term, n: int, start: int) -> Term:
    """The imaginary (start 1) or real (start 0) part of (c + i*s)^n."""
    parts = []
    for j in range(start, n + 1, 2):
        factors = [num((-1) ** (j // 2) * math.comb(n, j))]
        if n - j:
            factors.append(power(c, num(n - j)))
        if j:
            factors.append(power(s, num(j)))
        parts.append(mul(*factors))
    return add(*parts)


def sine_of_pi(r: Fraction) -> tuple[Term, Term]:
    """(sin(pi*r), cos(pi*r)): r is brought into [0, 1/2] by periods and reflections."""
    r %= 2
    down = r > 1
    if down:
        r = 2 - r
    left = r > Fraction(1, 2)
    if left:
        r = 1 - r
    if 12 % r.denominator == 0:
        s, c = _table(12 * r.numerator // r.denominator), _table(6 - 12 * r.numerator // r.denominator)
    else:
        s, c = _multiple(PI, r)
    return (neg(s) if down else s), (neg(c) if left else c)


def _table(n: int) -> Term:
    """sin(n*pi/12) for 0 <= n <= 6."""
    two, three = root(num(2)), root(num(3))
    six = mul(two, three)
    values = (
        ZERO,
        div(sub(six, two), num(4)),
        div(ONE, num(2)),
        div(two, num(2)),
        div(three, num(2)),
        div(add(six, two), num(4)),
        ONE,
    )
    return values[n]
