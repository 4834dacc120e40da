"""The words and signs of the language: what the scanners of text and LaTeX look things up in."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from fractions import Fraction

GREEK = {
    "alpha": "α",
    "beta": "β",
    "gamma": "γ",
    "delta": "δ",
    "theta": "θ",
    "lambda": "λ",
    "mu": "μ",
    "phi": "φ",
    "omega": "ω",
}
GREEK_SIGNS = {sign: name for name, sign in GREEK.items()} | {"ϕ": "phi", "ϑ": "theta", "µ": "mu"}

# Functions that may stand without brackets (`sin x`) and those that may not.
BARE = frozenset({"sin", "cos", "tan", "ln", "log"})
BRACKETED = frozenset("sqrt cbrt root nthRoot abs exp floor ceil ceiling defined log2 log10 gcd lcm mod".split())
KNOWN = BARE | BRACKETED

# A function run into its argument (sin2x, sqrt2, log_b): no letter, whatever the underscores say.
FUNCTION_WITH_TAIL = re.compile(r"(?:sin|cos|tan|ln|log|exp|sqrt|cbrt|abs)(?:_?[0-9].*|_.*)")

# Written by people, not known here: reading them as products of letters would be a wrong reading.
UNSUPPORTED = frozenset(
    "arcsin arccos arctan asin acos atan sinh cosh tanh cot ctg sec csc cosec tg lg lb round sgn sign"
    " min max sum prod int lim det binomial choose arg".split()
)
NOT_NUMBERS = frozenset({"nan", "inf", "infinity", "infty", "oo", "none", "undefined"})

CONNECTIVES = {"and": "AND", "or": "OR", "not": "NOT"}
CLAUSES = {"for": "FOR", "over": "OVER", "where": "WHERE", "given": "GIVEN"}
STATEMENT_CLAUSES = CLAUSES | {"assuming": "GIVEN", "if": "IF", "then": "THEN"}
KEYWORDS = {
    "solve": "solve",
    "prove": "prove",
    "show": "prove",
    "simplify": "simplify",
    "factor": "factor",
    "factorise": "factor",
    "factorize": "factor",
    "expand": "expand",
    "evaluate": "evaluate",
    "calculate": "evaluate",
    "compute": "evaluate",
    "find": "find",
}

RELATIONS = {
    "=": "eq",
    "==": "eq",
    "!=": "ne",
    "<>": "ne",
    "<": "lt",
    "<=": "le",
    ">": "gt",
    ">=": "ge",
    "≠": "ne",
    "≤": "le",
    "⩽": "le",
    "≦": "le",
    "≥": "ge",
    "⩾": "ge",
    "≧": "ge",
    "≡": "congruent",
}
SIGNS = {
    "+": "PLUS",
    "-": "MINUS",
    "−": "MINUS",
    "–": "MINUS",
    "+-": "PLUSMINUS",
    "±": "PLUSMINUS",
    "*": "STAR",
    "×": "STAR",
    "·": "STAR",
    "⋅": "STAR",
    "∙": "STAR",
    "/": "SLASH",
    "÷": "SLASH",
    "∕": "SLASH",
    "⁄": "SLASH",
    "^": "CARET",
    "**": "CARET",
    "!": "BANG",
    "%": "PERCENT",
    "°": "DEGREES",
    "º": "DEGREES",
    "˚": "DEGREES",
    "(": "LPAR",
    "[": "LPAR",
    "{": "LPAR",
    "⌊": "LPAR",
    "⌈": "LPAR",
    ")": "RPAR",
    "]": "RPAR",
    "}": "RPAR",
    "⌋": "RPAR",
    "⌉": "RPAR",
    "|": "BAR",
    "√": "RADICAL",
    "∛": "RADICAL",
    ",": "COMMA",
    ";": "COMMA",
    "=>": "IMPLIES",
    "⇒": "IMPLIES",
    "∧": "AND",
    "∨": "OR",
    "¬": "NOT",
    "⊢": "TURNSTILE",
} | dict.fromkeys(RELATIONS, "RELATION")

# A sign of degrees, or the word behind a number, wherever it stands in text or LaTeX.
DEGREES = re.compile(r"[°º˚]|\^\s*(?:\{\s*\\circ\s*\}|\\circ(?![A-Za-z]))|\\degree(?![A-Za-z])|(?<=[\d)])\s*degrees?\b")
SUPERSCRIPTS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-", strict=True))
FRACTIONS = {
    "½": Fraction(1, 2),
    "⅓": Fraction(1, 3),
    "⅔": Fraction(2, 3),
    "¼": Fraction(1, 4),
    "¾": Fraction(3, 4),
    "⅕": Fraction(1, 5),
    "⅛": Fraction(1, 8),
}

# What a terminal of the grammar is called when a person is told what was expected.
IN_WORDS = {
    "NUMBER": "a number",
    "LETTER": "a letter",
    "CONST": "a letter",
    "FUNCTION": "a function",
    "BARE": "a function",
    "RADICAL": "a function",
    "FRAC": "a function",
    "SURD": "a function",
    "LOGSUB": "a function",
    "TRUTH": "true or false",
    "PLUS": "an operator",
    "MINUS": "an operator",
    "PLUSMINUS": "an operator",
    "STAR": "an operator",
    "SLASH": "an operator",
    "CARET": "an operator",
    "BANG": "an operator",
    "PERCENT": "an operator",
    "DEGREES": "an operator",
    "RELATION": "= or another relation",
    "MOD": "mod",
    "MODULO": "(mod m)",
    "DIVIDES": "divides",
    "PARITY": "is even, is odd",
    "AND": "and, or",
    "OR": "and, or",
    "NOT": "not",
    "IMPLIES": "=>",
    "COMMA": "a comma",
    "LPAR": "an opening bracket",
    "RPAR": "a closing bracket",
    "LBRACE": "an opening bracket",
    "RBRACE": "a closing bracket",
    "LBRACKET": "an opening bracket",
    "RBRACKET": "a closing bracket",
    "BAROPEN": "|",
    "BARCLOSE": "|",
    "FOR": "for",
    "OVER": "over",
    "WHERE": "where",
    "GIVEN": "given",
    "IF": "if",
    "THEN": "then",
    "TURNSTILE": "|-",
    "DOMAIN": "integer, natural, rational or real",
    "KEYWORD": "solve, prove, simplify, factor, expand, evaluate or find",
    "$END": "the end",
}


def in_words(terminals: Iterable[str]) -> tuple[str, ...]:
    """Terminals of the grammar as a person is told them, each once."""
    order = list(IN_WORDS)
    found = sorted({t for t in terminals if t in IN_WORDS}, key=order.index)
    return tuple(dict.fromkeys(IN_WORDS[t] for t in found))


def close_to(word: str, known: Iterable[str]) -> str:
    """` (did you mean sqrt?)`, or nothing when no known word is close."""
    pool = {k.lower(): k for k in known}
    close = difflib.get_close_matches(word[:40].lower(), pool, n=2, cutoff=0.6)
    return f" (did you mean {' or '.join(pool[c] for c in close)}?)" if close else ""
