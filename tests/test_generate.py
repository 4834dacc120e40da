"""Recipes, dealing, uniqueness, exclusion, rows, and runs that are killed."""

import json
import random
import signal
import subprocess
import sys
import time
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybrid.engine import by_name
from hybrid.generate.compact import derivation_text
from hybrid.generate.drawing import drawn_key
from hybrid.generate.excluding import Excluded, excluded, texts
from hybrid.generate.generating import generate
from hybrid.generate.grading import graded
from hybrid.generate.making import NotMade, Settings, draws, row
from hybrid.generate.phrasing import latex_phrasing, phrasings
from hybrid.generate.recipe import Cell, Recipe, read_recipe
from hybrid.generate.replay import check_row, check_rows
from hybrid.generate.slots import Dealer
from hybrid.generate.unique import Keys, canonical, problem_key
from hybrid.generate.writing import SHARD, FolderError
from hybrid.problem import FormatError, derivation_to_json
from hybrid.prover import solve
from hybrid.syntax.errors import InputError
from hybrid.syntax.statement import parse_problem

SMALL = """
# two topics and stories
seed 5
linear-equations      levels 1-2   share 2
quadratic-equations   levels 2
word-problems         levels 2     share 1
"""


def same(a: str, b: str) -> bool:
    return problem_key(parse_problem(a)) == problem_key(parse_problem(b))


# -- recipes ---------------------------------------------------------------------------------------


def test_a_recipe_names_topics_levels_and_shares() -> None:
    recipe = read_recipe(SMALL)
    assert recipe.seed == 5
    assert [str(c) for c in recipe.weights] == [
        "linear-equations-1", "linear-equations-2", "quadratic-equations-2", "word-problems-2",
    ]  # fmt: skip
    assert list(recipe.weights.values()) == [1, 1, 1, 1]
    assert read_recipe(str(recipe)) == recipe
    assert recipe.seeded(6).digest != recipe.digest


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("seed x", 1, "a whole number"),
        ("\nlinear-equations levels 1\nlinear-equation levels 1", 3, "linear-equations"),
        ("linear-equations levels 99", 1, "no level 99"),
        ("linear-equations levels 2-1", 1, "the lower level first"),
        ("linear-equations levels 1\nlinear-equations levels 1-2", 2, "twice"),
        ("linear-equations levels 1 share 1/0", 1, "share"),
        ("linear-equations levels 1 share 0", 1, "share"),
        ("seed 3", 1, "a topic"),
        ("", 1, "a topic"),
        ("expansions 0\nlinear-equations levels 1", 1, "positive"),
        ("linear-equations", 1, "levels"),
    ],
)
def test_a_bad_recipe_is_told_where_and_what_was_expected(text: str, line: int, word: str) -> None:
    with pytest.raises(InputError) as told:
        read_recipe(text)
    assert told.value.line == line
    assert word in str(told.value)


# -- when two problems are one ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("solve 2x + 3 = 7 for x", "solve 3 + 2t = 7 for t"),
        ("solve 2x + 3 = 7", "solve 7 = 2x + 3"),
        ("solve x + 2y = 5, x - y = 1", "solve b - a = 1, 2a + b = 5"),
        ("prove x > y, y > z |- x > z", "prove b < a, c < b |- c < a"),
        ("simplify a*b + c", "simplify z + y*x"),
        ("evaluate f(2) given f(x) = x^2 + 1", "evaluate f(2) given f(t) = 1 + t^2"),
    ],
)
def test_problems_that_differ_in_names_and_order_are_one(a: str, b: str) -> None:
    assert same(a, b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("solve 2x + 3 = 7", "solve 3x + 2 = 7"),
        ("solve x - y = 1 for x", "solve x - y = 1 for y"),
        ("simplify x/y + x", "simplify x/y + y"),
        ("simplify x^2 - 1", "factor x^2 - 1"),
        ("solve x < 3", "solve x > 3"),
        ("solve x^2 = 4 for x", "solve x^2 = 4 for x over integers"),
        ("find a + b given a*b = 3", "find a + b given a*b = 4"),
    ],
)
def test_problems_that_differ_otherwise_are_two(a: str, b: str) -> None:
    assert not same(a, b)


