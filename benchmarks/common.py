"""What every measurement shares: its options, its last line of JSON, tables, medians, and where outside data lies."""

from __future__ import annotations

import argparse
import json
import math
import os
import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn, TypeVar

T = TypeVar("T")
ROOT = Path(__file__).resolve().parents[1]


def data_folder() -> Path:
    """The folder of outside problem sets: $HYBRID_DATA, else `../shared/data` beside the checkout."""
    return Path(os.environ["HYBRID_DATA"]) if os.environ.get("HYBRID_DATA") else ROOT.parent / "shared" / "data"


def options(description: str | None, n: int, seconds: float = 5.0) -> argparse.ArgumentParser:
    """A parser with the options every script takes, `n` and `seconds` being the defaults."""
    parser = argparse.ArgumentParser(description=(description or "").split("\n\n")[0])
    parser.add_argument("--n", type=int, default=n, help=f"how many (default {n})")
    parser.add_argument("--seed", type=int, default=1, help="seed of the generator (default 1)")
    parser.add_argument("--seconds", type=float, default=seconds, help=f"limit for one problem (default {seconds})")
    parser.add_argument("--verbose", action="store_true", help="print a table before the summary")
    return parser


def finish(name: str, figures: Mapping[str, Any]) -> None:
    """Print the summary, one line of JSON, as the last line of a script."""
    print(json.dumps({"benchmark": name, **{k: _short(v) for k, v in figures.items()}}))
    sys.stdout.flush()


def skip(name: str, reason: str) -> NoReturn:
    """Say why there is nothing to measure, and end well: an absent peer is no failure."""
    print(f"skipped: {reason}")
    finish(name, {"skipped": reason})
    raise SystemExit(0)


def _short(value: Any) -> Any:
    if isinstance(value, float):
        return float(f"{value:.4g}") if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {str(k): _short(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [_short(v) for v in value]
    return value


def table(header: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """The rows under the header in columns, numbers to the right; floats with four digits."""
    cells = [list(header)] + [[str(_short(c)) if c is not None else "-" for c in row] for row in rows]
    widths = [max(len(line[i]) for line in cells) for i in range(len(header))]
    left = [
        not rows or not all(isinstance(row[i], (int, float, type(None))) for row in rows) for i in range(len(header))
    ]

    def line(row: Sequence[str]) -> str:
        parts = [c.ljust(w) if is_left else c.rjust(w) for c, w, is_left in zip(row, widths, left, strict=True)]
        return "  ".join(parts).rstrip()

    return "\n".join([line(cells[0]), "  ".join("-" * w for w in widths), *map(line, cells[1:])])


def median(values: Sequence[float]) -> float:
    """The median, nan of nothing."""
    return statistics.median(values) if values else math.nan


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` of the values do not exceed, nan of nothing."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)] if ordered else math.nan


def timed(work: Callable[..., T], *args: Any) -> tuple[T, float]:
    """The result of `work(*args)` and the seconds it took."""
    start = time.perf_counter()
    result = work(*args)
    return result, time.perf_counter() - start
