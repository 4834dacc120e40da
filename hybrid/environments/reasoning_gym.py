"""The generated problems as a data set of the library reasoning-gym; importing this module registers it.

    >>> import hybrid.environments.reasoning_gym
    >>> data = reasoning_gym.create_dataset("hybrid", size=100, seed=1, topics=["quadratics"], max_level=3)
    >>> data.score_answer("{3, 2}", data[0])

An item follows from the seed and its index; unlike `Random(seed + index)`, which many data sets of the library use,
neighbouring seeds share no items. Topics without a level in the range are left out. A draw that the prover does not
solve, or that asks for a proof, which has no answer to compare, is drawn again.

A score is 1.0 for the right answer in the form asked for, 0.0 for any other: there is no credit for a part of the text.
Answers are compared by mathematics (hybrid.answers).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

try:
    from reasoning_gym.coaching import BaseCurriculum, RangeAttributeDefinition
    from reasoning_gym.dataset import ProceduralDataset
    from reasoning_gym.factory import DATASETS, register_dataset
except ImportError:
    raise ImportError("this needs reasoning-gym: pip install 'hybrid[gym]'") from None

from hybrid.generate.drawing import drawn
from hybrid.generate.formats import prompt
from hybrid.generate.making import NotMade, Settings
from hybrid.generate.making import row as make_row
from hybrid.generate.recipe import Cell, levels
from hybrid.generate.row import Row

NAME = "hybrid"
ATTEMPTS = 100  # draws for one item


@dataclass
class HybridConfig:
    """topics: names that `hybrid generate --topics` lists, all when None; levels from min_level to max_level; seed and
    size as for every data set of the library."""

    topics: Sequence[str] | None = None
    min_level: int = 1
    max_level: int = 5
    seed: int | None = None
    size: int = 500

    def validate(self) -> None:
        """Raises ValueError naming the field that does not fit."""
        if self.size < 1:
            raise ValueError(f"size: expected a positive number, found {self.size}")
        if not 1 <= self.min_level <= self.max_level:
            raise ValueError(f"expected 1 <= min_level <= max_level, found {self.min_level} and {self.max_level}")
        known = levels()
        for topic in self.topics or ():
            if topic not in known:
                raise ValueError(f"topics: expected some of {', '.join(sorted(known))}, found {topic!r}")
        if not self.cells():
            raise ValueError(f"no topic has a level from {self.min_level} to {self.max_level}")

    def cells(self) -> list[Cell]:
        """The topics and levels that are drawn from, each as often as the others."""
        wanted = sorted(levels().items()) if self.topics is None else [(t, levels()[t]) for t in self.topics]
        return [Cell(t, n) for t, has in wanted for n in has if self.min_level <= n <= self.max_level]


class HybridDataset(ProceduralDataset):  # type: ignore[misc]
    """Problems of school mathematics with proved answers."""

    def __init__(self, config: HybridConfig):
        super().__init__(config=config, seed=config.seed, size=config.size)
        self._cells = config.cells()

    def __getitem__(self, idx: int) -> dict[str, Any]:
        """{"question", "answer", "metadata"}: of the metadata every value can be written as JSON. Raises IndexError."""
        if not 0 <= idx < self.size:
            raise IndexError(f"expected an index from 0 to {self.size - 1}, found {idx}")
        row = self._row(idx)
        return {
            "question": prompt(row),
            "answer": row["answer"],
            "metadata": {
                "source_dataset": NAME,
                "source_index": idx,
                "topic": row["topic"],
                "level": row["level"],
                "problem": row["problem"],
                "conditions": row["conditions"],
                "unit": row.get("unit", ""),
                "steps": len(row["steps"]),
                "difficulty": {"level": [self.config.min_level, self.config.max_level]},
            },
        }

    def _row(self, idx: int) -> Row:
        rng = Random(f"{NAME} {self.seed} {idx}")
        settings = Settings(seed=self.seed)
        for _ in range(ATTEMPTS):
            cell, draw = rng.choice(self._cells), rng.randrange(2**40)
            if drawn(settings.seed, cell, draw).startswith("prove "):
                continue
            try:
                return make_row(settings, cell, draw, 0)
            except NotMade:
                continue
        cells = ", ".join(map(str, self._cells))
        raise RuntimeError(
            f"{ATTEMPTS} draws gave no solved problem with an answer to compare (proofs have none): {cells}"
        )

    def score_answer(self, answer: str | None, entry: dict[str, Any]) -> float:
        """1.0 when the answer is that of the entry and worked out as far, else 0.0. Never raises on any text."""
        from hybrid.answers import asks_percent, read_given, read_gold
        from hybrid.answers.compare import match
        from hybrid.answers.finished import finished

        if not isinstance(answer, str):
            return 0.0
        percent = asks_percent(entry["question"])
        found = match(read_gold(entry["answer"], percent), read_given(answer, percent))
        if not found.verdict.proved or found.gold is None or found.given is None:
            return 0.0
        return float(finished(found.gold, found.given, answer, entry["question"]))


class HybridCurriculum(BaseCurriculum):  # type: ignore[misc]
    """Levels from 1 to the highest reached."""

    def __init__(self) -> None:
        super().__init__(HybridCurriculum.__name__, HybridConfig)
        self._define_attributes(
            RangeAttributeDefinition(
                name="level",
                levels=[1, 2, 3, 4, 5],
                description="level of the topics",
                lower_field_name="min_level",
                upper_field_name="max_level",
            )
        )


if NAME not in DATASETS:
    register_dataset(NAME, HybridDataset, HybridConfig, HybridCurriculum)
