"""Calculations in running text: from the words of a line of a solution to chains that the grammar reads.

A line is cut into tokens (hybrid.words.tokens). Around each equals sign the longest run of tokens that can be one
expression is taken, leftwards and rightwards; words right after a number are its unit and are put aside. `She bought 3
boxes at $5, so $5 * 3 boxes = $15` gives `5*3=15`, with the units kept.

Where an expression begins is not always sure: in `Day 2 - 3 * 4 = 12` the dash is none of the calculation. Such a chain
is `unsure`: it may be found right from any of its possible beginnings, and is never found wrong.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from hybrid.words.calculation import Chain, Check, check, read_chain
from hybrid.words.tokens import BREAKS, UNIT_WORDS, Token, is_part

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
ROUGHLY = re.compile(r"\b(?:remain|left|round|at least|full|whole|complete|only)", re.I)


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
        if token.text in ("of", "a") and i and is_part(taken[:i]):
            return True
        if token.text == "/" and i and taken[i - 1].kind == "word" and taken[i - 1].end == token.start:
            return True
        if token.spelled and not any(t.kind == "operator" for t in (*taken[i + 1 : i + 2], *taken[max(0, i - 1) : i])):
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
