"""How far a state is from its goal, in whole numbers.

Every feature is a count that is zero at the goal, so each use of a rule lowers it by at most what the rule
declares, and the largest quotient of count by drop is a lower bound on the steps to go.

    unsolved      atoms that are not in solved form
    occurrences   occurrences of unknowns in those atoms
    depth         how deep unknowns stand in them, summed over the atoms
    denominators  denominators with an unknown
    roots         roots of an unknown
    functions     abs, log, trigonometric functions and exponents with an unknown
    degree        degree beyond the first of powers of an unknown, summed
    unfinished    an expression that is not in the form asked for counts 1
"""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil

from hybrid.problem import Problem
from hybrid.rulebook import Rulebook
from hybrid.term import CONNECTIVES, Term, is_formula
from hybrid.value.goal import reached

FEATURES = ("unsolved", "occurrences", "depth", "denominators", "roots", "functions", "degree", "unfinished")
WEIGHTS = (3.0, 1.0, 0.5, 3.0, 3.0, 3.0, 1.5, 2.0)
SIZE_WEIGHT = 0.05

Features = tuple[int, ...]
ZERO_FEATURES: Features = (0,) * len(FEATURES)


def features(state: Term, problem: Problem) -> Features:
    """The counts of a state, in the order of FEATURES; all zero when the goal is reached."""
    if reached(state, problem):
        return ZERO_FEATURES
    unknowns = frozenset(problem.unknowns)
    if not is_formula(state) or not unknowns:
        return (*ZERO_FEATURES[:-1], 1)
    total = [0] * len(FEATURES)
    for atom in _atoms(state):
        if not _solved(atom, unknowns):
            for i, n in enumerate(_atom_features(atom, unknowns)):
                total[i] += n
    total[-1] = 1
    return tuple(total)


def _atoms(t: Term) -> list[Term]:
    return [a for arg in t.args for a in _atoms(arg)] if t.head in CONNECTIVES else [t]


def _solved(atom: Term, unknowns: frozenset[str]) -> bool:
    if not atom.args or atom.free.isdisjoint(unknowns):
        return not atom.args
    left = atom.args[0]
    if atom.head == "defined":
        return False
    return left.head == "sym" and left.value in unknowns and atom.args[1].free.isdisjoint(unknowns)


def _atom_features(atom: Term, unknowns: frozenset[str]) -> Features:
    key = ("features", unknowns)
    found = atom.memo.get(key)
    if found is None:
        occurrences, depth, counts = count(atom, unknowns)
        found = atom.memo[key] = (1, occurrences, depth, *counts, 0)
    return found


def count(t: Term, unknowns: frozenset[str]) -> tuple[int, int, tuple[int, int, int, int]]:
    """Occurrences, greatest depth, and (denominators, roots, functions, degree) of a term with unknowns."""
    if t.head == "sym":
        return (1, 0, (0, 0, 0, 0)) if t.value in unknowns else (0, 0, (0, 0, 0, 0))
    if t.free.isdisjoint(unknowns):
        return (0, 0, (0, 0, 0, 0))
    occurrences, depth = 0, 0
    d = r = f = g = 0
    for i, a in enumerate(t.args):
        n, deep, (d1, r1, f1, g1) = count(a, unknowns)
        if n:
            occurrences += n
            depth = max(depth, deep + 1)
            d, r, f, g = d + d1, r + r1, f + f1, g + g1
            if t.head == "div" and i == 1:
                d += 1
            elif t.head == "root":
                r += 1
            elif t.head in ("abs", "log", "sin", "cos", "tan", "fact", "call") or (t.head == "pow" and i == 1):
                f += 1
            elif t.head == "pow" and t.args[1].head == "num":
                g += abs(int(t.args[1].value)) - 1 if isinstance(t.args[1].value, int) else 1
    if t.head == "mul":
        g += max(0, sum(not a.free.isdisjoint(unknowns) for a in t.args) - 1)
    return (occurrences, depth, (d, r, f, g))


class Value:
    """The exact part of Q: an estimate of the cost to go, and a lower bound on it.

    `estimate` is inadmissible and guides; `bound` never overestimates the number of rule steps to go and
    is consistent: a step of rule R lowers a feature by at most R's declared drop, a feature R does not
    name by any amount. States where an equation may be substituted, or a function unfolded, have a bound
    of at most 1, since such a step may change everything. So have states with several unknowns or other letters:
    `y = ln(x)` for x and y, and conditions on a letter that is not asked for, count until all is solved.
    """

    def __init__(self, problem: Problem, book: Rulebook):
        self.problem = problem
        self._unknowns = frozenset(problem.unknowns)
        self.drops = tuple(book.largest_drop(name) for name in FEATURES)

    def price(self, state: Term) -> tuple[float, int]:
        """The estimate and the bound of a state."""
        counts = features(state, self.problem)
        return estimate(state, counts), self._bound(state, counts)

    def estimate(self, state: Term) -> float:
        return estimate(state, features(state, self.problem))

    def bound(self, state: Term) -> int:
        return self._bound(state, features(state, self.problem))

    def _bound(self, state: Term, counts: Features) -> int:
        if counts == ZERO_FEATURES:
            return 0
        if _substitutable(state) or len(self.problem.unknowns) > 1 or not state.free <= self._unknowns:
            return 1
        steps = [ceil(n / d) for n, d in zip(counts, self.drops, strict=True) if n and d]
        return max(1, *steps) if steps else 1


def estimate(state: Term, counts: Features) -> float:
    """A guess of the steps to go by the counts of a state: their sum by WEIGHTS, and a little for its size."""
    if counts == ZERO_FEATURES:
        return 0.0
    return sum(w * n for w, n in zip(WEIGHTS, counts, strict=True)) + SIZE_WEIGHT * state.size


def _substitutable(t: Term) -> bool:
    return t.head in ("and", "implies", "call") or any(_substitutable(a) for a in t.args)


def named(counts: Features) -> Mapping[str, int]:
    """A state's features by name, for show."""
    return dict(zip(FEATURES, counts, strict=True))
