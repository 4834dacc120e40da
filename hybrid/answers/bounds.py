"""How much work an answer may make: sizes known before anything is computed.

For a term, by its structure alone, an upper bound of the degree in all letters together, of the number of monomials
when it is multiplied out, and of the bits of its numbers. An answer beyond the limits is not compared; the verdict is
unknown. Roots multiply the degree of the number they make, so their product is bounded too."""

from __future__ import annotations

from fractions import Fraction

from hybrid.decide.evaluate import value
from hybrid.term import DIVISION, Term, rational

MAX_SIZE = 300
MAX_LETTERS = 6
MAX_DEGREE = 60
MAX_MONOMIALS = 600
MAX_BITS = 4_000
MAX_ALGEBRAIC = 64  # the product of the indices of different roots
MAX_ARGUMENT = 1_000  # of a factorial
FAR = 10**9
# A term of so many nodes without powers, roots and factorials, with whole numbers of 64 bits, is within the limits: its
# degree is at most 20, its monomials at most 4^4 (four sums of four letters), its bits at most 1,300.
SMALL = 20

Measure = tuple[int, int, int]  # degree, monomials, bits


def moderate(t: Term) -> bool:
    """Whether the term can be compared within the limits."""
    return t.size <= SMALL and len(t.free) <= MAX_LETTERS and _plain(t) or _measured(t)


def _plain(t: Term) -> bool:
    stack = [t]
    while stack:
        s = stack.pop()
        if s.head == "num":
            if type(s.value) is not int or s.value.bit_length() > 64:
                return False
        elif s.head in ("pow", "root", "fact"):
            return False
        else:
            stack.extend(s.args)
    return True


def _measured(t: Term) -> bool:
    if t.size > MAX_SIZE or len(t.free) > MAX_LETTERS or t.depth > 60:
        return False
    roots: dict[str, int] = {}
    degree, monomials, bits = _measure(t, roots)
    algebraic = 1
    for index in roots.values():
        algebraic *= index
    return degree <= MAX_DEGREE and monomials <= MAX_MONOMIALS and bits <= MAX_BITS and algebraic <= MAX_ALGEBRAIC


def _measure(t: Term, roots: dict[str, int]) -> Measure:
    head = t.head
    if head == "num":
        number = t.value  # a whole number is a fraction too
        return 0, 1, number.numerator.bit_length() + number.denominator.bit_length()
    if not t.args:
        return (1 if head == "sym" else 0), 1, 1
    if head in DIVISION and not t.free and isinstance(known := value(t, {}), Fraction):
        return 0, 1, known.numerator.bit_length() + known.denominator.bit_length()  # 7^2026 mod 100 is a small number
    parts = [_measure(a, roots) for a in t.args]
    if head == "mul" or head == "div" or head == "eq":
        degree = monomials = bits = 0
        monomials = 1
        for d, m, b in parts:
            degree, monomials, bits = degree + d, min(monomials * m, FAR), bits + b
        return degree, monomials, bits
    if head == "pow":
        return _power(t, parts[0], parts[1], roots)
    if head == "root":
        index = t.args[1].value
        roots[t.key] = index if type(index) is int else FAR
        return parts[0]
    if head == "fact":
        argument = rational(t.args[0])
        if argument is None or not 0 <= argument <= MAX_ARGUMENT:
            return (0, 1, FAR) if not t.free else parts[0]
        return 0, 1, 10 * int(argument)
    degree = max(d for d, _, _ in parts)
    return degree, min(sum(m for _, m, _ in parts), FAR), sum(b for _, _, b in parts)


def _power(t: Term, base: Measure, exponent: Measure, roots: dict[str, int]) -> Measure:
    value = rational(t.args[1]) if t.args[1].head != "neg" else None
    if value is None:
        # x^n, 2^sqrt(2): not multiplied out; a tower of numbers is no number to compare
        tower = any(a.head == "pow" for a in (t.args[1],)) and not t.args[1].free
        return base[0] + exponent[0], base[1] * exponent[1], FAR if tower else base[2] + exponent[2]
    exact = Fraction(value)
    if exact.denominator > 1:
        roots[t.key] = exact.denominator
    n = abs(exact.numerator)
    if n > MAX_BITS:
        return FAR, FAR, FAR
    monomials = 1
    for _ in range(n if base[1] > 1 else 0):
        monomials *= base[1]
        if monomials > MAX_MONOMIALS:
            # (x + 1)^50 has 51 monomials, not 2^50: at most one for each degree in one letter
            monomials = base[0] * n + 1 if len(t.args[0].free) == 1 else FAR
            break
    return base[0] * n, monomials, max(base[2], 1) * max(n, 1)


__all__ = ["moderate"]
