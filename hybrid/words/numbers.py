"""The numbers that an English text mentions, and where.

A mention is a stretch of text that stands for a rational number: digits (`1,250`, `.5`, `3/4`, `2 1/2`), words
(`twenty-five`, `three hundred and five`, `two thirds`), multiples (`twice`, `half`, `double`), percent (`15%`,
`15 percent`, the value is 15/100) and ordinals (`third`, `2nd`), which count but are seldom a quantity. A factor of
size that follows belongs to the number: `2.5 million`. `dozen` is no number but a constant (hybrid.words.constants).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Kind = Literal["number", "word", "fraction", "percent", "money", "multiple", "ordinal"]

UNITS = {
    w: n
    for n, w in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
TENS = {w: 10 * n for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
SIZES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
MULTIPLES = {
    "half": Fraction(1, 2),
    "halves": Fraction(1, 2),
    "twice": Fraction(2),
    "double": Fraction(2),
    "doubled": Fraction(2),
    "doubles": Fraction(2),
    "thrice": Fraction(3),
    "triple": Fraction(3),
    "tripled": Fraction(3),
    "triples": Fraction(3),
    "quadruple": Fraction(4),
    "quadrupled": Fraction(4),
}
ORDINALS = {
    w: n
    for n, w in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), 1
    )
} | {"quarter": 4, "twentieth": 20, "hundredth": 100}
DIGITS = re.compile(
    r"(?P<money>\$\s?)?(?<![\w.])(?P<whole>\d{1,3}(?:,\d{3})+|\d+)?(?P<decimals>\.\d+)?(?P<ordinal>(?<=\d)(?:st|nd|rd|th)\b)?"
)
FRACTION = re.compile(r"\s*/\s*(\d+)(?![\d.,]*\d)")
MIXED = re.compile(r"\s+(?:and\s+)?(\d+)\s*/\s*(\d+)(?![\d.,]*\d)")
PERCENT = re.compile(r"\s*(?:%|percent\b|per cent\b)", re.I)
SIZE = re.compile(r"\s+(hundred|thousand|million|billion)\b", re.I)
AND_A_HALF = re.compile(r"\s+and\s+a\s+half\b", re.I)
ARTICLE = re.compile(r"\ban?[ -]$", re.I)
OF = re.compile(r"\s+(?:of|as)\b", re.I)
WORD = re.compile(r"[A-Za-z]+")
# where a number may begin: letters and digits without a gap, a sign of money, a point
BEGINS = re.compile(r"[^\W_]+|[$.](?=[$.\d])")
NAMES = UNITS.keys() | TENS.keys() | SIZES.keys() | MULTIPLES.keys() | ORDINALS.keys() | {f"{w}s" for w in ORDINALS}


@dataclass(frozen=True)
class Mention:
    """A number in a text. value: what it stands for; start, end: where, so that text[start:end] is what is written."""

    value: Fraction
    start: int
    end: int
    kind: Kind


def mentions(text: str) -> list[Mention]:
    """The mentions of a text in their order; they do not overlap."""
    found: list[Mention] = []
    at = 0
    for m in BEGINS.finditer(text):
        start = m.start()
        if start < at:  # part of the mention before
            continue
        c = text[start]
        mention = None
        if c.isdigit() or c in "$.":
            mention = _digits(text, start)
        elif (m[0].lower() in NAMES or not m[0].isalpha()) and (start == 0 or not text[start - 1].isalnum()):
            mention = in_words(text, start)
        if mention is not None:
            found.append(mention)
            at = mention.end
    return found


def _digits(text: str, at: int) -> Mention | None:
    m = DIGITS.match(text, at)
    if m is None or not (m["whole"] or m["decimals"]):
        return None
    value = Fraction((m["whole"] or "0").replace(",", "") + (m["decimals"] or ""))
    end = m.end()
    kind: Kind = "money" if m["money"] else "number"
    if m["ordinal"]:
        return Mention(value, at, end, "ordinal")
    if value.denominator == 1 and not m["decimals"]:
        if (mixed := MIXED.match(text, end)) and int(mixed[2]) and int(mixed[1]) < int(mixed[2]):
            value, end = value + Fraction(int(mixed[1]), int(mixed[2])), mixed.end()
        elif (over := FRACTION.match(text, end)) and int(over[1]):
            value, end, kind = value / int(over[1]), over.end(), "fraction"
    while size := SIZE.match(text, end):
        value, end = value * SIZES[size[1].lower()], size.end()
    if percent := PERCENT.match(text, end):
        return Mention(value / 100, at, percent.end(), "percent")
    if half := AND_A_HALF.match(text, end):
        return Mention(value + Fraction(1, 2), at, half.end(), "number")
    return Mention(value, at, end, kind)


def in_words(text: str, at: int) -> Mention | None:
    """The longest run of number words that makes sense, from a word's start at `at`; None where none is."""
    words = _run(text, at)
    if not words:
        return None
    first = words[0][0]
    article = ARTICLE.search(text, max(0, at - 3), at)
    if first in MULTIPLES:
        return Mention(MULTIPLES[first], at, words[0][2], "multiple")
    total = group = 0
    end, seen = at, False
    for word, _, stop in words:
        if word in UNITS and not (seen and group % 10) and not (UNITS[word] > 9 and group % 100):
            group += UNITS[word]
        elif word in TENS and group % 100 == 0:
            group += TENS[word]
        elif word in SIZES and (seen or article):
            if word == "hundred":
                group = (group or 1) * 100
            else:
                total, group = total + (group or 1) * SIZES[word], 0
        elif word == "and" and seen:
            continue
        elif seen and (parts := _part(word)) is not None and total + group < parts:
            return Mention(Fraction(total + group, parts), at, stop, "fraction")
        else:
            break
        end, seen = stop, True
    if not seen:
        parts = _part(first)
        if parts is not None and (article or OF.match(text, words[0][2])):
            return Mention(Fraction(1, parts), at, words[0][2], "fraction")
        return Mention(Fraction(ORDINALS[first]), at, words[0][2], "ordinal") if first in ORDINALS else None
    value = Fraction(total + group)
    if half := AND_A_HALF.match(text, end):
        return Mention(value + Fraction(1, 2), at, half.end(), "number")
    if percent := PERCENT.match(text, end):
        return Mention(value / 100, at, percent.end(), "percent")
    return Mention(value, at, end, "word")


def _part(word: str) -> int | None:
    """Thirds are 3, quarters 4; halves 2."""
    if word in ("half", "halves"):
        return 2
    single = word[:-1] if word.endswith("s") else word
    n = ORDINALS.get(single)
    return n if n is not None and n > 2 else None


def _run(text: str, at: int) -> list[tuple[str, int, int]]:
    """The words from here on that can be part of a number, with where each starts and ends."""
    found: list[tuple[str, int, int]] = []
    while m := WORD.match(text, at):
        word = m[0].lower()
        known = word in UNITS or word in TENS or word in SIZES or word in MULTIPLES or word in ORDINALS
        if not (known or _part(word) or (word == "and" and found)):
            break
        found.append((word, m.start(), m.end()))
        at = m.end()
        if at < len(text) and text[at] in " -":
            at += 1
        else:
            break
    return found
