"""Bugs that attacks found, each once, and short campaigns that look for more (see docs/trust.md)."""

from __future__ import annotations

import pytest
from soundness import campaigns, files, steps

from hybrid.decide import cascade
from hybrid.decide.rational import same_value
from hybrid.problem import FormatError, derivation_from_json, term_from_json
from hybrid.prover import solve
from hybrid.syntax.parse import parse

# -- the bugs ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement", ["1/0 = 5", "ln(-1) = 2", "log(x, 1) = 3", "tan(pi/2) = 3", "sqrt(-1 - x^2) >= 0"]
)
def test_a_statement_that_is_nowhere_defined_is_not_proved(statement):
    assert solve(f"prove {statement}").status != "proved"


def test_a_statement_that_is_defined_somewhere_is_proved_there():
    result = solve("prove x/x = 1")
    assert (result.status, [str(c) for c in result.conditions]) == ("proved", ["x != 0"])


def test_a_theorem_names_the_domains_it_holds_in():
    # x^2 = 2 <=> false is a theorem about integers only
    theorem = solve("solve x^2 = 2 for x in integers").theorem
    assert (str(theorem.after), dict(theorem.domains)) == ("false", {"x": "integer"})
