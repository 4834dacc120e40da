"""Problems: every goal, with what is given, functions that are defined, and the domains of the letters.

A problem is written as a statement and read, so its text is one that people may write, and reading it again
gives the same problem. It need not have an answer: most equations that are drawn have none in closed form.
"""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

from hybrid.problem import DOMAINS, GOALS, GoalKind, Problem
from hybrid.syntax.statement import parse_problem
from hybrid.syntax.text import to_text
from hybrid.term import add, make, sym
from hybrid.testing.terms import formulas, terms

_LETTERS = ("x", "y", "a")


def problems(
    goals: Sequence[GoalKind] = GOALS, letters: Sequence[str] = _LETTERS, *, depth: int = 2, conditions: int = 2
) -> st.SearchStrategy[Problem]:
    """Problems whose `text` parses back: `parse_problem(p.text) == p`.

    goals       which goals; all seven without it, solve the simplest
    letters     the names of the letters, simplest first
    depth       how many levels the expressions have at most
    conditions  how many conditions are given at most

    The conditions may contradict each other, and none need hold anywhere.

    >>> problems(goals=["solve"]).example().text          # doctest: +SKIP
    'solve x^2 - 3 = y for x given y > 0, y integer'
    """
    return _problem(tuple(goals), tuple(letters), depth, conditions)


@st.composite
def _problem(
    draw: st.DrawFn, goals: tuple[GoalKind, ...], letters: tuple[str, ...], depth: int, conditions: int
) -> Problem:
    goal = draw(st.sampled_from(goals))
    # An expression to solve or to prove is refused, and so is a formula to simplify.
    formula = goal in ("solve", "prove")
    claim = draw(formulas(letters, (), depth=1, sides=depth) if formula else terms(letters, (), depth))
    named = draw(_some(claim.free)) if goal == "solve" else []
    atom = formulas(letters, (), depth=0, sides=1)
    given = draw(st.lists(atom, max_size=conditions))
    entries = [to_text(g) for g in given]
    if goal == "evaluate" and "f" not in letters and draw(st.booleans()):
        claim = add(make("call", (claim,), "f"), draw(terms(letters, (), depth=1)))
        entries.append(f"f(t) = {to_text(draw(terms((*letters, 't'), (), depth)))}")
    found = claim.free.union(*[g.free for g in given])
    entries += [f"{_letter(x)} {draw(st.sampled_from(DOMAINS))}" for x in draw(_some(found))]
    text = f"{goal} {to_text(claim)}"
    text += f" for {', '.join(map(_letter, named))}" if named else ""
    text += f" given {', '.join(entries)}" if entries else ""
    return parse_problem(text)


def _some(letters: frozenset[str]) -> st.SearchStrategy[list[str]]:
    """Up to two of the letters, none the simplest."""
    return st.lists(st.sampled_from(sorted(letters)), unique=True, max_size=2) if letters else st.just([])


def _letter(name: str) -> str:
    return to_text(sym(name))
