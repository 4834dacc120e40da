"""Programs of stories are solved exactly, step by step, and every derivation replays."""

from fractions import Fraction

import pytest

import hybrid
from hybrid.syntax.errors import InputError
from hybrid.words.determined import determine
from hybrid.words.elimination import Contradiction, Reduced
from hybrid.words.evaluation import Undefined, linear, value
from hybrid.words.program import read_program
from hybrid.words.solving import answer
from hybrid.words.story import checked_story
from tests.stories import STORIES


def solved(told):
    return answer(told.story, read_program(told.reading))


@pytest.mark.parametrize("told", STORIES, ids=lambda told: told.kind)
def test_a_story_with_its_reading_is_answered(told):
    found = solved(told)
    assert found.answered, [str(f) for f in found.findings]
    assert found.text == told.answer
    assert len(found.findings) == told.remarks


@pytest.mark.parametrize("told", STORIES, ids=lambda told: told.kind)
def test_every_derivation_replays_and_says_what_the_step_says(told):
    for step in solved(told).steps:
        if step.result is not None:
            theorem = hybrid.check(step.result.derivation)
            assert theorem.after is step.result.answer


def test_equations_are_never_without_a_derivation():
    solving = [s for told in STORIES for s in solved(told).steps if s.result and s.result.problem.goal == "solve"]
    assert len(solving) >= 6


def by_kind(kind: str):
    return solved(next(told for told in STORIES if told.kind == kind))


def test_a_definition_is_one_readable_step():
    now = next(step for step in by_kind("percent off").steps if step.text.startswith("now"))
    assert now.text == "now = price*(1 - 15/100) = 80*(1 - 15/100) = 68 dollar" and now.rows == (3,)


def test_a_step_of_algebra_names_its_lines_and_is_worked_like_at_school():
    (step,) = by_kind("ages").steps
    assert step.rows == (4, 5) and step.text == "rosa = 36 year, son = 12 year"
    assert 'put 3*"son" for "rosa"' in str(step.result)


def test_of_two_solutions_the_sensible_one_is_taken():
    (step,) = by_kind("an area").steps
    assert step.result.text.replace('"', "") == "side = -7 or side = 7"
    assert step.text.startswith("side = 7 meter, the only")


def test_values_are_exact():
    program = read_program('third = 1/3 "a third"\nask third*3 + 0.1 + 0.2')
    assert determine(program).answers == [Fraction(13, 10)]


@pytest.mark.parametrize(
    "expression, expected",
    [
        ("floor(7/2)", 3),
        ("ceil(7/2)", 4),
        ("floor(-7/2)", -4),
        ("remainder(17, 5)", 2),
        ("remainder(-1, 5)", 4),
        ("remainder(7/2, 1)", Fraction(1, 2)),
        ("min(3, 1/2, 4)", Fraction(1, 2)),
        ("max(3, 1/2, 4)", 4),
        ("gcd(48, 36, 30)", 6),
        ("lcm(12, 18)", 36),
        ("2^10 - 20%", Fraction(5119, 5)),
    ],
)
def test_rounding_is_computed_exactly(expression, expected):
    (line,) = read_program(f"ask {expression}").lines
    assert value(line.term, {}) == expected


@pytest.mark.parametrize("expression", ["1/0", "remainder(3, 0)", "gcd(1/2, 3)", "9^99999", "3/(2 - 2)"])
def test_what_has_no_value_is_refused_at_once(expression):
    (line,) = read_program(f"ask {expression}").lines
    with pytest.raises(Undefined):
        value(line.term, {})


def test_linear_forms():
    (line,) = read_program("ask 2*(x + y)/4 - x*k + 3").lines
    assert linear(line.term, {"k": Fraction(2)}) == {"x": Fraction(-3, 2), "y": Fraction(1, 2), "": 3}
    assert linear(line.term, {}) is None


def test_elimination():
    one, two = Fraction(1), Fraction(2)
    system = Reduced([{"x": one, "y": one, "": -Fraction(10)}, {"x": one, "y": -one, "": -two}])
    assert system.values() == {"x": 6, "y": 4}
    half = Reduced([{"x": one, "y": one, "": -Fraction(10)}])
    assert half.values() == {} and half.value({"x": two, "y": two}) == 20 and half.value({"x": one}) is None
    with pytest.raises(Contradiction):
        Reduced([{"x": one, "": -one}, {"x": two, "": -one}])


def test_a_name_may_be_used_above_its_line_and_known_numbers_go_in_first():
    program = read_program('b = a + 1 "q"\nunknown x "q"\nwhere 2*x + b = 11 "q"\ny = x*b "q"\na = 2 "q"\nask y')
    found = determine(program)
    assert found.answers == [12] and [stage.names for stage in found.stages] == [("a",), ("b",), ("x",), ("y",)]


def test_rounding_waits_until_its_unknown_is_known():
    program = read_program('f = floor(x/2) "q"\nunknown x "q"\nwhere x - 2 = 5 "q"\nask f')
    assert determine(program).answers == [3]


def test_an_inequality_chooses():
    story = "A number times itself is 16. It is less than 2. What is the number?"
    program = read_program(
        'unknown n "A number"\nwhere n*n = 16 "A number times itself is 16"\nwhere n < 2 "less than 2"\nask n'
    )
    found = answer(story, program)
    assert found.answered and found.value == -4


def test_the_json_holds_proof_files():
    data = by_kind("two unknowns").to_json()
    assert data["status"] == "proved" and data["answer"] == "13" and data["unit"] == "animal"
    assert data["values"]["hens"] == {"value": "17", "unit": "animal"}
    proofs = [step["derivation"] for step in data["steps"] if step["derivation"]]
    assert len(proofs) == 1 and hybrid.check(proofs[0]).relation == "<=>"
    assert data["lines"][0]["quote"] == "hens"


@pytest.mark.parametrize(
    "story, says",
    [
        ("   ", "empty"),
        ("Ann has some apples and buys more. How many has she?", "no number"),
        ("Ann has 3 apples and buys 2 more apples.", "asks nothing"),
        ("Anna hat 3 Birnen und kauft 2 dazu. Wie viele hat sie jetzt?", "not in English"),
        ("安娜有3个苹果。她有几个?", "not in English"),
        ("Ann has 3 apples. How many? " * 4000, "characters"),
    ],
)
def test_what_is_no_word_problem_is_refused(story, says):
    with pytest.raises(InputError, match=says) as refused:
        checked_story(story)
    assert refused.value.example
