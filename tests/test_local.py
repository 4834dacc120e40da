"""Lines from a language model in a directory: one of ours, one that only knows words, and what is no model."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import torch
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

from hybrid import prover
from hybrid.batch import batch, prepare
from hybrid.cli import main
from hybrid.model.export import export
from hybrid.problem import FormatError
from hybrid.propose import words
from hybrid.propose.lines import LineProposer, SourceError
from hybrid.propose.local import LocalSource
from hybrid.propose.sources import source
from hybrid.search.limits import Limits
from hybrid.syntax.errors import InputError
from hybrid.syntax.line import parse_line
from hybrid.syntax.statement import parse_problem
from tests.taught import taught

pytest.importorskip("llguidance")
SQUARE, LINEAR = parse_problem("solve x^2 = 9"), parse_problem("solve 2x + 3 = 7 for x")
RIGHT, WRONG = "so: x = -3 or x = 3", "so: 2*x = 10"


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ours") / "model"
    export(taught({"solve x^2 = 9": RIGHT, "solve 2x + 3 = 7 for x": WRONG}), folder)
    return folder


@pytest.fixture(scope="module")
def wordy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model with the usual kind of tokenizer, that ends its lines by a line break and then goes on."""
    folder = tmp_path_factory.mktemp("wordy") / "model"
    asked = words.plain(SQUARE, SQUARE.term)
    pieces = Tokenizer(models.BPE())
    pieces.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    pieces.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(vocab_size=400, special_tokens=["<end>"], initial_alphabet=alphabet)
    pieces.train_from_iterator([asked], trainer)
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=pieces, eos_token="<end>")
    torch.manual_seed(0)
    config = LlamaConfig(
        # a few rows more than there are tokens, as many models have
        vocab_size=len(tokenizer) + 5,
        hidden_size=32,
        intermediate_size=64,
        num_hidden_layers=2,
        num_attention_heads=2,
        eos_token_id=tokenizer.eos_token_id,
        bos_token_id=None,
    )
    model = LlamaForCausalLM(config)
    start = len(tokenizer.encode(asked))
    ids = torch.tensor([tokenizer.encode(asked + RIGHT + "\n\nProblem: solve")])
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-2)
    for _ in range(60):
        loss = torch.nn.functional.cross_entropy(model(ids).logits[0, start - 1 : -1], ids[0, start:])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


@pytest.mark.parametrize("constrained", [True, False])
def test_a_network_of_ours_gets_its_own_prompt(ours: Path, constrained: bool) -> None:
    lines = LocalSource(ours, constrained=constrained).lines(SQUARE, SQUARE.term)
    assert len(lines) == 4 and lines[0] == RIGHT


@pytest.mark.parametrize("constrained", [True, False])
def test_a_model_of_words_is_asked_in_words_and_its_first_line_taken(wordy: Path, constrained: bool) -> None:
    lines = LocalSource(wordy, constrained=constrained).lines(SQUARE, SQUARE.term)
    assert len(lines) == 4 and lines[0] == RIGHT


def test_the_same_question_has_the_same_answer_in_any_order(ours: Path) -> None:
    one, two = LocalSource(ours, temperature=3.0), LocalSource(ours, temperature=3.0)
    other = LocalSource(ours, temperature=3.0, seed=1)
    state = torch.random.get_rng_state()
    first = one.lines(SQUARE, SQUARE.term), one.lines(LINEAR, LINEAR.term)
    assert (two.lines(LINEAR, LINEAR.term), two.lines(SQUARE, SQUARE.term)) == first[::-1]
    assert other.lines(SQUARE, SQUARE.term) != first[0]
    # and nobody else's dice are touched
    assert torch.equal(torch.random.get_rng_state(), state)


@pytest.mark.parametrize("which", ["ours", "wordy"])
def test_a_model_held_to_the_grammar_writes_lines_even_when_it_raves(
    which: str, request: pytest.FixtureRequest
) -> None:
    folder = request.getfixturevalue(which)
    raving = LocalSource(folder, samples=16, temperature=5.0, max_tokens=150)
    lines = raving.lines(SQUARE, SQUARE.term)
    whole = 0
    for line in lines:
        try:
            whole += bool(parse_line(line))
        except InputError as error:
            # broken off at the longest line, or something the meaning of a line excludes (a root of index 0)
            assert "missing at the end" in error.message or error.column > 4
    assert whole >= 2
    # the same model left free: only the likeliest line is one
    first, *others = LocalSource(folder, samples=16, temperature=5.0, constrained=False).lines(SQUARE, SQUARE.term)
    assert parse_line(first)
    for line in others:
        with pytest.raises(InputError):
            parse_line(line)


