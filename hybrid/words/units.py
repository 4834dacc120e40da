"""Units of quantities: one spelling for each, which measure the same, and how many of one make another.

A unit is a product of powers of names (hybrid.words.program.Unit). Two units agree when they are the same after
spelling: 3 hrs and 2 hours do, an hour and 60 minutes do not. The second pair has equal dimension, and one constant
makes one from the other; it is named, never applied, since a story has to call for it. Lengths, times, masses and
volumes with their factors are those of the library `pint`, to which money and, when it is asked about them, the nouns
of counts are added.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from typing import Any

from hybrid.words.constants import CONSTANTS, Constant
from hybrid.words.nouns import MONEY, Sort, canonical, singular, sort_of
from hybrid.words.program import Unit

PLAIN = Unit()
_MONEY: Mapping[str, str] = {"cent": "dollar / 100", "dollar": "[currency]"}
_TIMES: Mapping[str, tuple[int, str]] = {"decade": (10, "year")}  # to pint a decade is a factor of 10


def normal(unit: Unit) -> Unit:
    """The unit with each name in its one form: clip/hour for clips/hr, meter^2 for square_meters, 1 for dozen."""
    total: dict[str, int] = {}
    for written, n in unit.powers:
        name, power = canonical(written)
        if power:
            total[name] = total.get(name, 0) + n * power
    return Unit.of(total)


def named(text: str) -> Unit:
    """The unit of a constant: `day/week`, `1`; products and powers are not needed there."""
    above, _, below = text.partition("/")
    unit = PLAIN if above == "1" else Unit.of({above: 1})
    return normal(unit / Unit.of({below: 1}) if below else unit)


def single(unit: Unit) -> str:
    """The name of a unit that is one name; "" for everything else."""
    return unit.powers[0][0] if len(unit.powers) == 1 and unit.powers[0][1] == 1 else ""


def sort(unit: Unit) -> Sort | None:
    """What a unit of one name measures, "number" for a plain number, None for products and quotients.

    Length, area and volume are told from powers of lengths, speed from length over time.
    """
    if not unit.powers:
        return "number"
    if len(unit.powers) == 1:
        name, n = unit.powers[0]
        kind = sort_of(name)
        if n == 1:
            return kind
        return {2: "area", 3: "volume"}.get(n) if kind == "length" else None  # type: ignore[return-value]
    by_sort = sorted((sort_of(name), n) for name, n in unit.powers)
    return "speed" if by_sort == [("length", 1), ("time", -1)] else None


def is_count(unit: Unit) -> bool:
    """Whether the unit is one noun that counts things."""
    return sort(unit) == "count"


def head_noun(unit: Unit) -> str:
    """What is counted, without what kind: marble for red_marble; "" for no count."""
    name = single(unit)
    return name.rpartition("_")[2] if is_count(unit) else ""


def without_each(unit: Unit) -> Unit:
    """The unit without the counts below its line: dollar for dollar/friend, since each friend pays dollars."""
    return Unit(tuple((name, n) for name, n in unit.powers if n > 0 or sort_of(name) != "count"))


def same_dimension(a: Unit, b: Unit) -> bool:
    """Whether a and b measure the same: kilometer and mile, hour/day and minute/week; an apple is no orange."""
    return factor(a, b) is not None


def factor(a: Unit, b: Unit) -> Fraction | None:
    """How many b make one a, 60 for hour and minute; None when they do not measure the same."""
    ratio = normal(a) / normal(b)
    if not ratio.powers:
        return Fraction(1)
    registry = _registry()
    total = Fraction(1)
    dimension: dict[str, Fraction] = {}
    for name, n in ratio.powers:
        size, powers = registry.measure(name)
        total *= size**n
        for base, k in powers.items():
            dimension[base] = dimension.get(base, Fraction(0)) + k * n
    return None if any(dimension.values()) else total


def bridge(a: Unit, b: Unit) -> Constant | None:
    """The constant that turns a quantity in a into one in b by one product or quotient, None when there is none."""
    ratio = normal(a) / normal(b)
    for constant in CONSTANTS.values():
        unit = named(constant.unit)
        if unit.powers and ratio in (unit, unit**-1):
            return constant
    return None


def advice(a: Unit, b: Unit) -> str:
    """What would make a quantity in a one in b, in words: names the constant, or says that nothing does."""
    constant = bridge(a, b)
    if constant is not None:
        sign = "times" if normal(b) / normal(a) == named(constant.unit) else "divided by"
        return f"{a} {sign} {constant.name} is {b}"
    size = factor(a, b)
    if size is not None:
        many, few, times = (b, a, size) if size >= 1 else (a, b, 1 / size)
        shown = times if times.denominator == 1 else round(float(times), 6)
        return f"1 {few} is {shown} {many}, which the text or a constant has to say"
    return ""


class _Registry:
    """Sizes and dimensions from pint; counts have a dimension each, by their noun."""

    def __init__(self) -> None:
        import pint

        self.units: Any = pint.UnitRegistry(non_int_type=Fraction)
        for name in dict.fromkeys(MONEY.values()):
            self.units.define(f"{name} = {_MONEY.get(name, f'[{name}]')}")
        self.known: dict[str, tuple[Fraction, dict[str, Fraction]]] = {}

    def measure(self, name: str) -> tuple[Fraction, dict[str, Fraction]]:
        """The size in base units, and the dimension, of a canonical name."""
        if name not in self.known:
            if sort_of(name) == "count":
                self.known[name] = Fraction(1), {f"[{singular(name)}]": Fraction(1)}
            else:
                times, base = _TIMES.get(name, (1, name))
                size, _ = self.units.get_root_units(base)
                dimension = {str(k): Fraction(v) for k, v in self.units.get_dimensionality(base).items()}
                self.known[name] = times * Fraction(size), dimension
        return self.known[name]


@cache
def _registry() -> _Registry:
    return _Registry()
