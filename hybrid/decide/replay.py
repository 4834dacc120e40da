"""Checking a recorded proof of a decider without finding it again.

A certificate names the method that proved a claim. Three kinds of evidence stand beside the name:

    numbers   coefficients of sums of equations or inequalities (`linear`), products and cofactors (`entail`):
              multiplied out and added
    a tree    {"decider": name, "choice": [...], "sub": [...]}: the method says which questions settle the claim,
              given its choices (the fact put in, the part of an `or`, the partner of a part, the way to divide into
              cases), and each certificate of `sub` must settle its question
    a name    the named method, and no other, is asked again; what else is recorded must be what it finds

    a = b |- (1)   x = t |- (2)        substitution: choice [which fact], sub [a proof with t for x]

A tree is finite, so that a claim may stand for itself nowhere: `sub` ends in numbers and names. Every field is taken
for the work of a stranger: what is not as it should be is a reason to refuse, never an exception.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from typing import Any

from hybrid.decide import atoms, cascade, cases, divisibility, entail, induction, linear, pieces, questions
from hybrid.decide.cascade import DEPTH, METHODS, Kind
from hybrid.decide.direct import DEEP
from hybrid.decide.equal import Context, Domains, bindings
from hybrid.decide.meaning import conditions
from hybrid.decide.monotone import unwrapped
from hybrid.decide.signs import Facts, entails_by_signs
from hybrid.decide.verdict import Verdict, unknown
from hybrid.evidence import EvidenceError, fault, index, listed
from hybrid.term import RELATIONS, Term, eq, substitute

BY = "replay"


class Unproved(EvidenceError):
    """The method that a certificate names, asked again, does not prove the claim."""


# kind, the two terms (to be entailed: the goal, twice), context, domains, and the depth the finder had left
Question = tuple[Kind, Term, Term, Context, Domains, int]


def check(
    kind: Kind,
    a: Term,
    b: Term,
    context: Sequence[Term],
    certificate: Any,
    domains: Domains | None = None,
) -> Verdict:
    """Whether the certificate proves the claim: proved, or unknown with the reason why it is refused."""
    wrong = fault(certificate)
    if wrong:
        return unknown(BY, f"the certificate {wrong}")
    try:
        _check((kind, a, b, tuple(context), domains or {}, DEPTH), certificate)
    except Unproved as error:
        return unknown(BY, f"no decider proves it: {error}")
    except EvidenceError as error:
        return unknown(BY, f"the certificate of {str(certificate['decider'])[:40]!r} is not accepted: {error}")
    return Verdict("proved", str(certificate["decider"]), certificate)


def evidence_kind(kind: Kind, certificate: Mapping[str, Any]) -> str:
    """How `check` treats a certificate: "numbers", "tree" or "name"."""
    name = certificate.get("decider")
    if _numbers(kind, certificate) is not None:
        return "numbers"
    return "tree" if "sub" in certificate and (kind, name) in QUESTIONS else "name"


def _check(question: Question, certificate: Any) -> None:
    """Raises EvidenceError when the certificate does not settle the question."""
    kind, a, b, context, domains, depth = question
    if not isinstance(certificate, Mapping) or not isinstance(certificate.get("decider"), str):
        raise EvidenceError("a part of it names no decider")
    name = certificate["decider"]
    if name not in METHODS[kind]:
        raise EvidenceError(f"no method of that name is for {kind}")
    # found or accepted a moment ago, in this very process
    accepted, key = cascade.noted("replay", *question)
    if certificate in (cascade.remembered(*question), accepted.get(key)):
        return
    tree = "sub" in certificate and (kind, name) in QUESTIONS
    if tree:
        choice = listed(certificate.get("choice", []))
        asked = QUESTIONS[kind, name](a, b, context, domains, depth, choice)
        sub = listed(certificate["sub"])
        if len(sub) != len(asked):
            raise EvidenceError(f"{name} needs {len(asked)} certificates within its own, not {len(sub)}")
        for one, inner in zip(asked, sub, strict=True):
            _check(one, inner)
    holds = _numbers(kind, certificate)
    if holds is not None:
        if not holds(a, b, context, domains):
            raise EvidenceError(f"the numbers of {name} do not add up to a proof")
    elif not tree or name == "entail":  # whose tree is about the conditions of the goal only
        _again(question, certificate)
    if len(accepted) >= cascade.MAX_REMEMBERED:
        accepted.clear()
    accepted[key] = certificate


def _again(question: Question, certificate: Mapping[str, Any]) -> None:
    kind, a, b, context, domains, depth = question
    name = certificate["decider"]
    verdict = METHODS[kind][name](a, b, context, domains, depth)
    if not verdict.proved or verdict.certificate is None:
        raise Unproved(f"{name}, named by its certificate, does not")
    found = verdict.certificate
    for k, v in certificate.items():
        if k not in found or found[k] != v:
            raise EvidenceError(f"{name} does not find what is recorded as {k[:40]!r}")


# -- numbers --------------------------------------------------------------------------------------


def _numbers(kind: Kind, certificate: Mapping[str, Any]) -> Callable[[Term, Term, Context, Domains], bool] | None:
    """The check by arithmetic that the certificate's numbers allow, None when it has none."""
    name = certificate.get("decider")
    if kind == "entails" and name == "linear" and ("combination" in certificate or "present" in certificate):
        return lambda goal, _, context, domains: linear.check_farkas(context, goal, certificate, domains)
    if kind == "equivalence" and name == "linear" and "spans" in certificate:
        return lambda a, b, context, domains: linear.check_systems(a, b, context, certificate)
    if name == "entail" and "method" in certificate:
        if kind == "identity":
            return lambda a, b, context, domains: entail.check_certificate(
                (*context, *conditions(a), *conditions(b)), eq(a, b), certificate, domains
            )
        if kind == "entails":
            return lambda goal, _, context, domains: (
                ("sub" in certificate or cascade.conditions_hold(goal, context, domains, DEPTH))
                and entail.check_certificate((*context, *conditions(goal)), goal, certificate, domains)
            )
    return None


