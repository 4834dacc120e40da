"""Calculating what the right step would have calculated.

A step of school does several things at once: `-2*(x + 12) = -5*(x + 6)` becomes `-2*x - 24 = -5*x - 30` by multiplying
out all brackets. Who makes a mistake at one of them does the others all the same. So after a wrong rule the part is
taken on by the rules that the right step stands for, its own family and those that calculate, as long as they come
next by themselves; each use is checked by the kernel.
"""

from __future__ import annotations

from dataclasses import replace

from hybrid.kernel import CheckError, make_step
from hybrid.problem import Problem, Step
from hybrid.propose.rules import RuleProposer
from hybrid.rulebook import Rulebook
from hybrid.term import Term, TermError

CALCULATING = frozenset({"evaluate", "collect", "surd", "closed-form", "double-negative", "tidy"})
MAX_STEPS = 6


def finished(problem: Problem, step: Step, part: Term, book: Rulebook) -> Term:
    """The part as the step would have left it, the part itself where nothing follows."""
    if step.kind != "decided":
        return part
    proposer = RuleProposer(book.select(problem.goal))
    for _ in range(MAX_STEPS):
        here = replace(problem, term=part)
        move = next(iter(proposer.propose(part, here)), None)
        if move is None or not move.safe or not (move.rule in CALCULATING or _family(move.rule) == _family(step.rule)):
            return part
        try:
            after = make_step(here, move.step(part), book, move.new).after
        except (CheckError, TermError):
            return part
        if after is part:
            return part
        part = after
    return part


def _family(rule: str) -> str:
    """The first word of a rule's name: gather-by-adding and gather are of one family."""
    return rule.split(".")[0].split("-")[0]
