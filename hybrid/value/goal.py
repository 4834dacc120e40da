"""When a state reaches the goal of a problem.

The kernel decides what a derivation proves; this decides when the searcher may stop: the form asked for
is reached *and* finished in the school sense.
"""

from __future__ import annotations

from hybrid.compute.finished import is_finished
from hybrid.compute.factoring import factor
from hybrid.compute.polynomial import expand
from hybrid.kernel import is_solved
from hybrid.problem import Problem
from hybrid.term import RELATIONS, TRUE, Term


def reached(state: Term, problem: Problem) -> bool:
    """Whether the search may stop at a state."""
    goal = problem.goal
    if goal == "prove":
        return state is TRUE
    if goal == "solve":
        return is_solved(state, problem.unknowns) and _finished_sides(state)
    if goal == "factor":
        return factor(state) is None
    if goal == "expand":
        return expand(state) is None and is_finished(state)
    if goal == "find":
        return not state.free and is_finished(state)
    return is_finished(state) and not _calls(state)


def _finished_sides(t: Term) -> bool:
    if t.head in RELATIONS:
        return is_finished(t.args[1])
    return all(_finished_sides(a) for a in t.args)


def _calls(t: Term) -> bool:
    return t.head == "call" or any(_calls(a) for a in t.args)
