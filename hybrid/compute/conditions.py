"""Conditions: what is left of an atom without unknowns, values tried in the conditions beside them, and
denominators multiplied away.

    2*a*b^2 = 0             a = 0 or b = 0
    (x = 1 or x = 2) and x != 1     x = 2
    1/f = 1/a + 1/b         a*b = f*a + f*b, where f, a and b are not 0

They find; the deciders prove. None means "does not apply".
"""

from __future__ import annotations

from collections.abc import Iterable

from hybrid.compute.equation import clear_denominators, linear_in, primitive_part
from hybrid.compute.factoring import factor
from hybrid.compute.finished import simplify
from hybrid.compute.moving import has_minus, minus, minus_one, summands, total
from hybrid.compute.rational import common_denominator, together
from hybrid.term import (
    FALSE,
    FLIPPED,
    RELATIONS,
    TRUE,
    ZERO,
    Term,
    conj,
    disj,
    div,
    make,
    mul,
    neg,
    rational,
    substitute,
    subterms,
    sym,
)

_ORDERS = frozenset({"lt", "le", "gt", "ge"})


def parameters(t: Term, unknowns: frozenset[str]) -> bool:
    """An atom with letters of which none is an unknown."""
    return t.head in RELATIONS and bool(t.free) and t.free.isdisjoint(unknowns)


def tidy_condition(p: Term) -> Term | None:
    """An atom about letters, said of irreducible parts: 2*a*b^2 != 0 gives a != 0 and b != 0."""
    if p.head not in RELATIONS:
        return None
    memo = p.memo
    if "tidy" not in memo:
        new = _tidied_order(p) if p.head in _ORDERS else _tidied_equation(p)
        memo["tidy"] = None if new is None or new.key == p.key else new
    return memo["tidy"]  # type: ignore[no-any-return]


def tidied(conditions: Iterable[Term]) -> tuple[Term, ...]:
    """Conditions as they are told to a reader: those on quotients of polynomials said of irreducible parts,
    1/x - 1/y != 0 as x != y, and each once."""
    found: dict[str, Term] = {}
    for c in conditions:
        new = _told(c) if c.head == "ne" and _RATIONAL.issuperset(t.head for _, t in subterms(c)) else c
        for part in _conjuncts(new):
            found[part.key] = part
    return tuple(found.values())


def _told(c: Term) -> Term:
    new = tidy_condition(c) or c
    return tidy_condition(new) or new


_RATIONAL = frozenset({"ne", "add", "mul", "neg", "div", "pow", "num", "sym"})


def _tidied_equation(p: Term) -> Term | None:
    from hybrid.decide.meaning import conditions

    difference = simplify(minus(*p.args))
    difference = together(difference) or difference
    if difference.head == "div" and difference.args[1].free and p.args[1] is not ZERO:
        return make(p.head, (difference, ZERO))  # what it says of its parts is the next step
    sign = difference.args[0] if difference.head == "neg" else difference
    above = sign.args[0] if sign.head == "div" else sign
    parts = []
    for f in factors_of(above):
        if f is ZERO:
            parts = [ZERO]
            break
        if f.free and not _never_zero(f):
            parts.append(f)
    atoms = {a.key: a for a in (_between_sides(p.head, f) for f in parts if f.free)}
    if list(atoms) == [p.key]:
        return None
    if parts == [ZERO]:
        new = TRUE if p.head == "eq" else FALSE
    else:
        new = disj(*atoms.values()) if p.head == "eq" else conj(*atoms.values())
    needed = [c for c in conditions(p) if c.free]
    return conj(*(c for c in (new, *needed) if c is not TRUE)) if new is not FALSE else FALSE


def _never_zero(f: Term) -> bool:
    """Whether a sum or power has one sign everywhere: k^2 + 1, m^2 + m + 1, 10^b."""
    from hybrid.compute.formula import negative_discriminant
    from hybrid.decide.signs import NONZERO

    if f.head not in ("add", "pow"):
        return False
    if _signs(f) <= NONZERO:
        return True
    return f.head == "add" and len(f.free) == 1 and negative_discriminant(f, sym(next(iter(f.free)))) is not None


def factors_of(t: Term) -> list[Term]:
    """The bases of the factors of t, factored."""
    if t.head == "neg":
        return factors_of(t.args[0])
    if t.head == "mul":
        return [f for a in t.args for f in factors_of(a)]
    if t.head == "pow" and (rational(t.args[1]) or 0) > 0:
        return factors_of(t.args[0])
    if t.head == "div" and not t.args[1].free:
        return factors_of(t.args[0])
    if t.head == "add":
        product = factor(t)
        if product is not None and product.head != "add":
            return factors_of(product)
        whole = primitive_part(t)
        return [t if whole is None else whole]
    return [t]


def _between_sides(head: str, f: Term) -> Term:
    """f = 0 with the terms after a minus on the right: a - b = 0 gives a = b; x + 2 = 0 gives x = -2."""
    terms = summands(f)
    if len(f.free) == 1 and f.head == "add":
        x = sym(next(iter(f.free)))
        line = linear_in(f, x)
        if line is not None:
            return make(head, (x, simplify(neg(div(line[1], line[0])))))
    negative = [t for t in terms if has_minus(t)]
    if not negative or len(negative) == len(terms):
        return make(head, (f if not negative else total([minus_one(t) for t in terms]), ZERO))
    positive = [t for t in terms if not has_minus(t)]
    left, right = total(positive), total([minus_one(t) for t in negative])
    turned = not left.free or left.head == right.head == "sym" and left.value > right.value
    return make(head, (right, left) if turned else (left, right))


def _signs(t: Term) -> frozenset[int]:
    """The signs that t may have, whatever its letters are."""
    from hybrid.decide.signs import Facts, sign_of

    return sign_of(t, Facts((), {}, charts=False))


