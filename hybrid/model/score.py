"""The learned Q of a search: the moves of a node, scored by one pass of the network over its state."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import expm1, log1p

import torch

from hybrid.model.network import Encoded, QNetwork
from hybrid.model.text import TOKENS, prompt
from hybrid.problem import Problem
from hybrid.propose.move import Move
from hybrid.search.node import Node, QValue
from hybrid.term import Term, at
from hybrid.value.features import count, estimate, features

_TOKEN_IDS = {token: i for i, token in enumerate(TOKENS)}
LONGEST = 400  # tokens; a longer state is left to the exact part


def encode(
    network: QNetwork, problem: Problem, state: Term, moves: Sequence[Move], laws: bool = False
) -> Encoded | None:
    """A state and its moves as numbers; None when the state is too long for the network."""
    read = prompt(problem, state, laws)
    if len(read.tokens) > LONGEST:
        return None
    unknowns = frozenset(problem.unknowns) or state.free
    tokens = [_TOKEN_IDS.get(token, 1) for token in read.tokens]
    rule, place, parts, counts = [], [], [], []
    for move in moves:
        old = at(state, move.place)
        rule.append(network.rule_ids.get(move.rule, 0))
        place.append(read.ends[move.place])
        parts.append(_changed(old, move, read.ends))
        counts.append(_counts(old, move, unknowns))
    return Encoded(tokens, rule, place, parts, counts, _exact(state, problem))


def _exact(state: Term, problem: Problem) -> list[float]:
    """The estimate, the size and the counts of hybrid.value.features of a state, small numbers."""
    found = features(state, problem)
    return [log1p(n) for n in (estimate(state, found), state.size, *found)]


def _changed(old: Term, move: Move, ends: dict[tuple[int, ...], int]) -> list[int]:
    """Where the arguments end that the move does not leave as they are."""
    if move.new is None:
        return [ends[move.place]]
    kept = set(move.new.args) | {move.new}
    changed = [ends[(*move.place, i)] for i, a in enumerate(old.args) if a not in kept]
    return changed or [ends[move.place]]


def _counts(old: Term, move: Move, unknowns: frozenset[str]) -> list[float]:
    """What the move changes in size and in the counts of hybrid.value.features, small numbers around 0."""
    if move.new is None:
        return [float(move.cost), *[0.0] * 8]
    before, after = _counted(old, unknowns), _counted(move.new, unknowns)
    changes = [_squashed(b - a) for a, b in zip(before, after, strict=True)]
    return [float(move.cost), _squashed(old.size), *changes]


def _counted(t: Term, unknowns: frozenset[str]) -> tuple[int, ...]:
    key = ("counted", unknowns)
    found: tuple[int, ...] | None = t.memo.get(key)
    if found is None:
        occurrences, depth, rest = count(t, unknowns)
        found = t.memo[key] = (t.size, occurrences, depth, *rest)
    return found


def _squashed(n: float) -> float:
    return log1p(n) if n >= 0 else -log1p(-n)


def learned(network: QNetwork, problem: Problem, laws: bool = False) -> Callable[[Node, Sequence[Move]], list[QValue]]:
    """Q for `Search(..., q=...)`: at least the exact bound, and what the network says above it."""

    def q(node: Node, moves: Sequence[Move]) -> list[QValue]:
        exact = [float(max(m.cost, node.bound)) for m in moves]
        encoded = encode(network, problem, node.state, moves, laws)
        if encoded is None:
            return [QValue(e, node.value) for e in exact]
        with torch.inference_mode():
            logs = network([encoded])[0].tolist()
        return [QValue(e, max(0.0, expm1(min(x, 8.0)) - e)) for e, x in zip(exact, logs, strict=True)]

    return q
