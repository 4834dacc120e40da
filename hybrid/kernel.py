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
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import replace as updated
from typing import TYPE_CHECKING, Any

from hybrid.decide import cascade
from hybrid.decide.meaning import conditions
from hybrid.decide.verdict import Verdict
from hybrid.problem import Condition, Derivation, Problem, Relation, Step
from hybrid.rulebook.rule import Rule, extend, extension_head, instantiate, is_formula_letter
from hybrid.term import (
    CONNECTIVES,
    FALSE,
    FLIPPED,
    RELATIONS,
    TRUE,
    Place,
    Term,
    at,
    conj,
    equal,
    is_formula,
    make,
    replace,
    substitute,
)

if TYPE_CHECKING:
    from hybrid.rulebook.book import Rulebook


class CheckError(Exception):
    """A step that is not accepted: its number (from 0, None for the whole), its place, and why."""

    def __init__(self, why: str, step: int | None = None, place: Place = ()):
        super().__init__(why)
        self.why, self.step, self.place = why, step, place

    def __str__(self) -> str:
        where = "the derivation" if self.step is None else f"step {self.step + 1}"
        return f"{where}, at place {list(self.place)}: {self.why}" if self.place else f"{where}: {self.why}"


@dataclass(frozen=True)
class Theorem:
    """What a checked derivation shows: `before RELATION after` wherever the conditions hold.

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


@dataclass(frozen=True)
class _Need:
    """A condition a step must discharge: true wherever all of each list of `hypotheses` is."""

    formula: Term
    hypotheses: tuple[tuple[Term, ...], ...]
    may_carry: bool


# -- context ---------------------------------------------------------------------------------------


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


def _atom_place(state: Term, place: Place) -> Place | None:
    """The place of the atom an expression stands in, None when the state is an expression."""
    t, found = state, None
    for depth in range(len(place) + 1):
        if t.head in RELATIONS or t.head == "defined":
            found = place[:depth]
        if depth < len(place):
            t = t.args[place[depth]]
    return found


def _positive(state: Term, place: Place) -> bool:
    """Whether making the formula at a place stronger makes the state stronger."""
    t = state
    for i in place:
        if t.head not in CONNECTIVES or (t.head == "implies" and i == 0):
            return False
        t = t.args[i]
    return True


def conjuncts(t: Term) -> tuple[Term, ...]:
    return t.args if t.head == "and" else (t,)


def _cases(t: Term) -> tuple[Term, ...]:
    return t.args if t.head == "or" else () if t is FALSE else (t,)


def _enforced(formula: Term, condition: Term) -> bool:
    """Whether a formula cannot be true where the condition is false, by its form."""
    if formula.key == condition.key or formula is FALSE:
        return True
    if formula.head in RELATIONS:
        return any(c.key == condition.key for c in conditions(formula))
    if formula.head == "and":
        return any(_enforced(a, condition) for a in formula.args)
    if formula.head == "or":
        return all(_enforced(a, condition) for a in formula.args)
    return False


def _same(a: Term, b: Term) -> bool:
    """Equality modulo order, and modulo the direction of a relation."""
    if equal(a, b):
        return True
    flipped = FLIPPED.get(a.head)
    return flipped is not None and equal(make(flipped, (a.args[1], a.args[0])), b)


# -- what a step does, and what it needs -----------------------------------------------------------


@dataclass(frozen=True)
class _Effect:
    new: Term
    relation: Relation
    needs: tuple[_Need, ...]
    decided: tuple[str, Term, Term, tuple[Term, ...]] | None = None


def _effect(problem: Problem, step: Step, rulebook: Rulebook, new: Term | None) -> _Effect:
    """The new part a step puts at its place and what it must discharge; `new` is the proposed part for
    the kinds that do not determine it. Raises CheckError."""
    old = at(step.before, step.place)
    if any(at(step.before, step.place[:i]).head == "defined" for i in range(len(step.place))):
        raise CheckError("nothing can be rewritten inside defined(...): equal terms may differ there", place=step.place)
    facts = context(step.before, step.place, problem.given)
    if step.kind == "rule":
        return _rule_effect(problem, step, rulebook, old, facts)
    if step.kind == "decided":
        if new is None:
            raise CheckError("a decided step needs its new part", place=step.place)
        if is_formula(old) is not is_formula(new):
            raise CheckError("a formula can only become a formula", place=step.place)
        if is_formula(old):
            return _Effect(new, "<=>", (), ("equivalence", old, new, facts))
        needs = _expression_needs(step.before, step.place, new, facts, gains=True)
        return _Effect(new, "=", needs, ("identity", old, new, facts + _atom_conditions(step.before, step.place)))
    if step.kind == "fact":
        return _fact_effect(step, old, facts)
    if step.kind == "definition":
        return _definition_effect(problem, step, old, facts)
    return _consequence_effect(step, rulebook, old, facts)


def _rule_effect(problem: Problem, step: Step, rulebook: Rulebook, old: Term, facts: tuple[Term, ...]) -> _Effect:
    rule = _rule(step, rulebook)
    if rule.computed:
        raise CheckError(f"the rule {rule.name} computes letters: its steps must be decided", place=step.place)
    substitution = step.substitution
    left, right = rule.left, rule.right
    if step.relation == "<==":
        if rule.relation != "==>":
            raise CheckError(f"{rule.name} is not a one-way rule", place=step.place)
        if not _positive(step.before, step.place):
            raise CheckError("a goal may be strengthened only where it stands positively", place=step.place)
        if not right.free <= left.free:
            raise CheckError(f"{rule.name} concludes about letters its premise lacks", place=step.place)
        left, right = right, left
    elif rule.relation == "==>":
        raise CheckError(f"{rule.name} holds in one direction only", place=step.place)
    _check_letters(rule, substitution, step.place)
    instance, result = (instantiate(side, substitution, rule.optional) for side in (left, right))
    rest = substitution.get("_")
    if rest is not None:
        head = extension_head(rule)
        if head is None or step.relation == "<==":
            raise CheckError(f"{rule.name} does not apply to a part", place=step.place)
        instance, result = extend(head, instance, rest), extend(head, result, rest)
    if not _same(instance, old) and not _same_by_value(instance, old):
        raise CheckError(f"{rule.name}: its instance {instance} is not what stands there, {old}", place=step.place)
    relation: Relation = "<==" if step.relation == "<==" else rule.relation
    guards = [instantiate(g, substitution, rule.optional) for g in rule.guards]
    if is_formula(old):
        letters = _letter_conditions(rule, substitution)
        needs = [_Need(g, (facts + letters,), False) for g in guards]
        # where the left is false for want of a letter's value, carrying its condition makes the right false
        # too; where the left may be true without it (a => on the left), the condition must be proved
        strict = {c.key for name in strict_letters(left) for c in _bound_conditions(substitution, name)}
        if rest is not None and old.head == "or":
            # the other cases of the `or` would be bound by what is carried
            strict = {c.key for c in letters if c.key in strict and _enforced(rest, c)}
        needs += [
            _Need(c, tuple(facts + conjuncts(case) for case in _cases(result)), True)
            if c.key in strict and relation == "<=>"
            else _Need(c, (facts,) if relation == "<=>" else (facts + conjuncts(result),), False)
            for c in letters
            if not _enforced(result, c) or (c.key not in strict and relation == "<=>")
        ]
        return _Effect(result, relation, tuple(needs))
    inside = facts + _atom_conditions(step.before, step.place)
    free_standing = _atom_place(step.before, step.place) is None
    needs = [_Need(g, (inside,), free_standing) for g in guards]
    needs += _expression_needs(step.before, step.place, result, facts, gains=False)
    return _Effect(result, "=", tuple(needs))


def _rule(step: Step, rulebook: Rulebook) -> Rule:
    rule = rulebook.by_name.get(step.rule)
    if rule is None:
        raise CheckError(f"there is no rule {step.rule!r} in this book", place=step.place)
    return rule


def _check_letters(rule: Rule, substitution: Mapping[str, Term], place: Place) -> None:
    """Every letter bound to a term of its kind, and the tests that soundness needs passed."""
    from hybrid.compute import TESTS

    formula_letters = {t.args[0].value for side in (rule.left, rule.right) for t in _formula_letters(side)}
    for name in rule.left.free | rule.right.free:
        if name not in substitution:
            raise CheckError(f"{rule.name}: the letter {name} is not bound", place=place)
        if is_formula(substitution[name]) is not (name in formula_letters):
            raise CheckError(f"{rule.name}: the letter {name} is bound to the wrong kind of term", place=place)
    for test in rule.sound_tests:
        subject = instantiate(test.argument, substitution, rule.optional)
        if TESTS[test.name](subject, frozenset()) is test.negated:
            raise CheckError(f"{rule.name}: {test.name} does not hold of {subject}", place=place)


def _formula_letters(t: Term) -> Iterator[Term]:
    if is_formula_letter(t):
        yield t
    else:
        for a in t.args:
            yield from _formula_letters(a)


def _same_by_value(a: Term, b: Term) -> bool:
    """Equal in value and in definedness: a match by one of the matcher's views."""
    if a.head != b.head and is_formula(a):
        return False
    if a.head in RELATIONS:
        return (
            all(_same(x, y) or _same_by_value(x, y) for x, y in zip(a.args, b.args, strict=True))
            or all(_same(x, y) or _same_by_value(x, y) for x, y in zip(a.args, reversed(b.args), strict=True))
            and a.head in ("eq", "ne")
        )
    if is_formula(a):
        return False
    if {c.key for c in conditions(a)} != {c.key for c in conditions(b)}:
        return False
    return cascade.identity(a, b).proved


