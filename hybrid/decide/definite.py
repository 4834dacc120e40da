"""Polynomials that are seen to be nowhere negative: sums of squares, and quadratics without real roots."""

from __future__ import annotations

from typing import Literal

from hybrid.decide.ring import Exponents, context, monomials, ratio
from hybrid.term import E, Term

Definite = Literal["positive", "nonnegative"]


def definite(f: Term, gens: tuple[Term, ...]) -> Definite | None:
    """Whether the polynomial f over `gens` is > 0, or >= 0, wherever it is defined; None when not seen."""
    memo = f.memo
    if "definite" not in memo:
        memo["definite"] = _definite(f, gens)
    return memo["definite"]  # type: ignore[no-any-return]


def is_positive(base: Term) -> bool:
    """Whether a generator is positive wherever it is defined, by its form (numbers among them are primes)."""
    if base.head == "root":
        return is_positive(base.args[0])
    if base.head == "pow":
        return base.args[0] is E or base.args[0].head == "num" and base.args[0].value > 0
    return base.head in ("num", "const", "fact")


def is_nonnegative(base: Term) -> bool:
    """Whether a generator is nowhere negative, by its form."""
    if base.head == "root":
        return is_nonnegative(base.args[0])
    return base.head == "abs" or is_positive(base)


def _definite(f: Term, gens: tuple[Term, ...]) -> Definite | None:
    env = {(g.value if g.head == "sym" else g): (v, 1) for g, v in zip(gens, context(len(gens)).gens(), strict=True)}
    coefficients = monomials(ratio(f, env)[0], len(gens))
    if _no_real_root(coefficients):
        return "positive"
    strict = False
    for exponents, c in coefficients.items():
        odd = [g for g, k in zip(gens, exponents, strict=True) if k % 2]
        if c < 0 or not all(is_nonnegative(g) for g in odd):
            return None
        strict = strict or all(is_positive(g) for g, k in zip(gens, exponents, strict=True) if k)
    return "positive" if strict else "nonnegative"


def _no_real_root(coefficients: dict[Exponents, int]) -> bool:
    """a*g^2 + b*g + c with a > 0 and b^2 < 4*a*c."""
    used = {i for exponents in coefficients for i, k in enumerate(exponents) if k}
    if len(used) != 1:
        return False
    i = used.pop()
    by_degree = {exponents[i]: c for exponents, c in coefficients.items()}
    if max(by_degree) != 2:
        return False
    a, b, c = (by_degree.get(k, 0) for k in (2, 1, 0))
    return a > 0 and b * b < 4 * a * c
