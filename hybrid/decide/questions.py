"""Which questions settle a claim: what the cascade asks to combine answers, and `replay.py` asks again.

e = sqrt(u)                  u = e^2, and e >= 0
A <=> B between low and high  both bounds follow from A and from B
u^v is defined               u > 0; or v is a whole number and u != 0; or ...
a relation of remainders     the same with what is equal written alike
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hybrid.decide import divisibility, residues
from hybrid.decide.equal import Context, Domains
from hybrid.decide.factorial import whole
from hybrid.decide.meaning import conditions
from hybrid.term import RELATIONS, ZERO, Term, make, num

TWO = num(2)


def root_of_square(a: Term, b: Term) -> Iterator[tuple[Term, Term, Term]]:
    """What makes e = sqrt(u), or e = -sqrt(u), when one side is written so and e is the other: that u and e^2 are
    equal, and e >= 0, or e <= 0. For each way u, e^2 and the sign."""
    for e, t in ((a, b), (b, a)):
        relation, r = ("le", t.args[0]) if t.head == "neg" else ("ge", t)
        if r.head == "root" and r.args[1] is TWO:
            yield r.args[0], make("pow", (e, TWO)), make(relation, (e, ZERO))


def piece_questions(a: Term, b: Term, low: int, high: int) -> Iterator[tuple[Term, Term]]:
    """Which bound follows from which of two formulas in one letter that are compared between low and high."""
    (letter,) = a.free | b.free
    x = make("sym", (), letter)
    for f in (a, b):
        yield f, make("ge", (x, num(low)))
        yield f, make("le", (x, num(high)))


def power_ways(goal: Term, context: Context, domains: Domains) -> list[list[Term]]:
    """What to prove, in one way or another, so that u^v is defined: u and v are, and u > 0, or v is a whole number
    and u != 0, or v a positive one; or base and exponent are those of a power that the context says is defined."""
    if goal.head != "defined" or goal.args[0].head != "pow":
        return []
    u, v = goal.args[0].args
    ways = [make("gt", (u, ZERO))]
    if whole(v, domains):
        ways += [make("ne", (u, ZERO)), make("gt", (v, ZERO))]
    holds = [make("and", (*conditions(u), *conditions(v), way)) for way in ways]
    known = [h.args[0].args for h in context if h.head == "defined" and h.args[0].head == "pow"]
    alike = [[make("eq", (u, a)), make("eq", (v, b))] for a, b in known]
    return [*(list(f.args) if f.head == "and" else [f] for f in holds), *alike]


def written_alike(goal: Term, context: Context, domains: Domains) -> Term | None:
    """A relation with remainders and common divisors that are equal written alike, None where that changes nothing."""
    if goal.head not in RELATIONS or not residues.concerns(goal):
        return None
    sides = divisibility.canonical(goal.args, (*context, *conditions(goal)), domains)
    new = make(goal.head, sides)
    return None if new is goal else new


def without(domains: Domains, bindings: Mapping[str, Term]) -> Domains:
    return {k: v for k, v in domains.items() if k not in bindings}


__all__ = ["piece_questions", "power_ways", "root_of_square", "without", "written_alike"]
