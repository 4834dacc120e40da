"""Values of expressions, exactly, and expressions as linear forms.

`value` computes with fractions; floor, ceil, remainder, min and max are what they are on rational numbers, the
remainder of a by b being a - b floor(a/b); gcd and lcm are of whole numbers. `linear` reads an expression as
c + a_1 x_1 + ... + a_n x_n over the names that are not known yet, which is what elimination works on.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction

from hybrid.term import Term, rational

LARGEST = 4_000  # bits of a number that is computed

Values = Mapping[str, Fraction]


class Undefined(ValueError):
    """An expression that has no value: a division by zero, or a number too large to write."""


def value(term: Term, known: Values) -> Fraction | None:
    """The value of an expression, None when it has a name that is not known. Raises Undefined."""
    if term.head == "num":
        return Fraction(term.value)
    if term.head == "sym":
        return known.get(str(term.value))
    values = [value(part, known) for part in term.args]
    if any(v is None for v in values):
        return None
    return _computed(term, [v for v in values if v is not None])


def _computed(term: Term, parts: Sequence[Fraction]) -> Fraction:
    head = term.head
    if head == "add":
        return sum(parts, Fraction(0))
    if head == "neg":
        return -parts[0]
    if head == "mul":
        return _small(math.prod(parts, start=Fraction(1)))
    if head == "div":
        return parts[0] / _divisor(parts[1])
    if head == "pow":
        base, n = parts
        if max(abs(base.numerator), base.denominator).bit_length() * abs(n) > LARGEST:
            raise Undefined("the number is too large to write")
        return base ** int(n)
    if head == "call":
        if term.value == "remainder":
            return parts[0] - parts[1] * math.floor(parts[0] / _divisor(parts[1]))
        if term.value in ("min", "max"):
            return min(parts) if term.value == "min" else max(parts)
        return Fraction(math.floor(parts[0]) if term.value == "floor" else math.ceil(parts[0]))
    if head in ("gcd", "lcm"):
        if any(p.denominator != 1 for p in parts):
            raise Undefined(f"{head} of a number that is not whole")
        return Fraction((math.gcd if head == "gcd" else math.lcm)(*(p.numerator for p in parts)))
    raise Undefined(f"{head} has no value here")


def _divisor(by: Fraction) -> Fraction:
    if not by:
        raise Undefined("a division by zero")
    return by


def _small(number: Fraction) -> Fraction:
    if max(abs(number.numerator), number.denominator).bit_length() > LARGEST:
        raise Undefined("the number is too large to write")
    return number


def holds(relation: Term, known: Values) -> bool | None:
    """Whether a relation is true, None when it has a name that is not known. Raises Undefined."""
    left, right = (value(side, known) for side in relation.args)
    if left is None or right is None:
        return None
    head = relation.head
    if head in ("eq", "ne"):
        return (left == right) is (head == "eq")
    if head in ("lt", "le"):
        return left < right or (head == "le" and left == right)
    return left > right or (head == "ge" and left == right)


def linear(term: Term, known: Values) -> dict[str, Fraction] | None:
    """{name: coefficient} with the constant under "", None when the expression is not linear in what is not known.

    Raises Undefined.
    """
    if (number := value(term, known)) is not None:
        return {"": number}
    if term.head == "sym":
        return {str(term.value): Fraction(1), "": Fraction(0)}
    if term.head == "pow" and rational(term.args[1]) == 1:
        return linear(term.args[0], known)
    if term.head not in ("add", "neg", "mul", "div"):
        return None
    parts = [linear(part, known) for part in term.args]
    if any(p is None for p in parts):
        return None
    forms = [p for p in parts if p is not None]
    if term.head == "add":
        return _sum(forms)
    if term.head == "neg":
        return scaled(forms[0], Fraction(-1))
    if term.head == "div":
        below = value(term.args[1], known)
        return None if below is None else scaled(forms[0], 1 / _divisor(below))
    open_forms = [f for f in forms if len(f) > 1]
    if len(open_forms) != 1:
        return None
    factor = math.prod((f[""] for f in forms if len(f) == 1), start=Fraction(1))
    return scaled(open_forms[0], factor)


def _sum(forms: Sequence[Mapping[str, Fraction]]) -> dict[str, Fraction]:
    total: dict[str, Fraction] = {"": Fraction(0)}
    for form in forms:
        for name, n in form.items():
            total[name] = total.get(name, Fraction(0)) + n
    return total


def scaled(form: Mapping[str, Fraction], by: Fraction) -> dict[str, Fraction]:
    """The linear form times a number."""
    return {name: n * by for name, n in form.items()}


def difference(a: Mapping[str, Fraction], b: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """a - b."""
    return _sum([a, scaled(b, Fraction(-1))])
