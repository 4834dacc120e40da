"""An example of a rule: a small term it applies to, and what it makes of it.

    difference-of-squares   x^2 - y^2  ->  (x - y)*(x + y)
    even-root-of-power      sqrt(x^2)  ->  x                  as long as x >= 0

Simple terms are put in for the letters of the left side, simplest first (a rule that computes is tried on the
sample terms, too); the interpreter that the prover uses applies the rule; of what comes out the example that
reads best is taken whose step the kernel accepts. The conditions it then holds under belong to the example.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice, product

from hybrid.compute import TESTS
from hybrid.decide import cascade
from hybrid.explain.story import changed
from hybrid.kernel import CheckError, make_step
from hybrid.problem import GoalKind, Problem, Step
from hybrid.rulebook import Rewrite, Rule, Rulebook
from hybrid.rulebook.rule import Test, instantiate
from hybrid.syntax.parse import parse
from hybrid.syntax.text import to_text
from hybrid.term import FALSE, RELATIONS, Place, Term, TermError, is_formula, rational, subterms
from hybrid.verify.claim import Outcome
from hybrid.verify.instances import Application, judged, samples

X = frozenset({"x"})
XY = frozenset({"x", "y"})
CHOICES = 8  # terms tried for each letter
TRIED = 1500  # left sides made at most
ENOUGH = 40  # applications from which the best is chosen
ASKED = 12  # times the kernel is asked
MOST_CALCULATION = 9  # a formula with numbers in it is still better than one with letters in it

# What may stand for a letter, in the order of preference; a letter's tests choose among them.
_VALUES = """
x; y; 3; 2; z; 5; x + 1; x - 2; 4; a; b; -2; -3; 1/2; x^2; x + 3; 2*x; 6; 8; 9; 2/3; sqrt(x); sqrt(2); sqrt(3); -sqrt(2)
a + b; a*b; x*y; x/2; x/(x + 1); sin(x); cos(x); abs(x); ln(x); log(x, 2); 2^x; x^2 - 4; x^2 + 1; 0.5; 10; 12; pi; e; 1
-x; -5; x^3; (x + 1)^2; x*(x + 2); 1/x; 3*x; 27; 16; 1 + sqrt(2); sqrt(x + 1); log(3, 2); y + 1; -1; x^2 - 5*x + 6; 0
x + y
"""
_PARAMETERS = "3; 2; 5; 4; a; b; 6; -2; -3; 1/2; y; 8; 9; 2/3; a + b; sqrt(2); -sqrt(2); pi; 0.5; 1; 0; a*b"
_EXPONENTS = "2; 3; 5; 4; x; y; 1/2; -2; -3; -1; 1/3; 2/3; 2*x; 3/2; a; b; x + 1; 6; 1; 0"
_FORMULAS = """
x > 2; y < 3; x = 5; x + y = 5; x - y = 1; x^2 + y^2 = 13; x^2 - y^2 = 5; x != 3; x < 7; y > 0; x >= 1; x*y = 6
x = 2; x*y - x = 4; x^2 = 4; 2 < 3; x = 3 or x = 4; x > 1 and x < 5; a > 0; abs(x) = 3; x^2 > 4; true; false
"""
_MORE = """
x + y = 5 and x - y = 1; 2*x + y = 5 and x - y = 1; x^2 + y^2 = 13 and x*y = 6; abs(x) + abs(x - 1) = 3
"""


@dataclass(frozen=True)
class Example:
    """`before` became `after` by the rule.

    conditions  what this needs: guards that were assumed, definedness that is carried
    by_kernel   whether the kernel accepts the step; if not, it agrees at all points tried
    """

    before: Term
    after: Term
    conditions: tuple[Term, ...]
    by_kernel: bool

    @property
    def new(self) -> Place:
        """The place in `after` of what changed; () is all of it."""
        return changed(self.before, self.after)


def example(rule: Rule) -> Example | None:
    """The simplest example of a rule that was found, None when there is none."""
    book = Rulebook([rule])
    found: dict[tuple[Term, Term], tuple[tuple[int, str], Rewrite]] = {}
    for term in _candidates(rule):
        for unknowns in dict.fromkeys((X, frozenset(term.free))):
            for rewrite in book.rewrites(term, unknowns):
                rank = (_burden(rule, term, rewrite), f"{to_text(term)} -> {to_text(rewrite.new)}")
                found.setdefault((term, rewrite.new), (rank, rewrite))
        if len(found) >= ENOUGH:
            break
    ranked = sorted(((rank, key[0], rewrite) for key, (rank, rewrite) in found.items()), key=lambda r: r[0])
    best = [(t, r) for _, t, r in ranked if not any(map(_refuted, _guards(rule, r)))][:ASKED]
    for term, rewrite in best:
        conditions = _accepted(rule, book, term, rewrite)
        if conditions is not None:
            return Example(term, rewrite.new, conditions, True)
    for term, rewrite in best:
        if judged(Application(term, term, rewrite))[0] is Outcome.RIGHT:
            return Example(term, rewrite.new, tuple(g for g in _guards(rule, rewrite) if g.free), False)
    return None


# -- terms to try ----------------------------------------------------------------------------------


@cache
def _terms(text: str) -> tuple[Term, ...]:
    return tuple(parse(t) for t in text.replace("\n", ";").split(";") if t.strip())


def _candidates(rule: Rule) -> Iterator[Term]:
    made = islice(_made(rule), TRIED)
    if not rule.computed:
        yield from made
        return
    terms = {t for t in samples(rule) if t.size <= 40}
    terms.update(t for t in _terms(_MORE) if is_formula(rule.left))
    terms.update(islice(made, 200) if rule.left.args else ())
    yield from sorted(terms, key=lambda t: (len(to_text(t)), to_text(t)))


def _made(rule: Rule) -> Iterator[Term]:
    """The left side with simple terms for its letters, simplest first; different letters, different terms."""
    names = _in_order(rule.left)
    pools = [_pool(name, rule) for name in names]
    choices = sorted(product(*[range(len(p)) for p in pools]), key=lambda c: (sum(c), c)) if names else [()]
    for alike in (False, True):
        for choice in choices:
            terms = [pool[i] for pool, i in zip(pools, choice, strict=True)]
            if (len(set(terms)) < len(terms)) is not alike:
                continue
            try:
                yield instantiate(rule.left, dict(zip(names, terms, strict=True)))
            except TermError:
                continue


def _in_order(left: Term) -> list[str]:
    return list(dict.fromkeys(str(t.value) for _, t in subterms(left) if t.head == "sym"))


def _pool(name: str, rule: Rule) -> list[Term]:
    if name.isupper():
        terms = _terms(_FORMULAS)
    else:
        powers = [t for _, t in subterms(rule.left) if t.head == "pow"]
        above = any(name in t.args[1].free for t in powers) and not any(name in t.args[0].free for t in powers)
        free = any(t.name == "free" and t.argument.free == {name} and not t.negated for t in rule.tests)
        terms = _terms(_EXPONENTS if above else _PARAMETERS if free else _VALUES)
    tests = [t for t in (*rule.sound_tests, *rule.tests) if t.argument.free == {name}]
    fitting = []
    for t in terms:
        put = {name: t}
        passed = (
            TESTS[s.name](instantiate(s.argument, put), XY if s.name == "unknown" else X) is not s.negated
            for s in tests
        )
        if all(passed) and not any(_refuted(instantiate(g, put)) for g in rule.guards if g.free == {name}):
            fitting.append(t)
    few = fitting[: CHOICES if len(rule.left.free) <= 3 else 6]
    if any(_together_no_polynomial(t) and name in t.argument.free for t in rule.tests):
        few += [t for t in fitting[len(few) :] if not TESTS["polynomial"](t, X)][:2]
    return few


def _together_no_polynomial(test: Test) -> bool:
    """Whether a test asks of several letters that one of them stand for what is no polynomial."""
    return test.name == "polynomial" and test.negated and len(test.argument.free) > 1


def _refuted(guard: Term) -> bool:
    """Whether a guard without letters is false, or not known to be true."""
    return not guard.free and not cascade.entails((), guard).proved


# -- which reads best ------------------------------------------------------------------------------

_NUMERIC = frozenset({"number", "integer", "even", "odd", "natural", "closed", "positive", "negative", "surd"})


def _burden(rule: Rule, term: Term, rewrite: Rewrite) -> int:
    """How much there is to read, and what makes an example say little. Smaller is better."""
    burden = len(to_text(term)) + len(to_text(rewrite.new))
    bound = [t for n, t in rewrite.bound.items() if n in rule.left.free]
    burden += 30 if rewrite.rest else 0
    burden += 12 * (len(bound) - len(set(bound)))
    burden += 8 * sum(rational(t) in (0, 1, -1) for t in bound)
    burden += 6 * sum(bool(g.free) for g in _guards(rule, rewrite))
    numeric = [t for t in (*rule.sound_tests, *rule.tests) if t.name in _NUMERIC and not t.negated]
    if not term.free and rule.left.free - frozenset().union(*[t.argument.free for t in numeric]):
        burden += 14
    parts = [t for side in (term, rewrite.new) for _, t in subterms(side)]
    return burden + sum(map(_awkward, parts)) + min(3 * sum(map(_calculation, parts)), MOST_CALCULATION)


def _calculation(t: Term) -> bool:
    """Whether t is a term without letters that is no finished number: 2^2, sin(2)."""
    return bool(t.args) and not t.free and not is_formula(t) and rational(t) is None


def _awkward(t: Term) -> int:
    """What a teacher would not write if there is a choice: x*2, y*x, 0 + x, x + x, 2 = x, 2 < 3, x^y."""
    burden = 0
    if t.head in ("add", "mul"):
        burden += 8 * sum(rational(a) in (0, 1) for a in t.args)
        burden += 6 * (len(t.args) - len(set(t.args)))
        letters = [a.value for a in t.args if a.head == "sym"]
        burden += letters != sorted(letters)
        if t.head == "mul" and t.free:
            burden += 3 * sum(rational(a) is not None or a.head == "neg" for a in t.args[1:])
        elif t.head == "add":
            burden += rational(t.args[0]) is not None
    elif t.head in RELATIONS:
        burden += 12 if not t.free else 3 if not t.args[0].free else 0
    elif t.head == "pow":
        burden += 6 if t.args[0].free and t.args[1].free else 0
    elif t.head == "sym":
        burden += t.value not in ("x", "y", "z")
    elif t.head == "const" and t.value == "e":
        burden += 8
    return burden


# -- whether it stands -----------------------------------------------------------------------------


def _accepted(rule: Rule, book: Rulebook, term: Term, rewrite: Rewrite) -> tuple[Term, ...] | None:
    """The conditions under which the kernel accepts the step, None when it does not.

    A formula's guards must be known beforehand: those with letters are given, if the kernel does not prove them.
    """
    guards = _guards(rule, rewrite)
    given = tuple(g for g in guards if g.free and not cascade.entails((), g).proved) if is_formula(term) else ()
    goal: GoalKind = "prove" if rule.relation == "==>" else "solve" if is_formula(term) else "simplify"
    step = Step(
        before=term,
        after=term,
        relation="=",
        place=(),
        kind="decided" if rule.computed else "consequence" if rule.relation == "==>" else "rule",
        rule=rule.name,
        substitution=rewrite.substitution,
    )
    try:
        new = None if step.kind == "consequence" else rewrite.new
        made = make_step(Problem(goal, term, unknowns=("x",), given=given), step, book, new)
    except (CheckError, TermError):
        return None
    carried = [c.formula for c in made.conditions if c.by == "carried"]
    conditions = tuple({c.key: c for c in (*given, *carried)}.values())
    return None if _impossible(term, conditions) else conditions


def _guards(rule: Rule, rewrite: Rewrite) -> list[Term]:
    return [instantiate(g, rewrite.substitution, rule.optional) for g in rule.guards]


def _impossible(term: Term, conditions: Sequence[Term]) -> bool:
    """Whether the conditions are known to fail everywhere, or everywhere the formula holds."""
    if any(not c.free for c in conditions):
        return True
    return bool(conditions) and cascade.entails(conditions, FALSE).proved
