"""`hybrid word`: a reading beside its story, the steps, the answer, the findings, and the exit status."""

import io
import json

import pytest

import hybrid
from hybrid.batch import work
from hybrid.cli import main
from hybrid.word_row import read
from tests.stories import STORIES

AGES = next(told for told in STORIES if told.kind == "ages")
BAD = "Ann has 3 apples and buys 2 more apples. How many apples does she have?"


@pytest.fixture
def run(tmp_path, capsys):
    """Run `hybrid word` with a reading (None for none): (exit status, standard output, standard error)."""

    def call(story, reading, *options):
        arguments = ["word", story, *options]
        if reading is not None:
            file = tmp_path / "reading.story"
            file.write_text(reading, encoding="utf-8")
            arguments += ["--reading", str(file)]
        with pytest.raises(SystemExit) as left:
            main(arguments)
        out, err = capsys.readouterr()
        return left.value.code, out, err

    return call


SHOWN = """\
Reading

   1  price = 80 dollar                "costs $80"
   2  now = price*(1 - 15/100) dollar  "sold at 15% off"
   3  ask now dollar

Steps

  price = 80 dollar                           (line 1)
  now = price*(1 - 15/100) = 80*(1 - 15/100) = 68 dollar    (line 2)

Answer: 68 dollar
"""


def test_the_reading_the_steps_and_the_answer_are_shown(run):
    told = next(told for told in STORIES if told.kind == "percent off")
    assert run(told.story, told.reading.strip()) == (0, SHOWN, "")


def test_algebra_is_shown_as_at_school(run):
    _, out, _ = run(AGES.story, AGES.reading)
    assert "  rosa = 36 year, son = 12 year               (lines 4, 5)" in out
    assert "Solve rosa = 3*son and rosa + 12 = 2*(son + 12) for rosa, son" in out
    assert "Answer: 12 year" in out and out.count("<=>") >= 3


def test_the_reading_may_be_wrong_and_then_there_is_no_answer(run):
    status, out, _ = run(BAD, 'a = 3 apple "has 3 apples"\nb = 5 apple "buys 2 more"\nask a + b apple')
    assert status == 1
    assert '!  2  b = 5 apple      "buys 2 more"' in out
    assert "No answer: the reading has 1 error; it would give 8 apple" in out
    assert "error GROUNDED: line 2: 5 is not said by the words quoted, which say 2" in out


def test_what_is_not_determined_has_no_answer(run):
    status, out, _ = run(BAD, 'unknown a apple "apples"\nask a apple')
    assert status == 1 and "No answer: the reading has 1 error\n" in out and "no line says anything about a" in out


def test_json_has_everything_and_its_proofs_replay(run):
    status, out, _ = run(AGES.story, AGES.reading, "--json")
    data = json.loads(out)
    assert status == 0 and data["status"] == "proved" and data["answer"] == "12" and data["unit"] == "year"
    (step,) = data["steps"]
    assert hybrid.check(step["derivation"]) and data["findings"] == []


def test_a_story_is_read_from_standard_input(run, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(AGES.story))
    assert run("-", AGES.reading)[0] == 0


@pytest.mark.parametrize(
    "story, reading, says",
    [
        ("", "ask 1", "the story is empty"),
        ("Ann has apples. How many has she?", "ask 1", "no number"),
        ("Ann has 3 apples.", "ask 1", "asks nothing"),
        ("Ann has 3 apples. How many? " * 4000, "ask 1", "at most 20000 are read"),
        (BAD, "a == 3", "expected: (, -, a function, a name, a number"),
        (BAD, "", "no line of a program"),
        (BAD, "ask " + "(" * 9000 + "a", ""),
        (BAD, "ask __import__('os')", "line 1"),
        (BAD, 'a = 3 "apples"\n' * 5000, "characters"),
    ],
)
def test_bad_input_is_refused_with_an_example(run, story, reading, says):
    status, out, err = run(story, reading)
    assert status == 2 and out == "" and says in err and "Traceback" not in err and len(err) < 1000


def test_a_file_that_is_not_there_is_named(capsys):
    with pytest.raises(SystemExit) as left:
        main(["word", BAD, "--reading", "nowhere.story"])
    assert left.value.code == 2 and "nowhere.story: No such file" in capsys.readouterr().err


EGGS = "Anna buys 3 boxes with 12 eggs in each box. On the way 5 eggs break. How many eggs are left?"


def test_without_a_reading_the_embedded_reader_reads_and_says_how_sure_it_is(run):
    status, out, err = run(EGGS, None)
    assert status == 0 and not err
    assert "Answer: 31 egg" in out and "Confidence in the reading: 0." in out and "Considered as well" in out


def test_the_reader_abstains_and_gives_its_best_guess_all_the_same():
    odd = read("A zib of 7 wug is 3 and 11 by 4 of 5 than 9 in the other 2. How many is 6 of it?")
    assert not odd.stands and odd.reason
    assert odd.to_json()["status"] == "open" and odd.to_json()["answer"] is not None


def test_a_batch_row_with_a_story_comes_back_with_answer_unit_confidence_and_reading():
    row = work({"id": 7, "story": EGGS}, 5.0, False, None)
    assert (row["id"], row["status"], row["answer"], row["unit"]) == (7, "proved", "31", "egg")
    assert 0.5 < row["confidence"] <= 1 and "12 eggs in each box" in row["reading"] and row["others"]
    assert work({"id": 8, "story": 5}, 5.0, False, None)["status"] == "error"
    assert work({"id": 9, "story": "Hello"}, 5.0, False, None)["status"] == "error"
