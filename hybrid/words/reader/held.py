"""The story language of one story, as a grammar that a model is held to while it writes.

The checks refuse a quote that the story does not have, a number that it does not say, a constant that it does not call
for. A model that is held to these writes none of them in the first place: its quotes are stretches of words of the
story, its numbers those that the story mentions or implies, and one question ends the program. What is left for the
checks is what no grammar says: whether a number is in its own quote, the units, and what the program means.

The grammar is grammars/story.lark as llguidance reads it: terminals have no looks ahead or behind, since they are no
regular expressions, and there are no comments; a name such as `floor` without a bracket, which is left over, is for the
parser to refuse.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from fractions import Fraction

from hybrid.paths import folder
from hybrid.words.constants import CONSTANTS
from hybrid.words.implied import SHARED, implied
from hybrid.words.numbers import Mention, mentions

_NAME = "/[a-z][a-z0-9_]*/ & ~/unknown|where|ask/"
_FUNCTION = "/floor|ceil|remainder|min|max|gcd|lcm/"
_RULE = re.compile(r"(\w+)(?:\.\d+)?:")
_WORDS = re.compile(r"\d+(?:[.,]\d+)*|\w+|\s+|.")  # a quote begins and ends where these do
_DOZEN = re.compile(r"\bdozens?\b", re.I)


def held_grammar(story: str | None = None) -> str:
    """The grammar of programs for a story; of any programs for None."""
    held = {"start": "line (_NL line)*", "FUNCTION": _FUNCTION, "NAME": _NAME, "INTEGER": "/\\^[0-9]+/"}
    more: list[str] = []
    if story is not None:
        held |= {
            "start": "(line _NL)+ asked",
            "NAME": _without(_NAME, [c.name for c in CONSTANTS.values() if not c.allowed(story)]),
            "NUMBER": " | ".join(json.dumps(n) for n in numbers(story)),
            "INTEGER": "/\\^[0-9]/",
            "QUOTE": '"\\"" SAID "\\""',
        }
        pieces = [piece for piece in " ".join(story.split()).split('"') if any(c.isalnum() for c in piece)]
        said = " | ".join(f"PIECE{i}" for i in range(len(pieces)))
        more = [
            'asked: "ask" sum unit? QUOTE?',
            f"DEFINED: {_without(_NAME, list(CONSTANTS))}",
            f"SAID: ({said}) & /.*[A-Za-z0-9].*/",
            *(
                f'PIECE{i}: %regex {{ "substring_chunks": {json.dumps(_WORDS.findall(piece))} }}'
                for i, piece in enumerate(pieces)
            ),
        ]
    kept = []
    for line in (folder("grammars") / "story.lark").read_text(encoding="utf-8").splitlines():
        defined = _RULE.match(line)
        if defined and defined[1] in held:
            line = f"{defined[1]}: {held[defined[1]]}"
        line = line.replace('"^" INTEGER', "INTEGER")  # one terminal, so that nothing comes between
        if more:
            if line.lstrip().startswith('| "ask"'):
                continue
            line = line.replace('NAME "="', 'DEFINED "="').replace('"unknown" NAME', '"unknown" DEFINED')
        if not line.startswith(("//", "COMMENT", "%ignore COMMENT")):
            kept.append(line)
    return "\n".join([*kept, *more]) + "\n"


def numbers(story: str) -> list[str]:
    """The numbers that a line about the story may have, as they are written: those it mentions, with the parts of
    fractions, those that its words imply, 1 and 2, and 2 to 9 where something is shared or averaged."""
    found = mentions(story)
    values = {Fraction(1), Fraction(2), *implied(story)}
    if SHARED.search(story):
        values |= {Fraction(n) for n in range(2, 10)}
    if _DOZEN.search(story):
        values |= {12 * m.value for m in found}
    written = {text for m in found for text in _forms(m)} | {text for v in values for text in _written(v)}
    return sorted(written, key=lambda text: (len(text), text))


def _forms(m: Mention) -> Iterator[str]:
    yield from _written(m.value)
    if m.value.denominator > 1:
        yield from (str(m.value.numerator), str(m.value.denominator))  # 7/20 of a dollar for $0.35
    if m.kind == "percent":
        yield "100"
        for text in _written(100 * m.value):
            yield from (text, f"{text}%")


def _written(value: Fraction) -> Iterator[str]:
    """The value as a decimal where it is a short one, else its numerator and denominator."""
    value = abs(value)
    decimal = f"{float(value):.6f}".rstrip("0").rstrip(".")
    if Fraction(decimal) == value:
        yield decimal
    else:
        yield from (str(value.numerator), str(value.denominator))


def _without(terminal: str, names: list[str]) -> str:
    return f"{terminal} & ~/{'|'.join(names)}/" if names else terminal


__all__ = ["held_grammar", "numbers"]
