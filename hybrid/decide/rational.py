"""Equality of expressions by exact algebra: the workhorse.

Two expressions are equal wherever both are defined when the cross-multiplied difference of their normal
forms is zero. Quotients of polynomials in the letters alone are compared at once (`kronecker`, and in Z[letters]
what is large); for them a difference that is not zero is a refutation, and a point is found where both are defined and
differ: a polynomial that is not zero is zero on no large grid. Other expressions are compared in a ring of
generators with relations (`identity`), closed ones also by the sign of their difference (`closed`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import count, islice, product
from typing import Final

from hybrid.decide import kronecker
from hybrid.decide.closed import compare
from hybrid.decide.evaluate import UNDEFINED, NotKnown, NoValue, compiled, truth
from hybrid.decide.identity import identical
from hybrid.decide.kronecker import quotient
from hybrid.decide.normal import normal
from hybrid.decide.ring import (
    Exponents,
    NotRational,
    Nowhere,
    TooBig,
    letters_environment,
    monomials,
    poly_term,
    ratio,
    times,
)
from hybrid.decide.verdict import Verdict, proved, refuted, unknown
from hybrid.term import Term, equal, num, sym

__all__ = ["as_ratio", "from_poly", "same_value", "to_poly"]

BY: Final = "rational"
MAX_FIRST = 2**1_000
MAX_POINTS = 3_000
MAX_POINTS_GIVEN = 300

Monomials = dict[Exponents, Fraction]


def same_value(
    a: Term, b: Term, domains: Mapping[str, str] | None = None, given: Sequence[Term] = (), point: bool = True
) -> Verdict:
    """Whether a = b at every point (of the domains, where `given` holds) at which both are defined.

    Refuted, with a point where both are defined and differ, only for quotients of polynomials in the
    letters and for closed expressions. `given` are formulas known to be true; comparisons among them tell
    signs, as in sqrt(x^2) = x given x >= 0. point: whether to look for a point where the sides differ.
    """
    if a is b:
        return _PROVED
    names = tuple(sorted(a.free | b.free))
    try:
        differ = _differ_at(_first(names), a, b)
        if differ and not given:
            return refuted(BY, _first_terms(names))  # most wrong steps end here
        if not differ:
            differ = not _same(a, b, names)
    except NotRational:
        return _other(a, b, domains, given)
    except TooBig:
        return _other(a, b, domains, given)
    except Nowhere:
        return _PROVED if equal(a, b) else unknown(BY, "a side is defined nowhere")
    if not differ:
        return _PROVED
    if not point:
        return unknown(BY, "the difference is not zero")
    names = tuple(sorted(a.free.union(b.free, *(h.free for h in given))))
    found = _separating_point(a, b, names, given)
    return unknown(BY, "no point found where the sides differ") if found is None else refuted(BY, found)


def _same(a: Term, b: Term, names: tuple[str, ...]) -> bool:
    """Whether a and b are the same quotient of polynomials. Raises NotRational, Nowhere, TooBig."""
    try:
        return kronecker.same(a, b, names)
    except TooBig:
        env = letters_environment(names)
        (n, d), (m, c) = ratio(a, env), ratio(b, env)
        return bool((n == m and d == c) or times(n, c) == times(m, d))


def _differ_at(point: Mapping[str, int], a: Term, b: Term) -> bool:
    """Whether quotients of polynomials are seen to differ at a point where nothing was divided by zero. Large numbers
    are not looked at. Raises NotRational."""
    try:
        (n, d), (m, c) = quotient(a, point), quotient(b, point)
    except (Nowhere, TooBig):
        return False
    return max(n, d, m, c) <= MAX_FIRST and min(n, d, m, c) >= -MAX_FIRST and n * c != m * d


@lru_cache(maxsize=1024)
def _first(names: tuple[str, ...]) -> dict[str, int]:
    """The first point of the grid."""
    return next(_grid(names))


@lru_cache(maxsize=1024)
def _first_terms(names: tuple[str, ...]) -> Mapping[str, Term]:
    """The first point of the grid, in terms."""
    return {x: num(v) for x, v in _first(names).items()}


def to_poly(t: Term, letters: Sequence[str]) -> Monomials | None:
    """t as a polynomial in the letters: exponents -> rational coefficient, without zeros.

    None when t is not one that is defined everywhere (so not for x^2/x), or is too large.
    """
    names = tuple(letters)
    try:
        n, d = ratio(t, letters_environment(names), total=True)
    except (NotRational, TooBig, Nowhere):
        return None
    return {e: Fraction(c, d) for e, c in monomials(n, len(names)).items()}


def from_poly(coefficients: Mapping[Exponents, Fraction | int], letters: Sequence[str]) -> Term:
    """The polynomial as a sum in school form, by falling degree: `x^2 - 5*x + 6`."""
    return poly_term(coefficients, [sym(name) for name in letters])


def as_ratio(t: Term) -> tuple[Monomials, Monomials, tuple[Term, ...]] | None:
    """Numerator and denominator in lowest terms, and the generators (letters and opaque terms) they are in.

    Equal to t wherever t is defined; whole coefficients without a common factor, the leading one of the
    denominator (lexicographic in the generators) positive. None when too large or defined nowhere.
    """
    try:
        u = normal(t)
    except (TooBig, Nowhere, RecursionError):
        return None
    up, down = ({e: Fraction(c) for e, c in monomials(p, len(u.gens)).items()} for p in (u.num, u.den))
    return up, down, u.gens


_PROVED: Final = proved(BY)


def _other(a: Term, b: Term, domains: Mapping[str, str] | None, given: Sequence[Term]) -> Verdict:
    if equal(a, b):
        return _PROVED
    same, reason = identical(a, b, given, domains)
    if same:
        return _PROVED
    if not a.free and not b.free:
        s = compare(a, b)
        if s == 0:
            return proved(BY, method="sign of the difference")
        if s is not None and s is not UNDEFINED and not given:
            return refuted(BY, {})
    return unknown(BY, reason)


def _separating_point(a: Term, b: Term, names: tuple[str, ...], given: Sequence[Term]) -> dict[str, Term] | None:
    f, g = compiled(a), compiled(b)
    for point in islice(_grid(names), MAX_POINTS_GIVEN if given else MAX_POINTS):
        try:
            if f(point) != g(point) and all(truth(h, point) for h in given):
                return {name: num(v) for name, v in point.items()}
        except (NoValue, NotKnown):
            continue
    return None


def _grid(names: tuple[str, ...]) -> Iterator[dict[str, int]]:
    """Natural numbers (members of every domain), some scattered points first, then a growing grid."""
    n = len(names)
    for start in (2, 3, 5, 7) if n else (0,):
        yield {name: start + 2 * i * i + i for i, name in enumerate(names)}
    for side in count() if n else ():
        for point in product(range(side + 1), repeat=n):
            if max(point) == side:
                yield dict(zip(names, point, strict=True))
