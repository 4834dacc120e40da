"""Examples of rules, `hybrid rules show`, and docs/rules.md, which says of every rule what is true today."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from typer.testing import CliRunner

from hybrid.decide.meaning import conditions
from hybrid.rulebook import Rule, Rulebook
from hybrid.rulebook.load import read_rules
from hybrid.rules_cli import app
from hybrid.syntax.latex import parse_latex
from hybrid.syntax.parse import parse
from hybrid.term import at, replace
from hybrid.verify.claim import Outcome, Where, compare_at
from hybrid.verify.example import Example, example
from hybrid.verify.page import DOCS, examples, families, page, pictured, verdict_cell
from hybrid.verify.points import trial_points
from hybrid.verify.run import verify_rule
from hybrid.verify.show import rule_latex, statement

BOOK = list(Rulebook.load())
SAMPLE = BOOK[::20]
WRITTEN = (DOCS / "rules.md").read_text(encoding="utf-8")
POINTS = 24


def one(tmp_path: Path, line: str) -> Rule:
    file = tmp_path / "own.rules"
    file.write_text(line, encoding="utf-8")
    return read_rules(file)[0]


# -- examples --------------------------------------------------------------------------------------


def test_nearly_every_rule_has_an_example_that_the_kernel_accepts() -> None:
    without = [name for name, found in examples().items() if found is None or not found.by_kernel]
    assert len(without) <= len(BOOK) // 50, without


@pytest.mark.parametrize("rule", BOOK[::4], ids=lambda rule: rule.name)
def test_an_example_is_right_wherever_its_conditions_hold(rule: Rule) -> None:
    """At points, by evaluation, which shares nothing with the kernel's reasons for accepting the step."""
    found = examples()[rule.name]
    assert found is not None
    outcomes = list(outcomes_of(rule, found))
    assert Outcome.WRONG not in outcomes
    assert Outcome.RIGHT in outcomes or rule.relation == "==>"  # a premise x = y is met at hardly any point


def outcomes_of(rule: Rule, found: Example) -> Iterator[Outcome]:
    """What the example comes to at points where its conditions hold and, for =, its first term is defined."""
    for point in trial_points(sorted(found.before.free | found.after.free), POINTS, rule.name, False):
        where = Where(point)
        needed = (*found.conditions, *(conditions(found.before) if rule.relation == "=" else ()))
        if all(where.truth(c) is True for c in needed):
            yield compare_at(rule.relation, found.before, found.after, point)


def test_a_wrong_example_would_be_noticed() -> None:
    rule = Rulebook.load().by_name["difference-of-squares"]
    assert Outcome.WRONG in outcomes_of(rule, Example(parse("x^2 - y^2"), parse("(x - y)^2"), (), True))


@pytest.mark.parametrize("rule", SAMPLE, ids=lambda rule: rule.name)
def test_what_is_new_is_all_that_is_new(rule: Rule) -> None:
    found = examples()[rule.name]
    assert found is not None
    assert replace(found.before, found.new, at(found.after, found.new)) is found.after


def test_an_example_is_the_simplest_that_says_something(tmp_path: Path) -> None:
    found = example(one(tmp_path, 'squares : a^2 - b^2 = (a - b)*(a + b)  "a difference of squares"'))
    assert found is not None
    assert (str(found.before), str(found.after)) == ("x^2 - y^2", "(x - y)*(x + y)")


def test_guards_are_met_or_told(tmp_path: Path) -> None:
    guarded = example(one(tmp_path, 'root-out : root(a^2, 2) = a  if a >= 0  "take the root"'))
    assert guarded is not None
    assert [str(c) for c in guarded.conditions] == ["x >= 0"]
    tested = example(one(tmp_path, 'even-sign : (-a)^n = a^n  if even(n)  "forget the sign"'))
    assert tested is not None and tested.before.args[1] is parse("2")


def test_there_is_no_example_where_the_guard_never_holds(tmp_path: Path) -> None:
    assert example(one(tmp_path, 'never : a + b = a*b  if a^2 < 0  "nonsense"')) is None


def test_a_false_rule_that_computes_has_no_example(tmp_path: Path) -> None:
    """The kernel proves no use of it, and at points it is wrong."""
    rule = one(tmp_path, 'wrong : a = b + 1  when closed(a), not number(a)  where b := value(a)  "one too many"')
    assert example(rule) is None


# -- hybrid rules show -----------------------------------------------------------------------------


def show(*arguments: str) -> str:
    ran = CliRunner().invoke(app, ["show", *arguments])
    assert ran.exit_code == 0, ran.output
    return ran.output


