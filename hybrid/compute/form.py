"""Sums of monomials over generators: the arithmetic under every helper of this package.

A *generator* is a term taken whole: a letter, pi, sqrt(2), sin(x), 2^x, or a sum that is not multiplied
out. A *monomial* is a product of integer powers of generators, positive or negative, and a `Poly` is a
sum of rational multiples of monomials, `{monomial: coefficient}` in order of first appearance:

    3*x^2 - 1/y        {((x, 2),): 3, ((y, -1),): -1}

Generators are independent except for these relations, applied whenever monomials are multiplied. Each
holds at every point at which the left side is defined:

    root(u, n)^n = u        |u|^2 = u^2        b^u * b^v = b^(u + v)        (b^u)^n = b^(n*u), n an integer

Where b is a positive number or e, a power b^u is kept as a product of powers b^m, m running through the
monomials of u, so that 4^x, 2^(x+1) and 2^x are seen to be related.
"""

from __future__ import annotations

from fractions import Fraction
from math import comb, gcd

from hybrid.term import Term, num, power, rational, root

Coefficient = int | Fraction
Monomial = tuple[tuple[Term, int], ...]
Poly = dict[Monomial, Coefficient]

MAX_TERMS = 2_000
MAX_EXPONENT = 200
MAX_BITS = 13_000  # some 3,900 decimal digits; Python writes no integer of more than 4,300
UNIT: Monomial = ()


class TooBig(ArithmeticError):
    """A result larger than the helpers are willing to write down."""


class NotPolynomial(ArithmeticError):
    """A sum with negative exponents where a polynomial is needed."""


class Undefined(ArithmeticError):
    """A term that has no value at any point, such as 1/0 or sqrt(-4)."""


# -- generators ----------------------------------------------------------------------------------

_RANK = {"const": 0, "root": 1, "sym": 10, "pow": 11, "abs": 12, "add": 20}


def order(g: Term) -> tuple[int, str]:
    """Where a generator stands in a product: pi, surds, letters, powers, roots, functions, sums."""
    found = g.memo.get("order")
    if found is None:
        rank = _RANK.get(g.head, 14)
        if g.head == "root" and g.free:
            rank = 13
        elif not g.free and g.head not in ("const", "root"):
            rank = 2
        found = g.memo["order"] = (rank, g.key)
    return found


def _place(pair: tuple[Term, int]) -> tuple[int, str]:
    return order(pair[0])


def _special(g: Term) -> bool:
    return g.head in ("root", "pow", "abs")


def positive_base(b: Term) -> bool:
    """Whether b is a positive number or e or pi, the bases with powers defined everywhere."""
    if b.head == "const":
        return True
    value = rational(b)
    return value is not None and value > 0


# -- numbers -------------------------------------------------------------------------------------


def whole(c: Coefficient) -> Coefficient:
    """An int where the value is one: arithmetic with ints is many times faster."""
    return c.numerator if c.denominator == 1 else c


def magnitude(c: Coefficient) -> Coefficient:
    """|c|."""
    return c if c >= 0 else -c


def small(c: Coefficient) -> Coefficient:
    """c, or TooBig when it has more than some 3,900 digits."""
    if c.numerator.bit_length() + c.denominator.bit_length() > MAX_BITS:
        raise TooBig("a number with too many digits")
    return c


def raise_number(c: Coefficient, n: int) -> Coefficient:
    """c^n for an integer n. Raises Undefined for 0^0 and below, TooBig for a huge result."""
    if n == 1:
        return c
    if c == 0:
        if n <= 0:
            raise Undefined("0 to a power that is not positive")
        return 0
    if abs(n) * max(c.numerator.bit_length() - 1, c.denominator.bit_length() - 1) > MAX_BITS:
        raise TooBig("a number with too many digits")
    return whole(Fraction(c) ** n) if n < 0 or c.denominator != 1 else c.numerator**n


def divide(a: Coefficient, b: Coefficient) -> Coefficient:
    """a/b, an int where it is one. Raises Undefined when b is 0."""
    if b == 0:
        raise Undefined("division by zero")
    if type(a) is int and type(b) is int and a % b == 0:
        return a // b
    return whole(Fraction(a) / b)


# -- monomials -----------------------------------------------------------------------------------


