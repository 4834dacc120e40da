"""Bounds on the cost to go, by backup over a stored search tree: L(s) <= true cost to go <= U(s) at every node.

The graph. A state's moves are those that the rule book offers and the kernel accepts. The search takes safe moves as
they come, so a state with a safe move has one edge, the first of them that the kernel accepts; any other state has an
edge for each of its moves. Where the search departed from that, because the state a safe move leads to had been
reached before, and looked at the other moves too, the state has all its edges. The true cost to go of a state is the
cost of a shortest path from it to a goal in this graph, infinite where there is none. It is a function of the state
(the term, its order included), not of the node, so nodes of one state share what is known.

    U(goal) = 0      U(s) = min over the children made of cost + U(child), infinite without any
        Each edge of the tree is an edge of the graph whose step the kernel checked: the sum is that of a real path.
    L(goal) = 0      L(open) = max(1, exact bound)
        The exact bound is consistent (hybrid.value.features), so it never overestimates, and an open node is stored
        only when it is not the goal, from which every other state is at least a step away.
    L(dead) = inf    No edge leaves it.
    L(safe) = max(its own bound, cost + L(child))      It has this one edge.
    L(expanded) = max(its own bound, min over ALL its moves of
        cost + L(child)            where the child was made
        cost + L(target)           where it was dropped and its very state is another node of the tree (a link)
        max(cost, its own bound)   where it was never made, or dropped for a state that is equal only by key
        and nothing for a refused move, which is no edge)
        The true cost to go is the same minimum with true values, and the operator is monotone. A move never made
        costs at least itself, and as the bound is consistent, no way from s is shorter than the bound of s.
        A dropped child must not be left out, or the minimum would claim too much: its way may be the shortest.

Links make cycles, so L is found by repeating the backup from below. Each repetition keeps the inequality (value
iteration from a lower bound, Bellman 1957), so it may stop at any time, and does after SWEEPS. The two-sided bounds
are those of bounded real-time dynamic programming (McMahan, Likhachev, Gordon, 2005).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from math import inf

from hybrid.learn.trees import Link, Name, Stored

SWEEPS = 50


@dataclass(frozen=True)
class Edge:
    """A move of a node that leads to another node of the tree."""

    move: Name
    cost: int
    child: int


@dataclass(frozen=True)
class Bounds:
    """lower and upper by node; edges by node: to the children made, then the links."""

    lower: tuple[float, ...]
    upper: tuple[float, ...]
    edges: tuple[tuple[Edge, ...], ...]

    def of(self, edge: Edge) -> tuple[float, float]:
        """The bounds of the Q of a move: its cost and what is left after it."""
        return edge.cost + self.lower[edge.child], edge.cost + self.upper[edge.child]


def bounds(tree: Stored) -> Bounds:
    """L and U of every node of a stored tree, see the module."""
    edges = _edges(tree)
    nodes = tree.nodes
    alike: dict[str | int, list[int]] = defaultdict(list)
    for i, n in enumerate(nodes):
        alike[i if n.state is None else n.state].append(i)
    departed = {n.state for n in nodes if n.status == "expanded"}
    lower, upper = [], []
    for n in nodes:
        goal, dead = n.status == "goal", n.status == "dead"
        lower.append(0.0 if goal else inf if dead else float(max(1, n.bound)))
        upper.append(0.0 if goal else inf)
    for _ in range(SWEEPS):
        changed = False
        # children have greater numbers, so that one sweep from the last node settles a tree without links
        for i in range(len(nodes) - 1, -1, -1):
            n = nodes[i]
            same = alike[i if n.state is None else n.state]
            low, high = max(lower[j] for j in same), min(upper[j] for j in same)
            if n.status in ("safe", "expanded"):
                high = min([high, *(e.cost + upper[e.child] for e in edges[i])])
                if n.status == "expanded" or n.state not in departed:
                    ways = [e.cost + lower[e.child] for e in edges[i]]
                    if n.unmade is not None:
                        ways.append(float(max(n.unmade, n.bound)))
                    low = max(low, min(ways, default=inf))
            changed = changed or low > lower[i] or high < upper[i]
            lower[i], upper[i] = low, high
        if not changed:
            break
    return Bounds(tuple(lower), tuple(upper), edges)


def _edges(tree: Stored) -> tuple[tuple[Edge, ...], ...]:
    edges: list[list[Edge]] = [[] for _ in tree.nodes]
    for i, n in enumerate(tree.nodes):
        if n.parent is not None and n.made is not None:
            edges[n.parent].append(Edge(n.made, n.cost, i))
    link: Link
    for link in tree.links:
        edges[link.node].append(Edge(link.move, link.cost, link.target))
    return tuple(map(tuple, edges))
