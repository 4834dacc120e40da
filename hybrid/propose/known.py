"""What the problem's givens say about an atom: that it is true, that it is false, or nothing."""

from __future__ import annotations

from hybrid.decide import cascade
from hybrid.problem import Problem
from hybrid.term import FALSE, RELATIONS, TRUE, Term, keeper, make

_ATOMS = RELATIONS | {"defined"}
_OPPOSITE = {"eq": "ne", "ne": "eq", "lt": "ge", "ge": "lt", "gt": "le", "le": "gt"}


def known(atom: Term, problem: Problem) -> Term | None:
    """true or false for an atom without unknowns that the givens decide, None where they do not.

    An atom is false where the givens entail its opposite: they are about defined terms.
    """
    if not problem.given or atom.head not in _ATOMS or not atom.free.isdisjoint(problem.unknowns):
        return None
    memo = keeper(atom, *problem.given).memo
    key = ("known", atom, problem.given, tuple(sorted(problem.domains.items())))
    if key not in memo:
        memo[key] = _decided(atom, problem)
    return memo[key]  # type: ignore[no-any-return]


def _decided(atom: Term, problem: Problem) -> Term | None:
    if not any(atom.free & g.free for g in problem.given):
        return None
    if cascade.entails(problem.given, atom, problem.domains).proved:
        return TRUE
    if atom.head == "defined":
        return None
    opposite = make(_OPPOSITE[atom.head], atom.args)
    return FALSE if cascade.entails(problem.given, opposite, problem.domains).proved else None
