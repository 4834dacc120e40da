"""Writing generated rows as data sets: records per second in each format, memory, and whether the marks are right.

A few hundred rows are generated and written over and over into one file, so that it has n rows; exporting it is timed,
and the most memory the process used for n and for 4n rows is compared. Each mark of a line in the stepwise records of
the derivations is compared with what the judge says of the step.
"""

from __future__ import annotations

import json
import multiprocessing
import resource
import tempfile
import time
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import hybrid
from benchmarks.common import finish, options, table
from hybrid.generate.exporting import export
from hybrid.generate.formats import FORMATS, stepwise
from hybrid.generate.making import draws
from hybrid.generate.recipe import read_recipe
from hybrid.generate.row import Row

RECIPE = """
wrong 2
linear-equations levels 1-5
quadratic-equations levels 1-3
factoring levels 1-3
expanding levels 1-3
rational-expressions levels 1-3
word-problems levels 1-4
"""
DIFFERENT = 300


def main(arguments: Sequence[str] | None = None) -> None:
    args = options(__doc__, n=10_000).parse_args(arguments)
    rows = list(islice(draws(read_recipe(f"seed {args.seed}{RECIPE}")), DIFFERENT))
    right, wrong = marks(rows)
    figures: list[list[Any]] = []
    with tempfile.TemporaryDirectory() as folder:
        few, many = Path(folder) / "few.jsonl", Path(folder) / "many.jsonl"
        repeat(rows, args.n, few)
        repeat(rows, 4 * args.n, many)
        for name in FORMATS:
            for kind in ("parquet", "jsonl"):
                first = measured(few, Path(folder) / "out", name, kind)
                second = measured(many, Path(folder) / "out", name, kind)
                figures.append([name, kind, second["rows"] / second["seconds"], second["mib"] / first["mib"]])
    if args.verbose:
        print(table(["format", "as", "rows/s", "memory of 4n to n"], figures))
    finish(
        "exporting",
        {
            "rows": 4 * args.n,
            "rows_per_second": {f"{name} {kind}": rate for name, kind, rate, _ in figures},
            "memory_of_4n_to_n": max(ratio for *_, ratio in figures),
            "marked_lines": right + wrong,
            "marks_the_judge_disagrees_with": wrong,
        },
    )


def marks(rows: Sequence[Row]) -> tuple[int, int]:
    """How many marks of lines of derivations the judge agrees with, and how many it does not."""
    agreed = other = 0
    for row in rows:
        if row["topic"] == "word-problems":
            continue
        for record in stepwise(row):
            lines = [row["steps"][0]["before"], *record["completions"]]
            for i, label in enumerate(record["labels"]):
                same = hybrid.step(lines[i], lines[i + 1]).answer == ("proved" if label else "refuted")
                agreed, other = agreed + same, other + (not same)
    return agreed, other


def repeat(rows: Sequence[Row], n: int, path: Path) -> None:
    """Write n rows into a file, the given ones in turn with ids of their own."""
    with path.open("w", encoding="utf-8") as file:
        for i in range(n):
            file.write(json.dumps({**rows[i % len(rows)], "id": f"row-{i}"}) + "\n")


def measured(source: Path, target: Path, name: str, kind: str) -> dict[str, float]:
    """An export in a process of its own: rows, seconds and the most MiB it used."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_work, args=(source, target, name, kind, theirs))
    process.start()
    figures: dict[str, float] = ours.recv()
    process.join()
    for path in sorted(target.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    target.rmdir()
    return figures


def _work(source: Path, target: Path, name: str, kind: str, pipe: Any) -> None:
    with source.open("rb") as lines:
        rows = sum(1 for _ in lines)
    start = time.perf_counter()
    export(source, target, format=name, kind=kind)
    seconds = time.perf_counter() - start
    pipe.send({"rows": rows, "seconds": seconds, "mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024})


if __name__ == "__main__":
    main()
