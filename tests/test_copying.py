"""Examples of copying say what stands at a place, and no line is asked for like them."""

import random

import pytest
import torch

from hybrid import solve
from hybrid.learn.copying import copies
from hybrid.learn.fit import learn_to_write
from hybrid.learn.lines import examples, line_loss
from hybrid.model.line_text import END
from hybrid.model.network import Config, QNetwork
from hybrid.rulebook import Rulebook
from hybrid.syntax.parse import parse
from hybrid.term import at

NAMES = tuple(r.name for r in Rulebook.load())
STATES = [parse(s) for s in ("3*(x - 2) = x + 4", "x = 2 or x^2 = -1/2", "abs(y)")]


@pytest.fixture(scope="module")
def network() -> QNetwork:
    torch.manual_seed(4)
    return QNetwork(Config(NAMES, width=32, layers=2, heads=2, inner=64)).eval()


def test_what_stands_at_a_place_is_asked_for_and_said(network: QNetwork) -> None:
    found = copies(network, STATES, 60, random.Random(1))
    assert len(found) == 60
    whole = 0
    for e in found:
        asked, said = ("".join(network.vocabulary[t] for t in ids) for ids in (e.prompt, e.line))
        state, _, place = asked.removeprefix(":").removesuffix(": ").partition(";")
        part = at(parse(state), tuple(map(int, place.removeprefix("@").split("."))) if place else ())
        assert said == str(said).removesuffix(END) + END and parse(said.removesuffix(END)) is part
        whole += not place
    assert 0 < whole < 30


def test_no_copy_is_asked_for_like_a_line(network: QNetwork) -> None:
    derivation = solve("solve 3*(x - 2) = x + 4").derivation
    assert derivation is not None
    lines = {e.prompt[0] for e in examples(network, derivation)}
    assert lines.isdisjoint(e.prompt[0] for e in copies(network, STATES, 20, random.Random(1)))


def test_lines_and_copies_are_learned_together() -> None:
    torch.manual_seed(5)
    network = QNetwork(Config(NAMES, width=32, layers=2, heads=2, inner=64))
    derivation = solve("solve 2x + 3 = 7 for x", steps="laws").derivation
    assert derivation is not None
    lines = list(examples(network, derivation))
    copied = copies(network, [parse("x = 2")], 20, random.Random(2))
    before = line_loss(network, lines).item(), line_loss(network, copied).item()
    told: list[str] = []
    learn_to_write(network, lines, copied, 100, batch=4, say=told.append)
    after = line_loss(network, lines).item(), line_loss(network, copied).item()
    assert after[0] < before[0] / 2 and after[1] < before[1] / 2
    assert len(told) == 1 and told[0].startswith("writing 100: line ")


def test_states_too_long_for_the_network_give_none(network: QNetwork) -> None:
    long = parse(" + ".join(f"x^{n}" for n in range(2, 200)) + " = 0")
    assert copies(network, [long], 10, random.Random(3)) == []
