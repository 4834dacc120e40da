"""Letters put away by equations, with the cofactors that prove it.

An equation c*x + r = 0, c a number and r without x, says what x is. Put into a polynomial p it leaves a polynomial p'
without x, and p - p' is a multiple of the equation: with x - s for the equation (s = -r/c) and p = sum a_k * x^k,

    p = (x - s)*q + p'      b_n = a_n,  b_k = a_k + s*b_(k+1),  q = sum b_(k+1)*x^k,  p' = b_0     (Horner's scheme)

Equations are put into the following ones in turn, and each keeps how it comes from those that were given.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from hybrid.decide.sparse import CONSTANT, Poly, join, plus, scaled, times

ONE: Poly = {CONSTANT: Fraction(1)}


@dataclass(frozen=True)
class Definition:
    """name - value = sum of cofactors * equations, the equations by their keys."""

    name: str
    value: Poly
    cofactors: Mapping[int, Poly]


def definitions(equations: Mapping[int, Poly]) -> list[Definition]:
    """What equations p = 0 define, each without the letters before it. Raises TooBig."""
    found: list[Definition] = []
    for key, p in equations.items():
        rest, cofactors = reduced(p, found)
        name = _defined(rest)
        if name is not None:
            c = rest[((name, 1),)]
            # rest = p - sum of cofactors: c*(name - value)
            mine = {k: scaled(q, -1 / c) for k, q in cofactors.items()}
            mine[key] = plus(mine.get(key, {}), ONE, 1 / c)
            value = scaled({m: a for m, a in rest.items() if m != ((name, 1),)}, -1 / c)
            found.append(Definition(name, value, mine))
    return found


def reduced(p: Poly, found: Sequence[Definition]) -> tuple[Poly, dict[int, Poly]]:
    """p' without what is defined, and cofactors with p = p' + sum of cofactors * equations. Raises TooBig."""
    cofactors: dict[int, Poly] = {}
    for d in found:
        p, q = divided(p, d.name, d.value)
        if q:
            for key, c in d.cofactors.items():
                cofactors[key] = plus(cofactors.get(key, {}), times(q, c))
    return p, cofactors


def divided(p: Poly, name: str, value: Poly) -> tuple[Poly, Poly]:
    """p' and q with p = p' + (name - value)*q and p' without the name, which the value does not have. Raises TooBig."""
    by_power: dict[int, Poly] = {}
    for m, c in p.items():
        k = dict(m).get(name, 0)
        by_power.setdefault(k, {})[tuple(x for x in m if x[0] != name)] = c
    carried: Poly = {}
    q: Poly = {}
    for k in range(max(by_power, default=0), 0, -1):
        carried = plus(by_power.get(k, {}), times(value, carried))
        q = plus(q, {join(m, ((name, k - 1),)) if k > 1 else m: c for m, c in carried.items()})
    return plus(by_power.get(0, {}), times(value, carried)), q


def _defined(p: Poly) -> str | None:
    """A name that p = 0 defines: it stands alone, with a number, and nowhere else."""
    for m in p:
        if len(m) == 1 and m[0][1] == 1 and sum(m[0][0] in dict(n) for n in p) == 1:
            return m[0][0]
    return None


__all__ = ["Definition", "definitions", "divided", "reduced"]
