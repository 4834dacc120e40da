"""Generated rows read back from files, one at a time, each checked before anything uses it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

from hybrid.generate import shape
from hybrid.generate.formats import ROW_SHAPE
from hybrid.generate.row import Row
from hybrid.problem import FormatError

_OPTIONAL = ("unit", "reading", "solution", "wrong")
_EXAMPLE = 'a row is one line such as {"id": "linear-2-000417", "topic": "linear", "level": 2, "problem": "...", ...}'


def row_files(source: Path) -> list[Path]:
    """The file itself; of a folder that `hybrid generate` made the files of its rows, of another its `.jsonl` files, by
    name. Raises OSError when there is no such file, FormatError when a folder has none.
    """
    if not source.is_dir():
        source.stat()
        return [source]
    found = sorted(source.glob("data/rows-*.jsonl")) or sorted(source.glob("*.jsonl"))
    if not found:
        raise FormatError(f"{source}: no .jsonl files in this folder; expected rows written by `hybrid generate`")
    return found


def read_rows(source: Path) -> Iterator[Row]:
    """The rows of a file of JSON lines or of a folder of such files, in order.

    Raises OSError, and FormatError naming file, line and column of the first row that is none.
    """
    for path in row_files(source):
        with path.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield _row(line, f"{path}: line {number}")


def _row(line: bytes, where: str) -> Row:
    try:
        data = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise FormatError(f"{where}: not JSON: {error}; {_EXAMPLE}") from None
    if not isinstance(data, dict):
        raise FormatError(f"{where}: expected an object, found {type(data).__name__}; {_EXAMPLE}")
    try:
        check_row(data)
    except FormatError as error:
        raise FormatError(f"{where}: {error}; {_EXAMPLE}") from None
    return cast(Row, data)


def check_row(data: dict[str, Any]) -> None:
    """Raises FormatError naming the column when the object is no generated row."""
    expected = {name: inner for name, inner in ROW_SHAPE.items() if name in data or name not in _OPTIONAL}
    wrong = expected.pop("wrong", None)
    shape.check(data, expected, "row")
    if wrong is None:
        return
    attempt = {**wrong[0], "point": {}}
    shape.check(data["wrong"], [attempt], "row.wrong")
    for i, w in enumerate(data["wrong"]):
        where = f"row.wrong[{i}]"
        for letter, value in w["point"].items():
            shape.check(value, "string", f"{where}.point.{letter}")
        if not 0 <= w["first"] < len(w["lines"]):
            raise FormatError(
                f"{where}.first: expected the place of one of {len(w['lines'])} lines, found {w['first']}"
            )
