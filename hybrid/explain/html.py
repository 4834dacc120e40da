"""A result as HTML with MathML: one piece that needs no other file, script or font.

What is new in a line has a background and an underline, so that it does not depend on telling colours
apart; the colours are the blue and orange of Okabe and Ito's palette ("Color Universal Design", 2008) and
follow the reader's light or dark setting.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from hybrid.explain import story
from hybrid.explain.story import Line, Phrase
from hybrid.problem import Relation, Result
from hybrid.syntax.mathml import to_mathml
from hybrid.syntax.text import to_text
from hybrid.term import Place, Term

_RELATION: dict[Relation, tuple[str, str]] = {
    "=": ("=", "equals"),
    "<=>": ("\u21d4", "is equivalent to"),
    "==>": ("\u21d2", "implies"),
    "<==": ("\u21d0", "follows from"),
}

MARK = '<mrow class="mark">'  # what to_mathml puts around the marked part; the style names its class

STYLE = """
.hybrid { --ink: #1b1b1b; --soft: #555; --paper: #fff; --rule: #d5d5d5;
  --blue: #0072b2; --new: #fbe5c0; --edge: #a85b00;
  color: var(--ink); background: var(--paper); font: 1rem/1.5 system-ui, sans-serif;
  padding: 1rem 1.25rem; max-width: 60rem; overflow-x: auto; }
@media (prefers-color-scheme: dark) {
  .hybrid { --ink: #ececec; --soft: #a9a9a9; --paper: #16181b; --rule: #3b3f45;
    --blue: #56b4e9; --new: #4a3508; --edge: #e69f00; } }
.hybrid h2 { font-size: 1.15rem; font-weight: 600; margin: 0 0 1rem; }
.hybrid math { font-size: 1.1em; math-style: normal; }
.hybrid ol { list-style: none; margin: 0 0 1rem; padding: 0; display: grid;
  grid-template-columns: minmax(2rem, max-content) 1.8rem minmax(10rem, max-content) minmax(9rem, 1fr); }
.hybrid li { display: grid; grid-column: 1 / -1; grid-template-columns: subgrid;
  gap: 0 .5rem; align-items: baseline; padding: .45rem 0; border-top: 1px solid var(--rule); }
.hybrid li:first-child { border-top: 0; }
.hybrid .number, .hybrid .reason, .hybrid footer { color: var(--soft); }
.hybrid .number { text-align: right; font-variant-numeric: tabular-nums; }
.hybrid .relation { text-align: center; color: var(--blue); }
.hybrid .reason { padding-left: 1rem; }
.hybrid .line { min-width: 0; overflow-x: auto; overflow-y: hidden; }
.hybrid li.long .line, .hybrid li.long .reason { grid-column: 3 / -1; }
.hybrid li.long .reason { padding-left: 0; }
.hybrid .notes { grid-column: 3 / -1; margin: .15rem 0 0; padding: 0 0 0 1rem; font-size: .9rem; color: var(--soft); }
.hybrid .notes p { margin: 0; }
.hybrid .mark { background: var(--new); border-bottom: 2px solid var(--edge); border-radius: 2px; }
.hybrid details { grid-column: 3 / -1; font-size: .95rem; }
.hybrid summary { cursor: pointer; color: var(--blue); }
.hybrid .result { border-left: 4px solid var(--blue); padding: .4rem .8rem; margin: 0 0 .75rem; }
.hybrid .result.refuted, .hybrid .result.open { border-left-color: var(--edge); border-left-style: double; }
.hybrid .result p { margin: 0; }
.hybrid footer { font-size: .85rem; }
@media (max-width: 40rem) {
  .hybrid ol { grid-template-columns: max-content 1.6rem 1fr; }
  .hybrid .reason { grid-column: 3; padding-left: 0; } }
""".strip()


def explain(result: Result, detail: str = "steps", full_page: bool = False) -> str:
    """The result as one HTML element, style included, or as a page when `full_page`.

    Raises ValueError for an unknown detail.
    """
    body = "\n".join(_parts(result, detail))
    if not full_page:
        return body
    name = escape("".join(p if isinstance(p, str) else str(p) for p in story.title(result.problem)))
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{name}</title>\n</head>\n<body>\n{body}\n</body>\n</html>"
    )


def _parts(result: Result, detail: str) -> Iterator[str]:
    told = story.lines(result.steps, detail)
    yield f'<article class="hybrid">\n<style>\n{STYLE}\n</style>'
    yield f"<h2>{_phrase(story.title(result.problem))}</h2>"
    if result.derivation is not None and told:
        yield from _chain(result.derivation.problem.term, told)
    first, *rest = story.ending(result)
    yield f'<div class="result {result.status}">'
    yield f"<p><strong>{story.headline(result)}:</strong> {_phrase(first)}</p>"
    yield from (f"<p>{_phrase(p)}</p>" for p in rest)
    yield "</div>"
    if foundation := story.foundation(result):
        yield f"<footer>{escape(foundation)}</footer>"
    yield "</article>"


LONG = 60


def _length(t: Term) -> str:
    """A long line takes its row alone, the reason below it."""
    return ' class="long"' if len(to_text(t)) > LONG else ""


def _chain(start: Term, told: Sequence[Line]) -> Iterator[str]:
    yield "<ol>"
    begin = '<span class="number"></span><span class="relation"></span>'
    yield f'<li{_length(start)}>{begin}<span class="line">{_math(start)}</span></li>'
    for line in told:
        sign, spoken = _RELATION[line.relation]
        yield (
            f'<li{_length(line.term)}><span class="number">{escape(line.number)}.</span>'
            f'<span class="relation" role="img" aria-label="{spoken}">{sign}</span>'
            f'<span class="line">{_math(line.term, line.new)}</span>'
            f'<span class="reason">{escape(line.reason)}</span>'
        )
        if line.notes:
            yield '<div class="notes">' + "".join(f"<p>{_phrase(n)}</p>" for n in line.notes) + "</div>"
        if line.inner and line.start is not None:
            yield "<details><summary>in smaller steps</summary>"
            yield from _chain(line.start, line.inner)
            yield "</details>"
        yield "</li>"
    yield "</ol>"


def _phrase(parts: Phrase) -> str:
    return "".join(escape(p) if isinstance(p, str) else _math(p) for p in parts)


def _math(term: Term, mark: Place = ()) -> str:
    return to_mathml(term, mark or None).replace(' display="block"', "", 1)
