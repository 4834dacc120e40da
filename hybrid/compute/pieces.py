"""Taking absolute values apart, by the sign of what stands between the bars.

A sum of several |a*x + b| is linear on each stretch between the zeros of the a*x + b: |x - 1| + |x + 2| is
-2*x - 1 for x < -2, 3 for -2 <= x < 1 and 2*x + 1 for x >= 1. None means "does not apply".
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from hybrid.compute.polynomial import coefficients, collect, expand
from hybrid.term import RELATIONS, ZERO, Term, conj, disj, make, neg, number, rational, rebuild, sym


def absolute_cases(p: Term) -> tuple[Term, Term] | None:
    """The two cases of an atom with |u|: u >= 0 with u for |u|, and u < 0 with -u for it."""
    if p.head not in RELATIONS:
        return None
    inner = next((t.args[0] for t in _absolutes(p)), None)
    if inner is None:
        return None
    bars = make("abs", (inner,))
    return (
        conj(make("ge", (inner, ZERO)), _put(p, {bars: inner})),
        conj(make("lt", (inner, ZERO)), _put(p, {bars: neg(inner)})),
    )


def absolute_pieces(p: Term) -> Term | None:
    """An atom in one letter with two or more absolute values of linear terms, stretch by stretch."""
    if p.head not in RELATIONS or len(p.free) != 1 or all(a.head == "abs" for a in p.args):
        return None
    bars = list(dict.fromkeys(_absolutes(p)))
    if len(bars) < 2:
        return None
    x = sym(next(iter(p.free)))
    lines = []
    for b in bars:
        line = coefficients(b.args[0], x)
        numbers = [rational(c) for c in line] if line is not None else []
        if len(numbers) != 2 or numbers[0] is None or numbers[1] is None:
            return None
        lines.append((Fraction(numbers[0]), -Fraction(numbers[1]) / numbers[0]))
    breaks = sorted({zero for _, zero in lines})
    cases = []
    for i in range(len(breaks) + 1):
        bounds = [make("ge", (x, number(breaks[i - 1])))] if i else []
        bounds += [make("lt", (x, number(breaks[i])))] if i < len(breaks) else []
        inside = breaks[i] - 1 if i < len(breaks) and not i else breaks[i - 1]
        inside = (inside + breaks[i]) / 2 if 0 < i < len(breaks) else inside + 1 if i else inside
        signs = {
            b: b.args[0] if slope * (inside - zero) > 0 else neg(b.args[0])
            for b, (slope, zero) in zip(bars, lines, strict=True)
        }
        linear = _put(p, signs)
        cases.append(conj(*bounds, rebuild(linear, [expand(a) or collect(a) or a for a in linear.args])))
    return disj(*cases)


def _absolutes(t: Term) -> Iterator[Term]:
    """The absolute values of terms with letters in t, the inner ones first."""
    for a in t.args:
        yield from _absolutes(a)
    if t.head == "abs" and t.free:
        yield t


def _put(t: Term, new: dict[Term, Term]) -> Term:
    found = new.get(t)
    if found is not None:
        return found
    return rebuild(t, [_put(a, new) for a in t.args]) if t.args else t
