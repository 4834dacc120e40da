"""Train the suspicion of `hybrid verify` (suspicion.json, expected.json) on right solutions and their broken twins.

The right ones are solutions of GSM8K's training part, of SVAMP's development items and of stories that we generate
(hybrid.words.stories), many of one step; a share BARE of them is cut down to the calculations. The wrong ones are the
same with one known error put in (benchmarks.injected), a twin of each kind that has a place, everything after it worked
out anew. A network with one hidden layer tells the right ones and the kinds apart: cross-entropy by AdamW, a share of
the hidden units left out at random (dropout, Srivastava et al. 2014). A solution counts by how likely it is when each
of its k steps goes wrong with probability SLIP: right solutions (1 - SLIP)^k, their twins the rest together, so that
long ways are more suspicious than short ones. What is usual (hybrid.words.expected) is fitted on one half of the
problems to judge the other, and on all for the package. The threshold comes from scores by cross-validation, by
problem: seven right solutions of GSM8K in a hundred are flagged. A row in five is kept for measuring
(benchmarks.verify_solutions). How samples weigh in is set by hand, there being no solutions of several people for one
problem to learn it from: SAMPLE_WEIGHTS.

    python -m benchmarks.train_suspicion [--n 5900]         so many of GSM8K, and STORIES for each of them
"""

from __future__ import annotations

import dataclasses
import json
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from typing import Any

import numpy as np
import torch
from torch.nn.functional import cross_entropy

from benchmarks.common import ROOT, data_folder, finish, options, skip
from benchmarks.fit_expected import fit_expected
from benchmarks.injected import ANNOTATION, KINDS, inject, shown
from benchmarks.logistic import folds
from hybrid.batch import write_whole
from hybrid.words.calculation import read_chain
from hybrid.words.examined import Examined, examine
from hybrid.words.features import features
from hybrid.words.solution import read_solution
from hybrid.words.stories import stories
from hybrid.words.suspicion import FAR, network
from hybrid.words.told import read_told

GOLD, SHORT = "gsm8k_train.jsonl", "svamp_dev.json"
STORIES = 0.4  # generated stories for each solution of GSM8K
BARE = 0.3  # the share of solutions without words
KEPT_BACK = 5  # a row in so many is for measuring
FOLDS = 5
HIDDEN, EPOCHS, BATCH, RATE, DECAY, LEFT_OUT = 32, 40, 256, 2e-3, 0.05, 0.2
ALARMS = 0.07  # the share of right solutions that may be flagged; of real ones it is less
SLIP = 0.2  # the chance that a step goes wrong
# The log-odds alone, above its threshold, counts a third; a solution that no other agrees with is flagged unless it
# looks very good by itself, one that most agree with only when it looks bad.
SAMPLE_BIAS = -0.5
SAMPLE_WEIGHTS = {
    "alone": 0.3,
    "none agrees": 2.0,
    "share agreeing": -1.5,
    "share of rival": 1.0,
    "trust agreeing": -1.0,
    "trust of rival": 0.5,
}
CARD = (
    "A network on {right} solutions, of the training part of GSM8K (MIT licence), of SVAMP's development items (MIT "
    "licence) and of stories we generate, and {wrong} twins of them with errors put in by benchmarks/injected.py; "
    "threshold by five-fold cross-validation by problem, seven right solutions of GSM8K in a hundred flagged; the "
    "weights of other samples are set by hand; made by benchmarks/train_suspicion.py."
)


@dataclass
class Data:
    """x: a row of features for each solution; kind: 0 for a right one, else 1 + the index in KINDS; problem: its
    number; counts: its weight; gold: whether it is a solution of GSM8K as it stands."""

    names: tuple[str, ...]
    x: Any
    kind: Any
    problem: Any
    counts: Any
    gold: Any


def rows(kept_back: bool) -> list[dict[str, str]]:
    """The problems for measuring, or the others. Raises OSError when the file is absent."""
    lines = (data_folder() / GOLD).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for i, line in enumerate(lines) if (i % KEPT_BACK == 0) is kept_back]


def others(count: int, seed: int) -> list[dict[str, str]]:
    """Problems of SVAMP's development items, where they are, and `count` that we generate, with a "source"."""
    found = [
        {"question": told.text, "answer": "\n".join([*told.solution, f"#### {shown(told.answer)}"]), "source": "ours"}
        for told in islice(stories(seed), count)
        if shown(told.answer) is not None
    ]
    path = data_folder() / SHORT
    for item in json.loads(path.read_text(encoding="utf-8")) if path.exists() else []:
        expression = re.sub(r"\.0\b| ", "", item["Equation"].strip())[1:-1]
        value = shown(Fraction(str(item["Answer"])).limit_denominator(10**6))
        told = read_chain(expression)
        if value is None or told is None or told.parts[0].value != Fraction(value):
            continue
        answer = f"{expression} = <<{expression}={value}>>{value}\n#### {value}"
        found.append(
            {"question": f"{item['Body'].rstrip('. ')}. {item['Question']}", "answer": answer, "source": SHORT}
        )
    return found


def bare(solution: str) -> str:
    """The solution with nothing but its calculations and its answer."""
    lines = [f"{a} = <<{a}={b}>>{b}" for line in solution.split("\n") for a, b in ANNOTATION.findall(line)]
    return "\n".join([*lines, solution[solution.rindex("####") :]]) if lines and "####" in solution else solution


def examined(problems: list[dict[str, str]]) -> list[Examined]:
    """The solutions of the problems held against them."""
    return [examine(read_told(row["question"]), read_solution(row["answer"])) for row in problems]


