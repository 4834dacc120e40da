"""Rows generated while a loader of PyTorch reads them: each once, whoever makes them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from torch.utils.data import DataLoader

from hybrid.generate.recipe import read_recipe
from hybrid.generate.row import Row
from hybrid.generate.stream import GeneratedDataset
from hybrid.problem import FormatError
from hybrid.syntax.errors import InputError
from tests import generated

SLOTS = 60


@dataclass(frozen=True)
class Short:
    """A recipe that ends after SLOTS slots."""

    seed: int = 0

    def seeded(self, seed: int) -> Short:
        return replace(self, seed=seed)


def numbered(recipe: Any, start: int, stride: int) -> Iterator[Row]:
    """Rows that tell their slot; every seventh slot has none, as when a problem is not solved."""
    for slot in range(start, SLOTS, stride):
        if slot % 7:
            yield {**generated.linear(), "id": f"{recipe.seed}-{slot}", "draw": slot}


def slots(*, workers: int = 0, **options: Any) -> list[int]:
    """The slots of the rows that a loader gives."""
    data = GeneratedDataset(Short(), format="rows", draws=numbered, **options)
    return [row["draw"] for row in DataLoader(data, batch_size=None, num_workers=workers)]


ALL = [slot for slot in range(SLOTS) if slot % 7]


def test_one_reader_has_the_slots_in_order() -> None:
    assert slots() == ALL


@pytest.mark.parametrize("workers", [1, 2])
def test_workers_make_every_row_once(workers: int) -> None:
    assert sorted(slots(workers=workers)) == ALL


def test_shards_and_their_workers_make_every_row_once() -> None:
    shares = [slots(workers=2, num_shards=3, index=i) for i in range(3)]
    assert sorted(slot for share in shares for slot in share) == ALL
    assert [{slot % 3 for slot in share} for share in shares] == [{0}, {1}, {2}]


def test_what_a_shard_has_does_not_depend_on_its_workers() -> None:
    assert sorted(slots(workers=2, num_shards=2, index=1)) == slots(num_shards=2, index=1)


def test_going_on_leaves_out_what_was_read() -> None:
    assert slots(skip=25) == [slot for slot in ALL if slot >= 25]


def test_a_row_may_be_several_records() -> None:
    data = GeneratedDataset(Short(), seed=4, format="stepwise", draws=numbered)
    first = list(islice(data, 4))
    assert [record["labels"] for record in first] == [[True, True], [False], [True, False], [True, True]]
    assert [record["id"] for record in first] == ["4-1", "4-1", "4-1", "4-2"]


def test_bad_options_are_told() -> None:
    with pytest.raises(FormatError, match="expected one of rows, messages"):
        GeneratedDataset(Short(), format="alpaca", draws=numbered)
    for shards in ({"num_shards": 2, "index": 2}, {"index": -1}, {"skip": -1}):
        with pytest.raises(FormatError, match="0 <= index < num_shards"):
            GeneratedDataset(Short(), draws=numbered, **shards)


# -- the real generator ---------------------------------------------------------------------------


def test_the_shards_of_a_recipe_are_the_rows_that_generate_writes(tmp_path: Path) -> None:
    from hybrid.engine import by_name
    from hybrid.generate.generating import generate
    from hybrid.generate.reading import read_rows

    recipe = read_recipe("seed 5\nlinear-equations levels 1-2\nword-problems levels 1")
    generate(recipe, 12, tmp_path / "rows", by_name("serial"))
    written = list(read_rows(tmp_path / "rows"))
    shards = [
        list(islice(GeneratedDataset(recipe, format="rows", num_shards=2, index=i, exclude=[]), len(written) // 2))
        for i in range(2)
    ]
    streamed = [row["id"] for pair in zip(*shards, strict=True) for row in pair]
    assert streamed == [row["id"] for row in written]
    assert len({row["key"] for shard in shards for row in shard}) == len(written)


def test_excluded_problems_do_not_come(tmp_path: Path) -> None:
    recipe = read_recipe("seed 5\nlinear-equations levels 1")
    everything = [row["problem"] for row in islice(GeneratedDataset(recipe, format="rows", exclude=[]), 6)]
    (tmp_path / "held-out.txt").write_text("\n".join(everything[1:3]), encoding="utf-8")
    rest = GeneratedDataset(recipe, format="rows", exclude=[tmp_path / "held-out.txt"])
    assert [row["problem"] for row in islice(rest, 4)] == [everything[0], *everything[3:6]]


def test_a_recipe_is_read_from_its_file_and_takes_another_seed(tmp_path: Path) -> None:
    (tmp_path / "mine.recipe").write_text("seed 5\nfactoring levels 1", encoding="utf-8")
    batch = next(iter(DataLoader(GeneratedDataset(tmp_path / "mine.recipe", seed=6), batch_size=None)))
    assert batch["id"] == "factoring-1-000000" and batch["messages"][0]["role"] == "user"
    with pytest.raises(InputError, match="no topic 'cooking'"):
        (tmp_path / "other.recipe").write_text("cooking levels 1", encoding="utf-8")
        GeneratedDataset(tmp_path / "other.recipe")
