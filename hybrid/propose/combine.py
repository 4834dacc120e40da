"""Writing an expression with the left sides of given equations.

Let l1 = r1, ..., lk = rk be given and e = p/q be an expression. Introduce letters t1, ..., tk for the li and v
for e. The ideal of all ti - li and v*q - p, with letters ordered before v and v before the ti, has a Groebner
basis whose members without the old letters tell how v and the ti hang together (elimination: Cox, Little,
O'Shea, "Ideals, Varieties, and Algorithms", chapter 3). A member C(t)*v - B(t) says e = B(l)/C(l):

    a^2 + b^2 = (a + b)^2 - 2*(a*b),   x^3 + y^3 = (x + y)^3 - 3*(x + y)*(x*y)

Of a sine and a cosine of one angle it is known that their squares add up to 1: cos(x)^2 = 1 - sin(x)^2. Then the right
sides are put in. What is known by its square and its sign is the root of the square, or the opposite of the root.
Nothing here is trusted: each step is proved by a decider.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from fractions import Fraction
from math import gcd, lcm
from typing import Any

from hybrid.compute.arithmetic import value
from hybrid.compute.fraction import simple
from hybrid.compute.polynomial import expand
from hybrid.decide import cascade
from hybrid.decide.rational import as_ratio
from hybrid.kernel import conjuncts
from hybrid.problem import Problem
from hybrid.propose.move import Move
from hybrid.term import (
    ZERO,
    Place,
    Term,
    add,
    at,
    div,
    eq,
    keeper,
    make,
    mul,
    neg,
    num,
    number,
    parts,
    power,
    rational,
    root,
    sub,
    substitute,
    subterms,
    sym,
)

MAX_LETTERS = 6
MAX_DEGREE = 8
LIMITS = (60, 300, 400)  # polynomials in the basis, terms and bits of one

Poly = Mapping[tuple[int, ...], int]


class CombineProposer:
    """Offers an expression to find, or a side of an equation to prove, written with the given left sides; then
    the right sides in their place."""

    def propose(self, state: Term, problem: Problem) -> Iterator[Move]:
        yield from _root_of_square(state, problem)
        for place, e, givens in _wanted(problem):
            now = _here(state, place)
            written = None if now is None else write_with(e, givens)
            if now is None or written is None:
                continue
            form, result, used = written
            if now is e and form.key != e.key:
                words = f"write it with {_listed([str(f.args[0]) for f in used])}"
                yield Move(place, "decided", "combination", new=form, words=words, safe=True, rank=-2)
            elif now.key == form.key:
                words = "put " + _listed([f"{f.args[1]} for {f.args[0]}" for f in used])
                yield Move(place, "decided", "substitution", new=result, words=words, safe=True, rank=-2)
        yield from _by_the_circle(state, problem)


def _wanted(problem: Problem) -> Iterator[tuple[Place, Term, tuple[Term, ...]]]:
    """The expressions that given equations may tell, with their places in the problem's term."""
    if problem.goal in ("find", "evaluate"):
        yield (), problem.term, _equations(problem.given)
        for place in ((0,), (0, 0)):  # under the root of a square, and under its opposite
            yield place, power(problem.term, num(2)), _equations(problem.given)
    elif problem.goal == "prove" and problem.term.head == "implies" and problem.term.args[1].head == "eq":
        givens = _equations((*problem.given, *conjuncts(problem.term.args[0])))
        for i, side in enumerate(problem.term.args[1].args):
            if not problem.term.args[1].args[1 - i].free:
                yield (1, i), side, givens


def _root_of_square(state: Term, problem: Problem) -> Iterator[Move]:
    """For what is not known itself, but its square and its sign: the root of its square, or its opposite."""
    e, givens = problem.term, _equations(problem.given)
    if problem.goal != "find" or state is not e or write_with(e, givens) is not None:
        return
    lefts = {f.args[0] for f in givens}
    if any(_square_by(u, lefts) is not None for u in parts(e)):  # shorter by the circle
        return
    square = power(e, num(2))
    rooted = _rooted(square, e, problem) if write_with(square, givens) is not None else None
    if rooted is not None:
        new, unlike = rooted
        which = "the root" if unlike == "negative" else "the opposite of the root"
        words = f"it is not {unlike}, so it is {which} of its square"
        yield Move((), "decided", "root of square", new=new, words=words, safe=True, rank=-2)


def _by_the_circle(state: Term, problem: Problem) -> Iterator[Move]:
    """For a sine or cosine that is left while another function of its angle is given, the root that it is."""
    givens = _equations(problem.given)
    if problem.goal != "find" or (state is problem.term and write_with(state, givens) is not None):
        return
    given = {f.args[0] for f in givens}
    for place, u in subterms(state):
        square = None if u in given else _square_by(u, given)
        rooted = None if square is None else _rooted(square, u, problem)
        if rooted is not None:
            new, unlike = rooted
            words = f"{u}^2 = {square}, and {u} is not {unlike}"
            yield Move(place, "decided", "root of square", new=new, words=words, safe=True, rank=-2)


