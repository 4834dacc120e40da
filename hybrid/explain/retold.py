"""Answers said once more as people say them: remainders by whole turns, parts of pi by degrees.

x mod (2*pi) = pi/6      x = pi/6 + 2*pi*k
x mod 1 < 1/2            x >= k and x < k + 1/2
5*pi/6                   150°
"""

from __future__ import annotations

from collections.abc import Sequence

from hybrid.angle import part_of_pi
from hybrid.kernel import conjuncts
from hybrid.term import ONE, ZERO, Term, add, conj, disj, div, eq, make, mul, sym


def with_turns(answer: Term) -> tuple[str, Term] | None:
    """An answer whose cases are about x mod m with x in place of it, and the name of k: x = r + m*k for x mod m = r,
    m*k <= x < r + m*k for x mod m < r; None for others."""
    cases = answer.args if answer.head == "or" else (answer,)
    name = next((n for n in "knmjq" if n not in answer.free), None)
    found = [None if name is None else _with_turns(conjuncts(c), sym(name)) for c in cases]
    told = [f for f in found if f is not None]
    return (name, disj(*told)) if name is not None and len(told) == len(cases) else None


def _with_turns(atoms: Sequence[Term], k: Term) -> Term | None:
    """What atoms about one remainder x mod m say of x; None for others."""
    if any(a.head not in _OF_REMAINDERS or a.args[0].head != "mod" or a.args[0] is not atoms[0].args[0] for a in atoms):
        return None
    x, m = atoms[0].args[0].args
    top, below = m.args if m.head == "div" else (m, None)
    turns = k if top is ONE else mul(top, k)
    turns = turns if below is None else div(turns, below)

    def shifted(r: Term) -> Term:
        return turns if r is ZERO else add(r, turns)

    said = {a.head: a.args[1] for a in atoms}
    if "eq" in said or len(said) < len(atoms):
        return eq(x, shifted(said["eq"])) if len(atoms) == 1 else None
    low = next((h for h in ("gt", "ge") if h in said), None)
    high = next((h for h in ("lt", "le") if h in said), None)
    return conj(
        make(low or "ge", (x, shifted(said[low] if low else ZERO))),
        make(high or "lt", (x, shifted(said[high] if high else m))),
    )


_OF_REMAINDERS = frozenset({"eq", "lt", "le", "gt", "ge"})


def in_degrees(answer: Term) -> str | None:
    """An angle, or letters equal to angles, r*pi written as 180*r degrees; None for other answers."""
    if answer.head in ("or", "and"):
        cases = [in_degrees(c) for c in answer.args]
        return None if None in cases else f" {answer.head} ".join(c for c in cases if c is not None)
    if answer.head == "eq":
        angle = in_degrees(answer.args[1])
        return None if angle is None or answer.args[0].head != "sym" else f"{answer.args[0]} = {angle}"
    part = part_of_pi(answer)
    if part is None:
        return None
    n = 180 * part
    return f"{n}°" if n.denominator == 1 else f"({n})°"
