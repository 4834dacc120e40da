"""Rules, and the substitutions at which a rule says something.

A true rule is made from an identity of school algebra by putting a polynomial in for each of its letters.
Polynomials are defined everywhere, and an identity holds for all defined values of its letters, so the
instance is an identity again, its guards being the instances of the guards.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from itertools import islice, product

from hypothesis import strategies as st

from hybrid.compute import TESTS
from hybrid.decide.closed import exact_truth
from hybrid.rulebook.load import rules_from
from hybrid.rulebook.rule import Rule, instantiate
from hybrid.syntax.text import to_text
from hybrid.term import Term, conj, make, number, sym
from hybrid.testing.terms import formulas, terms

_LETTERS = ("a", "b", "c")
_POLYNOMIAL = frozenset({"num", "sym", "add", "mul", "neg"})
_FORMULA_LETTER = re.compile(r"defined\(([A-Z])\)")
_GUARDS = ("", "", "", "{0} != 0", "{0} > 0", "integer({0})", "{0} >= 0, {0} != 1")

# Each holds for all real values of its letters at which both the guard and the left side are defined.
IDENTITIES = (
    "a + b = b + a",
    "a*(b + c) = a*b + a*c",
    "(a + b)^2 = a^2 + 2*a*b + b^2",
    "a^2 - b^2 = (a - b)*(a + b)",
    "a^3 - b^3 = (a - b)*(a^2 + a*b + b^2)",
    "sqrt(a^2) = abs(a)",
    "abs(a*b) = abs(a)*abs(b)",
    "sin(a)^2 + cos(a)^2 = 1",
    "a/b + c/b = (a + c)/b",
    "a*c/(b*c) = a/b",
    "a/a = 1",
    "sqrt(a)*sqrt(a) = a",
    "sqrt(a)*sqrt(b) = sqrt(a*b)",
    "a*b/b = a  if b != 0",
    "abs(a) = a  if a >= 0",
    "a = b <=> b = a",
    "a = b <=> a - b = 0",
    "a*b = 0 <=> a = 0 or b = 0",
    "a^2 = b^2 <=> a = b or a = -b",
    "a < b <=> b > a",
    "abs(a) < b <=> a > -b and a < b",
    "a*c < b*c <=> a < b  if c > 0",
    "a*b > 0 <=> a > 0 and b > 0 or a < 0 and b < 0",
    "a = b ==> a^2 = b^2",
    "a < b and b < c ==> a < c",
    "a > 0 and b > 0 ==> a*b > 0",
    "P and Q <=> Q and P",
    "P and (Q or R) <=> P and Q or P and R",
)


@cache
def _identities() -> tuple[Rule, ...]:
    return tuple(rule for i, line in enumerate(IDENTITIES) for rule in rules_from(f"identity{i} : {line}"))


def rules(*, true_only: bool = False, letters: Sequence[str] = _LETTERS, depth: int = 2) -> st.SearchStrategy[Rule]:
    """Well-formed rules; `rule.source` is the line of a rule file that each was read from.

    true_only  only rules that hold: identities with polynomials put in for their letters. Without it sides
               are drawn alone, and most rules are false
    letters    the letters of the sides, each one small letter other than e
    depth      how many levels the sides have at most; of true rules, what is put in

    >>> rules().example().source                          # doctest: +SKIP
    'drawn : a + 0 = a  if a != 0  "drawn"  [grade 7]'
    """
    if any(len(x) != 1 or not "a" <= x <= "z" or x == "e" for x in letters):
        raise ValueError("the letters of a rule are single small letters other than e")
    return _true_rule(tuple(letters), depth) if true_only else _any_rule(tuple(letters), depth)


@st.composite
def _true_rule(draw: st.DrawFn, letters: tuple[str, ...], depth: int) -> Rule:
    known = draw(st.sampled_from(_identities()))
    polynomial = terms(letters, functions=(), depth=depth - 1, heads=_POLYNOMIAL)
    atom = formulas(letters, functions=(), depth=0, sides=depth - 1, heads=_POLYNOMIAL)
    put = {x: draw(atom if x.isupper() else polynomial) for x in sorted(known.left.free)}
    left, right = (instantiate(side, put) for side in (known.left, known.right))
    guards = [to_text(instantiate(g, put)) for g in known.guards]
    return _read(left, known.relation, right, ", ".join(guards))


@st.composite
def _any_rule(draw: st.DrawFn, letters: tuple[str, ...], depth: int) -> Rule:
    relation = draw(st.sampled_from(["=", "<=>", "==>"]))
    if relation == "=":
        left = draw(terms(letters, functions=(), depth=depth))
    else:
        left = draw(_claim(letters, "PQ", depth))
    small = [x for x in letters if x in left.free]
    capital = sorted(x for x in left.free if x.isupper())
    if relation == "=":
        right = draw(terms(small, functions=(), depth=depth))
    else:
        right = draw(_claim(small, capital, depth))
    guard = draw(st.sampled_from(_GUARDS)).format(draw(st.sampled_from(small))) if small else ""
    return _read(left, relation, right, guard)


@st.composite
def _claim(draw: st.DrawFn, letters: Sequence[str], capitals: Sequence[str], depth: int) -> Term:
    """Atoms and formula letters joined by `and`: a left side that is an `or` has all its letters in each case."""
    atom = formulas(letters, functions=(), depth=0, sides=depth - 1)
    letter = st.sampled_from(capitals).map(lambda x: make("defined", (sym(x),))) if capitals else st.nothing()
    parts = [draw(st.one_of(atom, letter)) for _ in range(draw(st.integers(1, 2)))]
    return conj(*parts)


def _read(left: Term, relation: str, right: Term, guard: str) -> Rule:
    sides = [_FORMULA_LETTER.sub(r"\1", to_text(t)) for t in (left, right)]
    condition = f"  if {guard}" if guard else ""
    (rule,) = rules_from(f'drawn : {sides[0]} {relation} {sides[1]}{condition}  "drawn"  [grade 7]')
    return rule


# -- substitutions ---------------------------------------------------------------------------------

_TRIED = (*range(4), *range(-1, -4, -1), Fraction(1, 2), 4, Fraction(-1, 2), 5, 9)
_COMBINATIONS = 2_000


def instances(
    rule: Rule, letters: Sequence[str] = ("x", "y"), *, functions: Sequence[str] = (), depth: int = 1
) -> st.SearchStrategy[dict[str, Term]]:
    """What the letters of a rule's left side may stand for: `instantiate(rule.left, s)` is then an instance.

    A letter that a guard or an exact test (`integer(n)`) speaks of gets a number, chosen so that all of them
    hold; the others get small expressions, capital letters formulas. Nothing comes out of a rule whose guards hold at
    no small numbers. Guards about computed letters, and what stands after `when`, are not looked at.

    letters, functions, depth  of the expressions that are put in, as for `terms`

    >>> instances(rule).example()                         # doctest: +SKIP
    {'a': add(x, 1), 'b': 2}
    """
    names = sorted(rule.left.free)
    tied, choices = _numbers_for(rule)
    expressions = terms(letters, functions, depth)
    claims = formulas(letters, functions, depth=0, sides=depth)
    loose = st.fixed_dictionaries({x: claims if x.isupper() else expressions for x in names if x not in tied})
    if not tied:
        return loose
    if not choices:
        return st.nothing()
    numbers = st.sampled_from(choices).map(lambda c: dict(zip(tied, c, strict=True)))
    return st.builds(lambda a, b: {**a, **b}, loose, numbers)


def _numbers_for(rule: Rule) -> tuple[tuple[str, ...], list[tuple[Term, ...]]]:
    """The letters of the left side that guards speak of, and small numbers for them at which the guards hold."""
    bound = rule.left.free
    guards = [g for g in rule.guards if g.free <= bound]
    tests = [t for t in rule.sound_tests if t.argument.free <= bound]
    tied = tuple(sorted({x for g in guards for x in g.free} | {x for t in tests for x in t.argument.free}))
    values = [number(v) for v in _TRIED]
    combinations = islice(product(values, repeat=len(tied)), _COMBINATIONS)

    def holds(combination: tuple[Term, ...]) -> bool:
        put = dict(zip(tied, combination, strict=True))
        if any(exact_truth(instantiate(g, put)) is not True for g in guards):
            return False
        return all(TESTS[t.name](instantiate(t.argument, put), frozenset()) is not t.negated for t in tests)

    return tied, [c for c in combinations if holds(c)] if tied else []
