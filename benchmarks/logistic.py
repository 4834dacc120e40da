"""Logistic regression with an L2 penalty, by Newton's method, and its scores on what it was not fitted on."""

from __future__ import annotations

import random
from typing import Any

import numpy as np

FOLDS = 10


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
        curvature = (z * (p * (1 - p))[:, None]).T @ z + np.diag(ridge + 1e-9)
        step = np.linalg.solve(curvature, z.T @ (p - y) + ridge * theta)
        theta -= step
        if abs(step).max() < 1e-6:
            break
    weights = theta[1:] / spread
    return float(theta[0] - weights @ mean), weights


def folds(groups: Any, count: int, seed: int) -> Any:
    """The fold of each row; those of one group are together."""
    _, numbers = np.unique(groups, return_inverse=True)
    order = list(range(int(numbers.max()) + 1))
    random.Random(seed).shuffle(order)
    place = {g: i % count for i, g in enumerate(order)}
    return np.array([place[int(g)] for g in numbers])


def out_of_fold(x: Any, y: Any, groups: Any, penalty: float, seed: int) -> Any:
    """The log-odds of each row by weights that have not seen its group."""
    fold = folds(groups, FOLDS, seed)
    scores = np.zeros(len(y))
    for k in range(FOLDS):
        bias, weights = fit(x[fold != k], y[fold != k], penalty)
        scores[fold == k] = bias + x[fold == k] @ weights
    return scores
