"""Lines as tokens, a network that learns to write them, and what it writes: read back, held to the grammar, scored."""

from __future__ import annotations

from dataclasses import replace
from math import exp, sqrt
from random import Random

import pytest
import torch
from hypothesis import given, settings
from transformers import LlamaConfig, LlamaForCausalLM

from hybrid.learn.experience import samples
from hybrid.learn.fit import fit
from hybrid.learn.lines import Example, drawn, examples, line_loss
from hybrid.model.line_text import END, UNSAID, line, step_line, text
from hybrid.model.network import Config, QNetwork
from hybrid.model.write import score, write
from hybrid.prover import solve
from hybrid.rulebook import Rulebook
from hybrid.syntax.errors import InputError
from hybrid.syntax.line import parse_line
from hybrid.syntax.parse import parse
from hybrid.syntax.statement import parse_problem
from hybrid.term import Term
from hybrid.testing import formulas, terms

BOOK = Rulebook.load()
RULES = tuple(r.name for r in BOOK)
PROBLEMS = ["solve 3(x - 2) = x + 4 for x", "solve x^2 - 5x = -6 for x", "simplify (x^2 - 1)/(x - 1)"]
PROMPT = (5, 80, 22, 50, 16, 80, 25, 52, 23)  # <solve>x:2*x = 4;
SAID = [("x = 2", "zero-product", ()), ("2*x - 4 = 0", "", ()), ("x = 4/2", "zero-product", (0, 1))]


@pytest.fixture(scope="module")
def network() -> QNetwork:
    torch.manual_seed(0)
    return QNetwork(Config(RULES, width=32, layers=2, heads=2, inner=64)).eval()


@pytest.mark.parametrize("steps", ["school", "laws"])
@pytest.mark.parametrize("statement", PROBLEMS)
def test_every_step_of_a_derivation_has_a_line_that_reads_back(statement: str, steps: str, network: QNetwork) -> None:
    result = solve(statement, steps=steps)
    assert result.steps
    for step in result.steps:
        tokens = step_line(result.problem, step, BOOK)
        assert tokens is not None and set(tokens) <= set(network.vocabulary) - UNSAID
        read = parse_line(text((*tokens, END)))
        assert read.state(step.before).key == step.after.key or step.conditions
        assert (read.rule, read.place) == ((step.rule, step.place) if step.rule in RULES else ("", ()))


@settings(deadline=None, max_examples=200)
@given(terms() | formulas())
def test_a_line_to_any_term_reads_back_or_there_is_none(t: Term) -> None:
    tokens = line(t, "zero-product", (0, 12))
    if tokens is not None:
        read = parse_line(text(tokens))
        assert read.new is t and read.rule == "zero-product" and read.place == (0, 12)
        assert UNSAID.isdisjoint(tokens)
    else:
        with pytest.raises(InputError):
            parse_line(f"so: {t}")


@pytest.mark.parametrize("state", ["x! = 6", "f(x) + 1", '"apples" = 2', "defined(1/x)", "x = 12345678901234567890"])
def test_what_the_grammar_cannot_say_has_no_line(state: str) -> None:
    assert line(parse(state, functions={"f"})) is None


def test_no_line_claims_a_consequence() -> None:
    steps = solve("prove a > 2 => a > 1").steps + solve(PROBLEMS[0]).steps
    assert all(step_line(parse_problem(PROBLEMS[0]), replace(s, relation="==>"), BOOK) is None for s in steps)


def test_every_rule_has_a_token_and_states_keep_their_ids(network: QNetwork) -> None:
    assert {f"#{name}" for name in RULES} < set(network.vocabulary)
    assert len(set(network.vocabulary)) == len(network.vocabulary) == network.decoder.embed_tokens.num_embeddings
    assert [network.vocabulary[i] for i in network.token_ids.values()] == list(network.vocabulary)


def test_the_logits_are_those_of_a_causal_language_model_with_tied_embeddings(network: QNetwork) -> None:
    plain: LlamaConfig = network.decoder.config
    model = LlamaForCausalLM(LlamaConfig(**{**plain.to_dict(), "tie_word_embeddings": True})).eval()
    model.model.load_state_dict(network.decoder.state_dict())
    model.tie_weights()
    tokens = torch.randint(1, len(network.vocabulary), (2, 20))
    with torch.inference_mode():
        assert torch.allclose(network.logits(tokens), model(tokens).logits, atol=1e-5)


@pytest.fixture(scope="module")
def taught() -> tuple[QNetwork, list[Example]]:
    """A small network that has learned the lines of one derivation by heart, and these lines."""
    torch.manual_seed(2)
    network = QNetwork(Config(RULES, width=32, layers=2, heads=2, inner=64))
    derivation = solve("solve 2x + 3 = 7 for x", steps="laws").derivation
    assert derivation is not None
    data = list(examples(network, derivation))
    before = line_loss(network, data).item()
    moves = list(samples(network, derivation, BOOK))
    fit(network, moves, 600, batch=2, rate=1e-2, lines=data, lines_batch=6, lines_weight=1.0)
    assert line_loss(network, data).item() < 0.1 < before
    return network, data


def test_a_network_learns_lines_by_heart(taught: tuple[QNetwork, list[Example]]) -> None:
    network, data = taught
    for e in data:
        with torch.inference_mode():
            said = network.logits(torch.tensor([e.prompt + e.line]))[0].argmax(-1)
        assert tuple(said[len(e.prompt) - 1 : -1].tolist()) == e.line


