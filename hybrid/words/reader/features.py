"""What the score of an action and of a finished reading is made of: hashed features of quantities, pairs and question.

The score is linear in indicator features, each a short text such as `-<La|compare`, hashed to one of SIZE weights by
CRC-32 (feature hashing, Weinberger et al. 2009).
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING
from zlib import crc32

from hybrid.words.reader.lexicon import CUES
from hybrid.words.reader.quantity import Quantity
from hybrid.words.reader.question import TIME, Question
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
        self.about = self._about()
        self.values = [q.value for q in self.stated]
        self.parts: dict[object, Part] = {}

    def _about(self) -> tuple[str, ...]:
        """How the question relates to the quantities as a whole."""
        asked, stated = self.question, self.stated
        of_unit = sum(q.unit == asked.unit for q in stated)
        found = [*asked.atoms, f"nu{min(of_unit, 3)}of{min(len(stated), 4)}"]
        if any(q.per and q.per == asked.unit for q in stated):
            found.append("asks-groups")
        if any(q.per for q in stated):
            found.append("rates" + ("|each" if "each" in asked.cues else ""))
        elif "each" in asked.cues:
            found.append("asks-rate")
        if any("grp" in q.atoms for q in stated):
            found.append("groups")
        if len({q.unit for q in stated}) == 1:
            found.append("one-unit")
        return tuple(found)

    def part(self, key: object, names: Callable[[], Iterable[str]]) -> Part:
        """The part of the features that the key determines, made once."""
        found = self.parts.get(key)
        if found is None:
            ids = tuple([crc32(n.encode()) & MASK for n in names()])
            w = self.weights
            found = self.parts[key] = ids, 0.0 if w is None else sum([w[i] for i in ids])
        return found

    def match(self, unit: str, head: Quantity) -> str:
        """How the unit of a result agrees with what is asked."""
        asked = self.question
        if not unit:
            return "0"
        if unit == asked.unit:
            return "=" if asked.unit == "$" or not asked.noun[:-1] or set(head.noun) & set(asked.noun[:-1]) else "~"
        return "?" if unit in asked.words else "x"

    def action(self, op: str, a: Node, b: Node) -> tuple[tuple[Part, ...], float]:
        """The features of joining a and b by op, and their score."""
        q, part = self.question, self.part
        o = op if op in "+*" else op + ("<" if a.first < b.first else ">")
        x, y = a.value, b.value
        key = (o, a.first, b.first, a.unit, a.per, b.unit, b.per, a.op == "", b.op == "", bool(a.used & b.used))
        va, vb = a.op + a.quantity.verb_class, b.op + b.quantity.verb_class
        parts = (
            part(o, lambda: [o, f"{o}Q{q.schema}", f"{op}Q{q.schema}", *(f"{o}Q{x}" for x in self.about)]),
            part((op, "L", a.atoms), lambda: self._one(f"{op}L", a.atoms)),
            part((op, "R", b.atoms), lambda: self._one(f"{op}R", b.atoms)),
            part(key, lambda: self._one(f"{o}P", pair(a, b))),
            part((o, sizes(x, y)), lambda: self._one(f"{o}P", sizes(x, y))),
            part((o, a.key, b.key), lambda: self._one(f"{o}K", (f"{a.key}x{b.key}",))),
            part((o, va, vb, 0), lambda: [*self._one(f"{o}V", (f"{va}x{vb}",)), f"{o}V{va}x{vb}|{q.verb_class}"]),
        )
        return parts, sum([p[1] for p in parts])

    def _one(self, start: str, atoms: Iterable[str]) -> list[str]:
        schema = self.question.schema
        return [f"{start}{x}{end}" for x in atoms for end in ("", f"|{schema}")]

    def final(self, node: Node) -> tuple[tuple[Part, ...], float]:
        """The features of taking the node for the answer, and their score."""
        part = self.part
        ops, form, top = "".join(sorted(_ops(node))), shape(node), node.op or "="
        kind = self._kind(node, top)
        signature = keyed(node) if node.size < 3 else ""
        used = node.used & self.everything
        parts = (
            part(("ops", ops), lambda: self._operations(ops)),
            part(("top", top), lambda: self._words(top)),
            part(("shape", form), lambda: [f"shape{form}{end}" for end in self._ends()]),
            part(("unused", used, top), lambda: self._unused(used, top)),
            part(("unused", used, ops), lambda: [f"ops{ops}u{(self.everything & ~used).bit_count()}"]),
            part(("kind", kind), lambda: kind),
            part(("signature", signature), lambda: self._one("sig", (signature,))),
        )
        return parts, sum([p[1] for p in parts])

    def _ends(self) -> list[str]:
        return ["", f"|{len(self.stated)}", f"|{self.question.schema}", f"|{self.question.schema}{len(self.stated)}"]

    def _operations(self, ops: str) -> list[str]:
        names = [f"n{len(ops)}", f"n{len(ops)}of{len(self.stated)}", f"ops{ops}", f"ops{ops}|{self.question.schema}"]
        names += [f"ops{ops}|{x}" for x in self.about] + [f"n{len(ops)}|{x}" for x in self.about]
        return names + [f"{ops}C{c}" for c in self.cues]

    def _words(self, top: str) -> list[str]:
        names = [f"{top}W{w}" for w in self.words] + [f"{top}G{w}" for w in self.grams]
        return names + [f"{top}C{c}" for c in self.cues]

    def _unused(self, used: int, top: str) -> list[str]:
        schema = self.question.schema
        unused = [q for q in self.stated if not used >> q.index & 1]
        n = len(unused)
        names = [f"u{n}", f"u{n}of{len(self.stated)}", f"u{n}|{schema}", f"spare{sum(q.asked for q in unused)}"]
        seen = frozenset[str]().union(*(q.words for q in self.stated if used >> q.index & 1))
        missed = frozenset[str]().union(*(q.words for q in unused)) - seen
        lost = min(len(self.question.words & missed), 3)
        idle = sum(not (q.words - {q.unit}) & self.question.words for q in self.stated if used >> q.index & 1)
        names += [
            f"lost{lost}",
            f"lost{lost}|{schema}",
            f"lost{lost}u{n}",
            f"idle{idle}u{n}",
            f"idle{idle}u{n}|{schema}",
        ]
        mine = {q.unit for q in self.stated if used >> q.index & 1}
        for q in unused:
            akin = q.unit in mine
            names += [f"Uakin{akin}", f"Uakin{akin}|{schema}", f"Uakin{akin}{q.key}"]
            names += [f"U{q.key}", f"U{q.key}|{schema}", f"U{q.key}{top}"]
            names += self._one("U", q.atoms)
        return names

    def _kind(self, node: Node, top: str) -> tuple[str, ...]:
        q, value = self.question, node.value
        match = self.match(node.unit, node.quantity)
        size = "z" if value == 0 else "1" if value == 1 else "<1" if value < 1 else "i" if value == int(value) else "f"
        names = [f"m{match}", f"m{match}{top}", f"m{match}|{q.schema}", f"m{match}{top}|{q.schema}"]
        names += [f"per{bool(node.per)}|{q.schema}", f"per{node.per in q.words}{bool(node.per)}{top}"]
        names += [f"v{size}", f"v{size}|{q.kind}", f"v{size}{top}|{q.kind}", f"v{size}m{match}"]
        if self.values:
            high, low = max(self.values), min(self.values)
            place = "s" if value in self.values else ">" if value > high else "<" if value < low else "-"
            names += [f"r{place}", f"r{place}{top}", f"r{place}|{q.schema}"]
            if value > 20 * high or value * 20 < low:
                names.append("far" + top)
        return tuple(names)


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


def keyed(node: Node) -> str:
    """The expression with the keys of its quantities in their places."""
    if node.left is None or node.right is None:
        return node.quantity.key
    return f"({keyed(node.left)}{node.op}{keyed(node.right)})"


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
    return found


def sizes(x: float, y: float) -> tuple[str, ...]:
    """Which of two values is larger, and whether it is a multiple of the other."""
    if x == y:
        return ("x=",)
    low, high = (y, x) if x > y else (x, y)
    name = "x>" if x > y else "x<"
    return (name, "x|" if x > y else "y|") if low and high % low == 0 else (name,)
