"""Focal search: never longer than promised, whatever the guide says."""

from collections.abc import Sequence
from random import Random

import pytest

from hybrid.kernel import check
from hybrid.problem import Derivation
from hybrid.propose.move import Move
from hybrid.propose.rules import RuleProposer
from hybrid.rulebook import Rulebook
from hybrid.search.focal import focal
from hybrid.search.limits import Limits
from hybrid.search.node import Node, QValue
from hybrid.search.qstar import QFunction, Search
from hybrid.search.references import astar, breadth_first
from hybrid.syntax.statement import parse_problem

BOOK = Rulebook.load()
SCHOOL = ["solve 2x + 3 = 7", "solve x - 4 = 1", "solve 3x = 12", "solve x^2 = 9", "solve |x - 1| = 2", "solve 2/x = 1"]
# In none of these does the goal hang on the order of a product: `x*5` and `5*x` are one state by key, and where only
# one of them is finished the length of the shortest derivation hangs on which was reached first.
LAWS = [
    "solve x - 4 = 1 for x",
    "solve 3x = 12 for x",
    "solve -x = 3",
    "solve x/2 = 3",
    "simplify x*x",
    "prove a + b = b + a",
    "prove (a + b)^2 = a^2 + 2a*b + b^2",
]
PROBLEMS = [(s, False) for s in SCHOOL] + [(s, True) for s in LAWS]


def searcher(statement: str, laws: bool, q: QFunction | None = None, expansions: int = 4000) -> Search:
    problem = parse_problem(statement)
    rules = BOOK.laws(problem.goal) if laws else BOOK.select(problem.goal)
    limits = Limits(seconds=1e6, expansions=expansions)
    return Search(problem, [RuleProposer(rules, safe_first=False)], BOOK, limits, rules=rules, q=q)


def shortest(statement: str, laws: bool) -> Node:
    goal = breadth_first(searcher(statement, laws)).goal
    assert goal is not None
    return goal


def against(good: Node) -> QFunction:
    """A guide that shuns the rules of a short derivation."""
    rules = {s.rule for s in good.steps()}

    def q(node: Node, moves: Sequence[Move]) -> list[QValue]:
        return [QValue(1.0, 1e6 if m.rule in rules else 0.0) for m in moves]

    return q


def the_longest_way(node: Node, moves: Sequence[Move]) -> list[QValue]:
    return [QValue(1.0, -100.0 * node.g - m.cost) for m in moves]


def chance(seed: int) -> QFunction:
    random = Random(seed)

    def q(node: Node, moves: Sequence[Move]) -> list[QValue]:
        return [QValue(1.0, 100 * random.random()) for _ in moves]

    return q


def guides(good: Node) -> list[QFunction | None]:
    return [None, against(good), the_longest_way, chance(1), chance(2)]


@pytest.mark.parametrize("epsilon", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("statement, laws", PROBLEMS)
def test_a_derivation_is_no_longer_than_promised_whatever_the_guide(statement, laws, epsilon):
    good = shortest(statement, laws)
    for q in guides(good):
        goal = focal(searcher(statement, laws, q), epsilon).goal
        assert goal is not None
        assert goal.g <= (1 + epsilon) * good.g


@pytest.mark.parametrize("statement, laws", PROBLEMS)
def test_without_slack_it_costs_what_astar_finds(statement, laws):
    best = astar(searcher(statement, laws)).goal
    for q in guides(shortest(statement, laws)):
        goal = focal(searcher(statement, laws, q), epsilon=0.0).goal
        assert goal is not None and best is not None and goal.g == best.g


def test_with_much_slack_a_bad_guide_is_followed():
    """So the bad guides of these tests are bad: it is epsilon that keeps derivations short."""
    good = shortest("solve 3x = 12 for x", True)
    goal = focal(searcher("solve 3x = 12 for x", True, against(good)), epsilon=3.0).goal
    assert goal is not None and good.g < goal.g <= 4 * good.g


@pytest.mark.parametrize("statement, laws", PROBLEMS)
def test_the_kernel_accepts_what_it_finds(statement, laws):
    search = searcher(statement, laws)
    goal = focal(search).goal
    assert goal is not None
    assert check(search.problem, Derivation(search.problem, goal.steps(), BOOK.digest), BOOK)


def test_a_good_guide_spares_expansions():
    statement = "prove (a + b)^2 = a^2 + 2a*b + b^2"
    good = {s.rule for s in shortest(statement, True).steps()}
    blind = focal(searcher(statement, True, chance(3)), epsilon=1.0)
    led = focal(
        searcher(statement, True, lambda node, moves: [QValue(1.0, 0.0 if m.rule in good else 9.0) for m in moves]),
        epsilon=1.0,
    )
    assert led.stop.expanded < blind.stop.expanded


def test_it_stops_at_its_limits_and_says_so():
    outcome = focal(searcher("simplify 2(x + 3) - 3(x - 1)", True, expansions=3))
    assert outcome.goal is None and (outcome.stop.reason, outcome.stop.expanded) == ("nodes", 3)


def test_it_says_when_there_is_nothing_left():
    problem = parse_problem("solve x^5 - x - 1 = 0")
    outcome = focal(Search(problem, [], BOOK, Limits(seconds=1e6)))
    assert outcome.goal is None and outcome.stop.reason == "exhausted"


def test_epsilon_is_not_negative():
    with pytest.raises(ValueError, match="must not be negative"):
        focal(searcher("solve 3x = 12", False), epsilon=-0.1)
