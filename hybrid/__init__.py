"""hybrid: a symbolic prover for school mathematics, guided by search, checked by exact algebra.

    >>> import hybrid
    >>> result = hybrid.solve("x^2 - 5x = -6 for x")
    >>> result.status, result.text
    ('proved', 'x = 2 or x = 3')
    >>> print(result)                                  # the steps, each with its reason
    >>> hybrid.check(result.derivation)                # replay it: a Theorem, or CheckError
    >>> hybrid.step("2x + 3 = 7", "2x = 10").answer    # is this step right?
    'refuted'

Importing the package loads nothing heavy; each function loads what it needs when it is called.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hybrid.decide.verdict import Verdict
    from hybrid.kernel import CheckError, Theorem
    from hybrid.problem import Derivation, Domain, FormatError, Problem, Result
    from hybrid.propose.move import Proposer
    from hybrid.search.limits import Limits
    from hybrid.syntax.errors import InputError
    from hybrid.term import Term

__version__ = "0.1.0"

_HOME = {
    "CheckError": "hybrid.kernel",
    "Derivation": "hybrid.problem",
    "FormatError": "hybrid.problem",
    "InputError": "hybrid.syntax.errors",
    "Limits": "hybrid.search.limits",
    "Problem": "hybrid.problem",
    "Result": "hybrid.problem",
    "Term": "hybrid.term",
    "Theorem": "hybrid.kernel",
    "Verdict": "hybrid.decide.verdict",
}


def __getattr__(name: str) -> Any:
    """The public classes, loaded when first asked for."""
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(f"module 'hybrid' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(set(globals()) | set(_HOME))


def solve(
    problem: str | Problem,
    *,
    limits: Limits | None = None,
    method: str | None = None,
    search: str = "qstar",
    steps: str = "school",
    detail: str = "steps",
    tree: bool = False,
    model: bool = True,
    proposer: Proposer | None = None,
) -> Result:
    """Solve, prove, simplify, factor, expand, evaluate or find: what the problem says.

    problem  a statement, `solve x^2 = 4`, `prove x > y, y > z |- x > z`, or a Problem
    limits   time, states expanded, memory; the defaults of `Limits` when not given
    method   solve it this way only (roots, factoring, square, formula)
    search   the name of the search
    steps    "school", or "laws": every step is one law of the book, nothing but numbers is computed
    detail   "full" has every step explained by smaller ones as well
    tree     keep the search tree on the result
    model    let the shipped network guide a search by laws; nothing is believed because of it
    proposer asked for moves after the rules, such as a model (hybrid.propose.lines.LineProposer)

    Raises InputError when the text is not a statement, for an unknown method or search, and for hypotheses
    that contradict each other. Running out of limits is not an error but a
    Result of status "open".
    """
    from hybrid import prover

    network = None
    if model and steps == "laws":
        from hybrid.model.shipped import shipped

        network = shipped()
    return prover.solve(
        problem,
        limits=limits,
        method=method,
        substeps=detail == "full",
        search=search,
        steps=steps,
        tree=tree,
        network=network,
        extra=() if proposer is None else (proposer,),
    )


def check(proof: Derivation | Mapping[str, Any] | str | Path) -> Theorem:
    """Replay a derivation, its JSON or a proof file with the shipped rule book.

    Returns the Theorem it proves. Raises CheckError naming the step that fails, FormatError when the
    data is no derivation, OSError when the file cannot be read.
    """
    from hybrid import kernel
    from hybrid.problem import Derivation, FormatError, derivation_from_json, read_json
    from hybrid.rulebook import Rulebook

    claimed = None
    if isinstance(proof, Derivation):
        derivation = proof
    else:
        data = read_json(Path(proof)) if isinstance(proof, (str, Path)) else proof
        derivation, claimed = derivation_from_json(data), data.get("answer")
    # A proof file may show its answer beside the steps; a reader who looks only there must not be misled.
    if claimed is not None and claimed != str(derivation.last):
        raise FormatError(f"answer: the file says {claimed!r}, but its last line is {str(derivation.last)!r}")
    return kernel.check(derivation.problem, derivation, Rulebook.load())


def step(
    before: str | Term,
    after: str | Term,
    given: str | Sequence[str | Term] = (),
    *,
    domains: Mapping[str, Domain] | None = None,
) -> Verdict:
    """Whether one line follows from the line before: proved, refuted with a point, or unknown.

    before, after  two formulas (are they equivalent?) or two expressions (are they equal?)
    given          what may be assumed, `x > 0, y > x` or a list of such
    domains        letters that do not range over the reals, {"n": "integer"}

    Raises InputError for a text that is not mathematics, or when one line is an expression and the other
    a formula.
    """
    from hybrid.judge import KindError, judge
    from hybrid.syntax.errors import InputError

    first, second = parse(before), parse(after)
    try:
        return judge(first, second, hypotheses(given), domains=domains or {})
    except KindError as error:
        raise InputError(str(error), text=str(second), example='hybrid step "2x + 3 = 7" "2x = 4"') from None


def hypotheses(given: str | Sequence[str | Term]) -> tuple[Term, ...]:
    """`x > 0, y > x` (or a list of such texts and terms) as a tuple of formulas. Raises InputError."""
    terms = [parse(g) for g in ([given] if isinstance(given, str) else given) if g != ""]
    return tuple(part for t in terms for part in (t.args if t.head == "and" else (t,)))


def parse(text: str | Term) -> Term:
    """The expression or formula a text means; a text with a backslash is LaTeX. Raises InputError."""
    if not isinstance(text, str):
        return text
    if "\\" in text:
        from hybrid.syntax.latex import parse_latex

        return parse_latex(text)
    from hybrid.syntax.parse import parse as parse_text

    return parse_text(text)


__all__ = [
    "CheckError",
    "Derivation",
    "FormatError",
    "InputError",
    "Limits",
    "Problem",
    "Result",
    "Term",
    "Theorem",
    "Verdict",
    "check",
    "hypotheses",
    "parse",
    "solve",
    "step",
]
