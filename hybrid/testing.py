"""Hypothesis strategies of terms, for your own property tests.

    from hybrid.testing import formulas, terms

    @given(terms())
    def test_something(t): ...
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from hypothesis import strategies as st

from hybrid.term import (
    FALSE,
    PI,
    RELATIONS,
    TRUE,
    E,
    Term,
    add,
    conj,
    disj,
    div,
    make,
    mul,
    neg,
    num,
    power,
    root,
    sym,
)

LETTERS = ("x", "y", "a", "n", "x_1", "theta", "apples", "log_2", "E5")
FUNCTIONS = ("f", "g", "foo")


def numbers() -> st.SearchStrategy[Term]:
    """Integers, small and large, and decimals that end."""
    integers = st.one_of(st.integers(-12, 12), st.integers(-(10**30), 10**30)).map(num)
    decimals = st.tuples(st.integers(-5000, 5000), st.integers(0, 3)).map(lambda p: num(Fraction(p[0], 10 ** p[1])))
    return st.one_of(integers, decimals)


def terms(
    letters: Sequence[str] = LETTERS, functions: Sequence[str] = FUNCTIONS, max_leaves: int = 12
) -> st.SearchStrategy[Term]:
    """Expressions of every head the constructors build; `functions` are the names of calls (may be empty)."""
    leaves = st.one_of(numbers(), st.sampled_from([sym(x) for x in letters]), st.sampled_from([E, PI]))

    def extend(inner: st.SearchStrategy[Term]) -> st.SearchStrategy[Term]:
        several = st.lists(inner, min_size=2, max_size=4)
        made = [
            several.map(lambda ts: add(*ts)),
            several.map(lambda ts: mul(*ts)),
            inner.map(neg),
            st.tuples(inner, inner).map(lambda p: div(*p)),
            st.tuples(inner, inner).map(lambda p: power(*p)),
            st.tuples(inner, st.integers(2, 5)).map(lambda p: root(*p)),
            st.tuples(inner, inner).map(lambda p: make("log", p)),
            inner.map(lambda t: make("log", (t, E))),
            st.tuples(st.sampled_from(["abs", "sin", "cos", "tan", "fact"]), inner).map(lambda p: make(p[0], (p[1],))),
        ]
        if functions:
            args = st.lists(inner, min_size=1, max_size=2)
            made.append(st.tuples(st.sampled_from(list(functions)), args).map(lambda p: make("call", p[1], p[0])))
        return st.one_of(made)

    return st.recursive(leaves, extend, max_leaves=max_leaves)


def formulas(
    letters: Sequence[str] = LETTERS, functions: Sequence[str] = FUNCTIONS, max_leaves: int = 6
) -> st.SearchStrategy[Term]:
    """Formulas: relations between small expressions, joined by and, or, =>; true, false, defined(t)."""
    sides = terms(letters, functions, max_leaves=4)
    atoms = st.one_of(
        st.tuples(st.sampled_from(sorted(RELATIONS)), sides, sides).map(lambda p: make(p[0], p[1:])),
        sides.map(lambda t: make("defined", (t,))),
        st.sampled_from([TRUE, FALSE]),
    )

    def extend(inner: st.SearchStrategy[Term]) -> st.SearchStrategy[Term]:
        several = st.lists(inner, min_size=2, max_size=3)
        return st.one_of(
            several.map(lambda fs: conj(*fs)),
            several.map(lambda fs: disj(*fs)),
            st.tuples(inner, inner).map(lambda p: make("implies", p)),
        )

    return st.recursive(atoms, extend, max_leaves=max_leaves)
