"""Monte Carlo tree search with priors (PUCT), without rollouts.

From the root the edge of greatest

    V(s, a) + c * P(s, a) * sqrt(1 + N(s)) / (1 + N(s, a))

is followed until one leads to a state that has not been expanded; that state is expanded, and its value is
backed up along the way. V is the mean of what was backed up through the edge, N counts visits, and P is the
prior: softmax of -Q over the moves of s, uniform without Q (Rosin, "Multi-armed bandits with episode context",
2011; Silver et al., "Mastering the game of Go without human knowledge", Nature 550, 2017).

A state from which d steps seem to be left is worth 1/(1 + d/D), D being what seemed left at the root: 1 at the
goal, 1/2 at the root, near 0 far away. d is the least Q of its moves, or the exact estimate. An edge that was
never followed counts what its Q says, or as much as its state. A state without moves is worth 0 and is taken
out, and so is a state all of whose moves were taken out. States are merged as in every search here: an edge to
a state that was reached as cheaply is taken out. Nothing is drawn by chance.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, sqrt

from hybrid.propose.move import Move
from hybrid.search.guidance import weighed
from hybrid.search.node import Node, QValue
from hybrid.search.qstar import Outcome, Search


@dataclass(eq=False)
class _Edge:
    """A move with its prior and its visits; total is the sum of what was backed up, expected stands for the
    mean before the first visit; branch is what lies behind it, once it was expanded."""

    move: Move
    q: QValue | None
    prior: float
    expected: float
    visits: int = 0
    total: float = 0.0
    branch: _Branch | None = None

    @property
    def mean(self) -> float:
        return self.total / self.visits if self.visits else self.expected


@dataclass(eq=False)
class _Branch:
    """An expanded node with the edges that are not taken out."""

    node: Node
    value: float
    edges: list[_Edge]


def mcts(search: Search, exploration: float = 1.5) -> Outcome:
    """Run PUCT until a goal is made.

    exploration  c, how much the prior counts against the values found
    """
    if search.is_goal(search.root):
        return search.outcome(search.root, "proved")
    stop = search.meter.spent()
    if stop is not None:
        return search.outcome(None, stop.reason)
    scale = max(1.0, search.root.value)
    top = _expand(search, search.root, scale)
    while top.edges:
        stop = search.meter.spent()
        if stop is not None:
            return search.outcome(None, stop.reason)
        path = _select(top, exploration)
        branch, edge = path[-1]
        child = search.child(branch.node, edge.move)
        if child is None:
            _take_out(path)
            continue
        child.q = edge.q
        if search.is_goal(child):
            return search.outcome(child, "proved")
        edge.branch = _expand(search, child, scale)
        for _, passed in path:
            passed.visits += 1
            passed.total += edge.branch.value
        if not edge.branch.edges:
            _take_out(path)
    return search.outcome(None, "exhausted")


def _expand(search: Search, node: Node, scale: float) -> _Branch:
    moves = weighed(search, node)
    if not moves:
        node.status = "dead"
        return _Branch(node, 0.0, [])
    totals = [q.total for _, q in moves if q is not None]
    value = _worth(min(totals, default=node.value), scale)
    priors = _softmax([-t for t in totals]) if totals else [1.0 / len(moves)] * len(moves)
    edges = [
        _Edge(move, q, prior, value if q is None else _worth(q.total, scale))
        for (move, q), prior in zip(moves, priors, strict=True)
    ]
    return _Branch(node, value, edges)


def _select(top: _Branch, exploration: float) -> list[tuple[_Branch, _Edge]]:
    """The branches and edges from the root to an edge that has not been followed. Of equal edges the first."""
    path: list[tuple[_Branch, _Edge]] = []
    branch: _Branch | None = top
    while branch is not None:
        reach = exploration * sqrt(1 + sum(e.visits for e in branch.edges))
        edge = max(branch.edges, key=lambda e: e.mean + reach * e.prior / (1 + e.visits))
        path.append((branch, edge))
        branch = edge.branch
    return path


def _take_out(path: Sequence[tuple[_Branch, _Edge]]) -> None:
    """Take out the last edge of a path, and every edge before it that leads to nothing else."""
    for branch, edge in reversed(path):
        branch.edges.remove(edge)
        if branch.edges:
            return
        branch.node.status = "dead"


def _worth(steps: float, scale: float) -> float:
    return 1.0 / (1.0 + max(0.0, steps) / scale)


def _softmax(values: Sequence[float]) -> list[float]:
    highest = max(values)
    powers = [exp(v - highest) for v in values]
    total = sum(powers)
    return [p / total for p in powers]
