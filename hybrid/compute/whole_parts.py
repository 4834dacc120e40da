"""Whole parts, floor(u) = u - (u mod 1): found, bounded, and all that a relation allows.

    floor(x/2) >= 3          x/2 >= 3
    ceil(x) < 5              -x > -5
    floor(x) + 2*x = 7       x = 5/2
    sqrt(10) mod 1           sqrt(10) - 3

It finds; the deciders prove. None means "does not apply".
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor

from hybrid.compute.fraction import simple
from hybrid.compute.helper import helper
from hybrid.compute.remainders import told
from hybrid.decide import cascade, pieces, whole_parts
from hybrid.decide.closed import without_remainder
from hybrid.decide.meaning import truth
from hybrid.decide.sparse import CONSTANT, Reader, TooBig, plus, scaled
from hybrid.term import FALSE, FLIPPED, RELATIONS, TRUE, Term, conj, disj, make, number, parts, rational

NEAR, FAR = 14, 20  # whole parts of solutions, and of numbers that are looked at
BEYOND = [s * (FAR + Fraction(n, d)) for s in (1, -1) for n, d in ((0, 1), (1, 3), (5, 2))]


@helper
def closed_remainder(t: Term) -> Term | None:
    """The remainder u mod m of closed numbers as u - k*m, where it is no rational number."""
    if t.head != "mod" or t.free or rational(t.args[0]) is not None:
        return None
    return simple(without_remainder(t))


@helper
def whole_part(p: Term) -> Term | None:
    """A relation of the whole part of u/m to a number as one of u: bounds of u, or false or true where no whole number,
    or each, does."""
    if p.head not in RELATIONS:
        return None
    reader = Reader()
    try:
        difference = reader.difference(*p.args)
        for t in dict.fromkeys(s for s in parts(p) if s.head == "mod" and s.free):
            m = rational(t.args[1])
            c = difference.get(((t.key, 1),))
            if m is None or m <= 0 or c is None:
                continue
            rest = plus(plus(difference, reader.poly(t), -c), reader.poly(t.args[0]), c)
            if rest.keys() <= {CONSTANT}:
                # -c*m*k + rest is compared with 0, where u mod m = u - k*m
                head = p.head if c < 0 else FLIPPED[p.head]
                return _bounds(head, t.args[0], Fraction(m), rest.get(CONSTANT, Fraction(0)) / (c * m))
    except TooBig:
        pass
    return None


def _bounds(head: str, u: Term, m: Fraction, d: Fraction) -> Term:
    """What `floor(u/m) RELATION d` says of u."""
    at_least = {n: make("ge", (u, number(m * n))) for n in (ceil(d), floor(d) + 1)}
    below = {n: make("lt", (u, number(m * n))) for n in (ceil(d), floor(d) + 1)}
    if head == "eq":
        return FALSE if d.denominator != 1 else conj(at_least[int(d)], below[int(d) + 1])
    if head == "ne":
        return TRUE if d.denominator != 1 else disj(below[int(d)], at_least[int(d) + 1])
    return {
        "ge": at_least[ceil(d)],
        "gt": at_least[floor(d) + 1],
        "le": below[floor(d) + 1],
        "lt": below[ceil(d)],
    }[head]


@helper
def gathered_remainders(p: Term) -> Term | None:
    """A linear relation with remainders in fewer terms, x - floor(x) = 1/3 as x mod 1 = 1/3."""
    if p.head not in RELATIONS:
        return None
    reader = Reader()
    try:
        found = reader.difference(*p.args)
    except TooBig:
        return None
    left = {m: c for m, c in found.items() if m}
    if not left or any(sum(e for _, e in m) > 1 for m in left):
        return None
    first = next(iter(left.values()))
    scale = 1 / abs(first) if len(left) == 1 else 1
    scale, head = (-scale, FLIPPED[p.head]) if first < 0 else (scale, p.head)
    sides = simple(reader.term(scaled(left, scale))), number(-scale * found.get(CONSTANT, Fraction(0)))
    new = make(head, sides)
    return new if new.size < p.size else None


@helper
def whole_part_cases(p: Term) -> Term | None:
    """All solutions of linear relations with remainders in one real letter that finitely many whole parts allow."""
    if len(p.free) != 1 or told(p):
        return None
    (name,) = p.free
    return whole_parts.solution_set(p, name)


@helper
def piece_by_piece(p: Term) -> Term | None:
    """All solutions of a formula in one letter with whole parts of it, where they lie near 0 and it is shown that
    there are no others."""
    if len(p.free) != 1 or told(p) or any(truth(p, {name: x}) for name in p.free for x in BEYOND):
        return None
    found = pieces.solutions(p, -FAR, FAR)
    near = None if found is None else pieces.solutions(p, -NEAR, NEAR)
    if found is None or near is None or near.key != found.key:
        return None
    return found if cascade.equivalence(p, found).proved else None
