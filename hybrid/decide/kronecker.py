"""Quotients of polynomials compared by one evaluation.

Let P be a polynomial with whole coefficients, none larger than B/2 in size, of degree below D. At x1 = B, x2 = B^D,
x3 = B^(D^2), ... its monomials are different powers of B, and its value is 0 only if P is: a number has one way to be
written to base B with digits so small (Kronecker: "Grundzüge einer arithmetischen Theorie der algebraischen Grössen",
1882). So n/d and m/e are the same quotient if n*e = m*d at that one point, and what something is divided by is the
polynomial 0 if it is 0 there.

How large coefficients and degrees can be is read off the terms (`size`): the sizes of the coefficients of n*e + m*d add
up to |n|*|e| + |m|*|d| at most, and so on. No bound met on the way is larger than that of the whole, so that one point
serves for all the parts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hybrid.decide.ring import NotRational, Nowhere, TooBig, whole_exponent
from hybrid.term import Term

MAX_BITS = 20_000  # of a number that is computed with

Point = Mapping[str, int]
Size = tuple[int, int, int, int]  # of the coefficients of numerator and denominator, and their degrees


def same(a: Term, b: Term, letters: Sequence[str]) -> bool:
    """Whether a and b are the same quotient of polynomials in the letters: equal wherever both are defined.

    Raises NotRational for what is no such quotient, Nowhere for a term that divides by what is zero everywhere, TooBig.
    """
    point = separating(a, b, letters)
    (n, d), (m, e) = quotient(a, point), quotient(b, point)
    return n * e == m * d


def separating(a: Term, b: Term, letters: Sequence[str]) -> dict[str, int]:
    """A point at which a and b differ if they differ as quotients of polynomials. Raises NotRational, TooBig."""
    (n, d, p, q), (m, e, r, s) = size(a), size(b)
    bits, above = (n * e + m * d).bit_length() + 2, max(p + s, r + q) + 1
    if bits * above ** len(letters) > MAX_BITS:
        raise TooBig
    point = {}
    for x in letters:
        point[x] = 1 << bits
        bits *= above
    return point


def size(t: Term) -> Size:
    """Bounds for numerator and denominator of t: the sums of the sizes of their coefficients, each at least 1, and
    their degrees in all letters together. Raises NotRational, TooBig."""
    head = t.head
    if head == "sym":
        return 1, 1, 1, 0
    if head == "num":
        v = t.value
        return (abs(v) or 1, 1, 0, 0) if type(v) is int else (abs(v.numerator), v.denominator, 0, 0)
    if head == "mul":
        n, d, p, q = 1, 1, 0, 0
        for a in t.args:
            if a.head == "sym":  # most often, and this is the busiest line of a judge of steps
                p += 1
            else:
                m, e, r, s = size(a)
                n, d, p, q = n * m, d * e, p + r, q + s
    elif head == "add":
        n, d, p, q = size(t.args[0])
        for a in t.args[1:]:
            m, e, r, s = size(a)
            if d == e == 1 and q == s == 0:  # both denominators are 1
                n += m
                if r > p:
                    p = r
            else:
                n, d, p, q = n * e + m * d, d * e, max(p + s, r + q), q + s
    elif head == "neg":
        return size(t.args[0])
    elif head == "div":
        (n, d, p, q), (m, e, r, s) = size(t.args[0]), size(t.args[1])
        n, d, p, q = n * e, d * m, p + s, q + r
    elif head == "pow" and (k := whole_exponent(t)) is not None:
        base = t.args[0]
        if base.head == "sym" and k > 0:
            return 1, 1, k, 0
        n, d, p, q = size(base)
        if k < 0:
            n, d, p, q, k = d, n, q, p, -k
        elif k == 0:  # numerator / numerator, and the denominator is not to be lost
            n, d, p, q, k = n * d, n * d, p + q, p + q, 1
        if max(n.bit_length(), d.bit_length(), 1) * k > MAX_BITS:
            raise TooBig
        n, d, p, q = n**k, d**k, p * k, q * k
    else:
        raise NotRational
    if n.bit_length() > MAX_BITS or d.bit_length() > MAX_BITS:
        raise TooBig
    return n, d, p, q


def quotient(t: Term, point: Point) -> tuple[int, int]:
    """t at a point, as numerator and denominator. No factor is cancelled: the denominator is 0 nowhere.

    Raises NotRational for what is no quotient of polynomials in the letters of the point, Nowhere where something is
    divided by 0, TooBig.
    """
    head = t.head
    if head == "mul":
        n = d = 1
        for a in t.args:
            of = a.head
            if of == "num" and type(a.value) is int:
                n *= a.value
            elif of == "sym" and a.value in point:
                n *= point[a.value]
            else:
                m, e = quotient(a, point)
                n *= m
                if e != 1:
                    d *= e
        return n, d
    if head == "add":
        n, d = 0, 1
        for a in t.args:
            m, e = (a.value, 1) if a.head == "num" and type(a.value) is int else quotient(a, point)
            if d == e:
                n += m
            else:
                n, d = n * e + m * d, d * e
        return n, d
    if head == "sym":
        found = point.get(t.value)
        if found is None:
            raise NotRational
        return found, 1
    if head == "num":
        v = t.value
        return (v, 1) if type(v) is int else (v.numerator, v.denominator)
    if head == "neg":
        n, d = quotient(t.args[0], point)
        return -n, d
    if head == "div":
        (n, d), (m, e) = quotient(t.args[0], point), quotient(t.args[1], point)
        if m == 0:
            raise Nowhere
        return n * e, d * m
    k = whole_exponent(t) if head == "pow" else None
    if k is None:
        raise NotRational
    n, d = quotient(t.args[0], point)
    if k <= 0:
        if n == 0:
            raise Nowhere
        n, d, k = d, n, -k
    if k * max(n.bit_length(), d.bit_length()) > 2 * MAX_BITS and max(abs(n), abs(d)) > 1:
        raise TooBig
    return n**k, d**k if d != 1 else 1
