"""Search trees in a compact form, stored beside derivations so that nothing need be searched again.

Of each node kept there are its parent, its state as text (left out for open nodes, which nothing but their bound is
known of), the move that made it and what that cost, its status, its exact bound, and the least cost of a move of it of
which nothing is known. A move is named by its rule, its place and its number among the moves of that rule at that
place, in the order in which the rule book offers them.

A tree is cut to size: the expanded nodes on the way to the goal are kept first, then those that hang on the way by
the fewest edges (on the root, where there is no goal), the older first, until EXPANDED of them, or CHARACTERS of text,
are full. Every child of a node kept as expanded is kept, as open where it is not expanded itself.

    open      not looked at, and not the goal
    expanded  its moves were a choice: `unmade` says what is known of those without a child
    safe      the first of its safe moves that the kernel accepts was taken: its one child
    dead      it has no move that the kernel accepts
    goal      the problem is done
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from hybrid.model.text import linear
from hybrid.problem import FormatError, Problem, Step
from hybrid.propose.move import Move
from hybrid.propose.rules import RuleProposer
from hybrid.rulebook import Rulebook
from hybrid.search.node import Fruitless, Node, Tree
from hybrid.syntax.errors import InputError
from hybrid.syntax.parse import parse
from hybrid.term import Place, Term
from hybrid.value.features import Value
from hybrid.value.goal import reached

EXPANDED = 60
CHARACTERS = 10_000
LINE = 30  # characters that a node or a link takes beside its state
Status = Literal["open", "expanded", "safe", "dead", "goal"]


@dataclass(frozen=True)
class Name:
    """What a move is called: its rule, its place, its number among the moves of that rule there."""

    rule: str
    place: Place
    number: int


@dataclass(frozen=True)
class Kept:
    """A node. parent is the index of an earlier node and made the move that made it, both None exactly at the root;
    state is None for an open node whose state is no other node's; unmade is None where all moves are known: children,
    links or refused."""

    parent: int | None
    state: str | None
    made: Name | None
    cost: int
    status: Status
    bound: int
    unmade: int | None = None


@dataclass(frozen=True)
class Link:
    """A move of `node` whose child was dropped because its state, that of `target`, had been reached as cheaply."""

    node: int
    move: Name
    cost: int
    target: int


@dataclass(frozen=True)
class Stored:
    """The nodes, parents before children; the links; and the digest of the rule book the search went by."""

    nodes: tuple[Kept, ...]
    links: tuple[Link, ...] = ()
    rulebook: str = ""

    def to_json(self) -> dict[str, Any]:
        """{"rulebook", "rules": their names, "nodes": [[parent, state, move, cost, status, bound, unmade]],
        "open": [[parent, move, cost, bound]] for the nodes without a state, which come after all others,
        "links": [[node, move, cost, target]]}; a move is [index of its rule, place, number]."""
        names = [n.made for n in self.nodes] + [e.move for e in self.links]
        rules = {rule: i for i, rule in enumerate(dict.fromkeys(n.rule for n in names if n is not None))}

        def short(name: Name | None) -> list[Any] | None:
            return None if name is None else [rules[name.rule], list(name.place), name.number]

        return {
            "rulebook": self.rulebook,
            "rules": list(rules),
            "nodes": [
                [n.parent, n.state, short(n.made), n.cost, n.status, n.bound, n.unmade]
                for n in self.nodes
                if n.state is not None
            ],
            "open": [[n.parent, short(n.made), n.cost, n.bound] for n in self.nodes if n.state is None],
            "links": [[e.node, short(e.move), e.cost, e.target] for e in self.links],
        }

    @staticmethod
    def from_json(data: Any) -> Stored:
        """The tree of a row. Raises FormatError for data that are none."""
        try:
            rules = [str(r) for r in data["rules"]]

            def name(short: Any) -> Name:
                rule, place, number = short
                return Name(rules[rule], tuple(int(i) for i in place), int(number))

            nodes = [
                Kept(p, str(s), None if m is None else name(m), c, t, b, u) for p, s, m, c, t, b, u in data["nodes"]
            ]
            nodes += [Kept(p, None, name(m), c, "open", b) for p, m, c, b in data["open"]]
            links = [Link(n, name(m), c, t) for n, m, c, t in data["links"]]
            _check(nodes, links)
            return Stored(tuple(nodes), tuple(links), str(data["rulebook"]))
        except (IndexError, KeyError, TypeError, ValueError) as error:
            raise FormatError(f"this is no stored search tree: {error!r}") from None


def stored(
    tree: Tree, problem: Problem, book: Rulebook, expanded: int = EXPANDED, characters: int = CHARACTERS
) -> Stored | None:
    """The compact form of the tree of a search by laws (`solve(..., steps="laws", tree=True)`).

    None where a state does not read back from its text, or is no longer offered the move that was taken there.
    """
    rules = book.laws(problem.goal)
    chosen = _chosen(tree, expanded, characters)
    kept = [n for n in tree.nodes if n.number in chosen or (n.parent is not None and n.parent.number in chosen)]
    count: Counter[Term] = Counter(n.state for n in kept)
    goals = {n.number for n in kept if n.number not in chosen and (n.status == "goal" or reached(n.state, problem))}
    nameless = {n.number for n in kept if n.number not in chosen and n.number not in goals and count[n.state] == 1}
    kept.sort(key=lambda n: n.number in nameless)
    index = {n.number: i for i, n in enumerate(kept)}
    states: dict[Term, int] = {}
    for i, n in enumerate(kept):
        states.setdefault(n.state, i)
    value = Value(problem, rules)
    made: dict[int, list[Node]] = defaultdict(list)
    tried: dict[int, list[Fruitless]] = defaultdict(list)
    for n in kept:
        if n.parent is not None:
            made[n.parent.number].append(n)
    for f in tree.fruitless:
        tried[f.node].append(f)
    names: dict[int, Name] = {}
    status: dict[int, tuple[Status, int | None]] = {}
    links: list[Link] = []
    proposer = RuleProposer(rules)
    for n in kept:
        if n.number not in chosen:
            status[n.number] = ("goal" if n.number in goals else "open", None)
            continue
        moves = _Moves(list(proposer.propose(n.state, problem)))
        for child in made[n.number]:
            name = None if child.step is None else moves.tell(_key(child.step), child.number)
            if name is None:
                return None
            names[child.number] = name
        for f in tried[n.number]:
            name = moves.tell(_key(f.move), None if f.after is None else f)
            if name is not None and f.after is not None and f.after in states:
                links.append(Link(index[n.number], name, f.move.cost, states[f.after]))
        status[n.number] = moves.status(states)
    texts = {n.number: _text(n.state) for n in kept if n.number not in nameless}
    if None in texts.values():
        return None
    nodes = [
        Kept(
            None if n.parent is None else index[n.parent.number],
            texts.get(n.number),
            names.get(n.number),
            0 if n.parent is None else n.g - n.parent.g,
            status[n.number][0],
            value.bound(n.state),
            status[n.number][1],
        )
        for n in kept
    ]
    return Stored(tuple(nodes), tuple(links), book.digest)


def named(moves: Sequence[Move]) -> Iterator[tuple[Name, Move]]:
    """The moves of a state, in the order in which the rule book offers them, each with its name."""
    seen: dict[tuple[str, Place], int] = defaultdict(int)
    for move in moves:
        where = (move.rule, move.place)
        yield Name(move.rule, move.place, seen[where]), move
        seen[where] += 1


class _Moves:
    """The moves of one node and what became of each: a number for a child, a Fruitless for a child that was dropped,
    None for a move that was refused; a move that was not tried is not in `fate`."""

    def __init__(self, moves: Sequence[Move]):
        self.moves = list(named(moves))
        self.fate: dict[Name, int | Fruitless | None] = {}

    def tell(self, key: Any, fate: int | Fruitless | None) -> Name | None:
        """Note what became of a move; its name, None when the rule book does not offer it."""
        name = next((n for n, m in self.moves if _key(m) == key and n not in self.fate), None)
        if name is not None:
            self.fate[name] = fate
        return name

    def status(self, states: Mapping[Term, int]) -> tuple[Status, int | None]:
        """The status of an expanded node, and the least cost of a move of which nothing is known."""
        made = [n for n, f in self.fate.items() if isinstance(f, int)]
        for name, move in self.moves:
            if not move.safe:
                break
            if self.fate.get(name, 0) is None:
                continue
            if len(made) == 1 and made[0] == name:
                return "safe", None
            break
        unknown = [m.cost for n, m in self.moves if n not in self.fate or _lost(self.fate[n], states)]
        if not unknown and all(f is None for f in self.fate.values()):
            return "dead", None
        return "expanded", min(unknown, default=None)


def _lost(fate: int | Fruitless | None, states: Mapping[Term, int]) -> bool:
    """Whether a child was dropped whose very state is not in the stored tree: what is known there is by key only,
    and a state of the same key may be further from the goal or nearer."""
    return isinstance(fate, Fruitless) and fate.after not in states


def _key(move: Move | Step) -> Any:
    return move.rule, move.place, move.facts, frozenset(move.substitution.items())


def _chosen(tree: Tree, expanded: int, characters: int) -> set[int]:
    """The numbers of the expanded nodes that are kept as such."""
    children: dict[int, list[Node]] = defaultdict(list)
    way: set[int] = {0}
    for n in tree.nodes:
        if n.parent is not None:
            children[n.parent.number].append(n)
        if n.status == "goal":
            above: Node | None = n
            while above is not None:
                way.add(above.number)
                above = above.parent
    away: list[int] = []
    for n in tree.nodes:
        away.append(0 if n.number in way or n.parent is None else away[n.parent.number] + 1)
    looked_at = [n for n in tree.nodes if n.number in children or n.status in ("expanded", "dead")]
    chosen: set[int] = set()
    links = Counter(f.node for f in tree.fruitless if f.after is not None)
    for n in sorted(looked_at, key=lambda n: (away[n.number], n.number)):
        characters -= len(str(n.state)) + LINE * (len(children[n.number]) + links[n.number])
        if len(chosen) == expanded or characters < 0:
            break
        chosen.add(n.number)
    return chosen


def _text(state: Term) -> str | None:
    """The text of a state, None where it does not read back as it."""
    text = linear(state).text()
    try:
        return text if parse(text) is state else None
    except InputError:
        return None


def _check(nodes: Sequence[Kept], links: Sequence[Link]) -> None:
    """Raises ValueError for what could not be a tree."""
    for i, n in enumerate(nodes):
        whole = [n.cost, n.bound, *([] if n.unmade is None else [n.unmade])]
        if any(not isinstance(x, int) or x < 0 for x in whole) or n.status not in get_args(Status):
            raise ValueError(f"node {i} is {n}")
        root = i == 0
        if root != (n.parent is None) or root != (n.made is None):
            raise ValueError(f"node {i} has no parent, or the root has one")
        if n.parent is not None and not 0 <= n.parent < i:
            raise ValueError(f"node {i} has the parent {n.parent}")
    for e in links:
        if not (0 <= e.node < len(nodes) and 0 <= e.target < len(nodes)) or e.cost < 0:
            raise ValueError(f"a link from {e.node} to {e.target}")
