"""What a story tells, as far as its words show without understanding: numbers, what each counts, and the question.

A number's noun is the words right behind it, `3 red boxes`; its clause is the part of the sentence it stands in, cut at
commas, `and`, `but`, `while`, `then`. The question is the last sentence that ends in a question mark, or begins with a
word that asks, else the last sentence. Stems are words in lower case without the endings of plural and tense.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache

from hybrid.words.numbers import Kind, mentions

WORD = re.compile(r"[A-Za-z]+(?:'[a-z]+)?|%|\$")
SENTENCE = re.compile(r"(?<=[.!?])[\"”]?\s+(?=[A-Z\"“$\d])")
CLAUSE = re.compile(r"[,;:]\s|\s(?:and|but|while|then|so|because|if|when|who|which)\s", re.I)
ARTICLE = re.compile(r"\s(?:of )?(?:an?|the|her|his|their)(?=\s)")
BEHIND = re.compile(r"\s?([A-Za-z]+)")
ASKS = re.compile(r"\b(?:how|what|find|calculate|determine|compute|work out)\b", re.I)
# words that are no noun, though they stand behind a number
NO_NOUN = frozenset(
    "a an the of in on at to for from by with and or but as than per each every more less fewer times is are was were "
    "he she it they we you his her their its my your if so that which who when while then were had has have be been do "
    "does did will would can could should only about total all other another this these those there left away out up "
    "down off over into after before during until not no also both some any most how many much what".split()
)


@lru_cache(maxsize=1 << 14)
def stem(word: str) -> str:
    """The word without its endings: boxes box, stories story, walked walk, selling sell."""
    w = word.lower().replace("'s", "")
    for ending, kept in (("ies", "y"), ("sses", "ss"), ("ches", "ch"), ("shes", "sh"), ("xes", "x"), ("ves", "f")):
        if w.endswith(ending) and len(w) > len(ending) + 1:
            return w[: -len(ending)] + kept
    if w.endswith("ing") and len(w) > 5:
        return w[:-3]
    if w.endswith("ed") and len(w) > 4:
        return w[:-2]
    if w.endswith("s") and not w.endswith("ss") and len(w) > 3:
        return w[:-1]
    return w


@lru_cache(maxsize=256)
def stem_words(text: str) -> tuple[str, ...]:
    """The stems of the words of a text, in order."""
    return tuple(stem(w) for w in WORD.findall(text))


@dataclass(frozen=True)
class Told:
    """A number of a story.

    nouns: stems behind it; clause: where its clause starts and ends; before, after: the stems next to it, up to three;
    asked: it stands in the question.
    """

    value: Fraction
    kind: Kind
    text: str
    start: int
    end: int
    nouns: frozenset[str]
    clause: tuple[int, int]
    before: tuple[str, ...]
    after: tuple[str, ...]
    asked: bool

    @cached_property
    def readings(self) -> frozenset[Fraction]:
        """The values that it may have in a calculation: 20% is 20 and 0.2 and, taken off or put on, 0.8 and 1.2."""
        v = self.value
        values = {v}
        if self.kind == "percent":
            values |= {100 * v, 1 - v, 1 + v, 100 - 100 * v, 100 + 100 * v}
            if v:
                values.add(1 / v)
        elif self.kind in ("fraction", "multiple") or v.denominator > 1:
            values |= {Fraction(v.numerator), Fraction(v.denominator)}
            if v < 1:
                values |= {1 - v, 1 + v, Fraction(v.denominator - v.numerator), Fraction(v.denominator + v.numerator)}
            if v:
                values.add(1 / v)
            if v.denominator in (2, 4, 5) and self.kind != "fraction":
                values.add(v * 100)
        elif self.kind == "ordinal" and v > 1:
            values |= {1 / v, v - 1}
        if self.nouns & {"cent", "penny"}:
            values.add(v / 100)
        if self.kind == "money":
            values.add(v * 100)
        for size in (1000, 10**6):
            if v >= size and not self.text[-1:].isdigit():
                values.add(v / size)
        return frozenset(values)


@dataclass(frozen=True)
class Story:
    """numbers in order; stems of all words; question and its stems; names: words with a capital inside sentences."""

    text: str
    numbers: tuple[Told, ...]
    stems: frozenset[str]
    question: str
    question_stems: tuple[str, ...]
    names: frozenset[str]

    @cached_property
    def by_value(self) -> Mapping[Fraction, Told]:
        """The first number with each value, and where none has it, the first with a reading that has."""
        found: dict[Fraction, Told] = {}
        for told in self.numbers:
            found.setdefault(told.value, told)
        for told in self.numbers:
            for value in told.readings:
                found.setdefault(value, told)
        return found

    @cached_property
    def ambiguous(self) -> frozenset[Fraction]:
        """The values that are told of several things."""
        return frozenset(t.value for t in self.numbers if self.by_value[t.value].nouns != t.nouns)


@lru_cache(maxsize=64)
def read_told(text: str) -> Story:
    """What the text tells; every text tells something, if only that it has no numbers."""
    spans = _sentences(text)
    question_at = _question(text, spans)
    numbers: list[Told] = []
    found = mentions(text)
    for m in found:
        clause = _clause(text, m.start, m.end, spans)
        before = tuple(stem(w) for w in WORD.findall(text[max(0, m.start - 40) : m.start])[-3:])
        after = tuple(stem(w) for w in WORD.findall(text[m.end : m.end + 40])[:3])
        asked = question_at[0] <= m.start < question_at[1]
        numbers.append(
            Told(
                m.value,
                m.kind,
                text[m.start : m.end],
                m.start,
                m.end,
                _nouns(text, m.end),
                clause,
                before,
                after,
                asked,
            )
        )
    words = WORD.findall(text)
    question = text[question_at[0] : question_at[1]]
    names = frozenset(re.findall(r"(?<=[a-z,] )[A-Z][a-z]+", text))
    return Story(
        text,
        tuple(numbers),
        frozenset(map(stem, words)),
        question,
        tuple(stem(w) for w in WORD.findall(question)),
        names,
    )


def _sentences(text: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    at = 0
    for m in SENTENCE.finditer(text):
        spans.append((at, m.start()))
        at = m.end()
    spans.append((at, len(text)))
    return spans


def _question(text: str, spans: list[tuple[int, int]]) -> tuple[int, int]:
    for span in reversed(spans):
        if "?" in text[span[0] : span[1]]:
            return span
    for span in reversed(spans):
        if ASKS.search(text, span[0], span[1]):
            return span
    return spans[-1]


def _clause(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> tuple[int, int]:
    first, last = next(((a, b) for a, b in spans if a <= start < b), (0, len(text)))
    for m in CLAUSE.finditer(text, first, start):
        first = m.end()
    cut = CLAUSE.search(text, end, last)
    return first, cut.start() if cut else last


def _nouns(text: str, end: int) -> frozenset[str]:
    """The stems of the words behind a number, up to three, that can be what it counts."""
    found: list[str] = []
    at = end
    if at < len(text) and text[at] == "-":
        at += 1
    if article := ARTICLE.match(text, at):
        at = article.end()
    while len(found) < 3 and (m := BEHIND.match(text, at)):
        word = m[1].lower()
        if word in NO_NOUN and not (word == "more" and not found):
            break
        if word != "more":
            found.append(stem(word))
        at = m.end()
    return frozenset(found)
