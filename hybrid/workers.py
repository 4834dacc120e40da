"""Worker processes that take tasks, and are killed when one takes too long.

A worker is `python -m hybrid.workers MODULE:FUNCTION MEMORY WALL PREPARED`: JSON lines in, JSON lines out, nothing
pickled and nothing of the caller's main module run again. A function `prepare` of the module, if it has one,
is called before the first task, off its clock, with the arguments PREPARED, a JSON list. Its standard output
belongs to the protocol; what the task prints goes to standard error. Each worker leads a process group, so that
what it started dies with it. Should the caller die first, the worker ends at the end of its input, or by its own
alarm clock.

    start  {"ready": true} or {"failed": "why"}
    chunk  [[arguments...], ...]                replies, a line for each task: {"ok": value} or {"error": "..."}
           "retire": true in the last reply of a chunk: the worker holds much more memory than at its start, and ends

A worker answers the tasks of a chunk one by one, so when it is lost the first task without an answer is the one
it was lost at: that one is the guilty one, and the tasks after it go to another worker.
"""

from __future__ import annotations

import json
import os
import selectors
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from itertools import count
from typing import IO, Any

STARTUP = 120.0  # seconds a new worker has to import the work function
_STARTS = 3  # workers in a row that may die before they are ready
_SHARE = 1 / 8  # of its address space that a worker may come to hold before it is replaced by a new one
_NO_MEMORY = '{"error": "out of memory"}'
_FULL = 71  # exit status of a worker that ran out of memory
_TRIES = 2  # workers that may die at a task, by themselves or by a hand from outside, before the task is given up


@dataclass(frozen=True, slots=True)
class Reply:
    """What became of a task: the value its function returned, or the error that says why there is none."""

    value: Any = None
    error: str | None = None


@dataclass(slots=True)
class _Task:
    key: Any
    arguments: bytes
    deaths: int = 0


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
        self.tasks: deque[_Task] = deque()
        self.buffer = bytearray()

    @property
    def output(self) -> IO[bytes]:
        if self.process.stdout is None:
            raise RuntimeError("a worker without output")
        return self.process.stdout

    @property
    def awaited(self) -> bool:
        """Whether it owes an answer, or has still to start."""
        return bool(self.tasks) or not self.ready

    def send(self, chunk: Sequence[_Task], wall: float) -> None:
        if self.process.stdin is None:
            raise RuntimeError("a worker without input")
        self.tasks.extend(chunk)
        self.deadline = time.monotonic() + wall
        with suppress(BrokenPipeError):  # a worker that is gone is noticed when its output ends
            self.process.stdin.write(b"[" + b",".join(task.arguments for task in chunk) + b"]\n")
            self.process.stdin.flush()

    def lines(self) -> list[bytes] | None:
        """The whole lines that have come, None at the end of its output."""
        data = os.read(self.output.fileno(), 1 << 16)
        if not data:
            return None
        *lines, rest = data.split(b"\n")
        if lines:
            lines[0] = bytes(self.buffer) + lines[0]
            self.buffer.clear()
        self.buffer += rest
        return lines

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

    A task at which a worker dies by itself or runs out of memory is tried once more, alone, in a new worker: it may not
    have been the task's doing. Workers start when there is something to do; one that has grown is replaced.
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
        self._queue: deque[list[_Task]] = deque()
        self._failed_starts = 0
        self._failure = ""
        self._selector = selectors.DefaultSelector()

    def room(self) -> bool:
        """Whether there is a worker, or may be one, for another chunk."""
        return len(self._queue) + sum(bool(w.tasks) for w in self._workers) < self._size

    def submit(self, chunk: Sequence[tuple[Any, Sequence[Any]]]) -> None:
        """Have one worker do these tasks, pairs (key, arguments), in order. Raises TypeError for arguments that
        are no plain data."""
        if chunk:
            self._queue.append([_Task(key, json.dumps(list(arguments)).encode()) for key, arguments in chunk])
            self._assign()

    def replies(self, block: bool = True) -> list[tuple[Any, Reply]]:
        """Pairs (key, reply) that have come; `block` waits until something happened, which may be no reply.

        Raises RuntimeError when workers die before they are ready, several times in a row.
        """
        waiting = [w for w in self._workers if w.awaited]
        wait = max(0.0, min(w.deadline for w in waiting) - time.monotonic()) if waiting and block else 0.0
        came = [pair for key, _ in self._selector.select(wait) for pair in self._receive(key.data)]
        now = time.monotonic()
        for worker in [w for w in self._workers if w.awaited and w.deadline <= now]:
            came += self._lost(worker, f"killed after {self._wall:g} seconds")
        self._assign()
        return came

    def close(self) -> None:
        """End all workers."""
        for worker in self._workers:
            worker.kill()
        self._workers.clear()
        self._queue.clear()
        self._selector.close()

    def _assign(self) -> None:
        for worker in self._workers:
            if self._queue and not worker.awaited:
                worker.send(self._queue.popleft(), self._wall)
        starting = sum(not w.ready for w in self._workers)
        for _ in range(min(len(self._queue) - starting, self._size - len(self._workers))):
            worker = _Worker(self._work, self._memory_mb, self._wall, self._prepared)
            self._workers.append(worker)
            self._selector.register(worker.output, selectors.EVENT_READ, worker)

    def _receive(self, worker: _Worker) -> Iterator[tuple[Any, Reply]]:
        lines = worker.lines()
        if lines is None:
            yield from self._lost(worker, "")
            return
        if worker.ready:  # also in the middle of an answer: that task is done
            worker.deadline = time.monotonic() + self._wall
        for line in lines:
            message = json.loads(line)
            if worker.ready:
                yield worker.tasks.popleft().key, Reply(message.get("ok"), message.get("error"))
                if message.get("retire"):
                    self._dismiss(worker)
            elif "failed" in message:
                self._failure = message["failed"]
            else:
                worker.ready = True
                self._failed_starts = 0

    def _dismiss(self, worker: _Worker) -> int:
        self._selector.unregister(worker.output)
        self._workers.remove(worker)
        return worker.kill()

    def _lost(self, worker: _Worker, why: str) -> Iterator[tuple[Any, Reply]]:
        if not why:  # its output ended: it is dying by itself, and how is worth knowing
            with suppress(subprocess.TimeoutExpired):
                worker.process.wait(timeout=2)
        status = self._dismiss(worker)
        if not worker.ready:
            self._failed_starts += 1
            if self._failed_starts >= _STARTS:
                raise RuntimeError(f"workers do not start: {self._failure or f'exit status {status}'}")
        if not worker.tasks:
            return
        guilty, *others = worker.tasks
        if others:
            self._queue.appendleft(others)
        guilty.deaths += 1
        if status == -signal.SIGALRM:  # its own clock was faster
            why = f"killed after {self._wall:g} seconds"
        if not why and guilty.deaths < _TRIES:
            self._queue.appendleft([guilty])
            return
        if status == _FULL:
            why = why or "out of memory"
        died = f"by signal {signal.Signals(-status).name}" if status < 0 else f"with exit status {status}"
        yield guilty.key, Reply(error=why or f"the worker ended {died}")


