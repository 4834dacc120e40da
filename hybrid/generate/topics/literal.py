"""Literal equations: solve a formula for one of its letters; the others stand for numbers, and cases where a divisor
is 0 are part of the answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from hybrid.generate.topic import Family, Topic
from hybrid.learn.texts import nonzero

LETTERS = "abcdhkmnpqrstuvwxyz"


def named(shape: str, rng: Random) -> str:
    """The shape with X and A, B, C, D each replaced by a letter of its own, as an equation to solve for X."""
    letters = rng.sample(LETTERS, 5)
    for name, letter in zip("XABCD", letters, strict=True):
        shape = shape.replace(name, letter)
    left, right = shape.split(" = ")
    if rng.random() < 0.3:
        left, right = right, left
    return f"solve {left} = {right} for {letters[0]}"


def filled(shape: str, rng: Random) -> str:
    """`2?` and `3?` become factors (nothing for 1), `0!` a number added (nothing for 0)."""
    while "?" in shape:
        i = shape.index("?")
        k = rng.randint(1, 9)
        shape = shape[: i - 1] + ("" if k == 1 else f"{k}*") + shape[i + 1 :]
    while "!" in shape:
        i = shape.index("!")
        k = rng.choice((0, nonzero(rng, 9)))
        shape = shape[: i - 1] + (f" + {k}" if k > 0 else f" - {-k}" if k < 0 else "") + shape[i + 1 :]
    return shape


def shaped(name: str, shapes: Sequence[str]) -> Family:
    """The family of these shapes."""

    def family(rng: Random) -> str:
        return named(filled(rng.choice(shapes), rng), rng)

    family.__name__ = family.__qualname__ = name
    return family


sums = shaped(
    "sums",
    (
        "2?X + 2?A0! = 2?B",
        "2?X - 2?A0! = 2?B",
        "2?A - 2?X = 2?B0!",
        "2?A = 2?X + 2?B - 2?C",
        "2?(X + 2?A) = 2?B0!",
        "2?A = 2?(X + B)0!",
        "X/3 + 2?A = 2?B0!",
    ),
)
products = shaped(
    "products",
    ("2?A*X = 2?B0!", "2?A*X + 2?B = 2?C0!", "2?A = 2?B + 2?C*X0!", "2?A*X - 2?B*C = 2?D0!", "2?A*B*X = 2?C0!"),
)
fractions = shaped(
    "fractions",
    (
        "(X + 2?A)/2 = 2?B0!",
        "2?(X - A)/3 = 2?B0!",
        "2?X/3 + 2?A/4 = 2?B0!",
        "(2?X - 2?A)/5 = 2?B0!",
        "2?A = (2?X + 2?B)/20!",
    ),
)
both_sides = shaped(
    "both_sides",
    (
        "2?A*X + 2?B = 2?C*X0!",
        "2?A*X0! = 2?B*X + 2?C",
        "2?A*(X + 2?B) = 2?C0!",
        "2?A*(X - B) = 2?C*X0!",
        "2?A*X - 2?B*X = 2?C0!",
        "2?A*(X + 3) = 2?B*X + 2?C",
    ),
)
divided = shaped("divided", ("2?A/X = 2?B0!", "2?A*X/B = 2?C0!", "2?X/A + 2?B = 2?C0!", "(2?X + 2?A)/B = 2?C0!"))
two_fractions = shaped(
    "two_fractions", ("2?A/X = 2?B/C0!", "2?X/A + 2?X/B = 2?C0!", "2?X/A = 2?B/C0!", "2?X/A - 2?X/3 = 2?B0!")
)
roots = shaped(
    "roots", ("sqrt(2?X + 2?A) = 2?B0!", "sqrt(2?X0!) = 2?A0!", "2?sqrt(X + 2?A) = 2?B0!", "sqrt(2?A*X) = 2?B0!")
)

LITERAL = Topic(
    "literal-equations",
    "formulas solved for one of their letters, with the cases where a divisor is 0",
    {1: (sums,), 2: (fractions, products), 3: (both_sides, divided), 4: (two_fractions, roots)},
)
