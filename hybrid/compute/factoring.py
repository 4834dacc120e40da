"""Sums as products: common factors, complete factors over the rationals, grouping, rational roots.

The complete factors are FLINT's (`hybrid.compute.ring`); the others are the steps of the school: a common
factor, the middle term of a quadratic split by two numbers of given sum and product, pairs with a common
factor, a root p/q by p dividing the last and q the first coefficient, completing the square.
"""

from __future__ import annotations

from fractions import Fraction
from math import gcd, isqrt, lcm

from hybrid.compute.form import (
    Coefficient,
    Monomial,
    Poly,
    as_number,
    divide_by_monomial,
    magnitude,
    plus,
    product,
    scale,
    whole,
)
from hybrid.compute.fraction import simple, write_factored
from hybrid.compute.helper import helper
from hybrid.compute.polynomial import coefficients, coefficients_of
from hybrid.compute.read import COLLECT, EXPAND, read
from hybrid.compute.ring import common_monomial, factored
from hybrid.compute.write import in_order, write, write_monomial
from hybrid.term import ONE, Term, add, div, mul, neg, num, number, power, rational


def _integer_content(cs: list[Coefficient]) -> int:
    """The greatest common divisor of integers with the sign of the first; 1 or -1 when one is a fraction."""
    sign = -1 if cs[0] < 0 else 1
    return sign * (gcd(*[int(c) for c in cs]) if all(c.denominator == 1 for c in cs) else 1)


def _positive_part(m: Monomial) -> Monomial:
    return tuple([(g, k) for g, k in m if k > 0])


def _times(c: Coefficient, m: Monomial, rest: Term) -> Term:
    """c * m * rest: the number and the letters first, then sums, then rest."""
    letters = tuple([(g, k) for g, k in m if g.head != "add"])
    sums = [g if k == 1 else power(g, num(k)) for g, k in m if g.head == "add"]
    if not letters and abs(c) == 1:
        t = mul(*sums, rest)
        return neg(t) if c < 0 else t
    lead = write_monomial(letters, magnitude(c))
    t = mul(lead, *sums, rest)
    return neg(t) if c < 0 else t


@helper
def common_factor(t: Term) -> Term | None:
    """The common factor of the terms of a sum taken out: 2*x^2 + 4*x is 2*x*(x + 2). None when it is 1 or -1."""
    if t.head != "add":
        return None
    p = read(t, COLLECT)
    if len(p) < 2:
        return None
    m = _positive_part(common_monomial(p))
    ordered = in_order(p, given=True)
    c = _integer_content([k for _, k in ordered])
    if not m and abs(c) == 1:
        return None
    rest = scale(divide_by_monomial(p, m), Fraction(1, c))
    return _times(c, m, write(rest, given=True))


@helper
def factor(t: Term) -> Term | None:
    """t as a product of factors irreducible over the rationals: 12*x^2 + 12*x + 3 is 3*(2*x + 1)^2.

    Letters, roots, powers and functions all count as generators: 2^(2*x) - 5*2^x + 4 factors. A fraction
    is factored above and below the bar. None when t is irreducible (up to sign) or a product of these already.
    """
    if t.head == "div" and not (rational(t.args[1]) is not None):
        above, below = factor(t.args[0]), factor(t.args[1])
        return None if above is None and below is None else div(above or t.args[0], below or t.args[1])
    p = read(t, EXPAND)
    if len(p) < 2 or any(k < 0 for m in p for _, k in m):
        return None
    c, factors = factored(p)
    if len(factors) == 1 and factors[0][1] == 1 and abs(c) == 1:
        return None
    return write_factored(c, factors)


@helper
def factors(t: Term) -> tuple[Term, ...] | None:
    """The different irreducible factors of t that contain letters; None when there is only t itself."""
    p = read(t, EXPAND)
    if not p or any(k < 0 for m in p for _, k in m):
        return None
    found = tuple([write(q) for q, _ in factored(p)[1]])
    return found if len(found) > 1 or found and found[0] is not t else None


