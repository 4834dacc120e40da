"""Guards that nothing needs: the rule is true without them.

    L = R    wherever L is defined (and the other guards hold) R is, with the same value
    L <=> R  both are true at the same points
    L ==> R  R follows from L

decided as every other claim is. Unknown is no finding: most guards are needed, and many that are not are not
decided.
"""

from __future__ import annotations

from collections.abc import Iterator

from hybrid.decide import cascade
from hybrid.decide.meaning import conditions
from hybrid.rulebook import Rule
from hybrid.term import Term
from hybrid.verify.lint_finding import Finding, about
from hybrid.verify.lint_tests import integers


def unneeded(rule: Rule) -> Iterator[Finding]:
    """Guards of a plain rule without which the deciders prove it."""
    if rule.computed or not rule.guards or any(n.isupper() for n in rule.left.free):
        return
    for guard in rule.guards:
        others = tuple(g for g in rule.guards if g is not guard)
        if _true(rule, others):
            yield about(rule, "unneeded-guard", "note", f"true without the guard {guard}", guard=str(guard))


def _true(rule: Rule, guards: tuple[Term, ...]) -> bool:
    domains = integers(rule)
    if rule.relation == "<=>":
        return cascade.equivalence(rule.left, rule.right, guards, domains).proved
    if rule.relation == "==>":
        return cascade.entails((rule.left, *guards), rule.right, domains).proved
    known = (*guards, *conditions(rule.left))
    defined = all(cascade.entails(known, c, domains).proved for c in conditions(rule.right))
    return defined and cascade.identity(rule.left, rule.right, known, domains).proved