def test_symmetric_letters_are_tried_in_each_others_place() -> None:
    letters = ["p", "q", "r", "s"]
    shuffled = random.Random(1).sample(letters, 4)
    cycle = "solve p + 2q = 1, q + 2r = 1, r + 2s = 1, s + 2p = 1"
    renamed = cycle.translate(str.maketrans("pqrs", "".join(shuffled)))
    assert canonical(parse_problem(cycle)) == canonical(parse_problem(renamed))


@given(st.lists(st.integers(1, 2**64 - 1)), st.lists(st.integers(1, 60)))
def test_keys_are_a_set(large: list[int], small: list[int]) -> None:
    keys, reference = Keys(1), set()
    for key in [*large, *small, *large]:
        assert keys.add(key) == (key not in reference)
        reference.add(key)
    assert len(keys) == len(reference)
    assert all((key in keys) == (key in reference) for key in [*large, *range(1, 70)])


# -- dealing ---------------------------------------------------------------------------------------


def test_every_beginning_is_balanced_and_nothing_stands_twice() -> None:
    recipe = read_recipe("linear-equations levels 2,3 share 3\nquadratic-equations levels 3 share 1")
    slots = list(islice(Dealer(recipe), 200))
    for n in (4, 40, 200):
        counts = [sum(s.cell == c for s in slots[:n]) for c in recipe.weights]
        for count, weight in zip(counts, recipe.weights.values(), strict=True):
            assert abs(count - n * weight / 4) <= 1
    assert len({s.key for s in slots}) == 200


def test_dealing_taken_up_again_deals_the_same() -> None:
    recipe = read_recipe("seed 2\nlinear-equations levels 1,2\nquadratic-equations levels 2")
    whole = list(islice(Dealer(recipe), 90))
    again = Dealer(recipe)
    again.replay(whole[:37])
    assert list(islice(again, 53)) == whole[37:]


def test_a_used_up_topic_leaves_its_share_to_the_others() -> None:
    from hybrid.generate import slots as module
    from hybrid.generate.topic import Topic
    from hybrid.generate.topics import TOPICS

    tiny = Topic("tiny", "two problems", {1: (lambda rng: f"solve x + 1 = {rng.randint(1, 2)}",)})
    recipe = Recipe({Cell("tiny", 1): 1, Cell("linear-equations", 2): 1}, seed=1)  # type: ignore[dict-item]
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(TOPICS, "tiny", tiny)  # type: ignore[arg-type]
        patch.setattr(module, "PATIENCE", 60)
        dealer = Dealer(recipe)
        dealt = list(islice(dealer, 30))
        again = Dealer(recipe)
        again.replay(dealt[:20])
        assert list(islice(again, 10)) == dealt[20:]
    assert sum(s.cell.topic == "tiny" for s in dealt) == 2
    assert Cell("tiny", 1) in dealer.used_up


# -- exclusion -------------------------------------------------------------------------------------


def test_known_problems_are_left_out_by_what_they_are_and_stories_by_their_words(tmp_path) -> None:
    known = tmp_path / "test.jsonl"
    story = "Mia has 12 apples in a basket and gives 5 of them to her brother. How many apples does she have left?"
    known.write_text(json.dumps({"problem": "solve 3 + 2t = 7"}) + "\n" + json.dumps({"question": story}) + "\n")
    out = excluded([known])
    assert out(problem_key(parse_problem("solve 2x + 3 = 7")), "solve 2x + 3 = 7")
    assert not out(problem_key(parse_problem("solve 2x + 4 = 7")), "solve 2x + 4 = 7")
    assert out(1, story.replace("12", "31"))
    assert not out(1, "Mia has 12 pears and buys 5 more at the market. How many pears does she have now?")


