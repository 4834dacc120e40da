"""The engine of a cluster, on a real one: this machine, with two actors."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path
from typing import Any

import pytest

from hybrid.batch import batch
from hybrid.cli import main
from hybrid.engine import NoCluster, Reply
from hybrid.engine.ray import Answers, RayEngine, _reach
from hybrid.engine.serial import SerialEngine

ray = pytest.importorskip("ray", reason="Ray is not installed (pip install 'hybrid[ray]')")

DEEDS = """
import os, time

LOADED = []

def prepare(*what):
    LOADED.append(what)

def square(n): return {"n": n, "square": n * n, "tuple": (n,)}
def loaded(): return [os.getpid(), LOADED]
def parents(seconds):
    time.sleep(seconds)
    return [os.getpid(), os.getppid()]

def do(what, n=0):
    if what == "hang":
        while True: time.sleep(1)
    if what == "exit": os._exit(7)
    if what == "raise": raise KeyError("lost")
    return n

def end_actor(mark, times):
    # kills the actor that owns this process the first few times
    done = len(os.listdir(mark))
    if done < times:
        open(os.path.join(mark, str(done)), "w").close()
        os.kill(os.getppid(), 9)
        time.sleep(30)
    return done
"""

ROWS: list[dict[str, Any]] = [
    {"id": "two", "problem": "solve x^2 - 5x = -6 for x"},
    {"id": "never", "problem": "prove (a+b)^2 = a^2 + b^2"},
    {"id": "typo", "problem": "solve x +* 2 = 3"},
    {"id": "right", "before": "2x + 3 = 7", "after": "2x = 4"},
    {"id": "given", "before": "sqrt(x^2)", "after": "x", "given": ["x > 0"]},
    {"id": "wrong", "story": "Tom has 3 pens. He buys 4 more pens. How many pens does Tom have?", "solution": "3+4=8"},
]


@pytest.fixture(scope="module", autouse=True)
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    # The serial engine imports the module into this process, where another test may have one of the name `deeds`.
    folder = tmp_path_factory.mktemp("modules")
    (folder / "ray_deeds.py").write_text(DEEDS)
    (folder / "broken.py").write_text("raise LookupError('no such book')\n")
    sys.path.insert(0, str(folder))
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    ray.init(address="local", num_cpus=2, include_dashboard=False, log_to_driver=False, logging_level="warning")
    yield
    ray.shutdown()
    sys.path.remove(str(folder))


def replies(name: str, tasks: list[list[Any]], engine: RayEngine | None = None, **options: Any) -> list[Reply]:
    return list((engine or RayEngine(2)).map(f"ray_deeds:{name}", tasks, **options))


@pytest.mark.parametrize("chunk", [1, 8])
def test_replies_are_those_of_the_serial_engine_in_order(chunk: int) -> None:
    tasks = [[n] for n in range(50)]
    assert replies("square", tasks, RayEngine(2, chunk=chunk)) == list(SerialEngine().map("ray_deeds:square", tasks))


def test_tasks_that_raise_crash_or_hang_are_errors_and_the_others_go_on() -> None:
    tasks = [["work", 1], ["raise"], ["exit"], ["hang"], ["work", 2]]
    out = replies("do", tasks, RayEngine(2, chunk=5), wall=1.0)
    assert [r.value for r in out] == [1, None, None, None, 2]
    assert "KeyError" in str(out[1].error) and "exit status 7" in str(out[2].error)
    assert out[3].error == "killed after 1 seconds"


def test_an_actor_loads_the_work_once() -> None:
    out = [r.value for r in replies("loaded", [[]] * 12, prepared=["a model"])]
    assert {json.dumps(loaded) for _, loaded in out} == {'[["a model"]]'}
    assert 1 <= len({pid for pid, _ in out}) <= 2


def test_tasks_are_taken_as_they_are_needed() -> None:
    taken = []

    def endless() -> Iterator[list[int]]:
        for n in count():
            taken.append(n)
            yield [n]

    stream = RayEngine(2, chunk=2, window=8).map("ray_deeds:square", endless())
    assert [r.value["n"] for r in islice(stream, 5)] == list(range(5))
    stream.close()
    assert len(taken) <= 5 + 8


def test_work_that_cannot_be_loaded_says_why() -> None:
    with pytest.raises(RuntimeError, match="do not start: broken:work: LookupError: no such book"):
        list(RayEngine(1).map("broken:work", [[]]))


@pytest.mark.parametrize(("workers", "chunk"), [(1, 1), (2, 4)])
def test_an_actor_that_is_killed_loses_nothing(workers: int, chunk: int) -> None:
    stream = RayEngine(workers, chunk=chunk).map("ray_deeds:parents", ([0.05] for _ in range(40)))
    first = next(stream).value
    os.kill(first[1], signal.SIGKILL)
    others = list(stream)
    assert len(others) == 39 and all(r.error is None for r in others)
    assert {r.value[1] for r in others} - {first[1]}  # the one that lived, or one in its place


def test_of_a_chunk_that_its_actor_did_not_survive_every_task_is_done_again(tmp_path: Path) -> None:
    tasks = [[str(tmp_path), 1]] * 3
    assert [r.error for r in replies("end_actor", tasks, RayEngine(1, chunk=3))] == [None] * 3


def test_a_task_that_no_actor_survives_is_an_error(tmp_path: Path) -> None:
    (reply,) = replies("end_actor", [[str(tmp_path), 100]], RayEngine(1))
    assert reply.error == "3 actors were lost at it" and len(os.listdir(tmp_path)) == 3


def test_leaving_early_ends_the_processes() -> None:
    stream = RayEngine(1).map("ray_deeds:parents", [[0.0]] * 10)
    pids = next(stream).value
    stream.close()
    deadline = time.monotonic() + 20
    while any(map(lives, pids)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(map(lives, pids))


def lives(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def untimed(answer: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in answer.items() if name != "seconds"}


def test_the_command_gives_the_answers_of_the_serial_engine(tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in ROWS))
    with pytest.raises(SystemExit) as left:
        main(["batch", str(source), str(target), "--engine", "ray", "--workers", "2", "--derivations"])
    assert left.value.code in (0, None)
    ours = [untimed(json.loads(line)) for line in target.read_text().splitlines()]
    assert ours == [untimed(a) for a in batch(ROWS, derivations=True, engine=SerialEngine())]
    statuses = ["proved", "refuted", "error", "proved", "proved", "refuted"]
    assert [a.get("status", a.get("verdict")) for a in ours] == statuses
    assert ray.is_initialized()  # the cluster was there before the command, and stays


# -- tables -----------------------------------------------------------------------------------------


@pytest.mark.filterwarnings("ignore")
def test_a_dataset_is_scored_by_actors() -> None:
    names = sorted({name for row in ROWS for name in row})
    rows = [{**dict.fromkeys(names), **row} for row in ROWS]  # a table has every column in every row
    ray.data.DataContext.get_current().enable_progress_bars = False
    scored = ray.data.from_items(rows).map_batches(
        Answers,
        fn_constructor_kwargs={"seconds": 10, "derivations": True},
        batch_size=2,
        compute=ray.data.ActorPoolStrategy(size=2),
    )
    came = {row["id"]: row for row in scored.take_all()}
    expected = {a["id"]: untimed(a) for a in batch(ROWS, seconds=10, derivations=True, engine=SerialEngine())}
    assert {i: untimed(json.loads(row["result"])) for i, row in came.items()} == expected
    assert came["two"]["status"] == "proved" and came["two"]["problem"] == ROWS[0]["problem"]
    assert came["right"]["status"] == "proved" and came["wrong"]["status"] == "refuted"


# -- a cluster that is not there -------------------------------------------------------------------


@pytest.fixture
def closed() -> str:
    """An address of this machine at which nobody listens."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{s.getsockname()[1]}"


