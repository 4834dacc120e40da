"""A folder of rows, written so that a run killed at any moment goes on where it was and ends with the same files.

    recipe.txt            the recipe, in full
    data/rows-00000.jsonl rows in the order of their slots, SHARD to a file
    rejected.jsonl        draws of which no row came, and why
    summary.json          counts by topic and level, once all rows are there
    .slots                22 bytes for each slot written: cell, draw, key, draws passed over (the journal)
    .progress.json        how many slots, rows and bytes are certainly on the disk

Rows are appended to the last file; every CHECKPOINT slots everything is flushed and .progress.json replaced. To go on,
files are cut back to what it says and the dealing of slots is replayed from the journal, which solves nothing.
"""

from __future__ import annotations

import json
import os
import struct
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import BinaryIO

from hybrid.generate.recipe import Recipe, row_id
from hybrid.generate.slots import Slot

SHARD = 10_000
CHECKPOINT = 500
_ENTRY = struct.Struct("<HIQII")


class FolderError(ValueError):
    """A folder that a run cannot write into: the message says why."""


@dataclass
class Progress:
    """What is certainly written: slots, rows, bytes of the last shard and of rejected.jsonl; counts by cell."""

    recipe: str
    excluded: str
    slots: int = 0
    rows: int = 0
    shard_bytes: int = 0
    rejected_bytes: int = 0
    made: dict[str, int] = field(default_factory=dict)
    grades: dict[str, int] = field(default_factory=dict)


class Folder:
    """The files of a run, open for going on. Use as a context; `progress` says where it stands.

    Raises FolderError where the folder holds something else, or rows of another recipe; OSError.
    """

    def __init__(self, path: Path, recipe: Recipe, excluded: str):
        """excluded: a digest of what is excluded, since the rows depend on it."""
        self.path, self.recipe = path, recipe
        self._cells = list(recipe.weights)
        self._numbers = {cell: i for i, cell in enumerate(self._cells)}
        self.progress = self._begun(excluded)
        self._shard: BinaryIO | None = None
        self._since = 0
        (path / "data").mkdir(exist_ok=True)
        self._rejected = _cut(path / "rejected.jsonl", self.progress.rejected_bytes)
        self._journal = _cut(path / ".slots", _ENTRY.size * self.progress.slots)

    def __enter__(self) -> Folder:
        return self

    def __exit__(self, *_: object) -> None:
        self.checkpoint()
        for file in (self._shard, self._rejected, self._journal):
            if file is not None:
                file.close()

    def slots(self) -> Iterator[Slot]:
        """The slots written so far, in order, from the journal."""
        with open(self.path / ".slots", "rb") as journal:
            for _ in range(self.progress.slots):
                number, draw, key, same, left_out = _ENTRY.unpack(journal.read(_ENTRY.size))
                yield Slot(self._cells[number], draw, key, same, left_out)

    def put(self, slot: Slot, row: str, grade: int) -> None:
        """Write the row of the next slot."""
        data = row.encode() + b"\n"
        if self._shard is None:
            name = f"rows-{self.progress.rows // SHARD:05d}.jsonl"
            self._shard = _cut(self.path / "data" / name, self.progress.shard_bytes)
        self._shard.write(data)
        self.progress.rows += 1
        self.progress.shard_bytes += len(data)
        for counts, what in ((self.progress.made, str(slot.cell)), (self.progress.grades, str(grade))):
            counts[what] = counts.get(what, 0) + 1
        self._note(slot)
        if self.progress.rows % SHARD == 0:
            self.progress.shard_bytes = 0  # of the next one
            self.checkpoint()
            self._shard.close()
            self._shard = None

    def reject(self, slot: Slot, why: str) -> None:
        """Write that the next slot has no row."""
        data = json.dumps({"id": row_id(slot.cell, slot.draw), "status": "error", "error": why}).encode() + b"\n"
        self._rejected.write(data)
        self.progress.rejected_bytes += len(data)
        self._note(slot)

    def _note(self, slot: Slot) -> None:
        entry = _ENTRY.pack(self._numbers[slot.cell], slot.draw, slot.key, slot.same, slot.excluded)
        self._journal.write(entry)
        self.progress.slots += 1
        self._since += 1
        if self._since >= CHECKPOINT:
            self.checkpoint()

    def checkpoint(self) -> None:
        """Have everything on the disk, then say so."""
        for file in (self._shard, self._rejected, self._journal):
            if file is not None:
                file.flush()
                os.fsync(file.fileno())
        _whole(self.path / ".progress.json", json.dumps(asdict(self.progress)))
        self._since = 0

    def finish(self, summary: str) -> None:
        """Write summary.json."""
        _whole(self.path / "summary.json", summary)

    def _begun(self, excluded: str) -> Progress:
        fresh = Progress(self.recipe.digest, excluded)
        file = self.path / ".progress.json"
        if file.is_file():
            found = Progress(**json.loads(file.read_text(encoding="utf-8")))
            for what, old, new in (
                ("recipe", found.recipe, fresh.recipe),
                ("exclusion", found.excluded, fresh.excluded),
            ):
                if old != new:
                    raise FolderError(
                        f"{self.path} holds rows of another {what} ({old}, not {new}); choose another folder"
                    )
            return found
        if self.path.exists() and (not self.path.is_dir() or any(self.path.iterdir())):
            raise FolderError(
                f"{self.path} is there already and holds no rows of `hybrid generate`; choose another folder"
            )
        self.path.mkdir(parents=True, exist_ok=True)
        _whole(self.path / "recipe.txt", str(self.recipe))
        _whole(file, json.dumps(asdict(fresh)))
        return fresh


def _cut(path: Path, size: int) -> BinaryIO:
    """A file open for writing at `size`, what was beyond it gone. Raises FolderError where it is shorter."""
    path.touch()
    file = open(path, "r+b")
    if file.seek(0, os.SEEK_END) < size:
        file.close()
        raise FolderError(f"{path} is shorter than .progress.json says ({size} bytes); it was changed by someone else")
    file.truncate(size)
    file.seek(size)
    return file


def _whole(path: Path, text: str) -> None:
    """Write a file whole or not at all, beside it under a name that is always the same: a run that is killed leaves no
    files that another has not."""
    beside = path.with_name(path.name + ".new")
    with open(beside, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside, path)
