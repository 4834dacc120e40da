"""A source of lines by its description, plain data that can be sent to another process.

{"lines": PATH}                       lines recorded in a file
{"server": ADDRESS, "model": NAME}    a model behind a server
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from hybrid.problem import FormatError
from hybrid.propose.lines import Source
from hybrid.propose.recorded import RecordedSource
from hybrid.propose.server import ServerSource


def source(description: Mapping[str, str]) -> Source:
    """The source that is described; the same object for the same description, so that a file is read once.

    Raises FormatError for a description that is none and for a file that is no recording, OSError for a file that
    cannot be read, InputError for an address that is none.
    """
    return _made(tuple(sorted(description.items())))


@lru_cache(maxsize=4)
def _made(described: tuple[tuple[str, str], ...]) -> Source:
    parts = dict(described)
    if parts.keys() == {"lines"}:
        return RecordedSource(Path(parts["lines"]))
    if parts.keys() == {"server", "model"}:
        return ServerSource(parts["server"], parts["model"])
    raise FormatError(f"no source of lines: {', '.join(parts) or 'nothing'}; say lines, or server and model")
