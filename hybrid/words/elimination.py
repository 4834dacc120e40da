"""Linear systems over the rationals by Gauss-Jordan elimination, exactly.

An equation is a linear form {name: coefficient, "": constant} that is zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

Form = Mapping[str, Fraction]


class Contradiction(ValueError):
    """The equations have no solution."""


class Reduced:
    """Equations in reduced echelon form.

    rows: {name: form} where the form, without that name, is what the name is equal to; the names in the forms are
    free, none of them has a row.
    """

    def __init__(self, equations: Iterable[Form]):
        """Raises Contradiction when the equations have no solution."""
        self.rows: dict[str, dict[str, Fraction]] = {}
        for equation in equations:
            self._take(equation)

    def _take(self, equation: Form) -> None:
        form = self.rest(equation)
        names = [name for name, n in form.items() if name and n]
        if not names:
            if form.get("", Fraction(0)):
                raise Contradiction
            return
        pivot = names[0]
        solved = {name: -n / form[pivot] for name, n in form.items() if name != pivot and (n or not name)}
        solved.setdefault("", Fraction(0))
        for name, row in self.rows.items():
            if pivot in row:
                self.rows[name] = _put(row, pivot, solved)
        self.rows[pivot] = solved

    def rest(self, form: Form) -> dict[str, Fraction]:
        """The form in the free names alone."""
        found = dict(form)
        for name in form:
            if name in self.rows:
                found = _put(found, name, self.rows[name])
        return {name: n for name, n in found.items() if n or not name}

    def value(self, form: Form) -> Fraction | None:
        """The value of a form, None when the equations leave it open."""
        rest = self.rest(form)
        return rest.get("", Fraction(0)) if not any(rest[name] for name in rest if name) else None

    def values(self) -> dict[str, Fraction]:
        """The names that have one value."""
        return {name: row[""] for name, row in self.rows.items() if not any(n for other, n in row.items() if other)}


def _put(form: Form, name: str, other: Form) -> dict[str, Fraction]:
    by = form[name]
    found = {k: n for k, n in form.items() if k != name}
    for k, n in other.items():
        found[k] = found.get(k, Fraction(0)) + by * n
    return {k: n for k, n in found.items() if n or not k}
