"""What estimates are measured by: ranks, states held out, and what is known of their cost to go."""

import math
import sys
from pathlib import Path

import pytest
import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.ablations import parser, searched, split, variants  # noqa: E402
from benchmarks.cost_to_go import figures, states  # noqa: E402
from benchmarks.ranking import ranks, spearman  # noqa: E402
from hybrid.learn.bellman import choices_of  # noqa: E402
from hybrid.learn.experience import samples  # noqa: E402
from hybrid.learn.trees import stored  # noqa: E402
from hybrid.model.network import Config, QNetwork  # noqa: E402
from hybrid.prover import solve  # noqa: E402
from hybrid.rulebook import Rulebook  # noqa: E402
from hybrid.search.limits import Limits  # noqa: E402

BOOK = Rulebook.load()


@pytest.fixture(scope="module")
def result():
    return solve("solve x/2 = 3", steps="laws", tree=True)


def small():
    torch.manual_seed(0)
    return QNetwork(Config(tuple(r.name for r in BOOK), width=32, layers=1)).eval()


def test_equal_values_share_their_ranks():
    assert ranks([30, 10, 20, 10]) == [4, 1.5, 3, 1.5]
    assert ranks([]) == []


def test_spearman_sees_order_alone():
    assert spearman([1, 2, 3, 4], [1, 10, 100, 1000]) == pytest.approx(1)
    assert spearman([1, 2, 3], [3, 2, 1]) == pytest.approx(-1)
    # Kendall: with ties, Pearson's coefficient of the shared ranks: 1, 2.5, 2.5, 4 and 1, 2, 3, 4
    assert spearman([1, 2, 2, 3], [1, 2, 3, 4]) == pytest.approx(4.5 / math.sqrt(4.5 * 5))
    assert math.isnan(spearman([1, 1], [1, 2]))
    with pytest.raises(ValueError, match="paired"):
        spearman([1], [1, 2])


def test_no_training_problem_is_like_one_held_out():
    names = ["solve x + 1 = 2", "solve t + 1 = 2", "solve x + 1 = 3", "solve z + 1 = 3", "solve x = 5", "simplify x*x"]
    rows = [{"statement": s, "status": "open", "derivation": None} for s in [*names, names[0]]]
    rows.append({"statement": "solve (", "status": "refused", "derivation": None})
    training, kept = split(rows, 2, 0)
    assert (
        len(kept) == 2
        and 2 <= len(training) <= 4
        and {r["statement"] for r in kept}.isdisjoint(r["statement"] for r in training)
    )
    numbers = [{r["statement"].translate(str.maketrans("tz", "xx")) for r in some} for some in (training, kept)]
    assert numbers[0].isdisjoint(numbers[1])


def test_the_shortest_way_is_no_longer_than_the_one_known(result):
    found = states([result.derivation], 300)
    assert found and found[-1].shortest is not None
    assert all(s.shortest is None or 1 <= s.shortest <= s.known for s in found)
    assert [s.known for s in found] == sorted((s.known for s in found), reverse=True)
    assert all(len(s.after) == len(s.moves) > s.taken for s in found)
    assert all(s.shortest is None for s in states([result.derivation], 0))


def test_figures_of_the_exact_part_and_of_a_network_stand_side_by_side(result):
    found = states([result.derivation], 0)
    exact, learned = figures(None, found), figures(small(), found)
    assert exact["states"] == learned["states"] == len(found)
    assert 0 < exact["mean_reciprocal_rank"] <= 1 and 0 <= learned["top_1"] <= 1
    assert set(exact) - set(learned) == {"spearman_known_bound", "spearman_shortest_bound"}


def test_each_variant_is_trained_and_searches(result):
    args = parser().parse_args("--updates 2 --width 32 --layers 1".split())
    data = list(samples(small(), result.derivation, BOOK))
    tree = stored(result.tree, result.problem, BOOK)
    every = choices_of(small(), [(result.problem.text, tree)], BOOK)
    assert list(variants(data, [], args)) == ["values", "ranks"]
    networks = variants(data, every, args)
    assert list(networks) == ["values", "ranks", "bounds", "backups"]
    weights = [torch.cat([p.flatten() for p in n.parameters()]) for n in networks.values()]
    assert not any(torch.equal(a, b) for a, b in zip(weights, weights[1:3], strict=False))
    got = searched(["solve x/2 = 3"], {"exact": None, "values": networks["values"]}, Limits(600, 200))
    assert got["exact"]["solved"] == 1 and got["exact"]["median_expansions_solved"] == result.stop.expanded
