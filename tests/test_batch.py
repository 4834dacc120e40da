"""Many problems: every row gets one answer, whatever rows do to their workers, and runs can be resumed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hybrid.batch import batch, failed, finished, run, summed_ledger, work, write_whole
from hybrid.cli import main
from hybrid.engine import by_name
from hybrid.problem import FormatError

# What a worker of these tests does is said by the problem of the row.
BEHAVIOUR = """
import os, sys, time

def work(row, seconds, derivations):
    what = row.get("problem", "")
    if what == "hang":
        while True: time.sleep(1)
    if what == "exit": os._exit(7)
    if what == "abort": os.abort()
    if what == "raise": raise KeyError("lost")
    if what == "recurse": return work(row, seconds, derivations)
    if what == "memory": return {"id": row["id"], "status": "proved", "answer": len(bytearray(8 << 30))}
    if what == "print": print("noise on standard output")
    return {"id": row["id"], "status": "proved", "answer": what, "pid": os.getpid()}

def never(row, seconds, derivations): ...
"""


@pytest.fixture(autouse=True)
def behaviour(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    folder = tmp_path / "modules"
    folder.mkdir()
    (folder / "behaviour.py").write_text(BEHAVIOUR)
    (folder / "broken.py").write_text("raise RuntimeError('does not import')\n")
    monkeypatch.syspath_prepend(str(folder))
    yield


def rows(*problems: str) -> list[dict[str, Any]]:
    return [{"id": i, "problem": p} for i, p in enumerate(problems)]


def answers(rows: Any, **options: Any) -> dict[Any, dict[str, Any]]:
    options = {"work": "behaviour:work", "seconds": 0.5, **options}
    return {a["id"]: a for a in batch(rows, **options)}


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def write(path: Path, data: list[Any]) -> Path:
    path.write_text("".join((d if isinstance(d, str) else json.dumps(d)) + "\n" for d in data), encoding="utf-8")
    return path


# -- rows that do harm ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("what", "told"),
    [("exit", "exit status 7"), ("abort", "SIGABRT"), ("raise", "KeyError"), ("recurse", "RecursionError")],
)
def test_a_row_that_crashes_is_an_error_row_and_the_others_go_on(what: str, told: str) -> None:
    out = answers(rows("a", what, "b", what, "c"))
    assert [out[i]["status"] for i in range(5)] == ["proved", "error", "proved", "error", "proved"]
    assert told in out[1]["error"]
    assert out[1].keys() == failed({}, "").keys()


def test_answers_come_in_the_order_of_the_rows_and_bad_rows_keep_their_place() -> None:
    mixed: list[Any] = [{"id": "x"}, *rows(*("a" * 20)), 5, {"id": "last", "problem": "b"}, {"problem": "no id"}]
    out = [a["id"] for a in batch(mixed, work="behaviour:work", workers=2)]
    assert out == ["x", *range(20), 22, "last", 24]


@pytest.mark.parametrize("name", ["process", "serial"])
def test_every_engine_gives_the_same_answers(name: str) -> None:
    mixed = [*rows("a", "raise", "recurse", "b"), {"id": "none"}, {"id": 0, "problem": "again"}]
    expected = [{**a, "pid": 0} for a in batch(mixed, work="behaviour:work")]
    assert [{**a, "pid": 0} for a in batch(mixed, work="behaviour:work", engine=by_name(name))] == expected


def test_a_row_that_hangs_is_killed_and_the_others_go_on() -> None:
    out = answers(rows("a", "hang", "b"), workers=2, seconds=-2.0)  # a wall clock of one second
    assert out[1]["status"] == "error" and "killed after" in out[1]["error"]
    assert out[0]["status"] == out[2]["status"] == "proved"


def test_a_row_that_eats_memory_is_stopped_by_the_limit() -> None:
    out = answers(rows("memory", "a"), memory_mb=1024)
    assert out[0]["status"] == "error" and "memory" in out[0]["error"]
    assert out[1]["status"] == "proved"


def test_what_a_row_prints_does_not_reach_the_answers() -> None:
    assert answers(rows("print", "a"))[0]["answer"] == "print"


def test_one_worker_serves_many_rows_and_two_share_them() -> None:
    alone = answers(rows(*"abcdef"))
    assert len({a["pid"] for a in alone.values()}) == 1
    assert os.getpid() not in {a["pid"] for a in alone.values()}
    assert len(answers(rows(*("x" * 50)), workers=2)) == 50


def test_rows_are_taken_only_when_a_worker_is_free() -> None:
    taken = []

    def source() -> Iterator[dict[str, Any]]:
        for i in range(1000):
            taken.append(i)
            yield {"id": i, "problem": "a"}

    stream = batch(source(), work="behaviour:work")
    next(stream)
    stream.close()  # type: ignore[attr-defined]
    assert len(taken) < 5


def test_leaving_early_ends_the_workers() -> None:
    stream = batch(rows("a", "b"), work="behaviour:work")
    pid = next(stream)["pid"]
    stream.close()  # type: ignore[attr-defined]
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_large_answer_comes_through_whole() -> None:
    text = "x" * 3_000_000
    assert answers(rows(text, "b"))[0]["answer"] == text


def test_workers_that_cannot_start_are_an_error_not_an_endless_loop() -> None:
    with pytest.raises(RuntimeError, match="do not start"):
        list(batch(rows("a"), work="broken:work"))


# -- rows that are wrong ----------------------------------------------------------------------------


def test_rows_that_are_no_problems_are_error_rows() -> None:
    out = list(
        batch(
            [{"id": "a"}, {"problem": "x"}, 5, {"id": [1], "problem": "x"}, {"id": True, "problem": "x"}],  # type: ignore[list-item]
            work="behaviour:never",
        )
    )
    assert [a["status"] for a in out] == ["error"] * 5
    assert [a["id"] for a in out] == ["a", 2, 3, [1], True]
    assert [a["line"] for a in out] == [1, 2, 3, 4, 5]
    assert "problem" in out[0]["error"] and "id: missing" in out[1]["error"]


def test_the_second_row_of_an_id_is_an_error_row_and_the_first_is_answered() -> None:
    out = list(batch([*rows("a", "b"), {"id": 0, "problem": "c"}], work="behaviour:work"))
    assert sorted((a["status"], a["id"]) for a in out) == [("error", 0), ("proved", 0), ("proved", 1)]
    (bad,) = [a for a in out if a["status"] == "error"]
    assert "duplicate" in bad["error"] and bad["line"] == 3


def test_ids_are_not_confused_by_their_kind() -> None:
    out = list(batch([{"id": 1, "problem": "a"}, {"id": "1", "problem": "b"}], work="behaviour:work"))
    assert {(a["id"], a["status"]) for a in out} == {(1, "proved"), ("1", "proved")}


@pytest.mark.parametrize("field", ["given", "domains"])
def test_a_step_with_a_strange_field_is_an_error_row(field: str) -> None:
    answer = work({"id": 1, "before": "x", "after": "x", field: 5}, 1.0, False)
    assert answer["status"] == "error" and field in answer["error"]


# -- files ------------------------------------------------------------------------------------------


def test_a_file_in_and_a_file_out(tmp_path: Path) -> None:
    source = write(tmp_path / "in.jsonl", [*rows("a", "exit", "b"), "", "{not json", '{"id": 9, "problem": NaN}'])
    counts = run(source, tmp_path / "out.jsonl", work="behaviour:work")
    assert counts == {"proved": 2, "error": 3}
    out = {a["id"]: a for a in lines(tmp_path / "out.jsonl")}
    assert sorted(out) == [0, 1, 2, 5, 6]
    assert "not JSON" in out[5]["error"] and "NaN" in out[6]["error"]


def test_a_second_run_does_only_what_is_missing(tmp_path: Path) -> None:
    source = write(tmp_path / "in.jsonl", [*rows("a", "exit"), "{broken", {"id": 0, "problem": "again"}])
    target = tmp_path / "out.jsonl"
    run(source, target, work="behaviour:work")
    before = target.read_bytes()
    with source.open("a") as file:
        file.write('{"id": 3, "problem": "new"}\n')
    assert run(source, target, work="behaviour:work") == {"skipped": 4, "proved": 1}
    assert target.read_bytes().startswith(before)
    assert len(lines(target)) == 5


def test_a_row_whose_id_is_the_number_of_a_broken_line_is_still_answered(tmp_path: Path) -> None:
    source = write(tmp_path / "in.jsonl", ["{broken"])
    target = tmp_path / "out.jsonl"
    run(source, target, work="behaviour:work")
    with source.open("a") as file:
        file.write('{"id": 1, "problem": "real"}\n')
    assert run(source, target, work="behaviour:work") == {"skipped": 1, "proved": 1}


def test_half_a_row_at_the_end_is_repaired_and_done_again(tmp_path: Path) -> None:
    source = write(tmp_path / "in.jsonl", rows("a", "b", "c"))
    target = tmp_path / "out.jsonl"
    run(source, target, work="behaviour:work")
    whole = target.read_bytes()
    for cut in range(1, len(whole.splitlines()[-1])):
        target.write_bytes(whole[: -1 - cut])
        keys = finished(target)
        assert keys == {"0", "1"}
        assert target.read_bytes().endswith(b"}\n")
    run(source, target, work="behaviour:work")
    assert [a["id"] for a in lines(target)] == [0, 1, 2]


def test_a_last_row_without_its_newline_counts(tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    target.write_text('{"id": 1, "status": "proved"}')
    assert finished(target) == {"1"}
    assert target.read_text() == '{"id": 1, "status": "proved"}\n'


def test_a_file_of_something_else_is_left_alone(tmp_path: Path) -> None:
    source = write(tmp_path / "in.jsonl", rows("a"))
    target = write(tmp_path / "notes.txt", ["my notes", "more notes"])
    with pytest.raises(FormatError, match="line 1"):
        run(source, target, work="behaviour:work")
    assert target.read_text() == "my notes\nmore notes\n"


def test_the_problems_are_never_written_over(tmp_path: Path) -> None:
    source = write(tmp_path / "in.jsonl", rows("a"))
    with pytest.raises(FormatError):
        run(source, source, work="behaviour:work")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="nowhere"):
        run(tmp_path / "nowhere.jsonl", tmp_path / "out.jsonl", work="behaviour:work")


def test_a_killed_run_goes_on_where_it_was(tmp_path: Path) -> None:
    source = write(tmp_path / "in.jsonl", rows(*(["a"] * 300), "hang", *(["b"] * 20)))
    target = tmp_path / "out.jsonl"
    program = (
        "from pathlib import Path; from hybrid.batch import run\n"
        f"run(Path({str(source)!r}), Path({str(target)!r}), work='behaviour:work', seconds=60)"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(p or "." for p in sys.path)}
    process = subprocess.Popen([sys.executable, "-c", program], env=environment)
    while not (target.exists() and target.read_bytes().count(b"\n") >= 300):
        assert process.poll() is None
        time.sleep(0.02)
    process.kill()
    process.wait()
    counts = run(source, target, work="behaviour:work", seconds=-2.0)
    assert counts == {"skipped": 300, "proved": 20, "error": 1}
    assert sorted(a["id"] for a in lines(target)) == list(range(321))


def test_writing_whole_leaves_the_old_file_when_it_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file"
    write_whole(path, "old")
    monkeypatch.setattr(os, "replace", lambda *_: (_ for _ in ()).throw(OSError("no")))
    with pytest.raises(OSError, match="no"):
        write_whole(path, "new")
    assert path.read_text() == "old"
    assert list(tmp_path.glob(".file*")) == []


# -- the engine -------------------------------------------------------------------------------------


def test_problems_and_steps_are_answered_by_the_engine() -> None:
    out = {
        a["id"]: a
        for a in batch(
            [
                {"id": "quadratic", "problem": "solve x^2 - 5x = -6 for x"},
                {"id": "false", "problem": "prove (a+b)^2 = a^2 + b^2"},
                {"id": "typo", "problem": "solve x +* 2 = 3"},
                {"id": "right", "before": "2x + 3 = 7", "after": "2x = 4"},
                {"id": "wrong", "before": "2x + 3 = 7", "after": "2x = 10"},
                {"id": "given", "before": "sqrt(x^2)", "after": "x", "given": ["x > 0"]},
                {"id": "mixed", "before": "x", "after": "x = 1"},
            ],
            derivations=True,
        )
    }
    assert out["quadratic"]["status"] == "proved" and out["quadratic"]["answer"] == "x = 2 or x = 3"
    assert out["quadratic"]["derivation"]["format"] == "hybrid-derivation"
    assert out["quadratic"]["steps"] == len(out["quadratic"]["derivation"]["steps"])
    assert out["false"]["status"] == "refuted" and out["false"]["point"].keys() == {"a", "b"}
    assert out["typo"]["status"] == "error" and "column" in out["typo"]["error"]
    assert out["right"]["verdict"] == "proved"
    assert out["wrong"]["verdict"] == "refuted" and out["wrong"]["point"].keys() == {"x"}
    assert out["given"]["verdict"] == "proved"
    assert out["mixed"]["status"] == "error"


# -- lines of a model -------------------------------------------------------------------------------

# no rule applies to it, so the model is asked; 0 is a solution, and so is 1
CROSSING = {"state": "2^x = x + 1", "lines": ["so: x = 0", "so: x = 0", "garbage"]}
COUNTS = {"unparsable": 1, "refuted": 1, "unknown": 0, "duplicate": 1, "accepted": 0}


def test_rows_of_problems_say_what_became_of_the_lines_and_rows_of_steps_do_not(tmp_path: Path) -> None:
    proposer = {"lines": str(write(tmp_path / "lines.jsonl", [CROSSING]))}
    out = {
        a["id"]: a
        for a in batch(
            [{"id": 1, "problem": "solve 2^x = x + 1"}, {"id": 2, "before": "2x = 4", "after": "x = 2"}],
            proposer=proposer,
        )
    }
    assert out[1]["status"] == "open" and out[1]["ledger"] == COUNTS
    assert "ledger" not in out[2]
    assert "ledger" not in work({"id": 3, "problem": "solve x = 1"}, 5.0, False)


def test_each_row_has_a_ledger_of_its_own(tmp_path: Path) -> None:
    proposer = {"lines": str(write(tmp_path / "lines.jsonl", [CROSSING]))}
    first, second = (work({"id": i, "problem": "solve 2^x = x + 1"}, 5.0, False, proposer)["ledger"] for i in (1, 2))
    assert first == second == COUNTS


def test_ledgers_of_a_file_are_summed_whatever_else_stands_in_it(tmp_path: Path) -> None:
    path = write(
        tmp_path / "out.jsonl",
        [
            {"id": 1, "ledger": {"accepted": 2, "refuted": 1}},
            {"id": 2, "ledger": {"accepted": 1, "refuted": "many", "other": 5}},
            {"id": 3, "ledger": None},
            {"id": 4},
            "half a row",
        ],
    )
    assert summed_ledger(path) == {"unparsable": 0, "refuted": 1, "unknown": 0, "duplicate": 0, "accepted": 3}


def test_the_command_sums_the_ledger_and_refuses_a_bad_recording(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = write(tmp_path / "in.jsonl", [{"id": i, "problem": "solve 2^x = x + 1"} for i in (1, 2)])
    recording, target = write(tmp_path / "lines.jsonl", [CROSSING]), tmp_path / "out.jsonl"
    with pytest.raises(SystemExit) as left:
        main(["batch", str(source), str(target), "--lines", str(recording)])
    assert left.value.code in (0, None)
    told = capsys.readouterr().err
    assert "lines proposed: 6" in told and summed_ledger(target)["refuted"] == 2
    other = tmp_path / "other.jsonl"
    with pytest.raises(SystemExit) as left:
        main(["batch", str(source), str(other), "--lines", str(write(tmp_path / "bad.jsonl", ["{"]))])
    assert left.value.code == 2
    assert "not JSON" in capsys.readouterr().err and not other.exists()
