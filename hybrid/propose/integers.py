"""Unknowns that range over the integers or naturals.

Once the real solutions are known, the whole-number ones are read off: bounds are rounded inward, the
points between two bounds listed, and a system whose unknowns are bounded is searched through. A decider
proves each such step over the problem's domain.
"""

from __future__ import annotations

from hybrid.decide.cells import solution_set
from hybrid.decide.integer import solve_bounded
from hybrid.kernel import is_solved
from hybrid.problem import Problem
from hybrid.propose.move import Move
from hybrid.term import Term

WHOLE = ("integer", "natural")


class IntegerProposer:
    """Offers the whole-number solutions of a formula all of whose letters range over whole numbers."""

    def propose(self, state: Term, problem: Problem) -> list[Move]:
        letters = sorted(state.free)
        if problem.goal != "solve" or not letters or any(problem.domains.get(x) not in WHOLE for x in letters):
            return []
        if len(letters) == 1 and not is_solved(state, problem.unknowns):
            return []
        new = _whole_solutions(state, letters, problem)
        if new is None or new.key == state.key:
            return []
        return [Move((), "decided", "whole numbers", new=new, words="keep the whole numbers", cost=2, rank=10**6)]


def _whole_solutions(state: Term, letters: list[str], problem: Problem) -> Term | None:
    if len(letters) == 1:
        x = letters[0]
        found = solution_set(state, x, problem.domains[x])
        if found is not None:
            return found
    return solve_bounded(state, tuple(letters), problem.domains)
