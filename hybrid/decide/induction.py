"""What holds of all natural numbers from a first one on, by induction.

    P(m), P(m + 1), ..., P(M)    and    P(n) => P(n + 1) for n >= M    give    P(n) for all n >= m

where the context says of n just that it is at least m (a natural number is at least 0), and what it says of other
letters may be used on the way. The starts after the first are for statements whose step fails early:
2^n > n needs n >= 1 to go on from n to n + 1.

Offered where the letter stands in an exponent or under a factorial: of polynomials other methods know better.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import ceil, floor
from typing import Any

from hybrid.problem import Domain
from hybrid.term import FLIPPED, ONE, Term, add, make, num, rational, substitute, subterms, sym

MAX_STARTS = 4
Question = tuple[tuple[Term, ...], Term]  # what is known, and what is to follow


def letters(goal: Term, domains: Mapping[str, Domain]) -> list[str]:
    """The natural letters of an exponent or factorial in the goal, in order of the alphabet."""
    found: set[str] = set()
    for _, t in subterms(goal):
        if t.head in ("fact", "pow"):
            found |= {x for x in t.args[-1].free if domains.get(x) == "natural"}
    return sorted(found)


def questions(letter: str, starts: int, goal: Term, context: Sequence[Term]) -> list[Question] | None:
    """What is to be shown for an induction on a natural letter with so many first numbers, at least one: the step, in
    which the letter is a natural number again, then the starts. None where the context says more of the letter than
    that it is at least some number."""
    from_where = _start(letter, context)
    if from_where is None:
        return None
    first, others = from_where
    n, last = sym(letter), first + starts - 1
    step: Question = (
        (*others, make("ge", (n, num(last))), goal),
        substitute(goal, {letter: add(n, ONE)}),
    )
    at = [substitute(goal, {letter: num(k)}) for k in range(first, last + 1)]
    return [step, *((others, g) for g in at)]


def told(certificate: Mapping[str, Any], goal: Term, context: Sequence[Term], domains: Mapping[str, Domain]) -> str:
    """An induction in words, from its certificate."""
    k, starts = certificate["choice"]
    letter = letters(goal, domains)[k]
    first, _ = _start(letter, context) or (0, ())
    begun = f"{first}" if starts == 1 else f"{first} to {first + starts - 1}"
    return f"by induction on {letter}: it holds for {begun}, and with {letter} for {letter} + 1"


def _start(letter: str, context: Sequence[Term]) -> tuple[int, tuple[Term, ...]] | None:
    """From which natural number on the context lets the letter be, and what it says of others; None where it says more
    of the letter."""
    least = [_least(fact, letter) for fact in context if letter in fact.free]
    known = [m for m in least if m is not None]
    if len(known) < len(least):
        return None
    return max([0, *known]), tuple(fact for fact in context if letter not in fact.free)


def _least(fact: Term, letter: str) -> int | None:
    """The whole number m for which a fact says n >= m of a whole number n, None when it says something else."""
    if fact.head not in ("lt", "le", "gt", "ge"):
        return None
    left, right, head = *fact.args, fact.head
    if right.head == "sym":
        left, right, head = right, left, FLIPPED[head]
    bound = rational(right)
    if left is not sym(letter) or bound is None or head not in ("gt", "ge"):
        return None
    return ceil(Fraction(bound)) if head == "ge" else floor(Fraction(bound)) + 1


__all__ = ["MAX_STARTS", "letters", "questions", "told"]
