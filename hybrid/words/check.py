"""Checking a program against the story it claims to say.

QUOTE       every line quotes the story                                    hybrid.words.grounding
GROUNDED    every number is said by the words quoted, or is a constant     hybrid.words.grounding
UNITS       what is added and compared has one unit                        hybrid.words.measure
DETERMINED  there is exactly one solution                                  hybrid.words.determined
SENSE       counts are whole, nobody is minus three years old              hybrid.words.sense
UNUSED      numbers of the story, and names of the program, without use    (remarks only)

A program without errors need not be the right reading: that its relations are those of the story is what no check here
can see.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hybrid.words.determined import Determined, determine
from hybrid.words.finding import Finding, remark
from hybrid.words.grounding import Text, grounding
from hybrid.words.measure import Measured, measure
from hybrid.words.program import Program
from hybrid.words.proving import SECONDS, Prover
from hybrid.words.sense import fault, sense


@dataclass(frozen=True)
class Checked:
    """A program with what its checks found out: units, values and the order of solution, and the findings by line."""

    program: Program
    measured: Measured
    determined: Determined
    prover: Prover
    findings: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        """Whether no finding is an error."""
        return not any(f.severity == "error" for f in self.findings)


def check(story: str, program: Program) -> tuple[Finding, ...]:
    """The findings for a program of a story, by line."""
    return examine(story, program).findings


def examine(story: str | Text, program: Program, *, seconds: float = SECONDS) -> Checked:
    """Check a program of a story.

    seconds: what the prover may spend on equations that are not linear; it is not asked about others
    A Text may be given for the story, so that many programs of one story read it once.
    """
    text = Text(story) if isinstance(story, str) else story
    measured = measure(program)
    quotes = {line.name: f"{line.name} {line.quote}" for line in program.lines if line.name}
    prover = Prover(
        measured.units, lambda name, v: not fault(v, measured.units.get(name), quotes.get(name, name)), seconds
    )
    determined = determine(program, prover.solutions)
    findings = [*grounding(text, program), *measured.findings, *determined.findings]
    pairs = list(zip(determined.answers, measured.asked, strict=True))
    findings += sense(text, program, measured.units, determined.values, pairs)
    findings += _dangling(program)
    return Checked(program, measured, determined, prover, tuple(sorted(findings, key=_place)))


def _place(finding: Finding) -> tuple[bool, int]:
    return finding.row == 0, finding.row


def _dangling(program: Program) -> Iterator[Finding]:
    """Names from which no answer follows."""
    needed = {n for line in program.lines if line.kind == "ask" and line.term is not None for n in line.term.free}
    if not needed:
        return
    definitions = {line.name: line.term for line in program.lines if line.kind == "define" and line.term is not None}
    while True:
        more = {n for name in needed & definitions.keys() for n in definitions[name].free}
        for line in program.lines:
            if line.kind == "relation" and line.term is not None and needed & line.term.free:
                more |= line.term.free
        if more <= needed:
            break
        needed |= more
    for line in program.lines:
        if line.name and line.name not in needed:
            yield remark("UNUSED", line.row, f"the answer does not depend on {line.name}")
