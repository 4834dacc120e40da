"""The prover as the measurements call it; a script ends well, with a message, where it is not there yet."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from benchmarks.common import skip
from hybrid.problem import Problem, Result, Stop
from hybrid.term import Term

CRASHED = "crashed:"


def solver(
    name: str, seconds: float, search: str = "qstar", substeps: bool = False
) -> Callable[[str | Problem], Result]:
    """`solve` with a limit of seconds; an exception of the prover becomes an open result (see `crashed`). Skips
    the benchmark `name` when the prover cannot be imported."""
    try:
        from hybrid.prover import solve
        from hybrid.search.limits import Limits
        from hybrid.syntax.errors import InputError
    except ImportError as error:
        skip(name, f"no prover: {error}")
    limits = Limits(seconds=seconds)

    def attempt(problem: str | Problem) -> Result:
        try:
            return solve(problem, limits=limits, search=search, substeps=substeps)
        except InputError:
            raise
        except Exception as error:  # a crash is a figure of a measurement, not its end
            asked = statement(problem) if isinstance(problem, str) else problem
            return Result("open", asked, None, (), None, Stop("exhausted"), None, f"{CRASHED} {error!r}")

    return attempt


def crashed(result: Result) -> bool:
    """Whether the prover ended with an exception."""
    return result.reason.startswith(CRASHED)


def judge(name: str) -> Callable[..., Any]:
    """`judge(before, after, given, domains)`, or skips."""
    try:
        from hybrid.prover import judge
    except ImportError as error:
        skip(name, f"no prover: {error}")
    return judge


def parser(name: str) -> Callable[[str], Term]:
    """`parse(text)`, or skips."""
    try:
        from hybrid.syntax.parse import parse
    except ImportError as error:
        skip(name, f"no parser: {error}")
    return parse


def statement(text: str) -> Problem:
    from hybrid.syntax.statement import parse_problem

    return parse_problem(text)


def replay(text: str) -> Any:
    """The theorem of a proof file's text, read and checked. Raises FormatError, CheckError."""
    from hybrid.kernel import check
    from hybrid.problem import derivation_from_json
    from hybrid.rulebook import Rulebook

    derivation = derivation_from_json(json.loads(text))
    return check(derivation.problem, derivation, Rulebook.load())
