"""Factorials whose arguments differ by a whole number, written with the least of them; and equations u! = c.

    (v + k)! = v!*(v + 1)*...*(v + k)        k a whole number, k > 0

holds wherever both factorials are defined, since v and v + k are natural numbers there.

    u! = c  <=>  u = n      where n! = c      (c = 1: u = 0 or u = 1; no factorial: never)

holds everywhere, since u! = c says that u is a natural number, and factorials grow from 1! on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from hybrid.decide.frame import Expr
from hybrid.decide.normal import constant, normal, normal_term
from hybrid.decide.ring import Nowhere, TooBig
from hybrid.problem import Domain
from hybrid.term import FALSE, Term, add, eq, make, mul, num, rational, sub

MAX_SHIFT = 60
MAX_FACTORIAL = 200  # whose number is looked for


def numbers_with(c: Fraction) -> list[int] | None:
    """The natural numbers n with n! = c, None where c is too large to look."""
    value = 1
    for n in range(1, MAX_FACTORIAL + 1):
        value *= n
        if value >= c:
            return ([0, 1] if n == 1 else [n]) if value == c else []
    return None


def undone(equation: Term) -> Term | None:
    """What an equation between u! and a number says of u, in one of the forms above; None for other terms."""
    if equation.head != "eq":
        return None
    for left, right in (equation.args, equation.args[::-1]):
        c = rational(right)
        if left.head == "fact" and c is not None and (found := numbers_with(Fraction(c))) is not None:
            cases = [eq(left.args[0], num(n)) for n in found]
            return FALSE if not cases else cases[0] if len(cases) == 1 else make("or", cases)
    return None


def follows(u: Term, context: Sequence[Term]) -> bool:
    """Whether u is a natural number wherever it and the context are defined, because u = v + k for a v! of which the
    context says that it is defined, k >= 0."""
    for h in context:
        if h.head == "defined" and h.args[0].head == "fact":
            try:
                shift = _shift(u, h.args[0].args[0])
            except (TooBig, Nowhere):
                continue
            if shift is not None and shift >= 0:
                return True
    return False


def whole(t: Term, domains: Mapping[str, Domain]) -> bool:
    """Whether t is an integer wherever it is defined: sums, products, natural powers, remainders and the like of
    integers and integer letters."""
    if t.head == "num":
        return isinstance(t.value, int)
    if t.head == "sym":
        return domains.get(t.value) in ("integer", "natural")
    if t.head == "pow":
        k = rational(t.args[1])
        return isinstance(k, int) and k > 0 and whole(t.args[0], domains)
    if t.head in ("gcd", "lcm", "fact"):
        return True
    return t.head in ("add", "mul", "neg", "abs", "mod") and all(whole(a, domains) for a in t.args)


def above(u: Term, v: Term) -> int | None:
    """k where u = v + k, a small whole number above 0; None when they are not such."""
    try:
        shift = _shift(u, v)
    except (TooBig, Nowhere):
        return None
    return shift if shift is not None and 0 < shift <= MAX_SHIFT else None


def _shift(u: Term, v: Term) -> int | None:
    """The whole number u - v, None when it is none. Raises TooBig and Nowhere."""
    found = constant(normal(sub(u, v)))
    return int(found) if found is not None and found.denominator == 1 else None


def with_least(parts: Mapping[Term, Expr]) -> dict[Term, Expr]:
    """The atoms of expressions, all of which are defined at the points in question, as arithmetic over generators, with
    fewer factorials among these. Raises TooBig and Nowhere."""
    groups: list[list[tuple[int, Term]]] = []
    for atom in parts:
        if atom.head != "fact":
            continue
        for group in groups:
            shift = _shift(atom.args[0], group[0][1].args[0])
            if shift is not None and abs(shift) <= MAX_SHIFT:
                group.append((shift, atom))
                break
        else:
            groups.append([(0, atom)])
    out = dict(parts)
    for group in groups:
        least, first = min(group, key=lambda pair: pair[0])
        v = normal_term(first.args[0])
        for shift, atom in group:
            rising = [add(v, num(i)) for i in range(1, shift - least + 1)]
            out[atom] = Expr(mul(parts[first].term, *rising), parts[atom].facts)
    return out
