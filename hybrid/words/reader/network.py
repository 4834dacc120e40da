"""The second judge of a reading: a network with one hidden layer over the same features.

    score = x.u + v.relu(x.E + b)

with x the counts of the hashed features, so that what speaks for a reading may depend on what else is there. It orders
the best candidates of the chart anew. x is a sum over parts that candidates share, and so is x.E, which makes it cheap.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hybrid.words.reader.features import Part
from hybrid.words.reader.learning import laid_out, starts

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Network:
    """table: u beside E, a row for each feature; bias: b; out: v."""

    table: Floats
    bias: Floats
    out: Floats

    def scores(self, candidates: Sequence[tuple[Part, ...]]) -> Floats:
        """The score of each candidate; at least one is needed."""
        ids, sizes, parts, lengths = laid_out(candidates)
        of_parts = np.add.reduceat(self.table[ids], starts(sizes), axis=0)
        total = np.add.reduceat(of_parts[parts], starts(lengths), axis=0)
        hidden = np.maximum(total[:, 1:] + self.bias, 0)
        result: Floats = total[:, 0] + hidden @ self.out
        return result
