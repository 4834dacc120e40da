"""Wrong attempts: each kind of mistake at a problem that invites it, and what must hold of all of them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest

from hybrid.generate.mistakes import KINDS, STORY_KINDS, mistakes, wrong_solutions
from hybrid.generate.mistakes.refutation import refuting_point, shown
from hybrid.generate.mistakes.wrong_rules import wrong_book
from hybrid.generate.row import Wrong
from hybrid.judge import judge
from hybrid.kernel import CheckError
from hybrid.learn.levels import LEVELS
from hybrid.problem import Derivation
from hybrid.prover import solve
from hybrid.syntax.parse import parse
from hybrid.syntax.statement import parse_problem
from hybrid.term import num
from hybrid.words.stories import story


def derived(statement: str) -> Derivation:
    result = solve(statement)
    assert result.status == "proved" and result.derivation is not None
    return result.derivation


def attempts(statement: str, kind: str) -> list[Wrong]:
    """All attempts at a problem with a mistake of one kind."""
    return mistakes(derived(statement), random.Random(1), kinds=[kind], count=50)


# kind, problem, the lines up to the wrong one, what follows from it
EXERCISES: list[tuple[str, str, Sequence[str], Sequence[str]]] = [
    ("lost root", "solve x^2 - 5x + 6 = 0", ["x^2 - 5*x + 6 = 0", "(x - 2)*(x - 3) = 0", "x - 3 = 0"], ["x = 3"]),
    ("lost negative root", "solve x^2 = 16", ["x^2 = 16", "x = sqrt(16)"], ["x = 4"]),
    ("one case of an absolute value", "solve |x - 1| = 4", ["abs(x - 1) = 4", "x - 1 = 4"], ["x = 5"]),
    ("divided by what may be 0", "solve x^2 = 5x", ["x^2 = 5*x", "x = 5"], []),
    (
        "lost condition",
        "solve sqrt(2x + 3) = x",
        ["sqrt(2*x + 3) = x", "2*x + 3 = x^2"],
        [
            "2*x + 3 - x^2 = 0",
            "-(x + 1)*(x - 3) = 0",
            "(x + 1)*(x - 3) = 0",
            "x + 1 = 0 or x - 3 = 0",
            "x + 1 = 0 or x = 3",
            "x = -1 or x = 3",
        ],
    ),
    ("forgot to flip", "solve -2x < 6", ["-2*x < 6", "x < -3"], []),
    (
        "multiplied by what may be negative",
        "solve (x - 1)/(x + 2) >= 0",
        ["(x - 1)/(x + 2) >= 0", "x - 1 >= 0"],
        ["x >= 1"],
    ),
    ("inequality solved like another", "solve x^2 < 9", ["x^2 < 9", "x < 3"], []),
    ("wrong intervals", "solve (x - 3)(x + 3) < 0", ["(x - 3)*(x + 3) < 0", "x < -3 or x > 3"], []),
    ("sign over a bracket", "solve 10 - (x - 3) = 6", ["10 - (x - 3) = 6", "7 - x = 6"], ["-x = -1", "x = 1"]),
    ("distributed to the first term only", "expand 4(x + 3)", ["4*(x + 3)", "4*x + 3"], []),
    ("not every term multiplied", "solve x/2 + 3 = 5", ["x/2 + 3 = 5", "x + 3 = 10"], ["x = 7"]),
    ("moved over without changing sign", "solve 2x + 8 = 4", ["2*x + 8 = 4", "2*x = 12"], ["x = 6"]),
    ("done on one side only", "solve 3x = 12", ["3*x = 12", "x = 12"], []),
    ("wrong inverse operation", "solve 3x = 12", ["3*x = 12", "x = 9"], []),
    (
        "zero product without a zero",
        "solve (x - 1)(x - 2) = 6",
        ["(x - 1)*(x - 2) = 6", "x - 1 = 6 or x - 2 = 6"],
        ["x = 7 or x - 2 = 6", "x = 7 or x = 8"],
    ),
    ("wrong order of operations", "evaluate 8 - 3 + 2", ["8 - 3 + 2", "3"], []),
    ("unlike terms added", "solve 3x + 4 = 10", ["3*x + 4 = 10", "7*x = 10"], ["x = 10/7"]),
    ("cancelled a term of a sum", "simplify (x^2 - 4)/(x - 2)", ["(x^2 - 4)/(x - 2)", "x - 2"], []),
    ("fractions added straight across", "evaluate 1/2 + 1/3", ["1/2 + 1/3", "2/5"], []),
    ("fractions multiplied wrongly", "simplify 3*(x/4) + x", ["3*(x/4) + x", "5*x/4"], []),
    ("square of a sum without the middle term", "expand (x + 3)^2", ["(x + 3)^2", "x^2 + 9"], []),
    ("exponents multiplied in a product", "simplify x^2*x^3", ["x^2*x^3", "x^6"], []),
    ("power laws mixed up", "simplify (x^2)^3", ["(x^2)^3", "x^5"], []),
    ("root of a sum taken term by term", "evaluate sqrt(9 + 16)", ["sqrt(9 + 16)", "7"], []),
    (
        "logarithm of a sum",
        "solve ln(x) + ln(3) = ln(12)",
        ["ln(x) + ln(3) = ln(12)", "ln(x + 3) = ln(12)"],
        ["x + 3 = 12 and x + 3 > 0", "x = 9 and x + 3 > 0", "x = 9"],
    ),
    (
        "function taken term by term",
        "solve |x - 4| = 1",
        ["abs(x - 4) = 1", "abs(x) + abs(-4) = 1"],
        ["abs(x) + 4 = 1", "abs(x) = -3", "false"],
    ),
    (
        "identity with a wrong sign",
        "simplify sin(x)^2 + cos(x)^2 + 1",
        ["sin(x)^2 + cos(x)^2 + 1", "1 + cos(x)^2 + cos(x)^2 + 1"],
        ["2*cos(x)^2 + 2"],
    ),
    ("wrong signs in the factors", "factor x^2 - x - 6", ["x^2 - x - 6", "(x - 2)*(x + 3)"], []),
    ("sign slip", "expand 4(5x - 5)", ["4*(5*x - 5)", "20*x + 20"], []),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "statement", "lines", "after"), EXERCISES, ids=[e[0] for e in EXERCISES])
def test_a_problem_invites_its_mistake(kind: str, statement: str, lines: Sequence[str], after: Sequence[str]) -> None:
    assert [*lines, *after] in [a["lines"] for a in attempts(statement, kind)]


def test_every_kind_has_an_exercise() -> None:
    elsewhere = {"extraneous root kept", "quadratic formula misremembered", "arithmetic slip"}
    assert {e[0] for e in EXERCISES} | elsewhere == set(KINDS)
    assert {rule.method for rule in wrong_book()} <= set(KINDS)


def test_an_extraneous_root_is_kept() -> None:
    (attempt,) = attempts("solve sqrt(x + 2) = x", "extraneous root kept")
    assert attempt["lines"][attempt["first"] - 1 :] == ["(x = -1 or x = 2) and x >= 0", "x = -1 or x = 2"]
    assert attempt["right"] == "x = 2" and attempt["point"] == {"x": "-1"}
    assert attempt["why"].endswith("x = -1 comes in, which is no solution of the line before")


def test_the_quadratic_formula_is_misremembered_in_three_ways() -> None:
    made = attempts("solve 2x^2 - 5x + 1 = 0", "quadratic formula misremembered")
    answers = {a["answer"] for a in made}
    assert "x = (-5 - sqrt(17))/4 or x = (sqrt(17) - 5)/4" in answers  # b for -b
    assert "x = (5 - sqrt(33))/4 or x = (5 + sqrt(33))/4" in answers  # + 4ac
    assert "x = (5 - sqrt(17))/2 or x = (5 + sqrt(17))/2" in answers  # over a, or over 2
    assert all("sqrt(17)" in a["point"]["x"] or "sqrt(33)" in a["point"]["x"] for a in made)


def test_a_slip_is_in_a_number_that_was_calculated() -> None:
    made = attempts("solve 7x + 3 = 59", "arithmetic slip")
    assert {a["first"] for a in made} == {1, 2}
    assert all("7*x = " in a["lines"][1] and "7*x = 59" not in a["lines"][1] for a in made)


def test_a_lost_solution_is_the_point() -> None:
    made = attempts("solve x^3 = 4x", "divided by what may be 0")
    assert made and all(a["point"] == {"x": "0"} and a["why"].endswith("the solution x = 0 is lost") for a in made)


def test_what_is_given_holds_at_the_point() -> None:
    statement = "find x^2 + y^2 given x + y = 5, x*y = 6"
    made = attempts(statement, "square of a sum without the middle term")
    assert made
    for a in made:
        point = {k: parse(v) for k, v in a["point"].items()}
        assert sorted(map(str, point.values())) == ["2", "3"]
        assert a["answer"] == "1"


# -- never a mistake that is accidentally right ------------------------------------------------------


def test_leaving_out_a_condition_that_never_bites_is_no_mistake() -> None:
    assert not attempts("solve sqrt(x) = 3", "lost condition")
    assert not attempts("solve 6/x = 2", "lost condition")
    assert attempts("solve x^2/(x - 2) = 4/(x - 2)", "lost condition")


def test_what_is_right_has_no_refuting_point() -> None:
    problem = parse_problem("solve x^2 = 4")
    before = parse("x^2 = 4")
    assert refuting_point(before, parse("x = 2 or x = -2"), "<=>", problem) is None
    assert refuting_point(before, parse("2*x^2 = 8"), "<=>", problem) is None
    assert refuting_point(before, parse("x = 2"), "<=>", problem) == {"x": num(-2)}
    # one way only: what follows is no mistake, though it is not equivalent
    assert refuting_point(before, parse("x^2 >= 0"), "==>", problem) is None
    assert refuting_point(before, parse("x = 2"), "==>", problem) == {"x": num(-2)}


def test_a_point_must_show_the_difference() -> None:
    before, wrong = parse("1/x = 2"), parse("x = 2")
    assert shown(before, wrong, {"x": num(2)})
    assert not shown(before, wrong, {"x": num(5)})
    assert not shown(before, wrong, {"x": num(2)}, [parse("x < 1")])
    # where the first expression has no value nothing is shown
    assert not shown(parse("1/x"), parse("x"), {"x": num(0)})
    assert shown(parse("x"), parse("x^2/x"), {"x": num(0)})


FAMILIES = [family for families in LEVELS.values() for family in families]


@pytest.mark.parametrize("family", FAMILIES, ids=[f.__name__ for f in FAMILIES])
def test_attempts_of_every_family_are_labelled_rightly(family: object) -> None:
    derivation = derived(family(random.Random(4)))  # type: ignore[operator]
    problem = derivation.problem
    right = [problem.term, *(s.after for s in derivation.steps)]
    for a in mistakes(derivation, random.Random(4), count=4):
        first, lines = a["first"], [parse(line) for line in a["lines"]]
        shown_lines = list(dict.fromkeys(map(str, right)))
        assert a["lines"][:first] == shown_lines[:first]
        assert a["right"] in shown_lines and a["right"] != a["lines"][first]
        assert a["answer"] == a["lines"][-1]
        point = {x: parse(v) for x, v in a["point"].items()}
        verdict = judge(lines[first - 1], lines[first], problem.given, problem.domains)
        assert verdict.refuted and shown(lines[first - 1], lines[first], point, problem.given)
        for before, after in zip(lines[first:], lines[first + 1 :], strict=False):
            assert not judge(before, after, problem.given, problem.domains).refuted


# -- choosing ----------------------------------------------------------------------------------------


def test_the_same_seed_gives_the_same_attempts() -> None:
    statement = "solve 3(x - 4) - 2(x + 1) = 5x + 6"
    once = mistakes(derived(statement), random.Random(9), count=8)
    assert once == mistakes(derived(statement), random.Random(9), count=8)
    assert once != mistakes(derived(statement), random.Random(10), count=8)
    assert once[:3] == mistakes(derived(statement), random.Random(9), count=3)


def test_attempts_are_of_different_kinds_as_long_as_there_are_some() -> None:
    made = mistakes(derived("solve 3(x - 4) - 2(x + 1) = 5x + 6"), random.Random(2), count=5)
    assert len({a["kind"] for a in made}) == 5
    assert len({"\n".join(a["lines"]) for a in made}) == 5


def test_only_kinds_that_are_asked_for() -> None:
    made = mistakes(derived("solve |2x - 1| = 5"), random.Random(1), kinds=["lost root", "sign slip"], count=20)
    assert {a["kind"] for a in made} == {"sign slip"}
    with pytest.raises(ValueError, match="'typo' is no kind of mistake; there are lost root"):
        mistakes(derived("solve x + 1 = 2"), random.Random(1), kinds=["typo"])


def test_a_derivation_that_is_no_proof_is_refused() -> None:
    derivation = derived("solve 2x + 8 = 4")
    bad = replace(derivation.steps[-1], after=parse("x = 7"))
    with pytest.raises(CheckError):
        mistakes(replace(derivation, steps=(*derivation.steps[:-1], bad)), random.Random(1))


def test_a_problem_without_steps_has_no_attempts() -> None:
    assert mistakes(derived("solve x = 3"), random.Random(1)) == []


def test_a_proof_ends_with_its_mistake() -> None:
    made = mistakes(derived("prove (x + 3)^2 = x^2 + 6x + 9"), random.Random(1), count=9)
    assert "x^2 + 9 = x^2 + 6*x + 9" in [a["answer"] for a in made]
    assert all(len(a["lines"]) == a["first"] + 1 for a in made)


# -- stories -----------------------------------------------------------------------------------------


def test_wrong_solutions_of_stories() -> None:
    kinds = set()
    for i in range(40):
        told = story(3, i)
        for a in wrong_solutions(told, random.Random(i), count=3):
            kinds.add(a["kind"])
            first = a["first"]
            assert a["lines"][first] != a["right"] and a["right"] in told.solution
            assert a["point"] == {} and a["right"] in a["why"]
            if a["kind"] != "skipped step":
                assert a["lines"][:first] == told.solution[:first] and a["right"] == told.solution[first]
    assert kinds == set(STORY_KINDS)


def test_wrong_solutions_repeat_themselves() -> None:
    told = story(3, 5)
    once = wrong_solutions(told, random.Random(1), count=3)
    assert once == wrong_solutions(told, random.Random(1), count=3) and len({a["kind"] for a in once}) == 3
