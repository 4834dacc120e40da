"""What the score of an action and of a finished reading is made of: hashed features of quantities, pairs and question.

The score is linear in indicator features, each a short text such as `-<La|compare`, hashed to one of SIZE weights by
CRC-32 (feature hashing, Weinberger et al. 2009).
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING
from zlib import crc32

from hybrid.words.reader.lexicon import CUES
from hybrid.words.reader.quantities import TIME, Quantity, Question
from hybrid.words.reader.text import Text

if TYPE_CHECKING:
    from hybrid.words.reader.search import Node

BITS = 18
SIZE = 1 << BITS
MASK = SIZE - 1


Part = tuple[tuple[int, ...], float]  # features and their score


class Features:
    """The features of one story under given weights (SIZE numbers; None scores everything 0)."""

    def __init__(
        self, text: Text, question: Question, quantities: Sequence[Quantity], weights: array[float] | None = None
    ) -> None:
        self.text, self.question, self.quantities = text, question, quantities
        self.weights = weights
        self.stated = [q for q in quantities if q.mention >= 0]
        self.everything = sum(1 << q.index for q in self.stated)
        self.cues = sorted({CUES[t.stem] for t in text.tokens[: text.asked] if t.stem in CUES})
        self.words = sorted({t.stem for t in text.tokens[text.asked : text.asked_end] if t.low.isalpha()})
        a, b = text.asked, text.asked_end
        stems = [t.stem for t in text.tokens[a:b]]
        self.grams = sorted({f"{x}_{y}" for x, y in zip(stems, stems[1:], strict=False)})
        self.values = [q.value for q in self.stated]
        self.cache: dict[tuple[str, int, str, int, str], tuple[tuple[int, ...], float]] = {}

    def match(self, unit: str, head: Quantity) -> str:
        """How the unit of a result agrees with what is asked."""
        asked = self.question
        if not unit:
            return "0"
        if unit == asked.unit:
            return "=" if asked.unit == "$" or not asked.noun[:-1] or set(head.noun) & set(asked.noun[:-1]) else "~"
        return "?" if unit in asked.words else "x"

    def action(self, op: str, a: Node, b: Node) -> tuple[tuple[int, ...], float]:
        """The features of joining a and b by op, and their score."""
        if not a.op and not b.op:
            cached = (op, a.first, a.quantity.kind, b.first, b.quantity.kind)
            if cached not in self.cache:
                self.cache[cached] = self._action(op, a, b)
            return self.cache[cached]
        return self._action(op, a, b)

    def _action(self, op: str, a: Node, b: Node) -> tuple[tuple[int, ...], float]:
        schema = self.question.schema
        o = op if op in "+*" else op + ("<" if a.first < b.first else ">")
        names = [o, f"{o}Q{schema}", f"{op}Q{schema}"]
        names += [f"{op}L{x}" for x in a.atoms]
        names += [f"{op}R{x}" for x in b.atoms]
        names += [f"{op}L{x}|{schema}" for x in a.atoms]
        names += [f"{op}R{x}|{schema}" for x in b.atoms]
        names += [f"{o}Q{x}" for x in self.question.atoms]
        pairs = pair(a, b)
        names += [f"{o}P{x}" for x in pairs]
        names += [f"{o}P{x}|{schema}" for x in pairs]
        names.append(f"{o}K{a.key}x{b.key}")
        names.append(f"{o}K{a.key}x{b.key}|{schema}")
        va, vb = a.quantity.verb_class, b.quantity.verb_class
        names.append(f"{o}V{a.op}{va}x{b.op}{vb}")
        names.append(f"{o}V{a.op}{va}x{b.op}{vb}|{schema}")
        names.append(f"{o}V{a.op}{va}x{b.op}{vb}|{self.question.verb_class}")
        ids = tuple([crc32(n.encode()) & MASK for n in names])
        return ids, self.total(ids)

    def final(self, node: Node) -> tuple[tuple[int, ...], float]:
        """The features of taking the node for the answer, and their score."""
        q, n = self.question, len(self.stated)
        unused = [x for x in self.stated if not node.used >> x.index & 1]
        spare = sum(x.asked for x in unused)
        ops = "".join(sorted(_ops(node)))
        top = node.op or "="
        value = node.value
        whole = value == int(value) if value < 1e12 else True
        names = [
            f"n{node.size}", f"u{len(unused)}", f"n{n}u{len(unused)}", f"ops{ops}", f"ops{ops}|{q.schema}", f"ops{ops}u{len(unused)}",
            f"shape{shape(node)}", f"shape{shape(node)}|{n}", f"shape{shape(node)}|{q.schema}", f"spare{spare}",
            f"u{len(unused)}|{q.schema}",
        ]  # fmt: skip
        match = self.match(node.unit, node.quantity)
        names += [f"m{match}", f"m{match}{top}", f"m{match}|{q.schema}", f"m{match}{top}|{q.schema}"]
        names += [f"per{bool(node.per)}|{q.schema}", f"per{node.per in q.words}{bool(node.per)}{top}"]
        size = "z" if value == 0 else "1" if value == 1 else "<1" if value < 1 else "i" if whole else "f"
        names += [f"v{size}", f"v{size}|{q.kind}", f"v{size}{top}|{q.kind}", f"v{size}m{match}"]
        if self.values:
            high, low = max(self.values), min(self.values)
            place = "s" if value in self.values else ">" if value > high else "<" if value < low else "-"
            names += [f"r{place}", f"r{place}{top}", f"r{place}|{q.schema}"]
            if value > 20 * high or value * 20 < low:
                names.append("far" + top)
        for x in unused:
            names += [f"U{x.key}", f"U{x.key}|{q.schema}", f"U{x.key}{top}"]
            names += [f"U{a}" for a in x.atoms]
            names += [f"U{a}|{q.schema}" for a in x.atoms if a[:2] in ("m:", "ov", "rk", "du", "dm", "si", "su", "sa", "ra", "vc", "p:")]
        names += [f"{top}W{w}" for w in self.words]
        names += [f"{top}G{w}" for w in self.grams]
        names += [f"{top}C{c}" for c in self.cues]
        names += [f"{ops}C{c}" for c in self.cues]
        ids = tuple([crc32(x.encode()) & MASK for x in names])
        return ids, self.total(ids)


def _ops(node: Node) -> list[str]:
    if node.left is None or node.right is None:
        return []
    return [node.op, *_ops(node.left), *_ops(node.right)]


def shape(node: Node) -> str:
    """The expression with the quantities by their order in the text."""
    if node.left is None or node.right is None:
        q = node.quantity
        return "c" if q.constant else f"{'~' if q.kind in ('rest', 'rise') else ''}{q.index}"
    return f"({shape(node.left)}{node.op}{shape(node.right)})"


def pair(a: Node, b: Node) -> list[str]:
    """How two expressions stand to each other."""
    p, q = a.quantity, b.quantity
    found = []
    if a.used & b.used:
        found.append("again")
    if a.unit and b.unit:
        found.append("u=" if a.unit == b.unit else "u/")
        if not a.op and not b.op:
            found.append("n=" if p.noun == q.noun else "n~" if set(p.noun) & set(q.noun) else "n/")
    if a.per and a.per == b.unit or b.per and b.per == a.unit:
        found.append("per")
    if b.per and b.unit == a.unit:
        found.append("perb")
    if a.per and a.unit == b.unit:
        found.append("pera")
    if a.per and b.per:
        found.append("per2" if a.per == b.per else "per/")
    elif a.per or b.per:
        found.append("pera1" if a.per else "perb1")
    else:
        found.append("per0")
    if a.unit in TIME and b.unit in TIME:
        found.append("time2")
    found.append("$" + ("a" if a.unit == "$" else "") + ("b" if b.unit == "$" else ""))
    if p.mention >= 0 and q.mention >= 0:
        found.append("c=" if p.clause == q.clause else "s=" if p.sentence == q.sentence else "s/")
        found.append("v=" if p.verb == q.verb else "v/")
        if p.subject and q.subject:
            found.append("sb=" if p.subject & q.subject else "sb/")
        shared = len((p.words & q.words) - {p.unit})
        found.append(f"w{min(shared, 3)}")
        found.append(f"d{min(abs(p.index - q.index), 3)}")
    x, y = a.value, b.value
    if x == y:
        found.append("x=")
    elif x > y:
        found.append("x>")
        if y and x == int(x) and y == int(y) and x % y == 0:
            found.append("x|")
    else:
        found.append("x<")
        if x and x == int(x) and y == int(y) and y % x == 0:
            found.append("y|")
    return found
