"""Just enough exact algebra to *make* exercises with known answers: polynomials as dictionaries from
exponents to coefficients, their terms in school form, and the real roots of degree two.

It is written a second time on purpose: a generator that used the prover's algebra could not show it wrong.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import isqrt
from random import Random

from hybrid.term import FALSE, Term, add, conj, disj, div, eq, make, mul, neg, num, number, power, root, sym

Monomial = tuple[int, ...]
Polynomial = dict[Monomial, Fraction]


def plus(p: Polynomial, q: Polynomial, factor: Fraction | int = 1) -> Polynomial:
    """p + factor*q."""
    out = dict(p)
    for m, c in q.items():
        out[m] = out.get(m, Fraction(0)) + factor * c
    return {m: c for m, c in out.items() if c}


def times(p: Polynomial, q: Polynomial) -> Polynomial:
    out: Polynomial = {}
    for m, c in p.items():
        for n, d in q.items():
            k = tuple(i + j for i, j in zip(m, n, strict=True))
            out[k] = out.get(k, Fraction(0)) + c * d
    return {m: c for m, c in out.items() if c}


def from_coefficients(*coefficients: Fraction | int) -> Polynomial:
    """The polynomial in one letter with these coefficients, highest first."""
    top = len(coefficients) - 1
    return {(top - i,): Fraction(c) for i, c in enumerate(coefficients) if c}


def coefficient(p: Polynomial, *monomial: int) -> Fraction:
    return p.get(monomial, Fraction(0))


def degree(p: Polynomial) -> int:
    return max((sum(m) for m in p), default=0)


def polynomial(t: Term, letters: Sequence[str]) -> Polynomial | None:
    """The polynomial that t is (sums, products, whole powers, division by numbers), None for other terms."""
    one = (0,) * len(letters)
    if t.head == "num":
        return {one: Fraction(t.value)} if t.value else {}
    if t.head == "sym":
        if t.value not in letters:
            return None
        return {tuple(int(t.value == name) for name in letters): Fraction(1)}
    if t.head == "pow":
        base, n = polynomial(t.args[0], letters), t.args[1]
        if base is None or n.head != "num" or not isinstance(n.value, int) or not 0 < n.value <= 20:
            return None
        out = base
        for _ in range(n.value - 1):
            out = times(out, base)
        return out
    if t.head not in ("add", "mul", "neg", "div"):
        return None
    parts = [polynomial(a, letters) for a in t.args]
    if any(p is None for p in parts):
        return None
    known = [p for p in parts if p is not None]
    if t.head == "neg":
        return plus({}, known[0], -1)
    if t.head == "div":
        bottom = known[1]
        if set(bottom) != {one}:
            return None
        return plus({}, known[0], 1 / bottom[one])
    out = known[0]
    for p in known[1:]:
        out = plus(out, p) if t.head == "add" else times(out, p)
    return out


def monomial_term(m: Monomial, c: Fraction | int, letters: Sequence[str]) -> Term:
    """c times the letters to these exponents: `-x`, `3/2*x^2*y`, `7`."""
    factors = [sym(v) if e == 1 else power(sym(v), num(e)) for v, e in zip(letters, m, strict=True) if e]
    if not factors:
        return number(Fraction(c))
    if c == 1:
        return mul(*factors)
    if c == -1:
        return neg(mul(*factors))
    return mul(number(Fraction(c)), *factors)


def term(p: Mapping[Monomial, Fraction], letters: Sequence[str]) -> Term:
    """The polynomial written out, by falling degree."""
    ordered = sorted(p.items(), key=lambda item: (-sum(item[0]), tuple(-e for e in item[0])))
    return add(*[monomial_term(m, c, letters) for m, c in ordered]) if ordered else num(0)


def signed(t: Term, sign: int) -> Term:
    return t if sign > 0 else neg(t)


def surd(value: Fraction) -> Term:
    """The square root of a number that is not negative: rational where it is, else `a*sqrt(d)` or `a*sqrt(d)/b`."""
    inside, bottom = value.numerator * value.denominator, value.denominator
    outside = 1
    for k in range(2, isqrt(inside) + 1):
        while inside % (k * k) == 0:
            inside //= k * k
            outside *= k
    if inside == 1:
        return number(Fraction(outside, bottom))
    factor = Fraction(outside, bottom)
    top = root(num(inside)) if factor.numerator == 1 else mul(num(factor.numerator), root(num(inside)))
    return top if factor.denominator == 1 else div(top, num(factor.denominator))


def quadratic_roots(a: Fraction | int, b: Fraction | int, c: Fraction | int) -> list[Term]:
    """The real roots of a*x^2 + b*x + c, smallest first, once each; a may be 0, a and b not both."""
    a, b, c = Fraction(a), Fraction(b), Fraction(c)
    if a == 0:
        return [number(-c / b)]
    d = b * b - 4 * a * c
    if d < 0:
        return []
    middle, half = -b / (2 * a), surd(d / (4 * a * a))
    if d == 0:
        return [number(middle)]
    if half.head in ("num", "div") and not half.free and _is_number(half):
        r = _rational(half)
        return [number(middle - r), number(middle + r)]
    if middle == 0:
        return [neg(half), half]
    return [add(number(middle), neg(half)), add(number(middle), half)]


def _is_number(t: Term) -> bool:
    return t.head == "num" or t.head == "div" and all(a.head == "num" for a in t.args)


def _rational(t: Term) -> Fraction:
    return Fraction(t.value) if t.head == "num" else Fraction(t.args[0].value, t.args[1].value)


def rational_value(t: Term) -> Fraction | None:
    """The value of a literal number or fraction of numbers, None for other terms."""
    return _rational(t) if _is_number(t) else None


def cases(x: Term, roots: Sequence[Term]) -> Term:
    """`x = r1 or x = r2 ...`, false of none."""
    return disj(*[eq(x, r) for r in roots])


def compare(relation: str, a: Term, b: Term) -> Term:
    """The atom `a RELATION b`, the relation by its head: eq ne lt le gt ge."""
    return make(relation, (a, b))


# -- random pieces -------------------------------------------------------------------------------


def nonzero(rng: Random, size: int) -> int:
    """A random integer from -size to size, not 0."""
    return rng.choice((-1, 1)) * rng.randint(1, size)


def fraction(rng: Random, size: int = 9, bottom: int = 6) -> Fraction:
    return Fraction(rng.randint(-size, size), rng.randint(1, bottom))


def linear_term(a: Fraction | int, b: Fraction | int, letter: str = "x") -> Term:
    """a*x + b in school form."""
    return term(from_coefficients(a, b), (letter,))


__all__ = [
    "FALSE",
    "Monomial",
    "Polynomial",
    "cases",
    "coefficient",
    "compare",
    "conj",
    "degree",
    "fraction",
    "from_coefficients",
    "linear_term",
    "monomial_term",
    "nonzero",
    "plus",
    "polynomial",
    "quadratic_roots",
    "rational_value",
    "signed",
    "surd",
    "term",
    "times",
]
