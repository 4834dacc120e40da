"""The five levels of problems to practise on, and the frozen sets that are kept aside."""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import islice
from random import Random

import pytest

from benchmarks import freeze
from benchmarks.laws import has_witness
from benchmarks.laws import main as laws_main
from hybrid.learn import frozen as frozen_module
from hybrid.learn.curriculum import generate, key, pose, problems, stream
from hybrid.learn.frozen import FROZEN_SEEDS, frozen, frozen_keys
from hybrid.learn.levels import LEVELS
from hybrid.prover import solve
from hybrid.search.limits import Limits
from hybrid.syntax.statement import parse_problem

GENEROUS = Limits(seconds=600.0, expansions=2_000)


@pytest.mark.parametrize("level", LEVELS)
def test_the_same_seed_gives_the_same_problems(level: int) -> None:
    assert problems(level, 7, 30) == problems(level, 7, 40)[:30]
    assert problems(level, 7, 30) != problems(level, 8, 30)
    assert generate(level, Random(3)) == generate(level, Random(3))


def test_another_process_draws_the_same_problems() -> None:
    program = "import json; from hybrid.learn.curriculum import problems; print(json.dumps(problems(5, 11, 20)))"
    for hash_seed in ("1", "2"):
        run = subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, check=True, env=_environment(hash_seed)
        )
        assert json.loads(run.stdout) == problems(5, 11, 20)


def _environment(hash_seed: str) -> dict[str, str]:
    import os

    return {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(freeze.ROOT)}


@pytest.mark.parametrize("level", LEVELS)
def test_problems_are_different_up_to_the_names_of_letters(level: int) -> None:
    found = problems(level, 5, 80)
    assert len({key(statement) for statement in found}) == 80


@pytest.mark.parametrize(
    "one, other, same",
    [
        ("solve 2*x + 3 = 7", "solve 3 + 2*t = 7", True),
        ("prove a + 2*b = 2*b + a", "prove y + 2*x = 2*x + y", True),
        ("prove x*y^2 = y^2*x", "prove y*x^2 = x^2*y", True),
        ("prove x*y^2 = 1", "prove x^2*y^2 = 1", False),
        ("prove x + y = 1", "prove x + x = 1", False),
        ("solve 2*x = 4", "solve 2*x = 6", False),
    ],
)
def test_keys_forget_names_and_nothing_else(one: str, other: str, same: bool) -> None:
    assert (key(one) == key(other)) is same


@pytest.mark.parametrize("level", LEVELS)
def test_every_family_of_a_level_comes_up_and_parses(level: int) -> None:
    rng = Random(2)
    posed = [pose(level, rng) for _ in range(300)]
    assert {p.family for p in posed} == {family.__name__ for family in LEVELS[level]}
    for p in posed:
        problem = parse_problem(p.statement)
        assert problem.goal == p.statement.split()[0]
        assert problem.term.free


@pytest.mark.parametrize("level", LEVELS)
def test_the_ordinary_prover_solves_a_sample(level: int) -> None:
    for family in LEVELS[level]:
        statement = family(Random(41))
        result = solve(statement, limits=GENEROUS)
        assert result.status == "proved", statement
        assert result.steps, statement


@pytest.mark.parametrize("level", LEVELS)
def test_frozen_sets_are_whole_and_different(level: int) -> None:
    rows = frozen(level)
    assert len(rows) == 100
    assert [row.id for row in rows] == [f"l{level}-{i:03}" for i in range(1, 101)]
    assert {row.level for row in rows} == {level}
    assert {row.family for row in rows} == {family.__name__ for family in LEVELS[level]}


def test_no_two_frozen_problems_are_the_same() -> None:
    assert len(frozen_keys()) == 500


@pytest.mark.parametrize("level", LEVELS)
def test_training_can_leave_out_what_is_frozen(level: int) -> None:
    aside = frozen_keys()
    seed = FROZEN_SEEDS[level]
    # the frozen seed itself meets frozen problems, unless they are left out
    assert aside & {key(statement) for statement in problems(level, seed, 50)}
    for training in (1, seed):
        assert not aside & {key(statement) for statement in problems(level, training, 100, exclude=aside)}


def test_a_level_that_is_used_up_says_so() -> None:
    everything = frozenset(key(p.statement) for p in islice(stream(1, 1), 5))
    assert everything.isdisjoint(key(s) for s in problems(1, 1, 20, exclude=everything))

    class Everything:
        def __contains__(self, item: object) -> bool:
            return True

    with pytest.raises(ValueError, match="level 2 with seed 1 has 0 different problems, fewer than 3"):
        problems(2, 1, 3, exclude=Everything())


def test_unknown_levels_are_refused() -> None:
    with pytest.raises(ValueError, match="unknown level 6"):
        generate(6, Random(1))
    with pytest.raises(ValueError, match="unknown level 0"):
        frozen(0)


def test_absent_or_broken_frozen_sets_are_named(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(frozen_module, "folder", lambda name: tmp_path)
    with pytest.raises(FileNotFoundError, match="no frozen problems of level 2.*benchmarks.freeze"):
        frozen(2)
    (tmp_path / "frozen").mkdir()
    (tmp_path / "frozen" / "level2.jsonl").write_text('{"id": "l2-001"}\n', encoding="utf-8")
    with pytest.raises(ValueError, match="level2.jsonl:1: no line of a frozen set"):
        frozen(2)

    def missing(name: str):
        raise FileNotFoundError(f"the folder {name!r} is missing")

    monkeypatch.setattr(frozen_module, "folder", missing)
    with pytest.raises(FileNotFoundError, match="'datasets' is missing.*in a checkout only"):
        frozen(2)


def test_freezing_again_gives_the_same_problems() -> None:
    drawn = freeze.chosen(1, FROZEN_SEEDS[1], 100, set())
    assert [p.statement for p in drawn[:20]] == [row.statement for row in frozen(1)[:20]]


def test_frozen_sets_are_written_whole_or_not_at_all(tmp_path) -> None:
    place = tmp_path / "frozen"
    freeze.write(place, {"a": "1\n", "b": "2\n"})
    with pytest.raises(TypeError):
        freeze.write(place, {"a": "3\n", "b": 4})
    assert {p.name: p.read_text() for p in place.iterdir()} == {"a": "1\n", "b": "2\n"}
    assert [p.name for p in tmp_path.iterdir()] == ["frozen"]


def test_a_witness_is_a_derivation_in_small_steps() -> None:
    assert has_witness("solve 2*x + 3 = 7", GENEROUS)
    assert not has_witness("prove x > y |- x^2 > y^2", GENEROUS)


def test_the_laws_benchmark_ends_in_one_line_of_json(monkeypatch, capsys) -> None:
    monkeypatch.setattr(sys, "argv", ["laws", "--levels", "1", "--limit", "3", "--seconds", "600", "--witness"])
    laws_main()
    printed = capsys.readouterr()
    figures = json.loads(printed.out.splitlines()[-1])
    assert figures["benchmark"] == "laws" and figures["n"] == 3
    assert figures["levels"]["1"]["solved"] > 0 and figures["out_of_time"] == 0
    assert "level 1 3/3" in printed.err
