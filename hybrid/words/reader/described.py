"""A reader by its description, plain data that can be sent to another process.

{"reader": "embedded"}                the reader that comes with the package
{"server": ADDRESS, "model": NAME}    a model behind a server
{"directory": PATH}                   a model in a directory; with "unconstrained": "yes" not held to the grammar
{"recorded": PATH}                    readings in a file (hybrid.words.reader.writers)
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from hybrid.problem import FormatError
from hybrid.propose.lines import SourceError
from hybrid.propose.server import Chat
from hybrid.syntax.errors import InputError
from hybrid.words.reader.readings import StoryReader
from hybrid.words.reader.sampled import SampledReader
from hybrid.words.reader.writers import LocalWriter, RecordedWriter, ServerWriter

PATIENCE = 60.0  # seconds for the readings of one story
EMBEDDED = "embedded"


def described(description: Mapping[str, str], seconds: float = PATIENCE) -> StoryReader:
    """The reader that is described; the same object for the same description, so that a model is read once.

    seconds   for the readings of one story, at most PATIENCE

    Raises FormatError for a description that is none, for a file that is no recording and for a directory without a
    language model, OSError for a file that cannot be read, InputError for an address that is none.
    """
    return _made(tuple(sorted(description.items())), min(seconds, PATIENCE))


def load(description: Mapping[str, str], seconds: float = PATIENCE) -> None:
    """Read now what a reader would read when it is first asked. Raises nothing: what is wrong is said when it is
    asked."""
    with suppress(FormatError, InputError, OSError, SourceError):
        made = described(description, seconds)
        writer = getattr(made, "writer", None)
        if isinstance(writer, LocalWriter):
            writer.load()


@lru_cache(maxsize=4)
def _made(described: tuple[tuple[str, str], ...], seconds: float) -> StoryReader:
    parts = dict(described)
    if parts == {"reader": EMBEDDED}:
        from hybrid.words.reader.reader import shipped

        return shipped()
    if parts.keys() == {"server", "model"}:
        return SampledReader(ServerWriter(Chat(parts["server"], parts["model"], seconds)), seconds=seconds)
    if parts.keys() in ({"directory"}, {"directory", "unconstrained"}):
        free = parts.get("unconstrained") == "yes"
        return SampledReader(LocalWriter(Path(parts["directory"]), constrained=not free), seconds=seconds)
    if parts.keys() == {"recorded"}:
        return SampledReader(RecordedWriter(Path(parts["recorded"])), least=1, corrects=False, seconds=seconds)
    said = ", ".join(parts) or "nothing"
    raise FormatError(f"no reader: {said}; say reader, or server and model, or directory, or recorded")
