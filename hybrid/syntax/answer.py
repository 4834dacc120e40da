r"""Answers to terms and collections: the callbacks of answer.lark.

A collection is a term too, a call of a name that nobody can type:

    list__     what commas, `and` or `or` join, of which at least one part is an expression or a collection
    round__    ( ), square__ [ ], left_open__ ( ], right_open__ [ ): what stands between brackets, when it is a list
    braces__   { }: a set, of one element or more
    less__     a set without the elements of another, written with a minus sign

What a collection means (an interval or a pair; the solutions of an equation or of a system) is decided where answers
are compared, `hybrid.answers`. A term that has a collection anywhere but at its top, such as (1, 2) + 3, is refused.
"""

from __future__ import annotations

import re
from typing import Any

from hybrid.syntax.build import FORMULAS
from hybrid.syntax.build_more import MoreBuilder
from hybrid.syntax.errors import Refusal, at_offset
from hybrid.syntax.gather import Gathered, finished
from hybrid.syntax.latex_scan import scan_latex
from hybrid.syntax.parse import run, shown
from hybrid.syntax.scan import decoded, scan
from hybrid.term import Term, TermError, make

LIST, BRACES, LESS = "list__", "braces__", "less__"
ROUND, SQUARE, LEFT_OPEN, RIGHT_OPEN = "round__", "square__", "left_open__", "right_open__"
PLUS_MINUS = "plusMinus__"
_BRACKETS = {"()": ROUND, "[]": SQUARE, "(]": LEFT_OPEN, "[)": RIGHT_OPEN}
_LATEX = re.compile(r"\\|\$|[\^_]\{")
COLLECTIONS = frozenset({LIST, BRACES, LESS, *_BRACKETS.values()})
_Children = list[Any]


def collection(t: Term) -> str:
    """The name of a collection, "" for any other term."""
    return str(t.value) if t.head == "call" and t.value in COLLECTIONS else ""


def parse_answer(text: str | bytes) -> Term:
    """The expression, formula or collection that an answer is; a text with a backslash, a dollar or ^{ is LaTeX.

    ± stays in the term, as a call of PLUS_MINUS. Raises InputError.
    """
    try:
        text = decoded(text)
        tokens = (scan_latex if _LATEX.search(text) else scan)(text, intervals=True)
        if not tokens:
            raise Refusal("nothing to read", 0, ("an answer",), "x = 2 or x = 3")
        term: Term = run("answer", tokens, text)
        _check(term, True)
        return term
    except Refusal as refusal:
        raise at_offset(refusal, shown(text)) from None
    except TermError as error:
        raise at_offset(Refusal(str(error)), shown(text)) from None


def _check(t: Term, top: bool) -> None:
    """Raises Refusal when a collection stands where an expression or a formula is needed."""
    if t.head == "call" and t.value in COLLECTIONS:
        if not top:
            raise Refusal("a list or a set stands where a number is needed", 0, ("an expression",), "(2, 3)")
        for a in t.args:
            _check(a, True)
    else:
        # an equation may say what a pair is, (x, y) = (2, 3)
        for a in t.args:
            _check(a, top and t.head in ("eq", "and", "or"))


class AnswerBuilder(MoreBuilder):
    """As the builder of expressions, with lists where it asks for formulas."""

    def both(self, c: _Children) -> Gathered | Term:
        return super().both(c) if _formulas(c) else _listed(finished(c[0]), finished(c[2]))

    def either(self, c: _Children) -> Gathered | Term:
        return super().either(c) if _formulas(c) else _listed(finished(c[0]), finished(c[2]))

    def minus(self, c: _Children) -> Gathered | Term:
        second = finished(c[2])
        if collection(second) or (c[0].head == "call" and collection(c[0])):
            return make("call", (finished(c[0]), second), LESS)
        return super().minus([c[0], c[1], second])

    def bracketed(self, c: _Children) -> Term:
        opened, inside, closed = c[0], c[1], c[2]
        if opened.type != "LPAR" and collection(inside) != LIST:
            return inside  # type: ignore[no-any-return]
        kind = _BRACKETS.get(f"{opened.value}{closed.value}")
        if opened.value == "{":
            return make("call", inside.args if collection(inside) == LIST else (inside,), BRACES)
        if kind is not None and collection(inside) == LIST:
            return make("call", inside.args, kind)
        if kind in (LEFT_OPEN, RIGHT_OPEN):
            raise Refusal(f"{opened.value!r} is closed by {closed.value!r}", opened.offset, ("two ends",), "[1, 2)")
        return inside  # type: ignore[no-any-return]


def _formulas(c: _Children) -> bool:
    """Whether formulas stand on both sides; what is still gathered tells by its head too."""
    return c[0].head in FORMULAS and c[2].head in FORMULAS


def _listed(first: Term, second: Term) -> Term:
    parts = first.args if collection(first) == LIST else (first,)
    return make("call", (*parts, *(second.args if collection(second) == LIST else (second,))), LIST)


__all__ = [
    "BRACES",
    "LEFT_OPEN",
    "LESS",
    "LIST",
    "PLUS_MINUS",
    "RIGHT_OPEN",
    "ROUND",
    "SQUARE",
    "AnswerBuilder",
    "collection",
    "parse_answer",
]
