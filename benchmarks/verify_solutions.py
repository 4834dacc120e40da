"""How good `hybrid verify` is, on gold solutions, on real model solutions, and on right solutions with injected errors.

gold       false ARITHMETIC alarms on the annotations and on the prose equations of gsm8k_train
found      wrong final answers found among real model solutions, alone and with the three other samples of the problem,
           flagged at the shipped threshold, and by suspicion at other shares of alarms; none was trained on
ceiling    what the same features would find if their weights were fitted on such real solutions, each problem judged by
           weights fitted on the others: how far the features go, whatever the shipped weights were trained on
chosen     the solution of lowest suspicion of four, against the best of the four samplers, and against a choice by such
           fitted weights that know which sampler each solution is of and which others agree with it
short      stories of one operation that nothing was trained on, solved in one line without words: how many of the right
           solutions are flagged, and of those with another operation
injected   errors found in gold solutions that were kept back from training: some line refuted, or flagged at the
           shipped threshold; and how often the suspicion is higher than of the right twin

    python -m benchmarks.verify_solutions [--n 500]
"""

from __future__ import annotations

import csv
import json
import operator
import random
import time
from fractions import Fraction
from typing import Any

import numpy as np

from benchmarks.common import data_folder, finish, options, skip, table
from benchmarks.injected import KINDS, inject, shown
from benchmarks.logistic import out_of_fold
from benchmarks.reader import filled
from benchmarks.train_suspicion import GOLD, rows
from hybrid.words.examined import examine
from hybrid.words.features import features, vector
from hybrid.words.solution import read_solution
from hybrid.words.suspicion import sample_features
from hybrid.words.told import read_told
from hybrid.words.verifying import verify

