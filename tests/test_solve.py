"""The main job, as exercises: the statement, the answer, and a kernel that accepts the derivation."""

import pytest

from hybrid.kernel import check
from hybrid.problem import derivation_from_json, derivation_to_json
from hybrid.prover import solve
from hybrid.rulebook import Rulebook
from hybrid.search.limits import Limits

# A slow machine must not fail a test: the limit is on expansions.
LIMITS = Limits(seconds=600, expansions=3000)


def solves(statement: str, answer: str, **options: str) -> bool:
    result = solve(statement, limits=LIMITS, **options)
    if result.status != "proved":
        pytest.fail(f"{statement}: {result.status}, {result.reason}; got as far as {result.derivation.last}")
    # what was found must also stand when read back from its proof file
    derivation = derivation_from_json(derivation_to_json(result.derivation))
    theorem = check(derivation.problem, derivation, Rulebook.load())
    if str(theorem.after) != answer:
        pytest.fail(f"{statement}: {theorem.after}, expected {answer}")
    return True


LINEAR = [
    ("solve 2x + 3 = 7", "x = 2"),
    ("solve 2 = x", "x = 2"),
    ("solve 2(x+3)/3 = 2", "x = 0"),
    ("solve 0.5x - 1.25 = 0.75", "x = 4"),
    ("solve 5x/2 + 2 = 3x/2 + 10", "x = 8"),
    ("solve 3(2x - 1) - 2(x + 4) = 5x - 7", "x = -4"),
    ("solve (x + 2)^2 - x^2 = 4(x + 1)", "true"),
    ("solve x + 1 = x", "false"),
    ("solve a*x + b = c for x", "(a != 0 and x = (c - b)/a) or (a = 0 and b = c)"),
    ("solve 2(x + a) = 6 for x", "x = 3 - a"),
]

QUADRATIC = [
    ("solve x^2 - 5x = -6", "x = 2 or x = 3"),
    ("solve 0 = x^2 + 3x + 2", "x = -2 or x = -1"),
    ("solve x^2 = 2", "x = -sqrt(2) or x = sqrt(2)"),
    ("solve (x - 1)^2 = 9", "x = -2 or x = 4"),
    ("solve x^2 + 1 = 0", "false"),
    ("solve x^2 + x + 1 = 0", "false"),
    ("solve 4x^2 - 12x + 9 = 0", "x = 3/2"),
    ("solve (x - 1)(x - 5)(x + 5) = 0", "x = -5 or x = 1 or x = 5"),
    ("solve x^3 - 6x^2 + 11x - 6 = 0", "x = 1 or x = 2 or x = 3"),
    ("solve x^3 = 8", "x = 2"),
    ("solve x^4 - 5x^2 + 4 = 0", "x = -2 or x = -1 or x = 1 or x = 2"),
]

RATIONAL = [
    ("solve 2/x = 1", "x = 2"),
    ("solve 6/x + 8/(2x) = 10", "x = 1"),
    ("solve (3 + x)/(x^2 + 3) = 1", "x = 0 or x = 1"),
    ("solve x + 1/x = 5/2", "x = 1/2 or x = 2"),
    ("solve (x^2 - 1)/(x - 1) = 2", "false"),
    ("solve 1/(x - 1) = 1/(x^2 - 1)", "x = 0"),
    ("solve x/x = 1", "x != 0"),
]

OTHER = [
    ("solve |x - 2| = 3", "x = -1 or x = 5"),
    ("solve |2x - 1| = x + 4", "x = -1 or x = 5"),
    ("solve |x| = -1", "false"),
    ("solve sqrt(x + 3) = x - 3", "x = 6"),
    ("solve sqrt(x) = -2", "false"),
    ("solve sqrt(x) + sqrt(x + 5) = 5", "x = 4"),
    ("solve x - 5*sqrt(x) + 6 = 0", "x = 4 or x = 9"),
    ("solve 2^(x + 1) = 8", "x = 2"),
    ("solve 4^x - 5*2^x + 4 = 0", "x = 0 or x = 2"),
    ("solve 3^x = 5", "x = log(5, 3)"),
    ("solve log(x, 2) + log(x - 2, 2) = 3", "x = 4"),
    ("solve ln(x) = 2", "x = e^2"),
]

SYSTEMS = [
    ("solve x + y = 5, x - y = 1", "x = 3 and y = 2"),
    ("solve x + y = 5, x*y = 6", "(x = 2 and y = 3) or (x = 3 and y = 2)"),
    ("solve x + y = 5, 2x + 2y = 10", "x = 5 - y"),
    ("solve x + y = 5, 2x + 2y = 11", "false"),
    ("solve x + y + z = 6, x - y = 1, 2x + z = 5", "false"),
]

