"""States as the network reads them: the text reads back, every place ends where its subterm does."""

import pytest
from hypothesis import given, settings

from hybrid.model.text import TOKENS, linear, prompt
from hybrid.syntax.parse import parse
from hybrid.syntax.statement import parse_problem
from hybrid.term import subterms
from hybrid.testing import formulas, terms

STATES = [
    "3*(x - 2) = x + 4",
    "-x^2 + 2*x - 1/2 = 0",
    "x = 2 or x = -3 and y != 0",
    "sqrt(x + 1) - root(x, 5) = ln(x) + log(x, 2)",
    "-(a - b)*c/(-2) = -3*a^(-2)",
    "(-2)^x - 0.125 = 4!",
    "2^(x - 1) < |x - 3|",
    "x > 0 => 1/x > 0",
]


@pytest.mark.parametrize("text", STATES)
def test_the_tokens_read_back(text):
    t = parse(text)
    assert parse(linear(t).text()) is t
    assert set(linear(t).tokens) <= set(TOKENS)


@settings(deadline=None, max_examples=200)
@given(terms() | formulas())
def test_any_term_reads_back(t):
    called = {s.value for _, s in subterms(t) if s.head == "call"}
    assert parse(linear(t).text(), functions=called) is t


@pytest.mark.parametrize("text", STATES)
def test_every_place_has_an_end_and_parts_end_in_order(text):
    t = parse(text)
    ends = linear(t).ends
    assert set(ends) == {place for place, _ in subterms(t)}
    assert ends[()] == len(linear(t).tokens) - 1
    assert all(ends[place] <= ends[place[:-1]] for place in ends if place)


def test_a_prompt_says_what_is_asked():
    problem = parse_problem("solve 2x = 4 for x")
    assert prompt(problem, problem.term, laws=True).text() == "<solve>x<laws>:2*x = 4;"
