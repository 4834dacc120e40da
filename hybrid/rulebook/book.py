"""The rule book: rules by name and by head, and what they make of a term.

A rule is tried only where its left side's head stands and where the heads its arguments need are present;
each rule's matcher is built once for a set of unknowns, and the rewrites of a term are remembered on the
term, which is interned: a subterm that many states share is matched once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from hybrid.compute import HELPERS, TESTS
from hybrid.paths import folder
from hybrid.problem import GoalKind
from hybrid.rulebook.load import RuleError, read_rules
from hybrid.rulebook.match import LetterTest, Matcher
from hybrid.rulebook.rule import Rule, Test, extend, extension_head, instantiate, is_formula_letter
from hybrid.term import ASSOCIATIVE, FLIPPED, RELATIONS, Term, TermError, is_formula, sym

# The books in reading order; a safe rule of an earlier file goes before one of a later file.
MAX_REWRITES = 64


@dataclass(frozen=True)
class Rewrite:
    """A rule at one term: `term -> new` under `substitution` ("_" is the rest of a sum, product, ...)."""

    rule: Rule
    substitution: Mapping[str, Term]
    new: Term


class Rulebook:
    """An ordered collection of rules with distinct names. Immutable."""

    def __init__(self, rules: Iterable[Rule]):
        """Raises RuleError for two rules of one name."""
        self.rules: tuple[Rule, ...] = tuple(replace(r, rank=r.level * 10_000 + i) for i, r in enumerate(rules))
        self.by_name: dict[str, Rule] = {}
        for rule in self.rules:
            if rule.name in self.by_name:
                other = self.by_name[rule.name]
                raise RuleError(
                    f"{rule.file}:{rule.line}: the name {rule.name} is taken by {other.file}:{other.line}",
                    text=rule.source,
                    line=rule.line,
                    column=1,
                    expected=("a name of its own",),
                    example=rule.name + "-2 : ...",
                )
            self.by_name[rule.name] = rule
        self._matching: dict[frozenset[str], _Matching] = {}
        self._views: dict[tuple[GoalKind, str | None, bool], Rulebook] = {}

    @staticmethod
    def load(path: Path | None = None) -> Rulebook:
        """The shipped book (read once), or the `.rules` files of another folder. Raises RuleError, OSError."""
        return _shipped() if path is None else Rulebook.read(sorted(path.glob("*.rules")))

    @staticmethod
    def read(paths: Iterable[Path]) -> Rulebook:
        return Rulebook([rule for path in paths for rule in read_rules(path)])

    @property
    def digest(self) -> str:
        """A short hash of the rules' texts; a proof file names the book it was made with."""
        return hashlib.sha256("\n".join(r.source for r in self.rules).encode()).hexdigest()[:16]

    def __iter__(self) -> Iterator[Rule]:
        return iter(self.rules)

    def __len__(self) -> int:
        return len(self.rules)

    def select(self, goal: GoalKind, method: str | None = None, fine: bool = False) -> Rulebook:
        """The rules worth trying for a goal: coarse ones, or with `fine` the small steps; of the rules
        that belong to a method only that method's, when one is asked for."""
        key = (goal, method, fine)
        if key not in self._views:
            self._views[key] = Rulebook(
                r
                for r in self.rules
                if r.fine is fine and (not r.goals or goal in r.goals) and (not r.method or method in (None, r.method))
            )
        return self._views[key]

    def rewrites(self, term: Term, unknowns: frozenset[str], safe: bool) -> list[Rewrite]:
        """What the safe (or the other) rules make of a term at its top; guards are not looked at."""
        matching = self._matching.get(unknowns)
        if matching is None:
            matching = self._matching[unknowns] = _Matching(self, unknowns)
        key = (matching, safe)
        found = term.memo.get(key)
        if found is None:
            found = term.memo[key] = matching.rewrites(term, safe)
        return found  # type: ignore[no-any-return]


@cache
def _shipped() -> Rulebook:
    return Rulebook.read(sorted(folder("rules").glob("*.rules")))


