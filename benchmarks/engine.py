"""The prover as the measurements call it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from hybrid.kernel import Theorem, check
from hybrid.problem import Problem, Result, Stop, derivation_from_json
from hybrid.prover import solve
from hybrid.rulebook import Rulebook
from hybrid.search.limits import Limits
from hybrid.syntax.errors import InputError
from hybrid.syntax.statement import parse_problem

CRASHED = "crashed:"


def solver(seconds: float, **options: Any) -> Callable[[str | Problem], Result]:
    """`solve` with a limit of seconds. An exception of the prover, except InputError, becomes an open result
    (see `crashed`): a crash is a figure of a measurement, not its end."""
    limits = Limits(seconds=seconds)

    def attempt(problem: str | Problem) -> Result:
        asked = parse_problem(problem) if isinstance(problem, str) else problem
        try:
            return solve(asked, limits=limits, **options)
        except InputError:
            raise
        except Exception as error:
            return Result("open", asked, None, (), None, Stop("exhausted"), None, f"{CRASHED} {error!r}")

    return attempt


def crashed(result: Result) -> bool:
    """Whether the prover ended with an exception."""
    return result.reason.startswith(CRASHED)


def replay(text: str) -> Theorem:
    """The theorem of a proof file's text, read and checked. Raises FormatError, CheckError."""
    derivation = derivation_from_json(json.loads(text))
    return check(derivation.problem, derivation, Rulebook.load())
