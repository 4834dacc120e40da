"""Where rules can be used, and what using them takes.

A rule is worth trying at a term where its left side's head stands and where the heads its arguments need are
present. What it takes to use one - its left side compiled, its tests and helpers looked up - does not depend on the
problem: the unknowns, of which many tests speak, are given with each term.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, lru_cache
from typing import Any

from hybrid.compute import HELPERS, TESTS
from hybrid.rulebook.match import LetterTest, Matcher, Unknowns, is_letter, name_of
from hybrid.rulebook.pairs import Halves, halves, paired
from hybrid.rulebook.rule import Rule, Test, is_formula_letter, ready
from hybrid.term import FLIPPED, RELATIONS, Term, TermError, is_formula

COSTLY_TESTS = frozenset({"linear", "quadratic", "polynomial", "rationalfunction", "brackets", "fraction_in"})
_NO_HEADS: frozenset[str] = frozenset()

_Instance = Callable[[Mapping[str, Term]], Term]
_Asked = tuple[LetterTest, _Instance, bool]  # a test, of what, and whether it must fail


class RuleEntry:
    """What using a rule takes, made when it is first tried: most rules never are.

    paired   whether the rule is for two arguments, of which there may be more
    wants_x  whether the unknown of the term stands for the letter x
    before, after  tests of what is no single letter, before and after computing
    helpers  function, arguments, whether x is among them, names of the results
    """

    def __init__(self, rule: Rule):
        self.rule = rule
        self.paired = paired(rule)
        self.wants_x = bool(rule.computed) and "x" not in rule.left.free

    @cached_property
    def matcher(self) -> Matcher:
        letters: dict[str, LetterTest] = {}
        for test in (t for t in _tests(self.rule) if _of_letter(t, self.rule)):
            name = name_of(test.argument)
            letters[name] = _letter_test(test, letters.get(name))
        return Matcher(self.rule, letters)

    @cached_property
    def halves(self) -> Halves:
        return halves(self.rule, self.matcher)

    @cached_property
    def before(self) -> list[_Asked]:
        return [self._asked(t) for t in _tests(self.rule) if not _of_letter(t, self.rule) and _early(t, self.rule)]

    @cached_property
    def after(self) -> list[_Asked]:
        return [self._asked(t) for t in _tests(self.rule) if not _early(t, self.rule)]

    def _asked(self, test: Test) -> _Asked:
        return _remembered(test.name), ready(test.argument, self.rule.optional), test.negated

    @cached_property
    def helpers(self) -> list[tuple[Callable[..., Any], list[_Instance], bool, tuple[str, ...]]]:
        return [
            (
                HELPERS[c.helper],
                [ready(a, self.rule.optional) for a in c.arguments],
                any("x" in a.free for a in c.arguments),
                c.names,
            )
            for c in self.rule.computed
        ]

    @cached_property
    def right(self) -> _Instance:
        return ready(self.rule.right, self.rule.optional)


def _tests(rule: Rule) -> tuple[Test, ...]:
    return (*rule.sound_tests, *rule.tests)


def _early(test: Test, rule: Rule) -> bool:
    """Whether a test can be asked before anything is computed."""
    return test.argument.free <= rule.left.free


def _of_letter(test: Test, rule: Rule) -> bool:
    """Whether a test is of a letter alone, and so of what that letter is matched with."""
    return is_letter(test.argument) and _early(test, rule)


class RuleIndex:
    """The rules of a book by the terms at which they are worth trying."""

    def __init__(self, rules: Iterable[Rule]):
        self._standing: dict[tuple[str, bool], list[RuleEntry]] = {}
        entries = [RuleEntry(rule) for rule in rules]
        for entry in entries:
            for head in _heads(entry.rule):
                self._standing.setdefault((head, entry.rule.safe), []).append(entry)
        self._needed = frozenset[Any]().union(*[_needs(e.rule) for e in entries])
        self._contained = frozenset[str]().union(*[e.rule.contains for e in entries])
        self._merged: dict[tuple[str, bool, frozenset[Any], frozenset[str]], list[RuleEntry]] = {}
        self._others: dict[tuple[str, bool], bool] = {}
        self._paired: dict[tuple[str, bool | None], list[RuleEntry]] = {}

    def entries(self, term: Term, safe: bool) -> list[RuleEntry]:
        """The rules worth trying at a term, by rank: those whose needed arguments and heads are there."""
        children = _children(term) & self._needed
        heads = heads_in(term) & self._contained if self._contained else _NO_HEADS
        key = (term.head, safe, children, heads)
        found = self._merged.get(key)
        if found is None:
            fitting = [e for e in self._at(term, safe) if _needs(e.rule) <= children and e.rule.contains <= heads]
            found = self._merged[key] = sorted(fitting, key=lambda e: e.rule.rank)
        return found

    def has_others(self, term: Term, safe: bool) -> bool:
        """Whether there are rules for a flat term other than those for two arguments."""
        found = self._others.get((term.head, safe))
        if found is None:
            found = self._others[term.head, safe] = not all(e.paired for e in self._at(term, safe))
        return found

    def _at(self, term: Term, safe: bool) -> list[RuleEntry]:
        any_head = "?formula" if is_formula(term) else "?expression"
        return [*self._standing.get((term.head, safe), ()), *self._standing.get((any_head, safe), ())]

    def paired(self, head: str, safe: bool | None) -> list[RuleEntry]:
        """The rules for two arguments under a head, by rank: the safe ones, those that are not, or (None) all."""
        found = self._paired.get((head, safe))
        if found is None:
            kinds = (True, False) if safe is None else (safe,)
            entries = [e for kind in kinds for e in self._standing.get((head, kind), ()) if e.paired]
            found = self._paired[head, safe] = sorted(entries, key=lambda e: e.rule.rank)
        return found


def _children(term: Term) -> frozenset[Any]:
    """The heads of a term's arguments, and those arguments that are numbers and constants themselves."""
    found = term.memo.get("children")
    if found is None:
        leaves = [a for a in term.args if not a.args and a.head != "sym"]
        found = term.memo["children"] = frozenset([*[a.head for a in term.args], *leaves])
    return found


