"""The question of a problem in plain English, in several ways, with the mathematics in our notation or in LaTeX.

The verb follows what is asked of: an equation in one unknown is solved, a system has solutions (x, y), an inequality
holds for some values, an identity is shown. Hypotheses, domains and definitions follow as people write them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from hybrid.problem import Problem
from hybrid.syntax.latex import to_latex
from hybrid.term import RELATIONS, Term

Writer = Callable[[Term], str]

_EQUATION = (
    "Solve {f} for {x}.",
    "Find all values of {x} such that {f}.",
    "For which {x} is {f}?",
    "Determine every {number} {x} with {f}.",
    "What are the solutions of {f}?",
)
_INEQUALITY = (
    "Solve {f} for {x}.",
    "For which values of {x} does {f} hold?",
    "Find the set of all {number}s {x} with {f}.",
    "Determine all {x} that satisfy {f}.",
)
_SYSTEM = (
    "Solve for {x}: {f}.",
    "Find all {x} such that {f}.",
    "Which values of {x} satisfy {f} at the same time?",
    "Determine {x} from {f}.",
)
_PROVE = ("Prove that {f}{given}.", "Show that {f}{given}.", "Verify that {f}{given}.", "Give a proof that {f}{given}.")
_EXPRESSION = {
    "simplify": ("Simplify {f}.", "Write {f} as simply as possible.", "Bring {f} into its simplest form."),
    "factor": ("Factor {f}.", "Write {f} as a product.", "Factorise {f} as far as possible."),
    "expand": ("Expand {f}.", "Multiply out {f}.", "Remove the brackets: {f}."),
    "evaluate": ("Evaluate {f}{given}.", "Compute {f}{given}.", "What is {f}{given}?"),
    "find": ("Find {f}{given}.", "What is the value of {f}{given}?", "Determine {f}{given}."),
}
_NUMBERS = {"real": "real number", "rational": "rational number", "integer": "integer", "natural": "natural number"}


def phrasings(problem: Problem) -> list[str]:
    """The question in several ways, mathematics in our notation."""
    return _all(problem, str)


def latex_phrasing(problem: Problem) -> str:
    """The question in one way, mathematics in LaTeX between dollars."""
    return _all(problem, lambda t: f"${to_latex(t)}$", math="$")[0]


def _all(p: Problem, write: Writer, math: str = "") -> list[str]:
    term, given = p.term, list(p.given)
    if p.goal == "prove" and term.head == "implies":
        hypotheses, term = term.args
        given += hypotheses.args if hypotheses.head == "and" else [hypotheses]
    known = [write(g) for g in given]
    known += [f"{math}{d.name}({', '.join(d.parameters)}) = {_bare(write(d.body), math)}{math}" for d in p.definitions]
    slots = {
        "f": _parts(term, write),
        "x": _listed([f"{math}{u}{math}" for u in p.unknowns]),
        "number": _NUMBERS[p.domains.get(p.unknowns[0], "real")] if p.unknowns else "real number",
        "given": _given(p.goal, known),
    }
    found = [template.format(**slots) for template in _templates(p, term)]
    domains = _domains(p, math)
    if p.goal == "solve" and known:
        found = [f"{text} It is known that {_listed(known)}." for text in found]
    return [f"{text} {domains}" for text in found] if domains else found


def _bare(text: str, math: str) -> str:
    return text.strip(math) if math else text


def _templates(p: Problem, term: Term) -> Sequence[str]:
    if p.goal == "prove":
        return _PROVE
    if p.goal != "solve":
        return _EXPRESSION[p.goal]
    if len(p.unknowns) > 1 or (term.head == "and" and all(t.head == "eq" for t in term.args)):
        return _SYSTEM
    return _EQUATION if term.head == "eq" else _INEQUALITY


def _parts(term: Term, write: Writer) -> str:
    """A system line by line: `x + y = 5 and x - y = 1`."""
    if term.head == "and" and all(t.head in RELATIONS for t in term.args):
        return _listed([write(t) for t in term.args])
    return write(term)


def _given(goal: str, known: Sequence[str]) -> str:
    if not known:
        return ""
    return f" {'whenever' if goal == 'prove' else 'if'} {_listed(known)}"


def _domains(p: Problem, math: str) -> str:
    """`Here n is an integer.`, unless the question says it itself or there is nothing to say."""
    kinds = {"integer": "an integer", "natural": "a natural number", "rational": "a rational number"}
    said = [f"{math}{letter}{math} is {kinds[d]}" for letter, d in sorted(p.domains.items()) if d in kinds]
    return f"Here {_listed(said)}." if said else ""


def _listed(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}" if parts else ""
