"""Factorials in a fraction or an equation, written down to the least of them.

    n!/(n - 2)!           n*(n - 1)
    (n + 1)! = 6*n!       (n + 1)*n! = 6*n!
    n! = 120              n = 5

They find; the deciders prove. None means "does not apply".
"""

from __future__ import annotations

from fractions import Fraction

from hybrid.compute.fraction import simple
from hybrid.compute.helper import helper
from hybrid.compute.read import EXPAND, read
from hybrid.decide.factorial import undone
from hybrid.term import Term, add, div, eq, mul, num, number, parts, rational, rebuild, sub

MAX_STEPS = 12


@helper
def cancel_factorials(t: Term) -> Term | None:
    """A fraction without the factorials above and below whose arguments differ by a whole number."""
    if t.head != "div":
        return None
    above, below = (list(a.args) if a.head == "mul" else [a] for a in t.args)
    changed = False
    for u in [f for f in above if f.head == "fact"]:
        for v in [f for f in below if f.head == "fact"]:
            k = _distance(u, v)
            if k is None:
                continue
            above.remove(u)
            below.remove(v)
            above += _falling(u.args[0], k)
            below += _falling(v.args[0], -k)
            changed = True
            break
    if not changed:
        return None
    return div(mul(*above), mul(*below)) if below else mul(*above)


def lowest_factorials(a: Term, b: Term) -> tuple[Term, Term] | None:
    """Two sides with every factorial written as a product down to the least with which it differs by a whole number."""
    found = {t for side in (a, b) for t in parts(side) if t.head == "fact" and t.free}
    least: dict[Term, tuple[Term, int]] = {}
    for u in found:
        steps = [(k, v) for v in found if (k := _distance(u, v)) is not None]
        k, v = max(steps, key=lambda pair: pair[0])
        least[u] = (v, k)
    if all(k == 0 for _, k in least.values()):
        return None
    return _put(a, least), _put(b, least)


def undo_factorial(equation: Term) -> Term | None:
    """The numbers whose factorial is a number: u! = 120 gives u = 5."""
    return undone(equation)


@helper
def isolate_factorial(equation: Term) -> Term | None:
    """u! = c of an equation in which one factorial and numbers stand: 3*n! + 4 = 364 gives n! = 120."""
    rest, found = Fraction(0), None
    for monomial, k in read(sub(*equation.args), EXPAND).items():
        if not monomial:
            rest = Fraction(k)
        elif found is None and len(monomial) == 1 and monomial[0][0].head == "fact" and monomial[0][1] == 1:
            found = monomial[0][0], Fraction(k)
        else:
            return None
    if found is None or found[0] in equation.args:
        return None
    return eq(found[0], number(-rest / found[1]))


def _put(t: Term, least: dict[Term, tuple[Term, int]]) -> Term:
    if t in least:
        v, k = least[t]
        return mul(*_falling(t.args[0], k), v)
    return rebuild(t, [_put(a, least) for a in t.args]) if t.args else t


def _distance(u: Term, v: Term) -> int | None:
    """k where u is the factorial of what v is that of and k more, a small whole number."""
    k = rational(simple(sub(u.args[0], v.args[0])))
    if k is None or k.denominator != 1 or not -MAX_STEPS <= k <= MAX_STEPS:
        return None
    return int(k)


def _falling(u: Term, k: int) -> list[Term]:
    """u, u - 1, ..., k factors."""
    return [u if i == 0 else simple(add(u, num(-i))) for i in range(k)]
