"""Q* search: A* over edges, with checking deferred until an edge is popped.

The open list holds edges (s, a) ordered by f = g(s) + Q(s, a), Q estimating the cost of a plus the cost to
go after it. A child is made, and its step checked by the kernel, only when its edge is popped (Agostinelli,
Shperberg, Shmakov, McAleer, Fox, Baldi: "Q* search: heuristic search with deep Q-networks",
arXiv 2102.04518). Without a network an edge waits at its parent's estimate less what its rule declares it
can drop, and its child is priced exactly when it is made (lazy A*), so both modes share one loop.

A network can be wrong, most of all about problems unlike those it learned from. Beside it the exact estimate keeps an
open list of its own, and the two take turns (alternation: Roeger, Helmert, "The more, the merrier: combining heuristic
estimators for satisficing planning", ICAPS 2010): what the exact part finds in n expansions is found in about TURN*n.

Safe moves are taken as they come: a state that has one has that one child. Invariants: every node's step
was accepted by the kernel; `best` holds the least g at which a state was reached, by canonical key.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import inf

from hybrid.kernel import CheckError, make_step
from hybrid.problem import Problem, Stop
from hybrid.propose.move import Move, Proposer
from hybrid.rulebook import Rulebook
from hybrid.search.limits import Limits, Meter
from hybrid.search.node import Fruitless, Node, QValue, Tree
from hybrid.term import Term, TermError
from hybrid.value.features import Value
from hybrid.value.goal import reached

TURN = 8  # beside a learned Q, one expansion of so many is chosen by the exact estimate
QFunction = Callable[[Node, Sequence[Move]], Sequence[QValue]]


@dataclass(frozen=True)
class Outcome:
    """goal: the node that reaches the goal, None when the search stopped before; best: the node of least
    estimate seen; tree: all nodes, when asked for."""

    goal: Node | None
    best: Node
    stop: Stop
    tree: Tree


class Search:
    """What every search shares: making checked children, merging equal states, counting."""

    def __init__(
        self,
        problem: Problem,
        proposers: Sequence[Proposer],
        book: Rulebook,
        limits: Limits,
        rules: Rulebook | None = None,
        q: QFunction | None = None,
        fruitless: bool = False,
        start: Term | None = None,
    ):
        """book: the rules the kernel checks by; rules: the ones that are proposed (for the lower bound);
        q: the learned Q of a node's moves, in their order, None for the exact part alone;
        fruitless: note on the tree each move that makes no child; start: the state to begin at, the problem's term
        when None."""
        self.problem, self.proposers, self.book, self.q = problem, proposers, book, q
        self.value = Value(problem, rules or book)
        self.meter = Meter(limits)
        self.tree = Tree()
        self.fruitless = fruitless
        self.best_g: dict[str, int] = {}
        self.root = self.tree.add(Node(problem.term if start is None else start, None, None, 0))
        self.best_g[self.root.state.key] = 0
        self.best = self.root
        self.price(self.root)

    def price(self, node: Node) -> None:
        """Set a node's estimate and bound; keep the best node seen."""
        node.value, node.bound = self.value.price(node.state)
        if node.value < self.best.value:
            self.best = node

    def is_goal(self, node: Node) -> bool:
        if reached(node.state, self.problem):
            node.status = "goal"
            return True
        return False

    def moves(self, node: Node) -> Iterator[Move]:
        """Expand a node: every proposer's moves, made as they are asked for."""
        self.meter.expanded += 1
        node.status = "expanded"
        for proposer in self.proposers:
            for move in proposer.propose(node.state, self.problem):
                self.meter.generated += 1
                yield move

    def child(self, node: Node, move: Move, priced: bool = True) -> Node | None:
        """The checked child along a move; None when the kernel refuses it or the state was reached as cheaply.

        A child on the way along safe moves need not be priced.
        """
        try:
            step = make_step(self.problem, move.step(node.state), self.book, move.new)
        except (CheckError, TermError) as error:
            self.tree.refused.append((node.number, move.rule, str(error)))
            self.note(node, move, None)
            return None
        g = node.g + move.cost
        known = self.best_g.get(step.after.key)
        # a step that only reorders reaches the same state by key, and is still a step
        if known is not None and known <= g and step.after.key != node.state.key:
            self.note(node, move, step.after)
            return None
        self.best_g[step.after.key] = g if known is None else min(g, known)
        child = self.tree.add(Node(step.after, node, step, g))
        if priced:
            self.price(child)
        return child

    def note(self, node: Node, move: Move, after: Term | None) -> None:
        """Keep a move that made no child on the tree, where that was asked for."""
        if self.fruitless:
            self.tree.fruitless.append(Fruitless(node.number, move, after))

    def outcome(self, goal: Node | None, reason: str) -> Outcome:
        return Outcome(goal, goal or self.best, self.meter.stop("proved" if goal else reason), self.tree)