def _square_by(u: Term, given: Collection[Term]) -> Term | None:
    """The square of a sine or cosine by another function of its angle that is given."""
    if u.head not in ("sin", "cos"):
        return None
    other, tangent = _partner(u), make("tan", u.args)
    if other in given:
        return sub(num(1), power(other, num(2)))
    if tangent in given:
        square = power(tangent, num(2))
        return div(num(1) if u.head == "cos" else square, add(num(1), square))
    return None


def _partner(u: Term) -> Term:
    """The cosine of the angle of a sine, the sine of that of a cosine."""
    return make("cos" if u.head == "sin" else "sin", u.args)


def _rooted(square: Term, e: Term, problem: Problem) -> tuple[Term, str] | None:
    """e as the root of its square, or the opposite of the root, and the sign that e does not have; None where that does
    not follow from what is given, at first from its inequalities alone."""
    bounds = tuple(f for f in problem.given if f.head != "eq")
    for facts in (bounds, problem.given):
        if cascade.entails(facts, make("ge", (e, ZERO)), problem.domains).proved:
            return root(square), "negative"
        if cascade.entails(facts, make("le", (e, ZERO)), problem.domains).proved:
            return neg(root(square)), "positive"
    return None


def _here(state: Term, place: Place) -> Term | None:
    if place in ((0,), (0, 0)):
        if (place == (0, 0)) != (state.head == "neg"):
            return None
        inner = state.args[0] if state.head == "neg" else state
        return inner.args[0] if inner.head == "root" and inner.args[1] is num(2) else None
    if place and (state.head != "implies" or state.args[1].head != "eq"):
        return None
    return at(state, place)


def _equations(facts: Sequence[Term]) -> tuple[Term, ...]:
    """The equations among them as `what has letters = number`."""
    return tuple(e for f in facts if f.head == "eq" and (e := _sorted(f)) is not None)


def _sorted(f: Term) -> Term | None:
    a, b = f.args
    if not b.free:
        return f if a.free else None
    if not a.free:
        return eq(b, a)
    whole = expand(sub(a, b)) or sub(a, b)
    numbers = [t for t in whole.args if not t.free] if whole.head == "add" else []
    letters = [t for t in whole.args if t.free] if whole.head == "add" else []
    return eq(add(*letters), value(neg(add(*numbers))) or neg(add(*numbers))) if numbers and letters else None


def _listed(texts: Sequence[str]) -> str:
    return texts[0] if len(texts) == 1 else ", ".join(texts[:-1]) + " and " + texts[-1]


def write_with(e: Term, givens: tuple[Term, ...]) -> tuple[Term, Term, tuple[Term, ...]] | None:
    """e written with the left sides of the givens, the same with their right sides, and the givens used;
    None when none is found."""
    if not e.free or not any(f.args[0].head != "sym" for f in givens):
        return None
    memo = keeper(e, *givens).memo
    key = ("write with", e, givens)
    if key not in memo:
        memo[key] = _write_with(e, givens)
    return memo[key]  # type: ignore[no-any-return]


def _write_with(e: Term, givens: tuple[Term, ...]) -> tuple[Term, Term, tuple[Term, ...]] | None:
    """Roots of numbers may stay; where nothing is found without them, so may the sines whose cosines are given, and
    the cosines whose sines are."""
    lefts, rights = [f.args[0] for f in givens], [f.args[1] for f in givens]
    roots = [g for g in dict.fromkeys(u for t in (*lefts, e) for u in _generators(t)) if not g.free]
    partners = [_partner(t) for t in lefts if t.head in ("sin", "cos") and _partner(t) not in lefts]
    kept = roots
    found = _eliminate(e, [*lefts, *kept])
    if found is None and partners:
        kept = [*roots, *partners]
        found = _eliminate(e, [*lefts, *kept])
    if found is None:
        return None
    above, below = found
    used = tuple(f for i, f in enumerate(givens) if any(row[i] for row in (*above, *below)))
    if not used:
        return None
    return _ratio(above, below, [*lefts, *kept]), _ratio(above, below, [*rights, *kept]), used


def _ratio(above: Poly, below: Poly, values: Sequence[Term]) -> Term:
    c = below.get((0,) * len(values)) if len(below) == 1 else None
    if c is not None:
        return _sum({row: Fraction(k, c) for row, k in above.items()}, values)
    return div(*(_sum({row: Fraction(k) for row, k in p.items()}, values) for p in (above, below)))


