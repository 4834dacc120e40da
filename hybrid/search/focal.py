"""Focal search: a derivation at most 1 + epsilon times as long as the shortest, found by whatever guide.

Let f be a lower bound on the cost of every derivation through an entry of the open list, and f_min the least
f on it. Some entry always lies on a shortest derivation, so f_min <= C*. Only entries with
f <= (1 + epsilon)*f_min, the focal list, may be taken, and of these the one that the guide likes best: the
guide may be wrong in any way and still a goal that is taken costs at most (1 + epsilon)*C* (A*_epsilon: Pearl
and Kim, "Studies in semi-admissible heuristics", IEEE PAMI 4(4), 1982).

As in Q* search children are deferred: the open list holds nodes, f = g + bound, and edges,
f = g(s) + max(cost(a), bound(s)); a child is made and checked when its edge is taken. A child inherits its
parent's bound less the cost of the step (pathmax: Mero 1984). So no entry has a lesser f than the one it came
from, f_min never falls, and an entry once in the focal list stays in it.

A state that is reached again at less cost is a new node; the old node, and edges that still wait at it, are
dropped when they are met. The guarantee speaks of the graph that the proposers span, its states merged by key: where
only one order of a sum or product is finished, putting it in order may be a step more.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from math import inf

from hybrid.propose.move import Move
from hybrid.search.guidance import to_go, weighed
from hybrid.search.node import Node, QValue
from hybrid.search.qstar import Outcome, Search

ROUNDING = 1e-9


@dataclass(eq=False)
class _Entry:
    """A node, or with a move an edge. f is its lower bound, guide what it is chosen by, least first."""

    f: float
    guide: float
    node: Node
    move: Move | None = None
    q: QValue | None = None
    taken: bool = False


class _Focal:
    """The open list in three heaps: all entries by f, those not yet in the focal list by f, the focal list."""

    def __init__(self, epsilon: float):
        self.factor = 1.0 + epsilon
        self._count = 0
        self._all: list[tuple[float, int, _Entry]] = []
        self._waiting: list[tuple[float, int, _Entry]] = []
        self._focal: list[tuple[float, int, _Entry]] = []

    def push(self, entry: _Entry) -> None:
        self._count += 1
        heapq.heappush(self._all, (entry.f, self._count, entry))
        heapq.heappush(self._waiting, (entry.f, self._count, entry))

    def pop(self) -> _Entry | None:
        """The entry of the focal list that the guide likes best, None when nothing is open."""
        while self._all and self._all[0][2].taken:
            heapq.heappop(self._all)
        if not self._all:
            return None
        most = self.factor * self._all[0][0] + ROUNDING
        while self._waiting and self._waiting[0][0] <= most:
            _, count, entry = heapq.heappop(self._waiting)
            heapq.heappush(self._focal, (entry.guide, count, entry))
        entry = heapq.heappop(self._focal)[2]  # never empty: the entry of least f is in it
        entry.taken = True
        return entry


def focal(search: Search, epsilon: float = 0.5) -> Outcome:
    """Run focal search.

    epsilon  how much longer than the shortest a derivation may be: 0 is shortest, 0.5 half as long again
    Raises ValueError for a negative epsilon.
    """
    if epsilon < 0:
        raise ValueError(f"epsilon must not be negative: {epsilon}")
    open_list = _Focal(epsilon)
    open_list.push(_of_node(search, search.root))
    while True:
        stop = search.meter.spent()
        if stop is not None:
            return search.outcome(None, stop.reason)
        entry = open_list.pop()
        if entry is None:
            return search.outcome(None, "exhausted")
        node = entry.node
        if _superseded(search, node):
            continue
        if entry.move is not None:
            child = search.child(node, entry.move)
            if child is not None:
                child.q = entry.q
                child.bound = max(child.bound, node.bound - entry.move.cost)
                open_list.push(_of_node(search, child))
            continue
        if node.status == "goal":
            return search.outcome(node, "proved")
        for move, q in weighed(search, node):
            f = node.g + max(move.cost, node.bound)
            # without Q an edge promises the least that a step may bring, and its child is priced when it is made
            guide = max(0.0, node.value - 1.0) if q is None else q.total
            open_list.push(_Entry(f, guide, node, move, q))


def _of_node(search: Search, node: Node) -> _Entry:
    """A goal goes before everything else, once it is known to be cheap enough."""
    if search.is_goal(node):
        return _Entry(node.g, -inf, node)
    return _Entry(node.g + node.bound, to_go(node), node)


def _superseded(search: Search, node: Node) -> bool:
    """Whether the node's state has been reached at less cost. A step that only reorders does not count: it has
    the key of the state that it came from, and costs more."""
    if node.parent is not None and node.parent.state.key == node.state.key:
        return False
    return search.best_g[node.state.key] < node.g
