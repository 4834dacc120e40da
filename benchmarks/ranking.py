"""Ranks: how well an estimate orders what it estimates.

Spearman's coefficient is Pearson's correlation of the ranks, equal values sharing the mean of their ranks (Spearman
1904; Kendall, "Rank Correlation Methods", for ties).
"""

from __future__ import annotations

import math
from collections.abc import Sequence


def ranks(values: Sequence[float]) -> list[float]:
    """The ranks from 1 for the least value on; equal values have the mean of the ranks they take up."""
    order = sorted(range(len(values)), key=lambda i: values[i])
    found = [0.0] * len(values)
    start = 0
    while start < len(order):
        end = start
        while end < len(order) and values[order[end]] == values[order[start]]:
            end += 1
        for i in order[start:end]:
            found[i] = (start + end + 1) / 2
        start = end
    return found


def spearman(a: Sequence[float], b: Sequence[float]) -> float:
    """Spearman's coefficient of pairs, nan where one side has no two values. Raises ValueError for unequal lengths."""
    if len(a) != len(b):
        raise ValueError(f"{len(a)} values cannot be paired with {len(b)}")
    x, y = ranks(a), ranks(b)
    middle = (len(a) + 1) / 2
    spread = math.sqrt(sum((r - middle) ** 2 for r in x) * sum((r - middle) ** 2 for r in y))
    return sum((p - middle) * (q - middle) for p, q in zip(x, y, strict=True)) / spread if spread else math.nan
