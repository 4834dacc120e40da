"""RELATION: the lines of a solution against a reading of the story."""

from __future__ import annotations

import json
import random
from fractions import Fraction
from itertools import islice

import pytest

from hybrid.batch import batch
from hybrid.cli import main
from hybrid.syntax.errors import InputError
from hybrid.words import read_program
from hybrid.words.calculation import read_chain
from hybrid.words.reader.readings import Reading, Readings, nothing
from hybrid.words.reader.sampled import given
from hybrid.words.relation import quantities
from hybrid.words.stories import broken
from hybrid.words.stories import stories as generated
from hybrid.words.verifying import shown, verify
from tests.stories import STORIES

STORY = "Iva has 5 boxes with 12 candles in each. She lights 7 candles. How many candles are left?"
PROGRAM = (
    'boxes = 5 box "has 5 boxes"\neach = 12 candle/box "12 candles in each"\nlit = 7 candle "lights 7 candles"\n'
    "ask boxes*each - lit candle"
)
READ = given(STORY, PROGRAM)


def verdicts(solution: str, readings: Readings | None = READ) -> list[str]:
    return [line.relation for line in verify(STORY, solution, readings=readings).lines]


@pytest.mark.parametrize(
    "solution",
    [
        "5 * 12 = 60 candles\n60 - 7 = 53 are left\n#### 53",
        "12*5 = <<12*5=60>>60\nShe has <<12*5-7=53>>53 left.\n#### 53",
        "12 x 5 - 7 = 53 candles.\n#### 53",
    ],
)
def test_lines_that_follow_from_the_reading_are_proved_in_whatever_form(solution: str) -> None:
    assert set(verdicts(solution)) == {"proved"}


def test_the_first_line_that_joins_the_same_numbers_otherwise_is_refuted_with_what_the_reading_has() -> None:
    verdict = verify(STORY, "5 + 12 = 17 candles\n17 - 7 = 10 are left\n#### 10", readings=READ)
    assert [line.relation for line in verdict.lines] == ["refuted", "unknown", "refuted"]
    assert [line.arithmetic for line in verdict.lines[:2]] == ["proved", "proved"] and verdict.flagged
    wrong = verdict.first_wrong
    assert wrong is not None and (wrong.line, wrong.check, wrong.said, wrong.right) == (1, "relation", 17, 60)
    assert "the reading joins 5 and 12 to 60" in verdict.lines[0].notes
    assert "the reading gives 53" in verdict.lines[2].notes


def test_a_slip_of_arithmetic_is_no_wrong_relation() -> None:
    verdict = verify(STORY, "5 * 12 = 65 candles\n65 - 7 = 58 are left\n#### 58", readings=READ)
    assert [(x.arithmetic, x.relation) for x in verdict.lines[:2]] == [("refuted", "proved"), ("proved", "unknown")]


def test_another_way_to_the_same_answer_is_unknown_and_not_refuted() -> None:
    # one candle of a box after the other: no quantity of the reading, but its answer
    assert verdicts("5 + 5 = 10\n10 + 43 = 53\n#### 53") == ["unknown", "unknown", "proved"]
    assert verdicts("7 + 5 = 12\n12 * 5 - 7 = 53\n#### 53")[0] == "unknown"


def test_without_a_reading_that_is_answered_by_everything_is_unknown() -> None:
    wrong = "5 + 12 = 17\n#### 17"
    unsure = Readings(READ.readings, 0.3, False, "not sure")
    for readings in (None, nothing("nobody there"), unsure):
        assert set(verdicts(wrong, readings)) == {"unknown"}


def test_a_given_reading_with_an_error_is_not_answered_by() -> None:
    bad = given(STORY, PROGRAM.replace("7 candle", "8 candle", 1))
    assert not bad.answers and set(verdicts("5 + 12 = 17\n#### 17", bad)) == {"unknown"}
    with pytest.raises(InputError):
        given(STORY, "no program")


# -- quantities ----------------------------------------------------------------------------------------


def follows(program: str, calculation: str) -> bool:
    chain = read_chain(f"{calculation}=0")
    assert chain is not None
    return quantities(read_program(program)).has(chain.parts[0])


SHOP = (
    'price = 80 dollar "$80"\nn = 3 "three"\noff = 15% "15%"\nfee = 4 dollar "$4"\nask n*price*(1 - off) + fee dollar'
)


@pytest.mark.parametrize(
    ("calculation", "yes"),
    [
        ("80*3", True),
        ("3*80*(1-15/100)", True),
        ("3*80*(1-0.15)", True),
        ("240*0.85+4", True),
        ("204+4", True),
        ("3*80*0.85+4", True),
        ("80*0.85", True),
        ("68*3", True),
        ("100-15", False),  # 85 is no quantity of the reading, 0.85 is
        ("80+4", False),
        ("80*(3-0.15)", False),
        ("80*3+80", False),
    ],
)
def test_quantities_of_sums_products_and_parts(calculation: str, yes: bool) -> None:
    assert follows(SHOP, calculation) is yes


