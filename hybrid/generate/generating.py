"""`hybrid generate`: slots are dealt here, worked out by an engine, and written in their order.

Dealing costs a parse of each statement, working out a search; so one process deals for many. Because the slots follow
from the recipe alone and are written in order, the files do not depend on the engine or on the number of workers.
"""

from __future__ import annotations

import json
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from hybrid.engine import Engine
from hybrid.generate.excluding import digest, excluded
from hybrid.generate.recipe import Recipe
from hybrid.generate.slots import Dealer, Slot
from hybrid.generate.writing import Folder

WORK = "hybrid.generate.making:work"
WALL = 180.0  # seconds; a row takes milliseconds
CHUNK = 16  # slots that a process is given at a time


def generate(
    recipe: Recipe,
    count: int,
    out: Path,
    engine: Engine,
    *,
    exclude: Sequence[Path] = (),
    say: Callable[[int, int], None] = lambda rows, slots: None,
) -> dict[str, Any]:
    """Write `count` rows of the recipe into the folder `out`, going on where an earlier run of it stopped.

    exclude  files and folders of problems to leave out (hybrid.generate.excluding)
    say      told the rows written and the slots dealt, after each slot
    Returns the summary, which is written to summary.json too: rows by cell and grade, what was passed over and why.
    There are fewer rows than `count` where all cells are used up. Raises FolderError, FormatError for a file to
    exclude, OSError.
    """
    left_out = excluded(exclude)
    dealer = Dealer(recipe, left_out, expected=count + count // 20)
    with Folder(out, recipe, digest(exclude)) as folder:
        progress = folder.progress
        dealer.replay(folder.slots())
        under_way: deque[Slot] = deque()
        with closing(engine.map(WORK, _tasks(dealer, recipe, under_way), wall=WALL)) as replies:
            while progress.rows < count:
                reply = next(replies, None)
                if reply is None:
                    break
                slot = under_way.popleft()
                if reply.error is not None:
                    folder.reject(slot, reply.error)
                elif reply.value[0] == "row":
                    folder.put(slot, reply.value[1], reply.value[2])
                else:
                    folder.reject(slot, reply.value[1])
                say(progress.rows, progress.slots)
        folder.checkpoint()
        summary = _summary(folder, count)
        folder.finish(json.dumps(summary, indent=2) + "\n")
    return summary


def _tasks(dealer: Dealer, recipe: Recipe, under_way: deque[Slot]) -> Iterator[list[Any]]:
    for slot in dealer:
        under_way.append(slot)
        cell = slot.cell
        yield [cell.topic, cell.level, slot.draw, slot.key, recipe.seed, recipe.wrong, recipe.expansions, slot.text]


def _summary(folder: Folder, count: int) -> dict[str, Any]:
    """From the journal, so that a run that was interrupted tells the same as one that was not."""
    progress = folder.progress
    same: Counter[str] = Counter()
    left_out: Counter[str] = Counter()
    for slot in folder.slots():
        same[str(slot.cell)] += slot.same
        left_out[str(slot.cell)] += slot.excluded
    made = progress.made
    return {
        "rows": progress.rows,
        "asked": count,
        "recipe": progress.recipe,
        "by_cell": {str(c): made.get(str(c), 0) for c in folder.recipe.weights},
        "by_grade": {g: progress.grades[g] for g in sorted(progress.grades)},
        "same_as_earlier": {c: n for c, n in same.items() if n},
        "excluded": {c: n for c, n in left_out.items() if n},
        "rejected": progress.slots - progress.rows,
    }
