"""A grammar, token by token: which tokens may come next in a line of step.lark, or in a text of another grammar.

Before each token the grammar says which tokens may follow, and the others get no chance (Willard, Louf, "Efficient
guided generation for large language models", arXiv 2307.09702); llguidance reads the grammar (an Earley parser over
bytes) and knows how the tokens of a tokenizer spell it. What is written is then a line, if it comes to an end; whether
the line is true is a question for the kernel.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Any, Self

import torch
from torch import Tensor

from hybrid.syntax.line import text_of_grammar


class NoGrammar(RuntimeError):
    """Nothing can be held to the grammar: llguidance is not installed, or cannot read the tokenizer."""


class StepGrammar:
    """step.lark over the tokens of a tokenizer. A matcher is how far a line has come, each line has its own."""

    def __init__(
        self,
        tokens: Callable[[ModuleType], Any],
        ends: Sequence[int],
        never: Sequence[int] = (),
        text: str | None = None,
    ):
        """
        tokens  given llguidance, makes its LLTokenizer
        ends    the tokens that end a line
        never   tokens that no line has, though they may spell a part of one
        text    another grammar than step.lark, in the Lark that llguidance reads
        Raises NoGrammar.
        """
        try:
            import llguidance
        except ImportError:
            raise NoGrammar(
                "to hold a model to the grammar install llguidance, or let it write --unconstrained"
            ) from None
        self.ends, self.never = list(ends), list(never)
        self._matcher = llguidance.LLMatcher
        try:
            self._tokens = tokens(llguidance)
        except Exception as error:  # llguidance raises what its Rust side raises
            raise NoGrammar(f"llguidance cannot read this tokenizer: {_why(error)}") from None
        self._start = self._begin(text or text_of_grammar())

    def of(self, text: str) -> Self:
        """Another grammar over the same tokens. Raises NoGrammar."""
        other = copy.copy(self)
        other._start = self._begin(text)
        return other

    def _begin(self, text: str) -> Any:
        try:
            start = self._matcher(self._tokens, self._matcher.grammar_from_lark(text))
            trouble = start.get_error()
        except Exception as error:
            trouble = _why(error)
        if trouble:
            raise NoGrammar(f"llguidance cannot hold this tokenizer to the grammar: {trouble.splitlines()[0]}")
        return start

    def matcher(self) -> Any:
        """Where nothing is written yet."""
        return self._start.deep_copy()

    def allowed(self, matcher: Any, width: int) -> Tensor:
        """Which of the tokens below `width` may come next, [width] of truth values; where none may, the line ends."""
        mask = torch.zeros(width, dtype=torch.bool)
        if not matcher.is_stopped():
            data = torch.frombuffer(bytearray(matcher.compute_bitmask()), dtype=torch.uint8)
            bits = ((data[:, None] >> torch.arange(8, dtype=torch.uint8)) & 1).bool().flatten()[:width]
            mask[: len(bits)] = bits
            mask[self.never] = False
        if not mask.any():
            mask[[e for e in self.ends if e < width]] = True
        return mask


def _why(error: Exception) -> str:
    return str(error).partition("\n")[0] or type(error).__name__
