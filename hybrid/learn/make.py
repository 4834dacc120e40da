"""Making the weights that are shipped, from nothing: `make model`.

Expert iteration in fixed stages (Anthony, Tian, Barber 2017): each searches problems of the curriculum by laws, the
first stage by the exact part of Q alone, the others guided by the network of the stage before, and trains a network
anew on all derivations so far, the shortest of each problem. What a stage did not solve the next tries again, some of
it behind each first move (hybrid.learn.openings). The last network learns to write lines as well. At the end the
values of states are learned from true costs to go, of problems that are new again (hybrid.learn.values). No problem is
a frozen one. Searches are bounded by expansions (the clock is a safeguard), so that the same machine makes the same
weights up to rounding; a stage that was killed goes on where it was.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from hybrid.learn.collect import best_rows, collect, derivations, read_rows
from hybrid.learn.curriculum import problems
from hybrid.learn.device import device
from hybrid.learn.distances import measure
from hybrid.learn.fit import trained
from hybrid.learn.frozen import frozen_keys
from hybrid.learn.values import learn_values, lessons
from hybrid.model.network import WEIGHTS_FILE, QNetwork
from hybrid.model.shipped import FOLDER
from hybrid.problem import derivation_from_json
from hybrid.rulebook import Rulebook
from hybrid.search.limits import Limits

SEED = 777
SECONDS = 60.0


@dataclass(frozen=True)
class Stage:
    """Problems of each level to search, expansions for each at most, updates of the network trained after.

    openings  how many of the problems left open are searched behind each first move
    writing   updates of lines and exercises in writing alone, before those
    lines     the weight of writing lines in the loss
    batch     lines of an update
    """

    problems: Mapping[int, int]
    expansions: int
    updates: int
    openings: int = 0
    writing: int = 0
    lines: float = 0.0
    batch: int = 12


STAGES = (
    Stage({1: 12, 2: 30, 3: 140, 4: 180, 5: 48}, 600, 1200),
    Stage({3: 60, 4: 180, 5: 200}, 600, 1500, openings=30),
    Stage({2: 20, 3: 80, 4: 180, 5: 300}, 600, 4000, openings=40),
    Stage({4: 60, 5: 200}, 600, 6000, openings=40, writing=10_000, lines=0.5, batch=24),
)
BEHIND = 100  # expansions behind a first move


@dataclass(frozen=True)
class Values:
    """What the value of a state is learned from: problems of each level, new ones, expansions for each at most, and of
    A* from a state of what was found; updates."""

    problems: Mapping[int, int]
    expansions: int
    astar: int
    updates: int


VALUES = Values({1: 300, 2: 600, 3: 500, 4: 300, 5: 300}, 600, 300, 3000)


def make(
    work: Path,
    out: Path,
    workers: int,
    stages: Sequence[Stage] = STAGES,
    values: Values = VALUES,
    base: Path | None = None,
) -> None:
    """Run the stages in the folder `work`, teach the last network values, and save it in `out`.

    base  a folder with weights to teach values instead, without any stage
    Raises OSError when a folder cannot be written, ValueError when there is nothing to learn from, or `base` holds no
    weights that can be read.
    """
    work.mkdir(parents=True, exist_ok=True)
    taught(base or _by_stages(work, workers, stages), work, workers, values).save(out)


def _by_stages(work: Path, workers: int, stages: Sequence[Stage]) -> Path:
    """The folder with the network of the last stage."""
    keys = frozen_keys()
    rows: list[dict[str, Any]] = []
    for number, stage in enumerate(stages, 1):
        weights = work / f"network-{number - 1}" if number > 1 else None
        open_yet = [row["statement"] for row in best_rows(rows) if row["derivation"] is None]
        statements = open_yet + [
            s for level, count in stage.problems.items() for s in problems(level, _seed(number, level), count, keys)
        ]
        random.Random(SEED).shuffle(statements)
        path = work / f"experience-{number}.jsonl"
        limits = Limits(seconds=SECONDS, expansions=stage.expansions)
        _run(collect(statements, path, limits, weights=weights, workers=workers), f"stage {number}: {{}} searched")
        rows += read_rows(path)
        if weights is not None and stage.openings:
            still = [row["statement"] for row in best_rows(rows) if row["derivation"] is None]
            path = work / f"openings-{number}.jsonl"
            behind = Limits(seconds=SECONDS, expansions=BEHIND)
            tried = random.Random(SEED + number).sample(still, min(stage.openings, len(still)))
            _run(collect(tried, path, behind, weights=weights, workers=workers, openings=True))
            rows += read_rows(path)
            _say(f"stage {number}: {sum(r['derivation'] is not None for r in read_rows(path))} of {len(tried)} opened")
        solved = best_rows(row for row in rows if row["derivation"] is not None)
        _say(f"stage {number}: {len(solved)} problems with a derivation, {len(best_rows(rows)) - len(solved)} without")
        folder = work / f"network-{number}"
        if (folder / WEIGHTS_FILE).exists():
            continue
        trained(
            derivations(solved),
            stage.updates,
            seed=number,
            writing=stage.writing,
            lines=stage.lines,
            lines_batch=stage.batch,
            checkpoints=work,
            say=_say,
        ).save(folder)
    return work / f"network-{len(stages)}"


def taught(weights: Path, work: Path, workers: int, values: Values) -> QNetwork:
    """The network of a folder with values learned from the derivations that it finds itself."""
    keys = frozen_keys()
    statements = [s for level, n in values.problems.items() for s in problems(level, _seed(0, level), n, keys)]
    random.Random(SEED).shuffle(statements)
    path = work / "experience-values.jsonl"
    limits = Limits(seconds=SECONDS, expansions=values.expansions)
    _run(collect(statements, path, limits, weights=weights, workers=workers), "values: {} searched")
    solved = {row["statement"]: row for row in read_rows(path) if row["derivation"] is not None}
    path = work / "distances.jsonl"
    told = f"values: states of {{}} of {len(solved)} derivations bracketed"
    _run(measure(solved.values(), path, values.astar, workers), told)
    book = Rulebook.load()
    torch.manual_seed(SEED)
    network = QNetwork.load(weights).with_value()
    network.to(device())
    learned = [
        lesson
        for row in read_rows(path)
        if row["statement"] in solved
        for lesson in lessons(
            network, derivation_from_json(solved[row["statement"]]["derivation"]), row["brackets"], book
        )
    ]
    _say(f"values: {len(learned)} states, the cost to go of {sum(x.known for x in learned)} known")
    learn_values(network, learned, values.updates, seed=SEED, say=_say)
    network.cpu()
    return network


def _run(rows: Iterable[Any], told: str = "") -> None:
    """Go through rows that are made as they are asked for, and tell their number after every 50."""
    for n, _ in enumerate(rows, 1):
        if told and n % 50 == 0:
            _say(told.format(n))


def _seed(stage: int, level: int) -> int:
    return SEED + 10 * stage + level


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description="Train the shipped weights from nothing.")
    parser.add_argument("--work", type=Path, default=Path("build/model"), help="where experience is kept")
    parser.add_argument("--out", type=Path, default=FOLDER, help="where the weights are written")
    parser.add_argument("--workers", type=int, default=2, help="processes that search")
    parser.add_argument("--base", type=Path, help="weights to keep but for the values, which are learned anew")
    asked = parser.parse_args()
    try:
        make(asked.work, asked.out, asked.workers, base=asked.base)
    except (ValueError, OSError) as error:
        parser.exit(2, f"{error}\n")


if __name__ == "__main__":
    main()
