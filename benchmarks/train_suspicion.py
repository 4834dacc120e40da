"""Train the suspicion of `hybrid verify` (hybrid/words/suspicion.json) on real model solutions.

Logistic regression with an L2 penalty, by Newton's method, on 660 problems with four model solutions each: one model
for a solution alone, one for a solution among the other three. The thresholds come from scores by cross-validation, by
problem: alone, where one right solution in twenty is flagged; among samples, the lowest at which nine flagged in ten
are wrong.

    python -m benchmarks.train_suspicion
"""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from benchmarks.common import ROOT, data_folder, finish, skip
from hybrid.batch import write_whole
from hybrid.words.examined import examine
from hybrid.words.features import features
from hybrid.words.solution import read_solution
from hybrid.words.suspicion import SAMPLES, sample_features
from hybrid.words.told import read_told

SOURCE = "gsm8k_model_solutions_dev.jsonl"
SAMPLERS = ("6b_finetuning", "6b_verification", "175b_finetuning", "175b_verification")
PENALTY, PENALTY_SAMPLES, FOLDS = 30.0, 3.0, 10
CARD = (
    "Logistic regression on 660 problems of GSM8K with four solutions each by the language models of Cobbe et al. 2021 "
    "(MIT licence); thresholds by ten-fold cross-validation by problem; made by benchmarks/train_suspicion.py."
)


@dataclass
class Samples:
    """x: a row of features for each solution, four in a row for each problem; wrong: 1.0 where the answer is wrong."""

    names: tuple[str, ...]
    x: Any
    wrong: Any
    problem: Any
    answers: list[Fraction | None]


def load() -> Samples:
    """The features of all solutions. Raises OSError when the file is absent."""
    rows = [json.loads(line) for line in (data_folder() / SOURCE).read_text(encoding="utf-8").splitlines()]
    found: list[dict[str, float]] = []
    wrong, answers = [], []
    for row in rows:
        story = read_told(row["question"])
        for sampler in SAMPLERS:
            examined = examine(story, read_solution(row[sampler]["solution"]))
            found.append(features(examined))
            answers.append(examined.solution.answer)
            wrong.append(float(not row[sampler]["is_correct"]))
    names = tuple(sorted({name for f in found for name in f}))
    x = np.array([[f.get(name, 0.0) for name in names] for f in found])
    return Samples(names, x, np.array(wrong), np.arange(len(wrong)) // len(SAMPLERS), answers)


def fit(x: Any, y: Any, penalty: float) -> tuple[float, Any]:
    """Bias and weights; the penalty is on the weights of features scaled to unit variance."""
    mean, spread = x.mean(0), x.std(0)
    spread[spread == 0] = 1
    z = np.c_[np.ones(len(x)), (x - mean) / spread]
    theta = np.zeros(z.shape[1])
    ridge = np.full(len(theta), penalty)
    ridge[0] = 0
    for _ in range(30):
        p = 1 / (1 + np.exp(-z @ theta))
        step = np.linalg.solve(
            (z * (p * (1 - p))[:, None]).T @ z + np.diag(ridge + 1e-9), z.T @ (p - y) + ridge * theta
        )
        theta -= step
        if abs(step).max() < 1e-6:
            break
    weights = theta[1:] / spread
    return float(theta[0] - weights @ mean), weights


def folds(problems: Any, seed: int) -> Any:
    """The fold of each solution; those of one problem are together."""
    numbers = list(range(int(problems.max()) + 1))
    random.Random(seed).shuffle(numbers)
    place = {p: i % FOLDS for i, p in enumerate(numbers)}
    return np.array([place[int(p)] for p in problems])


def out_of_fold(x: Any, y: Any, problems: Any, penalty: float, seed: int) -> Any:
    """The log-odds of each solution by a model that has not seen its problem."""
    # problems are numbered anew, so that a part of all can be cross-validated too
    _, numbered = np.unique(problems, return_inverse=True)
    fold = folds(numbered, seed)
    scores = np.zeros(len(y))
    for k in range(FOLDS):
        bias, weights = fit(x[fold != k], y[fold != k], penalty)
        scores[fold == k] = bias + x[fold == k] @ weights
    return scores


def among(scores: Any, answers: Sequence[Fraction | None]) -> Any:
    """Features among the other three samples, for the log-odds alone of all."""
    rows = []
    n = len(SAMPLERS)
    for i, score in enumerate(scores):
        start = i // n * n
        others = [(answers[j], float(scores[j])) for j in range(start, start + n) if j != i]
        found = sample_features(answers[i], float(score), others)
        rows.append([found[name] for name in SAMPLES])
    return np.array(rows)


def crossed(data: Samples, seed: int) -> tuple[Any, Any]:
    """Log-odds alone and among samples, both of models that have not seen the problem (nested cross-validation)."""
    fold = folds(data.problem, seed)
    alone, both = np.zeros(len(data.wrong)), np.zeros(len(data.wrong))
    for k in range(FOLDS):
        seen = fold != k
        inner = np.zeros(len(data.wrong))
        inner[seen] = out_of_fold(data.x[seen], data.wrong[seen], data.problem[seen], PENALTY, seed + 1)
        bias, weights = fit(data.x[seen], data.wrong[seen], PENALTY)
        inner[~seen] = bias + data.x[~seen] @ weights
        alone[~seen] = inner[~seen]
        x = among(inner, data.answers)
        bias, weights = fit(x[seen], data.wrong[seen], PENALTY_SAMPLES)
        both[~seen] = bias + x[~seen] @ weights
    return alone, both


def threshold_for_alarms(scores: Any, wrong: Any, share: float) -> float:
    """The log-odds that this share of the right solutions exceeds."""
    return float(np.quantile(scores[wrong == 0], 1 - share))


def threshold_for_precision(scores: Any, wrong: Any, precision: float) -> float:
    """The lowest log-odds from which on at least this share is wrong."""
    order = np.argsort(-scores)
    reached = np.cumsum(wrong[order]) / np.arange(1, len(order) + 1)
    return float(scores[order[np.where(reached >= precision)[0][-1]]])


def main() -> None:
    if not (data_folder() / SOURCE).exists():
        skip("train_suspicion", f"{SOURCE} is not in {data_folder()}")
    data = load()
    alone, both = crossed(data, 1)
    inner = out_of_fold(data.x, data.wrong, data.problem, PENALTY, 1)
    parts: dict[str, Any] = {"card": CARD}
    for name, names, x, penalty, threshold in (
        ("alone", data.names, data.x, PENALTY, threshold_for_alarms(alone, data.wrong, 0.05)),
        (
            "samples",
            SAMPLES,
            among(inner, data.answers),
            PENALTY_SAMPLES,
            threshold_for_precision(both, data.wrong, 0.9),
        ),
    ):
        bias, weights = fit(x, data.wrong, penalty)
        parts[name] = {
            "bias": round(bias, 4),
            "threshold": round(float(1 / (1 + np.exp(-threshold))), 4),
            "weights": {n: round(float(w), 4) for n, w in zip(names, weights, strict=True)},
        }
    write_whole(ROOT / "hybrid" / "words" / "suspicion.json", json.dumps(parts, indent=1) + "\n")
    finish("train_suspicion", {"solutions": len(data.wrong), "features": len(data.names)})


if __name__ == "__main__":
    main()
