"""Engines: one function on many tasks, in this process, in processes of this machine, or on a Ray cluster.

    engine = by_name("process", workers=2)
    for reply in engine.map("hybrid.batch:work", ([row, 5.0, False] for row in rows), prepared=[5.0]): ...

Every engine gives the same replies in the order of the tasks; what differs is how fast, and what becomes of a task
that crashes or hangs (see each). The tasks are taken as there is room for them, and no more of them are under way
or waiting for an earlier one than the engine's window, so memory stays flat however many there are.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Sequence
from typing import Any, Protocol

from hybrid.workers import Reply

__all__ = ["NAMES", "Engine", "NoCluster", "Reply", "by_name"]

NAMES = ("process", "ray", "serial")


class NoCluster(RuntimeError):
    """There is no cluster to work on: none answers at its address, or it has no place."""


class Engine(Protocol):
    def map(
        self,
        work: str,
        tasks: Iterable[Sequence[Any]],
        *,
        prepared: Sequence[Any] = (),
        wall: float = 25.0,
        memory_mb: int = 4096,
    ) -> Generator[Reply, None, None]:
        """A reply for each task, in their order; the tasks are consumed lazily.

        work       "module:function"; called with the arguments that a task lists. Arguments and value are plain
                   data of JSON (a tuple comes out as a list)
        prepared   arguments for the module's function `prepare`, if it has one, called once in each process
        wall       seconds a task may take
        memory_mb  address space a process may have, in MiB

        A task that raises, crashes, hangs or eats too much memory has a reply with an error. A task may be run again
        when the process it was in is lost, so `work` should depend on its arguments alone. Closing the generator ends
        what was started. Raises RuntimeError when `work` cannot be loaded.
        """
        ...


def by_name(name: str, workers: int = 1, *, chunk: int = 1) -> Engine:
    """The engine of that name with so many workers, tasks being handed out `chunk` at a time.

    Raises ValueError for a name not in NAMES, ModuleNotFoundError when Ray is asked for and not installed.
    """
    if name == "process":
        from hybrid.engine.process import ProcessEngine

        return ProcessEngine(workers, chunk=chunk)
    if name == "serial":
        from hybrid.engine.serial import SerialEngine

        return SerialEngine()
    if name == "ray":
        from hybrid.engine.ray import RayEngine

        return RayEngine(workers, chunk=chunk)
    raise ValueError(f"engine {name!r}: expected one of {', '.join(NAMES)}")
