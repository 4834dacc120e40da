"""Formulas of Lean 4 and Mathlib in our language: the part of them that elementary theorems are written in.

    lean("3 * (7 * ↑j + 3) % 7 = 2")        (3*(7*j + 3)) mod 7 = 2
    lean("7 ∣ Nat.gcd a (2 * b)")           (gcd(a, 2*b)) mod 7 = 0
    lean("Real.logb 2 (x ^ 2) ≤ π")         log(x^2, 2) <= pi

Casts and types are dropped. So is what Lean says where a term has no value (x/0 = 0): statements that rest on it mean
something else in our language. What is outside of the grammar below raises NotRead.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from lark import Lark, Transformer
from lark.exceptions import LarkError, VisitError

GRAMMAR = r"""
?start: either
?either: both | either "∨" both -> either
?both: item | both "∧" item -> both
?item: relation | "¬" item -> negation
?relation: sum | sum RELATION sum -> atom | sum "∣" sum -> divides | sum "≡" sum "[MOD" sum "]" -> congruent
?sum: product | sum "+" product -> plus | sum "-" product -> minus
?product: signed | product "*" signed -> times | product "/" signed -> over | product "%" signed -> modulo
?signed: power | "-" signed -> negative
?power: applied | applied "^" signed -> power
?applied: value | ONE value -> one | TWO value value -> two
?value: primary | value "!" -> factorial
?primary: NUMBER -> leaf | NAME -> leaf | "↑" primary | "(" either ")" -> bracket | "(" either ":" TYPE ")" -> bracket
RELATION: "=" | "≠" | "<" | "≤" | ">" | "≥"
ONE.2: "Real.sqrt" | "Real.log" | "Real.sin" | "Real.cos" | "Real.tan" | "Real.exp" | "abs"
TWO.3: "Real.logb" | "Nat.gcd" | "Nat.lcm" | "Int.gcd" | "Int.lcm"
TYPE: "ℕ" | "ℤ" | "ℚ" | "ℝ"
NUMBER: /[0-9]+(\.[0-9]+)?/
NAME: /Real\.pi|π|[A-Za-z]\w*/
%ignore " "
"""
SIGNS = {"≠": "!=", "≤": "<=", "≥": ">="}
NAMES = {"Real.pi": "pi", "π": "pi"}


class NotRead(ValueError):
    """A formula outside of what is read."""


class _Text(Transformer[Any, str]):
    """Our text of each part, in brackets where Lean's precedence is another than ours."""

    def leaf(self, c: list[Any]) -> str:
        return NAMES.get(str(c[0]), str(c[0]))

    def bracket(self, c: list[Any]) -> str:
        return f"({c[0]})"

    def either(self, c: list[Any]) -> str:
        return f"{c[0]} or {c[1]}"

    def both(self, c: list[Any]) -> str:
        return f"{c[0]} and {c[1]}"

    def negation(self, c: list[Any]) -> str:
        return f"not ({c[0]})"

    def atom(self, c: list[Any]) -> str:
        return f"{c[0]} {SIGNS.get(str(c[1]), str(c[1]))} {c[2]}"

    def divides(self, c: list[Any]) -> str:
        return f"({c[1]}) mod ({c[0]}) = 0"

    def congruent(self, c: list[Any]) -> str:
        return f"({c[0]} - ({c[1]})) mod ({c[2]}) = 0"

    def plus(self, c: list[Any]) -> str:
        return f"{c[0]} + {c[1]}"

    def minus(self, c: list[Any]) -> str:
        return f"{c[0]} - {c[1]}"

    def times(self, c: list[Any]) -> str:
        return f"{c[0]}*{c[1]}"

    def over(self, c: list[Any]) -> str:
        return f"({c[0]}/{c[1]})"

    def modulo(self, c: list[Any]) -> str:
        return f"(({c[0]}) mod ({c[1]}))"

    def negative(self, c: list[Any]) -> str:
        return f"(-{c[0]})"

    def power(self, c: list[Any]) -> str:
        return f"{c[0]}^({c[1]})"

    def factorial(self, c: list[Any]) -> str:
        return f"({c[0]}!)"

    def one(self, c: list[Any]) -> str:
        name = {"Real.log": "ln", "abs": "abs"}.get(str(c[0]), str(c[0]).removeprefix("Real."))
        return f"{name}({c[1]})"

    def two(self, c: list[Any]) -> str:
        if c[0] == "Real.logb":
            return f"log({c[2]}, {c[1]})"
        return f"{str(c[0]).split('.')[1]}({c[1]}, {c[2]})"


@cache
def _parser() -> Any:
    return Lark(GRAMMAR, parser="lalr")


def lean(text: str) -> str:
    """A formula of Lean as one of ours. Raises NotRead."""
    try:
        return str(_Text().transform(_parser().parse(text)))
    except (LarkError, VisitError) as error:
        raise NotRead(f"{text}: {str(error).splitlines()[0]}") from None
