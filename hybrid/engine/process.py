"""The engine of one machine: worker processes that may crash or hang without harm to the rest (hybrid.workers).

A task that hangs is ended with its process when its wall clock runs out. A task whose process dies is tried once more
in a new one, so a process that somebody kills loses nothing, and a task that kills its process is an error. Of a chunk
only the task at which the process was lost is affected: what came before it has been answered, what comes after it
goes to another process.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Sequence
from contextlib import closing
from typing import Any

from hybrid.engine.order import default_window, in_order
from hybrid.workers import Pool, Reply


class ProcessEngine:
    """workers: processes; chunk: tasks a process is given at a time, which saves round trips where tasks are short;
    window: the most tasks that are taken and have no reply given yet."""

    def __init__(self, workers: int = 1, *, chunk: int = 1, window: int | None = None) -> None:
        self.workers = max(1, workers)
        self.chunk = max(1, chunk)
        self.window = default_window(self.workers, self.chunk) if window is None else max(1, window)

    def map(
        self,
        work: str,
        tasks: Iterable[Sequence[Any]],
        *,
        prepared: Sequence[Any] = (),
        wall: float = 25.0,
        memory_mb: int = 4096,
    ) -> Generator[Reply, None, None]:
        """As hybrid.engine.Engine says."""
        pool = Pool(work, workers=self.workers, wall=wall, memory_mb=memory_mb, prepared=prepared)
        with closing(pool):
            yield from in_order(pool, tasks, self.chunk, self.window)
