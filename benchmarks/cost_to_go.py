"""How well estimates of the cost to go order states that lie on derivations by laws.

A state of a derivation at which there was a choice has two costs to go, which are kept apart:

    shortest   the cost of a shortest derivation from it, over all moves, the safe ones as choices too. Known only
               where A* within its limit finds one, or shows that none is shorter than what the derivation does
               (hybrid.learn.distances): mostly near the goal
    known      the steps that were left from it in the shortest derivation known: at least the true number

A state's value is the least Q of its moves. Beside it stand what the exact part says without a network, its estimate
and its lower bound. The move taken has a rank among the choices, by Q, and for the exact part by the cost of the move
and the estimate of the state it leads to.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from benchmarks.ranking import ranks, spearman
from hybrid.kernel import CheckError, make_step
from hybrid.learn.distances import brackets
from hybrid.learn.experience import choice_taken
from hybrid.model.network import QNetwork
from hybrid.model.score import learned
from hybrid.problem import Derivation, Problem
from hybrid.propose.move import Move
from hybrid.propose.rules import RuleProposer
from hybrid.rulebook import Rulebook
from hybrid.search.node import Node
from hybrid.term import Term, TermError
from hybrid.value.features import Value


@dataclass(frozen=True)
class State:
    """A state with its choices, the one taken, and what there is to know of its cost to go; shortest is None where it
    is not known. estimate and bound are the exact part's; after is what it says of each move, infinite for a refused
    one."""

    problem: Problem
    term: Term
    moves: tuple[Move, ...]
    taken: int
    known: int
    shortest: int | None
    estimate: float
    bound: int
    after: tuple[float, ...]


def states(derivations: Iterable[Derivation], expansions: int) -> list[State]:
    """The states of derivations at which there was a choice. expansions: the limit of A*, 0 for none of it."""
    book = Rulebook.load()
    found = []
    for derivation in derivations:
        problem = derivation.problem
        rules = book.laws(problem.goal)
        value, proposer = Value(problem, rules), RuleProposer(rules)
        costs = brackets(derivation, expansions, book) if expansions else [(0, 1)] * len(derivation.steps)
        for k, (step, (low, high)) in enumerate(zip(derivation.steps, costs, strict=True)):
            choice = choice_taken(proposer, step, problem)
            if choice is None:
                continue
            moves, taken = choice
            state = step.before
            found.append(
                State(
                    problem,
                    state,
                    tuple(moves),
                    taken,
                    len(derivation.steps) - k,
                    low if low == high else None,
                    value.estimate(state),
                    value.bound(state),
                    tuple(_after(problem, state, m, value) for m in moves),
                )
            )
    return found


def _after(problem: Problem, state: Term, move: Move, value: Value) -> float:
    try:
        return move.cost + value.estimate(make_step(problem, move.step(state), Rulebook.load(), move.new).after)
    except (CheckError, TermError):
        return math.inf


@dataclass
class Measures:
    """Pairs of an estimate and a cost to go, and ranks of the moves taken."""

    values: list[float] = field(default_factory=list)
    places: list[float] = field(default_factory=list)


def measured(network: QNetwork | None, some: Sequence[State]) -> Measures:
    """By a network, or by the exact part: the value of each state and the rank of the move taken there."""
    found = Measures()
    for s in some:
        if network is None:
            scores: Sequence[float] = s.after
            found.values.append(s.estimate)
        else:
            node = Node(s.term, None, None, 0, value=s.estimate, bound=s.bound)
            scores = [q.total for q in learned(network, s.problem, laws=True)(node, s.moves)]
            found.values.append(min(scores))
        found.places.append(ranks(scores)[s.taken])
    return found


def figures(network: QNetwork | None, some: Sequence[State]) -> dict[str, Any]:
    """spearman_known over all states, spearman_shortest over those where that is known, with their numbers; for the
    exact part those of the bound too; the share of states at which the move taken comes first, the mean of 1/rank."""
    got = measured(network, some)
    known = [float(s.known) for s in some]
    ends = [i for i, s in enumerate(some) if s.shortest is not None]
    shortest = [float(some[i].shortest or 0) for i in ends]
    found: dict[str, Any] = {
        "states": len(some),
        "spearman_known": spearman(got.values, known),
        "states_shortest": len(ends),
        "spearman_shortest": spearman([got.values[i] for i in ends], shortest),
        "top_1": sum(p == 1 for p in got.places) / max(1, len(some)),
        "mean_reciprocal_rank": sum(1 / p for p in got.places) / max(1, len(some)),
    }
    if network is None:
        bounds = [float(s.bound) for s in some]
        found["spearman_known_bound"] = spearman(bounds, known)
        found["spearman_shortest_bound"] = spearman([bounds[i] for i in ends], shortest)
    return found