INEQUALITIES = [
    ("solve 2 - x < 3", "x > -1"),
    ("solve -x > 1", "x < -1"),
    ("solve 2x + 1 <= 5x - 8", "x >= 3"),
    ("solve 1 < 2x + 1 <= 5", "x > 0 and x <= 2"),
    ("solve x^2 < 4", "x > -2 and x < 2"),
    ("solve x^2 >= 4", "x <= -2 or x >= 2"),
    ("solve x^2 + 1 > 0", "true"),
    ("solve (x - 1)/(x + 2) >= 0", "x < -2 or x >= 1"),
    ("solve |x - 2| < 3", "x > -1 and x < 5"),
    ("solve x^2 - 2 < 0", "x > -sqrt(2) and x < sqrt(2)"),
]

WHOLE = [
    ("solve |x - 2| < 3 over integers", "x = 0 or x = 1 or x = 2 or x = 3 or x = 4"),
    ("solve 2x = 3 over integers", "false"),
    ("solve 3x + 2y = 12 where x, y natural", "(x = 0 and y = 6) or (x = 2 and y = 3) or (x = 4 and y = 0)"),
]

EXPRESSIONS = [
    ("simplify 2 + 5/2 + 3", "15/2"),
    ("simplify x^2 + 3x*(-4x) + 5x^3 + 3x^2 + 6", "5*x^3 - 8*x^2 + 6"),
    ("simplify (x - 2)(x - 4)", "x^2 - 6*x + 8"),
    ("simplify (x^2 - 4)/(x - 2)", "x + 2"),
    ("simplify sqrt(12) + sqrt(27)", "5*sqrt(3)"),
    ("simplify 1/(1 + sqrt(2))", "sqrt(2) - 1"),
    ("simplify sqrt(x^2)", "abs(x)"),
    ("simplify 1/x + 1/y", "(x + y)/(x*y)"),
    ("factor x^3 - 8", "(x - 2)*(x^2 + 2*x + 4)"),
    ("factor 12x^2 + 12x + 3", "3*(2*x + 1)^2"),
    ("expand (x + y)^3", "x^3 + 3*x^2*y + 3*x*y^2 + y^3"),
    ("evaluate f(2) given f(x) = x^2 + 1", "5"),
    ("find a^2 + b^2 given a*b = 180, 2(a + b) = 54", "369"),
]

PROOFS = [
    "prove (a+b)^2 = a^2 + 2a*b + b^2",
    "prove x > y, y > z |- x > z",
    "prove n^2 + n >= 0 where n integer",
    "prove x^2 = 9, x > 0 |- x = 3",
    "prove 1 + tan(x)^2 = 1/cos(x)^2",
    "prove a > b |- a + c > b + c",
    "prove a^2 + b^2 >= 2a*b",
]


@pytest.mark.parametrize(
    "statement, answer",
    [*LINEAR, *QUADRATIC, *RATIONAL, *OTHER, *SYSTEMS, *INEQUALITIES, *WHOLE, *EXPRESSIONS],
)
def test_exercise(statement, answer):
    assert solves(statement, answer)


@pytest.mark.parametrize("statement", PROOFS)
def test_proof(statement):
    result = solve(statement, limits=LIMITS)
    assert result.status == "proved", result.reason
    assert check(result.problem, result.derivation, Rulebook.load()).goal == "prove"


@pytest.mark.parametrize(
    "statement", ["prove x^2 >= x", "prove (a+b)^2 = a^2 + b^2", "prove x > y |- x^2 > y^2", "prove sqrt(x^2) = x"]
)
def test_a_false_statement_is_refuted_with_a_point(statement):
    result = solve(statement, limits=LIMITS)
    assert result.status == "refuted"
    assert result.point


@pytest.mark.parametrize("method", ["factoring", "square", "formula"])
def test_a_quadratic_by_the_method_asked_for(method):
    result = solve("solve x^2 + 4x - 5 = 0", method=method, limits=LIMITS)
    assert {str(c) for c in result.answer.args} == {"x = 1", "x = -5"}
    words = " ".join(step.rule for step in result.steps)
    assert {"factoring": "factor", "square": "complete-square", "formula": "quadratic-formula"}[method] in words


def test_an_equation_that_tells_an_unknown_stays_while_the_other_is_solved() -> None:
    result = solve("solve y = x + 4, y + 6 + x + 6 = 40", limits=LIMITS)
    assert str(result.answer) == "x = 12 and y = 16"
    assert all("y = x + 4" in str(step.before) for step in result.derivation.steps[:4])