# -- trees: the questions that settle a claim, given the choices -----------------------------------


def _entailed(goals: Sequence[Term], context: Context, domains: Domains, depth: int) -> list[Question]:
    return [("entails", g, g, context, domains, depth) for g in goals]


def _conditions(goal: Term, context: Context, domains: Domains, depth: int) -> list[Question]:
    return _entailed(conditions(goal), context, domains, min(depth - 1, 1))


def _one(choice: list[Any], size: int) -> int:
    if len(choice) != 1:
        raise EvidenceError("one choice is needed")
    return index(choice[0], size)


def _proportional(a: Term, b: Term, context: Context, domains: Domains, depth: int, _: list[Any]) -> list[Question]:
    if not atoms.proportional(a, b, context, domains):
        raise EvidenceError("the sides are not proportional")
    return [q for source, target in ((a, b), (b, a)) for q in _conditions(target, (*context, source), domains, depth)]


def _monotone(a: Term, b: Term, context: Context, domains: Domains, depth: int, _: list[Any]) -> list[Question]:
    new_a, new_b = unwrapped(a), unwrapped(b)
    if new_a is None and new_b is None:
        raise EvidenceError("there is no power or logarithm to take off")
    return [("equivalence", new_a or a, new_b or b, context, domains, depth - 1)]


def _parts(a: Term, b: Term, context: Context, domains: Domains, depth: int, choice: list[Any]) -> list[Question]:
    """choice: for each part of a that b lacks, the number of its partner among those of b that a lacks."""
    split = cases.uncommon(a, b, context)
    if split is None:
        raise EvidenceError("the parts do not pair")
    left, right, here = split
    partners = [index(i, len(right)) for i in choice]
    if len(partners) != len(left) or len(set(partners)) != len(right):
        raise EvidenceError("the parts are not paired one to one")
    return [("equivalence", s, right[i], here, domains, depth - 1) for s, i in zip(left, partners, strict=True)]


def _both_ways(a: Term, b: Term, context: Context, domains: Domains, depth: int, _: list[Any]) -> list[Question]:
    ways = ((a, b), (b, a))
    return [q for source, target in ways for q in _entailed([target], (*context, source), domains, depth - 1)]


def _structure(
    goal: Term, _: Term, context: Context, domains: Domains, depth: int, choice: list[Any]
) -> list[Question]:
    """choice: which part of an `or` holds."""
    if goal.head == "implies":
        return _entailed(goal.args[1:], (*context, goal.args[0]), domains, depth - 1)
    if goal.head == "or":
        return _entailed([goal.args[_one(choice, len(goal.args))]], context, domains, depth - 1)
    if goal.head not in ("and", "defined"):
        raise EvidenceError("the goal has no parts")
    parts = conditions(goal.args[0]) if goal.head == "defined" else goal.args
    return _entailed(parts, context, domains, depth - 1)


def _signs(goal: Term, _: Term, context: Context, domains: Domains, depth: int, __: list[Any]) -> list[Question]:
    if goal.head not in RELATIONS or not entails_by_signs(Facts(context, domains), goal):
        raise EvidenceError("the rules of signs do not tell")
    return _conditions(goal, context, domains, depth)


def _divisibility(goal: Term, _: Term, context: Context, domains: Domains, depth: int, __: list[Any]) -> list[Question]:
    if not divisibility.congruent(goal, context, domains):
        raise EvidenceError("not an equation of remainders that is seen to hold")
    return _conditions(goal, context, domains, depth)


def _divisors(goal: Term, _: Term, context: Context, domains: Domains, depth: int, __: list[Any]) -> list[Question]:
    new = questions.written_alike(goal, context, domains)
    if new is None:
        raise EvidenceError("nothing is written in another way")
    here = (*context, *conditions(goal))
    return [*_conditions(goal, context, domains, depth), *_entailed([new], here, domains, depth - 1)]


