"""What rules make of a term.

A rule is tried only where its left side's head stands and where the heads its arguments need are present;
a rule for two arguments of a sum is tried on those pairs that it may match (`pairs`), and what it makes of
a pair is remembered on the pair, which many sums share.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from hybrid.compute import HELPERS, TESTS
from hybrid.rulebook.match import LetterTest, Matcher, is_letter, name_of
from hybrid.rulebook.pairs import Halves, Pairing, halves, paired
from hybrid.rulebook.rule import Rule, Test, extend, is_formula_letter, ready
from hybrid.term import ASSOCIATIVE, FLIPPED, RELATIONS, Term, TermError, is_formula, make, splice, sym

MAX_REWRITES = 64
_NO_HEADS: frozenset[str] = frozenset()
COSTLY_TESTS = frozenset({"linear", "quadratic", "polynomial", "rationalfunction", "brackets", "fraction_in"})


class Rewrite(NamedTuple):
    """A rule at one term, `term -> new`; `rest` are the arguments of a sum, product, ... it left alone."""

    rule: Rule
    bound: Mapping[str, Term]
    new: Term
    rest: tuple[Term, ...] = ()

    @property
    def substitution(self) -> Mapping[str, Term]:
        """The rule's letters, and "_" for the rest."""
        return {**self.bound, "_": make(self.rule.left.head, self.rest)} if self.rest else self.bound


_Instance = Callable[[Mapping[str, Term]], Term]
_Asked = tuple[Callable[[Term, frozenset[str]], bool], _Instance, bool]  # a test, of what, and whether it must fail


class RuleEntry:
    """A rule for one set of unknowns. What using it takes is made when it is first tried: most rules never are.

    paired   whether the rule is for two arguments, of which there may be more
    wants_x  whether the unknown of the term stands for the letter x
    before, after  tests of what is no single letter, before and after computing
    helpers  function, arguments, whether x is among them, names of the results
    """

    def __init__(self, rule: Rule, unknowns: frozenset[str]):
        self.rule, self.unknowns = rule, unknowns
        self.paired = paired(rule)
        self.wants_x = bool(rule.computed) and "x" not in rule.left.free

    @cached_property
    def matcher(self) -> Matcher:
        letters: dict[str, LetterTest] = {}
        for test in (t for t in _tests(self.rule) if _of_letter(t, self.rule)):
            name = name_of(test.argument)
            letters[name] = _letter_test(test, self.unknowns, letters.get(name))
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
        return _remembered(test.name, self.unknowns), ready(test.argument, self.rule.optional), test.negated

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


class SafeRewrites:
    """The safe rewrites of one term, one for each rule that applies, in the order of rank, made on demand."""

    __slots__ = ("_entries", "_matching", "_next", "_term", "found")

    def __init__(self, matching: Matching, term: Term):
        self._matching, self._term, self._next = matching, term, 0
        self._entries = matching.entries(term, True)
        self.found: list[Rewrite] = []

    def within(self, rank: int) -> list[Rewrite]:
        """Those of rank at most `rank`, or at least up to the first one found."""
        entries, found = self._entries, self.found
        while not found and self._next < len(entries) and entries[self._next].rule.rank <= rank:
            self._advance()
        return found

    def all(self) -> list[Rewrite]:
        while self._next < len(self._entries):
            self._advance()
        return self.found

    def _advance(self) -> None:
        entry = self._entries[self._next]
        self._next += 1
        rewrite = next(self._matching.apply(entry, self._term), None)
        if rewrite is not None:  # one way to apply a safe rule is as good as another
            self.found.append(rewrite)


