r"""LaTeX to terms, and terms to LaTeX.

`parse_latex(to_latex(t)) is t` for every term (with the names of its calls as `functions`), as far as the
LaTeX is within the limits of input.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from hybrid.syntax.errors import Refusal, at_offset
from hybrid.syntax.latex_scan import scan_latex
from hybrid.syntax.parse import run, shown, signs_resolved
from hybrid.syntax.printer import FACTOR, SUM, Printer
from hybrid.syntax.scan import decoded
from hybrid.syntax.words import GREEK
from hybrid.term import Place, Term
from hybrid.whole_part import Name


def parse_latex(text: str | bytes, *, functions: Collection[str] = ()) -> Term:
    """The term of an expression or a formula in LaTeX, with or without dollars around it.

    functions  names that may be called: with {"f"}, `f(2)` is a call. Raises InputError.
    """
    try:
        text = decoded(text)
        tokens = scan_latex(text, functions)
        if not tokens:
            raise Refusal("nothing to read", 0, ("an expression", "a formula"), "\\frac{x}{2} = 3")
        return signs_resolved(run("latex", tokens, text), tokens)
    except Refusal as refusal:
        raise at_offset(refusal, shown(text)) from None


_RELATION = {"eq": "=", "ne": "\\ne", "lt": "<", "le": "\\le", "gt": ">", "ge": "\\ge"}
_CONNECTIVE = {"and": " \\text{ and } ", "or": " \\text{ or } ", "implies": " \\Rightarrow "}
_WITH_SUBSCRIPT = re.compile(r"([A-Za-z]|alpha|beta|gamma|delta|theta|lambda|mu|phi|omega)_([A-Za-z0-9]+)")


class LatexPrinter(Printer):
    name = "latex"
    quotient_level = FACTOR
    quotient_parts = (SUM, SUM)
    exponent_level = SUM

    def number(self, text: str) -> str:
        return text

    def letter(self, name: str) -> str:
        subscript = _WITH_SUBSCRIPT.fullmatch(name)
        if subscript:
            return f"{self.letter(subscript[1])}_{{{subscript[2]}}}"
        if len(name) == 1:
            return name
        return f"\\{name}" if name in GREEK else "\\mathrm{" + name.replace("_", "\\_") + "}"

    def word(self, name: str) -> str:
        return "\\pi" if name == "pi" else name if name == "e" else f"\\text{{{name}}}"

    def bracket(self, inside: str) -> str:
        return f"\\left({inside}\\right)"

    def marked(self, inside: str) -> str:
        return f"{{\\color{{red}}{{{inside}}}}}"

    def product(self, factors: list[tuple[Term, str]]) -> str:
        text = factors[0][1]
        for (before, _), (t, factor) in zip(factors, factors[1:], strict=False):
            text += (" " if _side_by_side(before, t) else " \\cdot ") + factor
        return text

    def quotient(self, a: str, b: str) -> str:
        return f"\\frac{{{a}}}{{{b}}}"

    def power(self, a: str, b: str) -> str:
        return f"{a}^{{{b}}}"

    def absolute(self, a: str) -> str:
        return f"\\left|{a}\\right|"

    def root(self, a: str, n: str, index: int) -> str:
        return f"\\sqrt{{{a}}}" if n == "2" else f"\\sqrt[{n}]{{{a}}}"

    def logarithm(self, a: str, b: str, base: Term) -> str:
        name = "\\ln" if b == "e" else "\\log" if b == "10" else f"\\log_{{{b}}}"
        return f"{name}\\left({a}\\right)"

    def factorial(self, a: str) -> str:
        return f"{a}!"

    def remainder(self, a: str, m: str) -> str:
        return f"{a} \\bmod {m}"

    def whole_part(self, name: Name, a: str) -> str:
        return f"\\left\\l{name} {a} \\right\\r{name}"

    def function(self, name: str, args: list[str]) -> str:
        name = f"\\{name}" if name not in ("lcm", "defined") else f"\\operatorname{{{name}}}"
        return f"{name}\\left({', '.join(args)}\\right)"

    def call(self, name: str, args: list[str]) -> str:
        name = name if len(name) == 1 else "\\operatorname{" + name.replace("_", "\\_") + "}"
        return f"{name}\\left({', '.join(args)}\\right)"

    def joined(self, head: str, args: list[str]) -> str:
        return (_CONNECTIVE.get(head) or f" {_RELATION[head]} ").join(args)


def _side_by_side(a: Term, b: Term) -> bool:
    """Whether a product reads well, and unmistakably, without a dot: `2 x`, `x y^2`, `3 (x + 1)`."""
    while b.head == "pow":
        b = b.args[0]
    if a.head == "num" or a.head == "div" and all(x.head == "num" for x in a.args):
        return b.head in ("sym", "const", "add")
    while a.head == "pow":
        a = a.args[0]
    return a.head in ("sym", "const") and b.head in ("sym", "const")


_LATEX = LatexPrinter()


def to_latex(term: Term, mark: Place | None = None) -> str:
    """The term in LaTeX (math mode, without dollars), the subterm at `mark` in red.

    Raises TermError when there is no such place.
    """
    return _LATEX.whole(term, mark)
