"""Plain searches behind the signature of qstar, to measure by and to test against.

Each is a few lines over the same Search: the same proposers, kernel, merging of equal states and counting.
They take every move as a choice (no safe moves), except where they say otherwise. Where the search has a learned
Q, greedy, beam and weighted A* take a node's value from it (`guidance.to_go`); breadth-first and A* never do.
"""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Callable, Mapping

from hybrid.search.focal import focal
from hybrid.search.guidance import to_go, weighed
from hybrid.search.mcts import mcts
from hybrid.search.node import Node
from hybrid.search.qstar import Outcome, Search


def breadth_first(search: Search) -> Outcome:
    """Shortest derivations first; the oracle of the optimality tests."""
    queue = deque([search.root])
    while queue:
        stop = search.meter.spent()
        if stop is not None:
            return search.outcome(None, stop.reason)
        node = queue.popleft()
        if search.is_goal(node):
            return search.outcome(node, "proved")
        queue.extend(_children(search, node))
    return search.outcome(None, "exhausted")


def _best_first(search: Search, f: Callable[[Node], float], guided: bool) -> Outcome:
    """Expand the node of least f; guided: nodes carry the Q of the edge they came by."""
    open_list = [(f(search.root), 0, search.root)]
    counter = 0
    while open_list:
        stop = search.meter.spent()
        if stop is not None:
            return search.outcome(None, stop.reason)
        _, _, node = heapq.heappop(open_list)
        if search.is_goal(node):
            return search.outcome(node, "proved")
        for child in _guided_children(search, node) if guided else _children(search, node):
            counter += 1
            heapq.heappush(open_list, (f(child), counter, child))
    return search.outcome(None, "exhausted")


def astar(search: Search) -> Outcome:
    """A* with the consistent lower bound: the first derivation found is a shortest one."""
    return _best_first(search, lambda n: n.g + n.bound, guided=False)


def weighted_astar(search: Search) -> Outcome:
    """A* with five times the bound: at most five times the shortest (Pohl 1970). With a learned Q, that five
    times instead of the bound, and then nothing is promised of the length."""
    learned = search.q is not None
    return _best_first(search, lambda n: n.g + 5 * (to_go(n) if learned else n.bound), guided=True)


def greedy(search: Search) -> Outcome:
    """Least value first, whatever it cost to get there."""
    return _best_first(search, to_go, guided=True)


def beam(search: Search, width: int = 16) -> Outcome:
    """Level by level, keeping the `width` nodes of least value."""
    level = [search.root]
    while level:
        following: list[Node] = []
        for node in level:
            stop = search.meter.spent()
            if stop is not None:
                return search.outcome(None, stop.reason)
            if search.is_goal(node):
                return search.outcome(node, "proved")
            following.extend(_guided_children(search, node))
        level = sorted(following, key=to_go)[:width]
    return search.outcome(None, "exhausted")


def _children(search: Search, node: Node) -> list[Node]:
    children = [search.child(node, move) for move in search.moves(node)]
    return [c for c in children if c is not None]


def _guided_children(search: Search, node: Node) -> list[Node]:
    """The children, each with the Q of the move that made it, where the search has a Q."""
    children: list[Node] = []
    for move, q in weighed(search, node):
        child = search.child(node, move)
        if child is not None:
            child.q = q
            children.append(child)
    return children


REFERENCES: Mapping[str, Callable[[Search], Outcome]] = {
    "bfs": breadth_first,
    "greedy": greedy,
    "astar": astar,
    "wastar": weighted_astar,
    "beam": beam,
    "focal": focal,
    "mcts": mcts,
}