def strict_letters(pattern: Term) -> frozenset[str]:
    """The letters without whose value a formula pattern is false."""
    if is_formula_letter(pattern) or pattern.head == "implies":
        return frozenset()
    if pattern.head == "and":
        return frozenset().union(*map(strict_letters, pattern.args))
    if pattern.head == "or":
        return frozenset.intersection(*map(strict_letters, pattern.args))
    return pattern.free


def _bound_conditions(substitution: Mapping[str, Term], name: str) -> tuple[Term, ...]:
    bound = substitution[name]
    return () if is_formula(bound) else conditions(bound)


def _letter_conditions(rule: Rule, substitution: Mapping[str, Term]) -> tuple[Term, ...]:
    names = sorted(rule.left.free | rule.right.free)
    found = {c.key: c for name in names for c in _bound_conditions(substitution, name)}
    return tuple(found.values())


def _atom_conditions(state: Term, place: Place) -> tuple[Term, ...]:
    atom = _atom_place(state, place)
    return conditions(state if atom is None else at(state, atom))


def _expression_needs(
    before: Term, place: Place, new: Term, facts: tuple[Term, ...], *, gains: bool
) -> tuple[_Need, ...]:
    """What replacing an expression asks for: lost conditions, and (for steps that no rule vouches for)
    new ones."""
    # the path to the atom stays as it is; below it, flat sums may take the new part in
    atom = _atom_place(before, place) or ()
    old_conditions = conditions(at(before, atom))
    new_conditions = conditions(at(replace(before, place, new), atom))
    old_keys, new_keys = {c.key for c in old_conditions}, {c.key for c in new_conditions}
    needs = [_Need(c, (facts + new_conditions,), True) for c in old_conditions if c.key not in new_keys]
    if gains:
        needs += [_Need(c, (facts + old_conditions,), False) for c in new_conditions if c.key not in old_keys]
    return tuple(needs)


