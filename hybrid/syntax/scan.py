"""Text to tokens.

A run of letters is looked up as a whole: a word of the language, a Greek letter, a function; a run with a
digit or an underscore (x1, x_1, clips_april) is one letter; any other run is a product of single letters.
A name in double quotes ("apples") is one letter whatever it looks like, so that every letter a term can
have can be written.

Where two readings are usual the scanner refuses instead of guessing: `foo(x)` is no product of f, o, o
and x; `1e5` is no letter e5; `sin2x` and `sqrt2` are no letters; `x!!` is no (x!)!.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from fractions import Fraction

from hybrid.syntax.errors import Refusal
from hybrid.syntax.tokens import ENDS, Token, finish
from hybrid.syntax.words import (
    BARE,
    BRACKETED,
    CLAUSES,
    CONNECTIVES,
    FRACTIONS,
    FUNCTION_WITH_TAIL,
    GREEK,
    GREEK_SIGNS,
    KNOWN,
    NOT_NUMBERS,
    RELATIONS,
    SIGNS,
    STATEMENT_CLAUSES,
    SUPERSCRIPTS,
    UNSUPPORTED,
    close_to,
)
from hybrid.term import FALSE, PI, RESERVED, TRUE, E, Term, num, number, sym

MAX_TEXT = 10_000
MAX_DIGITS = 1_000
MAX_NAME = 100

_TOKEN = re.compile(
    r"""(?P<space>[ \t\r\f\v\u00a0\u2000-\u200b\u202f\u205f\u3000]+)
    | (?P<number>[0-9]+(?:\.[0-9]+)?|\.[0-9]+)
    | (?P<name>[A-Za-z][A-Za-z0-9_]*)
    | (?P<sign><=>|<=|>=|!=|<>|==|=>|\+-|\*\*|[-+*/^=<>!%(){}\[\]|,;])
    | (?P<newline>\n)
    | (?P<raised>[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+)
    | (?P<quoted>"[^"\n]*")
    | (?P<other>.)""",
    re.VERBOSE,
)
_OPENS = re.compile(r"[ \t]*\(")
_PREDICATE = re.compile(r"(?:is (even|odd)|(?:is|are) divisible by)(?![A-Za-z0-9_])")
_SUBSCRIPT = re.compile(r"\{([A-Za-z0-9]+)\}")
_TURNSTILE = re.compile(r"\|-(?=\s)")
_DOMAIN = re.compile(
    r"""(?:(?:is|are)\s+(?:an?\s+)?|in\s+(?:the\s+)?|∈\s*|the\s+)?
        (?:(?P<word>real|rational|integer|natural)s?(?:\s+numbers?)?(?![A-Za-z0-9_])|(?P<sign>[ℝℚℤℕ]))
      | (?:in\s+|∈\s*)(?P<letter>[RQZN])(?![A-Za-z0-9_])""",
    re.VERBOSE,
)
_FOR_ALL = re.compile(r"for\s+(?:all|every|each|any)\b")
_DOMAIN_OF = {"ℝ": "real", "R": "real", "ℚ": "rational", "Q": "rational", "ℤ": "integer", "Z": "integer"}
_CONSTANTS = {"e": E, "pi": PI}
_TRUTHS = {"true": TRUE, "false": FALSE}
_CAREFUL_SIGNS = frozenset({"<=>", "!", "|"})


def decoded(text: str | bytes) -> str:
    """The text of UTF-8 bytes. Raises Refusal for other bytes, for too long and for empty input."""
    if len(text) > (MAX_TEXT if isinstance(text, str) else 4 * MAX_TEXT):
        raise Refusal(f"the input has more than {MAX_TEXT:,} characters; longer input is not read")
    if isinstance(text, bytes):
        try:
            text = text.decode("utf-8")
        except UnicodeDecodeError as error:
            raise Refusal(f"byte {error.start + 1} is not UTF-8") from None
        return decoded(text)
    if not text or text.isspace():
        raise Refusal("nothing to read", 0, ("an expression", "a formula"))
    return text


def scan(text: str, functions: Collection[str] = (), statement: bool = False, intervals: bool = False) -> list[Token]:
    """The tokens of a text, ready for the grammar. Raises Refusal.

    functions   names that may be called
    statement   whether the words of statements (given, where, integers, |-) are read
    intervals   whether ( may be closed by ] and [ by )
    """
    tokens: list[Token] = []
    position, end = 0, len(text)
    match = _TOKEN.match
    while position < end:
        found = match(text, position)
        if found is None:
            raise Refusal("this character is not mathematics", position)
        kind, word = found.lastgroup, found.group()
        start, position = position, found.end()
        if kind == "space":
            continue
        if statement and (word[0] in "fiatrn∈ℝℚℤℕ" or word == "|"):
            after = _statement_word(text, start, tokens)
            if after:
                position = after
                continue
        if kind == "sign" and word not in _CAREFUL_SIGNS:
            tokens.append(Token(SIGNS[word], RELATIONS.get(word, word), start))
        elif kind == "number":
            tokens.append(Token("NUMBER", number_of(word, start), start))
        elif kind == "name":
            glued = start > 0 and text[start - 1].isascii() and text[start - 1].isdigit()
            if word[-1] == "_":
                word, position = _braced_subscript(text, word, position)
            opens = _OPENS.match(text, position) is not None
            predicate = predicate_at(text, start)
            if predicate is not None:
                position = start + len(predicate.value)
                tokens.append(predicate)
            else:
                add_name(tokens, word, start, opens, functions, statement, glued)
        elif kind == "newline":
            tokens.append(Token("NEWLINE", word, start))
        elif kind == "sign":
            tokens.append(_careful(word, start, tokens))
        else:
            unicode_token(tokens, word, start)
    return finish(tokens, intervals)


def _braced_subscript(text: str, word: str, position: int) -> tuple[str, int]:
    """`x_{12}` is x_12 in text as in LaTeX; x_ with any other bracket would be a letter times a bracket."""
    found = _SUBSCRIPT.match(text, position)
    if found:
        return word + found.group(1), found.end()
    if text.startswith("{", position):
        raise Refusal("a subscript is a number or a name", position, (), "x_1")
    return word, position


def number_of(digits: str, offset: int) -> Term:
    """The number term of decimal digits. Raises Refusal beyond MAX_DIGITS digits."""
    if len(digits) > MAX_DIGITS:
        raise Refusal(f"a number of more than {MAX_DIGITS:,} digits", offset, (), "10^1000")
    whole, _, part = digits.partition(".")
    return num(Fraction(int(whole + part), 10 ** len(part))) if part else num(int(whole))


def add_name(
    tokens: list[Token],
    word: str,
    offset: int,
    opens: bool,
    functions: Collection[str] = (),
    statement: bool = False,
    glued: bool = False,
) -> None:
    """Append what a run of letters, digits and underscores stands for.

    opens  whether an opening bracket follows; glued: whether a digit stands right before it. Raises Refusal.
    """
    if len(word) > MAX_NAME:
        raise Refusal(f"a run of more than {MAX_NAME} letters", offset, ("an operator",))
    if word in functions and opens:
        tokens.append(Token("FUNCTION", word, offset))
    elif len(word) == 1:
        tokens.append(Token("CONST", E, offset) if word == "e" else Token("LETTER", sym(word), offset))
    elif word in _CONSTANTS or word in _TRUTHS:
        tokens.append(Token("CONST", PI, offset) if word == "pi" else Token("TRUTH", _TRUTHS[word], offset))
    elif word in GREEK:
        tokens.append(Token("LETTER", sym(word), offset))
    elif word == "divides":
        tokens.append(Token("DIVIDES", word, offset))
    elif word == "mod" and not (opens and (not tokens or tokens[-1].type not in ENDS)):
        _mod(tokens, offset)
    elif word in BARE or word in BRACKETED:
        tokens.append(Token("BARE" if word in BARE else "FUNCTION", word, offset))
    elif word in ("degree", "degrees") and tokens and tokens[-1].type in ENDS:
        tokens.append(Token("DEGREES", word, offset))
    elif word == "of" and tokens and tokens[-1].type in ("NUMBER", "PERCENT"):
        tokens.append(_of(tokens, offset))
    elif word in CONNECTIVES:
        tokens.append(Token(CONNECTIVES[word], word, offset))
    elif word in CLAUSES or statement and word in STATEMENT_CLAUSES:
        tokens.append(Token(STATEMENT_CLAUSES[word], word, offset))
    elif not word.isalpha():
        _named(tokens, word, offset, glued)
    else:
        _run(tokens, word, offset, opens, functions)


def _mod(tokens: list[Token], offset: int) -> None:
    """The operator of remainders; behind a bracket that follows an operand, the modulus of a congruence."""
    if len(tokens) > 1 and tokens[-1].type == "LPAR" and tokens[-1].value == "(" and tokens[-2].type in ENDS:
        tokens[-1] = Token("MODULO", "(mod", tokens[-1].offset)
    else:
        tokens.append(Token("MOD", "mod", offset))


def _of(tokens: Sequence[Token], offset: int) -> Token:
    """The sign of times for 15% of x and 2/3 of x, unless what is before it might be meant as part of a quotient."""
    types = [t.type for t in tokens[-4:]]
    part = 3 if types[-3:] == ["NUMBER", SIGNS["/"], "NUMBER"] else 2 if types[-1] == "PERCENT" else 1
    if types[-part - 1 : -part] in ([SIGNS["/"]], [SIGNS["^"]]):
        raise Refusal("'of' behind a quotient or a power has two readings", offset, ("an operator",), "10/(20% of 50)")
    return Token(SIGNS["*"], "*", offset)


def _named(tokens: list[Token], word: str, offset: int, glued: bool) -> None:
    """A name with a digit or an underscore: one letter, unless a person would read something else."""
    if glued and re.fullmatch(r"[eE][0-9]+", word):
        raise Refusal("numbers are not written with an exponent e", offset, ("an operator",), "3*10^5")
    if word.startswith("log_") and len(word) > 4:
        base = word[4:]
        value = num(int(base)) if base.isdecimal() and len(base) < 20 else sym(base) if len(base) == 1 else None
        if value is not None:
            tokens.append(Token("BARE", ("log", E if base == "e" else value), offset))
            return
    if FUNCTION_WITH_TAIL.fullmatch(word):
        raise Refusal(f"{word[:40]!r}: a function needs brackets or a space", offset, (), "sin(2x)")
    tokens.append(Token("LETTER", sym(word), offset))


def _run(tokens: list[Token], word: str, offset: int, called: bool, functions: Collection[str]) -> None:
    """A run of letters that is no word of the language: a product of single letters."""
    low = word.lower()
    if low in NOT_NUMBERS:
        raise Refusal(f"{word!r} is not a number", offset, ("a number",))
    if low in UNSUPPORTED:
        raise Refusal(f"the function {word!r} is not known here", offset, tuple(sorted(KNOWN)), "sin(x)/cos(x)")
    if low in KNOWN or low in CONNECTIVES or low in CLAUSES or low in _CONSTANTS or low in _TRUTHS:
        raise Refusal(f"{word!r} is written in small letters", offset, (low,), "sin(x) = 0 or x = pi")
    if called and word[-1] in functions:
        _run(tokens, word[:-1], offset, False, functions)
        tokens.append(Token("FUNCTION", word[-1], offset + len(word) - 1))
        return
    if called and not (len(word) == 2 or _consecutive(word)):
        near = close_to(word, [*sorted(KNOWN), *functions])
        raise Refusal(
            f"unknown function {word[:40]!r}{near}; for a product write * between the letters",
            offset,
            ("a known function", "an operator"),
            "a*b*c*(x + 1)",
        )
    for i, letter in enumerate(word):
        tokens.append(Token("CONST", E, offset + i) if letter == "e" else Token("LETTER", sym(letter), offset + i))


def _consecutive(word: str) -> bool:
    """abc, xyz: nobody calls a function that."""
    return all(ord(b) == ord(a) + 1 for a, b in zip(word, word[1:], strict=False))


def _careful(word: str, offset: int, tokens: list[Token]) -> Token:
    if word == "<=>":
        raise Refusal("<=> is no connective here: prove the two directions", offset, ("=>",), "x = 2 => x^2 = 4")
    if word == "!" and tokens and tokens[-1].type == "BANG":
        raise Refusal("n!! has two readings", offset, ("an operator",), "(n!)!")
    return Token(SIGNS[word], word, offset)


def unicode_token(tokens: list[Token], word: str, offset: int) -> None:
    """Append what a sign outside ASCII, or a name in quotes, stands for. Raises Refusal."""
    if word[0] in SUPERSCRIPTS:
        digits = "".join(SUPERSCRIPTS[c] for c in word)
        if not re.fullmatch(r"-?[0-9]+", digits):
            raise Refusal("a sign without a number", offset, ("a number",), "x^-2")
        tokens.append(Token("CARET", "^", offset))
        if digits[0] == "-":
            tokens.append(Token("MINUS", "-", offset))
        tokens.append(Token("NUMBER", number_of(digits.lstrip("-"), offset), offset))
    elif word[0] == '"':
        tokens.append(_quoted(word, offset))
    elif word in GREEK_SIGNS:
        tokens.append(Token("LETTER", sym(GREEK_SIGNS[word]), offset))
    elif word in ("π", "𝜋"):
        tokens.append(Token("CONST", PI, offset))
    elif word in FRACTIONS:
        tokens.append(Token("NUMBER", number(FRACTIONS[word]), offset))
    elif word in SIGNS:
        tokens.append(Token(SIGNS[word], RELATIONS.get(word, word), offset))
    elif word == "∞":
        raise Refusal("infinity is not a number", offset, ("a number",))
    else:
        shown = repr(word) if word.isprintable() else f"U+{ord(word):04X}"
        raise Refusal(f"{shown} is not mathematics this program reads", offset, ("a number", "a letter", "an operator"))


def _quoted(word: str, offset: int) -> Token:
    name = word[1:-1]
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", name) or name in RESERVED:
        raise Refusal("between quotes stands the name of one letter", offset, ("a name",), '"apples" = 3')
    return Token("LETTER", sym(name), offset)


def _statement_word(text: str, start: int, tokens: list[Token]) -> int:
    """Read |- or the name of a domain at `start`; where it ends, 0 when there is none."""
    turnstile = _TURNSTILE.match(text, start)
    if turnstile:
        after_operand = bool(tokens) and (tokens[-1].type in ENDS or tokens[-1].type in ("BAR", "NEWLINE", "PARITY"))
        if not after_operand or not text[start - 1].isspace():
            return 0
        tokens.append(Token("TURNSTILE", "|-", start))
        return turnstile.end()
    for_all = _FOR_ALL.match(text, start)
    if for_all:
        tokens.append(Token("FOR", "for", start))
        return for_all.end()
    end, domain = domain_at(text, start)
    if end:
        tokens.append(Token("DOMAIN", domain, start))
    return end


def predicate_at(text: str, start: int) -> Token | None:
    """`is even`, `is odd` or `is divisible by` at `start`, written as in the text; None if there is none."""
    found = _PREDICATE.match(text, start)
    return None if found is None else Token("PARITY" if found[1] else "DIVIDES", found[0], start)


def domain_at(text: str, start: int) -> tuple[int, str]:
    """The name of a domain at `start` (`integers`, `∈ ℤ`): where it ends and which; (0, "") if there is none."""
    found = _DOMAIN.match(text, start)
    if found is None:
        return 0, ""
    return found.end(), found.group("word") or _DOMAIN_OF.get(found.group("sign") or found.group("letter"), "natural")
