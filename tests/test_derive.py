"""Derivations that show their steps: no goal is closed, and no value given, by a decider alone."""

import json
import random
from fractions import Fraction

import pytest

from benchmarks.common import ROOT
from benchmarks.derivations import leaps
from hybrid.compute.ascending import ascending
from hybrid.compute.conditions import tidied
from hybrid.compute.squares import sum_of_squares
from hybrid.decide import entail
from hybrid.decide.rational import same_value
from hybrid.decide.signs import ANY, POSITIVE, Facts, sign_of
from hybrid.kernel import check
from hybrid.problem import Problem, derivation_from_json, derivation_to_json
from hybrid.propose.combine import write_with
from hybrid.prover import counterexample, solve
from hybrid.rulebook import Rulebook
from hybrid.search.limits import Limits
from hybrid.syntax.parse import parse
from hybrid.syntax.statement import parse_problem
from hybrid.term import add, div, mul, num, number, power, sub, sym

# A slow machine must not fail a test: the limit is on expansions.
LIMITS = Limits(seconds=600, expansions=3000)


def derived(statement):
    """The lines of a derivation that was read back from its proof file and replayed, with the result."""
    result = solve(statement, limits=LIMITS)
    assert result.status == "proved", f"{statement}: {result.status}, {result.reason}"
    derivation = derivation_from_json(json.loads(json.dumps(derivation_to_json(result.derivation))))
    assert check(derivation.problem, derivation, Rulebook.load()).after is result.derivation.last
    assert leaps(result) == 0, f"{statement}: {[s.words for s in result.steps]}"
    return [str(s.after) for s in derivation.steps], result