def _fact_effect(step: Step, old: Term, facts: tuple[Term, ...]) -> _Effect:
    """Rewrite every occurrence of one side of an equation of the context by the other side."""
    if len(step.facts) != 1 or step.facts[0].head != "eq":
        raise CheckError("a fact step rests on one equation", place=step.place)
    fact = step.facts[0]
    if not any(_same(fact, f) for f in facts):
        raise CheckError(f"{fact} is not given at this place", place=step.place)
    source, target = fact.args
    new = _replace_all(old, source, target)
    if new is old:
        raise CheckError(f"{source} does not occur here", place=step.place)
    known = facts + conditions(fact)
    if is_formula(old):
        needs: list[_Need] = []
        for place, atom in _atoms_within(old):
            changed = _replace_all(atom, source, target)
            if changed is not atom:
                inner = known + context(old, place)
                needs += _expression_needs(atom, (), changed, inner, gains=True)
        return _Effect(new, "<=>", tuple(updated(n, may_carry=False) for n in needs))
    return _Effect(new, "=", _expression_needs(step.before, step.place, new, known, gains=True))


def _atoms_within(t: Term, place: Place = ()) -> Iterator[tuple[Place, Term]]:
    if t.head in CONNECTIVES:
        for i, a in enumerate(t.args):
            yield from _atoms_within(a, (*place, i))
    else:
        yield place, t


