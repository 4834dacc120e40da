"""The rule book as a proposer.

Safe moves (equivalences that never hurt) come alone: when a state has one, nothing else is offered. A
move is a rule at a place, a letter replaced by what an equation beside it says (`x = 3 and x != 2`), or a
function of the problem unfolded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from hybrid.kernel import conjuncts
from hybrid.problem import Problem
from hybrid.propose.move import Move
from hybrid.rulebook import Rewrite, Rulebook
from hybrid.term import Place, Term, eq, subterms

LETTER = re.compile(r"\{([A-Za-z_])\}")


class RuleProposer:
    """Moves from a rule book. `safe_first`: offer the safe moves alone when there are any (the default);
    without it every move is offered, which breadth-first search and the optimality tests want."""

    def __init__(self, book: Rulebook, safe_first: bool = True):
        self.book = book
        self.safe_first = safe_first

    def propose(self, state: Term, problem: Problem) -> list[Move]:
        unknowns = frozenset(problem.unknowns)
        places = list(subterms(state))
        moves: list[Move] = []
        for place, term in places:
            if term.args:
                moves.extend(self._moves(place, r) for r in self.book.rewrites(term, unknowns, True))
                if term.head == "call":
                    moves.append(Move(place, "definition", "definition", words=f"use what {term.value} is", safe=True))
                elif term.head in ("and", "implies"):
                    moves.extend(_substitutions(place, term, unknowns))
        if moves and self.safe_first:
            # innermost first among moves of one rank
            moves.sort(key=lambda m: (m.rank, -len(m.place)))
            return moves
        return moves + self.unsafe(state, unknowns, places)

    def unsafe(self, state: Term, unknowns: frozenset[str], places: list[tuple[Place, Term]] | None = None) -> list[Move]:
        """The moves that are a choice."""
        moves = [
            self._moves(place, r)
            for place, term in (places or list(subterms(state)))
            for r in self.book.rewrites(term, unknowns, False)
        ]
        moves.sort(key=lambda m: (m.cost, m.rank))
        return moves

    def _moves(self, place: Place, rewrite: Rewrite) -> Move:
        rule = rewrite.rule
        return Move(
            place,
            "decided" if rule.computed else "consequence" if rule.relation == "==>" else "rule",
            rule.name,
            rewrite.substitution,
            rewrite.new,
            (),
            _words(rule.words or rule.name.replace("-", " "), rewrite.substitution),
            rule.cost,
            rule.safe,
            rule.rank,
            rule.drops,
        )


def _words(words: str, substitution: Mapping[str, Term]) -> str:
    return LETTER.sub(lambda m: str(substitution.get(m.group(1), m.group(0))), words) if "{" in words else words


def _substitutions(place: Place, term: Term, unknowns: frozenset[str]) -> Iterator[Move]:
    """Replace a letter everywhere beside an equation `letter = t` that does not contain it in t."""
    if term.head == "implies":
        for fact in conjuncts(term.args[0]):
            yield from _replacing((*place, 1), term.args[1], fact)
        return
    for i, fact in enumerate(term.args):
        for j, other in enumerate(term.args):
            if i != j:
                yield from _replacing((*place, j), other, fact)


def _replacing(place: Place, target: Term, fact: Term) -> Iterator[Move]:
    if fact.head != "eq":
        return
    a, b = fact.args
    if a.head != "sym" and b.head == "sym":
        a, b = b, a
    if a.head == "sym" and a.value in target.free and a.value not in b.free:
        yield Move(place, "fact", "substitution", facts=(eq(a, b),), words=f"put {b} for {a}", safe=True, rank=-1)
