"""Tree search by PUCT: what it finds is checked, it ends, and it repeats itself."""

import pytest

from hybrid.kernel import check
from hybrid.problem import Derivation
from hybrid.propose.move import Move
from hybrid.propose.rules import RuleProposer
from hybrid.rulebook import Rulebook
from hybrid.search.limits import Limits
from hybrid.search.mcts import mcts
from hybrid.search.node import QValue
from hybrid.search.qstar import QFunction, Search
from hybrid.syntax.statement import parse_problem

BOOK = Rulebook.load()
SOLVABLE = [
    "solve x - 4 = 1 for x",
    "solve 3x = 12 for x",
    "solve x/2 = 3",
    "simplify 2x + 3x",
    "prove (a + b)^2 = a^2 + 2a*b + b^2",
]
HARD = "simplify 2(x + 3) - 3(x - 1)"


def searcher(statement: str, q: QFunction | None = None, expansions: int = 2000, seconds: float = 1e6) -> Search:
    problem = parse_problem(statement)
    rules = BOOK.laws(problem.goal)
    limits = Limits(seconds=seconds, expansions=expansions)
    return Search(problem, [RuleProposer(rules, safe_first=False)], BOOK, limits, rules=rules, q=q)


class Offering:
    """Offers the moves it was given, at every state."""

    def __init__(self, *moves: Move):
        self.moves = moves

    def propose(self, state, problem):
        return iter(self.moves)


@pytest.mark.parametrize("statement", SOLVABLE)
def test_the_kernel_accepts_what_it_finds(statement):
    search = searcher(statement)
    goal = mcts(search).goal
    assert goal is not None
    assert check(search.problem, Derivation(search.problem, goal.steps(), BOOK.digest), BOOK)


def test_a_solved_statement_needs_no_expansion():
    outcome = mcts(searcher("solve x = 5 for x"))
    assert outcome.goal is not None and outcome.goal.g == 0 and outcome.stop.expanded == 0


@pytest.mark.parametrize("limits, reason", [({"expansions": 4}, "nodes"), ({"seconds": 0.0}, "time")])
def test_it_stops_at_its_limits_and_says_so(limits, reason):
    outcome = mcts(searcher(HARD, **limits))
    assert outcome.goal is None and outcome.stop.reason == reason
    assert outcome.stop.expanded <= 4


def test_it_says_when_there_is_nothing_to_do():
    outcome = mcts(Search(parse_problem(HARD), [], BOOK, Limits(seconds=1e6)))
    assert outcome.goal is None and outcome.stop.reason == "exhausted"
    assert outcome.tree.nodes[0].status == "dead"


def test_moves_that_the_kernel_refuses_are_taken_out():
    nonsense = Move((), "rule", "no-such-rule")
    search = Search(parse_problem(HARD), [Offering(nonsense, nonsense)], BOOK, Limits(seconds=1e6))
    outcome = mcts(search)
    assert outcome.goal is None and outcome.stop.reason == "exhausted"
    assert len(outcome.tree.refused) == 2 and len(outcome.tree.nodes) == 1


def test_dead_ends_are_taken_out_up_to_the_root():
    """One law leads to one state; from there the same law leads nowhere, and nothing is left at the root."""
    whole = searcher(HARD)
    law = next(m for m in whole.moves(whole.root) if m.rule == "distribute")
    search = Search(whole.problem, [Offering(law)], BOOK, Limits(seconds=1e6, expansions=100))
    outcome = mcts(search)
    assert outcome.stop.reason == "exhausted"
    assert len(outcome.tree.nodes) == 2 and {n.status for n in outcome.tree.nodes} == {"dead"}


@pytest.mark.parametrize("statement", [*SOLVABLE, HARD])
def test_it_repeats_itself(statement):
    first, second = (mcts(searcher(statement, expansions=60)).tree.to_json() for _ in range(2))
    assert first == second


def test_priors_lead():
    """A Q that knows the rules of the derivation needs fewer expansions than one that shuns them."""
    statement = "prove (a + b)^2 = a^2 + 2a*b + b^2"
    goal = mcts(searcher(statement)).goal
    assert goal is not None
    good = {s.rule for s in goal.steps()}
    led = mcts(searcher(statement, lambda n, moves: [QValue(0.0 if m.rule in good else 9.0) for m in moves]))
    misled = mcts(searcher(statement, lambda n, moves: [QValue(9.0 if m.rule in good else 0.0) for m in moves]))
    assert led.goal is not None
    assert led.stop.expanded < misled.stop.expanded