class Matching:
    """The matchers of a book for one set of unknowns."""

    def __init__(self, rules: Iterable[Rule], unknowns: frozenset[str]):
        self.unknowns = unknowns
        self._index: dict[tuple[str, bool], list[RuleEntry]] = {}
        for rule in rules:
            entry = RuleEntry(rule, unknowns)
            for head in _heads(rule):
                self._index.setdefault((head, rule.safe), []).append(entry)
        rules = [e.rule for some in self._index.values() for e in some]
        self._needed = frozenset[Any]().union(*map(_needs, rules))
        self._contained = frozenset[str]().union(*[r.contains for r in rules])
        self._merged: dict[tuple[str, bool, frozenset[Any], frozenset[str]], list[RuleEntry]] = {}
        self._others: dict[tuple[str, bool], bool] = {}
        self._pairs: dict[tuple[str, bool | None], tuple[Pairing, list[RuleEntry]]] = {}

    def owners(self) -> frozenset[object]:
        """What terms remember something under."""
        return frozenset([self, *(pairing for pairing, _ in self._pairs.values())])

    def entries(self, term: Term, safe: bool) -> list[RuleEntry]:
        """The rules worth trying at a term, by rank: those whose needed arguments and heads are there."""
        children = _children(term) & self._needed
        heads = _heads_in(term) & self._contained if self._contained else _NO_HEADS
        key = (term.head, safe, children, heads)
        found = self._merged.get(key)
        if found is None:
            any_head = "?formula" if is_formula(term) else "?expression"
            both = [*self._index.get((term.head, safe), ()), *self._index.get((any_head, safe), ())]
            fitting = [e for e in both if _needs(e.rule) <= children and e.rule.contains <= heads]
            found = self._merged[key] = sorted(fitting, key=lambda e: e.rule.rank)
        return found

    def all(self, term: Term) -> list[Rewrite]:
        """The rewrites of a term by all its rules, the safe ones first, at most MAX_REWRITES of each kind."""
        if term.head not in ASSOCIATIVE:
            return [*self.every(term, True), *self.every(term, False)]
        pairwise = self._pairwise(term, None)
        safe = self._together(term, True, [r for r in pairwise if r.rule.safe])
        return [*safe, *self._together(term, False, [r for r in pairwise if not r.rule.safe])]

    def every(self, term: Term, safe: bool) -> list[Rewrite]:
        """The rewrites of a term by all its rules of one kind, at most MAX_REWRITES."""
        if term.head in ASSOCIATIVE:
            return self._together(term, safe, self._pairwise(term, safe))
        return _distinct([r for e in self.entries(term, safe) for r in self.apply(e, term)])

    def _together(self, term: Term, safe: bool, pairwise: list[Rewrite]) -> list[Rewrite]:
        """The rewrites of a flat term by rules that are not for two arguments, and by those that are."""
        if not self._has_others(term, safe):
            return _distinct(pairwise)
        made = [r for e in self.entries(term, safe) if not e.paired for r in self.apply(e, term)]
        made.extend(pairwise)
        if len(term.args) == 2:
            made.sort(key=lambda r: r.rule.rank)
        return _distinct(made)

    def _has_others(self, term: Term, safe: bool) -> bool:
        """Whether there are rules for a flat term other than those for two arguments."""
        found = self._others.get((term.head, safe))
        if found is None:
            any_head = "?formula" if is_formula(term) else "?expression"
            rules = [*self._index.get((term.head, safe), ()), *self._index.get((any_head, safe), ())]
            found = self._others[term.head, safe] = not all(e.paired for e in rules)
        return found

    def _pairwise(self, term: Term, safe: bool | None) -> list[Rewrite]:
        """The rewrites by rules for two arguments (safe, not safe, or any) of every two arguments."""
        pairing, entries = self.pairings(term.head, safe)
        made: list[Rewrite] = []
        if not entries:
            return made
        head, args, key, held = term.head, term.args, (pairing, "pair"), []
        for i, j in pairing.candidates(args):
            pair = splice(head, (), args[i], (args[j],))
            rewrites = pair.memo.get(key)
            if rewrites is None:
                rewrites = pair.memo[key] = self._of_pair(pair, pairing, entries)
            if pair is term:
                made.extend(rewrites)
            else:
                held.append(pair)
                made.extend([_beside(r, term, i, j) for r in rewrites])
        if held:
            # other sums share the pairs, which live as long as one of them does
            term.memo[key, "held"] = held
        return made

    def _of_pair(self, pair: Term, pairing: Pairing, entries: list[RuleEntry]) -> list[Rewrite]:
        """What rules for two arguments make of two."""
        made = []
        for k, env in pairing.matches(*pair.args):
            entry = entries[k]
            if entry.rule.contains and not entry.rule.contains <= _heads_in(pair):
                continue
            rewrite = self._complete(entry, env, pair)
            if rewrite is not None and rewrite.new is not pair:
                made.append(rewrite)
        return made

    def pairings(self, head: str, safe: bool | None) -> tuple[Pairing, list[RuleEntry]]:
        """The rules for two arguments under a head: the safe ones, those that are not, or (None) all of them."""
        found = self._pairs.get((head, safe))
        if found is None:
            kinds = (True, False) if safe is None else (safe,)
            entries = [e for kind in kinds for e in self._index.get((head, kind), ()) if e.paired]
            entries.sort(key=lambda e: e.rule.rank)
            found = self._pairs[head, safe] = Pairing([e.halves for e in entries]), entries
        return found

    def apply(self, entry: RuleEntry, term: Term) -> Iterator[Rewrite]:
        """The rewrites of a term by one rule, lazily."""
        if entry.paired and len(term.args) > 2:
            for i, j, pair in self._likely_pairs(term, entry.rule.safe):
                for rewrite in self.apply(entry, pair):
                    yield _beside(rewrite, term, i, j)
            return
        for env in entry.matcher.matches(term):
            made = self._complete(entry, env, term)
            if made is not None and made.new is not term:
                yield made

    def _likely_pairs(self, term: Term, safe: bool) -> list[tuple[int, int, Term]]:
        """The pairs of arguments that some rule of one kind may match, each as a term of its own."""
        pairing, _ = self.pairings(term.head, safe)
        key = (pairing, "likely")
        found: list[tuple[int, int, Term]] | None = term.memo.get(key)
        if found is None:
            args = term.args
            found = term.memo[key] = [
                (i, j, splice(term.head, (), args[i], (args[j],))) for i, j in pairing.candidates(args)
            ]
        return found

    def _complete(self, entry: RuleEntry, env: dict[str, Term], term: Term) -> Rewrite | None:
        rule, unknowns = entry.rule, self.unknowns
        try:
            for test, argument, negated in entry.before:
                if test(argument(env), unknowns) is negated:
                    return None
            if entry.wants_x:
                here = term.free & unknowns
                if here:
                    env = {**env, "x": sym(min(here))}
            for helper, arguments, of_x, names in entry.helpers:
                if of_x and entry.wants_x and "x" not in env:
                    return None
                value = helper(*[argument(env) for argument in arguments])
                if value is None:
                    return None
                values = value if isinstance(value, tuple) else (value,)
                if len(values) != len(names):
                    return None
                env = {**env, **dict(zip(names, values, strict=True))}
            for test, argument, negated in entry.after:
                if test(argument(env), unknowns) is negated:
                    return None
            new = entry.right(env)
            rest = env.get("_")
            if rest is not None:
                new = _put_back(rule.left.head, env, new, term)
        except TermError:
            return None
        return Rewrite(rule, env, new)


