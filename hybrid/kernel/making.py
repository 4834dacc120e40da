"""Completing a proposed step: deciding it, discharging what it needs, putting the new state together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from hybrid.decide import cascade
from hybrid.evidence import bounded
from hybrid.kernel.context import atom_place
from hybrid.kernel.effect import Claim, Need, effect_of
from hybrid.kernel.errors import CheckError
from hybrid.problem import Condition, Problem, Step
from hybrid.term import Place, Term, at, conj, equal, is_formula, replace

if TYPE_CHECKING:
    from hybrid.rulebook.book import Rulebook


def make_step(problem: Problem, step: Step, rulebook: Rulebook, new: Term | None = None) -> Step:
    """Complete a proposed step: its `after`, relation, conditions and certificate.

    `step` tells before, place, kind, rule, substitution, facts, words (its other fields are ignored,
    except that relation "<==" asks for a backward step); `new` is the new part, needed when it is
    decided, and otherwise gives the order in which the result is written. Raises CheckError when the
    step cannot be justified, TermError when it cannot be built.
    """
    effect = effect_of(problem, step, rulebook, new)
    part = effect.new
    if new is not None and new is not part:
        if not equal(new, part):
            raise CheckError(f"the new part should be {part}, not {new}", place=step.place)
        part = new
    certificate = None if effect.decided is None else decide(effect.decided, problem, step.place)
    discharged = [discharge(need, problem) for need in effect.needs]
    return Step(
        before=step.before,
        after=assemble(step.before, step.place, part, discharged),
        relation=effect.relation,
        place=step.place,
        kind=step.kind,
        rule=step.rule,
        substitution=step.substitution,
        facts=step.facts,
        conditions=tuple(discharged),
        part=part if step.kind == "decided" else None,
        certificate=certificate,
        words=step.words,
        substeps=step.substeps,
    )


def decide(claim: Claim, problem: Problem, place: Place) -> Mapping[str, Any]:
    """The certificate of a claim's proof. Raises CheckError when no decider proves it."""
    kind, old, new, facts = claim
    ask = cascade.identity if kind == "identity" else cascade.equivalence
    verdict = ask(old, new, facts, problem.domains)
    if verdict.certificate is None or not verdict.proved:
        raise CheckError(f"no decider proves it: {verdict.reason or verdict.answer}", place=place)
    return verdict.certificate


def discharge(need: Need, problem: Problem) -> Condition:
    key = need.formula.key
    if all(any(h.key == key for h in hypotheses) for hypotheses in need.hypotheses):
        return Condition(need.formula, "context")
    verdicts = [cascade.entails(h, need.formula, problem.domains) for h in need.hypotheses]
    if all(v.proved for v in verdicts):
        certificate = bounded({"decider": "entails", "cases": [v.certificate for v in verdicts]})
        return Condition(need.formula, "decider", certificate)
    if need.may_carry:
        return Condition(need.formula, "carried")
    raise CheckError(f"the condition {need.formula} does not follow")


def assemble(before: Term, place: Place, part: Term, discharged: Sequence[Condition]) -> Term:
    """The new state: the part in its place, carried conditions beside it."""
    carried = [c.formula for c in discharged if c.by == "carried"]
    if is_formula(part):
        return replace(before, place, conj(part, *carried) if carried else part)
    after = replace(before, place, part)
    atom = atom_place(before, place)
    if carried and atom is not None:
        return replace(after, atom, conj(at(after, atom), *carried))
    return after
