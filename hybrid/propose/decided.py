"""Closing a goal by a decider, when no rule does.

A statement to prove may follow at once from its hypotheses by exact algebra (linear combinations, sums of
squares, sign cells). Such a step is a leap, offered when rules have been tried in vain, and its words say
which decider it stands by.
"""

from __future__ import annotations

from hybrid.decide import cascade, induction, residues
from hybrid.decide.meaning import conditions
from hybrid.problem import Problem
from hybrid.propose import whole_parts
from hybrid.propose.difference import open_goals
from hybrid.propose.move import Move
from hybrid.term import RELATIONS, TRUE, Term, conj

WORDS = {
    "divisibility": "what divides numbers divides their sums and whole multiples",
    "whole parts": whole_parts.WORDS,
    "periodic": "everything repeats: it is enough to look at one period",
}


class DecidedProposer:
    """Offers to replace a goal by true, or by what makes its terms defined, when a decider proves it from what is known
    there."""

    def propose(self, state: Term, problem: Problem) -> list[Move]:
        if problem.goal != "prove":
            return []
        moves = []
        for place, hypotheses, goal in open_goals(state, (), tuple(problem.given)):
            verdict, new, where = cascade.entails(hypotheses, goal, problem.domains), TRUE, ""
            needed = conditions(goal) if goal.head in RELATIONS else ()
            if not verdict.proved and needed:
                verdict = cascade.entails((*hypotheses, *needed), goal, problem.domains)
                new, where = conj(*needed), " where both sides are defined"
            if verdict.proved:
                by = str((verdict.certificate or {}).get("decider", verdict.by))
                words = f"this follows{where} ({by})"
                if by == "induction" and new is TRUE:
                    words = induction.told(verdict.certificate or {}, goal, hypotheses, problem.domains)
                elif by == "residues" and not where:
                    words = residues.told(hypotheses, goal, problem.domains)
                elif by in WORDS and not where:
                    words = WORDS[by]
                moves.append(Move(place, "decided", "decided", new=new, words=words, safe=True, rank=-3))
        return moves
