"""Quotients of sums of monomials: one numerator over one denominator, in lowest terms.

While a term is read for simplification, a denominator that is a sum stands as a product of generators,
its irreducible factors, with negative exponents. `assemble` brings everything over the least common
denominator, divides out what numerator and denominator share, and writes the smaller of the forms. A
denominator that is a single monomial may be left under each term: (1 + 2*a)/a is 1/a + 2.
"""

from __future__ import annotations

from hybrid.compute.form import (
    UNIT,
    Coefficient,
    Monomial,
    Poly,
    TooBig,
    Undefined,
    bare,
    divide,
    divide_by_monomial,
    monomial,
    product,
    raised,
    scale,
)
from hybrid.compute.read import COLLECT, EXPAND, SIMPLE, multiplied_out, read
from hybrid.compute.ring import common_monomial, exact_quotient, factored, greatest_common_divisor, primitive
from hybrid.compute.write import write, write_monomial
from hybrid.term import Term, TermError, add, div, mul, neg, num, power, rebuild

Factors = list[tuple[Poly, int]]
LARGE = 40  # nodes; a fraction beyond them is left in parts when those are much less to read


def reciprocal(p: Poly) -> Poly:
    """1/p for a sum of several monomials: rationalised when it is a surd, else over irreducible factors."""
    from hybrid.compute.roots import rationalised

    if not any(g.free for m in p for g, _ in m):
        found = rationalised(p)
        if found is not None:
            return found
    below = _lowest(p)
    p = divide_by_monomial(p, below)
    c, factors = factored(p)
    powers: dict[Term, int] = {g: -k for g, k in below}
    for q, k in factors:
        if len(q) == 1:
            ((m, _),) = q.items()
            for g, j in m:
                powers[g] = powers.get(g, 0) - j * k
        else:
            g = write(q)
            powers[g] = powers.get(g, 0) - k
            if g.free:
                g.memo.setdefault("inverse", {((g, -1),): 1})
    d, m = monomial(powers)
    return {m: divide(d, c)}


def _lowest(p: Poly) -> Monomial:
    """The monomial of the negative exponents of p: divided by it, p has none."""
    powers: dict[Term, int] = {}
    for m in p:
        for g, k in m:
            if k < powers.get(g, 0):
                powers[g] = k
    return tuple(powers.items())


def split(p: Poly) -> tuple[Poly, Factors]:
    """p = numerator / product of factors, in lowest terms: no negative exponents above or below.

    The factors are primitive: first the generators that stand alone, then irreducible sums.
    """
    below = _lowest(p)
    if not below:
        return p, []
    above = multiplied_out(divide_by_monomial(p, below), SIMPLE)
    again = _lowest(above)
    if again:  # relations between generators brought a new one below; rare, and settled by one more round
        above, below = divide_by_monomial(above, again), tuple({**dict(below), **dict(again)}.items())
    factors: Factors = []
    for g, k in below:
        q = read(g, EXPAND) if g.head == "add" else bare(g)
        times = -k
        while times and above:
            smaller = _divided(above, q, g)
            if smaller is None:
                break
            above, times = smaller, times - 1
        if times:
            factors.append((q, times))
    factors.sort(key=lambda f: len(f[0]) > 1)
    return above, factors


def _divided(p: Poly, q: Poly, g: Term) -> Poly | None:
    if len(q) == 1:
        if all(any(h is g and k > 0 for h, k in m) for m in p):
            return divide_by_monomial(p, ((g, 1),))
        return None
    return exact_quotient(p, q) if len(p) > 1 else None


def lowest_terms(p: Poly, factors: Factors) -> tuple[Poly, Factors]:
    """Numerator and denominator factors with every common factor divided out (factors need not be primes)."""
    out: Factors = []
    for q, k in factors:
        for _ in range(k):
            d: Poly = greatest_common_divisor(p, q) if len(p) > 1 or len(q) == 1 else {UNIT: 1}
            if d != {UNIT: 1}:
                p = exact_quotient(p, d) or p
                q_rest = exact_quotient(q, d) or q
                if q_rest != {UNIT: 1}:
                    out.append((q_rest, 1))
            else:
                out.append((q, 1))
    return p, out


def complexity(t: Term) -> tuple[int, int, int]:
    """A measure of how much there is to read: nodes, then levels, then the size of the numbers."""
    found = t.memo.get("complexity")
    if found is None:
        digits = 0
        stack = [t]
        while stack:
            s = stack.pop()
            if s.head == "num":
                digits += len(str(s.value)) if abs(s.value) < 10**30 else 30
            stack.extend(s.args)
        found = t.memo["complexity"] = (t.size, t.depth, digits)
    return found


def write_factored(c: Coefficient, factors: Factors) -> Term:
    """c times a product of powers, as a term: 3*(2*x + 1)^2, -x*(x + 2)."""
    powers: dict[Term, int] = {}
    sums: list[Term] = []
    for q, k in factors:
        if len(q) == 1:
            ((m, d),) = q.items()
            for g, j in m:
                powers[g] = powers.get(g, 0) + j * k
            c = c * d**k
        else:
            s = write(q)
            sums.append(s if k == 1 else power(s, num(k)))
    d, m = monomial(powers)
    c = c * d
    if not sums:
        return write_monomial(m, c)
    sign, c = (-1, -c) if c < 0 else (1, c)
    if c.denominator != 1:
        lead = [] if not m and c.numerator == 1 else [write_monomial(m, c.numerator)]
        t = div(mul(*lead, *sums), num(c.denominator))
    else:
        t = mul(*([] if not m and c == 1 else [write_monomial(m, c)]), *sums)
    return neg(t) if sign < 0 else t


