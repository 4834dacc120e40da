"""Quotients of polynomials: lowest terms, one fraction, common denominators.

Built on `hybrid.compute.fraction`; a step that cancels a factor u holds where u != 0, which the user of a
helper accounts for.
"""

from __future__ import annotations

from math import lcm

from hybrid.compute.form import Coefficient, Poly
from hybrid.compute.fraction import Factors, complexity, simple, split, write_factored, write_quotient
from hybrid.compute.helper import helper
from hybrid.compute.read import SIMPLE, read
from hybrid.compute.ring import content
from hybrid.compute.write import write
from hybrid.term import RELATIONS, Term, add, div, num


def _has_division(t: Term) -> bool:
    if t.head == "div":
        return True
    if t.head == "pow":
        n = t.args[1]
        return n.head == "num" and n.value < 0 or _has_division(t.args[0])
    return t.head in ("add", "mul", "neg") and any(_has_division(a) for a in t.args)


@helper
def cancel(t: Term) -> Term | None:
    """A quotient (or product, power of quotients) in lowest terms: (x^2 - 4)/(x - 2) is x + 2.

    Numerator and denominator are multiplied out or factored, whichever is less to read. None when t has
    no quotient or does not become simpler.
    """
    if t.head not in ("div", "mul", "pow", "neg") or not _has_division(t):
        return None
    out = write_quotient(*split(read(t, SIMPLE)), shorter=True)
    return out if complexity(out) < complexity(t) else None


@helper
def together(t: Term) -> Term | None:
    """A sum with fractions as one fraction over the least common denominator, in lowest terms."""
    if t.head != "add" or not _has_division(t):
        return None
    return write_quotient(*split(read(t, SIMPLE)))


@helper
def separate(t: Term) -> Term | None:
    """The quotient of a sum as a sum of quotients: (1 + 2*a)/a is 1/a + 2. None when t is no such quotient."""
    if t.head != "div" or t.args[0].head != "add":
        return None
    below = t.args[1]
    return add(*[simple(div(a, below)) for a in t.args[0].args])


# -- denominators --------------------------------------------------------------------------------


def _sides(t: Term) -> tuple[Term, ...]:
    return t.args if t.head in RELATIONS else (t,)


def _terms(t: Term) -> tuple[Term, ...]:
    if t.head == "neg":
        return _terms(t.args[0])
    return t.args if t.head == "add" else (t,)


def denominators(t: Term) -> tuple[int, Factors]:
    """The least common denominator of the terms of t (of both sides of a relation): a number and factors."""
    whole_part, found = 1, dict[tuple[tuple[object, Coefficient], ...], tuple[Poly, int]]()
    for side in _sides(t):
        for a in _terms(side):
            if not _has_division(a):
                continue
            above, factors = split(read(a, SIMPLE))
            whole_part = lcm(whole_part, content(above).denominator)
            for q, k in factors:
                key = tuple(q.items())
                if key not in found or found[key][1] < k:
                    found[key] = (q, k)
    return whole_part, sorted(found.values(), key=lambda f: len(f[0]) > 1)


@helper
def common_denominator(t: Term) -> Term | None:
    """The least common denominator of the fractions in a sum, or in both sides of a relation; None when it is 1."""
    c, factors = denominators(t)
    return write_factored(c, factors) if factors or c > 1 else None


@helper
def lcd(a: Term, b: Term) -> Term | None:
    """The least common denominator of two expressions; None when it is 1."""
    from hybrid.term import eq

    return common_denominator(eq(a, b))


@helper
def least_common_multiple(a: Term, b: Term) -> Term | None:
    """The least common multiple of two polynomials (or integers), factored."""
    from hybrid.term import ONE, eq

    return common_denominator(eq(div(ONE, a), div(ONE, b))) or ONE


@helper
def numerator(t: Term) -> Term | None:
    """The numerator of t as one fraction in lowest terms; None for a term without a fraction."""
    return _parts(t)[0] if _has_division(t) else None


@helper
def denominator(t: Term) -> Term | None:
    """The denominator of t as one fraction in lowest terms; None when it is 1."""
    if not _has_division(t):
        return None
    below = _parts(t)[1]
    return None if below is num(1) else below


def _parts(t: Term) -> tuple[Term, Term]:
    above, factors = split(read(t, SIMPLE))
    c = content(above)
    from hybrid.compute.form import scale

    return write(scale(above, c.denominator)), write_factored(c.denominator, factors)
