"""Where the sentences of a story begin and end.

A sentence ends with one or more of . ! ? and the marks that close a quotation or a bracket. A point before a digit is a
decimal one, and one after a title (Mr., Dr.) is part of the name.
"""

from __future__ import annotations

import re

_TITLES = "|".join(rf"(?<=\b{title})\." for title in ("Mr", "Mrs", "Ms", "Dr", "St"))
_SENTENCE = re.compile(rf"(?:[^.!?]|\.(?=\d)|{_TITLES})+[.!?]*[\"”’)]*")


def sentences(text: str) -> list[tuple[int, int]]:
    """The places [start, end) of the sentences in the text, without the spaces around them and without marks alone."""
    found = []
    for m in _SENTENCE.finditer(text):
        said = m[0].strip()
        if said.strip(' .!?"”’)\n'):
            start = m.start() + m[0].index(said)
            found.append((start, start + len(said)))
    return found