def _replace_all(t: Term, source: Term, target: Term) -> Term:
    if t.key == source.key:
        return target
    if not t.args or t.size < source.size or t.head == "defined":
        return t
    args = [_replace_all(a, source, target) for a in t.args]
    return t if all(a is b for a, b in zip(args, t.args, strict=True)) else make(t.head, args, t.value)


def _definition_effect(problem: Problem, step: Step, old: Term, facts: tuple[Term, ...]) -> _Effect:
    if old.head != "call":
        raise CheckError("only a call can be unfolded", place=step.place)
    for d in problem.definitions:
        if d.name == old.value and len(d.parameters) == len(old.args):
            new = substitute(d.body, dict(zip(d.parameters, old.args, strict=True)))
            opaque = make("defined", (old,)).key
            needs = _expression_needs(step.before, step.place, new, facts, gains=False)
            return _Effect(new, "=", tuple(n for n in needs if n.formula.key != opaque))
    raise CheckError(f"the problem does not define {old.value}", place=step.place)


def _consequence_effect(step: Step, rulebook: Rulebook, old: Term, facts: tuple[Term, ...]) -> _Effect:
    """`H => C` becomes `H and F => C` (or `H` becomes `H and F`) with F concluded from H by a ==> rule."""
    rule = _rule(step, rulebook)
    if rule.relation != "==>" or rule.computed or not rule.right.free <= strict_letters(rule.left):
        raise CheckError(f"{rule.name} is not a rule to draw consequences by", place=step.place)
    _check_letters(rule, step.substitution, step.place)
    premise = instantiate(rule.left, step.substitution, rule.optional)
    conclusion = instantiate(rule.right, step.substitution, rule.optional)
    if not is_formula(old):
        raise CheckError("consequences are drawn from formulas", place=step.place)
    hypotheses = old.args[0] if old.head == "implies" else old
    known = conjuncts(hypotheses) + facts
    for part in conjuncts(premise):
        if not any(_same(part, k) for k in known):
            raise CheckError(f"{rule.name}: its premise {part} is not among the hypotheses", place=step.place)
    letters = _letter_conditions(rule, step.substitution)
    guards = [instantiate(g, step.substitution, rule.optional) for g in rule.guards]
    needs = tuple(_Need(g, (known + letters,), False) for g in guards)
    more = conj(*conjuncts(hypotheses), *conjuncts(conclusion))
    return _Effect(make("implies", (more, old.args[1])) if old.head == "implies" else more, "<=>", needs)


# -- making steps ----------------------------------------------------------------------------------


