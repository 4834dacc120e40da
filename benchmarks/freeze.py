"""Draw the frozen sets of the curriculum: datasets/frozen/level1.jsonl to level5.jsonl, 100 problems each.

A level's problems come from its stream with the seed of FROZEN_SEEDS (990001 for level 1 to 990005 for level 5), the
families even in number as far as they go round. Left out is what the ordinary prover does not solve within limits that
count states and not seconds, and what a lower level has. All files are written, or none.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import Counter
from pathlib import Path

from benchmarks.common import ROOT, finish
from hybrid.learn.curriculum import Posed, key, stream
from hybrid.learn.frozen import FROZEN_SEEDS
from hybrid.learn.levels import LEVELS
from hybrid.prover import solve
from hybrid.search.limits import Limits

ROWS = 100
LIMITS = Limits(seconds=120.0, expansions=2_000)


def chosen(level: int, seed: int, rows: int, taken: set[str]) -> list[Posed]:
    """`rows` problems of a level that the ordinary prover solves; their keys are put into `taken`.

    Raises ValueError when the level has too few.
    """
    found: list[Posed] = []
    families = Counter({family.__name__: 0 for family in LEVELS[level]})
    most = -(-rows // len(families))
    for posed in stream(level, seed, frozenset(taken)):
        if families[posed.family] == most or not solved(posed.statement):
            continue
        families[posed.family] += 1
        found.append(posed)
        taken.add(key(posed.statement))
        if len(found) == rows:
            return found
    raise ValueError(f"level {level} has {len(found)} problems of {rows}: {dict(families)}")


def solved(statement: str) -> bool:
    """Whether the ordinary prover finds a derivation, and one with steps."""
    result = solve(statement, limits=LIMITS)
    return result.status == "proved" and bool(result.steps)


def write(folder: Path, files: dict[str, str]) -> None:
    """Write the files into the folder; none is touched before all are written beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".frozen-") as beside:
        for name, text in files.items():
            (Path(beside) / name).write_text(text, encoding="utf-8")
        for name in files:
            (Path(beside) / name).replace(folder / name)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--rows", type=int, default=ROWS, help=f"problems of each level (default {ROWS})")
    parser.add_argument("--out", type=Path, default=ROOT / "datasets" / "frozen", help="the folder")
    args = parser.parse_args()
    taken: set[str] = set()
    files, families = {}, {}
    for level in LEVELS:
        found = chosen(level, FROZEN_SEEDS[level], args.rows, taken)
        print(f"level {level}: {len(found)} problems", file=sys.stderr)
        families[level] = dict(sorted(Counter(p.family for p in found).items()))
        lines = [
            json.dumps({"id": f"l{level}-{i:03}", "level": level, "family": p.family, "statement": p.statement})
            for i, p in enumerate(found, 1)
        ]
        files[f"level{level}.jsonl"] = "".join(line + "\n" for line in lines)
    write(args.out, files)
    finish("freeze", {"rows": args.rows, "seeds": list(FROZEN_SEEDS.values()), "families": families})


if __name__ == "__main__":
    main()
