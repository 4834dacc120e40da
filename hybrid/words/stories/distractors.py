"""Sentences with a number that the answer does not need, some with the same noun and verb as those that count."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from random import Random

from hybrid.words.stories.chain import THEY, Given, Node
from hybrid.words.stories.lexicon import HAS, NOUNS
from hybrid.words.stories.schema import Slots, Spec


@dataclass(frozen=True, eq=False)
class Aside:
    """A sentence and its one number."""

    template: str
    slots: Slots
    value: Fraction


def aside(nodes: list[Node], others: list[Aside], rng: Random) -> Aside:
    """A sentence about the people of the story that changes nothing; `others` are those made before."""
    first = nodes[0]
    slots = dict(first.slots)
    families = {f for n in nodes for f in n.schema.families}
    kinds = {n.unit for n in nodes}
    used = {n.slots[k].name for n in nodes for k in ("A", "B") if k in n.slots}
    person = slots["A"].gender in ("she", "he")
    noun = rng.choice([n for n in NOUNS if n.kind == slots["noun"].kind and n != slots["noun"]])
    slots |= {
        "m": noun.singular,
        "ms": noun.plural,
        "pet": rng.choice(("dogs", "cats", "cousins", "uncles", "pen pals")),
    }
    slots["tool"] = rng.choice(("an old radio", "a raincoat", "a lunch box", "a small lamp", "a pair of gloves"))
    held = first.schema.gives in ("held", "gap")
    choices: list[tuple[str, int, int, float]] = []
    if held and not slots["kinds"]:
        choices += [("{A} also {v} {aside} {ms}", 3, 60, 4.0), ("besides, {A} {v} {aside} {ms}", 3, 60, 2.0)]
    elif held:
        choices += [("{A} also {v} {aside} {ms}", 3, 60, 4.0)]
    if held and first.schema.name in ("have", "do") and all(n.schema.holder == "B" for n in nodes[1:]):
        slots["C"] = _stranger(nodes, used, others, rng)
        if slots["C"] is not None:
            choices += [("{C} {v} {aside} {ns}", 3, 60, 4.0), ("{C} {v} {aside} {ns} as well", 3, 60, 1.0)]
    if person and "age" not in families:
        choices += [("{A} is {aside} years old", 7, 40, 1.5)]
    if person:
        choices += [("{A} has {aside} {pet}", 2, 9, 1.5), ("{A} shares a house with {aside} other people", 2, 6, 0.7)]
    if "mile" not in kinds:
        choices += [("{A} lives {aside} miles from the city", 3, 40, 1.0 if person else 0.0)]
    if not kinds & {"minute", "hour"} and "rate" not in families:
        choices += [("{A} took a break of {aside} minutes", 5, 45, 1.0 if person else 0)]
    if "dollar" in kinds and person:
        choices += [("last month, {A} paid {aside} for {tool}", 5, 60, 2.0)]
    choices += [
        ("outside, it was {aside} degrees", 50, 85, 0.4),
        ("it was {aside} days before the holidays", 3, 25, 0.4 if "calendar" not in families else 0),
    ]
    if person:
        choices += [
            ("{A} wore a shirt with the number {aside} on it", 2, 99, 0.5),
            ("{A} had read {aside} pages of a book that morning", 5, 90, 0.6),
            ("the house where {A} lives has {aside} windows", 6, 30, 0.5),
            ("{A} went to bed after {aside} songs on the radio", 2, 9, 0.3),
        ]
    if held and person:
        choices += [
            ("{A} would like to have {aside} {ms} as well", 3, 40, 1.5),
            ("{A} once owned {aside} {ms}", 3, 60, 1.0),
        ]
    if "dollar" in kinds and person:
        choices += [("{A} looked at a tent for {aside} but did not buy it", 40, 180, 1.5)]
    told = {o.template for o in others}
    choices = [c for c in choices if c[0] not in told]
    template, low, high, _ = rng.choices(choices, [c[3] for c in choices])[0]
    value = Fraction(rng.randint(low, high))
    style = "money" if "paid" in template or "tent" in template else "count"
    spec = Spec(lambda r, s: value, "", "money" if style == "money" else "count")
    slots["numbers"] = {"aside": Given("", value, spec, "")}
    if THEY in (slots["A"],):
        slots["v"] = HAS
    return Aside(template, slots, value)


def _stranger(nodes: list[Node], used: set[str], others: list[Aside], rng: Random) -> object:
    from hybrid.words.stories.lexicon import HE, SHE, Person

    gender = rng.choice(("she", "he"))
    names = [n for n in (SHE if gender == "she" else HE) if n not in used]
    return Person(rng.choice(names), "she" if gender == "she" else "he")
