"""The engine of a cluster: Ray actors, each with one worker process that can be killed.

    actor   a `Pool` of one worker (hybrid.workers), which loads the function, and a model if it asks for one, once. A
            task that hangs or crashes takes that process with it and not the actor.
    caller  gives each actor two chunks, so that none waits while answers travel, and puts the replies in order. An
            actor does its chunks in turn; when it is lost, the first of them without an answer is the one it was lost
            at, and is tried again task by task elsewhere; what it had not begun goes to others as it was.

Tasks and replies travel as JSON text. `hybrid` and the module of the work must be on every node, installed or where the
caller has them. With a running cluster (RAY_ADDRESS,
`ray.init` by the caller, or `ray start`) the actors are put there; else a local one is started, and ended afterwards.
Tables are answered by hybrid.engine.table, for `ray.data.Dataset.map_batches`.
"""

from __future__ import annotations

import json
import os
import socket
import sys
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

from hybrid.engine import NoCluster
from hybrid.engine.order import default_window, in_order
from hybrid.engine.table import Answers
from hybrid.workers import STARTUP, Pool, Reply

__all__ = ["Answers", "RayEngine"]

CONNECT = 10.0  # seconds that the address in RAY_ADDRESS has to take a connection
PATIENCE = 600.0  # seconds a cluster has to find a place for an actor when none is at work
_DEPTH = 2  # chunks an actor has
_STARTS = 3  # actors in a row that may be lost before they have started
_TRIES = 3  # actors that may be lost at a task before it is given up
_PAUSE = 0.01  # seconds between two looks at what has come, as long as nobody waits


class RayEngine:
    """workers: actors; chunk: tasks in a message; window: the most tasks that are taken and have no reply given yet;
    cpus, gpus: what an actor asks of its node.

    Raises ModuleNotFoundError when Ray is not installed.
    """

    def __init__(
        self, workers: int = 2, *, chunk: int = 1, window: int | None = None, cpus: float = 1.0, gpus: float = 0.0
    ) -> None:
        _ray()
        self.workers = max(1, workers)
        self.chunk = max(1, chunk)
        self.window = default_window(self.workers, self.chunk) if window is None else max(1, window)
        self.cpus, self.gpus = cpus, gpus

    def map(
        self,
        work: str,
        tasks: Iterable[Sequence[Any]],
        *,
        prepared: Sequence[Any] = (),
        wall: float = 25.0,
        memory_mb: int = 4096,
    ) -> Generator[Reply, None, None]:
        """As hybrid.engine.Engine says. Raises NoCluster when no cluster answers or it has no place."""
        ray = _ray()
        paths = [os.path.abspath(p) for p in sys.path]
        arguments = (work, wall, memory_mb, json.dumps(list(prepared)), paths)
        with _cluster(ray, self.workers * self.cpus):
            remote = ray.remote(num_cpus=self.cpus, num_gpus=self.gpus, max_restarts=0)(_Solver)
            with closing(_Crew(ray, lambda: remote.remote(*arguments), self.workers, wall)) as crew:
                yield from in_order(crew, tasks, self.chunk, self.window)


def _ray() -> Any:
    try:
        return import_module("ray")
    except ModuleNotFoundError as error:
        if error.name != "ray":
            raise
        raise ModuleNotFoundError("the engine ray needs Ray: pip install 'hybrid[ray]'", name="ray") from None


@contextmanager
def _cluster(ray: Any, cpus: float) -> Iterator[None]:
    """The cluster that the caller is connected to, else one that runs, else one started here and ended."""
    if ray.is_initialized():
        yield
        return
    _reach(ray, os.environ.get("RAY_ADDRESS", ""))
    quiet = {"log_to_driver": False, "logging_level": "warning"}
    try:
        try:
            ray.init(num_cpus=max(1, round(cpus)), include_dashboard=False, **quiet)
        except ValueError:  # there is a cluster, whose size is not for us to say
            ray.init(**quiet)
    except ConnectionError as error:
        raise NoCluster(f"no cluster at {os.environ.get('RAY_ADDRESS')}: {error}") from None
    try:
        yield
    finally:
        ray.shutdown()


