"""How likely a solution is wrong: a log-linear model over its features (hybrid.words.features), and over other samples.

    alone           log-odds = bias + sum of weight * feature
    with samples    the same form over: the log-odds alone, whether no other sample has the same answer, the share that
                    has it, the share of the largest rival answer, and how far the samples of each camp are trusted

A sample is trusted by one minus its own suspicion. Agreement of independent samples as evidence is self-consistency
(Wang et al. 2022). Weights and thresholds are trained by benchmarks/train_suspicion.py and lie in suspicion.json, whose
first line, `card`, says on what. The suspicion is a probability on solutions like those trained on, and no proof.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib import resources

SAMPLES = ("alone", "none agrees", "share agreeing", "share of rival", "trust agreeing", "trust of rival")
Sample = tuple[Fraction | None, float]


@dataclass(frozen=True)
class Weights:
    """bias and weights by feature; threshold: the suspicion, in [0, 1], from which a solution is flagged."""

    bias: float
    weights: Mapping[str, float]
    threshold: float

    def log_odds(self, features: Mapping[str, float]) -> float:
        """The log-odds that a solution with these features is wrong."""
        return self.bias + sum(self.weights.get(name, 0.0) * value for name, value in features.items())


@dataclass(frozen=True)
class Model:
    """The shipped models. card: how they were made."""

    card: str
    alone: Weights
    samples: Weights


@cache
def model() -> Model:
    """The model that comes with the package."""
    data = json.loads(resources.files("hybrid.words").joinpath("suspicion.json").read_text(encoding="utf-8"))

    def weights(name: str) -> Weights:
        part = data[name]
        return Weights(part["bias"], part["weights"], part["threshold"])

    return Model(data["card"], weights("alone"), weights("samples"))


def probability(log_odds: float) -> float:
    """The logistic function, safe for all sizes."""
    if log_odds >= 0:
        return 1 / (1 + math.exp(-min(log_odds, 700.0)))
    grown = math.exp(max(log_odds, -700.0))
    return grown / (1 + grown)


def sample_features(answer: Fraction | None, alone: float, others: Sequence[Sample]) -> dict[str, float]:
    """The features of a solution among other samples, one or more, each an answer and its log-odds alone."""
    trust: dict[Fraction | None, float] = {}
    count: dict[Fraction | None, int] = {}
    for other, log_odds in others:
        trust[other] = trust.get(other, 0.0) + probability(-log_odds)
        count[other] = count.get(other, 0) + 1
    agreeing = count.pop(answer, 0) if answer is not None else 0
    trusted = trust.pop(answer, 0.0) if answer is not None else 0.0
    n = len(others)
    return {
        "alone": alone,
        "none agrees": float(not agreeing),
        "share agreeing": agreeing / n,
        "share of rival": max(count.values(), default=0) / n,
        "trust agreeing": trusted / n,
        "trust of rival": max(trust.values(), default=0.0) / n,
    }
