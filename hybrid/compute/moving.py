"""Moving terms between the sides of an equation or inequality.

Each helper takes the two sides and gives the two new ones, or None when there is nothing to move. What
they do is add the same to both sides or divide both by the same number, so old and new atom hold at the
same points; a decider proves that for every use.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import lcm
from typing import Any

from hybrid.compute.finished import simpler, simplify
from hybrid.compute.polynomial import collect, expand
from hybrid.term import (
    DIVISION,
    FLIPPED,
    ONE,
    ZERO,
    Term,
    add,
    div,
    keeper,
    make,
    mul,
    neg,
    num,
    number,
    power,
    rational,
)

SPECIAL = frozenset({"abs", "root", "log", "sin", "cos", "tan", "fact", "call"}) | DIVISION


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
    """The terms with x on one side, the rest on the other, like terms collected: 2*x - 3 = x gives x, 3.

    The unknown goes left, unless it stands on the right alone: 3 = x + 2 gives x, 1.
    """
    found = _gathered(a, b, x)
    return None if found is None else (found[0], found[1])


def gather_by_adding(a: Term, b: Term, x: Term) -> tuple[Term, Term, Term] | None:
    """As `gather`, where that is to add one term on both sides; the third is that term."""
    found = _gathered(a, b, x)
    if found is None or len(found[2]) != 1:
        return None
    added = minus_one(found[2][0])
    return None if has_minus(added) else (found[0], found[1], added)


def gather_by_subtracting(a: Term, b: Term, x: Term) -> tuple[Term, Term, Term] | None:
    """As `gather`, where that is to subtract one term on both sides; the third is that term."""
    found = _gathered(a, b, x)
    if found is None or len(found[2]) != 1 or has_minus(found[2][0]):
        return None
    return found[0], found[1], found[2][0]


def gather_order(atom: Term, x: Term) -> Term | None:
    """`gather` for an inequality; it is turned round when the unknown comes from the right."""
    found = _gathered(atom.args[0], atom.args[1], x)
    return None if found is None else _ordered(atom, found, x)


def gather_order_by_adding(atom: Term, x: Term) -> tuple[Term, Term] | None:
    """As `gather_by_adding`, for an inequality."""
    parts = gather_by_adding(atom.args[0], atom.args[1], x)
    return None if parts is None else (_ordered(atom, parts, x), parts[2])


def gather_order_by_subtracting(atom: Term, x: Term) -> tuple[Term, Term] | None:
    """As `gather_by_subtracting`, for an inequality."""
    parts = gather_by_subtracting(atom.args[0], atom.args[1], x)
    return None if parts is None else (_ordered(atom, parts, x), parts[2])


def _ordered(atom: Term, sides: Sequence[Any], x: Term) -> Term:
    swapped = x.value not in atom.args[0].free
    return make(FLIPPED[atom.head] if swapped else atom.head, (sides[0], sides[1]))


def has_minus(t: Term) -> bool:
    """Whether a minus stands before t: -x, -2*x, -x/3."""
    while t.head in ("mul", "div"):
        t = t.args[0]
    return t.head == "neg" or t.head == "num" and t.value < 0


def _gathered(a: Term, b: Term, x: Term) -> tuple[Term, Term, list[Term]] | None:
    """The two new sides, and the terms that change sides as they stood."""
    memo = keeper(a, b).memo
    key = ("gathered", a, b, x)
    if key not in memo:
        memo[key] = _gather(a, b, x.value)
    return memo[key]  # type: ignore[no-any-return]


def _gather(a: Term, b: Term, name: str) -> tuple[Term, Term, list[Term]] | None:
    if name not in a.free:
        a, b = b, a
    with_left, without_left = divide(summands(a), name)
    with_right, without_right = divide(summands(b), name)
    moved = with_right + without_left
    if not with_left or not moved:
        return None
    left = total(with_left + [minus_one(t) for t in with_right])
    right = total(without_right + [minus_one(t) for t in without_left])
    return collect(left) or left, positive_first(tidied(right)), moved


def tidied(t: Term) -> Term:
    """t with like terms collected; simplified where it has no letters."""
    return collect(t) or t if t.free else simplify(t)


def positive_first(t: Term) -> Term:
    """A sum with a term without a minus in front, where it has one: -a + 3 is 3 - a."""
    if t.head != "add" or not has_minus(t.args[0]):
        return t
    first = next((a for a in t.args if not has_minus(a)), None)
    return t if first is None else add(first, *[a for a in t.args if a is not first])


def quotient(b: Term, a: Term) -> Term:
    """b/a in its simplest form; a sum with letters is divided term by term when a is a number."""
    t = div(b, a)
    return positive_first(simpler(t) or t)


def opposite(b: Term) -> Term:
    """-b with the sign taken in."""
    t = minus_one(b)
    return expand(t) or t


def clear_fractions(a: Term, b: Term, x: Term) -> tuple[Term, Term, Term] | None:
    """Both sides times the least common denominator of their coefficients, and that number, where a term
    with x has a fraction or decimal before it: x/2 = 1 - x/3 gives 3*x, 6 - 2*x, 6."""
    from hybrid.compute.form import scale
    from hybrid.compute.read import EXPAND, read
    from hybrid.compute.write import write

    if not _has_fraction(a) and not _has_fraction(b):
        return None
    try:
        sides = [read(t, EXPAND) for t in (a, b)]
        if not any(c.denominator > 1 and any(x.value in g.free for g, _ in m) for p in sides for m, c in p.items()):
            return None
        by = lcm(*[c.denominator for p in sides for c in p.values()])
        left, right = (write(scale(p, by)) for p in sides)
    except ArithmeticError:
        return None
    return left, right, num(by)


def _has_fraction(t: Term) -> bool:
    return t.head == "div" or t.head == "num" and type(t.value) is not int or any(map(_has_fraction, t.args))


def multiplied_out(a: Term, b: Term) -> tuple[Term, Term] | None:
    """Both sides without brackets, like terms collected; None when neither has any."""
    if not _bracketed(a) and not _bracketed(b):
        return None
    return expand(a) or a, expand(b) or b


def _bracketed(t: Term) -> bool:
    if t.head in ("mul", "pow", "div", "neg") and any(a.head == "add" for a in t.args):
        return True
    return any(map(_bracketed, t.args))


def divide(terms: tuple[Term, ...], name: str) -> tuple[list[Term], list[Term]]:
    """The terms with the letter, and those without it but for zeros."""
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
        terms = [u for t in summands(first) for u in _spread(t)]
        for i, t in enumerate(terms):
            found = scaled_special(t)
            if found is None:
                continue
            factor, special = found
            if len(terms) == 1 and factor == 1 and sign == 1:
                return None
            rest = total([*summands(second), *[minus_one(u) for j, u in enumerate(terms) if j != i]])
            rest = collect(rest) or rest
            other = rest if factor == 1 else _over(rest, factor)
            return special, other, factor * sign
    return None


def _spread(t: Term) -> list[Term]:
    """The summands of a sum times a number, each times the number: (3^x + 3)/21 gives 3^x/21 and 3/21. The term itself
    where it is no such product, or nothing in the sum needs to be isolated."""
    factor, rest = _number_and_rest(t)
    if len(rest) != 1 or rest[0].head != "add" or not factor:
        return [t]
    parts = summands(rest[0])
    if not any(scaled_special(u) for u in parts):
        return [t]
    return [collect(scaled := mul(number(factor), u)) or scaled for u in parts]


def _over(t: Term, factor: Fraction) -> Term:
    if factor == -1:
        negative = neg(t)
        return expand(negative) or negative
    quotient = div(t, number(factor)) if factor.denominator == 1 else mul(number(1 / factor), t)
    return expand(quotient) or quotient


def scaled_special(t: Term) -> tuple[Fraction, Term] | None:
    """(c, g) with t == c*g, g a special term with a letter, c a number."""
    factor, rest = _number_and_rest(t)
    if len(rest) == 1 and is_special(rest[0]) and factor:
        return factor, rest[0]
    return None


def _number_and_rest(t: Term) -> tuple[Fraction, list[Term]]:
    """The numbers a product is of, multiplied together, and its other factors."""
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
    return factor, rest


def is_special(t: Term) -> bool:
    """A root, absolute value, function or power with a letter that must be isolated to be undone."""
    if t.head in SPECIAL:
        return bool(t.free)
    return t.head == "pow" and (bool(t.args[1].free) or bool(t.args[0].free) and t.args[0].head in SPECIAL)


def pure_power(a: Term, x: Term) -> tuple[Term, Term] | None:
    """a = 0 as u^n = c for a number c: 2*x^2 - 6 gives x^2, 3; 3*(x - 1)^2 - 12 gives (x - 1)^2, 4."""
    parts = _pure_power(a, x)
    return None if parts is None or parts[1].free else parts


def pure_power_of_letters(a: Term, x: Term) -> tuple[Term, Term] | None:
    """a = 0 as u^n = c where letters stand in c: x^2 + y^2 - r^2 by x gives x^2, r^2 - y^2."""
    parts = _pure_power(a, x)
    return parts if parts is not None and parts[1].free else None


def _pure_power(a: Term, x: Term) -> tuple[Term, Term] | None:
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
    if found is None or not rest:
        return None
    other = total([minus_one(t) for t in rest])
    value = div(other, number(found[0])) if found[0] != 1 else other
    return found[1], positive_first(collect(value) or value)


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


def one_side(a: Term, b: Term) -> Term:
    """a - b or b - a multiplied out, the one whose first coefficient is positive."""
    difference = expanded(add(a, neg(b)))
    return expanded(neg(difference)) if has_minus(summands(difference)[0]) else difference


def eliminate_monomial(first: Term, second: Term) -> Term | None:
    """The second equation less a multiple of the first, so that a monomial of degree 2 or more that both
    have goes away and no new one comes: x^2 - y^2 = 5 after x^2 + y^2 = 13 gives -2*y^2 = -8."""
    from hybrid.decide.rational import from_poly, to_poly

    letters = sorted(first.free | second.free)
    if len(letters) < 2:
        return None
    p, q = (to_poly(minus(*t.args), letters) for t in (first, second))
    if p is None or q is None:
        return _eliminate_function(first, second)
    if not set(p) <= {*q, (0,) * len(letters)}:
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


def _eliminate_function(first: Term, second: Term) -> Term | None:
    """The same where powers, roots or logarithms stand for letters: 2^x - 3^y = -1 after 2^x + 3^y = 17 gives
    -2*3^y = -18."""
    from hybrid.compute.form import UNIT, plus, scale
    from hybrid.compute.read import EXPAND, read
    from hybrid.compute.write import write

    try:
        p, q = (read(minus(*t.args), EXPAND) for t in (first, second))
        if not set(p) <= {*q, UNIT}:
            return None
        for m in p:
            if m not in q or not any(is_special(g) or g.head == "pow" for g, _ in m):
                continue
            combined = plus(scale(q, p[m]), scale(p, -q[m]))
            if len(combined) < len(q):
                constant = combined.pop(UNIT, 0)
                return make("eq", (write(combined), number(-constant)))
    except ArithmeticError:
        pass
    return None