def product_of(factors: Factors) -> Poly:
    """The factors multiplied out."""
    out: Poly = {UNIT: 1}
    for q, k in factors:
        out = product(out, raised(q, k))
    return out


def smaller_form(c: Coefficient, factors: Factors) -> Term:
    """c times the factors, multiplied out or as a product, whichever is less to read."""
    as_product = write_factored(c, factors)
    if sum(len(q) > 1 for q, _ in factors) == 0:
        return as_product
    try:
        expanded = write(scale(product_of(factors), c))
    except TooBig:
        return as_product
    return as_product if complexity(as_product) < complexity(expanded) else expanded


def write_quotient(above: Poly, factors: Factors, shorter: bool = False) -> Term:
    """numerator / product of factors in school form; signs and fractions settled.

    Numerator and denominator are multiplied out or products, whichever is less to read; a polynomial,
    where there are no factors below, is multiplied out unless `shorter` is said.
    """
    if not above:
        return num(0)
    c, p = primitive(above)
    if c < 0 and any(k < 0 for k in scale(p, -1).values()) and any(k > 0 for k in scale(p, -1).values()):
        sign, top = 1, scale(p, -c.numerator * -1)
    elif c < 0 and len(p) > 1 and any(g.head == "root" for m in p for g, _ in m):
        return _over(write(scale(p, c.numerator)), c, factors)  # -1 - sqrt(5), not -(1 + sqrt(5))
    else:
        sign, top = (-1 if c < 0 else 1), scale(p, abs(c.numerator))
    if sign < 0 and (turned := _turned_below(factors)) is not None:
        sign, factors = 1, turned
    numerator = _numerator(top) if factors or shorter else write(top)
    t = _over(numerator, c, factors)
    return neg(t) if sign < 0 else t


def _turned_below(factors: Factors) -> Factors | None:
    """The factors with the signs of a difference of numbers turned: -1/(1 - e) is 1/(e - 1). None where none is."""
    for i, (q, k) in enumerate(factors):
        closed = not any(g.free for m in q for g, _ in m)
        if k % 2 and len(q) == 2 and closed and min(q.values()) < 0 < max(q.values()):
            return [*factors[:i], (scale(q, -1), k), *factors[i + 1 :]]
    return None


def _over(numerator: Term, c: Coefficient, factors: Factors) -> Term:
    """A numerator over the denominator of c and the factors."""
    if c.denominator == 1 and not factors:
        return numerator
    if numerator.head == "neg":  # the minus of a product goes before the fraction
        return neg(_over(numerator.args[0], c, factors))
    return div(numerator, smaller_form(c.denominator, factors) if factors else num(c.denominator))


def _numerator(p: Poly) -> Term:
    expanded = write(p)
    if len(p) < 2 or not expanded.free:
        return expanded
    shared = common_monomial(p)
    try:
        c, factors = factored(divide_by_monomial(p, shared))
    except TooBig:
        return expanded
    as_product = write_factored(c, [(bare(g), k) for g, k in shared] + factors)
    return as_product if complexity(as_product) < complexity(expanded) else expanded


def _by_denominator(p: Poly) -> Term:
    """The terms of p that have the same sums below the bar as one fraction each."""
    groups: dict[Monomial, Poly] = {}
    for m, c in p.items():
        key = tuple([(g, k) for g, k in m if g.head == "add"])
        groups.setdefault(key, {})[tuple([(g, k) for g, k in m if g.head != "add"])] = c
    parts = []
    for key, n in groups.items():
        below = _lowest(n)
        factors: Factors = [(bare(g), -k) for g, k in below] + [(read(g, EXPAND), -k) for g, k in key]
        parts.append(write_quotient(divide_by_monomial(n, below), factors))
    return add(*parts)


def assemble(p: Poly) -> Term:
    """A sum of monomials, as read for simplification, as a term in school form."""
    if not any(k < 0 for m in p for _, k in m):
        if len(p) > 1 and not any(g.free for m in p for g, _ in m):
            return write_quotient(p, [])
        return write(p)
    above, factors = split(p)
    if not factors:
        return write(above)
    if any(len(q) > 1 for q, _ in factors):
        one = write_quotient(above, factors)
        if one.size > LARGE:
            apart = _by_denominator(p)
            return apart if 3 * apart.size < one.size else one
        return one
    separate = write(divide_by_monomial(above, tuple((g, k) for q, k in factors for g, _ in next(iter(q)))))
    if len(above) < 2:
        return separate
    together = write_quotient(above, factors)
    return together if complexity(together) < complexity(separate) else separate


def simple(t: Term) -> Term:
    """t in its simplest school form; t itself, with simplified arguments, where it is undefined or too big."""
    found = t.memo.get("simple")
    if found is None:
        found = t.memo["simple"] = _simple(t)
        found.memo.setdefault("simple", found)
    return found


def _simple(t: Term) -> Term:
    if t.head in ("sym", "const") or t.head == "num" and type(t.value) is int:
        return t
    try:
        return assemble(read(t, SIMPLE))
    except Undefined:
        return t
    except (ArithmeticError, TermError):
        pass
    t = rebuild(t, [simple(a) for a in t.args])
    try:
        return write(read(t, COLLECT))
    except (ArithmeticError, TermError):
        return t
