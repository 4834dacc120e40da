"""Learning the value of a state: V(s) on brackets of the true cost to go (hybrid.learn.distances).

Only the layers of the value are trained, on a decoder that stays as it is: which move it puts first and what lines it
writes do not change. The states are of problems that the decoder has not learned from: of those that it has, it
remembers more than it will see in others. The loss is the squared error of log(1 + V) against log(1 + upper bound),
weighted by OPEN where the cost to go is not known, since there the bound is only what a derivation happened to take.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import log1p

import torch
from torch import Tensor

from hybrid.learn.descent import descend
from hybrid.learn.distances import Bracket
from hybrid.learn.experience import choice_taken
from hybrid.model.network import Encoded, QNetwork
from hybrid.model.score import encode
from hybrid.problem import Derivation
from hybrid.propose.rules import RuleProposer
from hybrid.rulebook import Rulebook

OPEN = 0.3


@dataclass(frozen=True)
class Lesson:
    """A state with its moves, and the bracket of its cost to go."""

    state: Encoded
    bracket: Bracket

    @property
    def known(self) -> bool:
        """Whether the bracket is a single number."""
        return self.bracket[0] == self.bracket[1]


def lessons(network: QNetwork, derivation: Derivation, brackets: Sequence[Bracket], book: Rulebook) -> Iterator[Lesson]:
    """The states of a derivation at which there is a choice, with the brackets of all its states, in order."""
    problem = derivation.problem
    proposer = RuleProposer(book.laws(problem.goal))
    for step, bracket in zip(derivation.steps, brackets, strict=True):
        choice = choice_taken(proposer, step, problem)
        if choice is not None:
            encoded = encode(network, problem, step.before, choice[0], laws=True)
            if encoded is not None:
                yield Lesson(encoded, bracket)


def learn_values(
    network: QNetwork,
    learned: Iterable[Lesson],
    updates: int,
    *,
    seed: int = 0,
    batch: int = 256,
    say: Callable[[str], None] = lambda text: None,
) -> None:
    """Train the layers of the value in place, and nothing else; the same for the same seed.

    Raises ValueError when there are no lessons, or the network has no such layers.
    """
    some = list(learned)
    value = network.value
    if not some:
        raise ValueError("there is nothing to learn values from: no state has a bracket")
    if value is None:
        raise ValueError("the network has no layers for the value of a state: make them with network.with_value()")
    seen = _seen(network, [x.state for x in some])
    wanted = seen.new_tensor([log1p(x.bracket[1]) for x in some])
    weight = seen.new_tensor([1.0 if x.known else OPEN for x in some])

    def loss(n: int) -> tuple[Tensor, tuple[Tensor]]:
        drawn = torch.tensor(random.Random(f"values {seed} {n}").choices(range(len(some)), k=batch)).to(seen.device)
        error = (weight[drawn] * (value(seen[drawn]) - wanted[drawn]).square()).mean()
        return error, (error,)

    descend(value, loss, updates, report=lambda n, means: say(f"values {n}: {means[0]:.4f}"))


def _seen(network: QNetwork, states: Sequence[Encoded], batch: int = 32) -> Tensor:
    with torch.no_grad():
        return torch.cat([network.seen(states[i : i + batch]) for i in range(0, len(states), batch)])