# -- the worker's side -----------------------------------------------------------------------------


def loaded(work: str, prepared: Sequence[Any] = ()) -> Callable[..., Any]:
    """The function "module:function", its module prepared. Raises what importing and preparing raise."""
    module, _, name = work.partition(":")
    home = import_module(module)
    function: Callable[..., Any] = getattr(home, name)
    getattr(home, "prepare", lambda *_: None)(*prepared)
    return function


def answered(function: Callable[..., Any], arguments: Sequence[Any]) -> str:
    """The line of JSON that answers a task: what the function returns, or why it does not."""
    try:
        return json.dumps({"ok": function(*arguments)})
    except MemoryError:
        return _NO_MEMORY
    except (Exception, SystemExit) as error:  # whatever a task does to the function, the other tasks go on
        return json.dumps({"error": f"internal error: {type(error).__name__}: {error}"})


def serve(work: str, memory_mb: int, wall: float, prepared: Sequence[Any] = ()) -> None:
    """Answer tasks from standard input until it ends."""
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit_memory(memory_mb)
    from hybrid.collector import relax
    from hybrid.memory import resident_mb
    from hybrid.term import forgetting

    def say(line: str) -> None:
        try:
            replies.write(line.encode() + b"\n")
            replies.flush()
        except BrokenPipeError:  # the caller is gone, and nobody else waits for answers
            os._exit(1)

    try:
        function = loaded(work, prepared)
    except Exception as error:
        say(json.dumps({"failed": f"{work}: {type(error).__name__}: {error}"}))
        raise SystemExit(1) from None
    relax()
    most = resident_mb() + _SHARE * memory_mb
    say('{"ready": true}')
    turns = forgetting(count())  # terms forget at some of them
    for line in sys.stdin.buffer:
        left = deque(json.loads(line))
        while left:
            next(turns)
            signal.setitimer(signal.ITIMER_REAL, wall + 5)
            answer = answered(function, left.popleft())
            signal.setitimer(signal.ITIMER_REAL, 0)
            if answer == _NO_MEMORY:
                os._exit(_FULL)
            if not left and resident_mb() > most:
                say('{"retire": true, ' + answer[1:])
                return
            say(answer)


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
