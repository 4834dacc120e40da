"""Learning from search trees: what their bounds and backups ask for, and that the network comes to obey."""

from math import expm1, inf, log1p

import pytest
import torch

from hybrid.learn.bellman import (
    DEAD,
    Ahead,
    Choice,
    Lessons,
    backups,
    backups_loss,
    bounds_loss,
    choices_of,
)
from hybrid.learn.experience import samples
from hybrid.learn.fit import fit, trained
from hybrid.learn.trees import Stored, stored
from hybrid.model.network import Config, Encoded, QNetwork
from hybrid.prover import solve
from hybrid.rulebook import Rulebook
from hybrid.search.limits import Limits

BOOK = Rulebook.load()
STATEMENTS = ["solve 3(x - 2) = x + 4 for x", "solve |x - 1| + |x - 3| = 5"]  # the second stays open


def small(seed=0):
    torch.manual_seed(seed)
    return QNetwork(Config(tuple(r.name for r in BOOK), width=32, layers=1, heads=2, inner=64))


@pytest.fixture(scope="module")
def results():
    return [solve(s, steps="laws", limits=Limits(600, 60), tree=True) for s in STATEMENTS]


@pytest.fixture(scope="module")
def kept(results):
    return [(s, stored(r.tree, r.problem, BOOK)) for s, r in zip(STATEMENTS, results, strict=True)]


def test_choices_have_a_bound_for_each_move_that_was_made(kept):
    for statement, tree in kept:
        every = choices_of(small(), [(statement, tree)], BOOK)
        assert every and all(len(c.lower) == len(c.upper) == len(c.state.rule) for c in every)
        assert all(low <= high for c in every for low, high in zip(c.lower, c.upper, strict=True))
        assert any(low > 1 for c in every for low in c.lower) and any(low == 0 for c in every for low in c.lower)
        solved = any(n.status == "goal" for n in tree.nodes)
        assert any(high < inf for c in every for high in c.upper) == solved


def test_the_taken_moves_are_bounded_by_the_steps_to_the_goal(results, kept):
    upper = {(tuple(c.state.tokens), i): u for c in choices_of(small(), kept, BOOK) for i, u in enumerate(c.upper)}
    found = list(samples(small(), results[0].derivation, BOOK))
    assert found
    for s in found:
        assert upper[tuple(s.state.tokens), s.taken] <= s.steps


def test_moves_ahead_lead_to_choices_without_a_known_way_on(kept):
    every = choices_of(small(), kept, BOOK)
    ahead = [(c, a) for c in every for a in c.ahead]
    assert ahead
    for c, a in ahead:
        assert a.cost >= 1 and c.upper[a.move] == inf and 0 <= a.choice < len(every)


def test_a_tree_of_another_rule_book_teaches_nothing(kept):
    statement, tree = kept[0]
    other = Stored(tree.nodes, tree.links, "another")
    assert choices_of(small(), [(statement, other)], BOOK) == []
    with pytest.raises(ValueError, match="no search trees"):
        Lessons([], 10)


def state(moves):
    return Encoded([2, 3], [0] * moves, [1] * moves, [[1]] * moves, [[0.0] * 9] * moves, [0.0] * 10)


def test_outside_the_bounds_costs_the_squared_distance_and_within_nothing():
    choice = Choice(state(4), (0.0, 3.0, inf, 2.0), (inf, inf, inf, 4.0))

    def loss(*q):
        return bounds_loss([torch.tensor([log1p(x) for x in q])], [choice]).item()

    assert loss(99.0, 5.0, DEAD, 3.0) == pytest.approx(0)
    assert loss(0.0, 3.0, DEAD + 1, 4.0) == pytest.approx(0, abs=1e-9)
    assert loss(0.0, 1.0, DEAD, 3.0) == pytest.approx((log1p(3) - log1p(1)) ** 2 / 3, rel=1e-4)
    assert loss(0.0, 3.0, DEAD, 9.0) == pytest.approx((log1p(9) - log1p(4)) ** 2 / 3, rel=1e-4)


class Fixed(torch.nn.Module):
    """A network that says of each state what it was told."""

    def __init__(self, steps):
        super().__init__()
        self.steps = steps

    def forward(self, states):
        return [torch.tensor([log1p(x) for x in self.steps[s.tokens[0]]]) for s in states]


def test_a_backup_is_the_cost_and_the_least_of_what_follows_within_the_bounds():
    def choice(name, lower, upper, ahead=()):
        return Choice(Encoded([name], [0] * 2, [0] * 2, [[0]] * 2, [[0.0] * 9] * 2, [0.0] * 10), lower, upper, ahead)

    every = [
        choice(0, (0.0, 9.0), (inf, inf), (Ahead(0, 2, 1), Ahead(1, 1, 2))),
        choice(1, (0.0, 0.0), (inf, inf), (Ahead(1, 1, 2),)),
        choice(2, (0.0, 0.0), (inf, 1.5)),
    ]
    found = backups(Fixed({0: (1, 1), 1: (5, 3), 2: (4, 900)}), every, batch=2)
    assert found[0] == {0: pytest.approx(5), 1: pytest.approx(9)}  # 2 + 3; 1 + 4 is below the lower bound
    assert found[1] == {1: pytest.approx(5)} and found[2] == {}
    far = backups(Fixed({1: (900, 900), 2: (900, 900)}), every)
    assert far[0][0] == pytest.approx(DEAD)
    scores = [torch.tensor([log1p(5.0), log1p(2.0)]), torch.zeros(2), torch.zeros(2)]
    wanted = ((log1p(9) - log1p(2)) ** 2 + log1p(5) ** 2) / 3
    assert backups_loss(scores, found).item() == pytest.approx(wanted, rel=1e-4)
    assert backups_loss(scores, [{}, {}, {}]).item() == 0


def test_fitting_with_lessons_brings_q_within_the_bounds(results, kept):
    network = small(1)
    every = choices_of(network, kept, BOOK)

    def outside():
        with torch.inference_mode():
            return bounds_loss(network([c.state for c in every]), every).item()

    before = outside()
    data = list(samples(network, results[0].derivation, BOOK))
    lessons = Lessons(every, 45, backups=True)
    fit(network, data, 45, batch=8, lessons=lessons)
    assert outside() < before / 3
    assert len(lessons.targets) == len(every) and any(lessons.targets)
    with torch.inference_mode():
        assert all(expm1(q.max().item()) < 3 * DEAD for q in network([c.state for c in every[:8]]))


def test_training_is_the_same_for_the_same_seed_and_differs_with_trees(results, kept):
    def weights(**options):
        return torch.cat([p.flatten() for p in trained([results[0].derivation], 3, **options).parameters()])

    with_trees = weights(trees=kept, backups=True)
    # sums over several threads are the same up to rounding
    assert torch.allclose(with_trees, weights(trees=kept, backups=True), atol=1e-4)
    assert not torch.allclose(with_trees, weights(), atol=1e-4)
