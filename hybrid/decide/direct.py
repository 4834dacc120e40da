"""Ways to tell an equivalence or a consequence that ask no other question in turn.

Each takes what the cascade asks, (a, b, context, domains, depth), for a consequence the goal twice, and hands it to the
decider that is named. Those that combine answers of others stand in cascade.py, those for identities in equal.py.
"""

from __future__ import annotations

from hybrid.decide import cells, integer, linear, periodic, residues, whole_parts
from hybrid.decide.closed import exact_truth
from hybrid.decide.equal import Context, Domains
from hybrid.decide.factorial import undone
from hybrid.decide.linear import known
from hybrid.decide.refute import refute_entailment, refute_equivalence
from hybrid.decide.verdict import Verdict, proved, refuted, unknown
from hybrid.term import FALSE, TRUE, Term

DEEP = 2  # below this depth only what is quick is tried
UNTOLD: Verdict = unknown("cascade", "no decider could tell")


# -- equivalence ---------------------------------------------------------------------------------


def same(a: Term, b: Term, context: Context, domains: Domains, depth: int) -> Verdict:
    return proved("same") if a.key == b.key else unknown("same", "different")


def cells_equivalence(a: Term, b: Term, context: Context, domains: Domains, depth: int) -> Verdict:
    return cells.equivalent(a, b, context, domains)


def equivalence_refuted_at_once(a: Term, b: Term, context: Context, domains: Domains, depth: int) -> Verdict:
    point = refute_equivalence(a, b, context, domains, at_once=True)
    return UNTOLD if point is None else refuted("refute", point)


def equivalence_refuted(a: Term, b: Term, context: Context, domains: Domains, depth: int) -> Verdict:
    point = refute_equivalence(a, b, context, domains)
    return UNTOLD if point is None else refuted("refute", point)


def systems(a: Term, b: Term, context: Context, domains: Domains, depth: int) -> Verdict:
    return linear.equivalent_systems(a, b, context, domains)


def factorial_equation(a: Term, b: Term, context: Context, domains: Domains, depth: int) -> Verdict:
    """An equation between u! and a number, and the numbers that u can be."""
    by = "factorial"
    if any((f := undone(s)) is not None and f.key == t.key for s, t in ((a, b), (b, a))):
        return proved(by)
    return unknown(by, "no equation of a factorial and a number")


def bounded_integers(a: Term, b: Term, context: Context, domains: Domains, depth: int) -> Verdict:
    return integer.equivalent_bounded(a, b, context, domains)


def residues_equivalence(a: Term, b: Term, context: Context, domains: Domains, depth: int) -> Verdict:
    return residues.equivalent(a, b, context, domains)


def periodic_equivalence(a: Term, b: Term, context: Context, domains: Domains, depth: int) -> Verdict:
    return periodic.equivalent(a, b)


# -- entailment ----------------------------------------------------------------------------------


def present(goal: Term, _: Term, context: Context, domains: Domains, depth: int) -> Verdict:
    if goal is TRUE or FALSE in context:
        return proved("present")
    key = goal.key
    if any(h.key == key for h in context) or any(f.key == key for f in known(context)):
        return proved("present")
    return unknown("present", "not among the hypotheses")


def closed_goal(goal: Term, _: Term, context: Context, domains: Domains, depth: int) -> Verdict:
    if not goal.free and exact_truth(goal) is True:
        return proved("closed")
    return unknown("closed", "not a closed formula that is true")


def cells_valid(goal: Term, _: Term, context: Context, domains: Domains, depth: int) -> Verdict:
    return cells.valid(goal, context, domains)


def linear_goal(goal: Term, _: Term, context: Context, domains: Domains, depth: int) -> Verdict:
    return linear.entails(context, goal, domains)


def refuted_at_once(goal: Term, _: Term, context: Context, domains: Domains, depth: int) -> Verdict:
    point = refute_entailment(context, goal, domains, at_once=True) if depth >= DEEP else None
    return UNTOLD if point is None else refuted("refute", point)


def refuted_entailment(goal: Term, _: Term, context: Context, domains: Domains, depth: int) -> Verdict:
    point = refute_entailment(context, goal, domains) if depth >= DEEP else None
    return UNTOLD if point is None else refuted("refute", point)


def integers(goal: Term, _: Term, context: Context, domains: Domains, depth: int) -> Verdict:
    return integer.entails(context, goal, domains)


def residues_goal(goal: Term, _: Term, context: Context, domains: Domains, depth: int) -> Verdict:
    return residues.entails(context, goal, domains)


def few_values(goal: Term, _: Term, context: Context, domains: Domains, depth: int) -> Verdict:
    """For each of the few values of a letter all remainders of the others. letter: which of those that have few."""
    by = "values"
    if depth < DEEP or not residues.concerns(goal, *context):
        return unknown(by, "no remainders")
    for k, (letter, values) in enumerate(residues.bounded_letters(context, domains)):
        if residues.for_values(letter, values, context, goal, domains):
            return proved(by, letter=k, values=len(values))
    return unknown(by, "no letter has few values, or they do not settle it")


def periodic_goal(goal: Term, _: Term, context: Context, domains: Domains, depth: int) -> Verdict:
    return periodic.entails(context, goal)


def whole_parts_goal(goal: Term, _: Term, context: Context, domains: Domains, depth: int) -> Verdict:
    return whole_parts.entails(context, goal, domains)
