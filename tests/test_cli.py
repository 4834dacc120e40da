"""The command line: what is printed, where, and the exit status."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import hybrid
from hybrid.cli import main
from hybrid.problem import Derivation, Problem, Result, Step, Stop
from hybrid.syntax.parse import parse
from hybrid.syntax.statement import parse_problem


class Ran(NamedTuple):
    status: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the command in this process."""
    monkeypatch.delenv("HYBRID_DEBUG", raising=False)
    monkeypatch.setenv("COLUMNS", "200")

    def run(*arguments: str) -> Ran:
        with pytest.raises(SystemExit) as left:
            main(list(arguments))
        out, err = capsys.readouterr()
        code = left.value.code
        return Ran(code if isinstance(code, int) else 0 if code is None else 1, out, err)

    return run


class Tree:
    def to_json(self) -> dict[str, Any]:
        return {"nodes": [{"id": 0}], "refused": []}

    def to_dot(self) -> str:
        return "digraph search {\n}"


def solved(statement: str) -> Result:
    problem = parse_problem(statement)
    start, end = problem.term, parse("x = 2")
    step = Step(start, end, "<=>", (), "rule", "divide", words="divide both sides by 2")
    derivation = Derivation(problem, (step,))
    return Result("proved", problem, end, (), derivation, Stop("proved", 1, 1, 0.01), tree=Tree())


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, dict[str, Any]]]:
    """Statements and options that reach `hybrid.solve`, which solves nothing here."""
    calls: list[tuple[str, dict[str, Any]]] = []

    def solve(statement: str, **options: Any) -> Result:
        calls.append((statement, options))
        if "refuted" in statement:
            problem = Problem("prove", parse("x > x^2"))
            return Result("refuted", problem, None, (), None, Stop("proved"), {"x": parse("2")})
        if "open" in statement:
            return Result("open", Problem("solve", parse("x^x = 2"), ("x",)), None, (), None, Stop("time", 5, 9, 1.0))
        if "broken" in statement:
            raise KeyError("something of ours")
        return solved("solve 2x = 4")

    monkeypatch.setattr(hybrid, "solve", solve)
    return calls


Asked = list[tuple[str, dict[str, Any]]]

# -- statements -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "statement"),
    [
        (["solve", "2x = 4"], "solve 2x = 4"),
        (["solve", "2x = 4 for x"], "solve 2x = 4 for x"),
        (["solve", "2x", "=", "4"], "solve 2x = 4"),
        (["solve", "solve 2x = 4"], "solve 2x = 4"),
        (["solve", "find a^2 given a = 3"], "find a^2 given a = 3"),
        (["simplify", "factor x^2 - 1"], "factor x^2 - 1"),
        (["run", "prove x = x"], "prove x = x"),
        (["solve 2x = 4"], "solve 2x = 4"),
        (["2x = 4"], "2x = 4"),
        (["-x = 4"], "-x = 4"),
        (["simplify", "-x + 3x"], "simplify -x + 3x"),
        (["simplify", "-(x + 3)", "--plain"], "simplify -(x + 3)"),
        (["find", "a^2 given a = 3"], "find a^2 given a = 3"),
    ],
)
def test_the_first_word_is_the_keyword(command: Run, asked: Asked, arguments: list[str], statement: str) -> None:
    assert command(*arguments).status == 0
    assert [text for text, _ in asked] == [statement]


def test_a_dash_reads_the_statement_from_standard_input(
    command: Run, asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("2x = 4\n"))
    command("solve", "-")
    assert asked[0][0] == "solve 2x = 4\n"


def test_options_reach_the_search(command: Run, asked: Asked) -> None:
    command(
        *("solve", "2x = 4", "--method", "formula", "--search", "astar", "--seconds", "2.5"),
        *("--expansions", "77", "--memory", "512", "--detail", "full", "--steps", "laws", "--no-model"),
    )
    _, options = asked[0]
    limits = options.pop("limits")
    assert (limits.seconds, limits.expansions, limits.memory_mb) == (2.5, 77, 512)
    assert options == {
        "method": "formula",
        "search": "astar",
        "detail": "full",
        "tree": False,
        "steps": "laws",
        "model": False,
        "proposer": None,
    }


@pytest.mark.parametrize("name", ["check", "step", "batch", "demo", "rules", "train", "parse", "solve"])
def test_a_command_is_not_taken_for_mathematics(command: Run, asked: Asked, name: str) -> None:
    ran = command(name, "--help")
    assert ran.status == 0 and f"Usage: hybrid {name}" in ran.out and not asked


