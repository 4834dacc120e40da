"""What a reading of the story adds to `hybrid verify`: RELATION, and agreement with the reader as evidence.

Solutions of language models with a known final answer, none trained on; the stories are read by the embedded reader, or
by another one with --reader (a file of recorded readings).

answered      share of the stories that the reader answers, and how often rightly
refuted       by the relation verdict: recall of wrong solutions, false alarms, lines proved
agreement     recall of wrong solutions at 5 and 9% false alarms by the suspicion, of a solution alone and with the
              three others, and with what the reader says of the final answer (is it the first value, its share among
              the candidates, is it among them) weighed in by a logistic regression, fitted on four fifths of the
              problems and measured on the fifth
generated     stories of ours (hybrid.words.stories) with their own right reading: lines of right solutions proved and
              refuted; of solutions with one mistake, whether relation is refuted in some line, whether the wrong line
              is proved, and whether first_wrong is the wrong line
per second    solutions verified by reading each story once for four solutions, and for each solution anew

    python -m benchmarks.verify_relation [--n 660] [--reader FILE]
"""

from __future__ import annotations

import json
import math
import random
import time
from collections.abc import Sequence
from fractions import Fraction
from itertools import islice
from typing import Any

import numpy as np

from benchmarks.common import data_folder, finish, options
from benchmarks.verify_solutions import SAMPLERS, SOURCE
from hybrid.word_reader_cli import described
from hybrid.word_row import reader_of
from hybrid.words.reader import Readings
from hybrid.words.reader.sampled import given
from hybrid.words.stories import KINDS, broken, stories
from hybrid.words.verifying import Verdict, shown, verify

FOLDS = 5
MOST_READINGS = 20


def log_odds(suspicion: float) -> float:
    """Of a probability, which is kept off 0 and 1."""
    p = min(max(suspicion, 1e-6), 1 - 1e-6)
    return math.log(p / (1 - p))


def evidence(verdict: Verdict, readings: Readings) -> list[float]:
    """What the regression sees: 1, log-odds of the suspicion, and what the reader says of the final answer."""
    share = sum(r.probability for r in readings.readings if r.value == verdict.answer)
    first = bool(readings.readings) and readings.readings[0].value == verdict.answer
    sure = readings.confidence
    return [1.0, log_odds(verdict.suspicion), float(first), sure if first else -sure, share, float(share == 0)]


def generated(n: int, seed: int) -> dict[str, Any]:
    """RELATION under the right reading, on n generated stories and their broken twins."""
    rng = random.Random(seed)
    right = {"lines": 0, "proved": 0, "refuted": 0}
    kinds = {kind: {"n": 0, "refuted": 0, "wrong line proved": 0, "first wrong line": 0} for kind in KINDS}
    for story in islice(stories(seed), n):
        readings = given(story.text, str(story.program))

        def judged(lines: Sequence[str], answer: Fraction, text: str = story.text, by: Readings = readings) -> Verdict:
            return verify(text, "\n".join([*lines, f"#### {shown(answer)}"]), readings=by)

        for line in judged(story.solution, story.answer).lines:
            right["lines"] += 1
            right["proved"] += line.relation == "proved"
            right["refuted"] += line.relation == "refuted"
        for kind, counts in kinds.items():
            twin = broken(story, kind, rng)
            if twin is not None:
                verdict = judged(twin.lines, twin.answer)
                counts["n"] += 1
                counts["refuted"] += any(line.relation == "refuted" for line in verdict.lines)
                counts["wrong line proved"] += verdict.lines[twin.line].relation == "proved"
                wrong = verdict.first_wrong
                counts["first wrong line"] += wrong is not None and wrong.line == twin.line + 1
    return {"right": right, **kinds}


def fitted(x: np.ndarray, y: np.ndarray, ridge: float = 1.0) -> np.ndarray:
    """Weights of a logistic regression, by Newton's method."""
    w = np.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        hessian = x.T @ (x * (p * (1 - p))[:, None]) + ridge * np.eye(len(w))
        w -= np.linalg.solve(hessian, x.T @ (p - y) + ridge * w)
    return w