# A statement, and lines that its derivation goes through.
SHOWN = [
    ("prove x^2 - 5x - 4 <= 10 |- x >= -2 and x <= 7", ["(x + 2)*(x - 7) <= 0", "x >= -2 and x <= 7 =>"]),
    ("prove x^2 - 3x + 2 = 0, x > 1 |- x = 2", ["(x - 1)*(x - 2) = 0", "(x = 1 or x = 2) and x > 1", "x = 2 =>"]),
    ("prove x > 3 |- x^2 > 9", ["x^2 - 9 > 0", "(x - 3)*(x + 3) > 0"]),
    ("prove x >= 0 |- x + 1/(x+1) >= 1", ["x^2/(x + 1) >= 0"]),
    ("prove x^2 + x + 1 > 0", ["(x + 1/2)^2 + 3/4 > 0"]),
    ("prove |x| < 1 |- x^2 < 1", ["x > -1 and x < 1", "(x - 1)*(x + 1)"]),
    ("prove x^2 >= 4, x > 0 |- x >= 2", ["(x - 2)*(x + 2) >= 0", "(x <= -2 or x >= 2) and x > 0", "x >= 2 =>"]),
    ("prove x^3 - x = 0, x > 0 |- x = 1", ["x*(x - 1)*(x + 1) = 0", "x = 1 =>"]),
    ("prove x^4 + 1 > 0", ["true"]),
    ("prove 2^x > 8 |- x > 3", ["x > 3 =>"]),
    ("prove 2x - 5 > 1 |- x^2 > 9", ["x > 3 =>", "(x - 3)*(x + 3) > 0"]),
    ("prove x < 2 |- x != 3", ["true"]),
    ("prove x > 3 |- x < -3 or x > 3", ["true"]),
    ("prove a^2 + b^2 + c^2 >= a*b + b*c + c*a", ["(a - b)^2/2 + (a - c)^2/2 + (b - c)^2/2 >= 0"]),
    ("prove a > 0, b > 0 |- a/b + b/a >= 2", ["(a - b)^2/(a*b) >= 0"]),
    ("prove a > 0, b > 0 |- a^3 + b^3 >= a^2*b + a*b^2", ["(a + b)*(a - b)^2 >= 0"]),
    ("prove x > 1, y > 1 |- x*y > 1", ["1*(x - 1) + 1*(y - 1) + (x - 1)*(y - 1) > 0"]),
    ("prove x^2 + y^2 = 1 |- x*y <= 1/2", ["(x - y)^2/2 >= 0"]),
    ("prove a + b + c = 0 |- a^3 + b^3 + c^3 = 3a*b*c", ["c = -a - b", "(-a - b)^3"]),
    ("prove x + y = 3, x*y = 2 |- x^2 + y^2 = 5", ["(x + y)^2 - 2*x*y = 5", "3^2 - 2*2 = 5"]),
    ("prove x >= 0, y >= 0 |- sqrt(x) + sqrt(y) >= sqrt(x + y)", ["(sqrt(x) + sqrt(y))^2 >= sqrt(x + y)^2"]),
    ("prove a > 0, b > a |- a/b < 1", ["(b - a)/b > 0"]),
    ("prove x^2 - y^2 = 0, x > 0, y > 0 |- x = y", ["(x - y)*(x + y) = 0", "x - y = 0 and"]),
    ("prove x*y = 0, x != 0 |- y = 0", ["y = 0 and x != 0"]),
    ("prove a*b = 1, a > 0 |- a + b >= 2", ["b = 1/a", "(a - 1)^2/a >= 0"]),
    ("prove a/b = c/d, b != 0, d != 0 |- (a + b)/b = (c + d)/d", ["(a + b)*d = (c + d)*b", "a*d = b*c"]),
    ("prove x^2 = y^2 |- x = y or x = -y", ["x - y = 0 or x + y = 0"]),
    ("prove tan(x) + 1/tan(x) = 1/(sin(x)*cos(x))", ["(cos(x)^2 + sin(x)^2)/(cos(x)*sin(x))", "1/(cos(x)*sin(x)) ="]),
    ("prove sin(x)/(1 + cos(x)) = (1 - cos(x))/sin(x)", ["sin(x)^2 = 1 - cos(x)^2", "1 - (1 - sin(x)^2)"]),
    ("prove tan(x)^2 - sin(x)^2 = tan(x)^2*sin(x)^2", ["(sin(x)/cos(x))^2", "sin(x)^4 = sin(x)^4"]),
    ("prove sin(2x)/(1 + cos(2x)) = tan(x)", ["2*sin(x)*cos(x)", "sin(x)/cos(x)"]),
    ("prove (1 - tan(x)^2)/(1 + tan(x)^2) = cos(2x)", ["cos(x)^2 - sin(x)^2"]),
    ("prove sin(x + y)*sin(x - y) = sin(x)^2 - sin(y)^2", ["sin(x)*cos(y)"]),
    ("find a^2 + b^2 given a + b = 27, a*b = 180", ["(a + b)^2 - 2*a*b", "27^2 - 2*180", "369"]),
    ("find x*y given x + y = 5, x^2 + y^2 = 13", ["(x + y)^2/2 - (x^2 + y^2)/2", "5^2/2 - 13/2", "6"]),
    ("find x^3 + y^3 given x + y = 4, x*y = 3", ["(x + y)^3 - 3*(x + y)*x*y", "4^3 - 3*4*3", "28"]),
    ("find (x + y)/x given x/y = 3", ["(x/y + 1)/(x/y)", "(3 + 1)/3", "4/3"]),
    ("find x^2 + 1/x^2 given x + 1/x = 3", ["(x + 1/x)^2 - 2", "3^2 - 2", "7"]),
    ("find x^2 + y given x = 2 + y, x + y = 4", ["10"]),
    ("find x + y given 1/x + 1/y = 3, x*y = 2", ["3*2", "6"]),
    ("find (a + b)/(a - b) given a = 3b, b != 0", ["(3*b + b)/(3*b - b)", "2"]),
    ("find x + 1/x given x^2 + 1/x^2 = 7, x > 0", ["sqrt((x + 1/x)^2)", "sqrt(x^2 + 1/x^2 + 2)", "sqrt(7 + 2)", "3"]),
    ("find a - b given a + b = 10, a*b = 21, a > b", ["sqrt((a - b)^2)", "sqrt((a + b)^2 - 4*a*b)", "4"]),
    ("find a/b + b/a given a^2 + b^2 = 3a*b, a*b != 0", ["(a^2 + b^2)/(a*b)", "3*a*b/(a*b)", "3"]),
]


@pytest.mark.parametrize("statement, wanted", SHOWN, ids=[s for s, _ in SHOWN])
def test_a_derivation_shows_its_steps(statement, wanted):
    lines, _ = derived(statement)
    for text in wanted:
        assert any(text in line for line in lines), f"{text} is not in\n" + "\n".join(lines)


