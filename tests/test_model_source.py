"""The network of the package as a source of lines: what it says, that it is checked, and how it is asked for."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import torch
import typer

from hybrid.lines_cli import described
from hybrid.model.network import Config, QNetwork
from hybrid.model.write import grammar_of
from hybrid.propose.lines import LineProposer, SourceError
from hybrid.propose.model import LMSource
from hybrid.propose.sources import source
from hybrid.prover import solve
from hybrid.syntax.line import parse_line
from hybrid.syntax.parse import parse
from hybrid.syntax.statement import parse_problem
from tests.taught import taught

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks import hallucination  # noqa: E402

RIGHT, WRONG = "solve 3x + 2 = 11 for x", "solve 5x = 20 for x"


@pytest.fixture(scope="module")
def network() -> QNetwork:
    return taught({RIGHT: "so: x = 3", WRONG: "so: x = 5"})


def test_what_was_learned_comes_first_and_nothing_twice(network: QNetwork) -> None:
    problem = parse_problem(RIGHT)
    lines = LMSource(network).lines(problem, problem.term)
    assert lines[0] == "so: x = 3" and len(set(lines)) == len(lines)
    for line in lines:
        parse_line(line)


def test_a_state_has_the_same_lines_in_whatever_order_it_is_asked_about() -> None:
    torch.manual_seed(5)
    fresh = QNetwork(Config(("add",), width=32, layers=1, heads=2, inner=64)).eval()
    a, b = parse_problem(RIGHT), parse_problem(WRONG)
    one, other = LMSource(fresh, longest=30), LMSource(fresh, longest=30)
    first = [one.lines(a, a.term), one.lines(b, b.term)]
    assert [other.lines(b, b.term), other.lines(a, a.term)] == first[::-1]
    assert LMSource(fresh, longest=30, seed=1).lines(a, a.term) != first[0]
    assert len(first[0]) > 2


def test_a_line_of_the_network_is_taken_only_when_it_is_proved(network: QNetwork) -> None:
    for statement, answer, kind in [(RIGHT, "x = 3", "accepted"), (WRONG, "x = 4", "refuted")]:
        proposer = LineProposer(LMSource(network, count=1))
        result = solve(statement, extra=[proposer])
        assert result.text == answer
        problem = parse_problem(statement)
        proposer.propose(problem.term, problem)
        assert proposer.ledger.counts[kind] >= 1


def test_a_state_too_long_has_no_lines(network: QNetwork) -> None:
    problem = parse_problem("simplify " + " + ".join(f"x^{n}" for n in range(2, 150)))
    assert LMSource(network).lines(problem, problem.term) == ()


def test_without_weights_the_search_goes_on_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hybrid.propose.model.shipped", lambda: None)
    proposer = LineProposer(LMSource())
    problem = parse_problem(RIGHT)
    assert proposer.propose(problem.term, problem) == []
    assert "make model" in next(iter(proposer.ledger.failures))


def test_without_llguidance_it_says_what_to_do(network: QNetwork, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "llguidance", None)
    monkeypatch.setattr("hybrid.model.write.grammar_of", grammar_of.__wrapped__)
    problem = parse_problem(RIGHT)
    with pytest.raises(SourceError, match="--unconstrained"):
        LMSource(network).lines(problem, problem.term)
    assert LMSource(network, constrained=False).lines(problem, problem.term)[0] == "so: x = 3"


def test_it_is_asked_for_by_name() -> None:
    assert described(None, None, "bundled") == {"bundled": "constrained"}
    free = described(None, None, "bundled", unconstrained=True)
    assert free == {"bundled": "unconstrained"}
    made = source(free)
    assert isinstance(made, LMSource) and not made.constrained
    with pytest.raises(typer.BadParameter):
        described(None, "http://localhost:1", "bundled", unconstrained=True)


@pytest.mark.parametrize(("statement", "alone", "checked"), [(RIGHT, "right", "right"), (WRONG, "wrong", "right")])
def test_believed_it_is_wrong_where_it_learned_something_wrong_and_checked_it_is_not(
    statement: str, alone: str, checked: str, network: QNetwork
) -> None:
    problem = parse_problem(statement)
    (way,) = hallucination.alone(network, problem, 1, 0.0, 0)
    assert way.done and len(way.states) == 2
    assert hallucination.verdict(problem, way.states[-1]) == alone
    assert hallucination.checked(solve(statement, extra=[LineProposer(LMSource(network, count=1))])) == checked


def test_of_several_ways_the_likeliest_or_the_most_frequent_answer_counts() -> None:
    two, three = parse("x = 2"), parse("x = 3")
    ways = [
        hallucination.Way([t], [log], done)
        for t, log, done in [(two, -1.0, True), (two, -2.0, True), (three, -0.5, True), (three, -0.1, False)]
    ]
    assert hallucination.best(ways) is three and hallucination.majority(ways) is two
    assert hallucination.best(ways[3:]) is hallucination.majority([]) is None


def test_shares_are_of_all_problems_and_of_the_answers() -> None:
    figures = hallucination.summary(["right", "wrong", "unsolved", "unsolved"])
    assert figures["wrong"] == 0.25 and figures["wrong_of_answers"] == 0.5
