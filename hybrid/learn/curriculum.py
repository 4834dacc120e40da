"""Problems to practise on, in five levels (hybrid.learn.levels).

    1  one or two steps: linear equations, like terms, powers
    2  brackets on both sides, linear inequalities, binomial formulas, first fractions
    3  quadratics, absolute values, roots, exponents and logarithms, identities
    4  the same within one another, rational equations, several solutions to check
    5  long ways: brackets on both sides that lead to a quadratic, sums of fractions with the unknown below

Problems count as one when their terms differ only in the names of the letters and the order of sums, products,
`and` and `or`. The least key over all ways to name n letters decides that; problems here have at most three.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from itertools import permutations
from random import Random

from hybrid.learn.levels import LEVELS
from hybrid.syntax.statement import parse_problem
from hybrid.term import Term, substitute, sym

LETTERS = "xxxtuz"
PATIENCE = 2_000  # draws without a new problem after which a level counts as used up
MAX_LETTERS = 6


@dataclass(frozen=True)
class Posed:
    """A statement, and the family that it is of."""

    family: str
    statement: str


def pose(level: int, rng: Random) -> Posed:
    """A problem of a level, each family equally likely. Raises ValueError for an unknown level."""
    if level not in LEVELS:
        raise ValueError(f"unknown level {level}: the levels are {', '.join(map(str, LEVELS))}")
    family = rng.choice(LEVELS[level])
    statement = family(rng)
    letter = rng.choice(LETTERS)
    statement = re.sub(r"\bx\b", letter, statement)
    return Posed(family.__name__, statement)


def generate(level: int, rng: Random) -> str:
    """The statement of a problem of a level. Raises ValueError for an unknown level."""
    return pose(level, rng).statement


def key_of(term: Term) -> str:
    """A text that two terms share exactly when they are equal up to the names of their letters (and the order of
    sums, products, `and` and `or`). Raises ValueError for more than MAX_LETTERS letters, there being too many ways
    to name them."""
    letters = sorted(term.free)
    if len(letters) > MAX_LETTERS:
        raise ValueError(f"{len(letters)} letters in {term}; at most {MAX_LETTERS} are compared")
    names = [sym(f"v{i}") for i in range(len(letters))]
    return min(substitute(term, dict(zip(letters, order, strict=True))).key for order in permutations(names))


def key(statement: str) -> str:
    """key_of what a statement speaks of. Raises InputError for text that is no statement."""
    return key_of(parse_problem(statement).term)


def stream(level: int, seed: int, exclude: Container[str] = frozenset()) -> Iterator[Posed]:
    """Different problems of a level, the same for the same seed in every process; it ends when nothing new comes.

    exclude  keys (see `key`) of problems to leave out
    Raises ValueError for an unknown level.
    """
    rng = Random(f"level {level} seed {seed}")
    seen: set[str] = set()
    vain = 0
    while vain < PATIENCE:
        posed = pose(level, rng)
        k = key(posed.statement)
        vain += 1
        if k in seen or k in exclude:
            continue
        seen.add(k)
        vain = 0
        yield posed


def problems(level: int, seed: int, count: int, exclude: Container[str] = frozenset()) -> list[str]:
    """The first `count` statements of the stream. Raises ValueError when the level has not that many."""
    found: list[str] = []
    if count <= 0:
        return found
    for posed in stream(level, seed, exclude):
        found.append(posed.statement)
        if len(found) == count:
            return found
    raise ValueError(f"level {level} with seed {seed} has {len(found)} different problems, fewer than {count}")
