"""The frozen rows of `datasets/rows`: made, or compared with what the recipes give today.

    python -m benchmarks.freeze_rows            make them anew
    python -m benchmarks.freeze_rows --check    1 when a file differs, and where

Each file is the rows of a recipe beside it, `datasets/rows/NAME.recipe`, in the order of `hybrid generate`, as many as
its first line says. Nothing is excluded: these are the problems that others leave out.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from pathlib import Path

from benchmarks.common import ROOT, finish
from hybrid.batch import write_whole
from hybrid.engine import by_name
from hybrid.generate.generating import CHUNK, generate
from hybrid.generate.recipe import load_recipe

FOLDER = ROOT / "datasets" / "rows"
_COUNT = re.compile(r"# (\d+) rows\b")


def made(recipe: Path, workers: int) -> str:
    """The rows of a recipe as text. Raises ValueError where its first line does not say how many, or there are fewer
    than that."""
    told = _COUNT.match(recipe.read_text(encoding="utf-8"))
    if told is None:
        raise ValueError(f"{recipe}: the first line says how many rows, `# 2480 rows: ...`")
    with tempfile.TemporaryDirectory() as name:
        out = Path(name) / "rows"
        summary = generate(load_recipe(recipe), int(told[1]), out, by_name("process", workers, chunk=CHUNK))
        if summary["rows"] < int(told[1]):
            raise ValueError(f"{recipe}: only {summary['rows']} rows")
        return "".join(p.read_text(encoding="utf-8") for p in sorted((out / "data").iterdir()))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--check", action="store_true", help="compare, do not write")
    parser.add_argument("--workers", type=int, default=2)
    args = parser.parse_args()
    figures: dict[str, object] = {}
    for recipe in sorted(FOLDER.glob("*.recipe")):
        text, file = made(recipe, args.workers), recipe.with_suffix(".jsonl")
        if args.check:
            figures[file.name] = file.read_text(encoding="utf-8") == text
        else:
            write_whole(file, text)
            figures[file.name] = text.count("\n")
    finish("freeze_rows", figures)
    sys.exit(1 if args.check and not all(figures.values()) else 0)


if __name__ == "__main__":
    main()
