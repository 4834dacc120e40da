"""Whole numbers as products of primes.

Trial division would do for school numbers; FLINT's `fmpz.factor` is exact and fast, and numbers beyond
`MAX_FACTORED` are only freed of their small prime factors: the rest counts as one factor.
"""

from __future__ import annotations

from functools import lru_cache
from math import isqrt

MAX_FACTORED = 10**24
SMALL_PRIMES = tuple(p for p in range(2, 1000) if all(p % q for q in range(2, isqrt(p) + 1)))


@lru_cache(maxsize=4096)
def factors(n: int) -> tuple[tuple[int, int], ...]:
    """The factors (p, k) of n >= 1, increasing: primes, but for a possible last large unfactored one."""
    out: list[tuple[int, int]] = []
    for p in SMALL_PRIMES:
        if p * p > n:
            break
        k = 0
        while n % p == 0:
            n //= p
            k += 1
        if k:
            out.append((p, k))
    if n == 1:
        return tuple(out)
    if n < SMALL_PRIMES[-1] ** 2:
        return (*out, (n, 1))
    if n > MAX_FACTORED:
        r = isqrt(n)
        return (*out, (r, 2) if r * r == n else (n, 1))
    from flint import fmpz

    return (*out, *((int(p), int(k)) for p, k in fmpz(n).factor()))
