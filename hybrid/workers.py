"""Worker processes that take one task at a time, and are killed when it takes too long.

A worker is `python -m hybrid.workers MODULE:FUNCTION MEMORY WALL PREPARED`: JSON lines in, JSON lines out, nothing
pickled and nothing of the caller's main module run again. A function `prepare` of the module, if it has one,
is called before the first task, off its clock, with the arguments PREPARED, a JSON list. Its standard output
belongs to the protocol; what the task prints goes to standard error. Each worker leads a process group, so that
what it started dies with it. Should the caller die first, the worker ends at the end of its input, or by its own
alarm clock.

    task   [arguments...]                       reply   {"ok": value} or {"error": "..."}
"""

from __future__ import annotations

import json
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from importlib import import_module
from typing import IO, Any

STARTUP = 120.0  # seconds a new worker has to import the work function
_TRIES = 3


class _Worker:
    def __init__(self, work: str, memory_mb: int, wall: float, prepared: Sequence[Any]) -> None:
        # The caller's path, so that the worker finds the same modules wherever the caller took them from.
        env = {**os.environ, "PYTHONPATH": os.pathsep.join(p or "." for p in sys.path)}
        flags = ["-O"] if sys.flags.optimize else []
        arguments = [work, str(memory_mb), str(wall), json.dumps(list(prepared))]
        self.process = subprocess.Popen(
            [sys.executable, *flags, "-P", "-m", "hybrid.workers", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=env,
            start_new_session=True,
        )
        self.deadline = time.monotonic() + STARTUP
        self.ready = False
        self.task: Any = None
        self.busy = False
        self.buffer = bytearray()

    @property
    def output(self) -> IO[bytes]:
        if self.process.stdout is None:
            raise RuntimeError("a worker without output")
        return self.process.stdout

    def send(self, task: Any, arguments: list[Any], wall: float) -> None:
        if self.process.stdin is None:
            raise RuntimeError("a worker without input")
        self.task, self.busy, self.deadline = task, True, time.monotonic() + wall
        with suppress(BrokenPipeError):  # a worker that is gone is noticed when its output ends
            self.process.stdin.write(json.dumps(arguments).encode() + b"\n")
            self.process.stdin.flush()

    def kill(self) -> int:
        """End the worker and what it started; its exit status."""
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        for pipe in (self.process.stdin, self.process.stdout):
            with suppress(OSError):
                if pipe is not None:
                    pipe.close()
        return self.process.wait()


class Pool:
    """Workers that run `work`, "module:function", on the tasks submitted.

    wall       seconds a task may take before its worker is killed
    memory_mb  address space of a worker
    prepared   arguments for the `prepare` of the module, plain data

    Replies are what the function returned, or a text that says why there is nothing. Raises RuntimeError
    when workers die before they are ready, several times in a row.
    """

    def __init__(
        self,
        work: str,
        *,
        workers: int = 1,
        wall: float = 25.0,
        memory_mb: int = 4096,
        prepared: Sequence[Any] = (),
    ) -> None:
        self._work, self._wall, self._memory_mb, self._prepared = work, wall, memory_mb, prepared
        self._size = max(1, workers)
        self._workers: list[_Worker] = []
        self._failed_starts = 0
        self._selector = selectors.DefaultSelector()

    def submit(self, task: Any, arguments: list[Any]) -> Iterator[tuple[Any, Any]]:
        """Give the task to a free worker; while there is none, yield (task, reply) of those that get done."""
        while True:
            free = next((w for w in self._workers if w.ready and not w.busy), None)
            if free is not None:
                free.send(task, arguments, self._wall)
                return
            if len(self._workers) < self._size:
                self._start()
            yield from self._wait()

    def finish(self) -> Iterator[tuple[Any, Any]]:
        """(task, reply) of every task still under way."""
        while any(w.busy for w in self._workers):
            yield from self._wait()

    def close(self) -> None:
        """End all workers."""
        for worker in self._workers:
            worker.kill()
        self._workers.clear()
        self._selector.close()

    def _start(self) -> None:
        worker = _Worker(self._work, self._memory_mb, self._wall, self._prepared)
        self._workers.append(worker)
        self._selector.register(worker.output, selectors.EVENT_READ, worker)

    def _wait(self) -> Iterator[tuple[Any, Any]]:
        """Wait until something happens to some worker; replies that came."""
        waiting = [w for w in self._workers if w.busy or not w.ready]
        next_deadline = min((w.deadline for w in waiting), default=time.monotonic() + 1)
        for key, _ in self._selector.select(max(0.0, next_deadline - time.monotonic())):
            yield from self._receive(key.data)
        now = time.monotonic()
        for worker in [w for w in self._workers if (w.busy or not w.ready) and w.deadline <= now]:
            yield from self._lost(worker, f"killed after {self._wall:g} seconds")

    def _receive(self, worker: _Worker) -> Iterator[tuple[Any, Any]]:
        chunk = os.read(worker.output.fileno(), 1 << 16)
        if not chunk:
            yield from self._lost(worker, "")
            return
        worker.buffer += chunk
        if not chunk.endswith(b"\n"):
            return
        reply = json.loads(bytes(worker.buffer))
        worker.buffer.clear()
        if not worker.ready:
            worker.ready = True
            self._failed_starts = 0
            return
        task, worker.task, worker.busy = worker.task, None, False
        yield task, reply["ok"] if "ok" in reply else reply["error"]

    def _lost(self, worker: _Worker, why: str) -> Iterator[tuple[Any, Any]]:
        self._selector.unregister(worker.output)
        self._workers.remove(worker)
        if not why:  # its output ended: it is dying by itself, and how is worth knowing
            with suppress(subprocess.TimeoutExpired):
                worker.process.wait(timeout=2)
        status = worker.kill()
        if not worker.ready:
            self._failed_starts += 1
            if self._failed_starts >= _TRIES:
                raise RuntimeError(f"workers do not start (exit status {status})")
        elif worker.busy:
            died = f"by signal {signal.Signals(-status).name}" if status < 0 else f"with exit status {status}"
            yield worker.task, why or f"the worker ended {died}"


# -- the worker's side -----------------------------------------------------------------------------


def serve(name: str, memory_mb: int, wall: float, prepared: Sequence[Any] = ()) -> None:
    """Answer tasks from standard input until it ends."""
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit_memory(memory_mb)
    module, _, function = name.partition(":")
    home = import_module(module)
    from hybrid.collector import relax

    relax()
    work: Callable[..., Any] = getattr(home, function)
    getattr(home, "prepare", lambda *_: None)(*prepared)
    replies.write(b'{"ready": true}\n')
    replies.flush()
    for line in sys.stdin.buffer:
        signal.setitimer(signal.ITIMER_REAL, wall + 5)
        reply: dict[str, Any]
        try:
            reply = {"ok": work(*json.loads(line))}
        except MemoryError:
            reply = {"error": "out of memory"}
        except Exception as error:  # whatever a row does to the engine, the other rows go on
            reply = {"error": f"internal error: {type(error).__name__}: {error}"}
        signal.setitimer(signal.ITIMER_REAL, 0)
        replies.write(json.dumps(reply).encode() + b"\n")
        replies.flush()


def _limit_memory(memory_mb: int) -> None:
    import resource

    bound = memory_mb * 1024 * 1024
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard != resource.RLIM_INFINITY:
        bound = min(bound, hard)
    with suppress(ValueError, OSError):  # some systems refuse; the search's own memory limit still holds
        resource.setrlimit(resource.RLIMIT_AS, (bound, hard))


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]), json.loads(sys.argv[4]))
