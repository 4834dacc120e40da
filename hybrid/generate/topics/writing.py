"""Statements as texts: which letters stand in them, in which order their sides, how their numbers are written.

Families write `x`, `y`, `z`, `w` for the letters; `lettered` names them anew. Expressions are written by
hybrid.learn.texts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from functools import wraps
from random import Random

from hybrid.generate.topic import Family
from hybrid.learn.texts import Number, joined, nonzero, polynomial

# Names for so many letters, the usual ones more than once. No e (the number), no l and o (read as 1 and 0).
NAMES = {
    1: tuple("xxxxxxyztnamkpus"),
    2: ("xy", "xy", "xy", "ab", "pq", "mn", "uv", "st", "yz"),
    3: ("xyz", "xyz", "abc", "pqr", "uvw", "rst"),
    4: ("wxyz", "wxyz", "abcd", "pqrs"),
}
RELATIONS = ("<", "<=", ">", ">=")
_PLACEHOLDER = re.compile(r"\b[wxyz]\b")


def lettered(family: Family) -> Family:
    """The family with `x`, `y`, `z`, `w` of its statements named anew, each time by other letters."""

    @wraps(family)
    def named(rng: Random) -> str:
        statement = family(rng)
        used = sorted(set(_PLACEHOLDER.findall(statement)))
        if not used:
            return statement
        names = dict(zip(used, rng.choice(NAMES[len(used)]), strict=True))
        return _PLACEHOLDER.sub(lambda found: names[found[0]], statement)

    return named


def for_x(family: Family) -> Family:
    """The lettered family of statements that name their equation only, of which x is asked."""

    @wraps(family)
    def asked(rng: Random) -> str:
        return f"{family(rng)} for x"

    return lettered(asked)


def solve(left: str, right: object, relation: str = "=", of: str = "x") -> str:
    """The statement that asks for the values of `of`."""
    return f"solve {left} {relation} {right} for {of}"


def either_way(rng: Random, left: str, right: object, share: float = 0.15) -> str:
    """The equation in x, now and then with its sides swapped."""
    return solve(str(right), left) if rng.random() < share else solve(left, right)


def bracketed(text: str) -> str:
    """The text in brackets, unless it is one letter or one number."""
    return text if re.fullmatch(r"[a-z]|\d+", text) else f"({text})"


def linear(a: Number, b: Number, of: str = "x") -> str:
    """a*x + b, the number first now and then when it alone is positive: `7 - 2*x`."""
    return f"{b} - {polynomial((-a, 0), of)}" if a < 0 < b else polynomial((a, b), of)


def fraction(rng: Random, most: int, below: Sequence[int] = (1, 1, 1, 2, 3)) -> Fraction:
    """A number from -most to most with a small denominator, one of `below`."""
    q = rng.choice(below)
    return Fraction(rng.randint(-most * q, most * q), q)


def decimal(value: Fraction | int) -> str:
    """A number that ends as a decimal, `-0.25`. Raises ValueError for one that does not end within 6 places."""
    scaled = Fraction(value) * 10**6
    if scaled.denominator != 1:
        raise ValueError(f"{value} does not end as a decimal of 6 places")
    text = f"{abs(scaled.numerator):07d}"
    text = f"{text[:-6]}.{text[-6:]}".rstrip("0").rstrip(".")
    return f"-{text}" if value < 0 else text


def decimal_sum(parts: Sequence[tuple[Fraction | int, str]]) -> str:
    """The sum of decimal coefficients times texts, "" for a number alone; parts with 0 are left out."""
    found = ""
    for k, text in parts:
        if k == 0:
            continue
        size = decimal(-k if k < 0 else k)
        term = (text if size == "1" else f"{size}*{text}") if text else size
        sign = ("-" if k < 0 else "") if not found else (" - " if k < 0 else " + ")
        found += sign + term
    return found or "0"


def shifted(k: Number, of: str = "x") -> str:
    """`(x + 3)`, `(x - 3)`, `x`."""
    return bracketed(joined(of, k))


def spread(rng: Random, coefficients: Sequence[Number], of: str = "x") -> tuple[str, str]:
    """Two sides whose difference has these coefficients: all on the left, a term moved, or the same term on both."""
    n, kind = len(coefficients), rng.random()
    i = rng.randrange(1, n)
    left: list[Number] = list(coefficients)
    right: list[Number] = [0] * n
    if kind < 0.6:
        k = nonzero(rng, 9)
        left[i], right[i] = left[i] + k, right[i] + k
    elif kind < 0.8:
        left[i], right[i] = 0, -left[i]
    if not any(left):
        left, right = list(coefficients), [0] * n
    return polynomial(left, of), polynomial(_from_first(right), of)


def _from_first(coefficients: Sequence[Number]) -> Sequence[Number]:
    """Without the zeros before the first other coefficient."""
    first = next((i for i, c in enumerate(coefficients) if c), len(coefficients) - 1)
    return coefficients[first:]
