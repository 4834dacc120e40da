"""Slips in what a step calculates: a number that is a little off, a sign that is lost.

Only numbers and terms count that the step has made: one that stood in the line before would be copied, not calculated.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from random import Random

from hybrid.generate.mistakes.made import Link, Made
from hybrid.term import ONE, RELATIONS, Place, Term, TermError, at, neg, num, number, rational, replace, subterms

MAX_NUMBERS = 6


def arithmetic_slips(link: Link, rng: Random) -> Iterator[Made]:
    """A calculated number replaced by one that is easily taken for it."""
    if link.step.kind != "decided":
        return
    known = {abs(v) for _, t in subterms(link.old) if (v := rational(t)) is not None}
    for place, value in _numbers(link.new):
        if value == 0 or abs(value) in known:
            continue
        wrong = number(_near(value, rng))
        # 1*x and x^1 nobody writes
        if wrong is ONE and place and at(link.new, place[:-1]).head in ("mul", "pow", "div"):
            continue
        try:
            part = replace(link.new, place, wrong)
        except TermError:
            continue
        yield Made("arithmetic slip", part, "{a} is written as {b}", {"a": number(value), "b": wrong})


def _numbers(t: Term) -> list[tuple[Place, Fraction | int]]:
    """The numbers in t, a fraction as one."""
    found: list[tuple[Place, Fraction | int]] = []
    stack: list[tuple[Place, Term]] = [((), t)]
    while stack and len(found) < MAX_NUMBERS:
        place, s = stack.pop()
        value = rational(s)
        if value is not None:
            found.append((place, value))
        elif s.head != "root":
            stack.extend(((*place, i), a) for i, a in reversed(list(enumerate(s.args))))
    return found


def _near(value: Fraction | int, rng: Random) -> Fraction | int:
    """Another number of the same sign that looks like the value: one or two off, ten off, two digits changed over."""
    if isinstance(value, Fraction):
        top = _near(abs(value.numerator), rng)
        return Fraction(top if value > 0 else -top, value.denominator)
    size = abs(value)
    digits = str(size)
    swapped = int(digits[:-2] + digits[-1] + digits[-2]) if len(digits) > 1 else size
    choices = [
        n for n in (size - 1, size + 1, size - 2, size + 2, size - 10, size + 10, swapped) if n > 0 and n != size
    ]
    chosen = rng.choice(choices)
    return chosen if value >= 0 else -chosen


def sign_slips(link: Link) -> Iterator[Made]:
    """A calculated term with the opposite sign."""
    if link.step.kind != "decided":
        return
    known = {t.key for _, t in subterms(link.old)}
    places: list[Place] = [()] if link.new.head not in RELATIONS else []
    for place, t in subterms(link.new):
        if t.head == "add" or t.head in RELATIONS:
            places.extend((*place, i) for i in range(len(t.args)))
    for place in places:
        t = at(link.new, place)
        if t.key in known or not _signed(t):
            continue
        wrong = _opposite(t)
        try:
            part = replace(link.new, place, wrong)
        except TermError:
            continue
        yield Made("sign slip", part, "{a} has the wrong sign: it is written as {b}", {"a": t, "b": wrong})


def _signed(t: Term) -> bool:
    """Whether t is a number other than 0, or a product, quotient or negative, not a sum."""
    value = rational(t)
    return value != 0 if value is not None else bool(t.free) and t.head in ("mul", "div", "neg", "pow", "sym")


def _opposite(t: Term) -> Term:
    value = rational(t)
    if value is not None:
        return number(-value)
    if t.head == "neg":
        return t.args[0]
    if t.head in ("mul", "div") and (first := rational(t.args[0])) is not None and first < 0:
        rest = t.args[1:]
        if t.head == "mul" and first == -1:
            return rest[0] if len(rest) == 1 else replace(t, (0,), num(1))
        return replace(t, (0,), number(-first))
    return neg(t)
