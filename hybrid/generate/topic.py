"""A topic: families of problems by level.

A family draws a statement (`solve 2x + 3 = 7 for x`) from a random source and nothing else, so a draw is made again
from its seed. Levels run from 1, a step or two, to 5.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random

Family = Callable[[Random], str]


@dataclass(frozen=True)
class Topic:
    """name: as recipes write it, `linear-equations`; words: a line about it; levels: the families of each level."""

    name: str
    words: str
    levels: Mapping[int, tuple[Family, ...]]

    def draw(self, level: int, rng: Random) -> str:
        """A statement of the level. Raises KeyError for a level the topic does not have."""
        return rng.choice(self.levels[level])(rng)
