"""Engines: one function on many tasks, every task with a reply, in order, whatever tasks do to their processes."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from itertools import count, islice
from pathlib import Path
from typing import Any

import pytest

from hybrid.cli import main
from hybrid.engine import NAMES, Engine, Reply, by_name
from hybrid.engine.order import in_order
from hybrid.engine.process import ProcessEngine
from hybrid.engine.serial import SerialEngine
from hybrid.workers import Pool

DEEDS = """
import os, time

DOOR = None

def prepare(door=None):
    global DOOR
    DOOR = door

def square(n): return {"n": n, "square": n * n}
def pair(n): return (n, {1: n})
def door(): return DOOR
def pid(*_): return os.getpid()

def do(what, n=0):
    if what == "hang":
        while True: time.sleep(1)
    if what == "exit": os._exit(7)
    if what == "abort": os.abort()
    if what == "leave": raise SystemExit("left")
    if what == "raise": raise KeyError("lost")
    if what == "object": return object()
    if what == "memory": return len(bytearray(8 << 30))
    if what == "large": return "x" * 1_000_000
    if what == "print": print("noise on standard output")
    return n

def once(mark):
    # dies the first time, as a process does that somebody kills
    if not os.path.exists(mark):
        open(mark, "w").close()
        os.kill(os.getpid(), 9)
    return "done"

HOARD = []

def hoard(megabytes):
    HOARD.append(bytearray(megabytes << 20))
    return [os.getpid(), len(HOARD)]

def sleep(seconds):
    time.sleep(seconds)
    return seconds
"""


@pytest.fixture(autouse=True)
def deeds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "modules"
    folder.mkdir()
    (folder / "deeds.py").write_text(DEEDS)
    (folder / "broken.py").write_text("raise LookupError('no such book')\n")
    monkeypatch.syspath_prepend(str(folder))


ENGINES = [SerialEngine(), ProcessEngine(1), ProcessEngine(2), ProcessEngine(2, chunk=5), ProcessEngine(2, window=1)]
PROCESSES = [ProcessEngine(1), ProcessEngine(2, chunk=4)]


def replies(engine: Engine, name: str, tasks: Sequence[list[Any]], **options: Any) -> list[Reply]:
    return list(engine.map(f"deeds:{name}", tasks, **options))


# -- what all engines share -------------------------------------------------------------------------


@pytest.mark.parametrize("engine", ENGINES)
def test_replies_come_in_the_order_of_the_tasks(engine: Engine) -> None:
    out = replies(engine, "square", [[n] for n in range(103)])
    assert out == [Reply({"n": n, "square": n * n}) for n in range(103)]


@pytest.mark.parametrize("engine", ENGINES)
def test_what_a_task_raises_is_its_reply(engine: Engine) -> None:
    out = replies(engine, "do", [["work", 1], ["raise"], ["leave"], ["object"], ["nobody", 2, "too many"], ["work", 3]])
    assert out[0] == Reply(1) and out[5] == Reply(3)
    assert out[1] == Reply(error="internal error: KeyError: 'lost'")
    assert "SystemExit" in str(out[2].error)
    assert "not JSON serializable" in str(out[3].error)
    assert "TypeError" in str(out[4].error)


@pytest.mark.parametrize("engine", ENGINES)
def test_values_are_plain_data_everywhere(engine: Engine) -> None:
    assert replies(engine, "pair", [[1]]) == [Reply([1, {"1": 1}])]


@pytest.mark.parametrize("engine", ENGINES)
def test_the_module_is_prepared_before_the_first_task(engine: Engine) -> None:
    assert replies(engine, "door", [[], []], prepared=["open"]) == [Reply("open"), Reply("open")]


@pytest.mark.parametrize("engine", ENGINES)
def test_no_tasks_no_replies_and_nothing_is_loaded(engine: Engine) -> None:
    assert list(engine.map("broken:work", [])) == []


@pytest.mark.parametrize("engine", ENGINES)
def test_work_that_cannot_be_loaded_says_why(engine: Engine, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(RuntimeError, match="do not start: broken:work: LookupError: no such book"):
        list(engine.map("broken:work", [[]]))
    assert "Traceback" not in capfd.readouterr().err


@pytest.mark.parametrize("engine", ENGINES)
def test_tasks_are_taken_as_they_are_needed(engine: Engine) -> None:
    taken = []

    def endless() -> Iterator[list[int]]:
        for n in count():
            taken.append(n)
            yield [n]

    stream = engine.map("deeds:square", endless())
    assert [r.value["n"] for r in islice(stream, 10)] == list(range(10))
    stream.close()
    assert len(taken) <= 10 + getattr(engine, "window", 0)


def test_engines_have_names() -> None:
    assert isinstance(by_name("process", 2), ProcessEngine) and isinstance(by_name("serial"), SerialEngine)
    with pytest.raises(ValueError, match=f"'proces': expected one of {', '.join(NAMES)}"):
        by_name("proces")


def test_an_engine_that_is_not_installed_names_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(ModuleNotFoundError, match=r"pip install 'hybrid\[ray\]'"):
        by_name("ray")
    with pytest.raises(SystemExit) as left:
        main(["batch", str(tmp_path / "in.jsonl"), str(tmp_path / "out.jsonl"), "--engine", "ray"])
    assert left.value.code == 2 and "hybrid[ray]" in capsys.readouterr().err


# -- the order --------------------------------------------------------------------------------------


class Backwards:
    """Answers the newest of the tasks it has, and takes more of them while it has fewer than its size."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.chunks: list[int] = []
        self.held: list[tuple[int, Sequence[Any]]] = []
        self.most = 0

    def room(self) -> bool:
        return len(self.held) < self.size

    def submit(self, chunk: Sequence[tuple[int, Sequence[Any]]]) -> None:
        self.chunks.append(len(chunk))
        self.held.extend(chunk)
        self.most = max(self.most, len(self.held))

    def replies(self, block: bool) -> list[tuple[int, Reply]]:
        if not self.held:
            assert not block, "waited for nothing"
            return []
        number, (value,) = self.held.pop()
        return [(number, Reply(value))]


