"""A rule proved once and for all: its claim, with letters for all defined real values, put to the deciders."""

from __future__ import annotations

from hybrid.decide import cascade
from hybrid.decide.meaning import conditions
from hybrid.decide.verdict import Verdict, unknown
from hybrid.rulebook import Rule


def prove_rule(rule: Rule) -> Verdict:
    """Proved with a certificate, or unknown with the reason."""
    if rule.computed or any(n.isupper() for n in rule.left.free):
        return unknown("proof", "not a plain rule about numbers")
    left, right, guards = rule.left, rule.right, rule.guards
    if rule.relation == "<=>":
        return cascade.equivalence(left, right, guards)
    if rule.relation == "==>":
        return cascade.entails((*guards, left), right)
    known = (*guards, *conditions(left))
    if not all(cascade.entails(known, c).proved for c in conditions(right)):
        return unknown("proof", "the right side may be undefined where the left is not")
    return cascade.identity(left, right, known)
