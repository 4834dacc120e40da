"""Train the suspicion of `hybrid verify` (suspicion.json, expected.json) on right solutions and their broken twins.

The right ones are solutions of GSM8K's training part, the wrong ones the same with known errors put in (benchmarks.
injected), everything after them worked out anew; some have two. Logistic regression with an L2 penalty, by Newton's
method. A solution counts by how likely it is when each of its k steps goes wrong with probability SLIP: right
solutions (1 - SLIP)^k, their twins the rest together, so that long ways are more suspicious than short ones. What is
usual (hybrid.words.expected) is fitted on one half of the problems to judge the other, and on all for the package.
The threshold comes from scores by cross-validation, by problem: one right solution in twenty is flagged. A row in five
is kept for measuring (benchmarks.verify_solutions). How samples weigh in is set by hand, there being no solutions of
several people for one problem to learn it from: SAMPLE_WEIGHTS.

    python -m benchmarks.train_suspicion [--n 1500]
"""

from __future__ import annotations

import dataclasses
import json
import random
from dataclasses import dataclass
from typing import Any

import numpy as np

from benchmarks.common import ROOT, data_folder, finish, options, skip
from benchmarks.fit_expected import fit_expected
from benchmarks.injected import KINDS, inject
from hybrid.batch import write_whole
from hybrid.words.examined import Examined, examine
from hybrid.words.features import features
from hybrid.words.solution import read_solution
from hybrid.words.told import read_told

GOLD = "gsm8k_train.jsonl"
KEPT_BACK = 5  # a row in so many is for measuring
PENALTY, FOLDS = 30.0, 10
SLIP = 0.2  # the chance that a step goes wrong
TWINS = 4  # of a solution
# The log-odds alone, above its threshold, counts half; a solution that no other agrees with is flagged unless it looks
# very good by itself, one that most agree with only when it looks bad.
SAMPLE_BIAS = -0.5
SAMPLE_WEIGHTS = {
    "alone": 0.5,
    "none agrees": 2.0,
    "share agreeing": -1.5,
    "share of rival": 1.0,
    "trust agreeing": -1.0,
    "trust of rival": 0.5,
}
CARD = (
    "Logistic regression on {right} solutions of the training part of GSM8K (MIT licence) and {wrong} twins of them "
    "with errors put in by benchmarks/injected.py; threshold by ten-fold cross-validation by problem, one right "
    "solution in twenty flagged; the weights of other samples are set by hand; made by benchmarks/train_suspicion.py."
)


@dataclass
class Data:
    """x: a row of features for each solution; wrong: 1.0 for a twin; problem: its number; counts: its weight."""

    names: tuple[str, ...]
    x: Any
    wrong: Any
    problem: Any
    counts: Any


def rows(kept_back: bool) -> list[dict[str, str]]:
    """The problems for measuring, or the others. Raises OSError when the file is absent."""
    lines = (data_folder() / GOLD).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for i, line in enumerate(lines) if (i % KEPT_BACK == 0) is kept_back]


def examined(problems: list[dict[str, str]]) -> list[Examined]:
    """The solutions of the problems held against them."""
    return [examine(read_told(row["question"]), read_solution(row["answer"])) for row in problems]


def twins(row: dict[str, str], rng: random.Random) -> list[str]:
    """Wrong solutions of a problem: up to TWINS, each with one error of another kind, one of them with two."""
    found: list[str] = []
    for kind in rng.sample(KINDS, len(KINDS)):
        twin = inject(row["question"], row["answer"], kind, rng)
        if twin is not None and len(found) < TWINS - 1:
            found.append(twin[0])
            again = inject(row["question"], twin[0], rng.choice(KINDS), rng) if len(found) == TWINS - 1 else None
            if again is not None:
                found.append(again[0])
    return found


