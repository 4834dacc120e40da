"""RELATION: whether what a solution calculates follows from a checked reading of the story.

A reading determines quantities: every name, every sum of some terms of a sum, every product of some factors of a
product, with definitions put in or not, and what its equations give when terms change sides. A calculation follows
from the reading when it joins the same numbers, by operations of the same kind, to one of these quantities. So the
order, the grouping and the names do not matter, while what needs the distributive law is not seen, and unknown.

A line is
    proved    when every calculation of it follows; a line that states the final answer, when that is the reading's
    refuted   when the final answer is not the reading's, and this line states it or joins two numbers to what is no
              quantity of the reading, which joins the same two to another
    unknown   else, and everywhere when the reader abstains; where the final answer is not the reading's, a note names
              the first calculation that does not follow, which may be the mistake or a way of its own
All of this is about the reading. Whether the reading is the right one is what its confidence is about.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import combinations, islice, product

from hybrid.term import Term, sym
from hybrid.words.calculation import Answer, Expression
from hybrid.words.constants import CONSTANTS
from hybrid.words.determined import determine
from hybrid.words.evaluation import Undefined, value
from hybrid.words.examined import rounded_to
from hybrid.words.program import Program
from hybrid.words.reader.readings import Reading, Readings
from hybrid.words.solution import Solution

MOST_PARTS = 5  # of a sum or product, of which every choice and grouping is looked at
MOST_WAYS = 100  # to write one quantity
MOST_GROUPED = 12  # to write one grouping of its parts
MOST = 10_000  # ways that are looked at for a reading

DEPARTS = "the first calculation that does not follow from the reading"

Operands = tuple[Fraction, ...]
Signed = tuple[int, Fraction]
Way = tuple[str, Operands]  # the kinds of operations, of "+" and "*", and the numbers joined


@dataclass(frozen=True)
class Relation:
    """The verdict of a line. note: why, "" where there is nothing to say; said, right: the numbers of a refuted one."""

    answer: Answer = "unknown"
    note: str = ""
    said: Fraction | None = None
    right: Fraction | None = None


def relations(solution: Solution, readings: Readings | None) -> tuple[Relation, ...]:
    """The verdict of each line of a solution by the best reading, unknown without one that the reader answers by."""
    if readings is None or not readings.answers or not readings.readings:
        return (Relation(),) * len(solution.lines)
    reading = readings.readings[0]
    known = quantities(reading.program)
    differs = solution.answer is not None and not _same(solution.answer, reading.value)
    last = max((i for i, row in enumerate(solution.lines) if row.final), default=len(solution.lines) - 1)
    found: list[Relation] = []
    departed = False
    for i, line in enumerate(solution.lines):
        parts = [p for s in line.steps if s.chain is not None for p in s.chain.parts if p.operations]
        verdict = _calculated(parts, known, differs)
        if differs and parts and verdict.answer != "proved" and not departed:
            departed = True
            verdict = verdict if verdict.note else replace(verdict, note=DEPARTS)
        if i == last and solution.answer is not None:
            verdict = _stated(verdict, solution.answer, reading, differs, bool(parts))
        found.append(verdict)
    return tuple(found)


def _calculated(parts: Sequence[Expression], known: Quantities, differs: bool) -> Relation:
    """The verdict of the calculations of a line; differs: the final answer is not that of the reading."""
    follows = bool(parts)
    for part in parts:
        if known.has(part):
            continue
        follows = False
        other = known.instead(part) if differs else None
        if other is not None and part.value is not None:
            joined = " and ".join(_shown(n.value) for n in part.numbers)
            return Relation("refuted", f"the reading joins {joined} to {_shown(other)}", part.value, other)
    return Relation("proved") if follows else Relation()


def _stated(verdict: Relation, answer: Fraction, reading: Reading, differs: bool, calculates: bool) -> Relation:
    """The verdict of the line with the final answer."""
    if differs:
        if verdict.answer == "refuted":
            return verdict
        note = "; ".join(filter(None, (verdict.note, f"the reading gives {_shown(reading.value)}")))
        return Relation("refuted", note, answer, reading.value)
    return verdict if calculates and verdict.answer != "proved" else Relation("proved")


def _same(answer: Fraction, right: Fraction) -> bool:
    """Whether an answer is the value, as a person writes it: rounded, without its sign, or as a percentage."""
    if answer in (right, -right, 100 * right):
        return True
    written = str(answer) if answer.denominator == 1 else f"{float(answer)}"
    return rounded_to(written, answer, right)


# -- quantities --------------------------------------------------------------------------------------


@dataclass
class Quantities:
    """What a reading determines: values by the kinds of operations and the numbers they join.

    found     all of them; told: those that its lines tell as they stand, without changing sides
    telling   whether what comes next is told
    """

    found: dict[Way, set[Fraction]] = field(default_factory=dict)
    told: dict[Way, set[Fraction]] = field(default_factory=dict)
    telling: bool = True
    count: int = 0

    @property
    def full(self) -> bool:
        """Whether enough has been looked at."""
        return self.count >= MOST

    def add(self, way: Way, of: Fraction) -> None:
        """Take a quantity in."""
        self.count += 1
        if len(way[1]) > 1:
            self.found.setdefault(way, set()).add(abs(of))
            if self.telling:
                self.told.setdefault(way, set()).add(abs(of))

    def has(self, part: Expression) -> bool:
        """Whether a calculation gives one of the quantities from the same numbers."""
        return part.value is not None and abs(part.value) in self.found.get(_way(part), ())

    def instead(self, part: Expression) -> Fraction | None:
        """What the reading joins the two numbers of a calculation to; None where it does not, or in several ways."""
        if len(part.numbers) != 2:
            return None
        pair = tuple(n.value for n in part.numbers)
        ways = [(kind, _canonical(kind, pair)) for kind in "+*"]
        for table in (self.told, self.found):
            values = {v for way in ways for v in table.get(way, ())}
            if values:
                return next(iter(values)) if len(values) == 1 else None
        return None


def _way(part: Expression) -> Way:
    kinds = "".join(k for k, signs in (("+", "+-"), ("*", "*/^")) if any(o in signs for o in part.operations))
    return kinds, _canonical(kinds, tuple(n.value for n in part.numbers))


def _canonical(kinds: str, operands: Iterable[Fraction]) -> Operands:
    """The numbers in order, without signs; where there are products without 1, and dividing by 2 is multiplying by a
    half."""
    sizes = [abs(v) for v in operands]
    if "*" in kinds:
        sizes = [max(v, 1 / v) if v else v for v in sizes]
        sizes = [v for v in sizes if v != 1] or sizes
    return tuple(sorted(sizes))


def quantities(program: Program) -> Quantities:
    """The quantities of a program, as far as its lines determine them without the prover."""
    known = {name: constant.value for name, constant in CONSTANTS.items()}
    builder = _Builder(program, known | determine(program, lambda formulas, names: None).values)
    for line in program.lines:
        if line.term is None:
            continue
        if line.kind == "relation" and line.term.head == "eq":
            builder.equation(*line.term.args)
        elif line.kind != "relation":
            builder.ways(line.term)
    builder.quantities.telling = False
    for line in program.lines:
        if line.kind == "define" and line.term is not None and line.term.args:
            builder.equation(sym(line.name), line.term)  # the last, since they say least that is new
    return builder.quantities


class _Builder:
    def __init__(self, program: Program, known: dict[str, Fraction]):
        self.known = known
        self.definitions = {line.name: line.term for line in program.lines if line.kind == "define"}
        self.quantities = Quantities()
        self._ways: dict[Term, list[Way]] = {}

    def ways(self, term: Term) -> list[Way]:
        """How a term may be written: as its value, or as what it is made of. Takes in the quantities on the way."""
        if term not in self._ways:
            self._ways[term] = []  # a name that is defined by itself has no ways
            self._ways[term] = list(dict.fromkeys(self._written(term)))[:MOST_WAYS]
        return self._ways[term]

    def _written(self, term: Term) -> list[Way]:
        of = self._value(term)
        if of is None:
            return []
        found = [("", (of,)), *_as_fraction(of)]
        if term.head == "sym":
            definition = self.definitions.get(str(term.value))
            return found + (self.ways(definition) if definition is not None else [])
        if term.head in ("add", "neg", "mul", "div") or (term.head == "pow" and term.args[1].head == "num"):
            kind = "+" if term.head in ("add", "neg") else "*"
            found += self._joined(kind, _summands(term) if kind == "+" else _factors(term))
        elif term.head == "call":
            inner = [way for part in term.args for way in self.ways(part)]
            if term.value in ("floor", "ceil"):
                found += inner  # the whole part of a quotient is written as the quotient
            elif term.value == "remainder":
                found += self._remainder(term.args[0], term.args[1], of)
        return found

    def _remainder(self, left: Term, right: Term, of: Fraction) -> list[Way]:
        """A remainder is written as what the whole parts leave, 17 - 5 * 3."""
        a, b = self._value(left), self._value(right)
        if a is None or not b:
            return []
        way = ("+*", _canonical("+*", (a, b, (a - of) / b)))
        self.quantities.add(way, of)
        self._joined("*", [(1, left), (-1, right)])
        return [way]

    def equation(self, left: Term, right: Term) -> None:
        """The quantities that an equation gives when terms, or factors, change sides."""
        moved = [(-sign, part) for sign, part in _summands(right)]
        self._joined("+", [*_summands(left), *moved])
        self._joined("*", [*_factors(left), *((-sign, part) for sign, part in _factors(right))], turned=True)

    def _joined(self, kind: str, parts: Sequence[tuple[int, Term]], turned: bool = False) -> list[Way]:
        """The ways to write the whole; the quantities of every choice of two or more parts are taken in, and one over
        each where they may be turned over."""
        if len(parts) == 1:
            return self.ways(parts[0][1])
        values = [v for _, part in parts if (v := self._value(part)) is not None]
        if len(values) < len(parts) or (kind == "*" and not all(values)):
            return []
        signed = [(sign, v) for (sign, _), v in zip(parts, values, strict=True)]
        small = len(parts) <= MOST_PARTS
        whole: list[Way] = []
        for size in range(2, len(parts) + 1) if small else (2, len(parts)):
            for chosen in combinations(range(len(parts)), size):
                of = _total(kind, [signed[i] for i in chosen])
                for groups in _groupings(chosen) if small else [[[i] for i in chosen]]:
                    if self.quantities.full:
                        return whole
                    ways = self._grouped(kind, groups, parts, signed)
                    for way in ways:
                        self.quantities.add(way, of)
                        if turned:
                            self.quantities.add(way, 1 / of)
                    if size == len(parts):
                        whole += ways
        return whole

    def _grouped(
        self, kind: str, groups: Sequence[Sequence[int]], parts: Sequence[tuple[int, Term]], signed: Sequence[Signed]
    ) -> list[Way]:
        """The ways to write parts of which each group of several stands as its value."""
        each = [
            self.ways(parts[g[0]][1]) if len(g) == 1 else [("", (_total(kind, [signed[i] for i in g]),))]
            for g in groups
        ]
        found = []
        for ways in islice(product(*each), MOST_WAYS if len(groups) == sum(map(len, groups)) else MOST_GROUPED):
            kinds = "".join(k for k in "+*" if k == kind or any(k in way[0] for way in ways))
            found.append((kinds, _canonical(kinds, (v for w in ways for v in w[1]))))
        return found

    def _value(self, term: Term) -> Fraction | None:
        try:
            return value(term, self.known)
        except (Undefined, ArithmeticError):
            return None


def _as_fraction(of: Fraction) -> list[Way]:
    """3/4 as 3 over 4, 20% as 20 over 100."""
    if of.denominator == 1:
        return []
    pairs = {(Fraction(of.numerator), Fraction(of.denominator)), (of * 100, Fraction(100))}
    return [("*", pair) for pair in sorted(pairs)]


def _groupings(items: Sequence[int]) -> Iterator[list[list[int]]]:
    """The partitions of items into two or more groups; the first has every item alone."""
    return (groups for groups in _partitions(items) if len(groups) > 1)


def _partitions(items: Sequence[int]) -> Iterator[list[list[int]]]:
    if not items:
        yield []
        return
    first, rest = items[0], items[1:]
    for groups in _partitions(rest):
        yield [[first], *groups]
        for i, group in enumerate(groups):
            yield [*groups[:i], [first, *group], *groups[i + 1 :]]


def _total(kind: str, parts: Sequence[Signed]) -> Fraction:
    total = Fraction(0 if kind == "+" else 1)
    for sign, part in parts:
        total = total + sign * part if kind == "+" else total * part if sign > 0 else total / part
    return total


def _summands(term: Term, sign: int = 1) -> list[tuple[int, Term]]:
    if term.head == "add":
        return [found for part in term.args for found in _summands(part, sign)]
    if term.head == "neg":
        return _summands(term.args[0], -sign)
    return [(sign, term)]


def _factors(term: Term, sign: int = 1) -> list[tuple[int, Term]]:
    if term.head == "mul":
        return [found for part in term.args for found in _factors(part, sign)]
    if term.head == "div":
        return _factors(term.args[0], sign) + _factors(term.args[1], -sign)
    if term.head == "pow" and term.args[1].head == "num" and term.args[1].value in (2, 3):
        return _factors(term.args[0], sign) * int(term.args[1].value)
    return [(sign, term)]


def _shown(of: Fraction) -> str:
    from hybrid.words.grounding import written_number

    return written_number(of)
