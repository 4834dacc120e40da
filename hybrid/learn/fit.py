"""Fitting Q to samples, and the same decoder to lines.

The loss of a sample is the squared error of log(1 + Q) of the move taken, against log(1 + steps to go), and the
cross-entropy of choosing that move by a softmax over -log(1 + Q)/TEMPERATURE: values are regressed, moves ranked.
To it comes the loss of a batch of lines (hybrid.learn.lines), by its weight.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from hashlib import blake2b
from math import log1p
from pathlib import Path

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from hybrid.learn.bellman import Lessons, choices_of
from hybrid.learn.carrying import carried_out
from hybrid.learn.copying import copies
from hybrid.learn.descent import Checkpoint, descend
from hybrid.learn.device import device
from hybrid.learn.experience import Sample, samples
from hybrid.learn.lines import Example, drawn, examples, line_loss
from hybrid.learn.trees import Stored
from hybrid.model.network import Config, QNetwork
from hybrid.problem import Derivation
from hybrid.rulebook import Rulebook

TEMPERATURE = 0.15
VALUE_WEIGHT = 1.0
LINES_WEIGHT = 0.5
COPIES = 40_000
MOVES = 40_000


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
    writing: int = 0,
    lines: float = LINES_WEIGHT,
    lines_batch: int = 32,
    checkpoints: Path | None = None,
    say: Callable[[str], None] = lambda text: None,
) -> QNetwork:
    """A network for the shipped rule book, trained from nothing on derivations that the kernel has checked; on an
    accelerator where there is one (hybrid.learn.device), and then brought back.

    trees    statements with their search trees, from which bounds are learned
    backups  learn from Bellman backups over the trees as well
    writing  updates of lines and exercises in writing alone, before those of Q
    lines    the weight of the loss of writing lines beside that of Q; 0 for a network that only scores moves
    lines_batch  lines of an update
    checkpoints  the folder where the training is kept from time to time, to go on there after a kill; not with backups,
                 which remember the network of the round
    Raises ValueError when the derivations give no samples, or with backups the trees none; OSError.
    """
    torch.manual_seed(seed)
    book = Rulebook.load()
    # drawn on the processor, so that the first weights are the same everywhere
    network = QNetwork(Config(tuple(r.name for r in book)))
    network.to(device())
    derivations = list(derivations)
    found = [sample for derivation in derivations for sample in samples(network, derivation, book)]
    written = [e for derivation in derivations for e in examples(network, derivation)] if lines else []
    every = choices_of(network, trees, book)
    say(f"{len(found)} samples, {len(written)} lines, {len(every)} choices of search trees")
    lessons = Lessons(every, updates, backups=backups, seed=seed) if every or backups else None
    run = f"{_digest(derivations, book)} {seed=} {writing=} {updates=} {lines=} {lines_batch=} {rank_weight=}"

    def kept(name: str) -> Checkpoint | None:
        return None if checkpoints is None or backups else Checkpoint(checkpoints / f"{name}.safetensors", run)

    if writing:
        states = [step.before for d in derivations for step in d.steps]
        exercises = copies(network, states, COPIES, random.Random(seed))
        exercises += carried_out(network, derivations, MOVES, random.Random(seed))
        say(f"{len(exercises)} exercises in writing")
        learn_to_write(
            network, written, exercises, writing, seed=seed, batch=lines_batch, checkpoint=kept("writing"), say=say
        )
    fit(
        network,
        found,
        updates,
        seed=seed,
        lessons=lessons,
        rank_weight=rank_weight,
        say=say,
        lines=written,
        lines_batch=lines_batch,
        lines_weight=lines,
        checkpoint=kept("scoring"),
    )
    network.cpu()
    return network


def _digest(derivations: Iterable[Derivation], book: Rulebook) -> str:
    """Of what is learned from: the steps and the rules."""
    text = blake2b(book.digest.encode(), digest_size=8)
    for d in derivations:
        for step in d.steps:
            text.update(f"{step.rule} {step.place} {step.after}\n".encode())
    return text.hexdigest()


def learn_to_write(
    network: QNetwork,
    lines: Sequence[Example],
    exercises: Sequence[Example],
    updates: int,
    *,
    seed: int = 0,
    batch: int = 32,
    checkpoint: Checkpoint | None = None,
    say: Callable[[str], None] = lambda text: None,
) -> None:
    """Train a network in place to write lines, and exercises such as copies (hybrid.learn.copying) and moves to carry
    out (hybrid.learn.carrying), `batch` of each in an update."""

    def both(n: int) -> tuple[Tensor, tuple[Tensor, Tensor]]:
        rng = random.Random(f"writing {seed} {n}")
        line = line_loss(network, drawn(lines, batch, rng))
        exercise = line_loss(network, drawn(exercises, batch, rng))
        return line + exercise, (line, exercise)

    def report(n: int, means: Sequence[float]) -> None:
        say("writing {}: line {:.3f}, exercise {:.3f}".format(n, *means))

    descend(network, both, updates, report=report, checkpoint=checkpoint)


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
    lines: Sequence[Example] = (),
    lines_batch: int = 32,
    lines_weight: float = LINES_WEIGHT,
    checkpoint: Checkpoint | None = None,
    say: Callable[[str], None] = lambda text: None,
) -> None:
    """Train a network in place (hybrid.learn.descent); the same for the same seed.

    lessons  gives more loss for an update, such as what search trees teach (hybrid.learn.bellman)
    lines    lines to learn to write, `lines_batch` in each update, their loss multiplied by `lines_weight`
    Raises ValueError when there are no samples.
    """
    if not samples:
        raise ValueError("there are no samples to learn from: no derivation was found")

    def all_losses(n: int) -> tuple[Tensor, tuple[Tensor, Tensor, Tensor]]:
        value, rank = loss(network, random.Random(f"{seed} {n}").choices(samples, k=batch))
        writing = random.Random(f"lines {seed} {n}")
        line = line_loss(network, drawn(lines, lines_batch, writing)) if lines else torch.zeros(())
        total = VALUE_WEIGHT * value + rank_weight * rank + lines_weight * line
        if lessons is not None:
            total = total + lessons(network, n)
        return total, (value, rank, line)

    def report(n: int, means: Sequence[float]) -> None:
        say("update {}: value {:.3f}, rank {:.3f}, line {:.3f}".format(n, *means))

    descend(network, all_losses, updates, rate=rate, report=report, checkpoint=checkpoint)
