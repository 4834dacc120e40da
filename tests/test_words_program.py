"""Numbers in English text, constants, and programs of the story language."""

from fractions import Fraction

import pytest

from hybrid.syntax.errors import InputError
from hybrid.words.constants import CONSTANTS
from hybrid.words.numbers import mentions
from hybrid.words.program import Unit, read_program

CLIPS = """\
april = 48 clip            "sold clips to 48 of her friends in April"
may = april / 2 clip       "half as many clips in May"
unknown june clip          "some clips in June"
where april + may + june = 100 clip   "100 clips in all"
left = remainder(april, 7) clip "what is left"
ask (june - 3)*2^2 clip    "How many clips?"
"""


def found(text: str) -> list[tuple[str, Fraction, str]]:
    return [(text[m.start : m.end], m.value, m.kind) for m in mentions(text)]


@pytest.mark.parametrize(
    "text, written, value, kind",
    [
        ("She has 1,250 pens.", "1,250", Fraction(1250), "number"),
        ("It cost $1.50 each", "$1.50", Fraction(3, 2), "money"),
        ("2 1/2 cups", "2 1/2", Fraction(5, 2), "number"),
        ("3/4 of a pie", "3/4", Fraction(3, 4), "fraction"),
        ("two-thirds of them", "two-thirds", Fraction(2, 3), "fraction"),
        ("a third of them", "third", Fraction(1, 3), "fraction"),
        ("the third day", "third", Fraction(3), "ordinal"),
        ("half as many", "half", Fraction(1, 2), "multiple"),
        ("three hundred and five men", "three hundred and five", Fraction(305), "word"),
        ("twenty-five", "twenty-five", Fraction(25), "word"),
        ("15% off", "15%", Fraction(3, 20), "percent"),
        ("15 percent", "15 percent", Fraction(3, 20), "percent"),
        ("2.5 million people", "2.5 million", Fraction(2_500_000), "number"),
        ("two and a half hours", "two and a half", Fraction(5, 2), "number"),
        ("a 3-hour walk", "3", Fraction(3), "number"),
    ],
)
def test_a_number_is_found_where_it_stands(text, written, value, kind):
    assert found(text) == [(written, value, kind)]


def test_numbers_that_stand_together_are_told_apart():
    assert [v for _, v, _ in found("six and seven, twenty thirty, 3 and 4")] == [6, 7, 20, 30, 3, 4]
    assert found("someone often phoned") == []


def test_a_program_reads_back_from_its_own_text():
    program = read_program(CLIPS)
    assert [line.kind for line in program.lines] == ["define", "define", "unknown", "relation", "define", "ask"]
    assert read_program(str(program)) == program
    assert program.lines[1].quote == "half as many clips in May"
    assert [line.row for line in program.lines] == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize(
    "bad", ["", "a = 3", 'a == 3 "x"', "ask floor(1, 2)", 'unknown where "x"', 'x = 3 + "a"', 'e = 3 "x"', "x" * 30_000]
)
def test_what_is_no_program_is_refused_with_an_example(bad):
    with pytest.raises(InputError) as refused:
        read_program(bad)
    assert refused.value.example or refused.value.line


def test_units_multiply_and_divide():
    dollar, clip = Unit.of({"dollar": 1}), Unit.of({"clip": 1})
    assert str(dollar / clip) == "dollar/clip" and (dollar / clip) * clip == dollar
    assert str(Unit()) == "1" and str(clip**-2) == "1/clip^2"


def test_a_constant_needs_a_word_that_calls_for_it():
    assert CONSTANTS["days_per_week"].allowed("for 3 weeks") and not CONSTANTS["days_per_week"].allowed("for 3 hours")
    assert not CONSTANTS["wheels_per_car"].allowed("the oscar")
