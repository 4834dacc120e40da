"""Making the weights that are shipped, from nothing: `make model`.

Problems of the curriculum, none of them frozen, are searched by laws without a network. Where that finds nothing, the
school derivation with its computed steps filled shows the way (`flattened`). A network is trained on both and saved.
Collecting goes on where a kill left it.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from hybrid.learn.collect import collect, derivations, mend, read_rows
from hybrid.learn.curriculum import problems
from hybrid.learn.experience import flattened
from hybrid.learn.fit import trained
from hybrid.learn.frozen import frozen_keys
from hybrid.model.shipped import FOLDER
from hybrid.problem import derivation_to_json
from hybrid.prover import solve
from hybrid.search.limits import Limits
from hybrid.syntax.errors import InputError

SEED = 777
SHARES = {1: 1, 2: 2, 3: 8, 4: 11, 5: 11}  # of 33: few problems where there is little to choose
LIMITS = Limits(seconds=2.5, expansions=300)


def make(work: Path, out: Path, count: int, updates: int, workers: int) -> None:
    """Collect experience on about `count` problems into the folder `work`, train, and save the weights in `out`.

    Raises OSError when a folder cannot be written, ValueError when no derivation was found.
    """
    work.mkdir(parents=True, exist_ok=True)
    keys = frozen_keys()
    statements = [
        s for level, share in SHARES.items() for s in problems(level, SEED + level, max(1, count * share // 33), keys)
    ]
    random.Random(SEED).shuffle(statements)
    for n, _ in enumerate(collect(statements, work / "experience.jsonl", LIMITS, workers=workers), 1):
        if n % 50 == 0:
            _say(f"{n} of {len(statements)} searched")
    rows = read_rows(work / "experience.jsonl")
    missing = [row["statement"] for row in rows if row["derivation"] is None]
    rows = [row for row in rows if row["derivation"] is not None] + list(_school(missing, work / "school.jsonl"))
    trained(derivations(rows), updates, say=_say).save(out)


def _school(statements: Sequence[str], path: Path) -> Iterator[dict[str, Any]]:
    """Rows with the flattened school derivations of the statements that have one, remembered in a file."""
    mend(path)
    known = {row["statement"]: row for row in read_rows(path)}
    with open(path, "a", encoding="utf-8") as f:
        for statement in statements:
            row = known.get(statement) or {"statement": statement, "derivation": _shown(statement)}
            if statement not in known:
                f.write(json.dumps(row) + "\n")
                f.flush()
            if row["derivation"] is not None:
                yield row


def _shown(statement: str) -> dict[str, Any] | None:
    try:
        result = solve(statement, substeps=True, limits=Limits(seconds=5.0))
    except InputError:
        return None
    if result.status != "proved" or result.derivation is None:
        return None
    return derivation_to_json(flattened(result.derivation))


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description="Train the shipped weights from nothing.")
    parser.add_argument("--work", type=Path, default=Path("build/model"), help="where experience is kept")
    parser.add_argument("--out", type=Path, default=FOLDER, help="where the weights are written")
    parser.add_argument("--count", type=int, default=1000, help="problems")
    parser.add_argument("--updates", type=int, default=1100, help="updates of the network")
    parser.add_argument("--workers", type=int, default=2, help="processes that search")
    asked = parser.parse_args()
    make(asked.work, asked.out, asked.count, asked.updates, asked.workers)


if __name__ == "__main__":
    main()