def test_a_misspelled_option_is_not_taken_for_mathematics(command: Run, asked: Asked) -> None:
    ran = command("solve", "2x = 4", "--detial", "full")
    assert ran.status == 2 and "--detial" in ran.err and not asked


@pytest.mark.parametrize(
    "wrong",
    [["--seconds", "nan"], ["--seconds", "inf"], ["--seconds", "-1"], ["--expansions", "0"], ["--detail", "much"]],
)
def test_option_values_that_make_no_sense_are_refused(command: Run, asked: Asked, wrong: list[str]) -> None:
    assert command("solve", "2x = 4", *wrong).status == 2
    assert not asked


# -- exit status ------------------------------------------------------------------------------------


def test_solved_is_0(command: Run, asked: Asked) -> None:
    ran = command("solve", "2x = 4")
    assert ran.status == 0 and "Answer: x = 2" in ran.out and ran.err == ""


def test_refuted_is_1_and_shows_the_point(command: Run, asked: Asked) -> None:
    ran = command("prove", "refuted")
    assert ran.status == 1 and "fails at x = 2" in ran.out


def test_open_is_1_and_says_why(command: Run, asked: Asked) -> None:
    ran = command("solve", "open")
    assert ran.status == 1 and "time limit" in ran.out


def test_our_own_error_is_3_in_one_line(command: Run, asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = command("solve", "broken")
    assert ran.status == 3 and ran.out == ""
    assert ran.err.count("\n") == 1 and "report" in ran.err and "KeyError" in ran.err
    monkeypatch.setenv("HYBRID_DEBUG", "1")
    again = command("solve", "broken")
    assert again.status == 3 and "Traceback" in again.err


@pytest.mark.parametrize(
    "text", ["x +* 2", "", "foo(x) = 2", "((x = 2", "\x00", "x = 2)", "9" * 20_000, "é" * 30, "\\frac{1}{", "x^2 - 4"]
)
def test_bad_input_is_2_on_standard_error_without_a_traceback(command: Run, text: str) -> None:
    ran = command("solve", text)
    assert ran.status == 2 and ran.out == ""
    assert ran.err.startswith("hybrid: ") and "Traceback" not in ran.err
    assert len(ran.err) < 1000


def test_bad_input_has_a_caret_under_the_place(command: Run) -> None:
    _, _, err = command("parse", "2x +* 3")
    lines = err.splitlines()
    (at,) = [i for i, line in enumerate(lines) if line.strip() == "^"]
    assert lines[at - 1][lines[at].index("^")] == "*"


# -- formats ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("format", "sign"),
    [("text", "divide both sides by 2"), ("latex", r"\begin{align*}"), ("html", "<!DOCTYPE html>")],
)
def test_formats(command: Run, asked: Asked, format: str, sign: str) -> None:
    assert sign in command("solve", "2x = 4", "--format", format).out


def test_json_is_a_proof_file(command: Run, asked: Asked) -> None:
    data = json.loads(command("solve", "2x = 4", "--format", "json").out)
    assert data["format"] == "hybrid-derivation" and data["status"] == "proved" and data["answer"] == "x = 2"


def test_out_writes_the_file_and_prints_nothing(command: Run, asked: Asked, tmp_path: Path) -> None:
    out = tmp_path / "a.tex"
    ran = command("solve", "2x = 4", "--format", "latex", "--out", str(out))
    assert ran.status == 0 and ran.out == ""
    assert out.read_text().startswith(r"\documentclass")
    assert os.listdir(tmp_path) == ["a.tex"]


def test_out_in_a_folder_that_is_not_there_is_2(command: Run, asked: Asked, tmp_path: Path) -> None:
    ran = command("solve", "2x = 4", "--out", str(tmp_path / "no" / "a.txt"))
    assert ran.status == 2 and "a.txt" in ran.err


def test_the_tree_is_written_as_json_or_dot(command: Run, asked: Asked, tmp_path: Path) -> None:
    command("solve", "2x = 4", "--tree", str(tmp_path / "t.json"))
    assert json.loads((tmp_path / "t.json").read_text())["nodes"] == [{"id": 0}]
    command("solve", "2x = 4", "--tree", str(tmp_path / "t.dot"))
    assert (tmp_path / "t.dot").read_text().startswith("digraph")
    asked.clear()
    assert command("solve", "2x = 4", "--tree", str(tmp_path / "t.png")).status == 2
    assert not asked


def test_there_is_no_colour_in_a_pipe(command: Run, asked: Asked) -> None:
    assert "\x1b" not in command("solve", "2x = 4").out


