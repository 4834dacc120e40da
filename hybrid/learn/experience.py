"""Experience: verified derivations by laws, and what they teach about Q.

A derivation of n steps that the kernel has checked says, of the state before its k-th step, that the move taken
there leads to the goal in n - k + 1 steps, and that the searcher should rather take it than the others that were
offered. How far the others are from the goal is not known; only their rank is learned (contrastive learning as in
ConPoLe: Poesia, Dong, Goodman, "Contrastive reinforcement learning of symbolic reasoning domains", 2021).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hybrid.model.network import Encoded, QNetwork
from hybrid.model.score import encode
from hybrid.problem import Derivation, Problem, Step
from hybrid.propose.move import Move
from hybrid.propose.rules import RuleProposer
from hybrid.rulebook import Rulebook
from hybrid.term import Term, TermError, at, replace


@dataclass(frozen=True)
class Sample:
    """A state with its moves, the one that a derivation takes, and the steps to the goal from here along it."""

    state: Encoded
    taken: int
    steps: int


def samples(network: QNetwork, derivation: Derivation, book: Rulebook) -> Iterator[Sample]:
    """The samples of a derivation that the kernel has checked; safe steps, which are no choice, are left out."""
    problem = derivation.problem
    proposer = RuleProposer(book.laws(problem.goal))
    for k, step in enumerate(derivation.steps):
        choice = choice_taken(proposer, step, problem)
        if choice is None:
            continue
        moves, taken = choice
        encoded = encode(network, problem, step.before, moves, laws=True)
        if encoded is not None:
            yield Sample(encoded, taken, len(derivation.steps) - k)


def choice_taken(proposer: RuleProposer, step: Step, problem: Problem) -> tuple[list[Move], int] | None:
    """The moves that were a choice before a step and the index of the one it took; None where there was no choice."""
    moves = choices(proposer, step.before, problem)
    taken = next((i for i, m in enumerate(moves) if _is(m, step, moves)), None)
    return None if taken is None or len(moves) < 2 else (moves, taken)


def choices(proposer: RuleProposer, state: Term, problem: Problem) -> list[Move]:
    """The moves of a state that are a choice."""
    return [m for m in proposer.propose(state, problem) if not m.safe]


def _is(move: Move, step: Step, moves: list[Move]) -> bool:
    """Whether a move is the one that a step took."""
    if move.place != step.place or move.rule != step.rule or move.new is None:
        return False
    if sum(m.place == step.place and m.rule == step.rule for m in moves) == 1:
        return True
    try:
        return replace(step.before, move.place, move.new).key == step.after.key
    except TermError:
        return at(step.before, move.place).key == move.new.key
