"""Terms to text, school style: `2*x + 3`, `(x + 1)/(x - 2)`, `x = 2 or x = 3`.

`parse(to_text(t)) is t` for every term (with the names of its calls as `functions`), as far as the text is
within the limits of input (length, digits of a number). Letters the grammar would read as something
else, such as `apples`, are written in double quotes.
"""

from __future__ import annotations

from hybrid.syntax.printer import Printer
from hybrid.syntax.words import FUNCTION_WITH_TAIL, GREEK, KNOWN
from hybrid.term import Place, Term
from hybrid.whole_part import Name

_SIGN = {"eq": "=", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">=", "and": "and", "or": "or", "implies": "=>"}


def plain(name: str) -> bool:
    """Whether text reads the name as one letter without quotes."""
    if len(name) == 1 or name in GREEK:
        return True
    return not name.isalpha() and name not in KNOWN and not FUNCTION_WITH_TAIL.fullmatch(name)


class TextPrinter(Printer):
    name = "text"

    def __init__(self, open: str = "[", close: str = "]") -> None:
        self.open = open
        self.close = close

    def number(self, text: str) -> str:
        return text

    def letter(self, name: str) -> str:
        return name if plain(name) else f'"{name}"'

    def word(self, name: str) -> str:
        return name

    def bracket(self, inside: str) -> str:
        return f"({inside})"

    def marked(self, inside: str) -> str:
        return f"{self.open}{inside}{self.close}"

    def product(self, factors: list[tuple[Term, str]]) -> str:
        return "*".join([text for _, text in factors])

    def quotient(self, a: str, b: str) -> str:
        return f"{a}/{b}"

    def power(self, a: str, b: str) -> str:
        return f"{a}^{b}"

    def absolute(self, a: str) -> str:
        return f"abs({a})"

    def root(self, a: str, n: str, index: int) -> str:
        # A marked index is shown, so that the mark is.
        if index == 2 and n == "2":
            return f"sqrt({a})"
        return f"cbrt({a})" if index == 3 and n == "3" else f"root({a}, {n})"

    def logarithm(self, a: str, b: str, base: Term) -> str:
        if b == "e":
            return f"ln({a})"
        return f"log({a})" if b == "10" else f"log({a}, {b})"

    def factorial(self, a: str) -> str:
        return f"{a}!"

    def remainder(self, a: str, m: str) -> str:
        return f"{a} mod {m}"

    def whole_part(self, name: Name, a: str) -> str:
        return f"{name}({a})"

    def function(self, name: str, args: list[str]) -> str:
        return f"{name}({', '.join(args)})"

    call = function

    def joined(self, head: str, args: list[str]) -> str:
        return f" {_SIGN[head]} ".join(args)


_TEXT = TextPrinter()


def to_text(term: Term) -> str:
    """The term as text that `parse` reads back as the same term."""
    return _TEXT.whole(term)


def to_text_marked(term: Term, place: Place, open: str = "[", close: str = "]") -> str:
    """The text of the term with the subterm at `place` between `open` and `close`.

    Raises TermError when there is no such place.
    """
    return TextPrinter(open, close).whole(term, place)
