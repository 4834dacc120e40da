"""Dealing rows out among the cells of a recipe.

Row after row goes to the cell that is furthest behind its share, so that every beginning of the rows is balanced.
Within a cell draws are made in order, 0, 1, 2, ...; one that is the same as an earlier problem of any cell, or that
is excluded, is passed over. Which draws the slots hold follows from the recipe alone, not from who works them out.

A cell in which no new problem came for PATIENCE draws is used up, and its share goes to the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from math import lcm

from hybrid.generate.drawing import drawn_key
from hybrid.generate.recipe import Cell, Recipe
from hybrid.generate.unique import Keys

PATIENCE = 500


@dataclass(frozen=True)
class Slot:
    """A draw that will be a row. same, excluded: draws of the cell passed over since its slot before."""

    cell: Cell
    draw: int
    key: int
    same: int = 0
    excluded: int = 0


@dataclass
class Dealer:
    """The slots of a recipe, one after the other.

    excluded  whether a problem must be left out: of its key and its text
    expected  how many slots will be asked for, to size the table of keys
    """

    recipe: Recipe
    excluded: Callable[[int, str], bool] = lambda key, text: False
    expected: int = 1024
    used_up: set[Cell] = field(init=False, default_factory=set)

    def __post_init__(self) -> None:
        self._keys = Keys(self.expected)
        self._next = dict.fromkeys(self.recipe.weights, 0)
        scale = lcm(*(w.denominator for w in self.recipe.weights.values()))
        self._weight = {cell: int(w * scale) for cell, w in self.recipe.weights.items()}
        self._due = dict.fromkeys(self.recipe.weights, 0)  # rows a cell is behind its share, times all weights

    def replay(self, slots: Iterable[Slot]) -> None:
        """Take up after slots that were dealt before, in their order."""
        for slot in slots:
            while (cell := self._turn()) != slot.cell:
                self.used_up.add(cell)
            self._take(slot)

    def __iter__(self) -> Iterator[Slot]:
        """Slots without end, until every cell is used up."""
        while self._open():
            cell = self._turn()
            slot = self._draw(cell)
            if slot is None:
                self.used_up.add(cell)
                continue
            self._take(slot)
            yield slot

    def _turn(self) -> Cell:
        """The cell furthest behind; the first of several."""
        return max(self._open(), key=lambda c: self._due[c] + self._weight[c])

    def _open(self) -> list[Cell]:
        return [c for c in self._weight if c not in self.used_up]

    def _take(self, slot: Slot) -> None:
        open_cells = self._open()
        for cell in open_cells:
            self._due[cell] += self._weight[cell]
        self._due[slot.cell] -= sum(self._weight[c] for c in open_cells)
        self._next[slot.cell] = slot.draw + 1
        self._keys.add(slot.key)

    def _draw(self, cell: Cell) -> Slot | None:
        same = excluded = 0
        start = self._next[cell]
        for draw in range(start, start + PATIENCE):
            key, text = drawn_key(self.recipe.seed, cell, draw)
            if key in self._keys:
                same += 1
            elif self.excluded(key, text):
                excluded += 1
            else:
                return Slot(cell, draw, key, same, excluded)
        return None
