"""Instances: a rule at work on terms made from its left side.

    rule  a^2 - b^2 = (a - b)*(a + b)      letters   a := 2*x, b := y       context   ... + z
    term  (2*x)^2 - y^2 + z                           ->   (2*x - y)*(2*x + y) + z

Small trees are put in for the letters, the result into a context, and the rule is applied by the same
interpreter that the prover uses: matching modulo order, with its views of signs and coefficients, takes part.
What was put at the place must agree with what stood there wherever the letters' terms have values and the
guards hold. A rule that computes has no sides before its helper has run: it is applied to sample terms
(samples.py) and to its left side with small terms put in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from random import Random

from hybrid.compute import TESTS
from hybrid.decide import cells
from hybrid.decide.meaning import conditions
from hybrid.decide.refute import refute_entailment, refute_equal, refute_equivalence
from hybrid.rulebook import Rewrite, Rule, Rulebook
from hybrid.rulebook.rule import instantiate, is_formula_letter
from hybrid.syntax.parse import parse
from hybrid.term import RELATIONS, Term, TermError, add, conj, disj, eq, is_formula, make, mul, num, subterms, sym
from hybrid.verify.claim import Outcome, Where, compare_at
from hybrid.verify.points import trial_points
from hybrid.verify.samples import expressions, formulas

TREES = ("x", "2", "x + 1", "-x", "3*x", "x^2", "y", "x*y", "x - y", "-3", "1/2", "x/2", "1/x", "sqrt(x)", "x^2 - 4")
TRUTHS = ("x > 0", "x = 2", "y < x", "x != y", "x >= 1", "x = 1 or y = 2", "x < 3 and y > 0")
NUMBERS = ("2", "3", "-1", "1/2", "4", "-2", "1", "-3/2", "9", "0")
EXPONENTS = ("2", "3", "-1", "1/2", "4", "x", "-2")
POINTS_EACH = 6
TREES_TRIED = 6  # draws of trees before an instance is given up


@dataclass(frozen=True)
class Application:
    """One rule at one term: `rewrite.new` in the place of `part`, a subterm of `term`."""

    term: Term
    part: Term
    rewrite: Rewrite


def applications(rule: Rule, count: int, seed: int = 0) -> Iterator[Application]:
    """The rule applied to terms made for it: `count` of them, or as many samples as it takes for that many
    applications of a rule that computes. At most 4*count applications."""
    terms = samples(rule, seed) if rule.computed else made(rule, count, seed)
    yield from islice(_applied(rule, terms), 4 * count)


def _applied(rule: Rule, terms: Iterable[Term]) -> Iterator[Application]:
    book = Rulebook([rule])
    for term in terms:
        for unknowns in dict.fromkeys((frozenset({"x"}), term.free)):
            for _, part in subterms(term):
                if part is term or part.args and not rule.computed:
                    for rewrite in book.rewrites(part, unknowns):
                        yield Application(term, part, rewrite)


def made(rule: Rule, count: int, seed: int = 0) -> Iterator[Term]:
    """The left side of a rule with small trees for its letters, in a context."""
    random = Random(f"{seed} instances {rule.name} {rule.source}")
    for i in range(count):
        for _ in range(TREES_TRIED):
            trees = {name: _tree(name, rule, random, i) for name in sorted(rule.left.free)}
            try:
                left = instantiate(rule.left, trees, rule.optional)
                if all(_lets_through(rule, trees)):
                    yield _in_context(left, random, i)
                    break
            except TermError:
                continue


def _lets_through(rule: Rule, trees: dict[str, Term]) -> Iterator[bool]:
    unknowns = frozenset({"x"})
    for test in (*rule.sound_tests, *rule.tests):
        if test.argument.free <= trees.keys():
            yield TESTS[test.name](instantiate(test.argument, trees, rule.optional), unknowns) is not test.negated


def _tree(name: str, rule: Rule, random: Random, i: int) -> Term:
    if name.isupper():
        return parse(random.choice(TRUTHS))
    about = {t.name for t in (*rule.sound_tests, *rule.tests) if not t.negated and name in t.argument.free}
    if about & {"number", "integer", "even", "odd", "natural", "positive", "negative", "closed"}:
        return parse(random.choice(NUMBERS))
    if "unknown" in about:
        return sym("x")
    if "letter" in about or "parameter" in about:
        return sym(random.choice(("a", "k")))
    if "free" in about:
        return parse(random.choice(("2", "k", "3", "k + 1", "-1")))
    if any(t.head == "pow" and name in t.args[1].free for _, t in subterms(rule.left)):
        return parse(random.choice(EXPONENTS))
    return parse(TREES[min(int(len(TREES) * random.random() * (0.4 + 0.15 * i)), len(TREES) - 1)])


def _in_context(t: Term, random: Random, i: int) -> Term:
    if i < 2:
        return t
    z = sym("z")
    if is_formula(t):
        return random.choice((t, conj(t, parse("z > 1")), disj(parse("z = 2"), t), conj(parse("z != 0"), t)))
    return random.choice(
        (t, add(t, z), add(num(3), t), mul(num(2), t), mul(z, t), make("pow", (t, num(2))), eq(t, z), eq(z, add(t, z)))
    )


def samples(rule: Rule, seed: int = 0) -> Iterator[Term]:
    """Terms a rule that computes may apply to: school expressions or formulas, and its left side with small
    terms put in."""
    yield from _turned(rule.left.head) if is_formula(rule.left) else expressions()
    names = sorted(rule.left.free)
    if not rule.left.args or is_formula_letter(rule.left) or any(n.isupper() for n in names):
        return
    random = Random(f"{seed} samples {rule.name}")
    pieces = [parse(t) for t in ("x", "2", "3", "4", "-6", "1/2", "x + 1", "2*x", "x^2", "x - 2", "9", "12", "x^2 - 4")]
    for _ in range(60):
        try:
            yield instantiate(rule.left, {n: random.choice(pieces) for n in names})
        except TermError:
            continue


def _turned(head: str) -> Iterator[Term]:
    """The sample formulas, and where a rule wants one relation, the other relations turned into it."""
    yield from formulas()
    if head in RELATIONS:
        for f in formulas():
            if f.head in RELATIONS and f.head != head and f.free:
                yield make(head, f.args)


def judged(application: Application, seed: int = 0) -> tuple[Outcome, dict[str, Term]]:
    """What an application comes to: wrong at a point (and which), right at one at least, else silent or undecided."""
    rule, rewrite, old = application.rewrite.rule, application.rewrite, application.part
    names = sorted(old.free | rewrite.new.free)
    angles = any(t.head in ("sin", "cos", "tan") for _, t in subterms(old))
    guards = [instantiate(g, rewrite.substitution) for g in rule.guards]
    bound = [t for name, t in rewrite.substitution.items() if not is_formula(t)]
    seen = Outcome.SILENT
    for point in trial_points(names, POINTS_EACH, f"{seed} {old.key}", angles):
        where = Where(point)
        if any(where.truth(g) is not True for g in guards):
            continue
        if not rule.computed and any(where.defined(t) is not True for t in bound):
            continue
        if rule.computed and any(where.truth(c) is not True for t in (old, rewrite.new) for c in conditions(t)):
            continue  # the kernel sees to definedness: it carries a condition or refuses the step
        outcome = compare_at(rule.relation, old, rewrite.new, point)
        if outcome is Outcome.WRONG:
            return outcome, point
        if outcome is Outcome.RIGHT or outcome is Outcome.UNDECIDED and seen is Outcome.SILENT:
            seen = outcome
    return seen, {}


def refuted_use(application: Application) -> dict[str, Term] | None:
    """A point, looked for where it is likely (at boundaries, between roots), at which the use of a rule that
    computes is wrong although all its terms are defined; None when none was found."""
    old, new = application.part, application.rewrite.new
    known = (*conditions(old), *conditions(new))
    if application.rewrite.rule.relation == "=":
        return refute_equal(old, new, known)
    if application.rewrite.rule.relation == "==>":
        return refute_entailment((*known, old), new)
    if (found := refute_equivalence(old, new, known)) is not None:
        return found
    # a point between cells may be irrational, which the search for points does not try
    verdict = cells.equivalent(old, new, known)
    return dict(verdict.point) if verdict.refuted and verdict.point else None
