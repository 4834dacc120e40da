"""Rows of `hybrid batch` that ask for verdicts on a solution: {"id", "story", "solution"[, "samples"]}.

The answer has "lines", "first_wrong", "suspicion", "flagged" and the rest of hybrid.words.verifying.Verdict.to_json;
"status" is "refuted" when a verdict is refuted or the solution flagged, else "open": no check here proves a solution.
Where the relation verdicts are asked for, "reading" is the program they rest on (null where the reader abstains), with
its "confidence" and the "reason" to abstain.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from hybrid.problem import FormatError

if TYPE_CHECKING:
    from hybrid.words.reader import Readings


def asks(row: Mapping[str, Any]) -> bool:
    """Whether the row is of this kind."""
    return "story" in row and "solution" in row


def answer(
    row: Mapping[str, Any], seconds: float = 10.0, reader: Mapping[str, str] | None = None, relation: bool = False
) -> dict[str, Any]:
    """The answer to a row.

    seconds   that a model may take to read the story
    reader    described as in hybrid.words.reader.described, the embedded one when not given
    relation  have the story read, for the relation verdicts

    Raises FormatError for fields of a wrong type, InputError for texts that cannot be read.
    """
    from hybrid.words.verifying import verify

    for name in ("story", "solution"):
        if not isinstance(row[name], str):
            raise FormatError(f"{name}: expected a text")
    samples = row.get("samples", [])
    if not isinstance(samples, (list, tuple)) or not all(isinstance(s, str) for s in samples):
        raise FormatError("samples: expected a list of texts")
    readings = None
    if relation:
        # only a recording asks for the id; other stories are read once for all their solutions
        key = row["id"] if reader is not None and "recorded" in reader else None
        readings = _read(row["story"], key, tuple(sorted((reader or {"reader": "embedded"}).items())), seconds)
    verdict = verify(row["story"], row["solution"], samples, readings=readings)
    status = "refuted" if verdict.refuted or verdict.flagged else "open"
    return {"id": row["id"], "status": status, **verdict.to_json(), **said_by(readings), "error": None}


def said_by(readings: Readings | None) -> dict[str, Any]:
    """What the answer says about the reading it rests on; nothing where none was asked for."""
    if readings is None:
        return {}
    stands = readings.answers and bool(readings.readings)
    return {
        "reading": str(readings.readings[0].program) if stands else None,
        "confidence": round(readings.confidence, 4),
        "reason": readings.reason,
    }


@lru_cache(maxsize=64)
def _read(story: str, name: str | int | None, reader: tuple[tuple[str, str], ...], seconds: float) -> Readings:
    from hybrid.word_row import reader_of

    return reader_of(dict(reader), seconds).read(story, name=name)
