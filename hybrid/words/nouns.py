"""Nouns of units: one form for each, singular, and which of them are physical, money, or counts.

English plurals follow a few endings, with a list of what is irregular (Quirk et al., A Comprehensive Grammar of the
English Language, 1985, 5.73 to 5.92). Physical units have their abbreviations as well. Everything that is neither
physical nor money counts things: clip, apple, person.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Sort = Literal["length", "time", "mass", "volume", "area", "speed", "angle", "money", "number", "count"]


def _aliases(*rows: str) -> Mapping[str, str]:
    """{alias: name} of rows "name alias alias"; a name is its own alias."""
    return {alias: row.split()[0] for row in rows for alias in row.split()}


PHYSICAL: Mapping[Sort, Mapping[str, str]] = {
    "length": _aliases(
        "meter m metre",
        "kilometer km kilometre",
        "centimeter cm centimetre",
        "millimeter mm millimetre",
        "decimeter dm decimetre",
        "inch in",
        "foot ft",
        "yard yd",
        "mile mi",
    ),
    "time": _aliases(
        "second s sec",
        "minute min",
        "hour h hr",
        "day",
        "week wk",
        "month",
        "year yr",
        "decade",
        "century",
    ),
    "mass": _aliases(
        "gram g gramme",
        "kilogram kg kilo kilogramme",
        "milligram mg",
        "pound lb lbs",
        "ounce oz",
        "ton",
        "tonne",
    ),
    "volume": _aliases(
        "liter l litre",
        "milliliter ml millilitre",
        "centiliter cl centilitre",
        "cup",
        "pint pt",
        "quart qt",
        "gallon gal",
        "tablespoon tbsp",
        "teaspoon tsp",
    ),
    "area": _aliases("acre", "hectare ha"),
}
"""Sort: the units of it and their abbreviations. The names are names of the library `pint`. `month` and the like are
what people mean by them; how many days a month has is a constant that a story has to call for."""

MONEY: Mapping[str, str] = _aliases(
    "dollar usd buck", "cent", "euro eur", "pound_sterling gbp sterling", "rupee", "yen"
)
NUMBER = frozenset("1 dozen pair couple percent time number ratio fraction".split())
"""Words that stand where a unit does and mean a plain number: 3 dozen, 4 times."""

POWERS: Mapping[str, tuple[str, int]] = {
    "square": ("square", 2),
    "squared": ("square", 2),
    "sq": ("square", 2),
    "cubic": ("cubic", 3),
    "cubed": ("cubic", 3),
}

IRREGULAR: Mapping[str, str] = {
    "people": "person",
    "persons": "person",
    "men": "man",
    "women": "woman",
    "children": "child",
    "feet": "foot",
    "teeth": "tooth",
    "geese": "goose",
    "mice": "mouse",
    "oxen": "ox",
    "dice": "die",
    "pence": "penny",
    "inches": "inch",
    "pies": "pie",
    "ties": "tie",
    "cookies": "cookie",
    "brownies": "brownie",
    "movies": "movie",
    "smoothies": "smoothie",
    "calories": "calorie",
    "selfies": "selfie",
    "zombies": "zombie",
    "caches": "cache",
    "shoes": "shoe",
    "canoes": "canoe",
    "toes": "toe",
    "hoes": "hoe",
    "buses": "bus",
    "gases": "gas",
    "lenses": "lens",
    "quizzes": "quiz",
    "axes": "axe",
    "leaves": "leaf",
    "loaves": "loaf",
    "halves": "half",
    "calves": "calf",
    "knives": "knife",
    "wives": "wife",
    "lives": "life",
    "shelves": "shelf",
    "elves": "elf",
    "wolves": "wolf",
    "scarves": "scarf",
    "thieves": "thief",
    "hooves": "hoof",
    "cacti": "cactus",
    "fungi": "fungus",
}
SAME = frozenset(
    "sheep fish deer series species aircraft bus gas lens glass dress class cactus news tennis chess mathematics bonus "
    "octopus walrus virus campus plus iris canvas atlas christmas platypus fungus hippopotamus crocus".split()
)
_BEFORE_ES = ("sses", "shes", "ches", "xes", "zzes", "toes", "roes")

_PHYSICAL = {alias: (sort, name) for sort, names in PHYSICAL.items() for alias, name in names.items()}


def singular(noun: str) -> str:
    """One clip for clips, berry for berries; only the last word of a_long_name is a noun that bends."""
    start, _, last = noun.rpartition("_")
    return f"{start}_{_singular(last)}" if start else _singular(last)


def _singular(noun: str) -> str:
    if noun in IRREGULAR:
        return IRREGULAR[noun]
    for many, one in (("women", "woman"), ("men", "man"), ("children", "child"), ("people", "person")):
        if noun.endswith(many):
            return noun[: -len(many)] + one
    if noun in SAME or len(noun) < 4 or not noun.endswith("s") or noun.endswith(("ss", "us", "is")):
        return noun
    if noun.endswith("ies"):
        return noun[:-3] + "y"
    if noun.endswith(_BEFORE_ES):
        return noun[:-2]
    return noun[:-1]


def canonical(noun: str) -> tuple[str, int]:
    """The one form of a unit's name and the power of it that is meant: ("meter", 2) for square_meters.

    Words that mean a plain number give ("", 0).
    """
    noun = noun.lower()
    name, sort = _known(noun)
    if sort != "count":
        return ("", 0) if sort == "number" else (name, 1)
    first, _, rest = noun.partition("_")
    start, _, last = noun.rpartition("_")
    for power, base in ((POWERS.get(first), rest), (POWERS.get(last), start)):
        if power is not None and base and _known(base)[1] == "length":
            return _known(base)[0], power[1]
    return name, 1


def _known(noun: str) -> tuple[str, Sort]:
    for form in (noun, singular(noun)):
        if form in _PHYSICAL:
            sort, name = _PHYSICAL[form]
            return name, sort
        if form in MONEY:
            return MONEY[form], "money"
        if form in NUMBER:
            return "", "number"
    # `hrs`, `mins`: too short for a plural by the rules of nouns
    if noun.endswith("s") and noun[:-1] in _PHYSICAL and len(noun) > 2:
        sort, name = _PHYSICAL[noun[:-1]]
        return name, sort
    return singular(noun), "count"


def sort_of(name: str) -> Sort:
    """What a canonical name measures; "count" for every noun that is no unit of anything else."""
    return _known(name)[1]
