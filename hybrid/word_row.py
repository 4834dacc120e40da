"""Word problems read by a reader, the embedded one unless another is described (hybrid.words.reader.described): what
`hybrid word` prints without a reading of its own, and rows of `hybrid batch` that ask for an answer, {"id", "story"}.

The answer is always the best guess; "status" is "proved" when it stands, and "open" when the reader abstains: its
confidence is below the threshold of its weights, or its reading has an error in the eyes of the checks. "proved" says
that the answer follows from the reading shown; that the reading is the right one is what "confidence" is about.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hybrid.problem import FormatError

if TYPE_CHECKING:
    from hybrid.words.reader import Readings
    from hybrid.words.reader.readings import StoryReader
    from hybrid.words.solving import Answer


@dataclass(frozen=True)
class Read:
    """A story with its readings and the answer of the best; found is None where there is no reading at all."""

    readings: Readings
    found: Answer | None

    @property
    def stands(self) -> bool:
        """Whether the reader is sure enough and the checks have no error."""
        return self.found is not None and self.found.answered and self.readings.answers

    @property
    def reason(self) -> str:
        """Why it does not stand, "" where it does."""
        if self.stands:
            return ""
        if self.readings.reason or self.found is None:
            return self.readings.reason
        return next((f.message for f in self.found.findings if f.severity == "error"), "the reading gives no answer")

    def to_json(self) -> dict[str, Any]:
        """Plain data: status, answer, unit, confidence, reading, reason, others."""
        from hybrid.words.grounding import written_number

        best = self.readings.readings[0] if self.readings.readings else None
        return {
            "status": "proved" if self.stands else "open",
            "answer": None if best is None else written_number(best.value),
            "unit": None if best is None or best.unit is None or not best.unit.powers else str(best.unit),
            "confidence": round(self.readings.confidence, 4),
            "reading": None if best is None else str(best.program),
            "reason": self.reason,
            "others": [
                {
                    "answer": written_number(r.value),
                    "probability": round(r.probability, 4),
                    "reading": str(r.program),
                }
                for r in self.readings.readings[1:]
            ],
        }

    def __str__(self) -> str:
        if self.found is None:
            return f"No reading: {self.reason}"
        rows = [str(self.found), "", f"Confidence in the reading: {self.readings.confidence:.2f}"]
        if len(self.readings.readings) > 1:
            rows.append(_difference(self.readings))
        if not self.stands:
            rows.append(f"The reader abstains: {self.reason}")
        return "\n".join(rows)


def _difference(readings: Readings) -> str:
    """The second-best reading, and where it differs from the best."""
    from hybrid.words.grounding import written_number

    best, second = readings.readings[:2]
    said = set(str(best.program).splitlines())
    lines = [line for line in str(second.program).splitlines() if line not in said]
    head = f"Considered as well ({second.probability:.2f}): {written_number(second.value)}, by"
    return "\n".join([head, *(f"    {line}" for line in lines)])


def read(
    story: str,
    seconds: float = 5.0,
    reader: Mapping[str, str] | None = None,
    *,
    name: str | int | None = None,
    patience: float = 60.0,
) -> Read:
    """The best readings of a story and the answer of the best.

    seconds   for each problem of algebra
    reader    described as in hybrid.words.reader.described, the embedded one when not given
    name      the id of the story where it has one
    patience  seconds that a model has for the readings

    Raises InputError for a text that is no word problem, and as hybrid.words.reader.described.described.
    """
    from hybrid.words.solving import answer
    from hybrid.words.story import checked_story

    story = checked_story(story)
    readings = reader_of(reader, patience).read(story, name=name)
    found = answer(story, readings.readings[0].program, seconds=seconds) if readings.readings else None
    return Read(readings, found)


def reader_of(description: Mapping[str, str] | None, patience: float = 60.0) -> StoryReader:
    """The reader described, the embedded one when none is. Raises as hybrid.words.reader.described.described."""
    if description is None:
        from hybrid.words.reader.reader import shipped

        return shipped()
    from hybrid.words.reader.described import described

    return described(description, patience)


def asks(row: Mapping[str, Any]) -> bool:
    """Whether a row is of this kind."""
    return "story" in row and "solution" not in row


def answer_row(row: Mapping[str, Any], seconds: float, reader: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The answer to a row, by the embedded reader or the one described.

    Raises FormatError for a story that is no text, InputError for one that is no problem.
    """
    if not isinstance(row["story"], str):
        raise FormatError("story: expected a text")
    return {
        "id": row["id"],
        **read(row["story"], seconds, reader, name=row["id"], patience=seconds).to_json(),
        "error": None,
    }
