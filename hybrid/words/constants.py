"""Constants that a story may use without saying them, and the words that make each of them fair to use.

`days_per_week` is 7 wherever it stands, but only a text that speaks of weeks may mean it. So each constant has a value,
a unit, and trigger words, one of which must occur in the text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache


@dataclass(frozen=True)
class Constant:
    """value in the unit (text of hybrid.words.program.Unit); triggers: stems of words, matched at a word's start."""

    name: str
    value: Fraction
    unit: str
    triggers: tuple[str, ...]

    def allowed(self, text: str) -> bool:
        """Whether a trigger occurs in the text."""
        return any(re.search(rf"(?<![a-z]){re.escape(t)}", text, re.I) for t in self.triggers)


def _table(*rows: tuple[str, str, str, str]) -> Mapping[str, Constant]:
    return {name: Constant(name, Fraction(value), unit, tuple(words.split(","))) for name, value, unit, words in rows}


CONSTANTS: Mapping[str, Constant] = _table(
    ("days_per_week", "7", "day/week", "week,daily,every day,each day,per day,a day"),
    ("workdays_per_week", "5", "day/week", "weekday,workday,work day,school day,work week,workweek,monday"),
    ("days_per_weekend", "2", "day/weekend", "weekend"),
    ("weeks_per_month", "4", "week/month", "month"),
    ("weeks_per_year", "52", "week/year", "year,annual"),
    ("days_per_month", "30", "day/month", "month,january,april,june,september,november"),
    ("days_per_year", "365", "day/year", "year,annual"),
    ("months_per_year", "12", "month/year", "year,annual,month"),
    ("years_per_decade", "10", "year/decade", "decade"),
    ("years_per_century", "100", "year/century", "centur"),
    ("hours_per_day", "24", "hour/day", "day,daily,hour"),
    ("minutes_per_hour", "60", "minute/hour", "hour,minute"),
    ("seconds_per_minute", "60", "second/minute", "minute,second"),
    ("seconds_per_hour", "3600", "second/hour", "hour"),
    ("cents_per_dollar", "100", "cent/dollar", "cent,dollar,$,penn,nickel,dime,quarter"),
    ("cents_per_penny", "1", "cent/penny", "penn"),
    ("cents_per_nickel", "5", "cent/nickel", "nickel"),
    ("cents_per_dime", "10", "cent/dime", "dime"),
    ("cents_per_quarter", "25", "cent/quarter", "quarter"),
    ("nickels_per_dollar", "20", "nickel/dollar", "nickel"),
    ("dimes_per_dollar", "10", "dime/dollar", "dime"),
    ("quarters_per_dollar", "4", "quarter/dollar", "quarter"),
    ("per_dozen", "12", "1", "dozen"),
    ("per_pair", "2", "1", "pair,couple,twin"),
    ("per_percent", "1/100", "1", "percent,%,per cent"),
    ("whole_percent", "100", "1", "percent,%,per cent"),
    ("inches_per_foot", "12", "inch/foot", "inch,foot,feet"),
    ("feet_per_yard", "3", "foot/yard", "yard,foot,feet"),
    ("inches_per_yard", "36", "inch/yard", "yard"),
    ("feet_per_mile", "5280", "foot/mile", "mile"),
    ("cm_per_m", "100", "cm/m", "cm,centimeter,centimetre,meter,metre"),
    ("m_per_km", "1000", "m/km", "km,kilomet"),
    ("mm_per_cm", "10", "mm/cm", "mm,millimet"),
    ("g_per_kg", "1000", "g/kg", "kg,kilo,gram"),
    ("ounces_per_pound", "16", "ounce/pound", "ounce,pound,oz,lb"),
    ("pounds_per_ton", "2000", "pound/ton", "ton"),
    ("ml_per_l", "1000", "ml/l", "ml,millilit,liter,litre"),
    ("ounces_per_cup", "8", "ounce/cup", "cup,ounce"),
    ("cups_per_pint", "2", "cup/pint", "pint,cup"),
    ("pints_per_quart", "2", "pint/quart", "quart,pint"),
    ("quarts_per_gallon", "4", "quart/gallon", "gallon,quart"),
    ("cups_per_quart", "4", "cup/quart", "quart"),
    ("pints_per_gallon", "8", "pint/gallon", "gallon"),
    ("cups_per_gallon", "16", "cup/gallon", "gallon"),
    ("ounces_per_gallon", "128", "ounce/gallon", "gallon"),
    ("sides_of_square", "4", "1", "square"),
    ("sides_of_triangle", "3", "1", "triang"),
    ("edges_of_cube", "12", "1", "cube"),
    ("degrees_of_circle", "360", "degree", "circle,degree,angle"),
    ("degrees_of_triangle", "180", "degree", "triang,angle"),
    ("wheels_per_bicycle", "2", "wheel/bicycle", "bicycle,bike"),
    ("wheels_per_tricycle", "3", "wheel/tricycle", "tricycle"),
    ("wheels_per_car", "4", "wheel/car", "car,vehicle"),
    ("legs_per_person", "2", "leg/person", "leg,shoe,feet,foot"),
    ("legs_per_quadruped", "4", "leg/animal", "dog,cat,cow,horse,sheep,goat,pig,leg"),
)


def triggered(low: str) -> frozenset[str]:
    """The names of the constants that a text in lower case allows, each as `Constant.allowed` says."""
    names: set[str] = set()
    for word in set(LETTERS.findall(low)):
        if begun := _begun(word):
            names.update(begun)
    for trigger, allowed in OTHERS.items():
        if trigger in low:
            names.update(name for name in allowed if CONSTANTS[name].allowed(low))
    return frozenset(names)


@lru_cache(maxsize=1 << 14)
def _begun(word: str) -> tuple[str, ...]:
    """The names of the constants that have a trigger with which the word begins."""
    return tuple(name for n in LENGTHS for name in BEGINNINGS.get(word[:n], ()) if n <= len(word))


LETTERS = re.compile(r"[a-z]+")
_BY_TRIGGER: Mapping[str, tuple[str, ...]] = {
    t: tuple(c.name for c in CONSTANTS.values() if t in c.triggers)
    for t in sorted({t for c in CONSTANTS.values() for t in c.triggers})
}
# triggers of letters alone, with which a word may begin, and the others, and the constants they allow
BEGINNINGS = {t: names for t, names in _BY_TRIGGER.items() if t.isalpha()}
OTHERS = {t: names for t, names in _BY_TRIGGER.items() if not t.isalpha()}
LENGTHS = sorted({len(t) for t in BEGINNINGS})
