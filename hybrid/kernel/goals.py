"""When a chain of steps has reached what the problem asks for."""

from __future__ import annotations

from collections.abc import Sequence

from hybrid.decide import cascade
from hybrid.decide.closed import exact_truth
from hybrid.decide.meaning import conditions
from hybrid.kernel.context import cases, conjuncts, sequent, unfolded
from hybrid.kernel.errors import CheckError
from hybrid.problem import Problem, Relation
from hybrid.term import FALSE, RELATIONS, TRUE, ZERO, Term, conj, make


def check_goal(problem: Problem, last: Term, relations: set[Relation]) -> tuple[Term, ...]:
    """The conditions that are left over. Raises CheckError when the goal is not reached."""
    if problem.goal == "prove":
        left = left_to_show(problem, last)
        if left is None:
            raise CheckError(f"to prove is to reach true; the last line is {last}")
        return left
    if "<==" in relations or "==>" in relations:
        raise CheckError("a solution set cannot rest on one-way steps")
    if problem.goal == "solve" and not is_solved(last, problem.unknowns):
        raise CheckError(f"{last} is not solved for {', '.join(problem.unknowns)}")
    return ()


def left_to_show(problem: Problem, last: Term) -> tuple[Term, ...] | None:
    """What keeps a state from being true, when that is only that the statement's own terms be defined:
    `x + 1 = (x^2 - 1)/(x - 1)` is proved for x != 1. None when more is missing, and when these conditions
    cannot hold: `ln(-1) = 2` is not proved because it is nowhere defined."""
    _, goal = sequent(problem.term)
    written_out = unfolded(goal, problem.definitions)
    asked = conditions(goal) + (() if written_out is goal else conditions(written_out))
    own = {c.key for c in asked} if goal.head in (*RELATIONS, "and") else frozenset[str]()
    left: dict[str, Term] = {}

    def collect(t: Term) -> bool:
        if t is TRUE:
            return True
        if t.head == "and":
            return all(collect(a) for a in t.args)
        if t.head == "implies":
            return collect(t.args[1])
        if t.key in own:
            left[t.key] = t
            return True
        return False

    if not collect(last):
        return None
    hypotheses, _ = sequent(problem.term)
    if left and cascade.entails((*problem.given, *hypotheses, *left.values()), FALSE, problem.domains).proved:
        return None
    return tuple(left.values())


def is_solved(t: Term, unknowns: Sequence[str]) -> bool:
    """Whether a formula tells its solutions outright.

    true, false, or cases joined by `or`, each a conjunction in which every unknown is alone on the left:
    of one equation (whose right side may contain unknowns that this case gives no value), or of at most one
    lower and one upper bound and any number of `!=`. Atoms without unknowns are conditions on parameters.
    For an unknown x there may stand x mod m, m a number > 0, whose values are bounded by 0 and m.
    """
    wanted = frozenset(unknowns)
    return t is TRUE or all(_solved_case(c, wanted) for c in cases(t))


def _told(atom: Term, unknowns: frozenset[str]) -> str | None:
    """The unknown x of an atom about x, or about x mod m and a possible remainder; None for another atom."""
    if atom.head not in RELATIONS:
        return None
    x, r = atom.args
    if x.head == "mod":
        x, m = x.args
        if m.free or r.free or exact_truth(conj(make("le", (ZERO, r)), make("lt", (r, m)))) is not True:
            return None
        if atom.head in ("lt", "le", "ge") and r is ZERO:  # nowhere, where it is 0, everywhere
            return None
    return x.value if x.head == "sym" and x.value in unknowns else None


def _solved_case(case: Term, unknowns: frozenset[str]) -> bool:
    solved: dict[str, list[str]] = {}
    lefts: dict[str, Term] = {}
    used: set[str] = set()
    for atom in conjuncts(case):
        if atom.free.isdisjoint(unknowns):
            if (atom.head not in RELATIONS and atom.head != "defined") or not atom.free:
                return False
            continue
        name = _told(atom, unknowns)
        if name is None or lefts.setdefault(name, atom.args[0]) is not atom.args[0]:
            return False
        solved.setdefault(name, []).append(atom.head)
        used |= atom.args[1].free & unknowns
        if atom.head != "eq" and not atom.args[1].free.isdisjoint(unknowns):
            return False
    if any("eq" in solved[name] for name in used & solved.keys()):
        return False
    for heads in solved.values():
        if "eq" in heads and len(heads) > 1:
            return False
        if sum(h in ("lt", "le") for h in heads) > 1 or sum(h in ("gt", "ge") for h in heads) > 1:
            return False
    return True
