"""Formulas in one real letter with remainders that jump: within bounds, piece by piece.

Where a remainder (a*x + b) mod m does not jump it is a*x + b - k*m for one whole number k, so between two neighbouring
jumps a formula is one without remainders, and `cells.py` decides it; at the jumps it is a closed formula:

    x*floor(x) = 10,  -4 <= x <= 4      for 3 < x < 4: x*3 = 10;  for x = 3: 3*3 = 10;  ...

That nothing lies outside of the bounds is for others to show.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import ceil, floor

from hybrid.decide import cells
from hybrid.decide.closed import enclosure, exact_truth
from hybrid.decide.periodic import Repeating
from hybrid.decide.residues import NotPeriodic
from hybrid.term import FALSE, ONE, RELATIONS, Term, conj, disj, eq, make, number, parts, rational, substitute, sym

MAX_JUMPS = 90
GUESSES = ((-4, 4), (-12, 12))  # bounds to try where there may be no solution


def pieces_of(*formulas: Term) -> Repeating | None:
    """The remainders of linear expressions in formulas of one letter that have some; None for other formulas."""
    letters = {x for f in formulas for x in f.free}
    remainders = [t for f in formulas for t in parts(f) if t.head == "mod" and t.free]
    if len(letters) != 1 or not remainders:
        return None
    found = Repeating(letters.pop(), ONE)
    try:
        for t in remainders:
            found.take(t)
    except NotPeriodic:
        return None
    return found


def jumps(found: Repeating, low: int, high: int) -> list[Fraction]:
    """The numbers from low to high at which a remainder jumps, and both ends, ascending. Raises NotPeriodic."""
    out = {Fraction(low), Fraction(high)}
    for a, b, m in found.remainders.values():
        ends = sorted(((a * low + b) / m, (a * high + b) / m))
        if ends[1] - ends[0] > MAX_JUMPS:
            raise NotPeriodic("many jumps")
        out |= {(k * m - b) / a for k in range(ceil(ends[0]), floor(ends[1]) + 1)}
    if len(out) > MAX_JUMPS:
        raise NotPeriodic("many jumps")
    return sorted(out)


def cut(low: int, high: int, *formulas: Term) -> tuple[Repeating, list[Fraction]] | None:
    """The remainders of formulas, and where they jump from low to high; None outside of the class."""
    found = pieces_of(*formulas)
    try:
        return None if found is None else (found, jumps(found, low, high))
    except NotPeriodic:
        return None


def agree(a: Term, b: Term, low: int, high: int) -> bool:
    """Whether it is shown that both formulas are true at the same real numbers from low to high."""
    taken = cut(low, high, a, b)
    if taken is None:
        return False
    found, ends = taken
    for x in ends:
        here = {found.letter: number(x)}
        left, right = (exact_truth(substitute(f, here)) for f in (a, b))
        if left is None or left is not right:
            return False
    for p, q in zip(ends, ends[1:], strict=False):
        inside = [conj(*_between(found.letter, p, q), found.between(f, p, q)) for f in (a, b)]
        if not cells.equivalent(inside[0], inside[1]).proved:
            return False
    return True


def solutions(f: Term, low: int, high: int) -> Term | None:
    """The solutions of a formula in one letter from low to high; None where they are not found."""
    taken = cut(low, high, f)
    if taken is None:
        return None
    found, ends = taken
    x, out = sym(found.letter), []
    for p, q in zip(ends, [*ends[1:], None], strict=True):
        if exact_truth(substitute(f, {found.letter: number(p)})) is True:
            out.append(eq(x, number(p)))
        if q is not None:
            inside = cells.solution_set(conj(*_between(found.letter, p, q), found.between(f, p, q)), found.letter)
            if inside is None:
                return None
            out.append(inside)
    return cells.solution_set(disj(*out), found.letter) if any(s is not FALSE for s in out) else FALSE


def windows(a: Term, b: Term) -> Iterator[tuple[int, int]]:
    """Whole numbers between which all solutions of a and b may lie, as the one without remainders says."""
    told = next((f for f in (b, a) if not any(t.head == "mod" for t in parts(f))), None)
    if told is FALSE:
        yield from GUESSES
    elif told is not None:
        ends = list(_numbers(told))
        if ends:
            low, high = floor(min(ends)), ceil(max(ends))
            most = max(abs(low), abs(high))
            yield from dict.fromkeys(((low, high), (-most - 1, most + 1), (-2 * most - 4, 2 * most + 4)))


def _numbers(f: Term) -> Iterator[Fraction]:
    """The numbers that a letter is compared with, from below and from above."""
    for atom in parts(f):
        if atom.head in RELATIONS and atom.head != "ne":
            for side in atom.args:
                value = rational(side)
                if value is not None:
                    yield Fraction(value)
                elif not side.free:
                    yield from _around(side)


def _around(t: Term) -> Sequence[Fraction]:
    ball = enclosure(t, 64)
    if ball is None:
        return ()
    return [Fraction(int(n)) for n in (ball.floor().unique_fmpz(), ball.ceil().unique_fmpz()) if n is not None]


def _between(letter: str, low: Fraction, high: Fraction) -> tuple[Term, Term]:
    return make("gt", (sym(letter), number(low))), make("lt", (sym(letter), number(high)))


__all__ = ["agree", "cut", "jumps", "pieces_of", "solutions", "windows"]
