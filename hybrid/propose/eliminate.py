"""Systems of polynomial equations: an equation with fewer letters that follows from them.

Let f1 = 0, ..., fk = 0 be equations of a system. Every common zero is a zero of each polynomial of the ideal of
the fi. A Groebner basis for an order that puts the letter x last contains a polynomial in x alone when the
system has finitely many complex solutions (elimination; Cox, Little, O'Shea, "Ideals, Varieties, and
Algorithms", chapter 3). That polynomial is put beside the equations; a decider proves that it follows,
and its zeros are then put in for x.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from hybrid.decide.rational import as_ratio, from_poly
from hybrid.problem import Problem
from hybrid.propose.move import Move
from hybrid.term import ZERO, Place, Term, conj, eq, sub, subterms

MAX_LETTERS = 4
MAX_DEGREE = 6
LIMITS = (40, 150, 400)  # polynomials, terms of one, bits of a coefficient
WORDS = "combine the equations so that {} is the only unknown"
RANK = 10**6

Monomials = Mapping[tuple[int, ...], Fraction]


class EliminateProposer:
    """For the goal solve: offers to put beside a system of equations one that has a single unknown.

    Only where no equation has one already: then the ordinary rules know what to do.
    """

    def propose(self, state: Term, problem: Problem) -> Iterator[Move]:
        """At most one move for each `and` of the state; none for other goals."""
        if problem.goal != "solve" or len(problem.unknowns) < 2:
            return
        unknowns = frozenset(problem.unknowns)
        for place, t in subterms(state):
            if t.head == "and" and (found := _follows(t, unknowns)) is not None:
                equation, letter = found
                yield _move(place, t, equation, letter)


def _move(place: Place, system: Term, equation: Term, letter: str) -> Move:
    return Move(
        place, "decided", "eliminate", new=conj(equation, system), words=WORDS.format(letter), cost=2, rank=RANK
    )


def _follows(system: Term, unknowns: frozenset[str]) -> tuple[Term, str] | None:
    """An equation in one unknown that the equations of a system make, and the unknown."""
    equations = [a for a in system.args if a.head == "eq"]
    letters = sorted(frozenset[str]().union(*[e.free for e in equations]))
    if len(equations) < 2 or not 2 <= len(letters) <= MAX_LETTERS or not unknowns.issuperset(letters):
        return None
    if any(len(e.free) < 2 for e in equations):
        return None
    polynomials = [_polynomial(e, letters) for e in equations]
    if any(p is None for p in polynomials):
        return None
    known = [p for p in polynomials if p is not None]
    found = [f for last in letters if (f := _in_one(known, letters, last)) is not None]
    if not found:
        return None
    degree, last, monomials = min(found, key=lambda f: (f[0], f[1]))
    return eq(from_poly(monomials, (last,)), ZERO), last


def _polynomial(equation: Term, letters: Sequence[str]) -> Monomials | None:
    """The difference of an equation's sides as exponents -> coefficient; None when it is no polynomial."""
    ratio = as_ratio(sub(*equation.args))
    if ratio is None:
        return None
    up, down, generators = ratio
    if len(down) != 1 or any(any(e) for e in down) or any(g.head != "sym" for g in generators):
        return None
    where = [letters.index(str(g.value)) for g in generators]
    found = {}
    for exponents, c in up.items():
        row = [0] * len(letters)
        for i, k in zip(where, exponents, strict=True):
            row[i] = k
        found[tuple(row)] = c
    return found if found and max(map(sum, found)) <= MAX_DEGREE else None


def _in_one(
    polynomials: Sequence[Monomials], letters: Sequence[str], last: str
) -> tuple[int, str, dict[tuple[int, ...], Fraction]] | None:
    """The polynomial of least degree in one letter that elimination finds: its degree, the letter, its monomials."""
    from flint import Ordering, fmpz_mpoly_ctx, fmpz_mpoly_vec

    order = [*(x for x in letters if x != last), last]
    context: Any = fmpz_mpoly_ctx.get(tuple(order), Ordering.lex)
    places = [letters.index(x) for x in order]
    ideal = [context.from_dict({tuple(e[i] for i in places): int(c) for e, c in p.items()}) for p in polynomials]
    basis, finished = fmpz_mpoly_vec(ideal, context).buchberger_naive(limits=LIMITS)
    best: tuple[int, dict[tuple[int, ...], Fraction]] | None = None
    for f in basis if finished else ():
        rows = [tuple(int(k) for k in row) for row in f.monoms()]
        if not rows or any(any(row[:-1]) for row in rows):
            continue
        degree = max(row[-1] for row in rows)
        if degree and (best is None or degree < best[0]):
            best = degree, {(row[-1],): Fraction(int(c)) for row, c in zip(rows, f.coeffs(), strict=True)}
    return None if best is None else (best[0], last, best[1])
