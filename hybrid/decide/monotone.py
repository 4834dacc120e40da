"""Comparisons of powers and logarithms with one base, and of odd roots, taken off.

For a closed base c > 1 the functions c^t and log(t, c) increase, for 0 < c < 1 they decrease, so

    c^u REL c^v            u REL v                                  (mirrored for c < 1)
    c^u REL r, r > 0       u REL log(r, c)
    log(u, c) REL log(v, c)    u REL v and u > 0 and v > 0
    log(u, c) REL r        u REL c^r and u > 0

    root(u, n) REL v, n odd    u REL v^n       (odd roots increase, over all reals)

(also when the power or logarithm stands in a linear expression with numbers, 2*3^x + 1 < 55)
are equivalences at all points: both sides ask that u (and v) be defined. A closed r that is not positive
is below every power.
"""

from __future__ import annotations

from hybrid.decide.closed import compare, is_defined, sign
from hybrid.decide.evaluate import UNDEFINED
from hybrid.decide.meaning import conditions, value
from hybrid.decide.sparse import Reader, TooBig, scaled
from hybrid.term import FALSE, FLIPPED, ONE, RELATIONS, ZERO, Term, conj, make, number, power


def unwrapped(f: Term) -> Term | None:
    """A formula true at the same points as the atom f, without the outer power, logarithm or root; None when none."""
    if f.head not in RELATIONS:
        return None
    a, b = f.args
    if _wrapped(a):
        return _unwrapped(f.head, a, b)
    if _wrapped(b):
        return _unwrapped(FLIPPED[f.head], b, a)
    return _isolated(f)


def _isolated(f: Term) -> Term | None:
    """k*w + c REL 0 with a rational k, a power or logarithm w and a closed c: w REL -c/k, taken off."""
    reader = Reader()
    try:
        p = reader.difference(*f.args)
    except TooBig:
        return None
    open_ones = [m for m in p if any(reader.generators[name].free for name, _ in m)]
    if len(open_ones) != 1 or len(open_ones[0]) != 1 or open_ones[0][0][1] != 1:
        return None
    m = open_ones[0]
    w, k = reader.generators[m[0][0]], p[m]
    # Terms that cancel must not take a condition with them.
    if not _wrapped(w) or {c.key for c in conditions(f)} - {c.key for c in conditions(w)}:
        return None
    rest = reader.term(scaled({n: c for n, c in p.items() if n != m}, -1 / k))
    return _unwrapped(f.head if k > 0 else FLIPPED[f.head], w, rest)


def _wrapped(t: Term) -> bool:
    if t.head == "root":
        return bool(t.args[0].free) and t.args[1].value % 2 == 1
    if t.head == "pow":
        return bool(t.args[1].free) and _base(t.args[0]) is not None
    return t.head == "log" and bool(t.args[0].free) and _base(t.args[1]) is not None


def _base(c: Term) -> int | None:
    """1 for a closed base > 1, -1 for one in (0, 1), None for others."""
    if c.free or sign(c) != 1:
        return None
    s = compare(c, ONE)
    return s if s in (-1, 1) else None


def _unwrapped(head: str, a: Term, b: Term) -> Term | None:
    if a.head == "root":
        return make(head, (a.args[0], _finished(power(b, a.args[1]))))
    base = a.args[0] if a.head == "pow" else a.args[1]
    inner = a.args[1] if a.head == "pow" else a.args[0]
    if _base(base) == -1:
        head = FLIPPED[head]
    if b.head == a.head and (b.args[0] if a.head == "pow" else b.args[1]) is base:
        other = b.args[1] if a.head == "pow" else b.args[0]
        new = make(head, (inner, other))
        return new if a.head == "pow" else conj(new, make("gt", (inner, ZERO)), make("gt", (other, ZERO)))
    if b.free or is_defined(b) is not True:
        return None
    if a.head == "log":
        return conj(make(head, (inner, _finished(power(base, b)))), make("gt", (inner, ZERO)))
    s = sign(b)
    if s == 1:
        return make(head, (inner, _finished(make("log", (b, base)))))
    if s in (-1, 0):
        # Every power is above b: mirror back to the relation of the powers themselves.
        above = (FLIPPED[head] if _base(base) == -1 else head) in ("gt", "ge", "ne")
        return conj(*conditions(inner)) if above else FALSE
    return None


def _finished(t: Term) -> Term:
    found = value(t, {})
    return t if found is None or found is UNDEFINED else number(found)


__all__ = ["unwrapped"]