def make_step(problem: Problem, step: Step, rulebook: Rulebook, new: Term | None = None) -> Step:
    """Complete a proposed step: its `after`, relation, conditions and certificate.

    `step` tells before, place, kind, rule, substitution, facts, words (its other fields are ignored,
    except that relation "<==" asks for a backward step); `new` is the new part, needed when it is
    decided, and otherwise gives the order in which the result is written. Raises CheckError when the
    step cannot be justified, TermError when it cannot be built.
    """
    effect = _effect(problem, step, rulebook, new)
    part = effect.new
    if new is not None and new is not part:
        if not equal(new, part):
            raise CheckError(f"the new part should be {part}, not {new}", place=step.place)
        part = new
    certificate: Mapping[str, Any] | None = None
    if effect.decided is not None:
        verdict = _decide(effect.decided, problem)
        if not verdict.proved:
            raise CheckError(f"no decider proves it: {verdict.reason or verdict.answer}", place=step.place)
        certificate = verdict.certificate
    discharged = [_discharge(need, problem) for need in effect.needs]
    return updated(
        step,
        after=_assemble(step.before, step.place, part, discharged),
        relation=effect.relation,
        conditions=tuple(discharged),
        part=part if step.kind == "decided" else None,
        certificate=certificate,
    )


def _decide(claim: tuple[str, Term, Term, tuple[Term, ...]], problem: Problem) -> Verdict:
    kind, old, new, facts = claim
    if kind == "identity":
        return cascade.identity(old, new, facts, problem.domains)
    return cascade.equivalence(old, new, facts, problem.domains)


def _discharge(need: _Need, problem: Problem) -> Condition:
    key = need.formula.key
    if all(any(h.key == key for h in hypotheses) for hypotheses in need.hypotheses):
        return Condition(need.formula, "context")
    verdicts = [cascade.entails(h, need.formula, problem.domains) for h in need.hypotheses]
    if all(v.proved for v in verdicts):
        return Condition(need.formula, "decider", {"decider": "entails", "cases": [v.certificate for v in verdicts]})
    if need.may_carry:
        return Condition(need.formula, "carried")
    raise CheckError(f"the condition {need.formula} does not follow")


def _assemble(before: Term, place: Place, part: Term, discharged: Sequence[Condition]) -> Term:
    """The new state: the part in its place, carried conditions beside it."""
    carried = [c.formula for c in discharged if c.by == "carried"]
    if is_formula(part):
        return replace(before, place, conj(part, *carried) if carried else part)
    after = replace(before, place, part)
    atom = _atom_place(before, place)
    if carried and atom is not None:
        return replace(after, atom, conj(at(after, atom), *carried))
    return after


# -- checking --------------------------------------------------------------------------------------


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
            _check_step(problem, step, rulebook)
            for sub in step.substeps:
                _check_step(problem, sub, rulebook)
            _check_chain(step)
        except CheckError as error:
            raise CheckError(error.why, i, error.place) from None
        except (ArithmeticError, LookupError, RecursionError, TypeError, ValueError) as error:
            # data that no searcher writes: whatever it trips over, it is not accepted
            raise CheckError(f"not a step: {error}", i, step.place) from None
        relations.add(step.relation)
        if step.kind in ("rule", "consequence"):
            rules[step.rule] = None
        if step.certificate is not None:
            deciders[str(step.certificate.get("decider", "?"))] = None
        for c in step.conditions:
            if c.by == "decider":
                deciders["entails"] = None
            if c.by == "carried" and not is_formula(state):
                carried[c.formula.key] = c.formula
        state = step.after
    for left in _check_goal(problem, state, relations):
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
    )


def _check_step(problem: Problem, step: Step, rulebook: Rulebook) -> None:
    at(step.before, step.place)
    effect = _effect(problem, step, rulebook, step.part)
    if effect.relation != step.relation:
        raise CheckError(f"the relation is {effect.relation}, not {step.relation}", place=step.place)
    if effect.decided is not None:
        verdict = _decide(effect.decided, problem)
        if not verdict.proved:
            raise CheckError(f"no decider proves it: {verdict.reason or verdict.answer}", place=step.place)
        if step.certificate is None or step.certificate.get("decider") != (verdict.certificate or {}).get("decider"):
            raise CheckError("the certificate names another decider", place=step.place)
    discharged = _recorded(effect.needs, step, problem)
    expected = _assemble(step.before, step.place, effect.new, discharged)
    if not equal(expected, step.after):
        raise CheckError(f"should give {expected}, not {step.after}", place=step.place)


