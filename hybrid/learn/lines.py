"""Lines as training data: what the decoder should write next, from derivations that the kernel has checked.

Each step that can be said (hybrid.model.line_text) gives one example, the safe ones as well: who only writes lines
must write those too. The loss is the cross-entropy of the tokens of the line, END included, each after the prompt of
the state and the tokens before it; the prompt itself is not learned.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from hybrid.model.line_text import END, step_line
from hybrid.model.network import QNetwork
from hybrid.model.text import prompt
from hybrid.problem import Derivation
from hybrid.rulebook import Rulebook

ALIKE = 4  # batches drawn at once and sorted by length, so that little of a batch is padding


@dataclass(frozen=True)
class Example:
    """Ids of the prompt of a state, and of the line that is to follow, END last."""

    prompt: tuple[int, ...]
    line: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.prompt) + len(self.line)


def examples(network: QNetwork, derivation: Derivation, laws: bool = False) -> Iterator[Example]:
    """The steps of a checked derivation as examples; those without a line, or too long for the network, left out.

    laws  whether the prompt says that single laws are asked for; not said where lines are proposed, since a search by
          laws asks nobody for lines
    """
    book = Rulebook.load()
    for step in derivation.steps:
        tokens = step_line(derivation.problem, step, book)
        if tokens is None:
            continue
        read = prompt(derivation.problem, step.before, laws).tokens
        example = Example(network.ids(read), network.ids((*tokens, END)))
        if len(example) <= network.config.positions:
            yield example


def line_loss(network: QNetwork, batch: Sequence[Example]) -> Tensor:
    """The mean cross-entropy of a token of the lines, in nats."""
    longest = max(map(len, batch))
    tokens = torch.zeros(len(batch), longest, dtype=torch.long)
    wanted = torch.full((len(batch), longest), -100)
    for i, e in enumerate(batch):
        tokens[i, : len(e)] = torch.tensor(e.prompt + e.line)
        # the last token of the prompt is followed by the first of the line
        wanted[i, len(e.prompt) - 1 : len(e) - 1] = torch.tensor(e.line)
    device = network.rules.weight.device
    where = (wanted >= 0).to(device)
    # padding stands on the right and a decoder looks to the left, so no mask is needed
    return cross_entropy(network.logits(tokens.to(device), where=where), wanted.to(device)[where])


def drawn(examples: Sequence[Example], count: int, rng: random.Random) -> list[Example]:
    """A batch of examples of about the same length, each equally likely to be in it."""
    several = sorted(rng.choices(examples, k=ALIKE * count), key=len)
    start = count * rng.randrange(ALIKE)
    return several[start : start + count]
