"""Holding a model of `transformers` to step.lark, or to another grammar, while it writes (hybrid.model.grammar)."""

from __future__ import annotations

from collections.abc import Sequence
from types import ModuleType
from typing import Any

import torch
from torch import Tensor
from transformers import LogitsProcessor, PreTrainedTokenizerFast

from hybrid.model.grammar import StepGrammar


class Grammar(StepGrammar):
    """step.lark over the tokens of a tokenizer of `transformers`. Raises NoGrammar."""

    def __init__(
        self,
        tokenizer: PreTrainedTokenizerFast,
        ends: Sequence[int],
        vocabulary: int,
        never: Sequence[int] = (),
        text: str | None = None,
    ):
        """
        ends        the tokens that end a text
        vocabulary  how many tokens the model knows
        never, text as in StepGrammar
        """

        def tokens(llguidance: ModuleType) -> Any:
            import llguidance.hf as hf

            return hf.from_tokenizer(tokenizer, n_vocab=max(vocabulary, len(tokenizer)), eos_token=list(ends))

        super().__init__(tokens, ends, never, text)
        # a model that ends its lines by a line break may end this one so; other texts have several lines
        breaks = tokenizer.encode("\n", add_special_tokens=False)
        self.line_break = breaks[0] if len(breaks) == 1 and text is None else None


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