def test_what_a_model_says_is_judged_and_the_search_goes_on(ours: Path) -> None:
    for problem, kind in ((SQUARE, "accepted"), (LINEAR, "refuted")):
        proposer = LineProposer(LocalSource(ours))
        result = prover.solve(problem, search="bfs", limits=Limits(seconds=600), extra=[proposer])
        assert result.status == "proved" and proposer.ledger.counts[kind] >= 1


def test_a_state_that_it_has_no_room_for_is_left_to_the_rules(ours: Path) -> None:
    long = parse_problem("solve " + " + ".join(f"{n}*x" for n in range(100, 220)) + " = 0 for x")
    assert not LocalSource(ours).lines(long, long.term)


SYSTEMLESS = (
    "{%- for m in messages -%}{%- if m['role'] == 'system' -%}{{ raise_exception('no system here') }}{%- endif -%}"
    "{{- m['content'] ~ '\\n' -}}{%- endfor -%}"
)


@pytest.mark.parametrize("template", [SYSTEMLESS, "{{ messages[1]['content'] ~ '\\n' }}"])
def test_a_chat_template_is_used(wordy: Path, tmp_path: Path, template: str) -> None:
    folder = shutil.copytree(wordy, tmp_path / "chat")
    (folder / "chat_template.jinja").write_text(template)
    assert LocalSource(folder, max_tokens=5).lines(SQUARE, SQUARE.term)


