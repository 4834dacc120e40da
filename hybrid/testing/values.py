"""Exact values for letters: small whole numbers, fractions and square roots, as the domain of each letter allows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from hypothesis import strategies as st

from hybrid.problem import Domain
from hybrid.term import Term, num, number, root

_NO_DOMAINS: Mapping[str, Domain] = {}
_ROOTS = (2, 3, 5, 6)


def value(domain: Domain = "real") -> st.SearchStrategy[Term]:
    """One number of a domain in finished form; 0 is the simplest. The real ones are rational or the root of a
    small number."""
    if domain == "natural":
        return st.integers(0, 12).map(num)
    integers = st.integers(-12, 12).map(num)
    if domain == "integer":
        return integers
    fractions = st.builds(Fraction, st.integers(-12, 12), st.integers(1, 6)).map(number)
    if domain == "rational":
        return st.one_of(integers, fractions)
    return st.one_of(integers, fractions, st.sampled_from(_ROOTS).map(num).map(root))


def points(
    letters: Iterable[str], domains: Mapping[str, Domain] = _NO_DOMAINS, *, roots: bool = True
) -> st.SearchStrategy[dict[str, Term]]:
    """A value for each of the letters, to be put in with `hybrid.term.substitute`.

    letters  the names; usually `sorted(t.free)`
    domains  letters that are not any real number, with their domain
    roots    whether real values may be square roots; without, they are rational

    >>> points("xy").example()                            # doctest: +SKIP
    {'x': 3, 'y': div(-1, 2)}
    """
    everywhere: Domain = "real" if roots else "rational"
    return st.fixed_dictionaries({x: _within(domains.get(x, "real"), everywhere) for x in sorted(set(letters))})


def _within(domain: Domain, everywhere: Domain) -> st.SearchStrategy[Term]:
    return value(everywhere if domain == "real" else domain)
