"""Equations and the shapes they are solved by: linear, quadratic in something, combinations of two.

None of these changes what an equation says by itself: a caller proves each use.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import gcd, lcm

from hybrid.compute.form import Coefficient, Poly, as_number, generators, plus, product, raised, scale
from hybrid.compute.fraction import simple, smaller_form, split, write_quotient
from hybrid.compute.helper import helper
from hybrid.compute.polynomial import coefficients_of
from hybrid.compute.rational import denominators
from hybrid.compute.read import COLLECT, EXPAND, SIMPLE, read
from hybrid.compute.ring import factored, leading_sign, primitive
from hybrid.compute.write import write
from hybrid.term import RELATIONS, ZERO, Term, div, eq, make, neg, num, power, rational, sub


def _zero_side(t: Term) -> Term:
    """l - r for a relation l = r, any other term itself."""
    if t.head in RELATIONS:
        return t.args[0] if t.args[1] is ZERO else sub(*t.args)
    return t


@helper
def clear_denominators(t: Term) -> Term | None:
    """A relation with both sides times their least common denominator: x/2 = 1/3 is 3*x = 2.

    An inequality only when that denominator is a number. None when there is nothing to clear.
    """
    if t.head not in RELATIONS:
        return None
    c, factors = denominators(t)
    if c == 1 and not factors or factors and t.head not in ("eq", "ne"):
        return None
    by: Poly = {(): c}
    for q, k in factors:
        by = product(by, raised(q, k))
    sides = []
    for side in t.args:
        above, below = split(product(read(side, SIMPLE), by))
        sides.append(write_quotient(above, below))
    return make(t.head, sides)


@helper
def eliminate(first: Term, second: Term, x: Term) -> Term | None:
    """The combination of two equations linear in the letter x that is free of x: from 2*x + y = 5 and
    x - y = 1 without x, 3*y = 3. Integer coefficients without a common divisor, numbers on the right.

    None when an equation is not linear in x or does not contain it.
    """
    if first.head != "eq" or second.head != "eq" or x.head != "sym":
        return None
    found = []
    for equation in (first, second):
        c = coefficients_of(plus(read(equation.args[0], EXPAND), scale(read(equation.args[1], EXPAND), -1)), x.value)
        if c is None or len(c) != 2:
            return None
        found.append(c)
    (b1, a1), (b2, a2) = found
    p = plus(product(a2, b1), scale(product(a1, b2), -1))
    return _equation(p)


def _equation(p: Poly) -> Term:
    """p = 0 with terms on the left, the number on the right, coprime integer coefficients, first one positive."""
    rest = {m: c for m, c in p.items() if m}
    if not rest:
        return eq(write(primitive(p)[1]), ZERO)
    _, q = primitive(p)
    if leading_sign({m: c for m, c in q.items() if m}) < 0:
        q = scale(q, -1)
    return eq(write({m: c for m, c in q.items() if m}), write({m: -c for m, c in q.items() if not m}))


@helper
def linear_in(t: Term, x: Term) -> tuple[Term, Term] | None:
    """(a, b) with t = a*x + b, a not 0, a and b free of the letter x; for a relation, of left minus right."""
    if x.head != "sym":
        return None
    found = coefficients_of(read(_zero_side(t), EXPAND), x.value)
    return (write(found[1]), write(found[0])) if found is not None and len(found) == 2 else None


@helper
def isolate(t: Term, x: Term) -> Term | None:
    """The v with x = v for an equation linear in x: -b/a in lowest terms. None when it is not linear in x."""
    found = linear_in(t, x) if t.head == "eq" else None
    return None if found is None else simple(neg(div(found[1], found[0])))


@helper
def quadratic_in(t: Term, x: Term | frozenset[str] | None = None) -> tuple[Term, Term, Term, Term] | None:
    """(a, b, c, u) with t = a*u^2 + b*u + c, where u is not a letter but x^2, 2^x, sqrt(x), |x|, x^2 + 1, ...

    a and b are not 0, and a, b, c are free of x: a letter, or the names of the unknowns, or, when it is
    left out, any letter. For a relation, left minus right is meant. None when there is no such u.
    """
    if isinstance(x, Term):
        x = x.free
    s = _zero_side(t)
    for p in (read(s, EXPAND), read(s, COLLECT)):
        found = _in_one(p, x) or _in_one(_with_roots(p, x), x) or _in_one(_with_least_root(p, x), x)
        if found is not None:
            return found
    return None


def _concerned(g: Term, x: frozenset[str] | None) -> bool:
    return bool(g.free) if x is None else not g.free.isdisjoint(x)


def _with_roots(p: Poly, x: frozenset[str] | None) -> Poly:
    """p with v written as sqrt(v)^2, or v^2 as |v|^2, where the root or absolute value occurs too."""
    gens = generators(p)
    for g in gens:
        inner = g.args[0] if g.head in ("root", "abs") and _concerned(g, x) else None
        if inner is None or inner not in gens:
            continue
        n = int(g.args[1].value) if g.head == "root" else 1
        out: Poly = {}
        for m, c in p.items():
            powers = dict(m)
            k = powers.pop(inner, 0)
            if g.head == "abs" and k % 2:
                return p
            powers[g] = powers.get(g, 0) + k * n
            out[tuple((h, j) for h, j in powers.items() if j)] = c
        return out
    return p


def _with_least_root(p: Poly, x: frozenset[str] | None) -> Poly:
    """p with roots and fractional powers of one base as powers of the least of them: x^(1/2) - 3*x^(1/4) + 2 in x^(1/4)
    and x^(2/3) - 5*x^(1/3) in x^(1/3). p itself where they are of several bases, or no others stand in it."""
    exponents = {g: e for g in generators(p) if _concerned(g, x) and (e := _fraction_of(g)) is not None}
    if len(exponents) < 2 or len({g.args[0] for g in exponents}) > 1:
        return p
    base = next(iter(exponents)).args[0]
    if any(_concerned(g, x) and g not in exponents and g is not base for g in generators(p)):
        return p
    least = Fraction(gcd(*(e.numerator for e in exponents.values())), lcm(*(e.denominator for e in exponents.values())))
    unit = next((g for g, e in exponents.items() if e == least), None)
    if unit is None:
        return p
    out: Poly = {}
    for m, c in p.items():
        total, rest = Fraction(0), []
        for g, k in m:
            if g in exponents or g is base:
                total += k * exponents.get(g, Fraction(1)) / least
            else:
                rest.append((g, k))
        if total.denominator != 1:
            return p
        row = (*rest, (unit, int(total))) if total else tuple(rest)
        out[row] = out.get(row, 0) + c
    return out


def _fraction_of(g: Term) -> Fraction | None:
    """The exponent of a root or fractional power."""
    if g.head == "root":
        return Fraction(1, int(g.args[1].value))
    value = rational(g.args[1]) if g.head == "pow" else None
    return Fraction(value) if value is not None and value.denominator != 1 and value > 0 else None


def _in_one(p: Poly, x: frozenset[str] | None) -> tuple[Term, Term, Term, Term] | None:
    found = {g for m in p for g, _ in m if _concerned(g, x)}
    if len(found) != 1:
        return None
    g = found.pop()
    by_power: dict[int, Poly] = {}
    for m, c in p.items():
        k = next((j for h, j in m if h is g), 0)
        by_power.setdefault(k, {})[tuple((h, j) for h, j in m if h is not g)] = c
    powers = [k for k in by_power if k]
    step = gcd(*powers)
    if sorted(powers) != [step, 2 * step] or step == 1 and g.head == "sym":
        return None
    u = write({((g, step),): 1})
    parts = [write(by_power.get(k, {})) for k in (2 * step, step, 0)]
    return (parts[0], parts[1], parts[2], u)


@helper
def square_free(t: Term) -> Term | None:
    """The product of the different irreducible factors of a polynomial, multiplied out or not; None when
    t has no factor twice. t = 0 and the result = 0 have the same solutions."""
    p = read(t, EXPAND)
    if len(p) < 2 or any(k < 0 for m in p for _, k in m):
        return None
    _, found = factored(p)
    if all(k == 1 for _, k in found):
        return None
    return smaller_form(1, [(q, 1) for q, _ in found])


@helper
def primitive_part(t: Term) -> Term | None:
    """A relation or sum divided by the positive content of its coefficients: 4*x + 6 = 8 is 2*x + 3 = 4.

    Fractions go too. None when the coefficients are coprime integers already.
    """
    sides = t.args if t.head in RELATIONS else (t,)
    polys = [read(s, EXPAND) for s in sides]
    c = _content(c for p in polys for c in p.values())
    if c is None or c == 1:
        return None
    parts = [write(scale(p, _inverse(c)), given=True) for p in polys]
    return make(t.head, parts) if t.head in RELATIONS else parts[0]


def _content(values: Iterable[Coefficient]) -> Coefficient | None:
    from hybrid.compute.ring import content

    table: Poly = {((num(i), 1),): c for i, c in enumerate(values)}
    return content(table) if table else None


def _inverse(c: Coefficient) -> Coefficient:
    from hybrid.compute.form import divide

    return divide(1, c)


@helper
def discriminant(t: Term, x: Term) -> Term | None:
    """b^2 - 4*a*c of a quadratic a*x^2 + b*x + c (left minus right of a relation); None for other terms."""
    if x.head != "sym":
        return None
    found = coefficients_of(read(_zero_side(t), EXPAND), x.value)
    if found is None or len(found) != 3:
        return None
    c, b, a = found
    return write(plus(product(b, b), scale(product(a, c), -4)))


@helper
def quadratic_roots(t: Term, x: Term) -> tuple[Term, Term] | None:
    """The two roots (-b +- sqrt(b^2 - 4*a*c))/(2*a) of a quadratic in x, smaller first where they are numbers.

    None when t is not a quadratic in x or its discriminant is a negative number.
    """
    d = discriminant(t, x)
    found = coefficients_of(read(_zero_side(t), EXPAND), x.value) if d is not None else None
    if d is None or found is None:
        return None
    value = as_number(read(d, SIMPLE))
    if value is not None and value < 0:
        return None
    from hybrid.term import add, mul, root

    _, b, a = (write(p) for p in found)
    both = [simple(div(add(neg(b), s), mul(num(2), a))) for s in (neg(root(d)), root(d))]
    lead = as_number(found[2])
    if lead is not None and lead < 0:
        both.reverse()
    return (both[0], both[1])


@helper
def move_left(t: Term) -> Term | None:
    """A relation with everything on the left, multiplied out: x^2 = 5*x - 6 is x^2 - 5*x + 6 = 0."""
    if t.head not in RELATIONS or t.args[1] is ZERO:
        return None
    return make(t.head, (write(read(_zero_side(t), EXPAND)), ZERO))


@helper
def nth_power(t: Term, n: Term) -> Term | None:
    """t^n multiplied out and simplified, for a natural number n: squaring a side of an equation."""
    if n.head != "num" or type(n.value) is not int or n.value < 1:
        return None
    return simple(power(t, n))
