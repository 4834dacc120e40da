"""Texts for the readers: drawn from the grammar files themselves, spoiled, and plain noise.

A grammar is a set of rules `name: alternative | alternative ...` over rules and terminals. `Grammar.text` walks
it from `start`: at each rule an alternative is drawn, and once enough has been written the alternative
of least height, so that the walk ends. What a terminal looks like is read from the file too; what the scanner adds
to the grammar (a number after an operand, bars that pair) may still refuse the text.
"""

from __future__ import annotations

import math
import re
from functools import cache
from random import Random
from typing import Any

from lark import Lark
from lark.grammar import NonTerminal

from hybrid.paths import folder

NAMES = ("expression", "problem", "latex")
# Of patterns that no list of texts stands for.
_SHAPES = {
    "NUMBER": ("0", "1", "2", "7", "10", "0.5", ".25", "3.140", "007", "12345678901234567890"),
    "LETTER": tuple("x y a n k A Z i x_1 x1 clips_april theta alpha".split()) + ('"apples"', '"E5"'),
    "FUNCTION": ("sqrt", "cbrt", "abs", "exp", "root", "nthRoot", "defined", "log2", "f"),
    "RELATION": ("=", "==", "!=", "<>", "<", "<=", ">", ">=", "≠", "≤", "≥", "≡"),
    "MODULO": ("(mod",),
    "MODULO_GROUP": ("\\pmod",),
    "DOMAIN": ("real", "integers", "is a natural", "are rational", "∈ ℤ", "in R"),
}
_SHAPES_LATEX = {
    "LETTER": ("x", "y", "a", "n", "x_1", "x_{12}", "\\theta", "\\mathrm{apples}", "k"),
    "FUNCTION": ("\\exp", "\\operatorname{defined}", "\\operatorname{sqrt}", "\\operatorname{abs}", "f"),
    "BARE": ("\\sin", "\\cos", "\\tan", "\\ln", "\\log", "\\operatorname{sin}"),
    "TRUTH": ("\\text{true}", "\\text{false}"),
    "CONST": ("e", "\\pi"),
    "AND": ("\\text{ and }", "\\land"),
    "OR": ("\\text{ or }", "\\vee"),
    "NOT": ("\\lnot", "\\text{ not }"),
    "RELATION": ("=", "<", ">", "\\le", "\\geq", "\\neq", "≤"),
    "STAR": ("\\cdot", "\\times", "*"),
    "SLASH": ("/", "\\div"),
    "IMPLIES": ("\\Rightarrow", "\\implies"),
    "PERCENT": ("\\%",),
    "PLUSMINUS": ("\\pm",),
    "RADICAL": ("√",),
    "BAROPEN": ("|", "\\left|", "\\lvert"),
    "BARCLOSE": ("|", "\\right|", "\\rvert"),
    "LPAR": ("(", "\\left(", "\\{", "["),
    "RPAR": (")", "\\right)", "\\}", "]"),
    "MOD": ("\\bmod",),
    "DIVIDES": ("\\mid", "\\text{ divides }"),
    "PARITY": ("\\text{ is even }",),
}
_LATEX_ONLY = frozenset({"FRAC", "SURD", "LOGSUB", "MODULO_GROUP", "LBRACE", "RBRACE", "LBRACKET", "RBRACKET"})
_REMAINDERS = frozenset("MOD MODULO MODULO_GROUP DIVIDES PARITY".split())
_SELDOM = dict.fromkeys("AND OR COMMA IMPLIES IF TURNSTILE NOT".split(), 0.1)
_SELDOM |= dict.fromkeys(_REMAINDERS, 0.1) | {"TRUTH": 0.02, "PLUSMINUS": 0.02}
_ENDS = frozenset("NUMBER LETTER CONST RPAR BANG PERCENT RBRACE BARCLOSE".split())
_CLOSING = {"(": ")", "(mod": ")", "[": "]", "{": "}", "\\left(": "\\right)", "\\{": "\\}"}
_CLOSING |= {"|": "|", "\\left|": "\\right|", "\\lvert": "\\rvert"}


