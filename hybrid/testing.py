"""Hypothesis strategies of terms, for your own property tests: `@given(terms())`, `@given(formulas())`."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from hypothesis import strategies as st

from hybrid.term import FALSE, PI, RELATIONS, TRUE, E, Term, make, num, root, sym

LETTERS = ("x", "y", "a", "n", "x_1", "theta", "apples", "log_2", "E5")
FUNCTIONS = ("f", "g", "foo")
_KINDS = ("num sym const add mul neg div pow root log ln abs sin cos tan fact call").split()


def _decimal(digits: int, places: int) -> Term:
    return num(Fraction(digits, 10**places))


def numbers() -> st.SearchStrategy[Term]:
    """Integers, small and large, and decimals that end."""
    integers = st.one_of(st.integers(-12, 12), st.integers(-(10**30), 10**30)).map(num)
    decimals = st.tuples(st.integers(-5000, 5000), st.integers(0, 3)).map(lambda p: _decimal(*p))
    return st.one_of(integers, decimals)


_NUMBERS = numbers()


@st.composite
def _term(draw: st.DrawFn, letters: Sequence[str], functions: Sequence[str], depth: int) -> Term:
    kinds = ["num", "sym", "const"] if depth <= 0 else _KINDS if functions else _KINDS[:-1]
    kind = draw(st.sampled_from(kinds))
    if kind == "num":
        return draw(_NUMBERS)
    if kind == "sym":
        return sym(draw(st.sampled_from(letters)))
    if kind == "const":
        return draw(st.sampled_from([E, PI]))
    inner = _term(letters, functions, depth - 1)
    if kind in ("add", "mul"):
        return make(kind, [draw(inner) for _ in range(draw(st.integers(2, 4)))])
    if kind == "call":
        return make("call", [draw(inner) for _ in range(draw(st.integers(1, 2)))], draw(st.sampled_from(functions)))
    if kind == "root":
        return root(draw(inner), draw(st.integers(2, 5)))
    if kind == "ln":
        return make("log", (draw(inner), E))
    if kind in ("div", "pow", "log"):
        return make(kind, (draw(inner), draw(inner)))
    return make(kind, (draw(inner),))


def terms(
    letters: Sequence[str] = LETTERS, functions: Sequence[str] = FUNCTIONS, depth: int = 4
) -> st.SearchStrategy[Term]:
    """Expressions of every head the constructors build, at most `depth` levels.

    `functions` are the names of calls; with () there are none.
    """
    return _term(tuple(letters), tuple(functions), depth)


@st.composite
def _formula(draw: st.DrawFn, letters: Sequence[str], functions: Sequence[str], depth: int, sides: int) -> Term:
    kind = draw(st.sampled_from(["atom", "truth", "defined", *(["and", "or", "implies"] if depth > 0 else [])]))
    side = _term(letters, functions, sides)
    if kind == "atom":
        return make(draw(st.sampled_from(sorted(RELATIONS))), (draw(side), draw(side)))
    if kind == "truth":
        return draw(st.sampled_from([TRUE, FALSE]))
    if kind == "defined":
        return make("defined", (draw(side),))
    inner = _formula(letters, functions, depth - 1, sides)
    count = 2 if kind == "implies" else draw(st.integers(2, 3))
    return make(kind, [draw(inner) for _ in range(count)])


def formulas(
    letters: Sequence[str] = LETTERS, functions: Sequence[str] = FUNCTIONS, depth: int = 3, sides: int = 2
) -> st.SearchStrategy[Term]:
    """Formulas: relations, true, false, defined(t), joined by and, or, =>, at most `depth` levels.

    `sides` is the depth of the expressions in them.
    """
    return _formula(tuple(letters), tuple(functions), depth, sides)
