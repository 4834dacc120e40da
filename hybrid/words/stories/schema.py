"""What a schema of a story is: one relation between quantities, the numbers it needs, and the ways to say it.

Schemas of arithmetic stories were sorted by Riley, Greeno and Heller (Development of children's problem-solving
ability in arithmetic, 1983: change, combine, compare) and by Vergnaud (Multiplicative structures, 1983: equal groups,
rates, products of measures). A schema here takes a quantity `x` told before, or none, draws numbers that make sense
with it, and makes a new quantity.

Sentences are templates. {A}, {B}, {C} are people, {A.she} {A.her} {A.him} pronouns in the same sentence, {A's} a
possessive; {n}, {ns}, {an} a noun; {v}, {v.aux}, {v.base} a verb; a number stands by its own name, the result as {y}.
Templates of a question have no question mark, and no template ends in a full stop.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from random import Random
from typing import Any, Literal

from hybrid.words.stories.expression import Expr, Unusable

Style = Literal["count", "money", "percent", "fraction", "times", "measure", "ratio"]
Slots = dict[str, Any]
Draw = Callable[[Random, Slots], Fraction]
Bound = int | Callable[[Slots], int | Fraction]


@dataclass(frozen=True)
class Spec:
    """How a number is drawn, its unit (a template; "" for a plain number that has no line of its own), its style."""

    draw: Draw
    unit: str
    style: Style


@dataclass(frozen=True, eq=False)
class Schema:
    """One relation and its language.

    name      of the schema               families  the kinds of reasoning in it
    takes     the sort of quantity it starts from, "" for an opening; gives: the sort it makes
    numbers   what it draws, in order     formula   the result from x and those numbers
    result    name of the result in programs, unit: its unit, both templates
    say       the sentences that state it, ask: questions for the result, tell: sentences with the result {y}
    hidden    {number: questions}: the number may be what is asked, and the sentence says `some`
    words     further slots, drawn        ref       what the result is called by later sentences
    holder    whose the result is: "A", "B", or "both"
    narrow    "v1" or "v2" where the result counts only the nouns of that variety
    system    for a riddle of two unknowns a and b, its equations
    changes   whether somebody has another number afterwards; lasting: whether the question still makes sense when
              the story goes on; undo: whether x may be asked from the result
    """

    name: str
    families: tuple[str, ...]
    takes: str
    gives: str
    numbers: Mapping[str, Spec]
    formula: Callable[..., Expr]
    result: str
    unit: str
    say: tuple[str, ...]
    ask: tuple[str, ...]
    tell: tuple[str, ...]
    hidden: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    vague: tuple[str, ...] = ()
    words: Callable[[Random, Slots], Slots] = lambda rng, s: {}
    ref: str = "the {ns}"
    holder: str = "A"
    changes: bool = False
    lasting: bool = True
    undo: bool = False
    weight: float = 1.0
    narrow: str = ""
    system: Callable[..., list[tuple[Expr, Expr]]] | None = None
    comparable: bool = False
    needs: Callable[[Slots], bool] = lambda s: True

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of the formula's arguments."""
        return self.formula.__code__.co_varnames[: self.formula.__code__.co_argcount]


def _bound(bound: Bound, slots: Slots) -> int:
    return bound if isinstance(bound, int) else int(bound(slots))


def _pick(rng: Random, choices: list[int]) -> Fraction:
    if not choices:
        raise Unusable("no number fits")
    return Fraction(rng.choice(choices))


def _range(rng: Random, low: int, high: int) -> int:
    if high < low:
        raise Unusable("no number fits")
    return rng.randint(low, high)


def count(low: Bound, high: Bound, unit: str = "{n}", style: Style = "count") -> Spec:
    """A whole number from low to high."""
    return Spec(lambda r, s: Fraction(_range(r, _bound(low, s), _bound(high, s))), unit, style)


def smooth(low: int, high: int, unit: str = "{n}") -> Spec:
    """A whole number from low to high with many divisors, or, one time in three, any."""

    def draw(rng: Random, slots: Slots) -> Fraction:
        if rng.random() < 0.33:
            return Fraction(rng.randint(low, high))
        return _pick(rng, [n for n in range(low, high + 1) if sum(n % d == 0 for d in (2, 3, 4, 5, 6, 8, 10)) >= 3])

    return Spec(draw, unit, "count")


