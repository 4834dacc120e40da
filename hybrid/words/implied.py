"""Numbers that words say without being numbers: both is 2, each is 1, a dozen is 12.

`hybrid.words.numbers` reads what is written as a number. The rules here say which other numbers a line may use
because of the words that it quotes. Each rule is narrow on purpose: a number that no rule lets in was invented.

    1   a, an, each, every, per, another, single: the one that is spoken of; "the rest", "left" and percent or parts:
        the whole of which parts are taken
    1   Ann and her 3 brothers: the person beside a group
    n   both, pair, dozen ...: words of the table
    n   Ann, Bob and Cy: the people of a list
    n   average, equally: a sum of n terms is divided by n
    1   1/rate: a rate turned over, whatever the words
    100 a percentage: the whole in hundredths
    2   perimeter, rectangle: two pairs of sides; 2 and 3 as exponents of areas and volumes
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction

WORDS: Mapping[str, tuple[int, ...]] = {
    "both": (2,),
    "pair": (2,),
    "pairs": (2,),
    "couple": (2,),
    "couples": (2,),
    "twin": (2,),
    "twins": (2,),
    "triplets": (3,),
    "trio": (3,),
    "quartet": (4,),
    "other": (1,),
    "another": (1,),
    "single": (1,),
    "alone": (1,),
    "once": (1,),
    "a": (1,),
    "an": (1,),
    "each": (1,),
    "every": (1,),
    "per": (1,),
    "apiece": (1,),
    "himself": (1,),
    "herself": (1,),
    "myself": (1,),
    "whole": (1,),
    "rest": (1,),
    "remaining": (1,),
    "remainder": (1,),
    "remains": (1,),
    "left": (1,),
    "no": (0,),
    "none": (0,),
    "nothing": (0,),
    "dozen": (12,),
    "dozens": (12,),
    "fortnight": (14,),
    "consecutive": (1, 2, 3, 4),
    "perimeter": (2,),
    "rectangle": (2,),
    "rectangular": (2,),
    "triangle": (2,),
    "triangular": (2,),
    "halfway": (2,),
    "average": (),
}
EXPONENTS: Mapping[int, re.Pattern[str]] = {
    2: re.compile(r"\b(?:square[sd]?|area|sq)\b", re.I),
    3: re.compile(r"\b(?:cube[sd]?|cubic|volume)\b", re.I),
}
SHARED = re.compile(r"\b(?:average|mean|averages|averaged|equally|evenly|each|split)\b", re.I)
BESIDE = re.compile(r"\b(?:[A-Z][a-z]+|he|she|i|we|they) and (?:his|her|my|our|their|some|the)\b", re.I)
LISTED = re.compile(r"\b[A-Z][a-z]+(?:, (?:and )?[A-Z][a-z]+)*,? and [A-Z][a-z]+\b")
_WORD = re.compile(r"[A-Za-z]+")


def implied(quote: str) -> set[Fraction]:
    """The numbers that the words of a quote let a line use."""
    found = {n for word in _WORD.findall(quote) for n in WORDS.get(word.lower(), ())}
    if BESIDE.search(quote):
        found.add(1)
    for listed in LISTED.findall(quote):
        found.add(len(re.findall(r"[A-Z][a-z]+", listed)))
    return {Fraction(n) for n in found}
