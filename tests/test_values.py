"""Values of states: brackets that hold the true cost to go, layers that learn it and leave the moves as they are."""

import json
from itertools import pairwise
from types import SimpleNamespace

import pytest
import torch

from hybrid.learn.device import device
from hybrid.learn.distances import bracket, brackets, measure
from hybrid.learn.make import Values, make, taught
from hybrid.learn.values import Lesson, learn_values, lessons
from hybrid.model.network import CONFIG_FILE, Config, QNetwork
from hybrid.problem import derivation_to_json
from hybrid.propose.rules import RuleProposer
from hybrid.prover import solve
from hybrid.rulebook import Rulebook
from hybrid.search.limits import Limits
from hybrid.search.qstar import Search
from hybrid.search.references import breadth_first

BOOK = Rulebook.load()
EASY = ["solve 2x + 3 = 7 for x", "simplify 2x + 3x - 4", "prove (x + 1)*2 - 2 = 2*x", "solve 5^x = 125"]
AMPLE = Limits(seconds=600, expansions=3000)


def derived(statement):
    result = solve(statement, steps="laws", network=None, limits=AMPLE)
    assert result.status == "proved"
    return result.derivation


def shortest(problem, state):
    """The cost of a shortest derivation from a state, by breadth-first search."""
    rules = BOOK.laws(problem.goal)
    search = Search(problem, [RuleProposer(rules, safe_first=False)], BOOK, AMPLE, rules=rules, start=state)
    goal = breadth_first(search).goal
    assert goal is not None
    return len(goal.steps())


@pytest.fixture(scope="module")
def network() -> QNetwork:
    torch.manual_seed(0)
    return QNetwork(Config(tuple(r.name for r in BOOK), width=32, layers=2, heads=2, inner=64)).eval()


def taken_from(network, statements=EASY[:2]):
    found = []
    for statement in statements:
        derivation = derived(statement)
        found += lessons(network, derivation, brackets(derivation, 200, BOOK), BOOK)
    return found


@pytest.mark.parametrize("statement", EASY)
def test_what_a_star_says_is_what_breadth_first_search_finds(statement):
    derivation = derived(statement)
    found = brackets(derivation, 1000, BOOK)
    near = list(zip(derivation.steps, found, strict=True))[-3:]
    for step, (low, high) in near:
        assert low == high == shortest(derivation.problem, step.before)


@pytest.mark.parametrize("expansions", [1, 3, 20])
def test_a_bracket_holds_the_true_cost_whatever_the_limit(expansions):
    derivation = derived(EASY[0])
    true = [low for low, high in brackets(derivation, 2000, BOOK) if low == high]
    for cost, (low, high) in zip(reversed(true), reversed(brackets(derivation, expansions, BOOK)), strict=False):
        assert low <= cost <= high


def test_a_shorter_way_than_the_derivation_is_found_and_counts_for_the_states_before():
    derivation = derived(EASY[0])
    state, problem = derivation.steps[-1].before, derivation.problem
    rules = BOOK.laws(problem.goal)
    assert bracket(problem, state, rules, 100) == (1, 1)
    assert bracket(problem, state, rules, 100, upper=7) == (1, 1)
    assert bracket(problem, problem.term, rules, 1)[1] == -1
    found = brackets(derivation, 50, BOOK)
    assert all(high <= later + 1 for (_, high), (_, later) in pairwise(found))


def test_measuring_goes_on_where_it_was(tmp_path):
    rows = [{"statement": s, "derivation": derivation_to_json(derived(s))} for s in EASY[:2]]
    path = tmp_path / "distances.jsonl"
    first = list(measure(rows[:1], path, 50))
    path.write_text(path.read_text() + '{"statement": "cut o')
    again = list(measure([*rows, {"statement": "open", "derivation": None}], path, 50))
    assert [r["statement"] for r in first + again] == EASY[:2]
    assert all(low <= high for r in first + again for low, high in r["brackets"])


def test_values_are_learned_and_the_order_of_moves_stays(network):
    fresh = network.with_value()
    some = taken_from(fresh)
    before = {k: v.clone() for k, v in fresh.state_dict().items()}
    told: list[str] = []
    learn_values(fresh, some, 300, batch=16, say=told.append)
    changed = {k for k, v in fresh.state_dict().items() if not torch.equal(v, before[k])}
    assert changed and all(k.startswith("value.") for k in changed)
    with torch.inference_mode():
        plain, valued = network([x.state for x in some]), fresh([x.state for x in some])
    for p, v, lesson in zip(plain, valued, some, strict=True):
        assert torch.allclose(p - p.min(), v - v.min(), atol=1e-5)
        assert abs(float(v.min().expm1()) - lesson.bracket[1]) < 1
    assert float(told[-1].split()[-1]) < float(told[0].split()[-1])


def test_one_state_alone_has_the_values_that_it_has_among_others(network):
    fresh = network.with_value()
    states = [x.state for x in taken_from(network)]
    with torch.inference_mode():
        for together, state in zip(fresh(states), states, strict=True):
            assert torch.allclose(together, fresh([state])[0], atol=1e-4)


def test_weights_with_values_come_back_and_older_ones_have_none(network, tmp_path):
    fresh = network.with_value()
    fresh.save(tmp_path / "new")
    state = taken_from(network)[0].state
    with torch.inference_mode():
        assert torch.equal(QNetwork.load(tmp_path / "new")([state])[0], fresh([state])[0])
        assert torch.equal(QNetwork.load(tmp_path / "new").with_value()([state])[0], fresh([state])[0])
    network.save(tmp_path / "old")
    config = json.loads((tmp_path / "old" / CONFIG_FILE).read_text())
    del config["value"]
    (tmp_path / "old" / CONFIG_FILE).write_text(json.dumps(config))
    assert QNetwork.load(tmp_path / "old").value is None


def test_nothing_to_learn_values_from_is_an_error(network):
    with pytest.raises(ValueError, match="no state has a bracket"):
        learn_values(network.with_value(), [], 10)
    with pytest.raises(ValueError, match="no layers for the value"):
        learn_values(network, [Lesson(taken_from(network)[0].state, (1, 1))], 10)


def test_values_can_be_learned_anew_on_weights_that_are_there(network, tmp_path):
    network.save(tmp_path / "base")
    asked = Values({1: 2}, 100, 20, 5)
    make(tmp_path / "work", tmp_path / "out", 1, values=asked, base=tmp_path / "base")
    made = QNetwork.load(tmp_path / "out")
    assert made.value is not None
    assert torch.equal(made.rules.weight, network.rules.weight)
    again = taught(tmp_path / "base", tmp_path / "work", 1, asked)
    assert all(torch.allclose(a, b, atol=1e-4) for a, b in zip(made.parameters(), again.parameters(), strict=True))


def test_nothing_of_a_pass_stays_on_the_processor_when_the_network_is_elsewhere(network, monkeypatch):
    """The device "meta" has shapes and no numbers: what mixes tensors of two devices raises there too."""
    states = [x.state for x in taken_from(network)]
    elsewhere = network.with_value().to("meta")

    def decoder(input_ids, use_cache):  # that of transformers asks for numbers
        assert input_ids.is_meta
        return SimpleNamespace(last_hidden_state=torch.zeros(*input_ids.shape, 32, device="meta"))

    monkeypatch.setattr(elsewhere.decoder, "forward", decoder)
    assert all(q.is_meta and q.shape == (len(s.rule),) for q, s in zip(elsewhere(states), states, strict=True))
    assert elsewhere.seen(states).is_meta
    assert device() == torch.device("cpu") or torch.accelerator.is_available()