@pytest.mark.parametrize("calculation", ["48/2", "48*1/2", "48*0.5", "48+24"])
def test_halving_is_multiplying_by_a_half(calculation: str) -> None:
    assert follows('april = 48 clip "48"\nmay = april/2 clip "half"\nask april + may clip', calculation)


def test_terms_of_an_equation_change_sides() -> None:
    sheep = (
        'unknown s sheep "a"\nout = 7 sheep "b"\nback = 12 sheep "c"\nwhere s - out + back = 40 sheep "d"\nask s sheep'
    )
    for calculation in ("40-12", "40-12+7", "28+7", "12-7", "40+7"):
        assert follows(sheep, calculation)
    assert not follows(sheep, "40+12")
    total = 'unknown each dollar "a"\nn = 4 "b"\nwhere n*each = 36 dollar "c"\nask each dollar'
    assert follows(total, "36/4") and not follows(total, "36*4")


@pytest.mark.parametrize("told", STORIES, ids=lambda told: told.kind)
def test_every_reading_has_quantities_and_proves_its_own_answer(told) -> None:
    found = given(told.story, "\n".join(line.strip() for line in told.reading.strip().splitlines()))
    assert found.answers
    value = found.readings[0].value
    (line,) = verify(told.story, f"#### {value}", readings=found).lines
    assert line.relation == "proved"
    (line,) = verify(told.story, f"#### {value + 1000}", readings=found).lines
    assert line.relation == "refuted"


def test_a_large_reading_takes_no_longer_than_a_small_one() -> None:
    names = [f"n{i}" for i in range(40)]
    lines = [f'{name} = {i + 2} pen "{i + 2}"' for i, name in enumerate(names)]
    program = read_program("\n".join([*lines, f"ask {' + '.join(names)} + {' * '.join(names)}"]))
    reading = Readings((Reading(program, Fraction(1), None, 1.0),), 1.0, True, "")
    assert quantities(program).count <= 10_000 + 200
    assert verdicts("2 + 3 = 5\n#### 5", reading)[0] == "proved"


def test_under_the_right_reading_no_right_line_is_refuted_and_every_wrong_answer_is() -> None:
    rng = random.Random(1)
    lines = proved = twins = 0
    for story in islice(generated(11), 30):
        reading = given(story.text, str(story.program))
        right = verify(story.text, "\n".join([*story.solution, f"#### {shown(story.answer)}"]), readings=reading)
        assert all(line.relation != "refuted" for line in right.lines)
        lines += len(right.lines)
        proved += sum(line.relation == "proved" for line in right.lines)
        for kind in ("wrong relation", "swapped operator"):
            twin = broken(story, kind, rng)
            if twin is None:
                continue
            twins += 1
            wrong = verify(story.text, "\n".join([*twin.lines, f"#### {shown(twin.answer)}"]), readings=reading)
            assert all(line.relation != "refuted" for line in wrong.lines[: twin.line])
            assert any(line.relation == "refuted" for line in wrong.lines)
    assert twins > 30 and proved > 0.9 * lines


# -- the command and batches ---------------------------------------------------------------------------


def run(capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, str]:
    with pytest.raises(SystemExit) as left:
        main(["verify", "--problem", STORY, "--solution", "5 + 12 = 17\n17 - 7 = 10\n#### 10", *options])
    return int(left.value.code or 0), capsys.readouterr().out


def test_the_command_reads_the_story_when_asked_to(tmp_path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "relation:" not in run(capsys)[1]
    status, out = run(capsys, "--relation")
    assert status == 1 and "relation: by this reading, confidence 0." in out
    assert "first wrong line: 1 (relation, says 17, right is 60)" in out
    file = tmp_path / "own.story"
    file.write_text(PROGRAM)
    status, out = run(capsys, "--reading", str(file), "--json")
    data = json.loads(out)
    assert status == 1 and data["reading"] == PROGRAM + "\n"
    assert [line["relation"] for line in data["lines"]] == ["refuted", "unknown", "refuted"]
    recorded = tmp_path / "readings.jsonl"
    recorded.write_text(json.dumps({"id": 1, "readings": [PROGRAM]}))
    assert "relation: the reader abstains" in run(capsys, "--reader", str(recorded))[1]  # known by another id only
    assert run(capsys, "--relation", "--reading", str(file))[0] == 2


def test_rows_of_a_batch_have_the_relation_when_asked_for(tmp_path) -> None:
    rows = [{"id": 1, "story": STORY, "solution": "5 + 12 = 17\n17 - 7 = 10\n#### 10"}]
    (plain,) = batch(rows)
    assert plain["lines"][0]["relation"] == "unknown" and "reading" not in plain
    (read,) = batch(rows, relation=True)
    assert read["status"] == "refuted" and read["lines"][0]["relation"] == "refuted" and read["confidence"] > 0.5
    recorded = tmp_path / "readings.jsonl"
    recorded.write_text(json.dumps({"id": 2, "readings": [PROGRAM]}))
    (other,) = batch(rows, relation=True, reader={"recorded": str(recorded)})
    assert other["reading"] is None and "no reading of this story" in other["reason"]
