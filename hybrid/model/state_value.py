"""The value of a state, log(1 + cost to go), read off what the decoder has seen of it.

Q(s, a) = V(s) + A(s, a): how far the state is, and how much worse a move is than the best (Wang, Schaul, Hessel and
others, "Dueling network architectures for deep reinforcement learning", 2016). Learning which move to take spoils the
order of states, since only differences of the moves of one state count for it. So the value has layers of its own,
and takes what tells a state:

    the hidden state at the end of the prompt, and the mean of all of them
    the LEAST smallest scores of its moves and how many moves there are: what can be done is part of what is left
    exact counts of it (hybrid.value.features)
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log1p

import torch
from torch import Tensor, nn

LEAST = 5
EXACT = 10  # the exact counts of a state, see hybrid.model.score
MISSING = 3.5  # log(1 + steps): what stands for the score of a move that there is not, more than derivations have


class StateValue(nn.Module):  # type: ignore[misc]
    """Two layers over what is seen of a state."""

    def __init__(self, width: int):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Linear(2 * width + LEAST + 1 + EXACT, 2 * width), nn.SiLU(), nn.Linear(2 * width, 1)
        )

    def forward(self, seen: Tensor) -> Tensor:
        """Values [B] of what is seen of B states."""
        return self.layers(seen).squeeze(-1)


def seen_of(hidden: Sequence[Tensor], scores: Sequence[Tensor], exact: Sequence[Sequence[float]]) -> Tensor:
    """What is seen of B states, a row each.

    hidden  the hidden states of each prompt, [T, width]
    scores  of the moves of each state, [M]
    exact   counts of each state, EXACT of them
    """
    rows = []
    for h, s, counts in zip(hidden, scores, exact, strict=True):
        least = s.new_full((LEAST,), MISSING)
        best = s.sort().values[:LEAST]
        least[: len(best)] = best
        rows.append(torch.cat([h[-1], h.mean(0), least, s.new_tensor([log1p(len(s)), *counts])]))
    return torch.stack(rows)
