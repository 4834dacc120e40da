"""Collecting experience: problems are searched by laws, and what the kernel accepts is kept.

One JSON line a problem that was searched, solved or not: {"statement", "status", "expanded", "seconds",
"derivation"}, the derivation null where none was found; with `trees` also "tree", the search tree cut to size
(hybrid.learn.trees), null where it could not be kept. The file is appended to a line at a time, and a problem that
stands in it is not searched again, so collecting goes on after a kill where it was.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache
from math import inf
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from hybrid.learn.openings import by_openings
from hybrid.learn.trees import Stored, stored
from hybrid.problem import Derivation, derivation_from_json, derivation_to_json
from hybrid.prover import solve
from hybrid.rulebook import Rulebook
from hybrid.search.limits import Limits
from hybrid.syntax.errors import InputError


def collect(
    statements: Iterable[str],
    path: Path,
    limits: Limits,
    *,
    weights: Path | None = None,
    workers: int = 1,
    trees: bool = False,
    openings: bool = False,
) -> Iterator[dict[str, Any]]:
    """Search the statements that `path` does not know yet, append a row for each, and yield the rows.

    weights  the network that guides; None for the exact part alone
    trees    keep the search trees too, of problems that were not solved as well
    openings search behind each first move instead, by the limits each (hybrid.learn.openings)
    Raises OSError when the file cannot be read or written.
    """
    tasks = {s: (s, limits, weights, trees, openings) for s in statements}
    yield from appended(path, _searched, tasks, workers)


def appended(
    path: Path, work: Callable[[Any], dict[str, Any]], tasks: Mapping[str, Any], workers: int
) -> Iterator[dict[str, Any]]:
    """What `work` makes of the tasks, by statement, that `path` does not know yet: rows, appended as they come.

    Raises OSError when the file cannot be read or written, and what `work` raises.
    """
    mend(path)
    known = {row["statement"] for row in read_rows(path)}
    new = [task for statement, task in tasks.items() if statement not in known]
    with (
        open(path, "a", encoding="utf-8") as f,
        ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool,
    ):
        for row in pool.map(work, new, chunksize=4):
            f.write(json.dumps(row, separators=(",", ":")) + "\n")
            f.flush()
            yield row


def mend(path: Path) -> None:
    """End a line that a kill cut off, so that what is appended stands on a line of its own."""
    if path.exists() and path.stat().st_size and not path.read_bytes().endswith(b"\n"):
        with open(path, "a", encoding="utf-8") as f:
            f.write("\n")


def read_rows(path: Path) -> list[dict[str, Any]]:
    """The whole rows of a file, [] when there is none; a line cut off by a kill is left out."""
    rows = []
    if path.exists():
        for line in path.read_text(encoding="utf-8").splitlines():
            try:
                rows.append(json.loads(line))
            except json.JSONDecodeError:
                continue
    return rows


def best_rows(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Of the rows of each statement the one with the fewest steps, the last of those, found by the newest network;
    one without a derivation only where no other has one."""
    best: dict[str, dict[str, Any]] = {}
    for row in rows:
        known = best.get(row["statement"])
        if known is None or _steps(row) <= _steps(known):
            best[row["statement"]] = row
    return list(best.values())


def _steps(row: Mapping[str, Any]) -> float:
    return inf if row["derivation"] is None else len(row["derivation"]["steps"])


def derivations(rows: Iterable[Mapping[str, Any]]) -> Iterator[Derivation]:
    """The derivations of the rows that have one. Raises FormatError for a row that was spoiled."""
    for row in rows:
        if row["derivation"] is not None:
            yield derivation_from_json(row["derivation"])


def trees(rows: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, Stored]]:
    """The statements and trees of the rows that have one. Raises FormatError for a row that was spoiled."""
    for row in rows:
        if row.get("tree") is not None:
            yield row["statement"], Stored.from_json(row["tree"])


def _searched(task: tuple[str, Limits, Path | None, bool, bool]) -> dict[str, Any]:
    statement, limits, weights, trees, openings = task
    row: dict[str, Any] = {"statement": statement, "expanded": 0, "seconds": 0.0, "derivation": None}
    try:
        network = None if weights is None else _network(weights)
        if openings:
            derivation = by_openings(statement, limits, network)
            return row | {"status": "open"} if derivation is None else row | _proved(derivation)
        result = solve(statement, steps="laws", limits=limits, network=network, tree=trees)
    except InputError as error:
        return {**row, "status": "refused", "why": str(error)}
    row |= {"status": result.status, "expanded": result.stop.expanded, "seconds": round(result.stop.seconds, 4)}
    if result.status == "proved" and result.derivation is not None:
        row |= _proved(result.derivation)
    if trees:
        kept = None if result.tree is None else stored(result.tree, result.problem, Rulebook.load())
        row["tree"] = None if kept is None else kept.to_json()
    return row


def _proved(derivation: Derivation) -> dict[str, Any]:
    return {"status": "proved", "derivation": derivation_to_json(derivation)}


@lru_cache(maxsize=1)
def _network(weights: Path) -> Any:
    import torch

    from hybrid.model.network import QNetwork

    torch.set_num_threads(1)
    return QNetwork.load(weights)
