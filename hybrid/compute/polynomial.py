"""Like terms, products multiplied out, coefficients: the everyday algebra of polynomials.

Anything that is not a sum, product, quotient or natural power counts as one factor, so sqrt(2), sin(x)
and 2^x have like terms too.
"""

from __future__ import annotations

from hybrid.compute.form import MAX_EXPONENT, Poly
from hybrid.compute.helper import helper
from hybrid.compute.read import COLLECT, EXPAND, read
from hybrid.compute.write import write
from hybrid.term import Term, TermError, div, num

_SKELETON = frozenset({"add", "mul", "neg", "div", "pow"})


@helper
def collect(t: Term) -> Term | None:
    """Like terms of a sum or product combined, products of sums left alone: x + x is 2*x.

    The order is that of first appearance, numbers last; descending powers for one letter.
    None when t is no sum or product or nothing combines.
    """
    return write(read(t, COLLECT), given=True) if t.head in _SKELETON else None


@helper
def expand(t: Term) -> Term | None:
    """Products and natural powers of sums multiplied out and collected, in descending degree.

    A fraction over a sum is expanded above and below the bar. None when nothing changes or the
    result would have more than 2,000 terms.
    """
    if t.head not in _SKELETON:
        return None
    if t.head == "div" and len(read(t.args[1], EXPAND)) > 1:
        return div(write(read(t.args[0], EXPAND)), write(read(t.args[1], EXPAND)))
    return write(read(t, EXPAND))


def standard_form(t: Term) -> Term | None:
    """t multiplied out, collected and in descending degree: 3 + x is x + 3. None when it is so already."""
    if t.head not in _SKELETON:
        return None
    try:
        out = write(read(t, EXPAND))
    except (ArithmeticError, TermError):
        return None
    return None if out is t else out


def coefficients_of(p: Poly, x: str) -> list[Poly] | None:
    """The coefficients of p as a polynomial in the letter x, constant first; None when it is not one."""
    out: list[Poly] = []
    for m, c in p.items():
        k, rest = 0, m
        for i, (g, j) in enumerate(m):
            if g.head == "sym" and g.value == x:
                k, rest = j, m[:i] + m[i + 1 :]
            elif x in g.free:
                return None
        if k < 0 or k > MAX_EXPONENT:
            return None
        while len(out) <= k:
            out.append({})
        out[k][rest] = c
    return out or [{}]


@helper
def coefficients(t: Term, x: Term) -> tuple[Term, ...] | None:
    """The coefficients of t as a polynomial in the letter x, highest first, free of x; None when it is not one.

    2*x^2 + a*x - 1 has the coefficients 2, a, -1; a term free of x has itself as its one coefficient.
    """
    if x.head != "sym":
        return None
    found = coefficients_of(read(t, EXPAND), x.value)
    return None if found is None else tuple([write(p) for p in reversed(found)])


@helper
def degree(t: Term, x: Term) -> Term | None:
    """The degree of t as a polynomial in the letter x; None when it is not one, or zero."""
    found = coefficients(t, x)
    if found is None or found == (num(0),):
        return None
    return num(len(found) - 1)


@helper
def leading_coefficient(t: Term, x: Term) -> Term | None:
    """The coefficient of the highest power of x in t; None when t is not a polynomial in x."""
    found = coefficients(t, x)
    return None if found is None else found[0]


@helper
def constant_term(t: Term, x: Term) -> Term | None:
    """The coefficient of t free of x; None when t is not a polynomial in x."""
    found = coefficients(t, x)
    return None if found is None else found[-1]
