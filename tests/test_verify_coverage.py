"""Coverage of a rule book by a corpus: who fired, who was held back, who was never tried."""

import json
from pathlib import Path

import pytest

from hybrid.prover import solve
from hybrid.rulebook import Rulebook
from hybrid.rulebook.load import read_rules
from hybrid.syntax.errors import InputError
from hybrid.verify.coverage import COUNTS, Use, Watched, coverage, to_json, to_text

OWN = """
zero-product : a*b = 0 <=> a = 0 or b = 0 when has(a), has(b) [safe 2, goal solve]
guarded      : abs(a) = b <=> a = b if a >= 0 when has(a) [goal solve]
tested       : abs(a) = b <=> b = abs(a) when number(a) [goal solve]
elsewhere    : sin(a) = 0 <=> tan(a) = 0 and cos(a) != 0 [goal solve]
proving      : a*b = b*a [goal prove]
"""
SECONDS = 600.0


@pytest.fixture
def own(tmp_path: Path) -> Rulebook:
    file = tmp_path / "own.rules"
    file.write_text(OWN, encoding="utf-8")
    return Rulebook(read_rules(file))


def corpus(tmp_path: Path, text: str, name: str = "corpus.txt") -> list[Path]:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    return [file]


def test_rules_that_fired_and_rules_that_were_held_back(own, tmp_path):
    found = coverage(corpus(tmp_path, "solve x*y = 0 for x, y\nsolve abs(x) = 2\n"), own, seconds=SECONDS)
    assert found.statuses == {"proved": 1, "open": 1}
    fired, guarded, tested = (found.uses[n] for n in ("zero-product", "guarded", "tested"))
    assert fired.fired == 1 and fired.rewrites >= 1 and fired.unproved == 0
    assert guarded.rewrites >= 1 and guarded.unproved >= 1 and guarded.fired == 0
    assert tested.refused >= 1 and tested.rewrites == 0
    assert found.uses["elsewhere"] == found.uses["proving"] == Use()
    verdicts = {name: use.verdict() for name, use in found.uses.items()}
    assert verdicts == {
        "zero-product": "fired",
        "guarded": "offered",
        "tested": "refused",
        "elsewhere": "untried",
        "proving": "untried",
    }


def test_counts_are_those_of_the_derivations(tmp_path):
    statements = ["solve x^2 - 5*x + 6 = 0", "simplify (x^2 - 1)/(x - 1)"]
    found = coverage(corpus(tmp_path, "\n".join(statements)), seconds=SECONDS)
    steps = [step.rule for s in statements for step in solve(s).steps]
    known = {r.name for r in Rulebook.load()}
    assert steps and {n: u.fired for n, u in found.uses.items() if u.fired} == {
        n: steps.count(n) for n in steps if n in known
    }
    for use in found.uses.values():
        assert use.refused <= use.tried and bool(use.rewrites) >= bool(use.fired)
    assert len(found.uses) == len(Rulebook.load())


@pytest.mark.parametrize("statement", ["solve 2*x + 3 = 7", "solve 1/x + 1/(x + 1) = 2", "prove x > y, y > z |- x > z"])
def test_a_book_that_looks_on_finds_the_same_derivation(statement):
    book = Rulebook.load()
    watched = Watched(book, {rule.name: Use() for rule in book})
    assert [s.after for s in solve(statement, book=watched).steps] == [s.after for s in solve(statement).steps]


def test_the_rows_of_a_batch_and_headings_of_a_text(own, tmp_path):
    rows = ['{"id": 1, "problem": "solve x*y = 0 for x, y"}', "", '{"id": 2, "before": "x", "after": "x"}']
    lines = "# A heading\n\nsolve x*y = 0 for x, y\n"
    from_rows = coverage(corpus(tmp_path, "\n".join(rows), "rows.jsonl"), own, seconds=SECONDS)
    from_lines = coverage(corpus(tmp_path, lines), own, seconds=SECONDS)
    assert from_rows.statuses == from_lines.statuses == {"proved": 1}
    assert from_rows.uses["zero-product"].fired == from_lines.uses["zero-product"].fired == 1


def test_a_problem_that_cannot_be_read_is_told_and_the_rest_is_solved(own, tmp_path):
    found = coverage(corpus(tmp_path, "solve x*y = 0 for x, y\nsolve x +* 2\n"), own, seconds=SECONDS)
    assert found.statuses == {"proved": 1}
    assert [place for place, _ in found.errors] == ["corpus.txt:2"]
    assert "corpus.txt:2" in to_text(found)


@pytest.mark.parametrize(
    "name, text", [("missing.txt", None), ("empty.txt", ""), ("empty.jsonl", "\n"), ("only.txt", "# no problem\n")]
)
def test_no_corpus_is_bad_input(own, tmp_path, name, text):
    paths = [tmp_path / name] if text is None else corpus(tmp_path, text, name)
    with pytest.raises(InputError) as error:
        coverage(paths, own)
    assert name in str(error.value)


def test_a_corpus_that_is_not_json_is_bad_input(own, tmp_path):
    with pytest.raises(InputError, match="line 2 is not JSON"):
        coverage(corpus(tmp_path, '{"problem": "solve x = 1"}\n{"problem', "half.jsonl"), own)


def test_coverage_as_a_table_and_as_json(own, tmp_path):
    found = coverage(corpus(tmp_path, "solve x*y = 0 for x, y"), own, seconds=SECONDS)
    lines = to_text(found).splitlines()
    assert lines[0].split() == ["rule", *COUNTS]
    assert lines[1].split()[0] == "zero-product" and lines[1].split()[-1] == "1"
    assert lines[-2] == "problems: 1 proved"
    data = json.loads(json.dumps(to_json(found)))
    assert data["problems"] == 1 and data["statuses"] == {"proved": 1} and data["errors"] == []
    assert data["rules"]["zero-product"]["verdict"] == "fired" and data["verdicts"]["fired"] == 1
    assert sum(data["verdicts"].values()) == len(own)
