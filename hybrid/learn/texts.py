"""Writing small expressions as text, and drawing small numbers.

    polynomial((2, -1, 0), "x")   2*x^2 - x
    joined("2*x", -3)             2*x - 3

Coefficients come highest degree first. Products carry their `*`, so that a letter always stands by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import gcd
from random import Random

Number = int | Fraction


def nonzero(rng: Random, most: int) -> int:
    """A whole number from -most to most, not 0."""
    return rng.choice((-1, 1)) * rng.randint(1, most)


def several(rng: Random, n: int, most: int) -> list[int]:
    """n different whole numbers from -most to most, none of them 0. Needs n <= 2*most."""
    return rng.sample([k for k in range(-most, most + 1) if k], n)


def coprime(rng: Random, most: int) -> tuple[int, int]:
    """Two numbers from 2 to most without a common factor."""
    while True:
        p, q = rng.randint(2, most), rng.randint(2, most)
        if gcd(p, q) == 1:
            return p, q


def times(k: Number, text: str) -> str:
    """The text k times; a fraction k goes into brackets."""
    if k == 1:
        return text
    if k == -1:
        return f"-{text}"
    return f"{k}*{text}" if Fraction(k).denominator == 1 else f"({k})*{text}"


def summed(parts: Sequence[tuple[Number, str]]) -> str:
    """The sum of coefficient times text; "" stands for the number alone, terms with 0 are left out."""
    found = ""
    for k, text in parts:
        if k == 0:
            continue
        size = -k if k < 0 else k
        term = times(size, text) if text else str(size)
        if found:
            found += f" - {term}" if k < 0 else f" + {term}"
        else:
            found = f"-{term}" if k < 0 else term
    return found or "0"


def polynomial(coefficients: Sequence[Number], of: str = "x") -> str:
    """The polynomial with these coefficients, highest degree first, in a letter or a bracketed text."""
    n = len(coefficients) - 1
    return summed([(c, "" if n == i else of if n - i == 1 else f"{of}^{n - i}") for i, c in enumerate(coefficients)])


def joined(text: str, k: Number) -> str:
    """The text plus a number."""
    return text if k == 0 else f"{text} - {-k}" if k < 0 else f"{text} + {k}"


def product(p: Sequence[Number], q: Sequence[Number]) -> list[Number]:
    """The coefficients of the product of two polynomials."""
    found: list[Number] = [0] * (len(p) + len(q) - 1)
    for i, a in enumerate(p):
        for j, b in enumerate(q):
            found[i + j] += a * b
    return found


def plus(p: Sequence[Number], q: Sequence[Number], k: Number = 1) -> list[Number]:
    """The coefficients of p + k*q."""
    n = max(len(p), len(q))
    left, right = [0] * (n - len(p)) + list(p), [0] * (n - len(q)) + list(q)
    return [a + k * b for a, b in zip(left, right, strict=True)]
