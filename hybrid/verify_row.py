"""Rows of `hybrid batch` that ask for verdicts on a solution: {"id", "story", "solution"[, "samples"]}.

The answer has "lines", "first_wrong", "suspicion", "flagged" and the rest of hybrid.words.verifying.Verdict.to_json;
"status" is "refuted" when a verdict is refuted or the solution flagged, else "open": no check here proves a solution.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hybrid.problem import FormatError


def asks(row: Mapping[str, Any]) -> bool:
    """Whether the row is of this kind."""
    return "story" in row and "solution" in row


def answer(row: Mapping[str, Any]) -> dict[str, Any]:
    """The answer to a row. Raises FormatError for fields of a wrong type, InputError for texts that cannot be read."""
    from hybrid.words.verifying import verify

    for name in ("story", "solution"):
        if not isinstance(row[name], str):
            raise FormatError(f"{name}: expected a text")
    samples = row.get("samples", [])
    if not isinstance(samples, (list, tuple)) or not all(isinstance(s, str) for s in samples):
        raise FormatError("samples: expected a list of texts")
    verdict = verify(row["story"], row["solution"], samples)
    status = "refuted" if verdict.refuted or verdict.flagged else "open"
    return {"id": row["id"], "status": status, **verdict.to_json(), "error": None}