def test_without_lines_the_decoder_learns_q_alone() -> None:
    derivation = solve("solve 2x + 3 = 7 for x", steps="laws").derivation
    assert derivation is not None
    weights = []
    for lines_weight in (0.0, 1.0):
        torch.manual_seed(3)
        network = QNetwork(Config(RULES, width=32, layers=1, heads=2, inner=64))
        data = list(examples(network, derivation)) if lines_weight else []
        fit(
            network,
            list(samples(network, derivation, BOOK)),
            5,
            batch=2,
            rate=0.05,
            lines=data,
            lines_weight=lines_weight,
        )
        weights.append(network.decoder.embed_tokens.weight[network.token_ids["#" + RULES[0]]].detach())
    torch.manual_seed(3)
    fresh = QNetwork(Config(RULES, width=32, layers=1, heads=2, inner=64))
    start = fresh.decoder.embed_tokens.weight[fresh.token_ids["#" + RULES[0]]].detach()
    assert torch.allclose(weights[0], start, atol=1e-3) and not torch.allclose(weights[1], start, atol=1e-3)


def test_a_batch_has_lines_of_about_one_length() -> None:
    pool = [Example((5,) * n, (6, 3)) for n in range(1, 101)]
    batches = [drawn(pool, 8, Random(seed)) for seed in range(200)]
    assert all(len(b) == 8 for b in batches)
    spread = sum(len(b[-1]) - len(b[0]) for b in batches) / 200
    assert spread < 40 and {len(e) for b in batches for e in b} == set(range(3, 103))


def test_what_was_learned_is_written(taught: tuple[QNetwork, list[Example]]) -> None:
    network, data = taught
    for e in data:
        for constrained in (True, False):
            (w,) = write(network, e.prompt, constrained=constrained)
            assert tuple(w.ids) == e.line and w.ended
            assert w.log_probability == pytest.approx(score(network, e.prompt, [e.line])[0], abs=1e-4)


def test_even_an_untrained_network_keeps_to_the_grammar(network: QNetwork) -> None:
    lines = write(network, PROMPT, 12, temperature=1.0, seed=4, longest=60)
    assert len({w.text for w in lines}) > 6
    ended = [w for w in lines if w.ended]
    assert ended
    for w in ended:
        parse_line(w.text)
    assert lines == write(network, PROMPT, 12, temperature=1.0, seed=4, longest=60)
    assert lines != write(network, PROMPT, 12, temperature=1.0, seed=5, longest=60)


def test_left_free_it_does_not(network: QNetwork) -> None:
    with pytest.raises(InputError):
        for w in write(network, PROMPT, 4, temperature=1.0, constrained=False, longest=20):
            parse_line(w.text)


def test_lines_scored_from_one_reading_have_the_probability_of_a_plain_pass(network: QNetwork) -> None:
    lines = [network.ids((*(line(parse(s), rule, place) or ()), END)) for s, rule, place in SAID] + [(7,), (3, 8)]
    apart = [
        (3, 8),
        (5,) * 200,
        (9,),
        (6,) * 190,
        (4, 7, 7),
        (3, 8, 1),
        (3, 8),
        (3, 4),
    ]  # some begin alike, some stand in a row of their own
    for prompt, said in [(PROMPT, lines), (PROMPT, apart), (PROMPT[:1], lines), (PROMPT, lines[:1]), (PROMPT, [(9,)])]:
        found = score(network, prompt, said)
        for ids, value in zip(said, found, strict=True):
            with torch.inference_mode():
                after = network.logits(torch.tensor([[*prompt, *ids]]))[0, len(prompt) - 1 :]
            logs = [after[0].log_softmax(-1), *after[1:, : network.signs].log_softmax(-1)]
            plain = sum(log[t].item() for log, t in zip(logs, ids, strict=False))
            assert value == pytest.approx(plain, abs=1e-4)
    assert score(network, PROMPT, []) == []
    with pytest.raises(ValueError, match="first token"):
        score(network, PROMPT, [(7, network.signs)])


def test_samples_are_drawn_as_often_as_they_are_likely(taught: tuple[QNetwork, list[Example]]) -> None:
    """A second opinion on the order of rows: what is written first by each sample follows its probability."""
    network, data = taught
    prompt = data[0].prompt[:3]  # not learned: several tokens are likely
    lines = write(network, prompt, 400, temperature=1.0, seed=1, constrained=False, longest=2)
    for w in lines:
        assert w.log_probability == pytest.approx(score(network, prompt, [w.ids])[0], abs=1e-3)
    pairs = [tuple(w.ids) for w in lines]
    most = max(set(pairs), key=pairs.count)
    expected = 400 * exp(score(network, prompt, [most])[0])
    assert abs(pairs.count(most) - expected) < 5 * sqrt(expected)


@pytest.mark.parametrize("prompt", [(), (5,) * 600])
def test_a_prompt_that_cannot_be_read_is_refused(prompt: tuple[int, ...], network: QNetwork) -> None:
    with pytest.raises(ValueError, match="reads 1 to 512"):
        write(network, prompt)
    with pytest.raises(ValueError, match="reads 1 to 512"):
        score(network, prompt, [(5,)])
