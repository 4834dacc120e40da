"""Replies in the order of the tasks, from workers that answer in any order.

A task is numbered when it is taken. At most `window` numbers lie between the next reply to give and the next task to
take, so a slow task holds back the replies behind it, but never more than a window of them.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Sequence
from itertools import islice
from typing import Any, Protocol

from hybrid.workers import Reply


class Crew(Protocol):
    """Workers: hybrid.workers.Pool, or actors of a cluster."""

    def room(self) -> bool:
        """Whether another chunk would not just wait; true when nothing is under way."""
        ...

    def submit(self, chunk: Sequence[tuple[int, Sequence[Any]]], /) -> None:
        """Take over these tasks, with their numbers."""
        ...

    def replies(self, block: bool) -> list[tuple[int, Reply]]:
        """Numbers and replies that have come; `block` waits until something happened, which may be no reply."""
        ...


def default_window(workers: int, chunk: int) -> int:
    """Enough that the other workers stay busy for a while behind a slow task."""
    return max(64, 16 * workers * chunk)


def in_order(crew: Crew, tasks: Iterable[Sequence[Any]], chunk: int, window: int) -> Generator[Reply, None, None]:
    """A reply for each task; `chunk` tasks are handed out at a time."""
    numbered = enumerate(tasks)
    early: dict[int, Reply] = {}
    taken = given = 0
    more = True
    while True:
        while more and taken - given < window and crew.room():
            size = min(chunk, window - (taken - given))
            part = list(islice(numbered, size))
            more = len(part) == size
            taken += len(part)
            if part:
                crew.submit(part)
        if given == taken and not more:
            return
        early.update(crew.replies(given not in early))
        if given in early:
            yield early.pop(given)
            given += 1