def load(n: int, seed: int) -> Data:
    """The features of n right solutions and of their twins."""
    rng = random.Random(seed)
    problems = rows(False)
    rng.shuffle(problems)
    problems = problems[:n] + others(int(STORIES * n), seed)
    rng.shuffle(problems)
    halves = problems[::2], problems[1::2]
    usual = [fit_expected(examined(half), seed) for half in halves]
    found: list[dict[str, float]] = []
    kind: list[int] = []
    problem: list[int] = []
    counts: list[float] = []
    gold: list[bool] = []
    for number, row in enumerate(problems):
        models = usual[1 - number % 2]
        story = read_told(row["question"])
        answer = bare(row["answer"]) if rng.random() < BARE else row["answer"]
        twins = [inject(row["question"], answer, name, rng) for name in KINDS]
        steps = len(read_solution(answer).lines) - 1
        right = (1 - SLIP) ** steps
        wrong = sum(twin is not None for twin in twins)
        for k, text in enumerate([answer, *(twin and twin[0] for twin in twins)]):
            if text is not None:
                found.append(features(examine(story, read_solution(text)), models))
                kind.append(k)
                problem.append(number)
                counts.append((1 - right) / wrong if k else right)
                gold.append("source" not in row and answer == row["answer"])
    names = tuple(sorted({name for f in found for name in f}))
    x = np.array([[f.get(name, 0.0) for name in names] for f in found])
    return Data(names, x, np.array(kind), np.array(problem), np.array(counts) / np.mean(counts), np.array(gold))


def fit(names: Sequence[str], x: Any, kind: Any, counts: Any, seed: int) -> dict[str, Any]:
    """The network that tells the kinds apart, as it is written in JSON."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    mean, spread = x.mean(0), x.std(0)
    scale = 1 / np.where(spread > 0, spread, 1)
    entered = torch.tensor((x - mean) * scale, dtype=torch.float).clamp(-FAR, FAR)
    wanted, weight = torch.tensor(kind), torch.tensor(counts, dtype=torch.float)
    hidden, out = torch.nn.Linear(len(names), HIDDEN), torch.nn.Linear(HIDDEN, 1 + len(KINDS))
    layers = torch.nn.Sequential(hidden, torch.nn.ReLU(), torch.nn.Dropout(LEFT_OUT), out)
    optimizer = torch.optim.AdamW(layers.parameters(), lr=RATE, weight_decay=DECAY)
    batches = max(1, len(x) // BATCH)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, EPOCHS * batches)
    for _ in range(EPOCHS):
        for batch in torch.randperm(len(x)).chunk(batches):
            optimizer.zero_grad()
            losses = cross_entropy(layers(entered[batch]), wanted[batch], reduction="none")
            (weight[batch] * losses).mean().backward()
            optimizer.step()
            schedule.step()

    def written(layer: torch.nn.Linear) -> list[str]:
        rows = torch.cat([layer.bias[:, None], layer.weight], 1).tolist()
        return [" ".join(f"{w:.4g}" for w in row) for row in rows]

    places = {n: [float(f"{m:.5g}"), float(f"{s:.5g}")] for n, m, s in zip(names, mean, scale, strict=True)}
    return {
        "kinds": list(KINDS),
        "features": places,
        "hidden": written(hidden),
        "out": written(out),
        "threshold": 0.5,
    }


def log_odds(part: dict[str, Any], names: Sequence[str], x: Any) -> Any:
    """Of each row of features."""
    shipped = network(part)
    return np.array([shipped.log_odds(dict(zip(names, row, strict=True))) for row in x.tolist()])


def out_of_fold(data: Data, seed: int) -> Any:
    """The log-odds of each right solution of GSM8K by a network that has not seen its problem; nan for the others."""
    fold = folds(data.problem, FOLDS, seed)
    scores = np.full(len(data.x), np.nan)
    for k in range(FOLDS):
        seen, asked = fold != k, (fold == k) & (data.kind == 0) & data.gold
        part = fit(data.names, data.x[seen], data.kind[seen], data.counts[seen], seed)
        scores[asked] = log_odds(part, data.names, data.x[asked])
    return scores


def main() -> None:
    args = options(__doc__, 5900).parse_args()
    if not (data_folder() / GOLD).exists():
        skip("train_suspicion", f"{GOLD} is not in {data_folder()}")
    data = load(args.n, args.seed)
    threshold = float(np.nanquantile(out_of_fold(data, args.seed), 1 - ALARMS))
    alone = fit(data.names, data.x, data.kind, data.counts, args.seed)
    # log-odds are counted from the threshold, so that 1/2 is where a solution is flagged
    bias, _, rest = alone["out"][0].partition(" ")
    alone["out"][0] = f"{float(bias) + threshold:.4g} {rest}"
    right = int((data.kind == 0).sum())
    parts = {
        "card": CARD.format(right=right, wrong=len(data.kind) - right),
        "alone": alone,
        "samples": {"bias": SAMPLE_BIAS, "threshold": 0.5, "weights": SAMPLE_WEIGHTS},
    }
    folder = ROOT / "hybrid" / "words"
    write_whole(folder / "suspicion.json", json.dumps(parts, indent=1) + "\n")
    usual = fit_expected(examined(rows(False) + others(int(STORIES * args.n), args.seed)), args.seed)
    write_whole(folder / "expected.json", json.dumps(dataclasses.asdict(usual), indent=0, sort_keys=True) + "\n")
    clues = len(usual.number) + len(usual.use) + len(usual.length) + len(usual.operation)
    finish("train_suspicion", {"solutions": len(data.kind), "features": len(data.names), "clues": clues})


if __name__ == "__main__":
    main()
