"""Openings: what a search did not solve is searched again behind each of its first moves.

A network that rates the right first move badly never sees what comes after it, and so never learns that it was
right. So for a problem left open every move at the first state that has a choice is taken once, whatever Q says of
it, and the rest of the search, a short one, is guided as always. A derivation found this way teaches the move; the
next network need not be forced. It is exploring starts (Sutton, Barto, "Reinforcement learning", 2nd ed., 5.3) with
the first action in turn rather than by lot.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from hybrid.kernel import CheckError, check
from hybrid.problem import Derivation, Problem
from hybrid.propose.move import Move, Proposer
from hybrid.propose.rules import RuleProposer
from hybrid.prover import search_by_laws
from hybrid.rulebook import Rulebook
from hybrid.search.limits import Limits
from hybrid.syntax.statement import parse_problem
from hybrid.term import Term

if TYPE_CHECKING:
    from hybrid.model.network import QNetwork


class Opening:
    """A proposer that offers, at the first state whose moves are a choice, only the choice of a number."""

    def __init__(self, proposer: Proposer, number: int):
        """number: from 0, in the order of the proposer; choices counts those of the first state, once it was met."""
        self.proposer, self.number = proposer, number
        self.choices = 0
        self._first: Term | None = None

    def propose(self, state: Term, problem: Problem) -> Iterator[Move]:
        seen = 0
        for move in self.proposer.propose(state, problem):
            if not move.safe:
                self._first = self._first or state
                if state is self._first:
                    seen += 1
                    self.choices = max(self.choices, seen)
                    if seen != self.number + 1:
                        continue
            yield move


def by_openings(statement: str, limits: Limits, network: QNetwork | None) -> Derivation | None:
    """The first derivation by laws that a search behind a first move finds, the moves in the order of the rule book;
    None when none does.

    limits  of the search behind each move
    Raises InputError for text that is no problem.
    """
    problem = parse_problem(statement)
    book = Rulebook.load()
    rules = book.laws(problem.goal)
    number, choices = 0, 1
    while number < choices:
        opening = Opening(RuleProposer(rules), number)
        outcome = search_by_laws(problem, rules, book, limits, network=network, proposer=opening)
        if outcome.goal is not None:
            derivation = Derivation(problem, outcome.goal.steps(), book.digest)
            try:
                check(problem, derivation, book)
            except CheckError:
                return None
            return derivation
        number, choices = number + 1, opening.choices
    return None
