"""A rule: left side, relation, right side, and when it holds.

    NAME : LEFT REL RIGHT [if GUARD, ...] [when TEST, ...] [where NAMES := HELPER(...)]... "WORDS" [ATTRIBUTES]

A rule is a theorem about its letters: for all *defined real values* of them at which the guards hold,
`left = right` says that right is defined and equal wherever left is defined, `left <=> right` that both
have the same truth value, `left ==> right` that the second follows. Letters are `sym` terms; a capital
letter stands for a formula and is kept as `defined(sym P)`, the one formula a letter can stand in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from hybrid.problem import Relation
from hybrid.term import ASSOCIATIVE, ONE, ZERO, Term, make


@dataclass(frozen=True)
class Test:
    """A syntactic test of a match, `number(a)`, or `not number(a)`."""

    name: str
    argument: Term
    negated: bool = False


@dataclass(frozen=True)
class Computed:
    """`names := helper(arguments)`: letters that a helper of hybrid.compute finds."""

    names: tuple[str, ...]
    helper: str
    arguments: tuple[Term, ...]


@dataclass(frozen=True, eq=False)
class Rule:
    """See the module.

    optional  letters that may be 1 in a product and 0 in a sum
    method    the names of the methods it belongs to, with spaces between; "" when to all
    contains  heads that must occur where the rule is tried
    finish    an expression to which it applies is not finished
    oriented  of a family that has the mirrored rule too: the sides need not be tried the other way round
    drops     feature -> the most one use can lower it (a feature not named may be lowered by any amount)
    level     safe rules of a lower level are taken first; rank is the place in the order of a book
    """

    name: str
    left: Term
    right: Term
    relation: Relation
    guards: tuple[Term, ...] = ()
    sound_tests: tuple[Test, ...] = ()
    tests: tuple[Test, ...] = ()
    computed: tuple[Computed, ...] = ()
    optional: frozenset[str] = frozenset()
    words: str = ""
    grade: int = 7
    cost: int = 1
    safe: bool = False
    level: int = 0
    fine: bool = False
    squares: bool = False
    whole: bool = False
    finish: bool = False
    oriented: bool = False
    contains: frozenset[str] = frozenset()
    goals: frozenset[str] = frozenset()
    method: str = ""
    topic: str = ""
    drops: Mapping[str, int] = field(default_factory=dict)
    source: str = ""
    file: str = ""
    line: int = 0
    rank: int = 0

    def __repr__(self) -> str:
        return f"Rule({self.source})"


def is_formula_letter(t: Term) -> bool:
    """Whether a term of a rule is a letter that stands for a formula."""
    return t.head == "defined" and t.args[0].head == "sym" and t.args[0].value.isupper()


def instantiate(pattern: Term, substitution: Mapping[str, Term], optional: frozenset[str] = frozenset()) -> Term:
    """The instance of a rule's side. A factor or summand that an optional letter makes 1 or 0 is left out,
    and a power one of them makes the first is its base.

    Letters without a binding stay. Raises TermError when the instance cannot be built.
    """
    head = pattern.head
    if head == "sym":
        return substitution.get(pattern.value, pattern)
    if not pattern.free:
        return pattern
    if is_formula_letter(pattern):
        return substitution.get(pattern.args[0].value, pattern)
    args = [instantiate(a, substitution, optional) for a in pattern.args]
    if optional and (head == "add" or head == "mul"):
        unit = ZERO if head == "add" else ONE
        args = [
            a for p, a in zip(pattern.args, args, strict=True) if not (a is unit and not p.free.isdisjoint(optional))
        ]
    return make(head, args, pattern.value)


@lru_cache(maxsize=8192)
def ready(pattern: Term, optional: frozenset[str] = frozenset()) -> Callable[[Mapping[str, Term]], Term]:
    """`instantiate` for one pattern, made ready to be used many times."""
    head, value = pattern.head, pattern.value
    if head == "sym" or is_formula_letter(pattern):
        name = value if head == "sym" else pattern.args[0].value
        return lambda substitution: substitution.get(name, pattern)
    if not pattern.free:
        return lambda substitution: pattern
    if head in ("add", "mul") and not pattern.free.isdisjoint(optional):
        return lambda substitution: instantiate(pattern, substitution, optional)
    parts = [ready(a, optional) for a in pattern.args]
    return lambda substitution: make(head, [part(substitution) for part in parts], value)


def extend(head: str, part: Term, rest: Term | None) -> Term:
    """`part` together with the rest of the sum, product, `and` or `or` it was found in."""
    return part if rest is None else make(head, (part, rest))


def extension_head(rule: Rule) -> str | None:
    """The associative head under which the rule may match a part of the arguments, None when it may not."""
    return rule.left.head if rule.left.head in ASSOCIATIVE and not rule.whole else None
