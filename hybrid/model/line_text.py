"""Lines of a derivation as tokens, and back.

A line says the rule, the place and what stands there now, or the whole new state, in the form of step.lark:
`#zero-product@0: x = 0 or x = 1`. So what stays as it is need not be copied, and a line is short. `#zero-product`, `@`
and `: ` are one token each, the places and terms are written as in hybrid.model.text. After the last token stands END.
What the grammar cannot say - factorials, calls of functions, long numbers, letters of several signs, a consequence that
is weaker than the state - has no line.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from hybrid.kernel.effect import effect_of
from hybrid.model.text import linear
from hybrid.problem import Problem, Step
from hybrid.syntax.errors import InputError
from hybrid.syntax.line import parse_line
from hybrid.term import Place, Term, TermError, at, replace

if TYPE_CHECKING:
    from hybrid.rulebook import Rulebook

LEAP, AT, NEW = "so: ", "@", ": "
MARKS = (LEAP, AT, NEW)
END = "</s>"
UNSAID = frozenset('!;:"_') | {"defined("}  # tokens of states that no line has


def rule_token(name: str) -> str:
    """The token of a rule."""
    return f"#{name}"


def place_tokens(place: Place) -> tuple[str, ...]:
    """`@0.1`, nothing for the whole."""
    return (AT, *".".join(map(str, place))) if place else ()


def line(new: Term, rule: str = "", place: Place = ()) -> tuple[str, ...] | None:
    """The tokens of the line that puts a new part at a place by a rule, or ("") of a leap; END is not among them.

    None when the line would not be read back as just this by `hybrid.syntax.line.parse_line`.
    """
    head = (rule_token(rule), *place_tokens(place), NEW) if rule else (LEAP,)
    tokens = (*head, *linear(new).tokens)
    try:
        read = parse_line(text(tokens))
    except InputError:
        return None
    same = read.new is new and read.rule == rule and read.place == (place if rule else ())
    return tokens if same else None


def step_line(problem: Problem, step: Step, book: Rulebook) -> tuple[str, ...] | None:
    """The tokens of the line that says a step of a checked derivation: by its rule and place, or as a leap when it is
    by no rule of the book.

    None for a consequence, which a line cannot claim, and for what the grammar cannot say.
    """
    if step.relation in ("==>", "<=="):
        return None
    by_rule = step.kind in ("rule", "decided") and step.rule in book.by_name
    return line(_part(problem, step, book), step.rule, step.place) if by_rule else line(step.after)


def _part(problem: Problem, step: Step, book: Rulebook) -> Term:
    """What a step put at its place. It is not always what is found there: a sum put into a sum is one with it, and a
    condition may have come beside it."""
    try:
        part = at(step.after, step.place)
        if replace(step.before, step.place, part) is step.after:
            return part
    except TermError:
        pass
    return effect_of(problem, step, book, step.part).new


def text(tokens: Iterable[str]) -> str:
    """The line that the tokens write: END and other tokens without text leave no trace."""
    return "".join(t for t in tokens if not (t.startswith("<") and t.endswith(">")))


__all__ = ["AT", "END", "LEAP", "MARKS", "NEW", "UNSAID", "line", "place_tokens", "rule_token", "step_line", "text"]
