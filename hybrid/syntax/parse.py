"""Text to terms: the scanner, the grammar expression.lark (LALR(1), built once), and errors a person can use.

Nothing is evaluated: `9^9^9^9` and `(x + 1)^100000` are small terms.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import Any

from lark import Lark
from lark.exceptions import UnexpectedToken
from lark.lexer import Lexer

from hybrid.paths import folder
from hybrid.syntax.build import Builder, Callbacks, two_signs
from hybrid.syntax.errors import Refusal, at_offset
from hybrid.syntax.scan import decoded, scan
from hybrid.syntax.table import NoAction, Table
from hybrid.syntax.tokens import Token
from hybrid.syntax.words import in_words
from hybrid.term import Term, TermError, is_formula


class _Scanned(Lexer):  # type: ignore[misc]
    """Hands Lark the tokens of our scanners."""

    def __init__(self, conf: Any) -> None:
        pass

    def lex(self, data: Any) -> Any:
        return iter(data)


@cache
def grammar(name: str) -> Any:
    """The parser of a grammar file (expression, latex, problem, answer), built when first asked for."""
    path = folder("grammars") / f"{name}.lark"
    return Lark(
        path.read_text(encoding="utf-8"),
        parser="lalr",
        lexer=_Scanned,
        transformer=Callbacks(_builder(name)),
        import_paths=[str(path.parent)],
        source_path=str(path),
        maybe_placeholders=False,
    )


@cache
def _table(name: str) -> Table:
    return Table(grammar(name))


def _builder(name: str) -> Builder:
    if name == "expression":
        return Builder()
    if name == "answer":
        from hybrid.syntax.answer import AnswerBuilder

        return AnswerBuilder()
    from hybrid.syntax.build_more import MoreBuilder

    return MoreBuilder()


def run(name: str, tokens: list[Token], text: str) -> Any:
    """What the grammar makes of the tokens. Raises Refusal with the offset in the text."""
    try:
        try:
            return _table(name).value(tokens)
        except NoAction:
            return grammar(name).parse(tokens)  # which knows what would have fitted
    except UnexpectedToken as error:
        raise _unexpected(error, text) from None
    except TermError as error:
        raise Refusal(str(error)) from None


def _unexpected(error: Any, text: str) -> Refusal:
    expected = in_words(error.accepts or error.expected)
    token = error.token
    if not isinstance(token, Token):
        return Refusal("something is missing at the end", len(text.rstrip()), expected)
    end = token.offset + 1
    while end < len(text) and text[token.offset].isalnum() and text[end].isalnum() and end < token.offset + 30:
        end += 1
    return Refusal(f"{text[token.offset : end]!r} does not fit here", token.offset, expected)


def parse(text: str | bytes, *, functions: Collection[str] = ()) -> Term:
    """The term of an expression or a formula.

    functions  names that may be called: with {"f"}, `f(2)` is a call and not the product f*2.

    Raises InputError for everything that is not one.
    """
    try:
        text = decoded(text)
        tokens = scan(text, functions)
        return signs_resolved(run("expression", tokens, text), tokens)
    except Refusal as refusal:
        raise at_offset(refusal, shown(text)) from None


def signs_resolved(term: Term, tokens: list[Token]) -> Term:
    """The term with ± resolved. Raises Refusal."""
    for token in tokens:
        if token.type == "PLUSMINUS":
            return two_signs(term, token.offset)
    return term


def shown(text: str | bytes) -> str:
    """As much of the input as an error message needs."""
    return text[:40_000].decode("utf-8", "replace") if isinstance(text, bytes) else text[:40_000]


def parse_expression(text: str | bytes, *, functions: Collection[str] = ()) -> Term:
    """The term of an expression. Raises InputError, also for a formula."""
    term = parse(text, functions=functions)
    if is_formula(term):
        raise at_offset(
            Refusal("this is a formula; an expression is needed", 0, ("an expression",), "x^2 - 5*x + 6"), shown(text)
        )
    return term


def parse_formula(text: str | bytes, *, functions: Collection[str] = ()) -> Term:
    """The term of a formula. Raises InputError, also for an expression."""
    term = parse(text, functions=functions)
    if not is_formula(term):
        raise at_offset(
            Refusal("this is an expression; a formula is needed", 0, ("= or another relation",), "x^2 - 5*x + 6 = 0"),
            shown(text),
        )
    return term
