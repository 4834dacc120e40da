"""What mathsteps writes, as terms.

Its lines differ from our grammar in a few ways: `x = [-2, 3]` lists solutions (a double root twice),
`no-steps` says that it did nothing, a statement without a letter ends as STATEMENT_IS_TRUE or
STATEMENT_IS_FALSE, and long decimals are rounded to a few digits.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from hybrid.syntax.errors import InputError
from hybrid.syntax.parse import parse
from hybrid.term import FALSE, TRUE, Term, disj, eq, is_formula, subterms

_LIST = re.compile(r"^\s*([A-Za-z])\s*=\s*\[(.*)\]\s*$")


@dataclass(frozen=True)
class Line:
    """A line of mathsteps as a term; `solved`: a formula that tells its solutions outright; `rounded`: it
    holds a decimal, which may be an approximation."""

    term: Term
    solved: bool
    rounded: bool


def read_line(text: str) -> Line | None:
    """The line as a term, None for `no-steps` and for what cannot be read."""
    if text in ("STATEMENT_IS_TRUE", "STATEMENT_IS_FALSE"):
        return Line(TRUE if text.endswith("TRUE") else FALSE, True, False)
    if text == "no-steps":
        return None
    try:
        listed = _LIST.match(text)
        if listed:
            letter = parse(listed[1])
            values = {v.key: v for v in map(parse, listed[2].split(","))}
            term = disj(*[eq(letter, v) for v in values.values()])
        else:
            term = parse(text)
    except InputError:
        return None
    decimals = any(t.head == "num" and isinstance(t.value, Fraction) for _, t in subterms(term))
    return Line(term, _solved(term), decimals)


def _solved(t: Term) -> bool:
    if t.head in ("true", "false"):
        return True
    if t.head == "or":
        return all(map(_solved, t.args))
    return is_formula(t) and t.args[0].head == "sym" and t.args[0].value not in t.args[1].free
