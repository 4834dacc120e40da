"""Calculations in running text: from the words of a line of a solution to chains that the grammar reads.

A line is cut into tokens: numbers in digits or words, operators written in any of the usual ways (`x`, `×`, `times`,
`\\times`, `of` after a part), currency signs, brackets, equals signs, and other words. Around each equals sign the
longest run of tokens that can be one expression is taken, leftwards and rightwards; words right after a number are its
unit and are put aside. `She bought 3 boxes at $5, so $5 * 3 boxes = $15` gives `5*3=15`, with the units kept.

Where an expression begins is not always sure: in `Day 2 - 3 * 4 = 12` the dash is none of the calculation. Such a chain
is `unsure`: it may be found right from any of its possible beginnings, and is never found wrong.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from hybrid.words.calculation import Chain, Check, check, read_chain
from hybrid.words.numbers import MULTIPLES, ORDINALS, SIZES, TENS, UNITS, in_words

Kind = Literal["number", "word", "operator", "equals", "is", "open", "close", "money", "remainder", "stop", "opaque"]
UNIT_WORDS = 6  # that may stand between a number and the next operator
MEASURES = {
    word: kind
    for kind, words in {
        "money": "$ ¢ cent dollar nickel dime quarter penny pennie",
        "time": "second minute min hour hr day week month year decade",
        "length": "inch inche foot feet ft yard mile mm cm m meter km kilometer",
        "mass": "gram g kg kilogram kilo ounce oz pound lb ton",
        "volume": "ml l liter milliliter cup pint quart gallon tablespoon teaspoon",
    }.items()
    for word in words.split()
}
STARTS = frozenset(UNITS) | TENS.keys() | MULTIPLES.keys() | ORDINALS.keys() | SIZES.keys() | {"halves"}
# words that are no part of a unit: a calculation does not go on behind them
BREAKS = frozenset(
    "and so then is are was were if because since means but or that which has have had than equals equal makes gives "
    "he she they it we you there therefore thus this".split()
)
SAYS = frozenset("is are equals equal makes gives leaves was".split())
TOKEN = re.compile(
    r"""(?P<number>\d+(?:,\d+)*(?:\.\d+)?|(?<![\w.])\.\d+)
      | (?P<equals>==?(?!>)|≈|≅)
      | (?P<arrow>=>|->|→|<=|>=|≤|≥|<|>)
      | (?P<operator>//|[*×·÷/+−–^]|-)
      | (?P<money>[$€£¥¢])
      | (?P<word>[A-Za-z_]+(?:['’-][A-Za-z]+)*)
      | (?P<open>[(\[]) | (?P<close>[)\]])
      | (?P<percent>%)
      | (?P<space>\s+)
      | (?P<stop>[\x00-\x7f“”‘’…—])
      | (?P<opaque>.)""",
    re.VERBOSE | re.DOTALL,
)
MIXED = re.compile(r" (?:and )?\(?(\d+)/(\d+)(?![\d.,]*\d)\)?")
CLOCK = re.compile(r":\d\d(?!\d)(?::\d\d)?")
WELL_WRITTEN = re.compile(r"(?:0|[1-9]\d*|[1-9]\d{0,2}(?:,\d{3})+)(?:\.\d+)?|\.\d+")
ORDINAL = re.compile(r"(?:st|nd|rd|th)\b")
PER = re.compile(r"\s*[A-Za-z]{2,}")
DOTS = re.compile(r"\.{2,}|…")
ROUGHLY = re.compile(r"\b(?:remain|left|round|at least|full|whole|complete|only)", re.I)
PERCENT = re.compile(r"\s*(?:%|percent\b|per cent\b)", re.I)
SIGNS = {"×": "*", "·": "*", "÷": "/", "−": "-", "–": "-"}
LATEX = [
    (re.compile(r"\\(?:d|t)?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}"), r"((\1)/(\2))"),
    (re.compile(r"\\(?:text|mathrm|mathbf|textbf|boxed|mbox)\s*\{([^{}]*)\}"), r" \1 "),
    (re.compile(r"\\(?:times|cdot|ast)\b"), "*"),
    (re.compile(r"\\div\b"), "/"),
    (re.compile(r"\\(?:approx|simeq)\b"), "≈"),
    (re.compile(r"\{,\}"), ","),
    (re.compile(r"\\([$%])"), r"\1"),
    (re.compile(r"\\[()\[\]]|\\(?:left|right)\b|\\[,;! ]|\$\$"), " "),
]


@dataclass(frozen=True)
class Token:
    """A piece of a line. text: as the grammar of calculations has it, for a word in lower case; start, end: where.

    spelled: a number in words; loose: it may belong to something else, as a letter right behind a number, or 16.66...
    """

    kind: Kind
    text: str
    start: int
    end: int
    value: Fraction | None = None
    percent: bool = False
    spelled: bool = False
    loose: bool = False


@dataclass(frozen=True)
class Operand:
    """A number of a calculation as it stands in the line. words: those right after it; money: a currency sign."""

    value: Fraction
    words: tuple[str, ...]
    money: bool
    percent: bool
    start: int


@dataclass(frozen=True)
class Calculation:
    """A chain found in a line. text: as written; operands: all numbers of all parts in order, with their units."""

    text: str
    start: int
    end: int
    result_at: int
    chain: Chain
    check: Check
    operands: tuple[Operand, ...]


def plain(line: str) -> str:
    """The line with LaTeX commands, bold marks and a bullet at its start taken out; other lines as they are."""
    if "\\" in line:
        for _ in range(4):  # fractions in fractions
            before = line
            for pattern, replacement in LATEX[:2]:
                line = pattern.sub(replacement, line)
            if line == before:
                break
        for pattern, replacement in LATEX[2:]:
            line = pattern.sub(replacement, line)
        line = re.sub(r"\$(?!\s*[\d.])", " ", line)
    if "**" in line and not re.search(r"\d\s*\*\*\s*\d", line):
        line = line.replace("**", "")
    line = line.replace("**", "^")
    return re.sub(r"^\s*(?:[-*•]|\d+[.)])\s+(?=\S)", "", line)


def tokens(line: str) -> list[Token]:
    """The tokens of a plain line; white space is none."""
    found: list[Token] = []
    at = 0
    while at < len(line):
        m = TOKEN.match(line, at)
        assert m is not None
        kind, text, end = m.lastgroup or "stop", m[0], m.end()
        if kind == "number":
            token = _digits(line, m, found)
        elif kind == "word":
            token = _word(line, text, at, end)
        elif kind in ("space", "percent"):
            at = end
            continue
        elif kind == "operator":
            glued = end < len(line) and line[end].isalpha() and (text == "/" or (at > 0 and line[at - 1].isalnum()))
            glued = glued or (text == "/" and PER.match(line, end) is not None)
            # `cars/row` and `3-hour`: part of a unit
            token = (
                Token("word", text, at, end)
                if glued and text in "/-"
                else Token("operator", SIGNS.get(text, text), at, end)
            )
        elif kind == "arrow":
            token = Token("stop", text, at, end)
        else:
            token = Token(kind, text, at, end)  # type: ignore[arg-type]
        found.append(token)
        at = token.end
    return _spoken(line, found)


def _digits(line: str, m: re.Match[str], before: Sequence[Token]) -> Token:
    text, end = m[0].replace(",", ""), m.end()
    if len(text) > 60 or not WELL_WRITTEN.fullmatch(m[0]):
        return Token("opaque", text, m.start(), end)
    if clock := CLOCK.match(line, end):
        return Token("opaque", text, m.start(), clock.end())
    if ordinal := ORDINAL.match(line, end):
        return Token("word", line[m.start() : ordinal.end()], m.start(), ordinal.end())
    if "." not in text and (mixed := MIXED.match(line, end)) and 0 < int(mixed[1]) < int(mixed[2]):
        if not (before and before[-1].text == "/"):
            part = f"{mixed[1]}/{mixed[2]}"
            return Token("number", f"{text} {part}", m.start(), mixed.end(), int(text) + Fraction(part))
    loose = False
    if dots := DOTS.match(line, end):
        end, loose = dots.end(), True
    if percent := PERCENT.match(line, end):
        return Token("number", text + "%", m.start(), percent.end(), Fraction(text) / 100, percent=True, loose=loose)
    return Token("number", text, m.start(), end, Fraction(text), loose=loose)


def _word(line: str, text: str, at: int, end: int) -> Token:
    low = text.lower()
    head = low.split("-")[0]
    if head in STARTS and (number := in_words(line, at)) is not None and number.kind != "ordinal":
        if line[number.end : number.end + 1] == "-":  # half-full
            return Token("word", low, at, end)
        value = number.value
        shown = str(value) if value.denominator == 1 else f"({value})"
        if number.kind == "percent":
            shown = f"({value})"
        return Token("number", shown, at, number.end, value, spelled=True)
    letter = len(low) == 1 and (low != "a" or (at > 0 and line[at - 1].isdigit()))
    return Token("word", low, at, end, loose=letter)


def _spoken(line: str, found: list[Token]) -> list[Token]:
    """The tokens with words that are operators made operators: x, times, plus, of, is."""
    changed: list[Token] = []
    i = 0
    while i < len(found):
        token = found[i]
        if token.kind != "word":
            if token.kind == "number" and changed and changed[-1].spelled and changed[-1].end <= token.start:
                if line[changed[-1].start : changed[-1].end].lower() in ("twice", "double", "triple", "thrice", "half"):
                    changed.append(Token("operator", "*", token.start, token.start, loose=True))
            changed.append(token)
            i += 1
            continue
        after = found[i + 1] if i + 1 < len(found) else None
        starts = after is not None and after.kind in ("number", "money", "open")
        measured = bool(changed) and (changed[-1].kind in ("number", "close") or _is_unit(changed))
        sign, used = "", 1
        if token.text in ("x", "times", "plus", "minus") and starts and measured:
            sign = {"x": "*", "times": "*", "plus": "+", "minus": "-"}[token.text]
        elif token.text in ("divided", "multiplied") and after is not None and after.text == "by" and measured:
            sign, used = ("/" if token.text == "divided" else "*"), 2
        elif token.text == "of" and _is_part(changed):
            skip = 1 if after is not None and after.text in ("the", "these", "those", "her", "his", "their") else 0
            if i + 1 + skip < len(found) and found[i + 1 + skip].kind in ("number", "money", "open"):
                sign, used = "*", 1 + skip
        if sign:
            changed.append(Token("operator", sign, token.start, token.end))
        elif token.text in ("r", "remainder") and starts and changed and changed[-1].kind == "number":
            changed.append(Token("remainder", "r", token.start, token.end))
        elif token.text in SAYS:
            changed.append(Token("is", token.text, token.start, token.end))
        else:
            changed.append(token)
        i += used
    return changed


def _is_unit(before: Sequence[Token]) -> bool:
    """Whether the last tokens are words behind a number."""
    for back in range(1, UNIT_WORDS + 2):
        if back > len(before):
            return False
        token = before[-back]
        if token.kind == "number":
            return back > 1
        if token.kind != "word" or token.text in BREAKS:
            return False
    return False


def _is_part(before: Sequence[Token]) -> bool:
    """Whether a percent, a fraction or `half` stands last."""
    if not before or before[-1].kind not in ("number", "close"):
        return False
    last = before[-1]
    if last.percent or (last.value is not None and last.value < 1):
        return True
    return len(before) > 2 and before[-2].text == "/" and before[-3].kind == "number"


# -- calculations ----------------------------------------------------------------------------------


def calculations(line: str, found: Sequence[Token]) -> list[Calculation]:
    """The calculations of a plain line with these tokens, in their order, none overlapping another."""
    result: list[Calculation] = []
    at = 0
    while at < len(found):
        if found[at].kind in ("equals", "is"):
            taken = _around(line, found, at, result[-1].end if result else 0)
            if taken is not None:
                calculation, at = taken
                result.append(calculation)
                continue
        at += 1
    return result


def _around(line: str, found: Sequence[Token], at: int, floor: int) -> tuple[Calculation, int] | None:
    left, sure = _leftwards(found, at, floor)
    if not any(t.kind == "number" for t in left):
        return None
    said = found[at].kind == "is"
    if said and not any(t.kind == "operator" and (t.text != "/" or line[t.end] == " ") for t in left):
        return None
    right, after, open_end = _rightwards(found, at + 1, said)
    if not any(t.kind == "number" for t in right):
        return None
    if said and (any(t.kind == "operator" for t in right) or _goes_on(found, after)):
        return None
    sure = sure and not _doubtful(left) and not _doubtful(right) and not open_end and not _converts([*left, *right])
    sure = sure and not any(line[t.start : t.end].lower() == "of" for t in right)
    begins = [0] + [
        i + 1
        for i, t in enumerate(left)
        if t.kind == "operator" and t.text in "+-" and i and left[i - 1].kind == "word"
    ]
    if left[0].kind == "operator" and left[0].text in "+-" and not sure:
        begins = [1, *begins[1:]]
    best: Calculation | None = None
    for begin in begins:
        run = [*left[begin:], Token("equals", "=", 0, 0), *right]
        calculation = _calculation(line, run, unsure=not sure or bool(begin))
        if calculation is None:
            continue
        if calculation.check.answer == "proved":
            return calculation, after
        best = best or calculation
    return (best, after) if best is not None else None


def _calculation(line: str, run: Sequence[Token], unsure: bool) -> Calculation | None:
    written = _written(run)
    chain = read_chain(written)
    if chain is None or len(chain.parts) < 2:
        return None
    checked = check(chain)
    if checked.answer == "refuted":
        # `6 km / 1/30 hour`: a fraction written closely is one number
        grouped = read_chain(_written(_grouped(run)))
        if grouped is not None and check(grouped).answer == "proved":
            chain, checked = grouped, check(grouped)
        elif _cut_off(chain) and ROUGHLY.search(line):
            checked = Check("proved", "whole part")
        elif unsure or not chain.parts[0].operations:
            return None
    numbers: list[Operand] = []
    result_at = 0
    for i, token in enumerate(run):
        if token.kind == "equals":
            result_at = run[i + 1].start
        if token.kind == "number" and token.value is not None:
            words: list[str] = []
            for later in run[i + 1 :]:
                if later.kind != "word":
                    break
                words.append(later.text)
            money = i > 0 and run[i - 1].kind == "money"
            numbers.append(Operand(token.value, tuple(words), money, token.percent, token.start))
    start, end = run[0].start, run[-1].end
    return Calculation(line[start:end], start, end, result_at, chain, checked, tuple(numbers))


def _doubtful(taken: Sequence[Token]) -> bool:
    """Whether a run has what may be more than a number or a unit: letters that may be unknowns, numbers in words."""
    for i, token in enumerate(taken):
        if token.loose:
            return True
        if token.text in ("of", "a") and i and _is_part(taken[:i]):
            return True
        if token.text == "/" and i and taken[i - 1].kind == "word" and taken[i - 1].end == token.start:
            return True
        if token.spelled and not any(t.kind == "operator" for t in taken[i + 1 : i + 2] + taken[max(0, i - 1) : i]):
            return True
    return False


def _converts(taken: Sequence[Token]) -> bool:
    """Whether two units of one kind are named, as dollars and cents: the number said may be converted."""
    kinds: dict[str, set[str]] = {}
    for token in taken:
        if token.kind in ("word", "money"):
            word = token.text[:-1] if token.text.endswith("s") else token.text
            if word in MEASURES:
                kinds.setdefault(MEASURES[word], set()).add(word)
    return any(len(names) > 1 for names in kinds.values())


def _grouped(run: Sequence[Token]) -> list[Token]:
    """The run with brackets around each fraction that is written closely behind an operator with a space."""
    found = list(run)
    i = 2
    while i < len(found) - 1:
        a, sign, b = found[i - 1 : i + 2]
        closely = a.kind == b.kind == "number" and sign.text == "/" and a.end == sign.start and sign.end == b.start
        if closely and found[i - 2].kind == "operator" and found[i - 2].end < a.start:
            found[i - 1 : i + 2] = [Token("open", "(", a.start, a.start), a, sign, b, Token("close", ")", b.end, b.end)]
            i += 3
        i += 1
    return found


def _cut_off(chain: Chain) -> bool:
    """Whether the result is the whole number just below or above a quotient."""
    before, after = chain.parts[-2:]
    if before.value is None or after.value is None or after.operations or "/" not in before.operations:
        return False
    return after.value.denominator == 1 and abs(after.value - before.value) < 1


def _written(run: Sequence[Token]) -> str:
    parts: list[str] = []
    for token in run:
        if token.kind in ("word", "money"):
            continue
        parts.append({"open": "(", "close": ")", "equals": "="}.get(token.kind, token.text))
    return "".join(parts)


def _leftwards(found: Sequence[Token], at: int, floor: int) -> tuple[list[Token], bool]:
    """The tokens of the expression before found[at], and whether it is sure that nothing before belongs to it."""
    taken: list[Token] = []
    words: list[Token] = []
    depth = 0
    i = at - 1
    while i >= 0 and found[i].start >= floor:
        token = found[i]
        later = taken[-1].kind if taken else "end"
        if token.kind == "word":
            words.append(token)
            if len(words) > UNIT_WORDS or token.text in BREAKS:
                break
        elif token.kind in ("number", "close"):
            if later in ("number", "money") or (later == "open" and words):
                break
            if token.kind == "close":
                depth += 1
            taken += [*words, token]
            words = []
        elif words:
            break
        elif token.kind == "opaque":
            return taken[::-1], False
        elif token.kind == "operator":
            if later in ("end", "operator"):
                break
            taken.append(token)
        elif token.kind == "money":
            if later not in ("number", "end"):
                break
            taken.append(token)
        elif token.kind == "open" and depth:
            depth -= 1
            taken.append(token)
        else:
            break
        i -= 1
    sure = not _described(found, i) and not depth
    if taken and taken[-1].kind == "operator":
        # nothing closed stands before the operator: a name, or a dash
        signed = taken[-1].text in "+-" and not words and (i < 0 or found[i].kind in ("stop", "open", "equals"))
        sure = sure and signed
        if not signed and taken[-1].text not in "+-":
            return [], False
    return taken[::-1], sure


def _described(found: Sequence[Token], at: int) -> bool:
    """Whether what ends here, before an expression, is more of it: words that an operator or a bracket comes before."""
    if at >= 0 and found[at].kind in ("number", "close", "opaque", "operator"):
        return True
    if at > 0 and found[at].kind == "stop" and found[at].text in ".," and found[at - 1].kind in ("operator", "number"):
        return True
    if at > 0 and found[at].kind == "open":
        return found[at - 1].kind in ("operator", "number", "opaque")
    for token in found[max(0, at - UNIT_WORDS - 2) : at + 1][::-1]:
        if token.kind in ("operator", "close", "opaque"):
            return True
        if token.kind not in ("word", "number", "money", "is"):
            return False
    return False


def _rightwards(found: Sequence[Token], at: int, said: bool) -> tuple[list[Token], int, bool]:
    """The tokens of what is said to be equal, where they end, and whether they go on in what is no number."""
    taken: list[Token] = []
    words = 0
    depth = 0
    i = closed = at
    kept = 0
    while i < len(found):
        token = found[i]
        before = taken[-1].kind if taken else "start"
        if token.kind == "word":
            if before not in ("number", "close", "word") or token.text in BREAKS or words == UNIT_WORDS:
                break
            words += 1
            taken.append(token)
        elif token.kind == "number":
            if before in ("number", "word", "close"):
                break
            taken.append(token)
            words = 0
            if depth == 0:
                closed, kept = i + 1, len(taken)
        elif token.kind == "operator":
            if before in ("operator", "money") or (before in ("start", "equals", "open") and token.text not in "+-"):
                break
            taken.append(token)
            words = 0
        elif token.kind == "money":
            if before in ("number", "word") and token.text != "¢":
                break
            if before not in ("number", "word"):
                taken.append(token)
        elif token.kind == "open":
            if before == "word" or (before == "number" and taken[-1].end != token.start):
                break
            depth += 1
            taken.append(token)
        elif token.kind == "close" and depth:
            depth -= 1
            taken.append(token)
            if depth == 0:
                closed, kept = i + 1, len(taken)
        elif token.kind == "remainder" and before == "number":
            taken.append(token)
        elif token.kind == "equals" and before in ("number", "word", "close") and not said:
            taken.append(token)
        elif token.kind == "opaque":
            return taken[:kept], closed, True
        else:
            break
        i += 1
    rest = taken[kept:]
    open_end = any(t.kind in ("operator", "open") for t in rest)
    trailing = [t for t in rest[:UNIT_WORDS] if t.kind == "word"] if not open_end else []
    if rest and rest[0].kind == "equals":
        trailing = []
    return taken[:kept] + (trailing if all(t.kind == "word" for t in rest) else []), closed, open_end


def _goes_on(found: Sequence[Token], at: int) -> bool:
    """Whether what follows a number makes it part of something else: 5 times as many, 2 less than, 3 of."""
    for token in found[at : at + 3]:
        if token.kind == "operator" or token.text in ("times", "more", "less", "fewer", "of", "older", "younger"):
            return True
        if token.kind != "word":
            return False
    return False
