"""Generated rows as records of trainers, as files, and as the libraries read them back."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import hybrid
from hybrid.generate.exporting import export
from hybrid.generate.formats import FORMATS, completion, prompt, stepwise
from hybrid.generate.reading import read_rows
from hybrid.generate.shape import check
from hybrid.problem import FormatError
from tests import generated

BEYOND = 2**63


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of generated rows."""
    path = tmp_path_factory.mktemp("rows") / "rows.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in generated.rows()), encoding="utf-8")
    return path


def load(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """The split as the library `datasets` loads it, without a network."""
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv("HF_DATASETS_OFFLINE", "1")
    import datasets

    return datasets.load_dataset(str(folder), split="train", cache_dir=str(tmp_path / "cache"))


# -- records --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FORMATS)
def test_records_have_the_columns_of_their_format_and_no_number_but_counts(name: str) -> None:
    form = FORMATS[name]
    for row in generated.rows():
        for record in form.records(row):
            assert set(record) == set(form.shape)
            if name != "prm800k":  # a choice may be null there
                check(record, form.shape, "record")
        assert form.records(row) == form.records(row)


def test_a_taught_solution_tells_reasons_and_conditions_and_ends_in_the_answer() -> None:
    assert completion(generated.linear()).splitlines() == [
        "2*x = 4    (subtract 3 on both sides)",
        "x = 2    (divide both sides by 2)",
        "Answer: x = 2",
    ]
    assert completion(generated.fraction()).splitlines()[-2:] == ["as long as x - 2 != 0", "Answer: x + 2"]


def test_the_phrasing_follows_from_the_id_alone_and_all_of_them_are_used() -> None:
    row = generated.linear()
    asked = {prompt({**row, "id": f"linear-2-{i:06d}"}) for i in range(40)}
    assert asked == set(row["english"])
    assert prompt({**row, "level": 5, "answer": "?"}) == prompt(row)
    assert prompt({**row, "english": []}) == row["problem"]


@pytest.mark.parametrize("name", ["prompt-completion", "preference", "unpaired", "stepwise"])
def test_a_plain_prompt_ends_its_line_so_that_numbers_do_not_run_together(name: str) -> None:
    for record in FORMATS[name].records(generated.linear()):
        assert record["prompt"] == prompt(generated.linear()) + "\n"


def test_pairs_differ_in_nothing_but_the_mathematics() -> None:
    pairs = FORMATS["preference"].records(generated.linear())
    assert [(p["chosen"], p["rejected"], p["mistake"]) for p in pairs] == [
        ("2*x = 4\nx = 2\nAnswer: x = 2", "2*x = 10\nx = 5\nAnswer: x = 5", "sign"),
        ("2*x = 4\nx = 2\nAnswer: x = 2", "2*x = 4\nx = 3\nAnswer: x = 3", "slip"),
    ]
    assert FORMATS["preference"].records(generated.fraction()) == []


def test_stepwise_records_stop_at_the_first_wrong_line() -> None:
    right, sign, slip = stepwise(generated.linear())
    assert (right["completions"], right["labels"]) == (["2*x = 4", "x = 2"], [True, True])
    assert (sign["completions"], sign["labels"]) == (["2*x = 10"], [False])
    assert (slip["completions"], slip["labels"]) == (["2*x = 4", "x = 3"], [True, False])


def test_every_label_of_a_line_is_what_the_judge_says_of_it() -> None:
    row = generated.linear()
    for record in stepwise(row):
        lines = [row["steps"][0]["before"], *record["completions"]]
        verdicts = [hybrid.step(a, b).answer for a, b in zip(lines, lines[1:], strict=False)]
        assert verdicts == ["proved" if label else "refuted" for label in record["labels"]]


def test_the_lines_of_a_story_are_all_steps_and_go_without_marks_for_a_calculator() -> None:
    right, wrong = stepwise(generated.story())
    assert right["completions"] == ["3*4 = 12 dollars for the mugs", "12 + 5 = 17 dollars in all"]
    assert (right["labels"], wrong["labels"]) == ([True, True], [False])
    assert wrong["completions"] == ["3*4 = 7 dollars for the mugs"]
    texts = json.dumps([f.records(generated.story()) for name, f in FORMATS.items() if name != "rows"])
    assert "<<" not in texts


def test_the_rewards_agree_with_what_is_taught_and_with_the_marks() -> None:
    from hybrid.rewards import process_labels
    from hybrid.rewards.final import score_answer
    from hybrid.rewards.steps import steps_of

    for row in generated.rows():
        assert score_answer(completion(row), row["answer"], prompt(row)).reward == 1.0, row["problem"]
        if "solution" not in row:
            assert steps_of(completion(row), row["problem"]).share == 1.0, row["problem"]
    for record in stepwise(generated.linear()):
        assert process_labels(generated.linear()["problem"], record["completions"]) == record["labels"]


def test_prm800k_lines_put_the_right_line_beside_the_wrong_one() -> None:
    right, _, slip = FORMATS["prm800k"].records(generated.linear())
    assert right["label"]["finish_reason"] == "solution"
    assert right["label"]["steps"][-1]["completions"][0]["text"] == "x = 2\n\n# Answer\n\nx = 2"
    last = slip["label"]["steps"][-1]
    assert slip["label"]["finish_reason"] == "found_error" and last["chosen_completion"] is None
    assert [(c["text"], c["rating"]) for c in last["completions"]] == [("x = 3", -1), ("x = 2", 1)]


# -- data sets ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "kind"),
    [*((name, "parquet") for name in FORMATS), ("rows", "jsonl"), ("preference-chat", "jsonl"), ("prm800k", "jsonl")],
)
def test_datasets_loads_back_every_record(
    name: str, kind: str, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = FORMATS[name]
    export(source, tmp_path / "out", format=name, kind=kind, shard_rows=2)
    loaded = load(tmp_path / "out", tmp_path, monkeypatch)
    made = [record for row in generated.rows() for record in form.records(row)]
    assert loaded.column_names == list(form.shape)
    assert list(loaded) == made


def test_a_large_answer_survives_the_table(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    export(source, tmp_path / "out", format="messages")
    answers = load(tmp_path / "out", tmp_path, monkeypatch)["answer"]
    assert int(answers[2]) == 3**50 > BEYOND


def test_marks_of_lines_are_a_tensor(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import torch

    export(source, tmp_path / "out", format="stepwise")
    labels = load(tmp_path / "out", tmp_path, monkeypatch).with_format("torch")["labels"]
    assert torch.equal(labels[2], torch.tensor([True, False]))


def test_shards_are_numbered_and_the_card_counts_them(source: Path, tmp_path: Path) -> None:
    written = export(source, tmp_path / "out", format="stepwise", shard_rows=3, license="cc-by-4.0", title="Steps")
    assert (written.records, written.shards) == (7, 3)
    names = sorted(p.name for p in (tmp_path / "out" / "data").iterdir())
    assert names == [f"train-0000{i}-of-00003.parquet" for i in range(3)]
    from huggingface_hub import DatasetCard

    card = DatasetCard.load(tmp_path / "out" / "README.md")
    assert (card.data.license, card.data.size_categories) == ("cc-by-4.0", ["n<1K"])
    assert card.data["dataset_info"]["splits"][0]["num_examples"] == 7
    assert "| linear | 0 | 1 | 0 | 1 |" in card.text and card.text.lstrip().startswith("# Steps")


def test_a_folder_of_rows_is_read_file_by_file(source: Path, tmp_path: Path) -> None:
    lines = source.read_text(encoding="utf-8").splitlines(keepends=True)
    (tmp_path / "part-1.jsonl").write_text("".join(lines[2:]), encoding="utf-8")
    (tmp_path / "part-0.jsonl").write_text("".join(lines[:2]), encoding="utf-8")
    assert list(read_rows(tmp_path)) == generated.rows()


def test_of_a_generated_folder_the_rows_are_read_and_the_card_has_its_recipe(source: Path, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "rows-00000.jsonl").write_bytes(source.read_bytes())
    (tmp_path / "recipe.txt").write_text("linear levels 2\n", encoding="utf-8")
    (tmp_path / "rejected.jsonl").write_text('{"id": "linear-2-000001", "status": "error"}\n', encoding="utf-8")
    assert list(read_rows(tmp_path)) == generated.rows()
    export(tmp_path, tmp_path / "out", kind="jsonl")
    assert "```\nlinear levels 2\n```" in (tmp_path / "out" / "README.md").read_text(encoding="utf-8")


# -- what goes wrong ------------------------------------------------------------------------------


def export_command(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "hybrid", "export", *map(str, arguments)], capture_output=True, text=True, check=False
    )


def test_the_command_writes_a_data_set_and_refuses_to_write_over_it(source: Path, tmp_path: Path) -> None:
    done = export_command(source, tmp_path / "out", "--format", "preference", "--as", "jsonl")
    assert (done.returncode, done.stdout) == (0, f"3 records in 1 file: {tmp_path / 'out'}\n")
    again = export_command(source, tmp_path / "out")
    assert again.returncode == 2 and "is there already" in again.stderr


def broken(source: Path, tmp_path: Path, column: str, value: object) -> Path:
    """The rows with one column of the third made something else."""
    rows = [json.loads(line) for line in source.read_text(encoding="utf-8").splitlines()]
    rows[2][column] = value
    path = tmp_path / "broken.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("answer", 3**50, "row.answer: expected a text, found 717897987691852588770249"),
        ("level", "1", 'row.level: expected a whole number below 2^63, found "1"'),
        ("seed", 2**63, "row.seed: expected a whole number below 2^63"),
        ("steps", [{"before": "1"}], "row.steps[0]: 'after' is missing"),
        ("english", "Evaluate", 'row.english: expected a list, found "Evaluate"'),
        (
            "wrong",
            [{**generated.story()["wrong"][0], "first": 2}],
            "row.wrong[0].first: expected the place of one of 2",
        ),
        ("wrong", [{**generated.story()["wrong"][0], "point": {"x": 1}}], "row.wrong[0].point.x: expected a text"),
    ],
)
def test_a_row_that_is_none_is_named_and_nothing_is_left_behind(
    column: str, value: object, said: str, source: Path, tmp_path: Path
) -> None:
    path = broken(source, tmp_path, column, value)
    with pytest.raises(FormatError) as caught:
        export(path, tmp_path / "out", shard_rows=1)
    assert "line 3" in str(caught.value) and said in str(caught.value)
    assert [p.name for p in tmp_path.iterdir()] == ["broken.jsonl"]


