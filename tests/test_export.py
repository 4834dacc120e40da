"""The network as a directory that transformers reads: the same tokens, the same logits, whole or not there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch
from transformers import AutoModelForCausalLM, AutoTokenizer, PreTrainedTokenizerFast

from hybrid.model import export as module
from hybrid.model import shipped
from hybrid.model.export import MARK, export, is_special, main
from hybrid.model.line_text import line
from hybrid.model.network import Config, QNetwork
from hybrid.model.text import prompt
from hybrid.propose.words import messages
from hybrid.rulebook import Rulebook
from hybrid.syntax.parse import parse
from hybrid.syntax.statement import parse_problem

STATEMENTS = [
    "solve 3(x - 2) = x + 4 for x",
    "solve x^2 - 5x = -6 for x",
    "solve x + y = 5, x - y = 1 for x, y",
    "simplify (x^2 - 1)/(x - 1)",
    "prove x > y, y > z |- x > z",
    "evaluate log(8, 2) + sqrt(2)*abs(-3)",
    "find a^2 + b^2 given a*b = 180, a + b = 27",
]


@pytest.fixture(scope="module")
def network() -> QNetwork:
    torch.manual_seed(0)
    rules = tuple(r.name for r in Rulebook.load())
    return QNetwork(Config(rules, width=16, layers=2, heads=2, inner=32)).eval()


@pytest.fixture(scope="module")
def folder(network: QNetwork, tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("export") / "model"
    export(network, where)
    return where


@pytest.fixture(scope="module")
def tokenizer(folder: Path) -> PreTrainedTokenizerFast:
    return AutoTokenizer.from_pretrained(folder, local_files_only=True)


@pytest.mark.parametrize("statement", STATEMENTS)
def test_a_prompt_is_split_into_the_tokens_of_the_network(
    statement: str, network: QNetwork, tokenizer: PreTrainedTokenizerFast
) -> None:
    problem = parse_problem(statement)
    read = prompt(problem, problem.term)
    ids = tokenizer(read.text()).input_ids
    assert ids == [network.token_ids[t] for t in read.tokens]
    assert tokenizer.decode(ids) == read.text()


@pytest.mark.parametrize("statement", STATEMENTS)
def test_the_chat_template_turns_a_question_in_words_into_the_prompt(
    statement: str, network: QNetwork, tokenizer: PreTrainedTokenizerFast
) -> None:
    problem = parse_problem(statement)
    tokens = prompt(problem, problem.term).tokens
    ids = tokenizer.apply_chat_template(messages(problem, problem.term), add_generation_prompt=True)["input_ids"]
    assert ids == [network.token_ids[t] for t in tokens]


def test_the_chat_template_leaves_a_prompt_as_it_is(tokenizer: PreTrainedTokenizerFast) -> None:
    asked = [{"role": "user", "content": "<solve>x:x^2 = 9;"}]
    assert tokenizer.apply_chat_template(asked, tokenize=False) == "<solve>x:x^2 = 9;"


@pytest.mark.parametrize("rule", [r.name for r in Rulebook.load() if "." not in r.name][::40])
def test_a_line_is_split_into_the_tokens_of_the_network_and_read_back(
    rule: str, network: QNetwork, tokenizer: PreTrainedTokenizerFast
) -> None:
    tokens = line(parse("x = -12/sqrt(5) or 2*x^2 - 3*x != log(4, 2)"), rule, (0, 12))
    assert tokens is not None
    ids = tokenizer("".join(tokens)).input_ids
    assert ids == [network.token_ids[t] for t in tokens]
    ended = [*ids, tokenizer.eos_token_id]
    assert tokenizer.decode(ended, skip_special_tokens=True) == "".join(tokens)


def test_every_token_is_read_back_alone(network: QNetwork, tokenizer: PreTrainedTokenizerFast) -> None:
    assert len(tokenizer) == len(network.vocabulary)
    for i, token in enumerate(network.vocabulary):
        assert tokenizer(token).input_ids == [i] and tokenizer.decode([i]) == token
        assert tokenizer.decode([i], skip_special_tokens=True) == ("" if is_special(token) else token)


def test_what_is_no_token_is_unknown(tokenizer: PreTrainedTokenizerFast) -> None:
    assert tokenizer.unk_token_id in tokenizer("x§y").input_ids


def test_the_logits_are_those_of_the_network(network: QNetwork, folder: Path) -> None:
    model = AutoModelForCausalLM.from_pretrained(folder, local_files_only=True, use_safetensors=True).eval()
    tokens = torch.randint(5, len(network.vocabulary), (3, 40), generator=torch.Generator().manual_seed(1))
    with torch.inference_mode():
        assert torch.allclose(model(tokens).logits, network.logits(tokens), atol=1e-4)


def test_nothing_is_pickled_and_the_directory_says_whose_prompts_it_reads(folder: Path) -> None:
    names = {p.name for p in folder.iterdir()}
    assert {"config.json", "generation_config.json", "model.safetensors", "tokenizer.json"} <= names
    assert not any(n.endswith((".bin", ".pt", ".pkl")) for n in names)
    config = json.loads((folder / "config.json").read_text())
    assert config[MARK] == 1 and config["tie_word_embeddings"] and config["architectures"] == ["LlamaForCausalLM"]


def test_an_export_that_fails_leaves_nothing(
    network: QNetwork, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path) -> None:
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr(module, "_mark", full)
    with pytest.raises(OSError):
        export(network, tmp_path / "model")
    assert list(tmp_path.iterdir()) == []


def test_an_export_does_not_write_over_what_is_there(
    network: QNetwork, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine").write_text("mine")
    with pytest.raises(FileExistsError):
        export(network, tmp_path / "mine")
    assert (tmp_path / "mine").read_text() == "mine"
    assert main([]) == 2 and main(["--help"]) == 2
    assert "usage" in capsys.readouterr().err


def test_the_command_exports_the_shipped_network(
    network: QNetwork, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(shipped, "shipped", lambda: network)
    assert main([str(tmp_path / "new" / "model")]) == 0
    assert AutoTokenizer.from_pretrained(tmp_path / "new" / "model").eos_token == "</s>"
    assert main([str(tmp_path)]) == 2
    assert capsys.readouterr().err == f"hybrid: {tmp_path}: there is something of this name already\n"
    monkeypatch.setattr(shipped, "shipped", lambda: None)
    assert main([str(tmp_path / "none")]) == 2 and not (tmp_path / "none").exists()
