"""Contradictions by addition: when linear inequalities have no common solution, a sum of them says so.

Given forms f_i, each known to be = 0, >= 0 or > 0, find coefficients c_i (those of inequalities not
negative) such that every monomial cancels in sum c_i*f_i and what remains is a constant that cannot be:

    sum c_i*f_i = -s  with  s > 0,   or  s = 0 and some strict form has c_i > 0.

By Motzkin's transposition theorem such coefficients exist whenever the forms, read as linear in their
monomials, have no common solution. They solve a linear programme: s plus the sum of the coefficients
of strict forms is 1. It is solved exactly, over the rationals, by the simplex method (phase one, with
Bland's rule against cycling), after two reductions: coefficients of equations are eliminated (they have
no sign), and a form is dropped when one of its monomials can cancel with no other.

Schrijver, "Theory of Linear and Integer Programming", sections 7.8 and 11.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Literal

from flint import fmpq

from hybrid.decide.sparse import CONSTANT, Monomial, Poly, plus

Kind = Literal["eq", "ge", "gt"]
Form = tuple[Poly, Kind]

MAX_PIVOTS = 600


def contradiction(forms: Sequence[Form], max_pivots: int = MAX_PIVOTS) -> dict[int, Fraction] | None:
    """Coefficients by index whose combination of the forms is contradictory; None when none was found."""
    for i, (p, kind) in enumerate(forms):
        if set(p) <= {CONSTANT}:
            c = p.get(CONSTANT, Fraction(0))
            if kind == "eq" and c:
                return {i: -1 / c}
            if c < 0 or c == 0 and kind == "gt":
                return {i: Fraction(1)}
    used = _relevant(forms)
    found = _programme([forms[i] for i in used], max_pivots)
    if found is None:
        return None
    out = {used[j]: c for j, c in found.items()}
    return out if check(forms, out) else None


def check(forms: Sequence[Form], coefficients: Mapping[int, Fraction]) -> bool:
    """Whether the combination is contradictory: the whole of the trusted part."""
    total: Poly = {}
    strict = False
    for i, c in coefficients.items():
        if not 0 <= i < len(forms):
            return False
        p, kind = forms[i]
        if kind != "eq" and c < 0:
            return False
        strict = strict or kind == "gt" and c > 0
        total = plus(total, p, c)
    if set(total) - {CONSTANT}:
        return False
    rest = total.get(CONSTANT, Fraction(0))
    return rest < 0 or rest == 0 and strict


def _relevant(forms: Sequence[Form]) -> list[int]:
    """Indices of forms that can have a coefficient: each monomial needs partners to cancel with."""
    used = set(range(len(forms)))
    while True:
        signs: dict[Monomial, set[int]] = {}
        count: dict[Monomial, int] = {}
        for i in used:
            p, kind = forms[i]
            for m, c in p.items():
                if m:
                    count[m] = count.get(m, 0) + 1
                    signs.setdefault(m, set()).update((1, -1) if kind == "eq" else (1,) if c > 0 else (-1,))
        lonely = {m for m in count if count[m] == 1 or len(signs[m]) == 1}
        dropped = {i for i in used if any(m in lonely for m in forms[i][0])}
        if not dropped:
            return sorted(used)
        used -= dropped


def _programme(forms: Sequence[Form], max_pivots: int) -> dict[int, Fraction] | None:
    """Solve for the coefficients: one row for each monomial, one for the constant, one for the scale."""
    if not forms:
        return None
    rows: dict[Monomial, int] = {}
    for p, _ in forms:
        for m in p:
            if m:
                rows.setdefault(m, len(rows))
    n = len(forms) + 1
    zero = fmpq(0)
    table = [[zero] * (n + 1) for _ in range(len(rows) + 2)]
    constant, scale = len(rows), len(rows) + 1
    for j, (p, kind) in enumerate(forms):
        for m, c in p.items():
            table[rows[m] if m else constant][j] = fmpq(c.numerator, c.denominator)
        if kind == "gt":
            table[scale][j] = fmpq(1)
    table[constant][n - 1] = fmpq(1)
    table[scale][n - 1] = fmpq(1)
    table[scale][n] = fmpq(1)
    free = [j for j, (_, kind) in enumerate(forms) if kind == "eq"]
    solved: list[tuple[int, list[fmpq]]] = []
    for j in free:
        pivot = next((r for r in table if r[j] != 0), None)
        if pivot is None:
            continue
        table = [r for r in table if r is not pivot]
        pivot = _divided(pivot, pivot[j])
        table = [_minus(r, pivot, r[j]) if r[j] != 0 else r for r in table]
        solved.append((j, pivot))
    values = _phase_one(table, [j for j in range(n) if j not in set(free)], n, max_pivots)
    if values is None:
        return None
    for j, pivot in reversed(solved):
        values[j] = pivot[n] - sum((pivot[k] * v for k, v in values.items() if pivot[k] != 0), zero)
    return {j: Fraction(int(v.p), int(v.q)) for j, v in values.items() if j < n - 1 and v != 0}


def _divided(row: list[fmpq], by: fmpq) -> list[fmpq]:
    return [a / by if a != 0 else a for a in row]


def _minus(row: list[fmpq], pivot: list[fmpq], scale: fmpq) -> list[fmpq]:
    return [a - scale * b if b != 0 else a for a, b in zip(row, pivot, strict=True)]


def _phase_one(table: list[list[fmpq]], columns: list[int], n: int, max_pivots: int) -> dict[int, fmpq] | None:
    """A nonnegative solution of the equations (column n is the right side), None when there is none."""
    rows = [[r[j] for j in columns] + [r[n]] for r in table]
    rows = [[-a for a in r] if r[-1] < 0 else r for r in rows]
    width = len(columns)
    basis: list[int] = [-1] * len(rows)  # -1: an artificial variable, which is never entered again
    cost = [sum((r[j] for r in rows), fmpq(0)) for j in range(width + 1)]
    for pivots in range(max_pivots):
        if cost[width] == 0:
            break
        candidates = [j for j in range(width) if cost[j] > 0]
        if not candidates:
            return None
        # The steepest column first, which is quick; after a while the first one, which cannot cycle.
        enter = max(candidates, key=lambda j: cost[j]) if pivots < 60 else candidates[0]
        leave, best = -1, fmpq(0)
        for i, r in enumerate(rows):
            if r[enter] > 0:
                ratio = r[width] / r[enter]
                if leave < 0 or ratio < best or ratio == best and basis[i] < basis[leave]:
                    leave, best = i, ratio
        if leave < 0:
            return None
        pivot = rows[leave] = _divided(rows[leave], rows[leave][enter])
        for i, r in enumerate(rows):
            if i != leave and r[enter] != 0:
                rows[i] = _minus(r, pivot, r[enter])
        cost = _minus(cost, pivot, cost[enter])
        basis[leave] = enter
    else:
        return None
    values = {j: fmpq(0) for j in columns}
    for i, b in enumerate(basis):
        if b >= 0:
            values[columns[b]] = rows[i][width]
    return values