@pytest.mark.parametrize("chunk", [1, 3])
@pytest.mark.parametrize("window", [1, 2, 7, 1000])
@pytest.mark.parametrize("tasks", [0, 1, 9, 50])
def test_answers_out_of_order_are_put_in_order_within_the_window(chunk: int, window: int, tasks: int) -> None:
    crew = Backwards(20)
    out = in_order(crew, ([n] for n in range(tasks)), chunk, window)
    assert [r.value for r in out] == list(range(tasks))
    assert crew.most <= window and max(crew.chunks, default=0) <= chunk and sum(crew.chunks) == tasks


# -- processes that are lost ------------------------------------------------------------------------


@pytest.mark.parametrize("engine", PROCESSES)
@pytest.mark.parametrize(("what", "told"), [("exit", "exit status 7"), ("abort", "SIGABRT")])
def test_a_task_that_crashes_its_process_is_an_error_and_the_others_go_on(engine: Engine, what: str, told: str) -> None:
    out = replies(engine, "do", [["work", 1], [what], ["work", 2], [what], ["work", 3]])
    assert [r.value for r in out] == [1, None, 2, None, 3]
    assert out[1].error == out[3].error and told in str(out[1].error)


@pytest.mark.parametrize("engine", PROCESSES)
def test_a_task_that_hangs_is_killed_and_the_others_go_on(engine: Engine) -> None:
    out = replies(engine, "do", [["work", 1], ["hang"], ["work", 2], ["work", 3]], wall=1.0)
    assert [r.value for r in out] == [1, None, 2, 3]
    assert out[1].error == "killed after 1 seconds"


def test_a_task_that_eats_memory_is_stopped() -> None:
    out = replies(ProcessEngine(), "do", [["memory"], ["work", 1]], memory_mb=1024)
    assert out == [Reply(error="out of memory"), Reply(1)]


@pytest.mark.parametrize("engine", PROCESSES)
def test_a_process_that_somebody_kills_loses_nothing(engine: Engine, tmp_path: Path) -> None:
    out = replies(engine, "once", [[str(tmp_path / f"mark-{n}")] for n in range(3)])
    assert out == [Reply("done")] * 3


def test_processes_killed_between_tasks_lose_nothing() -> None:
    stream = ProcessEngine(2).map("deeds:pid", ([n] for n in range(40)))
    first = next(stream).value
    os.kill(first, signal.SIGKILL)
    others = list(stream)
    assert len(others) == 39 and all(r.error is None for r in others)


def test_a_slow_task_does_not_stop_the_others_and_each_task_of_a_chunk_has_the_whole_clock() -> None:
    out = replies(ProcessEngine(1, chunk=4), "sleep", [[0.6]] * 4, wall=2.0)
    assert out == [Reply(0.6)] * 4


def test_a_caller_who_is_slow_does_not_run_down_the_clock_of_the_tasks() -> None:
    stream = ProcessEngine(1, chunk=6).map("deeds:do", [["large"]] * 6, wall=1.0)
    sizes = []
    for reply in stream:
        assert reply.error is None
        sizes.append(len(reply.value))
        time.sleep(0.4)
    assert sizes == [1_000_000] * 6


@pytest.mark.parametrize("chunk", [1, 40])
def test_a_process_that_grows_is_replaced_before_or_when_it_is_full(chunk: int) -> None:
    out = [r.value for r in replies(ProcessEngine(chunk=chunk), "hoard", [[20]] * 40, memory_mb=512)]
    assert None not in out
    assert len({pid for pid, _ in out}) > 1
    if chunk == 1:
        assert max(size for _, size in out) * 20 <= 512 / 8 + 20


def test_what_a_task_prints_does_not_reach_the_replies() -> None:
    assert replies(ProcessEngine(), "do", [["print", 4]]) == [Reply(4)]


def test_leaving_early_ends_the_processes() -> None:
    stream = ProcessEngine(2).map("deeds:pid", [[]] * 10)
    pid = next(stream).value
    stream.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_pool_has_room_for_as_many_chunks_as_workers() -> None:
    pool = Pool("deeds:square", workers=2)
    assert pool.room()
    pool.submit([(0, [0]), (1, [1])])
    assert pool.room()
    pool.submit([(2, [2])])
    assert not pool.room()
    came: dict[int, Reply] = {}
    while len(came) < 3:
        came.update(pool.replies())
    pool.close()
    assert {n: r.value["square"] for n, r in came.items()} == {0: 0, 1: 1, 2: 4}
