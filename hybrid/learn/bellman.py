"""What stored search trees teach about Q: bounds on moves, and Bellman backups with a target network.

A verified derivation tells the Q of the moves it takes. For the other moves that a search made there are

bounds      Q(s, a) lies between cost + L(child) and cost + U(child) (hybrid.learn.backup); outside of these Q is
            drawn back by the squared distance. A dead end has the lower bound DEAD. A move that was never made is
            left alone.
backups     where a move leads to a node that was expanded, and no way on from there is known, its target is

                clip(cost + min over the moves b of the child of Q_target(child, b), L, U)

            with cost that of the move and of the safe moves after it, and Q_target the network as it was at the
            start of the round. The targets of all trees are computed anew every round, in batches: fitted Q
            iteration (Ernst, Geurts, Wehenkel: "Tree-based batch mode reinforcement learning", 2005; Riedmiller:
            "Neural fitted Q iteration", 2005). Nothing is searched for it. The first round comes when the derivations
            have taught the network something, since a backup of nothing is nothing.

All of it on log(1 + Q), as in hybrid.learn.fit.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import expm1, inf, log1p

import torch
from torch import Tensor

from hybrid.learn.backup import bounds
from hybrid.learn.experience import choices
from hybrid.learn.trees import Stored, named
from hybrid.model.network import Encoded, QNetwork
from hybrid.model.score import encode
from hybrid.problem import Problem
from hybrid.propose.rules import RuleProposer
from hybrid.rulebook import Rulebook
from hybrid.syntax.parse import parse
from hybrid.syntax.statement import parse_problem

DEAD = 30.0  # steps: what a dead end counts as, more than the derivations here have
ROUNDS = 8
BATCH = 16
BOUNDS_WEIGHT = 1.0
BACKUPS_WEIGHT = 0.5


@dataclass(frozen=True)
class Ahead:
    """A move of a choice that leads to another, by its index; cost of the move and of the safe moves after it."""

    move: int
    cost: int
    choice: int


@dataclass(frozen=True)
class Choice:
    """A node of a stored tree that is a choice: the state with its moves, of each move a lower and an upper bound on
    its Q (0 and infinity where nothing is known), and the moves that have a Bellman backup."""

    state: Encoded
    lower: tuple[float, ...]
    upper: tuple[float, ...]
    ahead: tuple[Ahead, ...] = ()


def choices_of(network: QNetwork, trees: Iterable[tuple[str, Stored]], book: Rulebook) -> list[Choice]:
    """The choices of the trees of some statements. Trees made with another rule book are left out: what they say of
    the cost to go is said of another graph. Raises InputError for a statement or state that is none."""
    found: list[Choice] = []
    for statement, tree in trees:
        if tree.rulebook == book.digest:
            found += _of_tree(network, parse_problem(statement), tree, book, len(found))
    return found


def _of_tree(network: QNetwork, problem: Problem, tree: Stored, book: Rulebook, first: int) -> list[Choice]:
    """The choices of one tree; `first` is the index that the first of them will have."""
    known = bounds(tree)
    proposer = RuleProposer(book.laws(problem.goal))
    encoded: dict[int, tuple[Encoded, dict[object, int]]] = {}
    for i, n in enumerate(tree.nodes):
        if n.state is None or n.status not in ("expanded", "dead"):
            continue
        state = parse(n.state)
        moves = choices(proposer, state, problem)
        numbers = encode(network, problem, state, moves, laws=True) if moves else None
        if numbers is not None:
            encoded[i] = numbers, {name: k for k, (name, _) in enumerate(named(moves))}
    index = {i: first + k for k, i in enumerate(encoded)}
    found = []
    for i, (numbers, place) in encoded.items():
        dead = tree.nodes[i].status == "dead"
        lower, upper = [inf if dead else 0.0] * len(place), [inf] * len(place)
        ahead = []
        for edge in known.edges[i]:
            move = place.get(edge.move)
            if move is None:  # a safe move, which is no choice
                continue
            lower[move], upper[move] = known.of(edge)
            cost, end = edge.cost, edge.child
            while tree.nodes[end].status == "safe":
                cost, end = cost + known.edges[end][0].cost, known.edges[end][0].child
            if end in index and tree.nodes[end].status == "expanded" and lower[move] < upper[move] == inf:
                ahead.append(Ahead(move, cost, index[end]))
        found.append(Choice(numbers, tuple(lower), tuple(upper), tuple(ahead)))
    return found


def bounds_loss(scores: Sequence[Tensor], batch: Sequence[Choice]) -> Tensor:
    """The mean, over the moves of the batch that have a bound, of the squared distance to what the bounds allow.

    scores  log(1 + Q) of the moves of each choice, [M] each
    """
    q = torch.cat(list(scores))
    lower = torch.tensor([log1p(min(x, DEAD)) for c in batch for x in c.lower], device=q.device)
    upper = torch.tensor([log1p(x) for c in batch for x in c.upper], device=q.device)
    bounded = (lower > 0) | (upper < inf)
    outside = torch.relu(lower - q).square() + torch.relu(q - upper).square()
    return (outside * bounded).sum() / bounded.sum().clamp(min=1)


def backups(network: QNetwork, every: Sequence[Choice], batch: int = 64) -> list[Mapping[int, float]]:
    """For each choice the targets of its moves ahead, in steps, with `network` as the target network."""
    needed = sorted({a.choice for c in every for a in c.ahead}, key=lambda j: len(every[j].state.tokens))
    value: dict[int, float] = {}
    with torch.inference_mode():
        # sorted by length, so that little is padding
        for i in range(0, len(needed), batch):
            some = needed[i : i + batch]
            for j, q in zip(some, network([every[j].state for j in some]), strict=True):
                value[j] = expm1(min(float(q.min()), log1p(DEAD)))
    return [
        {a.move: min(max(a.cost + value[a.choice], min(c.lower[a.move], DEAD)), c.upper[a.move], DEAD) for a in c.ahead}
        for c in every
    ]


def backups_loss(scores: Sequence[Tensor], targets: Sequence[Mapping[int, float]]) -> Tensor:
    """The mean squared error of log(1 + Q) of the moves that have a target, 0 where none has."""
    got = [q[move] for q, target in zip(scores, targets, strict=True) for move in target]
    if not got:
        return torch.zeros((), device=scores[0].device)
    wanted = [log1p(x) for target in targets for x in target.values()]
    return (torch.stack(got) - torch.tensor(wanted, device=got[0].device)).square().mean()


class Lessons:
    """The part of the loss that the trees give, for `fit(..., lessons=...)`: called before each update with the
    network and the number of the update, it draws a batch of choices and returns their loss.

    backups  whether moves are backed up as well as bounded; the targets are renewed ROUNDS times in `updates`
    """

    def __init__(self, every: Sequence[Choice], updates: int, *, backups: bool = False, seed: int = 0):
        """Raises ValueError when there are no choices."""
        if not every:
            raise ValueError("there are no search trees to learn from: none was stored with this rule book")
        self.every, self.backups = every, backups
        self.period = max(1, updates // (ROUNDS + 1))
        self.targets: list[Mapping[int, float]] = []
        self._random = random.Random(seed)

    def __call__(self, network: QNetwork, update: int) -> Tensor:
        if self.backups and update % self.period == 0:
            self.targets = backups(network, self.every)
        drawn = self._random.choices(range(len(self.every)), k=BATCH)
        batch = [self.every[i] for i in drawn]
        scores = network([c.state for c in batch])
        loss = BOUNDS_WEIGHT * bounds_loss(scores, batch)
        if self.targets:
            loss = loss + BACKUPS_WEIGHT * backups_loss(scores, [self.targets[i] for i in drawn])
        return loss
