"""The remainder of a whole number that may be too large to write down: 2^2010 mod 10.

Sums, products and powers of remainders have the remainder of the sum, the product, the power; a factorial is a product.
So the remainder of a compiled term is worked out without its value. Numbers that are not whole are refused: their
remainders do not multiply.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from hybrid.term import Term

MAX_EXPONENT_BITS = 100_000
MAX_FACTORS = 100_000

Value = Callable[[Term, Mapping[str, Any]], Any]


class NotWhole(Exception):
    """No remainder this way: a part is no whole number, or not seen to be one."""


def residue(t: Term, m: int, point: Mapping[str, Any], value: Value) -> int:
    """The remainder of t, a defined whole number at the point, on division by m != 0; it has the sign of m.

    value gives the exact value of a subterm, an int where it is whole, and raises what evaluation raises. Raises
    NotWhole.
    """
    head, args = t.head, t.args
    if head == "neg":
        return -residue(args[0], m, point, value) % m
    if head in ("add", "mul"):
        total = 0 if head == "add" else 1
        for a in args:
            r = residue(a, m, point, value)
            total = (total + r if head == "add" else total * r) % m
        return total
    if head == "pow":
        n = value(args[1], point)
        if type(n) is int and 0 < n and n.bit_length() <= MAX_EXPONENT_BITS:
            return pow(residue(args[0], abs(m), point, value), n, abs(m)) % m
        raise NotWhole
    if head == "fact":
        n = value(args[0], point)
        if type(n) is not int or n < 0:
            raise NotWhole
        if n >= abs(m):
            return 0  # m is one of the factors
        if n > MAX_FACTORS:
            raise NotWhole
        product = 1
        for k in range(2, n + 1):
            product = product * k % m
        return product % m
    found = value(t, point)
    if type(found) is not int:
        raise NotWhole
    return found % m


__all__ = ["NotWhole", "residue"]