def _distinct(rewrites: Iterable[Rewrite]) -> list[Rewrite]:
    """The first rewrite to each new term, at most MAX_REWRITES."""
    found: dict[Term, Rewrite] = {}
    for rewrite in rewrites:
        found.setdefault(rewrite.new, rewrite)
    return list(found.values())[:MAX_REWRITES]


def _beside(rewrite: Rewrite, term: Term, i: int, j: int) -> Rewrite:
    """A rewrite of the arguments i and j of a term as one of the whole: the new part where the first stood."""
    before, after = term.args[:i], term.args[i + 1 : j] + term.args[j + 1 :]
    return Rewrite(rewrite.rule, rewrite.bound, splice(term.head, before, rewrite.new, after), before + after)


def _children(term: Term) -> frozenset[Any]:
    """The heads of a term's arguments, and those arguments that are numbers and constants themselves."""
    found = term.memo.get("children")
    if found is None:
        leaves = [a for a in term.args if not a.args and a.head != "sym"]
        found = term.memo["children"] = frozenset([*[a.head for a in term.args], *leaves])
    return found


def _heads_in(term: Term) -> frozenset[str]:
    """Every head that occurs in a term."""
    found = term.memo.get("heads in")
    if found is None:
        found = term.memo["heads in"] = frozenset({term.head}).union(*[_heads_in(a) for a in term.args])
    return found


def _remembered(name: str, unknowns: frozenset[str]) -> Callable[[Term, frozenset[str]], bool]:
    """A test whose answer is kept on the term: several rules ask the same of one equation's sides."""
    test = TESTS[name]
    if name not in COSTLY_TESTS:
        return test
    key = ("test", name, unknowns)

    def ask(t: Term, _: frozenset[str]) -> bool:
        answer = t.memo.get(key)
        if answer is None:
            answer = t.memo[key] = test(t, unknowns)
        return bool(answer)

    return ask


def _put_back(head: str, env: Mapping[str, Term], new: Term, term: Term) -> Term:
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
    return make(head, args)


def _letter_test(test: Test, unknowns: frozenset[str], before: LetterTest | None) -> LetterTest:
    """Whether a term passes a test, and those before; a term so deep that it cannot be tested does not."""
    decide, wanted = _remembered(test.name, unknowns), not test.negated

    def passed(t: Term) -> bool:
        try:
            return (before is None or before(t)) and decide(t, unknowns) is wanted
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
