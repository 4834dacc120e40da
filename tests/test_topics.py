"""The topics of the generator: what a family draws is the same each time, is a problem, and is proved."""

import os
import subprocess
import sys
from collections.abc import Iterator
from fractions import Fraction
from random import Random

import pytest

import hybrid
from hybrid.generate.topic import Family
from hybrid.generate.topics import TOPICS, backward
from hybrid.generate.topics.backward import Plan
from hybrid.generate.topics.reversal import tidy, unfold
from hybrid.generate.topics.writing import decimal, decimal_sum, lettered, spread
from hybrid.rulebook import Rulebook
from hybrid.syntax.parse import parse
from hybrid.syntax.statement import parse_problem
from hybrid.term import conj, eq, sub, sym

COVERED = {
    "linear-equations",
    "literal-equations",
    "quadratic-equations",
    "higher-degree",
    "rational-equations",
    "absolute-equations",
    "radical-equations",
    "exponential-equations",
    "logarithmic-equations",
    "linear-systems",
    "nonlinear-systems",
    "linear-inequalities",
    "quadratic-inequalities",
    "rational-inequalities",
    "absolute-inequalities",
    "compound-inequalities",
    "no-or-all-solutions",
    "fraction-arithmetic",
    "power-arithmetic",
    "root-arithmetic",
    "like-terms",
    "expanding",
    "factoring",
    "rational-expressions",
    "whole-numbers",
    "remainders",
    "divisibility",
    "whole-parts",
    "order-reasoning",
    "polynomial-identities",
    "rational-identities",
    "trigonometric-identities",
    "trigonometric-values",
    "trigonometric-equations",
    "evaluation",
    "find-values",
}


def families() -> Iterator[tuple[str, int, Family]]:
    for topic in TOPICS.values():
        for level, members in topic.levels.items():
            for family in members:
                yield topic.name, level, family


def test_every_topic_is_there_in_levels() -> None:
    assert set(TOPICS) == COVERED
    for name, topic in TOPICS.items():
        assert topic.name == name and topic.words
        assert len(topic.levels) >= 3
        assert set(topic.levels) <= {1, 2, 3, 4, 5}


def test_a_family_draws_from_its_source_alone() -> None:
    for name, level, family in families():
        first = [family(Random(f"{name} {level} {i}")) for i in range(5)]
        assert [family(Random(f"{name} {level} {i}")) for i in range(5)] == first
        assert len(set(first)) > 1, f"{name} {level} {family.__name__}"


def test_a_draw_is_the_same_in_another_process() -> None:
    code = (
        "from random import Random\nfrom hybrid.generate.topics import TOPICS\n"
        "for t in TOPICS.values():\n"
        "  for level in reversed(t.levels):\n"
        "    print(*(t.draw(level, Random(f'{t.name} {level} {i}')) for i in range(4)), sep='\\n')"
    )
    outputs = []
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True)
        outputs.append(done.stdout)
    assert outputs[0] == outputs[1]
    assert "solve" in outputs[0]


@pytest.mark.parametrize("name", sorted(TOPICS))
def test_what_is_drawn_is_proved_and_replays(name: str) -> None:
    for level, members in TOPICS[name].levels.items():
        for family in members:
            rng = Random(f"{name} {level} {family.__name__}")
            for _ in range(2):
                statement = family(rng)
                parse_problem(statement)
                result = hybrid.solve(statement, limits=hybrid.Limits(expansions=2000))
                assert result.status == "proved", f"{family.__name__}: {statement}"
                assert result.derivation is not None
                hybrid.check(result.derivation)


def test_answers_are_what_a_person_would_write() -> None:
    for name in ("linear-equations", "quadratic-equations", "rational-equations", "linear-systems"):
        rng = Random(name)
        for level in TOPICS[name].levels:
            for _ in range(3):
                answer = hybrid.solve(TOPICS[name].draw(level, rng)).text
                assert len(answer) <= 160, answer
                assert all(len(digits) <= 4 for digits in "".join(c if c.isdigit() else " " for c in answer).split())


# -- backward ------------------------------------------------------------------------------------