def test_signs_are_read_off_parts_and_not_looked_up():
    _, result = derived("prove x >= 0 |- x + 1/(x+1) >= 1")
    assert "x^2 is not negative, x + 1 is positive" in [s.words for s in result.steps]


def test_a_leap_says_so():
    result = solve("prove x > 0 |- x^2 + 1/x > 1/2", limits=LIMITS)
    assert leaps(result) == 1 and any(s.words.startswith("this follows (") for s in result.steps)
    result = solve("find x given x^3 = 8", limits=LIMITS)
    assert leaps(result) == 1 and result.text == "2"


@pytest.mark.parametrize(
    "statement",
    [
        "prove x > 3 |- x^2 > 10",
        "prove x^2 > 9 |- x > 3",
        "prove x^2 + x > 0",
        "prove a > 0 |- a/b + b/a >= 2",
        "prove x + y = 3 |- x*y <= 2",
        "prove tan(x) + 1/tan(x) = 2/(sin(x)*cos(x))",
        "prove sqrt(x) + sqrt(y) <= sqrt(x + y)",
    ],
)
def test_what_is_false_is_refuted(statement):
    assert solve(statement, limits=LIMITS).status == "refuted"


# -- sums of squares -------------------------------------------------------------------------------


def test_sums_of_squares_are_what_they_came_from():
    draw = random.Random(4)
    letters = [sym(n) for n in "abc"]
    found = 0
    for _ in range(60):
        squares = [
            power(add(*[mul(num(draw.randint(-3, 3)), u) for u in letters], num(draw.randint(-2, 2))), num(2))
            for _ in range(draw.randint(1, 3))
        ]
        whole = add(*squares)
        made = sum_of_squares(whole)
        if made is not None:
            found += 1
            assert same_value(whole, made).proved, f"{whole} became {made}"
            assert sign_of(made, Facts((), charts=False)) <= {0, 1}, f"{made} is not seen to be no less than 0"
    assert found > 50


@pytest.mark.parametrize("text", ["x^2 - 3*x + 2", "x^2 - 1", "a*b", "a^2 - b^2", "x^3 + 1", "x^2 + 4*x + 3", "x - 1"])
def test_what_takes_negative_values_is_no_sum_of_squares(text):
    assert sum_of_squares(parse(text)) is None


def test_signs_without_charts_come_from_form_and_from_facts_about_one_letter():
    facts = Facts([parse("x > 3"), parse("y^2 - 5*y + 6 > 0")], charts=False)
    assert sign_of(parse("x - 2"), facts) == POSITIVE
    assert sign_of(parse("x^2 + x + 1"), facts) == POSITIVE
    assert sign_of(parse("z^2 + z + 1"), facts) == ANY
    assert sign_of(parse("y^2 - 5*y + 7"), facts) == ANY
    assert sign_of(parse("z^2 + z + 1"), Facts(())) == POSITIVE


@pytest.mark.parametrize(
    "hypotheses, goal",
    [
        (["x > 1", "y > 1"], "x*y > 1"),
        (["a > 0", "b > 0", "c > 0"], "(a + b)*(b + c)*(c + a) >= 8*a*b*c"),
        ([], "a^2 + b^2 >= 2*a*b"),
    ],
)
def test_the_sum_of_a_certificate_is_the_difference(hypotheses, goal):
    facts, atom = [parse(h) for h in hypotheses], parse(goal)
    verdict = entail.entails(facts, atom)
    parts = entail.summands(facts, atom, verdict.certificate)
    whole = add(*[mul(number(c), *factors) for c, factors in parts])
    assert same_value(whole, sub(*atom.args)).proved
    assert all(c > 0 for c, _ in parts)


# -- finding with given equations --------------------------------------------------------------------


def test_what_is_written_with_the_given_sides_is_the_same():
    draw = random.Random(7)
    a, b = sym("a"), sym("b")
    givens = (parse("a + b = 7"), parse("a*b = 12"))
    for _ in range(12):
        n, c = draw.randint(2, 4), draw.randint(1, 5)
        e = add(power(a, num(n)), power(b, num(n)), mul(num(c), a, b))
        form, result, used = write_with(e, givens)
        assert same_value(form, e).proved and used[0] in givens
        assert same_value(result, number(Fraction(3**n + 4**n + 12 * c))).proved


