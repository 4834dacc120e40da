"""The strategies of hybrid.testing: what comes out is what they promise, and it shrinks to school mathematics."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

from hybrid.compute import TESTS
from hybrid.decide.closed import exact_truth
from hybrid.problem import GOALS, Problem
from hybrid.rulebook.load import rules_from
from hybrid.rulebook.rule import Rule, instantiate
from hybrid.syntax.statement import parse_problem
from hybrid.syntax.text import to_text
from hybrid.term import Term, is_formula, substitute, subterms
from hybrid.testing import formulas, instances, numbers, points, problems, rules, terms
from hybrid.verify.run import verify_rule

PAGE = Path(__file__).parents[1] / "docs" / "testing.md"
BLOCKS = re.findall(r"^```python\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)


UNSHRUNK = settings(phases=[Phase.generate], max_examples=1000)


def heads(t: Term) -> set[str]:
    return {s.head for _, s in subterms(t)}


@settings(max_examples=100)
@given(rules())
def test_a_rule_is_well_formed_and_its_source_gives_it_again(rule: Rule) -> None:
    (again,) = rules_from(rule.source)
    assert (again.left, again.right, again.relation) == (rule.left, rule.right, rule.relation)
    assert (again.guards, again.sound_tests) == (rule.guards, rule.sound_tests)
    assert is_formula(rule.left) is is_formula(rule.right) is (rule.relation != "=")


@settings(max_examples=150)
@given(rules(true_only=True))
def test_a_true_rule_is_true_wherever_it_is_tested(rule: Rule) -> None:
    assert verify_rule(rule, instances=25).verdict != "false"


def test_rules_that_need_not_be_true_may_be_false() -> None:
    false = find(rules(), lambda r: verify_rule(r, repair=False).verdict == "false")
    assert false.source.startswith("drawn : 0 = 1 "), false


@settings(max_examples=100)
@given(st.data())
def test_an_instance_meets_the_guards(data: st.DataObject) -> None:
    known = ["a/b*b = a  if b > 1, b != 2", "a^n = a^(n - 1)*a  if integer(n), positive(n)", "P and Q <=> Q and P"]
    (rule,) = rules_from("r : " + data.draw(st.sampled_from(known)))
    put = data.draw(instances(rule))
    assert put.keys() == rule.left.free
    assert all(exact_truth(instantiate(g, put)) is True for g in rule.guards)
    assert all(TESTS[t.name](instantiate(t.argument, put), frozenset()) is not t.negated for t in rule.sound_tests)
    assert all(is_formula(t) is name.isupper() for name, t in put.items())


def test_a_rule_whose_guards_never_hold_has_no_instances() -> None:
    (rule,) = rules_from("r : a + 0 = a  if a < a")
    assert instances(rule).is_empty


@settings(max_examples=200)
@given(problems())
def test_the_text_of_a_problem_gives_it_again(problem: Problem) -> None:
    assert parse_problem(problem.text) == problem


@pytest.mark.parametrize("goal", GOALS)
def test_every_goal_comes(goal: str) -> None:
    assert find(problems(), lambda p: p.goal == goal, settings=UNSHRUNK).goal == goal


@settings(max_examples=30)
@given(problems(goals=["prove", "factor"]))
def test_only_the_goals_asked_for_come(problem: Problem) -> None:
    assert problem.goal in ("prove", "factor")


@settings(max_examples=100)
@given(terms("xy", functions=()), st.data())
def test_a_point_gives_every_letter_a_value(t: Term, data: st.DataObject) -> None:
    assert not substitute(t, data.draw(points(t.free))).free


@settings(max_examples=100)
@given(points("xyz", {"x": "natural", "y": "integer"}, roots=False))
def test_a_point_keeps_to_the_domains(point: dict[str, Term]) -> None:
    assert point["x"].value >= 0 and isinstance(point["y"].value, int)
    assert "root" not in heads(point["z"])


@settings(max_examples=100)
@given(terms("xy", functions=(), heads={"num", "sym", "add", "mul"}))
def test_only_the_heads_asked_for_come(t: Term) -> None:
    assert heads(t) <= {"num", "sym", "add", "mul"}


def test_terms_without_a_leaf_are_refused() -> None:
    with pytest.raises(ValueError, match="leaf"):
        terms((), (), heads={"sym", "add"})


def smallest(strategy: st.SearchStrategy[Any], condition: Callable[[Any], bool]) -> Any:
    """What the shrinker ends at from one seed; from some seeds it rests at a longer text, half of them for rules."""
    return find(strategy, condition, random=Random(1))


@pytest.mark.parametrize("head", ["add", "mul", "div", "pow", "root", "log", "sin", "fact", "neg", "abs"])
def test_an_expression_shrinks_to_one_operation_on_zeros_and_ones(head: str) -> None:
    t = smallest(terms(), lambda t: head in heads(t))
    assert t.size <= 3 and not t.free, t
    assert all(s.value in (0, 1, 2, "e") for _, s in subterms(t) if not s.args), t


@pytest.mark.parametrize("head", ["eq", "ne", "lt", "le", "gt", "ge"])
def test_a_relation_shrinks_to_zeros(head: str) -> None:
    assert [a.value for a in smallest(formulas(), lambda t: head in heads(t)).args] == [0, 0]


@pytest.mark.parametrize("head", ["and", "or", "implies"])
def test_a_connective_shrinks_to_two_small_atoms(head: str) -> None:
    t = smallest(formulas(), lambda t: t.head == head)
    assert t.size <= 7 and not t.free, t


def test_a_letter_shrinks_to_the_first() -> None:
    assert to_text(smallest(terms(), lambda t: bool(t.free))) == "x"
    assert to_text(smallest(terms(), lambda t: len(t.free) == 2 and t.head == "add")) in ("x + y", "y + x")
    assert smallest(numbers(), lambda t: t.value > 3).value == 4


def test_a_problem_shrinks_to_a_short_statement() -> None:
    assert smallest(problems(), lambda p: True).text in ("solve 0 = 0", "solve true")
    assert len(smallest(problems(), lambda p: bool(p.domains)).text) <= len("solve 0 = x given x rational")
    assert len(smallest(problems(), lambda p: bool(p.definitions)).text) <= len("evaluate f(0) + 0 given f(t) = 0 ")


def test_a_rule_shrinks_to_a_short_line() -> None:
    assert smallest(rules(), lambda r: r.relation == "=").source.startswith("drawn : 0 = 0 ")
    assert smallest(rules(), lambda r: bool(r.guards)).source.startswith("drawn : a = 0  if a ")


def test_a_point_shrinks_to_zeros() -> None:
    assert {k: v.value for k, v in smallest(points("xy"), lambda p: True).items()} == {"x": 0, "y": 0}


@pytest.mark.parametrize("block", BLOCKS, ids=range(len(BLOCKS)))
def test_the_examples_of_the_page_run(block: str) -> None:
    names: dict[str, object] = {"__name__": "page"}
    exec(compile(block, str(PAGE), "exec"), names)  # our own page, not input
    for name, value in names.items():
        if name.startswith("test_"):
            value()  # type: ignore[operator]


def test_the_page_has_examples_with_tests() -> None:
    assert sum("def test_" in block for block in BLOCKS) >= 4
