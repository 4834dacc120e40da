"""Systems of polynomial equations that no substitution starts: an equation in one unknown is made of them."""

import json

import pytest

from hybrid.kernel import check
from hybrid.problem import derivation_from_json, derivation_to_json
from hybrid.propose.eliminate import EliminateProposer
from hybrid.prover import solve
from hybrid.rulebook import Rulebook
from hybrid.syntax.statement import parse_problem

SYSTEMS = {
    "x^2 + x*y = 10, y^2 + x*y = 15": "(x = -2 and y = -3) or (x = 2 and y = 3)",
    "x^2 + y^2 = 25, x*y = 12": "(x = -4 and y = -3) or (x = -3 and y = -4) or (x = 3 and y = 4) or (x = 4 and y = 3)",
    "x^2 + y^2 = 5, x^2 - x*y + y^2 = 3": (
        "(x = -2 and y = -1) or (x = -1 and y = -2) or (x = 1 and y = 2) or (x = 2 and y = 1)"
    ),
    "x + y + z = 6, x*y + y*z + z*x = 11, x*y*z = 6": (
        "(x = 1 and y = 2 and z = 3) or (x = 1 and y = 3 and z = 2) or (x = 2 and y = 1 and z = 3)"
        " or (x = 2 and y = 3 and z = 1) or (x = 3 and y = 1 and z = 2) or (x = 3 and y = 2 and z = 1)"
    ),
    "x^2 + y^2 + z^2 = 14, x + y + z = 6, x*y = 2": "(x = 1 and y = 2 and z = 3) or (x = 2 and y = 1 and z = 3)",
    "1/x + 1/y = 5/6, x*y = 6": "(x = 2 and y = 3) or (x = 3 and y = 2)",
    "x^2 + y^2 = 1, x^2 + x*y + y^2 = 3": "false",
}


@pytest.mark.parametrize("system, answer", SYSTEMS.items(), ids=list(SYSTEMS))
def test_a_system_is_solved_and_replayed(system, answer):
    result = solve(f"solve {system}")
    assert result.status == "proved" and str(result.answer) == answer
    again = derivation_from_json(json.loads(json.dumps(derivation_to_json(result.derivation))))
    check(again.problem, again, Rulebook.load())


@pytest.mark.parametrize(
    "statement",
    [
        "solve x^2 + y = 3 and x^2 = 4",  # an equation in one unknown is there
        "solve sin(x) + y^2 = 3 and x*y = 2",  # no polynomial
        "solve x^2*y = 3 for x, y",  # one equation
        "solve x^7 + y^2 = 3 and x*y = 2",  # of too high a degree
        "solve x^2 + a*y = 3 and x*y = 2 for x, y",  # with another letter
    ],
)
def test_nothing_is_offered_elsewhere(statement):
    problem = parse_problem(statement)
    assert not list(EliminateProposer().propose(problem.term, problem))
