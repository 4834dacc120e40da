"""What a rule claims at a point.

A rule is a claim about all defined real values of its letters at which its guards hold:

    left = right     right is defined and equal wherever left is defined
    left <=> right   both have one truth value
    left ==> right   right is true wherever left is

At one point, which gives every small letter a number and every capital letter a truth value, the claim is
`silent` (a guard fails, the left side is undefined, the premise false), `right`, `wrong` or `undecided`.
Rational points are evaluated in integers and fractions (decide/evaluate.py), others exactly as closed
terms (decide/closed.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from hybrid.decide.closed import compare, exact_truth, is_defined, whole
from hybrid.decide.evaluate import UNDEFINED, numbers, truth, value
from hybrid.rulebook.rule import Rule, Test, instantiate
from hybrid.term import FALSE, TRUE, ZERO, Term, number, rational, substitute

# Small letters have closed terms for values, capital letters TRUE or FALSE.
Point = Mapping[str, Term]


class Outcome(Enum):
    """What became of a claim at a point."""

    SILENT = "silent"
    RIGHT = "right"
    WRONG = "wrong"
    UNDECIDED = "undecided"


@dataclass(frozen=True)
class Sides:
    """The parts of a rule once its capital letters have truth values."""

    left: Term
    right: Term
    guards: tuple[Term, ...]


class Claim:
    """A plain rule (no computed letters) as a claim at points.

    letters    its small letters; formulas: its capital letters
    """

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        names = rule.left.free | rule.right.free | frozenset(n for g in rule.guards for n in g.free)
        self.letters = tuple(sorted(n for n in names if not n.isupper()))
        self.formulas = tuple(sorted(n for n in names if n.isupper()))
        # arguments that a test wants to be written as numbers
        self._literal = {t.argument.key for t in rule.sound_tests if not t.negated and t.name in _LITERAL}
        self._sides: dict[tuple[bool, ...], Sides] = {}

    def sides(self, point: Point) -> Sides:
        """Left, right and guards with the point's truth values put in for the capital letters."""
        key = tuple(point[name] is TRUE for name in self.formulas)
        found = self._sides.get(key)
        if found is None:
            values = {name: TRUE if true else FALSE for name, true in zip(self.formulas, key, strict=True)}
            rule = self.rule
            parts = [instantiate(t, values) for t in (rule.left, rule.right, *rule.guards)]
            found = self._sides[key] = Sides(parts[0], parts[1], tuple(parts[2:]))
        return found

    def at(self, point: Point) -> Outcome:
        """The claim at a point. Raises KeyError when the point lacks a letter."""
        sides = self.sides(point)
        where = Where({name: point[name] for name in self.letters})
        for test in self.rule.sound_tests:
            holds = _exact_test(test, where, test.argument.key in self._literal)
            if holds is not True:
                return Outcome.SILENT if holds is False else Outcome.UNDECIDED
        for guard in sides.guards:
            holds = where.truth(guard)
            if holds is not True:
                return Outcome.SILENT if holds is False else Outcome.UNDECIDED
        return _sides_at(self.rule.relation, sides.left, sides.right, where)


def compare_at(relation: str, left: Term, right: Term, point: Mapping[str, Term]) -> Outcome:
    """The claim `left RELATION right` at a point, without guards."""
    return _sides_at(relation, left, right, Where(point))


class Where:
    """A point ready for evaluation: by fractions when all its values are rational, by closed terms else."""

    def __init__(self, point: Mapping[str, Term]) -> None:
        self.point = point
        exact: dict[str, Fraction | int] = {}
        for name, t in point.items():
            v = rational(t)
            if v is None and not t.free and t.head in ("neg", "div", "pow", "mul", "add", "root"):
                found = value(t, {})
                v = found if isinstance(found, Fraction) else None
            if v is None:
                break
            exact[name] = v
        self.exact = numbers(exact) if len(exact) == len(point) else None

    def truth(self, formula: Term) -> bool | None:
        """Whether a formula is true here; None when it cannot be decided."""
        found = None if self.exact is None else truth(formula, self.exact)
        return exact_truth(substitute(formula, self.point)) if found is None else found

    def defined(self, t: Term) -> bool | None:
        if self.exact is not None:
            found = value(t, self.exact)
            if found is not None:
                return found is not UNDEFINED
        return is_defined(substitute(t, self.point))

    def equal(self, a: Term, b: Term) -> bool | None:
        """Whether two terms that are defined here have one value."""
        if self.exact is not None:
            u, v = value(a, self.exact), value(b, self.exact)
            if u is not None and v is not None:
                return u == v
        s = compare(substitute(a, self.point), substitute(b, self.point))
        return None if s is None or s is UNDEFINED else s == 0

    def number(self, t: Term) -> Term | None:
        """The value of t as a finished number, None where it has none or is irrational."""
        found = value(t, self.exact) if self.exact is not None else value(substitute(t, self.point), {})
        return number(found) if isinstance(found, Fraction) else None


def _sides_at(relation: str, left: Term, right: Term, where: Where) -> Outcome:
    if relation == "=":
        defined = where.defined(left)
        if defined is not True:
            return Outcome.SILENT if defined is False else Outcome.UNDECIDED
        defined = where.defined(right)
        return _outcome(where.equal(left, right) if defined else defined)
    a = where.truth(left)
    if relation == "==>":
        if a is not True:
            return Outcome.SILENT if a is False else Outcome.UNDECIDED
        return _outcome(where.truth(right))
    b = where.truth(right)
    return Outcome.UNDECIDED if a is None or b is None else _outcome(a is b)


def _outcome(right: bool | None) -> Outcome:
    return Outcome.UNDECIDED if right is None else Outcome.RIGHT if right else Outcome.WRONG


_LITERAL = frozenset({"number", "integer", "natural", "even", "odd", "positive", "negative"})


def _exact_test(test: Test, where: Where, literal: bool) -> bool | None:
    """A test after `if` at a point; `literal`: another test of the rule wants the argument to be a written number.

    A test looks at how a term is written: `integer(n)` wants a literal integer. So where it holds the value is
    one, which is what is asked here; but `not integer(n)` holds of any n that is not written as a number,
    whatever its value, and says something only of literals.
    """
    name = test.name
    if name in ("number", "closed") or test.negated and not literal:
        return True
    argument = substitute(test.argument, where.point)
    if name in ("positive", "negative"):
        s = compare(argument, ZERO)
        found = None if s is None else s == (1 if name == "positive" else -1)
    else:
        n = whole(argument)
        if n is None or n is False:
            found = n
        else:
            found = {"integer": True, "natural": n >= 0, "even": n % 2 == 0, "odd": n % 2 == 1}[name]
    return found if found is None else found is not test.negated
