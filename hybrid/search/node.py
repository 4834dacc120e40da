"""Nodes of a search tree, and the tree as JSON and DOT."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, Literal

from hybrid.problem import Step
from hybrid.propose.move import Move
from hybrid.term import Term


@dataclass(frozen=True)
class QValue:
    """Q(s, a) in steps, the step a included: what the exact bound says, and what the network adds to it."""

    exact: float
    learned: float = 0.0

    @property
    def total(self) -> float:
        return self.exact + self.learned


@dataclass(eq=False)
class Node:
    """A state reached by a checked step. g is the cost so far; value the estimate to go; bound the
    consistent lower bound to go; q what Q was when it was chosen, where a network guides. Invariant: parent
    is None exactly at the root."""

    state: Term
    parent: Node | None
    step: Step | None
    g: int
    value: float = 0.0
    bound: int = 0
    status: Literal["open", "expanded", "goal", "dead"] = "open"
    number: int = 0
    q: QValue | None = None

    def steps(self) -> tuple[Step, ...]:
        """The steps from the root to this node."""
        found: list[Step] = []
        node: Node | None = self
        while node is not None and node.step is not None:
            found.append(node.step)
            node = node.parent
        return tuple(reversed(found))


@dataclass(frozen=True)
class Fruitless:
    """A move tried at a node that made no child: after is the state it leads to, which had been reached as cheaply,
    None where the kernel refused the move."""

    node: int
    move: Move
    after: Term | None


@dataclass
class Tree:
    """Every node made by a search, in order, every move that the kernel refused, with why, and, where the
    search notes them, every move that made no child in the order in which they were tried."""

    nodes: list[Node] = field(default_factory=list)
    refused: list[tuple[int, str, str]] = field(default_factory=list)
    fruitless: list[Fruitless] = field(default_factory=list)

    def add(self, node: Node) -> Node:
        node.number = len(self.nodes)
        self.nodes.append(node)
        return node

    def to_json(self) -> dict[str, Any]:
        """{"nodes": [{id, parent, state, rule, g, value, bound, status, q}], "refused": [{node, rule, why}]}"""
        return {
            "nodes": [
                {
                    "id": n.number,
                    "parent": None if n.parent is None else n.parent.number,
                    "state": str(n.state),
                    "rule": None if n.step is None else n.step.rule,
                    "g": n.g,
                    "value": round(n.value, 3),
                    "bound": n.bound,
                    "status": n.status,
                    "q": None if n.q is None else {"exact": n.q.exact, "learned": round(n.q.learned, 3)},
                }
                for n in self.nodes
            ],
            "refused": [{"node": i, "rule": rule, "why": why} for i, rule, why in self.refused],
        }

    def to_dot(self) -> str:
        """Graphviz text: goal nodes doubled, edges named by their rules."""
        lines = ["digraph search {", '  node [shape=box, fontname="monospace"];']
        for n in self.nodes:
            label = json.dumps(f"{n.state}\ng={n.g} h={n.value:.1f}", ensure_ascii=False)
            shape = ", peripheries=2" if n.status == "goal" else ", style=dashed" if n.status == "open" else ""
            lines.append(f"  n{n.number} [label={label}{shape}];")
            if n.parent is not None and n.step is not None:
                lines.append(f"  n{n.parent.number} -> n{n.number} [label={json.dumps(n.step.rule)}];")
        return "\n".join([*lines, "}"])
