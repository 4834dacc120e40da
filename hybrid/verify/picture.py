"""Examples drawn: rows of "before -> after" in two-dimensional notation, as one SVG.

     a    c        a*d + b*c
     -  + -   ->   ---------
     b    d           b*d

Each row has the name of the rule, the term, an arrow and what the rule makes of it, what changed in colour, and
the conditions it needs. The glyphs come from a font and are written once a picture (ziamath, which is imported
only here, when something is drawn).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any
from xml.etree import ElementTree

from hybrid.syntax.mathml import to_mathml
from hybrid.term import Place, Term
from hybrid.verify.example import Example

SIZE = 17.0
COLOUR = "#b3261e"  # reads on white, and is dark enough to be told from black in grey
GREY = "#5f6368"
LABEL = 6.9  # width of a letter of a name
GAP = 12.0
PADDING = 7.0
WIDEST = 1000.0  # a longer row is broken before the arrow
_MARK = '<mrow class="mark">'
_UNSEEN = ("<mo>\u2062</mo>", "<mo>&#x2062;</mo>", "<mo>\u2061</mo>", "<mo>&#x2061;</mo>")


def picture(rows: Sequence[tuple[str, Example]]) -> str:
    """The SVG of named examples, one a row, on white."""
    svg = ElementTree.Element("svg", {"xmlns": "http://www.w3.org/2000/svg"})
    paper = ElementTree.SubElement(svg, "rect", {"width": "100%", "height": "100%", "fill": "#ffffff"})
    start = PADDING + GAP + LABEL * max(len(name) for name, _ in rows)
    widest, y = 0.0, PADDING
    for i, (name, example) in enumerate(rows):
        if i:
            line = {"x1": "0", "x2": "100%", "y1": _short(y), "y2": _short(y), "stroke": "#dadce0"}
            ElementTree.SubElement(svg, "line", line)
        width, y = _row(svg, name, example, start, y + PADDING)
        widest = max(widest, width)
        y += PADDING
    size = (_short(widest + PADDING), _short(y + PADDING))
    svg.attrib |= {"width": size[0], "height": size[1], "viewBox": f"0 0 {size[0]} {size[1]}"}
    _glyphs_first(svg, paper)
    ElementTree.indent(svg, "")
    return ElementTree.tostring(svg, encoding="unicode") + "\n"


def _row(svg: ElementTree.Element, name: str, example: Example, start: float, y: float) -> tuple[float, float]:
    """Draw one row below y; its right end and its lower edge."""
    before = _math(example.before)
    pieces = [[before, _drawn("<mo>\u2192</mo>"), _drawn(_inside(example.after, example.new))]]
    if example.conditions:
        conditions = '<mo>,</mo><mspace width="0.4em"/>'.join(map(_inside, example.conditions))
        pieces[0].append(
            _drawn(f'<mrow mathcolor="{GREY}"><mtext>for</mtext><mspace width="0.4em"/>{conditions}</mrow>', 0.85)
        )
    if start + sum(p.getsize()[0] + GAP for p in pieces[0]) > WIDEST:
        pieces = [pieces[0][:1], pieces[0][1:]]
    widest = start
    for number, line in enumerate(pieces):
        base = y + max(p.node.bbox.ymax for p in line)
        if number == 0:
            label = {"x": _short(PADDING), "y": _short(base), "fill": GREY}
            label |= {"font-family": "monospace", "font-size": "11.5"}
            ElementTree.SubElement(svg, "text", label).text = name
        x = start + number * 2 * GAP
        for piece in line:
            piece.node.draw(x, base, svg)
            x += piece.getsize()[0] + GAP
        widest = max(widest, x)
        y = base - min(p.node.bbox.ymin for p in line) + (PADDING if number < len(pieces) - 1 else 0)
    return widest, y


def _math(term: Term) -> Any:
    return _drawn(_inside(term))


def _inside(term: Term, mark: Place | None = None) -> str:
    """The term's MathML without the element around it; what is marked, and nothing that cannot be seen."""
    text = to_mathml(term, mark)
    text = text[text.index(">") + 1 : text.rindex("</math>")].replace(_MARK, f'<mrow mathcolor="{COLOUR}">')
    for sign in _UNSEEN:
        text = text.replace(sign, "")
    return text


def _drawn(inside: str, scale: float = 1.0) -> Any:
    math = ElementTree.fromstring(f'<math display="block">{inside}</math>')
    _flatten(math)
    return _ziamath().Math(math, size=SIZE * scale)


def _flatten(element: ElementTree.Element) -> None:
    """Put the parts of rows into the rows around them. ziamath measures what is in a row twice, so that the time
    doubles with each row. Rows with brackets stay, whose size goes by the row, and those that begin with a sign."""
    children: list[ElementTree.Element] = []
    for child in element:
        _flatten(child)
        plain = child.tag == "mrow" and not child.attrib
        if plain and len(child) == 1:
            children.append(child[0])
        elif plain and len(child) > 1 and element.tag in ("math", "mrow", "msqrt") and not _kept(child):
            children.extend(child)
        else:
            children.append(child)
    element[:] = children


def _kept(row: ElementTree.Element) -> bool:
    return row[0].tag == "mo" or any(part.tag == "mo" and part.text in ("(", "|") for part in row)


@cache
def _ziamath() -> Any:
    import ziamath

    ziamath.config.svg2 = True  # every glyph a <symbol>, written once and used
    ziamath.config.precision = 2
    return ziamath


def _glyphs_first(svg: ElementTree.Element, paper: ElementTree.Element) -> None:
    """Each <symbol> once, before its uses, under a short name; black is not said."""
    symbols: dict[str, ElementTree.Element] = {}
    for parent in list(svg.iter()):
        for child in list(parent):
            if child.tag == "symbol":
                symbols.setdefault(child.attrib["id"], child)
                parent.remove(child)
            elif child.attrib.get("fill") == "black":
                del child.attrib["fill"]
    short = {name: f"g{number}" for number, name in enumerate(sorted(symbols))}
    at = list(svg).index(paper)
    for name in sorted(symbols, reverse=True):
        symbols[name].attrib["id"] = short[name]
        svg.insert(at, symbols[name])
    for use in svg.iter("use"):
        use.attrib["href"] = "#" + short[use.attrib["href"][1:]]


def _short(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
