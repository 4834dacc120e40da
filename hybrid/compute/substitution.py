"""Equations and inequalities in one repeated term: powers a^x, logarithms, roots.

    4^x - 5*2^x + 4 = 0     2^x = 1 or 2^x = 4
    3^x + 3^(-x) - 2 = 0    3^(2*x) - 2*3^x + 1 = 0
    9^x - 6^x = 2*4^x       (3/2)^(2*x) - (3/2)^x - 2 = 0
    4^x - 5*2^x + 4 < 0     (2^x - 1)*(2^x - 4) < 0

The helpers find; the deciders prove. None means "does not apply".
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from hybrid.compute.equation import quadratic_in
from hybrid.compute.factoring import common_factor, factor
from hybrid.compute.finished import simplify
from hybrid.compute.form import Coefficient
from hybrid.compute.moving import has_minus, minus, minus_one, summands
from hybrid.compute.polynomial import expand
from hybrid.term import (
    ONE,
    ZERO,
    Term,
    add,
    disj,
    div,
    eq,
    make,
    mul,
    neg,
    num,
    number,
    power,
    rational,
    root,
    sub,
    substitute,
    sym,
)


def roots_in_term(a: Term) -> tuple[Term, Term] | None:
    """`u = r or u = s` and u, for a = 0 a quadratic in a term u that is no letter or power of one."""
    found = quadratic_in(a)
    if found is None:
        return None
    p, q, r, u = found
    if p.free or q.free or r.free or not _fit(u):
        return None
    discriminant = simplify(sub(mul(q, q), mul(num(4), p, r)))
    from hybrid.decide.closed import exact_truth

    if exact_truth(make("lt", (discriminant, ZERO))):
        return make("false"), u
    values = []
    for sign in (neg, lambda t: t):
        top = add(neg(q), sign(root(discriminant)))
        values.append(simplify(div(top, mul(num(2), p))))
    if exact_truth(make("gt", values)):
        values.reverse()
    return disj(*[eq(u, v) for v in dict.fromkeys(values)]), u


def _fit(u: Term) -> bool:
    if u.head == "pow":
        exponent = rational(u.args[1])
        return not u.args[0].free or exponent is not None and exponent.denominator != 1
    return u.head in ("log", "root", "abs")


def one_side_of_powers(a: Term, b: Term) -> Term | None:
    """a - b, where a quadratic in a term or a sum of powers a^x and a^(-x) comes of it."""
    difference = minus(a, b)
    if roots_in_term(difference) is None and times_power(difference) is None:
        return None
    return difference


def times_power(a: Term) -> tuple[Term, Term] | None:
    """a times b^x and b^x, where powers b^x and b^(c - x) stand in the sum a."""
    powers = {p.key: p for p in _powers(a)}
    for p in powers.values() if len(powers) > 1 else ():
        falling = next((e for e in summands(p.args[1]) if _falls(e)), None)
        if falling is not None:
            u = power(p.args[0], minus_one(falling))
            product = expand(add(*[mul(u, t) for t in summands(a)]))
            if product is None or any(_falls(e) for q in _powers(product) for e in summands(q.args[1])):
                return None
            return product, u
    return None


def _falls(exponent: Term) -> bool:
    """A summand of an exponent with a letter and a minus: -x, -2*x."""
    return bool(exponent.free) and has_minus(exponent)


def over_power(a: Term, b: Term) -> tuple[Term, Term] | None:
    """(a - b)/c^u and c^u, where a - b is a sum of multiples of p^u, q^u and c^u with q^2 = p*c, so that a quadratic in
    (q/c)^u comes of it: 9^x - 6^x and 2*4^x give (3/2)^(2*x) - (3/2)^x - 2."""
    from hybrid.compute.read import EXPAND, read

    rows: dict[Coefficient, tuple[Coefficient, Term]] = {}
    for m, k in read(sub(a, b), EXPAND).items():
        if len(m) != 1 or m[0][0].head != "pow":
            return None
        (g, n) = m[0]
        base = rational(g.args[0])
        if base is None or base <= 0 or not g.args[1].free:
            return None
        rows[Fraction(base) ** n] = (k, g.args[1])
    exponents = {u for _, u in rows.values()}
    if len(rows) != 3 or len(exponents) != 1:
        return None
    u = exponents.pop()
    first, middle, last = sorted(rows, reverse=True)
    if middle * middle != first * last:
        return None
    ratio = number(Fraction(middle) / last)
    terms = (
        mul(number(Fraction(rows[first][0])), power(ratio, simplify(mul(num(2), u)))),
        mul(number(Fraction(rows[middle][0])), power(ratio, u)),
        number(Fraction(rows[last][0])),
    )
    return add(*[t.args[1] if t.head == "mul" and t.args[0] is ONE else t for t in terms]), power(number(last), u)


def product_on_one_side(a: Term, b: Term) -> Term | None:
    """a - b as a product of factors two of which have letters: x*ln(x) and 2*ln(x) give ln(x)*(x - 2)."""
    difference = a if b is ZERO else minus(a, b)
    if difference.head != "add":
        return None
    product = common_factor(difference)
    if product is None or product.head != "mul" or sum(bool(f.free) for f in product.args) < 2:
        return None
    return product


def _powers(t: Term) -> Iterator[Term]:
    """The powers of numbers with a letter in the exponent."""
    if t.head == "pow" and t.args[1].free and not t.args[0].free:
        yield t
    for a in t.args:
        yield from _powers(a)


def factor_in_term(a: Term) -> Term | None:
    """A quadratic in a term u, as for `roots_in_term`, as a product."""
    found = quadratic_in(a)
    if found is None or not _fit(found[3]) or any(c.free for c in found[:3]):
        return None
    p, q, r, u = found
    name = min({"x", "y"} - a.free, default=None) or "t0"
    x = sym(name)
    product = factor(add(mul(p, power(x, num(2))), mul(q, x), r))
    return None if product is None else substitute(product, {name: u})
