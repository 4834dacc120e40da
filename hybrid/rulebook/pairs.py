"""Rules for two arguments, tried on every pair of arguments of a sum, product, `and` or `or`.

Let a rule's left side be p + q. It matches the pair u, v when some s matches p with u and goes on to match
q with v (or the other way round). Let a letter stand in both p and q, and

    values(p, u)  =  the values it can have when p is matched with u alone

Then values(p, u) and values(q, v) must meet; when p and q share no letter, both must match alone. A pair
that passes is matched in full, so all this only leaves out what cannot match. Most pairs of a sum match no
rule, and what one argument can do in all the rules is a few bits and sets (its `Profile`), kept on it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from hybrid.rulebook.match import Env, Match, Matcher, Unknowns, is_letter, is_symmetric, name_of
from hybrid.rulebook.rule import Rule, extension_head
from hybrid.term import ASSOCIATIVE, FLIPPED, RELATIONS, Term, substitute, sym

Values = Callable[[Term, Unknowns], frozenset[str]]
_NOTHING: Env = {}


@dataclass(frozen=True, slots=True, eq=False)
class Half:
    """A pattern for one argument.

    heads   those that a term must have to match; None for any
    sure    a term with such a head is not to be matched alone to see whether it may match: it always does, or
            its shared letter tells, or other halves may bind more than this one would
    shape   what tells the values of the shared letter; equal shapes tell the same (None: no such letter)
    """

    match: Match
    heads: frozenset[str] | None
    sure: bool
    shape: Any
    values: Values


@dataclass(frozen=True, slots=True, eq=False)
class Halves:
    """The left side of a rule for two arguments; `turned`: either may be matched with the first half."""

    first: Half
    second: Half
    turned: bool


def paired(rule: Rule) -> bool:
    """Whether a rule is for two arguments, of which there may be more."""
    return extension_head(rule) is not None and len(rule.left.args) == 2


def halves(rule: Rule, matcher: Matcher) -> Halves:
    """The halves of a rule for two arguments."""
    symmetric = is_symmetric(rule)
    p, q = rule.left.args if symmetric else matcher.in_order(rule.left)
    shared = sorted(p.free & q.free)
    known = all(_takes_as_much(x, p, q, matcher) for x in shared)
    letter = shared[0] if shared and known else None
    first, second = _half(p, letter, rule, matcher), _half(q, letter, rule, matcher)
    return Halves(first, second if known else replace(second, sure=True), not symmetric)


def _half(p: Term, letter: str | None, rule: Rule, matcher: Matcher) -> Half:
    tested = {name_of(t.argument) for t in (*rule.tests, *rule.sound_tests) if is_letter(t.argument)}
    match, heads = matcher.compile(p), _heads(p, rule)
    if letter is None:
        return Half(match, heads, is_letter(p) and name_of(p) not in tested, None, _no_values)
    plain = all(is_letter(a) and name_of(a) not in tested | rule.optional for a in p.args)
    least = len(p.args)
    if p.head in ASSOCIATIVE and plain and len(set(p.args)) == least and _takes(p, letter, matcher) == {p.head}:
        return Half(match, heads, True, (p.head, least), _any_argument(p.head, least))
    return Half(match, heads, True, _shape(p, letter, rule), _by_matching(matcher.loosely(p), letter))


def _any_argument(head: str, least: int) -> Values:
    """The values of a in a*b: every factor."""
    return lambda t, _: frozenset([a.key for a in t.args]) if t.head == head and len(t.args) >= least else _NO_VALUES


_NO_VALUES: frozenset[str] = frozenset()
_NO_NUMBERS: dict[int, frozenset[str]] = {}


def _no_values(t: Term, unknowns: Unknowns) -> frozenset[str]:
    return _NO_VALUES


def _by_matching(match: Match, letter: str) -> Values:
    return lambda t, u: frozenset([env[letter].key for env in match(t, _NOTHING, u)])


def _shape(p: Term, letter: str, rule: Rule) -> Any:
    """A pattern up to the names of its letters, and everything else that decides how it matches."""
    names = {x: f"v{i}" for i, x in enumerate(_letters(p))}
    tests = [
        (names[name_of(t.argument)], t.name, t.negated)
        for t in (*rule.sound_tests, *rule.tests)
        if is_letter(t.argument) and name_of(t.argument) in names
    ]
    optional = frozenset(names[x] for x in rule.optional if x in names)
    renamed = substitute(p, {x: sym(y) for x, y in names.items()})
    return renamed, names[letter], tuple(tests), optional, rule.squares


def _letters(p: Term) -> dict[str, None]:
    """The letters of a pattern in the order in which they occur."""
    if p.head == "sym":
        return {p.value: None}
    return {x: None for a in p.args for x in _letters(a)}


def _heads(p: Term, rule: Rule) -> frozenset[str] | None:
    head = p.head
    if is_letter(p) or head == "pow" and rule.squares:
        return None
    if head in ASSOCIATIVE and any(a.head == "sym" and a.value in rule.optional for a in p.args):
        return None
    if head == "neg":
        return frozenset({"neg", "num", "mul", "div"})
    return frozenset({head, FLIPPED[head]}) if head in RELATIONS else frozenset({head})


def _takes_as_much(x: str, p: Term, q: Term, matcher: Matcher) -> bool:
    """Whether a letter that p has bound is never more to q than q alone would give it: a letter that takes one
    factor of many takes several once it is bound to a product."""
    before = _takes(p, x, matcher)
    return all(before == {head} for head in _takes(q, x, matcher) if head)


def _takes(p: Term, x: str, matcher: Matcher) -> set[str]:
    """For the places of the letter x in a pattern: the head of the sum or product of which it takes one
    argument, "" where it takes a whole term."""

    def places(p: Term) -> Iterator[str]:
        if is_letter(p):
            if name_of(p) == x:
                yield ""
        elif p.head in ASSOCIATIVE:
            *before, last = matcher.in_order(p)
            for a in before:
                if is_letter(a) and name_of(a) == x:
                    yield p.head
                else:
                    yield from places(a)
            yield from places(last)
        else:
            for a in p.args:
                yield from places(a)

    return set(places(p))


@dataclass(slots=True, eq=False)
class Profile:
    """What one argument can do in the rules of a `Pairing`, a bit for each rule: be its first half, its second
    half, its second half standing first.

    values         number of a shape -> the values of the shared letter
    given, wanted  all of them together: in first halves, in second halves
    """

    first: int
    second: int
    turned: int
    values: dict[int, frozenset[str]]
    given: frozenset[str]
    wanted: frozenset[str]


class Pairing:
    """The rules for two arguments under one head, numbered in their order, and the unknowns of the problem."""

    def __init__(self, rules: Sequence[Halves], unknowns: Unknowns):
        self._rules, self._unknowns = rules, unknowns
        self._turned = sum(1 << k for k, h in enumerate(rules) if h.turned)
        self._lettered = sum(1 << k for k, h in enumerate(rules) if h.first.shape is not None)
        self._values: list[Values] = []
        numbers: dict[Any, int] = {}
        self._asked: dict[int, tuple[int, int]] = {}
        for k, h in enumerate(rules):
            if h.first.shape is not None:
                self._asked[1 << k] = self._number(h.first, numbers), self._number(h.second, numbers)
        self._tests: dict[str, tuple[_Tests, _Tests]] = {}

    def _number(self, half: Half, numbers: dict[Any, int]) -> int:
        """The place of what tells the values of the shared letter of a half, one for halves of one shape."""
        found = numbers.get(half.shape)
        if found is None:
            found = numbers[half.shape] = len(self._values)
            self._values.append(half.values)
        return found

    def profile(self, t: Term) -> Profile:
        found: Profile | None = t.memo.get(self)
        if found is None:
            found = t.memo[self] = self._profile(t)
        return found

    def _profile(self, t: Term) -> Profile:
        firsts, seconds = self._tests.get(t.head) or self._tests_for(t.head)
        first, second = firsts.passed(t, self._unknowns), seconds.passed(t, self._unknowns)
        if not (first | second) & self._lettered:
            return Profile(first, second, second & self._turned, _NO_NUMBERS, _NO_VALUES, _NO_VALUES)
        values: dict[int, frozenset[str]] = {}
        given, wanted = set[str](), set[str]()
        for bit, (m, n) in self._asked.items():
            for k, bits, known in ((m, first, given), (n, second, wanted)):
                if bits & bit:
                    found = values.get(k)
                    if found is None:
                        found = values[k] = self._values[k](t, self._unknowns)
                    known |= found
        return Profile(first, second, second & self._turned, values, frozenset(given), frozenset(wanted))

    def _tests_for(self, head: str) -> tuple[_Tests, _Tests]:
        firsts, seconds = [h.first for h in self._rules], [h.second for h in self._rules]
        found = self._tests[head] = _Tests(firsts, head), _Tests(seconds, head)
        return found

    def candidates(self, args: Sequence[Term]) -> list[tuple[int, int]]:
        """The places i < j of two arguments that some rule may match."""
        profiles = [a.memo.get(self) or self.profile(a) for a in args]
        if not any([p.first for p in profiles]):
            return []
        lettered = self._lettered
        found = []
        for j, q in enumerate(profiles):
            first, second, given, wanted = q.first, q.second, q.given, q.wanted
            for i in range(j):
                p = profiles[i]
                straight, turned = p.first & second, first & p.turned
                if (
                    (straight | turned) & ~lettered
                    or straight
                    and not wanted.isdisjoint(p.given)
                    and self._agreeing(straight, p, q)
                    or turned
                    and not given.isdisjoint(p.wanted)
                    and self._agreeing(turned, q, p)
                ):
                    found.append((i, j))
        return found

    def _agreeing(self, rules: int, p: Profile, q: Profile) -> int:
        """Those of the rules whose shared letter can have one value in the first half at p, the second at q."""
        rest = rules & self._lettered
        while rest:
            bit = rest & -rest
            rest ^= bit
            m, n = self._asked[bit]
            if p.values[m].isdisjoint(q.values[n]):
                rules ^= bit
        return rules

    def matches(self, u: Term, v: Term) -> list[tuple[int, Env]]:
        """Every match of a rule with u and v, with the rule's number, in the order of rules."""
        p, q = self.profile(u), self.profile(v)
        straight = self._agreeing(p.first & q.second, p, q)
        turned = self._agreeing(q.first & p.turned, q, p) if u is not v else 0
        rest = straight | turned
        found: list[tuple[int, Env]] = []
        x = self._unknowns
        while rest:
            bit = rest & -rest
            rest ^= bit
            k = bit.bit_length() - 1
            first, second = self._rules[k].first.match, self._rules[k].second.match
            if straight & bit:
                found.extend([(k, e) for env in first(u, _NOTHING, x) for e in second(v, env, x)])
            if turned & bit:
                found.extend([(k, e) for env in first(v, _NOTHING, x) for e in second(u, env, x)])
        return found


class _Tests:
    """Which halves a term with a given head may be."""

    def __init__(self, halves: Sequence[Half], head: str):
        self._sure, self._matches = 0, list[tuple[int, Match]]()
        for k, h in enumerate(halves):
            if h.heads is None or head in h.heads:
                if h.sure:
                    self._sure |= 1 << k
                else:
                    self._matches.append((1 << k, h.match))

    def passed(self, t: Term, unknowns: Unknowns) -> int:
        bits = self._sure
        for bit, match in self._matches:
            if match(t, _NOTHING, unknowns):
                bits |= bit
        return bits
