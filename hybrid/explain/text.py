"""A result as plain text for a terminal or a file.

    Solve x^2 - 5*x = -6 for x

              x^2 - 5*x = -6
     1.  <=>  x^2 - 5*x + 6 = 0        bring everything to one side
     2.  <=>  (x - 2)*(x - 3) = 0      factor
     3.  <=>  x = 2 or x = 3           a product is zero exactly when a factor is

    Answer: x = 2 or x = 3

What is new in a line stands in [brackets], or is underlined where colour is allowed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from textwrap import wrap

from hybrid.explain import story
from hybrid.explain.story import Line, Phrase
from hybrid.problem import Result
from hybrid.syntax.text import to_text, to_text_marked
from hybrid.term import Place, Term

WIDEST = 46  # a longer line has its reason below it
PAGE = 100  # words are wrapped here; mathematics is not
_ANSI = re.compile(r"\x1b\[[0-9;]*m")


def explain(result: Result, detail: str = "steps", color: bool = False) -> str:
    """The result as text, without a newline at the end; with terminal colours when `color`.

    Raises ValueError for an unknown detail.
    """
    style = _Color() if color else _Plain()
    out = [style.strong(phrase(story.title(result.problem))), ""]
    told = story.lines(result.steps, detail)
    if result.derivation is not None and told:
        out += _chain(result.derivation.problem.term, told, style, "")
        out.append("")
    first, *rest = story.ending(result)
    out.append(f"{style.strong(story.headline(result))}: {style.strong(phrase(first))}")
    out += [f"  {phrase(p)}" for p in rest]
    if foundation := story.foundation(result):
        out += [style.faint(line) for line in wrap(foundation, PAGE, subsequent_indent="  ", break_on_hyphens=False)]
    return "\n".join(out)


def phrase(parts: Phrase) -> str:
    """Words and terms as one text."""
    return "".join(p if isinstance(p, str) else to_text(p) for p in parts)


class _Plain:
    mark = ("[", "]")

    def strong(self, text: str) -> str:
        return text

    def faint(self, text: str) -> str:
        return text


class _Color(_Plain):
    # Weight and underline say everything; colour is never the only sign.
    mark = ("\x1b[1;4m", "\x1b[0m")

    def strong(self, text: str) -> str:
        return f"\x1b[1m{text}\x1b[0m"

    def faint(self, text: str) -> str:
        return f"\x1b[2m{text}\x1b[0m"


def _marked(term: Term, place: Place, style: _Plain) -> str:
    if not place:
        return to_text(term)
    text = to_text_marked(term, place, *style.mark)
    return _one_pair(text) if type(style) is _Plain else text


def _one_pair(text: str) -> str:
    """[(x or y)] says nothing that [x or y] does not."""
    start, end = text.find("[("), text.find(")]")
    inside = text[start + 2 : end]
    depth = 0
    for c in inside:
        depth += {"(": 1, ")": -1}.get(c, 0)
        if depth < 0:
            return text
    return f"{text[:start]}[{inside}]{text[end + 2 :]}" if 0 <= start < end else text


def _chain(start: Term, told: Sequence[Line], style: _Plain, indent: str) -> Iterator[str]:
    shown = [_marked(line.term, line.new, style) for line in told]
    numbers = max(len(line.number) for line in told) + 1
    column = max((w for w in map(_width, shown) if w <= WIDEST), default=0)
    left = indent + " " * (numbers + 8)
    yield f"{left}{to_text(start)}"
    for line, text in zip(told, shown, strict=True):
        head = _head(line, numbers, indent, style)
        gap = " " * (column - _width(text) + 4)
        if _width(text) <= column and len(left) + column + 4 + len(line.reason) <= PAGE:
            yield f"{head}{text}{gap}{line.reason}".rstrip()
        else:
            yield f"{head}{text}"
            yield from wrap(line.reason, PAGE, initial_indent=f"{left}    ", subsequent_indent=f"{left}    ")
        for note in line.notes:
            yield f"{left}    {style.faint('- ' + phrase(note))}"
        if line.inner and line.start is not None:
            yield from _chain(line.start, line.inner, style, left)


def _head(line: Line, numbers: int, indent: str, style: _Plain) -> str:
    return f"{indent} {style.faint((line.number + '.').rjust(numbers))}  {line.relation:<3}  "


def _width(text: str) -> int:
    return len(_ANSI.sub("", text))