def monomial(powers: dict[Term, int]) -> tuple[Coefficient, Monomial]:
    """The product of `powers`, with the relations of the module applied: a number times a monomial."""
    coefficient: Coefficient = 1
    if any(_special(g) for g in powers):
        coefficient, powers = _reduce(powers)
    kept = [(g, k) for g, k in powers.items() if k]
    if len(kept) > 1:
        kept.sort(key=_place)
    return coefficient, tuple(kept)


def _reduce(powers: dict[Term, int]) -> tuple[Coefficient, dict[Term, int]]:
    coefficient: Coefficient = 1
    waiting = dict(powers)
    done: dict[Term, int] = {}
    for _ in range(100):
        if not waiting:
            return coefficient, done
        g, k = waiting.popitem()
        if k == 0:
            continue
        if not _special(g):
            done[g] = done.get(g, 0) + k
            continue
        c, out = _reduce_one(g, k, waiting, done)
        coefficient = small(whole(coefficient * c))
        for h, j in out.items():
            if h is g or not _special(h):
                done[h] = done.get(h, 0) + j
            else:
                waiting[h] = waiting.get(h, 0) + j + done.pop(h, 0)
    raise TooBig("a product of too many powers")


def _reduce_one(
    g: Term, k: int, waiting: dict[Term, int], done: dict[Term, int]
) -> tuple[Coefficient, dict[Term, int]]:
    if g.head == "root":
        return _reduce_root(g, k, waiting, done)
    if g.head == "abs":
        out = int(k / 2) * 2
        if out == 0:
            return 1, {g: k}
        c, inner = atoms(g.args[0])
        powers = {h: j * out for h, j in inner.items()}
        powers[g] = k - out
        return raise_number(c, out), powers
    return _reduce_power(g, k, waiting, done)