PLANS = {
    "quadratic": Plan(
        backward.two_roots,
        (("back-to-two-sides",), ("zero-product",)),
        (*backward.EQUATION, *backward.MULTIPLY_OUT),
        (2, 5),
    ),
    "linear": Plan(backward.one_root, (), backward.EQUATION, (4, 8)),
    "order": Plan(backward.boundary, (), backward.ORDER, (4, 8)),
    "absolute": Plan(backward.opposite_values, (("absolute-number",),), backward.BOTH_SIDES, (1, 4)),
    "radical": Plan(backward.square_value, (("square-number",),), backward.BOTH_SIDES, (1, 4)),
    "fraction": Plan(backward.line_and_multiple, (("clear-denominator",),), backward.EQUATION, (1, 3)),
}


@pytest.mark.parametrize("name", sorted(PLANS))
def test_a_step_backward_keeps_the_truth(name: str) -> None:
    rng, walked = Random(name), 0
    while walked < 6:
        walk = PLANS[name].walk(rng)
        if walk is None:
            continue
        walked += 1
        assert len(walk.rules) == len(walk.states) - 1
        for before, after in zip(walk.states, walk.states[1:], strict=False):
            left, right = conj(before, *walk.conditions), conj(after, *walk.conditions)
            assert hybrid.step(left, right).answer == "proved", f"{before}  to  {after}  under {walk.conditions}"


def test_a_walk_ends_at_the_solutions_it_began_with() -> None:
    rng = Random("ends")
    for _ in range(5):
        walk = PLANS["linear"].walk(rng)
        if walk is not None:
            assert hybrid.solve(f"solve {walk.states[-1]} for x").answer is walk.states[0]


def unfolded(rule: str, text: str, tries: int = 60) -> set[str]:
    """Everything that reading the rule backward makes of the text in some tries."""
    rng, found = Random(rule), set[str]()
    for _ in range(tries):
        made = unfold(Rulebook.load().by_name[rule], parse(text), rng)
        if made is not None:
            found.add(str(conj(made[0], *made[1])))
    return found


def test_a_product_comes_from_two_cases() -> None:
    assert unfolded("zero-product", "x - 2 = 0 or x + 1 = 0") == {"(x - 2)*(x + 1) = 0", "(x + 1)*(x - 2) = 0"}


def test_a_number_is_an_instance_of_a_quotient() -> None:
    found = unfolded("divide-on-both-sides", "x = 3")
    assert "2*x = 6" in found and "4*x = 12" in found


def test_a_number_that_is_no_square_has_no_root_on_the_left() -> None:
    assert unfolded("square-number", "x + 1 = 7") == set()
    assert unfolded("square-number", "x + 1 = 9") == {"sqrt(x + 1) = 3"}


def test_a_denominator_brings_its_condition() -> None:
    assert "(3*x + 1)/(x - 2) = 5 and x - 2 != 0" in unfolded("clear-denominator", "3*x + 1 = 5*(x - 2)", 200)


def test_a_guard_that_fails_stops_the_rule() -> None:
    assert unfolded("absolute-number", "x = 3 or x = -3") == {"abs(x) = 3"}
    assert unfolded("absolute-number", "x = 3 or x = 4") == set()


def test_numbers_are_worked_out() -> None:
    assert str(tidy(parse("(2 + 3)*x*2 + 0 - 4/2"))) == "10*x - 2"
    assert str(tidy(parse("1*x - (-x)"))) == "x + x"
    with pytest.raises(ZeroDivisionError):
        tidy(parse("x/(2 - 2)"))


# -- writing -------------------------------------------------------------------------------------


def test_letters_are_named_anew_together() -> None:
    family = lettered(lambda rng: "solve x + y = 3, x - y = 1 for x, y")
    for i in range(20):
        problem = parse_problem(family(Random(i)))
        assert len(problem.unknowns) == 2 and problem.term.free == set(problem.unknowns)


def test_decimals_are_exact() -> None:
    assert [decimal(Fraction(n, 100)) for n in (150, -25, 300)] == ["1.5", "-0.25", "3"]
    assert decimal_sum([(Fraction(-1, 2), "x"), (Fraction(6, 5), "")]) == "-0.5*x + 1.2"
    with pytest.raises(ValueError, match="does not end"):
        decimal(Fraction(1, 3))


def test_spreading_keeps_the_difference() -> None:
    rng = Random(3)
    for _ in range(30):
        left, right = spread(rng, (2, -3, 0, 5))
        assert hybrid.step(eq(sub(parse(left), parse(right)), sym("d")), "2*x^3 - 3*x^2 + 5 = d").answer == "proved"
