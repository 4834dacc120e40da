"""Closing a goal about several whole parts, whose steps by rules would lead nowhere.

    floor(x) + floor(x + 1/2) = floor(2*x)      no whole numbers i <= x < i + 1, ... make it false

What has one remainder is left to the rules, which show more.
"""

from __future__ import annotations

from hybrid.decide import whole_parts
from hybrid.problem import Problem
from hybrid.propose.difference import open_goals
from hybrid.propose.move import Move
from hybrid.term import RELATIONS, TRUE, Term, parts

WORDS = "no whole numbers within the bounds of the whole parts make it false"
FEWEST = 2


class WholePartProposer:
    """Offers to replace a relation of at least FEWEST remainders by true where it is shown by whole parts."""

    def propose(self, state: Term, problem: Problem) -> list[Move]:
        if problem.goal != "prove":
            return []
        moves = []
        for place, hypotheses, goal in open_goals(state, (), tuple(problem.given)):
            if goal.head in RELATIONS and len({t.key for t in parts(goal) if t.head == "mod" and t.free}) >= FEWEST:
                if whole_parts.entails(hypotheses, goal, problem.domains).proved:
                    moves.append(Move(place, "decided", "decided", new=TRUE, words=WORDS, safe=True, rank=-3))
        return moves


__all__ = ["WORDS", "WholePartProposer"]
