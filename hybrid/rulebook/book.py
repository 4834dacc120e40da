"""The rule book: rules by name, the rules worth trying for a goal, and what they make of a term.

Each rule's left side is compiled once, and the rewrites of a term are remembered on the term, which is interned: a
subterm that many states share is matched once. They depend on the unknowns of the problem. A process that works on
many problems meets ever new sets of letters, so only what is remembered for the last sets is kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache, cached_property
from pathlib import Path

from hybrid.paths import folder
from hybrid.problem import GoalKind
from hybrid.rulebook.entries import RuleIndex
from hybrid.rulebook.load import RuleError, read_rules
from hybrid.rulebook.rewrites import Matching, Rewrite, SafeRewrites
from hybrid.rulebook.rule import Rule
from hybrid.term import Term, forget

MAX_MATCHINGS = 64  # sets of unknowns for which rewrites are remembered


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
        self._matching: dict[frozenset[str], Matching] = {}
        self._drops: dict[str, int] = {}
        self._views: dict[tuple[GoalKind, str | None, bool], Rulebook] = {}

    @staticmethod
    def load(path: Path | None = None) -> Rulebook:
        """The shipped book (read once), or the `.rules` files of another folder. Raises RuleError, OSError."""
        return _shipped() if path is None else Rulebook.read(sorted(path.glob("*.rules")))

    @staticmethod
    def read(paths: Iterable[Path]) -> Rulebook:
        return Rulebook([rule for path in paths for rule in read_rules(path)])

    @cached_property
    def index(self) -> RuleIndex:
        """The rules by the terms at which they are worth trying, compiled when they are first tried."""
        return RuleIndex(self.rules)

    @cached_property
    def digest(self) -> str:
        """A short hash of the rules' texts; a proof file names the book it was made with."""
        return hashlib.sha256("\n".join(r.source for r in self.rules).encode()).hexdigest()[:16]

    def largest_drop(self, feature: str) -> int:
        """The most that one use of any rule may lower a feature, 0 when some rule does not say."""
        if feature not in self._drops:
            drops = [rule.drops.get(feature) for rule in self.rules]
            self._drops[feature] = max([d for d in drops if d is not None], default=0) if None not in drops else 0
        return self._drops[feature]

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
                if r.fine is fine
                and (not r.goals or goal in r.goals)
                and (not r.method or method is None or method in r.method.split())
            )
        return self._views[key]

    def laws(self, goal: GoalKind, method: str | None = None) -> Rulebook:
        """The rules of which each is one law of the textbook: those that compute nothing or compare two numbers,
        and the fine ones, which compute at most one small thing, such as a sum of two numbers."""
        key = (goal, f"laws {method}", True)
        if key not in self._views:
            self._views[key] = Rulebook(
                r
                for r in self.rules
                if (r.fine or all(c.helper == "truth" for c in r.computed)) and (not r.goals or goal in r.goals)
            )
        return self._views[key]

    def safe(self, term: Term, unknowns: frozenset[str]) -> SafeRewrites:
        """What safe rules make of a term at its top, found one by one in the order of rank."""
        matching = self._for(unknowns)
        found = term.memo.get(matching)
        if found is None:
            found = term.memo[matching] = SafeRewrites(matching, term)
        return found

    def choices(self, term: Term, unknowns: frozenset[str]) -> list[Rewrite]:
        """What the rules that are not safe make of a term at its top; guards are not looked at."""
        matching = self._for(unknowns)
        key = (matching, "choices")
        found = term.memo.get(key)
        if found is None:
            found = term.memo[key] = matching.every(term, False)
        return found

    def rewrites(self, term: Term, unknowns: frozenset[str]) -> list[Rewrite]:
        """What any rule makes of a term at its top, in every way it matches."""
        matching = self._for(unknowns)
        key = (matching, "all")
        found = term.memo.get(key)
        if found is None:
            found = term.memo[key] = matching.all(term)
        return found

    def _for(self, unknowns: frozenset[str]) -> Matching:
        matching = self._matching.get(unknowns)
        if matching is None:
            if len(self._matching) >= MAX_MATCHINGS:
                oldest = self._matching.pop(next(iter(self._matching)), None)
                forget(oldest.owners() if oldest else ())
            matching = self._matching[unknowns] = self.matching(unknowns)
        return matching

    def matching(self, unknowns: frozenset[str]) -> Matching:
        """The rules tried for a set of unknowns; a book that looks on at its use gives another."""
        return Matching(self.index, unknowns)


@cache
def _shipped() -> Rulebook:
    return Rulebook.read(sorted(folder("rules").glob("*.rules")))
