"""Lines of a derivation as tokens, and back.

A line says the whole new state, and the rule and the place that lead there, in the form of step.lark:
`#zero-product@0: x = 0 or x = 1`. `#zero-product`, `@` and `: ` are one token each, the places and the state are
written as in hybrid.model.text. After the last token stands END. What the grammar cannot say - factorials, calls of
functions, long numbers, letters of several signs, a consequence that is weaker than the state - has no line.
"""

from __future__ import annotations

from collections.abc import Container, Iterable

from hybrid.model.text import linear
from hybrid.problem import Step
from hybrid.syntax.errors import InputError
from hybrid.syntax.line import parse_line
from hybrid.term import Place, Term

LEAP, AT, STATE = "so: ", "@", ": "
MARKS = (LEAP, AT, STATE)
END = "</s>"
UNSAID = frozenset('!;:"_') | {"defined("}  # tokens of states that no line has


def rule_token(name: str) -> str:
    """The token of a rule."""
    return f"#{name}"


def line(state: Term, rule: str = "", place: Place = ()) -> tuple[str, ...] | None:
    """The tokens of the line to a state, by a rule at a place or ("") by a leap; END is not among them.

    None when the line would not be read back as just this by `hybrid.syntax.line.parse_line`.
    """
    tokens = [rule_token(rule)] if rule else [LEAP]
    if rule and place:
        tokens += [AT, *".".join(map(str, place))]
    if rule:
        tokens.append(STATE)
    tokens += linear(state).tokens
    try:
        read = parse_line(text(tokens))
    except InputError:
        return None
    same = read.state is state and read.rule == rule and read.place == (place if rule else ())
    return tuple(tokens) if same else None


def step_line(step: Step, rules: Container[str]) -> tuple[str, ...] | None:
    """The tokens of the line that says a step: by its rule and place, or as a leap when it is by none of `rules`.

    None for a consequence, which a line cannot claim, and for what the grammar cannot say.
    """
    if step.relation in ("==>", "<=="):
        return None
    by_rule = step.kind in ("rule", "decided") and step.rule in rules
    return line(step.after, step.rule, step.place) if by_rule else line(step.after)


def text(tokens: Iterable[str]) -> str:
    """The line that the tokens write: END and other tokens without text leave no trace."""
    return "".join(t for t in tokens if not (t.startswith("<") and t.endswith(">")))


__all__ = ["AT", "END", "LEAP", "MARKS", "STATE", "UNSAID", "line", "rule_token", "step_line", "text"]
