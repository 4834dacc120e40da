"""One line of a proposal, read by the grammar step.lark.

A line says what the state becomes, `so: STATE`, and may name the rule, `#RULE: STATE`, or the rule and the place and
then only says what stands there now, `#RULE@0.1: PART`. The
grammar is small so that a model can be held to it while it writes. Here it only splits the line and refuses
what has another form; the state is then read by `hybrid.syntax.parse` like any other text, so there is one
account of what a text means.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from lark import Lark
from lark.exceptions import UnexpectedInput

from hybrid.paths import folder
from hybrid.syntax.errors import InputError, Refusal, at_offset
from hybrid.syntax.parse import parse
from hybrid.term import Place, Term, replace

MAX_LINE = 2_000
FORM = ("so: STATE, or #rule: STATE, or #rule@0.1: PART", "a state or part with every * and every bracket written")
EXAMPLE = "so: 2*x = 4"


@dataclass(frozen=True)
class Line:
    """What is new: the part at the place, the whole state where that is (); and the rule said to lead there, "" for a
    leap."""

    new: Term
    rule: str = ""
    place: Place = ()

    def state(self, before: Term) -> Term:
        """The new state. Raises TermError where the old one has no such place."""
        return replace(before, self.place, self.new)


def text_of_grammar() -> str:
    """The grammar of a line as text, for whoever constrains a model by it."""
    return (folder("grammars") / "step.lark").read_text(encoding="utf-8")


@cache
def _grammar() -> Any:
    return Lark(text_of_grammar(), parser="lalr", propagate_positions=True)


def parse_line(text: str) -> Line:
    """What a line proposes.

    Raises InputError, with the place in the line, for a line of another form or a state that
    `hybrid.syntax.parse` refuses.
    """
    text = text.rstrip()
    if len(text) > MAX_LINE:
        raise at_offset(Refusal(f"a line of more than {MAX_LINE:,} characters", MAX_LINE, FORM, EXAMPLE), text)
    try:
        tree = _grammar().parse(text)
    except UnexpectedInput as error:
        raise at_offset(_refusal(error, text), text) from None
    *named, new = tree.children
    start = new.meta.start_pos
    try:
        term = parse(text[start:])
    except InputError as error:
        column = error.column + start
        raise InputError(error.message, text, error.line, column, error.expected, EXAMPLE) from None
    rule = str(named[0]) if named else ""
    place = tuple(map(int, named[1].split("."))) if len(named) == 2 else ()
    return Line(term, rule, place)


def _refusal(error: Any, text: str) -> Refusal:
    offset = error.pos_in_stream
    ended = getattr(getattr(error, "token", None), "type", "") == "$END"
    if ended or offset is None or not 0 <= offset < len(text):
        return Refusal("something is missing at the end", len(text), FORM, EXAMPLE)
    return Refusal(f"{text[offset]!r} does not fit here", offset, FORM, EXAMPLE)
