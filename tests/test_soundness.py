"""Bugs that attacks found, each once, and short campaigns that look for more (see docs/trust.md)."""

from __future__ import annotations

import pytest
from flint import arb

from hybrid.decide import cascade, integer, refute
from hybrid.decide.rational import same_value
from hybrid.kernel import CheckError, check, make_step
from hybrid.problem import (
    Derivation,
    FormatError,
    Problem,
    Step,
    derivation_from_json,
    problem_from_json,
    term_from_json,
)
from hybrid.prover import solve
from hybrid.rulebook import Rulebook
from hybrid.search.limits import Limits
from hybrid.syntax.parse import parse
from tests.soundness import campaigns, files, steps, whole
from tests.soundness.evaluator import UNDEFINED, Evaluator

BOOK = Rulebook.load()

# -- the bugs ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement", ["1/0 = 5", "ln(-1) = 2", "log(x, 1) = 3", "tan(pi/2) = 3", "sqrt(-1 - x^2) >= 0"]
)
def test_a_statement_that_is_nowhere_defined_is_not_proved(statement):
    assert solve(f"prove {statement}", limits=Limits(seconds=1)).status != "proved"


def test_a_statement_that_something_is_defined_is_solved():
    # the features of a state took every atom for a relation of two sides
    assert solve(Problem("solve", parse("defined(1/x)"), ("x",)), limits=Limits(seconds=1)).text in ("x != 0", "")


def test_the_kernel_does_not_take_false_for_a_condition_that_is_left_over():
    problem = Problem("prove", parse("ln(-1) = 2"))
    step = Step(problem.term, problem.term, "=", (), "decided", "leap")
    step = make_step(problem, step, BOOK, parse("false"))
    with pytest.raises(CheckError, match="to prove is to reach true"):
        check(problem, Derivation(problem, (step,)), BOOK)


def test_a_statement_that_is_defined_somewhere_is_proved_there():
    result = solve("prove x/x = 1")
    assert (result.status, [str(c) for c in result.conditions]) == ("proved", ["x != 0"])


def test_a_theorem_names_the_domains_it_holds_in():
    # x^2 = 2 <=> false is a theorem about integers only
    theorem = solve("solve x^2 = 2 for x in integers").theorem
    assert (str(theorem.after), dict(theorem.domains)) == ("false", {"x": "integer"})


def test_a_polynomial_that_vanishes_in_a_region_divides_nothing():
    # x + |x| is 0 where x <= 0; dividing by it raised ZeroDivisionError
    a, b = parse("abs(abs(x + x))"), parse("abs(abs(sqrt((x + sqrt(x^2))^2)))")
    assert not same_value(a, b).proved


def test_a_power_whose_exponent_is_a_factorial_in_normal_form():
    # the exponent e^ln(4!) is 24, which only one part of the algebra saw: it raised NotRational
    assert not cascade.identity(parse("(sqrt(sqrt(x)^2)^2 + 2)^(e^ln(4!))"), parse("0")).proved
    assert cascade.identity(parse("x^(e^ln(3!))"), parse("x^6")).proved


def test_a_monomial_of_enormous_degree_is_not_factored():
    a = parse("sqrt(x^(10^20))")
    assert not cascade.identity(a, parse("x")).proved
    refute.refute_equal(a, parse("x"))


def test_bounds_that_push_each_other_end():
    # 2*y^2 - 3*y + 2 = 0 has no solution, but each term bounds the others: the bounds squared themselves for ever
    domains = dict.fromkeys("xyz", "integer")
    f = parse("-3*z^2 + abs(x) + 2 < 0 and 2*y^2 = 3*y - 2")
    g = parse("-3*(sqrt(z)^2)^2 + abs(x) + 2 < 0 and 2*y^2 = sqrt(3*y - 2)^2")
    assert not integer.equivalent_bounded(f, g, (), domains).refuted


def deep(levels: int = 5_000) -> object:
    out: object = "x"
    for _ in range(levels):
        out = [out]
    return out


HUGE = {"a list of 5,000 levels": deep(), "a number of 5,000 digits": 10**5000, "one in an object": {"x": 10**5000}}
NO_TERMS = {**HUGE, "num of a number": ["num", 10**5000], "no head": [10**5000], "none": None, "true": True}
del NO_TERMS["a number of 5,000 digits"]


@pytest.mark.parametrize("data", NO_TERMS.values(), ids=NO_TERMS)
def test_what_is_no_term_is_refused_however_deep_or_large(data):
    with pytest.raises(FormatError):
        term_from_json(data)