SOURCE = "gsm8k_model_solutions_dev.jsonl"
SHORT = ("asdiv_a", "mawps")
OPERATIONS = {"+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv}
SHARES = (0.05, 0.09)  # of right solutions that are flagged
CEILING_PENALTY = 10.0  # of the weights fitted on real solutions; 3 to 100 give the same within two points
SAMPLERS = ("6b_finetuning", "6b_verification", "175b_finetuning", "175b_verification")


def gold(problems: list[dict[str, str]]) -> tuple[dict[str, Any], list[str]]:
    """Calculations of the gold solutions and those refuted."""
    counts = {"annotations": 0, "annotations refuted": 0, "prose equations": 0, "prose equations refuted": 0}
    alarms = []
    for row in problems:
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


def found(problems: list[dict[str, Any]]) -> dict[str, float]:
    """How many wrong final answers are found, by the shipped models."""
    wrong, alone, both, flagged = [], [], [], []
    for row in problems:
        texts = [row[sampler]["solution"] for sampler in SAMPLERS]
        for k, sampler in enumerate(SAMPLERS):
            single = verify(row["question"], texts[k])
            among = verify(row["question"], texts[k], texts[:k] + texts[k + 1 :])
            wrong.append(not row[sampler]["is_correct"])
            alone.append(single.suspicion)
            both.append(among.suspicion)
            flagged.append((single.flagged, among.flagged))
    w, a, b, f = np.array(wrong), np.array(alone), np.array(both), np.array(flagged)
    grid = w.reshape(-1, len(SAMPLERS))
    picks, solo = (np.argmin(x.reshape(-1, len(SAMPLERS)), axis=1) for x in (b, a))
    figures = {
        "alone, flagged: recall": f[w, 0].mean(),
        "alone, flagged: alarms": f[~w, 0].mean(),
        "with samples, flagged: recall": f[w, 1].mean(),
        "with samples, flagged: precision": w[f[:, 1]].mean(),
        "with samples: recall at precision 0.9": recall_when_precise(b, w),
        "chosen with samples, right": 1 - grid[np.arange(len(grid)), picks].mean(),
        "chosen alone, right": 1 - grid[np.arange(len(grid)), solo].mean(),
        "best sampler, right": 1 - grid.mean(0).min(),
        "some sampler right": 1 - grid.min(1).mean(),
    }
    for share in SHARES:
        figures[f"alone: recall at {share} alarms"] = recall(a, w, share)
    return {name: round(float(value), 4) for name, value in figures.items()}


def ceiling(problems: list[dict[str, Any]], seed: int) -> dict[str, float]:
    """Recall by weights fitted on other problems of the same kind, alone and with the three other samples."""
    wrong = np.array([not row[sampler]["is_correct"] for row in problems for sampler in SAMPLERS])
    number = np.repeat(np.arange(len(problems)), len(SAMPLERS))
    solutions = [
        examine(read_told(row["question"]), read_solution(row[sampler]["solution"]))
        for row in problems
        for sampler in SAMPLERS
    ]

    def held_out(rows: list[dict[str, float]]) -> Any:
        names = tuple(sorted({name for row in rows for name in row}))
        x = np.array([vector(row, names) for row in rows])
        return out_of_fold(x, wrong.astype(float), number, CEILING_PENALTY, seed)

    found = [features(e) for e in solutions]
    alone = held_out(found)
    answers = [(e.solution.answer, float(score)) for e, score in zip(solutions, alone, strict=True)]
    among = []
    for i, (answer, score) in enumerate(answers):
        start = i - i % len(SAMPLERS)
        others = answers[start:i] + answers[i + 1 : start + len(SAMPLERS)]
        among.append(sample_features(answer, score, others))
    both = held_out([{**f, **g} for f, g in zip(found, among, strict=True)])
    figures = {f"alone: recall at {s} alarms": recall(alone, wrong, s) for s in SHARES}
    figures["with samples: recall at precision 0.9"] = recall_when_precise(both, wrong)
    known = held_out([{**knowing(answers, i), **f} for i, f in enumerate(found)]).reshape(-1, len(SAMPLERS))
    grid = wrong.reshape(-1, len(SAMPLERS))
    figures["chosen knowing the samplers, right"] = 1 - grid[np.arange(len(grid)), known.argmin(axis=1)].mean()
    return {name: round(float(value), 4) for name, value in figures.items()}


def knowing(answers: list[tuple[Any, float]], i: int) -> dict[str, float]:
    """Which sampler the solution i is of, and which of the others have its answer."""
    start, k = i - i % len(SAMPLERS), i % len(SAMPLERS)
    agree = [j for j in range(len(SAMPLERS)) if j != k and answers[i][0] is not None]
    agree = [j for j in agree if answers[start + j][0] == answers[i][0]]
    return {f"of {k}": 1.0, **{f"with {j}": 1.0 for j in agree}, **{f"{k} with {j}": 1.0 for j in agree}}


def recall(scores: Any, wrong: Any, alarms: float) -> float:
    """The share of the wrong solutions above the score that this share of the right ones exceeds."""
    return float((scores[wrong] > np.quantile(scores[~wrong], 1 - alarms)).mean())


def recall_when_precise(scores: Any, wrong: Any, precision: float = 0.9) -> float:
    """The largest share of the wrong solutions that are flagged at a threshold with this precision; 0 without one."""
    order = np.argsort(-scores, kind="stable")
    precise = np.where(np.cumsum(wrong[order]) / np.arange(1, len(order) + 1) >= precision)[0]
    return float(wrong[order][: precise[-1] + 1].sum() / wrong.sum()) if len(precise) else 0.0


def short(name: str, seed: int) -> dict[str, float]:
    """Of the stories of one operation in five files NAME_foldK.csv: the share of the right one-line solutions that is
    flagged, and of those with another operation."""
    rng = random.Random(seed)
    flags: dict[bool, list[bool]] = {True: [], False: []}
    for k in range(5):
        path = data_folder() / f"{name}_fold{k}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                story, values, parts = filled(row), row["Numbers"].split(), row["Equation"].split()
                if len(parts) != 3 or not all(p.startswith("number") for p in parts[1:]):
                    continue
                a, b = (Fraction(values[int(p.removeprefix("number"))]) for p in parts[1:])
                for sign in (parts[0], rng.choice([s for s in OPERATIONS if s != parts[0]])):
                    c = None if sign == "/" and not b else OPERATIONS[sign](a, b)
                    texts = [None if v is None else shown(v) for v in (a, b, c)]
                    if None not in texts:
                        line = f"{texts[0]} {sign} {texts[1]} = {texts[2]}\n#### {texts[2]}"
                        flags[sign == parts[0]].append(verify(story, line).flagged)
    return {
        "n": len(flags[True]),
        "right ones flagged": round(float(np.mean(flags[True])), 4),
        "other operation flagged": round(float(np.mean(flags[False])), 4),
    }


def injected(problems: list[dict[str, str]], seed: int) -> dict[str, Any]:
    """Share of injected errors found, by kind, and of the right solutions that are said to be wrong."""
    rng = random.Random(seed)
    counts = {kind: [0, 0, 0, 0] for kind in (*KINDS, "none")}
    for row in problems:
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
        kind: {
            "n": n,
            "refuted": round(a / max(1, n), 4),
            "refuted or flagged": round(b / max(1, n), 4),
            "above its twin": round(c / max(1, n), 4),
        }
        for kind, (n, a, b, c) in counts.items()
    }


def speed(problems: list[dict[str, str]]) -> float:
    """Solutions verified in a second of processor time on one core."""
    start = time.process_time()
    for row in problems:
        verify(row["question"], row["answer"])
    return len(problems) / max(1e-9, time.process_time() - start)


def main() -> None:
    args = options(__doc__, 500).parse_args()
    for name in (GOLD, SOURCE):
        if not (data_folder() / name).exists():
            skip("verify_solutions", f"{name} is not in {data_folder()}")
    kept_back = rows(True)
    counts, alarms = gold(rows(False) + kept_back)
    sample = random.Random(args.seed).sample(kept_back, min(args.n, len(kept_back)))
    real = [json.loads(line) for line in (data_folder() / SOURCE).read_text(encoding="utf-8").splitlines()]
    figures = {
        "gold": counts,
        "found": found(real),
        "ceiling": ceiling(real, args.seed),
        "short": {name: short(name, args.seed) for name in SHORT if (data_folder() / f"{name}_fold0.csv").exists()},
        "injected": injected(sample, args.seed),
        "per second": round(speed(sample)),
    }
    if args.verbose:
        print("\n".join(alarms))
        print(table(["what", "figure"], list(figures["found"].items())))
    finish("verify_solutions", figures)


if __name__ == "__main__":
    main()