def _tidied_order(p: Term) -> Term | None:
    from hybrid.decide.meaning import conditions

    a, b = p.args
    if b is not ZERO:
        if has_minus(a) and has_minus(b) and a.head != "add" and b.head != "add":
            return make(FLIPPED[p.head], (minus_one(a), minus_one(b)))
        if a is ZERO:
            return make(FLIPPED[p.head], (b, a))
        if len(a.free | b.free) == 1 and (a.head != "sym" or b.free):
            bound = _bound(p.head, minus(a, b))
            if bound is not None:
                return bound
        sides = simplify(a), simplify(b)
        return None if sides == (a, b) or FALSE in conditions(p) else conj(make(p.head, sides), *conditions(p))
    from hybrid.decide.signs import POSITIVE, WANTED

    signs = _signs(a)
    if signs and (signs <= WANTED[p.head] or signs.isdisjoint(WANTED[p.head])):
        return conj(*conditions(p)) if signs <= WANTED[p.head] else FALSE
    if a.head == "root" and a.args[1].value % 2 == 0:
        return _tidied_root(p.head, a.args[0])
    if a.head == "div" and (told := _tidied_quotient(p, *a.args)) is not None:
        return told
    if a.head == "mul":
        kept = [f for f in a.args if not _signs(f) <= POSITIVE]
        if len(kept) < len(a.args):
            gone = [f for f in a.args if f not in kept]
            return conj(make(p.head, (mul(*kept), ZERO)), *[c for f in gone for c in conditions(f)])
    if (bound := _bound(p.head, a)) is not None:
        return bound
    smaller = primitive_part(a)
    if smaller is not None and not has_minus(a):
        return make(p.head, (smaller, ZERO))
    if a.head == "add" and len(a.free) == 1 and (product := factor(a)) is not None:
        return make(p.head, (product, ZERO))
    if a.head in ("neg", "mul", "div") and has_minus(a):
        return make(FLIPPED[p.head], (minus_one(a), ZERO))
    return None


def _tidied_quotient(p: Term, above: Term, below: Term) -> Term | None:
    """A quotient compared with 0 where one of the two has a known sign, said of the other: 1/y > 0 gives y > 0,
    a/b^2 <= 0 gives a <= 0 and b != 0."""
    from hybrid.decide.meaning import conditions, nonzero
    from hybrid.decide.signs import NONNEGATIVE, POSITIVE

    if _signs(below) <= NONNEGATIVE:
        needed = {c.key: c for c in (*conditions(below), *nonzero(below)) if c.free}
        return conj(make(p.head, (above, ZERO)), *needed.values())
    if _signs(above) <= POSITIVE:
        return conj(make({"ge": "gt", "le": "lt"}.get(p.head, p.head), (below, ZERO)), *conditions(above))
    return None


def _bound(head: str, a: Term) -> Term | None:
    """A sum compared with 0, as a bound for its only letter: 3 - 2*m >= 0 gives m <= 3/2."""
    if a.head != "add" or len(a.free) != 1:
        return None
    x = sym(next(iter(a.free)))
    line = linear_in(a, x)
    factor_of_x = None if line is None else rational(line[0])
    if line is None or not factor_of_x or line[1].free:
        return None
    return make(head if factor_of_x > 0 else FLIPPED[head], (x, simplify(neg(div(line[1], line[0])))))


def _tidied_root(head: str, radicand: Term) -> Term:
    """An even root compared with 0, said of what is under it: sqrt(a) > 0 gives a > 0, sqrt(a) < 0 is false."""
    return FALSE if head == "lt" else make({"le": "eq", "gt": "gt", "ge": "ge"}[head], (radicand, ZERO))


def checked(p: Term) -> Term | None:
    """Values tried in the conditions beside them: of `(x = 1 or x = 2) and x != 1` x = 2 is left."""
    if p.head != "and" or len(p.free) != 1:
        return None
    for values in p.args:
        cases = values.args if values.head == "or" else (values,)
        if not all(c.head == "eq" and c.args[0].head == "sym" and not c.args[1].free for c in cases):
            continue
        others = conj(*[a for a in p.args if a is not values])
        kept = []
        for c in cases:
            truth = _truth(substitute(others, {c.args[0].value: c.args[1]}))
            if truth is None:
                return None
            if truth:
                kept.append(c)
        return disj(*kept)
    return None


def _truth(t: Term) -> bool | None:
    from hybrid.decide.closed import exact_truth

    if t.head not in ("and", "or"):
        return exact_truth(t)
    values = [_truth(a) for a in t.args]
    decisive = t.head == "or"
    return decisive if decisive in values else None if None in values else not decisive


def without_denominators(a: Term, b: Term) -> tuple[Term, Term, Term, Term] | None:
    """Both sides times their least common denominator, the conditions that the denominators are not zero,
    and that denominator."""
    from hybrid.decide.meaning import conditions

    atom = make("eq", (a, b))
    by = common_denominator(atom)
    cleared = clear_denominators(atom)
    if by is None or cleared is None or not by.free or _divides(cleared):
        return None
    needed: dict[str, Term] = {}
    for c in conditions(atom):
        if c.free:
            for part in _conjuncts(_told(c) if c.head == "ne" else c):
                needed[part.key] = part
    if not needed:
        return None
    return cleared.args[0], cleared.args[1], conj(*needed.values()), by


def _divides(t: Term) -> bool:
    """Whether a letter stands below a bar."""
    return t.head == "div" and bool(t.args[1].free) or any(map(_divides, t.args))


def _conjuncts(t: Term) -> tuple[Term, ...]:
    return t.args if t.head == "and" else (t,)
