"""Programs of the story language: what a word problem says, and from which words.

A program is a list of lines. A definition gives a quantity a name, an unknown is a quantity nobody has given yet, a
relation holds between quantities, and `ask` says what is wanted. Each quotes the words it comes from. Expressions are
terms (hybrid.term) whose letters are the names; `floor`, `ceil`, `remainder`, `min` and `max` are calls.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache, reduce
from typing import Any, Literal

from lark import Lark, Token, Transformer, v_args
from lark.exceptions import UnexpectedInput, VisitError

from hybrid.paths import folder
from hybrid.syntax.errors import InputError
from hybrid.term import Term, TermError, add, div, make, mul, neg, num, power, sym

LONGEST = 20_000  # characters of a program
FUNCTIONS: Mapping[str, int | None] = {
    "floor": 1,
    "ceil": 1,
    "remainder": 2,
    "min": None,
    "max": None,
    "gcd": None,
    "lcm": None,
}
RELATIONS = {"=": "eq", "!=": "ne", "<": "lt", "<=": "le", ">": "gt", ">=": "ge"}
EXAMPLE = 'apples = 3 apple "3 apples"'


@dataclass(frozen=True)
class Unit:
    """A product of powers of names, ((name, exponent), ...) by name, no exponent 0; () is a plain number."""

    powers: tuple[tuple[str, int], ...] = ()

    @staticmethod
    def of(powers: Mapping[str, int]) -> Unit:
        return Unit(tuple(sorted((name, n) for name, n in powers.items() if n)))

    def __mul__(self, other: Unit) -> Unit:
        total = dict(self.powers)
        for name, n in other.powers:
            total[name] = total.get(name, 0) + n
        return Unit.of(total)

    def __truediv__(self, other: Unit) -> Unit:
        return self * other**-1

    def __pow__(self, n: int) -> Unit:
        return Unit.of({name: k * n for name, k in self.powers})

    def __str__(self) -> str:
        """As a program writes it: dollar/clip, m^2; "1" for a plain number."""

        def part(name: str, n: int) -> str:
            return name if n == 1 else f"{name}^{n}"

        above = "*".join(part(name, n) for name, n in self.powers if n > 0) or "1"
        return above + "".join(f"/{part(name, -n)}" for name, n in self.powers if n < 0)


@dataclass(frozen=True)
class Line:
    """A line of a program.

    name   of a definition and an unknown; "" else
    term   the expression of a definition and of ask, the formula of a relation; None for an unknown
    unit   None where none is stated
    quote  the words, "" for an ask without
    row    the line of the text, from 1
    """

    kind: Literal["define", "unknown", "relation", "ask"]
    name: str
    term: Term | None
    unit: Unit | None
    quote: str
    row: int = field(default=0, compare=False)

    def __str__(self) -> str:
        unit = f" {self.unit}" if self.unit is not None and self.unit.powers else ""
        quote = f' "{self.quote}"' if self.quote or self.kind != "ask" else ""
        start = {"define": f"{self.name} = ", "unknown": f"unknown {self.name}", "relation": "where ", "ask": "ask "}
        return f"{start[self.kind]}{written(self.term)}{unit}{quote}"


def written(term: Term | None) -> str:
    """An expression as a program writes it: long names stand in quotes in statements of mathematics, and bare here."""
    return "" if term is None else str(term).replace('"', "")


@dataclass(frozen=True)
class Program:
    """The lines in their order; str() is text that reads back."""

    lines: tuple[Line, ...]

    def __str__(self) -> str:
        return "\n".join(map(str, self.lines)) + "\n"


def read_program(text: str) -> Program:
    """The program of a text in grammars/story.lark. Raises InputError for everything that is none."""
    if len(text) > LONGEST:
        raise InputError(f"a program of {len(text)} characters; at most {LONGEST} are read", example=EXAMPLE)
    try:
        return Program(tuple(_Reading().transform(_grammar().parse(text))))
    except UnexpectedInput as error:
        raise _refused(error, text) from None
    except VisitError as error:
        if isinstance(error.orig_exc, InputError):
            raise error.orig_exc from None
        if isinstance(error.orig_exc, TermError):
            raise InputError(str(error.orig_exc), text, example=EXAMPLE) from None
        raise


def _refused(error: UnexpectedInput, text: str) -> InputError:
    line, column = getattr(error, "line", -1), getattr(error, "column", -1)
    if line is None or line < 1:
        line, column = text.count("\n") + 1, len(text) - (text.rfind("\n") + 1) + 1
    expected = tuple(sorted({_WORDS.get(t, t.lower()) for t in (getattr(error, "expected", None) or ()) if t != "_NL"}))
    return InputError("this is no line of a program", text, line, column, expected, EXAMPLE)


_WORDS = {
    "QUOTE": "the words of the story in quotes",
    "NAME": "a name",
    "NUMBER": "a number",
    "RELATION": "= or another relation",
    "FUNCTION": "a function",
    "LPAR": "(",
    "RPAR": ")",
    "COMMA": ",",
    "MINUS": "-",
    "PLUS": "+",
    "STAR": "*",
    "SLASH": "/",
    "TIMES": "*",
    "PER": "/",
    "CIRCUMFLEX": "^",
    "UNKNOWN": "unknown",
    "WHERE": "where",
    "ASK": "ask",
    "EQUAL": "=",
    "INTEGER": "a whole number",
    "$END": "the end",
}


@cache
def _grammar() -> Any:
    path = folder("grammars") / "story.lark"
    return Lark(path.read_text(encoding="utf-8"), parser="lalr", maybe_placeholders=False, propagate_positions=True)


def _name(token: Token) -> str:
    sym(str(token))  # raises TermError for what is no name, such as e
    return str(token)


class _Reading(Transformer):  # type: ignore[misc]
    """Parse trees to lines."""

    def start(self, lines: list[Line]) -> list[Line]:
        return lines

    def define(self, parts: list[Any]) -> Line:
        name, term, *unit, quote = parts
        return Line("define", _name(name), term, unit[0] if unit else None, quote[1:-1], name.line)

    def unknown(self, parts: list[Any]) -> Line:
        name, *unit, quote = parts
        return Line("unknown", _name(name), None, unit[0] if unit else None, quote[1:-1], name.line)

    def relation(self, parts: list[Any]) -> Line:
        left, sign, right, *unit, quote = parts
        formula = make(RELATIONS[str(sign)], (left, right))
        return Line("relation", "", formula, unit[0] if unit else None, quote[1:-1], sign.line)

    @v_args(meta=True)  # type: ignore[untyped-decorator]
    def ask(self, meta: Any, parts: list[Any]) -> Line:
        term, *rest = parts
        quote = rest.pop()[1:-1] if rest and isinstance(rest[-1], Token) else ""
        return Line("ask", "", term, rest[0] if rest else None, quote, meta.line)

    def plus(self, parts: list[Term]) -> Term:
        return add(*parts)

    def minus(self, parts: list[Term]) -> Term:
        return add(parts[0], neg(parts[1]))

    def times(self, parts: list[Term]) -> Term:
        return mul(*parts)

    def over(self, parts: list[Term]) -> Term:
        return div(*parts)

    def negative(self, parts: list[Term]) -> Term:
        return neg(parts[0])

    def raised(self, parts: list[Any]) -> Term:
        return power(parts[0], num(int(parts[1])))

    def number(self, parts: list[Token]) -> Term:
        text = str(parts[0])
        value = Fraction(text.rstrip("%"))
        written = num(int(value)) if value.denominator == 1 else num(value)
        return div(written, num(100)) if text.endswith("%") else written

    def name(self, parts: list[Token]) -> Term:
        return sym(str(parts[0]))

    def called(self, parts: list[Any]) -> Term:
        name, *args = parts
        wanted = FUNCTIONS[str(name)]
        if wanted is not None and len(args) != wanted:
            raise InputError(f"{name} takes {wanted} numbers, not {len(args)}", line=name.line, column=name.column)
        if name in ("gcd", "lcm"):
            if len(args) < 2:
                raise InputError(f"{name} takes at least two numbers", line=name.line, column=name.column)
            joined: Term = reduce(lambda a, b: make(str(name), (a, b)), args)
            return joined
        return make("call", args, str(name))

    def unit(self, parts: list[Any]) -> Unit:
        found, sign = Unit(), 1
        for part in parts:
            if isinstance(part, Unit):
                found = found * part**sign
            else:
                sign = -1 if part == "/" else 1
        return found

    def part(self, parts: list[Token]) -> Unit:
        return Unit.of({str(parts[0]): int(parts[1]) if len(parts) > 1 else 1})
