"""When two expressions have the same value, given facts: the methods that `cascade.identity` tries.

Equality is asked for wherever both expressions are defined and the context holds, so the conditions of
both may be used as facts. An equation x = t of the context may be put in for x: at the points of the
context x and t have one value.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from hybrid.decide import cells, divisibility, entail, residues, whole_parts
from hybrid.decide.closed import compare
from hybrid.decide.linear import known
from hybrid.decide.meaning import conditions
from hybrid.decide.rational import same_value
from hybrid.decide.refute import refute_entailment
from hybrid.decide.verdict import Verdict, proved, refuted, unknown
from hybrid.problem import Domain
from hybrid.term import Term, eq, substitute

MAX_SUBSTITUTIONS = 4

Domains = Mapping[str, Domain]
Context = tuple[Term, ...]
# A method gets two terms (to prove entailed: the goal, twice), the context, the domains and the depth left.
Method = Callable[[Term, Term, Context, Domains, int], Verdict]


def _defined_context(a: Term, b: Term, context: Context) -> Context:
    return (*context, *conditions(a), *conditions(b))


def by_algebra(a: Term, b: Term, context: Context, domains: Domains, depth: int) -> Verdict:
    verdict = same_value(a, b, domains, _defined_context(a, b, context), point=not context)
    if verdict.refuted and context:
        # The point must satisfy the context; the search for one that does is the refuter's.
        return unknown("rational", "the difference is not zero")
    return verdict


def by_value(a: Term, b: Term, context: Context, domains: Domains, depth: int) -> Verdict:
    if a.free or b.free:
        return unknown("closed", "not closed")
    return proved("closed") if compare(a, b) == 0 else unknown("closed", "not seen to be equal")


def by_cells(a: Term, b: Term, context: Context, domains: Domains, depth: int) -> Verdict:
    return cells.valid(eq(a, b), _defined_context(a, b, context), domains)


def by_residues(a: Term, b: Term, context: Context, domains: Domains, depth: int) -> Verdict:
    return residues.identical(a, b, context, domains)


def by_divisibility(a: Term, b: Term, context: Context, domains: Domains, depth: int) -> Verdict:
    """Remainders and common divisors that are equal written alike."""
    by = "divisibility"
    if not residues.concerns(a, b):
        return unknown(by, "no remainders")
    here = _defined_context(a, b, context)
    new_a, new_b = divisibility.canonical((a, b), here, domains)
    return proved(by) if same_value(new_a, new_b, domains, here).proved else unknown(by, "not seen to be equal")


def at_once(a: Term, b: Term, context: Context, domains: Domains, depth: int) -> Verdict:
    point = refute_entailment(_defined_context(a, b, context), eq(a, b), domains, at_once=True)
    return unknown("refute", "no point found") if point is None else refuted("refute", point)


def by_point(a: Term, b: Term, context: Context, domains: Domains, depth: int) -> Verdict:
    point = refute_entailment(_defined_context(a, b, context), eq(a, b), domains)
    return unknown("refute", "no point found") if point is None else refuted("refute", point)


def by_substitution(a: Term, b: Term, context: Context, domains: Domains, depth: int) -> Verdict:
    """x = t in the context: at its points a and a[t for x] have one value."""
    by = "substitution"
    for k, binding in enumerate(bindings(context)):
        new_a, new_b = substitute(a, binding), substitute(b, binding)
        if new_a is not a or new_b is not b:
            rest = tuple(substitute(h, binding) for h in context)
            rest = tuple(h for h in rest if not (h.head == "eq" and h.args[0] is h.args[1]))
            for method in (by_algebra, by_value, by_cells):
                verdict = method(new_a, new_b, rest, domains, depth - 1)
                if verdict.proved:
                    return proved(by, choice=[k], sub=[verdict.certificate])
    return unknown(by, "no fact to put in helps")


def by_consequence(a: Term, b: Term, context: Context, domains: Domains, depth: int) -> Verdict:
    return entail.entails(_defined_context(a, b, context), eq(a, b), domains)


def by_whole_parts(a: Term, b: Term, context: Context, domains: Domains, depth: int) -> Verdict:
    return whole_parts.entails(context, eq(a, b), domains)


def bindings(context: Context) -> list[dict[str, Term]]:
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


IDENTITY: Mapping[str, Method] = {
    "rational": by_algebra,
    "closed": by_value,
    "cells": by_cells,
    "residues": by_residues,
    "divisibility": by_divisibility,
    "substitution": by_substitution,
    "at once": at_once,
    "whole parts": by_whole_parts,
    "entail": by_consequence,
    "refute": by_point,
}

__all__ = ["IDENTITY", "Context", "Domains", "Method", "bindings", "by_algebra", "by_divisibility", "by_substitution"]
