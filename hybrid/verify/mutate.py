"""Rules broken on purpose: a test of the testing (mutation analysis; DeMillo, Lipton, Sayward 1978).

A mutant is a copy of a rule with one small mistake of the kinds people make:

    sign       a summand or a factor loses or gains a minus, a number its sign
    exponent   x^2 becomes x^3, a square root a cube root, a coefficient the next number
    guard      a guard or a test after `if` is dropped
    swap       the sides change places
    relation   < becomes <= or >, and becomes or
    strength   ==> becomes <=>

Some mutants are true (a sign under a square, a guard that was not needed). Those the deciders have to prove.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from random import Random

from hybrid.decide.meaning import conditions
from hybrid.rulebook import Rule
from hybrid.rulebook.rule import is_formula_letter
from hybrid.term import (
    RELATIONS,
    ZERO,
    Place,
    Term,
    TermError,
    conj,
    disj,
    is_formula,
    make,
    neg,
    num,
    root,
    subterms,
)
from hybrid.term import replace as put
from hybrid.verify.shrink import statement

KINDS = ("sign", "exponent", "guard", "swap", "relation", "strength")
_OTHER = {"lt": ("le", "gt"), "le": ("lt", "ge"), "gt": ("ge", "lt"), "ge": ("gt", "le"), "eq": ("ne",), "ne": ("eq",)}


@dataclass(frozen=True)
class Mutant:
    """A broken copy of a rule: the kind of mistake, and in words what was done."""

    kind: str
    rule: Rule
    change: str


def mutants(rule: Rule) -> Iterator[Mutant]:
    """Every mutant of a rule, in a fixed order, none equal to the rule. Those that cannot be a rule (a letter
    that the left side does not bind) are left out."""
    for kind, change, broken in _all(rule):
        same = broken.left is rule.left and broken.right is rule.right and broken.relation == rule.relation
        if same and broken.guards == rule.guards and broken.sound_tests == rule.sound_tests:
            continue
        letters = broken.right.free | frozenset(n for g in broken.guards for n in g.free)
        bound = broken.left.free | frozenset(n for c in rule.computed for n in c.names)
        if letters <= bound | ({"x"} if rule.computed else frozenset()) and broken.left is not broken.right:
            named = replace(broken, name=f"{rule.name}-{kind}", source=f"{rule.name}-{kind} : {statement(broken)}")
            yield Mutant(kind, named, change)


def chosen(rules: Iterable[Rule], count: int, seed: int = 0) -> list[Mutant]:
    """`count` mutants of different rules as far as there are enough, every kind about as often as any other."""
    random = Random(seed)
    by_kind: dict[str, list[Mutant]] = {kind: [] for kind in KINDS}
    for rule in rules:
        for kind in KINDS:
            mine = [m for m in mutants(rule) if m.kind == kind]
            if mine:
                by_kind[kind].append(random.choice(mine))
    for some in by_kind.values():
        random.shuffle(some)
    found: list[Mutant] = []
    while len(found) < count and any(by_kind.values()):
        for some in by_kind.values():
            if some and len(found) < count:
                found.append(some.pop())
    return found


def _all(rule: Rule) -> Iterator[tuple[str, str, Rule]]:
    for i, guard in enumerate(rule.guards):
        yield "guard", f"without {guard}", replace(rule, guards=rule.guards[:i] + rule.guards[i + 1 :])
    for i, test in enumerate(rule.sound_tests):
        without = rule.sound_tests[:i] + rule.sound_tests[i + 1 :]
        yield "guard", f"without {test.name}({test.argument})", replace(rule, sound_tests=without)
    if not rule.computed and _one_sided(rule):
        yield "swap", "sides swapped", replace(rule, left=rule.right, right=rule.left, tests=())
    if rule.relation == "==>":
        yield "strength", "<=> for ==>", replace(rule, relation="<=>")
    for place, part in subterms(rule.right):
        for kind, change, new in _changes(part):
            yield from _with_right(rule, kind, change, place, new)


def _one_sided(rule: Rule) -> bool:
    """Whether the sides cannot simply change places: of ==>, and of = where they are not defined together."""
    if rule.relation == "=":
        return {c.key for c in conditions(rule.left)} != {c.key for c in conditions(rule.right)}
    return rule.relation == "==>" and not is_formula_letter(rule.right)


def _with_right(rule: Rule, kind: str, change: str, place: Place, new: Term) -> Iterator[tuple[str, str, Rule]]:
    try:
        yield kind, change, replace(rule, right=put(rule.right, place, new))
    except TermError:
        return


def _changes(t: Term) -> Iterator[tuple[str, str, Term]]:
    """What may be done to one subterm of the right side."""
    if is_formula_letter(t):
        return
    if t.head in RELATIONS:
        for other in _OTHER[t.head]:
            yield "relation", f"{other} for {t.head}", make(other, t.args)
    elif t.head in ("and", "or"):
        yield "relation", f"the other of and, or in {t}", (disj if t.head == "and" else conj)(*t.args)
    elif is_formula(t):
        return
    elif t.head == "add":
        for i, a in enumerate(t.args):
            turned = a.args[0] if a.head == "neg" else neg(a)
            yield "sign", f"the sign of {a}", make("add", (*t.args[:i], turned, *t.args[i + 1 :]))
    elif t.head == "neg":
        yield "sign", f"{t} without its sign", t.args[0]
    elif t.head == "num" and t is not ZERO:
        yield "sign", f"the sign of {t}", num(-t.value)
        yield "exponent", f"{t} one more", num(t.value + 1)
    elif t.head == "root":
        yield "exponent", f"another index for {t}", root(t.args[0], t.args[1].value + 1)
    elif t.head == "pow" and t.args[1].free:
        yield "exponent", f"one more in the exponent of {t}", make("pow", (t.args[0], make("add", (t.args[1], num(1)))))
    elif t.head in ("sin", "cos", "abs", "tan", "log"):
        yield "sign", f"the sign of {t}", neg(t)
