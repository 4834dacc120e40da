"""The words of a story: tokens with their places, sentences, clauses, and the question.

A light analysis, without a tagger: a sentence ends at `.`, `?`, `!` or a line; a clause at a comma or a conjunction;
the verb of a clause is its first word that is in the lexicon of verbs, follows a pronoun, or ends in -ed. The
question is the last sentence that asks (`?`, how, what, find), from its asking word on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from hybrid.words.numbers import Mention, mentions
from hybrid.words.reader.lexicon import AUX, FUNCTION, PRONOUNS, VERB_CLASS, stem

TOKEN = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?|\d[\d,]*(?:\.\d+)?|[^\sA-Za-z\d]")
CONJUNCTIONS = frozenset("and but or if when while then so because after before that which who though although".split())
ASKS = frozenset("how what find calculate determine compute".split())
ORDERS = frozenset("give estimate tell name state work".split())  # these ask where a sentence begins with them
NOT_ENDS = frozenset("mr mrs ms dr st vs no".split())


@dataclass(frozen=True)
class Token:
    """A word, a sign, or a whole number mention. low: lower case; mention: its index in Text.mentions, -1 for none."""

    text: str
    low: str
    stem: str
    start: int
    end: int
    mention: int
    sentence: int
    clause: int


@dataclass(frozen=True)
class Text:
    """A story, taken apart.

    asked     the first token of the question, len(tokens) where there is none
    asked_end one past its last
    """

    text: str
    tokens: tuple[Token, ...]
    mentions: tuple[Mention, ...]
    asked: int
    asked_end: int

    def clause(self, i: int) -> tuple[int, int]:
        """The tokens [a, b) of the clause of token i."""
        a = b = i
        clause = self.tokens[i].clause
        while a > 0 and self.tokens[a - 1].clause == clause:
            a -= 1
        while b < len(self.tokens) and self.tokens[b].clause == clause:
            b += 1
        return a, b

    def sentence(self, i: int) -> tuple[int, int]:
        """The tokens [a, b) of the sentence of token i."""
        a = b = i
        sentence = self.tokens[i].sentence
        while a > 0 and self.tokens[a - 1].sentence == sentence:
            a -= 1
        while b < len(self.tokens) and self.tokens[b].sentence == sentence:
            b += 1
        return a, b

    def verb(self, a: int, b: int) -> int:
        """The main verb among the tokens [a, b), -1 where none is seen."""
        weak = -1
        for i in range(a, b):
            token = self.tokens[i]
            if token.mention >= 0 or not token.low.isalpha():
                continue
            if token.low in AUX and token.low not in ("do", "does", "did", "would", "will", "can", "could", "should"):
                weak = i if weak < 0 else weak
                continue
            if token.low in AUX:
                continue
            after_determiner = i > 0 and self.tokens[i - 1].low in ("a", "an", "the", "his", "her", "their", "of", "my")
            if after_determiner:
                continue
            if token.stem in VERB_CLASS:
                return i
            if token.low.endswith("ed") and len(token.low) > 4:
                return i
            if i > a and self.tokens[i - 1].low in PRONOUNS and token.low not in FUNCTION:
                return i
        return weak


def analyse(text: str) -> Text:
    """The story taken apart. Total: any text has an analysis, if only without numbers or question."""
    found = mentions(text)
    spans: list[tuple[int, int, int]] = []
    at = 0
    for n, mention in enumerate(found):
        spans += [(m.start(), m.end(), -1) for m in TOKEN.finditer(text, at, mention.start)]
        spans.append((mention.start, mention.end, n))
        at = mention.end
    spans += [(m.start(), m.end(), -1) for m in TOKEN.finditer(text, at)]
    tokens: list[Token] = []
    sentence = clause = 0
    before = ""
    for start, end, n in spans:
        piece = text[start:end]
        low = piece.lower()
        if n < 0 and low == "how" and piece[0] == "H" and before not in (".", "", "?", "!", '"', ","):
            sentence, clause = sentence + 1, clause + 1  # a story whose last statement lacks its full stop
        elif n < 0 and before != "," and (low in CONJUNCTIONS or low == "how"):
            clause += 1
        kept = "#" if n >= 0 else stem(low)
        tokens.append(Token(piece, low, kept, start, end, n, sentence, clause))
        if n < 0 and (low in ("?", "!") or (low == "." and before not in NOT_ENDS and not _initial(text, start))):
            sentence, clause = sentence + 1, clause + 1
        elif n < 0 and low in (",", ";", ":"):
            clause += 1
        elif "\n" in text[end : end + 2]:
            sentence, clause = sentence + 1, clause + 1
        before = low
    asked, asked_end = _question(tokens)
    return Text(text, tuple(tokens), tuple(found), asked, asked_end)


def _initial(text: str, dot: int) -> bool:
    """Whether a dot stands after a single capital, as in a name."""
    return dot > 0 and text[dot - 1].isupper() and (dot < 2 or not text[dot - 2].isalpha())


def _question(tokens: list[Token]) -> tuple[int, int]:
    """Where the question starts and ends: from the last asking word on; else a whole sentence with a question mark."""
    last = tokens[-1].sentence if tokens else 0
    for sentence in range(last, -1, -1):
        inside = [i for i, t in enumerate(tokens) if t.sentence == sentence]
        if not inside:
            continue
        asking = [i for i in inside if tokens[i].low in ASKS]
        marked = tokens[inside[-1]].low == "?"
        if not asking and tokens[inside[0]].low in ORDERS:
            return inside[0], inside[-1] + 1
        imperative = bool(asking) and (tokens[asking[0]].low not in ("how", "what") or _asks_amount(tokens, asking[0]))
        if marked or imperative:
            return (asking[0] if asking else inside[0]), inside[-1] + 1
    return len(tokens), len(tokens)


def _asks_amount(tokens: list[Token], i: int) -> bool:
    return tokens[i].low == "what" or (
        i + 1 < len(tokens) and tokens[i + 1].low in ("many", "much", "long", "far", "old", "tall", "fast", "big")
    )
