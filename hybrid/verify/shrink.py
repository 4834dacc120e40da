"""A counterexample as simple as one can be found.

Of two points that refute a rule the simpler is the one with smaller weights: 0 and 1 weigh least, then -1, 2,
-2, single digits, halves, other fractions, and last what is irrational. All small points are tried first, in
the order of their weight; then one letter at a time is made simpler as long as the rule still fails.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Any

from hybrid.decide.closed import enclosure
from hybrid.rulebook import Rule
from hybrid.term import FALSE, TRUE, Term, is_formula, number, rational, substitute
from hybrid.verify.claim import Claim, Outcome, Where
from hybrid.verify.instances import Application

SIMPLE = (0, 1, -1, 2, -2, 3, -3, 4, 5, 6, 7, 8, 9, Fraction(1, 2), Fraction(-1, 2), -4, -5, -6, -8, -9, Fraction(1, 4))
SMALL = 5  # values of each letter in the grid that is tried whole
LARGEST_GRID = 700


@dataclass(frozen=True)
class Counterexample:
    """Where a rule fails.

    instance     the rule's statement there: `sqrt(a^2) = a`, or a term and what the rule made of it
    point        letter -> value, as text
    left, right  the two values: a number, a truth value or "undefined"
    found_after  how many instances were tried until the first failure
    """

    instance: str
    point: Mapping[str, str]
    left: str
    right: str
    found_after: int

    def __str__(self) -> str:
        where = ", ".join(f"{name} = {value}" for name, value in sorted(self.point.items()))
        return f"{self.instance}{f' at {where}' if where else ''}: left is {self.left}, right is {self.right}"

    def to_json(self) -> dict[str, Any]:
        """As `hybrid rules test --json` writes it."""
        return {
            "instance": self.instance,
            "point": dict(sorted(self.point.items())),
            "left": self.left,
            "right": self.right,
            "found_after": self.found_after,
        }


def at_point(claim: Claim, point: Mapping[str, Term], found_after: int) -> Counterexample:
    """The counterexample at a point where the claim is wrong, the point made simpler first."""
    rule = claim.rule
    point = simplest(point, lambda p: claim.at(p) is Outcome.WRONG)
    sides = claim.sides(point)
    where = Where({n: point[n] for n in claim.letters})
    text = {n: str(point[n]) for n in (*claim.letters, *claim.formulas)}
    return Counterexample(statement(rule), text, shown(sides.left, where), shown(sides.right, where), found_after)


def at_application(application: Application, point: Mapping[str, Term], found_after: int) -> Counterexample:
    """The counterexample of a rule applied to a term."""
    rewrite = application.rewrite
    where = Where(point)
    text = {n: str(t) for n, t in point.items()}
    instance = f"{application.part}  {rewrite.rule.relation}  {rewrite.new}"
    return Counterexample(instance, text, shown(application.part, where), shown(rewrite.new, where), found_after)


def simplest(point: Mapping[str, Term], fails: Callable[[Mapping[str, Term]], bool]) -> Mapping[str, Term]:
    """A point that fails too and is as simple as was found."""
    names = sorted(point)
    values = {n: [TRUE, FALSE] if is_formula(point[n]) else [number(v) for v in SIMPLE] for n in names}
    size = SMALL
    while size > 2 and size ** len(names) > LARGEST_GRID:
        size -= 1
    if size ** len(names) <= LARGEST_GRID:
        grid = product(*[values[n][:size] for n in names])
        for combination in sorted(grid, key=lambda c: sum(map(weight, c))):
            small = dict(zip(names, combination, strict=True))
            if fails(small):
                return small
    best = dict(point)
    improved = True
    while improved:
        improved = False
        for name in names:
            for v in values[name]:
                if weight(v) >= weight(best[name]):
                    continue
                if fails({**best, name: v}):
                    best[name], improved = v, True
                    break
    return best


def weight(t: Term) -> int:
    """How far a value is from being simple."""
    if is_formula(t):
        return 0 if t is TRUE else 1
    v = rational(t)
    if v is None:
        return 1000 + t.size
    known = SIMPLE.index(v) if v in SIMPLE else None
    return known if known is not None else 30 + len(str(v)) + abs(v.numerator) // 10


def statement(rule: Rule) -> str:
    """The rule's two sides as text, capital letters by their names."""
    return f"{side_text(rule.left)} {rule.relation} {side_text(rule.right)}"


def side_text(t: Term) -> str:
    """A side of a rule as it is written in a rule file."""
    text = str(t)
    for name in sorted(t.free):
        if name.isupper():
            text = text.replace(f"defined({name})", name)
    return text


def shown(t: Term, where: Where) -> str:
    """The value of a term at a point, for a reader."""
    if is_formula(t):
        return {True: "true", False: "false", None: "unknown"}[where.truth(t)]
    defined = where.defined(t)
    if defined is not True:
        return "undefined" if defined is False else "unknown"
    exact = where.number(t)
    if exact is not None:
        return str(exact)
    closed = substitute(t, where.point)
    ball = enclosure(closed, 64)
    return str(closed) if ball is None else f"{closed}, about {float(ball.mid()):.6g}"


__all__ = ["Counterexample", "at_application", "at_point", "shown", "side_text", "simplest", "statement"]
