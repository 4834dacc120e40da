"""Whole parts as terms: floor(u) is u - (u mod 1), ceil(u) is u + ((-u) mod 1).

With the remainder a mod m = a - m*floor(a/m) of docs/design.md this is what they are, so the language has them and the
kernel needs no word about them. Here they are written down and found again among the summands of a sum.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from hybrid.term import ONE, Term, add, make, neg, sub

Name = Literal["floor", "ceil"]


def floored(u: Term) -> Term:
    """The greatest whole number that is at most u."""
    return sub(u, make("mod", (u, ONE)))


def raised(u: Term) -> Term:
    """The least whole number that is at least u."""
    return add(u, make("mod", (neg(u), ONE)))


def ending_at(summands: Sequence[Term], i: int) -> tuple[Name, Term, int] | None:
    """The whole part whose last summand is the one at i: its name, what it is of, and where it begins; None without."""
    t = summands[i]
    found: tuple[Name, Term] | None = None
    if t.head == "neg" and _by_one(t.args[0]):
        found = "floor", t.args[0].args[0]
    elif _by_one(t):
        v = t.args[0]
        found = "ceil", v.args[0] if v.head == "neg" else neg(v)
    if found is None:
        return None
    name, u = found
    whole = floored(u) if name == "floor" else raised(u)
    start = i + 1 - len(whole.args)
    return (name, u, start) if start >= 0 and tuple(summands[start : i + 1]) == whole.args else None


def _by_one(t: Term) -> bool:
    return t.head == "mod" and t.args[1] is ONE


__all__ = ["Name", "ending_at", "floored", "raised"]
