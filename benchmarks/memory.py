"""Whether memory stays flat while rows are generated: a long run that may be stopped, and looked at while it goes on.

    python -m benchmarks.memory --n 1000000 --folder DIR [--recipe school] [--workers 2] [--every 10] [--minutes 0]

A run of `hybrid generate` into DIR/rows, and every so many seconds a line of DIR/memory.jsonl with the rows written,
the resident MiB of the process that deals and writes, and those of each that works. Stopped after --minutes, or by
hand, the same command goes on with the rows and the journal. Shards that are full are removed, unless --keep.

    parent, worker   resident MiB of the dealing process, and of the largest working one: the median of the samples
                     taken in the first tenth of the rows and in the last, and the most of all
    growth           MiB per 1,000,000 rows of each, a line fitted by least squares to the samples of all the rows but
                     the first tenth; None with fewer than three samples
    processes        how many working processes there have been; more than --workers where some were replaced by new
                     ones, or the run was stopped in between
"""

from __future__ import annotations

import json
import os
import signal
import statistics
import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TypedDict

from benchmarks.common import finish, options
from benchmarks.generation import command

START = 0.1  # the share of the rows in which processes still come to their size


class Sample(TypedDict):
    """rows: written so far; parent: MiB; workers: MiB by process id."""

    rows: int
    parent: float
    workers: dict[str, float]


def watched(
    recipe: str,
    n: int,
    folder: Path,
    seed: int,
    *,
    workers: int = 2,
    every: float = 5.0,
    minutes: float = 0.0,
    keep: bool = False,
) -> int:
    """Go on with the run, noting samples, until it ends or `minutes` (0: no limit) are over; the rows written."""
    out = folder / "rows"
    folder.mkdir(parents=True, exist_ok=True)
    run = subprocess.Popen(command(recipe, n, out, seed, "--workers", str(workers)), stdout=subprocess.DEVNULL)
    ends = time.monotonic() + 60 * minutes if minutes else float("inf")
    try:
        with open(folder / "memory.jsonl", "a", encoding="utf-8") as journal:
            while run.poll() is None and time.monotonic() < ends:
                time.sleep(every)
                if sample := _sample(run.pid, out):
                    journal.write(json.dumps(sample) + "\n")
                    journal.flush()
                if not keep:
                    for shard in sorted((out / "data").glob("*.jsonl"))[:-1]:
                        shard.unlink()
    finally:
        if run.poll() is None:
            run.send_signal(signal.SIGINT)
            run.wait()
    return _rows(out)


def samples(folder: Path) -> list[Sample]:
    """The samples of the journal, in order. A last line cut short is left out."""
    with open(folder / "memory.jsonl", encoding="utf-8") as journal:
        return [json.loads(line) for line in journal if line.endswith("\n")]


def summary(taken: Sequence[Sample], n: int) -> dict[str, Any]:
    """The figures of the journal of a run of n rows."""
    parent = [(s["rows"], s["parent"]) for s in taken]
    worker = [(s["rows"], max(s["workers"].values())) for s in taken if s["workers"]]
    pids = {pid for s in taken for pid in s["workers"]}
    return {
        "parent": _sizes(parent, n),
        "worker": _sizes(worker, n),
        "growth": {"parent": _growth(parent, n), "worker": _growth(worker, n)},
        "processes": len(pids),
        "samples": len(taken),
    }


def _sizes(points: Sequence[tuple[int, float]], n: int) -> dict[str, float | None]:
    first = [mib for rows, mib in points if rows <= START * n]
    last = [mib for rows, mib in points if rows >= (1 - START) * n]
    return {
        "first_tenth": statistics.median(first) if first else None,
        "last_tenth": statistics.median(last) if last else None,
        "most": max((mib for _, mib in points), default=None),
    }


def _growth(points: Sequence[tuple[int, float]], n: int) -> float | None:
    settled = [(rows, mib) for rows, mib in points if rows > START * n]
    if len(settled) < 3 or len({rows for rows, _ in settled}) < 2:
        return None
    return 1e6 * statistics.linear_regression(*zip(*settled, strict=True)).slope


def _sample(pid: int, out: Path) -> Sample | None:
    """What the processes hold now; None when the run has ended, or has written nothing yet."""
    parent, rows = _resident(pid), _rows(out)
    if parent is None or not rows:
        return None
    held = {str(child): mib for child in _children(pid) if (mib := _resident(child)) is not None}
    return Sample(rows=rows, parent=round(parent, 1), workers={child: round(mib, 1) for child, mib in held.items()})


def _rows(out: Path) -> int:
    try:
        return int(json.loads((out / ".progress.json").read_text(encoding="utf-8"))["rows"])
    except FileNotFoundError:
        return 0


def _children(pid: int) -> Iterator[int]:
    try:
        yield from map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split())
    except OSError:
        return


def _resident(pid: int) -> float | None:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    except (OSError, IndexError):
        return None
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20 or None


def main() -> None:
    parser = options(__doc__, 1_000_000)
    parser.add_argument(
        "--folder", type=Path, required=True, help="for the rows and the journal; an earlier run goes on"
    )
    parser.add_argument("--recipe", default="school", help="a recipe, by name or file")
    parser.add_argument("--workers", type=int, default=2, help="working processes")
    parser.add_argument("--every", type=float, default=10.0, help="seconds between samples")
    parser.add_argument(
        "--minutes", type=float, default=0.0, help="stop after so long; the same command goes on (0: never)"
    )
    parser.add_argument("--keep", action="store_true", help="keep full shards")
    args = parser.parse_args()
    rows = watched(
        args.recipe,
        args.n,
        args.folder,
        args.seed,
        workers=args.workers,
        every=args.every,
        minutes=args.minutes,
        keep=args.keep,
    )
    taken = samples(args.folder)
    finish("memory", {"recipe": args.recipe, "asked": args.n, "rows": rows, **summary(taken, args.n)})


if __name__ == "__main__":
    main()
