"""What rules make of a term.

A rule for two arguments of a sum is tried on those pairs that it may match (`pairs`), and what it makes of a pair is
remembered on the pair, which many sums share.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from hybrid.rulebook.entries import RuleEntry, RuleIndex, heads_in
from hybrid.rulebook.pairs import Pairing
from hybrid.rulebook.rule import Rule, extend
from hybrid.term import ASSOCIATIVE, Term, TermError, make, splice, sym

MAX_REWRITES = 64


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


class SafeRewrites:
    """The safe rewrites of one term, one for each rule that applies, in the order of rank, made on demand."""

    __slots__ = ("_entries", "_matching", "_next", "_term", "found")

    def __init__(self, matching: Matching, term: Term):
        self._matching, self._term, self._next = matching, term, 0
        self._entries = matching.index.entries(term, True)
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
    """The rules of a book tried for one set of unknowns."""

    def __init__(self, index: RuleIndex, unknowns: frozenset[str]):
        self.index, self.unknowns = index, unknowns
        self._pairs: dict[tuple[str, bool | None], Pairing] = {}

    def owners(self) -> frozenset[object]:
        """What terms remember something under."""
        return frozenset([self, *self._pairs.values()])

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
        return _distinct([r for e in self.index.entries(term, safe) for r in self.apply(e, term)])

    def _together(self, term: Term, safe: bool, pairwise: list[Rewrite]) -> list[Rewrite]:
        """The rewrites of a flat term by rules that are not for two arguments, and by those that are."""
        if not self.index.has_others(term, safe):
            return _distinct(pairwise)
        made = [r for e in self.index.entries(term, safe) if not e.paired for r in self.apply(e, term)]
        made.extend(pairwise)
        if len(term.args) == 2:
            made.sort(key=lambda r: r.rule.rank)
        return _distinct(made)

    def _pairwise(self, term: Term, safe: bool | None) -> list[Rewrite]:
        """The rewrites by rules for two arguments (safe, not safe, or any) of every two arguments."""
        entries = self.index.paired(term.head, safe)
        made: list[Rewrite] = []
        if not entries:
            return made
        pairing = self.pairing(term.head, safe)
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
            if entry.rule.contains and not entry.rule.contains <= heads_in(pair):
                continue
            rewrite = self._complete(entry, env, pair)
            if rewrite is not None and rewrite.new is not pair:
                made.append(rewrite)
        return made

    def pairing(self, head: str, safe: bool | None) -> Pairing:
        """The rules for two arguments under a head: the safe ones, those that are not, or (None) all of them."""
        found = self._pairs.get((head, safe))
        if found is None:
            rules = [e.halves for e in self.index.paired(head, safe)]
            found = self._pairs[head, safe] = Pairing(rules, self.unknowns)
        return found

    def apply(self, entry: RuleEntry, term: Term) -> Iterator[Rewrite]:
        """The rewrites of a term by one rule, lazily."""
        if entry.paired and len(term.args) > 2:
            for i, j, pair in self._likely_pairs(term, entry.rule.safe):
                for rewrite in self.apply(entry, pair):
                    yield _beside(rewrite, term, i, j)
            return
        for env in entry.matcher.matches(term, self.unknowns):
            made = self._complete(entry, env, term)
            if made is not None and made.new is not term:
                yield made

    def _likely_pairs(self, term: Term, safe: bool) -> list[tuple[int, int, Term]]:
        """The pairs of arguments that some rule of one kind may match, each as a term of its own."""
        pairing = self.pairing(term.head, safe)
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
        except (TermError, ArithmeticError):  # too large for a helper, or not of its kind
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
