"""A source of lines by its description, plain data that can be sent to another process.

{"lines": PATH}                       lines recorded in a file
{"server": ADDRESS, "model": NAME}    a model behind a server
{"directory": PATH}                   a model in a directory; with "unconstrained": "yes" not held to the grammar
{"bundled": "constrained"}            the network that comes with the package; "unconstrained" leaves it free
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from hybrid.problem import FormatError
from hybrid.propose.lines import Source, SourceError
from hybrid.propose.recorded import RecordedSource
from hybrid.propose.server import ServerSource
from hybrid.syntax.errors import InputError

PATIENCE = 30.0  # seconds for one answer


def source(description: Mapping[str, str], seconds: float = PATIENCE) -> Source:
    """The source that is described; the same object for the same description, so that a file or a model is read once.

    seconds   the time that a search has: no single answer may take longer, and none longer than PATIENCE

    Raises FormatError for a description that is none, for a file that is no recording and for a directory without a
    language model, OSError for a file that cannot be read, InputError for an address that is none.
    """
    return _made(tuple(sorted(description.items())), min(seconds, PATIENCE))


def load(description: Mapping[str, str], seconds: float = PATIENCE) -> None:
    """Read now what a source would read when it is first asked. Raises nothing: what is wrong is said when it is
    asked."""
    with suppress(FormatError, InputError, OSError, SourceError):
        made = source(description, seconds)
        if description.keys() & {"directory", "bundled"}:
            made.load()  # type: ignore[attr-defined]


@lru_cache(maxsize=4)
def _made(described: tuple[tuple[str, str], ...], seconds: float) -> Source:
    parts = dict(described)
    if parts.keys() == {"lines"}:
        return RecordedSource(Path(parts["lines"]))
    if parts.keys() == {"server", "model"}:
        return ServerSource(parts["server"], parts["model"], timeout=seconds)
    if parts.keys() in ({"directory"}, {"directory", "unconstrained"}):
        from hybrid.propose.local import LocalSource  # brings torch and transformers

        free = parts.get("unconstrained") == "yes"
        return LocalSource(Path(parts["directory"]), constrained=not free, seconds=seconds)
    if parts.keys() == {"bundled"}:
        from hybrid.propose.model import LMSource  # brings torch and transformers

        return LMSource(constrained=parts["bundled"] != "unconstrained")
    said = ", ".join(parts) or "nothing"
    raise FormatError(f"no source of lines: {said}; say lines, or server and model, or directory, or bundled")