class Grammar:
    """The rules of one grammar file, and texts drawn from it."""

    def __init__(self, name: str) -> None:
        path = folder("grammars") / f"{name}.lark"
        text = path.read_text(encoding="utf-8")
        # The terminals are looked at here and not matched, so the parser need not be able to tell them apart.
        lark: Any = Lark(text, parser="earley", lexer="dynamic", import_paths=[str(path.parent)], source_path=str(path))
        self.latex = name == "latex"
        self.rules: dict[str, list[list[Any]]] = {}
        for rule in lark.rules:
            self.rules.setdefault(str(rule.origin.name), []).append(list(rule.expansion))
        self.shapes = {str(t.name): self._shapes(t) for t in lark.terminals}
        self.heights = self._heights()

    def _shapes(self, terminal: Any) -> tuple[str, ...]:
        name = str(terminal.name).rsplit("__", 1)[-1]
        if self.latex and name in _SHAPES_LATEX:
            return _SHAPES_LATEX[name]
        if name in _SHAPES:
            return _SHAPES[name]
        return tuple(_alternatives(terminal.pattern.to_regexp()))

    def _height(self, symbol: Any) -> float:
        return self.heights.get(str(symbol.name), math.inf) if isinstance(symbol, NonTerminal) else 0

    def _heights(self) -> dict[str, float]:
        self.heights = {}
        changed = True
        while changed:
            changed = False
            for name, alternatives in self.rules.items():
                height = 1 + min(max(map(self._height, a), default=0) for a in alternatives)
                if height < self.heights.get(name, math.inf):
                    self.heights[name], changed = height, True
        return self.heights

    def text(self, rng: Random, size: int = 20, latex: bool = False) -> str:
        """A text of the grammar of about `size` tokens, written with or without spaces."""
        return self._walk(rng, size, latex, set())

    def drawn(self, rng: Random, texts: int) -> set[str]:
        """The names of the rules and terminals that come up in so many texts."""
        met: set[str] = set()
        for _ in range(texts):
            self._walk(rng, 30, True, met)
        return met

    def _walk(self, rng: Random, size: int, latex: bool, met: set[str]) -> str:
        out: list[str] = []
        opened: list[str] = []
        limit = size
        before = ""
        stack: list[Any] = [NonTerminal("start")]
        while stack:
            symbol = stack.pop()
            met.add(str(symbol.name))
            if not isinstance(symbol, NonTerminal):
                kind = _last(symbol)
                shape = self._terminal(rng, str(symbol.name), opened)
                out.append(_fitting(shape, kind, before) if rng.random() < 0.97 else shape)
                before = kind
                continue
            alternatives = self.rules[str(symbol.name)]
            if not latex and not self.latex:
                fit = [a for a in alternatives if not any(_last(s) in _LATEX_ONLY for s in a)]
                alternatives = fit or alternatives
            if symbol.name == "clauses" and limit == size:
                limit = len(out) + size  # or the claim would leave nothing for what follows it
            if len(out) + len(stack) > limit:
                alternatives = [a for a in alternatives if _REMAINDERS.isdisjoint(map(_last, a))] or alternatives
                least = min(max(map(self._height, a), default=0) for a in alternatives)
                alternatives = [a for a in alternatives if max(map(self._height, a), default=0) == least]
            # A sum of a formula is refused, so formulas are drawn seldom, or little of what is drawn would be read.
            weights = [min([_SELDOM.get(_last(s), 1.0) for s in a], default=1.0) for a in alternatives]
            stack.extend(reversed(rng.choices(alternatives, weights)[0]))
        return _written(out, rng.random() < 0.5)

    def _terminal(self, rng: Random, name: str, opened: list[str]) -> str:
        """What a terminal looks like; a closing bracket like the one that was opened."""
        kind = name.rsplit("__", 1)[-1]
        if kind in ("RPAR", "BARCLOSE") and opened:
            return _CLOSING[opened.pop()]
        shape = rng.choice(self.shapes[name])
        if kind in ("LPAR", "BAROPEN", "MODULO"):
            opened.append(shape)
        return shape


def _fitting(shape: str, kind: str, before: str) -> str:
    """The token as the scanner wants it there: no bare number after an operand or a power, no n!!."""
    if kind == "NUMBER" and before in _ENDS:
        return f"({shape})"
    if kind == "NUMBER" and before == "CARET" and len(shape) > 1:
        return shape[-1]
    return "%" if kind == "BANG" and before == "BANG" else shape


def _last(symbol: Any) -> str:
    return str(symbol.name).rsplit("__", 1)[-1]


def _alternatives(pattern: str) -> list[str]:
    """The texts of a pattern that is a choice of texts: `(?:\\+|plus)` gives + and plus."""
    inside = pattern[3:-1] if pattern.startswith("(?:") and pattern.endswith(")") else pattern
    return [re.sub(r"\\(.)", r"\1", part) for part in re.split(r"(?<!\\)\|", inside)]


def _written(tokens: list[str], spaced: bool) -> str:
    if spaced:
        return " ".join(tokens)
    out = ""
    for token in tokens:
        # Two words, two numbers or two signs side by side would be one.
        if out and (out[-1].isalnum() and token[0].isalnum() or out[-1] in "<>=!*+-|" and token[0] in "<>=!*+-|"):
            out += " "
        out += token
    return out


@cache
def grammar(name: str) -> Grammar:
    """The grammar of a file, read once."""
    return Grammar(name)


# -- spoiling ------------------------------------------------------------------------------------

