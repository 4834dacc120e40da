"""Formulas in one real letter that repeat: sines, cosines, tangents and remainders of multiples of the letter.

    sin(x) = 1/2    <=>    x mod (2*pi) = pi/6 or x mod (2*pi) = 5*pi/6
    (2*x + 1) mod 3 = 0    <=>    x mod (3/2) = 1

All angles are a*x + r*pi and all remainders (a*x + b) mod m with rational a; r*pi, b and m are rational multiples of
one unit, pi where there is an angle or a pi, else 1. So the truth of the formula repeats after some T, and within
0 <= x < T each remainder u mod m is u - k*m between its jumps. At jumps formulas are evaluated; between them, where no
remainder is left and x is bounded, cells decide (`cells.py`, `circle.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import floor, lcm

from hybrid.angle import multiple_of_pi
from hybrid.decide import cells, whole_parts
from hybrid.decide.circle import HEADS
from hybrid.decide.closed import exact_truth
from hybrid.decide.meaning import conditions
from hybrid.decide.residues import NotPeriodic
from hybrid.decide.sparse import CONSTANT, Reader, TooBig
from hybrid.decide.verdict import Verdict, proved, unknown
from hybrid.term import (
    FALSE,
    FLIPPED,
    ONE,
    PI,
    TRUE,
    ZERO,
    Term,
    bottom_up,
    conj,
    disj,
    eq,
    make,
    mul,
    num,
    number,
    parts,
    sub,
    substitute,
    sym,
)

BY = "periodic"
MAX_PIECES = 60
MAX_SIZE = 120


@dataclass
class Repeating:
    """What is found of formulas in one letter: the unit, after how many of it they repeat, where remainders jump."""

    letter: str
    unit: Term
    period: Fraction = Fraction(0)
    remainders: dict[Term, tuple[Fraction, Fraction, Fraction]] = field(default_factory=dict)  # a, b, m

    def read(self, t: Term) -> None:
        """Take in a formula or an expression. Raises NotPeriodic."""
        if self.letter not in t.free:
            if t.free:
                raise NotPeriodic("more than one letter")
            return
        if t.head == "sym" or t.head == "defined":
            raise NotPeriodic("the letter outside of angles and remainders")
        if t.head in HEADS and self.unit is PI:
            self._repeats(Fraction(2) / abs(self._slope(t.args[0])[0]))
        elif t.head == "mod":
            a, _, m = self.take(t)
            self._repeats(m / abs(a))
        else:
            for part in t.args:
                self.read(part)

    def take(self, t: Term) -> tuple[Fraction, Fraction, Fraction]:
        """Take in a remainder (a*x + b) mod m: a, b and m. Raises NotPeriodic for another."""
        a, b = self._slope(t.args[0])
        zero, m = self._line(t.args[1])
        if zero or m <= 0:
            raise NotPeriodic("a modulus that is no positive number")
        self.remainders[t] = a, b, m
        return a, b, m

    def jumps(self) -> list[Fraction]:
        """0 and the multiples of the unit below the period where a remainder jumps, ascending. Raises NotPeriodic."""
        found = {Fraction(0)}
        for a, b, m in self.remainders.values():
            ends = sorted((b / m, (a * self.period + b) / m))
            if ends[1] - ends[0] > MAX_PIECES:
                raise NotPeriodic("many jumps")
            found |= {(k * m - b) / a for k in range(floor(ends[0]), floor(ends[1]) + 2)}
        inside = sorted(x for x in found if 0 <= x < self.period)
        if len(inside) > MAX_PIECES:
            raise NotPeriodic("many jumps")
        return inside

    def between(self, f: Term, low: Fraction, high: Fraction) -> Term:
        """The formula without remainders, as it is between two neighbouring jumps."""
        middle = (low + high) / 2
        known = {}
        for t, (a, b, m) in self.remainders.items():
            k = floor((a * middle + b) / m)
            known[t] = sub(t.args[0], mul(num(k), t.args[1])) if k else t.args[0]
        return bottom_up(f, lambda t: known.get(t, t))

    def at(self, r: Fraction) -> Term:
        """r units, as it is written."""
        return multiple_of_pi(r) if self.unit is PI else number(r)

    def _slope(self, t: Term) -> tuple[Fraction, Fraction]:
        a, b = self._line(t)
        if not a:
            raise NotPeriodic("no letter in it")
        return a, b

    def _line(self, t: Term) -> tuple[Fraction, Fraction]:
        """(a, b) with t = a*letter + b*unit, for a t that is defined everywhere: x + 1/x - 1/x is not at 0 alone."""
        if conditions(t):
            raise NotPeriodic("not defined everywhere")
        reader = Reader()
        try:
            p = dict(reader.poly(t))
        except TooBig:
            raise NotPeriodic("too big") from None
        a = p.pop(((self.letter, 1),), Fraction(0))
        b = p.pop(((PI.key, 1),) if self.unit is PI else CONSTANT, Fraction(0))
        if p:
            raise NotPeriodic("not linear, or of another unit")
        return a, b

    def _repeats(self, after: Fraction) -> None:
        if self.period:
            below = lcm(after.denominator, self.period.denominator)
            after = Fraction(lcm(int(after * below), int(self.period * below)), below)
        self.period = after


def repeating(*formulas: Term) -> Repeating | None:
    """The common period of formulas that are in one letter and together have it; None outside of the class."""
    letters = sorted({x for f in formulas for x in f.free})
    heads = {t.head for f in formulas for t in parts(f)}
    if len(letters) != 1 or heads.isdisjoint({"mod", *HEADS}) or sum(f.size for f in formulas) > MAX_SIZE:
        return None
    circular = not heads.isdisjoint(HEADS) or any(t is PI for f in formulas for t in parts(f))
    found = Repeating(letters[0], PI if circular else ONE)
    try:
        for f in formulas:
            found.read(f)
        found.jumps()
    except NotPeriodic:
        return None
    return found if found.period else None


def equivalent(a: Term, b: Term) -> Verdict:
    """Whether two formulas are true at the same real numbers: proved or unknown."""
    found = repeating(a, b)
    if found is None:
        return unknown(BY, "not formulas in one letter that repeat")
    pieces = 0
    for p, left, right in _pieces(found, a, b):
        same = exact_truth(left) is exact_truth(right) is not None if p else cells.equivalent(left, right).proved
        if not same:
            return unknown(BY, "not shown to agree")
        pieces += 1
    return proved(BY, pieces=pieces)


def entails(hyps: Sequence[Term], goal: Term) -> Verdict:
    """Whether the goal holds at all real numbers at which the hypotheses that repeat hold: proved or unknown."""
    if repeating(goal) is None:
        return unknown(BY, "not a formula in one letter that repeats")
    facts = conj(*(h for h in hyps if h.free == goal.free and repeating(h) is not None))
    return equivalent(facts, conj(facts, goal))


def _pieces(found: Repeating, a: Term, b: Term) -> Iterator[tuple[bool, Term, Term]]:
    """Both formulas at each jump (closed, True), and within the bounds of each gap (False)."""
    x, ends = sym(found.letter), [*found.jumps(), found.period]
    for low, high in zip(ends, ends[1:], strict=False):
        here = {found.letter: found.at(low)}
        yield True, substitute(a, here), substitute(b, here)
        window = (make("gt", (x, found.at(low))), make("lt", (x, found.at(high))))
        yield False, conj(*window, found.between(a, low, high)), conj(*window, found.between(b, low, high))


# -- all solutions -------------------------------------------------------------------------------


def solution_set(f: Term) -> Term | None:
    """The real numbers at which a formula with angles of one letter, or with remainders in linear relations, is true.

    They are told by their remainders: `x mod (2*pi) = pi/6 or x mod (2*pi) = 5*pi/6`, `x mod 1 < 1/2`, with the least
    modulus where they are single; `true`, `false`. None outside of the class, and where an angle has no name."""
    found = repeating(f)
    if found is None or found.remainders and found.unit is PI:
        return None
    x = sym(found.letter)
    window = (make("ge", (x, ZERO)), make("lt", (x, found.at(found.period))))
    solved = whole_parts.solution_set if found.remainders else cells.solution_set
    inside = solved(conj(*window, f), found.letter)
    if inside is None or inside is FALSE:
        return inside
    cases = [[_turned(a) for a in (c.args if c.head == "and" else (c,))] for c in _cases(inside)]
    points = [_multiple(c[0], found.unit) if len(c) == 1 and c[0].head == "eq" else None for c in cases]
    if None not in points:
        values = [r for r in points if r is not None]
        least = _least_period(values, found.period)
        remainder = _remainder(found, least)
        return disj(*(eq(remainder, found.at(r)) for r in values if r < least))
    remainder = _remainder(found, found.period)
    ends = {w.key for w in window}
    kept = [[make(a.head, (remainder, a.args[1])) for a in c if a.key not in ends] for c in cases]
    return disj(*(conj(*c) for c in kept)) if all(kept) else TRUE


def _cases(t: Term) -> Sequence[Term]:
    return t.args if t.head == "or" else (t,)


def _turned(atom: Term) -> Term:
    """With the letter on the left."""
    return atom if atom.args[0].free else make(FLIPPED[atom.head], atom.args[::-1])


def _multiple(equation: Term, unit: Term) -> Fraction | None:
    """r of x = r*unit."""
    try:
        return Repeating("", unit)._line(equation.args[1])[1]
    except NotPeriodic:
        return None


def _least_period(values: list[Fraction], period: Fraction) -> Fraction:
    """The least part T/k of the period such that the values repeat after it."""
    there = set(values)
    for k in range(len(values), 1, -1):
        if len(values) % k == 0 and all((r + period / k) % period in there for r in values):
            return period / k
    return period


def _remainder(found: Repeating, period: Fraction) -> Term:
    return make("mod", (sym(found.letter), found.at(period)))


__all__ = ["entails", "equivalent", "repeating", "solution_set"]
