"""Rules at work on samples: instances of a left side, and what comes of them.

An instance is the left side with terms for its letters that pass the tests on single letters; `x` is the
unknown. A rule that matches none of its instances has a left side that terms never have: the sign of a
positive number is taken in, so `-a` with a number for a is a number and no `neg`. A rule that matches but
whose tests or helper refuse every instance and every school sample never does anything.

A drop, declared or read off, says by how much one use may lower a feature at most. An instance in an equation
for x whose features fall by more refutes it; the search's lower bound would then be no lower bound.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice, product

from hybrid.compute import TESTS
from hybrid.problem import Problem
from hybrid.rulebook import Rewrite, Rule, Rulebook
from hybrid.rulebook.rule import Test, instantiate, is_formula_letter
from hybrid.syntax.parse import parse
from hybrid.term import FALSE, TRUE, Term, TermError, eq, is_formula, num, subterms, sym
from hybrid.value.features import FEATURES, features
from hybrid.verify.instances import samples
from hybrid.verify.lint_finding import Finding, about

UNKNOWNS = frozenset({"x", "y"})
INSTANCES = 48
FOR_DROPS = 24

# Simple terms first: the first instances of a rule are the ones a person would think of.
_EXPRESSIONS = """x; 2; k; 3; -3; 1/2; x + 1; 2*x; x^2; sqrt(2); y; x - 2; k + 1; sqrt(x); 4; 1; 0; 1/x; 2^x; abs(x)
ln(x); x*(x + 1); x^2 - 4; -1/3; -2; 5; pi; k*x; root(x, 3); sin(x); x/2; (x + 1)/(x - 1); 1 + sqrt(2); 8; 9; 6; -x
x^(-1); x^3 - x; (x + 1)^2; 1/2 + 1/3; 2/3"""
_FORMULAS = (
    "x = 2; x^2 = 4; x > 1; x != 3; 2*x + 3 = 7; x + y = 3; x - y = 1; 1 < 2; k > 0; x = 1 or x = 2; x^2 - x > 0"
)
EXPRESSIONS = tuple(parse(t) for t in _EXPRESSIONS.replace("\n", ";").split(";"))
FORMULAS = (*(parse(t) for t in _FORMULAS.split(";")), TRUE, FALSE)


def instances(rule: Rule, most: int = INSTANCES) -> Iterator[Term]:
    """Instances of the left side, simple ones first, the same ones every time."""
    choices = _choices(rule)
    names = sorted(choices)
    if not all(choices.values()):
        return
    total = 1
    for name in names:
        total *= len(choices[name])
    draw = random.Random(rule.name)
    first = {n: choices[n][i % len(choices[n])] for i, n in enumerate(names)}
    drawn = (
        [dict(zip(names, c, strict=True)) for c in product(*(choices[n] for n in names))]
        if total <= most
        else [first, *({n: draw.choice(choices[n]) for n in names} for _ in range(most - 1))]
    )
    for letters in drawn:
        try:
            yield instantiate(rule.left, letters, rule.optional)
        except TermError:
            continue


def _choices(rule: Rule) -> Mapping[str, list[Term]]:
    """For each letter of the left side the terms that pass its tests."""
    formulas = {t.args[0].value for _, t in subterms(rule.left) if is_formula_letter(t)}
    found: dict[str, list[Term]] = {}
    for name in rule.left.free:
        tests = [t for t in (*rule.sound_tests, *rule.tests) if t.argument is sym(name) or _is_letter(t.argument, name)]
        pool = FORMULAS if name in formulas else EXPRESSIONS
        found[name] = [term for term in pool if all(TESTS[t.name](term, UNKNOWNS) is not t.negated for t in tests)]
    return found


def _is_letter(t: Term, name: str) -> bool:
    return is_formula_letter(t) and t.args[0].value == name


def rewrites(rule: Rule, book: Rulebook, terms: Iterator[Term]) -> Iterator[tuple[Term, Rewrite]]:
    """What the rule (alone in its book) makes of terms."""
    for term in terms:
        for unknowns in (frozenset({"x"}), UNKNOWNS & term.free):
            found = book.rewrites(term, unknowns)
            yield from ((term, r) for r in found)
            if found:
                break


def applications(rule: Rule, most: int) -> Iterator[Term]:
    """Terms to which the rule applies, from its instances and the school samples."""
    book = Rulebook([rule])
    seen: dict[Term, None] = {}
    for term, _ in rewrites(rule, book, _terms(rule)):
        if term not in seen:
            seen[term] = None
            yield term
        if len(seen) >= most:
            return


def _terms(rule: Rule) -> Iterator[Term]:
    yield from instances(rule)
    yield from samples(rule)


# -- findings ---------------------------------------------------------------------------------------


def silent(rule: Rule) -> Finding | None:
    """A rule that does nothing: its left side matches no term, or its tests or its helper let nothing through."""
    if next(applications(rule, 1), None) is not None:
        return None
    bare = replace(rule, right=TRUE if is_formula(rule.left) else sym("result"), guards=(), computed=())
    shape = Rulebook([replace(bare, tests=(), sound_tests=(), contains=frozenset())])
    made = list(instances(rule))
    if made and not any(shape.rewrites(t, UNKNOWNS) for t in made):
        message = f"the left side matches no term: an instance of it is written {made[0]}"
        return about(rule, "unmatchable", "error", message, instance=str(made[0]))
    early = {kind: tuple(t for t in some if t.argument.free <= rule.left.free) for kind, some in _tests(rule).items()}
    matched = next(applications(replace(bare, **early), 1), None)  # type: ignore[arg-type]
    if rule.computed and matched is not None:
        helpers = ", ".join(c.helper for c in rule.computed)
        message = f"nothing comes of it on any sample: {helpers} gives nothing that its tests let through"
        return about(rule, "silent", "warning", message, sample=str(matched))
    return about(rule, "silent", "warning", "its tests let no sample through")


def _tests(rule: Rule) -> Mapping[str, tuple[Test, ...]]:
    return {"tests": rule.tests, "sound_tests": rule.sound_tests}


def drops(rule: Rule, most: int = FOR_DROPS) -> Finding | None:
    """A feature that an instance lowers by more than the rule says, in a problem with one unknown."""
    book = Rulebook([rule])
    limits = {name: n for name, n in rule.drops.items() if name in FEATURES}
    unknown = sorted(rule.drops.keys() - set(FEATURES))
    if unknown:
        there = ", ".join(FEATURES)
        return about(rule, "drops", "error", f"there is no feature {unknown[0]}; there are {there}", feature=unknown[0])
    for term, rewrite in rewrites(rule, book, islice(instances(rule), most)):
        before, after = _states(term, rewrite.new)
        if "x" not in before.free:
            continue
        problem = Problem("solve", before, ("x",))
        old, new = features(before, problem), features(after, problem)
        for name, limit in limits.items():
            i = FEATURES.index(name)
            if old[i] - new[i] > limit:
                message = f"{name} falls by {old[i] - new[i]}, not by at most {limit}: {before} becomes {after}"
                return about(
                    rule, "drops", "error", message,
                    feature=name, declared=limit, found=old[i] - new[i], before=str(before), after=str(after),
                )  # fmt: skip
    return None


def _states(term: Term, new: Term) -> tuple[Term, Term]:
    """The states of an equation to solve before and after: an expression is one side of it."""
    return (term, new) if is_formula(term) else (eq(term, num(7)), eq(new, num(7)))
