"""Moves: what a proposer offers for a state, before anything is checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

from hybrid.problem import Problem, Step
from hybrid.term import Place, Term


@dataclass(frozen=True)
class Move:
    """A rewrite at a place, not yet checked.

    kind, rule, substitution, facts, words as in Step; new is the new part when the kind does not fix it
    (or fixes it only modulo order); cost is what the step adds to the length of a derivation; a safe move
    is an equivalence that never hurts, rank orders safe moves.
    """

    place: Place
    kind: Literal["rule", "decided", "fact", "definition", "consequence"]
    rule: str
    substitution: Mapping[str, Term] = field(default_factory=dict)
    new: Term | None = None
    facts: tuple[Term, ...] = ()
    words: str = ""
    cost: int = 1
    safe: bool = False
    rank: int = 0
    drops: Mapping[str, int] = field(default_factory=dict)

    def step(self, state: Term) -> Step:
        """The step to be completed and checked by the kernel."""
        return Step(
            before=state,
            after=state,
            relation="=",
            place=self.place,
            kind=self.kind,
            rule=self.rule,
            substitution=self.substitution,
            facts=self.facts,
            words=self.words,
        )


class Proposer(Protocol):
    """Anything that offers moves: the rule book, a model, a server, a recording."""

    def propose(self, state: Term, problem: Problem) -> Iterable[Move]:
        """Moves for a state, best first. Never raises for a state it cannot handle: it offers nothing."""
        ...
