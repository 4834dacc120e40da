"""Where the numbers of a calculation come from: the story, an earlier result, a named constant, or nowhere.

A number of the story may be used as it stands, or as what it says in other words: 20% is 20, 0.2, and, taken off or
put on, 0.8, 80, 1.2 and 120; 3/4 is 3, 4 and leaves 1/4; `half` divides by 2. A constant needs one of its trigger words
in the story or in the solution. A small number may count persons or things that the story lists: that cannot be told,
and is unknown. A number that one operation makes from known ones was worked out without being shown: unknown too.
Everything else comes from nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from hybrid.words.constants import CONSTANTS
from hybrid.words.told import Story, Told

Origin = Literal["story", "earlier", "constant", "counted", "unshown", "nowhere"]
COUNTED = 12  # the largest number that may count what a story lists
TWO = (
    "half",
    "halv",
    "twice",
    "double",
    "both",
    "pair",
    "couple",
    "average",
    "two",
    "second",
    "other",
    "another",
    "each",
)


@dataclass(frozen=True)
class Source:
    """origin, and what it is: the number of the story, the index of the step (from 0), the constant's name, why."""

    origin: Origin
    told: Told | None = None
    step: int | None = None
    name: str = ""


@lru_cache(maxsize=4096)
def readings(told: Told) -> frozenset[Fraction]:
    """The values that a number of a story may have in a calculation."""
    v = told.value
    values = {v}
    if told.kind == "percent":
        values |= {100 * v, 1 - v, 1 + v, 100 - 100 * v, 100 + 100 * v}
        if v:
            values.add(1 / v)
    elif told.kind in ("fraction", "multiple") or v.denominator > 1:
        values |= {Fraction(v.numerator), Fraction(v.denominator)}
        if v < 1:
            values |= {1 - v, 1 + v, Fraction(v.denominator - v.numerator), Fraction(v.denominator + v.numerator)}
        if v:
            values.add(1 / v)
        if v.denominator in (2, 4, 5) and told.kind != "fraction":
            values.add(v * 100)
    elif told.kind == "ordinal" and v > 1:
        values |= {1 / v, v - 1}
    if told.nouns & {"cent", "penny"}:
        values.add(v / 100)
    if told.kind == "money":
        values.add(v * 100)
    for size in (1000, 10**6):
        if v >= size and not told.text[-1:].isdigit():
            values.add(v / size)
    return frozenset(values)


@dataclass
class Known:
    """What a solution may use at one place: the story, its constants, and the results so far.

    results: value -> index of the step that found it last; said: numbers of earlier lines, value -> line;
    words: what is searched for the trigger words of constants.
    """

    story: Story
    words: str
    results: dict[Fraction, int] = field(default_factory=dict)
    said: dict[Fraction, int] = field(default_factory=dict)
    _ambiguous: set[Fraction] = field(default_factory=set)
    _told: dict[Fraction, Told] = field(default_factory=dict)
    _constants: Mapping[Fraction, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for told in self.story.numbers:
            if self._told.setdefault(told.value, told).nouns != told.nouns:
                self._ambiguous.add(told.value)
        for told in self.story.numbers:
            for value in readings(told):
                self._told.setdefault(value, told)
        self._constants = constants(self.words)

    def source(self, value: Fraction) -> Source:
        """Where the value comes from, the surest origin first; the latest result wins over the story."""
        if value < 0:
            value = -value
        step = self.results.get(value)
        told = self._told.get(value)
        if told is not None and told.value == value:
            return Source("story", told, step, "ambiguous" if value in self._ambiguous else "")
        if step is not None:
            return Source("earlier", None, step)
        if told is not None:
            return Source("story", told)
        name = self._constants.get(value)
        if name is not None:
            return Source("constant", name=name)
        if converted := self._converted(value):
            return converted
        if rounded := self._rounded(value):
            return rounded
        line = self.said.get(value)
        why = self._unshown(value) if line is None else f"said in line {line}"
        if why:
            return Source("unshown", name=why)
        if value.denominator == 1 and value <= self._listed():
            return Source("counted")
        return Source("nowhere")

    def _converted(self, value: Fraction) -> Source | None:
        """A number of the story times or over a constant that its noun calls for: two weeks, 14 days."""
        for constant, name in self._constants.items():
            told = self._told.get(value / constant)
            if (
                told is not None
                and name in CONSTANTS
                and any(noun.startswith(trigger) for noun in told.nouns for trigger in CONSTANTS[name].triggers)
            ):
                return Source("constant", told, name=name)
        return None

    def _rounded(self, value: Fraction) -> Source | None:
        """An earlier result that was rounded or cut to this value."""
        places = next((10**d for d in range(5) if (value * 10**d).denominator == 1), None)
        if places is None:
            return None
        for result, step in self.results.items():
            if result * places % 1 and abs(result - value) * places < 1:
                return Source("earlier", None, step, "rounded")
        return None

    def _unshown(self, value: Fraction) -> str:
        """One operation on two known numbers that gives the value, "" where there is none."""
        known = {*self.results, *(t.value for t in self.story.numbers)}
        for a in known:
            if value - a in known:
                return f"{a} + {value - a}"
            if a - value in known:
                return f"{a} - {a - value}"
            if a and value / a in known:
                return f"{a} * {value / a}"
            if value and a / value in known:
                return f"{a} / {a / value}"
        return ""

    def _listed(self) -> int:
        return min(COUNTED, max(len(self.story.names), self.story.text.count(",") + 1, 2) + 1)


@lru_cache(maxsize=64)
def constants(text: str) -> Mapping[Fraction, str]:
    """The values of the constants that a text allows, by name; 1 and, where a word speaks of two, 2 among them."""
    found: dict[Fraction, str] = {}
    low = text.lower()
    for constant in CONSTANTS.values():
        if any(t in low for t in constant.triggers) and constant.allowed(low):
            found.setdefault(constant.value, constant.name)
            found.setdefault(1 / constant.value, constant.name)
    found.setdefault(Fraction(1), "one")
    if any(word in low for word in TWO):
        found.setdefault(Fraction(2), "two")
        found.setdefault(Fraction(1, 2), "two")
    return found


def unused(story: Story, used: Iterable[Fraction]) -> list[Told]:
    """The numbers of a story none of whose readings is among those used; ordinals and `one` are not asked for."""
    values = set(used)
    return [
        t
        for t in story.numbers
        if t.kind != "ordinal" and not (t.value == 1 and t.kind == "word") and not readings(t) & values
    ]
