"""Statements about remainders, decided by trying every remainder.

Where whole letters stand only under `mod` (or a gcd) with a number, truth repeats: n^2 mod 4 depends on n mod 4, and
n*(n + 1)/2 mod 3 on n mod 6. Powers of a number repeat too, from some exponent on:

    2^n mod 12    1, 2, 4, 8, 4, 8, ...    n = 0, n = 1, and from 2 on n mod 2

So each letter has a preperiod and a period, and finitely many values of the letters stand for all (Gauss,
Disquisitiones arithmeticae, art. 9 and 45). A hypothesis that is not of this class is left out, which asks for more
than needed; at values below the preperiods, which stand for themselves alone, it is looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product
from math import lcm, prod

from hybrid.decide import cells
from hybrid.decide.factorial import whole
from hybrid.decide.linear import known
from hybrid.decide.meaning import UNDEFINED, truth, value
from hybrid.decide.verdict import Verdict, proved, refuted, unknown
from hybrid.problem import Domain
from hybrid.term import DIVISION, FALSE, ONE, RELATIONS, ZERO, Term, conj, eq, num, parts, rational, substitute

BY = "residues"
MAX_POINTS = 10_000
MAX_PERIOD = 2_000  # of a letter
MAX_TOLD = 12
MAX_VALUES = 200

Domains = Mapping[str, Domain]
Point = dict[str, int]


class NotPeriodic(Exception):
    """Not a statement of the class (here or of `periodic.py`), or its periods are too long."""


@dataclass
class Periods:
    """For each letter how often its truth repeats, and from which value on it does."""

    domains: Domains
    period: dict[str, int] = field(default_factory=dict)
    start: dict[str, int] = field(default_factory=dict)

    def read(self, f: Term) -> None:
        """Take in what the truth of a formula depends on. Raises NotPeriodic."""
        if f.head in ("and", "or", "implies") or f.head in RELATIONS:
            for a in f.args:
                self.read(a) if f.head not in RELATIONS else self._value(a)
        elif f.head not in ("true", "false"):
            raise NotPeriodic(f.head)

    def copy(self) -> Periods:
        return Periods(self.domains, dict(self.period), dict(self.start))

    def points(self) -> Iterator[Point]:
        """Values of the letters that stand for all. Raises NotPeriodic when they are too many."""
        letters = sorted(self.period)
        ranges = [range(self.start.get(x, 0) + self.period[x]) for x in letters]
        if prod(map(len, ranges)) > MAX_POINTS:
            raise NotPeriodic("too many remainders")
        return (dict(zip(letters, values, strict=True)) for values in product(*ranges))

    def alone(self, point: Point, letters: Iterable[str]) -> bool:
        """Whether the values of these letters stand for themselves alone."""
        return all(x in point and point[x] < self.start.get(x, 0) for x in letters)

    def _value(self, t: Term) -> None:
        if not t.free:
            return
        if t.head == "sym":
            raise NotPeriodic("a letter outside of remainders")
        if t.head == "mod":
            self._remainder(t.args[0], self._modulus(t.args[1]))
            return
        if t.head == "gcd" and (bound := next((m for a in t.args if (m := rational(a))), None)) is not None:
            for a in t.args:
                if a.free and not whole(a, self.domains):
                    raise NotPeriodic("a gcd of what may be no whole number")
                self._remainder(a, abs(Fraction(bound)))
            return
        for a in t.args:
            self._value(a)

    def _modulus(self, t: Term) -> Fraction:
        m = rational(t)
        if not m:
            raise NotPeriodic("the modulus is no number")
        return abs(Fraction(m))

    def _remainder(self, t: Term, m: Fraction) -> None:
        """What t mod m depends on."""
        if not t.free:
            return
        head, args = t.head, t.args
        if head == "sym":
            if self.domains.get(t.value) not in ("integer", "natural"):
                raise NotPeriodic("a letter that may be no whole number")
            self._note(t.value, m.numerator)  # n and n + p differ by a multiple of p/q
        elif head in ("add", "neg"):
            for a in args:
                self._remainder(a, m)
        elif head == "div" and (c := rational(args[1])):
            self._remainder(args[0], m * abs(Fraction(c)))
        elif head == "mul":
            numbers = [Fraction(c) for c in map(rational, args) if c is not None]
            others = [a for a in args if rational(a) is None]
            scale = prod(numbers, start=Fraction(1))
            if not scale:
                raise NotPeriodic("a factor 0")
            if len(others) == 1:
                self._remainder(others[0], m / abs(scale))
            else:
                self._whole_parts(others, m / abs(scale))
        elif head == "pow" and isinstance(k := rational(args[1]), int) and k > 0:
            self._whole_parts(args[:1], m)
        elif head == "pow" and isinstance(c := rational(args[0]), int) and c:
            self._exponent(c, args[1], m)
        else:
            self._value(t)

    def _whole_parts(self, factors: Sequence[Term], m: Fraction) -> None:
        """Whole factors: the remainder of the product on division by p, and so by p/q, is that of the remainders."""
        for a in factors:
            if not whole(a, self.domains):
                raise NotPeriodic("a product of what may be no whole numbers")
            self._remainder(a, Fraction(m.numerator))

    def _exponent(self, c: int, e: Term, m: Fraction) -> None:
        """c^e: a sum of products of natural letters and numbers grows with each letter that it depends on."""
        if not _grows(e, self.domains):
            raise NotPeriodic("an exponent that may fall")
        before, period = repeats(c, m.numerator)
        for x in e.free:
            self.start[x] = max(self.start.get(x, 0), before)
        self._remainder(e, Fraction(period))
        for x in e.free:
            self._note(x, 1)

    def _note(self, letter: str, period: int) -> None:
        self.period[letter] = lcm(self.period.get(letter, 1), period)
        if self.period[letter] > MAX_PERIOD:
            raise NotPeriodic("too many remainders")


def _grows(t: Term, domains: Domains) -> bool:
    """Whether t is made of natural letters and numbers >= 0 by sums, products and positive powers."""
    if t.head == "num":
        return isinstance(t.value, int) and t.value >= 0
    if t.head == "sym":
        return domains.get(t.value) == "natural"
    if t.head == "pow":
        k = rational(t.args[1])
        return isinstance(k, int) and k > 0 and _grows(t.args[0], domains)
    return t.head in ("add", "mul") and all(_grows(a, domains) for a in t.args)


def repeats(c: int, m: int) -> tuple[int, int]:
    """(k, p) with c^(e + p) = c^e modulo m for all e >= k. Raises NotPeriodic when p is large."""
    seen: dict[int, int] = {}
    power = 1 % m
    for e in range(MAX_PERIOD):
        if power in seen:
            return seen[power], e - seen[power]
        seen[power] = e
        power = power * c % m
    raise NotPeriodic("a long period")


def with_whole(context: Sequence[Term], domains: Domains) -> Domains:
    """The domains, and the letters of which the context says that they are whole: x mod 1 = 0."""
    found = {
        f.args[0].args[0].value: "integer"
        for f in context
        if f.head == "eq" and f.args[1] is ZERO and f.args[0].head == "mod" and f.args[0].args[1] is ONE
        if f.args[0].args[0].head == "sym"
    }
    return {**found, **domains} if found else domains  # type: ignore[dict-item]


def concerns(*formulas: Term) -> bool:
    """Whether there is a remainder or a common divisor in any of them."""
    return any(t.head in DIVISION for f in formulas for t in parts(f))


def entails(hyps: Sequence[Term], goal: Term, domains: Domains | None = None) -> Verdict:
    """Whether the goal holds wherever the hypotheses do, by trying all remainders; also where they hold nowhere."""
    found = _everywhere(hyps, (goal,), lambda p: truth(goal, p), domains or {})
    if found.answer == "unknown" and concerns(*hyps):
        never = _everywhere(hyps, (), lambda p: False, domains or {})
        return never if never.proved else found
    return found


def equivalent(a: Term, b: Term, context: Sequence[Term] = (), domains: Domains | None = None) -> Verdict:
    """Whether a and b are true at the same points of the context, by trying all remainders."""

    def same(p: Point) -> bool | None:
        left, right = truth(a, p), truth(b, p)
        return None if left is None or right is None else left is right

    return _everywhere(context, (a, b), same, domains or {})


def identical(a: Term, b: Term, context: Sequence[Term] = (), domains: Domains | None = None) -> Verdict:
    """Whether a and b have one value wherever both have any and the context holds, by trying all remainders."""

    def same(p: Point) -> bool | None:
        left, right = value(a, p), value(b, p)
        if left is UNDEFINED or right is UNDEFINED:
            return True
        return None if left is None or right is None else left == right

    return _everywhere(context, (eq(a, b),), same, domains or {})


def _everywhere(
    context: Sequence[Term], formulas: Sequence[Term], holds: Callable[[Point], bool | None], domains: Domains
) -> Verdict:
    if not concerns(*(formulas or context)):
        return unknown(BY, "no remainders")
    told_atoms = known(context)
    periods = Periods(with_whole(told_atoms, domains))
    try:
        for f in formulas:
            periods.read(f)
        periods, facts, others = _taken_in(periods, tuple(dict.fromkeys((*context, *told_atoms))))
        points = periods.points()
    except NotPeriodic as reason:
        return unknown(BY, str(reason))
    tried = 0
    for p in points:
        tried += 1
        if any(truth(h, p) is False for h in facts):
            continue
        if any(periods.alone(p, h.free) and truth(h, p) is False for h in others):
            continue
        found = holds(p)
        if found is None or not found:
            if found is False and all(truth(h, p) for h in (*facts, *others)):
                return refuted(BY, {x: num(v) for x, v in p.items()})
            return unknown(BY, f"not shown at {p}")
    return proved(BY, points=tried)


def _taken_in(periods: Periods, hyps: Sequence[Term]) -> tuple[Periods, list[Term], list[Term]]:
    """The periods with those of the hypotheses that are of the class; these hypotheses, and the others."""
    facts, others = [], []
    for h in hyps:
        try:
            more = periods.copy()
            more.read(h)
            more.points()
        except NotPeriodic:
            others.append(h)
        else:
            periods = more
            facts.append(h)
    return periods, facts, others


def bounded_letters(context: Sequence[Term], domains: Domains) -> list[tuple[str, list[int]]]:
    """Whole letters of which the context alone says that they have one of a few values, and these."""
    found = []
    atoms = known(context)
    for letter in sorted(x for x in {x for f in atoms for x in f.free} if domains.get(x) in ("integer", "natural")):
        alone = [f for f in atoms if f.free == {letter} and f.head in RELATIONS and not concerns(f)]
        solved = cells.solution_set(conj(*alone), letter, domains[letter]) if alone else None
        cases = [] if solved is None or solved is FALSE else solved.args if solved.head == "or" else (solved,)
        values = [c.args[1].value for c in cases if c.head == "eq" and c.args[1].head == "num"]
        if cases and len(values) == len(cases) and len(values) <= MAX_VALUES:
            found.append((letter, values))
    return found


def for_values(letter: str, values: Sequence[int], context: Sequence[Term], goal: Term, domains: Domains) -> bool:
    """Whether the goal holds for each of these values of a letter, by closed truth or by trying all remainders of the
    other letters."""
    for v in values:
        at = {letter: num(v)}
        facts = [substitute(f, at) for f in context]
        claim = substitute(goal, at)
        if any(not f.free and truth(f, {}) is False for f in facts) or not claim.free and truth(claim, {}):
            continue
        holds = entails(facts, claim, domains) if claim.free else _everywhere(facts, (), lambda p: False, domains)
        if not holds.proved:
            return False
    return True


def told(hyps: Sequence[Term], goal: Term, domains: Domains) -> str:
    """What `entails` tries for a goal that it proves, in words: `n mod 3 is 0, 1, 2, and n^3 - n leaves 0, 0, 0`."""
    start = Periods(with_whole(known(hyps), domains))
    with_goal, _, _ = _taken_in(start, (goal,))
    periods, facts, _ = _taken_in(with_goal, hyps)
    names = sorted(periods.period)
    if not names:
        return "calculate the remainders"
    m = lcm(*periods.period.values())
    if goal.head == "eq" and goal.args[0].head == "mod" and not periods.start and len(names) == 1 and m <= MAX_TOLD:
        (x,) = names
        classes = [k for k in range(m) if all(truth(h, {x: k}) for h in facts)]
        if classes and all(truth(goal, {x: k}) for k in classes):
            left = ", ".join(str(value(goal.args[0], {x: k})) for k in classes)
            return f"{x} mod {m} is {', '.join(map(str, classes))}, and {goal.args[0].args[0]} leaves {left}"
    those = " and ".join(names)
    if periods.start:
        last = max(periods.start.values()) + m - 1
        return f"the remainders of powers repeat: it is enough to try {those} up to {last}"
    return f"try all remainders of {those} on division by {m}"


__all__ = [
    "NotPeriodic",
    "Periods",
    "concerns",
    "entails",
    "equivalent",
    "identical",
    "repeats",
    "told",
    "with_whole",
]
