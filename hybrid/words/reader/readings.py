"""What a reader makes of a story, whoever it is: readings with how sure it is, and who can be a reader.

A reader is never believed. What it says is a program of the story language, which the checks of hybrid.words.check hold
against the story; what they cannot see, whether the relations are those of the story, is what the confidence is about.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from hybrid.words.program import Program, Unit

Name = str | int | None


@dataclass(frozen=True)
class Reading:
    """A program for a story. value: its answer, in `unit` (None: not stated); probability: among the candidates."""

    program: Program
    value: Fraction
    unit: Unit | None
    probability: float


@dataclass(frozen=True)
class Readings:
    """The readings of a story, best first, one for each value.

    confidence  that the first value is the answer, from 0 to 1; 0 without readings
    answers     whether that is enough to answer; reason: why not, "" else
    """

    readings: tuple[Reading, ...]
    confidence: float
    answers: bool
    reason: str


class StoryReader(Protocol):
    """Who reads stories."""

    def read(self, story: str, best: int = 3, *, name: Name = None) -> Readings:
        """The readings of a story, at most `best`. Any text gets an answer, if only why there is none.

        name  the id of the story where it has one, for readers that know stories by their id
        """
        ...


def nothing(reason: str) -> Readings:
    """No readings, and why."""
    return Readings((), 0.0, False, reason)
