"""A small decoder that does two jobs: one pass over a state scores all its moves, Q(s, a), and it writes lines.

The decoder (Llama, from a configuration of `transformers`) reads the prompt of a state. A move is a rule at a
place. Its Q is read off four vectors by a two-layer network:

    the hidden state at the end of the prompt          all of the state was seen there
    the hidden state where the place's subterm ends    what is rewritten
    the mean of those of the parts that the move changes
    the embedding of the rule, and a few exact counts of what the move changes

The result is the number of steps to the goal, this one included, as log(1 + steps), so that long ways are not all
that counts. A network may have layers for the value of the state as well (hybrid.model.state_value): the least Q of its
moves is that value then, and the two layers say how much more the others are. The form follows the deep Q-networks of
Agostinelli et al. (arXiv 2102.04518), with moves as inputs since the moves of a state are many and never the same.

What token comes next is read off the same hidden states: a logit is the scalar product with the embedding of the
token (tied weights: Press, Wolf, "Using the output embedding to improve language models", 2017), as in
LlamaForCausalLM with `tie_word_embeddings`. The vocabulary is that of the states, the signs of a line of step.lark
and a token for each rule. A rule can only begin a line: after that the signs alone are asked, a tenth of the products.

Weights are saved as safetensors with their configuration as JSON beside them; nothing is pickled.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from transformers import DynamicCache, LlamaConfig, LlamaModel

from hybrid.model.line_text import MARKS, rule_token
from hybrid.model.state_value import StateValue, seen_of
from hybrid.model.text import TOKENS

COUNTS = 9  # exact counts of a move, see hybrid.model.score
UNKNOWN = "<unk>"
WEIGHTS_FILE, CONFIG_FILE = "model.safetensors", "config.json"


@dataclass(frozen=True)
class Config:
    """rules: the names in the order of their embeddings; value: whether the value of a state has layers of its own;
    the rest are sizes of the decoder."""

    rules: tuple[str, ...]
    width: int = 96
    layers: int = 3
    heads: int = 4
    inner: int = 256
    positions: int = 512
    value: bool = False


@dataclass(frozen=True)
class Encoded:
    """A state with its moves as numbers.

    tokens  ids of the prompt, [T]
    rule    ids of the moves' rules, [M]
    place   the token at which each move's subterm ends, [M]
    parts   for each move the tokens at which the parts it changes end, at least one
    counts  exact counts of the moves, [M][COUNTS]
    exact   exact counts of the state, [state_value.EXACT]
    """

    tokens: list[int]
    rule: list[int]
    place: list[int]
    parts: list[list[int]]
    counts: list[list[float]]
    exact: list[float]


class QNetwork(nn.Module):  # type: ignore[misc]
    """The decoder and its Q head.

    vocabulary  the text of each token by its id, TOKENS first and rules last; `<...>` stands for no text
    token_ids   the other way round
    signs       how many tokens are no rules
    """

    def __init__(self, config: Config):
        super().__init__()
        self.config = config
        self.vocabulary: tuple[str, ...] = (*TOKENS, *MARKS, *map(rule_token, config.rules))
        self.signs = len(TOKENS) + len(MARKS)
        self.token_ids = {token: i for i, token in enumerate(self.vocabulary)}
        self.rule_ids = {name: i for i, name in enumerate((UNKNOWN, *config.rules))}
        self.decoder = LlamaModel(
            LlamaConfig(
                vocab_size=len(self.vocabulary),
                hidden_size=config.width,
                intermediate_size=config.inner,
                num_hidden_layers=config.layers,
                num_attention_heads=config.heads,
                num_key_value_heads=config.heads,
                max_position_embeddings=config.positions,
                pad_token_id=0,
            )
        )
        self.rules = nn.Embedding(len(self.rule_ids), config.width)
        self.head = nn.Sequential(
            nn.Linear(4 * config.width + COUNTS, 2 * config.width), nn.SiLU(), nn.Linear(2 * config.width, 1)
        )
        self.value = StateValue(config.width) if config.value else None

    def forward(self, states: Sequence[Encoded]) -> list[Tensor]:
        """log(1 + Q) of every move of every state: a list of [M] tensors, one for each state, M at least 1."""
        hidden, scores = self._scores(states)
        if self.value is None:
            return scores
        values = self.value(self._seen(states, hidden, scores))
        return [v + s - s.min() for v, s in zip(values, scores, strict=True)]

    def seen(self, states: Sequence[Encoded]) -> Tensor:
        """What the value of each state is read off, a row each (hybrid.model.state_value)."""
        return self._seen(states, *self._scores(states))

    def _seen(self, states: Sequence[Encoded], hidden: Tensor, scores: Sequence[Tensor]) -> Tensor:
        read = [hidden[i, : len(s.tokens)] for i, s in enumerate(states)]
        return seen_of(read, scores, [s.exact for s in states])

    def _scores(self, states: Sequence[Encoded]) -> tuple[Tensor, list[Tensor]]:
        """The hidden states of the prompts, [B, T, width], and a score of every move."""
        device = self.rules.weight.device
        longest = max(len(s.tokens) for s in states)
        tokens = torch.zeros(len(states), longest, dtype=torch.long)
        for i, s in enumerate(states):
            tokens[i, : len(s.tokens)] = torch.tensor(s.tokens)
        # padding stands on the right and a decoder looks to the left, so no mask is needed
        hidden = self.decoder(input_ids=tokens.to(device), use_cache=False).last_hidden_state
        row = torch.tensor([i for i, s in enumerate(states) for _ in s.rule], device=device)
        ends = torch.tensor([len(s.tokens) - 1 for s in states for _ in s.rule], device=device)
        place = torch.tensor([p for s in states for p in s.place], device=device)
        rule = torch.tensor([r for s in states for r in s.rule], device=device)
        counts = torch.tensor([c for s in states for c in s.counts], device=device)
        part_move = torch.tensor([m for m, parts in enumerate(p for s in states for p in s.parts) for _ in parts])
        part_row = torch.tensor([i for i, s in enumerate(states) for parts in s.parts for _ in parts])
        part_token = torch.tensor([t for s in states for parts in s.parts for t in parts])
        part_move, part_row, part_token = part_move.to(device), part_row.to(device), part_token.to(device)
        total = hidden.new_zeros(len(rule), hidden.shape[-1]).index_add(0, part_move, hidden[part_row, part_token])
        number = hidden.new_zeros(len(rule)).index_add(0, part_move, torch.ones_like(part_move, dtype=hidden.dtype))
        seen = torch.cat(
            [hidden[row, ends], hidden[row, place], total / number[:, None], self.rules(rule), counts], dim=1
        )
        return hidden, list(self.head(seen).squeeze(1).split([len(s.rule) for s in states]))

    def read(
        self,
        tokens: Tensor,
        *,
        cache: DynamicCache | None = None,
        mask: Tensor | None = None,
        positions: Tensor | None = None,
    ) -> Tensor:
        """The hidden states of tokens: [B, T, width] of ids [B, T].

        cache      keys and values of what stands before the tokens; those of the tokens are added to it
        mask       which tokens are seen: [B, cached + T], or [B, 1, T, cached + T]; all that stand before by default
        positions  where the tokens stand, [B, T]; behind what is cached by default
        """
        return self.decoder(
            input_ids=tokens,
            attention_mask=mask,
            position_ids=positions,
            past_key_values=cache,
            use_cache=cache is not None,
        ).last_hidden_state

    def next_token(self, hidden: Tensor, first: bool = False) -> Tensor:
        """What comes after each token: logits [..., signs] of hidden states [..., width], or with `first`, where
        a line may begin, [..., len(vocabulary)]."""
        weights = self.decoder.embed_tokens.weight
        return hidden @ (weights if first else weights[: self.signs]).T

    def logits(self, tokens: Tensor, *, where: Tensor | None = None) -> Tensor:
        """What comes after each token, rules included: logits [B, T, len(vocabulary)] of ids [B, T].

        where  for which tokens to say what comes next, [B, T] of bool; the result is then [N, len(vocabulary)]
        """
        hidden = self.read(tokens)
        return self.next_token(hidden if where is None else hidden[where], first=True)

    def ids(self, tokens: Iterable[str]) -> tuple[int, ...]:
        """The ids of tokens; that of `<unk>` for one which the vocabulary does not have."""
        return tuple(self.token_ids.get(t, self.token_ids[UNKNOWN]) for t in tokens)

    def with_value(self) -> QNetwork:
        """This network with layers for the value of a state, not trained yet where it has none."""
        network = QNetwork(replace(self.config, value=True))
        network.load_state_dict(self.state_dict(), strict=self.config.value)
        network.eval()
        return network

    def save(self, folder: Path) -> None:
        """Write the weights and the configuration, each file whole or not at all."""
        folder.mkdir(parents=True, exist_ok=True)
        for name in (WEIGHTS_FILE, CONFIG_FILE):
            part = folder / (name + ".part")
            if name == WEIGHTS_FILE:
                save_file({k: v.contiguous().cpu() for k, v in self.state_dict().items()}, part)
            else:
                part.write_text(
                    json.dumps({**asdict(self.config), "tokens": list(self.vocabulary)}) + "\n", encoding="utf-8"
                )
            part.replace(folder / name)

    @staticmethod
    def load(folder: Path) -> QNetwork:
        """The network saved in a folder. Raises OSError when a file is missing, ValueError when they do not fit."""
        data = json.loads((folder / CONFIG_FILE).read_text(encoding="utf-8"))
        tokens = tuple(data.pop("tokens"))
        network = QNetwork(Config(**{**data, "rules": tuple(data["rules"])}))
        if tokens != network.vocabulary:
            raise ValueError(f"{folder}: these weights were made for another vocabulary; train them again")
        try:
            network.load_state_dict(load_file(folder / WEIGHTS_FILE))
        except RuntimeError as error:
            raise ValueError(f"{folder}: the weights do not fit their configuration: {error}") from error
        network.eval()
        return network
