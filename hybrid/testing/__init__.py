"""Hypothesis strategies of school mathematics, for your own property tests.

`terms`, `formulas` and `numbers` are in `terms`, exact values for letters in `values`, rules and the
substitutions at which they say something in `rules`, problems in `problems`. What they find shrinks to
what a person would write: 0 before 12, x before theta, one operation before five. docs/testing.md shows how to use
them.
"""

from hybrid.testing.problems import problems
from hybrid.testing.rules import instances, rules
from hybrid.testing.terms import FUNCTIONS, LETTERS, formulas, numbers, terms
from hybrid.testing.values import points

__all__ = ["FUNCTIONS", "LETTERS", "formulas", "instances", "numbers", "points", "problems", "rules", "terms"]