def _recorded(needs: Sequence[_Need], step: Step, problem: Problem) -> list[Condition]:
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
        elif _discharge(updated(need, may_carry=False), problem).by not in ("context", condition.by):
            raise CheckError(f"the condition {need.formula} does not follow from the context", place=step.place)
        discharged.append(condition)
    extra = [c for c in step.conditions if c.by == "carried" and not any(c is d for d in discharged)]
    if extra:
        raise CheckError(f"the condition {extra[0].formula} is carried for no reason", place=step.place)
    return discharged


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


# -- goals -----------------------------------------------------------------------------------------


def _check_goal(problem: Problem, last: Term, relations: set[Relation]) -> tuple[Term, ...]:
    """The conditions that are left over. Raises CheckError when the goal is not reached."""
    if problem.goal == "prove":
        left = left_to_show(problem, last)
        if left is None:
            raise CheckError(f"to prove is to reach true; the last line is {last}")
        return left
    if "<==" in relations or "==>" in relations:
        raise CheckError("a solution set cannot rest on one-way steps")
    if problem.goal == "solve" and not is_solved(last, problem.unknowns):
        raise CheckError(f"{last} is not solved for {', '.join(problem.unknowns)}")
    return ()


def left_to_show(problem: Problem, last: Term) -> tuple[Term, ...] | None:
    """What keeps a state from being true, when that is only that the statement's own terms be defined:
    `x + 1 = (x^2 - 1)/(x - 1)` is proved for x != 1. None when more is missing."""
    goal = problem.term.args[1] if problem.term.head == "implies" else problem.term
    own = {c.key for c in conditions(goal)} if goal.head in (*RELATIONS, "and") else frozenset[str]()
    left: dict[str, Term] = {}

    def collect(t: Term) -> bool:
        if t is TRUE:
            return True
        if t.head == "and":
            return all(collect(a) for a in t.args)
        if t.head == "implies":
            return collect(t.args[1])
        if t.key in own:
            left[t.key] = t
            return True
        return False

    return tuple(left.values()) if collect(last) else None


def is_solved(t: Term, unknowns: Sequence[str]) -> bool:
    """Whether a formula tells its solutions outright.

    true, false, or cases joined by `or`, each a conjunction in which every unknown is alone on the left:
    of one equation (whose right side may contain unknowns that are free in this case), or of at most one
    lower and one upper bound and any number of `!=`. Atoms without unknowns are conditions on parameters.
    """
    wanted = frozenset(unknowns)
    return t is TRUE or all(_solved_case(c, wanted) for c in _cases(t))


def _solved_case(case: Term, unknowns: frozenset[str]) -> bool:
    solved: dict[str, list[str]] = {}
    used: set[str] = set()
    for atom in conjuncts(case):
        if atom.free.isdisjoint(unknowns):
            if (atom.head not in RELATIONS and atom.head != "defined") or not atom.free:
                return False
            continue
        if atom.head not in RELATIONS or atom.args[0].head != "sym" or atom.args[0].value not in unknowns:
            return False
        solved.setdefault(atom.args[0].value, []).append(atom.head)
        used |= atom.args[1].free & unknowns
        if atom.head != "eq" and not atom.args[1].free.isdisjoint(unknowns):
            return False
    if used & solved.keys():
        return False
    for heads in solved.values():
        if "eq" in heads and len(heads) > 1:
            return False
        if sum(h in ("lt", "le") for h in heads) > 1 or sum(h in ("gt", "ge") for h in heads) > 1:
            return False
    return True
