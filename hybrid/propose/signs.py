"""Absolute values, roots and logarithms where a sign is known.

    |x - 5| = 5 - x          where x < 5 is given
    |x^2 + 1| = x^2 + 1
    sqrt(x^2*y) = |x|*sqrt(y)  where y > 0 is given
    ln(x^2) = 2*ln(x)          where x > 0 is given

The rules stand in the book; they are offered only where what is given proves their guards, so that no condition is
carried into an answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from hybrid.decide.signs import NONNEGATIVE, POSITIVE, Facts, Signs, sign_of
from hybrid.problem import Problem
from hybrid.propose.move import Move
from hybrid.propose.rules import move_of
from hybrid.rulebook import Rewrite, Rulebook
from hybrid.term import Place, Term, is_formula, keeper, subterms

RANK = 25_000  # after arithmetic and like terms
NONPOSITIVE: Signs = frozenset((-1, 0))
GOALS = frozenset({"simplify", "evaluate", "expand", "find"})
_WHOLE = "absolute-of-positive"
_TURNED = "absolute-of-negative"
_SPLIT = "out-of-root"
_LOGARITHM = "log-of-known-power"
WANTED = {_WHOLE: NONNEGATIVE, _TURNED: NONPOSITIVE, _SPLIT: NONNEGATIVE, _LOGARITHM: POSITIVE}


class SignProposer:
    """Offers the rules for absolute values, roots and logarithms whose guards the given signs prove."""

    def propose(self, state: Term, problem: Problem) -> Iterator[Move]:
        for place, rewrite in by_signs(state, problem):
            yield replace(move_of(place, rewrite), safe=True, rank=RANK)


def by_signs(state: Term, problem: Problem) -> list[tuple[Place, Rewrite]]:
    """Where such a rule applies, and what it makes there."""
    if problem.goal not in GOALS or is_formula(state):
        return []
    memo = keeper(state, *problem.given).memo
    key = ("by signs", state, problem.given, tuple(sorted(problem.domains.items())))
    if key not in memo:
        places = [(p, t) for p, t in subterms(state) if t.head in ("abs", "root", "log") and t.free]
        facts = Facts(problem.given, problem.domains) if places else None
        memo[key] = [(p, r) for p, t in places if facts for r in _rewrites(t, facts)]
    return memo[key]  # type: ignore[no-any-return]


def _rewrites(t: Term, facts: Facts) -> Iterator[Rewrite]:
    for rewrite in _rules().rewrites(t, frozenset()):
        bound, name = rewrite.substitution, rewrite.rule.name
        signs = sign_of(bound["b" if name == _SPLIT else "a"], facts)
        if name == _SPLIT and not bound["a"].free:
            continue
        if signs and (signs <= WANTED[name]):
            yield rewrite


@cache
def _rules() -> Rulebook:
    return Rulebook(r for r in Rulebook.load() if r.name in WANTED)