def _reach(ray: Any, address: str) -> None:
    """Raises NoCluster when nothing takes a connection at `host:port` or `ray://host:port` within CONNECT seconds,
    because Ray itself tries for minutes. Other addresses (none, auto, local) are for Ray to find."""
    place = address.removeprefix("ray://")
    if place in ("", "auto", "local") or "://" in place:
        return
    host, _, port = place.rpartition(":")
    if not host or not port.isdecimal() or not 0 < int(port) < 65536:
        example = "10.0.0.5:6379 or ray://10.0.0.5:10001"
        raise NoCluster(f"RAY_ADDRESS is {address!r}; expected host:port, as in {example}")
    hosts = [host.strip("[]")]
    if hosts[0] in ("localhost", "127.0.0.1", "::1"):
        hosts.append(ray.util.get_node_ip_address())  # where Ray looks for a cluster of this machine
    for name in hosts:
        try:
            socket.create_connection((name, int(port)), CONNECT).close()
            return
        except (OSError, UnicodeError) as error:
            why = error
    raise NoCluster(
        f"no cluster at {address} (RAY_ADDRESS): {why}; start one there (`ray start --head`), or"
        " leave RAY_ADDRESS out to use this machine"
    )


# -- the actor's side -------------------------------------------------------------------------------


class _Solver:
    def __init__(self, work: str, wall: float, memory_mb: int, prepared: str, paths: list[str]) -> None:
        # Nodes that share the caller's files find what the caller would; others, what is installed there.
        sys.path += [p for p in paths if p not in sys.path and os.path.exists(p)]
        self.pool = Pool(work, wall=wall, memory_mb=memory_mb, prepared=json.loads(prepared))

    def start(self) -> None:
        """Answers as soon as the actor lives."""

    def run(self, chunk: str) -> str:
        """[[value, error], ...] for a list of tasks, or {"failed": why} when the work cannot be loaded."""
        tasks = json.loads(chunk)
        self.pool.submit(list(enumerate(tasks)))
        replies: dict[int, Reply] = {}
        try:
            while len(replies) < len(tasks):
                replies.update(self.pool.replies())
        except RuntimeError as error:
            return json.dumps({"failed": str(error)})
        return json.dumps([[replies[i].value, replies[i].error] for i in range(len(tasks))])


# -- the caller's side ------------------------------------------------------------------------------


@dataclass(slots=True)
class _Chunk:
    tasks: Sequence[tuple[int, Sequence[Any]]]
    losses: int = 0


@dataclass(slots=True)
class _Actor:
    """handle, the references of what it was asked, in order; the first time it is asked to start, without a chunk."""

    handle: Any
    deadline: float
    asked: deque[tuple[Any, _Chunk | None]] = field(default_factory=deque)

    @property
    def started(self) -> bool:
        return not self.asked or self.asked[0][1] is not None


