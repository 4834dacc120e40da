"""When an expression is finished, in the sense of school, and how to finish it.

Finished means: no closed arithmetic left to do, like terms collected, polynomials multiplied out,
fractions in lowest terms, no square factor under a root, no root of a number in a denominator, no
double minus, no x^1, x^0, 1*x, 0 + x. The order of terms and factors does not matter.
"""

from __future__ import annotations

from hybrid.compute.form import Undefined
from hybrid.compute.fraction import complexity, split, write_quotient
from hybrid.compute.fraction import simple as _simple
from hybrid.compute.helper import helper
from hybrid.compute.rational import separate
from hybrid.compute.read import SIMPLE, read
from hybrid.term import ONE, Term, div, equal, is_formula, mul, neg, power, rebuild


def simplify(t: Term) -> Term:
    """t in its simplest school form; the sides of a formula each by itself.

    The result has the value of t wherever t is defined; it may be defined at more points. Simplifying
    twice changes nothing. A term that is defined nowhere (1/0) comes back as it is.
    """
    if is_formula(t):
        return rebuild(t, [simplify(a) for a in t.args])
    return _simple(t)


@helper
def simpler(t: Term) -> Term | None:
    """As `simplify`, None when that is t up to order: the form rules call it in."""
    return simplify(t)


@helper
def simplify_part(t: Term) -> Term | None:
    """As `simplify`, for a part of what is to be simplified: a product of sums is left as it is, since the whole may be
    shorter with it, a*(b - c)/d."""
    if _product_of_sums(t):
        return None
    return simplify(t)


def _product_of_sums(t: Term) -> bool:
    if t.head == "neg":
        return _product_of_sums(t.args[0])
    return t.head in ("mul", "pow") and any(a.head == "add" or _product_of_sums(a) for a in t.args)


def is_finished(t: Term) -> bool:
    """Whether nothing is left to simplify in t; of a formula, in any of its sides.

    A term that is defined nowhere is not finished. Where a fraction can be left in one piece or taken
    apart, (2*a + 1)/a and 2 + 1/a, both are finished.
    """
    found = t.memo.get("finished")
    if found is None:
        found = t.memo["finished"] = _finished(t)
    return bool(found)


def _finished(t: Term) -> bool:
    if is_formula(t):
        return all(is_finished(a) for a in t.args)
    try:
        p = read(t, SIMPLE)
        simplest = _simple(t)
        if equal(simplest, t) or equal(_lowered(simplest), t):
            return True
        one = write_quotient(*split(p))
    except Undefined:
        return False
    except ArithmeticError:
        return equal(_simple(t), t)
    if equal(one, t):
        return True
    apart = separate(one)
    return apart is not None and equal(apart, t)


def _lowered(t: Term) -> Term:
    """A*q^(-n) as A/q^n, which has no value where q is 0 and n negative and so is no simplification, but as simple."""
    if t.head == "neg":
        return neg(_lowered(t.args[0]))
    above, below = t.args if t.head == "div" else (t, ONE)
    factors = above.args if above.head == "mul" else (above,)
    turned = {f: g for f in factors if (g := _turned(f)) is not None}
    if not turned:
        return t
    kept = [f for f in factors if f not in turned]
    return div(mul(*kept) if kept else ONE, mul(*([] if below is ONE else [below]), *turned.values()))


def _turned(t: Term) -> Term | None:
    """q^n of q^(-n), with letters in both."""
    if t.head != "pow" or not t.args[0].free or not t.args[1].free:
        return None
    from hybrid.compute.moving import has_minus, minus_one

    base, exponent = t.args
    if exponent.head == "add":
        return power(base, _simple(neg(exponent)))
    return power(base, minus_one(exponent)) if has_minus(exponent) else None


__all__ = ["complexity", "is_finished", "simplify"]
