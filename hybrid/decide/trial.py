"""Points worth trying: where a wrong statement is likely to show itself.

First a few fixed numbers, which catch most wrong steps; then what the formulas suggest: numbers written in
them, zeros of their polynomials and points between these zeros, multiples of pi and logarithms where such
functions occur; with several letters, solutions of the equations for one letter after another.
A point gives every letter an int or Fraction, or a closed term for an irrational number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import product
from math import ceil, floor, gcd, isqrt
from typing import Any

from flint import fmpz_poly

from hybrid.angle import multiple_of_pi
from hybrid.decide.closed import enclosure, is_defined
from hybrid.decide.evaluate import value
from hybrid.decide.meaning import conditions
from hybrid.decide.pieces import jumps, pieces_of
from hybrid.decide.rational import as_ratio, from_poly, to_poly
from hybrid.decide.residues import NotPeriodic
from hybrid.term import RELATIONS, E, Term, add, div, make, mul, neg, num, number, parts, root, sub, substitute, sym

Coordinate = int | Fraction | Term
Trial = dict[str, Coordinate]
Domains = Mapping[str, str]

FIRST: tuple[int | Fraction, ...] = (2, -1, 0, 1, 3, -2, Fraction(1, 2), Fraction(-1, 2))
MORE: tuple[int | Fraction, ...] = (
    *(-3, 5, 10, 4, Fraction(1, 3), -10, Fraction(3, 2), 7, Fraction(-7, 3), 9, 100, Fraction(1, 10), -4, 6, 8),
)
MAX_SUGGESTED = 48
MAX_DEGREE = 24
MAX_SOLVED = 60
MAX_MARKS = 6


def fixed_points(letters: Sequence[str], domains: Domains) -> Iterator[Trial]:
    """Points that depend on the letters and domains only: a few well chosen ones."""
    yield from _fixed(tuple(letters), tuple(domains.get(x, "real") for x in letters))


def suggested_points(letters: Sequence[str], formulas: Sequence[Term], domains: Domains) -> Iterator[Trial]:
    """Points that the formulas suggest; for an expression e give the formula e = e."""
    atoms = _atoms(formulas)
    if not letters:
        yield {}
        return
    if len(letters) == 1:
        x = letters[0]
        for c in _unique(_critical(x, atoms)):
            if in_domain(c, domains.get(x, "real")):
                yield {x: c}
        return
    yield from _inside(_eliminated(letters, formulas, domains), domains)
    yield from _inside(_solutions(letters, formulas), domains)
    values = {x: _values(x, atoms, domains.get(x, "real")) for x in letters}
    for k in range(MAX_SUGGESTED):
        yield {x: values[x][(k * (2 * i + 1) + i) % len(values[x])] for i, x in enumerate(letters)}
    for point in product((0, 1, 2, -1), repeat=min(len(letters), 4)):
        trial: Trial = dict.fromkeys(letters, 1)
        trial.update(zip(letters, point, strict=False))
        yield from _inside([trial], domains)


def in_domain(c: Coordinate, domain: str) -> bool:
    """Whether a coordinate belongs to a domain; a closed term counts as irrational."""
    if isinstance(c, Term):
        return domain == "real"
    if domain in ("integer", "natural"):
        return c.denominator == 1 and (domain == "integer" or c >= 0)
    return True


@lru_cache(maxsize=512)
def _fixed(letters: tuple[str, ...], domains: tuple[str, ...]) -> tuple[Trial, ...]:
    lists = [[c for c in FIRST + MORE if in_domain(c, d)] for d in domains]
    if not letters:
        return ({},)
    trials = range(len(lists[0]))
    # Steps of 1, 2, 3, ... through the lists: the letters do not stay in step.
    return tuple(
        {x: c[(k * (i + 1) + 4 * i) % len(c)] for i, (x, c) in enumerate(zip(letters, lists, strict=True))}
        for k in trials
    )


def _inside(points: Iterable[Trial], domains: Domains) -> Iterator[Trial]:
    for p in points:
        if all(in_domain(c, domains.get(x, "real")) for x, c in p.items()):
            yield p


def _unique(values: Iterable[Coordinate]) -> Iterator[Coordinate]:
    seen: set[Coordinate] = set()
    for v in values:
        if v not in seen:
            seen.add(v)
            yield v
            if len(seen) >= 2 * MAX_SUGGESTED:
                return


def _values(x: str, atoms: Sequence[Term], domain: str) -> list[Coordinate]:
    """Coordinates for one letter among several, never none."""
    near = [c for c in _unique(_critical(x, [a for a in atoms if x in a.free])) if not isinstance(c, Term)][:16]
    return [c for c in (*FIRST, *near, *MORE) if in_domain(c, domain)]


def _atoms(formulas: Iterable[Term]) -> list[Term]:
    found: dict[Term, None] = {}
    stack = list(formulas)
    while stack:
        t = stack.pop()
        if t.head in RELATIONS:
            found[t] = None
            for c in conditions(t):
                if c.head in RELATIONS:
                    found[c] = None
        elif t.head == "defined":
            for c in conditions(t.args[0]):
                if c.head in RELATIONS:
                    found[c] = None
        elif t.head in ("and", "or", "implies"):
            stack.extend(t.args)
    return list(found)


# -- one letter ----------------------------------------------------------------------------------


def _critical(x: str, atoms: Sequence[Term]) -> Iterator[Coordinate]:
    """Where something may happen: zeros of the atoms and points between them, numbers written, special values."""
    exact: list[Coordinate] = []
    marks: list[Fraction] = []
    for atom in atoms:
        if atom.free == {x}:
            for difference in (sub(*atom.args), *_with_remainder(atom)):
                for zeros, near in map(_zeros, _polynomials(x, difference)):
                    exact.extend(zeros)
                    marks.extend(near)
    for t in _written(atoms):
        v = value(t, {})
        if isinstance(v, Fraction):
            exact.extend((v, -v))
            marks.append(v)
        else:
            exact.extend((t, neg(t)))
            marks.extend(_neighbours(t))
    yield from (c for c in exact if not isinstance(c, Term))
    marks = sorted(set(marks))
    for a, b in zip(marks, marks[1:], strict=False):
        yield _simplest(a, b)
    yield from _at_jumps(atoms, marks)
    for m in marks:
        for c in (floor(m), ceil(m), m + 1, m - 1):
            yield Fraction(c)
    if marks:
        yield from (marks[-1] + 10, marks[0] - 10, Fraction(floor(marks[-1]) * 3 + 100))
    yield from (c for c in exact if isinstance(c, Term))
    yield from _special(atoms)


def _at_jumps(atoms: Sequence[Term], marks: Sequence[Fraction]) -> Iterator[Fraction]:
    """Where a remainder jumps near to where something may happen, and between two such jumps."""
    found = pieces_of(*atoms)
    if found is None:
        return
    for low, high in dict.fromkeys((floor(m) - 1, ceil(m) + 1) for m in marks[:MAX_MARKS]):
        try:
            ends = jumps(found, low, high)
        except NotPeriodic:
            return
        yield from ends
        yield from (_simplest(a, b) for a, b in zip(ends, ends[1:], strict=False))


def _with_remainder(atom: Term) -> Iterator[Term]:
    """What is 0 where u leaves just r: u - r - k*m for some small k."""
    for left, r in (atom.args, atom.args[::-1]):
        if left.head == "mod" and not r.free and not left.args[1].free:
            yield from (sub(left.args[0], add(r, mul(num(k), left.args[1]))) for k in (0, 1, -1, 2))


def _polynomials(x: str, t: Term) -> Iterator[list[int]]:
    """Coefficients, constant first, of numerator and denominator of t and of what stands in roots and | |."""
    found = as_ratio(t)
    if found is None:
        return
    up, down, gens = found
    letter = sym(x)
    for p in (up, down):
        if p and all(g is letter or not any(e[i] for e in p) for i, g in enumerate(gens)) and letter in gens:
            i = gens.index(letter)
            degree = max(e[i] for e in p)
            if degree <= MAX_DEGREE:
                dense = [0] * (degree + 1)
                for e, c in p.items():
                    dense[e[i]] = int(c)
                yield dense
    for g in gens:
        if g.head in ("abs", "root", "log") and g.free == {x}:
            yield from _polynomials(x, g.args[0])


def _zeros(dense: list[int]) -> tuple[list[Coordinate], list[Fraction]]:
    """Zeros that can be written, and rational numbers near all real zeros."""
    if not any(dense[1:]):
        return [], []
    exact: list[Coordinate] = []
    near: list[Fraction] = []
    for f, _ in fmpz_poly(dense).factor()[1]:
        coefficients = [int(c) for c in f.coeffs()]
        if len(coefficients) == 2:
            r = Fraction(-coefficients[0], coefficients[1])
            exact.append(r)
            near.append(r)
            continue
        if len(coefficients) == 3:
            exact.extend(_quadratic(*coefficients))
        for root_, _ in f.complex_roots():
            if root_.imag == 0:
                near.append(_near(root_.real))
    return exact, near


def _quadratic(c: int, b: int, a: int) -> Iterator[Term]:
    """The real zeros of an irreducible a*x^2 + b*x + c, as terms."""
    d = b * b - 4 * a * c
    if d < 0:
        return
    k = max(k for k in range(1, min(isqrt(d), 1000) + 1) if d % (k * k) == 0)
    common = gcd(b, k, 2 * a)
    surd = root(num(d // (k * k)))
    for sign in (1, -1):
        part = mul(num(k // common), surd) if k != common else surd
        part = part if sign == 1 else neg(part)
        top = add(num(-b // common), part) if b else part
        yield top if 2 * a == common else div(top, num(2 * a // common))


def _near(ball: Any) -> Fraction:
    """A rational number close to the middle of a ball."""
    return Fraction(round(float(ball.mid()) * 2**40), 2**40)


def _simplest(a: Fraction, b: Fraction) -> Fraction:
    """The fraction with the smallest denominator strictly between a < b (Stern and Brocot)."""
    whole = floor(a)
    if whole + 1 < b:
        return Fraction(whole + 1)
    a, b = a - whole, b - whole
    if a == 0:
        return whole + Fraction(1, floor(1 / b) + 1)
    return whole + 1 / _simplest(1 / b, 1 / a)


def _written(atoms: Sequence[Term]) -> list[Term]:
    """The largest closed expressions in the atoms that have a value, without 0."""
    found: dict[Term, None] = {}
    stack: list[Term] = [a for atom in atoms for a in atom.args]
    while stack and len(found) < MAX_SUGGESTED:
        t = stack.pop()
        if t.free:
            stack.extend(t.args[:1] if t.head == "root" else t.args)
        elif t is not num(0) and is_defined(t) is True:
            found[t] = None
    return list(found)


def _neighbours(t: Term) -> list[Fraction]:
    ball = enclosure(t, 64)
    if ball is None or not abs(ball) < 10**6:
        return []
    return [_near(ball)]


def _special(atoms: Sequence[Term]) -> Iterator[Term]:
    heads = {s.head for atom in atoms for s in parts(atom)}
    if heads & {"sin", "cos", "tan"}:
        for p, q in ((1, 6), (1, 4), (1, 3), (1, 2), (2, 3), (3, 4), (5, 6), (1, 1), (3, 2), (2, 1), (13, 6), (9, 4)):
            t = multiple_of_pi(Fraction(p, q))
            yield t
            yield neg(t)
    if heads & {"log", "const"}:
        yield from (E, div(num(1), E), make("pow", (E, num(2))))
    if "pow" in heads or "root" in heads:
        yield from (root(num(2)), neg(root(num(2))), make("log", (num(2), E)))


# -- several letters -----------------------------------------------------------------------------


def _solutions(letters: Sequence[str], formulas: Sequence[Term]) -> Iterator[Trial]:
    """Points on the equations of the formulas: of all that stand in conjunction, and of each side case by case."""
    budget = [MAX_SOLVED]
    cases = [c for f in formulas for c in _cases(f)]
    together = [a for f in formulas if f.head in ("eq", "and") for c in _cases(f) for a in c]
    seen: set[frozenset[Term]] = set()
    for equations in (together, *cases):
        if equations and frozenset(equations) not in seen:
            seen.add(frozenset(equations))
            yield from _extend({}, equations, letters, budget)


def _cases(formula: Term) -> list[list[Term]]:
    """The equations of each disjunct; without those below a further `or`."""
    disjuncts = formula.args if formula.head == "or" else (formula,)
    return [[a for a in (d.args if d.head == "and" else (d,)) if a.head == "eq"] for d in disjuncts[:8]]


def _linear(letters: Sequence[str], formulas: Sequence[Term]) -> tuple[str, Term] | None:
    """A letter and what an equation in conjunction makes of it: y and 5 - x for x + y = 5."""
    for f in formulas:
        for e in f.args if f.head == "and" else (f,):
            names = sorted(e.free)
            p = to_poly(sub(*e.args), names) if e.head == "eq" else None
            if p is None:
                continue
            for i, y in enumerate(names):
                own = [m for m in p if m[i]]
                if y in letters and len(own) == 1 and sum(own[0]) == 1:
                    c = p[own[0]]
                    return y, from_poly({m: -d / c for m, d in p.items() if not m[i]}, names)
    return None


def _eliminated(letters: Sequence[str], formulas: Sequence[Term], domains: Domains) -> Iterator[Trial]:
    """Points on a linear equation: what the formulas suggest once a letter is replaced."""
    found = _linear(letters, formulas)
    if found is None:
        return
    y, expression = found
    reduced = [substitute(f, {y: expression}) for f in formulas]
    for p in suggested_points([x for x in letters if x != y], reduced, domains):
        closed = substitute(expression, {x: c if isinstance(c, Term) else number(c) for x, c in p.items()})
        c = value(closed, {})
        yield {**p, y: c if isinstance(c, Fraction) else closed}


def _extend(point: Trial, equations: list[Term], letters: Sequence[str], budget: list[int]) -> Iterator[Trial]:
    """Complete the point: solve an equation with one letter left, or choose a letter's value."""
    if budget[0] <= 0:
        return
    budget[0] -= 1
    open_ = [x for x in letters if x not in point]
    if not open_:
        yield point
        return
    terms = {x: c if isinstance(c, Term) else number(c) for x, c in point.items()}
    reduced = [substitute(e, terms) for e in equations]
    for e in reduced:
        if len(e.free) == 1:
            x = next(iter(e.free))
            roots = [z for p in _polynomials(x, sub(*e.args)) for z in _zeros(p)[0]]
            for z in roots[:4]:
                yield from _extend({**point, x: z}, equations, letters, budget)
            return
    count = {x: sum(x in e.free for e in reduced) for x in open_}
    # A letter of few equations is chosen; the others then follow from them.
    x = min(open_, key=lambda y: (count[y] == 0, count[y], -letters.index(y)))
    for c in (1, 2, 0, -1, 3):
        yield from _extend({**point, x: c}, equations, letters, budget)