@pytest.mark.parametrize(("arguments", "variables", "colored"), [([], {}, True), (["--plain"], {}, False)])
def test_colour_on_a_terminal_only(
    command: Run,
    asked: Asked,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    variables: dict[str, str],
    colored: bool,
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert ("\x1b" in command("solve", "2x = 4", *arguments).out) is colored
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in command("solve", "2x = 4", *arguments).out


# -- parse, rules, demo -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("to", "written"),
    [("text", "-x + 3"), ("latex", "-x + 3"), ("json", '["add", ["neg", "x"], 3]'), ("mathml", "<math")],
)
def test_parse_writes_other_notations(command: Run, to: str, written: str) -> None:
    ran = command("parse", "-x + 3", "--to", to)
    assert ran.status == 0 and ran.out.startswith(written)


def test_parse_reads_latex(command: Run) -> None:
    assert command("parse", r"\frac{x}{2}").out == "x/2\n"


def test_rules_are_listed_and_shown(command: Run) -> None:
    listed = command("rules", "list")
    assert listed.status == 0 and "zero-product" in listed.out
    assert "a*b = 0" in command("rules", "show", "zero-product").out


def test_an_unknown_rule_is_2_with_near_names(command: Run) -> None:
    ran = command("rules", "show", "zero-produc")
    assert ran.status == 2 and "zero-product" in ran.err


def test_the_demo_goes_through_a_file(command: Run, asked: Asked, tmp_path: Path) -> None:
    file = tmp_path / "demo.txt"
    file.write_text("# Equations\n\nsolve 2x = 4\nprove refuted\n")
    ran = command("demo", str(file))
    assert ran.status == 0 and "# Equations" in ran.out and "1 proved, 1 refuted, 0 open" in ran.out
    file.write_text("solve open\n")
    assert command("demo", str(file)).status == 1


@pytest.mark.parametrize("arguments", [["demo"], ["check"], ["batch"]])
def test_missing_files_are_2_and_named(command: Run, tmp_path: Path, arguments: list[str]) -> None:
    more = [str(tmp_path / "out")] if arguments == ["batch"] else []
    ran = command(*arguments, str(tmp_path / "nowhere"), *more)
    assert ran.status == 2 and "nowhere" in ran.err and "Traceback" not in ran.err


@pytest.mark.parametrize("content", ["", "{", "[]", '{"format": "other"}', '{"format": "hybrid-derivation"}', "\x00"])
def test_a_file_that_is_no_proof_is_2(command: Run, tmp_path: Path, content: str) -> None:
    file = tmp_path / "proof.json"
    file.write_text(content)
    ran = command("check", str(file))
    assert ran.status == 2 and ran.err.startswith("hybrid: ") and "Traceback" not in ran.err


def test_help_names_every_command(command: Run) -> None:
    out = command("--help").out
    for name in ("solve", "prove", "find", "run", "check", "step", "batch", "rules", "parse", "demo"):
        assert name in out


# -- with the engine --------------------------------------------------------------------------------


def test_solve_then_check(command: Run, tmp_path: Path) -> None:
    proof = tmp_path / "proof.json"
    assert command("solve", "x^2 - 5x = -6 for x", "--format", "json", "--out", str(proof)).status == 0
    ran = command("check", str(proof))
    assert ran.status == 0 and "accepted" in ran.out and "x = 2 or x = 3" in ran.out


def test_a_changed_proof_is_1_with_the_failing_step(command: Run, tmp_path: Path) -> None:
    proof = tmp_path / "proof.json"
    command("solve", "x^2 - 5x = -6 for x", "--format", "json", "--out", str(proof))
    data = json.loads(proof.read_text())
    data["steps"][-1]["after"] = ["or", ["eq", "x", 2], ["eq", "x", 4]]
    data["answer"] = "x = 2 or x = 4"
    proof.write_text(json.dumps(data))
    ran = command("check", str(proof))
    assert ran.status == 1 and f"step {len(data['steps'])}" in ran.out


def test_an_answer_that_is_not_the_last_line_is_refused(command: Run, tmp_path: Path) -> None:
    proof = tmp_path / "proof.json"
    command("solve", "x^2 - 5x = -6 for x", "--format", "json", "--out", str(proof))
    proof.write_text(proof.read_text().replace('"answer": "x = 2 or x = 3"', '"answer": "x = 2 or x = 4"'))
    ran = command("check", str(proof))
    assert ran.status == 2 and "answer" in ran.err


