"""Lines that were written down before: a source that needs no model.

A file of JSON lines, {"state": TEXT, "lines": [TEXT, ...]}. A state is looked up modulo order, so `x = 3 or x = 2`
finds what was recorded for `x = 2 or x = 3`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from hybrid.problem import FormatError, Problem
from hybrid.syntax.errors import InputError
from hybrid.syntax.parse import parse
from hybrid.term import Term


class RecordedSource:
    """The lines that a file has for a state, in the order of the file."""

    def __init__(self, path: Path):
        """Reads the whole file. Raises OSError when it cannot be read, FormatError naming the line that is not
        such a record or whose state is not mathematics."""
        self.path = path
        self._lines: dict[str, list[str]] = {}
        for number, row in enumerate(path.read_bytes().split(b"\n"), 1):
            if row.strip():
                state, lines = _record(row, f"{path}: line {number}")
                self._lines.setdefault(state.key, []).extend(lines)

    def lines(self, problem: Problem, state: Term) -> Sequence[str]:
        """What was recorded for the state, nothing for a state that the file does not have."""
        return self._lines.get(state.key, ())


def _record(row: bytes, where: str) -> tuple[Term, list[str]]:
    try:
        data = json.loads(row)
    except (ValueError, RecursionError) as error:
        raise FormatError(f"{where}: not JSON: {error}") from None
    if not isinstance(data, dict) or not isinstance(data.get("state"), str):
        raise FormatError(f'{where}: expected {{"state": text, "lines": [text, ...]}}')
    lines = data.get("lines")
    if not isinstance(lines, list) or not all(isinstance(line, str) for line in lines):
        raise FormatError(f"{where}: lines: expected a list of texts")
    try:
        return parse(data["state"]), lines
    except InputError as error:
        raise FormatError(f"{where}: state: column {error.column}: {error.message}") from None
