"""Moving terms between the sides of an equation or inequality.

Each helper takes the two sides and gives the two new ones, or None when there is nothing to move. What
they do is add the same to both sides or divide both by the same number, so old and new atom hold at the
same points; a decider proves that for every use.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from hybrid.compute.polynomial import collect, expand
from hybrid.term import FLIPPED, ONE, ZERO, Term, add, div, make, mul, neg, num, number, power, rational

SPECIAL = frozenset({"abs", "root", "log", "sin", "cos", "tan", "fact", "call"})


def summands(t: Term) -> tuple[Term, ...]:
    """The summands of t, a negated sum taken apart."""
    if t.head == "add":
        return tuple(s for a in t.args for s in summands(a))
    if t.head == "neg" and t.args[0].head == "add":
        return tuple(minus_one(s) for s in summands(t.args[0]))
    return (t,)


def minus_one(t: Term) -> Term:
    """-t with a double sign undone."""
    if t.head == "neg":
        return t.args[0]
    if t.head == "num":
        return num(-t.value)
    if t.head in ("mul", "div"):
        first = t.args[0]
        if first.head == "num" and first.value < 0 or first.head in ("mul", "div", "neg"):
            flipped = minus_one(first)
            if t.head == "mul" and flipped is ONE:
                return mul(*t.args[1:])
            if flipped.head != "neg":
                return make(t.head, (flipped, *t.args[1:]))
    return neg(t)


def total(terms: list[Term]) -> Term:
    """Their sum; 0 of none. Zeros are left out."""
    return add(*[t for t in terms if t is not ZERO])


def gather(a: Term, b: Term, x: Term) -> tuple[Term, Term] | None:
    """The terms with x to one side, the rest to the other: 2*x - 3 = x gives 2*x - x, 3.

    The unknown goes left, unless it stands on the right alone: 3 = x + 2 gives x, 3 - 2.
    """
    name = x.value
    left, right = summands(a), summands(b)
    with_left, without_left = _divide(left, name)
    with_right, without_right = _divide(right, name)
    if not with_right and not without_left or not with_left and not with_right:
        return None
    if not with_left:
        if not without_right:
            return None if without_left == [] else (b, a)
        return total(with_right), total(without_left + [minus_one(t) for t in without_right])
    return (
        total(with_left + [minus_one(t) for t in with_right]),
        total(without_right + [minus_one(t) for t in without_left]),
    )


def gather_order(atom: Term, x: Term) -> Term | None:
    """The same for an inequality; it is turned round when the unknown comes from the right."""
    a, b = atom.args
    swapped = x.value not in a.free
    moved = gather(a, b, x)
    return None if moved is None else make(FLIPPED[atom.head] if swapped else atom.head, moved)


def _divide(terms: tuple[Term, ...], name: str) -> tuple[list[Term], list[Term]]:
    return [t for t in terms if name in t.free], [t for t in terms if name not in t.free and t is not ZERO]


def minus(a: Term, b: Term) -> Term:
    """a - b, like terms collected."""
    difference = total([*summands(a), *[minus_one(t) for t in summands(b)]])
    return collect(difference) or difference


def isolate_special(a: Term, b: Term) -> tuple[Term, Term] | None:
    """The first root, absolute value, logarithm or power with the unknown in its exponent alone on the
    left: 2*sqrt(x) + 3 = x gives sqrt(x), (x - 3)/2. None when it stands alone already."""
    parts = _isolated(a, b)
    return None if parts is None else (parts[0], parts[1])


def isolate_order(atom: Term) -> Term | None:
    """The same for an inequality, which turns when a negative number is divided by."""
    a, b = atom.args
    parts = _isolated(a, b)
    if parts is None:
        return None
    special, other, factor = parts
    return make(atom.head if factor > 0 else FLIPPED[atom.head], (special, other))


def _isolated(a: Term, b: Term) -> tuple[Term, Term, Fraction] | None:
    for first, second, sign in ((a, b, 1), (b, a, -1)):
        for i, t in enumerate(summands(first)):
            found = _scaled_special(t)
            if found is None:
                continue
            factor, special = found
            terms = summands(first)
            if len(terms) == 1 and factor == 1 and sign == 1:
                return None
            rest = total([*summands(second), *[minus_one(u) for j, u in enumerate(terms) if j != i]])
            rest = collect(rest) or rest
            other = rest if factor == 1 else _over(rest, factor)
            return special, other, factor * sign
    return None


def _over(t: Term, factor: Fraction) -> Term:
    if factor == -1:
        negative = neg(t)
        return expand(negative) or negative
    quotient = div(t, number(factor)) if factor.denominator == 1 else mul(number(1 / factor), t)
    value = collect(quotient)
    return value or quotient


def _scaled_special(t: Term) -> tuple[Fraction, Term] | None:
    """(c, g) with t == c*g, g a special term with a letter, c a number."""
    factor, rest = Fraction(1), list[Term]()
    stack = [t]
    while stack:
        u = stack.pop()
        value = rational(u)
        if value is not None:
            factor *= value
        elif u.head == "neg":
            factor = -factor
            stack.append(u.args[0])
        elif u.head == "mul":
            stack.extend(u.args)
        elif u.head == "div" and rational(u.args[1]):
            factor /= Fraction(rational(u.args[1]) or 1)
            stack.append(u.args[0])
        else:
            rest.append(u)
    if len(rest) == 1 and is_special(rest[0]) and factor:
        return factor, rest[0]
    return None


def is_special(t: Term) -> bool:
    """A root, absolute value, function or power with a letter that must be isolated to be undone."""
    if t.head in SPECIAL:
        return bool(t.free)
    return t.head == "pow" and (bool(t.args[1].free) or bool(t.args[0].free) and t.args[0].head in SPECIAL)


def pure_power(a: Term, x: Term) -> tuple[Term, Term] | None:
    """a = 0 as u^n = c: 2*x^2 - 6 gives x^2, 3; 3*(x - 1)^2 - 12 gives (x - 1)^2, 4."""
    found: tuple[Fraction, Term] | None = None
    rest: list[Term] = []
    for t in summands(a):
        if x.value not in t.free:
            rest.append(t)
        elif found is not None:
            return None
        else:
            found = _scaled_power(t)
            if found is None:
                return None
    if found is None or not rest or any(t.free for t in rest):
        return None
    other = total([minus_one(t) for t in rest])
    value = div(other, number(found[0])) if found[0] != 1 else other
    return found[1], collect(value) or value


def _scaled_power(t: Term) -> tuple[Fraction, Term] | None:
    factor = Fraction(1)
    powers: list[Term] = []
    for u in _factors(t):
        value = rational(u)
        if value is not None:
            factor *= value
        else:
            powers.append(u)
    if len(powers) != 1 or powers[0].head != "pow" or rational(powers[0].args[1]) is None or not factor:
        return None
    return factor, powers[0]


def _factors(t: Term) -> Iterator[Term]:
    if t.head == "neg":
        yield num(-1)
        yield from _factors(t.args[0])
    elif t.head == "mul":
        for a in t.args:
            yield from _factors(a)
    elif t.head == "div" and (d := rational(t.args[1])):
        yield number(1 / Fraction(d))
        yield from _factors(t.args[0])
    else:
        yield t


def negative_of(n: Term) -> Term | None:
    value = rational(n)
    return None if value is None or value >= 0 else number(-value)


def half_power(a: Term, r: Term) -> Term | None:
    """The u with a^r == sqrt(u), for r half of a whole number: a^(3/2) gives a^3."""
    value = rational(r)
    if value is None or Fraction(value).denominator != 2 or value < 0:
        return None
    n = Fraction(value).numerator
    return a if n == 1 else power(a, num(n))


def expanded(a: Term) -> Term:
    return expand(a) or a


def eliminate_monomial(first: Term, second: Term) -> Term | None:
    """The second equation less a multiple of the first, so that a monomial of degree 2 or more that both
    have goes away and no new one comes: x^2 - y^2 = 5 after x^2 + y^2 = 13 gives -2*y^2 = -8."""
    from hybrid.decide.rational import from_poly, to_poly

    letters = sorted(first.free | second.free)
    if len(letters) < 2:
        return None
    p, q = (to_poly(minus(*t.args), letters) for t in (first, second))
    if p is None or q is None or not set(p) <= {*q, (0,) * len(letters)}:
        return None
    shared = [m for m in p if sum(m) > 1 and m in q]
    for m in sorted(shared, reverse=True):
        factor = q[m] / p[m]
        combined = {k: q.get(k, Fraction(0)) - factor * p.get(k, Fraction(0)) for k in {*p, *q}}
        combined = {k: c for k, c in combined.items() if c}
        if len(combined) < len(q):
            constant = combined.pop((0,) * len(letters), Fraction(0))
            return make("eq", (from_poly(combined, letters), number(-constant)))
    return None