ODD = (
    "⁰²⁻¹", "⁻", "½", "π", "𝜋", "∞", "ℤ", "∈", "\u200f", "\u202e", "\u0301", "\x00", "\x0b", "\x1c", "\x85", "\u2028",
    "\ufeff", "\udc80", "٣", "३", "²", "Ⅷ", "ﬁ", "ß", "İ", "\u00a0", "\u200b", "\u3000", "😀", "−", "–", "⁄", "∛", "⊢",
    "\\", "$", "&", "#", '"', "'", "`", "\n", "\r\n", "\t", "{", "}", "|", "|-", "||", "+-", "=>", "<=>", "!!", "^^",
    "_", "?", "@", ":", "~", "\\left", "\\right", "\\frac", "\\\\", "\\begin{cases}", "\\end{cases}", "\\text{",
    " given ", " where ", " if ", " then ", " for ", " over ", " and ", " not ", " integer", "e5", "1.", ".", "..",
)  # fmt: skip


def spoiled(rng: Random, text: str) -> str:
    """The text after one to four small accidents."""
    for _ in range(rng.randint(1, 4)):
        i, j = sorted((rng.randrange(len(text) + 1), rng.randrange(len(text) + 1)))
        accident = rng.randrange(6)
        if accident == 0:
            text = text[:i] + text[i + 1 :]
        elif accident == 1:
            text = text[:j] + text[i:j] + text[j:]
        elif accident == 2:
            k = min(j + 1, len(text))
            text = text[:i] + text[j:k] + text[i + 1 : j] + text[i : i + 1] + text[k:] if i < j else text
        elif accident == 3:
            text = text[:i] + rng.choice(ODD) + text[i:]
        elif accident == 4:
            text = text[:i] + text[j:]
        elif text:
            text = text[:i] + rng.choice(text) + text[i:]
    return text[:4_000]


def noise(rng: Random) -> str | bytes:
    """Bytes, or text that is odd characters, very long numbers and names, or deep brackets."""
    kind = rng.randrange(6)
    if kind < 3:
        data = rng.randbytes(rng.randint(0, 40))
        return (data, data.decode("latin-1"), data.decode("utf-8", "surrogateescape"))[kind]
    if kind == 3:
        return "".join(rng.choice(ODD) for _ in range(rng.randint(0, 12)))
    if kind == 4:
        return rng.choice("9x_é²") * rng.choice((99, 100, 101, 1000, 1001, 5000)) + rng.choice(ODD)
    n = rng.choice((10, 190, 201, 499, 501, 2000))
    opened, closed = rng.choice((("(", ")"), ("|", "|"), ("-", ""), ("sqrt(", ")"), ("\\frac{", "}{2}"), ("x^", "")))
    return opened * n + "x" + closed * rng.choice((n, n, n - 1))


# -- what grows ----------------------------------------------------------------------------------

SHAPES = (
    "(", "-", "x^", "|x|", "|", "|x|+", "||x", "1<2<3<", "\\frac{", "\\frac{x", "a and a and ", "not ", "1+", "x ",
    "x*",
    "x/", "-x", "sin ", "x!", "x,", "a=1,", "a=1 or ", "a=>", "√", "x^-", "{", "[(", "((x)", "f(x),", "\\left(",
    "\\sqrt[",
    "\\text{", "\\text{or}", "\\log_", "x_", "x_{", "²", '"', '"a', "9", "a", "a ", "ab(", " ", "\n", "x\n", "\\", "$",
    "given ", "x given ", "for x ", "x integer, ", "given f(x)=x, ", "in the ", "integer ", "|- ", ";", "x \n", "0.",
    "x=±",
)  # fmt: skip
RULE_SHAPES = (
    "one : a = a\n", "one : a = ", " : ", '"', '"a', "#", "one : a = a [", "[fine, ", "[", "[] ", " if ", " when ",
    "\n  if",
    " where ", "a := collect(", "number(a), ", "((", "P and ", "a? + ", "{a}", 'one : a + 0 = a "', "  \n", ",",
    "<=>", "\x0b",
)  # fmt: skip


# -- rule files ----------------------------------------------------------------------------------


@cache
def _shipped() -> tuple[str, ...]:
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder("rules").glob("*.rules"))]
    lines = [line for text in texts for line in text.split("\n")]
    return tuple(line for line in lines if " : " in line and not line.startswith("#"))


def rule_text(rng: Random) -> str:
    """A few lines of a rule file: shipped rules, and rules whose sides are drawn from the grammar."""
    lines = []
    for i in range(rng.randint(1, 3)):
        if rng.random() < 0.5:
            line = rng.choice(_shipped())
        else:
            side = grammar("expression").text(rng, rng.choice((3, 10)))
            line = (
                f'rule-{i} : a*b + c {rng.choice(("=", "<=>", "==>"))} {side}  if {side} "why {{a}}" [grade 7, safe 3]'
            )
        lines.append(line if rng.random() < 0.7 else line.replace("  ", "\n  ", 1))
    return "\n".join(lines)
