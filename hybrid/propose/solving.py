"""Proving a statement in one letter by solving what it says.

A statement `H => C` in one letter x compares two sets of numbers. The rules by which an equation or
inequality is solved rewrite H and C, each at its own place, until H says where x lies and C can be read
off: x^2 - 5x - 14 <= 0 becomes -2 <= x and x <= 7. They are rules like any other, each step checked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from hybrid.problem import Problem
from hybrid.propose.move import Move
from hybrid.propose.rules import RuleProposer
from hybrid.rulebook import Rulebook
from hybrid.term import Term


class SolvingProposer:
    """For a statement to prove in one letter: the rules for solving, with that letter the unknown."""

    def __init__(self, book: Rulebook):
        self.rules = RuleProposer(_solving(book))

    def propose(self, state: Term, problem: Problem) -> Iterator[Move]:
        if problem.goal != "prove" or len(problem.term.free) != 1 or problem.given:
            return
        yield from self.rules.propose(state, replace(problem, goal="solve", unknowns=tuple(problem.term.free)))


@cache
def _solving(book: Rulebook) -> Rulebook:
    """The rules for solving, and the safe ones between formulas by which statements are proved."""
    solving = set(book.select("solve").by_name)
    proving = {r.name for r in book.select("prove") if r.safe and r.relation == "<=>"}
    return Rulebook(r for r in book if r.name in solving | proving)
