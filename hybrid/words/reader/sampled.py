"""Reading by independent samples: programs that somebody wrote, each parsed and checked, and the value most agree on.

Independent ways of thinking that reach the same answer are evidence that it is right (self-consistency: Wang et al.,
"Self-consistency improves chain of thought reasoning in language models", ICLR 2023). Here a sample counts only when it
is a program of the story language that the checks find no error in. One that is not goes back to its writer with the
errors, once. The confidence in a value is the share of all samples that pass the checks and have it, so rubbish counts
against; with one half or less nothing is sure, and one sample alone agrees with nobody.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from hybrid.propose.lines import SourceError
from hybrid.syntax.errors import InputError
from hybrid.words.check import examine
from hybrid.words.grounding import Text
from hybrid.words.program import Program, Unit, read_program
from hybrid.words.proving import SECONDS
from hybrid.words.reader.readings import Name, Reading, Readings, nothing
from hybrid.words.reader.writers import Fault, Writer
from hybrid.words.story import checked_story

LEAST_CHECKING = 1.0  # seconds that the prover has at least for an equation of a sample
SHOWN = 120  # characters of a text in a message


@dataclass(frozen=True)
class Sample:
    """A text that was meant as a program. program: None where it is none; value: of its question, None when open;
    errors: what is wrong with it, by the parser or the checks; remarks: how many there are."""

    text: str
    program: Program | None
    value: Fraction | None
    unit: Unit | None
    errors: tuple[str, ...]
    remarks: int = 0

    @property
    def good(self) -> bool:
        """Whether it is a program with an answer and without errors."""
        return self.value is not None and not self.errors


def judged(text: str, story: Text, seconds: float = SECONDS) -> Sample:
    """A text held against its story. Total: whatever the text is, it has a verdict."""
    try:
        program = read_program(text)
        checked = examine(story, program, seconds=seconds)
    except InputError as error:
        where = f"line {error.line}, column {error.column}: " if error.line else ""
        expected = f"; expected {', '.join(error.expected)}" if error.expected else ""
        return Sample(text, None, None, None, (f"{where}{error.message}{expected}",))
    except (ArithmeticError, RecursionError, ValueError) as error:
        return Sample(text, None, None, None, (f"it cannot be checked: {str(error)[:SHOWN]}",))
    errors = [str(f) for f in checked.findings if f.severity == "error"]
    value = checked.determined.answers[-1] if checked.determined.answers else None
    unit = checked.measured.asked[-1] if checked.measured.asked else None
    if value is None and not errors:
        errors = ["the program does not say what is asked; its last line is: ask EXPRESSION UNIT"]
    return Sample(text, program, value, unit, tuple(errors), len(checked.findings) - len(errors))


@dataclass(frozen=True)
class SampledReader:
    """A reader that lets somebody write and judges what was written.

    samples    how many programs to ask for
    threshold  least share of agreeing samples to answer, above one half
    least      fewest samples that have to agree; 1 where the writer vouches for what it says, as a file does
    corrects   let programs with errors be written again once
    seconds    for all that the writer does for one story
    """

    writer: Writer
    samples: int = 5
    threshold: float = 0.6
    least: int = 2
    corrects: bool = True
    seconds: float = 60.0

    def __post_init__(self) -> None:
        if not (self.samples >= 1 and 0.5 < self.threshold <= 1 and self.least >= 1 and self.seconds > 0):
            raise InputError("samples and least are at least 1, the threshold above 0.5 and at most 1, seconds above 0")

    def read(self, story: str, best: int = 3, *, name: Name = None) -> Readings:
        """The readings, those with most samples first, then those that the checks refuse, with probability 0.

        Never fails: a writer that does not answer, or a text that is no word problem, is a reason to abstain.
        """
        try:
            story = checked_story(_printable(story))
            deadline = time.monotonic() + self.seconds
            samples = self._samples(Text(story), deadline, name)
        except InputError as error:
            return nothing(error.message)
        except SourceError as error:
            return nothing(f"the reader does not answer: {error}")
        return chosen(samples, best, self.threshold, self.least)

    def _samples(self, story: Text, deadline: float, name: Name) -> list[Sample]:
        texts = [_printable(t) for t in self.writer.programs(story.story, self.samples, deadline, name=name)]
        known: dict[str, Sample] = {}  # equal texts are checked once, and count as often as they were written
        for text in texts:
            if text not in known:
                known[text] = judged(text, story, _left(deadline))
        if self.corrects:
            for text in [t for t, sample in known.items() if not sample.good]:
                better = self._again(known[text], story, deadline, name)
                if better is not None:
                    known[text] = better
        return [known[text] for text in texts]

    def _again(self, bad: Sample, story: Text, deadline: float, name: Name) -> Sample | None:
        """A better sample in place of one with errors; None where there is none, and what was written first is kept."""
        if time.monotonic() >= deadline:
            return None
        try:
            texts = self.writer.programs(story.story, 1, deadline, name=name, fault=Fault(bad.text, bad.errors))
        except SourceError:
            return None
        better = [judged(_printable(text), story, _left(deadline)) for text in texts[:1]]
        return next((s for s in better if s.good), None)


def given(story: str, program: str) -> Readings:
    """A program that somebody vouches for as the one reading of a story; it is answered by when the checks find no
    error. Raises InputError for a text that is no word problem, or no program."""
    read_program(program)
    return chosen([judged(program, Text(checked_story(story)))], 1, 1.0, 1)


def chosen(samples: Sequence[Sample], best: int, threshold: float, least: int) -> Readings:
    """The readings of samples: one for each value, by how many agree; and whether that is enough."""
    if not samples:
        return nothing("nothing was written")
    good = [s for s in samples if s.good]
    votes = Counter(s.value for s in good)
    readings: list[Reading] = []
    for value, count in votes.most_common():
        agreeing = [s for s in good if s.value == value]
        readings.append(_reading(agreeing, count / len(samples)))
    values = {r.value for r in readings}
    doubtful = [s for s in samples if s.value is not None and s.value not in values]
    for value, _ in Counter(s.value for s in doubtful).most_common():
        readings.append(_reading([s for s in doubtful if s.value == value], 0.0))
    confidence = readings[0].probability if readings else 0.0
    most = max(votes.values(), default=0)
    enough = confidence >= threshold and most >= least
    return Readings(tuple(readings[:best]), confidence, enough, "" if enough else _why(samples, most, least, threshold))


def _reading(agreeing: Sequence[Sample], share: float) -> Reading:
    """The one to show of those with the same value: with fewest remarks, and of these written most often."""
    times = Counter(str(s.program) for s in agreeing)
    shown = min(agreeing, key=lambda s: (s.remarks, -times[str(s.program)], str(s.program)))
    assert shown.program is not None and shown.value is not None  # a sample with a value has a program
    return Reading(shown.program, shown.value, shown.unit, share)


def _why(samples: Sequence[Sample], most: int, least: int, threshold: float) -> str:
    total = len(samples)
    none = [s for s in samples if s.program is None]
    refused = [s for s in samples if s.program is not None and not s.good]
    parts = []
    if most:
        parts.append(f"{most} of {total} samples agree")
        parts.append(f"at least {least} have to" if most < least else f"the share has to be {threshold:g}")
    else:
        parts.append(f"none of {total} samples passes the checks")
    if none:
        parts.append(f"{len(none)} no program ({_short(none[0].errors[0])})")
    if refused:
        parts.append(f"{len(refused)} with errors ({_short(refused[0].errors[0])})")
    return ", ".join(parts)


def _printable(text: str) -> str:
    """A text without control characters and halves of characters, which could tell a terminal what to do."""
    return "".join(c if c.isprintable() or c in "\n\t" else " " for c in text)


def _left(deadline: float) -> float:
    return min(SECONDS, max(LEAST_CHECKING, deadline - time.monotonic()))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SHOWN else f"{line[: SHOWN - 3]}..."
