"""What can be done in a state: the steps that the rules propose and the kernel accepts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from hybrid.kernel import CheckError, make_step
from hybrid.problem import Problem, Step
from hybrid.propose.combine import CombineProposer
from hybrid.propose.congruences import CongruenceProposer
from hybrid.propose.eliminate import EliminateProposer
from hybrid.propose.find import FindProposer
from hybrid.propose.integers import IntegerProposer
from hybrid.propose.move import Proposer
from hybrid.propose.rules import RuleProposer
from hybrid.rulebook import Rulebook
from hybrid.term import Term, TermError

Size = Literal["laws", "school"]
SIZES: tuple[Size, ...] = ("laws", "school")


def proposers(problem: Problem, steps: Size, book: Rulebook) -> Sequence[Proposer]:
    """Who proposes: single laws of the book, or steps as at school, which may compute. Every move is a choice, also
    one that a search would take without looking at others."""
    if steps == "laws":
        return [RuleProposer(book.laws(problem.goal), safe_first=False)]
    rules = RuleProposer(book.select(problem.goal), safe_first=False)
    return [IntegerProposer(), CongruenceProposer(), CombineProposer(), rules, FindProposer(), EliminateProposer()]


@dataclass(frozen=True)
class Choice:
    """A legal step, and the line it leads to as text."""

    step: Step
    line: str


def choices(
    state: Term, problem: Problem, asked: Sequence[Proposer], book: Rulebook, longest: int
) -> tuple[Choice, ...]:
    """The accepted steps from a state, in the order in which they are proposed, one for each state they lead to.

    longest: characters of a line; steps to longer ones are left out.
    """
    found: dict[Term, Choice | None] = {state: None}
    for proposer in asked:
        for move in proposer.propose(state, problem):
            try:
                step = make_step(problem, move.step(state), book, move.new)
            except (CheckError, TermError):
                continue
            if step.after not in found:
                # a line has at least as many characters as its term has nodes
                line = str(step.after) if step.after.size <= longest else ""
                found[step.after] = Choice(step, line) if 0 < len(line) <= longest else None
    return tuple(choice for choice in found.values() if choice is not None)
