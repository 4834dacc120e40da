"""Lines from the network that comes with the package.

The decoder that scores moves writes lines as well (hybrid.model.write). For a state it reads the prompt once; the
first line is the likeliest token after token, the others are sampled, from the seed and the prompt alone, so that the
same state has the same lines in whatever order states are asked about. The likelier come first.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from functools import cached_property

from hybrid.model.network import QNetwork
from hybrid.model.shipped import shipped
from hybrid.model.text import prompt
from hybrid.model.write import LONGEST_LINE, NoGrammar, write
from hybrid.problem import Problem
from hybrid.propose.lines import SourceError
from hybrid.term import Term


class LMSource:
    """The lines of a network of ours. The shipped weights are read when it is first asked."""

    def __init__(
        self,
        network: QNetwork | None = None,
        *,
        count: int = 8,
        temperature: float = 0.8,
        seed: int = 0,
        constrained: bool = True,
        longest: int = LONGEST_LINE,
    ):
        """
        network      the shipped one when not given
        count        how many lines to write for a state, equal ones counted; 1 for the likeliest alone
        constrained  hold the lines to step.lark
        longest      the most tokens of a line
        """
        self.given, self.count, self.temperature, self.seed = network, count, temperature, seed
        self.constrained, self.longest = constrained, longest

    def load(self) -> None:
        """Read the weights now. Raises SourceError when they cannot be loaded."""
        _ = self.network

    @cached_property
    def network(self) -> QNetwork:
        try:
            found = self.given or shipped()
        except (OSError, ValueError) as error:
            raise SourceError(str(error)) from None
        if found is None:
            raise SourceError("there are no shipped weights; make them with: make model")
        return found

    def lines(self, problem: Problem, state: Term) -> Sequence[str]:
        """Different lines, the likeliest token after token first, the samples by falling probability; none for a
        state that is too long. Raises SourceError when there are no weights, or no llguidance to hold them by."""
        network = self.network
        read = prompt(problem, state)
        ids = network.ids(read.tokens)
        if len(ids) + 1 > network.config.positions:
            return ()
        seed = zlib.crc32(f"{self.seed} {read.text()}".encode())
        try:
            first, *samples = write(
                network,
                ids,
                self.count,
                temperature=self.temperature,
                seed=seed,
                constrained=self.constrained,
                longest=self.longest,
                likeliest_first=True,
            )
        except NoGrammar as error:
            raise SourceError(str(error)) from None
        samples.sort(key=lambda w: -w.log_probability)
        return list(dict.fromkeys(w.text for w in (first, *samples)))
