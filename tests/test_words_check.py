"""Each check finds what it is for, names the line, and says what would do; good readings pass all of them."""

import pytest

from hybrid.words.check import check, examine
from hybrid.words.program import read_program

HONEY = "Mira packs 6 crates. Each crate holds 14 jars of honey; 5 jars break. Half of the rest is sold in 2 weeks."


def found(story: str, reading: str, kind: str = "") -> list[tuple[str, int, str]]:
    """The findings as (kind, line, message), those of one kind when it is given."""
    return [(f.kind, f.row, f.message) for f in check(story, read_program(reading)) if kind in ("", f.kind)]


def errors(story: str, reading: str) -> list[tuple[str, int]]:
    return [(f.kind, f.row) for f in check(story, read_program(reading)) if f.severity == "error"]


# -- quotes ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "quote",
    ["packs 6 crates", "PACKS  6 crates", "Each crate holds 14 jars of honey; 5 jars break", "Mira packs 6 crates."],
)
def test_a_quote_may_differ_in_space_and_case(quote):
    assert found(HONEY, f'n = 6 crate "{quote}"\nask n', "QUOTE") == []


@pytest.mark.parametrize(
    "quote", ["packs six crates", "ira packs 6 crates", "packs 6 crat", "6 crates ... 14 jars", ""]
)
def test_a_quote_is_verbatim_and_of_whole_words(quote):
    ((kind, row, message),) = found(HONEY, f'n = 0 crate "{quote}"\nask n', "QUOTE")
    assert row == 1 and "quote" in message or "not in the story" in message


def test_the_message_says_how_far_a_quote_is_right():
    ((_, _, message),) = found(HONEY, 'n = 6 crate "packs 6 boxes"\nask n', "QUOTE")
    assert 'only "packs 6" is' in message


def test_quotation_marks_and_dashes_are_all_alike():
    story = "The “Red Hen” isn’t far – 3 km. How far is it?"
    assert found(story, """d = 3 km "'Red Hen' isn't far - 3 km"\nask d""") == []


# -- numbers ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "story, line",
    [
        ("She sold half as many clips in May.", 'x = april / 2 "half as many"'),
        ("Tom has twice as many as Ann.", 'x = april * 2 "twice as many"'),
        ("Tom has twice as many as Ann.", 'x = april / 2 "twice as many"'),
        ("Two thirds of them left.", 'x = april * 2/3 "Two thirds of them"'),
        ("Two thirds of them left.", 'x = (2/3) * april "Two thirds of them"'),
        ("A quarter of them left.", 'x = april - april/4 "A quarter of them"'),
        ("It fell by 20%.", 'x = april * (1 - 20%) "fell by 20%"'),
        ("It fell by 20 percent.", 'x = april - april*20/100 "fell by 20 percent"'),
        ("It fell by 20%.", 'x = april * 0.2 "fell by 20%"'),
        ("It costs $1,250.50 a day.", 'x = 1250.5 "costs $1,250.50"'),
        ("Two dozen rolls.", 'x = 24 "Two dozen rolls"'),
        ("Two dozen rolls.", 'x = 2 * per_dozen "Two dozen rolls"'),
        ("A dozen rolls.", 'x = 12 "A dozen rolls"'),
        ("Both sisters came.", 'x = 2 "Both sisters"'),
        ("Each child gets a ball.", 'x = 1 "Each child gets a ball"'),
        ("Ann and her 3 brothers eat.", 'x = 3 + 1 "Ann and her 3 brothers"'),
        ("Ann, Bo and Cy eat.", 'x = 3 "Ann, Bo and Cy"'),
        ("The average of her marks", 'x = (april + may)/2 "The average of her marks"'),
        ("A square room", 'x = april^2 "A square room"'),
        ("The perimeter of a field", 'x = 2*(april + may) "The perimeter of a field"'),
        ("In 3 weeks", 'x = 3 * days_per_week "In 3 weeks"'),
        ("Two and a half hours", 'x = 2.5 "Two and a half hours"'),
        ("2 1/2 cups", 'x = 5/2 "2 1/2 cups"'),
        ("It takes 4 hours.", 'x = 1/april "takes 4 hours"'),
    ],
)
def test_words_that_say_a_number_ground_it(story, line):
    reading = f'{line}\nunknown april "{story.split()[0]}"\nunknown may "{story.split()[0]}"\nask x'
    assert found(story, reading, "GROUNDED") == []


@pytest.mark.parametrize(
    "line, says",
    [
        ('n = 7 crate "packs 6 crates"', "7 is not said by the words quoted, which say 6"),
        ('n = 4 jar "holds 14 jars"', "4 is not said"),
        ('n = 14 jar "packs 6 crates"', "14 is not said"),
        ('n = m / 3 jar "Half of the rest"', "3 is not said"),
        ('n = m * 2 + 1 jar "packs 6 crates"', "2 is not said"),
        ('n = m^2 jar "packs 6 crates"', "exponent 2"),
        ('n = (m + k)/2 jar "packs 6 crates"', "2 is not said"),
        ('n = 2 * 7 day "in 2 weeks"', "write days_per_week"),
        ('n = 2 * hours_per_day hour "in 2 weeks"', "calls for hours_per_day"),
    ],
)
def test_an_invented_number_is_found(line, says):
    reading = f'{line}\nunknown m jar "jars"\nunknown k jar "jars"\nask n'
    messages = [message for _, row, message in found(HONEY, reading, "GROUNDED") if row == 1]
    assert len(messages) >= 1 and says in messages[0]


