"""The weights that come with the package: there, small, of this vocabulary, and of use."""

from hybrid.learn.frozen import frozen
from hybrid.model.network import WEIGHTS_FILE
from hybrid.model.shipped import FOLDER, shipped
from hybrid.prover import solve
from hybrid.search.limits import Limits


def test_the_weights_are_there_and_small():
    assert (FOLDER / WEIGHTS_FILE).stat().st_size <= 20 * 2**20
    assert shipped() is not None


def test_the_network_helps_on_frozen_problems():
    """Fewer expansions in all, over some problems of level 4, than by the exact part."""
    limits = Limits(seconds=600, expansions=150)
    statements = [row.statement for row in frozen(4)[::12]]
    exact = sum(solve(s, steps="laws", limits=limits).stop.expanded for s in statements)
    guided = sum(solve(s, steps="laws", limits=limits, network=shipped()).stop.expanded for s in statements)
    assert guided < exact