def test_the_frozen_rows_are_known_by_their_keys() -> None:
    from hybrid.generate.excluding import own_sets

    out = excluded(own_sets())
    rows = own_sets()[0] / "rows"
    for name in ("school", "stories"):
        kept = json.loads((rows / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()[-1])
        assert out(int(kept["key"], 16), "")
        assert name == "school" or out(1, kept["problem"])
    assert not out(problem_key(parse_problem("solve 91*x - 17 = 1003")), "")


def test_files_that_cannot_be_read_are_named(tmp_path) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"a": 1}\nnonsense\n')
    with pytest.raises(FormatError, match="bad.jsonl:2: not JSON"):
        excluded([bad])
    with pytest.raises(FormatError, match="xlsx"):
        list(texts(tmp_path / "a.xlsx"))


def test_an_excluded_draw_is_passed_over() -> None:
    recipe = read_recipe("seed 4\nlinear-equations levels 2")
    first = next(iter(Dealer(recipe)))
    out = Excluded()
    from hybrid.generate.drawing import drawn

    out.add(drawn(4, first.cell, first.draw))
    slot = next(iter(Dealer(recipe, out)))
    assert slot.draw > first.draw and slot.excluded >= 1


# -- rows ------------------------------------------------------------------------------------------


def rows(text: str, n: int) -> list[dict]:
    return list(islice(draws(read_recipe(text)), n))


def test_a_row_is_proved_and_says_so_in_texts() -> None:
    for made in rows(SMALL, 12):
        check_row(made)
        check_row(json.loads(json.dumps(made)))
        assert made["english"] and made["latex"] and isinstance(made["answer"], str)
        assert all(isinstance(part, str) for step in made["steps"] for part in step.values())
        assert 1 <= made["difficulty"]["grade"] <= 5


def test_the_text_of_a_derivation_is_its_json() -> None:
    texts = ("solve x^4 - 5x^2 + 4 = 0 for x", "prove x > y, y > z |- x > z", "evaluate f(2) given f(x) = x^2 + 0.5*pi")
    for text in texts:
        found = solve(text).derivation
        assert found is not None
        plain = json.dumps(derivation_to_json(found), ensure_ascii=False, separators=(",", ":"))
        assert derivation_text(found) == plain


def test_a_draw_gives_the_same_row_alone_as_among_others() -> None:
    recipe = read_recipe(SMALL)
    settings = Settings(recipe.seed)
    slots = list(islice(Dealer(recipe), 12))
    together = [row(settings, s.cell, s.draw, s.key) for s in slots]
    for s, before in reversed(list(zip(slots, together, strict=True))):
        assert row(settings, s.cell, s.draw, s.key) == before


def test_strides_share_the_rows() -> None:
    recipe = read_recipe(SMALL)
    whole = [r["id"] for r in islice(draws(recipe), 12)]
    parts = [[r["id"] for r in islice(draws(recipe, start, 3), 4)] for start in range(3)]
    assert [r for four in zip(*parts, strict=True) for r in four] == whole


@pytest.mark.parametrize(
    ("field", "value"),
    [("answer", "x = 99"), ("problem", "solve 17x + 99 = 1234"), ("conditions", ["x != 7"]), ("steps", [])],
)
def test_a_row_that_says_something_else_than_its_derivation_is_refused(field: str, value: object) -> None:
    made = rows("linear-equations levels 2", 1)[0]
    with pytest.raises(FormatError, match="row says|another problem"):
        check_row({**made, field: value})


def test_a_story_whose_reading_gives_another_answer_is_refused() -> None:
    made = rows("word-problems levels 2", 1)[0]
    with pytest.raises(FormatError, match="reading"):
        check_row({**made, "answer": "123456"})


def test_a_wrong_attempt_that_is_right_or_starts_elsewhere_is_refused() -> None:
    made = rows("wrong 1\nlinear-equations levels 2", 1)[0]
    wrong = made["wrong"][0]
    check_row(made)
    right = {**wrong, "lines": [*wrong["lines"][: wrong["first"]], wrong["right"]]}
    with pytest.raises(FormatError, match="does not differ"):
        check_row({**made, "wrong": [right]})
    with pytest.raises(FormatError, match="not those of the derivation"):
        check_row({**made, "wrong": [{**wrong, "lines": ["x = 17", *wrong["lines"][1:]]}]})
    with pytest.raises(FormatError, match="first is 99"):
        check_row({**made, "wrong": [{**wrong, "first": 99}]})