# -- quadratics in steps -------------------------------------------------------------------------


def _quadratic(p: Poly) -> tuple[list[Coefficient], list[Monomial]] | None:
    """p = a*u^2 + b*u*v + c*v^2 with integers a, b, c: the three coefficients and monomials."""
    if len(p) != 3:
        return None
    (m2, a), (m1, b), (m0, c) = in_order(p)
    if any(k.denominator != 1 for k in (a, b, c)):
        return None
    both = dict(m2)
    for g, k in m0:
        both[g] = both.get(g, 0) + k
    if any(g.head == "sym" and k % 2 for g, k in both.items()) or {g: 2 * k for g, k in m1} != both:
        return None
    return [a, b, c], [m2, m1, m0]


@helper
def split_middle(t: Term) -> Term | None:
    """a*x^2 + b*x + c with b split so that grouping works: 2*x^2 + 5*x + 3 is 2*x^2 + 2*x + 3*x + 3.

    None when a*c has no two divisors with sum b. Works for x^2 + 3*x*y + 2*y^2 and x^4 + 3*x^2 + 2 too.
    """
    found = _quadratic(read(t, EXPAND)) if t.head == "add" else None
    if found is None:
        return None
    (a, b, c), (m2, m1, m0) = found
    inside = int(b * b - 4 * a * c)
    if inside < 0 or isqrt(inside) ** 2 != inside:
        return None
    s = isqrt(inside)
    small, large = sorted(((int(b) - s) // 2, (int(b) + s) // 2), key=lambda k: (abs(k), -k))
    return add(*[write_monomial(m, k) for m, k in ((m2, a), (m1, small), (m1, large), (m0, c))])


_PAIRINGS: dict[int, tuple[tuple[tuple[int, ...], ...], ...]] = {
    4: (((0, 1), (2, 3)), ((0, 2), (1, 3)), ((0, 3), (1, 2))),
    6: (((0, 1), (2, 3), (4, 5)), ((0, 1, 2), (3, 4, 5))),
}


@helper
def group(t: Term) -> Term | None:
    """Four (six) terms in groups with a common sum: x^2 + x + 2*x + 2 is x*(x + 1) + 2*(x + 1).

    None when no grouping leaves the same sum in every group.
    """
    if t.head != "add" or len(t.args) not in _PAIRINGS:
        return None
    terms: list[tuple[Monomial, Coefficient]] = []
    for a in t.args:
        p = read(a, COLLECT)
        if len(p) != 1:
            return None
        terms.extend(p.items())
    for grouping in _PAIRINGS[len(terms)]:
        out: list[Term] = []
        shared: dict[Monomial, Coefficient] | None = None
        for part in grouping:
            found = _taken_out([terms[i] for i in part])
            if found is None or shared is not None and found[2] not in (shared, scale(shared, -1)):
                break
            c, m, rest = found
            if shared is None:
                shared = rest
            elif rest != shared:
                c = -c
            s = write(shared, given=True)
            out.append(mul(ONE, s) if not m and c == 1 else _times(c, m, s))
        else:
            return add(*out)
    return None


def _taken_out(terms: list[tuple[Monomial, Coefficient]]) -> tuple[Coefficient, Monomial, Poly] | None:
    p = dict(terms)
    if len(p) != len(terms):
        return None
    m = _positive_part(common_monomial(p))
    c = _integer_content([k for _, k in terms])
    return c, m, scale(divide_by_monomial(p, m), Fraction(1, c))


@helper
def complete_square(t: Term, x: Term) -> Term | None:
    """a*x^2 + b*x + c as a*(x + h)^2 + k: x^2 + 6*x + 5 is (x + 3)^2 - 4.

    None when t is not a quadratic in x with a term in x. The coefficients may contain other letters.
    """
    found = coefficients(t, x)
    if found is None or len(found) != 3 or found[1] is num(0):
        return None
    a, b, c = found
    h = simple(div(b, mul(num(2), a)))
    k = simple(add(c, neg(div(power(b, num(2)), mul(num(4), a)))))
    square = power(add(x, h), num(2))
    parts = [square if a is ONE else mul(a, square)] if rational(a) != -1 else [neg(square)]
    return add(*parts, *([] if k is num(0) else [k]))


# -- rational roots ------------------------------------------------------------------------------


def rational_roots(t: Term, x: Term) -> list[Fraction] | None:
    """The rational roots of a polynomial in x with rational coefficients, simplest first; None for other terms."""
    if x.head != "sym":
        return None
    found = coefficients_of(read(t, EXPAND), x.value)
    if found is None or len(found) < 2:
        return None
    numbers = [as_number(p) for p in found]
    if any(c is None for c in numbers):
        return None
    from flint import fmpz_poly

    scale_up = lcm(*[c.denominator for c in numbers if c is not None])
    _, linear = fmpz_poly([int(c * scale_up) for c in numbers if c is not None]).factor()
    roots = [Fraction(-int(f[0]), int(f[1])) for f, _ in linear if f.degree() == 1]
    return sorted(roots, key=lambda r: (r.denominator, abs(r), r < 0))


@helper
def rational_root(t: Term, x: Term) -> Term | None:
    """A rational root of the polynomial t in x, whole and small and positive first; None when there is none."""
    roots = rational_roots(t, x)
    return number(roots[0]) if roots else None


@helper
def divide_root(t: Term, x: Term, r: Term) -> Term | None:
    """q with t = (x - r)*q (Horner's scheme); None when r is not a root of the polynomial t in x."""
    found = coefficients_of(read(t, EXPAND), x.value) if x.head == "sym" else None
    if found is None or len(found) < 2 or x.value in r.free:
        return None
    at, carry = read(r, EXPAND), dict[Monomial, Coefficient]()
    quotient: list[Poly] = []
    for c in reversed(found):
        carry = plus(c, product(carry, at))
        quotient.append(carry)
    if quotient.pop():
        return None
    out: Poly = {}
    for i, c in enumerate(reversed(quotient)):
        out = plus(out, product(c, {((x, i),): 1} if i else {(): 1}))
    return write(out)


@helper
def perfect_power(t: Term) -> tuple[Term, Term] | None:
    """(u, n) with t = u^n and n > 1 as large as possible: x^2 + 2*x + 1 gives x + 1, 2. None when there is none."""
    p = read(t, EXPAND)
    if not p or any(k < 0 for m in p for _, k in m):
        return None
    c, found = factored(p)
    n = gcd(*[k for _, k in found]) if found else 0
    if n < 2:
        return None
    from hybrid.compute.arithmetic import exact_root

    for k in range(n, 1, -1):
        if n % k == 0 and (c > 0 or k % 2):
            r = exact_root(whole(c), k)
            if r is not None:
                return write_factored(r, [(q, j // k) for q, j in found]), num(k)
    return None


@helper
def two_squares(t: Term) -> tuple[Term, Term] | None:
    """(a, b) with t = a^2 - b^2 for a sum of two terms that are squares but for the sign; None otherwise."""
    p = read(t, EXPAND)
    if len(p) != 2:
        return None
    roots = []
    for m, c in sorted(p.items(), key=lambda item: item[1] < 0):
        from hybrid.compute.arithmetic import exact_root

        r = exact_root(magnitude(c), 2)
        if r is None or any(k % 2 for _, k in m):
            return None
        roots.append((c, write_monomial(tuple([(g, k // 2) for g, k in m]), r)))
    (c, a), (d, b) = roots
    return (a, b) if c > 0 > d else None


__all__ = [
    "common_factor",
    "complete_square",
    "divide_root",
    "factor",
    "factors",
    "group",
    "perfect_power",
    "rational_root",
    "rational_roots",
    "split_middle",
    "two_squares",
]