@dataclass(eq=False, slots=True)
class Edge:
    """A move that waits at a node. child: the node it led to, None before it was tried, and after where it was
    fruitless."""

    node: Node
    move: Move
    q: QValue | None = None
    child: Node | None = None
    tried: bool = False


class _Open:
    """Edges by f, of equal ones those put in first."""

    def __init__(self) -> None:
        self._heap: list[tuple[float, int, Edge]] = []
        self._count = 0

    def push(self, f: float, edge: Edge) -> None:
        self._count += 1
        heapq.heappush(self._heap, (f, self._count, edge))

    def pop(self) -> Edge:
        return heapq.heappop(self._heap)[2]

    def least(self) -> float:
        return self._heap[0][0] if self._heap else inf

    def __bool__(self) -> bool:
        return bool(self._heap)


def qstar(search: Search, weight: float = 2.0, exact_weight: float | None = None) -> Outcome:
    """Run Q* search.

    weight        how much the estimate counts against the cost so far (1 is A* when the estimate is admissible)
    exact_weight  beside a learned Q, how much the exact estimate counts for every TURN-th expansion, which is of the
                  least edge of an open list that is ordered by it; None to let the learned Q choose them all
    """
    learned, exact = _Open(), _Open()
    exact_weight = weight if search.q is None else exact_weight
    settled = _follow_safe(search, search.root)
    turn = 0
    while True:
        if isinstance(settled, Stop):
            return search.outcome(None, settled.reason)
        node, moves = settled
        if node.status == "goal":
            return search.outcome(node, "proved")
        values = search.q(node, moves) if search.q is not None and moves else [None] * len(moves)
        for m, q in zip(moves, values, strict=True):
            edge = Edge(node, m, q)
            if q is not None:
                learned.push(node.g + weight * q.total, edge)
            if exact_weight is not None:
                exact.push(node.g + m.cost + exact_weight * max(0.0, node.value - 1.0), edge)
        turn += 1
        following = None
        while following is None:
            stop = search.meter.spent()
            if stop is not None:
                return search.outcome(None, stop.reason)
            if learned and (not exact or turn % TURN):
                following = _child(search, learned.pop())
            elif exact:
                following = _exact_child(search, exact, exact_weight or weight)
            else:
                return search.outcome(None, "exhausted")
        settled = _follow_safe(search, following)


def _child(search: Search, edge: Edge) -> Node | None:
    """The node that an edge leads to, None where there is none or it was expanded already."""
    if not edge.tried:
        edge.tried = True
        edge.child = search.child(edge.node, edge.move)
        if edge.child is not None:
            edge.child.q = edge.q
    return edge.child if edge.child is not None and edge.child.status == "open" else None


def _exact_child(search: Search, open_list: _Open, weight: float) -> Node | None:
    """The child of the edge of least f; put back, by what the child itself is worth, when that is more than the least
    f of the others."""
    edge = open_list.pop()
    known = edge.tried
    child = _child(search, edge)
    if child is not None and not known:
        f = child.g + weight * child.value
        if f > open_list.least():
            open_list.push(f, edge)
            return None
    return child


def _follow_safe(search: Search, node: Node) -> tuple[Node, list[Move]] | Stop:
    """Take safe moves until there are none; the last node and the moves that are a choice there.

    A move back to a state of this chain is not taken: two rules that reorder may undo each other without end.
    """
    seen = {node.state}
    while True:
        if search.is_goal(node):
            return node, []
        stop = search.meter.spent()
        if stop is not None:
            return stop
        choices: list[Move] = []
        following = None
        for move in search.moves(node):
            if not move.safe:
                choices.append(move)
                continue
            following = search.child(node, move, priced=False)
            if following is not None and following.state not in seen:
                seen.add(following.state)
                break
            following = None
        if following is None:
            search.price(node)
            return node, choices
        node = following
