"""When an expression is finished, the tests of rules, and the table of helpers."""

from __future__ import annotations

import subprocess
import sys

import pytest

from hybrid.compute import HELPERS, TESTS
from hybrid.compute.finished import complexity, is_finished, simplify
from hybrid.syntax.parse import parse
from hybrid.term import Term, num

FINISHED = [
    "5", "-1/2", "x", "3 + x", "x^2 - 5*x + 6", "2*sqrt(3)", "(1 + sqrt(5))/2", "sqrt(2)/2", "x/2", "5*x/6",
    "x + 1/x", "(2*a + 1)/a", "1/a + 2", "(x + 2)/6", "x/6 + 1/3", "2*x/(x^2 - 1)", "abs(x)", "sin(2*x)", "2^(x + 1)",
    "1 + sqrt(2)", "pi/2", "x = 2 or x = -3", "x > sqrt(2)", "e^(2*x) + 1", "1/sqrt(x)",
]  # fmt: skip
UNFINISHED = [
    "2 + 3", "2/4", "x + x", "x*x", "x*1", "0 + x", "x^1", "x^0", "-(-x)",
    "2*(x + 1)", "(x + 1)^2", "sqrt(12)", "1/sqrt(2)",
    "x/x", "(x^2 - 4)/(x - 2)", "2*x/4", "sqrt(x^2)", "sin(x + x)", "abs(-3)", "1/(1 + sqrt(2))", "2 - (x - 1)", "1/0",
    "1/2*x", "x = 4/2", "sqrt(2)*sqrt(3)", "3!", "log(8, 2)", "1/(1/x)", "x*2",
]  # fmt: skip


@pytest.mark.parametrize("text", FINISHED)
def test_finished(text: str) -> None:
    assert is_finished(parse(text))


@pytest.mark.parametrize("text", [t for t in UNFINISHED if t != "x*2"])
def test_unfinished(text: str) -> None:
    assert not is_finished(parse(text))


def test_the_order_of_factors_does_not_matter() -> None:
    assert is_finished(parse("x*2"))


@pytest.mark.parametrize(
    "exercise, answer",
    [
        ("2*4/5*10 + 3", "19"),
        ("x^2 + 3*x*(-4*x) + 5*x^3 + 3*x^2 + 6", "5*x^3 - 8*x^2 + 6"),
        ("(3 + x)*(4 + x)*(x + 5)", "x^3 + 12*x^2 + 47*x + 60"),
        ("x^2 - x^2*(12 + 5*x) - 7", "-5*x^3 - 11*x^2 - 7"),
        ("(x^2 - 4)/(x - 2)", "x + 2"),
        ("(x^2 + y^2)/(5*x - 6*x) + 5", "-x - y^2/x + 5"),
        ("1/(x - 1) + 1/(x + 1)", "2*x/(x^2 - 1)"),
        ("(1 + 2*a)/a", "1/a + 2"),
        ("1/(1 + 1/x)", "x/(x + 1)"),
        ("sqrt(12) + sqrt(27)", "5*sqrt(3)"),
        ("sqrt(x)^4", "x^2"),
        ("x*sqrt(4*x^4)", "2*x^3"),
        ("abs(-6*x^2)", "6*x^2"),
        ("abs(1 - sqrt(2))", "sqrt(2) - 1"),
        ("2^(2*x)/2^x", "2^x"),
        ("2*2^x", "2^(x + 1)"),
        ("x^y*x^z", "x^(y + z)"),
        ("sin(x + x)/2", "sin(2*x)/2"),
        ("log(8, 2) + ln(e)", "4"),
        ("(x + 1)/x = 2 + 3", "(x + 1)/x = 5"),
        ("sqrt(3 + 2*sqrt(2)) - 1", "sqrt(2)"),
        ("1/0 + x", "1/0 + x"),
    ],
)
def test_simplify(exercise: str, answer: str) -> None:
    assert str(simplify(parse(exercise))) == answer


@pytest.mark.parametrize("text", ["(x + 1)^100000", "9^9^9^9", "(a + b + c + x + y)^40", "(x + 1)^999/(x - 1)^999"])
def test_what_is_too_big_is_left_alone(text: str) -> None:
    assert isinstance(simplify(parse(text)), Term)
    assert HELPERS["expand"](parse(text)) is None


def test_roots_of_high_index_are_not_taken_apart() -> None:
    assert str(simplify(parse("(2/3)^(1/1000)"))) == "root(2/3, 1000)"
    assert str(simplify(parse("root(2^1000, 1000)"))) == "2"