def test_a_chat_template_that_fails_is_a_failure_of_the_source(wordy: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(wordy, tmp_path / "chat")
    (folder / "chat_template.jinja").write_text("{{ raise_exception('never') }}")
    with pytest.raises(SourceError, match="its chat template fails: never"):
        LocalSource(folder).lines(SQUARE, SQUARE.term)


# -- what is no model --------------------------------------------------------------------------------


def without(folder: Path, tmp_path: Path, *names: str) -> Path:
    copy = shutil.copytree(folder, tmp_path / "broken")
    for name in names:
        (copy / name).unlink()
    return copy


def refused(folder: Path, capsys: pytest.CaptureFixture[str], *options: str) -> str:
    """What the command says of a directory; it must leave with status 2 and say it in one line."""
    with pytest.raises(SystemExit) as left:
        main(["solve", "x^2 = 9", "--model", str(folder), *options])
    assert left.value.code == 2
    said = capsys.readouterr().err
    assert said.startswith(f"hybrid: {folder}: ") and said.count("\n") == 1 and "Traceback" not in said
    return said


def test_no_directory_and_no_model(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "no such directory" in refused(tmp_path / "nowhere", capsys)
    assert "no config.json" in refused(tmp_path, capsys)


@pytest.mark.parametrize(
    ("config", "why"),
    [
        ("{", "not one of transformers"),
        ("[]", "not one of transformers"),
        ("{}", "not one of transformers"),
        ('{"model_type": "no such type"}', "not one of transformers"),
        ('{"model_type": "x", "auto_map": {"AutoConfig": "mine.Config"}}', "not one of transformers"),
        ('{"model_type": "vit"}', "vit is not a causal language model"),
    ],
)
def test_a_strange_configuration(tmp_path: Path, capsys: pytest.CaptureFixture[str], config: str, why: str) -> None:
    (tmp_path / "config.json").write_text(config)
    (tmp_path / "mine.py").write_text("raise SystemExit('was run')")
    assert why in refused(tmp_path, capsys)


def test_code_that_a_directory_brings_or_names_is_not_run(ours: Path, tmp_path: Path) -> None:
    folder = without(ours, tmp_path)
    ran = tmp_path / "ran"
    for name in ("custom_generate/generate.py", "modeling_mine.py", "tokenization_mine.py"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(f"open({str(ran)!r}, 'w')")
    theirs = {"auto_map": {"AutoModelForCausalLM": "modeling_mine.Mine"}, "attn_implementation": "somebody/kernels"}
    mine = {"auto_map": {"AutoTokenizer": ["tokenization_mine.Mine", None]}}
    for name, more in (("config.json", theirs), ("tokenizer_config.json", mine)):
        data = json.loads((folder / name).read_text())
        (folder / name).write_text(json.dumps({**data, **more}))
    assert LocalSource(folder).lines(SQUARE, SQUARE.term)[0] == RIGHT
    assert not ran.exists()


def test_no_weights_and_pickled_weights(ours: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = without(ours, tmp_path, "model.safetensors")
    assert refused(folder, capsys).endswith("no weights as safetensors\n")
    torch.save({}, folder / "pytorch_model.bin")
    assert "pickled ones are not read" in refused(folder, capsys)


@pytest.mark.parametrize("names", [("tokenizer.json", "tokenizer_config.json"), ("tokenizer.json",)])
def test_no_tokenizer(ours: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], names: tuple[str, ...]) -> None:
    assert "no tokenizer" in refused(without(ours, tmp_path, *names), capsys)


def test_an_export_of_another_version(ours: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = without(ours, tmp_path)
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps({**config, "hybrid_prompt": 99}))
    assert "export it again" in refused(folder, capsys)


@pytest.mark.parametrize("damage", ["cut", "rubbish", "missing", "shape"])
def test_weights_that_cannot_be_loaded_are_noted_and_the_rules_solve(ours: Path, tmp_path: Path, damage: str) -> None:
    from safetensors.torch import load_file, save_file

    folder = without(ours, tmp_path)
    path = folder / "model.safetensors"
    if damage == "cut":
        path.write_bytes(path.read_bytes()[:-1000])
    elif damage == "rubbish":
        path.write_bytes(b"\x80\x04rubbish")
    else:
        weights = load_file(path)
        name = "model.norm.weight"
        if damage == "missing":
            del weights[name]
        else:
            weights[name] = torch.ones(7)
        save_file(weights, path, {"format": "pt"})
    proposer = LineProposer(LocalSource(folder))
    result = prover.solve(SQUARE, search="bfs", limits=Limits(seconds=600), extra=[proposer])
    assert result.status == "proved" and proposer.ledger.total == 0
    (why,) = proposer.ledger.failures
    assert why.startswith(f"{folder}: ") and ("cannot be loaded" in why or "1 of its weights are missing" in why)


def test_a_source_is_described_by_plain_data(ours: Path) -> None:
    held = source({"directory": str(ours)})
    assert held is source({"directory": str(ours)}) and isinstance(held, LocalSource) and held.model.constrained
    free = source({"directory": str(ours), "unconstrained": "yes"})
    assert isinstance(free, LocalSource) and not free.model.constrained
    with pytest.raises(FormatError, match="no source of lines"):
        source({"directory": str(ours), "server": "http://localhost"})


def test_the_command_asks_a_model_in_a_directory(ours: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["solve", "x^2 = 9", "--search", "bfs", "--model", str(ours)])
    assert left.value.code == 0
    told = capsys.readouterr()
    assert "accepted" in told.out and RIGHT in told.out and told.err == ""


def test_a_worker_of_a_batch_reads_the_model_before_its_clock_starts(ours: Path, tmp_path: Path) -> None:
    description = {"directory": str(shutil.copytree(ours, tmp_path / "copy"))}
    made = source(description, 5)
    assert isinstance(made, LocalSource) and "_model" not in vars(made.model)
    prepare(5, description)
    assert "_model" in vars(made.model)
    prepare(5, {"directory": str(tmp_path)})  # what is wrong with it is said elsewhere
    (row,) = batch([{"id": 1, "problem": "solve 2^x = x + 1"}], seconds=5, proposer=description)
    assert row["error"] is None and sum(row["ledger"].values()) > 0


@pytest.mark.parametrize("options", [["--server", "http://localhost:1", "--model", "m"], []])
def test_only_a_model_in_a_directory_is_unconstrained(options: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["solve", "x^2 = 9", "--unconstrained", *options])
    assert left.value.code == 2 and "--unconstrained" in capsys.readouterr().err
