"""Closing a goal by a decider, when no rule does.

A statement to prove may follow at once from its hypotheses by exact algebra (linear combinations, sums of
squares, sign cells). Such a step is a leap, offered when rules have been tried in vain, and its words say
which decider it stands by.
"""

from __future__ import annotations

from hybrid.decide import cascade
from hybrid.problem import Problem
from hybrid.propose.difference import open_goals
from hybrid.propose.move import Move
from hybrid.term import TRUE, Term


class DecidedProposer:
    """Offers to replace a goal by true when a decider proves it from what is known there."""

    def propose(self, state: Term, problem: Problem) -> list[Move]:
        if problem.goal != "prove":
            return []
        moves = []
        for place, hypotheses, goal in open_goals(state, (), tuple(problem.given)):
            verdict = cascade.entails(hypotheses, goal, problem.domains)
            if verdict.proved:
                by = str((verdict.certificate or {}).get("decider", verdict.by))
                moves.append(
                    Move(place, "decided", "decided", new=TRUE, words=f"this follows ({by})", safe=True, rank=-3)
                )
        return moves