def test_a_hidden_zero_vanishes() -> None:
    assert str(HELPERS["collect"](parse("x + abs(0*y)^2"))) == "x"


def test_a_sum_of_fractions_is_not_blown_up() -> None:
    t = parse("1/(x - a) + 1/(x - b) + 1/(x - c) + 1/(x - d) + 1/(y - a) + 1/(y - b)")
    assert simplify(t).size <= t.size + 6


def test_a_shorter_form_is_less_complex() -> None:
    assert complexity(parse("x + 2")) < complexity(parse("(x^2 - 4)/(x - 2)"))
    assert complexity(parse("2*x")) < complexity(parse("20*x"))


def test_helpers_that_change_nothing_give_nothing() -> None:
    assert HELPERS["simplify"](parse("x + 1")) is None
    assert HELPERS["simplify"](parse("1 + x")) is None
    assert str(HELPERS["simplify"](parse("x + x"))) == "2*x"


def test_every_name_of_the_tables_is_there() -> None:
    assert all(callable(HELPERS[name]) for name in HELPERS)
    assert all(callable(TESTS[name]) for name in TESTS)
    assert "expand" in HELPERS and "even" in TESTS and "nonsense" not in HELPERS
    with pytest.raises(KeyError):
        HELPERS["nonsense"]


def test_importing_the_tables_loads_no_helper() -> None:
    code = "import sys, hybrid.compute; sys.exit(any(m in sys.modules for m in ('flint', 'hybrid.compute.read')))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


UNKNOWN = frozenset({"x"})


@pytest.mark.parametrize(
    "test, yes, no",
    [
        ("number", ["3", "-1/2", "0.5"], ["2/4", "x", "sqrt(4)", "2 + 3"]),
        ("integer", ["3", "-3", "0"], ["1/2", "0.5", "4/2", "n", "2*n"]),
        ("natural", ["0", "3"], ["-3", "1/2", "n"]),
        ("even", ["0", "2", "-4"], ["1", "1/2", "0.5", "2*n", "4/2"]),
        ("odd", ["1", "-3"], ["2", "0", "1/2", "1.5", "n"]),
        ("positive", ["3", "1/2"], ["0", "-1", "sqrt(2)", "a"]),
        ("negative", ["-3", "-1/2"], ["0", "1", "-a"]),
        ("closed", ["3", "sqrt(2)", "pi + 1"], ["x", "a + 1"]),
        ("free", ["3", "a", "a + sqrt(b)"], ["x", "a*x"]),
        ("has", ["x", "a*x", "sqrt(x)"], ["a", "3"]),
        ("unknown", ["x"], ["a", "2*x", "3"]),
        ("letter", ["x", "a"], ["pi", "3", "2*x"]),
        ("parameter", ["a"], ["x", "3"]),
        ("simple", ["x", "3", "-1/2"], ["x + 1", "sqrt(2)"]),
        ("sum", ["x + 1", "x - 1"], ["2*x", "-(x + 1)"]),
        ("product", ["2*x", "-x*y"], ["x", "x + 1", "x^2"]),
        ("fraction", ["x/2", "1/x"], ["1/2", "x", "2*x"]),
        ("root", ["sqrt(2)", "root(x, 3)"], ["x", "2*sqrt(2)"]),
        ("surd", ["sqrt(2)", "1 + sqrt(3)", "pi"], ["sqrt(4)", "1/2", "sqrt(x)", "2 + 3"]),
        ("polynomial", ["x^2 + a*x", "sqrt(2)*x", "x/a", "3", "sin(a)*x"], ["1/x", "sqrt(x)", "2^x", "x^-1", "x^a"]),
        ("linear", ["2*x + 3", "a*x", "x^2 - x^2 + x", "x = 3"], ["x^2", "3", "1/x", "x - x"]),
        ("quadratic", ["x^2", "(x + 1)*(x - a)", "x^2 = 4"], ["x^3", "x", "sqrt(x)"]),
        ("rationalfunction", ["1/x", "x^-2 + a", "x"], ["sqrt(x)", "2^x"]),
    ],
)
def test_tests_of_rules(test: str, yes: list[str], no: list[str]) -> None:
    decide = TESTS[test]
    assert [t for t in yes if not decide(parse(t), UNKNOWN)] == []
    assert [t for t in no if decide(parse(t), UNKNOWN)] == []


def test_an_undefined_number_is_no_number() -> None:
    assert not TESTS["number"](parse("1/0"), UNKNOWN)
    assert TESTS["one"](num(1), UNKNOWN) and not TESTS["one"](num(2), UNKNOWN)
