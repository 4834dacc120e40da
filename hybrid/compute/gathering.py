"""What has the unknown to one side, where that is a root, absolute value, logarithm or power.

    3*sqrt(x) - 4 = sqrt(x)           2*sqrt(x) = 4
    3*log(x) - 2 = 2*log(x) + 1       log(x) = 3
    2^x = y*(1 + 2^x)                 2^x*(1 - y) = y

They find; the deciders prove. None means "does not apply".
"""

from __future__ import annotations

from hybrid.compute.form import Poly
from hybrid.compute.moving import (
    divide,
    has_minus,
    is_special,
    minus,
    minus_one,
    opposite,
    positive_first,
    scaled_special,
    summands,
    tidied,
    total,
)
from hybrid.compute.read import EXPAND, read
from hybrid.compute.write import write
from hybrid.term import Term, mul, sub


def gather_in_term(a: Term, b: Term) -> tuple[Term, Term] | None:
    """c*g on the left and a number on the right, where a root, absolute value, logarithm or power g stands on both
    sides and letters nowhere else: 3*sqrt(x) - 4 and sqrt(x) give 2*sqrt(x), 4."""
    found = gather_less_in_term(a, b)
    if found is None or not has_minus(found[0]):
        return found
    return minus_one(found[0]), opposite(found[1])


def gather_less_in_term(a: Term, b: Term) -> tuple[Term, Term] | None:
    """The same without changing signs, for the sides of an inequality."""
    if not (_holds_special(a) and _holds_special(b)):
        return None
    difference = summands(minus(a, b))
    left = [t for t in difference if t.free]
    if len(left) != 1 or scaled_special(left[0]) is None:
        return None
    return left[0], tidied(total([minus_one(t) for t in difference if not t.free]))


def gather_by_letters(a: Term, b: Term, x: Term) -> tuple[Term, Term] | None:
    """c*g on the left and the rest on the right, where the unknown stands in one root, absolute value, logarithm or
    power g alone, and letters in c: 2^x and y*(1 + 2^x) give 2^x*(1 - y), y."""
    coefficient: Poly = {}
    rest: Poly = {}
    found: Term | None = None
    for m, k in read(sub(a, b), EXPAND).items():
        with_x = [(g, n) for g, n in m if x.value in g.free]
        if not with_x:
            rest[m] = -k
            continue
        ((g, n),) = with_x if len(with_x) == 1 else ((x, 0),)
        if n != 1 or not is_special(g) or found not in (None, g):
            return None
        found = g
        coefficient[tuple(pair for pair in m if pair[0] is not g)] = k
    if found is None or not any(g.free for m in coefficient for g, _ in m):
        return None
    left, right = mul(found, write(coefficient)), write(rest)
    return None if left.key == a.key else (left, right)


def _holds_special(t: Term) -> bool:
    return any(scaled_special(u) is not None for u in summands(t))


def gather_logarithms(a: Term, b: Term, x: Term) -> tuple[Term, Term] | None:
    """The logarithms with x on the left, the rest on the right, where x stands in logarithms alone:
    3*log(x) - 2 and 2*log(x) + 1 give log(x), 3. None when that changes nothing."""
    with_x, others = divide(summands(minus(a, b)), x.value)
    found = [scaled_special(t) for t in with_x]
    if not with_x or any(f is None or f[1].head != "log" for f in found):
        return None
    left, right = total(with_x), tidied(total([minus_one(t) for t in others]))
    if has_minus(with_x[0]) and all(has_minus(t) for t in with_x):
        left, right = total([minus_one(t) for t in with_x]), opposite(right)
    return None if left.key == a.key and right.key == b.key else (left, positive_first(right))