class _Matching:
    """The matchers of a book for one set of unknowns."""

    def __init__(self, book: Rulebook, unknowns: frozenset[str]):
        self.unknowns = unknowns
        self.index: dict[tuple[str, bool], list[tuple[Rule, Matcher, frozenset[str]]]] = {}
        for rule in book.rules:
            entry = (rule, Matcher(rule, self._letter_tests(rule)), _needs(rule))
            for head in _heads(rule):
                self.index.setdefault((head, rule.safe), []).append(entry)

    def _letter_tests(self, rule: Rule) -> dict[str, LetterTest]:
        tests: dict[str, LetterTest] = {}
        for test in (*rule.sound_tests, *rule.tests):
            if test.argument.head == "sym" and test.argument.value in rule.left.free:
                name, before = test.argument.value, tests.get(test.argument.value)
                tests[name] = _letter_test(test, self.unknowns, before)
        return tests

    def rewrites(self, term: Term, safe: bool) -> list[Rewrite]:
        found: list[Rewrite] = []
        heads = {a.head for a in term.args}
        any_head = "?formula" if is_formula(term) else "?expression"
        seen: set[str] = set()
        for rule, matcher, needs in (*self.index.get((term.head, safe), ()), *self.index.get((any_head, safe), ())):
            if not needs <= heads:
                continue
            for env in matcher.matches(term):
                rewrite = self._complete(rule, env, term)
                if rewrite is not None and rewrite.new.key not in seen and rewrite.new is not term:
                    seen.add(rewrite.new.key)
                    found.append(rewrite)
                    if safe:
                        break  # one way to apply a safe rule is as good as another
            if len(found) >= MAX_REWRITES:
                break
        found.sort(key=lambda r: r.rule.rank)
        return found

    def _complete(self, rule: Rule, env: dict[str, Term], term: Term) -> Rewrite | None:
        if rule.computed and "x" not in rule.left.free:
            here = sorted(term.free & self.unknowns)
            if here:
                env = {**env, "x": sym(here[0])}
        try:
            for computed in rule.computed:
                if any(not a.free <= env.keys() for a in computed.arguments):
                    return None
                arguments = [instantiate(a, env, rule.optional) for a in computed.arguments]
                value = HELPERS[computed.helper](*arguments)
                if value is None:
                    return None
                values = value if isinstance(value, tuple) else (value,)
                if len(values) != len(computed.names):
                    return None
                env = {**env, **dict(zip(computed.names, values, strict=True))}
            if not passes(rule, env, self.unknowns):
                return None
            new = instantiate(rule.right, env, rule.optional)
            head = extension_head(rule)
            if head is not None and "_" in env:
                new = _put_back(head, rule, env, new, term)
        except TermError:
            return None
        return Rewrite(rule, env, new)


def _put_back(head: str, rule: Rule, env: Mapping[str, Term], new: Term, term: Term) -> Term:
    """The new part where the old one began, the rest in its order."""
    rest = env["_"]
    kept = list(rest.args if rest.head == head else (rest,))
    args: list[Term] = []
    placed = False
    for arg in term.args:
        if kept and arg is kept[0]:
            args.append(kept.pop(0))
        elif not placed:
            args.append(new)
            placed = True
    if kept or not placed:
        return extend(head, new, rest)
    from hybrid.term import make

    return make(head, args)


def passes(rule: Rule, env: Mapping[str, Term], unknowns: frozenset[str]) -> bool:
    """Whether a complete substitution passes the rule's tests."""
    for test in (*rule.sound_tests, *rule.tests):
        subject = instantiate(test.argument, env, rule.optional)
        if TESTS[test.name](subject, unknowns) is test.negated:
            return False
    return True


def _letter_test(test: Test, unknowns: frozenset[str], before: LetterTest | None) -> LetterTest:
    decide: Callable[[Term, frozenset[str]], bool] = TESTS[test.name]
    wanted = not test.negated
    if before is None:
        return lambda t: decide(t, unknowns) is wanted
    return lambda t: before(t) and decide(t, unknowns) is wanted


def _heads(rule: Rule) -> tuple[str, ...]:
    """The heads of the terms a rule can match at its top."""
    left = rule.left
    if left.head == "sym":
        return ("?expression",)
    if is_formula_letter(left):
        return ("?formula",)
    if left.head in RELATIONS and FLIPPED[left.head] != left.head:
        return (left.head, FLIPPED[left.head])
    return (left.head,)


def _needs(rule: Rule) -> frozenset[str]:
    """Heads that must occur among the arguments of any term the rule matches."""
    if rule.left.head not in RELATIONS and rule.left.head not in ASSOCIATIVE and len(rule.left.args) > 2:
        return frozenset()
    return frozenset(a.head for a in rule.left.args if _rigid_head(a, rule))


def _rigid_head(p: Term, rule: Rule) -> bool:
    if p.head in ("sym", "neg") or is_formula_letter(p):
        return False
    if p.head in ("add", "mul"):
        return not any(a.head == "sym" and a.value in rule.optional for a in p.args)
    if p.head == "pow":
        return not rule.squares
    return p.head not in RELATIONS or FLIPPED[p.head] == p.head