class _Crew:
    """Actors that take chunks (hybrid.engine.order.Crew)."""

    def __init__(self, ray: Any, new: Callable[[], Any], size: int, wall: float) -> None:
        self._ray, self._new, self._size, self._wall = ray, new, size, wall
        self._actors: list[_Actor] = []
        self._queue: deque[_Chunk] = deque()
        self._failed_starts = 0
        self._looked = 0.0

    def room(self) -> bool:
        under_way = sum(len(a.asked) for a in self._actors if a.started)
        return under_way + len(self._queue) < _DEPTH * self._size

    def submit(self, chunk: Sequence[tuple[int, Sequence[Any]]], /) -> None:
        self._queue.append(_Chunk(chunk))
        self._assign()

    def replies(self, block: bool) -> list[tuple[int, Reply]]:
        now = time.monotonic()
        if not block and now - self._looked < _PAUSE:
            return []
        self._looked = now
        heads = {actor.asked[0][0]: actor for actor in self._actors if actor.asked}
        came: list[tuple[int, Reply]] = []
        if heads:
            wait = max(0.0, min(a.deadline for a in heads.values()) - now) if block else 0.0
            done, _ = self._ray.wait(list(heads), num_returns=1 if block else len(heads), timeout=wait)
            for reference in done:
                came += self._receive(heads[reference], reference)
            now = time.monotonic()
            for actor in [a for a in self._actors if a.asked and a.deadline <= now]:
                came += self._overdue(actor)
        self._assign()
        return came

    def close(self) -> None:
        """End the actors; the process of each ends with it."""
        for actor in self._actors:
            self._kill(actor)
        self._actors.clear()
        self._queue.clear()

    def _assign(self) -> None:
        for depth in range(_DEPTH):  # first the idle ones
            for actor in self._actors:
                if self._queue and actor.started and len(actor.asked) <= depth:
                    self._send(actor, self._queue.popleft())
        starting = sum(not a.started for a in self._actors)
        for _ in range(min(len(self._queue) - starting, self._size - len(self._actors))):
            handle = self._new()
            actor = _Actor(handle, time.monotonic() + PATIENCE)
            actor.asked.append((handle.start.remote(), None))
            self._actors.append(actor)

    def _send(self, actor: _Actor, chunk: _Chunk) -> None:
        message = json.dumps([list(arguments) for _, arguments in chunk.tasks])
        if not actor.asked:
            actor.deadline = self._deadline(chunk)
        actor.asked.append((actor.handle.run.remote(message), chunk))

    def _deadline(self, chunk: _Chunk) -> float:
        """When an actor that still lives is taken for frozen. Its own pool ends a task that hangs long before."""
        return time.monotonic() + len(chunk.tasks) * 2 * (self._wall + STARTUP)

    def _receive(self, actor: _Actor, reference: Any) -> list[tuple[int, Reply]]:
        errors = self._ray.exceptions
        try:
            answer = self._ray.get(reference)
        except errors.RayTaskError as error:
            raise RuntimeError(f"an actor fails: {error.cause!r}") from None
        except errors.RayError as error:
            return self._lost(actor, str(error))
        _, chunk = actor.asked.popleft()
        if actor.asked and (following := actor.asked[0][1]) is not None:
            actor.deadline = self._deadline(following)
        if chunk is None:
            self._failed_starts = 0
            return []
        answer = json.loads(answer)
        if isinstance(answer, dict):
            raise RuntimeError(answer["failed"])
        return [(number, Reply(*reply)) for (number, _), reply in zip(chunk.tasks, answer, strict=True)]

    def _overdue(self, actor: _Actor) -> list[tuple[int, Reply]]:
        if actor.started:
            self._kill(actor)
            return self._lost(actor, "frozen")
        if any(a.started for a in self._actors):  # the others do the work as long as there is no place for it
            actor.deadline = time.monotonic() + PATIENCE
            return []
        raise NoCluster(
            f"no actor found a place in {PATIENCE:g} seconds on a cluster with "
            f"{self._ray.cluster_resources().get('CPU', 0):g} CPUs, {self._ray.available_resources().get('CPU', 0):g} "
            "of them free"
        )

    def _lost(self, actor: _Actor, why: str) -> list[tuple[int, Reply]]:
        self._actors.remove(actor)
        _, chunk = actor.asked.popleft()
        self._queue.extendleft(waiting for _, waiting in reversed(actor.asked) if waiting is not None)
        if chunk is None:
            self._failed_starts += 1
            if self._failed_starts >= _STARTS:
                raise RuntimeError(f"workers do not start: {why.strip().splitlines()[-1]}")
            return []
        if len(chunk.tasks) > 1:
            self._queue.extendleft(_Chunk([task]) for task in reversed(chunk.tasks))
            return []
        chunk.losses += 1
        if chunk.losses < _TRIES:
            self._queue.appendleft(chunk)
            return []
        return [(chunk.tasks[0][0], Reply(error=f"{_TRIES} actors were lost at it"))]

    def _kill(self, actor: _Actor) -> None:
        with suppress(self._ray.exceptions.RayError):
            self._ray.kill(actor.handle)
