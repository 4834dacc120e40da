"""Judging one step of somebody else: proved, refuted with a point, or unknown.

An expression step e -> e' is right iff wherever e is defined, e' is defined and equal. A formula step is
right iff both sides are true at the same points. What is given may be assumed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hybrid.decide import cascade, refute
from hybrid.decide.meaning import conditions
from hybrid.decide.rational import same_value
from hybrid.decide.verdict import Verdict, proved, refuted, unknown
from hybrid.problem import Domain
from hybrid.term import Term, is_formula

NO_DOMAINS: Mapping[str, Domain] = {}


class KindError(ValueError):
    """An expression was to be compared with a formula."""


def judge(before: Term, after: Term, given: Sequence[Term] = (), domains: Mapping[str, Domain] = NO_DOMAINS) -> Verdict:
    """The verdict on the step `before -> after`. Raises KindError when one is an expression and the other
    a formula."""
    if is_formula(before) is not is_formula(after):
        raise KindError("one side is an expression, the other an equation or inequality")
    facts = tuple(given)
    return (
        _formulas(before, after, facts, domains) if is_formula(before) else _expressions(before, after, facts, domains)
    )


def _expressions(a: Term, b: Term, facts: tuple[Term, ...], domains: Mapping[str, Domain]) -> Verdict:
    verdict = same_value(a, b)
    if verdict.refuted and not facts and not domains:
        return verdict  # at a point where both are defined
    if verdict.proved:
        gained = _gained(a, b)
        if not gained:
            return verdict
        missing = _first_missing(a, gained, facts, domains)
        if missing is None:
            return proved("rational+domain", conditions=len(gained))
        point = refute.refute_equal(a, b, facts, domains)
        return refuted("domain", point) if point is not None else unknown("domain", f"{missing} may fail")
    point = refute.refute_equal(a, b, facts, domains)
    if point is not None:
        return refuted("point", point)
    within = cascade.identity(a, b, facts + conditions(a), domains)
    if not within.proved:
        return within if within.answer == "unknown" else unknown("cascade", "equal at every point that was tried")
    missing = _first_missing(a, _gained(a, b), facts, domains)
    return within if missing is None else unknown("domain", f"{missing} may fail")


def _gained(a: Term, b: Term) -> list[Term]:
    """What b needs to be defined that a does not."""
    needed = conditions(b)
    if not needed:
        return []
    have = conditions(a)
    missing = [c for c in needed if c not in have]
    if missing:  # keys take longer to make
        keys = {c.key for c in have}
        missing = [c for c in missing if c.key not in keys]
    return missing


def _first_missing(
    a: Term, gained: Sequence[Term], facts: tuple[Term, ...], domains: Mapping[str, Domain]
) -> Term | None:
    known = facts + conditions(a)
    for c in gained:
        if not cascade.entails(known, c, domains).proved:
            return c
    return None


def _formulas(a: Term, b: Term, facts: tuple[Term, ...], domains: Mapping[str, Domain]) -> Verdict:
    point = refute.refute_equivalence(a, b, facts, domains)
    if point is not None:
        return refuted("point", point)
    return cascade.equivalence(a, b, facts, domains)
