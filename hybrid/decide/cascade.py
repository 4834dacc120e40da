"""All deciders in a row, cheapest first: what the kernel and the judge of steps ask.

    identity(a, b)       a and b have the same value wherever both are defined and the context holds
    equivalence(A, B)    A and B are true at the same points of the context
    entails(H, C)        C is true wherever all of H are

Each question has an ordered table of named methods. A proof carries the name of the method that found it, the
choices that were made and the certificates of what was asked in turn, for `replay.py` to check. The methods
are those of the other modules and a few ways to combine them:

    identity      a fact x = t of the context is put in for x; what is not negative is the root of its square
    equivalence   atoms with proportional sides and equal definedness; parts one by one, the rest of an
                  `and` serving as context; each side entails the other
    entails       every part of an `and`, some part of an `or`, H and P |- Q for P => Q; cases of an `or`
                  among the hypotheses; the rules of signs; conditions of the goal first; induction

What is asked is mostly true. So a few fixed points, which refute most of what is not, come early ("at once"), the
ways to prove next, and the long search for a point ("refute") after them. The order of the proofs says which
certificate is found; where the refuters stand among them only says how soon.

Everything is bounded: combinations are nested at most DEPTH deep.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any, Literal

from hybrid.decide import atoms, cases, direct, divisibility, entail, induction, pieces, residues
from hybrid.decide.direct import DEEP, UNTOLD
from hybrid.decide.equal import (
    IDENTITY,
    Context,
    Domains,
    Method,
    bindings,
    by_algebra,
    by_divisibility,
    by_substitution,
)
from hybrid.decide.factorial import follows, whole
from hybrid.decide.linear import known
from hybrid.decide.meaning import conditions
from hybrid.decide.monotone import unwrapped
from hybrid.decide.questions import piece_questions, power_ways, root_of_square, without, written_alike
from hybrid.decide.signs import NONZERO, Facts, entails_by_signs, sign_of
from hybrid.decide.verdict import Verdict, proved, unknown
from hybrid.evidence import bounded
from hybrid.term import RELATIONS, ZERO, Term, keeper, make, substitute

DEPTH = 3
MAX_ALTERNATIVES = 4
MAX_REMEMBERED = 64

Kind = Literal["identity", "equivalence", "entails"]


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


def remembered(kind: Kind, a: Term, b: Term, context: Context, domains: Domains, depth: int) -> Any:
    """The certificate with which the question was proved before in this process, None when it was not."""
    asked, question = noted("cascade", kind, a, b, context, domains, depth)
    found = asked.get(question)
    return None if found is None else found.certificate


def noted(
    under: str, kind: Kind, a: Term, b: Term, context: Context, domains: Domains, depth: int
) -> tuple[dict[Any, Any], Any]:
    """What is noted of such questions, at the largest of their terms, and the key of this one."""
    notes: dict[Any, Any] = keeper(a, b, *context).memo.setdefault(under, {})
    return notes, (kind, a, b, context, tuple(sorted(domains.items())), depth)


def _ask(kind: Kind, a: Term, b: Term, context: Context, domains: Domains, depth: int) -> Verdict:
    asked, question = noted("cascade", kind, a, b, context, domains, depth)
    found = asked.get(question)
    if found is None:
        if len(asked) >= MAX_REMEMBERED:
            asked.clear()
        found = asked[question] = _answer(kind, a, b, context, domains, depth)
    return found


def _answer(kind: Kind, a: Term, b: Term, context: Context, domains: Domains, depth: int) -> Verdict:
    for method in METHODS[kind].values():
        verdict = method(a, b, context, domains, depth)
        if verdict.answer == "proved":
            found = None if verdict.certificate is None else bounded(verdict.certificate)
            return verdict if found is verdict.certificate else replace(verdict, certificate=found)
        if verdict.answer == "refuted":
            return verdict
    return UNTOLD


def _all(questions: Iterable[Verdict], found: list[Any]) -> bool:
    """Whether all are proved; their certificates are added to those found. Stops at the first that is not."""
    for verdict in questions:
        if not verdict.proved:
            return False
        found.append(verdict.certificate)
    return True


# -- identity ------------------------------------------------------------------------------------


def _root_of_square(a: Term, b: Term, context: Context, domains: Domains, depth: int) -> Verdict:
    by = "root of square"
    if depth <= 0:
        return unknown(by, "too deep")
    for k, (u, square, sign) in enumerate(root_of_square(a, b)):
        sub: list[Any] = []
        if _all([by_algebra(u, square, context, domains, depth - 1)], sub) and _all(
            [_ask("entails", sign, sign, context, domains, depth - 1)], sub
        ):
            return proved(by, choice=[k], sub=sub)
    return unknown(by, "no side is the root of the other's square, or its sign is not seen")


# -- equivalence ---------------------------------------------------------------------------------


def _proportional(a: Term, b: Term, context: Context, domains: Domains, depth: int) -> Verdict:
    """Atoms whose differences are proportional by a factor of known sign, each where the other is defined."""
    by = "factor"
    if not atoms.proportional(a, b, context, domains):
        return unknown(by, "not the same relation up to a factor of known sign")
    sub: list[Any] = []
    for source, target in ((a, b), (b, a)):
        if not _all(_conditions(target, (*context, source), domains, depth), sub):
            return unknown(by, f"a condition of {target!r} does not follow")
    return proved(by, sub=sub)


def _factors(a: Term, b: Term, context: Context, domains: Domains, depth: int) -> Verdict:
    """Equations, or cases of them, with the same irreducible factors but for those that are never zero."""
    by = "factors"
    sets = []
    for f in (a, b):
        found: set[str] = set()
        for e in f.args if f.head == "or" else (f,):
            parts = cases.factors(e) if e.head == "eq" else None
            if parts is None or not conditions_hold(e, context, domains, depth):
                return unknown(by, "not cases of equations that are always defined")
            facts = Facts(context, domains)
            found |= {p.key for p in parts if not sign_of(p, facts) <= NONZERO}
        sets.append(found)
    return proved(by) if sets[0] == sets[1] else unknown(by, "other factors")


def _monotone(a: Term, b: Term, context: Context, domains: Domains, depth: int) -> Verdict:
    """Powers and logarithms with a closed base taken off."""
    by = "monotone"
    new_a, new_b = unwrapped(a), unwrapped(b)
    if depth <= 0 or new_a is None and new_b is None:
        return unknown(by, "nothing to take off")
    verdict = _ask("equivalence", new_a or a, new_b or b, context, domains, depth - 1)
    return proved(by, sub=[verdict.certificate]) if verdict.proved else verdict


def _parts(a: Term, b: Term, context: Context, domains: Domains, depth: int) -> Verdict:
    """Conjunctions and disjunctions with common parts: the rest, part by part."""
    by = "parts"
    split = cases.uncommon(a, b, context) if depth > 0 else None
    if split is None:
        return unknown(by, "not the same connective with as many parts")
    left, right, here = split
    partners: list[int] = []
    sub: list[Any] = []
    for s in left:
        for i, t in enumerate(right):
            if i not in partners and _all([_ask("equivalence", s, t, here, domains, depth - 1)], sub):
                partners.append(i)
                break
        else:
            return unknown(by, f"no partner for {s!r}")
    return proved(by, choice=partners, sub=sub)


def _piecewise(a: Term, b: Term, context: Context, domains: Domains, depth: int) -> Verdict:
    """Within bounds that follow from each, both are compared between the jumps of their remainders."""
    by = "pieces"
    if depth <= 0 or pieces.pieces_of(a, b) is None:
        return unknown(by, "not formulas in one letter with remainders of it")
    for k, (low, high) in enumerate(pieces.windows(a, b)):
        sub: list[Any] = []
        asked = piece_questions(a, b, low, high)
        if _all((_ask("entails", g, g, (*context, f), domains, depth - 1) for f, g in asked), sub):
            if pieces.agree(a, b, low, high):
                return proved(by, choice=[k], sub=sub)
    return unknown(by, "no bounds, or not the same within them")


def _both_ways(a: Term, b: Term, context: Context, domains: Domains, depth: int) -> Verdict:
    by = "both ways"
    if depth <= 0:
        return unknown(by, "too deep")
    sub: list[Any] = []
    for source, target in ((a, b), (b, a)):
        if not _all([_ask("entails", target, target, (*context, source), domains, depth - 1)], sub):
            return unknown(by, f"{target!r} does not follow from {source!r}")
    return proved(by, sub=sub)


# -- entailment ----------------------------------------------------------------------------------


def _structure(goal: Term, _: Term, context: Context, domains: Domains, depth: int) -> Verdict:
    by = "parts"
    parts: Sequence[Term]
    if depth <= 0 or goal.head not in ("and", "or", "implies", "defined"):
        return unknown(by, "no parts")
    if goal.head == "implies":
        parts, here = goal.args[1:], (*context, goal.args[0])
    else:
        parts, here = conditions(goal.args[0]) if goal.head == "defined" else goal.args, context
    sub: list[Any] = []
    if goal.head == "or":
        for i, p in enumerate(parts):
            if _all([_ask("entails", p, p, here, domains, depth - 1)], sub):
                return proved(by, choice=[i], sub=sub)
    elif all(p is not goal for p in parts) and _all(
        (_ask("entails", p, p, here, domains, depth - 1) for p in parts), sub
    ):
        return proved(by, sub=sub)
    return unknown(by, "a part does not follow")


def _conditions(goal: Term, context: Context, domains: Domains, depth: int) -> Iterator[Verdict]:
    return (_ask("entails", c, c, context, domains, min(depth - 1, 1)) for c in conditions(goal))


def conditions_hold(goal: Term, context: Context, domains: Domains, depth: int) -> bool:
    return all(v.proved for v in _conditions(goal, context, domains, depth))


def _signs(goal: Term, _: Term, context: Context, domains: Domains, depth: int) -> Verdict:
    by = "signs"
    if goal.head in RELATIONS and entails_by_signs(Facts(context, domains), goal):
        sub: list[Any] = []
        if depth > -DEPTH and _all(_conditions(goal, context, domains, depth), sub):
            return proved(by, sub=sub)
    return unknown(by, "the rules of signs do not tell")


def _substituted_goal(goal: Term, _: Term, context: Context, domains: Domains, depth: int) -> Verdict:
    """x = t in the context: at its points the goal and the goal with t for x are equally true."""
    by = "substitution"
    if depth <= 0:
        return unknown(by, "too deep")
    for k, binding in enumerate(bindings(context)):
        new = substitute(goal, binding)
        if new is not goal:
            # The fact itself becomes t = t, which still says that t is defined.
            rest = tuple(substitute(h, binding) for h in context)
            verdict = _ask("entails", new, new, rest, without(domains, binding), depth - 1)
            if verdict.proved:
                return proved(by, choice=[k], sub=[verdict.certificate])
    return unknown(by, "no fact to put in helps")


def _identity_goal(goal: Term, _: Term, context: Context, domains: Domains, depth: int) -> Verdict:
    by = "identity"
    sub: list[Any] = []
    if goal.head != "eq" or not _all(_conditions(goal, context, domains, depth), sub):
        return unknown(by, "not an equation of defined terms")
    for method in (by_algebra, by_substitution, by_divisibility):
        if _all([method(goal.args[0], goal.args[1], context, domains, depth - 1)], sub):
            return proved(by, sub=sub)
    return unknown(by, "not an identity")


def _entail(goal: Term, _: Term, context: Context, domains: Domains, depth: int) -> Verdict:
    sub: list[Any] = []
    if not _all(_conditions(goal, context, domains, depth), sub):
        return unknown("entail", "a condition of the goal does not follow")
    effort = entail.STAGES if depth >= DEEP else 2
    verdict = entail.entails((*context, *conditions(goal)), goal, domains, effort)
    if verdict.certificate is None:
        return verdict
    return replace(verdict, certificate={**verdict.certificate, "sub": sub})


def _cases(goal: Term, _: Term, context: Context, domains: Domains, depth: int) -> Verdict:
    by = "cases"
    if depth > 0:
        for k, facts in enumerate(islice(cases.alternatives(context, domains, depth < DEEP), MAX_ALTERNATIVES)):
            rest = cases.without_cases(context, facts)
            sub: list[Any] = []
            if _all((_ask("entails", goal, goal, (*rest, case), domains, depth - 1) for case in facts), sub):
                return proved(by, choice=[k], sub=sub)
    return unknown(by, "no cases that settle it")


def _power_defined(goal: Term, _: Term, context: Context, domains: Domains, depth: int) -> Verdict:
    by = "power"
    for i, parts in enumerate(power_ways(goal, context, domains) if depth > 0 else []):
        sub: list[Any] = []
        if _all((_ask("entails", p, p, context, domains, depth - 1) for p in parts), sub):
            return proved(by, choice=[i], sub=sub)
    return unknown(by, "not a power, or the base may be negative")


def _factorial_defined(goal: Term, _: Term, context: Context, domains: Domains, depth: int) -> Verdict:
    """u! is defined where v! is and u = v + k, k natural, and where u is whole by its form and not negative."""
    by = "factorial"
    if depth <= 0 or goal.head != "defined" or goal.args[0].head != "fact":
        return unknown(by, "not a factorial")
    u = goal.args[0].args[0]
    if not conditions_hold(u, context, domains, depth):
        return unknown(by, "its argument may be undefined")
    bound = make("ge", (u, ZERO))
    natural = whole(u, domains) and _ask("entails", bound, bound, context, domains, depth - 1).proved
    return proved(by) if natural or follows(u, known(context)) else unknown(by, "its argument may be no natural number")


def _whole_numbers(goal: Term, _: Term, context: Context, domains: Domains, depth: int) -> Verdict:
    """An equation of a remainder, where its terms are defined."""
    by = "divisibility"
    sub: list[Any] = []
    if not residues.concerns(goal) or not divisibility.congruent(goal, context, domains):
        return unknown(by, "not an equation of remainders that is seen to hold")
    if not _all(_conditions(goal, context, domains, depth), sub):
        return unknown(by, "a condition of the goal does not follow")
    return proved(by, sub=sub)


def _divisors(goal: Term, _: Term, context: Context, domains: Domains, depth: int) -> Verdict:
    by = "divisors"
    new = written_alike(goal, context, domains) if depth > 0 else None
    sub: list[Any] = []
    if new is None or not _all(_conditions(goal, context, domains, depth), sub):
        return unknown(by, "nothing to write in another way")
    if not _all([_ask("entails", new, new, (*context, *conditions(goal)), domains, depth - 1)], sub):
        return unknown(by, "it does not follow in another way either")
    return proved(by, sub=sub)


def _induction(goal: Term, _: Term, context: Context, domains: Domains, depth: int) -> Verdict:
    """choice: the letter by its number among those that can be, and how many starts. The step is as deep a question as
    this one: the same letter cannot come again, since what is known of it is the goal."""
    by = "induction"
    if depth < DEEP:
        return unknown(by, "too deep")
    for k, letter in enumerate(induction.letters(goal, domains)):
        for starts in range(1, induction.MAX_STARTS + 1):
            asked = induction.questions(letter, starts, goal, context)
            sub: list[Any] = []
            if asked is not None and _all((_ask("entails", g, g, h, domains, depth) for h, g in asked), sub):
                return proved(by, choice=[k, starts], sub=sub)
    return unknown(by, "no induction is found")


# -- the tables ---------------------------------------------------------------------------------


METHODS: Mapping[Kind, Mapping[str, Method]] = {
    "identity": {"rational": by_algebra, "root of square": _root_of_square, **IDENTITY},
    "equivalence": {
        "same": direct.same,
        "cells": direct.cells_equivalence,
        "linear": direct.systems,
        "residues": direct.residues_equivalence,
        "at once": direct.equivalence_refuted_at_once,
        "factor": _proportional,
        "factors": _factors,
        "factorial": direct.factorial_equation,
        "monotone": _monotone,
        "parts": _parts,
        "periodic": direct.periodic_equivalence,
        "integer": direct.bounded_integers,
        "pieces": _piecewise,
        "both ways": _both_ways,
        "refute": direct.equivalence_refuted,
    },
    "entails": {
        "present": direct.present,
        "closed": direct.closed_goal,
        "cells": direct.cells_valid,
        "residues": direct.residues_goal,
        "divisibility": _whole_numbers,
        "divisors": _divisors,
        "signs": _signs,
        "linear": direct.linear_goal,
        "parts": _structure,
        "power": _power_defined,
        "factorial": _factorial_defined,
        "identity": _identity_goal,
        "substitution": _substituted_goal,
        "at once": direct.refuted_at_once,
        "whole parts": direct.whole_parts_goal,
        "entail": _entail,
        "refute": direct.refuted_entailment,
        "periodic": direct.periodic_goal,
        "cases": _cases,
        "integer": direct.integers,
        "values": direct.few_values,
        "induction": _induction,
    },
}

__all__ = ["METHODS", "entails", "equivalence", "identity"]
