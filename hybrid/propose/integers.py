"""Unknowns that range over the integers, naturals or rationals.

Once the real solutions are known, the whole-number ones are read off: bounds are rounded inward, the
points between two bounds listed, and a system whose unknowns are bounded is searched through. A decider
proves each such step over the problem's domain.
"""

from __future__ import annotations

from hybrid.compute.equation import linear_in, primitive_part
from hybrid.compute.formula import unknown_left
from hybrid.compute.moving import expanded
from hybrid.decide.cells import solution_set
from hybrid.decide.integer import divided, impossible, solve_bounded
from hybrid.kernel import conjuncts, is_solved
from hybrid.problem import Problem
from hybrid.propose.move import Move
from hybrid.term import DIVISION, FALSE, ONE, RELATIONS, Term, conj, eq, neg, num, subterms, sym

WHOLE = ("integer", "natural")
NUMBERS = ("rational", *WHOLE)


class IntegerProposer:
    """Offers the solutions within the domain, of a formula all of whose letters range over it.

    A system in several whole-number letters is searched through before anything else is done to it; a
    formula in one letter is first solved over the reals.
    """

    def propose(self, state: Term, problem: Problem) -> list[Move]:
        letters = sorted(state.free)
        wanted = NUMBERS if len(letters) == 1 else WHOLE
        if problem.goal != "solve" or not letters or any(problem.domains.get(x) not in wanted for x in letters):
            return []
        if len(letters) > 1:
            return _system(state, letters, problem)
        domain = problem.domains[letters[0]]
        if not is_solved(state, problem.unknowns):
            heads = {t.head for _, t in subterms(state)}
            if domain not in WHOLE or heads.isdisjoint({"fact", *DIVISION}):
                return []
            new = solve_bounded(state, tuple(letters), problem.domains)
            why = "factorials grow: " if "fact" in heads else ""
            return _offer(state, new, f"{why}try the values that are possible", safe=True)
        new = solution_set(state, letters[0], domain)
        if new is None and domain in WHOLE:
            new = solve_bounded(state, tuple(letters), problem.domains)
        kind = "rational" if domain == "rational" else "whole"
        return _offer(state, new and unknown_left(new), f"keep the {kind} numbers", safe=False)


def _system(state: Term, letters: list[str], problem: Problem) -> list[Move]:
    if state is not problem.term:
        return _bounds_of_one(state, letters, problem)
    equations = [a for a in conjuncts(state) if a.head == "eq"]
    modulus = impossible(equations, problem.domains) if equations else None
    if modulus is not None:
        words = f"the remainders on division by {modulus} never agree"
        return _offer(state, FALSE, words, safe=True)
    names = tuple(n for n in problem.unknowns if n in letters) + tuple(n for n in letters if n not in problem.unknowns)
    solutions = solve_bounded(state, names, problem.domains)
    if solutions is None:
        return _all_values(state, names, problem)
    found = divided(state, names)
    words = f"{found.factor} divides {found.number}: try its divisors" if found else "try the values that are possible"
    return _offer(state, solutions, words, safe=True)


def _bounds_of_one(state: Term, letters: list[str], problem: Problem) -> list[Move]:
    """The bounds of one letter beside what else a system says: its whole numbers between them."""
    for name in letters if state.head == "and" else ():
        if problem.domains[name] in WHOLE:
            told = [a for a in state.args if a.head in RELATIONS and a.free == {name} and a.args[0].free]
            new = solution_set(conj(*told), name, problem.domains[name]) if told else None
            if new is not None:
                rest = [a for a in state.args if a not in told]
                found = _offer(state, conj(*rest, unknown_left(new)), "keep the whole numbers", safe=True)
                if found:
                    return found
    return []


def _all_values(state: Term, names: tuple[str, ...], problem: Problem) -> list[Move]:
    """A linear equation solved for a letter that has the coefficient 1 or -1, so that every choice of the others is a
    solution: 2*x + y = 7 gives y = 7 - 2*x."""
    if state.head != "eq" or any(problem.domains.get(x) != "integer" for x in names):
        return []
    for x in names:
        line = linear_in(primitive_part(state) or state, sym(x))
        if line is not None and line[0] in (ONE, num(-1)) and linear_in(state, sym(x)) is not None:
            new = eq(sym(x), expanded(neg(line[1]) if line[0] is ONE else line[1]))
            if len(new.args[1].free) == len(names) - 1:
                return _offer(state, new, f"solve for {x}: the others are any whole numbers", safe=True)
    return []


def _offer(state: Term, new: Term | None, words: str, *, safe: bool) -> list[Move]:
    if new is None or new.key == state.key:
        return []
    return [Move((), "decided", "numbers of the domain", new=new, words=words, cost=2, safe=safe, rank=10**6)]
