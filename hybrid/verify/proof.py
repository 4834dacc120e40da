"""Proving that a rule is true: a theorem about its letters, for all their values.

    left = right     wherever left is defined, right is defined and equal
    left <=> right   both have one truth value
    left ==> right   right is true where left is

at all real values of the letters at which the guards are true and the exact tests (integer, even, odd,
natural, positive, negative) hold; other tests narrow what a rule is tried on, and leaving them out proves
more. A formula letter is true or false. First the deciders are asked as they stand. Where they cannot
tell, the points are divided into cases (`proof_case`) in which every term is defined or not and every power
has one meaning (`proof_resolve`), and the deciders prove what is left of the claim in each.

The certificate says which decider proved which case. To check it, the cases are divided again: the proof
is the run of this module, and rests on `proof_case`, `proof_resolve` and hybrid.decide.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import product
from typing import Any

from hybrid.decide import cascade
from hybrid.decide.closed import exact_truth, is_defined
from hybrid.decide.meaning import conditions
from hybrid.decide.verdict import Verdict, proved, refuted, unknown
from hybrid.rulebook.rule import Rule, instantiate, is_formula_letter
from hybrid.term import (
    FALSE,
    ONE,
    RELATIONS,
    TRUE,
    ZERO,
    Term,
    TermError,
    add,
    conj,
    eq,
    make,
    mul,
    num,
    sub,
    substitute,
    sym,
)
from hybrid.verify.proof_case import Case, Split, Unsupported, atoms_of, negation
from hybrid.verify.proof_resolve import Undefined, fact, formula, term

BY = "proof"
MAX_FORMULA_LETTERS = 5
MAX_DEPTH = 10
MAX_CASES = 120
EXACT = frozenset({"integer", "natural", "positive", "negative", "number", "closed"})
LITERAL = frozenset({"number", "positive", "negative"})
MAX_EXTRA = 2  # signs of letters that nothing asked for, on one branch

Tree = dict[str, Any]


class NotProved(Exception):
    """A case that is not proved, with the reason."""


class Hopeless(NotProved):
    """A case in which a point was found: dividing it further would find that point again."""


def prove_rule(rule: Rule) -> Verdict:
    """Whether the rule is true: proved with its tree of cases, refuted with a point, or unknown with the reason."""
    if rule.computed:
        return unknown(BY, "computed: each step of it stands by a decider")
    if rule.relation == "<==":
        rule = replace(rule, left=rule.right, right=rule.left, relation="==>")
    whole = Claim(rule.relation)
    trees: Tree = {}
    try:
        for name, case in _truth_values(rule):
            verdict = directly(rule.relation, case)
            if (
                verdict.refuted
                and not name
                and _exactly_said(rule)
                and _fails(rule.relation, case, verdict.point or {})
            ):
                return refuted(BY, verdict.point or {})
            tree = {"decider": verdict.by} if verdict.proved else whole.prove(case)
            if not name:
                return proved(BY, proof=tree)
            trees[name] = tree
        return proved(BY, proof={"letters": trees})
    except NotProved as error:
        return unknown(BY, str(error))
    except TermError as error:
        return unknown(BY, f"a term that cannot be: {error}")


# -- what a rule claims ------------------------------------------------------------------------------


def _truth_values(rule: Rule) -> Iterator[tuple[str, Case]]:
    """The claim for every way its formula letters can be true or false; the name is "" when it has none."""
    case = _claim(rule)
    sides = (case.left, case.right, *case.facts)
    letters = sorted(name for name in case.free if name.isupper())
    if any(name in _numbers(t) for t in sides for name in letters):
        raise NotProved("a capital letter in the place of a number")
    if len(letters) > MAX_FORMULA_LETTERS:
        raise NotProved("too many formula letters")
    for values in product((TRUE, FALSE), repeat=len(letters)):
        to = dict(zip(letters, values, strict=True))
        name = ", ".join(f"{k} {v.head}" for k, v in to.items())
        left, right, *facts = (instantiate(t, to) for t in sides)
        yield name, replace(case, left=left, right=right, facts=tuple(facts))


def _numbers(t: Term) -> frozenset[str]:
    """The letters that stand for numbers in a term of a rule."""
    if is_formula_letter(t):
        return frozenset()
    return t.free if not t.args else frozenset().union(*map(_numbers, t.args))


def _claim(rule: Rule) -> Case:
    """The claim of a rule about its small letters, with even and odd letters put as 2*k and 2*k + 1."""
    case = Case(rule.left, rule.right, tuple(rule.guards))
    literal = {t.argument.key for t in rule.sound_tests if not t.negated and t.name in LITERAL}
    # Parity last: it puts something else for its letter.
    for t in sorted(rule.sound_tests, key=lambda t: t.name in ("even", "odd")):
        x = t.argument
        if t.negated:
            # `not integer(n)` holds of every n that is not written as a number; it says something of literals
            if t.name == "integer" and x.key in literal:
                case = replace(case, fractional=(*case.fractional, x))
        elif t.name in ("positive", "negative"):
            case = replace(case, facts=(*case.facts, make("gt" if t.name == "positive" else "lt", (x, ZERO))))
        elif t.name in ("integer", "natural") and x.head == "sym":
            facts = (*case.facts, make("ge", (x, ZERO))) if t.name == "natural" else case.facts
            case = replace(case, facts=facts, integers=case.integers | {x.value})
        elif t.name in ("even", "odd") and x.head == "sym":
            k = sym(case.fresh())
            double = mul(num(2), k)
            case = case.put(x.value, double if t.name == "even" else add(double, ONE), integer=k.value)
    return case


def directly(relation: str, case: Case) -> Verdict:
    """What the deciders say without dividing anything."""
    left, right, facts, domains = case.left, case.right, case.facts, case.domains
    if relation == "<=>":
        return cascade.equivalence(left, right, facts, domains)
    if relation == "==>":
        return cascade.entails((*facts, left), right, domains)
    verdict = cascade.identity(left, right, facts, domains)
    if verdict.proved:
        known = (*facts, *conditions(left))
        for c in conditions(right):
            if not cascade.entails(known, c, domains).proved:
                return unknown(BY, f"{c} does not follow")
    return verdict


# -- case by case ------------------------------------------------------------------------------------


@dataclass
class Claim:
    """The relation to prove in every case, and how many cases there have been."""

    relation: str
    cases: int = field(default=0)

    def prove(self, case: Case, depth: int = 0, extra: int = 0) -> Tree:
        """The tree of a proof. Raises NotProved."""
        self.cases += 1
        if depth > MAX_DEPTH or self.cases > MAX_CASES:
            raise NotProved("too many cases")
        try:
            resolved = _resolved(case)
            if resolved is None:
                return {"decider": "no point"}
            case = resolved
            return self._equal(case) if self.relation == "=" else self._agree(case)
        except Split as split:
            return self._divided(split, depth, extra)
        except Unsupported as error:
            raise NotProved(str(error)) from None
        except Hopeless:
            raise
        except NotProved:
            if extra >= MAX_EXTRA:
                raise
            for name in sorted(case.free):
                if len(case.sign(sym(name))) > 1:
                    try:
                        return self._divided(case.by_sign(sym(name)), depth, extra + 1)
                    except NotProved:
                        continue
            raise

    def _divided(self, split: Split, depth: int, extra: int) -> Tree:
        return {
            "split": split.by,
            "cases": [{"when": name, **self.prove(part, depth + 1, extra)} for name, part in split.parts],
        }

    def _equal(self, case: Case) -> Tree:
        try:
            left = term(case.left, case)
        except Undefined:
            return {"decider": "left undefined"}
        try:
            right = term(case.right, case)
        except Undefined:
            return _impossible(case, f"{case.right} is undefined, {case.left} is not")
        verdict = cascade.identity(left, right, case.facts, case.domains)
        if verdict.proved:
            return {"decider": verdict.by}
        if verdict.refuted:
            raise Hopeless(f"{left} = {right} fails at {_shown(verdict.point)}")
        return _impossible(case, f"{left} = {right}")

    def _agree(self, case: Case) -> Tree:
        left, right = formula(case.left, case), formula(case.right, case)
        if left.key == right.key or self.relation == "==>" and (left is FALSE or right is TRUE):
            return {"decider": "same truth value"}
        open_atoms = atoms_of(left) + atoms_of(right)
        if not open_atoms:
            return _impossible(case, f"{left.head} {self.relation} {right.head}")
        # Equations first: they give letters away. Then what is short.
        first = min(open_atoms, key=lambda a: (a.head not in ("eq", "ne"), a.size))
        raise case.by_truth(first if first.head != "ne" else negation(first))


def _resolved(case: Case) -> Case | None:
    """The case with its facts resolved; None when they are seen to be true at no point of it."""
    facts: dict[str, Term] = {}
    for f in case.facts:
        new = fact(f, case)
        if new is FALSE:
            return None
        for g in new.args if new.head == "and" else (new,):
            if g is not TRUE:
                facts.setdefault(g.key, g)
    case = replace(case, facts=tuple(facts.values()))
    differences = [f.args[0] if f.args[1] is ZERO else sub(*f.args) for f in case.facts if f.head in RELATIONS]
    return case if all(case.sign(d) & case.by_factors(d) for d in differences) else None


def _impossible(case: Case, claim: str) -> Tree:
    """No point satisfies the facts, so that a claim which does not hold does no harm. Raises NotProved."""
    verdict = cascade.entails(case.facts, FALSE, case.domains)
    if verdict.proved:
        return {"decider": f"no point, by {verdict.by}"}
    if verdict.refuted:
        raise Hopeless(f"{claim} fails at {_shown(verdict.point)}")
    for i in range(len(case.facts) - 1, -1, -1):
        f = case.facts[i]
        rest = case.facts[:i] + case.facts[i + 1 :]
        if f.head in RELATIONS:
            verdict = cascade.entails(rest, negation(f), case.domains)
            if verdict.proved:
                return {"decider": f"no point, by {verdict.by}"}
    here = ", ".join(map(str, case.facts))
    raise NotProved(f"where {here}: {claim}" if here else claim)


def _shown(point: Mapping[str, Term] | None) -> str:
    return ", ".join(f"{k} = {v}" for k, v in sorted((point or {}).items()))


# -- refuting ----------------------------------------------------------------------------------------


def _exactly_said(rule: Rule) -> bool:
    """Whether the case of a rule has no points that its tests exclude."""
    return all(not t.negated and t.name in EXACT for t in rule.sound_tests)


def _fails(relation: str, case: Case, point: Mapping[str, Term]) -> bool:
    """Whether the claim is exactly seen to fail at the point."""
    left, right = substitute(case.left, point), substitute(case.right, point)
    if exact_truth(conj(*(substitute(f, point) for f in case.facts))) is not True:
        return False
    if relation == "=":
        return is_defined(left) is True and exact_truth(eq(left, right)) is False
    a, b = exact_truth(left), exact_truth(right)
    return a is True and b is False or relation == "<=>" and a is False and b is True


__all__ = ["prove_rule"]
