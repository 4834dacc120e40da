"""What may be assumed at a place, and what a formula enforces.

The context of a place: the siblings in every `and` above it, the hypotheses of every `=>` on whose right it
stands, and the problem's givens. A formula enforces a condition when its form alone shows that it is false
wherever the condition is: an atom enforces that its terms are defined.
"""

from __future__ import annotations

from collections.abc import Sequence

from hybrid.decide.meaning import conditions
from hybrid.problem import Definition
from hybrid.term import CONNECTIVES, FALSE, FLIPPED, RELATIONS, Place, Term, equal, make, parts, substitute

MAX_UNFOLDED = 8  # calls within each other, and the size of what is unfolded: definitions of strangers may go round
MAX_SIZE = 2_000


def context(state: Term, place: Place, given: Sequence[Term] = ()) -> tuple[Term, ...]:
    """The formulas that may be assumed at a place of a state."""
    facts = list(given)
    t = state
    for i in place:
        if t.head == "and":
            facts.extend(a for j, a in enumerate(t.args) if j != i)
        elif t.head == "implies" and i == 1:
            hypotheses = t.args[0]
            facts.extend(hypotheses.args if hypotheses.head == "and" else (hypotheses,))
        t = t.args[i]
    return tuple(facts)


def unfolded(t: Term, definitions: Sequence[Definition], depth: int = MAX_UNFOLDED) -> Term:
    """t with the functions that the problem defines written out, a number of them within each other: it is defined
    where t is, and says the same."""
    if not definitions or t.size > MAX_SIZE or not any(s.head == "call" for s in parts(t)):
        return t
    t = make(t.head, [unfolded(a, definitions, depth) for a in t.args], t.value)
    body = written_out(t, definitions) if t.head == "call" and depth > 0 else None
    return t if body is None else unfolded(body, definitions, depth - 1)


def written_out(call: Term, definitions: Sequence[Definition]) -> Term | None:
    """What a call stands for by the definitions; None for a function that none of them defines."""
    for d in definitions:
        if d.name == call.value and len(d.parameters) == len(call.args):
            return substitute(d.body, dict(zip(d.parameters, call.args, strict=True)))
    return None


def atom_place(state: Term, place: Place) -> Place | None:
    """The place of the atom an expression stands in, None when the state is an expression."""
    t, found = state, None
    for depth in range(len(place) + 1):
        if t.head in RELATIONS or t.head == "defined":
            found = place[:depth]
        if depth < len(place):
            t = t.args[place[depth]]
    return found


def stands_positively(state: Term, place: Place) -> bool:
    """Whether making the formula at a place stronger makes the state stronger."""
    t = state
    for i in place:
        if t.head not in CONNECTIVES or (t.head == "implies" and i == 0):
            return False
        t = t.args[i]
    return True


def sequent(t: Term) -> tuple[tuple[Term, ...], Term]:
    """The hypotheses and the conclusion of `H => C`; of any other formula, none and itself."""
    return (conjuncts(t.args[0]), t.args[1]) if t.head == "implies" else ((), t)


def conjuncts(t: Term) -> tuple[Term, ...]:
    return t.args if t.head == "and" else (t,)


def cases(t: Term) -> tuple[Term, ...]:
    return t.args if t.head == "or" else () if t is FALSE else (t,)


def enforced(formula: Term, condition: Term) -> bool:
    """Whether a formula cannot be true where the condition is false, by its form."""
    if formula.key == condition.key or formula is FALSE:
        return True
    if formula.head in RELATIONS:
        return any(c.key == condition.key for c in conditions(formula))
    if formula.head == "and":
        return any(enforced(a, condition) for a in formula.args)
    if formula.head == "or":
        return all(enforced(a, condition) for a in formula.args)
    return False


def same(a: Term, b: Term) -> bool:
    """Equality modulo order, and modulo the direction of a relation."""
    if equal(a, b):
        return True
    flipped = FLIPPED.get(a.head)
    return flipped is not None and equal(make(flipped, (a.args[1], a.args[0])), b)
