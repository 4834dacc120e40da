"""The kernel: what a derivation must satisfy to be a theorem.

    check(problem, derivation, rulebook) -> Theorem        or CheckError

A derivation is a chain  t0 R t1 R ... R tn  of states, t0 the problem's term. Each step rewrites one place
and is accepted for one of five reasons:

    rule         the place holds an instance of a rule's left side, the new state its right side, and the
                 rule's guards hold there                                    (the rule is what is trusted)
    decided      a decider proves the old and the new part equal, or equivalent
    fact         an equation of the context rewrites the part
    definition   a function given by the problem is unfolded
    consequence  a formula that follows from the hypotheses by a ==> rule is added to them

Definedness is the kernel's own business, whatever the reason. A letter of a rule stands for a defined
value, so where its instance is undefined the step must be shown harmless:

    expression   what the new atom no longer demands must be proved, or said by the context, or carried
                 as a conjunct; what it newly demands must be proved
    formula      each case of the new formula must demand whatever the instances of the letters demand

The context of a place: the siblings in every `and` above it, the hypotheses of every `=>` on whose right
it stands, and the problem's givens. The kernel imports no parser, search or network; it raises, never
asserts. Steps are made by `make_step` and replayed by `check` through the same `_needs`, so nothing that
the searcher wrote is believed.

Read context, effect, making, checking, goals in that order.
"""

from hybrid.kernel.checking import Theorem, check, check_step
from hybrid.kernel.context import conjuncts, context, sequent, unfolded
from hybrid.kernel.effect import strict_letters
from hybrid.kernel.errors import CheckError
from hybrid.kernel.goals import is_solved, left_to_show
from hybrid.kernel.making import make_step

__all__ = [
    "CheckError",
    "Theorem",
    "check",
    "check_step",
    "conjuncts",
    "context",
    "is_solved",
    "left_to_show",
    "make_step",
    "sequent",
    "strict_letters",
    "unfolded",
]
