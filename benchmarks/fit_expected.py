"""Fit the models of how right solutions usually go (hybrid/words/expected.py) on right solutions.

Each is a sum of weights of clues; clues seen less than LEAST times are left out, and so are weights near nothing.
Fitted by Adagrad over mini-batches with an L2 penalty: regression for the length, cross entropy for the others.
"""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import torch

from hybrid.words.chosen import Slot, slots
from hybrid.words.examined import Examined
from hybrid.words.expected import Expected, number_clues, operation_clues, operations, story_clues

LEAST = 15
EPOCHS, BATCH, RATE, PENALTY = 3, 128, 0.04, 3e-5
SMALL = 0.03  # a weight below this in size says nothing
CARD = (
    "Log-linear models of {n} right solutions, of GSM8K's training part (MIT licence), of SVAMP's development items "
    "(MIT licence) and of stories we generate; made by benchmarks/fit_expected.py."
)


def fit_expected(solutions: Sequence[Examined], seed: int) -> Expected:
    """The four models of these right solutions."""
    torch.set_num_threads(1)
    use: list[tuple[list[str], Any]] = []
    length: list[tuple[list[str], Any]] = []
    joined: list[tuple[list[str], Any]] = []
    taken: list[Slot] = []
    for e in solutions:
        taken += slots(e)
        unused = {id(t) for t in e.unused}
        for i, told in enumerate(e.story.numbers):
            if told.kind != "ordinal":
                use.append((number_clues(e.story, i), [float(id(told) not in unused)]))
        length.append((story_clues(e.story), [math.log(1 + sum(len(u.step.operations) for u in e.steps))]))
        joined += [(operation_clues(e, at, i), sign) for at, i, sign in operations(e)]
    return Expected(
        CARD.format(n=len(solutions)),
        _fit_choice(taken, seed),
        {c: w[0] for c, w in _fit(use, 1, torch.nn.functional.binary_cross_entropy_with_logits, seed).items()},
        {c: w[0] for c, w in _fit(length, 1, torch.nn.functional.mse_loss, seed).items()},
        _fit(joined, 4, torch.nn.functional.cross_entropy, seed),
    )


def _fit_choice(choices: Sequence[Slot], seed: int) -> dict[str, float]:
    """Weights of clues by which the numbers taken are the likeliest of their candidates."""
    counts = Counter(clue for slot in choices for clues in slot.clues for clue in clues)
    place = {clue: k for k, clue in enumerate(clue for clue, n in counts.items() if n >= LEAST)}
    rows = [[[place[c] for c in clues if c in place] for clues in slot.clues] for slot in choices]
    weights = torch.zeros(len(place), requires_grad=True)

    def cost(batch: list[int]) -> torch.Tensor:
        candidates = [clues for i in batch for clues in rows[i]]
        sizes = torch.tensor([len(rows[i]) for i in batch])
        where = torch.tensor([k for k, clues in enumerate(candidates) for _ in clues])
        said = weights[torch.tensor([c for clues in candidates for c in clues])]
        powers = torch.zeros(len(candidates)).index_add(0, where, said).exp()
        slot = torch.arange(len(batch)).repeat_interleave(sizes)
        right = torch.tensor([k in choices[i].taken for i in batch for k in range(len(rows[i]))])
        taken, all_of = (torch.zeros(len(batch)).index_add(0, slot, p) for p in (powers * right, powers))
        return -(taken / all_of).log().mean()

    found = _least(weights, cost, len(choices), seed)
    return {clue: round(w, 2) for clue, w in zip(place, found, strict=True) if abs(w) >= SMALL}


def _fit(examples: list[tuple[list[str], Any]], width: int, loss: Any, seed: int) -> dict[str, list[float]]:
    counts = Counter(clue for clues, _ in examples for clue in clues)
    names = [clue for clue, n in counts.items() if n >= LEAST]
    place = {clue: k for k, clue in enumerate(names)}
    rows = [torch.tensor([place[c] for c in clues if c in place]) for clues, _ in examples]
    targets = torch.tensor([target for _, target in examples])
    weights = torch.zeros(len(names), width, requires_grad=True)

    def cost(batch: list[int]) -> torch.Tensor:
        sizes = torch.tensor([0] + [len(rows[i]) for i in batch[:-1]])
        clues = torch.cat([rows[i] for i in batch])
        return loss(torch.nn.functional.embedding_bag(clues, weights, sizes.cumsum(0), mode="sum"), targets[batch])

    found = _least(weights, cost, len(rows), seed)
    return {
        name: [round(w, 2) for w in row]
        for name, row in zip(names, found, strict=True)
        if max(abs(w) for w in row) >= SMALL
    }


def _least(weights: Any, cost: Callable[[list[int]], Any], count: int, seed: int) -> list[Any]:
    """The weights that make the cost of mini-batches of `count` examples, and their own squares, small."""
    optimizer = torch.optim.Adagrad([weights], lr=RATE)
    order = list(range(count))
    rng = random.Random(seed)
    for _ in range(EPOCHS):
        rng.shuffle(order)
        for start in range(0, count, BATCH):
            penalized = cost(order[start : start + BATCH]) + PENALTY * (weights**2).sum()
            optimizer.zero_grad()
            penalized.backward()
            optimizer.step()
    found: list[Any] = weights.detach().tolist()
    return found
