"""The rule book as a proposer.

Safe moves (equivalences that never hurt) come first, and a searcher that takes one need not look at the
rest. A move is a rule at a place, a letter replaced by what an equation beside it says (`x = 3 and x != 2`), or a
function of the problem unfolded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

from hybrid.compute.equation import linear_in
from hybrid.kernel import conjuncts
from hybrid.problem import Problem
from hybrid.propose.known import known
from hybrid.propose.move import Move
from hybrid.rulebook import Rewrite, Rulebook
from hybrid.term import TRUE, Place, Term, disj, eq, is_formula, rational, subterms, sym

# Cheap rules are tried at every place before costlier ones are tried anywhere.
LIMITS_OF_RANK = (29_999, 59_999, 10**9)
# A value is put in for a letter when arithmetic and logic (levels 0 and 1) have nothing left to do.
SUBSTITUTION_RANK = 19_999
LETTER = re.compile(r"\{([A-Za-z_])\}")


class RuleProposer:
    """Moves from a rule book. Without `safe_first` every move is offered as a choice, which breadth-first
    search and the optimality tests want."""

    def __init__(self, book: Rulebook, safe_first: bool = True):
        self.book = book
        self.safe_first = safe_first

    def propose(self, state: Term, problem: Problem) -> Iterator[Move]:
        """Safe moves by rank, found as they are asked for, then the moves that are a choice."""
        unknowns = frozenset(problem.unknowns)
        places = [(place, term) for place, term in subterms(state) if term.args]
        if self.safe_first:
            first = self._safest(problem, state, places, unknowns)
            yield from first
            if first:
                # only a searcher whose kernel refused all of those comes here
                tried = {(m.place, m.rule) for m in first}
                rest = self._all_safe(state, problem, places, unknowns)
                yield from (m for m in rest if (m.place, m.rule) not in tried)
        else:
            yield from (replace(m, safe=False) for m in self._all_safe(state, problem, places, unknowns))
        moves = [
            move_of(place, r)
            for place, term in places
            for r in self.book.choices(term, unknowns)
            if r.rule.relation != "==>" or _is_news(state, place, r.new)
        ]
        moves.sort(key=lambda m: (m.cost, m.rank))
        yield from moves

    def _safest(
        self, problem: Problem, state: Term, places: list[tuple[Place, Term]], unknowns: frozenset[str]
    ) -> list[Move]:
        """Safe moves, those of least rank first, the outermost of them first: it does most at once.

        A rule is not tried at a place once a rule of lower rank has applied elsewhere, nor on an equation that tells an
        unknown, y = x + 4 beside 2*x + 16 = 40, while there is something else to do.
        """
        context = self._context_moves(state, problem, places, unknowns)
        systems = {place for place, term in places if term.head == "and"}
        if systems:
            others = [(p, t) for p, t in places if p[:-1] not in systems or not _tells(t, unknowns)]
            if len(others) < len(places) and (moves := self._least(others, context, unknowns)):
                return moves
        return self._least(places, context, unknowns)

    def _least(self, places: list[tuple[Place, Term]], context: list[Move], unknowns: frozenset[str]) -> list[Move]:
        """The moves of least rank among those from the context and those of safe rules at the places."""
        candidates = [(place, self.book.safe(term, unknowns)) for place, term in places]
        moves: list[Move] = []
        for limit in LIMITS_OF_RANK:
            moves = [m for m in context if m.rank <= limit]
            best = min([m.rank for m in moves], default=limit)
            for place, rewrites in candidates:
                for rewrite in rewrites.within(best):
                    if rewrite.rule.rank <= best:
                        moves.append(move_of(place, rewrite))
                        best = rewrite.rule.rank
            if moves:
                break
        moves.sort(key=lambda m: (m.rank, len(m.place)))
        return moves

    def _all_safe(
        self, state: Term, problem: Problem, places: list[tuple[Place, Term]], unknowns: frozenset[str]
    ) -> list[Move]:
        moves = self._context_moves(state, problem, places, unknowns)
        for place, term in places:
            moves.extend(move_of(place, r) for r in self.book.safe(term, unknowns).all())
        moves.sort(key=lambda m: (m.rank, len(m.place)))
        return moves

    def _context_moves(
        self, state: Term, problem: Problem, places: list[tuple[Place, Term]], unknowns: frozenset[str]
    ) -> list[Move]:
        moves: list[Move] = []
        for place, term in places:
            if term.head == "call":
                moves.append(Move(place, "definition", "definition", words=f"use what {term.value} is", safe=True))
            elif term.head in ("and", "implies"):
                moves.extend(_substitutions(place, term, unknowns))
        moves.extend(_known(state, problem, places))
        if problem.goal == "solve":
            for fact in problem.given:
                if fact.head == "eq" and fact.args[0].head == "sym" and not fact.args[1].free:
                    moves.extend(_replacing((), state, fact, unknowns))
        if not is_formula(state):
            for fact in problem.given:
                if fact.head == "eq" and not (fact.args[0].free and fact.args[1].free):
                    moves.extend(_replacing((), state, fact, _NO_UNKNOWNS))
                if problem.goal == "find" and fact.head == "eq" and fact.args[0].args:
                    moves.extend(_using(fact, places))
        return moves


def _tells(t: Term, unknowns: frozenset[str]) -> bool:
    """Whether an equation says what an unknown is, by other unknowns."""
    if t.head != "eq" or t.args[0].head != "sym" or t.args[0].value not in unknowns:
        return False
    return not t.args[1].free.isdisjoint(unknowns) and t.args[0].value not in t.args[1].free


def move_of(place: Place, rewrite: Rewrite) -> Move:
    """A rewrite at a place as a move."""
    rule, substitution = rewrite.rule, rewrite.substitution
    return Move(
        place,
        "decided" if rule.computed else "consequence" if rule.relation == "==>" else "rule",
        rule.name,
        substitution,
        None if rule.relation == "==>" else in_order(rewrite.new) if rewrite.new.head == "or" else rewrite.new,
        (),
        _words(rule.words or rule.name.replace("-", " "), substitution),
        rule.cost,
        rule.safe,
        rule.rank,
        rule.drops,
    )


def in_order(cases: Term) -> Term:
    """Cases that are linear equations in one letter by the size of their solutions; others as they stand."""
    key, memo = "in order", cases.memo
    if key not in memo:
        values = [_solution(c) for c in cases.args]
        known = [v for v in values if v is not None]
        ordered = sorted(range(len(values)), key=lambda i: known[i]) if len(known) == len(values) else []
        memo[key] = disj(*[cases.args[i] for i in ordered]) if ordered else cases
    return memo[key]  # type: ignore[no-any-return]


def _solution(atom: Term) -> Fraction | None:
    if atom.head != "eq" or len(atom.free) != 1:
        return None
    line = linear_in(atom, sym(next(iter(atom.free))))
    a, b = (rational(line[0]), rational(line[1])) if line is not None else (None, None)
    return None if a is None or b is None else -Fraction(b) / a


def _is_news(state: Term, place: Place, conclusion: Term) -> bool:
    """Whether a consequence stands among hypotheses and is not one of them."""
    t = state
    for depth, i in enumerate(place):
        if t.head == "implies" and i == 0:
            hypotheses = conjuncts(t.args[0])
            return depth + 2 >= len(place) and all(h.key != c.key for c in conjuncts(conclusion) for h in hypotheses)
        t = t.args[i]
    return False


def _words(words: str, substitution: Mapping[str, Term]) -> str:
    return LETTER.sub(lambda m: str(substitution.get(m.group(1), m.group(0))), words) if "{" in words else words


def _using(fact: Term, places: list[tuple[Place, Term]]) -> Iterator[Move]:
    """Put the right side of a given equation for its left side, where that stands in the state."""
    left, right = fact.args
    if any(t.key == left.key for _, t in places):
        words = f"{left} is {right}"
        yield Move((), "fact", "substitution", facts=(fact,), words=words, safe=True, rank=SUBSTITUTION_RANK)


def _substitutions(place: Place, term: Term, unknowns: frozenset[str]) -> Iterator[Move]:
    """Replace a letter everywhere beside an equation `letter = t` that does not contain it in t."""
    if term.head == "implies":
        for fact in conjuncts(term.args[0]):
            yield from _replacing((*place, 1), term.args[1], fact, _NO_UNKNOWNS)
        return
    for i, fact in enumerate(term.args):
        for j, other in enumerate(term.args):
            if i != j:
                yield from _replacing((*place, j), other, fact, unknowns)


_NO_UNKNOWNS = frozenset[str]()


def _replacing(place: Place, target: Term, fact: Term, unknowns: frozenset[str]) -> Iterator[Move]:
    """The letter of a fact `letter = t` replaced in the target; of a fact with unknowns, only an unknown."""
    if fact.head != "eq":
        return
    a, b = fact.args
    if a.head != "sym" and b.head == "sym":
        a, b = b, a
    if a.head == "sym" and a.value not in unknowns and not unknowns.isdisjoint(b.free):
        return
    if a.head == "sym" and a.value in target.free and a.value not in b.free:
        words = f"put {b} for {a}"
        yield Move(place, "fact", "substitution", facts=(eq(a, b),), words=words, safe=True, rank=SUBSTITUTION_RANK)


def _known(state: Term, problem: Problem, places: list[tuple[Place, Term]]) -> Iterator[Move]:
    """Atoms that the problem's givens say are true, or say the opposite of."""
    if not problem.given or problem.goal not in ("solve", "prove"):
        return
    for place, t in places:
        if not place and problem.goal == "prove":
            continue
        truth = known(t, problem)
        if truth is not None:
            words = "that is given" if truth is TRUE else "the opposite is given"
            yield Move(place, "decided", "given", new=truth, words=words, safe=True, rank=-2)
