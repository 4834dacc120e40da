"""Solving a program of a story, with steps: the answer to a word problem once somebody has read it.

A definition is one step, computed exactly; a set of equations is a problem that the prover solves as at school. Every
derivation was replayed by the kernel. The answer stands only when no check of the program is an error.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from hybrid.problem import Result
from hybrid.term import Term
from hybrid.words.check import Checked, examine
from hybrid.words.determined import Stage
from hybrid.words.finding import Finding
from hybrid.words.grounding import written_number
from hybrid.words.program import Program, Unit, written
from hybrid.words.proving import SECONDS, put
from hybrid.words.story import checked_story


@dataclass(frozen=True)
class WordStep:
    """One step: rows, the lines it rests on; text, `may = april/2 = 48/2 = 24 clip`; result, the prover's with its
    derivation, None where the step is a number, rounds, or was found by elimination alone."""

    rows: tuple[int, ...]
    text: str
    result: Result | None


@dataclass(frozen=True)
class Answer:
    """What a program says about its story.

    values, units  of all names that have one value; a unit is None for a plain number
    value, unit    of the last `ask`, None when the lines leave it open; they may be there in spite of errors
    steps          in the order of solution
    findings       what the checks found, by line
    """

    story: str
    program: Program
    values: Mapping[str, Fraction]
    units: Mapping[str, Unit | None]
    value: Fraction | None
    unit: Unit | None
    steps: tuple[WordStep, ...]
    findings: tuple[Finding, ...]

    @property
    def answered(self) -> bool:
        """Whether there is a value and no finding is an error."""
        return self.value is not None and not any(f.severity == "error" for f in self.findings)

    @property
    def text(self) -> str:
        """`28 clip`; "" when there is no value."""
        return "" if self.value is None else with_unit(self.value, self.unit)

    def __str__(self) -> str:
        from hybrid.words.show import to_text

        return to_text(self)

    def to_json(self) -> dict[str, Any]:
        """Plain data; see hybrid.words.show."""
        from hybrid.words.show import to_json

        return to_json(self)


def answer(story: str, program: Program, *, seconds: float = SECONDS) -> Answer:
    """The answer that a program gives to its story.

    seconds: the time limit for each problem the prover is given. Raises InputError for a text that is no word problem.
    """
    story = checked_story(story)
    return solved(story, examine(story, program, seconds=seconds))


def solved(story: str, checked: Checked) -> Answer:
    """The answer of a program that is checked already, with its steps."""
    determined, units = checked.determined, checked.measured.units
    return Answer(
        story,
        checked.program,
        determined.values,
        units,
        determined.answers[-1] if determined.answers else None,
        checked.measured.asked[-1] if checked.measured.asked else None,
        tuple(_step(stage, checked) for stage in determined.stages),
        checked.findings,
    )


def with_unit(value: Fraction, unit: Unit | None) -> str:
    """`28 clip`, `1/3`."""
    return written_number(value) + (f" {unit}" if unit is not None and unit.powers else "")


def _step(stage: Stage, checked: Checked) -> WordStep:
    values, units = checked.determined.values, checked.measured.units
    result = checked.prover.stage(stage)
    rows = tuple(line.row for line in stage.lines)
    if stage.kind == "solve":
        found = ", ".join(f"{name} = {with_unit(values[name], units.get(name))}" for name in stage.names)
        several = result is not None and result.answer is not None and result.answer.head == "or"
        return WordStep(rows, found + (", the only solution that makes sense" if several else ""), result)
    line = stage.lines[-1]
    if stage.kind == "define":
        return WordStep(rows, _chain(line.name, line.term, stage.known, values[line.name], units[line.name]), result)
    asked = [each for each in checked.program.lines if each.kind == "ask"].index(line)
    value, unit = checked.determined.answers[asked], checked.measured.asked[asked]
    assert value is not None  # or there were no such stage
    return WordStep(rows, _chain("", line.term, stage.known, value, unit), result)


def _chain(name: str, term: Term | None, known: Mapping[str, Fraction], value: Fraction, unit: Unit | None) -> str:
    """`may = april/2 = 48/2 = 24 clip`, without what would stand there twice."""
    shown = () if term is None else (written(term), written(put(term, known)))
    parts = [name, *shown, written_number(value)]
    kept = [part for i, part in enumerate(parts) if part and part not in parts[:i]]
    return " = ".join(kept) + (f" {unit}" if unit is not None and unit.powers else "")
