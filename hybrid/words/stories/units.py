"""Units of generated stories from their text: `dollar/apple`, `foot^2`."""

from __future__ import annotations

from functools import lru_cache

from hybrid.words.program import Unit


@lru_cache(maxsize=4096)
def unit_of(text: str) -> Unit:
    """The unit a text such as `foot^2` or `apple/day` stands for; "" is a plain number."""
    found = Unit()
    for i, part in enumerate(text.split("/") if text else ()):
        name, _, power = part.partition("^")
        one = Unit.of({name: int(power or 1)})
        found = found / one if i else found * one
    return found
