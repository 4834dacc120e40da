"""Whether the words a line quotes are in the story, and say its numbers.

A quote is a stretch of the story up to white space, case and the kind of quotation marks; it begins and ends where
words do. A number of a line is grounded when it is a mention of the story that lies in the quote
(hybrid.words.numbers), when a word of the quote says it otherwise (hybrid.words.implied), or when its name is a
constant that a word of the story calls for (hybrid.words.constants). A part is grounded as a value (1/3, 20%), by its
numerator and denominator, and turned over: `x / 3` for a third, `y = 2*x` where x is half of y.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from hybrid.term import Term, rational
from hybrid.words.constants import CONSTANTS
from hybrid.words.finding import Finding, error, remark
from hybrid.words.implied import EXPONENTS, SHARED, implied
from hybrid.words.numbers import Mention, mentions
from hybrid.words.program import Program
from hybrid.words.sentences import sentences

_SAME = str.maketrans({"“": "'", "”": "'", '"': "'", "‘": "'", "’": "'", "–": "-", "—": "-", "−": "-", "\u00a0": " "})
_TURNED = ("multiple", "fraction", "percent")


class Text:
    """A story with its mentions.

    plain: the story with one kind of quotation mark and dash, character by character as long as the story.
    """

    def __init__(self, story: str):
        self.story = story
        self.plain = story.translate(_SAME)
        self.mentions = mentions(story)

    def spans(self, quote: str) -> list[tuple[int, int]]:
        """Where the quote stands in the story, (start, end) each; [] when it does not."""
        words = quote.translate(_SAME).split()
        if not words:
            return []
        pattern = r"\s+".join(map(re.escape, words))
        before = r"(?<![A-Za-z0-9])" if words[0][0].isalnum() else ""
        after = r"(?![A-Za-z0-9])" if words[-1][-1].isalnum() else ""
        return [m.span() for m in re.finditer(f"{before}{pattern}{after}", self.plain, re.I)]

    def within(self, spans: Sequence[tuple[int, int]]) -> list[Mention]:
        """The mentions that lie in one of the spans as a whole."""
        return [m for m in self.mentions if any(start <= m.start and m.end <= end for start, end in spans)]

    def questions(self) -> list[tuple[int, int]]:
        """The sentences that end in a question mark; else the last sentence."""
        spans = sentences(self.story)
        asking = [(a, b) for a, b in spans if "?" in self.story[a:b]]
        return asking or spans[-1:]


def grounding(text: Text, program: Program) -> list[Finding]:
    """QUOTE and GROUNDED errors of a program, and remarks about the numbers of the story that it does not use."""
    findings: list[Finding] = []
    used: set[Mention] = set()
    own = {line.name for line in program.lines if line.name}
    for line in program.lines:
        spans = text.spans(line.quote)
        if line.kind == "ask" and not line.quote:
            spans = text.questions()
        elif not line.quote.strip():
            findings.append(error("QUOTE", line.row, "the line quotes nothing; quote the words it is from"))
        elif not spans:
            findings.append(error("QUOTE", line.row, f'"{line.quote}" is not in the story{_nearest(text, line.quote)}'))
        if line.term is not None:
            quote = " ".join(text.story[a:b] for a, b in spans) or line.quote
            here = text.within(spans)
            # invented words say nothing, so a number that they mention is invented as well
            grounds = _Grounds(here, implied(quote) if spans else set(), quote if spans else "", own)
            for message in grounds.faults(line.term):
                findings.append(error("GROUNDED", line.row, message))
            for constant in grounds.constants:
                if not CONSTANTS[constant].allowed(text.story):
                    says = ", ".join(CONSTANTS[constant].triggers)
                    findings.append(
                        error("GROUNDED", line.row, f"nothing in the story calls for {constant} (none of: {says})")
                    )
            used |= grounds.used
    findings += _unused(text, used)
    return findings


def _nearest(text: Text, quote: str) -> str:
    """The longest beginning of a quote that is in the story, for the message."""
    words = quote.split()
    for n in range(len(words) - 1, 0, -1):
        if text.spans(" ".join(words[:n])):
            return f'; only "{" ".join(words[:n])}" is'
    return ""


class _Grounds:
    """What grounds the numbers of one line: mentions, implied numbers, and the words for the rules of structure."""

    def __init__(self, here: Sequence[Mention], said: set[Fraction], quote: str, own: set[str]):
        self.here, self.said, self.quote, self.own = here, said, quote, own
        self.used: set[Mention] = set()
        self.constants: list[str] = []
        parts = [m for m in here if m.kind in ("percent", "fraction", "multiple") or m.value.denominator > 1]
        if parts:
            self.said = said | {Fraction(1)}  # the whole, of which parts are taken
        if any(m.kind == "percent" for m in here):
            self.said = self.said | {Fraction(100)}
        if re.search(r"\bdozens?\b", quote, re.I):
            self.said = self.said | {12 * m.value for m in here}

    def faults(self, term: Term) -> Iterator[str]:
        """A message for each number of a term that nothing grounds."""
        value = closed(term)
        if value is not None and (self._grounded(abs(value)) or not term.args):
            if not self._grounded(abs(value)):
                yield self._missing(abs(value))
            return
        if term.head == "sym":
            name = str(term.value)
            if name in CONSTANTS and name not in self.own:
                self.constants.append(name)
                self._grounded(CONSTANTS[name].value)  # `7 days` beside days_per_week is used by it
            return
        if term.head == "pow":
            n = rational(term.args[1])
            words = EXPONENTS.get(int(n)) if n is not None else None
            if n != 1 and (words is None or not words.search(self.quote)) and not self._grounded(Fraction(n or 0)):
                yield f"the exponent {n} is not said by the words quoted: they speak of no square, area, cube or volume"
            yield from self.faults(term.args[0])
            return
        if term.head == "div" and self._average(term):
            yield from self.faults(term.args[0])
            return
        if term.head == "div" and rational(term.args[0]) == 1 and term.args[1].free:
            yield from self.faults(term.args[1])  # a rate turned over
            return
        for part in term.args:
            yield from self.faults(part)

    def _average(self, term: Term) -> bool:
        above, below = term.args
        return above.head == "add" and rational(below) == len(above.args) and SHARED.search(self.quote) is not None

    def _grounded(self, value: Fraction) -> bool:
        exact = [m for m in self.here if m.value == value]
        turned = [m for m in self.here if m.kind in _TURNED and m.value and 1 / m.value == value]
        parts = [
            m
            for m in self.here
            if (m.kind == "fraction" and value in (m.value.numerator, m.value.denominator))
            or (m.kind == "percent" and value == 100 * m.value)
        ]
        for found in (exact, turned, parts):
            if found:
                # the same number said twice is used twice: which of them is meant makes no difference
                self.used.update(found)
                return True
        if value in self.said:
            self.used.update(m for m in self.here if 12 * m.value == value)
            return True
        return False

    def _missing(self, value: Fraction) -> str:
        shown = written_number(value)
        for constant in CONSTANTS.values():
            if constant.value == value and constant.allowed(self.quote):
                return f"{shown} is not said by the words quoted; if it is the constant, write {constant.name}"
        said = ", ".join(dict.fromkeys(written_number(m.value) for m in self.here))
        return f"{shown} is not said by the words quoted, which say {said or 'no number'}"


def closed(term: Term) -> Fraction | None:
    """The value of an expression of numbers alone, None when it has names, calls or a zero below a line."""
    if term.head == "num":
        return Fraction(term.value)
    if not term.args or term.head in ("pow", "call"):
        return None
    values = [closed(part) for part in term.args]
    if any(v is None for v in values):
        return None
    known = [v for v in values if v is not None]
    if term.head == "neg":
        return -known[0]
    if term.head == "div":
        return known[0] / known[1] if known[1] else None
    if term.head in ("add", "mul"):
        total = known[0]
        for v in known[1:]:
            total = total + v if term.head == "add" else total * v
        return total
    return None


def written_number(value: Fraction) -> str:
    """A number for a person: 12, 2.5, 1/3."""
    if value.denominator == 1:
        return str(value.numerator)
    decimal = f"{float(value):.6f}".rstrip("0")
    return decimal if Fraction(decimal) == value else f"{value.numerator}/{value.denominator}"


def _unused(text: Text, used: set[Mention]) -> Iterator[Finding]:
    for m in text.mentions:
        # `one of them` and `the third day` are seldom quantities
        if m not in used and m.kind != "ordinal" and not (m.kind == "word" and m.value == 1):
            yield remark("UNUSED", 0, f'no line uses the number "{text.story[m.start : m.end]}" of the story')
