"""What the learned Q says to every family alike, so that families differ in the search and in nothing else.

Q(s, a) counts the steps from s to the goal when a is the first of them. After a there are Q(s, a) - cost(a)
left: that is the value of the child that a leads to. Where no Q is given the exact estimate is the value.
"""

from __future__ import annotations

from hybrid.propose.move import Move
from hybrid.search.node import Node, QValue
from hybrid.search.qstar import Search


def weighed(search: Search, node: Node) -> list[tuple[Move, QValue | None]]:
    """Expand a node: its moves, each with its Q, or with None when the search has no Q."""
    moves = list(search.moves(node))
    if search.q is None or not moves:
        return [(move, None) for move in moves]
    return list(zip(moves, search.q(node, moves), strict=True))


def to_go(node: Node) -> float:
    """Steps left at a node: by the Q of the move that made it, where it has one, else by the exact estimate.

    At the goal, where the exact estimate is 0, nothing is left whatever Q says.
    """
    if node.q is None or node.parent is None or node.value == 0.0:
        return node.value
    return max(0.0, node.q.total - (node.g - node.parent.g))
