"""Exercises in carrying out a named move say what the kernel says, and never which move to name."""

import random

import pytest
import torch

from hybrid import solve
from hybrid.judge import judge
from hybrid.learn.carrying import carried_out
from hybrid.model.line_text import END
from hybrid.model.network import Config, QNetwork
from hybrid.model.text import prompt
from hybrid.problem import Derivation
from hybrid.rulebook import Rulebook
from hybrid.syntax.line import parse_line
from hybrid.term import replace

BOOK = Rulebook.load()
NAMES = tuple(r.name for r in BOOK)


@pytest.fixture(scope="module")
def network() -> QNetwork:
    torch.manual_seed(4)
    return QNetwork(Config(NAMES, width=32, layers=2, heads=2, inner=64)).eval()


@pytest.fixture(scope="module")
def derivation() -> Derivation:
    found = solve("solve 3*(x - 2) = x + 4 for x", steps="laws").derivation
    assert found is not None
    return found


def test_a_named_move_is_carried_out_as_the_rule_does(network: QNetwork, derivation: Derivation) -> None:
    states = {prompt(derivation.problem, s.before).text(): s.before for s in derivation.steps}
    found = carried_out(network, [derivation], 60, random.Random(1))
    rules = set()
    for e in found:
        asked, said = ("".join(network.vocabulary[t] for t in ids) for ids in (e.prompt, e.line))
        text, _, head = asked.partition("#")
        line = parse_line(f"#{head}{said.removesuffix(END)}")
        rules.add(line.rule)
        assert line.rule in BOOK.by_name
        # what was said is equal to what was there: the judge, which knows no rule, agrees
        after = replace(states[text], line.place, line.new)
        assert judge(states[text], after).proved
    assert len(found) > 40 and len(rules) > 5


def test_moves_that_no_derivation_takes_are_carried_out_too(network: QNetwork, derivation: Derivation) -> None:
    taken = {(prompt(derivation.problem, s.before).text(), s.rule) for s in derivation.steps}
    asked = set()
    for e in carried_out(network, [derivation], 60, random.Random(1)):
        text, _, head = "".join(network.vocabulary[t] for t in e.prompt).partition("#")
        asked.add((text, head.partition("@")[0].removesuffix(": ")))
    assert asked - taken and asked & taken


def test_the_same_seed_gives_the_same_exercises(network: QNetwork, derivation: Derivation) -> None:
    first, second = (carried_out(network, [derivation], 20, random.Random(5)) for _ in range(2))
    assert first == second
