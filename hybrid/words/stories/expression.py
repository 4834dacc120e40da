"""Exact expressions over the quantities of a story: their value, their term in a program, their calculations.

An expression is a tree whose leaves are numbers of the text, constants by name, and quantities told or made before.
Building it evaluates it. It is read in three ways: as the term of a program line; as the calculations a pupil writes,
one an operation; and, where one leaf is unknown, backwards: from its value `y` to the leaf `x`, as in x - 5 = y,
x = y + 5.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Literal

from hybrid.term import Term, add, div, make, mul, neg, num, sym
from hybrid.words.constants import CONSTANTS

Operator = Literal["+", "-", "*", "/", "ceil", "floor", "remainder"]
WHOLE: tuple[Operator, ...] = ("ceil", "floor", "remainder")
INVERSE: dict[str, Operator] = {"+": "-", "-": "+", "*": "/", "/": "*"}


class Unusable(ValueError):
    """Numbers that make no sensible story; the generator draws others."""


def apply(op: Operator, left: Fraction, right: Fraction) -> Fraction:
    """The exact value of an operation. Raises Unusable for division by zero."""
    if op == "+":
        return left + right
    if op == "-":
        return left - right
    if op == "*":
        return left * right
    if right == 0:
        raise Unusable("division by zero")
    if op == "/":
        return left / right
    if op == "remainder":
        return left - right * floor(left / right)
    return Fraction(ceil(left / right) if op == "ceil" else floor(left / right))


@dataclass(frozen=True, eq=False)
class Expr:
    """A leaf (op is "") or an operation on two expressions.

    value  the exact value
    name   of a leaf: the quantity or constant; "" for a number that stands in the expression itself, percent: as such
    """

    value: Fraction
    op: Operator | Literal[""] = ""
    parts: tuple[Expr, ...] = ()
    name: str = ""
    percent: bool = False

    def _with(self, op: Operator, other: Expr) -> Expr:
        return Expr(apply(op, self.value, other.value), op, (self, other))

    def __add__(self, other: Expr) -> Expr:
        return self._with("+", other)

    def __sub__(self, other: Expr) -> Expr:
        return self._with("-", other)

    def __mul__(self, other: Expr) -> Expr:
        # a half of something is that divided by two
        if (
            other.name == ""
            and not other.op
            and not other.percent
            and other.value.numerator == 1
            and other.value.denominator > 1
        ):
            if other.value.denominator < 20:
                return self._with("/", Expr(Fraction(other.value.denominator)))
        return self._with("*", other)

    def __truediv__(self, other: Expr) -> Expr:
        return self._with("/", other)

    def rounded_up(self, other: Expr) -> Expr:
        """How many groups of `other` hold everything."""
        return self._with("ceil", other)

    def rounded_down(self, other: Expr) -> Expr:
        """How many full groups of `other` there are."""
        return self._with("floor", other)

    def left_over(self, other: Expr) -> Expr:
        """What remains outside full groups of `other`."""
        return self._with("remainder", other)

    def leaves(self) -> Iterator[Expr]:
        """The leaves from left to right."""
        if self.op:
            for part in self.parts:
                yield from part.leaves()
        else:
            yield self

    def operations(self) -> int:
        """How many operations the tree has."""
        return 1 + sum(p.operations() for p in self.parts) if self.op else 0

    def term(self) -> Term:
        """The term of a program line."""
        if not self.op:
            if self.percent and (self.value * 100).denominator == 1:
                return div(num(int(self.value * 100)), num(100))
            return sym(self.name) if self.name else _literal(self.value)
        left, right = (p.term() for p in self.parts)
        if self.op == "+":
            return add(left, right)
        if self.op == "-":
            return add(left, neg(right))
        if self.op == "*":
            return mul(left, right)
        if self.op == "/":
            return div(left, right)
        if self.op == "remainder":
            return make("call", (left, right), "remainder")
        return make("call", (div(left, right),), self.op)


def _literal(value: Fraction) -> Term:
    if value.denominator == 1:
        return num(int(value))
    return num(value) if _terminates(value) and value > 1 else div(num(value.numerator), num(value.denominator))


def _terminates(value: Fraction) -> bool:
    d = value.denominator
    for p in (2, 5):
        while d % p == 0:
            d //= p
    return d == 1


def number(value: Fraction | int, percent: bool = False) -> Expr:
    """A number that stands in the expression."""
    return Expr(Fraction(value), percent=percent)


def constant(name: str) -> Expr:
    """A constant of hybrid.words.constants."""
    return Expr(CONSTANTS[name].value, name=name)


def quantity(name: str, value: Fraction) -> Expr:
    """A quantity that has a line of its own."""
    return Expr(value, name=name)


def undone(y: Expr, expr: Expr, name: str) -> Expr:
    """The expression for the leaf `name` of `expr`, given that `expr` equals `y`.

    Raises Unusable where the leaf does not occur exactly once under operations that can be undone.
    """
    if not expr.op:
        if expr.name != name:
            raise Unusable(f"{name} does not occur")
        return y
    if expr.op in WHOLE:
        raise Unusable(f"{expr.op} cannot be undone")
    left, right = expr.parts
    in_left = sum(leaf.name == name for leaf in left.leaves())
    in_right = sum(leaf.name == name for leaf in right.leaves())
    if in_left + in_right != 1:
        raise Unusable(f"{name} does not occur exactly once")
    if in_left:
        return undone(y._with(INVERSE[expr.op], right), left, name)
    if expr.op in "+*":
        return undone(y._with(INVERSE[expr.op], left), right, name)
    return undone(left._with(expr.op, y), right, name)


def written(value: Fraction) -> str:
    """A value as pupils write it: 12, 3.5, 2/3."""
    if value.denominator == 1:
        return str(value.numerator)
    if not _terminates(value):
        return f"{value.numerator}/{value.denominator}"
    digits = 0
    while (value * 10**digits).denominator != 1:
        digits += 1
    digits = max(digits, 2) if digits <= 2 and value > 1 else digits
    scaled = abs(value) * 10**digits
    whole, rest = divmod(int(scaled), 10**digits)
    return f"{'-' if value < 0 else ''}{whole}.{rest:0{digits}d}"
