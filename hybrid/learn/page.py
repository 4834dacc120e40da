"""The rounds of a loop of learning (hybrid.learn.rounds) as one page: charts drawn here as inline SVG, and a table.

    solve rate by level, median expansions by level, lines of a model by what became of them (where rows count
    them), novelty and rule entropy, each over the rounds

A round whose network was rejected has a dashed line and a cross below the axis, a plateau a grey band and a P. Series
differ in dash and in the shape of their points, not in colour alone; the colours are those of Okabe and Ito's palette
("Color Universal Design", 2008), some of them darker, to be read on white. The page needs no other file, script or
font. Rows are data from a file: what is no number is left out, and every text is escaped.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape
from math import ceil, floor, log10
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from hybrid.batch import write_whole
from hybrid.learn.collect import read_rows
from hybrid.ledger import KINDS

Row = Mapping[str, Any]
Series = Mapping[str, Sequence[float | None]]

FILE = "rounds.html"
WIDTH, HEIGHT = 640.0, 310.0
LEFT, RIGHT, TOP, BOTTOM = 62.0, 130.0, 14.0, 68.0
COLOURS = ("#0072b2", "#d55e00", "#00724f", "#a0447a", "#000000", "#7a6a00")
DASHES = ("", "7 3", "2 3", "9 3 2 3", "14 4", "4 4")
SHAPES = (
    "M-4,-4H4V4H-4Z",
    "M0,-5L5,4H-5Z",
    "M0,-5L5,0L0,5L-5,0Z",
    "M-4,-4L4,4M-4,4L4,-4",
    "M0,-5V5M-5,0H5",
    "M0,5L5,-4H-5Z",
)
INK, SOFT, LINES, BAND = "#1b1b1b", "#555555", "#dddddd", "#e8e8e8"
STYLE = """
body { font: 1rem/1.5 system-ui, sans-serif; color: #1b1b1b; background: #fff; max-width: 56rem; margin: 1rem auto;
  padding: 0 1rem; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin: 1.5rem 0 0.3rem; }