def test_a_search_that_may_expand_too_little_makes_no_row() -> None:
    slot = next(iter(Dealer(read_recipe("quadratic-equations levels 5"))))
    with pytest.raises(NotMade, match="open"):
        row(Settings(0, expansions=1), slot.cell, slot.draw, slot.key)


def test_questions_are_asked_as_people_ask_them() -> None:
    assert phrasings(parse_problem("solve x^2 = 4"))[0] == "Solve x^2 = 4 for x."
    assert "x and y" in phrasings(parse_problem("solve x + y = 5, x - y = 1"))[0]
    assert phrasings(parse_problem("prove x > y, y > z |- x > z"))[0] == "Prove that x > z whenever x > y and y > z."
    assert phrasings(parse_problem("evaluate f(2) given f(x) = x^2 + 1"))[0] == "Evaluate f(2) if f(x) = x^2 + 1."
    assert "integer" in phrasings(parse_problem("solve 3x + 2y = 12 where x, y integer"))[0]
    assert latex_phrasing(parse_problem("simplify (x^2-4)/(x-2)")) == "Simplify $\\frac{x^{2} - 4}{x - 2}$."


def test_harder_derivations_have_higher_grades() -> None:
    grades = [graded(*numbers)["grade"] for numbers in [(1, 1, 1), (3, 3, 4), (5, 5, 8), (7, 6, 20), (14, 9, 300)]]
    assert grades == [1, 2, 3, 4, 5]


# -- files -----------------------------------------------------------------------------------------


def files(folder) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_the_files_do_not_depend_on_engine_or_interruptions(tmp_path) -> None:
    recipe = read_recipe(SMALL)
    generate(recipe, 40, tmp_path / "serial", by_name("serial"))
    generate(recipe, 40, tmp_path / "two", by_name("process", 2, chunk=3))

    class Stop(Exception):
        pass

    stops = iter([3, 17, 18, 31])
    for at in stops:

        def say(done: int, slots: int, at: int = at) -> None:
            if done >= at:
                raise Stop

        with pytest.raises(Stop):
            generate(recipe, 40, tmp_path / "stopped", by_name("serial"), say=say)
    generate(recipe, 40, tmp_path / "stopped", by_name("serial"))
    assert files(tmp_path / "serial") == files(tmp_path / "two") == files(tmp_path / "stopped")
    assert list(check_rows(tmp_path / "serial")) == [None] * 40
    assert json.loads((tmp_path / "serial" / "summary.json").read_text())["rows"] == 40


def test_shards_are_filled_one_after_the_other(tmp_path, monkeypatch) -> None:
    from hybrid.generate import writing

    monkeypatch.setattr(writing, "SHARD", 8)
    recipe = read_recipe("like-terms levels 1-2")
    generate(recipe, 16, tmp_path / "a", by_name("serial"))
    generate(recipe, 20, tmp_path / "a", by_name("serial"))
    generate(recipe, 20, tmp_path / "b", by_name("serial"))
    assert files(tmp_path / "a").keys() == files(tmp_path / "b").keys()
    counts = [len(p.read_text().splitlines()) for p in sorted((tmp_path / "a" / "data").iterdir())]
    assert counts == [8, 8, 4] and SHARD > 8
    first, second = files(tmp_path / "a"), files(tmp_path / "b")
    assert all(first[name] == second[name] for name in first if name.startswith("data"))


def test_a_folder_of_another_recipe_is_left_alone(tmp_path) -> None:
    generate(read_recipe("like-terms levels 1"), 2, tmp_path / "a", by_name("serial"))
    before = files(tmp_path / "a")
    with pytest.raises(FolderError, match="another recipe"):
        generate(read_recipe("like-terms levels 2"), 2, tmp_path / "a", by_name("serial"))
    assert files(tmp_path / "a") == before
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "thesis.txt").write_text("mine")
    with pytest.raises(FolderError, match="no rows"):
        generate(read_recipe("like-terms levels 2"), 2, tmp_path / "b", by_name("serial"))


