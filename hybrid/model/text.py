"""States as tokens.

A state is written in plain text, `3*(x-2) = x+4`, one token a digit, letter, sign or word: numbers are learned by
their digits. Only relations have blanks around them: `0! = 0` is not `0 != 0`. The text reads back as the term it
was made from. Beside the tokens stands, for every place of the term, the token at which its subterm ends: there a
network that reads from left to right has seen all of the subterm.

A prompt is `GOAL [LETTERS] [laws] : STATE ;` - what is asked, for which letters, by what steps, and where we are.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from hybrid.problem import Problem
from hybrid.syntax.printer import (
    FACTOR,
    IMPLIES,
    OR,
    POSTFIX,
    PRIMARY,
    PRODUCT,
    RELATION,
    SIGNED,
    SUM,
    digits,
    leads_negative,
)
from hybrid.term import RELATIONS, Place, Term

SIGNS = {
    "eq": " = ",
    "ne": " != ",
    "lt": " < ",
    "le": " <= ",
    "gt": " > ",
    "ge": " >= ",
    "and": " and ",
    "or": " or ",
    "implies": " => ",
}
_LEVEL = {"implies": IMPLIES, "or": OR, "and": OR + 1, "add": SUM, "mul": PRODUCT, "div": PRODUCT, "pow": FACTOR}
_LEVEL |= {"fact": POSTFIX} | dict.fromkeys(RELATIONS, RELATION)
WORDS = ("sqrt(", "cbrt(", "root(", "abs(", "ln(", "log(", "sin(", "cos(", "tan(", "defined(", "pi", "true", "false")
MARKS = tuple('()+-*/^!,.:;"') + tuple(dict.fromkeys(SIGNS.values()))
GOALS = ("solve", "prove", "simplify", "factor", "expand", "evaluate", "find")
ALPHABET = tuple("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_")
TOKENS = ("<pad>", "<unk>", "<s>", "</s>", "<laws>", *(f"<{g}>" for g in GOALS), *MARKS, *WORDS, *ALPHABET)


@dataclass
class Linear:
    """tokens in order; ends: for each place the index of the last token of its subterm."""

    tokens: list[str] = field(default_factory=list)
    ends: dict[Place, int] = field(default_factory=dict)

    def text(self) -> str:
        return "".join(self.tokens)


def linear(t: Term) -> Linear:
    """The term as tokens. `parse(linear(t).text()) is t` for terms whose calls are known to the parser."""
    out = Linear()
    _show(t, IMPLIES, (), out)
    return out


def prompt(problem: Problem, state: Term, laws: bool = False) -> Linear:
    """What the network reads before it scores the moves of a state; ends are those of the state."""
    out = Linear([f"<{problem.goal}>"])
    for name in problem.unknowns:
        out.tokens.extend(name)
    if laws:
        out.tokens.append("<laws>")
    out.tokens.append(":")
    _show(state, IMPLIES, (), out)
    out.tokens.append(";")
    return out


def _show(t: Term, level: int, place: Place, out: Linear, unsigned: bool = False) -> None:
    """Append t, in brackets where it binds looser than `level`; without its minus sign when `unsigned`."""
    negative = leads_negative(t)
    own = SIGNED if negative else _LEVEL.get(t.head, PRIMARY)
    bracket = not unsigned and own < level
    if bracket:
        out.tokens.append("(")
    if negative and not unsigned:
        out.tokens.append("-")
    if t.head == "neg":
        _show(t.args[0], PRODUCT, (*place, 0), out)
    else:
        _plain(t, place, out, negative)
    if bracket:
        out.tokens.append(")")
    out.ends[place] = len(out.tokens) - 1


def _plain(t: Term, place: Place, out: Linear, unsigned: bool) -> None:
    head, tokens = t.head, out.tokens
    if head == "num":
        tokens.extend(digits(abs(t.value)))
    elif head == "sym":
        plain = len(t.value) == 1
        tokens.extend(t.value if plain else f'"{t.value}"')
    elif not t.args:
        tokens.append(str(t.value or head))
    elif head == "add":
        _show(t.args[0], SIGNED, (*place, 0), out)
        for i, a in enumerate(t.args[1:], 1):
            negative = leads_negative(a)
            tokens.append("-" if negative else "+")
            _show(a, PRODUCT, (*place, i), out, unsigned=negative)
    elif head in ("mul", "div", "pow"):
        sign = {"mul": "*", "div": "/", "pow": "^"}[head]
        first = POSTFIX if head == "pow" else PRODUCT
        for i, a in enumerate(t.args):
            if i:
                tokens.append(sign)
            _show(a, FACTOR if i else first, (*place, i), out, unsigned=unsigned and not i)
    elif head == "fact":
        _show(t.args[0], PRIMARY, (*place, 0), out)
        tokens.append("!")
    elif head in SIGNS:
        inner = OR if head == "implies" else RELATION if head in ("and", "or") else SUM
        for i, a in enumerate(t.args):
            if i:
                tokens.append(SIGNS[head])
            _show(a, inner, (*place, i), out)
    else:
        _function(t, place, out)


def _function(t: Term, place: Place, out: Linear) -> None:
    tokens = out.tokens
    shown = len(t.args)
    if t.head == "root" and t.args[1].value in (2, 3):
        name, shown = ("sqrt" if t.args[1].value == 2 else "cbrt"), 1
    elif t.head == "log" and t.args[1].head == "const" and t.args[1].value == "e":
        name, shown = "ln", 1
    else:
        name = t.value if t.head == "call" else t.head
    if f"{name}(" in WORDS:
        tokens.append(f"{name}(")
    else:
        tokens.extend((*name, "("))
    for i in range(shown):
        if i:
            tokens.append(",")
        _show(t.args[i], SUM, (*place, i), out)
    tokens.append(")")
    for i in range(shown, len(t.args)):
        out.ends[(*place, i)] = len(tokens) - 1


__all__ = ["TOKENS", "Linear", "linear", "prompt"]
