"""Holding a model to step.lark while it writes.

Before each token the grammar says which tokens may come next, and the others get no chance (Willard, Louf,
"Efficient guided generation for large language models", arXiv 2307.09702); llguidance reads the grammar and knows how
the tokens of a tokenizer spell it. What is written is then a line, if it comes to an end; whether the line is true is
a question for the kernel.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor
from transformers import LogitsProcessor, PreTrainedTokenizerFast

from hybrid.problem import FormatError
from hybrid.syntax.line import text_of_grammar


class Grammar:
    """step.lark over the tokens of a tokenizer.

    Raises FormatError when llguidance is not installed or cannot read the tokenizer.
    """

    def __init__(
        self, tokenizer: PreTrainedTokenizerFast, ends: Sequence[int], vocabulary: int, never: Sequence[int] = ()
    ):
        """
        ends        the tokens that end a text
        vocabulary  how many tokens the model knows
        never       tokens that no line has, though they may spell a part of one
        """
        try:
            import llguidance
            import llguidance.hf
        except ImportError:
            raise FormatError(
                "to hold a model to the grammar of lines llguidance must be installed; --unconstrained does without"
            ) from None
        try:
            tokens = llguidance.hf.from_tokenizer(
                tokenizer, n_vocab=max(vocabulary, len(tokenizer)), eos_token=list(ends)
            )
        except Exception as error:  # llguidance raises what its Rust side raises
            raise FormatError(f"llguidance cannot read this tokenizer: {_first(error)}") from None
        self.ends, self.never = list(ends), list(never)
        # a model that ends its lines by a line break may end this one so
        breaks = tokenizer.encode("\n", add_special_tokens=False)
        self.line_break = breaks[0] if len(breaks) == 1 else None
        grammar = llguidance.LLMatcher.grammar_from_lark(text_of_grammar())
        self._start = llguidance.LLMatcher(tokens, grammar)
        if self._start.get_error():
            raise FormatError(f"llguidance cannot hold this tokenizer to step.lark: {self._start.get_error()}")

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


class GrammarMask(LogitsProcessor):  # type: ignore[misc]
    """Takes the chance from every token with which no line goes on; each row of a batch writes a line of its own."""

    def __init__(self, grammar: Grammar, prompt: int):
        """prompt: how many tokens stand before the line."""
        self.grammar, self.read = grammar, prompt
        self.rows: list[Any] = []
        self.done: list[bool] = []

    def __call__(self, input_ids: Tensor, scores: Tensor) -> Tensor:
        """Logits [B, V] of what comes after ids [B, T]; called once for each new token."""
        if not self.rows:
            self.rows = [self.grammar.matcher() for _ in input_ids]
            self.done = [False] * len(self.rows)
        for row, ids in enumerate(input_ids[:, self.read :].tolist()):
            for token in ids:
                self.done[row] = self.done[row] or token in self.grammar.ends
                if not self.done[row]:
                    self.rows[row].consume_token(token)
        self.read = input_ids.shape[1]
        scores = scores.clone()
        for row, matcher in enumerate(self.rows):
            if self.done[row]:
                continue
            if self.grammar.line_break is not None and matcher.is_accepting():
                end = self.grammar.ends[0]
                scores[row, end] = torch.maximum(scores[row, end], scores[row, self.grammar.line_break])
            mask = self.grammar.allowed(matcher, scores.shape[1]).to(scores.device)
            scores[row].masked_fill_(~mask, -torch.inf)
        return scores


def _first(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