def held_out(x: np.ndarray, y: np.ndarray, problem: np.ndarray) -> np.ndarray:
    """The log-odds of each row by weights fitted without the problems of its fold."""
    scores = np.zeros(len(y))
    for fold in range(FOLDS):
        held = problem % FOLDS == fold
        scores[held] = x[held] @ fitted(x[~held], y[~held].astype(float))
    return scores


def recall(score: np.ndarray, wrong: np.ndarray, alarms: float = 0.05) -> float:
    """Share of the wrong ones above the score that at most this share of the right ones exceeds."""
    return float((score[wrong] > np.quantile(score[~wrong], 1 - alarms)).mean())


def main() -> None:
    parser = options(__doc__, 660)
    parser.add_argument("--reader", help="who reads, as of `hybrid word --reader` (default the embedded reader)")
    parser.add_argument("--stories", type=int, default=300, help="how many stories to generate (default 300)")
    args = parser.parse_args()
    ours = {"generated": generated(args.stories, args.seed)}
    path = data_folder() / SOURCE
    if not path.exists():
        print(f"skipped: {SOURCE} is not in {data_folder()}")
        finish("verify_relation", ours)
        return
    rows: list[dict[str, Any]] = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()][: args.n]
    reader = reader_of(described(args.reader, None))
    wrong, refuted, features, problem, right, among = [], [], [], [], [], []
    proved = {True: [0, 0], False: [0, 0]}
    reading = verifying = 0.0
    for index, row in enumerate(rows):
        start = time.process_time()
        readings = reader.read(row["question"], MOST_READINGS)
        reading += time.process_time() - start
        texts = [row[sampler]["solution"] for sampler in SAMPLERS]
        for k, sampler in enumerate(SAMPLERS):
            start = time.process_time()
            verdict = verify(row["question"], texts[k], readings=readings)
            verifying += time.process_time() - start
            among.append(log_odds(verify(row["question"], texts[k], texts[:k] + texts[k + 1 :]).suspicion))
            bad = not row[sampler]["is_correct"]
            wrong.append(bad)
            problem.append(index)
            refuted.append(any(line.relation == "refuted" for line in verdict.lines))
            features.append(evidence(verdict, readings))
            if readings.answers:
                proved[bad][0] += sum(line.relation == "proved" for line in verdict.lines)
                proved[bad][1] += len(verdict.lines)
                if not bad and verdict.answer is not None:
                    right.append((index, readings.readings[0].value == verdict.answer))
    w, r, x, at = np.array(wrong), np.array(refuted), np.array(features), np.array(problem)
    with_samples = x.copy()
    with_samples[:, 1] = among
    alone, samples = held_out(x, w, at), held_out(with_samples, w, at)
    judged = dict(right)
    n = len(w)
    finish(
        "verify_relation",
        {
            **ours,
            "stories": len(rows),
            "answered, of those with a right solution": len(judged),
            "of these right": sum(judged.values()),
            "relation refuted: recall": r[w].mean(),
            "relation refuted: alarms": r[~w].mean(),
            "lines proved, of right solutions": proved[False],
            "lines proved, of wrong solutions": proved[True],
            "final answer is the first reading: of right, of wrong": [x[~w, 2].mean(), x[w, 2].mean()],
            "final answer is some reading: of right, of wrong": [1 - x[~w, 5].mean(), 1 - x[w, 5].mean()],
            **{
                f"recall at {share} alarms, {name}": [recall(without, w, share), recall(with_reader, w, share)]
                for share in (0.05, 0.09)
                for name, without, with_reader in (
                    ("alone, without and with the reader", x[:, 1], alone),
                    ("with samples, without and with the reader", with_samples[:, 1], samples),
                )
            },
            "per second, a story read once": n / (reading + verifying),
            "per second, a story read each time": n / (len(SAMPLERS) * reading + verifying),
            "per second, without": n / verifying,
        },
    )


if __name__ == "__main__":
    main()
