"""Lines from a language model in a directory of this machine: any causal model that `transformers` reads.

A state is asked about as a model behind a server is (hybrid.propose.words), through the chat template of the model
where it has one; a network exported by hybrid.model.export gets the prompt that it was trained on. The first line is
the likeliest token after token, the others are sampled, from the seed and the state alone. The model is held to
step.lark while it writes, unless it is left free (hybrid.propose.causal). What it says is worth nothing until the
kernel has proved it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from hybrid.model.text import prompt
from hybrid.problem import Problem
from hybrid.propose import words
from hybrid.propose.causal import CausalModel
from hybrid.term import Term


class LocalSource:
    """The lines of a causal language model in a directory. The weights are read when it is first asked."""

    def __init__(
        self,
        folder: Path,
        *,
        samples: int = 4,
        seed: int = 0,
        constrained: bool = True,
        max_tokens: int = 96,
        temperature: float = 0.8,
        seconds: float = 30.0,
    ):
        """
        samples      how many lines to write for a state
        constrained  hold the model to step.lark
        max_tokens   the longest line
        seconds      writing the lines of one state stops after this time; what is not whole is unparsable then

        Raises FormatError for a directory without configuration, tokenizer or safe weights of a causal model.
        """
        self.samples, self.seed, self.max_tokens = samples, seed, max_tokens
        self.temperature, self.seconds = temperature, seconds
        self.model = CausalModel(folder, constrained=constrained, one_line=True)

    def load(self) -> None:
        """Read the weights now. Raises SourceError when they cannot be loaded."""
        self.model.load()

    def lines(self, problem: Problem, state: Term) -> Sequence[str]:
        """What the model writes for a state, nothing for a state that it has no room for. Raises SourceError when
        the model cannot be loaded or fails."""
        texts = self.model.write(
            self._prompt(problem, state),
            self.samples,
            seed=f"{self.seed} {words.question(problem, state)}",
            max_tokens=self.max_tokens,
            temperature=self.temperature,
            seconds=self.seconds,
        )
        return [line for line in map(words.first_line, texts) if line]

    def _prompt(self, problem: Problem, state: Term) -> list[int]:
        """The question as ids."""
        if self.model.own:
            return list(self.model.tokenizer.encode(prompt(problem, state).text(), add_special_tokens=False))
        return self.model.asked(words.messages(problem, state), words.plain(problem, state))
