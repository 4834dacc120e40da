"""Units: spelling, what measures the same, and the constant that makes one unit from another."""

from fractions import Fraction

import pytest

from hybrid.words.constants import CONSTANTS
from hybrid.words.nouns import PHYSICAL, singular
from hybrid.words.program import Unit
from hybrid.words.units import advice, bridge, factor, is_count, named, normal, same_dimension, sort, without_each


def u(text: str) -> Unit:
    """`mile/hour` as a unit, as it is spelled."""
    above, _, below = text.partition("/")
    return Unit.of({above: 1}) / (Unit.of({below: 1}) if below else Unit())


@pytest.mark.parametrize(
    "many, one",
    [
        ("clips", "clip"),
        ("boxes", "box"),
        ("cherries", "cherry"),
        ("buses", "bus"),
        ("glass", "glass"),
        ("potatoes", "potato"),
        ("people", "person"),
        ("grandchildren", "grandchild"),
        ("policewomen", "policewoman"),
        ("red_marbles", "red_marble"),
        ("knives", "knife"),
        ("horses", "horse"),
        ("sheep", "sheep"),
        ("pies", "pie"),
        ("bus", "bus"),
    ],
)
def test_a_noun_has_one_form(many, one):
    assert singular(many) == one and singular(one) == one


@pytest.mark.parametrize(
    "written, meant",
    [("hrs", "hour"), ("mins", "minute"), ("kms", "kilometer"), ("lbs", "pound"), ("feet", "foot"), ("L", "liter")],
)
def test_abbreviations_are_read(written, meant):
    assert str(normal(u(written))) == meant


def test_powers_and_plain_numbers_are_read():
    assert str(normal(u("square_meters"))) == "meter^2" and str(normal(u("sq_ft"))) == "foot^2"
    assert normal(u("dozen")) == Unit() == normal(u("percent"))
    assert normal(u("miles/hr")) == u("mile/hour")


def test_what_a_unit_measures():
    assert sort(u("hour")) == "time" and sort(u("dollar")) == "money" and sort(u("apple")) == "count"
    assert sort(u("foot") ** 2) == "area" and sort(u("mile/hour")) == "speed" and sort(u("dollar/apple")) is None
    assert is_count(u("cat")) and not is_count(u("cup"))  # to pint a cat is a pressure


def test_equal_dimension_is_no_equality():
    assert same_dimension(u("hour"), u("minute")) and normal(u("hour")) != normal(u("minute"))
    assert factor(u("hour"), u("minute")) == 60 and factor(u("cent"), u("dollar")) == Fraction(1, 100)
    assert factor(u("mile/hour"), u("km/hour")) == Fraction(1609344, 10**6)
    assert factor(u("gallon"), u("inch") ** 3) == 231
    assert not same_dimension(u("apple"), u("orange")) and not same_dimension(u("hour"), u("mile"))


def test_the_constant_that_would_do_is_named():
    assert advice(u("hour"), u("minute")) == "hour times minutes_per_hour is minute"
    assert advice(u("minute"), u("hour")) == "minute divided by minutes_per_hour is hour"
    assert bridge(u("dollar/hour"), u("dollar/day")) is CONSTANTS["hours_per_day"]
    assert "1.609344" in advice(u("mile"), u("kilometer")) and advice(u("apple"), u("hour")) == ""


def test_each_may_be_left_out():
    assert without_each(u("dollar/friend")) == u("dollar") and without_each(u("mile/hour")) == u("mile/hour")


def test_pint_knows_every_physical_unit_and_agrees_with_our_sorts():
    dimension = {"length": "meter", "time": "second", "mass": "gram", "volume": "liter", "area": "hectare"}
    for kind, names in PHYSICAL.items():
        for name in set(names.values()):
            assert same_dimension(u(name), u(dimension[kind])), name


CONVENTIONS = {"workdays_per_week", "weeks_per_month", "weeks_per_year", "days_per_month", "days_per_year"}


def test_constants_between_physical_units_have_the_value_of_pint():
    checked = 0
    for constant in CONSTANTS.values():
        unit = named(constant.unit)
        if len(unit.powers) == 2 and constant.name not in CONVENTIONS:
            (one, n), (other, _) = unit.powers
            many, few = (one, other) if n > 0 else (other, one)
            if (size := factor(u(few), u(many))) is not None:
                assert size == constant.value, constant
                checked += 1
    assert checked >= 25
