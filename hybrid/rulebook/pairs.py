"""Rules for two arguments, tried on every pair of arguments of a sum, product, `and` or `or`.

Let a rule's left side be p + q. It matches the pair u, v when some s matches p with u and goes on to match
q with v (or the other way round). Both halves are matched once for every argument, not once for every pair:

    starts(u)     the substitutions that match p with u alone
    ends(v)       whether anything matches q with v alone

A letter L that p and q share must get one value: the values it has in starts(u) and those it can have in
ends(v) must meet. A pair that passes is matched in full, so all this only leaves out what cannot match.
What one argument can do for all the rules is a few bits (its `Profile`), kept on it: sums share arguments.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from hybrid.rulebook.match import Env, Halves
from hybrid.term import Term


@dataclass(slots=True, eq=False)
class Profile:
    """What one argument can do in the rules of a `Pairing`, a bit for each rule: be its first half, its
    second half, its second half standing first.

    starts  rule -> the matches of its first half; given: the values of its shared letter in them
    wanted  rule -> the values of its shared letter in the second half alone
    """

    first: int
    second: int
    turned: int
    starts: dict[int, Sequence[Env]]
    given: dict[int, frozenset[str]]
    wanted: dict[int, frozenset[str]]


_NOTHING: Env = {}


class Pairing:
    """The rules for two arguments under one head, numbered in their order."""

    def __init__(self, halves: Sequence[Halves]):
        self.halves = halves
        self._turned = sum(1 << k for k, h in enumerate(halves) if h.turned)
        self._lettered = sum(1 << k for k, h in enumerate(halves) if h.letter is not None)

    def profile(self, t: Term) -> Profile:
        found: Profile | None = t.memo.get(self)
        if found is None:
            found = t.memo[self] = self._profile(t)
        return found

    def _profile(self, t: Term) -> Profile:
        first = second = 0
        starts: dict[int, Sequence[Env]] = {}
        given: dict[int, frozenset[str]] = {}
        wanted: dict[int, frozenset[str]] = {}
        bit = 1
        for h in self.halves:
            letter = h.letter
            envs = h.first(t, _NOTHING)
            if envs:
                first |= bit
                starts[bit] = envs
                if letter is not None:
                    given[bit] = frozenset([e[letter].key for e in envs])
            ends: Any = h.alone is None or h.alone(t, _NOTHING)
            if ends:
                second |= bit
                if letter is not None:
                    wanted[bit] = frozenset([e[letter].key for e in ends])
            bit <<= 1
        return Profile(first, second, second & self._turned, starts, given, wanted)

    def candidates(self, args: Sequence[Term]) -> list[tuple[int, int]]:
        """The places i < j of two arguments that some rule may match."""
        profiles = [self.profile(a) for a in args]
        if not any([p.first for p in profiles]):
            return []
        lettered = self._lettered
        found = []
        for j, q in enumerate(profiles):
            first, second = q.first, q.second
            for i in range(j):
                p = profiles[i]
                straight, turned = p.first & second, first & p.turned
                if (
                    (straight | turned) & ~lettered
                    or straight and self._agreeing(straight, p.given, q.wanted)
                    or turned and self._agreeing(turned, q.given, p.wanted)
                ):
                    found.append((i, j))
        return found

    def _agreeing(self, rules: int, given: dict[int, frozenset[str]], wanted: dict[int, frozenset[str]]) -> int:
        """Those of the rules whose shared letter can have one value in both halves."""
        rest = rules & self._lettered
        while rest:
            bit = rest & -rest
            rest ^= bit
            if given[bit].isdisjoint(wanted[bit]):
                rules ^= bit
        return rules

    def matches(self, u: Term, v: Term) -> list[tuple[int, Env]]:
        """Every match of a rule with u and v, with the rule's number, in the order of rules."""
        p, q = self.profile(u), self.profile(v)
        straight = self._agreeing(p.first & q.second, p.given, q.wanted)
        turned = self._agreeing(q.first & p.turned, q.given, p.wanted) if u is not v else 0
        rest = straight | turned
        found: list[tuple[int, Env]] = []
        while rest:
            bit = rest & -rest
            rest ^= bit
            k = bit.bit_length() - 1
            second = self.halves[k].second
            if straight & bit:
                found.extend([(k, e) for env in p.starts[bit] for e in second(v, env)])
            if turned & bit:
                found.extend([(k, e) for env in q.starts[bit] for e in second(u, env)])
        return found
