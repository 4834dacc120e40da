"""Roots and absolute values taken apart.

    sqrt(12) = 2*sqrt(3)        root(x^3, 3) = x        sqrt(x^2) = |x|        |-2*x^3| = 2*x^2*|x|

Out of an even root of E^n * R comes |E|. The step sqrt(E^2*R) = |E|*sqrt(R) holds wherever the right
side is defined, but the left side is also defined where E = 0 and R < 0; `read_root` takes E out only
where that cannot be: R a positive number, or zero wherever E is.

Closed sums of square roots have inverses of the same kind (multiply by conjugates, one square root of a
prime after the other), and sqrt(a + b*sqrt(c)) is a sum of two square roots exactly when a^2 - b^2*c is
a square (Borodin, Fagin, Hopcroft, Tompa, "Decreasing the nesting depth of expressions involving square
roots", J. Symbolic Computation 1985, the case of one square root).
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hybrid.compute.form import (
    UNIT,
    Coefficient,
    Poly,
    TooBig,
    Undefined,
    as_number,
    bare,
    constant,
    divide,
    divide_by_monomial,
    generator,
    magnitude,
    monomial,
    plus,
    positive_base,
    product,
    raised,
    scale,
    whole,
)
from hybrid.compute.read import SIMPLE, number_root, read
from hybrid.compute.ring import common_monomial, content, factored, leading_sign, primitive
from hybrid.compute.write import write
from hybrid.term import Term, make, rational, root


def read_root(t: Term, everywhere: bool = True) -> Poly:
    """root(u, n) with what can be taken out taken out.

    With `everywhere` false also where the result is defined at fewer points than t.
    Raises Undefined for an even root of a negative number.
    """
    n = int(t.args[1].value)
    p = read(t.args[0], SIMPLE)
    value = as_number(p)
    if value is not None:
        return number_root(value, n)
    if n == 2 and not t.free:
        found = denested(p)
        if found is not None:
            return found
    if any(g.head == "add" and k < 0 for m in p for g, k in m):
        from hybrid.compute.fraction import simple

        return generator(root(simple(t.args[0]), n))
    return _taken_out(p, n, everywhere)


def _taken_out(p: Poly, n: int, everywhere: bool) -> Poly:
    shared = common_monomial(p)
    rest = divide_by_monomial(p, shared)
    c, factors = (content(rest), [(scale(rest, Fraction(1) / content(rest)), 1)])
    if len(rest) == 1:
        ((_, c),) = rest.items()
        factors = []
    elif leading_sign(rest) and len(rest) > 2:
        try:
            c, factors = factored(rest)
        except TooBig:
            pass
    parts = [(bare(g), k) for g, k in shared] + factors
    parts, c = _without_sign(parts, c, n)
    outside: list[tuple[Poly, int]] = []
    inside: list[tuple[Poly, int]] = []
    for q, k in parts:
        out = abs(k) // n * (1 if k > 0 else -1)
        if out:
            outside.append((q, out))
        if k - out * n:
            inside.append((q, k - out * n))
    if outside and everywhere and n % 2 == 0 and not _vanishes_with(outside, inside, c):
        outside, inside = [], parts
    result = number_root(magnitude(c), n)
    left = _inverse_free_product(inside)
    if c < 0:
        left = scale(left, -1)
    if n % 2 and c < 0:
        result, left = scale(result, -1), scale(left, -1)
    if as_number(left) != 1:
        if as_number(left) is not None and as_number(left) < 0:  # type: ignore[operator]
            raise Undefined("an even root of a negative number")
        result = product(result, _root_of(left, n))
    single = len(inside) == 1 and inside[0][1] == 1 and c > 0
    for q, k in outside:
        nonnegative = n % 2 == 1 or k % 2 == 0 or single and q == inside[0][0]
        factor = _power_of(q, k) if nonnegative else _absolute_power(q, k)
        result = product(result, factor)
    return result


def _without_sign(parts: list[tuple[Poly, int]], c: Coefficient, n: int) -> tuple[list[tuple[Poly, int]], Coefficient]:
    """The first coefficient of an odd factor takes the sign: sqrt(1 - x), not sqrt(-(x - 1))."""
    if c > 0:
        return parts, c
    for i, (q, k) in enumerate(parts):
        if len(q) > 1 and k % 2:
            return [*parts[:i], (scale(q, -1), k), *parts[i + 1 :]], -c
    return parts, c


def _vanishes_with(outside: list[tuple[Poly, int]], inside: list[tuple[Poly, int]], c: Coefficient) -> bool:
    if not inside:
        return c > 0
    below = [q for q, _ in inside]
    return all(q in below or k < 0 or _positive(q) for q, k in outside)


def _positive(q: Poly) -> bool:
    """Whether q is plainly positive wherever it is defined: a closed positive root, a power of 2, e, pi."""
    if len(q) != 1:
        return False
    ((m, c),) = q.items()
    return c > 0 and all(_positive_generator(g) for g, _ in m)


def _positive_generator(g: Term) -> bool:
    if g.head == "const":
        return True
    if g.head == "pow":
        return positive_base(g.args[0])
    return g.head == "root" and (rational(g.args[0]) or 0) > 0


def _nonnegative_generator(g: Term) -> bool:
    return _positive_generator(g) or g.head == "abs" or g.head == "root" and g.args[1].value % 2 == 0


def _inverse_free_product(parts: list[tuple[Poly, int]]) -> Poly:
    out: Poly = {UNIT: 1}
    for q, k in parts:
        out = product(out, _power_of(q, k))
    return out


def _power_of(q: Poly, k: int) -> Poly:
    return raised(q, k) if k > 0 or len(q) == 1 else generator(write(q), k)


def _root_of(p: Poly, n: int) -> Poly:
    """root(p, n), whole; a root of a root is one root."""
    if len(p) == 1:
        ((m, c),) = p.items()
        if c == 1 and len(m) == 1 and m[0][0].head == "root" and m[0][1] == 1:
            g = m[0][0]
            return generator(root(g.args[0], int(g.args[1].value) * n))
    from hybrid.compute.fraction import assemble

    return generator(root(assemble(p), n))


def _absolute_power(q: Poly, k: int) -> Poly:
    if _positive(q):
        return raised(q, k)
    return raised(absolute(q), k)


# -- absolute values -----------------------------------------------------------------------------


def read_abs(t: Term) -> Poly:
    """|u| with numbers, even powers and what is never negative taken out."""
    p = read(t.args[0], SIMPLE)
    value = as_number(p)
    if value is not None:
        return constant(magnitude(value))
    if any(g.head == "add" and k < 0 for m in p for g, k in m):
        from hybrid.compute.fraction import simple

        return generator(make("abs", (simple(t.args[0]),)))
    return absolute(p)


def absolute(p: Poly) -> Poly:
    """|p| for a sum of monomials over generators."""
    if not any(g.free for m in p for g, _ in m):
        s = sign_of(p)
        if s is not None:
            return p if s > 0 else scale(p, -1)
    if len(p) > 1:
        c, q = primitive(p)
        return scale(generator(make("abs", (write(q),))), magnitude(c))
    ((m, c),) = p.items()
    powers: dict[Term, int] = {}
    for g, k in m:
        if k % 2 == 0 or _nonnegative_generator(g):
            powers[g] = powers.get(g, 0) + k
        else:
            one = make("abs", (g,))
            out = int(k / 2) * 2
            powers[g] = powers.get(g, 0) + out
            powers[one] = powers.get(one, 0) + k - out
    d, n = monomial(powers)
    return {n: whole(magnitude(c) * d)}


def sign_of(p: Poly) -> int | None:
    """The sign of a closed sum, by enclosures of 64 and then 256 bits; None when they do not tell."""
    from flint import ctx

    for bits in (64, 256):
        before = ctx.prec
        try:
            ctx.prec = bits
            value = _enclosure(p)
        finally:
            ctx.prec = before
        if value is None:
            return None
        if value > 0:
            return 1
        if value < 0:
            return -1
    return None


def _enclosure(p: Poly) -> Any | None:
    from flint import arb, fmpq

    total = arb(0)
    for m, c in p.items():
        part = arb(fmpq(c.numerator, c.denominator))
        for g, k in m:
            value = enclosure(g)
            if value is None:
                return None
            part = part * value**k
        total = total + part
    return total


def enclosure(t: Term) -> Any | None:
    """A real ball that contains the value of a closed term of sums, products, powers and roots, else None."""
    from flint import arb, fmpq

    value = rational(t)
    if value is not None:
        return arb(fmpq(value.numerator, value.denominator))
    if t.head == "const":
        return arb(1).exp() if t.value == "e" else arb.pi()
    inside: list[Any] = [enclosure(a) for a in t.args]
    if not inside or any(v is None for v in inside):
        return None
    match t.head:
        case "add":
            return sum(inside[1:], inside[0])
        case "mul":
            out = inside[0]
            for v in inside[1:]:
                out = out * v
            return out
        case "neg":
            return -inside[0]
        case "div":
            return inside[0] / inside[1]
        case "root":
            n = int(t.args[1].value)
            return inside[0].root(n) if inside[0] > 0 else None
        case "pow":
            return inside[0] ** inside[1] if inside[0] > 0 else None
    return None


# -- closed surds --------------------------------------------------------------------------------


def _surd_generators(p: Poly) -> list[Term] | None:
    """The square roots in p when p is a sum of rational multiples of products of them, None otherwise."""
    found: dict[Term, None] = {}
    for m in p:
        for g, k in m:
            if g.head != "root" or g.args[1].value != 2 or rational(g.args[0]) is None or k != 1:
                return None
            found[g] = None
    return list(found)


def rationalised(p: Poly) -> Poly | None:
    """1/p for a sum of square roots of numbers, by conjugates; None for other sums."""
    surds = _surd_generators(p)
    if surds is None or len(surds) > 5:
        return None
    above: Poly = {UNIT: 1}
    for s in surds:
        with_s = {m: c for m, c in p.items() if any(g is s for g, _ in m)}
        if not with_s:
            continue
        conjugate = plus(p, scale(with_s, -2))
        above, p = product(above, conjugate), product(p, conjugate)
    value = as_number(p)
    if not value:
        return None
    return scale(above, divide(1, value))


def denested(p: Poly) -> Poly | None:
    """sqrt(a + b*sqrt(c)) as sqrt(d) + sqrt(e) or a difference, a, b, c rational; None when it is neither."""
    if len(p) != 2 or UNIT not in p or _surd_generators(p) is None:
        return None
    a = p[UNIT]
    (surd, b) = next((m, c) for m, c in p.items() if m)
    c = as_number(raised({surd: 1}, 2)) or 0
    inner = a * a - b * b * c
    if inner < 0 or a < 0:
        return None
    from hybrid.compute.arithmetic import exact_root

    r = exact_root(whole(Fraction(inner)), 2)
    if r is None:
        return None
    d, e = whole(Fraction(a + r) / 2), whole(Fraction(a - r) / 2)
    return plus(number_root(d, 2), scale(number_root(e, 2), 1 if b > 0 else -1))