@pytest.mark.parametrize("name", ["goal", "term", "unknowns", "given", "domains", "definitions", "text"])
@pytest.mark.parametrize("data", HUGE.values(), ids=HUGE)
def test_what_is_no_problem_is_refused_however_deep_or_large(name, data):
    problem = {
        "goal": "simplify",
        "term": "x",
        "unknowns": [],
        "given": [],
        "domains": {},
        "definitions": [],
        "text": "",
    }
    if name == "term" and isinstance(data, int):
        assert problem_from_json({**problem, name: data}).term.value == data
        return
    with pytest.raises(FormatError):
        problem_from_json({**problem, name: data})


@pytest.mark.parametrize("definition", [["f", ["t"], ["eq", "t", 1]], ["f", ["t", "t"], "t"]])
def test_a_function_has_distinct_parameters_and_an_expression_for_body(definition):
    problem = {"goal": "simplify", "term": "x", "unknowns": [], "given": [], "domains": {}, "definitions": [definition]}
    with pytest.raises(FormatError):
        problem_from_json(problem)


def test_a_proof_file_of_a_huge_version_is_refused():
    with pytest.raises(FormatError):
        derivation_from_json({"format": "hybrid-derivation", "version": 10**5000})


# -- the evaluator that judges ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "text, expected",
    [
        ("0^0", UNDEFINED),
        ("0^(1/2)", 0),
        ("0^(-1)", UNDEFINED),
        ("(-8)^(1/3)", UNDEFINED),
        ("(-8)^(4/2)", 64),
        ("root(-8, 3)", -2),
        ("root(-4, 4)", UNDEFINED),
        ("log(8, 2)", 3),
        ("log(2, 1)", UNDEFINED),
        ("(-1/2)!", UNDEFINED),
        ("4!", 24),
        ("1/(3 - 3)", UNDEFINED),
        ("f(1/0)", 7),
        ("g(0)", UNDEFINED),
    ],
)
def test_the_evaluator_knows_the_table_of_the_design(text, expected):
    functions = {"f": (("t",), parse("7")), "g": (("t",), parse("1/t"))}
    assert Evaluator(functions=functions).value(parse(text, functions=["f", "g"]), {}) == expected


@pytest.mark.parametrize("near", ["1e-40", "1e-3", "0.5", "7"])
def test_the_root_of_a_ball_around_zero_holds_the_roots_of_all_its_numbers(near):
    x = arb(0, arb(near))
    inside = Evaluator().value(parse("root(x, 3)"), {"x": x})
    assert all(inside.contains(arb(near).root(3) * sign) for sign in (1, -1))


def test_the_root_of_a_number_of_which_nothing_is_known_is_not_known():
    # the whole power of a ball with middle 0 is such a number in python-flint
    assert Evaluator().same(parse("root(x, 3)"), parse("1"), {"x": arb("nan")}) is None


def test_the_campaigns_would_notice_a_wrong_decider(monkeypatch):
    from hybrid.decide.verdict import proved

    monkeypatch.setattr(cascade, "identity", lambda *_: proved("liar"))
    monkeypatch.setattr(cascade, "equivalence", lambda *_: proved("liar"))
    monkeypatch.setattr(cascade, "entails", lambda *_: proved("liar"))
    for name in ("identity", "equivalence", "entails"):
        assert campaigns.run(name, 60, 1).found


def test_the_campaigns_would_notice_a_wrong_refuter(monkeypatch):
    monkeypatch.setattr(refute, "refute_equal", lambda a, b, facts, domains: dict.fromkeys(a.free | b.free, parse("1")))
    assert campaigns.run("refuters", 60, 1).found


# -- short campaigns --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "identity",
        "equivalence",
        "entails",
        "linear",
        "cells",
        "near",
        "refuters",
        "judging",
        "naturals",
        "angles",
        "remainders",
        "floors",
    ],
)
def test_no_point_contradicts_a_decider(name):
    c = campaigns.run(name, 250, 2026)
    assert (c.found, c.counts["CRASH"]) == ([], 0)


@pytest.mark.parametrize("name", ["rules", "leaps"])
def test_no_point_contradicts_a_step_of_the_kernel(name):
    c = steps.run(name, 400, 2026)
    assert (c.found, c.counts["CRASH"], c.counts["made but not checked"]) == ([], 0, 0)


def test_malformed_files_are_refused():
    assert files.run(400, 2026)["crash"] == 0


def test_no_point_contradicts_an_answer():
    counts, found = whole.run(40, 2026)
    assert (found, counts["crash"]) == ([], 0)
