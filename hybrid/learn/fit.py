"""Fitting Q to samples, and the same decoder to lines.

The loss of a sample is the squared error of log(1 + Q) of the move taken, against log(1 + steps to go), and the
cross-entropy of choosing that move by a softmax over -log(1 + Q)/TEMPERATURE: values are regressed, moves ranked.
To it comes the loss of a batch of lines (hybrid.learn.lines), by its weight.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from math import log1p

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from hybrid.learn.bellman import Lessons, choices_of
from hybrid.learn.experience import Sample, samples
from hybrid.learn.lines import Example, drawn, examples, line_loss
from hybrid.learn.trees import Stored
from hybrid.model.network import Config, QNetwork
from hybrid.problem import Derivation
from hybrid.rulebook import Rulebook

TEMPERATURE = 0.15
VALUE_WEIGHT = 1.0
LINES_WEIGHT = 0.5


def loss(network: QNetwork, batch: Sequence[Sample]) -> tuple[Tensor, Tensor]:
    """The mean losses of a batch: of the values, of the ranks."""
    scores = network([s.state for s in batch])
    taken = torch.stack([q[s.taken] for q, s in zip(scores, batch, strict=True)])
    steps = torch.tensor([log1p(s.steps) for s in batch], device=taken.device)
    ranks = [
        cross_entropy(-q[None] / TEMPERATURE, torch.tensor([s.taken], device=q.device))
        for q, s in zip(scores, batch, strict=True)
    ]
    return (taken - steps).square().mean(), torch.stack(ranks).mean()


def trained(
    derivations: Iterable[Derivation],
    updates: int,
    *,
    seed: int = 0,
    trees: Iterable[tuple[str, Stored]] = (),
    backups: bool = False,
    rank_weight: float = 1.0,
    lines: float = LINES_WEIGHT,
    lines_batch: int = 32,
    say: Callable[[str], None] = lambda text: None,
) -> QNetwork:
    """A network for the shipped rule book, trained from nothing on derivations that the kernel has checked.

    trees    statements with their search trees, from which bounds are learned
    backups  learn from Bellman backups over the trees as well
    lines    the weight of the loss of writing lines beside that of Q; 0 for a network that only scores moves
    lines_batch  lines of an update
    Raises ValueError when the derivations give no samples, or with backups the trees none.
    """
    torch.manual_seed(seed)
    book = Rulebook.load()
    network = QNetwork(Config(tuple(r.name for r in book)))
    derivations = list(derivations)
    found = [sample for derivation in derivations for sample in samples(network, derivation, book)]
    written = [e for derivation in derivations for e in examples(network, derivation)] if lines else []
    every = choices_of(network, trees, book)
    say(f"{len(found)} samples, {len(written)} lines, {len(every)} choices of search trees")
    lessons = Lessons(every, updates, backups=backups, seed=seed) if every or backups else None

    def report(n: int, value: float, rank: float, line: float) -> None:
        say(f"update {n}: value {value:.3f}, rank {rank:.3f}, line {line:.3f}")

    fit(
        network,
        found,
        updates,
        seed=seed,
        lessons=lessons,
        rank_weight=rank_weight,
        report=report,
        lines=written,
        lines_batch=lines_batch,
        lines_weight=lines,
    )
    return network


def fit(
    network: QNetwork,
    samples: Sequence[Sample],
    updates: int,
    *,
    seed: int = 0,
    batch: int = 32,
    rate: float = 2e-3,
    lessons: Callable[[QNetwork, int], Tensor] | None = None,
    rank_weight: float = 1.0,
    report: Callable[[int, float, float, float], None] | None = None,
    lines: Sequence[Example] = (),
    lines_batch: int = 32,
    lines_weight: float = LINES_WEIGHT,
) -> None:
    """Train a network in place by AdamW with a warm-up and a linear decay; the same for the same seed.

    lessons  gives more loss for an update, such as what search trees teach (hybrid.learn.bellman)
    report   called every 100 updates with the update and the mean value, rank and line losses since the last call
    lines    lines to learn to write, `lines_batch` in each update, their loss multiplied by `lines_weight`
    Raises ValueError when there are no samples.
    """
    if not samples:
        raise ValueError("there are no samples to learn from: no derivation was found")
    rng, writing = random.Random(seed), random.Random(f"lines {seed}")
    optimizer = torch.optim.AdamW(network.parameters(), lr=rate, weight_decay=0.01)
    network.train()
    sums = [0.0, 0.0, 0.0]
    for n in range(1, updates + 1):
        for group in optimizer.param_groups:
            group["lr"] = rate * min(1.0, n / 100, (updates - n + 1) / max(1, updates // 2))
        value, rank = loss(network, rng.choices(samples, k=batch))
        line = line_loss(network, drawn(lines, lines_batch, writing)) if lines else torch.zeros(())
        optimizer.zero_grad()
        total = VALUE_WEIGHT * value + rank_weight * rank + lines_weight * line
        if lessons is not None:
            total = total + lessons(network, n)
        total.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        sums = [old + x.item() for old, x in zip(sums, (value, rank, line), strict=True)]
        if n % 100 == 0:
            if report is not None:
                report(n, sums[0] / 100, sums[1] / 100, sums[2] / 100)
            sums = [0.0, 0.0, 0.0]
    network.eval()