svg { max-width: 100%; height: auto; }
table { border-collapse: collapse; } th, td { padding: 0.15rem 0.7rem; border-bottom: 1px solid #ddd; }
td { text-align: right; }
"""


def write_page(folder: Path) -> Path:
    """Write rounds.html beside the rounds.jsonl of a folder, whole or not at all; its path.

    Raises FileNotFoundError where there is no rounds.jsonl, OSError when the page cannot be written.
    """
    rounds = folder / "rounds.jsonl"
    if not rounds.is_file():
        raise FileNotFoundError(2, "no rounds here", str(rounds))
    target = folder / FILE
    write_whole(target, page([row for row in read_rows(rounds) if isinstance(row, dict)]))
    return target


def page(rows: Sequence[Row]) -> str:
    """The page of rows of rounds.jsonl, in their order."""
    parts = [
        "<!DOCTYPE html>",
        f'<html lang="en"><head><meta charset="utf-8"><title>Rounds of learning</title><style>{STYLE}</style></head>',
        f"<body><h1>Rounds of learning</h1><p>{escape(_told(rows))}</p>",
    ]
    if rows:
        for title, axis, series, top in _charts(rows):
            parts += [f"<h2>{escape(title)}</h2>", chart(title, axis, series, rows, top)]
        parts.append(_table(rows))
    return "\n".join([*parts, "</body></html>"]) + "\n"


def _told(rows: Sequence[Row]) -> str:
    if not rows:
        return "There are no rounds yet."
    kept, plateaus = sum(bool(r.get("kept")) for r in rows), sum(bool(r.get("plateau")) for r in rows)
    return (
        f"Rounds: {len(rows)}. Network kept: {kept}, rejected: {len(rows) - kept}. On a plateau: {plateaus}. A dashed "
        "line and a cross below the axis mark a rejected round, a grey band and the letter P below it a plateau."
    )


def _charts(rows: Sequence[Row]) -> list[tuple[str, str, Series, float | None]]:
    """(title, label of the vertical axis, series, top of the axis if fixed) of every chart that has data."""
    levels = sorted({str(k) for r in rows for k in _part(r, "frozen")})

    def by_level(name: str) -> Series:
        return {f"level {level}": _over(rows, "frozen", level, name) for level in levels}

    lines: Series = {str(kind): _over(rows, "ledger", kind) for kind in KINDS}
    charts: list[tuple[str, str, Series, float | None]] = [
        ("Solve rate on the frozen problems", "share solved", by_level("solved"), 1.0),
        ("Median expansions of what was solved", "expansions", by_level("expansions"), None),
        ("Lines of the model, by what became of them", "lines", lines, None),
        ("Novelty", "share of new states", {"novelty": _over(rows, "novelty")}, 1.0),
        ("Rule entropy", "bits", {"rule entropy": _over(rows, "rule_entropy")}, None),
    ]
    return [c for c in charts if any(v is not None for values in c[2].values() for v in values)]


def _part(row: Any, name: str) -> Mapping[str, Any]:
    """The object under a name, an empty one where there is none."""
    part = row.get(name) if isinstance(row, Mapping) else None
    return part if isinstance(part, Mapping) else {}


def _over(rows: Sequence[Row], *names: str) -> list[float | None]:
    """The number that lies under the names in each row, None where there is none."""
    found = []
    for row in rows:
        part: Mapping[str, Any] = row
        for name in names[:-1]:
            part = _part(part, name)
        found.append(_number(part.get(names[-1])))
    return found


def _number(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not abs(value) < 1e15:
        return None
    return float(value)


# -- one chart -------------------------------------------------------------------------------------


def chart(title: str, axis: str, series: Series, rows: Sequence[Row], top: float | None = None) -> str:
    """An SVG of series over rounds from 0 up; a value that is None leaves a gap.

    axis  what the vertical axis says; top: its greatest value, None to take it from the values
    """
    size = {"width": _short(WIDTH), "height": _short(HEIGHT), "viewBox": f"0 0 {_short(WIDTH)} {_short(HEIGHT)}"}
    style = {"role": "img", "aria-label": title, "font-family": "sans-serif", "font-size": "12", "fill": INK}
    svg = ElementTree.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", **size, **style})
    values = [v for found in series.values() for v in found if v is not None]
    ticks = _ticks(top if top is not None else max([1e-9, *values]))

    def x(i: int) -> float:
        inside = WIDTH - LEFT - RIGHT
        return LEFT + inside * (i + 0.5) / len(rows)

    def y(value: float) -> float:
        return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * value / ticks[-1]

    _rounds(svg, rows, x)
    for tick in ticks:
        _line(svg, LEFT, y(tick), WIDTH - RIGHT, y(tick), SOFT if tick == 0 else LINES)
        _text(svg, LEFT - 6, y(tick) + 4, f"{tick:.6g}", "end")
    _text(svg, (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 6, "round", "middle")
    label = _text(svg, 14, (TOP + HEIGHT - BOTTOM) / 2, axis, "middle")
    label.attrib["transform"] = f"rotate(-90 14 {_short((TOP + HEIGHT - BOTTOM) / 2)})"
    for k, (name, found) in enumerate(series.items()):
        _curve(svg, k, [None if v is None else (x(i), y(v)) for i, v in enumerate(found)])
        legend = TOP + 10 + 20.0 * k
        _curve(svg, k, [(WIDTH - RIGHT + 12, legend), (WIDTH - RIGHT + 44, legend)])
        _text(svg, WIDTH - RIGHT + 52, legend + 4, name)
    return ElementTree.tostring(svg, encoding="unicode")


def _rounds(svg: ElementTree.Element, rows: Sequence[Row], x: Callable[[int], float]) -> None:
    """The marks of every round: its number, rejected ones and plateaus."""
    half, foot = (x(1) - x(0)) / 2 if len(rows) > 1 else 20.0, HEIGHT - BOTTOM
    every = ceil(len(rows) / 16)
    for i, row in enumerate(rows):
        if row.get("plateau"):
            box = {"x": _short(x(i) - half), "width": _short(2 * half), "y": _short(TOP), "height": _short(foot - TOP)}
            ElementTree.SubElement(svg, "rect", {**box, "fill": BAND})
            _text(svg, x(i), foot + 45, "P", "middle")
        if not row.get("kept"):
            _line(svg, x(i), TOP, x(i), foot, SOFT, "3 4")
            _text(svg, x(i), foot + 31, "\u2715", "middle")
        if i % every == 0:
            number = _number(row.get("round"))
            _text(svg, x(i), foot + 17, f"{i + 1 if number is None else number:.6g}", "middle")


def _curve(svg: ElementTree.Element, k: int, points: Sequence[tuple[float, float] | None]) -> None:
    """A line through the points with the k-th dash and shape, broken where a point is None."""
    colour, path, pen = COLOURS[k % len(COLOURS)], "", "M"
    for point in points:
        if point is None:
            pen = "M"
            continue
        path += f"{pen}{_short(point[0])},{_short(point[1])}"
        pen = "L"
    line = {"d": path, "fill": "none", "stroke": colour, "stroke-width": "2", "stroke-dasharray": DASHES[k % 6]}
    ElementTree.SubElement(svg, "path", {name: value for name, value in line.items() if value})
    for point in points:
        if point is not None:
            shape = {"d": SHAPES[k % 6], "transform": f"translate({_short(point[0])} {_short(point[1])})"}
            ElementTree.SubElement(svg, "path", {**shape, "fill": colour, "stroke": colour, "stroke-width": "1.5"})


def _line(svg: ElementTree.Element, x1: float, y1: float, x2: float, y2: float, colour: str, dash: str = "") -> None:
    ends = {"x1": _short(x1), "y1": _short(y1), "x2": _short(x2), "y2": _short(y2), "stroke": colour}
    ElementTree.SubElement(svg, "line", {**ends, **({"stroke-dasharray": dash} if dash else {})})


def _text(svg: ElementTree.Element, x: float, y: float, text: str, anchor: str = "start") -> ElementTree.Element:
    element = ElementTree.SubElement(svg, "text", {"x": _short(x), "y": _short(y), "text-anchor": anchor})
    element.text = text
    return element


def _ticks(top: float) -> list[float]:
    """Round numbers from 0 to the first that is not less than top, about five of them."""
    raw = top / 5
    power = 10.0 ** floor(log10(raw))
    step = next(m * power for m in (1, 2, 5, 10) if m * power >= raw * (1 - 1e-9))
    return [n * step for n in range(ceil(top / step - 1e-9) + 1)]


def _short(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")


# -- the table -------------------------------------------------------------------------------------


def _table(rows: Sequence[Row]) -> str:
    """The rounds in numbers, for whoever cannot see the charts."""
    names = ("round", "level", "problems", "solved", "score", "novelty", "rule_entropy")
    head = "".join(f"<th>{escape(name.replace('_', ' '))}</th>" for name in (*names, "network", "plateau"))
    lines = []
    for row in rows:
        cells = ["-" if (n := _number(row.get(name))) is None else f"{n:.6g}" for name in names]
        cells += ["kept" if row.get("kept") else "rejected", "plateau" if row.get("plateau") else ""]
        lines.append(f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>")
    return f"<h2>The rounds in numbers</h2><table><tr>{head}</tr>{''.join(lines)}</table>"
