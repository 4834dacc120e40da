"""What a step does to its place, and what it must show for it.

One function for each kind of step. Each gives the new part, the relation, and the *needs*: conditions that
must be discharged where the step stands. Making a step and checking one both go through here, so there is
one account of what a step must show.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import replace as updated
from functools import lru_cache
from typing import TYPE_CHECKING

from hybrid.decide import cascade
from hybrid.decide.meaning import conditions
from hybrid.kernel.context import (
    atom_place,
    cases,
    conjuncts,
    context,
    enforced,
    same,
    stands_positively,
    unfolded,
    written_out,
)
from hybrid.kernel.errors import CheckError
from hybrid.problem import Problem, Relation, Step
from hybrid.rulebook.rule import Rule, extend, extension_head, instantiate, is_formula_letter
from hybrid.term import CONNECTIVES, RELATIONS, Place, Term, at, conj, is_formula, make, replace

if TYPE_CHECKING:
    from hybrid.rulebook.book import Rulebook


# what a decider must prove: the kind of question, the old part, the new one, and the facts of the context
Claim = tuple[cascade.Kind, Term, Term, tuple[Term, ...]]


@dataclass(frozen=True)
class Need:
    """A condition a step must discharge: true wherever all of each list of `hypotheses` is."""

    formula: Term
    hypotheses: tuple[tuple[Term, ...], ...]
    may_carry: bool


@dataclass(frozen=True)
class Effect:
    new: Term
    relation: Relation
    needs: tuple[Need, ...]
    decided: Claim | None = None


def effect_of(problem: Problem, step: Step, rulebook: Rulebook, new: Term | None) -> Effect:
    """The new part a step puts at its place and what it must discharge; `new` is the proposed part for
    the kinds that do not determine it. Raises CheckError."""
    old = at(step.before, step.place)
    above = step.before
    for i in step.place:
        if above.head == "defined":
            raise CheckError(
                "nothing can be rewritten inside defined(...): equal terms may differ there", place=step.place
            )
        above = above.args[i]
    facts = context(step.before, step.place, _given(problem))
    if step.kind == "rule":
        return _rule_effect(problem, step, rulebook, old, facts)
    if step.kind == "decided":
        if new is None:
            raise CheckError("a decided step needs its new part", place=step.place)
        if is_formula(old) is not is_formula(new):
            raise CheckError("a formula can only become a formula", place=step.place)
        if is_formula(old):
            return Effect(new, "<=>", (), ("equivalence", old, new, facts))
        needs = _expression_needs(step.before, step.place, new, facts, gains=True)
        return Effect(new, "=", needs, ("identity", old, new, facts + _atom_conditions(step.before, step.place)))
    if step.kind == "fact":
        return _fact_effect(step, old, facts)
    if step.kind == "definition":
        return _definition_effect(problem, step, old, facts)
    return _consequence_effect(step, rulebook, old, facts)


def _rule_effect(problem: Problem, step: Step, rulebook: Rulebook, old: Term, facts: tuple[Term, ...]) -> Effect:
    rule = _rule(step, rulebook)
    if rule.computed:
        raise CheckError(f"the rule {rule.name} computes letters: its steps must be decided", place=step.place)
    substitution = step.substitution
    left, right = rule.left, rule.right
    if step.relation == "<==":
        if rule.relation != "==>":
            raise CheckError(f"{rule.name} is not a one-way rule", place=step.place)
        if not stands_positively(step.before, step.place):
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
        if is_formula(rest) is not is_formula(instance):
            raise CheckError(f"{rule.name}: the rest is bound to the wrong kind of term", place=step.place)
        instance, result = extend(head, instance, rest), extend(head, result, rest)
    if not same(instance, old) and not _same_by_value(instance, old):
        raise CheckError(f"{rule.name}: its instance {instance} is not what stands there, {old}", place=step.place)
    relation: Relation = "<==" if step.relation == "<==" else rule.relation
    guards = [instantiate(g, substitution, rule.optional) for g in rule.guards]
    if is_formula(old):
        letters = _letter_conditions(rule, substitution)
        needs = [Need(g, (facts + letters,), False) for g in guards]
        # where the left is false for want of a letter's value, carrying its condition makes the right false
        # too; where the left may be true without it (a => on the left), the condition must be proved
        strict = {c.key for name in strict_letters(left) for c in _bound_conditions(substitution, name)}
        if rest is not None and old.head == "or":
            # the other cases of the `or` would be bound by what is carried
            strict = {c.key for c in letters if c.key in strict and enforced(rest, c)}
        needs += [
            Need(c, tuple(facts + conjuncts(case) for case in cases(result)), True)
            if c.key in strict and relation == "<=>"
            else Need(c, (facts,) if relation == "<=>" else (facts + conjuncts(result),), False)
            for c in letters
            if not enforced(result, c) or (c.key not in strict and relation == "<=>")
        ]
        return Effect(result, relation, tuple(needs))
    needs = []
    if guards:
        inside = facts + _atom_conditions(step.before, step.place)
        free_standing = atom_place(step.before, step.place) is None
        # without letters a guard is true or false, and no condition under which something holds
        needs = [Need(g, (inside,), free_standing and bool(g.free)) for g in guards]
    needs += _expression_needs(step.before, step.place, result, facts, gains=False)
    return Effect(result, "=", tuple(needs))


def _given(problem: Problem) -> tuple[Term, ...]:
    """What the problem gives, and what it says of its functions with these written out."""
    if not problem.definitions:
        return problem.given
    plain = [unfolded(g, problem.definitions) for g in problem.given]
    return (*problem.given, *[g for g, old in zip(plain, problem.given, strict=True) if g is not old])


def _rule(step: Step, rulebook: Rulebook) -> Rule:
    rule = rulebook.by_name.get(step.rule)
    if rule is None:
        raise CheckError(f"there is no rule {step.rule!r} in this book", place=step.place)
    return rule


def _check_letters(rule: Rule, substitution: Mapping[str, Term], place: Place) -> None:
    """Every letter bound to a term of its kind, and the tests that soundness needs passed."""
    from hybrid.compute import TESTS

    for name, stands_for_formula in _letters(rule):
        if name not in substitution:
            raise CheckError(f"{rule.name}: the letter {name} is not bound", place=place)
        if is_formula(substitution[name]) is not stands_for_formula:
            raise CheckError(f"{rule.name}: the letter {name} is bound to the wrong kind of term", place=place)
    for test in rule.sound_tests:
        subject = instantiate(test.argument, substitution, rule.optional)
        if TESTS[test.name](subject, frozenset()) is test.negated:
            raise CheckError(f"{rule.name}: {test.name} does not hold of {subject}", place=place)


@lru_cache(maxsize=4096)
def _letters(rule: Rule) -> tuple[tuple[str, bool], ...]:
    """The letters of a rule, and whether each stands for a formula."""
    formula_letters = {t.args[0].value for side in (rule.left, rule.right) for t in _formula_letters(side)}
    return tuple((name, name in formula_letters) for name in sorted(rule.left.free | rule.right.free))


def _formula_letters(t: Term) -> Iterator[Term]:
    if is_formula_letter(t):
        yield t
    else:
        for a in t.args:
            yield from _formula_letters(a)


def _same_by_value(a: Term, b: Term) -> bool:
    """Equal in value and in definedness: a match by one of the matcher's views."""
    if is_formula(a) is not is_formula(b) or (a.head != b.head and is_formula(a)):
        return False
    if a.head in RELATIONS:
        return (
            all(same(x, y) or _same_by_value(x, y) for x, y in zip(a.args, b.args, strict=True))
            or all(same(x, y) or _same_by_value(x, y) for x, y in zip(a.args, reversed(b.args), strict=True))
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
    atom = atom_place(state, place)
    return conditions(state if atom is None else at(state, atom))


def _expression_needs(
    before: Term, place: Place, new: Term, facts: tuple[Term, ...], *, gains: bool
) -> tuple[Need, ...]:
    """What replacing an expression asks for: lost conditions, and (for steps that no rule vouches for)
    new ones."""
    # the path to the atom stays as it is; below it, flat sums may take the new part in
    atom = atom_place(before, place) or ()
    old_conditions = conditions(at(before, atom))
    new_conditions = conditions(at(replace(before, place, new), atom))
    if new_conditions == old_conditions:
        return ()
    old_keys, new_keys = {c.key for c in old_conditions}, {c.key for c in new_conditions}
    needs = [Need(c, (facts + new_conditions,), True) for c in old_conditions if c.key not in new_keys]
    if gains:
        needs += [Need(c, (facts + old_conditions,), False) for c in new_conditions if c.key not in old_keys]
    return tuple(needs)


def _fact_effect(step: Step, old: Term, facts: tuple[Term, ...]) -> Effect:
    """Rewrite every occurrence of one side of an equation of the context by the other side."""
    if len(step.facts) != 1 or step.facts[0].head != "eq":
        raise CheckError("a fact step rests on one equation", place=step.place)
    fact = step.facts[0]
    if not any(same(fact, f) for f in facts):
        raise CheckError(f"{fact} is not given at this place", place=step.place)
    source, target = fact.args
    new = _replace_all(old, source, target)
    if new is old:
        raise CheckError(f"{source} does not occur here", place=step.place)
    known = facts + conditions(fact)
    if is_formula(old):
        needs: list[Need] = []
        for place, atom in _atoms_within(old):
            changed = _replace_all(atom, source, target)
            if changed is not atom:
                inner = known + context(old, place)
                needs += _expression_needs(atom, (), changed, inner, gains=True)
        return Effect(new, "<=>", tuple(updated(n, may_carry=False) for n in needs))
    return Effect(new, "=", _expression_needs(step.before, step.place, new, known, gains=True))


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


def _definition_effect(problem: Problem, step: Step, old: Term, facts: tuple[Term, ...]) -> Effect:
    if old.head != "call":
        raise CheckError("only a call can be unfolded", place=step.place)
    new = written_out(old, problem.definitions)
    if new is None:
        raise CheckError(f"the problem does not define {old.value}", place=step.place)
    opaque = make("defined", (old,)).key
    needs = _expression_needs(step.before, step.place, new, facts, gains=False)
    return Effect(new, "=", tuple(n for n in needs if n.formula.key != opaque))


def _consequence_effect(step: Step, rulebook: Rulebook, old: Term, facts: tuple[Term, ...]) -> Effect:
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
        if not any(same(part, k) for k in known):
            raise CheckError(f"{rule.name}: its premise {part} is not among the hypotheses", place=step.place)
    letters = _letter_conditions(rule, step.substitution)
    guards = [instantiate(g, step.substitution, rule.optional) for g in rule.guards]
    needs = tuple(Need(g, (known + letters,), False) for g in guards)
    more = conj(*conjuncts(hypotheses), *conjuncts(conclusion))
    return Effect(make("implies", (more, old.args[1])) if old.head == "implies" else more, "<=>", needs)
