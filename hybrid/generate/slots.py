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
from operator import add

from hybrid.generate.drawing import drawn_key
from hybrid.generate.recipe import Cell, Recipe
from hybrid.generate.unique import Keys

PATIENCE = 500


@dataclass(frozen=True)
class Slot:
    """A draw that will be a row. same, excluded: draws of the cell passed over since its slot before. text: of its
    problem; "" where the slot comes from a journal."""

    cell: Cell
    draw: int
    key: int
    same: int = 0
    excluded: int = 0
    text: str = field(default="", compare=False)


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
        # the cells that are not used up, their weights, and the rows each is behind its share, times all weights
        self._open = list(self.recipe.weights)
        self._weights = [int(w * scale) for w in self.recipe.weights.values()]
        self._behind = list(self._weights)

    def replay(self, slots: Iterable[Slot]) -> None:
        """Take up after slots that were dealt before, in their order."""
        for slot in slots:
            while self._open[turn := self._turn()] != slot.cell:
                self._use_up(turn)
            self._take(turn, slot)

    def __iter__(self) -> Iterator[Slot]:
        """Slots without end, until every cell is used up."""
        while self._open:
            turn = self._turn()
            slot = self._draw(self._open[turn])
            if slot is None:
                self._use_up(turn)
                continue
            self._take(turn, slot)
            yield slot

    def _turn(self) -> int:
        """Which open cell is furthest behind; the first of several."""
        return self._behind.index(max(self._behind))

    def _use_up(self, turn: int) -> None:
        self.used_up.add(self._open[turn])
        del self._open[turn], self._weights[turn], self._behind[turn]

    def _take(self, turn: int, slot: Slot) -> None:
        self._behind[turn] -= sum(self._weights)
        self._behind = list(map(add, self._behind, self._weights))
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
                return Slot(cell, draw, key, same, excluded, text)
        return None
