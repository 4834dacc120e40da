"""What the score of an action and of a finished reading is made of: hashed features of quantities, pairs and question.

The score is linear in indicator features, each a short text such as `-<La|compare`, hashed to one of SIZE weights by
CRC-32 (feature hashing, Weinberger et al. 2009).
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
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
        self.highest, self.lowest = max(self.values, default=0.0), min(self.values, default=0.0)
        self.parts: dict[object, Part] = {}
        self.atoms: dict[str, dict[str, Part]] = {}
        self.numbers: dict[object, int] = {}

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

    def part(self, key: object, names: Iterable[str]) -> Part:
        """Hash the names of the part of the features that the key determines, and keep it under the key."""
        found = self.parts[key] = self._hashed(names)
        return found

    def _hashed(self, names: Iterable[str]) -> Part:
        """The features of these names and their score."""
        ids = tuple([crc32(n.encode()) & MASK for n in names])
        w = self.weights
        return ids, 0.0 if w is None else sum([w[i] for i in ids])

    def atomic(self, key: object, start: str, atoms: Iterable[str]) -> Part:
        """Keep under the key the part of atoms in the place `start`, each alone and with the kind of the question.

        The atoms of a story are few and come again and again, so each is hashed once for a place.
        """
        known = self.atoms.setdefault(start, {})
        ids: list[int] = []
        score = 0.0
        for x in atoms:
            one = known.get(x)
            if one is None:
                one = known[x] = self._hashed((start + x, f"{start}{x}|{self.question.schema}"))
            ids += one[0]
            score += one[1]
        found = self.parts[key] = tuple(ids), score
        return found

    def meet(self, node: Node) -> None:
        """Number what the features of actions see of an expression, so that parts are found by numbers."""
        numbers = self.numbers
        node.known = numbers.setdefault(node.atoms, len(numbers))
        node.place = numbers.setdefault((node.first, node.unit, node.per, not node.op), len(numbers))
        node.named = numbers.setdefault(("key", node.key), len(numbers))
        node.doing = numbers.setdefault((node.op, node.quantity.verb_class), len(numbers))

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
        if a.known < 0:
            self.meet(a)
        if b.known < 0:
            self.meet(b)
        o = op if op in "+*" else op + ("<" if a.first < b.first else ">")
        compared = sizes(a.value, b.value)
        get = self.parts.get
        p1 = get(o) or self.part(o, self._operation(o, op))
        p2 = get(key := (op, "L", a.known)) or self.atomic(key, op + "L", a.atoms)
        p3 = get(key := (op, "R", b.known)) or self.atomic(key, op + "R", b.atoms)
        place = (o, a.place, b.place, not a.used & b.used)
        p4 = get(place) or self.atomic(place, o + "P", pair(a, b))
        p5 = get((o, compared)) or self.atomic((o, compared), o + "P", compared)
        keys = (o, a.named, b.named)
        p6 = get(keys) or self.atomic(keys, o + "K", (f"{a.key}x{b.key}",))
        doing = (o, a.doing, b.doing, "V")
        p7 = get(doing) or self.part(doing, self._doing(o, a, b))
        return (p1, p2, p3, p4, p5, p6, p7), p1[1] + p2[1] + p3[1] + p4[1] + p5[1] + p6[1] + p7[1]

    def _operation(self, o: str, op: str) -> list[str]:
        schema = self.question.schema
        return [o, f"{o}Q{schema}", f"{op}Q{schema}", *(f"{o}Q{x}" for x in self.about)]

    def _doing(self, o: str, a: Node, b: Node) -> list[str]:
        """What the verbs of two expressions say, alone, with the kind and with the verb of the question."""
        both = f"{a.op}{a.quantity.verb_class}x{b.op}{b.quantity.verb_class}"
        return [f"{o}V{both}", f"{o}V{both}|{self.question.schema}", f"{o}V{both}|{self.question.verb_class}"]

    def final(self, node: Node) -> tuple[tuple[Part, ...], float]:
        """The features of taking the node for the answer, and their score."""
        get, part = self.parts.get, self.part
        ops, form, top = node.ops, node.form, node.op or "="
        kind = self._kind(node, top)
        signature = keyed(node) if node.size < 3 else ""
        used = node.used & self.everything
        unused = (self.everything & ~used).bit_count()
        key: tuple[str | int, ...]
        parts = (
            get(key := ("ops", ops)) or part(key, self._operations(ops)),
            get(key := ("top", top)) or part(key, self._words(top)),
            get(key := ("shape", form)) or part(key, [f"shape{form}{end}" for end in self._ends()]),
            get(key := ("unused", used, top)) or part(key, self._unused(used, top)),
            get(key := ("idle", unused, ops)) or part(key, [f"ops{ops}u{unused}"]),
            get(kind) or part(kind, self._kinds(*kind)),
            get(key := ("signature", signature)) or self.atomic(key, "sig", (signature,)),
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
            names += [f"U{x}{end}" for x in q.atoms for end in ("", "|" + schema)]
        return names

    def _kind(self, node: Node, top: str) -> tuple[str, str, bool, bool, str, str, bool]:
        """What kind of answer it is: match of the unit, operation, whether a rate, of what is asked, its value."""
        value = node.value
        match = self.match(node.unit, node.quantity)
        size = "z" if value == 0 else "1" if value == 1 else "<1" if value < 1 else "i" if value == int(value) else "f"
        place, far = "", False
        if self.values:
            high, low = self.highest, self.lowest
            place = "s" if value in self.values else ">" if value > high else "<" if value < low else "-"
            far = value > 20 * high or value * 20 < low
        return match, top, bool(node.per), node.per in self.question.words, size, place, far

    def _kinds(self, match: str, top: str, rate: bool, asked: bool, size: str, place: str, far: bool) -> list[str]:
        q = self.question
        names = [f"m{match}", f"m{match}{top}", f"m{match}|{q.schema}", f"m{match}{top}|{q.schema}"]
        names += [f"per{rate}|{q.schema}", f"per{asked}{rate}{top}"]
        names += [f"v{size}", f"v{size}|{q.kind}", f"v{size}{top}|{q.kind}", f"v{size}m{match}"]
        if place:
            names += [f"r{place}", f"r{place}{top}", f"r{place}|{q.schema}"]
        return [*names, "far" + top] if far else names


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
