"""What a text has to have to be a word problem in English: words, a number, a question, and an end."""

from __future__ import annotations

import re

from hybrid.syntax.errors import InputError
from hybrid.words.constants import CONSTANTS
from hybrid.words.implied import implied
from hybrid.words.numbers import mentions

LONGEST = 20_000  # characters of a story
EXAMPLE = "Ann has 3 apples and buys 2 more. How many apples does she have?"
ASKS = re.compile(
    r"\?|\b(?:how (?:many|much|long|far|old|fast|tall|often)|what|which|when|find|calculate|determine|compute|work out|"
    r"figure out|tell)\b",
    re.I,
)
# The commonest words of English: a text of a few sentences without any of them is in another language.
ENGLISH = frozenset(
    "the a an of to in is are was were has have had he she it they his her how many much each and for if there at on "
    "what does did do will with more than from by per all buys sells".split()
)
_WORD = re.compile(r"[^\W\d_]+")


def checked_story(story: str) -> str:
    """The story without white space around it. Raises InputError saying what it lacks to be a word problem."""
    text = story.strip()
    if not text:
        raise InputError("the story is empty", example=EXAMPLE)
    if len(text) > LONGEST:
        raise InputError(f"a story of {len(text)} characters; at most {LONGEST} are read", example=EXAMPLE)
    words = [w.lower() for w in _WORD.findall(text)]
    if not ENGLISH.intersection(words):
        raise InputError("the story is not in English, the only language that is read", text, example=EXAMPLE)
    numbers = implied(text) - implied("a an each every per no")
    if not mentions(text) and not numbers and not any(c.allowed(text) for c in CONSTANTS.values()):
        raise InputError("the story has no number", text, example=EXAMPLE)
    if not ASKS.search(text):
        raise InputError("the story asks nothing", text, expected=("a question",), example=EXAMPLE)
    return text
