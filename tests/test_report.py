"""The report of measurements: what it takes, keeps and shows."""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks import report  # noqa: E402
from benchmarks.measurements import MEASUREMENTS  # noqa: E402
from benchmarks.report import END, START, command, figures, main, merged, results, run  # noqa: E402

MAKERS = {"train_suspicion", "freeze"}  # they make files of the project and say what they made
FULL = {"benchmark": "judge", "date": "2026-11-20", "wrong": 0, "algebra_per_s_cold": 16520.0}


def test_every_script_that_prints_figures_is_a_measurement() -> None:
    printed = set()
    for file in (ROOT / "benchmarks").glob("*.py"):
        if file.stem != "common":
            text = file.read_text(encoding="utf-8")
            names = re.findall(r"\bfinish\(\s*([\w.-]+|\"[\w-]+\")", text)
            printed |= {n.strip('"') if n.startswith('"') else file.stem for n in names}
    assert printed - MAKERS - {"ablations"} == set(MEASUREMENTS)


def test_a_measurement_is_a_module_that_is_documented() -> None:
    page = report.PAGE.read_text(encoding="utf-8").split(START)[0]
    for name in MEASUREMENTS:
        module = command(name)[1]
        assert (ROOT / f"{module.replace('.', '/')}.py").is_file(), module
        assert f"`python -m {module}" in page, module


def test_the_page_shows_what_is_kept() -> None:
    kept = merged({}, results(report.KEPT))
    assert figures(kept).strip() == report.PAGE.read_text(encoding="utf-8").split(START)[1].split(END)[0].strip()


def test_results_are_found_in_the_files_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "old.log").write_text(f"a table\n{json.dumps(FULL)}\n{{not json\n", encoding="utf-8")
    (tmp_path / "new.jsonl").write_text(
        '{"benchmark": "judge", "wrong": 1}\n{"benchmark": "unknown"}\n[]\n', encoding="utf-8"
    )
    (tmp_path / "page.md").write_text(json.dumps(FULL), encoding="utf-8")
    os.utime(tmp_path / "old.log", (1e9, 1e9))
    os.utime(tmp_path / "new.jsonl", (1.6e9, 1.6e9))
    assert list(results(tmp_path)) == [FULL, {"date": "2020-09-13", "benchmark": "judge", "wrong": 1}]
    assert list(results(tmp_path / "old.log")) == [FULL]


def test_figures_are_replaced_by_better_or_later_ones_only() -> None:
    def after(**changes: object) -> bool:
        new = {**FULL, "wrong": 7, **changes}
        return merged({"judge": FULL}, [new])["judge"] is new

    assert after() and after(date="2026-11-21")
    assert not after(date="2026-11-19")
    for worse in ({"small": True}, {"skipped": "no data"}, {"failed": "exit status 1"}):
        assert not after(date="2026-11-21", **worse)
        assert merged({}, [{**FULL, **worse}]) == {"judge": {**FULL, **worse}}


def test_the_page_says_what_is_asked_and_what_is_to_be_run() -> None:
    page = figures({"judge": {**FULL, "command": "python -m benchmarks.judge", "small": True}})
    assert "`python -m benchmarks.judge`, a small sample, 2026-11-20." in page
    assert "| algebra a second cold | 16,520 | 25,000 |" in page and "| wrong | 0 | 0 |" in page
    assert "| Answers of real solutions | `python -m benchmarks.answer_gold` | minutes | outside data |" in page
    assert "benchmarks.judge` |" not in page


def test_a_script_without_its_data_is_skipped_and_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HYBRID_DATA", str(tmp_path))
    found = run("answer_gold", small=True)
    assert str(tmp_path) in found["skipped"] and found["command"] == "python -m benchmarks.answer_gold --n 60"
    assert f"| skipped | {found['skipped']} |" in figures({"answer_gold": found})


def test_results_are_taken_without_running_anything(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page, kept, taken = tmp_path / "page.md", tmp_path / "kept.jsonl", tmp_path / "judge.txt"
    page.write_text(f"head\n{START}\n{END}\n", encoding="utf-8")
    taken.write_text(json.dumps(FULL), encoding="utf-8")
    monkeypatch.setattr(report, "PAGE", page)
    monkeypatch.setattr(report, "KEPT", kept)
    monkeypatch.setattr(sys, "argv", ["report", "--results", str(taken)])
    main()
    assert kept.read_text(encoding="utf-8") == json.dumps(FULL) + "\n"
    assert "### Step judge (`judge`)" in page.read_text(encoding="utf-8")
    assert re.search(r"^school +to be run +python -m benchmarks.school$", capsys.readouterr().out, re.MULTILINE)
    monkeypatch.setattr(sys, "argv", ["report", "--results", str(tmp_path / "nothing")])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