def test_a_run_that_was_killed_goes_on_to_the_same_files(tmp_path) -> None:
    recipe = tmp_path / "a.recipe"
    recipe.write_text("seed 9\nlike-terms levels 1-3\nlinear-equations levels 1-2\n")

    def started(out: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "hybrid", "generate", str(recipe), "--n", "700", "--out", str(tmp_path / out)]
        return subprocess.Popen([*command, "--no-own"], stdout=subprocess.DEVNULL)

    assert started("whole").wait() == 0
    moments = random.Random(0)
    for _ in range(3):
        run = started("killed")
        data = tmp_path / "killed" / "data" / "rows-00000.jsonl"
        size = data.stat().st_size if data.exists() else 0
        until = time.monotonic() + 60
        while run.poll() is None and time.monotonic() < until:  # until it has written something new
            if data.exists() and data.stat().st_size > size:
                break
            time.sleep(0.01)
        time.sleep(moments.random() * 0.3)
        run.send_signal(signal.SIGKILL)
        run.wait()
    assert started("killed").wait() == 0
    assert files(tmp_path / "whole") == files(tmp_path / "killed")


def test_a_name_in_a_file_is_no_product_of_letters() -> None:
    found = Excluded()
    for name in ("logarithms", "higher-degree", "word problems", "formula_sheet"):
        found.add(name)
    assert len(found) == 0
    found.add("a*b*c*d")
    assert len(found) == 1


# -- the command -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (["generate", "no-such-recipe", "--out", "{}/a"], 2, "no-such-recipe"),
        (["generate"], 2, "a recipe is needed"),
        (["generate", "school"], 2, "a folder is needed"),
        (["generate", "{}/bad.recipe", "--out", "{}/a"], 2, "expected: levels"),
        (["generate", "school", "--out", "{}"], 2, "choose another folder"),
        (["generate", "school", "--out", "{}/a", "--exclude", "{}/bad.recipe"], 2, ".jsonl, .json, .csv, .txt"),
        (["check", "{}/empty"], 2, "no .jsonl files"),
        (["check", "{}/bad.jsonl"], 1, "derivation' is missing"),
        (["generate", "school", "--n", "2", "--show"], 0, "Answer: "),
        (["generate", "--topics"], 0, "linear-equations"),
    ],
)
def test_the_command_says_what_is_wrong(tmp_path, capfd, arguments: list[str], status: int, told: str) -> None:
    from hybrid.cli import main

    (tmp_path / "bad.recipe").write_text("linear-equations level 1\n")
    (tmp_path / "bad.jsonl").write_text("{}\n")
    (tmp_path / "empty").mkdir()
    with pytest.raises(SystemExit) as ended:
        main([a.replace("{}", str(tmp_path)) for a in arguments])
    out, err = capfd.readouterr()
    assert ended.value.code == status
    assert told in " ".join((out + err).replace("│", " ").split())


# -- the frozen rows -------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "stride"), [("school", 45), ("stories", 40)])
def test_frozen_rows_are_made_again_bit_for_bit(name: str, stride: int) -> None:
    from hybrid.generate.recipe import load_recipe
    from hybrid.paths import folder

    rows = folder("datasets") / "rows"
    recipe = load_recipe(rows / f"{name}.recipe")
    settings = Settings(recipe.seed, recipe.wrong, recipe.expansions)
    lines = (rows / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    for line in lines[::stride]:
        kept = json.loads(line)
        cell, key = Cell(kept["topic"], kept["level"]), int(kept["key"], 16)
        assert drawn_key(recipe.seed, cell, kept["draw"]) == (key, kept["problem"])
        made = row(settings, cell, kept["draw"], key)
        assert json.dumps(made, ensure_ascii=False, separators=(",", ":")) == line
        check_row(kept)
