"""From a chosen expression to a program: a line with its quote for each number, then what is asked.

Units are written where they fit together: the unit of each line and of the result is computed, and when a sum would add
unlike units the program states none, since a wrong unit is worse than no unit.
"""

from __future__ import annotations

from fractions import Fraction

from hybrid.term import TermError, sym
from hybrid.words.constants import CONSTANTS
from hybrid.words.nouns import singular
from hybrid.words.program import Program, Unit, read_program
from hybrid.words.reader.candidates import Story
from hybrid.words.reader.quantity import Quantity
from hybrid.words.reader.search import Node
from hybrid.words.reader.text import Text

IRREGULAR = {
    "children": "child", "people": "person", "men": "man", "women": "woman", "feet": "foot", "mice": "mouse",
    "geese": "goose", "teeth": "tooth", "leaves": "leaf", "loaves": "loaf", "shelves": "shelf", "knives": "knife",
    "wolves": "wolf", "halves": "half", "cookies": "cookie", "movies": "movie", "pies": "pie", "ties": "tie",
    "shoes": "shoe", "toes": "toe", "canoes": "canoe", "calories": "calorie", "brownies": "brownie",
}  # fmt: skip


def exact(node: Node, story: Story) -> Fraction:
    """The exact value of an expression. Raises ZeroDivisionError where it divides by nothing."""
    if node.left is None or node.right is None:
        q = node.quantity
        if q.constant:
            return CONSTANTS[q.constant].value
        value = story.text.mentions[q.mention].value
        return 1 - value if q.kind == "rest" else 1 + value if q.kind == "rise" else value
    x, y = exact(node.left, story), exact(node.right, story)
    if node.op == "+":
        return x + y
    if node.op == "-":
        return x - y
    return x * y if node.op == "*" else x / y


class _Writer:
    def __init__(self, story: Story) -> None:
        self.story = story
        self.names: dict[int, str] = {}
        self.units: dict[int, Unit | None] = {}

    def word(self, stem: str, near: int) -> str:
        """The noun with this stem that stands nearest to a token, singular; "" where none can be a name."""
        if stem == "$":
            return "dollar"
        tokens = self.story.text.tokens
        places = [i for i, t in enumerate(tokens) if t.stem == stem and t.mention < 0 and t.low.isascii()]
        if not places:
            return ""
        word = singular(tokens[min(places, key=lambda i: abs(i - near))].low)
        return word if word.isalpha() and word not in ("unknown", "where", "ask", "e") else ""

    def unit(self, q: Quantity) -> Unit | None:
        """The unit of a quantity: plain for parts and multiples, dollar/shirt for a rate."""
        if q.constant:
            above, _, below = CONSTANTS[q.constant].unit.partition("/")
            unit = Unit() if above == "1" else Unit.of({above: 1})
            return unit / Unit.of({below: 1}) if below else unit
        if q.kind not in ("number", "word", "money") or "times" in q.atoms or not q.unit:
            return Unit()
        above = self.word(q.unit, q.token)
        if not above:
            return None
        below = self.word(q.per, q.token) if q.per and q.per != "each" else ""
        return Unit.of({above: 1}) / Unit.of({below: 1}) if below and below != above else Unit.of({above: 1})

    def name(self, q: Quantity) -> str:
        if q.constant:
            return q.constant
        if q.index not in self.names:
            base = self.word(q.unit, q.token) or "number"
            if base == "dollar":
                base = "price" if q.per else "money"
            if q.kind not in ("number", "word", "money"):
                base = "part" if q.value < 1 else "times"
            name, n = base, 1
            while name in self.names.values() or name in CONSTANTS or not _fits(name):
                n += 1
                name = f"{base}_{n}"
            self.names[q.index] = name
        return self.names[q.index]

    def expression(self, node: Node, tight: bool = False) -> str:
        if node.left is None or node.right is None:
            q = node.quantity
            name = self.name(q)
            return f"(1 - {name})" if q.kind == "rest" else f"(1 + {name})" if q.kind == "rise" else name
        product = node.op in "*/"
        left = self.expression(node.left, product)
        right = self.expression(node.right, product or node.op == "-")
        if node.op == "/" and node.right.op in ("*", "/"):
            right = f"({right})"
        text = f"{left} {node.op} {right}"
        return f"({text})" if tight and not product else text

    def result(self, node: Node) -> Unit | None:
        """The unit that the units of the leaves give; None where they do not fit or one is not known."""
        if node.left is None or node.right is None:
            return self.units[node.quantity.index]
        a, b = self.result(node.left), self.result(node.right)
        if a is None or b is None:
            return None
        if node.op in "+-":
            return a if a == b else None
        unit = a * b if node.op == "*" else a / b
        return unit if _writable(unit) else None


