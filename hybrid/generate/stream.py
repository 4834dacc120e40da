"""A data set of PyTorch that generates while it is read, without end.

    >>> data = GeneratedDataset("school", seed=7, format="messages")
    >>> for batch in DataLoader(data, batch_size=None, num_workers=4): ...

The slots of a recipe are numbered (hybrid.generate.slots). Process `index` of `num_shards` has those whose number
leaves the remainder `index`, and shares them out among the workers of its loader in the same way: no row comes twice,
none is missing, and which rows a process has does not depend on how many workers make them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from torch.utils.data import IterableDataset, get_worker_info

from hybrid.generate.formats import FORMATS, Record
from hybrid.generate.row import Row
from hybrid.problem import FormatError

if TYPE_CHECKING:
    from hybrid.generate.recipe import Recipe


class Draws(Protocol):
    """Anything that makes the rows of every stride-th slot of a recipe from the start-th."""

    def __call__(self, recipe: Recipe, start: int, stride: int) -> Iterator[Row]: ...


class GeneratedDataset(IterableDataset):  # type: ignore[misc]
    """Records of a recipe, in one of FORMATS.

    recipe      a Recipe, the file of one, or the name of one that ships
    seed        instead of the recipe's own
    num_shards  processes that read the same recipe, such as the ranks of a distributed training
    index       which of them this is, from 0
    skip        slots to leave out at the beginning, to go on where a training was stopped
    exclude     files and folders of problems that must not come (hybrid.generate.excluding); the project's own
                evaluation sets when not given. The slots depend on them: give every process the same
    draws       makes the rows; `hybrid.generate.making.draws` when not given

    Raises FormatError for an unknown format and shards that do not fit, InputError for a recipe that is none, OSError.
    """

    def __init__(
        self,
        recipe: Recipe | str | Path,
        seed: int | None = None,
        format: str = "messages",
        num_shards: int = 1,
        index: int = 0,
        skip: int = 0,
        exclude: Sequence[Path] | None = None,
        draws: Draws | None = None,
    ):
        if format not in FORMATS:
            raise FormatError(f"format: expected one of {', '.join(FORMATS)}, found {format!r}")
        if not 0 <= index < num_shards or skip < 0:
            raise FormatError(f"expected 0 <= index < num_shards and skip >= 0, found {index}, {num_shards}, {skip}")
        if isinstance(recipe, (str, Path)):
            from hybrid.generate.recipe import load_recipe

            recipe = load_recipe(Path(recipe))
        self.recipe = recipe if seed is None else recipe.seeded(seed)
        self.format, self.num_shards, self.index, self.skip = format, num_shards, index, skip
        self.exclude = exclude
        self._draws = draws

    def __iter__(self) -> Iterator[Record]:
        worker = get_worker_info()
        number, workers = (0, 1) if worker is None else (worker.id, worker.num_workers)
        records = FORMATS[self.format].records
        for row in self._made(self.skip + self.index + self.num_shards * number, self.num_shards * workers):
            yield from records(row)

    def _made(self, start: int, stride: int) -> Iterator[Row]:
        if self._draws is not None:
            return self._draws(self.recipe, start, stride)
        from hybrid.generate.excluding import excluded, own_sets
        from hybrid.generate.making import draws

        left_out = excluded(own_sets() if self.exclude is None else self.exclude)
        return draws(self.recipe, start, stride, left_out)
