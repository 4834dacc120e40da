"""The network of the package as a source of lines: what it says, that it is checked, and how it is asked for."""

from __future__ import annotations

import sys

import pytest
import torch
import typer
from taught import taught

from hybrid.lines_cli import described
from hybrid.model.network import Config, QNetwork
from hybrid.model.write import _first_guide
from hybrid.propose.lines import LineProposer, SourceError
from hybrid.propose.model import LMSource
from hybrid.propose.sources import source
from hybrid.prover import solve
from hybrid.syntax.line import parse_line
from hybrid.syntax.statement import parse_problem

RIGHT, WRONG = "solve 3x + 2 = 11 for x", "solve 5x = 20 for x"


@pytest.fixture(scope="module")
def network() -> QNetwork:
    return taught({RIGHT: "so: x = 3", WRONG: "so: x = 5"}, steps=150)


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
    monkeypatch.setattr("hybrid.model.write._first_guide", _first_guide.__wrapped__)
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
