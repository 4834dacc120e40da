"""Finding the value of an expression under equations.

Let h1 = 0, ..., hk = 0 be the given equations with denominators cleared and e = p/q what is asked for.
Every value v of e at a common zero with q != 0 makes p - v*q vanish, so v is a root of any polynomial in v
alone that the ideal of h1, ..., hk, p - v*q contains. A Groebner basis for an order that puts v last
contains one when the value is determined (Cox, Little, O'Shea, "Ideals, Varieties, and Algorithms",
chapter 3). What is known not to be zero, the denominators and the givens u != 0, is said by one more
generator s with s*u*... = 1 (Rabinowitsch). A linear polynomial in v gives the value. Polynomial cofactors
with e = v + c1*(l1 - r1) + ... + ck*(lk - rk) are the proof: e is written so, the given equations li = ri are
used, and v is left. Where no such cofactors are found, or an li would dissolve in the sum around it, e = v stands
by a decider. This comes after `combine`, which shows more where it applies.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from math import gcd
from typing import Any

from hybrid.compute.equation import linear_in
from hybrid.compute.fraction import simple
from hybrid.compute.rational import together
from hybrid.decide import cascade
from hybrid.decide.rational import as_ratio
from hybrid.kernel import unfolded
from hybrid.problem import Problem, term_from_json
from hybrid.propose.move import Move
from hybrid.term import Term, add, div, mul, neg, number, rational, sub, substitute, sym

Poly = Mapping[tuple[int, ...], Fraction]
MAX_LETTERS = 6
MAX_DEGREE = 8


class FindProposer:
    """For the goal find: offers to replace the expression by the number the given equations make it."""

    def propose(self, state: Term, problem: Problem) -> list[Move]:
        if problem.goal not in ("find", "evaluate") or not state.free:
            return []
        given = [unfolded(g, problem.definitions) for g in problem.given]
        equations = [g for g in given if g.head == "eq"]
        nonzero = [sub(*g.args) for g in given if g.head == "ne"]
        moves = list(_letters_put_in(state, equations))
        if (one := together(state)) is not None:
            moves.append(Move((), "decided", "together", new=one, words="put over a common denominator", cost=2))
        for value in _values(state, equations, nonzero):
            new = number(value)
            if new is state:
                continue
            combination = _combination(state, new, problem, equations)
            if combination is not None:
                words = "write it with the given equations: each bracket is one side less the other"
                moves.append(Move((), "decided", "combination", new=combination, words=words, rank=10**6))
            words = "this follows from the given equations (by eliminating the letters)"
            moves.append(Move((), "decided", "combine", new=new, words=words, cost=20, rank=10**6))
        return moves


def _letters_put_in(e: Term, equations: Sequence[Term]) -> Iterator[Move]:
    """A letter of e replaced by what an equation that is linear in it says it is."""
    for fact in equations:
        found = []
        for name in sorted(fact.free & e.free):
            line = linear_in(fact, sym(name))
            if line is not None and rational(line[0]) is not None:
                found.append((name, simple(neg(div(line[1], line[0])))))
        if found:
            name, right = min(found, key=lambda pair: (sym(pair[0]) not in fact.args, pair[1].size))
            words = f"put {right} for {name}" if sym(name) in fact.args else f"put {right} for {name}, as {fact} says"
            yield Move((), "decided", "elimination", new=substitute(e, {name: right}), words=words, cost=2)


def _combination(e: Term, value: Term, problem: Problem, equations: Sequence[Term]) -> Term | None:
    """value + c1*(l1 - r1) + ... as a term in which every left side stands by itself; None when there is none."""
    verdict = cascade.identity(e, value, tuple(problem.given), problem.domains)
    certificate = verdict.certificate or {}
    if not verdict.proved or certificate.get("method") != "ideal" or certificate.get("multiplier"):
        return None
    parts = [value]
    for index, cofactor in certificate.get("cofactors", ()):
        if index >= len(problem.given):
            return None  # it rests on something that follows from the givens
        fact, c = problem.given[index], term_from_json(cofactor)
        if fact.head != "eq" or c.head == "num" and c.value == 0:
            continue
        left, right = fact.args
        if left.head == "add" or left.head == "num":
            return None  # a sum would dissolve in the sum around it
        parts.append(mul(c, sub(left, right)))
    return add(*parts) if len(parts) > 1 else None


def _values(e: Term, equations: Sequence[Term], nonzero: Sequence[Term]) -> Iterator[Fraction]:
    """The rational values that e can have, fewest candidates first; nothing when it is not determined."""
    ratios = [as_ratio(sub(*q.args)) for q in equations]
    target = as_ratio(e)
    if target is None or any(r is None for r in ratios) or not ratios:
        return
    known = [r for r in ratios if r is not None]
    apart = [r for r in map(as_ratio, nonzero) if r is not None]
    generators = sorted({g for _, _, gs in [*known, *apart, target] for g in gs}, key=lambda g: g.key)
    if len(generators) > MAX_LETTERS:
        return
    units = [(d, gs) for _, d, gs in [*known, target]] + [(n, gs) for n, _, gs in apart]
    yield from _eliminate([(n, gs) for n, _, gs in known], target, units, generators)


def _eliminate(
    numerators: Sequence[tuple[Poly, Sequence[Term]]],
    target: tuple[Poly, Poly, Sequence[Term]],
    units: Sequence[tuple[Poly, Sequence[Term]]],
    order: Sequence[Term],
) -> Iterator[Fraction]:
    from flint import Ordering, fmpz_mpoly_ctx, fmpz_mpoly_vec, fmpz_poly

    names = ("s", *(f"g{i}" for i in range(len(order))), "v")
    context = fmpz_mpoly_ctx.get(names, Ordering.lex)

    def poly(p: Poly, generators: Sequence[Term], v: int = 0) -> Any:
        lcm = 1
        for c in p.values():
            lcm = lcm * c.denominator // gcd(lcm, c.denominator)
        where = [order.index(g) + 1 for g in generators]
        monomials = {}
        for exponents, c in p.items():
            row = [0] * len(names)
            for i, k in zip(where, exponents, strict=True):
                row[i] = k
            row[-1] = v
            monomials[tuple(row)] = int(c * lcm)
        return context.from_dict(monomials), lcm

    top, bottom, generators = target
    p, lp = poly(top, generators)
    q, lq = poly(bottom, generators, v=1)
    ideal = [poly(n, gs)[0] for n, gs in numerators] + [p * lq - q * lp]
    product = context.from_dict({(1,) + (0,) * (len(names) - 1): 1})
    for u, gs in units:
        product *= poly(u, gs)[0]
    if product.total_degree() > 1:
        ideal.append(product - 1)
    if any(f.total_degree() > MAX_DEGREE for f in ideal):
        return
    basis = fmpz_mpoly_vec(ideal, context).buchberger_naive()
    for f in basis:
        exponents = f.monoms()
        if any(any(row[:-1]) for row in exponents) or not exponents:
            continue
        coefficients = [0] * (max(row[-1] for row in exponents) + 1)
        for row, c in zip(exponents, f.coeffs(), strict=True):
            coefficients[int(row[-1])] = int(c)
        for factor, _ in fmpz_poly(coefficients).factor()[1]:
            if factor.degree() == 1:
                yield Fraction(-int(factor[0]), int(factor[1]))
        return
