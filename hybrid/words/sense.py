"""Whether values make sense as what they measure.

Counts are whole and not negative; money, lengths, times (so ages), masses, areas and volumes are not negative; a share
is at most the whole. What may be cut, be partly full or is a score need not be whole, and neither is an average, a
value that is only rounded afterwards, or a noun of which the text itself has a fraction. What can be owed, lost or
below zero may be negative when the words say so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from hybrid.term import Term
from hybrid.words.finding import Finding, error
from hybrid.words.grounding import Text, closed, written_number
from hybrid.words.program import Line, Program, Unit
from hybrid.words.units import head_noun, is_count, sort

PARTLY = frozenset(
    "pizza pie cake sandwich loaf bread melon watermelon cheese fruit vegetable food tank glass bowl spoon scoop "
    "spoonful cupful handful serving portion helping batch recipe dose lap block round turn rotation revolution length "
    "unit point score grade mark degree star credit calorie watt kilowatt byte megabyte gigabyte megabit shift period "
    "semester term acre field lot load pile part share amount drop skein yarn paper cloth fabric rope ribbon string "
    "wood".split()
)
"""Nouns of which there may be a part."""
BELOW_ZERO = frozenset("degree point score floor level".split())
SIGNED = re.compile(r"profit|loss|los[et]|debt|owe|balance|deficit|below|difference|overdr", re.I)
AVERAGE = re.compile(r"average|mean|\bper\b|typical|expected", re.I)
OF = re.compile(r"\s+of\b", re.I)
OF_THE = re.compile(r"\s+(?:[a-z]+\s+)?of\s+(?:the|his|her|its|their|those|these|my|our)\s+", re.I)
GROWS = re.compile(
    r"\b(?:more|increase[sd]?|increasing|as many|as much|greater|than|rose|rises|raise[sd]?|grew)\b", re.I
)
NOT_NEGATIVE = ("count", "money", "length", "time", "mass", "volume", "area", "speed")


def fault(value: Fraction, unit: Unit | None, said: str, whole: bool = True) -> str:
    """What is senseless about a value, "" when nothing is.

    said: the name and the words of the quantity; whole: whether a count has to be a whole number.
    """
    if unit is None:
        return ""
    noun = head_noun(unit)
    if value < 0 and sort(unit) in NOT_NEGATIVE and noun not in BELOW_ZERO and not SIGNED.search(said):
        return "is negative"
    if whole and is_count(unit) and value.denominator != 1 and noun not in PARTLY and not AVERAGE.search(said):
        return f"is no whole number of {unit}"
    return ""


def sense(
    text: Text,
    program: Program,
    units: Mapping[str, Unit | None],
    values: Mapping[str, Fraction],
    answers: Sequence[tuple[Fraction | None, Unit | None]],
) -> Iterator[Finding]:
    """SENSE errors of a program whose names have these units and values, and its `ask` lines these answers."""
    cut = _nouns_cut(text, program, units)
    rounded = _only_rounded(program)
    for line in program.lines:
        if line.name in values and line.kind in ("define", "unknown"):
            v, unit = values[line.name], units.get(line.name)
            whole = unit not in cut and line.name not in rounded
            if wrong := fault(v, unit, f"{line.name} {line.quote}", whole):
                yield error("SENSE", line.row, f"{line.name} = {written_number(v)} {wrong}")
            yield from _share(text, line, v, units, values)
    asks = [line for line in program.lines if line.kind == "ask"]
    for line, (answer, unit) in zip(asks, answers, strict=True):
        if answer is not None and line.term is not None and line.term.head != "sym":
            if wrong := fault(answer, unit, f"{line.quote} {' '.join(line.term.free)}", unit not in cut):
                yield error("SENSE", line.row, f"the answer {written_number(answer)} {wrong}")
    yield from _more_than_all(text, program)


def _nouns_cut(text: Text, program: Program, units: Mapping[str, Unit | None]) -> set[Unit | None]:
    """The units of which the story has a fraction: 2.5 boxes, half a melon; a half of the boxes is none."""
    found = set()
    for line in program.lines:
        if line.kind == "define" and line.term is not None and not line.term.free:
            here = text.within(text.spans(line.quote))
            cut = {m.value for m in here if m.value.denominator > 1 and not OF.match(text.story, m.end)}
            if cut and closed(line.term) in cut:
                found.add(units.get(line.name))
    return found


def _only_rounded(program: Program) -> set[str]:
    """Names that occur, and only within floor, ceil or remainder."""
    inside: set[str] = set()
    outside: set[str] = set()

    def walk(term: Term, rounds: bool) -> None:
        if term.head == "sym":
            (inside if rounds else outside).add(str(term.value))
        for part in term.args:
            walk(part, rounds or (term.head == "call" and term.value in ("floor", "ceil", "remainder")))

    for line in program.lines:
        if line.term is not None:
            walk(line.term, False)
    return inside - outside


def _share(
    text: Text, line: Line, v: Fraction, units: Mapping[str, Unit | None], values: Mapping[str, Fraction]
) -> Iterator[Finding]:
    """A third of the clips is not more than the clips."""
    term = line.term
    if term is None or term.head not in ("mul", "div") or len(term.free) != 1 or GROWS.search(line.quote):
        return
    (name,) = term.free
    whole = values.get(name)
    parts = [m for m in text.within(text.spans(line.quote)) if m.kind in ("percent", "fraction", "multiple")]
    of = any(OF.match(text.story, m.end) for m in parts)
    if of and whole is not None and v > whole >= 0 and units.get(name) == units.get(line.name):
        shown = f"{line.name} = {written_number(v)}"
        yield error("SENSE", line.row, f"{shown} is a share of {name} = {written_number(whole)}, and more than it")


def _more_than_all(text: Text, program: Program) -> Iterator[Finding]:
    """`30 of her 20 clips`."""
    quantities = [m for m in text.mentions if m.kind in ("number", "word")]
    for part, whole in zip(quantities, quantities[1:], strict=False):
        if part.value > whole.value and OF_THE.fullmatch(text.story, part.end, whole.start):
            for line in program.lines:
                if any(a <= part.start and part.end <= b for a, b in text.spans(line.quote)):
                    said = text.story[part.start : whole.end]
                    yield error("SENSE", line.row, f'"{said}" is more than all of them')
                    break
