"""Writing lines, and saying how likely lines are, all from one reading of the state.

The keys and values of a prompt are computed once. Samples go on from copies of them as one batch. Lines that are to be
scored stand behind the prompt as trees in a few rows (hybrid.model.forest), and each token sees the prompt and its own
line. So the log-probability of a line is what a plain pass over prompt and line would give, at the cost of the line
alone. Among what may follow the first token of a line there is no rule.

What is written can be held to the grammar step.lark (hybrid.model.grammar): tokens that may not follow get probability
0. The log-probability reported is always that of the network left free.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy
from transformers import DynamicCache

from hybrid.model.forest import forest
from hybrid.model.grammar import NoGrammar, StepGrammar
from hybrid.model.line_text import END, UNSAID, text
from hybrid.model.network import QNetwork

LONGEST_LINE = 250  # tokens


@dataclass
class Written:
    """A line, whether it came to its end, and the log-probability of each of its tokens, that of END last."""

    ids: list[int] = field(default_factory=list)
    text: str = ""
    ended: bool = False
    logs: list[float] = field(default_factory=list)

    @property
    def log_probability(self) -> float:
        return sum(self.logs)


def score(network: QNetwork, prompt: Sequence[int], lines: Sequence[Sequence[int]]) -> list[float]:
    """The log-probability of each line after a prompt, from one reading of the prompt.

    prompt  ids of a state's prompt, [T]
    lines   ids of each line, at least one; END only where it is to be counted
    Raises ValueError for an empty prompt or line, one too long for the network, or a rule that does not begin a line.
    """
    _check(network, prompt, max(map(len, lines), default=0))
    if not all(lines):
        raise ValueError("a line without tokens has no probability")
    if any(max(line[1:], default=0) >= network.signs for line in lines):
        raise ValueError("only the first token of a line can be a rule")
    if not lines:
        return []
    with torch.inference_mode():
        kept, first = _read(network, prompt)
        began = first.log_softmax(-1)[[line[0] for line in lines]].double()
        # what comes after a line's last token is not asked for
        behind = [line[:-1] for line in lines]
        if not any(behind):
            return [float(x) for x in began]
        device = first.device
        trees = forest(behind, len(prompt))
        unseen = torch.zeros(len(trees.seen), 1, trees.seen.shape[1], len(prompt) + trees.seen.shape[2])
        unseen[:, 0, :, len(prompt) :].masked_fill_(~trees.seen, float("-inf"))
        hidden = network.read(
            trees.tokens.to(device),
            cache=_for_each(kept, len(trees.tokens)),
            mask=unseen.to(device),
            positions=(trees.depths + len(prompt)).to(device),
        )
        after = network.next_token(hidden.flatten(0, 1)[[node for path in trees.paths for node in path]])
        wanted = torch.tensor([token for line in lines for token in line[1:]], device=device)
        rest = -cross_entropy(after, wanted, reduction="none").double()
        owner = torch.tensor([i for i, line in enumerate(behind) for _ in line], device=device)
        return [float(x) for x in began.index_add(0, owner, rest)]


def _for_each(kept: DynamicCache, count: int) -> DynamicCache:
    """What is kept, for `count` lines that go on from it; nothing is copied before tokens are added."""
    seen = copy.copy(kept)
    seen.layers = [copy.copy(layer) for layer in kept.layers]
    for layer in seen.layers:
        layer.keys, layer.values = (x.expand(count, *x.shape[1:]) for x in (layer.keys, layer.values))
    return seen


def write(
    network: QNetwork,
    prompt: Sequence[int],
    count: int = 1,
    *,
    temperature: float = 0.0,
    seed: int = 0,
    constrained: bool = True,
    longest: int = LONGEST_LINE,
    likeliest_first: bool = False,
) -> list[Written]:
    """Lines after a prompt, which is read once; the same for the same seed.

    temperature      0 for the likeliest token each time, which makes all lines the same
    constrained      hold the lines to step.lark
    longest          the most tokens of a line; one that has not ended by then stays as it is
    likeliest_first  whether the first line has temperature 0 whatever the others have
    Raises ValueError for a prompt that is empty or leaves no room, NoGrammar where llguidance is missing.
    """
    _check(network, prompt, 1)
    longest = min(longest, network.config.positions - len(prompt))
    device = network.rules.weight.device
    draw = torch.Generator(device=device).manual_seed(seed)
    written = [Written() for _ in range(count)]
    grammar = grammar_of(network.vocabulary) if constrained else None
    matchers = [grammar.matcher() for _ in written] if grammar else []
    end = network.token_ids[END]
    going = list(range(count))
    with torch.inference_mode():
        kept, last = _read(network, prompt)
        kept.batch_repeat_interleave(count)
        logits = last.expand(count, -1)
        for _ in range(longest):
            logs = logits.log_softmax(-1)
            allowed = _allowed(logits, [matchers[i] for i in going if grammar], grammar)
            chosen = _chosen(allowed, temperature, draw)
            if likeliest_first and going[0] == 0:
                chosen[0] = _chosen(allowed[:1], 0.0, draw)[0]
            stay = []
            for row, (i, token) in enumerate(zip(going, chosen, strict=True)):
                if matchers and not matchers[i].consume_token(token):
                    continue  # no token of ours fits the grammar here
                written[i].ids.append(token)
                written[i].logs.append(float(logs[row, token]))
                written[i].ended = token == end
                if token != end:
                    stay.append(row)
            if not stay:
                break
            if len(stay) < len(going):
                kept.batch_select_indices(torch.tensor(stay, device=device))
                going = [going[row] for row in stay]
            tokens = torch.tensor([[written[i].ids[-1]] for i in going], device=device)
            logits = network.next_token(network.read(tokens, cache=kept)[:, -1])
    for w in written:
        w.text = text(network.vocabulary[t] for t in w.ids)
    return written


def _check(network: QNetwork, prompt: Sequence[int], room: int) -> None:
    if not prompt or len(prompt) + room > network.config.positions:
        raise ValueError(f"{len(prompt)} and {room} tokens; the network reads 1 to {network.config.positions}")


def _read(network: QNetwork, prompt: Sequence[int]) -> tuple[DynamicCache, Tensor]:
    """The keys and values of a prompt, and the logits of what follows it."""
    kept = DynamicCache(config=network.decoder.config)
    ids = torch.tensor([list(prompt)], device=network.rules.weight.device)
    return kept, network.next_token(network.read(ids, cache=kept)[0, -1], first=True)


def _allowed(logits: Tensor, matchers: Sequence[Any], grammar: StepGrammar | None) -> Tensor:
    """The logits with minus infinity for the tokens that the grammar does not let follow."""
    if grammar is None:
        return logits
    masks = torch.stack([grammar.allowed(m, logits.shape[1]) for m in matchers])
    return logits.masked_fill(~masks.to(logits.device), float("-inf"))


def _chosen(logits: Tensor, temperature: float, draw: torch.Generator) -> list[int]:
    """A token for each row."""
    if temperature:
        chosen = torch.multinomial((logits / temperature).softmax(-1), 1, generator=draw)[:, 0]
    else:
        chosen = logits.argmax(-1)
    return [int(t) for t in chosen]


@cache
def grammar_of(vocabulary: tuple[str, ...]) -> StepGrammar:
    """step.lark over a vocabulary of ours. Raises NoGrammar."""
    ours = _Vocabulary(vocabulary)
    return StepGrammar(lambda ll: ll.LLTokenizer(ll.TokenizerWrapper(ours)), [ours.eos_token_id])


class _Vocabulary:
    """Our vocabulary as llguidance wants it: bytes; tokens that no line has are special ones, which no text spells."""

    def __init__(self, vocabulary: tuple[str, ...]):
        self.eos_token_id = vocabulary.index(END)
        self.bos_token_id = None
        special = [t in UNSAID or t.startswith("<") and t.endswith(">") for t in vocabulary]
        self.special_token_ids = [i for i, s in enumerate(special) if s]
        self.tokens = [
            f"<{i}>".encode() if s else t.encode() for i, (t, s) in enumerate(zip(vocabulary, special, strict=True))
        ]
        self._ids = {t: i for i, t in enumerate(self.tokens)}

    def __call__(self, text: bytes) -> list[int]:
        """The tokens of a text, the longest first; bytes that begin no token are left out."""
        found, start = [], 0
        while start < len(text):
            for length in range(min(64, len(text) - start), 0, -1):
                if (token := self._ids.get(text[start : start + length])) is not None:
                    found.append(token)
                    start += length
                    break
            else:
                start += 1
        return found


__all__ = ["LONGEST_LINE", "NoGrammar", "Written", "grammar_of", "score", "write"]
