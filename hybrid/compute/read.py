"""Reading a term as a sum of monomials, in one of three ways.

    COLLECT   products of sums stay products: a sum inside a product is one generator
    EXPAND    products and natural powers of sums are multiplied out
    SIMPLE    as EXPAND, and the insides of generators are simplified, roots and absolute values are
              taken apart, denominators that are sums become powers of their irreducible factors

Where the term is defined, what is read has its value; the domain may only grow.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from hybrid.compute.form import (
    UNIT,
    Coefficient,
    Poly,
    TooBig,
    Undefined,
    add_to,
    as_number,
    constant,
    generator,
    monomial,
    plus,
    positive_base,
    product,
    raise_number,
    raised,
    scale,
    small,
    whole,
)
from hybrid.term import DIVISION, E, Term, div, is_formula, num, number, power, rational, rebuild, root

Mode = Literal[0, 1, 2]
COLLECT: Mode = 0
EXPAND: Mode = 1
SIMPLE: Mode = 2

MAX_INDEX = 64  # of roots of numbers that are taken apart into primes
MAX_SIMPLE_POWER = 60  # terms of a power of a sum that simplifying multiplies out


def read(t: Term, mode: Mode) -> Poly:
    """The expression t as a sum of monomials; callers must not change the answer.

    Raises Undefined when t is defined nowhere, TooBig when the answer would be too large.
    """
    found = t.memo.get(("poly", mode))
    if found is None:
        try:
            found = _read(t, mode)
        except (Undefined, TooBig) as error:
            found = error
        t.memo[("poly", mode)] = found
    if isinstance(found, ArithmeticError):
        raise found.with_traceback(None)
    return found


def _read(t: Term, mode: Mode) -> Poly:
    head = t.head
    if head == "num":
        return constant(t.value)
    if head == "sym" or head == "const":
        return {((t, 1),): 1}
    if head == "add":
        return _sum(t, mode)
    if head == "mul":
        out = _factor(t.args[0], mode)
        for a in t.args[1:]:
            out = product(out, _factor(a, mode))
        return multiplied_out(out, mode) if mode else out
    if head == "neg":
        return scale(_factor(t.args[0], mode), -1)
    if head == "div":
        out = product(_factor(t.args[0], mode), inverse(t.args[1], mode))
        return multiplied_out(out, mode) if mode else out
    if head == "pow":
        out = _power(t, mode)
        return multiplied_out(out, mode) if mode else out
    if is_formula(t):
        raise Undefined("a formula has no value")
    return _opaque(t, mode)


def _sum(t: Term, mode: Mode) -> Poly:
    out: Poly = {}
    for a in t.args:
        add_to(out, read(a, mode))
    return out


def _factor(t: Term, mode: Mode) -> Poly:
    """t where it stands in a product: in COLLECT mode a sum stays one generator."""
    p = read(t, mode)
    if mode == COLLECT and len(p) > 1:
        return generator(_written(p))
    return p


def _written(p: Poly) -> Term:
    from hybrid.compute.write import write

    return write(p)


def multiplied_out(p: Poly, mode: Mode) -> Poly:
    """p with powers of sums that come from relations such as sqrt(u)^2 = u multiplied out.

    For simplification a sum with a negative exponent becomes a product of irreducible ones.
    """
    if not any(_to_multiply_out(g, k, mode) for m in p for g, k in m):
        return p
    out: Poly = {}
    for m, c in p.items():
        rest = tuple([(g, k) for g, k in m if not _to_multiply_out(g, k, mode)])
        part: Poly = {rest: c}
        for g, k in m:
            if _to_multiply_out(g, k, mode):
                part = product(part, raised(read(g, EXPAND), k) if k > 0 else raised(_inverse_of(g), -k))
        out = plus(out, part)
    return multiplied_out(out, mode)


def _to_multiply_out(g: Term, k: int, mode: Mode) -> bool:
    return g.head == "add" and (k > 0 or mode == SIMPLE and _inverse_of(g) != {((g, -1),): 1})


def _inverse_of(g: Term) -> Poly:
    found = g.memo.get("inverse")
    if found is None:
        from hybrid.compute.fraction import reciprocal

        p = read(g, SIMPLE)
        if not p:
            raise Undefined("division by zero")
        found = g.memo["inverse"] = raised(p, -1) if len(p) == 1 else reciprocal(p)
    return found


def inverse(t: Term, mode: Mode) -> Poly:
    """1/t. Raises Undefined when t is zero."""
    p = read(t, mode)
    if not p:
        raise Undefined("division by zero")
    if len(p) == 1:
        return raised(p, -1)
    if mode == SIMPLE:
        from hybrid.compute.fraction import reciprocal

        return reciprocal(p)
    return generator(_written(p) if mode == COLLECT else t, -1)


def exponent(t: Term, mode: Mode) -> tuple[Coefficient | None, Poly]:
    """The exponent t as a number where it is one, and as a sum of monomials."""
    if t.head == "num":
        return t.value, {}
    p = read(t, mode)
    return as_number(p), p


def _power(t: Term, mode: Mode) -> Poly:
    base, n = t.args[0], exponent(t.args[1], mode)
    if n[0] is None:
        return _symbolic_power(t, n[1], mode)
    value = n[0]
    if value.denominator != 1:
        return _rational_power(base, Fraction(value), mode)
    k = int(value)
    if k == 0:
        if not read(base, mode):
            raise Undefined("0^0")
        return {UNIT: 1}
    p = _factor(base, mode)
    if len(p) == 1 or not p:
        return raised(p, k)
    if k < 0:
        return raised(inverse(base, mode), -k)
    return raised(p, k, MAX_SIMPLE_POWER) if mode == SIMPLE else raised(p, k)


def _rational_power(base: Term, n: Fraction, mode: Mode) -> Poly:
    """base^(p/q), q > 1: defined for base >= 0 only (base > 0 when p < 0)."""
    c = as_number(read(base, mode))
    if c is not None:
        if c < 0:
            raise Undefined("a negative number to a power that is not an integer")
        if c == 0:
            return constant(raise_number(0, n.numerator))
        return raised(number_root(c, n.denominator), n.numerator)
    inner = _argument(base, mode)
    if n.denominator == 2:
        return raised(read(root(inner, 2), mode) if mode == SIMPLE else generator(root(inner, 2)), n.numerator)
    return generator(power(inner, div(num(n.numerator), num(n.denominator))))


def _symbolic_power(t: Term, e: Poly, mode: Mode) -> Poly:
    """A power with letters in its exponent; of a positive base, a product over the terms of the exponent."""
    base = _argument(t.args[0], mode)
    if not positive_base(base):
        return generator(power(base, _written(e)))
    times, value = 1, rational(base)
    if value == 1:
        return {UNIT: 1}
    if value is not None:
        value, times = _primitive_base(value)
        base = number(value)
    out: Poly = {UNIT: 1}
    for m, c in e.items():
        c = whole(c * times)
        if m:
            part = generator(power(base, _written({m: Fraction(1, c.denominator)})), c.numerator)
        elif value is not None:
            small(raise_number(value, int(c)))
            part = raised(number_root(value, c.denominator), c.numerator)
        elif c.denominator == 1:
            part = generator(base, int(c))
        else:
            part = generator(power(base, div(num(1), num(c.denominator))), c.numerator)
        out = product(out, part)
    return out


def _primitive_base(value: Coefficient) -> tuple[Coefficient, int]:
    """(b, k) with value = b^k and b > 1 no power itself, for integers and their inverses below 10^6."""
    sign = 1
    if value.numerator == 1 and value.denominator > 1:
        value, sign = value.denominator, -1
    if value.denominator == 1 and value < 10**6:
        n = int(value)
        for k in range(n.bit_length(), 1, -1):
            b = round(n ** (1 / k))
            if b**k == n:
                return b, k * sign
    return value, sign


def _argument(t: Term, mode: Mode) -> Term:
    if mode != SIMPLE:
        return t
    from hybrid.compute.fraction import simple

    return simple(t)


def number_root(c: Coefficient, n: int) -> Poly:
    """The n-th root of a rational number, over roots of primes. Raises Undefined for n even, c < 0."""
    from hybrid.compute.arithmetic import exact_root
    from hybrid.compute.primes import factors

    if c == 0:
        return {}
    coefficient: Coefficient = 1
    if c < 0:
        if n % 2 == 0:
            raise Undefined("an even root of a negative number")
        coefficient, c = -1, -c
    if n > MAX_INDEX:
        r = exact_root(c, n)
        return scale(generator(root(number(c), n)) if r is None else constant(r), coefficient)
    powers: dict[Term, int] = {}
    for p, k in (*factors(c.numerator), *((q, -j) for q, j in factors(c.denominator))):
        coefficient = whole(coefficient * raise_number(p, k // n))
        if k % n:
            powers[root(num(p), n)] = k % n
    factor, m = monomial(powers)
    return {m: whole(coefficient * factor)}


def _opaque(t: Term, mode: Mode) -> Poly:
    """A root, an absolute value, a logarithm, a function: a generator, unless it has a plain value."""
    if mode == SIMPLE:
        if t.head == "root":
            from hybrid.compute.roots import read_root

            return read_root(t)
        if t.head == "abs":
            from hybrid.compute.roots import read_abs

            return read_abs(t)
        if t.free or t.head not in DIVISION:  # 2^2010 mod 10 is known, 2^2010 need not be
            t = rebuild(t, [_argument(a, mode) for a in t.args])
        if not t.free:
            c = _known(t)
            if c is not None:
                return constant(c)
    return generator(t)


def _known(t: Term) -> Coefficient | None:
    """The value of a closed function term that is rational and plain: 3!, log(8, 2), ln(e), sin(0), ..."""
    from hybrid.compute.arithmetic import evaluate

    if t.head in DIVISION:
        return evaluate(t)
    if t.head in ("fact", "log") and all(rational(a) is not None for a in t.args):
        return evaluate(t)
    if t.head == "log":
        if t.args[0] is t.args[1] and t.args[0] is E:
            return 1
        return 0 if rational(t.args[0]) == 1 else None
    if t.head in ("sin", "cos", "tan") and rational(t.args[0]) == 0:
        return 1 if t.head == "cos" else 0
    return None
