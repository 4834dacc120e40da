"""How hard a problem is, measured on the derivation found for it.

    load = steps + different rules + log2(states expanded) / 2
    grade 1: load < 5     2: < 8     3: < 12     4: < 17     5: the rest

A person's work grows with the steps and with how many different ideas they need; the search adds what neither shows,
that there was much to choose from. The derivation is the one that the search found, not always the shortest there is.
"""

from __future__ import annotations

from math import log2

from hybrid.generate.row import Difficulty
from hybrid.problem import Derivation

BOUNDS = (5, 8, 12, 17)


def difficulty(derivation: Derivation, expanded: int) -> Difficulty:
    """expanded: states that the search expanded."""
    steps, rules = len(derivation.steps), len({s.rule for s in derivation.steps})
    return graded(steps, rules, expanded)


def graded(steps: int, rules: int, expanded: int) -> Difficulty:
    """The same, from its numbers."""
    load = steps + rules + log2(max(expanded, 1)) / 2
    grade = 1 + sum(load >= bound for bound in BOUNDS)
    return Difficulty(steps=steps, rules=rules, expanded=expanded, grade=grade)