def test_show_tells_rule_example_and_verdict() -> None:
    text = show("zero-root")
    lines = {line[:12].strip(): line[12:].strip() for line in text.splitlines()[2:]}
    assert text.startswith("zero-root : root(a, 2) = 0 <=> a = 0")
    assert lines["LaTeX"] == r"\sqrt{a} = 0 \Longleftrightarrow a = 0"
    assert lines["example"] == "sqrt(x) = 0  ->  [x] = 0"
    assert lines["grade"] == "9" and lines["safe"] == "level 2" and lines["when"] == "has(a)"
    assert lines["verdict"].startswith("proved (") and "decider" in lines["certificate"]


def test_show_in_json_has_the_whole_certificate() -> None:
    data = json.loads(show("evaluate", "--format", "json"))
    assert data["verdict"]["verdict"] == "proved"
    assert data["verdict"]["certificate"]["uses"]
    assert data["example"]["by_kernel"] is True
    assert parse(data["example"]["after"]) is parse_latex(
        data["example"]["after_latex"].removeprefix(r"{\color{red}{").removesuffix("}}")
    )


def test_show_in_latex_has_both_lines_in_mathematics() -> None:
    text = show("log-sum", "--format", "latex")
    assert r"\log_{b}\left(u v\right) \quad \text{if } u > 0, v > 0" in text
    assert r"{\color{red}{" in text


def test_a_format_that_is_not_there_is_2() -> None:
    ran = CliRunner().invoke(app, ["show", "zero-root", "--format", "pdf"])
    assert ran.exit_code == 2


def test_a_formula_letter_is_shown_as_a_letter() -> None:
    assert rule_latex(Rulebook.load().by_name["and-same"]) == r"P \text{ and } P \Longleftrightarrow P"


def test_a_statement_is_what_stands_between_name_and_words() -> None:
    assert statement(Rulebook.load().by_name["zero-root"]) == "root(a, 2) = 0 <=> a = 0 when has(a)"


# -- the page --------------------------------------------------------------------------------------


def without_verdicts(text: str) -> list[str]:
    """The lines, rows of tables without what verdicts say: the last cell, in the first table the last four."""
    kept = []
    for line in text.splitlines():
        cells = line.split(" | ") if line.startswith("| ") else []
        counted = line.startswith(("| [", "| all"))
        kept.append(" | ".join(cells[:2] if counted else cells[:-1]) if cells else line)
    return kept


def test_the_page_is_what_the_rules_say() -> None:
    assert without_verdicts(WRITTEN) == without_verdicts(page(examples(), {})), "run `make docs`"


SOME_FAMILIES = [f for f in families(BOOK) if any(rule in f for rule in SAMPLE)]


@pytest.mark.parametrize("family", SOME_FAMILIES, ids=lambda family: family[0].name)
def test_verdicts_are_what_verifying_says(family: tuple[Rule, ...]) -> None:
    (row,) = [line for line in WRITTEN.splitlines() if line.startswith(f"| `{family[0].name}`")]
    reports = {rule.name: verify_rule(rule) for rule in family}
    assert row.endswith(f" | {verdict_cell(family, reports)} |"), "run `make docs`"


def test_the_counts_add_up_and_nothing_is_false() -> None:
    rows = [line.strip("| ").split(" | ") for line in WRITTEN.splitlines() if line.startswith(("| [", "| all"))]
    numbers = [[int(n) for n in row[1:]] for row in rows]
    assert [sum(column) for column in zip(*numbers[:-1], strict=True)] == numbers[-1]
    assert all(row[0] == sum(row[1:]) for row in numbers)
    assert numbers[-1][0] == len(BOOK) and numbers[-1][3:] == [0, 0]


@pytest.mark.parametrize("topic", ["arithmetic", "fractions"])
def test_a_picture_is_drawn_as_before(topic: str) -> None:
    pytest.importorskip("ziamath")
    assert (DOCS / "rules" / f"{topic}.svg").read_text(encoding="utf-8") == pictured(topic, examples()), (
        "run `make docs`"
    )


def test_pictures_are_small_and_one_a_topic() -> None:
    files = sorted((DOCS / "rules").glob("*"))
    assert [f.name for f in files] == sorted({f"{rule.topic}.svg" for rule in BOOK})
    assert all(f.stat().st_size < 300_000 for f in files)
    assert sum(f.stat().st_size for f in files) < 3_000_000
    for file in files:
        svg = ElementTree.parse(file).getroot()
        names = {t.text for t in svg.iter("{http://www.w3.org/2000/svg}text")}
        firsts = {family[0].name for family in families(BOOK) if family[0].topic == file.stem}
        assert names == {name for name in firsts if examples()[name] is not None}