@pytest.mark.parametrize(
    ("before", "after", "more", "status", "told"),
    [
        ("2x + 3 = 7", "2x = 4", [], 0, "proved"),
        ("2x + 3 = 7", "2x = 10", [], 1, "refuted at x = "),
        ("sqrt(x^2)", "x", [], 1, "refuted at x = -"),
        ("sqrt(x^2)", "x", ["--given", "x > 0"], 0, "proved"),
        ("-x", "-1*x", [], 0, "proved"),
        ("x", "x = 1", [], 2, ""),
    ],
)
def test_steps_are_judged(command: Run, before: str, after: str, more: list[str], status: int, told: str) -> None:
    ran = command("step", before, after, *more)
    assert ran.status == status
    assert ran.out.startswith(told)


def test_a_batch_from_file_to_file(command: Run, tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text('{"id": 1, "problem": "solve 2x = 4"}\n{"id": 2, "before": "x + x", "after": "2x"}\nnonsense\n')
    ran = command("batch", str(source), str(target))
    assert ran.status == 0 and "2 proved" in ran.err and "1 error" in ran.err
    rows = {row["id"]: row for row in map(json.loads, target.read_text().splitlines())}
    assert rows[1]["answer"] == "x = 2" and rows[2]["verdict"] == "proved" and rows[3]["status"] == "error"
    assert "3 skipped" in command("batch", str(source), str(target)).err


def test_a_reader_that_leaves_early_is_no_error() -> None:
    listing = subprocess.Popen(
        [sys.executable, "-m", "hybrid", "rules", "list"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert listing.stdout is not None and listing.stderr is not None
    listing.stdout.close()
    assert listing.stderr.read() == b""
    listing.stderr.close()
    listing.wait()


def test_a_real_search_tree_is_written(tmp_path: Path) -> None:
    """The whole way, without a stand-in for the prover."""
    file = tmp_path / "tree.dot"
    done = subprocess.run(
        [sys.executable, "-m", "hybrid", "solve", "x^2 + 3x + 1 = 0", "--tree", str(file)],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert file.read_text().startswith("digraph")


# -- rules -----------------------------------------------------------------------------------------


@pytest.fixture
def my_rules(tmp_path: Path) -> Path:
    file = tmp_path / "my.rules"
    file.write_text('good : a + b = b + a\nroot : sqrt(a^2) = a "the root of a square" [grade 9]\n', encoding="utf-8")
    return file


def test_rules_test_refutes_and_suggests(command: Run, my_rules: Path) -> None:
    done = command("rules", "test", str(my_rules))
    assert done.status == 1
    assert "my.rules:2: root: false" in done.out and "it holds if a >= 0" in done.out


def test_rules_test_writes_json_and_junit(command: Run, my_rules: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    done = command("rules", "test", str(my_rules.parent), "--json", "--junit", str(report))
    rules = json.loads(done.out)["rules"]
    assert [(r["name"], r["verdict"]) for r in rules] == [("good", "proved"), ("root", "false")]
    assert rules[1]["counterexample"]["point"] == {"a": "-1"} and rules[0]["decider"]
    assert 'failures="1"' in report.read_text(encoding="utf-8")


def test_rules_test_of_true_rules_ends_well(command: Run, my_rules: Path) -> None:
    my_rules.write_text("good : a + b = b + a\n", encoding="utf-8")
    assert command("rules", "test", str(my_rules), "--all").status == 0


@pytest.mark.parametrize("name", ["test", "lint"])
def test_rules_that_are_not_there_are_bad_input(command: Run, name: str, tmp_path: Path) -> None:
    for path in (tmp_path / "no.rules", tmp_path):
        done = command("rules", name, str(path))
        assert done.status == 2 and "Traceback" not in done.err


def test_rules_test_of_a_broken_file_says_where(command: Run, my_rules: Path) -> None:
    my_rules.write_text("good : a + b = b + a\nbroken : a = b\n", encoding="utf-8")
    done = command("rules", "test", str(my_rules))
    assert done.status == 2 and ":2: the letter b of the right side is not bound" in done.err


def test_rules_lint_tells_errors_by_its_status(command: Run, my_rules: Path) -> None:
    assert command("rules", "lint", str(my_rules)).status == 0
    my_rules.write_text("broken : a = b\nfirst : a + b = b + a [safe]\n", encoding="utf-8")
    done = command("rules", "lint", str(my_rules), "--json")
    assert done.status == 1 and json.loads(done.out)["errors"] >= 1


def test_rules_coverage_counts(command: Run, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus.txt"
    corpus.write_text("solve x^2 = 4\nsimplify x + x\n", encoding="utf-8")
    done = command("rules", "coverage", str(corpus))
    assert done.status == 0 and "fired" in done.out
    assert command("rules", "coverage", str(tmp_path / "none.txt")).status == 2
