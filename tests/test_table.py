"""Tables answered row by row: columns in, the same columns, a status and the whole answer out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from hybrid.batch import failed
from hybrid.engine.table import Answers

ECHO = """
import os, time

def work(row, seconds, derivations, *proposer):
    if row.get("problem") == "hang":
        while True: time.sleep(1)
    if row.get("problem") == "exit": os._exit(7)
    if "before" in row: return {"id": row["id"], "verdict": "proved", "row": row}
    return {"id": row["id"], "status": "proved", "row": row, "pid": os.getpid(), "asked": proposer}
"""


@pytest.fixture(autouse=True)
def echo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "echo.py").write_text(ECHO)
    monkeypatch.syspath_prepend(str(tmp_path))


def answered(columns: dict[str, Any], **options: Any) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    with Answers(work="echo:work", **options) as answers:
        out = answers(columns)
    return out, [json.loads(text) for text in out["result"]]


def test_columns_stay_and_two_are_added() -> None:
    columns = {"id": [1, 2], "problem": ["a", None], "before": [None, "b"], "text": ["x", "y"]}
    out, results = answered(columns)
    assert {name: out[name] for name in columns} == columns
    assert out["status"] == ["proved", "proved"] and len(out) == len(columns) + 2
    assert [r["row"] for r in results] == [{"id": 1, "problem": "a"}, {"id": 2, "before": "b"}]


def test_cells_of_arrays_are_plain_and_missing_ones_left_out() -> None:
    samples = np.empty(2, dtype=object)
    samples[:] = [np.array(["one", "two"], dtype=object), None]
    columns = {"id": np.array([1.0, np.nan]), "story": np.array(["s", "t"], dtype=object), "samples": samples}
    _, results = answered(columns)
    assert [r["row"] for r in results] == [
        {"id": 1.0, "story": "s", "samples": ["one", "two"]},
        {"id": None, "story": "t"},
    ]


def test_rows_that_hang_or_crash_are_error_rows() -> None:
    out, results = answered({"problem": ["a", "hang", "exit", "b"]}, seconds=-1.5)  # a wall clock of two seconds
    assert out["status"] == ["proved", "error", "error", "proved"]
    assert "killed after 2 seconds" in results[1]["error"] and "exit status 7" in results[2]["error"]
    assert results[1].keys() == failed({}, "").keys()


def test_one_process_answers_all_calls_and_is_told_who_proposes() -> None:
    with Answers(work="echo:work", proposer={"lines": "recorded.jsonl"}) as answers:
        results = [json.loads(answers({"problem": ["a"]})["result"][0]) for _ in range(3)]
        assert answers({"problem": []})["result"] == []
    assert len({r["pid"] for r in results}) == 1
    assert results[0]["asked"] == [{"lines": "recorded.jsonl"}]
