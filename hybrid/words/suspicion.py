"""How likely a solution is wrong, by its features (hybrid.words.features), and by other samples.

    alone           a network with one hidden layer, x -> relu(W x + b) -> scores of `right` and of each kind of slip;
                    log-odds = log of the sum of exp(score of a slip) over all kinds - score of `right`
    with samples    log-odds = bias + sum of weight * feature, over: the log-odds alone, whether no other sample has the
                    same answer, the share that has it, the share of the largest rival answer, and how far the samples
                    of each camp are trusted

Slips of different kinds leave different traces, so each has a score of its own, and it is their probabilities that add
up. A sample is trusted by one minus its own suspicion. Agreement of independent samples as evidence is self-consistency
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
from operator import mul
from typing import Any

SURE = 3.0  # the most that the log-odds alone count beside other samples
FAR = 6.0  # how far from its mean, in standard deviations, a feature counts
SAMPLES = ("alone", "none agrees", "share agreeing", "share of rival", "trust agreeing", "trust of rival")
SLIPS = {
    "wrong result": "a calculation with another result",
    "invented number": "a number that the story does not give",
    "swapped number": "a number of the story in the place of another",
    "swapped operator": "another operation than the story calls for",
    "skipped step": "a step that is not shown",
    "omitted step": "a step that was not done",
    "early end": "an end before the last step",
}
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
class Network:
    """A network over features. kinds: of slips, one for each score but the first; names: of the features.

    mean, scale  a feature enters as (value - mean) * scale, cut off at FAR on both sides
    hidden, out  the rows of both layers, the bias first in each
    """

    kinds: tuple[str, ...]
    names: tuple[str, ...]
    mean: tuple[float, ...]
    scale: tuple[float, ...]
    hidden: tuple[tuple[float, ...], ...]
    out: tuple[tuple[float, ...], ...]
    threshold: float

    def scores(self, features: Mapping[str, float]) -> list[float]:
        """Of `right`, and of each kind."""
        values = [features.get(name, 0.0) for name in self.names]
        entered = [min(FAR, max(-FAR, (v - m) * s)) for v, m, s in zip(values, self.mean, self.scale, strict=True)]
        middle = [max(0.0, row[0] + sum(map(mul, row[1:], entered))) for row in self.hidden]
        return [row[0] + sum(map(mul, row[1:], middle)) for row in self.out]

    def weighed(self, features: Mapping[str, float]) -> tuple[float, str]:
        """The log-odds that a solution with these features is wrong, and the likeliest kind of slip."""
        right, *slips = self.scores(features)
        most = max(slips)
        return most + math.log(sum(math.exp(s - most) for s in slips)) - right, self.kinds[slips.index(most)]

    def log_odds(self, features: Mapping[str, float]) -> float:
        """The log-odds that a solution with these features is wrong."""
        return self.weighed(features)[0]


@dataclass(frozen=True)
class Model:
    """The shipped models. card: how they were made."""

    card: str
    alone: Network
    samples: Weights


@cache
def model() -> Model:
    """The model that comes with the package."""
    data = json.loads(resources.files("hybrid.words").joinpath("suspicion.json").read_text(encoding="utf-8"))

    def weights(name: str) -> Weights:
        part = data[name]
        return Weights(part["bias"], part["weights"], part["threshold"])

    return Model(data["card"], network(data["alone"]), weights("samples"))


def network(part: Mapping[str, Any]) -> Network:
    """The network as it is written in JSON; each row of a layer is a text of numbers."""

    def rows(name: str) -> tuple[tuple[float, ...], ...]:
        return tuple(tuple(map(float, row.split())) for row in part[name])

    places = part["features"]
    return Network(
        tuple(part["kinds"]),
        tuple(places),
        tuple(mean for mean, _ in places.values()),
        tuple(scale for _, scale in places.values()),
        rows("hidden"),
        rows("out"),
        part["threshold"],
    )


def probability(log_odds: float) -> float:
    """The logistic function, safe for all sizes."""
    if log_odds >= 0:
        return 1 / (1 + math.exp(-min(log_odds, 700.0)))
    grown = math.exp(max(log_odds, -700.0))
    return grown / (1 + grown)


def _bounded(log_odds: float) -> float:
    return min(SURE, max(-SURE, log_odds))


def sample_features(answer: Fraction | None, alone: float, others: Sequence[Sample]) -> dict[str, float]:
    """The features of a solution among other samples, one or more, each an answer and its log-odds alone.

    Log-odds count up to SURE: a network is too sure of what is unlike all that it learned from."""
    trust: dict[Fraction | None, float] = {}
    count: dict[Fraction | None, int] = {}
    for other, log_odds in others:
        trust[other] = trust.get(other, 0.0) + probability(-_bounded(log_odds))
        count[other] = count.get(other, 0) + 1
    agreeing = count.pop(answer, 0) if answer is not None else 0
    trusted = trust.pop(answer, 0.0) if answer is not None else 0.0
    n = len(others)
    return {
        "alone": _bounded(alone),
        "none agrees": float(not agreeing),
        "share agreeing": agreeing / n,
        "share of rival": max(count.values(), default=0) / n,
        "trust agreeing": trusted / n,
        "trust of rival": max(trust.values(), default=0.0) / n,
    }
