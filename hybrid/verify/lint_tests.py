"""What the tests of a rule say of its letters, and whether they can hold together.

A test is a literal, `closed(a)` or `not closed(a)`. Literals imply others (an even number is an integer, an
integer a number, a number holds no letter), so that a set of them has a closure; it is contradictory when it
holds a test and its negation. Literals about a compound term follow from those about its letters:

    closed(t)  iff closed(a) for all letters a of t        has(t)  iff has(a) for some letter a of t

Only what is true of every term is used. What is not seen here is not said: no test follows by guessing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from hybrid.compute import TESTS
from hybrid.decide import cascade
from hybrid.problem import Domain
from hybrid.rulebook import Rule
from hybrid.rulebook.rule import Test, instantiate
from hybrid.term import FALSE, RELATIONS, ZERO, Term, make

Literal = tuple[str, bool]  # the name of a test, and whether it holds
Facts = dict[str, set[Literal]]  # a term's key -> what is known of it

_FORMS = "sum product power fraction root absolute logarithm trigonometric".split()
_IMPLIES: Mapping[str, str] = {
    "number": "closed simple -surd -sum -product -power -fraction -root -absolute -logarithm -trigonometric -relation",
    "integer": "number",
    "natural": "integer -negative",
    "even": "integer -odd",
    "odd": "integer",
    "positive": "number nonzero -negative -zero",
    "negative": "number nonzero -zero",
    "nonzero": "number -zero",
    "zero": "natural even",
    "one": "positive natural odd",
    "two": "positive natural even",
    "closed": "free -has_letters",
    "free": "-has -quadratic -linear",
    "-free": "has",
    "has": "has_letters -free",
    "-closed": "has_letters",
    "has_letters": "-closed",
    "unknown": "letter has polynomial",
    "letter": "simple has_letters",
    "parameter": "letter free",
    "simple": "atomic -relation",
    "atomic": "-relation",
    "surd": "closed -number -relation",
    "linear": "has -quadratic",
    "quadratic": "has",
    "polynomial": "rationalfunction -relation",
    "rationalfunction": "-relation",
    "equation": "relation -inequality",
    "inequality": "relation",
    "relation": "atom",
    "atom": "relation",
    "oneunknown": "has",
    "purepower": "power has",
    "collected": "sum has oneunknown",
    "parameters": "relation free has_letters",
    **{form: " ".join(["-atomic -relation", *[f"-{other}" for other in _FORMS if other != form]]) for form in _FORMS},
}
_HEADS: Mapping[str, str] = {
    "add": "sum",
    "mul": "product",
    "pow": "power",
    "root": "root",
    "abs": "absolute",
    "log": "logarithm",
    "sin": "trigonometric",
    "cos": "trigonometric",
    "tan": "trigonometric",
    "eq": "equation",
    **dict.fromkeys(("lt", "le", "gt", "ge"), "inequality"),
}


def _literal(text: str) -> Literal:
    return text.removeprefix("-"), not text.startswith("-")


def implications() -> Mapping[Literal, frozenset[Literal]]:
    """Each literal with those it implies in one step, contrapositives among them."""
    found: dict[Literal, set[Literal]] = {}
    for premise, conclusions in _IMPLIES.items():
        one = _literal(premise)
        for other in map(_literal, conclusions.split()):
            found.setdefault(one, set()).add(other)
            found.setdefault((other[0], not other[1]), set()).add((one[0], not one[1]))
    return {literal: frozenset(implied) for literal, implied in found.items()}


_STEP = implications()


def closure(literals: Iterable[Literal]) -> set[Literal]:
    """The literals and all that they imply."""
    found: set[Literal] = set()
    waiting = list(literals)
    while waiting:
        literal = waiting.pop()
        if literal not in found:
            found.add(literal)
            waiting.extend(_STEP.get(literal, ()))
    return found


def facts_of(rules: Iterable[tuple[Rule, Mapping[str, Term]]]) -> tuple[Facts, list[tuple[Test, Term]]]:
    """What the tests of rules say where they are used with these letters; and the tests with their terms."""
    facts: Facts = {}
    said: list[tuple[Test, Term]] = []
    for rule, letters in rules:
        for test in (*rule.sound_tests, *rule.tests):
            term = instantiate(test.argument, letters, rule.optional)
            said.append((test, term))
            facts.setdefault(term.key, set()).add((test.name, not test.negated))
            # all letters of a closed (free) term are closed (free)
            known = closure([(test.name, not test.negated)])
            for name in term.free if term.args else ():
                facts.setdefault(name, set()).update({("closed", True), ("free", True)} & known)
    return facts, said


def known_of(term: Term, facts: Facts) -> set[Literal]:
    """All literals that hold of a term of a rule's letters, whatever they stand for."""
    found = set(facts.get(term.key, ()))
    if term.head in _HEADS:
        found.add((_HEADS[term.head], True))
    elif term.head == "div" and term.free:
        found.update({(form, False) for form in _FORMS if form != "fraction"} | {("relation", False)})
    if term.args:
        letters = [closure(facts.get(name, ())) for name in term.free]
        for every in ("closed", "free"):
            if all((every, True) in known for known in letters):
                found.add((every, True))
            if any((every, False) in known for known in letters):
                found.add((every, False))
    return closure(found)


def follows(name: str, wanted: bool, term: Term, facts: Facts) -> bool:
    """Whether a test must come out as wanted for a term, given what is known of the rule's letters."""
    if not term.free:
        return TESTS[name](term, frozenset()) is wanted
    return (name, wanted) in known_of(term, facts)


def clash(facts: Facts, said: Sequence[tuple[Test, Term]]) -> tuple[str, str] | None:
    """A term and a test that would both have to hold and not to hold of it; None when none is seen."""
    for test, term in said:
        known = known_of(term, facts)
        if not term.free and TESTS[test.name](term, frozenset()) is test.negated:
            return str(term), test.name
        for name, holds in sorted(known):
            if holds and (name, False) in known:
                return str(term), name
    return None


def guards_with_tests(rule: Rule) -> tuple[Term, ...]:
    """The guards, and what tests say that is an inequality: positive(a) is a > 0."""
    signs = {"positive": "gt", "negative": "lt", "nonzero": "ne"}
    said = [
        make(signs[t.name], (t.argument, ZERO))
        for t in (*rule.sound_tests, *rule.tests)
        if t.name in signs and not t.negated
    ]
    return (*rule.guards, *said)


def integers(rule: Rule) -> dict[str, Domain]:
    """The letters that the tests soundness needs make integers."""
    whole = {"integer", "natural", "even", "odd"}
    tests = [t for t in rule.sound_tests if t.name in whole and not t.negated and t.argument.head == "sym"]
    return {t.argument.value: "integer" for t in tests}


def contradiction(rule: Rule) -> str | None:
    """Why a rule's tests and guards cannot hold together, None when that is not seen."""
    facts, said = facts_of([(rule, {})])
    found = clash(facts, said)
    if found is not None:
        term, name = found
        about = [t for t, on in said if not on.free.isdisjoint({n for _, s in said if str(s) == term for n in s.free})]
        texts = ", ".join(f"{'not ' if t.negated else ''}{t.name}({t.argument})" for t in about)
        return f"the tests exclude each other: {texts} ask that {name}({term}) holds and does not hold"
    guards = guards_with_tests(rule)
    if rule.guards and not any(g.head not in RELATIONS for g in guards) and cascade.entails(guards, FALSE).proved:
        return f"the guards contradict each other: {', '.join(map(str, guards))}"
    return None