def test_a_quote_may_not_cut_a_number():
    story = "She has 1,250 pens and twenty-five rubbers, and 15% are red. How many?"
    assert found(story, 'n = 20 "twenty"\nask n', "GROUNDED")
    assert found(story, 'n = 15 "and 15"\nask n', "GROUNDED")


def test_numbers_and_names_without_use_are_remarked():
    reading = 'n = 6 crate "packs 6 crates"\nper = 14 jar/crate "Each crate holds 14 jars"\nask n'
    said = found(HONEY, reading, "UNUSED")
    assert ("UNUSED", 2, "the answer does not depend on per") in said
    assert ["5" in m or "Half" in m or '"2"' in m for _, row, m in said if row == 0] == [True] * 3
    assert all(f.severity == "remark" for f in check(HONEY, read_program(reading)))


# -- units -----------------------------------------------------------------------------------------

DRIVE = "A bus goes 60 miles an hour for 30 minutes, has 4 boys and 5 girls, and costs 3 dollars and 20 cents. How far?"
GIVEN = """\
speed = 60 mile/hour "60 miles an hour"
time = 30 minute "30 minutes"
boys = 4 boy "4 boys"
girls = 5 girl "5 girls"
dollars = 3 dollar "3 dollars"
cents = 20 cent "20 cents"
unknown free "A bus"
"""


@pytest.mark.parametrize(
    "ask",
    [
        "speed * time / minutes_per_hour mile",
        "boys + girls child",
        "dollars * cents_per_dollar + cents cent",
        "dollars / boys dollar",
        "dollars / boys dollar/boy",
        "3 * time + 5 minutes",
        "time + free minute",
        "boys / girls",
        "max(boys, girls) child",
        "1 - boys / (boys + 2)",
    ],
)
def test_units_that_agree(ask):
    assert found(DRIVE, f"{GIVEN}ask {ask}", "UNITS") == []


@pytest.mark.parametrize(
    "ask, says",
    [
        ("speed * time mile", "minutes_per_hour"),
        ("dollars + cents cent", "cents_per_dollar"),
        ("boys + girls", "state a noun that covers them"),
        ("boys + time minute", "boys in boy is added to time in minute"),
        ("time hour", "minute divided by minutes_per_hour is hour"),
        ("boys dollar", "boys is in boy, not in dollar"),
        ("3 * boys dollar", "3 would have to be in dollar/boy"),
        ("boys girl", "girl there are for each boy"),
        ("boys / (boys + 1) + girls girl", "is added to"),
        ("remainder(boys, time) boy", "is divided by"),
    ],
)
def test_units_that_do_not_agree(ask, says):
    ((_, row, message),) = found(DRIVE, f"{GIVEN}ask {ask}", "UNITS")
    assert row == 8 and says in message


def test_the_sides_of_a_relation_have_one_unit():
    ((_, row, message),) = found(DRIVE, f'{GIVEN}where free + time = dollars "A bus"\nask free', "UNITS")
    assert row == 8 and "minute" in message and "dollar" in message


def test_a_red_marble_is_a_marble():
    story = "He has 3 red marbles and 4 blue marbles. How many marbles?"
    reading = 'r = 3 red_marble "3 red marbles"\nb = 4 blue_marble "4 blue marbles"\nask r + b marble'
    assert found(story, reading) == []


# -- one solution ----------------------------------------------------------------------------------

SUM = "The sum of x and y is 10. The difference of x and y is 2. x is 5. What is y?"
XY = 'unknown x "x"\nunknown y "y"\nwhere x + y = 10 "The sum of x and y is 10"\n'


def test_too_little_is_said():
    (finding,) = found(SUM, f"{XY}ask y", "DETERMINED")
    assert finding == ("DETERMINED", 1, "line 3 leaves x and y open: one more relation is missing")
    (alone,) = found(SUM, 'unknown x "x"\nask x', "DETERMINED")
    assert alone[2] == "no line says anything about x"


def test_too_much_is_said_and_only_what_conflicts_is_named():
    reading = f'{XY}z = 2 "difference of x and y is 2"\nwhere x - y = z "difference"\nwhere x = 5 "x is 5"\nask y'
    ((_, row, message),) = found(SUM, reading, "DETERMINED")
    assert row == 6 and "lines 3, 4, 5, 6 contradict" in message
    without = 'k = 10 "is 10"\nm = 2 "is 2"\nwhere k = 5*m "x"\nwhere k = m "x"\nask k'
    ((_, row, message),) = found(SUM, without, "DETERMINED")
    assert "lines 1, 2, 4 contradict" in message


