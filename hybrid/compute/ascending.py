"""Solutions in ascending order.

Cases that give each unknown a number, `x = 2 or x = -1`, `x = 1 and y = 2 or ...`, are put in the order of the
first unknown, then of the second, and so on, and in each the unknowns in their order. A lower bound goes before an
upper one. The formula stays the same up to the order of `or` and `and`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cmp_to_key

from hybrid.decide.closed import compare
from hybrid.term import Term, conj, disj


def ascending(t: Term, unknowns: Sequence[str]) -> Term:
    """The cases of t in ascending order; t itself where a case gives no numbers or two are not compared."""
    cases = tuple(_from_below(case) for case in (t.args if t.head == "or" else (t,)))
    t = disj(*cases)
    rows = [_numbers(case, unknowns) for case in cases]
    known = [(row, _in_order(case, unknowns)) for row, case in zip(rows, cases, strict=True) if row is not None]
    if len(known) < len(rows) or len({len(row) for row, _ in known}) > 1:
        return t
    try:
        ordered = sorted(known, key=cmp_to_key(_first))
    except _Unknown:
        return t
    return disj(*[case for _, case in ordered])


def _from_below(case: Term) -> Term:
    """A case with the lower bound of a letter before its upper one: x >= 1 and x <= 2."""
    if case.head != "and":
        return case
    atoms = list(case.args)
    for i, upper in enumerate(case.args):
        for j in range(i + 1, len(atoms)):
            if upper.head in ("lt", "le") and atoms[j].head in ("gt", "ge") and upper.args[0] is atoms[j].args[0]:
                atoms[i], atoms[j] = atoms[j], upper
                break
    return conj(*atoms)


def _in_order(case: Term, unknowns: Sequence[str]) -> Term:
    """A case with its equations in the order of the unknowns."""
    if case.head != "and":
        return case
    return conj(*sorted(case.args, key=lambda a: unknowns.index(a.args[0].value)))


def _first(a: tuple[list[Term], Term], b: tuple[list[Term], Term]) -> int:
    return _compare(a[0], b[0])


class _Unknown(Exception):
    """Two numbers of which it is not known which is the larger."""


def _numbers(case: Term, unknowns: Sequence[str]) -> list[Term] | None:
    """What a case says the unknowns are, in their order; None unless it does nothing but that."""
    atoms = case.args if case.head == "and" else (case,)
    values = {a.args[0].value: a.args[1] for a in atoms if a.head == "eq" and a.args[0].head == "sym"}
    if len(values) < len(atoms) or not values.keys() <= set(unknowns) or any(v.free for v in values.values()):
        return None
    return [values[name] for name in unknowns if name in values]


def _compare(a: Sequence[Term], b: Sequence[Term]) -> int:
    for u, v in zip(a, b, strict=True):
        sign = 0 if u is v else compare(u, v)
        if type(sign) is not int:
            raise _Unknown
        if sign:
            return sign
    return 0
