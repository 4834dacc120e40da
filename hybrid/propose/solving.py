"""Proving a statement in one letter by solving what it says.

A statement `H => C` in one letter x compares two sets of numbers. The rules by which an equation or
inequality is solved rewrite H and C, each at its own place, until H says where x lies and C can be read
off: x^2 - 5x - 14 <= 0 becomes -2 <= x and x <= 7. They are rules like any other, each step checked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from hybrid.compute.equation import linear_in
from hybrid.compute.factoring import factor
from hybrid.compute.fraction import simple
from hybrid.compute.polynomial import expand
from hybrid.decide import cascade
from hybrid.decide.meaning import conditions
from hybrid.decide.signs import NONZERO, Facts, sign_of
from hybrid.kernel import conjuncts, sequent
from hybrid.problem import Problem
from hybrid.propose.move import Move
from hybrid.propose.rules import RuleProposer
from hybrid.rulebook import Rulebook
from hybrid.term import ONE, RELATIONS, ZERO, Place, Term, at, disj, div, eq, make, neg, sub, sym


class SolvingProposer:
    """For a statement to prove: the rules between formulas, and if it has one letter those for solving.

    hypotheses: only what is done to the hypotheses of a statement in one letter.
    """

    def __init__(self, book: Rulebook, hypotheses: bool = False):
        self.reading = RuleProposer(_reading(book))
        self.solving = RuleProposer(_solving(book))
        self.hypotheses = hypotheses

    def propose(self, state: Term, problem: Problem) -> Iterator[Move]:
        if problem.goal != "prove":
            return
        if len(problem.term.free) == 1 and not problem.given:
            asked = replace(problem, goal="solve", unknowns=tuple(problem.term.free))
            own = own_conditions(problem)
            for move in self.solving.propose(state, asked):
                if self.hypotheses:
                    if _in_hypotheses(state, move.place):
                        yield move
                elif not any(at(state, move.place[:i]).key in own for i in range(len(move.place) + 1)):
                    yield move
        elif not self.hypotheses:
            given = list(_equations_given(state, ()))
            for place, fact, others, conclusion in given:
                yield from _product_given(place, fact, others, conclusion, problem)
            yield from self.reading.propose(state, problem)
            for place, fact, others, conclusion in given:
                yield from _letter_of(place, fact, others, conclusion, problem)


def _in_hypotheses(state: Term, place: Place) -> bool:
    return any(at(state, place[:i]).head == "implies" and place[i] == 0 for i in range(len(place)))


def own_conditions(problem: Problem) -> dict[str, Term]:
    """What makes the terms of the conclusion defined; a proof may end in that, so it stays as it is."""
    _, conclusion = sequent(problem.term)
    return {c.key: c for c in conditions(conclusion)} if conclusion.head in (*RELATIONS, "and") else {}


def _equations_given(t: Term, place: Place) -> Iterator[tuple[Place, Term, tuple[Term, ...], Term]]:
    """The equations among hypotheses, each with the other hypotheses and the conclusion."""
    if t.head == "and":
        for i, a in enumerate(t.args):
            yield from _equations_given(a, (*place, i))
    if t.head == "implies":
        facts = conjuncts(t.args[0])
        for i, fact in enumerate(facts):
            if fact.head == "eq":
                where = (*place, 0, i) if t.args[0].head == "and" else (*place, 0)
                yield where, fact, (*facts[:i], *facts[i + 1 :]), t.args[1]


def _product_given(
    place: Place, fact: Term, others: tuple[Term, ...], conclusion: Term, problem: Problem
) -> Iterator[Move]:
    """A given equation that is a product = 0 once it is factored: one of the factors is 0, and not one that the
    other hypotheses say is not."""
    if conclusion.head not in ("eq", "or") or any(a.head == "sym" for a in fact.args):
        return
    whole = fact.args[0] if fact.args[1] is ZERO else sub(*fact.args)
    product = factor(whole) or whole
    parts = [f.args[0] if f.head == "pow" else f for f in (product.args if product.head == "mul" else (product,))]
    parts = [f for f in parts if f.free]
    facts = Facts((*problem.given, *others), problem.domains, charts=False)
    left = [f for f in parts if not sign_of(f, facts) <= NONZERO]
    if not left or len(parts) < 2 or len(left) == len(parts) and conclusion.head != "or":
        return
    if eq(product, ZERO).key != fact.key:
        yield Move(place, "decided", "factor", new=eq(product, ZERO), words="factor", safe=True, rank=10**6)
        return
    apart = "".join(f", and {f} is not 0" for f in parts if f not in left)
    words = f"a product is zero exactly when a factor is{apart}"
    yield Move(place, "decided", "product", new=disj(*[eq(f, ZERO) for f in left]), words=words, safe=True, rank=10**6)


def _letter_of(
    place: Place, fact: Term, others: tuple[Term, ...], conclusion: Term, problem: Problem
) -> Iterator[Move]:
    """Solve an equation among the hypotheses for a letter of the conclusion, a + b + c = 0 for c, so that the rule
    book can put it in; what it is multiplied by must be a number, or known not to be 0."""
    if any(a.head == "sym" for a in fact.args):
        return
    facts = Facts((*problem.given, *others), problem.domains, charts=False)
    lines = [(sym(n), linear_in(fact, sym(n))) for n in sorted(fact.free & conclusion.free, reverse=True)]
    known = [(x, *line) for x, line in lines if line is not None and sign_of(line[0], facts) <= NONZERO]
    if not known:
        held = (fact, *problem.given, *others)
        known = [
            (x, *line)
            for x, line in lines
            if line is not None and cascade.entails(held, make("ne", (line[0], ZERO)), problem.domains).proved
        ]
    for x, factor_of_x, rest in sorted(known, key=lambda row: row[1].free != frozenset()):
        right = neg(rest) if factor_of_x is ONE else simple(div(neg(rest), factor_of_x))
        new = eq(x, expand(right) or right)
        yield Move(place, "decided", "isolate", new=new, words=f"solve it for {x}", safe=True, rank=10**6)


@lru_cache(maxsize=8)
def _reading(book: Rulebook) -> Rulebook:
    """The safe rules by which statements are proved."""
    return Rulebook(r for r in book.select("prove") if r.safe)


@lru_cache(maxsize=8)
def _solving(book: Rulebook) -> Rulebook:
    """Those of them that do not undo what solving does, and the rules for solving; cases and parts are kept
    together, to be solved once."""
    reading = [r.name for r in _reading(book) if r.relation == "<=>" or r.topic == "trigonometry"]
    wanted = {*book.select("solve").by_name, *reading}
    return Rulebook(r for r in book if r.name in wanted and r.name not in _APART)


_APART = ("given-cases", "given-and-cases", "goal-and")
