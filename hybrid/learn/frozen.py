"""The problems kept aside to measure by: datasets/frozen/level1.jsonl to level5.jsonl.

They were drawn once, by benchmarks/freeze.py, from the seeds FROZEN_SEEDS. Whoever learns draws with other seeds and
leaves out what is here: `problems(level, seed, count, exclude=frozen_keys())`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from hybrid.learn.curriculum import key
from hybrid.learn.levels import LEVELS
from hybrid.paths import folder

FROZEN_SEEDS = {level: 990_000 + level for level in LEVELS}


@dataclass(frozen=True)
class Frozen:
    """One line of a frozen set."""

    id: str
    level: int
    family: str
    statement: str


def frozen(level: int) -> list[Frozen]:
    """The frozen problems of a level, in their order.

    Raises ValueError for an unknown level or a line that is none, FileNotFoundError where the sets are absent: an
    installed package has none.
    """
    if level not in LEVELS:
        raise ValueError(f"unknown level {level}: the levels are {', '.join(map(str, LEVELS))}")
    path = _place(level)
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            row = json.loads(line)
            rows.append(Frozen(str(row["id"]), int(row["level"]), str(row["family"]), str(row["statement"])))
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"{path.name}:{number}: no line of a frozen set: {error!r}") from None
    return rows


def frozen_keys() -> set[str]:
    """The keys of all frozen problems (`hybrid.learn.curriculum.key`). Raises as `frozen` does."""
    return {key(row.statement) for level in LEVELS for row in frozen(level)}


def _place(level: int) -> Path:
    try:
        path = folder("datasets") / "frozen" / f"level{level}.jsonl"
    except FileNotFoundError as error:
        raise FileNotFoundError(f"{error}; the frozen sets are in a checkout only") from None
    if not path.is_file():
        raise FileNotFoundError(f"no frozen problems of level {level}: {path} is missing (python -m benchmarks.freeze)")
    return path