def heads_in(term: Term) -> frozenset[str]:
    """Every head that occurs in a term."""
    found: frozenset[str] | None = term.memo.get("heads in")
    if found is None:
        found = term.memo["heads in"] = frozenset({term.head}).union(*[heads_in(a) for a in term.args])
    return found


def _remembered(name: str) -> LetterTest:
    """A test, whose answer is kept on the term where it is costly: several rules ask the same of one equation's
    sides."""
    test = TESTS[name]
    if name not in COSTLY_TESTS:
        return test

    def ask(t: Term, unknowns: Unknowns) -> bool:
        key = ("test", name, unknowns)
        answer = t.memo.get(key)
        if answer is None:
            answer = t.memo[key] = test(t, unknowns)
        return bool(answer)

    return ask


def _letter_test(test: Test, before: LetterTest | None) -> LetterTest:
    """Whether a term passes a test, and those before; a term so deep that it cannot be tested does not."""
    decide, wanted = _remembered(test.name), not test.negated

    def passed(t: Term, unknowns: Unknowns) -> bool:
        try:
            return (before is None or before(t, unknowns)) and decide(t, unknowns) is wanted
        except TermError:
            return False

    return passed


@lru_cache(maxsize=4096)
def _heads(rule: Rule) -> tuple[str, ...]:
    """The heads of the terms a rule can match at its top."""
    left = rule.left
    if left.head == "sym":
        return ("?expression",)
    if is_formula_letter(left):
        return ("?formula",)
    if left.head in RELATIONS and FLIPPED[left.head] != left.head and not rule.oriented:
        return (left.head, FLIPPED[left.head])
    return (left.head,)


@lru_cache(maxsize=4096)
def _needs(rule: Rule) -> frozenset[Any]:
    """Heads, numbers and constants that must be among the arguments of any term the rule matches."""
    found: set[Any] = set()
    for p in rule.left.args:
        if not p.args and p.head != "sym":
            found.add(p)
        elif _rigid_head(p, rule):
            found.add(p.head)
    return frozenset(found)


def _rigid_head(p: Term, rule: Rule) -> bool:
    if p.head in ("sym", "neg") or is_formula_letter(p):
        return False
    if p.head in ("add", "mul"):
        return not any(a.head == "sym" and a.value in rule.optional for a in p.args)
    if p.head == "pow":
        return not rule.squares
    return p.head not in RELATIONS or FLIPPED[p.head] == p.head
