r"""LaTeX to tokens.

What only lays out (spaces, \left, $, &) disappears; environments become brackets and their \\ commas, so
that a system in `cases` is a conjunction; `\frac12` and `x^23` are cut as TeX cuts them, one character
to an argument, and what then makes no sense is refused (`x^23` is x^2 and a stray 3). Letters follow
the rules of text, with `x_{1}` for x_1 and \mathrm{name} for a name that is one letter.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from hybrid.syntax.errors import Refusal
from hybrid.syntax.scan import MAX_NAME, add_name, domain_at, number_of, predicate_at, unicode_token
from hybrid.syntax.tokens import ENDS, Token, finish
from hybrid.syntax.words import BARE, GREEK, KNOWN, RELATIONS, SIGNS, UNSUPPORTED, close_to
from hybrid.term import PI, RESERVED, E, sym

_TOKEN = re.compile(
    r"""(?P<space>[ \t\r\n\f\v~&$\u00a0\u2000-\u200b\u202f\u205f\u3000]+)
    | (?P<command>\\(?:[A-Za-z]+\*?|.))
    | (?P<number>[0-9]+(?:\.[0-9]+)?|\.[0-9]+)
    | (?P<name>[A-Za-z]+)
    | (?P<sign><=|>=|!=|<>|==|=>|\+-|\*\*|[-+*/^=<>!%(){}\[\]|,;])
    | (?P<raised>[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+)
    | (?P<quoted>"[^"\n]*")
    | (?P<other>.)""",
    re.VERBOSE,
)
_SPACE = r"(?:[ \t\r\n~]|\\[,;:!\ ])*"
_OPENS = re.compile(_SPACE + r"(?:\\(?:left|[bB]igg?l?)\s*)?\(")
_SUBSCRIPT = re.compile(
    r"\s*_\s*(?:\{\s*(?:(?P<long>[A-Za-z0-9]+)|\\(?:text|mathrm)\s*\{\s*(?P<word>[A-Za-z0-9]+)\s*\})\s*\}"
    r"|(?P<short>[A-Za-z0-9]))"
)
_UNDER = re.compile(r"\s*_")
_SMALL_EXPONENT = re.compile(r"\s*\{\s*([0-9]+)\s*\}")
_DEGREES = re.compile(r"\s*(?:\{\s*\\circ\s*\}|\\circ(?![A-Za-z]))")
_WORDS = re.compile(r"\s*\{((?:[^{}\\]|\\_)*)\}")
_PART = re.compile(r"\S+")
_PURE_FRACTION = re.compile(r"\s*\\[dtc]?frac\s*(?:\{\s*[0-9]+\s*\}|[0-9])\s*(?:\{\s*[0-9]+\s*\}|[0-9])")
_DELIMITER = re.compile(r"\s*(\\[A-Za-z]+|\\.|.)")
_DOMAIN = re.compile(r"\s*\\(?:mathbb|mathbf|Bbb)\s*(?:\{\s*([RQZN])\s*\}|([RQZN]))")
_ROW_SPACE = re.compile(r"\s*\[[^\]\\]*\]")

_NOTHING = frozenset(
    "\\, \\; \\: \\! \\  \\quad \\qquad \\( \\) \\[ \\] \\displaystyle \\textstyle \\limits \\nolimits \\boxed \\mathbf"
    " \\mathit \\big \\Big \\bigl \\bigr \\Bigl \\Bigr \\bigg \\Bigg \\biggl \\biggr".split(" ")
) | {"\\ ", "\\$", "\\middle"}
_COMMANDS = {
    "\\cdot": "·",
    "\\times": "×",
    "\\ast": "*",
    "\\div": "÷",
    "\\pm": "±",
    "\\%": "%",
    "\\lfloor": "⌊",
    "\\rfloor": "⌋",
    "\\lceil": "⌈",
    "\\rceil": "⌉",
    "\\degree": "°",
    "\\le": "≤",
    "\\leq": "≤",
    "\\leqslant": "≤",
    "\\ge": "≥",
    "\\geq": "≥",
    "\\geqslant": "≥",
    "\\ne": "≠",
    "\\neq": "≠",
    "\\lt": "<",
    "\\gt": ">",
    "\\Rightarrow": "⇒",
    "\\implies": "⇒",
    "\\land": "∧",
    "\\wedge": "∧",
    "\\lor": "∨",
    "\\vee": "∨",
    "\\lnot": "¬",
    "\\neg": "¬",
    "\\vert": "|",
    "\\mid": "|",
    "\\lbrack": "[",
    "\\rbrack": "]",
    "\\{": "{",
    "\\}": "}",
    "\\lbrace": "{",
    "\\rbrace": "}",
    "\\vdash": "⊢",
    "\\equiv": "≡",
}
_FRACTIONS = frozenset({"\\frac", "\\dfrac", "\\tfrac", "\\cfrac"})
_LETTERS = {f"\\{name}": name for name in GREEK} | {"\\varphi": "phi", "\\vartheta": "theta"}
_ENVIRONMENTS = frozenset(
    "cases dcases aligned align align* alignedat gathered gather gather* array split equation equation*".split()
)
_DOMAIN_NAMES = {"R": "real", "Q": "rational", "Z": "integer", "N": "natural"}
_OPEN = {"(": ")", "[": "]", "{": "}", "⌊": "⌋", "⌈": "⌉"}


def scan_latex(
    text: str, functions: Collection[str] = (), statement: bool = False, intervals: bool = False
) -> list[Token]:
    """The tokens of LaTeX, ready for latex.lark, problem.lark or answer.lark; flags as in `scan`. Raises Refusal."""
    return finish(_Scanner(text, functions, statement).tokens(), intervals)


class _Scanner:
    """The state while reading: where, what came out, and what TeX still waits for.

    wanted   for each open brace, how many arguments are still to come; an unbraced one is one character
    """

    def __init__(self, text: str, functions: Collection[str], statement: bool) -> None:
        self.text = text
        self.functions = functions
        self.statement = statement
        self.at = 0
        self.out: list[Token] = []
        self.wanted = [0]
        self.lefts: list[str] = []
        self.indices: list[int] = []

    def tokens(self) -> list[Token]:
        while self.at < len(self.text):
            found = _TOKEN.match(self.text, self.at)
            if found is None:
                raise Refusal("this character is not mathematics", self.at)
            kind, word, start = found.lastgroup, found.group(), self.at
            self.at = found.end()
            if kind == "command":
                self.command(word, start)
            elif kind == "number":
                self.number(word, start)
            elif kind == "name":
                self.name(word, start)
            elif kind == "sign":
                self.sign(word, start)
            elif kind != "space":
                self.other(word, start)
        while self.out and self.out[-1].type == "COMMA" and self.out[-1].value == "\\\\":
            self.out.pop()
        return self.out

    def put(self, type: str, value: object, start: int) -> None:
        self.out.append(Token(type, value, start))

    def took_one(self) -> None:
        if self.wanted[-1]:
            self.wanted[-1] -= 1

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        found = pattern.match(self.text, self.at)
        if found:
            self.at = found.end()
        return found

    # -- what is not a command ---------------------------------------------------------------

    def number(self, word: str, start: int) -> None:
        if self.wanted[-1]:
            self.digit(word, start)
            return
        elif _PURE_FRACTION.match(self.text, self.at):
            raise Refusal(
                "a number right before a fraction: write + for a mixed number, or \\cdot between them",
                start,
                ("an operator",),
                "2 + \\frac{1}{2}",
            )
        self.put("NUMBER", number_of(word, start), start)

    def digit(self, word: str, start: int) -> None:
        """An unbraced argument is one digit; braces are put around it, for the grammar."""
        exponent = bool(self.out) and self.out[-1].type == "CARET"
        if word[0] == "." or exponent and len(word) > 1:
            raise Refusal("an exponent without braces is one digit", start, (f"{{{word[:20]}}}",), "x^{10}")
        word = word[0]
        if not exponent:
            self.put("LBRACE", "{", start)
        self.put("NUMBER", number_of(word, start), start)
        if not exponent:
            self.put("RBRACE", "}", start)
        self.at = start + 1
        self.took_one()

    def name(self, word: str, start: int) -> None:
        predicate = predicate_at(self.text, start)
        if predicate is not None:
            self.out.append(predicate)
            self.at = start + len(predicate.value)
            return
        if self.statement:
            end, domain = domain_at(self.text, start)
            if end:
                self.put("DOMAIN", domain, start)
                self.at = end
                return
        if self.wanted[-1]:
            word = word[0]
            self.at = start + 1
        under = _UNDER.match(self.text, self.at)
        if under and word == "log":
            self.at = under.end()
            self.log_sub(start)
            return
        if self.out and self.out[-1].type == "LOGSUB":
            self.put("LBRACE", "{", start)
            add_name(self.out, word, start, False)
            self.put("RBRACE", "}", start)
            self.took_one()
            return
        opens = _OPENS.match(self.text, self.at) is not None
        if under and word not in KNOWN:
            if len(word) > 1:
                add_name(self.out, word[:-1], start, False, self.functions, self.statement)
            self.letter(word[-1], start + len(word) - 1)
        else:
            add_name(self.out, word, start, opens, self.functions, self.statement)
        self.took_one()

    def letter(self, name: str, start: int) -> None:
        """A letter, with its subscript if it has one."""
        subscript = self.take(_SUBSCRIPT)
        if subscript:
            name = f"{name}_{subscript[subscript.lastgroup or 0]}"
        elif _UNDER.match(self.text, self.at):
            raise Refusal("a subscript is a number or a name", self.at, (), "x_{1}")
        if len(name) > MAX_NAME:
            raise Refusal(f"a name of more than {MAX_NAME} characters", start)
        self.put("CONST" if name == "e" else "LETTER", E if name == "e" else sym(name), start)

    def sign(self, word: str, start: int) -> None:
        if word == "{":
            self.wanted.append(0)
            self.put("LBRACE", word, start)
        elif word == "}":
            if len(self.wanted) > 1:
                self.wanted.pop()
            self.took_one()
            self.put("RBRACE", word, start)
        elif word == "[" and self.out and self.out[-1].type == "SURD":
            self.indices.append(len(self.wanted))
            self.wanted.append(0)
            self.put("LBRACKET", word, start)
        elif word == "]" and self.indices and self.indices[-1] == len(self.wanted) - 1:
            self.indices.pop()
            self.wanted.pop()
            self.put("RBRACKET", word, start)
        elif word == "^" and self.take(_DEGREES):
            self.put("DEGREES", "°", start)
        elif word == "^" or word == "**":
            self.put("CARET", "^", start)
            small = self.take(_SMALL_EXPONENT)
            if small:
                self.put("NUMBER", number_of(small.group(1), start), start)
            else:
                self.wanted[-1] += 1
        elif word == "!" and self.out and self.out[-1].type == "BANG":
            raise Refusal("n!! has two readings", start, ("an operator",), "(n!)!")
        elif word == "|" and self.text.startswith("|-", start) and self.turnstile(start):
            self.put("TURNSTILE", "|-", start)
            self.at = start + 2
        else:
            self.put(SIGNS[word], RELATIONS.get(word, word), start)

    def turnstile(self, start: int) -> bool:
        around = self.text[start - 1 : start] + self.text[start + 2 : start + 3]
        return self.statement and len(around) == 2 and around.isspace() and bool(self.out) and self.out[-1].type in ENDS

    def other(self, word: str, start: int) -> None:
        if self.statement:
            end, domain = domain_at(self.text, start)
            if end:
                self.put("DOMAIN", domain, start)
                self.at = end
                return
        unicode_token(self.out, word, start)
        self.took_one()

    # -- commands ----------------------------------------------------------------------------

    def command(self, word: str, start: int) -> None:
        name = word[1:]
        if word in _NOTHING:
            return
        if word in _FRACTIONS:
            self.took_one()
            self.wanted[-1] += 2
            self.put("FRAC", word, start)
        elif word == "\\sqrt":
            self.took_one()
            self.wanted[-1] += 1
            self.put("SURD", word, start)
        elif word == "\\log" and self.take(_UNDER):
            self.log_sub(start)
        elif name in BARE:
            self.put("BARE", name, start)
        elif name in ("exp", "gcd"):
            self.put("FUNCTION", name, start)
        elif word in ("\\bmod", "\\mod"):
            self.put("MOD", "mod", start)
        elif word == "\\pmod":
            self.took_one()
            self.wanted[-1] += 1
            self.put("MODULO_GROUP", word, start)
        elif word == "\\mid" and self.out and self.out[-1].type in ENDS and all(t.type != "BAR" for t in self.out):
            self.put("DIVIDES", "divides", start)
        elif word == "\\pi":
            self.put("CONST", PI, start)
            self.took_one()
        elif word in _LETTERS:
            self.letter(_LETTERS[word], start)
            self.took_one()
        elif word in _COMMANDS:
            sign = _COMMANDS[word]
            self.put(SIGNS[sign], RELATIONS.get(sign, sign), start)
        elif word in ("\\lvert", "\\rvert"):
            self.put("BAROPEN" if word == "\\lvert" else "BARCLOSE", "|", start)
        elif word == "\\left" or word == "\\right":
            self.delimiter(word, start)
        elif word == "\\\\":
            self.take(_ROW_SPACE)
            if self.out and self.out[-1].type not in ("COMMA", "LPAR"):
                self.put("COMMA", "\\\\", start)
        elif word in ("\\begin", "\\end"):
            self.environment(word, start)
        elif word in ("\\text", "\\mathrm", "\\textrm", "\\mbox", "\\operatorname", "\\operatorname*"):
            self.words(word, start)
        elif word == "\\in" and self.statement:
            domain = self.take(_DOMAIN)
            if domain is None:
                raise Refusal(
                    "after \\in stands a domain", start, ("\\mathbb{Z}",), "prove n^2 \\ge 0 where n \\in \\mathbb{Z}"
                )
            self.put("DOMAIN", _DOMAIN_NAMES[domain.group(1) or domain.group(2)], start)
        elif name in UNSUPPORTED:
            raise Refusal(f"the function {word} is not known here", start, tuple(sorted(KNOWN)), "\\frac{1}{\\sin(x)}")
        else:
            near = close_to(word, [*_COMMANDS, *_FRACTIONS, *_LETTERS, "\\sqrt", "\\sin", "\\cos", "\\tan", "\\log"])
            raise Refusal(f"the command {word[:40]} is not known{near}", start, (), "\\frac{x}{2} = 3")

    def log_sub(self, start: int) -> None:
        self.wanted[-1] += 1
        self.put("LOGSUB", "\\log_", start)

    def delimiter(self, word: str, start: int) -> None:
        found = self.take(_DELIMITER)
        sign = found.group(1) if found else ""
        sign = {"\\lvert": "|", "\\rvert": "|", "\\vert": "|"}.get(sign, _COMMANDS.get(sign, sign))
        if word == "\\left":
            self.lefts.append(sign)
            if sign == "|":
                self.put("BAROPEN", "|", start)
            elif sign in _OPEN:
                self.put("LPAR", sign, start)
            else:
                raise Refusal("\\left stands before a bracket", start, ("\\left(",), "\\left(x + 1\\right)")
            return
        opened = self.lefts.pop() if self.lefts else ""
        if sign == ".":
            sign = "|" if opened == "|" else _OPEN.get(opened, "")
        if sign == "|":
            self.put("BARCLOSE", "|", start)
        elif sign in _OPEN.values():
            self.put("RPAR", sign, start)
        else:
            raise Refusal("\\right stands before a bracket", start, ("\\right)",), "\\left(x + 1\\right)")

    def environment(self, word: str, start: int) -> None:
        found = self.take(_WORDS)
        name = found.group(1).strip() if found else ""
        if name not in _ENVIRONMENTS:
            raise Refusal(f"the environment {name[:40]!r} is not known", start, ("cases", "aligned"))
        if word == "\\begin":
            if name in ("array", "alignedat"):
                self.take(_WORDS)
            self.put("LPAR", f"\\begin{{{name}}}", start)
            return
        if self.out and self.out[-1].type == "COMMA":
            self.out.pop()
        self.put("RPAR", f"\\end{{{name}}}", start)

    def words(self, word: str, start: int) -> None:
        found = self.take(_WORDS)
        if found is None:
            raise Refusal(f"after {word} stands a word in braces", start, (), "x = 1 \\text{ or } x = 2")
        inside, offset = found.group(1).replace("\\_", "_"), found.start(1)
        if len(inside) > 4 * MAX_NAME:
            raise Refusal("a long text where a word was expected", start, ("and", "or"), "x = 1 \\text{ or } x = 2")
        name = inside.strip()
        is_name = re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", name) is not None and name not in RESERVED
        if word.startswith("\\operatorname"):
            if name in self.functions or name in KNOWN and name not in ("log2", "log10", "nthRoot"):
                self.put("BARE" if name in BARE and name not in self.functions else "FUNCTION", name, start)
                return
            raise Refusal(f"unknown function {name[:40]!r}{close_to(name, KNOWN)}", start, tuple(sorted(KNOWN)))
        if word == "\\mathrm" and is_name:
            self.letter(name, start)
            self.took_one()
            return
        place = 0
        while found := _PART.search(inside, place):
            part, place = found.group(), found.start()
            predicate = predicate_at(inside, place)
            if predicate is not None:
                self.put(predicate.type, predicate.value, offset + place)
                place += len(predicate.value)
                continue
            end, domain = domain_at(inside, place) if self.statement else (0, "")
            if end:
                self.put("DOMAIN", domain, offset + place)
                return
            if not (part.isascii() and part.isalpha()):
                raise Refusal(f"{part[:40]!r} is no word of the language", offset + place, ("and", "or"))
            add_name(self.out, part, offset + place, False, self.functions, self.statement)
            place += len(part)
