"""What every helper has in common: a refusal is None, and an answer is remembered on its term."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from hybrid.term import Term, TermError, equal

F = TypeVar("F", bound=Callable[..., Any])


def helper(function: F) -> F:
    """A helper Term, ... -> Term | tuple of Terms | None.

    Its answer is None when it raises for a term that is undefined, too big or too deep, and when the
    answer is its first argument again up to the order of sums and products. Answers are kept in the
    memo of the first argument.
    """
    name = function.__name__

    @wraps(function)
    def wrapped(t: Term, *rest: Term) -> Any:
        key = (name, *rest)
        memo = t.memo
        if key in memo:
            return memo[key]
        try:
            out = function(t, *rest)
        except (ArithmeticError, TermError):
            out = None
        if isinstance(out, Term) and equal(out, t):
            out = None
        memo[key] = out
        return out

    return cast(F, wrapped)