def load(n: int, seed: int) -> Data:
    """The features of n right solutions and of their twins."""
    rng = random.Random(seed)
    problems = rows(False)
    rng.shuffle(problems)
    halves = problems[::2], problems[1::2]
    usual = [fit_expected(examined(half), seed) for half in halves]
    found: list[dict[str, float]] = []
    wrong: list[float] = []
    problem: list[int] = []
    counts: list[float] = []
    for number in range(n):
        row = halves[number % 2][number // 2]
        models = usual[1 - number % 2]
        story = read_told(row["question"])
        wrongs = twins(row, rng)
        steps = len(read_solution(row["answer"]).lines) - 1
        right = (1 - SLIP) ** steps
        for text in [row["answer"], *wrongs]:
            found.append(features(examine(story, read_solution(text)), models))
            wrong.append(float(text is not row["answer"]))
            problem.append(number)
            counts.append(right if text is row["answer"] else (1 - right) / len(wrongs))
    names = tuple(sorted({name for f in found for name in f}))
    x = np.array([[f.get(name, 0.0) for name in names] for f in found])
    return Data(names, x, np.array(wrong), np.array(problem), np.array(counts) / np.mean(counts))


def fit(x: Any, y: Any, penalty: float, counts: Any = None) -> tuple[float, Any]:
    """Bias and weights; the penalty is on the weights of features scaled to unit variance; counts: of the rows."""
    counts = np.ones(len(x)) if counts is None else counts
    mean, spread = x.mean(0), x.std(0)
    spread[spread == 0] = 1
    z = np.c_[np.ones(len(x)), (x - mean) / spread]
    theta = np.zeros(z.shape[1])
    ridge = np.full(len(theta), penalty)
    ridge[0] = 0
    for _ in range(30):
        p = 1 / (1 + np.exp(-z @ theta))
        curvature = (z * (counts * p * (1 - p))[:, None]).T @ z + np.diag(ridge + 1e-9)
        step = np.linalg.solve(curvature, z.T @ (counts * (p - y)) + ridge * theta)
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


def out_of_fold(x: Any, y: Any, problems: Any, penalty: float, seed: int, counts: Any) -> Any:
    """The log-odds of each solution by a model that has not seen its problem."""
    # problems are numbered anew, so that a part of all can be cross-validated too
    _, numbered = np.unique(problems, return_inverse=True)
    fold = folds(numbered, seed)
    scores = np.zeros(len(y))
    for k in range(FOLDS):
        bias, weights = fit(x[fold != k], y[fold != k], penalty, counts[fold != k])
        scores[fold == k] = bias + x[fold == k] @ weights
    return scores


def threshold_for_alarms(scores: Any, wrong: Any, share: float) -> float:
    """The log-odds that this share of the right solutions exceeds."""
    return float(np.quantile(scores[wrong == 0], 1 - share))


def main() -> None:
    args = options(__doc__, 1500).parse_args()
    if not (data_folder() / GOLD).exists():
        skip("train_suspicion", f"{GOLD} is not in {data_folder()}")
    data = load(args.n, args.seed)
    scores = out_of_fold(data.x, data.wrong, data.problem, PENALTY, args.seed, data.counts)
    threshold = threshold_for_alarms(scores, data.wrong, 0.05)
    bias, weights = fit(data.x, data.wrong, PENALTY, data.counts)
    right = int((data.wrong == 0).sum())
    # log-odds are counted from the threshold, so that 1/2 is where a solution is flagged
    parts = {
        "card": CARD.format(right=right, wrong=len(data.wrong) - right),
        "alone": {
            "bias": round(bias - threshold, 4),
            "threshold": 0.5,
            "weights": {n: round(float(w), 4) for n, w in zip(data.names, weights, strict=True)},
        },
        "samples": {"bias": SAMPLE_BIAS, "threshold": 0.5, "weights": SAMPLE_WEIGHTS},
    }
    folder = ROOT / "hybrid" / "words"
    write_whole(folder / "suspicion.json", json.dumps(parts, indent=1) + "\n")
    usual = fit_expected(examined(rows(False)), args.seed)
    write_whole(folder / "expected.json", json.dumps(dataclasses.asdict(usual), indent=0, sort_keys=True) + "\n")
    clues = len(usual.use) + len(usual.length) + len(usual.operation)
    finish("train_suspicion", {"solutions": len(data.wrong), "features": len(data.names), "clues": clues})


if __name__ == "__main__":
    main()
