"""The skeleton of a story: a chain of schemas, each taking the quantity of the one before, with all numbers drawn.

What a schema is likely to be chosen follows how often its kind of reasoning occurs in school word problems; the shares
wanted are in SHARES, and WEIGHTS are what was found to reach them (benchmarks/stories.py measures).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from random import Random

from hybrid.term import RESERVED
from hybrid.words.stories import (
    amounts,
    changes,
    comparisons,
    counts,
    crowds,
    lexicon,
    measures,
    money,
    parts,
    people,
    spending,
)
from hybrid.words.stories.expression import Expr, Unusable, number, quantity
from hybrid.words.stories.lexicon import DAYS, HAS, HE, KINDS, NOUNS, RELATIVES, SHE, Person, Verb, plural
from hybrid.words.stories.schema import Schema, Slots, Spec
from hybrid.words.stories.telling import SLOT
from hybrid.words.stories.weights import ONE_STEP, WEIGHTS

OPENINGS: tuple[Schema, ...] = (*counts.OPENINGS, *money.OPENINGS, *measures.OPENINGS, *people.OPENINGS)
LINKS: tuple[Schema, ...] = (
    *changes.CHANGES, *comparisons.COMPARISONS, *parts.PARTS, *spending.PURSES, *spending.BILLS, *spending.CENTS,
    *amounts.LINKS, *crowds.LINKS,
)  # fmt: skip
AGGREGATES: tuple[Schema, ...] = comparisons.AGGREGATES
THEY = Person("they", "they")
UNIT_WORDS = {"hour": "hours", "minute": "minutes", "inch": "inches", "cm": "centimeters", "g": "grams", "cup": "cups"}
LARGEST = 20_000
FOR_SHOPS = frozenset(
    "have;do;dozens;so many a day;so many a day for weeks;two kinds;three days;lose;gain;more than;also;the next day;"
    "pack;packs needed;packs cost;left after packing;sell each;sell packs;profit;per day;grow by a percentage;"
    "a fraction are;a percentage are;the other fraction;all but".split(";")
)
"""The schemas in which a shop or a school may stand for a person."""


def schemas() -> tuple[Schema, ...]:
    """All schemas, in a fixed order."""
    return (*OPENINGS, *LINKS, *AGGREGATES)


@dataclass(frozen=True)
class Given:
    """A number of the text: its name in the program, its value, how it was drawn, its unit as text."""

    name: str
    value: Fraction
    spec: Spec
    unit: str

    def leaf(self) -> Expr:
        """It in an expression: by name where it has a line of its own, else the bare number."""
        return quantity(self.name, self.value) if self.unit else number(self.value, self.spec.style == "percent")


@dataclass(frozen=True, eq=False)
class Node:
    """A quantity made by a schema. expr is over the names of the numbers given and of the nodes it takes."""

    index: int
    schema: Schema
    slots: Slots
    takes: tuple[Node, ...]
    expr: Expr
    name: str
    value: Fraction
    unit: str
    fresh: bool

    @property
    def given(self) -> Mapping[str, Given]:
        found: Mapping[str, Given] = self.slots["numbers"]
        return found

    def ancestors(self) -> Iterator[Node]:
        """The nodes this one is made from and itself, each once, in order."""
        found: dict[int, Node] = {}
        stack = [self]
        while stack:
            node = stack.pop()
            found[node.index] = node
            stack.extend(node.takes)
        yield from (found[i] for i in sorted(found))

    def operations(self) -> int:
        """How many operations lead to it."""
        return sum(node.expr.operations() for node in self.ancestors())


@cache
def operations(schema: Schema) -> int:
    """How many operations the formula of a schema has."""
    dummies = {p: number(Fraction(p == "least" or 7)) for p in schema.parameters}
    return schema.formula(**dummies).operations() if schema not in AGGREGATES else 1


def weight(schema: Schema, one_step: bool) -> float:
    """How likely a schema is to be chosen."""
    table = ONE_STEP if one_step else WEIGHTS
    factors = [table.get(f, 1.0) for f in schema.families]
    mean = 1.0
    for f in factors:
        mean *= f ** (1 / len(factors))
    return schema.weight * mean


GOES_ON = frozenset(t for s in (*LINKS, *AGGREGATES) for t in s.takes.split())
"""The sorts of quantity from which a story can go on."""


@cache
def pool_of(gives: str, most: int, one_step: bool) -> tuple[tuple[Schema, ...], tuple[float, ...]]:
    """The schemas that fit behind a quantity of a sort ("" for none) with at most so many operations, and weights."""
    fitting = [s for s in (LINKS if gives else OPENINGS) if (gives in s.takes.split() if gives else True)]
    pool = [s for s in fitting if operations(s) == most or (operations(s) < most and s.gives in GOES_ON)]
    return tuple(pool), tuple(weight(s, one_step) for s in pool)


class Names:
    """Names of quantities in a program, no two alike."""

    def __init__(self) -> None:
        self.used: set[str] = set()

    def new(self, wish: str) -> str:
        """The wish as a name, with a number behind it where it is taken."""
        name = re.sub(r"[^a-z0-9]+", "_", wish.lower()).strip("_") or "amount"
        if name in RESERVED or name in ("unknown", "ask", "floor", "ceil", "remainder", "min", "max"):
            name += "_number"
        base, n = name, 1
        while name in self.used:
            n += 1
            name = f"{base}_{n}"
        self.used.add(name)
        return name


def filled(template: str, slots: Slots) -> str:
    """A template of a unit or a name with its slots as they are in programs."""

    def put(m: re.Match[str]) -> str:
        if m[1] == "n":
            return str(slots["noun"].unit)
        if m[1] in ("a", "b"):
            return str(slots[m[1].upper()].name).removeprefix("the ")
        return str(slots[m[1]]).lower().replace(" ", "_").replace("-", "_")

    return SLOT.sub(put, template)


class Chain:
    """A chain being built. Raises Unusable where it cannot go on."""

    def __init__(self, rng: Random, one_step: bool) -> None:
        self.rng, self.one_step = rng, one_step
        self.nodes: list[Node] = []
        self.names = Names()
        self.base = self._base()
        self.people = [self.base["A"], *self._people()]

    def _people(self) -> list[Person]:
        she, he = self.rng.sample(SHE, 4), self.rng.sample(HE, 4)
        names = [Person(n, "she") for n in she] + [Person(n, "he") for n in he]
        self.rng.shuffle(names)
        return [p for p in names if p.name != self.base["A"].name]

    def _base(self) -> Slots:
        rng = self.rng
        noun = rng.choice(NOUNS)
        kind = KINDS[noun.kind]
        gender = rng.choice(("she", "he"))
        person = Person(rng.choice(SHE if gender == "she" else HE), "she" if gender == "she" else "he")
        if kind.shops and rng.random() < 0.12:
            shop = rng.choice(kind.shops)
            person = Person(f"the {shop}", "it", lexicon.article(shop))
        box, pack = rng.sample(noun.containers, 2)
        varieties = rng.sample(noun.varieties, 2)
        d1, d2, d3 = (DAYS[i] for i in sorted(rng.sample(range(7), 3)))
        slots: Slots = {
            "A": person, "noun": noun, "kind": kind, "kind_name": noun.kind, "n": noun.singular,
             "ns": noun.plural, "box": box,
            "boxes_": plural(box), "pack": pack, "packs_": plural(pack), "v1": varieties[0], "v2": varieties[1],
            "day": d1, "d1": d1, "d2": d2, "d3": d3, "still": True, "fresh": True, "v": HAS, "fine": False,
            "ref": "the {ns}", "kinds": False, "dated": False, "earned": False, "numbers": {}, "values": {},
            "shopping": False, "relation": rng.choice(RELATIVES["she"][1:]),
        }  # fmt: skip
        for i, lose in enumerate(rng.sample(kind.loses, 4), 1):
            slots[f"lose{i}"] = lose
        return slots

    def extend(self, most: int) -> None:
        """Add one node with at most `most` operations."""
        last = self.nodes[-1] if self.nodes else None
        fitting, factors = pool_of("" if last is None else last.schema.gives, most, self.one_step)
        pool, weights = list(fitting), list(factors)
        aggregates = [s for s in AGGREGATES if self._comparable(s)] if last is not None else []
        for s in aggregates:
            cost = len(self._comparable(s)) - 1 if "together" in s.name else 1
            if cost <= most and (cost == most or s.gives in GOES_ON):
                pool.append(s)
                weights.append(1.6 * weight(s, self.one_step))
        if not pool or sum(weights) == 0:
            raise Unusable("nothing goes on from here")
        self.add(self.rng.choices(pool, weights)[0])

    def _comparable(self, schema: Schema) -> list[Node]:
        """The quantities of different people that an aggregate can take together, the last one among them."""
        if not self.nodes:
            return []
        last = self.nodes[-1]

        def alike(n: Node) -> bool:
            same = n.unit == last.unit and n.schema.gives in schema.takes.split() and n.fresh and not n.schema.system
            return (
                same
                and n.slots["holder"] != THEY
                and n.slots["v"] == last.slots["v"]
                and n.slots["ns"] == last.slots["ns"]
            )

        if last.schema.gives not in schema.takes.split() or not alike(last):
            return []
        found = {n.slots["holder"].name: n for n in self.nodes if alike(n)}
        nodes = list(found.values())
        if len(nodes) < 2 or last not in nodes or len(nodes) != len([n for n in self.nodes if alike(n)]):
            return []
        return nodes

    def add(self, schema: Schema) -> None:
        """Add a node of the schema."""
        rng, last = self.rng, self.nodes[-1] if self.nodes else None
        if schema in AGGREGATES:
            self._aggregate(schema)
            return
        if any(n.schema is schema for n in self.nodes):
            raise Unusable(f"{schema.name} a second time")
        slots = dict(last.slots if last else self.base)
        slots["values"], slots["numbers"] = {}, {}
        slots |= slots.pop("after", {})
        if last is not None:
            slots["A"] = last.slots["holder"]
            slots["values"]["x"] = last.value
            slots["fine"] = last.unit in ("dollar", "cent")
            slots["fresh"], slots["earned"] = last.fresh, last.name.startswith("earned")
            slots["ref"] = last.schema.ref
            slots["tu"] = slots["lu"] = slots["mu"] = last.unit
            slots["tus"] = slots["lus"] = slots["mus"] = UNIT_WORDS.get(last.unit, last.unit)
        used = [n.slots[k].name for n in self.nodes for k in ("A", "B") if k in n.slots]
        slots["B"] = next(p for p in self.people[1:] if p.name not in used)
        if slots["A"] == THEY and schema.holder == "B":
            raise Unusable("nobody is compared with a group")
        if slots["A"].gender == "it" and schema.name not in FOR_SHOPS:
            raise Unusable("not what a shop does")
        slots |= schema.words(rng, slots)
        if "treat" in slots:
            slots["treats"] = plural(slots["treat"]) if slots["treat"] != "watch" else "watches"
        if any("{v1}" in t or "{v2}" in t for t in schema.say):
            if slots["kinds"]:
                raise Unusable("the varieties were spoken of")
            slots["kinds"] = True
        self._draw(schema, slots)
        if not schema.needs(slots):
            raise Unusable(f"{schema.name} does not fit")
        slots["dated"] = (
            slots["dated"] or bool({"rate", "calendar"} & set(schema.families)) or schema.name == "three days"
        )
        args = {p: self._argument(p, slots, last) for p in schema.parameters if p not in ("a", "b")}
        expr = schema.formula(**args)
        fresh = (last is None or last.fresh) and not schema.changes
        if schema.changes and schema.gives == "held":
            slots["v"], slots["still"] = HAS, True
        name = expr.name or self.names.new(filled(schema.result, slots))
        self._keep(
            Node(
                len(self.nodes),
                schema,
                slots,
                (last,) if last else (),
                expr,
                name,
                expr.value,
                filled(schema.unit, slots),
                fresh,
            )
        )

    def _argument(self, p: str, slots: Slots, last: Node | None) -> Expr:
        if p == "x":
            assert last is not None
            return quantity(last.name, last.value)
        given = slots["numbers"][p]
        leaf: Expr = given.leaf()
        return leaf

    def _draw(self, schema: Schema, slots: Slots) -> None:
        for p, spec in schema.numbers.items():
            value = spec.draw(self.rng, slots)
            slots["values"][p] = value
            unit = filled(spec.unit, slots) if spec.unit else ""
            slots["numbers"][p] = Given(self.names.new(p) if unit else "", value, spec, unit)

    def _aggregate(self, schema: Schema) -> None:
        nodes = self._comparable(schema)
        slots = dict(self.nodes[-1].slots) | {"values": {}, "numbers": {}}
        if "together" not in schema.name:
            nodes = sorted(nodes[-2:], key=lambda n: -n.value)
            if nodes[0].value == nodes[1].value:
                raise Unusable("no difference")
            slots["most"], slots["least"] = (n.slots["holder"] for n in nodes)
        names = [n.slots["holder"].name for n in nodes]
        slots["names"] = f"{', '.join(names[:-1])} and {names[-1]}"
        verb: Verb = slots["v"]
        slots["auxes"] = "do" if verb.present else "did"
        slots["many"] = verb.base if verb.present else verb.finite
        expr = schema.formula(*(quantity(n.name, n.value) for n in nodes))
        name = self.names.new(filled(schema.result, slots))
        self._keep(Node(len(self.nodes), schema, slots, tuple(nodes), expr, name, expr.value, nodes[0].unit, False))

    def _keep(self, node: Node) -> None:
        money_like = node.unit in ("dollar",) or node.unit.startswith("dollar/")
        value = node.value
        if not 2 <= value <= LARGEST or (value * (100 if money_like else 1)).denominator != 1:
            raise Unusable(f"{value} is no sensible {node.unit}")
        if node.unit == "year" and value > 95:
            raise Unusable("too old")
        holder = {"A": node.slots["A"], "B": node.slots.get("B"), "both": THEY}[node.schema.holder]
        node.slots["holder"] = holder
        if node.schema.narrow:
            adjective = node.slots[node.schema.narrow]
            node.slots["after"] = {"n": f"{adjective} {node.slots['n']}", "ns": f"{adjective} {node.slots['ns']}"}
        self.nodes.append(node)


def chain(rng: Random, steps: int) -> list[Node]:
    """The nodes of a chain whose last one takes `steps` operations. Raises Unusable."""
    building = Chain(rng, steps == 1)
    building.extend(steps)
    while (done := building.nodes[-1].operations()) < steps:
        building.extend(steps - done)
    if building.nodes[-1].operations() != steps:
        raise Unusable("not as many steps")
    return building.nodes
