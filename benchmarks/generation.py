"""Generated rows: how fast, how many the same, replayed by the kernel, and what being killed does to them.

python -m benchmarks.generation [--n 20000] [--recipe school] [--kills 20] [--memory 0] [--seed 1]

rows_per_second      of the serial engine, one process that deals and derives
two_processes        rows/s of two working processes over that; processes start in half a second, which is part of both
replayed             rows that `hybrid check` accepts, of all
same                 rows whose problem is that of another up to names and order, by the whole canonical text
killed_identical     runs ended by SIGKILL at random moments, all of which went on to the same files
memory               resident memory of a run that writes --memory rows (0: left out), as benchmarks.memory measures it,
                     which may also be stopped and go on
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.common import finish, options
from hybrid.generate.recipe import STORIES
from hybrid.generate.replay import check_rows
from hybrid.generate.unique import canonical
from hybrid.syntax.statement import parse_problem


def command(recipe: str, n: int, out: Path, seed: int, *more: str) -> list[str]:
    asked = ["generate", recipe, "--n", str(n), "--out", str(out), "--seed", str(seed), "--no-own", *more]
    return [sys.executable, "-m", "hybrid", *asked]


def timed(recipe: str, n: int, out: Path, seed: int, *more: str) -> float:
    """Seconds for n rows after the first few, so that loading is not counted."""
    few = max(1, n // 20)
    shutil.rmtree(out, ignore_errors=True)
    first = _run(command(recipe, few, out, seed, *more))
    return _run(command(recipe, n + few, out, seed, *more)) - first


def _run(line: list[str]) -> float:
    started = time.perf_counter()
    subprocess.run(line, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def rows(folder: Path) -> Iterator[dict[str, Any]]:
    for file in sorted((folder / "data").glob("*.jsonl")):
        with open(file, encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def same(folder: Path) -> int:
    """How many statements are those of an earlier row."""
    counts = Counter(canonical(parse_problem(r["problem"])) for r in rows(folder) if r["topic"] != STORIES)
    counts.update(r["problem"] for r in rows(folder) if r["topic"] == STORIES)
    return sum(counts.values()) - len(counts)


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def killed(recipe: str, n: int, folder: Path, seed: int, kills: int) -> tuple[int, bool]:
    """How many runs were really ended by the kill, and whether the files are those of a run left alone."""
    rng = random.Random(seed)
    whole = _run(command(recipe, n, folder / "whole", seed))
    ended = 0
    for _ in range(kills):
        run = subprocess.Popen(command(recipe, n, folder / "killed", seed), stdout=subprocess.DEVNULL)
        try:
            run.wait(rng.uniform(0.2, 1.0) * whole)
        except subprocess.TimeoutExpired:
            run.send_signal(signal.SIGKILL)
            run.wait()
            ended += 1
    _run(command(recipe, n, folder / "killed", seed))
    return ended, files(folder / "whole") == files(folder / "killed")


def main() -> None:
    parser = options(__doc__, 20000)
    parser.add_argument("--recipe", default="school", help="a recipe, by name or file")
    parser.add_argument("--kills", type=int, default=20, help="runs to kill (0: none)")
    parser.add_argument("--kill-rows", type=int, default=400, help="rows of the runs that are killed")
    parser.add_argument("--memory", type=int, default=0, help="rows of the run whose memory is measured (0: none)")
    args = parser.parse_args()
    figures: dict[str, Any] = {"rows": args.n, "recipe": args.recipe, "cores": len(os.sched_getaffinity(0))}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        one = timed(args.recipe, args.n, folder / "one", args.seed, "--engine", "serial")
        two = timed(args.recipe, args.n, folder / "two", args.seed, "--workers", "2")
        figures["rows_per_second"] = args.n / one
        figures["two_processes"] = one / two
        figures["same_files"] = files(folder / "one") == files(folder / "two")
        outcomes = list(check_rows(folder / "one"))
        figures["replayed"] = f"{outcomes.count(None)} of {len(outcomes)}"
        figures["same"] = same(folder / "one")
        figures["bytes_a_row"] = sum(p.stat().st_size for p in (folder / "one" / "data").iterdir()) / len(outcomes)
        figures["rejected"] = json.loads((folder / "one" / "summary.json").read_text())["rejected"]
        if args.kills:
            ended, identical = killed(args.recipe, args.kill_rows, folder, args.seed, args.kills)
            figures |= {"kills": ended, "killed_identical": identical}
        if args.memory:
            from benchmarks.memory import samples, summary, watched

            watched(args.recipe, args.memory, folder / "memory", args.seed)
            figures["memory"] = summary(samples(folder / "memory"), args.memory)
    finish("generation", figures)


if __name__ == "__main__":
    main()
