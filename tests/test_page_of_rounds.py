"""The page of rounds: well-formed charts of what the rows say, whatever the rows are, written whole."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from hybrid.cli import main
from hybrid.learn.page import chart, page, write_page

SVG = "{http://www.w3.org/2000/svg}"


def row(number: int, **more: Any) -> dict[str, Any]:
    frozen = {"1": {"solved": 0.5, "expansions": 12.0}, "2": {"solved": 0.1 * number, "expansions": 40.0}}
    fixed = {"round": number, "level": 2, "problems": 40, "solved": 20, "score": 0.5, "novelty": 0.4}
    return {**fixed, "rule_entropy": 3.2, "frozen": frozen, "kept": True, "plateau": False, **more}


def charts(text: str) -> dict[str, ElementTree.Element]:
    found = [ElementTree.fromstring(svg) for svg in re.findall(r"<svg.*?</svg>", text, re.S)]
    return {svg.attrib["aria-label"]: svg for svg in found}


def texts(svg: ElementTree.Element) -> list[str]:
    return [t.text or "" for t in svg.iter(f"{SVG}text")]


def test_every_measure_has_a_chart_with_its_axes_and_series_named() -> None:
    drawn = charts(page([row(1), row(2), row(3)]))
    assert set(drawn) == {
        "Solve rate on the frozen problems",
        "Median expansions of what was solved",
        "Novelty",
        "Rule entropy",
    }
    told = texts(drawn["Solve rate on the frozen problems"])
    assert {"round", "share solved", "level 1", "level 2", "1", "2", "3"} <= set(told)


def test_lines_of_a_model_are_drawn_when_the_rows_count_them() -> None:
    ledger = {"refuted": 4, "unparsable": 1, "unknown": 0, "duplicate": 2, "accepted": 3}
    drawn = charts(page([row(1), row(2, ledger=ledger)]))
    assert {"refuted", "accepted", "lines"} <= set(texts(drawn["Lines of the model, by what became of them"]))


def test_rejected_rounds_and_plateaus_are_marked_in_charts_and_in_words() -> None:
    plain = texts(charts(page([row(1), row(2)]))["Novelty"])
    text = page([row(1), row(2, kept=False, plateau=True)])
    marked = texts(charts(text)["Novelty"])
    assert {"P", "\u2715"} <= set(marked) and not {"P", "\u2715"} & set(plain)
    assert "<td>rejected</td><td>plateau</td>" in text


def test_series_differ_in_shape_and_dash_and_not_in_colour_alone() -> None:
    svg = ElementTree.fromstring(chart("t", "a", {str(k): [1.0, 2.0] for k in range(6)}, [row(1), row(2)]))
    lines = [p for p in svg.iter(f"{SVG}path") if p.attrib.get("fill") == "none"]
    points = [p for p in svg.iter(f"{SVG}path") if "transform" in p.attrib]
    assert len({p.attrib.get("stroke-dasharray") for p in lines}) == 6
    assert len({p.attrib["d"] for p in points}) == 6


def test_greater_values_lie_higher_and_all_inside() -> None:
    svg = ElementTree.fromstring(chart("t", "a", {"s": [0.0, 3.0, 7.3]}, [row(i) for i in (1, 2, 3)]))
    points = [p.attrib["transform"] for p in svg.iter(f"{SVG}path") if "transform" in p.attrib][:3]
    heights = [float(re.findall(r"[\d.]+", p)[1]) for p in points]
    assert heights == sorted(heights, reverse=True) and len(set(heights)) == 3
    assert 0 < heights[-1] and heights[0] < float(svg.attrib["height"])


def test_a_value_that_is_missing_breaks_the_line() -> None:
    svg = ElementTree.fromstring(chart("t", "a", {"s": [1.0, None, 1.0, 1.0]}, [row(i) for i in range(4)]))
    line = next(p.attrib["d"] for p in svg.iter(f"{SVG}path") if p.attrib.get("fill") == "none")
    assert line.count("M") == 2 and line.count("L") == 1


HOSTILE = "</svg><script>alert(1)</script>"


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [{}],
        [row(1, frozen={HOSTILE: {"solved": 0.5}}, novelty=HOSTILE, round=HOSTILE, level=HOSTILE)],
        [row(1, novelty=float("nan"), rule_entropy=float("inf"), score=10**400)],
        [row(1, frozen=[1], ledger=7), row(2, frozen={"1": 3}, ledger={"refuted": None})],
        [row(1, rule_entropy=0.0, novelty=0)],
        [row(i) for i in range(1, 200)],
    ],
    ids=["none", "empty", "hostile", "no numbers", "wrong shapes", "zeros", "many"],
)
def test_whatever_the_rows_are_the_page_is_well_formed_and_carries_no_script(rows: list[dict[str, Any]]) -> None:
    text = page(rows)
    ElementTree.fromstring(text.removeprefix("<!DOCTYPE html>\n").replace('<meta charset="utf-8">', ""))
    assert "<script" not in text


def test_the_page_is_written_beside_the_rounds_and_passes_over_half_a_row(tmp_path: Path) -> None:
    (tmp_path / "rounds.jsonl").write_text(json.dumps(row(1)) + "\n" + '{"round": 2, "lev', encoding="utf-8")
    path = write_page(tmp_path)
    assert path == tmp_path / "rounds.html" and "Rounds: 1." in path.read_text(encoding="utf-8")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["rounds.html", "rounds.jsonl"]


def test_the_command_writes_the_page_anew_and_says_when_there_are_no_rounds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        main(["train", str(tmp_path), "--page"])
    assert left.value.code == 2 and "rounds.jsonl" in capsys.readouterr().err
    (tmp_path / "rounds.jsonl").write_text(json.dumps(row(1)) + "\n", encoding="utf-8")
    with pytest.raises(SystemExit) as left:
        main(["train", str(tmp_path), "--page"])
    assert left.value.code in (0, None)
    assert (tmp_path / "rounds.html").exists() and "rounds.html" in capsys.readouterr().out
