"""Statements about finitely many integers, and about remainders.

Bounds. In a conjunction each polynomial atom bounds each of its monomials by the bounds of the others,
and a bound on a monomial bounds its letters (x^2 <= 10 gives |x| <= 3; x*y <= 12 with x >= 1 and y >= 2
gives x <= 6). Repeated until nothing changes (bounds propagation: Apt, "Principles of Constraint
Programming", chapter 6); letters are then tried one value at a time, propagating again. An atom that no
rule reads is no bound, only a test of the points found, so the enumeration is complete.

Divisors. An equation in two letters may hold only where a factor divides a number (`divisors.py`); its finitely many
candidates are tried in the whole formula.

Remainders. An equation between integer polynomials without a solution modulo some m has none at all:
x^2 = 3*y + 2 is impossible since squares leave 0 or 1 modulo 3.

Powers c^x of numbers c > 1 with natural x are bounded like letters, and bound x: 2^x*3^y = 1296 has x <= 10. Remainders
on division by a number are bounded by it.

Statements in one letter are the business of `cells.py`, which knows integers too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import ceil, floor, lcm

from flint import fmpz

from hybrid.decide.divisors import Divisors, candidates
from hybrid.decide.factorial import whole
from hybrid.decide.linear import form
from hybrid.decide.meaning import conditions, truth
from hybrid.decide.sparse import CONSTANT, Monomial, Poly, Reader, TooBig, atoms
from hybrid.decide.verdict import Verdict, proved, refuted, unknown
from hybrid.problem import Domain
from hybrid.term import FALSE, RELATIONS, TRUE, Term, conj, disj, eq, num, rational, sym

BY = "integer"
MAX_POINTS = 10_000
MAX_NODES = 20_000
FEW_NODES = 4_000
MAX_ROUNDS = 40
MAX_BITS = 256  # of a bound
MAX_RESIDUES = 4_000
MODULI = (2, 3, 4, 5, 7, 8, 9, 11, 13, 16)

Range = tuple[int | None, int | None]
Box = dict[str, Range]
Point = dict[str, Fraction]


class Unbounded(Exception):
    """A letter without bounds, too many points, or a formula whose truth could not be found out."""


def solve_bounded(f: Term, letters: Sequence[str], domains: Mapping[str, Domain]) -> Term | None:
    """All solutions of f over its integer and natural letters, `x = 0 and y = 6 or x = 2 and y = 3`, ascending.

    None when a letter is not an integer, some letter is not bounded, or there are too many points to try.
    """
    if not f.free <= set(letters) or not _integral(letters, domains):
        return None
    try:
        found = solutions(f, letters, domains)
    except Unbounded:
        return None
    return disj(*[conj(*[eq(sym(x), num(int(p[x]))) for x in letters]) for p in found])


def equivalent_bounded(
    a: Term, b: Term, context: Sequence[Term] = (), domains: Mapping[str, Domain] | None = None
) -> Verdict:
    """Whether a and b have the same, finitely many, solutions within the context: by listing both."""
    ranges = domains or {}
    letters = sorted(a.free.union(b.free, *[h.free for h in context]))
    if not letters or not _integral(letters, ranges):
        return unknown(BY, "not about integers")
    try:
        left = solutions(conj(*context, a), letters, ranges, FEW_NODES)
        right = solutions(conj(*context, b), letters, ranges, FEW_NODES)
    except Unbounded as error:
        return unknown(BY, str(error))
    for p in left + right:
        if (p in left) is not (p in right):
            return refuted(BY, {x: num(int(v)) for x, v in p.items()})
    return proved(BY, points=len(left))


def entails(hyps: Sequence[Term], goal: Term, domains: Mapping[str, Domain] | None = None) -> Verdict:
    """Whether the goal holds wherever the hypotheses do: by listing their solutions, or by remainders."""
    ranges = domains or {}
    letters = sorted(goal.free.union(*[h.free for h in hyps]))
    if not letters or not _integral(letters, ranges):
        return unknown(BY, "not about integers")
    equations = [f for f in atoms(hyps) if f.head == "eq"]
    if goal.head == "ne" and not conditions(goal):
        equations.append(eq(*goal.args))
    modulus = impossible(equations, ranges)
    if modulus is not None:
        return proved(BY, modulus=modulus)
    try:
        found = solutions(conj(*hyps), letters, ranges, FEW_NODES)
    except Unbounded as error:
        return unknown(BY, str(error))
    for p in found:
        holds = truth(goal, p)
        if holds is None:
            return unknown(BY, "truth not found out")
        if not holds:
            return refuted(BY, {x: num(int(v)) for x, v in p.items()})
    return proved(BY, points=len(found))


def impossible(equations: Sequence[Term], domains: Mapping[str, Domain]) -> int | None:
    """A modulus for which the equations have no common solution in remainders; None when none was found."""
    reader = Reader()
    polys: list[dict[Monomial, int]] = []
    for f in equations:
        try:
            p = reader.difference(*f.args)
        except TooBig:
            continue
        names = {k for m in p for k, _ in m}
        if all(reader.generators[k].head == "sym" and domains.get(k) in ("integer", "natural") for k in names):
            scale = lcm(*[c.denominator for c in p.values()])
            polys.append({m: int(c * scale) for m, c in p.items()})
    letters = sorted({k for p in polys for m in p for k, _ in m})
    if not polys:
        return None
    for modulus in MODULI:
        if modulus ** len(letters) > MAX_RESIDUES:
            break
        if not any(
            all(_residue(p, dict(zip(letters, r, strict=True)), modulus) == 0 for p in polys)
            for r in product(range(modulus), repeat=len(letters))
        ):
            return modulus
    return None


def _residue(p: Mapping[Monomial, int], point: Mapping[str, int], modulus: int) -> int:
    total = 0
    for m, c in p.items():
        for k, e in m:
            c = c * pow(point[k], e, modulus) % modulus
        total += c
    return total % modulus


def _integral(letters: Sequence[str], domains: Mapping[str, Domain]) -> bool:
    return all(domains.get(x) in ("integer", "natural") for x in letters)


# -- listing -------------------------------------------------------------------------------------


def solutions(f: Term, letters: Sequence[str], domains: Mapping[str, Domain], nodes: int = MAX_NODES) -> list[Point]:
    """All points of the letters where f is true, ascending, visiting at most `nodes` boxes. Raises Unbounded."""
    if f.head == "or":
        found = {tuple(p.items()): p for part in f.args for p in solutions(part, letters, domains, nodes)}
    else:
        box: Box = {x: (0 if domains.get(x) == "natural" else None, None) for x in letters}
        bounds = _constraints(f, domains)
        box |= bounds.others
        budget = [nodes]
        try:
            found = {tuple(p.items()): p for p in _search(f, bounds, box, budget)}
        except Unbounded:
            points = _by_divisors(f, letters, domains)
            if points is None:
                raise
            found = {tuple(p.items()): p for p in points}
    return sorted(found.values(), key=lambda p: [p[x] for x in letters])


def divided(f: Term, letters: Sequence[str]) -> Divisors | None:
    """What an equation of f in all of its two letters says about divisors."""
    if len(letters) != 2:
        return None
    equations = [a for a in atoms([f]) if a.head == "eq" and a.free == set(letters)]
    return next((d for a in equations if (d := candidates(a, *letters)) is not None), None)


def _by_divisors(f: Term, letters: Sequence[str], domains: Mapping[str, Domain]) -> list[Point] | None:
    """All points of two letters where f is true, by the divisors of a number; None when they do not tell."""
    found = divided(f, letters)
    if found is None:
        return None
    points = []
    for pair in found.points:
        point = {x: Fraction(v) for x, v in zip(letters, pair, strict=True)}
        if all(v >= 0 for x, v in point.items() if domains.get(x) == "natural"):
            holds = truth(f, point)
            if holds is None:
                return None
            if holds:
                points.append(point)
    return points


@dataclass(frozen=True)
class _Bounds:
    """Polynomials that are >= 0, in letters and in others that are bounded by what they are: powers and remainders.

    others  by their keys the bounds of these at the beginning; powers: of those c^x, c > 1 and x natural, c and x
    """

    polys: list[Poly]
    others: dict[str, Range]
    powers: dict[str, tuple[int, str]]


def _constraints(f: Term, domains: Mapping[str, Domain]) -> _Bounds:
    """What is >= 0 wherever f is true."""
    reader = Reader()
    forms = []
    for a in atoms([f]):
        try:
            found = form(a, reader) if a.head in RELATIONS else None
        except TooBig:
            continue
        if found is not None:
            forms += [found[0], {m: -c for m, c in found[0].items()}] if found[1] == "eq" else [found[0]]
    others: dict[str, Range] = {}
    powers: dict[str, tuple[int, str]] = {}
    for k, t in reader.generators.items():
        if t.head == "mod" and isinstance(m := rational(t.args[1]), int) and m > 0 and whole(t, domains):
            others[k] = 0, m - 1
        elif t.head == "pow" and t.args[1].head == "sym" and domains.get(t.args[1].value) == "natural":
            c = rational(t.args[0])
            if isinstance(c, int) and c > 1:
                others[k], powers[k] = (1, None), (c, t.args[1].value)
    out: list[Poly] = []
    for p in forms:
        bounded = all(reader.generators[k].head == "sym" or k in others for m in p for k, _ in m)
        out += [p] if bounded else _of_factorial(p, reader)
    return _Bounds(out, others, powers)


def _of_factorial(p: Poly, reader: Reader) -> list[Poly]:
    """c - k*x! >= 0 bounds x, since the factorials of whole numbers grow: x! <= 120 gives 0 <= x <= 5."""
    powers = [(m, c) for m, c in p.items() if m != CONSTANT]
    if len(powers) != 1 or powers[0][1] >= 0 or len(powers[0][0]) != 1 or powers[0][0][0][1] != 1:
        return []
    t = reader.generators[powers[0][0][0][0]]
    if t.head != "fact" or t.args[0].head != "sym":
        return []
    most, n, value = p.get(CONSTANT, Fraction(0)) / -powers[0][1], 0, 1
    while value * (n + 1) <= most and n < MAX_BITS:
        n, value = n + 1, value * (n + 1)
    if value * (n + 1) <= most:
        return []
    x = ((t.args[0].value, 1),)
    return [{x: Fraction(1)}, {CONSTANT: Fraction(n), x: Fraction(-1)}]


def _search(f: Term, bounds: _Bounds, box: Box, budget: list[int]) -> Iterator[Point]:
    if f is FALSE or not _propagate(bounds, box):
        return
    if f is TRUE and box:
        raise Unbounded("nothing bounds the letters")
    budget[0] -= 1
    if budget[0] < 0:
        raise Unbounded("too many points")
    letters = {x: r for x, r in box.items() if x not in bounds.others}
    open_letters = [x for x, (low, high) in letters.items() if low is None or high is None or low < high]
    if not open_letters:
        point = {x: Fraction(low or 0) for x, (low, _) in letters.items()}
        holds = truth(f, point)
        if holds is None:
            raise Unbounded("truth not found out")
        if holds:
            yield point
        return
    name, low, high = _narrowest(box, open_letters)
    for v in range(low, high + 1):
        yield from _search(f, bounds, {**box, name: (v, v)}, budget)


def _narrowest(box: Box, open_letters: Sequence[str]) -> tuple[str, int, int]:
    best: tuple[int, str, int, int] | None = None
    for x in open_letters:
        low, high = box[x]
        if low is not None and high is not None and (best is None or high - low < best[0]):
            best = (high - low, x, low, high)
    if best is None or best[0] > MAX_POINTS:
        raise Unbounded(f"no bounds for {', '.join(open_letters)}")
    return best[1], best[2], best[3]


# -- bounds --------------------------------------------------------------------------------------


def _propagate(bounds: _Bounds, box: Box) -> bool:
    """Narrow the box in place; False when it is seen to be empty."""
    for _ in range(MAX_ROUNDS):
        before = dict(box)
        for p in bounds.polys:
            if not _narrow(p, box):
                return False
        for key, (c, x) in bounds.powers.items():
            if not _of_power(key, c, x, box):
                return False
        if box == before:
            return True
    return True


def _of_power(key: str, c: int, x: str, box: Box) -> bool:
    """Bounds of c^x from those of x, and back; False when one is empty."""
    low, high = box[x]
    known = [None if e is None or e > MAX_BITS else c**e for e in (low, high)]
    if not _cut(box, key, known[0], known[1]):
        return False
    least, most = box[key]
    if most is not None:
        e = 0
        while c ** (e + 1) <= most:
            e += 1
        if most < 1 or not _cut(box, x, None, e):
            return False
    if least is not None and least > 1:
        e = 0
        while c**e < least:
            e += 1
        return _cut(box, x, e, None)
    return True


def _narrow(p: Poly, box: Box) -> bool:
    """Use p >= 0: each term is at least minus the greatest value of all the others."""
    tops = {m: _top(c, m, box) for m, c in p.items()}
    unknown_tops = [m for m, t in tops.items() if t is None]
    if len(unknown_tops) > 1:
        return True
    total = sum((t for t in tops.values() if t is not None), Fraction(0))
    if not unknown_tops and total < 0:
        return False
    for m, c in p.items():
        if m == CONSTANT or unknown_tops and unknown_tops != [m]:
            continue
        least = -(total - (tops[m] or 0))  # c*m >= least
        bound = least / c
        if not (_at_least(m, ceil(bound), box) if c > 0 else _at_most(m, floor(bound), box)):
            return False
    return True


def _top(c: Fraction, m: Monomial, box: Box) -> Fraction | None:
    low, high = _range(m, box)
    end = high if c > 0 else low
    return None if end is None else c * end


def _range(m: Monomial, box: Box) -> Range:
    """Bounds of a monomial over the box."""
    low: int | None = 1
    high: int | None = 1
    for k, e in m:
        low, high = _product((low, high), _power(box[k], e))
    return low, high


def _power(r: Range, e: int) -> Range:
    low, high = r
    if e % 2:
        return None if low is None else low**e, None if high is None else high**e
    least = 0 if (low is None or low <= 0) and (high is None or high >= 0) else None
    if least is None:
        least = min(abs(x) for x in r if x is not None) ** e
    return least, None if low is None or high is None else max(abs(low), abs(high)) ** e


def _product(a: Range, b: Range) -> Range:
    (p, q), (r, s) = a, b
    if p is not None and q is not None and r is not None and s is not None:
        ends = (p * r, p * s, q * r, q * s)
        return min(ends), max(ends)
    if p is not None and r is not None and p >= 0 and r >= 0:
        return p * r, None if q is None or s is None else q * s
    return None, None


def _at_most(m: Monomial, bound: int, box: Box) -> bool:
    """Use m <= bound; False when the box becomes empty."""
    if len(m) == 1:
        (k, e) = m[0]
        if e % 2:
            return _cut(box, k, None, _root(bound, e))
        if bound < 0:
            return False
        r = _root(bound, e)
        return _cut(box, k, -r, r)
    for k, e in m:
        others: Range = (1, 1)
        for other, d in m:
            if other != k:
                others = _product(others, _power(box[other], d))
        low = box[k][0]
        if others[0] is not None and others[0] >= 1 and low is not None and low >= 0 and bound >= 0:
            if not _cut(box, k, None, _root(bound // others[0], e)):
                return False
    return True


def _at_least(m: Monomial, bound: int, box: Box) -> bool:
    """Use m >= bound; False when the box becomes empty."""
    if len(m) == 1 and m[0][1] % 2:
        k, e = m[0]
        r = -_root(-bound, e)
        return _cut(box, k, r, None)
    if bound >= 1:
        # A product that is not zero has no factor zero.
        for k, _ in m:
            low = box[k][0]
            if low == 0 and not _cut(box, k, 1, None):
                return False
    return True


def _root(bound: int, e: int) -> int:
    """The greatest integer r with r^e <= bound (any sign for odd e)."""
    if e == 1:
        return bound
    if bound < 0:
        # The least s with s^e >= -bound, negated.
        s = int(fmpz(-bound).root(e))
        return -s if s**e == -bound else -(s + 1)
    return int(fmpz(bound).root(e))


def _moderate(new: int | None, old: int | None) -> int | None:
    return old if new is not None and new.bit_length() > MAX_BITS else new


def _cut(box: Box, k: str, low: int | None, high: int | None) -> bool:
    old_low, old_high = box[k]
    new_low = low if old_low is None else old_low if low is None else max(low, old_low)
    new_high = high if old_high is None else old_high if high is None else min(high, old_high)
    if new_low is not None and new_high is not None and new_low > new_high:
        return False
    # Two constraints can push a bound without end (x > y^2 and y > x^2): forgetting one is sound.
    box[k] = _moderate(new_low, old_low), _moderate(new_high, old_high)
    return True


__all__ = ["Unbounded", "divided", "entails", "equivalent_bounded", "impossible", "solutions", "solve_bounded"]