def _writable(unit: Unit) -> bool:
    """Whether a program can write the unit and a reader of stories would: 1, clip, dollar/clip, foot^2."""
    above = [(name, n) for name, n in unit.powers if n > 0]
    return not unit.powers or (len(above) == 1 and sum(n for _, n in unit.powers if n < 0) >= -1)


def _fits(name: str) -> bool:
    try:
        sym(name)
    except TermError:
        return False
    return True


def used(node: Node) -> list[Quantity]:
    """The quantities of an expression in the order of the text, each once; constants last."""
    found: dict[int, Quantity] = {}

    def collect(n: Node) -> None:
        if n.left is None or n.right is None:
            found[n.quantity.index] = n.quantity
        else:
            collect(n.left)
            collect(n.right)

    collect(node)
    return [found[i] for i in sorted(found)]


def quote(text: Text, a: int, b: int, at: int) -> str:
    """The words of tokens [a, b) around token `at`, cut where a quotation mark would end the quote; on one line."""
    while a < at and '"' in text.text[text.tokens[a].start : text.tokens[at].start]:
        a += 1
    while b > at + 1 and '"' in text.text[text.tokens[at].end : text.tokens[b - 1].end]:
        b -= 1
    while b > at + 1 and text.tokens[b - 1].low in (",", ".", ";", ":", "and", "but", "?", "!"):
        b -= 1
    return " ".join(text.text[text.tokens[a].start : text.tokens[b - 1].end].splitlines())


def written(value: Fraction, kind: str) -> str:
    """A number as a program writes it: 12, 2.5, 15%, 1/3."""
    if kind == "percent":
        return f"{_decimal(value * 100)}%" if _decimal(value * 100) else f"{value.numerator}/{value.denominator}"
    return _decimal(value) or f"{value.numerator}/{value.denominator}"


def _decimal(value: Fraction) -> str:
    if value.denominator == 1:
        return str(value.numerator)
    for digits in range(1, 7):
        if (value * 10**digits).denominator == 1 and value >= 0:
            whole, part = divmod(int(value * 10**digits), 10**digits)
            return f"{whole}.{part:0{digits}d}" if value.denominator > 4 or digits < 3 else ""
    return ""


def program(node: Node, story: Story) -> tuple[Program, Unit | None]:
    """The program of an expression over the quantities of a story, and the unit of its answer (None: not stated)."""
    writer = _Writer(story)
    leaves = used(node)
    writer.units = {q.index: writer.unit(q) for q in leaves}
    unit = writer.result(node)
    lines = []
    for q in leaves:
        name = writer.name(q)
        if q.constant:
            continue
        mention = story.text.mentions[q.mention]
        kind = "fraction" if mention.kind in ("fraction", "multiple") else mention.kind
        stated = writer.units[q.index] if unit is not None else None
        suffix = f" {stated}" if stated is not None and stated.powers else ""
        lines.append(f'{name} = {written(mention.value, kind)}{suffix} "{quote(story.text, *q.where, q.token)}"')
    a, b = story.text.asked, story.text.asked_end
    words = f' "{quote(story.text, a, b, a)}"' if a < b else ""
    suffix = f" {unit}" if unit is not None and unit.powers else ""
    lines.append(f"ask {writer.expression(node)}{suffix}{words}")
    return read_program("\n".join(lines) + "\n"), unit