def divisor(of: str = "x", low: int = 2, high: int = 12, unit: str = "", style: Style = "count") -> Spec:
    """A divisor of a quantity, smaller than it."""

    def draw(rng: Random, slots: Slots) -> Fraction:
        total = slots["values"][of]
        return _pick(rng, [n for n in range(low, high + 1) if (total / n).denominator == 1 and total >= 2 * n])

    return Spec(draw, unit, style)


def non_divisor(of: str = "x", low: int = 3, high: int = 12, unit: str = "") -> Spec:
    """A whole number that leaves a remainder of at least 2, so that nobody has `1 apples`."""

    def draw(rng: Random, slots: Slots) -> Fraction:
        total = slots["values"][of]
        return _pick(rng, [n for n in range(low, high + 1) if total % n >= 2 and total > 2 * n])

    return Spec(draw, unit, "count")


def portion(of: str = "x") -> Spec:
    """A proper fraction that leaves whole things on both sides: half, a third, three quarters."""

    def draw(rng: Random, slots: Slots) -> Fraction:
        total = slots["values"][of]
        pool = [
            "1/2",
            "1/2",
            "1/2",
            "1/3",
            "1/4",
            "1/4",
            "1/5",
            "2/3",
            "3/4",
            "2/5",
            "3/5",
            "3/8",
            "1/6",
            "1/8",
            "1/10",
        ]
        fits = [f for f in map(Fraction, pool) if _fits(total * f, slots) and _fits(total - total * f, slots)]
        if not fits:
            raise Unusable("no fraction fits")
        return rng.choice(fits)

    return Spec(draw, "", "fraction")


def percent(of: str = "x", low: int = 5, high: int = 95) -> Spec:
    """A percentage in steps of five that leaves whole things (or whole cents)."""

    def draw(rng: Random, slots: Slots) -> Fraction:
        total = slots["values"][of]
        fits = [p for p in range(low, high + 1, 5) if _fits(total * p / 100, slots)]
        return _pick(rng, fits) / 100

    return Spec(draw, "", "percent")


def _fits(value: Fraction, slots: Slots) -> bool:
    """Whole and at least 2 for things, whole cents for money."""
    scale = 100 if slots.get("fine") else 1
    return (value * scale).denominator == 1 and value >= 2


def times(low: int = 2, high: int = 5) -> Spec:
    """A factor: twice, three times."""
    return Spec(lambda r, s: Fraction(r.choice([2, 2, *range(low, high + 1)])), "", "times")


def money(low: Bound, high: Bound, unit: str = "dollar", cents: bool = True) -> Spec:
    """An amount from low to high dollars: mostly whole dollars, else with 50 or 25 cents."""

    def draw(rng: Random, slots: Slots) -> Fraction:
        whole = Fraction(_range(rng, _bound(low, slots), _bound(high, slots)))
        part = Fraction(rng.choice((0, 0, 0, 0, 50, 25, 75)), 100) if cents and whole < 60 else Fraction(0)
        return whole + part if whole + part <= _bound(high, slots) else whole

    return Spec(draw, unit, "money")


def whole(low: int, high: int, unit: str) -> Spec:
    """A whole number of dollars, such as a wage."""
    return money(low, high, unit, cents=False)


def price(unit: str = "dollar/{n}", scale: int = 1) -> Spec:
    """What one of the nouns costs; `scale` of them as one."""

    def draw(rng: Random, slots: Slots) -> Fraction:
        low, high = (c * scale for c in slots["noun"].cents)
        cents = rng.randint(low, high)
        step = 100 if cents >= 300 or (cents > 100 and rng.random() < 0.5) else 50 if cents >= 100 else 5
        return Fraction(max(step, cents // step * step), 100)

    return Spec(draw, unit, "money")


def measure(low: Bound, high: Bound, unit: str, step: int = 1) -> Spec:
    """A whole number of a unit of measure, in steps."""

    def draw(rng: Random, slots: Slots) -> Fraction:
        return Fraction(step * _range(rng, -(-_bound(low, slots) // step), _bound(high, slots) // step))

    return Spec(draw, unit, "measure")


def choice(*values: int, unit: str = "", style: Style = "measure") -> Spec:
    """One of the values."""
    return Spec(lambda r, s: Fraction(r.choice(values)), unit, style)
