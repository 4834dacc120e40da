"""A result as LaTeX: an `align*` that goes into any document with amsmath, or a document of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap

from hybrid.explain import story
from hybrid.explain.story import Line, Phrase
from hybrid.problem import Relation, Result
from hybrid.syntax.latex import to_latex
from hybrid.syntax.text import to_text
from hybrid.term import Place, Term

_RELATION: dict[Relation, str] = {
    "=": "=",
    "<=>": r"\Longleftrightarrow",
    "==>": r"\Longrightarrow",
    "<==": r"\Longleftarrow",
}
WIDEST = 80  # characters that fit a page
_SPECIAL = {
    "\\": r"\textbackslash{}",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    **{c: f"\\{c}" for c in "{}$&#%_"},
}

_DOCUMENT = r"""\documentclass[11pt]{article}
\usepackage[utf8]{inputenc}
\usepackage[T1]{fontenc}
\usepackage[margin=2.5cm]{geometry}
\usepackage{amsmath,amssymb}
\allowdisplaybreaks
\setlength{\parindent}{0pt}
\begin{document}

%s

\end{document}
"""


def explain(result: Result, detail: str = "steps") -> str:
    """The result as a fragment: the problem, an `align*` with the steps, and what came out.

    Raises ValueError for an unknown detail.
    """
    parts = [_paragraph(story.title(result.problem))]
    told = story.lines(result.steps, detail)
    if result.derivation is not None and told:
        states, reasons = zip(*_widths(told), strict=True)
        beside = max(states) + max(reasons) <= WIDEST
        rows = [f"& {to_latex(result.derivation.problem.term)}", *_rows(told, 0, beside)]
        parts.append("\\begin{align*}\n" + " \\\\\n".join(rows) + "\n\\end{align*}")
    first, *rest = story.ending(result)
    parts.append(rf"\textbf{{{story.headline(result)}:}} {_paragraph(first)}")
    parts += [_paragraph(p) for p in rest]
    if foundation := story.foundation(result):
        parts.append(rf"{{\small\raggedright {escaped(foundation)}\par}}")
    return "\n\n".join(parts)


def document(result: Result, detail: str = "steps") -> str:
    """The result as a document that compiles by itself. Raises ValueError for an unknown detail."""
    return _DOCUMENT % explain(result, detail)


def escaped(text: str) -> str:
    """Words with the characters escaped that mean something to LaTeX."""
    return "".join(_SPECIAL.get(c, c) for c in text)


def _paragraph(parts: Phrase) -> str:
    return "".join(escaped(p) if isinstance(p, str) else f"${to_latex(p)}$" for p in parts)


def _in_math(parts: Phrase) -> str:
    return "".join(rf"\text{{{escaped(p)}}}" if isinstance(p, str) else to_latex(p) for p in parts if p != "")


def _marked(term: Term, place: Place) -> str:
    # Underlined rather than coloured: it needs no package and survives a black and white print.
    return to_latex(term, place or None).replace(r"{\color{red}{", r"{\underline{")


def _rows(told: Sequence[Line], depth: int, beside: bool) -> Iterator[str]:
    shift = r"\qquad " * depth
    for line in told:
        # An empty group in front keeps a line that begins with [ from being taken for the option of \\.
        state = rf"{{}}{_RELATION[line.relation]}{{}} & {shift}{_marked(line.term, line.new)}"
        if beside:
            yield rf"{state} && {_in_math((line.reason,))}"
        else:
            yield state
            yield from (rf"& {shift}\qquad {_in_math((part,))}" for part in wrap(line.reason, WIDEST - 8 * depth))
        for note in line.notes:
            yield rf"& {shift}\qquad {_in_math(note)}"
        if line.inner and line.start is not None:
            yield rf"& {shift}\qquad {to_latex(line.start)}"
            yield from _rows(line.inner, depth + 1, beside)


def _widths(told: Sequence[Line], depth: int = 0) -> Iterator[tuple[int, int]]:
    """The characters of each line and of its reason, for a guess at what fits."""
    for line in told:
        yield len(to_text(line.term)) + 8 * depth, len(line.reason)
        yield from _widths(line.inner, depth + 1)