def _sum(p: Mapping[tuple[int, ...], Fraction], values: Sequence[Term]) -> Term:
    return add(
        *[_product(row, c, values) for row, c in sorted(p.items(), key=lambda rc: (sum(rc[0]), rc[0]), reverse=True)]
    )


def _product(row: tuple[int, ...], c: Fraction, values: Sequence[Term]) -> Term:
    size = abs(c)
    factors = [t if k == 1 else power(t, num(k)) for t, k in zip(values, row, strict=True) if k]
    if not factors:
        return number(c)
    above = mul(*factors) if size.numerator == 1 else mul(num(size.numerator), *factors)
    t = above if size.denominator == 1 else div(above, num(size.denominator))
    return neg(t) if c < 0 else t


def _eliminate(e: Term, lefts: Sequence[Term]) -> tuple[Poly, Poly] | None:
    """B and C with e = B(l)/C(l), as polynomials in the left sides."""
    from flint import Ordering, fmpz_mpoly_ctx, fmpz_mpoly_vec

    ratios = [as_ratio(t) for t in _whole_angles((*lefts, e))]
    known = [r for r in ratios if r is not None]
    order = sorted({g for _, _, gs in known for g in gs}, key=lambda g: g.key)
    if len(known) < len(ratios) or len(order) > MAX_LETTERS or not order:
        return None
    n, k = len(order), len(lefts)
    names = ("s", *(f"g{i}" for i in range(n)), "v", *(f"t{i}" for i in range(k)))
    context = fmpz_mpoly_ctx.get(names, Ordering.lex)

    def poly(p: Mapping[tuple[int, ...], Fraction], generators: Sequence[Term]) -> Any:
        rows = {}
        where = [order.index(g) + 1 for g in generators]
        for exponents, c in p.items():
            row = [0] * len(names)
            for i, m in zip(where, exponents, strict=True):
                row[i] = m
            rows[tuple(row)] = int(c)
        return context.from_dict(rows)

    variables = context.gens()
    ideal, units = [], variables[0]
    for (p, q, generators), tag in zip(known, (*variables[n + 2 :], variables[n + 1]), strict=True):
        below = poly(q, generators)
        ideal.append(tag * below - poly(p, generators))
        units *= below
    if units.total_degree() > 1:
        ideal.append(units - 1)
    for sine in (g for g in order if g.head == "sin" and _partner(g) in order):
        s, c = (variables[order.index(g) + 1] for g in (sine, _partner(sine)))
        ideal.append(s**2 + c**2 - 1)
    if any(f.total_degree() > MAX_DEGREE for f in ideal):
        return None
    basis, _ = fmpz_mpoly_vec(ideal, context).buchberger_naive(limits=LIMITS)
    best: tuple[Poly, Poly] | None = None
    for f in basis:
        split = _linear(f.to_dict(), n)
        if split is not None and (best is None or _size(split) < _size(best)):
            best = split
    return best


def _generators(t: Term) -> tuple[Term, ...]:
    ratio = as_ratio(t)
    return () if ratio is None else ratio[2]


def _whole_angles(terms: Sequence[Term]) -> Sequence[Term]:
    """The terms with 2*x for x, say, where there is a sine or cosine of x/2: all are read in one angle then."""
    angles = {u.args[0] for t in terms for u in parts(t) if u.head in ("sin", "cos", "tan")}
    wider = {}
    for x in {x for a in angles for x in a.free}:
        slopes = [_slope(a, x) for a in angles if x in a.free]
        known = [k.denominator for k in slopes if k is not None]
        if len(known) == len(slopes) and (n := lcm(*known)) > 1:
            wider[x] = mul(num(n), sym(x))
    return [substitute(t, wider) for t in terms] if wider else terms


def _slope(angle: Term, letter: str) -> Fraction | int | None:
    """How much an angle grows when a letter grows by 1, where that is a number."""
    ends = [substitute(angle, {letter: num(k)}) for k in (0, 1)]
    return rational(simple(sub(*reversed(ends))))


def _size(pair: tuple[Poly, Poly]) -> tuple[int, int]:
    return len(pair[1]), len(pair[0])


def _linear(f: Mapping[tuple[int, ...], Any], n: int) -> tuple[Poly, Poly] | None:
    """B and C for a member C(t)*v - B(t) of the ideal."""
    above: dict[tuple[int, ...], int] = {}
    below: dict[tuple[int, ...], int] = {}
    for row, c in f.items():
        if any(row[: n + 1]) or row[n + 1] > 1:
            return None
        (below if row[n + 1] else above)[tuple(map(int, row[n + 2 :]))] = int(c)
    if not below:
        return None
    common = gcd(*above.values(), *below.values())
    if below[max(below)] < 0:
        common = -common
    return {r: -c // common for r, c in above.items()}, {r: c // common for r, c in below.items()}
