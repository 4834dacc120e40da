"""Where the numbers of a calculation come from: the story, an earlier result, a named constant, or nowhere.

A number of the story may be used as it stands, or as what it says in other words: 20% is 20, 0.2, and, taken off or
put on, 0.8, 80, 1.2 and 120; 3/4 is 3, 4 and leaves 1/4; `half` divides by 2. A constant needs one of its trigger words
in the story or in the solution. A small number may count persons or things that the story lists: that cannot be told,
and is unknown. A number that one operation makes from known ones was worked out without being shown: unknown too.
Everything else comes from nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from hybrid.words.constants import CONSTANTS, triggered
from hybrid.words.solution import SolutionLine
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
SPEAKS_OF_TWO = re.compile("|".join(TWO))


@dataclass(frozen=True)
class Source:
    """origin, and what it is: the number of the story, the index of the step (from 0), the constant's name, why."""

    origin: Origin
    told: Told | None = None
    step: int | None = None
    name: str = ""


@dataclass
class Known:
    """What a solution may use at one place: the story, its constants, and the results so far.

    results: value -> index of the step that found it last; said: the earlier lines of the solution; words:
    texts that are searched for the trigger words of constants.
    """

    story: Story
    words: Sequence[str]
    results: dict[Fraction, int] = field(default_factory=dict)
    said: Sequence[SolutionLine] = ()
    _constants: Mapping[Fraction, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        names: frozenset[str] = frozenset()
        for text in self.words:
            names |= _triggered(text)
        self._constants = _constants(names)

    def source(self, value: Fraction) -> Source:
        """Where the value comes from, the surest origin first; the latest result wins over the story."""
        if value < 0:
            value = -value
        step = self.results.get(value)
        told = self.story.by_value.get(value)
        if told is not None and told.value == value:
            return Source("story", told, step, "ambiguous" if value in self.story.ambiguous else "")
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
        why = self._mentioned(value) or self._unshown(value)
        if why:
            return Source("unshown", name=why)
        if value.denominator == 1 and value <= self._listed():
            return Source("counted")
        return Source("nowhere")

    def _converted(self, value: Fraction) -> Source | None:
        """A number of the story times or over a constant that its noun calls for: two weeks, 14 days."""
        for constant, name in self._constants.items():
            told = self.story.by_value.get(value / constant)
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

    def _mentioned(self, value: Fraction) -> str:
        """The last line before that mentions the value, "" where none does."""
        for at in range(len(self.said), 0, -1):
            if any(t.value == value for t in self.said[at - 1].tokens if t.value is not None):
                return f"said in line {at}"
        return ""

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
def _triggered(text: str) -> frozenset[str]:
    """The names of the constants that a text allows; TWO where a word speaks of two."""
    low = text.lower()
    names = triggered(low)
    return names | {"two"} if SPEAKS_OF_TWO.search(low) else names


@lru_cache(maxsize=1024)
def _constants(names: frozenset[str]) -> Mapping[Fraction, str]:
    """The values of constants, by name, and their inverses; 1 and, when "two" is among the names, 2 and 1/2 too."""
    found: dict[Fraction, str] = {}
    for constant in CONSTANTS.values():
        if constant.name in names:
            found.setdefault(constant.value, constant.name)
            found.setdefault(1 / constant.value, constant.name)
    found.setdefault(Fraction(1), "one")
    if "two" in names:
        found.setdefault(Fraction(2), "two")
        found.setdefault(Fraction(1, 2), "two")
    return found


def unused(story: Story, used: Iterable[Fraction]) -> list[Told]:
    """The numbers of a story none of whose readings is among those used; ordinals and `one` are not asked for."""
    values = set(used)
    return [
        t
        for t in story.numbers
        if t.kind != "ordinal" and not (t.value == 1 and t.kind == "word") and not t.readings & values
    ]