def test_a_cluster_that_does_not_answer_is_said_with_status_2(closed: str, tmp_path: Path) -> None:
    problems = tmp_path / "problems.jsonl"
    problems.write_text(json.dumps(ROWS[0]) + "\n")
    command = [sys.executable, "-m", "hybrid", "batch", str(problems), str(tmp_path / "out.jsonl"), "--engine", "ray"]
    done = subprocess.run(command, env={**os.environ, "RAY_ADDRESS": closed}, capture_output=True, text=True)
    assert done.returncode == 2, done.stderr
    assert f"no cluster at {closed}" in done.stderr and "refused" in done.stderr and "Traceback" not in done.stderr


def test_an_address_is_tried_before_ray_tries_it(closed: str) -> None:
    for address in (closed, f"ray://{closed}", "nowhere.invalid:6379"):
        with pytest.raises(NoCluster, match="no cluster at"):
            _reach(ray, address)
    for address in ("6379", "host", "host:", "ray://host:port", ":6379", "host:99999"):
        with pytest.raises(NoCluster, match="expected host:port"):
            _reach(ray, address)


def test_an_address_that_answers_or_is_for_ray_to_find_is_left_to_ray() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        _reach(ray, f"127.0.0.1:{listening.getsockname()[1]}")
        _reach(ray, f"ray://localhost:{listening.getsockname()[1]}")
    for address in ("", "auto", "local", "other://cluster"):
        _reach(ray, address)
