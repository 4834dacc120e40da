"""Lines from a real chat server on this machine: `transformers serve` with an exported network."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

import hybrid
from hybrid.explain.data import result_to_json
from hybrid.model.export import export
from hybrid.problem import Problem
from hybrid.propose.lines import LineProposer
from hybrid.propose.server import ServerSource
from hybrid.search.limits import Limits
from hybrid.term import Term
from tests.taught import taught

for package in ("accelerate", "fastapi", "openai", "pydantic", "uvicorn"):
    pytest.importorskip(package, reason=f"`transformers serve` needs {package}")

RIGHT, WRONG = "solve x^2 = 9 for x", "solve 2x + 3 = 7 for x"
SAID = {RIGHT: "so: x = -3 or x = 3", WRONG: "so: 2*x = 10"}
STARTUP = 180.0  # seconds; a machine that needs longer has another problem, which the log tells
PATIENT = Limits(seconds=600)


@dataclass
class Served:
    """A server in a process group of its own."""

    process: subprocess.Popen[bytes]
    address: str
    model: str

    def source(self, **options: float) -> ServerSource:
        return ServerSource(self.address, self.model, max_tokens=40, timeout=120, seed=0, **options)  # type: ignore[arg-type]

    def signal(self, which: int) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, which)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("served") / "model"
    export(taught(SAID), folder)
    return folder


@contextmanager
def serving(model: Path, folder: Path) -> Iterator[Served]:
    """A server of its own, which is killed in the end with whatever it started."""
    log = folder / "server.log"
    command = [sys.executable, "-m", "transformers.cli.transformers", "serve", str(model)]
    command += ["--host", "127.0.0.1", "--port", "0", "--device", "cpu"]
    env = {**os.environ, "HF_HUB_OFFLINE": "1", "HF_HOME": str(folder / "home"), "OMP_NUM_THREADS": "1"}
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, env=env, start_new_session=True
        )
    server = Served(process, "", str(model))
    try:
        server.address = _address(process, log)
        yield server
    finally:
        server.signal(signal.SIGKILL)
        process.wait()


@pytest.fixture(scope="module")
def served(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(model, tmp_path_factory.mktemp("serving")) as server:
        yield server


def _address(process: subprocess.Popen[bytes], log: Path) -> str:
    """Where the server says that it listens, once it does."""
    deadline = time.monotonic() + STARTUP
    while time.monotonic() < deadline and process.poll() is None:
        found = re.search(r"running on (http://127\.0\.0\.1:[1-9][0-9]*)", log.read_text(errors="replace"))
        if found:
            return found[1]
        time.sleep(0.1)
    pytest.fail(f"the server did not start:\n{log.read_text(errors='replace')}")


def test_a_real_server_proposes_and_each_line_is_judged(served: Served) -> None:
    for statement, kind, leaps in ((RIGHT, "accepted", ["leap"]), (WRONG, "refuted", [])):
        proposer = LineProposer(served.source(samples=3))
        result = hybrid.solve(statement, search="bfs", limits=PATIENT, proposer=proposer)
        assert result.status == "proved"
        assert [s.rule for s in result.steps if s.rule == "leap"] == leaps
        assert hybrid.check(result_to_json(result)).after == result.steps[-1].after
        # what it was taught arrived as it was meant, through the chat template and back
        entry = proposer.ledger.entries[0]
        assert (entry.text, entry.kind) == (SAID[statement], kind)
        assert result.ledger == proposer.ledger.counts and not proposer.ledger.failures


def test_a_server_that_knows_no_such_model_says_so_in_the_ledger(served: Served) -> None:
    proposer = LineProposer(ServerSource(served.address, "no such model", timeout=120))
    result = hybrid.solve(RIGHT, search="bfs", limits=PATIENT, proposer=proposer)
    assert (result.status, proposer.ledger.total) == ("proved", 0)
    (why,) = proposer.ledger.failures
    assert "the server answered with status 400" in why


class Dying:
    """Asks a server, and kills it while it is at its second answer."""

    def __init__(self, served: Served) -> None:
        self.served, self.source, self.asked = served, served.source(samples=1), 0

    def lines(self, problem: Problem, state: Term) -> Sequence[str]:
        self.asked += 1
        if self.asked == 2:
            # stopped, it takes the question but cannot answer it
            self.served.signal(signal.SIGSTOP)
            threading.Timer(0.5, self.served.signal, [signal.SIGKILL]).start()
        return self.source.lines(problem, state)


def test_when_the_server_is_killed_the_search_goes_on_with_the_rules_and_says_so(model: Path, tmp_path: Path) -> None:
    with serving(model, tmp_path) as server:
        source = Dying(server)
        proposer = LineProposer(source)
        result = hybrid.solve(WRONG, search="bfs", limits=PATIENT, proposer=proposer)
    assert (result.status, result.text) == ("proved", "x = 2")
    assert source.asked > 1 and proposer.ledger.total == 1
    assert 1 <= sum(proposer.ledger.failures.values()) <= 3
    first = next(iter(proposer.ledger.failures))
    assert "broke off" in first or "cannot be reached" in first
    assert "the source failed" in proposer.ledger.summary()