def test_a_format_that_no_row_can_feed_is_an_error(source: Path, tmp_path: Path) -> None:
    path = tmp_path / "plain.jsonl"
    path.write_text(json.dumps(generated.fraction()) + "\n", encoding="utf-8")
    with pytest.raises(FormatError, match="wrong attempts"):
        export(path, tmp_path / "out", format="preference")


def test_bad_options_are_told(source: Path, tmp_path: Path) -> None:
    for arguments, said in [
        (("--format", "alpaca"), "expected one of rows, messages"),
        (("--license", "All rights reserved"), "apache-2.0 or cc-by-4.0"),
        (("--split", "a/b"), "train or test"),
    ]:
        run = export_command(source, tmp_path / "out", *arguments)
        assert run.returncode == 2 and said in run.stderr, run.stderr
    missing = export_command(tmp_path / "none.jsonl", tmp_path / "out")
    assert missing.returncode == 2 and "No such file" in missing.stderr
    assert not (tmp_path / "out").exists()


def test_without_pyarrow_the_extra_is_named_and_json_lines_are_written(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ImportError, match=r"hybrid\[data\]"):
        export(source, tmp_path / "out")
    assert list(tmp_path.iterdir()) == []
    assert export(source, tmp_path / "out", kind="jsonl").records == 4