def _reduce_root(
    g: Term, k: int, waiting: dict[Term, int], done: dict[Term, int]
) -> tuple[Coefficient, dict[Term, int]]:
    u, n = g.args[0], int(g.args[1].value)
    value = rational(u)
    if value is not None:
        if value == 0:
            return raise_number(0, k), {}
        out, rest = divmod(k, n)  # also takes the root out of a denominator: 1/sqrt(2) = sqrt(2)/2
        common = gcd(rest, n)
        if rest and common > 1 and value > 0:
            if rest == common and n == common:
                return raise_number(value, out), {}
            return raise_number(value, out), {root(u, n // common): rest // common}
        return raise_number(value, out), {g: rest}
    j = waiting.pop(u, 0) + done.pop(u, 0)
    total = j * n + k
    out, rest = divmod(abs(total), n) if j * k < 0 or abs(k) >= n else (0, 0)
    if (out, rest) == (0, 0) and total != 0:
        powers = {u: j} if j else {}
        powers[g] = k
        return 1, powers
    sign = 1 if total > 0 else -1
    c, inner = atoms(u)
    powers = {h: i * out * sign for h, i in inner.items()}
    powers[g] = rest * sign
    return raise_number(c, out * sign) if out else 1, powers


def _reduce_power(
    g: Term, k: int, waiting: dict[Term, int], done: dict[Term, int]
) -> tuple[Coefficient, dict[Term, int]]:
    if positive_base(g.args[0]):
        return 1, {g: k}
    base, exponents = g.args[0], [(g.args[1], k)]
    for store in (waiting, done):
        for h in [h for h in store if h is base or h.head == "pow" and h.args[0] is base]:
            exponents.append((num(1) if h is base else h.args[1], store.pop(h)))
    if len(exponents) == 1 and k == 1:
        return 1, {g: 1}
    from hybrid.compute.read import COLLECT, read
    from hybrid.compute.write import write

    total: Poly = {}
    for e, times in exponents:
        total = plus(total, scale(read(e, COLLECT), times))
    n = as_number(total)
    if n is not None and n.denominator == 1:
        return 1, {base: int(n)}
    if n is not None and n.denominator == 2:
        return 1, {root(base, 2): n.numerator}
    return 1, {power(base, write(total)): 1}


def atoms(u: Term) -> tuple[Coefficient, dict[Term, int]]:
    """u as a number times powers of generators; a sum is one generator."""
    if u.head in ("sym", "add", "const"):
        return 1, {u: 1}
    from hybrid.compute.read import COLLECT, read

    p = read(u, COLLECT)
    if len(p) == 1:
        ((m, c),) = p.items()
        return c, dict(m)
    return (0, {}) if not p else (1, {u: 1})


def times(a: Monomial, b: Monomial) -> tuple[Coefficient, Monomial]:
    """The product of two monomials, a number times a monomial."""
    if not a:
        return 1, b
    if not b:
        return 1, a
    powers = dict(a)
    for g, k in b:
        powers[g] = powers.get(g, 0) + k
    return monomial(powers)


# -- sums ----------------------------------------------------------------------------------------


def constant(c: Coefficient) -> Poly:
    """The number c as a sum of monomials."""
    return {UNIT: c} if c else {}


def generator(g: Term, k: int = 1) -> Poly:
    """g^k with g taken whole."""
    c, m = monomial({g: k})
    return {m: c} if c else {}


def bare(g: Term, k: int = 1) -> Poly:
    """g^k for a generator and exponent to which no relation applies."""
    return {((g, k),): 1}


def as_number(p: Poly) -> Coefficient | None:
    """The value of a sum that is a rational number, None otherwise."""
    if not p:
        return 0
    return p.get(UNIT) if len(p) == 1 else None


def plus(a: Poly, b: Poly) -> Poly:
    """a + b."""
    out = dict(a)
    add_to(out, b)
    return out


def add_to(total: Poly, p: Poly) -> None:
    """Add p to a sum that nobody else has."""
    for m, c in p.items():
        value = whole(total.get(m, 0) + c)
        if value:
            total[m] = value
        else:
            total.pop(m, None)


def scale(p: Poly, c: Coefficient) -> Poly:
    """c*p for a number c."""
    return p if c == 1 else {m: whole(c * k) for m, k in p.items()} if c else {}


def product(a: Poly, b: Poly) -> Poly:
    """a*b, multiplied out. Raises TooBig beyond MAX_TERMS terms."""
    if len(a) * len(b) > 20 * MAX_TERMS:
        raise TooBig("a product with too many terms")
    out: Poly = {}
    for m, c in a.items():
        for n, d in b.items():
            factor, mn = times(m, n)
            total = whole(out.get(mn, 0) + c * d * factor)
            if total:
                out[mn] = total
            else:
                out.pop(mn, None)
    if len(out) > MAX_TERMS:
        raise TooBig("a product with too many terms")
    return out


def raised(p: Poly, n: int, limit: int = MAX_TERMS) -> Poly:
    """p^n, multiplied out; negative n for a single monomial. Raises TooBig, Undefined (0^0, 1/0)."""
    if n == 1:
        return p
    if not p:
        if n <= 0:
            raise Undefined("0 to a power that is not positive")
        return {}
    if len(p) == 1:
        ((m, c),) = p.items()
        if not m:
            return {UNIT: raise_number(c, n)}
        factor, mn = monomial({g: k * n for g, k in m})
        value = whole(raise_number(c, n) * factor)
        return {mn: value} if value else {}
    if n < 0:
        raise NotPolynomial("a sum has no inverse among the sums of monomials")
    if n > MAX_EXPONENT or comb(n + len(p) - 1, n) > limit:
        raise TooBig("a power with too many terms")
    biggest = max(c.numerator.bit_length() + c.denominator.bit_length() for c in p.values())
    if biggest * n > MAX_BITS:
        raise TooBig("a power with too many digits")
    out: Poly = {UNIT: 1}
    while n:
        if n & 1:
            out = product(out, p)
        n >>= 1
        if n:
            p = product(p, p)
    return out


def generators(p: Poly) -> list[Term]:
    """The generators of p, in order."""
    return sorted({g for m in p for g, _ in m}, key=order)


def divide_by_monomial(p: Poly, m: Monomial) -> Poly:
    """p divided by a monomial, exponents going negative where they must."""
    inverse = tuple((g, -k) for g, k in m)
    out: Poly = {}
    for n, c in p.items():
        factor, nm = times(n, inverse)
        out[nm] = whole(out.get(nm, 0) + c * factor)
    return {n: c for n, c in out.items() if c}
