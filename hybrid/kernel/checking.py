"""Replaying a derivation: plain data and a rule book in, a theorem or CheckError out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from dataclasses import replace as updated
from typing import TYPE_CHECKING, Any

from hybrid.decide import replay
from hybrid.evidence import fault
from hybrid.kernel.effect import Need, effect_of
from hybrid.kernel.errors import CheckError
from hybrid.kernel.goals import check_goal
from hybrid.kernel.making import assemble, discharge
from hybrid.problem import Condition, Definition, Derivation, Domain, Problem, Relation, Step
from hybrid.term import Term, at, equal, is_formula

if TYPE_CHECKING:
    from hybrid.rulebook.book import Rulebook


@dataclass(frozen=True)
class Theorem:
    """What a checked derivation shows: `before RELATION after` wherever given and conditions hold, for letters
    in their domains (real when not named) and functions as defined.

    rules and deciders are all it rests on, besides this kernel and the arithmetic under it.
    """

    goal: str
    before: Term
    relation: Relation
    after: Term
    given: tuple[Term, ...]
    conditions: tuple[Term, ...]
    rules: tuple[str, ...]
    deciders: tuple[str, ...]
    steps: int
    domains: Mapping[str, Domain] = field(default_factory=dict)
    definitions: tuple[Definition, ...] = ()


def check(problem: Problem, derivation: Derivation, rulebook: Rulebook) -> Theorem:
    """The theorem that a derivation proves about a problem.

    Replays every step from the problem's term; looks at nothing but plain data and the rule book. Raises
    CheckError with the number of the first step that is not accepted, what was expected and what was
    found, or naming the goal that the last state does not reach.
    """
    state = problem.term
    carried: dict[str, Term] = {}
    rules: dict[str, None] = {}
    deciders: dict[str, None] = {}
    relations: set[Relation] = set()
    for i, step in enumerate(derivation.steps):
        if step.before is not state:
            raise CheckError(f"starts from {step.before}, the state is {state}", i)
        try:
            check_step(problem, step, rulebook)
            for sub in step.substeps:
                check_step(problem, sub, rulebook)
            _check_chain(step)
        except CheckError as error:
            raise CheckError(error.why, i, error.place) from None
        except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
            # data that no searcher writes: whatever it trips over, it is not accepted
            raise CheckError(f"not a step: {error}", i, step.place) from None
        relations.add(step.relation)
        if step.kind in ("rule", "consequence"):
            rules[step.rule] = None
        if step.kind == "decided" and step.certificate is not None:
            deciders[str(step.certificate["decider"])] = None
        for c in step.conditions:
            if c.by == "decider":
                deciders["entails"] = None
            if c.by == "carried" and not is_formula(state):
                carried[c.formula.key] = c.formula
        state = step.after
    for left in check_goal(problem, state, relations):
        carried[left.key] = left
    formula = is_formula(problem.term)
    relation: Relation = "=" if not formula else "<==" if "<==" in relations else "<=>"
    return Theorem(
        problem.goal,
        problem.term,
        relation,
        state,
        problem.given,
        tuple(carried.values()),
        tuple(rules),
        tuple(deciders),
        len(derivation.steps),
        dict(problem.domains),
        problem.definitions,
    )


def check_step(problem: Problem, step: Step, rulebook: Rulebook) -> None:
    at(step.before, step.place)
    effect = effect_of(problem, step, rulebook, step.part)
    if effect.relation != step.relation:
        raise CheckError(f"the relation is {effect.relation}, not {step.relation}", place=step.place)
    if effect.decided is not None:
        kind, old, new, facts = effect.decided
        verdict = replay.check(kind, old, new, facts, step.certificate, problem.domains)
        if not verdict.proved:
            raise CheckError(verdict.reason, place=step.place)
    discharged = _recorded(effect.needs, step, problem)
    expected = assemble(step.before, step.place, effect.new, discharged)
    if not equal(expected, step.after):
        raise CheckError(f"should give {expected}, not {step.after}", place=step.place)


def _recorded(needs: Sequence[Need], step: Step, problem: Problem) -> list[Condition]:
    """The recorded discharge of every need, each verified."""
    recorded: dict[str, list[Condition]] = {}
    for c in step.conditions:
        recorded.setdefault(c.formula.key, []).append(c)
    discharged = []
    for need in needs:
        waiting = recorded.get(need.formula.key)
        if not waiting:
            raise CheckError(f"the condition {need.formula} is not discharged", place=step.place)
        condition = waiting.pop(0)
        if condition.by == "carried":
            if not need.may_carry:
                raise CheckError(f"the condition {need.formula} cannot be carried", place=step.place)
        elif condition.by == "decider" and condition.certificate not in (None, {"decider": "entails"}):
            _check_cases(need, condition.certificate, problem, step)
        elif discharge(updated(need, may_carry=False), problem).by not in ("context", condition.by):
            raise CheckError(f"the condition {need.formula} does not follow from the context", place=step.place)
        discharged.append(condition)
    extra = [c for c in step.conditions if c.by == "carried" and not any(c is d for d in discharged)]
    if extra:
        raise CheckError(f"the condition {extra[0].formula} is carried for no reason", place=step.place)
    return discharged


def _check_cases(need: Need, certificate: Any, problem: Problem, step: Step) -> None:
    """The recorded proofs that a needed condition follows from each of its lists of hypotheses."""
    wrong = fault(certificate)
    cases = [] if wrong else certificate.get("cases")
    if not wrong and (certificate["decider"] != "entails" or not isinstance(cases, list)):
        wrong = "is not a list of proofs"
    if not wrong and len(cases) != len(need.hypotheses):
        wrong = f"proves {len(cases)} cases, not {len(need.hypotheses)}"
    if wrong:
        raise CheckError(f"the certificate of the condition {need.formula} {wrong}", place=step.place)
    for hypotheses, inner in zip(need.hypotheses, cases, strict=True):
        verdict = replay.check("entails", need.formula, need.formula, hypotheses, inner, problem.domains)
        if not verdict.proved:
            raise CheckError(f"the condition {need.formula}: {verdict.reason}", place=step.place)


def _check_chain(step: Step) -> None:
    """Substeps lead from the step's before to its after, under relations that compose to its own."""
    if not step.substeps:
        return
    state = step.before
    for sub in step.substeps:
        if sub.before is not state or sub.substeps:
            raise CheckError("the substeps do not form a chain", place=sub.place)
        if sub.relation != step.relation and not (sub.relation in ("=", "<=>") and is_formula(state)):
            raise CheckError(f"a substep's relation {sub.relation} is not the step's", place=sub.place)
        state = sub.after
    if not equal(state, step.after):
        raise CheckError(f"the substeps end in {state}, not in {step.after}", place=step.place)
