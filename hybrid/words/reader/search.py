"""Candidate readings of a story: typed expressions over its quantities, built bottom up by Q(state, action | text).

A state is the set of expressions built so far, an action joins two of them by an operation; its Q is a linear function
of the features of the two, of the operation and of the question (hybrid.words.reader.features). The chart keeps, by
number of operations, the expressions of the highest score, so a reading of n operations is found as by a beam of that
width. Types prune: money is not added to apples, a constant only converts, a count does not fall below nothing.

Every sum and product has one derivation: the terms of a sum in the order of the text, what is taken away last;
factors in the order of the text, divisors last. A quantity may stand twice where a comparison uses it again (`half as
many`, then both together).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from hybrid.words.reader.features import Features, Part
from hybrid.words.reader.quantity import Quantity

WIDTHS = (0, 60, 40, 20, 12)  # expressions kept with 1, 2, ... operations
PAIRED = 10  # expressions of each side tried where neither is a single quantity
COMPARES = frozenset(("times", "than", "than2", "moreof", "c:more", "c:fewer"))
PARTS = ("multiple", "fraction", "percent")
LARGEST, TINY = 1e12, 1e-9  # value of an expression; of a divisor, below which it may be nothing
SUMS, PRODUCTS = ("+", "-"), ("*", "/")


@dataclass(slots=True, eq=False)
class Node:
    """An expression: a quantity (op "") or an operation on two.

    used    bits of the quantities
    parts   its features
    known, place, named, doing   numbers that the features give to its atoms, place, key and verb, -1 before they met it
    first   index of its quantity, and last: of what was joined to it last
    form    the expression with the quantities by their order in the text, ops: its operations in order
    """

    op: str
    left: Node | None
    right: Node | None
    quantity: Quantity
    value: float
    unit: str
    per: str
    used: int
    size: int
    atoms: tuple[str, ...]
    key: str
    score: float = 0.0
    parts: tuple[Part, ...] = ()
    known: int = -1
    place: int = -1
    named: int = -1
    doing: int = -1
    first: int = -1
    last: int = -1
    form: str = ""
    ops: str = ""

    def __post_init__(self) -> None:
        q = self.quantity
        self.first = q.index
        if self.left is None or self.right is None:
            self.form = "c" if q.constant else f"{'~' if q.kind in ('rest', 'rise') else ''}{q.index}"
        else:
            self.last = self.right.first
            self.form = f"({self.left.form}{self.op}{self.right.form})"
            self.ops = "".join(sorted(self.left.ops + self.op + self.right.ops))


Key = tuple[object, ...]


def canonical(node: Node) -> Key:
    """The same for expressions that differ only in the order and grouping of sums and products."""
    if not node.op:
        return ("q", node.quantity.index, node.quantity.kind)
    plus: list[Key] = []
    minus: list[Key] = []

    def flatten(n: Node, sign: bool, ops: str) -> None:
        if n.op and n.op in ops:
            assert n.left is not None and n.right is not None
            flatten(n.left, sign, ops)
            flatten(n.right, sign if n.op == ops[0] else not sign, ops)
        else:
            (plus if sign else minus).append(canonical(n))

    ops = "+-" if node.op in SUMS else "*/"
    flatten(node, True, ops)
    return (ops, tuple(sorted(plus, key=repr)), tuple(sorted(minus, key=repr)))


def leaves(quantities: Sequence[Quantity]) -> list[Node]:
    """A leaf for each quantity; for a share below one also what is left of the whole, for a percentage the increase."""
    found = []
    for q in quantities:
        found.append(_leaf(q))
        if q.kind in ("percent", "fraction", "multiple") and 0 < q.value < 1:
            found.append(_leaf(replace(q, value=1 - q.value, kind="rest", atoms=("rest", *q.atoms), key="R" + q.key)))
        if q.kind == "percent" and 0 < q.value < 1:
            found.append(_leaf(replace(q, value=1 + q.value, kind="rise", atoms=("rise", *q.atoms), key="P" + q.key)))
    return found


def _leaf(q: Quantity) -> Node:
    return Node("", None, None, q, q.value, q.unit, q.per, 1 << q.index, 0, q.atoms, q.key)


def joined(op: str, a: Node, b: Node) -> tuple[str, str, float] | None:
    """Unit, per and value of `a op b`, None where types or values forbid it."""
    x, y = a.value, b.value
    if op in SUMS:
        if a.quantity.constant and not a.op or b.quantity.constant and not b.op:
            return None
        if not a.op and a.quantity.value < 1 and a.quantity.kind in ("percent", "rest", "rise"):
            return None
        if not b.op and b.quantity.value < 1 and b.quantity.kind in ("percent", "rest", "rise"):
            return None
        if a.unit and b.unit and (a.unit == "$") != (b.unit == "$") and not (a.per or b.per):
            return None
        value = x + y if op == "+" else x - y
        return (a.unit or b.unit, a.per or b.per, value) if value >= 0 else None
    if op == "*":
        if a.per and a.per == b.unit:
            return a.unit, b.per, x * y
        if b.per and b.per == a.unit:
            return b.unit, a.per, x * y
        if a.per and not b.per:
            return a.unit, "", x * y
        if b.per and not a.per:
            return b.unit, "", x * y
        if a.quantity.kind in ("percent", "rest", "rise", "multiple", "fraction") and not a.op:
            return b.unit, b.per, x * y
        return a.unit, a.per, x * y
    if y < TINY:
        return None
    if b.per and b.unit == a.unit:
        return b.per, "", x / y
    if a.unit and a.unit == b.unit:
        return "", "", x / y
    if a.per and a.per == b.per:
        return a.unit, b.unit, x / y
    return a.unit, b.unit, x / y


@lru_cache(maxsize=100_000)
def moves(a: tuple[str, int, int], b: tuple[str, int, int], again: bool) -> tuple[tuple[str, bool], ...]:
    """The operations between two expressions of these (op, first, last), and whether with b on the left.

    again: whether a quantity of the one stands in the other, which only sums allow
    """
    both = ((op, swapped) for op in (SUMS if again else "+-*/") for swapped in (False, True))
    return tuple((op, swapped) for op, swapped in both if ordered(op, *((b, a) if swapped else (a, b)), again))


def ordered(op: str, a: tuple[str, int, int], b: tuple[str, int, int], again: bool) -> bool:
    """Whether `a op b` is the one derivation of its sum or product that the search makes."""
    (top, first, last), (below, second, _) = a, b
    if op in SUMS:
        if again:
            return bool(top) and not below if op == "+" else top not in SUMS and below not in SUMS
        if below in SUMS:
            return False
        if op == "+":
            return top != "-" and (last if top == "+" else first) <= second
        return top != "-" or last <= second
    if below in PRODUCTS:
        return False
    if op == "*":
        return top != "/" and (last if top == "*" else first) <= second
    return top != "/" or last <= second


@dataclass(slots=True, eq=False)
class Draft:
    """An action scored: what a node is made of when it is kept."""

    op: str
    left: Node
    right: Node
    unit: str
    per: str
    value: float
    score: float
    parts: tuple[Part, ...]

    def node(self, features: Features) -> Node:
        """The expression that the action makes."""
        op, a, b, unit = self.op, self.left, self.right, self.unit
        size = a.size + b.size + 1
        head = a if op in SUMS or a.unit == unit else b
        match = features.match(unit, head.quantity)
        atoms: tuple[str, ...] = ("op:" + op, "m:" + match, f"n:{size}", "hv:" + head.quantity.verb_class)
        if size == 1:
            atoms += (f"in:{a.key}{op}{b.key}", f"iv:{a.quantity.verb_class}{op}{b.quantity.verb_class}")
        key = f"({op}{match}{'r' if self.per else ''})"
        first = a.quantity if a.first <= b.first else b.quantity
        quantity = head.quantity if head.quantity.mention >= 0 else first
        return Node(
            op, a, b, quantity, self.value, unit, self.per, a.used | b.used, size,
            atoms + (("rate",) if self.per else ()), key, self.score, a.parts + b.parts + self.parts,
        )  # fmt: skip


def draft(op: str, a: Node, b: Node, features: Features) -> Draft | None:
    """`a op b` scored; None where it makes no sense."""
    result = joined(op, a, b)
    if result is None or result[2] > LARGEST:
        return None
    parts, score = features.action(op, a, b)
    return Draft(op, a, b, *result, a.score + b.score + score, parts)


def join(op: str, a: Node, b: Node, features: Features) -> Node | None:
    """The node of `a op b` with its features and score; None where it makes no sense."""
    made = draft(op, a, b, features)
    return None if made is None else made.node(features)


def chart(quantities: Sequence[Quantity], features: Features, most: int = 4) -> list[Node]:
    """The expressions found, each with its score, best first, the final features not yet counted."""
    single = leaves(quantities)
    stated = sum(q.mention >= 0 for q in quantities)
    most = min(most, max(1, len(quantities) - 1 + (stated > 1)))
    levels: list[list[Node]] = [single]
    compares = any(COMPARES & set(q.atoms) or q.kind in PARTS for q in quantities)
    for size in range(1, most + 1):
        found: list[Draft] = []
        pairs: list[tuple[Node, Node]] = []
        if size == 1:
            pairs += [(a, b) for i, a in enumerate(single) for b in single[i + 1 :] if not a.used & b.used]
        else:
            for a in levels[size - 1]:
                for b in single:
                    if not a.used & b.used or (compares and size <= 3 and _again(a, b)):
                        pairs.append((a, b))
            for small in range(1, size - 1):
                other = size - 1 - small
                if small <= other:
                    pairs += [
                        (a, b) for a in levels[small][:PAIRED] for b in levels[other][:PAIRED] if not a.used & b.used
                    ]
        for a, b in pairs:
            if a.quantity.constant and b.quantity.constant and not (a.op or b.op):
                continue
            for op, swapped in moves((a.op, a.first, a.last), (b.op, b.first, b.last), bool(a.used & b.used)):
                made = draft(op, b, a, features) if swapped else draft(op, a, b, features)
                if made is not None:
                    found.append(made)
        found.sort(key=lambda n: -n.score)
        levels.append([n.node(features) for n in found[: WIDTHS[size]]])
    return [n for level in levels[1:] for n in level] + [
        n for n in single if n.quantity.kind not in ("rest", "rise", "constant")
    ]


def _again(a: Node, b: Node) -> bool:
    """Whether quantity b may stand once more beside a, which already relates something to it, once."""
    return a.used.bit_count() == a.size + 1 and b.quantity.kind in ("number", "word", "money")
