"""Congruences of one whole unknown, an atom at a time.

    10*x mod 14 = 6    5*x mod 7 = 3    x mod 7 = 2

Each step holds of whole numbers only (3*x mod 7 = 2 has the real solution 2/3 as well), so none is a rule of the book;
a decider proves each over the problem's domain.
"""

from __future__ import annotations

from collections.abc import Iterator

from hybrid.compute.finished import simpler
from hybrid.compute.remainders import (
    by_common_divisor,
    by_division,
    by_inverse,
    remainder_classes,
    smaller_coefficient,
    without_number,
)
from hybrid.kernel import is_solved
from hybrid.problem import Problem
from hybrid.propose.move import Move
from hybrid.term import RELATIONS, Place, Term, parts

NAME = "remainders"


class CongruenceProposer:
    """Offers what makes a congruence of whole unknowns simpler, and the remainders that do where nothing else helps."""

    def propose(self, state: Term, problem: Problem) -> Iterator[Move]:
        if problem.goal != "solve" or not any(t.head == "mod" for t in parts(state)):
            return
        for place, atom in _atoms(state, ()):
            if not atom.free:
                continue
            if all(problem.domains.get(x) in ("integer", "natural") for x in atom.free):
                yield from _simpler(place, atom, problem)
            elif (new := by_division(atom)) is not None:
                yield _move(place, new, "divide, the divisor too", 20)


def _atoms(t: Term, place: Place) -> Iterator[tuple[Place, Term]]:
    if t.head in ("and", "or"):
        for i, a in enumerate(t.args):
            yield from _atoms(a, (*place, i))
    elif t.head in RELATIONS:
        yield place, t


def _simpler(place: Place, atom: Term, problem: Problem) -> Iterator[Move]:
    if is_solved(atom, problem.unknowns):
        return
    if (new := smaller_coefficient(atom)) is not None:
        yield _move(place, new, "only the remainder of the factor matters", 10)
    elif (found := by_common_divisor(atom)) is not None:
        new, d = found
        words = (
            f"{d} divides the factor and the divisor" if new.free else f"{d} divides the left side and not the right"
        )
        yield _move(place, new, words, 20)
    elif (found := by_inverse(atom)) is not None:
        new, i = found
        a, m = atom.args[0].args[0].args[0], atom.args[0].args[1]
        yield _move(place, new, f"multiply by {i}, since {a}*{i} leaves 1 on division by {m}", 20)
    elif not _left_to_the_book(atom) and (new := remainder_classes(atom)) is not None:
        yield _move(place, new, "try all remainders", 30)


def _left_to_the_book(atom: Term) -> bool:
    """Whether rules make the left side simpler."""
    inside = [t.args[0] for t in parts(atom) if t.head == "mod"]
    return without_number(atom) is not None or any(simpler(u) is not None for u in inside)


def _move(place: Place, new: Term, words: str, rank: int) -> Move:
    return Move(place, "decided", NAME, new=new, words=words, safe=True, rank=rank)


__all__ = ["CongruenceProposer"]