def test_a_quotient_of_given_sides():
    form, result, _ = write_with(parse("1/a + 1/b"), (parse("a + b = 6"), parse("a*b = 4")))
    assert form is parse("(a + b)/(a*b)") and result is div(num(6), num(4))


def test_nothing_is_written_with_sides_that_do_not_tell_it():
    assert write_with(parse("a - b"), (parse("a + b = 7"), parse("a*b = 12"))) is None
    assert write_with(parse("a"), (parse("b = 12"),)) is None


# -- the order of solutions --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "cases, ordered",
    [
        ("x = 2 or x = 3 or x = -1", "x = -1 or x = 2 or x = 3"),
        ("x = sqrt(2) or x = 1 or x = -sqrt(3)", "x = -sqrt(3) or x = 1 or x = sqrt(2)"),
        ("x = 2 and y = 1 or x = 1 and y = 2", "(x = 1 and y = 2) or (x = 2 and y = 1)"),
        ("x = 2 and y = 1 or x = 2 and y = 0", "(x = 2 and y = 0) or (x = 2 and y = 1)"),
        ("x > 2 or x = -1", "x > 2 or x = -1"),
        ("x = a or x = -1", "x = a or x = -1"),
    ],
)
def test_solutions_ascend(cases, ordered):
    assert str(ascending(parse(cases), ("x", "y"))) == ordered


@pytest.mark.parametrize(
    "statement, answer",
    [
        ("solve |x^2 - 5x| = 6", "x = -1 or x = 2 or x = 3 or x = 6"),
        ("solve (x^2 - 1)(x - 3)(x + 5)(x - 1/2) = 0", "x = -5 or x = -1 or x = 1/2 or x = 1 or x = 3"),
    ],
)
def test_solutions_of_nested_cases_ascend(statement, answer):
    lines, _ = derived(statement)
    assert lines[-1] == answer


def test_no_step_undoes_another():
    lines, _ = derived("solve 4^(x+1) - 9*2^x + 2 = 0")
    assert lines[0] == "4*2^(2*x) - 9*2^x + 2 = 0" and "2^(2*x + 2) - 9*2^x + 2 = 0" not in lines


# -- conditions as they are told ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "conditions, told",
    [
        ("x != 0; y != 0; 1/y - 1/x != 0", "x != 0; y != 0; x != y"),
        ("x^2 - 1 != 0", "x != 1; x != -1"),
        ("tan(x) != 0; x >= 0", "tan(x) != 0; x >= 0"),
    ],
)
def test_conditions_are_told_of_irreducible_parts(conditions, told):
    found = tidied([parse(c) for c in conditions.split(";")])
    assert [str(c) for c in found] == told.split("; ")


# -- bugs that attacks found -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement, status",
    [
        ("prove -0*x = 0 |- cbrt(-0*x)^3 = 0", "proved"),
        ("prove cbrt(-4) != 0 |- cbrt(((-2)^2 - (-2)^2)/(-2 - (-2))) != 0", "open"),
        ("find x + y given 1/x + 1/y = 3, x*y = 2", "proved"),
    ],
)
def test_an_answer_and_no_exception(statement, status):
    assert solve(statement, limits=LIMITS).status == status


def test_definedness_alone_is_no_reason_to_fail():
    problem = Problem("solve", parse("defined(y - 3 + abs(e))"), ("x",))
    assert solve(problem, limits=LIMITS).status in ("open", "proved")


# -- the list that is measured -----------------------------------------------------------------------


def _rows():
    return [json.loads(line) for line in (ROOT / "datasets" / "derivations.jsonl").read_text("utf-8").splitlines()]


def test_the_list_of_derivations_is_whole():
    rows = _rows()
    assert len({r["id"] for r in rows}) == len({r["problem"] for r in rows}) == len(rows) >= 60
    assert {r["part"] for r in rows} == {"a", "b", "c"}


def test_no_statement_of_the_list_is_false():
    for row in _rows():
        problem = parse_problem(row["problem"])
        assert problem.goal != "prove" or counterexample(problem) is None, row
