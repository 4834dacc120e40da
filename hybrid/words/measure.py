"""Units of expressions, and the check that the units of a program agree.

A quantity has the unit its line states, or else the one of its expression. A bare number, one that is written or has
no unit, multiplies anything and takes the unit of its context when it is added or compared. What is added or compared
has one unit; counts of different nouns may be added when the line states a noun that covers both, and red_marble and
blue_marble are marble without that. What is multiplied and divided multiplies and divides its units.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from hybrid.term import RELATIONS, Term, rational
from hybrid.words.constants import CONSTANTS
from hybrid.words.finding import Finding, error
from hybrid.words.program import Line, Program, Unit, written
from hybrid.words.units import PLAIN, advice, head_noun, is_count, named, normal, single, without_each

Known = Mapping[str, Unit | None]


@dataclass(frozen=True)
class Measured:
    """units: the unit of each name of a program, None for a bare number; asked: of each `ask`; findings: UNITS."""

    units: Known
    asked: tuple[Unit | None, ...]
    findings: tuple[Finding, ...]


class _Disagreement(Exception):
    """Units that do not agree; the text says which."""


def measure(program: Program) -> Measured:
    """The units of a program's names and answers, and where they do not agree."""
    units: dict[str, Unit | None] = {}
    for line in program.lines:
        if line.name:
            units[line.name] = _stated(line)
    for _ in range(2):  # a name may be used above its line
        for line in program.lines:
            if line.kind == "define" and line.term is not None and units[line.name] is None:
                try:
                    units[line.name] = _unit(line.term, units, None)
                except _Disagreement:
                    pass  # told below
    asked: list[Unit | None] = []
    findings: list[Finding] = []
    for line in program.lines:
        unit, stated = None, _stated(line)
        try:
            if line.term is not None:
                unit = _line_unit(line, line.term, units, stated)
        except _Disagreement as wrong:
            findings.append(error("UNITS", line.row, str(wrong)))
        if line.kind == "ask":
            asked.append(stated if stated is not None else unit)
    return Measured(units, tuple(asked), tuple(findings))


def _stated(line: Line) -> Unit | None:
    unit = PLAIN if line.unit is None else normal(line.unit)
    return unit if unit.powers else None


def _line_unit(line: Line, term: Term, units: Known, stated: Unit | None) -> Unit | None:
    """The unit of a line's expression, the common one of a relation's sides. Raises _Disagreement."""
    if term.head in RELATIONS:
        unit = _common([(side, _unit(side, units, stated)) for side in term.args], stated, "compared with")
    else:
        unit = _unit(term, units, stated)
    if unit is None or stated is None or unit == stated or head_noun(unit) == single(stated) != "":
        return unit
    if line.kind == "ask" and without_each(unit) == stated:
        return unit
    raise _Disagreement(f"{written(term)} is in {unit}, not in {stated}{_hint(term, unit, stated)}")


def _hint(term: Term, unit: Unit, stated: Unit) -> str:
    if remedy := advice(unit, stated):
        return f"; {remedy}"
    if is_count(unit) and is_count(stated):
        return f"; say how many {stated} there are for each {unit}, in {stated}/{unit}"
    numbers = [written(t) for t in _factors(term) if rational(t) is not None]
    wanted = stated / unit
    if numbers:
        return f"; {numbers[0]} would have to be in {wanted}: give it a line with a name and its unit"
    return f"; a factor in {wanted} would make it so"


def _factors(term: Term) -> Iterator[Term]:
    if term.head in ("mul", "div"):
        for part in term.args:
            yield from _factors(part)
    else:
        yield term


def _unit(term: Term, units: Known, cover: Unit | None) -> Unit | None:
    """The unit of an expression, None when it is a bare number. Raises _Disagreement."""
    head, args = term.head, term.args
    if head == "sym":
        return _of_name(str(term.value), units)
    if head == "neg":
        return _unit(args[0], units, cover)
    if head in ("add", "gcd", "lcm") or (head == "call" and term.value in ("min", "max")):
        verb = "added to" if head == "add" else "compared with"
        return _common([(part, _unit(part, units, cover)) for part in args], cover, verb)
    if head == "mul":
        return _product([_unit(part, units, cover) for part in args])
    if head == "div":
        above, below = _unit(args[0], units, cover), _unit(args[1], units, cover)
        return _product([above, None if below is None else below**-1])
    if head == "pow":
        base, n = _unit(args[0], units, cover), rational(args[1])
        return None if base is None or not isinstance(n, int) else base**n
    if head == "call":
        unit = _unit(args[0], units, cover)
        return unit if term.value != "remainder" else _remainder(args, unit, _unit(args[1], units, cover))
    return None


def _of_name(name: str, units: Known) -> Unit | None:
    if name in units or name not in CONSTANTS:
        return units.get(name)
    unit = named(CONSTANTS[name].unit)
    return unit if unit.powers else None


def _product(parts: Sequence[Unit | None]) -> Unit | None:
    total: Unit | None = None
    for unit in parts:
        if unit is not None:
            total = unit if total is None else total * unit
    return total


def _remainder(args: Sequence[Term], unit: Unit | None, by: Unit | None) -> Unit | None:
    """What is left has the unit of what is divided, 30 cookies; boxes of 8 may be 8 cookie or 8 cookie/box."""
    if unit is None or by is None or unit == by or is_count(unit / by):
        return unit
    raise _Disagreement(f"{written(args[0])} in {unit} is divided by {written(args[1])} in {by}")


def _common(parts: Sequence[tuple[Term, Unit | None]], cover: Unit | None, verb: str) -> Unit | None:
    """The one unit of what is added or compared; bare numbers have whichever it is."""
    known = [(part, unit) for part, unit in parts if unit is not None]
    if not known:
        return None
    (first, unit), *rest = known
    different = next(((part, other) for part, other in rest if other != unit), None)
    if different is None:
        return unit
    if all(is_count(u) for _, u in known):
        if cover is not None and is_count(cover):
            return cover
        nouns = {head_noun(u) for _, u in known}
        if len(nouns) == 1:
            return Unit.of({nouns.pop(): 1})
        names = " and ".join(dict.fromkeys(str(u) for _, u in known))
        raise _Disagreement(f"{names} are {verb.split()[0]}: state a noun that covers them, such as fruit or item")
    part, other = different
    remedy = advice(other, unit)
    said = f"{written(first)} in {unit} is {verb} {written(part)} in {other}"
    raise _Disagreement(f"{said}; {remedy}" if remedy else said)
