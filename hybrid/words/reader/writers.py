"""Who writes programs for a story: a model behind a server, a model in a directory, a file.

A writer gives texts, and none of them is believed; hybrid.words.reader.sampled reads and checks them. A file of JSON
lines has {"story": TEXT or "id": ID, "readings": [TEXT, ...]}, each text a program.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from hybrid.problem import FormatError
from hybrid.propose.lines import SourceError
from hybrid.propose.server import Chat
from hybrid.words.reader.asking import corrected, messages, plain, program_text
from hybrid.words.reader.held import held_grammar
from hybrid.words.reader.readings import Name

if TYPE_CHECKING:
    from hybrid.propose.causal import CausalModel

LONGEST_PROGRAM = 512  # tokens
TEMPERATURE = 0.7


@dataclass(frozen=True)
class Fault:
    """A program that a writer wrote, and what is wrong with it."""

    program: str
    errors: tuple[str, ...]


class Writer(Protocol):
    """Who writes programs."""

    def programs(
        self, story: str, samples: int, deadline: float, *, name: Name = None, fault: Fault | None = None
    ) -> Sequence[str]:
        """Programs for a story, at most `samples`, each written without knowing the others.

        deadline  on the clock of time.monotonic
        name      the id of the story where it has one
        fault     a program with errors that is to be written anew
        Raises SourceError when it cannot answer.
        """
        ...


def _conversation(story: str, fault: Fault | None) -> list[dict[str, str]]:
    return messages(story) if fault is None else corrected(story, fault.program, fault.errors)


@dataclass(frozen=True)
class ServerWriter:
    """A model behind a server of the common chat protocol.

    grammar  send the grammar along as `structured_outputs`, for servers that hold the model to it; a server that
             refuses it is asked without
    seed     sent along when given, one more for each question
    longest  tokens of an answer; a model that thinks aloud before it writes needs more
    """

    chat: Chat
    grammar: bool = True
    seed: int | None = None
    longest: int = LONGEST_PROGRAM

    def programs(
        self, story: str, samples: int, deadline: float, *, name: Name = None, fault: Fault | None = None
    ) -> Sequence[str]:
        """As Writer says. A server that gives one choice whatever is asked is asked again; what it said before it fails
        is kept."""
        found: list[str] = []
        grammar = self.grammar
        for asked in range(2 * samples):
            options: dict[str, Any] = {"n": samples - len(found), "max_tokens": self.longest}
            options["temperature"] = TEMPERATURE
            if self.seed is not None:
                options["seed"] = self.seed + asked
            if grammar:
                options["structured_outputs"] = {"grammar": held_grammar(story)}
            try:
                found += self.chat.contents(_conversation(story, fault), deadline, **options)
            except SourceError as error:
                if grammar and "status 4" in str(error) and time.monotonic() < deadline:
                    grammar = False  # a server that knows no such field may refuse the question
                    continue
                if found:
                    break
                raise
            if len(found) >= samples:
                break
        return [program_text(text) for text in found[:samples]]


class LocalWriter:
    """A causal language model in a directory. The weights are read when it is first asked.

    constrained  hold it to the story language, its quotes and numbers to the story (hybrid.words.reader.held)

    Raises FormatError for a directory without configuration, tokenizer or safe weights of a causal model.
    """

    def __init__(self, folder: Path, *, constrained: bool = True, seed: int = 0, longest: int = LONGEST_PROGRAM):
        from hybrid.propose.causal import CausalModel  # brings torch and transformers

        self.seed, self.longest = seed, longest
        self.model: CausalModel = CausalModel(
            folder, constrained=constrained, grammar=held_grammar() if constrained else None
        )

    def load(self) -> None:
        """Read the weights now. Raises SourceError when they cannot be loaded."""
        self.model.load()

    def programs(
        self, story: str, samples: int, deadline: float, *, name: Name = None, fault: Fault | None = None
    ) -> Sequence[str]:
        """As Writer says; the first is the likeliest token after token."""
        conversation = _conversation(story, fault)
        self.model.load()
        seconds = deadline - time.monotonic()
        if seconds <= 0:
            raise SourceError(f"{self.model.folder}: no time is left to write")
        texts = self.model.write(
            self.model.asked(conversation, plain(conversation)),
            samples,
            seed=f"{self.seed} {story}",
            max_tokens=self.longest,
            temperature=TEMPERATURE,
            seconds=seconds,
            grammar=held_grammar(story) if self.model.constrained else None,
        )
        if not texts:
            raise SourceError(f"{self.model.folder}: the model has no room for this story and a program")
        # free of the grammar, a model that continues a text goes on with a problem of its own
        return [program_text(text).partition("\nProblem:")[0].partition("\nConstants:")[0] for text in texts]


class RecordedWriter:
    """The programs that a file has for a story, found by its id, else by its words."""

    def __init__(self, path: Path) -> None:
        """Raises FormatError naming the line that is no such record, OSError for a file that cannot be read."""
        self.path = path
        _ = self._rows

    @cached_property
    def _rows(self) -> Mapping[str, list[str]]:
        rows: dict[str, list[str]] = {}
        for number, row in enumerate(self.path.read_bytes().split(b"\n"), 1):
            if row.strip():
                keys, programs = _record(row, f"{self.path}: line {number}")
                for key in keys:
                    rows.setdefault(key, []).extend(programs)
        return rows

    def programs(
        self, story: str, samples: int, deadline: float, *, name: Name = None, fault: Fault | None = None
    ) -> Sequence[str]:
        """What was recorded, all of it; nothing to a fault, since a file cannot think again."""
        if fault is not None:
            return ()
        found = self._rows.get(_id(name)) if name is not None else None
        found = self._rows.get(_words(story)) if found is None else found
        if not found:
            raise SourceError(f"{self.path} has no reading of this story")
        return found


def _id(name: str | int) -> str:
    return f"id {json.dumps(name)}"


def _words(story: str) -> str:
    return f"story {' '.join(story.split())}"


_EXPECTED = 'expected {"id": ID or "story": text, "readings": [text, ...]}'


def _record(row: bytes, where: str) -> tuple[list[str], list[str]]:
    try:
        data = json.loads(row)
    except (ValueError, RecursionError) as error:
        raise FormatError(f"{where}: not JSON: {error}") from None
    if not isinstance(data, dict):
        raise FormatError(f"{where}: {_EXPECTED}")
    name, story, readings = data.get("id"), data.get("story"), data.get("readings")
    keys = [_id(name)] if isinstance(name, (str, int)) and not isinstance(name, bool) else []
    keys += [_words(story)] if isinstance(story, str) else []
    if not keys or not isinstance(readings, list) or not all(isinstance(r, str) for r in readings):
        raise FormatError(f"{where}: {_EXPECTED}")
    return keys, readings
