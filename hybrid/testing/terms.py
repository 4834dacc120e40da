"""Terms and formulas of every head the constructors build.

Whatever is drawn is put together with the constructors of `hybrid.term`, so it is normalised as terms are:
sums and products flat, signs folded into numbers.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction

from hypothesis import strategies as st

from hybrid.term import FALSE, PI, RELATIONS, TRUE, E, Term, make, num, root, sym

LETTERS = ("x", "y", "a", "n", "x_1", "theta", "apples", "log_2", "E5")
FUNCTIONS = ("f", "g", "foo")
# From simple to odd: a failing example shrinks to few choices first, then towards the front of each.
_KINDS = ("leaf num add mul neg div pow root log ln abs sin cos tan fact call").split()
_SMALL = tuple(map(num, (0, 1, 2)))
_RELATIONS = tuple(sorted(RELATIONS))


def _decimal(digits: int, places: int) -> Term:
    return num(Fraction(digits, 10**places))


def numbers() -> st.SearchStrategy[Term]:
    """Whole numbers, small and large, and decimals that end; 0 is the simplest.

    >>> numbers().example()                               # doctest: +SKIP
    -2.75
    """
    integers = st.one_of(st.integers(-12, 12), st.integers(-(10**30), 10**30)).map(num)
    decimals = st.tuples(st.integers(-5000, 5000), st.integers(0, 3)).map(lambda p: _decimal(*p))
    return st.one_of(integers, decimals)


_NUMBERS = numbers()


@dataclass(frozen=True)
class _Language:
    """What expressions are made of: the simplest leaves, the kinds of what is drawn, the names of calls."""

    leaves: tuple[Term, ...]
    kinds: tuple[str, ...]
    functions: tuple[str, ...]


def _language(letters: Sequence[str], functions: Sequence[str], heads: Collection[str] | None) -> _Language:
    def in_it(head: str) -> bool:
        return heads is None or head in heads

    numbers = _SMALL if in_it("num") else ()
    names = tuple(map(sym, letters)) if in_it("sym") else ()
    leaves = (*numbers, *names, *((E, PI) if in_it("const") else ()))
    if not leaves:
        raise ValueError("terms need a leaf: num, const, or sym with letters")
    kinds = [k for k in _KINDS if in_it("log" if k == "ln" else k) and (functions or k != "call")]
    return _Language(leaves, tuple(kinds if "leaf" in kinds else ["leaf", *kinds]), tuple(functions))


@st.composite
def _term(draw: st.DrawFn, language: _Language, depth: int) -> Term:
    kind = draw(st.sampled_from(language.kinds if depth > 0 else [k for k in language.kinds if k in ("leaf", "num")]))
    if kind == "leaf":
        return draw(st.sampled_from(language.leaves))
    if kind == "num":
        return draw(_NUMBERS)
    inner = _term(language, depth - 1)
    if kind in ("add", "mul"):
        return make(kind, [draw(inner) for _ in range(draw(st.integers(2, 4)))])
    if kind == "call":
        name = draw(st.sampled_from(language.functions))
        return make("call", [draw(inner) for _ in range(draw(st.integers(1, 2)))], name)
    if kind == "root":
        return root(draw(inner), draw(st.integers(2, 5)))
    if kind == "ln":
        return make("log", (draw(inner), E))
    if kind in ("div", "pow", "log"):
        return make(kind, (draw(inner), draw(inner)))
    return make(kind, (draw(inner),))


def terms(
    letters: Sequence[str] = LETTERS,
    functions: Sequence[str] = FUNCTIONS,
    depth: int = 4,
    heads: Collection[str] | None = None,
) -> st.SearchStrategy[Term]:
    """Expressions of every head the constructors build. They need not be defined anywhere: 1/0 is a term.

    letters    the names of the letters, simplest first; with () there are none
    functions  the names of calls; with () there are none
    depth      how many levels at most
    heads      only these heads, {"num", "sym", "add", "mul"} for polynomials; of `pow` any exponent comes

    >>> terms("xy", functions=()).example()               # doctest: +SKIP
    mul(x, add(y, -3))
    """
    return _term(_language(letters, functions, heads), depth)


@st.composite
def _formula(draw: st.DrawFn, language: _Language, depth: int, sides: int) -> Term:
    kind = draw(st.sampled_from(["atom", "truth", "defined", *(["and", "or", "implies"] if depth > 0 else [])]))
    side = _term(language, sides)
    if kind == "atom":
        return make(draw(st.sampled_from(_RELATIONS)), (draw(side), draw(side)))
    if kind == "truth":
        return draw(st.sampled_from([TRUE, FALSE]))
    if kind == "defined":
        return make("defined", (draw(side),))
    inner = _formula(language, depth - 1, sides)
    count = 2 if kind == "implies" else draw(st.integers(2, 3))
    return make(kind, [draw(inner) for _ in range(count)])


def formulas(
    letters: Sequence[str] = LETTERS,
    functions: Sequence[str] = FUNCTIONS,
    depth: int = 3,
    sides: int = 2,
    heads: Collection[str] | None = None,
) -> st.SearchStrategy[Term]:
    """Formulas: relations, true, false, defined(t), joined by and, or, =>.

    letters, functions, heads  as for `terms`: what the expressions in them are made of
    depth                      how many levels of connectives at most
    sides                      how many levels the expressions have at most

    >>> formulas("xy", functions=()).example()            # doctest: +SKIP
    and(lt(x, 0), eq(y, 2))
    """
    return _formula(_language(letters, functions, heads), depth, sides)