def _power(goal: Term, _: Term, context: Context, domains: Domains, depth: int, choice: list[Any]) -> list[Question]:
    """choice: which of the ways in which a power is defined."""
    ways = questions.power_ways(goal, context, domains)
    return _entailed(ways[_one(choice, len(ways))], context, domains, depth - 1)


def _identity(goal: Term, _: Term, context: Context, domains: Domains, depth: int, __: list[Any]) -> list[Question]:
    if goal.head != "eq":
        raise EvidenceError("the goal is no equation")
    a, b = goal.args
    return [*_conditions(goal, context, domains, depth), ("identity", a, b, context, domains, depth - 1)]


def _put_in(
    terms: Sequence[Term], context: Context, domains: Domains, choice: list[Any]
) -> tuple[list[Term], Context, Mapping[str, Term]]:
    found = bindings(context)
    binding = found[_one(choice, len(found))]
    rest = tuple(substitute(h, binding) for h in context)
    return [substitute(t, binding) for t in terms], rest, binding


def _substituted_goal(
    goal: Term, _: Term, context: Context, domains: Domains, depth: int, choice: list[Any]
) -> list[Question]:
    """choice: which fact x = t is put in."""
    (new,), rest, binding = _put_in([goal], context, domains, choice)
    return _entailed([new], rest, questions.without(domains, binding), depth - 1)


def _substituted(a: Term, b: Term, context: Context, domains: Domains, depth: int, choice: list[Any]) -> list[Question]:
    (new_a, new_b), rest, _ = _put_in([a, b], context, domains, choice)
    rest = tuple(h for h in rest if not (h.head == "eq" and h.args[0] is h.args[1]))
    return [("identity", new_a, new_b, rest, domains, depth - 1)]


def _root_of_square(
    a: Term, b: Term, context: Context, domains: Domains, depth: int, choice: list[Any]
) -> list[Question]:
    """choice: which side is the root."""
    ways = list(questions.root_of_square(a, b))
    u, square, sign = ways[_one(choice, len(ways))]
    return [("identity", u, square, context, domains, depth - 1), *_entailed([sign], context, domains, depth - 1)]


def _piecewise(a: Term, b: Term, context: Context, domains: Domains, depth: int, choice: list[Any]) -> list[Question]:
    """choice: between which of the bounds that may hold the formulas are compared."""
    ways = list(pieces.windows(a, b)) if pieces.pieces_of(a, b) is not None else []
    low, high = ways[_one(choice, len(ways))]
    if not pieces.agree(a, b, low, high):
        raise EvidenceError("the formulas are not the same between the bounds")
    asked = questions.piece_questions(a, b, low, high)
    return [("entails", g, g, (*context, f), domains, depth - 1) for f, g in asked]


def _entail(goal: Term, _: Term, context: Context, domains: Domains, depth: int, __: list[Any]) -> list[Question]:
    return _conditions(goal, context, domains, depth)


def _cases(goal: Term, _: Term, context: Context, domains: Domains, depth: int, choice: list[Any]) -> list[Question]:
    """choice: which of the ways to divide the points of the context into cases."""
    k = _one(choice, cascade.MAX_ALTERNATIVES)
    facts = next(islice(cases.alternatives(context, domains, depth < DEEP), k, None), None)
    if facts is None:
        raise EvidenceError("there is no such division into cases")
    rest = cases.without_cases(context, facts)
    return [q for case in facts for q in _entailed([goal], (*rest, case), domains, depth - 1)]


def _induction(
    goal: Term, _: Term, context: Context, domains: Domains, depth: int, choice: list[Any]
) -> list[Question]:
    """choice: the letter by its number among those that can be, and how many starts."""
    if depth < DEEP or len(choice) != 2:
        raise EvidenceError("an induction needs a letter and a number of starts")
    letters = induction.letters(goal, domains)
    letter, starts = letters[index(choice[0], len(letters))], index(choice[1], induction.MAX_STARTS + 1)
    asked = induction.questions(letter, starts, goal, context) if starts else None
    if asked is None:
        raise EvidenceError("no induction on this letter")
    return [("entails", g, g, h, domains, depth) for h, g in asked]


QUESTIONS: Mapping[tuple[Kind, Any], Callable[[Term, Term, Context, Domains, int, list[Any]], list[Question]]] = {
    ("identity", "root of square"): _root_of_square,
    ("identity", "substitution"): _substituted,
    ("equivalence", "factor"): _proportional,
    ("equivalence", "monotone"): _monotone,
    ("equivalence", "parts"): _parts,
    ("equivalence", "both ways"): _both_ways,
    ("equivalence", "pieces"): _piecewise,
    ("entails", "parts"): _structure,
    ("entails", "signs"): _signs,
    ("entails", "divisibility"): _divisibility,
    ("entails", "divisors"): _divisors,
    ("entails", "power"): _power,
    ("entails", "identity"): _identity,
    ("entails", "substitution"): _substituted_goal,
    ("entails", "entail"): _entail,
    ("entails", "cases"): _cases,
    ("entails", "induction"): _induction,
}

__all__ = ["check", "evidence_kind"]