def test_what_agrees_twice_is_no_conflict():
    assert found(SUM, f'{XY}where x - y = 2 "is 2"\nwhere 2*x = 12 + 2*y - 8 "x"\nask y', "DETERMINED") == []


@pytest.mark.parametrize(
    "reading, row, says",
    [
        ('a = 10 "is 10"', 0, "nothing is asked"),
        ('a = 10 "is 10"\nask b', 2, "no line says what b is"),
        ('a = 10 "is 10"\na = 2 "is 2"\nask a', 2, "a is given in line 1 already"),
        ('a = 10/0 "is 10"\nask a', 1, "division by zero"),
        ('a = b + 2 "is 2"\nb = a - 2 "is 2"\nask a', 1, "lines 1, 2 leave a and b open"),
        ('unknown a "x"\nwhere floor(a/2) = 5 "x is 5"\nask a', 1, "rounding"),
        ('unknown a "x"\nwhere a*a = 10 "is 10"\nwhere a < 2 "is 2"\nwhere a > 5 "is 5"\nask a', 4, "no solution"),
    ],
)
def test_what_is_not_determined_is_said(reading, row, says):
    assert any(r == row and says in message for _, r, message in found(SUM, reading, "DETERMINED"))


def test_an_open_name_that_nobody_asks_for_is_a_remark():
    checked = examine(SUM, read_program('unknown x "x"\na = 10 "is 10"\nask a'))
    assert checked.ok and [f.kind for f in checked.findings if f.row == 1] == ["DETERMINED", "UNUSED"]


# -- sense -----------------------------------------------------------------------------------------

PEOPLE = "There are 7 people, 3 dollars, 2.5 boxes, 9 boxes and a pizza; half of the people owe 5 dollars. How many?"


@pytest.mark.parametrize(
    "line, says",
    [
        (
            'n = 7/2 person "7 people, 3 dollars, 2.5 boxes, 9 boxes and a pizza; half"',
            "3.5 is no whole number of person",
        ),
        ('n = 3 - 7 person "7 people, 3 dollars"', "n = -4 is negative"),
        ('n = 3 - 5 dollar "3 dollars, 2.5 boxes, 9 boxes and a pizza; half of the people owe 5"', ""),
        ('n = 3 - 7 dollar "7 people, 3 dollars"', "n = -4 is negative"),
        ('n = 2.5 box "2.5 boxes"', ""),
        ('n = 1/2 pizza "a pizza; half"', ""),
    ],
)
def test_values_make_sense(line, says):
    messages = [m for _, _, m in found(PEOPLE, f"{line}\nask n", "SENSE")]
    assert messages == ([] if not says else [f"n = {says}" if not says.startswith("n") else says])


def test_half_a_person_is_only_right_in_an_average_or_to_be_rounded():
    given = 'n = 7 person "7 people"\nm = n/2 person "half of the people"\n'
    assert ("SENSE", 2) in errors(PEOPLE, f"{given}ask m person")
    assert errors(PEOPLE, f"{given}ask ceil(m) person") == []
    story = "Families of 2 and 3 people, on average, how many?"
    assert errors(story, 'a = 2 person "2"\nb = 3 person "3"\nask (a + b)/2 person "on average, how many"') == []


def test_a_share_is_at_most_the_whole():
    story = "He has 20 nuts and eats 30 of his 20 nuts, then 150% of the nuts. How many?"
    reading = (
        'n = 20 nut "20 nuts"\nm = 30 nut "eats 30 of his 20 nuts"\nk = n*150% nut "150% of the nuts"\nask k + m nut'
    )
    assert errors(story, reading) == [("SENSE", 2), ("SENSE", 3)]
    grown = "He has 20 nuts, then 150% of the nuts of last year, as many as never. How many?"
    assert errors(grown, 'n = 20 nut "20 nuts"\nk = n*150% nut "150% of the nuts of last year, as many"\nask k') == []


def test_findings_read_as_sentences_with_their_line():
    (finding,) = (f for f in check(HONEY, read_program('n = 7 crate "packs 6 crates"\nask n')) if f.row)
    assert str(finding) == "error GROUNDED: line 1: 7 is not said by the words quoted, which say 6"
    assert finding.to_json()["line"] == 1


def test_a_line_without_a_value_leaves_the_lines_after_it_as_they_are():
    story = "Ann has 3 apples and 2 pears, and Tom has 1 pear. How many pears are there?"
    lines = ['a = 3/0 apple "3 apples"', 'b = 2 pear "2 pears"', 'c = 1 pear "1 pear"', "ask b + c pear"]
    for order in (lines, [lines[0], *lines[2:3], lines[1], lines[3]], [lines[0], lines[1], "ask b pear"]):
        checked = examine(story, read_program("\n".join(order)))
        assert checked.determined.answers == [2 if "c" not in order[-1] else 3]
        assert any("no value" in f.message and f.row == 1 for f in checked.findings)
