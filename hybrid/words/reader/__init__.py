"""Reading: from a story in English to programs of the story language, with how sure it is.

    >>> from hybrid.words.reader import read
    >>> found = read("Ann has 3 apples. She buys 2 more apples. How many apples does she have now?")
    >>> print(found.readings[0].program, found.readings[0].value)

A story is taken apart (text, quantities), typed expressions over its quantities are built bottom up by a linear
Q(state, action | text) (search, features), the best of them judged anew by a small network (network), and the chosen
one written as a program with quotes (reading). The weights are ours (weights/card.json says from what).

There are other readers (readings: who can be one): language models on this machine or behind a server, and files, whose
programs are checked and compared (sampled, writers); `hybrid.words.reader.described` makes one from plain data.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hybrid.words.reader.reader import Reader, read
    from hybrid.words.reader.readings import Reading, Readings, StoryReader
    from hybrid.words.reader.sampled import SampledReader

_HOME = {
    "Reader": "reader",
    "Reading": "readings",
    "Readings": "readings",
    "SampledReader": "sampled",
    "StoryReader": "readings",
    "read": "reader",
}


def __getattr__(name: str) -> Any:
    """The public names, loaded when first asked for."""
    if name in _HOME:
        return getattr(import_module(f"hybrid.words.reader.{_HOME[name]}"), name)
    raise AttributeError(f"module 'hybrid.words.reader' has no attribute {name!r}")


__all__ = ["Reader", "Reading", "Readings", "SampledReader", "StoryReader", "read"]
