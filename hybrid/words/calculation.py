"""Calculations: chains of closed expressions between equals signs, and whether they are right.

`48/2 = 24` is a claim about rational numbers, and is decided exactly: every expression has one value in Q, or none
where it divides by zero. People who write solutions also round, write the remainder of a division, run one
calculation on into the next (`5 + 3 = 8 * 2 = 16`), use the percent sign as a unit (`3/4 * 100 = 75%`), and copy all
digits that a machine shows (`0.10*7 = 0.7000000000000001`). Each of these is a reading of its own, tried when the plain
one fails, and named in the verdict; a claim is refuted only when it is false under all of them.

A number with d decimals is a correct rounding of q when it differs from q by at most half of 10^-d. It is q in floating
point when it has at least 15 significant digits and differs by at most 8 of 2^-53, the precision of a double, times q
or, where something is added, times the largest number of the calculation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache
from math import floor
from typing import Any, Literal

from lark import Lark, Token, Transformer
from lark.exceptions import LarkError, VisitError

from hybrid.paths import folder

Answer = Literal["proved", "refuted", "unknown"]
LONGEST = 400  # characters of a calculation
HIGHEST = 64  # exponent that is worked out
DIGITS = 60  # of a number that is read
DOUBLE_DIGITS = 15  # that every double has
# a chain without brackets, signs and powers, which nearly all are; the number is that of the grammar
FLAT = re.compile(
    r"N(?:[-+*/]N)*(?:=N(?:[-+*/]N)*)*".replace("N", rf"(?:\d{{1,{DIGITS - 2}}}(?:\.\d{{0,9}})?|\.\d{{1,9}})%?")
)
PIECE = re.compile(r"([\d.]+%?)([-+*/=]?)")


@dataclass(frozen=True)
class Number:
    """A number as written. value: what it stands for (3% is 3/100); decimals: digits after the point."""

    value: Fraction
    decimals: int
    percent: bool = False


@dataclass(frozen=True)
class Expression:
    """value: exact, None where undefined (division by zero); numbers: as written, in order; operations: of + - * / ^.

    as_unit: the value where percent signs are read as units, so that 75% is 75.
    """

    value: Fraction | None
    numbers: tuple[Number, ...]
    operations: str
    as_unit: Fraction | None

    @property
    def first(self) -> Number:
        return self.numbers[0]


@dataclass(frozen=True)
class Chain:
    """Expressions said to be equal; the last is the result. remainder: of `17/5 = 3 r 2`, else None."""

    parts: tuple[Expression, ...]
    remainder: Fraction | None = None


@dataclass(frozen=True)
class Check:
    """Whether a chain is right. how: the reading under which it is: "exact", "rounded", "remainder", "run on",
    "percent as unit", "floating point"; said, right: the first part that is wrong and its value if it were right, else
    None."""

    answer: Answer
    how: str
    said: Fraction | None = None
    right: Fraction | None = None


@lru_cache(maxsize=1 << 14)
def read_chain(text: str) -> Chain | None:
    """The chain of a text in grammars/calculation.lark, None for every text that is none or too long."""
    if len(text) > LONGEST:
        return None
    if FLAT.fullmatch(text):
        return _flat(text)
    try:
        return grammar().parse(text)  # type: ignore[no-any-return]
    except VisitError as error:
        if isinstance(error.orig_exc, _TooLarge):
            return None
        raise
    except (LarkError, _TooLarge):
        return None


def check(chain: Chain) -> Check:
    """Whether all parts of a chain of two or more are equal, exactly or under one of the readings named above."""
    how = "exact"
    parts = chain.parts
    for i in range(1, len(parts)):
        before, after = parts[i - 1], parts[i]
        if before.value is None or after.value is None:
            return Check("refuted", "division by zero", after.value, None)
        last = i == len(parts) - 1
        reading = _agree(before, after, chain.remainder if last else None)
        if reading is None:
            return Check("refuted", "exact", after.value, before.value)
        how = reading if reading != "exact" else how
    return Check("proved", how)


def _agree(before: Expression, after: Expression, remainder: Fraction | None) -> str | None:
    """The reading under which two neighbours of a chain are equal, None when there is none."""
    assert before.value is not None and after.value is not None
    if remainder is not None:
        return "remainder" if _with_remainder(before, after.value, remainder) else None
    if before.value == after.value:
        return "exact"
    if rounds(after, before.value) or rounds(before, after.value):
        return "rounded"
    percents = {n.percent for n in (*before.numbers, *after.numbers)}
    if True in percents and _by_unit(before, after):
        return "percent as unit"
    if after.operations and _leads_with(after, before.value):
        return "run on"
    if _floats(before, after):
        return "floating point"
    return None


def _floats(part: Expression, said: Expression) -> bool:
    """Whether what is said, one number with many digits, is the value of a part as doubles have it."""
    assert part.value is not None and said.value is not None
    written = said.first
    if said.operations or written.percent or not written.decimals:
        return False
    if len(str(abs(said.value.numerator * 10**written.decimals // said.value.denominator))) < DOUBLE_DIGITS:
        return False
    largest = abs(part.value)
    if "+" in part.operations or "-" in part.operations:  # a small difference of large numbers is less precise
        largest = max([largest, *[abs(n.value) for n in part.numbers]])
    return abs(said.value - part.value) * 2**50 <= largest


def _by_unit(before: Expression, after: Expression) -> bool:
    """Equal when the percent signs of either side, or of both, are units."""
    values = ((before.value, after.as_unit), (before.as_unit, after.value), (before.as_unit, after.as_unit))
    for a, b in values:
        if a is None or b is None:
            continue
        if a == b or (len(after.numbers) == 1 and abs(a - b) * 2 <= Fraction(1, 10**after.first.decimals)):
            return True
    return False


def _with_remainder(before: Expression, quotient: Fraction, remainder: Fraction) -> bool:
    if before.operations != "/" or len(before.numbers) != 2:
        return False
    dividend, divisor = (n.value for n in before.numbers)
    return quotient.denominator == 1 and divisor * quotient + remainder == dividend and 0 <= remainder < divisor


def _leads_with(part: Expression, value: Fraction) -> bool:
    """Whether the part goes on from the value: its first number is the value, or the value rounded."""
    first = part.first
    return first.value == value or is_rounding(first, first.value, value)


def is_rounding(written: Number, said: Fraction, value: Fraction) -> bool:
    """Whether what is said, in the decimals of the number written, is the value correctly rounded, not the value."""
    place = Fraction(1, 10 ** (written.decimals + (2 if written.percent else 0)))
    return 0 < 2 * abs(said - value) <= place


def rounds(part: Expression, value: Fraction) -> bool:
    """Whether an expression is one number, and that a correct rounding of the value."""
    return not part.operations and part.value is not None and is_rounding(part.first, part.value, value)


# -- reading ---------------------------------------------------------------------------------------


class _TooLarge(Exception):
    """A power or a number too large to work out."""


@lru_cache(maxsize=1 << 12)
def _number(text: str) -> Number:
    if len(text) > DIGITS:
        raise _TooLarge
    digits = text.rstrip("%")
    decimals = len(digits) - digits.index(".") - 1 if "." in digits else 0
    value = Fraction(digits.rstrip(".") if digits.endswith(".") else digits)
    percent = text.endswith("%")
    return Number(value / 100 if percent else value, decimals, percent)


def _joined(parts: Sequence[Expression], operation: str, value: Any) -> Expression:
    a, b = parts
    return Expression(
        value(a.value, b.value),
        a.numbers + b.numbers,
        a.operations + operation + b.operations,
        value(a.as_unit, b.as_unit),
    )


def _over(a: Fraction | None, b: Fraction | None) -> Fraction | None:
    return None if a is None or not b else a / b


def _power(a: Fraction | None, b: Fraction | None) -> Fraction | None:
    if a is None or b is None or (a == 0 and b < 0):
        return None
    if b.denominator != 1 or abs(b) > HIGHEST or max(a.numerator.bit_length(), a.denominator.bit_length()) > 64:
        raise _TooLarge
    return Fraction(a ** int(b))


def _flat(text: str) -> Chain | None:
    """What the grammar makes of a chain of the form FLAT: products bind closer than sums, both to the left."""
    parts: list[Expression] = []
    numbers: list[Number] = []
    signs: list[str] = []
    for digits, sign in PIECE.findall(text):
        if len(digits) > DIGITS:
            return None
        numbers.append(_number(digits))
        if sign and sign != "=":
            signs.append(sign)
            continue
        value = _worked_out([n.value for n in numbers], signs)
        units = [n.value * 100 if n.percent else n.value for n in numbers]
        as_unit = _worked_out(units, signs) if "%" in text else value
        parts.append(Expression(value, tuple(numbers), "".join(signs), as_unit))
        numbers, signs = [], []
    return Chain(tuple(parts))


def _worked_out(values: Sequence[Fraction], signs: Sequence[str]) -> Fraction | None:
    """The value of numbers with signs of + - * / between them, None where it divides by zero."""
    total: Fraction | None = None
    term, plus = values[0], True
    for sign, value in zip(signs, values[1:], strict=True):
        if sign == "*":
            term *= value
        elif sign == "/":
            if not value:
                return None
            term /= value
        else:
            total = term if total is None else total + term if plus else total - term
            term, plus = value, sign == "+"
    return term if total is None else total + term if plus else total - term


class _Reading(Transformer):  # type: ignore[misc]
    """Parse trees to chains; values are worked out on the way."""

    def start(self, parts: list[Any]) -> Chain:
        *rest, last = parts
        if isinstance(last, Fraction):
            return Chain(tuple(rest), last)
        return Chain((*rest, last))

    def remainder(self, parts: list[Token]) -> Fraction:
        return _number(str(parts[0])).value

    def plus(self, parts: list[Expression]) -> Expression:
        return _joined(parts, "+", lambda a, b: None if a is None or b is None else a + b)

    def minus(self, parts: list[Expression]) -> Expression:
        return _joined(parts, "-", lambda a, b: None if a is None or b is None else a - b)

    def times(self, parts: list[Expression]) -> Expression:
        return _joined(parts, "*", lambda a, b: None if a is None or b is None else a * b)

    def over(self, parts: list[Expression]) -> Expression:
        return _joined(parts, "/", _over)

    def whole(self, parts: list[Expression]) -> Expression:
        return _joined(parts, "/", lambda a, b: None if (q := _over(a, b)) is None else Fraction(floor(q)))

    def raised(self, parts: list[Expression]) -> Expression:
        return _joined(parts, "^", _power)

    def negative(self, parts: list[Expression]) -> Expression:
        (a,) = parts
        value = None if a.value is None else -a.value
        return Expression(value, a.numbers, a.operations, None if a.as_unit is None else -a.as_unit)

    def group(self, parts: list[Expression]) -> Expression:
        return parts[0]

    def number(self, parts: list[Token]) -> Expression:
        n = _number(str(parts[0]))
        return Expression(n.value, (n,), "", n.value)

    def percent(self, parts: list[Token]) -> Expression:
        n = _number(str(parts[0]))
        return Expression(n.value, (n,), "", n.value * 100)

    def mixed(self, parts: list[Token]) -> Expression:
        whole, part = str(parts[0]).split(" ")
        above, below = part.split("/")
        if len(parts[0]) > DIGITS:
            raise _TooLarge
        if int(below) == 0:
            return Expression(None, (_number(whole),), "", None)
        n = Number(int(whole) + Fraction(int(above), int(below)), 0)
        return Expression(n.value, (n,), "", n.value)


@cache
def grammar() -> Any:
    """The parser of grammars/calculation.lark, which gives chains."""
    path = folder("grammars") / "calculation.lark"
    return Lark(
        path.read_text(encoding="utf-8"),
        parser="lalr",
        lexer="contextual",
        transformer=_Reading(),
        maybe_placeholders=False,
    )
