"""How good `hybrid verify` is, on gold solutions, on real model solutions, and on right solutions with injected errors.

gold       false ARITHMETIC alarms on the annotations and on the prose equations of gsm8k_train
found      wrong final answers found, alone and among samples; every score is of models that have not seen the problem
chosen     the solution of lowest suspicion of four, against the best of the four samplers
injected   errors found in gold solutions: some line refuted, or flagged at the shipped threshold; and how often the
           suspicion is higher than of the right twin

python -m benchmarks.verify_solutions --n 500
"""

from __future__ import annotations

import json
import random
import time
from typing import Any

import numpy as np

from benchmarks.common import data_folder, finish, options, skip, table
from benchmarks.injected import KINDS, inject
from benchmarks.train_suspicion import SAMPLERS, SOURCE, Samples, crossed, load, threshold_for_alarms
from hybrid.words.solution import read_solution
from hybrid.words.verifying import verify

GOLD = "gsm8k_train.jsonl"


def gold(rows: list[dict[str, str]]) -> tuple[dict[str, Any], list[str]]:
    """Calculations of the gold solutions and those refuted."""
    counts = {"annotations": 0, "annotations refuted": 0, "prose equations": 0, "prose equations refuted": 0}
    alarms = []
    for row in rows:
        for line in read_solution(row["answer"]).lines:
            for step in line.steps:
                for name, check in (
                    ("annotations", step.check if step.annotated else None),
                    ("prose equations", step.prose.check if step.prose is not None else None),
                ):
                    if check is not None:
                        counts[name] += 1
                        if check.answer == "refuted":
                            counts[f"{name} refuted"] += 1
                            alarms.append(f"{name}: {step.text} | {line.text}")
    return counts, alarms


def found(data: Samples, seeds: int = 3) -> dict[str, float]:
    """Recall of wrong answers, cross-validated by problem, the mean over seeds of the folds."""
    runs = []
    wrong = data.wrong
    right_samplers = [float(1 - wrong[k :: len(SAMPLERS)].mean()) for k in range(len(SAMPLERS))]
    for seed in range(seeds):
        alone, both = crossed(data, seed)
        at = [threshold_for_alarms(alone, wrong, share) for share in (0.05, 0.09)]
        order = np.argsort(-both)
        precision = np.cumsum(wrong[order]) / np.arange(1, len(order) + 1)
        reached = int(np.where(precision >= 0.9)[0][-1])
        picks = np.argmin(both.reshape(-1, len(SAMPLERS)), axis=1)
        solo = np.argmin(alone.reshape(-1, len(SAMPLERS)), axis=1)
        grid = wrong.reshape(-1, len(SAMPLERS))
        rows = np.arange(len(grid))
        runs.append(
            {
                "alone, recall at 5% alarms": float((alone[wrong == 1] > at[0]).mean()),
                "alone, recall at 9% alarms": float((alone[wrong == 1] > at[1]).mean()),
                "samples, recall at precision 0.9": float(wrong[order][: reached + 1].sum() / wrong.sum()),
                "chosen with samples, right": float(1 - grid[rows, picks].mean()),
                "chosen alone, right": float(1 - grid[rows, solo].mean()),
            }
        )
    mean = {name: float(np.mean([run[name] for run in runs])) for name in runs[0]}
    return {
        **mean,
        "best sampler, right": max(right_samplers),
        "mean sampler, right": float(np.mean(right_samplers)),
        "some sampler right": float(1 - data.wrong.reshape(-1, len(SAMPLERS)).min(1).mean()),
    }


def injected(rows: list[dict[str, str]], seed: int) -> dict[str, Any]:
    """Share of injected errors found, by kind, and of the right solutions that are said to be wrong."""
    rng = random.Random(seed)
    counts = {kind: [0, 0, 0, 0] for kind in (*KINDS, "none")}
    for row in rows:
        right = verify(row["question"], row["answer"])
        counts["none"][0] += 1
        counts["none"][1] += right.refuted
        counts["none"][2] += right.refuted or right.flagged
        for kind in KINDS:
            twin = inject(row["question"], row["answer"], kind, rng)
            if twin is None:
                continue
            verdict = verify(row["question"], twin[0])
            counts[kind][0] += 1
            counts[kind][1] += verdict.refuted
            counts[kind][2] += verdict.refuted or verdict.flagged
            counts[kind][3] += verdict.suspicion > right.suspicion or (verdict.refuted and not right.refuted)
    return {
        kind: {"n": n, "refuted": a / max(1, n), "refuted or flagged": b / max(1, n), "above its twin": c / max(1, n)}
        for kind, (n, a, b, c) in counts.items()
    }


def speed(rows: list[dict[str, str]]) -> float:
    """Solutions verified in a second of processor time on one core."""
    start = time.process_time()
    for row in rows:
        verify(row["question"], row["answer"])
    return len(rows) / max(1e-9, time.process_time() - start)


def main() -> None:
    args = options(__doc__, 500).parse_args()
    for name in (GOLD, SOURCE):
        if not (data_folder() / name).exists():
            skip("verify_solutions", f"{name} is not in {data_folder()}")
    rows = [json.loads(line) for line in (data_folder() / GOLD).read_text(encoding="utf-8").splitlines()]
    counts, alarms = gold(rows)
    sample = random.Random(args.seed).sample(rows, min(args.n, len(rows)))
    figures = {
        "gold": counts,
        "found": found(load()),
        "injected": injected(sample, args.seed),
        "per second": speed(sample),
    }
    if args.verbose:
        print("\n".join(alarms))
        print(table(["what", "figure"], list(figures["found"].items())))
    finish("verify_solutions", figures)


if __name__ == "__main__":
    main()
