"""Copying as training data: what stands at a place of a state.

Most of a line that goes on from a state is copied from it, and small decoders learn to copy late: the loss of lines
stays where it is for thousands of updates until the heads that find the earlier place have formed (Olsson et al.:
"In-context learning and induction heads", 2022). Copying by itself forms them sooner. A copy is asked for without a
goal, so that it is never taken for a line:

    :STATE;@PLACE: PART END        for the part at a place, and `:STATE;: STATE END` for the whole
"""

from __future__ import annotations

import random
from collections.abc import Sequence

from hybrid.learn.lines import Example
from hybrid.model.line_text import END, NEW, place_tokens
from hybrid.model.network import QNetwork
from hybrid.model.text import linear
from hybrid.term import Term, subterms


def copies(network: QNetwork, states: Sequence[Term], count: int, rng: random.Random) -> list[Example]:
    """`count` examples of states and places drawn from these, or fewer where some are too long for the network."""
    found = []
    for state in rng.choices(states, k=count):
        place, part = rng.choice(list(subterms(state)))
        asked = (":", *linear(state).tokens, ";", *place_tokens(place), NEW)
        example = Example(network.ids(asked), network.ids((*linear(part).tokens, END)))
        if len(example) <= network.config.positions:
            found.append(example)
    return found
