"""All deciders in a row, cheapest first: what the kernel and the judge of steps ask.

    identity(a, b)       a and b have the same value wherever both are defined and the context holds
    equivalence(A, B)    A and B are true at the same points of the context
    entails(H, C)        C is true wherever all of H are

Each question has an ordered table of named methods. A proof carries the name of the method that found
it, so that `check` asks that one alone when a derivation is replayed. The methods are those of the
other modules and a few ways to combine them:

    identity      a fact x = t of the context is put in for x
    equivalence   atoms with proportional sides and equal definedness; parts one by one, the rest of an
                  `and` serving as context; each side entails the other
    entails       every part of an `and`, some part of an `or`, H and P |- Q for P => Q; cases of an `or`
                  among the hypotheses; the rules of signs; conditions of the goal first

Everything is bounded: combinations are nested at most DEPTH deep.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

from hybrid.decide import atoms, cells, entail, integer, linear
from hybrid.decide.closed import compare, exact_truth
from hybrid.decide.linear import known
from hybrid.decide.meaning import conditions
from hybrid.decide.rational import same_value
from hybrid.decide.refute import refute_entailment, refute_equivalence
from hybrid.decide.signs import Facts, entails_by_signs
from hybrid.decide.verdict import Verdict, proved, refuted, unknown
from hybrid.problem import Domain
from hybrid.term import FALSE, RELATIONS, TRUE, Term, conj, disj, eq, substitute

BY = "cascade"
DEPTH = 3
MAX_CASES = 4
MAX_SUBSTITUTIONS = 4

Domains = Mapping[str, Domain]
Context = tuple[Term, ...]
Kind = Literal["identity", "equivalence", "entails"]
# A method gets two terms (for `entails` the goal, twice), the context, the domains and the depth left.
Method = Callable[[Term, Term, Context, Domains, int], Verdict]

_NO: Verdict = unknown(BY, "no decider could tell")


def identity(a: Term, b: Term, context: Sequence[Term] = (), domains: Domains | None = None) -> Verdict:
    """Whether expressions a and b are equal wherever both are defined and the context holds.

    Refuted with a point where both are defined, the context holds and they differ.
    """
    if a is b:
        return proved("rational")
    return _ask("identity", a, b, tuple(context), domains or {}, DEPTH)


def equivalence(a: Term, b: Term, context: Sequence[Term] = (), domains: Domains | None = None) -> Verdict:
    """Whether formulas a and b are true at the same points where the context holds; undefined is false."""
    return _ask("equivalence", a, b, tuple(context), domains or {}, DEPTH)


def entails(context: Sequence[Term], goal: Term, domains: Domains | None = None) -> Verdict:
    """Whether the formula `goal` is true (so its terms defined) wherever all formulas of the context are."""
    return _ask("entails", goal, goal, tuple(context), domains or {}, DEPTH)


def check(
    kind: Kind,
    a: Term,
    b: Term,
    context: Sequence[Term],
    certificate: Mapping[str, Any],
    domains: Domains | None = None,
) -> Verdict:
    """Prove again by the method the certificate names, and by no other (for `entails`, a and b are the goal)."""
    method = METHODS[kind].get(str(certificate.get("decider")))
    if method is None:
        return unknown(BY, f"no method {certificate.get('decider')!r} for {kind}")
    verdict = method(a, b, tuple(context), domains or {}, DEPTH)
    return verdict if verdict.proved else unknown(BY, f"{certificate.get('decider')} does not prove it again")


def _ask(kind: Kind, a: Term, b: Term, context: Context, domains: Domains, depth: int) -> Verdict:
    last = _NO
    for method in METHODS[kind].values():
        verdict = method(a, b, context, domains, depth)
        if verdict.answer != "unknown":
            return verdict
    return last


# -- identity ------------------------------------------------------------------------------------


def _defined_context(a: Term, b: Term, context: Context) -> Context:
    return (*context, *conditions(a), *conditions(b))


def _rational(a: Term, b: Term, context: Context, domains: Domains, depth: int) -> Verdict:
    verdict = same_value(a, b, domains, _defined_context(a, b, context))
    if verdict.refuted and context:
        # The point must satisfy the context; the search for one that does is the refuter's.
        return unknown("rational", "the difference is not zero")
    return verdict


def _closed_values(a: Term, b: Term, context: Context, domains: Domains, depth: int) -> Verdict:
    if a.free or b.free:
        return unknown("closed", "not closed")
    return proved("closed") if compare(a, b) == 0 else unknown("closed", "not seen to be equal")


def _cells_identity(a: Term, b: Term, context: Context, domains: Domains, depth: int) -> Verdict:
    return cells.valid(eq(a, b), _defined_context(a, b, context), domains)


def _refuted_identity(a: Term, b: Term, context: Context, domains: Domains, depth: int) -> Verdict:
    point = refute_entailment(_defined_context(a, b, context), eq(a, b), domains)
    return _NO if point is None else refuted("refute", point)


def _substituted_identity(a: Term, b: Term, context: Context, domains: Domains, depth: int) -> Verdict:
    """x = t in the context: at its points a and a[t for x] have one value."""
    by = "substitution"
    for bindings in _bindings(context):
        new_a, new_b = substitute(a, bindings), substitute(b, bindings)
        if (new_a is not a or new_b is not b) and depth > 0:
            rest = tuple(substitute(h, bindings) for h in context)
            rest = tuple(h for h in rest if not (h.head == "eq" and h.args[0] is h.args[1]))
            for method in (_rational, _closed_values, _cells_identity):
                if method(new_a, new_b, rest, domains, depth - 1).proved:
                    return proved(by)
    return unknown(by, "no fact to put in helps")


def _entail_identity(a: Term, b: Term, context: Context, domains: Domains, depth: int) -> Verdict:
    return entail.entails(_defined_context(a, b, context), eq(a, b), domains)


# -- equivalence ---------------------------------------------------------------------------------


def _same(a: Term, b: Term, context: Context, domains: Domains, depth: int) -> Verdict:
    return proved("same") if a.key == b.key else unknown("same", "different")


def _cells_equivalence(a: Term, b: Term, context: Context, domains: Domains, depth: int) -> Verdict:
    return cells.equivalent(a, b, context, domains)


def _refuted_equivalence(a: Term, b: Term, context: Context, domains: Domains, depth: int) -> Verdict:
    point = refute_equivalence(a, b, context, domains)
    return _NO if point is None else refuted("refute", point)


def _systems(a: Term, b: Term, context: Context, domains: Domains, depth: int) -> Verdict:
    return linear.equivalent_systems(a, b, context, domains)


def _proportional(a: Term, b: Term, context: Context, domains: Domains, depth: int) -> Verdict:
    """Atoms whose differences are proportional by a factor of known sign, each where the other is defined."""
    by = "factor"
    if not atoms.proportional(a, b, context, domains):
        return unknown(by, "not the same relation up to a factor of known sign")
    for source, target in ((a, b), (b, a)):
        for c in conditions(target):
            if not _ask("entails", c, c, (*context, source), domains, min(depth - 1, 1)).proved:
                return unknown(by, f"{c!r} does not follow")
    return proved(by)


def _parts(a: Term, b: Term, context: Context, domains: Domains, depth: int) -> Verdict:
    """Conjunctions and disjunctions with common parts: the rest, part by part."""
    by = "parts"
    if depth <= 0 or a.head != b.head or a.head not in ("and", "or") or len(a.args) != len(b.args):
        return unknown(by, "not the same connective with as many parts")
    right = {t.key: t for t in b.args}
    common = [t for t in a.args if t.key in right]
    keys = {t.key for t in common}
    left_rest = [t for t in a.args if t.key not in keys]
    right_rest = [t for t in b.args if t.key not in keys]
    if len(left_rest) != len(right_rest):
        return unknown(by, "the parts do not pair")
    # Where a common conjunct fails both sides are false: it may be assumed. A common disjunct may be denied,
    # which is not needed here.
    here = (*context, *common) if a.head == "and" else context
    for s in left_rest:
        partner = next((t for t in right_rest if _ask("equivalence", s, t, here, domains, depth - 1).proved), None)
        if partner is None:
            return unknown(by, f"no partner for {s!r}")
        right_rest.remove(partner)
    return proved(by)


def _both_ways(a: Term, b: Term, context: Context, domains: Domains, depth: int) -> Verdict:
    by = "both ways"
    if depth <= 0:
        return unknown(by, "too deep")
    for source, target in ((a, b), (b, a)):
        if not _ask("entails", target, target, (*context, source), domains, depth - 1).proved:
            return unknown(by, f"{target!r} does not follow from {source!r}")
    return proved(by)


def _bounded(a: Term, b: Term, context: Context, domains: Domains, depth: int) -> Verdict:
    return integer.equivalent_bounded(a, b, context, domains)


# -- entailment ----------------------------------------------------------------------------------


def _present(goal: Term, _: Term, context: Context, domains: Domains, depth: int) -> Verdict:
    if goal is TRUE or FALSE in context:
        return proved("present")
    key = goal.key
    if any(h.key == key for h in context) or any(f.key == key for f in known(context)):
        return proved("present")
    return unknown("present", "not among the hypotheses")


def _closed_goal(goal: Term, _: Term, context: Context, domains: Domains, depth: int) -> Verdict:
    if not goal.free and exact_truth(goal) is True:
        return proved("closed")
    return unknown("closed", "not a closed formula that is true")


def _structure(goal: Term, _: Term, context: Context, domains: Domains, depth: int) -> Verdict:
    by = "parts"
    parts: Sequence[Term]
    if depth <= 0 or goal.head not in ("and", "or", "implies", "defined"):
        return unknown(by, "no parts")
    if goal.head == "implies":
        parts, here = goal.args[1:], (*context, goal.args[0])
    else:
        parts, here = conditions(goal.args[0]) if goal.head == "defined" else goal.args, context
    if goal.head == "or":
        holds = any(_ask("entails", p, p, here, domains, depth - 1).proved for p in parts)
    else:
        holds = all(p is not goal and _ask("entails", p, p, here, domains, depth - 1).proved for p in parts)
    return proved(by) if holds else unknown(by, "a part does not follow")


def _cells_valid(goal: Term, _: Term, context: Context, domains: Domains, depth: int) -> Verdict:
    return cells.valid(goal, context, domains)


def _conditions_hold(goal: Term, context: Context, domains: Domains, depth: int) -> bool:
    return all(_ask("entails", c, c, context, domains, min(depth - 1, 1)).proved for c in conditions(goal))


def _signs(goal: Term, _: Term, context: Context, domains: Domains, depth: int) -> Verdict:
    by = "signs"
    if goal.head in RELATIONS and entails_by_signs(Facts(context, domains), goal):
        if depth > -DEPTH and _conditions_hold(goal, context, domains, depth):
            return proved(by)
    return unknown(by, "the rules of signs do not tell")


def _linear(goal: Term, _: Term, context: Context, domains: Domains, depth: int) -> Verdict:
    return linear.entails(context, goal, domains)


def _refuted_entailment(goal: Term, _: Term, context: Context, domains: Domains, depth: int) -> Verdict:
    point = refute_entailment(context, goal, domains)
    return _NO if point is None else refuted("refute", point)


def _substituted_goal(goal: Term, _: Term, context: Context, domains: Domains, depth: int) -> Verdict:
    """x = t in the context: at its points the goal and the goal with t for x are equally true."""
    by = "substitution"
    if depth <= 0:
        return unknown(by, "too deep")
    for bindings in _bindings(context):
        new = substitute(goal, bindings)
        if new is not goal:
            # The fact itself becomes t = t, which still says that t is defined.
            rest = tuple(substitute(h, bindings) for h in context)
            if _ask("entails", new, new, rest, _without(domains, bindings), depth - 1).proved:
                return proved(by)
    return unknown(by, "no fact to put in helps")


def _identity_goal(goal: Term, _: Term, context: Context, domains: Domains, depth: int) -> Verdict:
    by = "identity"
    if goal.head != "eq" or not _conditions_hold(goal, context, domains, depth):
        return unknown(by, "not an equation of defined terms")
    for method in (_rational, _substituted_identity):
        if method(goal.args[0], goal.args[1], context, domains, depth - 1).proved:
            return proved(by)
    return unknown(by, "not an identity")


def _entail(goal: Term, _: Term, context: Context, domains: Domains, depth: int) -> Verdict:
    if not _conditions_hold(goal, context, domains, depth):
        return unknown("entail", "a condition of the goal does not follow")
    return entail.entails((*context, *conditions(goal)), goal, domains)


def _cases(goal: Term, _: Term, context: Context, domains: Domains, depth: int) -> Verdict:
    by = "cases"
    for i, h in enumerate(context):
        if depth > 0 and h.head == "or" and len(h.args) <= MAX_CASES:
            rest = (*context[:i], *context[i + 1 :])
            if all(_ask("entails", goal, goal, (*rest, case), domains, depth - 1).proved for case in h.args):
                return proved(by)
    return unknown(by, "no cases that settle it")


def _integers(goal: Term, _: Term, context: Context, domains: Domains, depth: int) -> Verdict:
    return integer.entails(context, goal, domains)


# -- help ----------------------------------------------------------------------------------------


def _bindings(context: Context) -> list[dict[str, Term]]:
    """x -> t for equations x = t of the context with x not in t, first all closed ones at once."""
    found: list[dict[str, Term]] = []
    closed: dict[str, Term] = {}
    for h in known(context):
        if h.head != "eq":
            continue
        for x, t in (h.args, h.args[::-1]):
            if x.head == "sym" and x.value not in t.free:
                found.append({x.value: t})
                if not t.free:
                    closed.setdefault(x.value, t)
    return ([closed] if len(closed) > 1 else []) + found[:MAX_SUBSTITUTIONS]


def _without(domains: Domains, bindings: Mapping[str, Term]) -> Domains:
    return {k: v for k, v in domains.items() if k not in bindings}


METHODS: Mapping[Kind, Mapping[str, Method]] = {
    "identity": {
        "rational": _rational,
        "closed": _closed_values,
        "cells": _cells_identity,
        "substitution": _substituted_identity,
        "refute": _refuted_identity,
        "entail": _entail_identity,
    },
    "equivalence": {
        "same": _same,
        "cells": _cells_equivalence,
        "linear": _systems,
        "refute": _refuted_equivalence,
        "factor": _proportional,
        "parts": _parts,
        "integer": _bounded,
        "both ways": _both_ways,
    },
    "entails": {
        "present": _present,
        "closed": _closed_goal,
        "cells": _cells_valid,
        "signs": _signs,
        "linear": _linear,
        "parts": _structure,
        "identity": _identity_goal,
        "substitution": _substituted_goal,
        "refute": _refuted_entailment,
        "entail": _entail,
        "cases": _cases,
        "integer": _integers,
    },
}

__all__ = ["METHODS", "check", "conj", "disj", "entails", "equivalence", "identity"]
