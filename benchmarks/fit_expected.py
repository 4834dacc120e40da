"""Fit the models of how right solutions usually go (hybrid/words/expected.py) on right solutions.

Each is a sum of weights of clues; clues seen less than LEAST times are left out, and so are weights near nothing.
Fitted by Adagrad over mini-batches with an L2 penalty: regression for the length, cross entropy for the others.
"""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Sequence
from typing import Any

import torch

from hybrid.words.examined import Examined
from hybrid.words.expected import Expected, number_clues, operation_clues, operations, story_clues

LEAST = 15
EPOCHS, BATCH, RATE, PENALTY = 3, 128, 0.04, 3e-5
SMALL = 0.03  # a weight below this in size says nothing
CARD = "Log-linear models of {n} right solutions of GSM8K's training part (MIT licence), benchmarks/fit_expected.py."


def fit_expected(solutions: Sequence[Examined], seed: int) -> Expected:
    """The three models of these right solutions."""
    torch.set_num_threads(1)
    use: list[tuple[list[str], Any]] = []
    length: list[tuple[list[str], Any]] = []
    joined: list[tuple[list[str], Any]] = []
    for e in solutions:
        unused = {id(t) for t in e.unused}
        for i, told in enumerate(e.story.numbers):
            if told.kind != "ordinal":
                use.append((number_clues(e.story, i), [float(id(told) not in unused)]))
        length.append((story_clues(e.story), [math.log(1 + sum(len(u.step.operations) for u in e.steps))]))
        joined += [(operation_clues(e, at, i), sign) for at, i, sign in operations(e)]
    return Expected(
        CARD.format(n=len(solutions)),
        {c: w[0] for c, w in _fit(use, 1, torch.nn.functional.binary_cross_entropy_with_logits, seed).items()},
        {c: w[0] for c, w in _fit(length, 1, torch.nn.functional.mse_loss, seed).items()},
        _fit(joined, 4, torch.nn.functional.cross_entropy, seed),
    )


def _fit(examples: list[tuple[list[str], Any]], width: int, loss: Any, seed: int) -> dict[str, list[float]]:
    counts = Counter(clue for clues, _ in examples for clue in clues)
    names = [clue for clue, n in counts.items() if n >= LEAST]
    place = {clue: k for k, clue in enumerate(names)}
    rows = [torch.tensor([place[c] for c in clues if c in place]) for clues, _ in examples]
    targets = torch.tensor([target for _, target in examples])
    weights = torch.nn.EmbeddingBag(len(names), width, mode="sum")
    torch.nn.init.zeros_(weights.weight)
    optimizer = torch.optim.Adagrad(weights.parameters(), lr=RATE)
    order = list(range(len(rows)))
    rng = random.Random(seed)
    for _ in range(EPOCHS):
        rng.shuffle(order)
        for start in range(0, len(order), BATCH):
            batch = order[start : start + BATCH]
            sizes = torch.tensor([0] + [len(rows[i]) for i in batch[:-1]])
            scores = weights(torch.cat([rows[i] for i in batch]), sizes.cumsum(0))
            cost = loss(scores, targets[batch]) + PENALTY * (weights.weight**2).sum()
            optimizer.zero_grad()
            cost.backward()
            optimizer.step()
    found = weights.weight.detach().tolist()
    return {
        name: [round(w, 2) for w in row]
        for name, row in zip(names, found, strict=True)
        if max(abs(w) for w in row) >= SMALL
    }
