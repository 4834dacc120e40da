"""The tokens of a line of a solution: numbers in digits or words, operators however written, units and other words.

Operators may be `x`, `×`, `times`, `\\times`, `of` after a part; LaTeX commands, bold marks and bullets are taken out
first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from hybrid.words.numbers import MULTIPLES, ORDINALS, SIZES, TENS, UNITS, in_words

Kind = Literal["number", "word", "operator", "equals", "is", "open", "close", "money", "remainder", "stop", "opaque"]
UNIT_WORDS = 6  # that may stand between a number and the next operator
STARTS = frozenset(UNITS) | TENS.keys() | MULTIPLES.keys() | ORDINALS.keys() | SIZES.keys() | {"halves"}
# words that are no part of a unit: a calculation does not go on behind them
BREAKS = frozenset(
    "and so then is are was were if because since means but or that which has have had than equals equal makes gives "
    "he she they it we you there therefore thus this".split()
)
SAYS = frozenset("is are equals equal makes gives leaves was".split())
# words that can stand for a sign of a calculation
SPOKEN = SAYS | frozenset("x times plus minus divided multiplied of r remainder".split())
TOKEN = re.compile(
    r"""\s*+(?:(?P<number>\d+(?:,\d+)*(?:\.\d+)?|(?<![\w.])\.\d+)
      | (?P<equals>==?(?!>)|≈|≅)
      | (?P<arrow>=>|->|→|<=|>=|≤|≥|<|>)
      | (?P<operator>//|[*×·÷/+−–^]|-)
      | (?P<money>[$€£¥¢])
      | (?P<word>[A-Za-z_]+(?:['’-][A-Za-z]+)*)
      | (?P<open>[(\[]) | (?P<close>[)\]])
      | (?P<percent>%)
      | (?P<stop>[\x00-\x7f“”‘’…—])
      | (?P<opaque>.))""",
    re.VERBOSE | re.DOTALL,
)
KINDS: list[Any] = ["stop", *TOKEN.groupindex]
MIXED = re.compile(r" (?:and )?\(?(\d+)/(\d+)(?![\d.,]*\d)\)?")
CLOCK = re.compile(r":\d\d(?!\d)(?::\d\d)?")
WELL_WRITTEN = re.compile(r"(?:0|[1-9]\d*|[1-9]\d{0,2}(?:,\d{3})+)(?:\.\d+)?|\.\d+")
ORDINAL = re.compile(r"(?:st|nd|rd|th)\b")
PER = re.compile(r"\s*[A-Za-z]{2,}")
DOTS = re.compile(r"\.{2,}|…")
PERCENT = re.compile(r"\s*(?:%|percent\b|per cent\b)", re.I)
SIGNS = {"×": "*", "·": "*", "÷": "/", "−": "-", "–": "-"}
LATEX = [
    (re.compile(r"\\(?:d|t)?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}"), r"((\1)/(\2))"),
    (re.compile(r"\\(?:text|mathrm|mathbf|textbf|boxed|mbox)\s*\{([^{}]*)\}"), r" \1 "),
    (re.compile(r"\\(?:times|cdot|ast)\b"), "*"),
    (re.compile(r"\\div\b"), "/"),
    (re.compile(r"\\(?:approx|simeq)\b"), "≈"),
    (re.compile(r"\{,\}"), ","),
    (re.compile(r"\\([$%])"), r"\1"),
    (re.compile(r"\\[()\[\]]|\\(?:left|right)\b|\\[,;! ]|\$\$"), " "),
]


class Token(NamedTuple):
    """A piece of a line. text: as the grammar of calculations has it, for a word in lower case; start, end: where.

    spelled: a number in words; loose: it may belong to something else, as a letter right behind a number, or 16.66...
    """

    kind: Kind
    text: str
    start: int
    end: int
    value: Fraction | None = None
    percent: bool = False
    spelled: bool = False
    loose: bool = False


def plain(line: str) -> str:
    """The line with LaTeX commands, bold marks and a bullet at its start taken out; other lines as they are."""
    if "\\" in line:
        for _ in range(4):  # fractions in fractions
            before = line
            for pattern, replacement in LATEX[:2]:
                line = pattern.sub(replacement, line)
            if line == before:
                break
        for pattern, replacement in LATEX[2:]:
            line = pattern.sub(replacement, line)
        line = re.sub(r"\$(?!\s*[\d.])", " ", line)
    if "**" in line and not re.search(r"\d\s*\*\*\s*\d", line):
        line = line.replace("**", "")
    line = line.replace("**", "^")
    return re.sub(r"^\s*(?:[-*•]|\d+[.)])\s+(?=\S)", "", line)


def tokens(line: str) -> list[Token]:
    """The tokens of a plain line; white space is none."""
    found: list[Token] = []
    at = 0
    while (m := TOKEN.match(line, at)) is not None:
        group = m.lastindex or 0
        kind = KINDS[group]
        at, end = m.span(group)
        text = m[group]
        if kind == "word":
            token = _word(line, text, at, end)
        elif kind == "number":
            token = _digits(line, text, at, end, found)
        elif kind == "percent":
            at = end
            continue
        elif kind == "operator":
            glued = end < len(line) and line[end].isalpha() and (text == "/" or (at > 0 and line[at - 1].isalnum()))
            glued = glued or (text == "/" and PER.match(line, end) is not None)
            # `cars/row` and `3-hour`: part of a unit
            token = (
                Token("word", text, at, end)
                if glued and text in "/-"
                else Token("operator", SIGNS.get(text, text), at, end)
            )
        elif kind == "arrow":
            token = Token("stop", text, at, end)
        else:
            token = Token(kind, text, at, end)
        found.append(token)
        at = token.end
    return _spoken(line, found)


def _digits(line: str, written: str, start: int, end: int, before: Sequence[Token]) -> Token:
    text = written.replace(",", "")
    plainly = written.isascii() and written.isdigit() and (written[0] != "0" or end == start + 1)
    if len(text) > 60 or not (plainly or WELL_WRITTEN.fullmatch(written)):
        return Token("opaque", text, start, end)
    next_to = line[end : end + 1]
    if next_to == ":" and (clock := CLOCK.match(line, end)):
        return Token("opaque", text, start, clock.end())
    if next_to.isalpha() and (ordinal := ORDINAL.match(line, end)):
        return Token("word", line[start : ordinal.end()], start, ordinal.end())
    if next_to == " " and "." not in text and (mixed := MIXED.match(line, end)) and 0 < int(mixed[1]) < int(mixed[2]):
        if not (before and before[-1].text == "/"):
            part = f"{mixed[1]}/{mixed[2]}"
            return Token("number", f"{text} {part}", start, mixed.end(), int(text) + Fraction(part))
    loose = False
    if next_to in (".", "…") and (dots := DOTS.match(line, end)):
        end, loose = dots.end(), True
    if percent := PERCENT.match(line, end):
        return Token("number", text + "%", start, percent.end(), _rational(text) / 100, percent=True, loose=loose)
    return Token("number", text, start, end, _rational(text), loose=loose)


@lru_cache(maxsize=1 << 12)
def _rational(digits: str) -> Fraction:
    return Fraction(digits)


def _word(line: str, text: str, at: int, end: int) -> Token:
    low = text.lower()
    head = low.partition("-")[0] if "-" in low else low
    if head in STARTS and (number := in_words(line, at)) is not None and number.kind != "ordinal":
        if line[number.end : number.end + 1] == "-":  # half-full
            return Token("word", low, at, end)
        value = number.value
        shown = str(value) if value.denominator == 1 else f"({value})"
        if number.kind == "percent":
            shown = f"({value})"
        return Token("number", shown, at, number.end, value, spelled=True)
    letter = len(low) == 1 and (low != "a" or (at > 0 and line[at - 1].isdigit()))
    return Token("word", low, at, end, loose=letter)


def _spoken(line: str, found: list[Token]) -> list[Token]:
    """The tokens with words that are operators made operators: x, times, plus, of, is."""
    changed: list[Token] = []
    i = 0
    while i < len(found):
        token = found[i]
        if token.kind != "word":
            if token.kind == "number" and changed and changed[-1].spelled and changed[-1].end <= token.start:
                if line[changed[-1].start : changed[-1].end].lower() in ("twice", "double", "triple", "thrice", "half"):
                    changed.append(Token("operator", "*", token.start, token.start, loose=True))
            changed.append(token)
            i += 1
            continue
        if token.text not in SPOKEN:
            changed.append(token)
            i += 1
            continue
        after = found[i + 1] if i + 1 < len(found) else None
        starts = after is not None and after.kind in ("number", "money", "open")
        measured = bool(changed) and (changed[-1].kind in ("number", "close") or is_unit(changed))
        sign, used = "", 1
        if token.text in ("x", "times", "plus", "minus") and starts and measured:
            sign = {"x": "*", "times": "*", "plus": "+", "minus": "-"}[token.text]
        elif token.text in ("divided", "multiplied") and after is not None and after.text == "by" and measured:
            sign, used = ("/" if token.text == "divided" else "*"), 2
        elif token.text == "of" and is_part(changed):
            skip = 1 if after is not None and after.text in ("the", "these", "those", "her", "his", "their") else 0
            if i + 1 + skip < len(found) and found[i + 1 + skip].kind in ("number", "money", "open"):
                sign, used = "*", 1 + skip
        if sign:
            changed.append(Token("operator", sign, token.start, token.end))
        elif token.text in ("r", "remainder") and starts and changed and changed[-1].kind == "number":
            changed.append(Token("remainder", "r", token.start, token.end))
        elif token.text in SAYS:
            changed.append(Token("is", token.text, token.start, token.end))
        else:
            changed.append(token)
        i += used
    return changed


def is_unit(before: Sequence[Token]) -> bool:
    """Whether the last tokens are words behind a number."""
    for back in range(1, UNIT_WORDS + 2):
        if back > len(before):
            return False
        token = before[-back]
        if token.kind == "number":
            return back > 1
        if token.kind != "word" or token.text in BREAKS:
            return False
    return False


def is_part(before: Sequence[Token]) -> bool:
    """Whether a percent, a fraction or `half` stands last."""
    if not before or before[-1].kind not in ("number", "close"):
        return False
    last = before[-1]
    if last.percent or (last.value is not None and last.value < 1):
        return True
    return len(before) > 2 and before[-2].text == "/" and before[-3].kind == "number"


# -- calculations ----------------------------------------------------------------------------------
