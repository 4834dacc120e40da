"""A result told as text, LaTeX and HTML: what is in it, and that other programs can read it."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import pytest

from hybrid.explain import data, html, latex, story, text
from hybrid.problem import Condition, Derivation, Problem, Result, Step, Stop, derivation_from_json
from hybrid.prover import solve
from hybrid.syntax.parse import parse
from hybrid.term import at

DETAILS = ("outline", "steps", "full")


def step(before: str, after: str, place: tuple[int, ...], words: str, **more: object) -> Step:
    relation = "<=>" if "=" in before else "="
    values: dict[str, object] = {"relation": relation, "kind": "rule", "rule": words.replace(" ", "-"), "words": words}
    return Step(parse(before), parse(after), place=place, **{**values, **more})  # type: ignore[arg-type]


def result(problem: Problem, steps: tuple[Step, ...], status: str = "proved", **more: object) -> Result:
    derivation = Derivation(problem, steps)
    answer = derivation.last if status == "proved" else None
    values = {"conditions": (), "derivation": derivation, "stop": Stop("proved", 12, 40, 0.25)}
    return Result(status, problem, answer, **{**values, **more})  # type: ignore[arg-type]


@pytest.fixture
def rational() -> Result:
    """An equation that loses a pole: every kind of note occurs."""
    steps = (
        step(
            "(x^2-1)/(x-1) = 2*(x+3) - x",
            "x + 1 = 2*(x+3) - x and x != 1",
            (0,),
            "cancel x - 1",
            conditions=(Condition(parse("x != 1"), "carried"),),
            kind="decided",
            certificate={"decider": "rational"},
        ),
        step(
            "x + 1 = 2*(x+3) - x and x != 1",
            "x + 1 = 2*x + 6 - x and x != 1",
            (0, 1, 0),
            "multiply out",
            substitution={"a": parse("x + 3"), "_": parse("-x")},
        ),
        step(
            "x + 1 = 2*x + 6 - x and x != 1",
            "x + 1 = x + 6 and x != 1",
            (0, 1),
            "collect like terms",
            substeps=(
                step("x + 1 = 2*x + 6 - x and x != 1", "x + 1 = x + 6 and x != 1", (0, 1), "2 of x less one of x"),
            ),
        ),
        step(
            "x + 1 = x + 6 and x != 1",
            "1 = 6 and x != 1",
            (0,),
            "subtract x",
            conditions=(
                Condition(parse("x^2 + 1 != 0"), "decider", {"decider": "cells"}),
                Condition(parse("y > 0"), "context"),
                Condition(parse("x != 1"), "present"),
            ),
        ),
        step("1 = 6 and x != 1", "false and x != 1", (0,), "these numbers differ"),
        step("false and x != 1", "false", (), "false and anything is false"),
    )
    return result(Problem("solve", steps[0].before, ("x",)), steps)


@pytest.fixture
def refuted() -> Result:
    problem = Problem("prove", parse("x > y => x^2 > y^2"), domains={"x": "integer"})
    point = {"x": parse("1"), "y": parse("-3/2")}
    return Result("refuted", problem, None, (), None, Stop("proved"), point)


@pytest.fixture
def unfinished() -> Result:
    problem = Problem("simplify", parse("x^x"), given=(parse("x > 0"),))
    return Result("open", problem, None, (), None, Stop("time", 1200, 3000, 10.0), reason="")


# -- the story ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "part"),
    [
        ("2*x + 2*3 = 7", "2*x + 6 = 7", "6"),
        ("x = 1 or x^2 = 4", "x = 1 or x = 2 or x = -2", "x = 1 or x = 2 or x = -2"),
        ("x + (y + 1)*2", "x + 2*y + 2", "x + 2*y + 2"),
        ("sqrt(4*9)", "sqrt(36)", "36"),
    ],
)
def test_what_is_new_in_a_line(before: str, after: str, part: str) -> None:
    place = story.changed(parse(before), parse(after))
    assert at(parse(after), place) is parse(part)


def test_nothing_is_new_in_the_same_line() -> None:
    assert story.changed(parse("x + 1"), parse("x + 1")) == ()


def test_relations_of_a_chain_are_joined() -> None:
    assert story.joined("=", "=") == "="
    assert story.joined("<=>", "=") == "<=>"
    assert story.joined("<=>", "==>") == "==>"
    assert story.joined("<==", "<==") == "<=="
    with pytest.raises(ValueError, match="both ways"):
        story.joined("==>", "<==")


@pytest.mark.parametrize(
    ("problem", "told"),
    [
        (Problem("solve", parse("x^2 = 4"), ("x",)), "Solve x^2 = 4 for x"),
        (Problem("prove", parse("x > y and y > z => x > z")), "Prove x > z from x > y, y > z"),
        (Problem("prove", parse("a*b = b*a"), domains={"a": "natural"}), "where a is a natural number"),
        (Problem("find", parse("a^2 + b^2"), given=(parse("a*b = 2"), parse("a + b = 3"))), "given a*b = 2, a + b = 3"),
    ],
)
def test_the_title_says_what_is_asked(problem: Problem, told: str) -> None:
    assert told in text.phrase(story.title(problem))


def test_an_unknown_detail_is_refused(rational: Result) -> None:
    for face in (text.explain, latex.explain, html.explain):
        with pytest.raises(ValueError, match="outline, steps, full"):
            face(rational, "everything")


# -- text --------------------------------------------------------------------------------------------


def test_every_step_is_numbered_with_its_relation_and_reason(rational: Result) -> None:
    told = text.explain(rational)
    for number, one in enumerate(rational.steps, 1):
        assert re.search(rf"^ *{number}\.  <=>  .* {re.escape(one.words)}$", told, re.MULTILINE)


def test_what_is_new_stands_in_brackets(rational: Result) -> None:
    told = text.explain(rational)
    assert "x + 1 = [2*x + 6 - x] and x != 1" in told
    assert "[1 = 6] and x != 1" in told


def test_conditions_say_what_discharges_them(rational: Result) -> None:
    told = text.explain(rational)
    assert "as long as x != 1" in told
    assert "because x^2 + 1 != 0 (decided by cells)" in told
    assert "because y > 0 is given" in told
    assert "still demanded" not in told
    assert "x != 1 is still demanded by the line" in text.explain(rational, "full")


def test_what_a_line_demands_itself_is_not_called_given() -> None:
    told = text.explain(solve("solve log(x, 2) + log(x - 2, 2) = 3"))
    assert "as long as x > 0" in told and "because x > 0 is given" not in told


def test_full_detail_has_the_smaller_steps_substitutions_and_certificates(rational: Result) -> None:
    told = text.explain(rational, "full")
    assert "3.1." in told and "2 of x less one of x" in told
    assert "a = x + 3, the rest = -x" in told
    assert "certificate: decider rational" in told
    assert "3.1." not in text.explain(rational)


def test_an_outline_has_the_start_the_key_lines_and_the_answer(rational: Result) -> None:
    told = text.explain(rational, "outline")
    assert "(x^2 - 1)/(x - 1)" in told and "Answer: false" in told
    assert "as long as x != 1" in told  # a carried condition is never left out
    shown = re.findall(r"^ *(\d+)\.", told, re.MULTILINE)
    assert len(shown) == story.KEY_LINES and shown[-1] == "6"
    assert "after" in told and "other step" in told


def test_the_end_says_what_the_proof_rests_on(rational: Result) -> None:
    told = text.explain(rational)
    assert "Answer: false (there is no solution)" in told
    last = " ".join(line.strip() for line in told[told.index("Checked") :].splitlines())
    assert last.startswith("Checked by the kernel: 6 steps")
    assert "collect-like-terms" in last and "2-of-x-less-one-of-x" in last and "cells, rational" in last


def test_a_refutation_shows_the_point(refuted: Result) -> None:
    told = text.explain(refuted)
    assert "Prove x^2 > y^2 from x > y, where x is an integer" in told
    assert "Refuted: the statement fails at x = 1, y = -3/2" in told
    assert "Checked by the kernel" not in told


def test_a_refutation_says_what_the_statement_says_there(refuted: Result) -> None:
    assert "there it says 1 > 9/4" in text.explain(refuted)
    no_number = Problem("prove", parse("x = sqrt(x)"))
    told = text.explain(Result("refuted", no_number, None, (), None, Stop("proved"), {"x": parse("2")}))
    assert "fails at x = 2" in told and "there it says" not in told


def test_lines_that_are_formulas_are_equivalent_never_equal() -> None:
    one = step("x = 1 + 1", "x = 2", (1,), "calculate", relation="=")
    told = text.explain(result(Problem("solve", one.before, ("x",)), (one,)))
    assert "<=>  x = [2]" in told and "=    x" not in told


def test_a_marked_part_has_one_pair_of_brackets() -> None:
    one = step("x^2 = 1 and x > 0", "(x = 1 or x = -1) and x > 0", (0,), "take roots")
    told = text.explain(result(Problem("solve", one.before, ("x",)), (one,)))
    assert "[x = 1 or x = -1] and x > 0" in told
    two = step("x^2 - 1 = 0", "(x - 1)*(x + 1) = 0", (0,), "factor")
    assert "[(x - 1)*(x + 1)] = 0" in text.explain(result(Problem("solve", two.before, ("x",)), (two,)))


def test_an_open_result_says_why_and_claims_nothing(unfinished: Result) -> None:
    told = text.explain(unfinished)
    assert "Open: the time limit was reached after 10.0 s and 1200 expanded states" in told
    assert "Answer" not in told and "Checked" not in told


def test_the_way_to_the_best_state_of_an_open_result_is_not_called_checked(rational: Result) -> None:
    half = result(rational.problem, rational.steps[:2], "open", stop=Stop("nodes", 5, 9, 0.1))
    told = text.explain(half)
    assert "multiply out" in told and "Open: the limit on expanded states" in told and "Checked" not in told


def test_conditions_of_the_theorem_stand_with_the_answer() -> None:
    problem = Problem("simplify", parse("(x^2 - 4)/(x - 2)"))
    one = step("(x^2 - 4)/(x - 2)", "x + 2", (), "cancel x - 2")
    told = text.explain(result(problem, (one,), conditions=(parse("x != 2"),)))
    assert "Answer: x + 2\n  as long as x != 2" in told


def test_colour_is_only_there_when_asked_for(rational: Result) -> None:
    plain, colored = text.explain(rational), text.explain(rational, color=True)
    assert "\x1b" not in plain and "\x1b[" in colored
    bare = re.sub(r"\x1b\[[0-9;]*m", "", colored)
    assert "[2*x" not in bare and "x + 1 = 2*x + 6 - x and x != 1" in bare


def test_no_line_ends_in_blanks(rational: Result) -> None:
    for detail in DETAILS:
        assert all(line == line.rstrip() for line in text.explain(rational, detail).splitlines())


def test_a_long_line_has_its_reason_below() -> None:
    long = " + ".join(f"{i}*x^{i}" for i in range(2, 14))
    one = step(f"{long} = 0", f"{long} + 0 = 0", (0,), "add zero")
    told = text.explain(result(Problem("solve", one.before, ("x",)), (one,)))
    assert re.search(r"^ +add zero$", told, re.MULTILINE)


def test_printing_a_result_tells_it(rational: Result) -> None:
    assert str(rational) == text.explain(rational)


# -- LaTeX -------------------------------------------------------------------------------------------


def balanced(source: str) -> bool:
    depth = 0
    for c in re.sub(r"\\[\\{}]", "", source):
        depth += {"{": 1, "}": -1}.get(c, 0)
        if depth < 0:
            return False
    return depth == 0


@pytest.mark.parametrize("detail", DETAILS)
def test_latex_is_one_align_with_balanced_braces(rational: Result, detail: str) -> None:
    source = latex.explain(rational, detail)
    assert source.count(r"\begin{align*}") == source.count(r"\end{align*}") == 1
    assert balanced(source)
    rows = source.split(r"\begin{align*}")[1].split(r"\end{align*}")[0].split("\\\\\n")
    assert all(1 <= row.count("&") <= 3 for row in rows)
    assert not rows[-1].rstrip().endswith("\\\\")


def test_latex_underlines_what_is_new_and_needs_no_colour_package(rational: Result) -> None:
    source = latex.explain(rational)
    assert r"\underline{2 x + 6 - x}" in source and "color" not in source


def test_words_are_escaped_for_latex() -> None:
    assert latex.escaped(r"50% of x_1^2 & {a} \ ~ #$<") == (
        r"50\% of x\_1\textasciicircum{}2 \& \{a\} \textbackslash{} \textasciitilde{} \#\$\textless{}"
    )


def test_a_latex_document_stands_alone(rational: Result) -> None:
    source = latex.document(rational)
    assert source.startswith(r"\documentclass") and source.rstrip().endswith(r"\end{document}")
    assert latex.explain(rational) in source


# -- HTML --------------------------------------------------------------------------------------------

VOID = {"meta", "br", "hr", "img"}


class Reader(HTMLParser):
    """Checks nesting and gathers elements, as a browser that forgives nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    reader.close()
    assert reader.open == []
    return reader


@pytest.mark.parametrize("detail", DETAILS)
def test_html_is_well_nested_and_needs_nothing_from_elsewhere(rational: Result, detail: str) -> None:
    reader = read(html.explain(rational, detail, full_page=True))
    assert not {tag for tag, _ in reader.seen} & {"script", "link", "img", "iframe"}
    assert not [a for _, a in reader.seen if {"src", "href", "onclick"} & a.keys()]
    assert "url(" not in html.STYLE and "@import" not in html.STYLE


def test_a_page_is_a_page_and_a_piece_is_a_piece(rational: Result) -> None:
    assert html.explain(rational, full_page=True).startswith("<!DOCTYPE html>")
    assert html.explain(rational).startswith("<article")


def test_html_has_a_math_for_every_line_and_marks_what_is_new(rational: Result) -> None:
    page = html.explain(rational)
    reader = read(page)
    assert sum(tag == "math" for tag, _ in reader.seen) >= len(rational.steps) + 2
    assert page.count(html.MARK) == 4  # the lines that change in part


def test_smaller_steps_are_folded_away(rational: Result) -> None:
    assert not [1 for tag, _ in read(html.explain(rational)).seen if tag == "details"]
    assert [1 for tag, _ in read(html.explain(rational, "full")).seen if tag == "details"]


def test_words_cannot_become_markup(rational: Result) -> None:
    evil = "<script>alert('x')</script> & more"
    one = step("x + 0", "x", (), evil)
    page = html.explain(result(Problem("simplify", one.before, text=evil), (one,), reason=evil), full_page=True)
    assert "<script" not in page
    assert evil in read(page).words


def test_html_says_how_refuted_and_open_came_out(refuted: Result, unfinished: Result) -> None:
    assert "fails at" in html.explain(refuted) and "result refuted" in html.explain(refuted)
    assert "time limit" in html.explain(unfinished) and "result open" in html.explain(unfinished)


def test_both_light_and_dark_are_there() -> None:
    assert "prefers-color-scheme: dark" in html.STYLE


def test_a_notebook_gets_all_three(rational: Result) -> None:
    bundle = rational._repr_mimebundle_()
    assert bundle.keys() == {"text/plain", "text/latex", "text/html"}
    assert rational._repr_mimebundle_(include=["text/html"]).keys() == {"text/html"}


# -- JSON --------------------------------------------------------------------------------------------


def test_a_proved_result_as_json_is_its_proof_file(rational: Result) -> None:
    read_back = json.loads(data.explain(rational))
    assert derivation_from_json(read_back) == rational.derivation
    assert read_back["status"] == "proved" and read_back["answer"] == "false"


def test_an_open_result_as_json_is_no_proof_file(rational: Result) -> None:
    half = result(rational.problem, rational.steps[:2], "open")
    read_back = json.loads(data.explain(half))
    assert "format" not in read_back and derivation_from_json(read_back["partial"]) == half.derivation


def test_a_refutation_as_json_has_the_point(refuted: Result) -> None:
    assert json.loads(data.explain(refuted))["point"] == {"x": "1", "y": "-3/2"}


@pytest.mark.parametrize("detail", DETAILS)
def test_every_face_tells_a_derivation_without_steps(detail: str) -> None:
    done = result(Problem("simplify", parse("x")), ())
    assert "Answer: x" in text.explain(done, detail)
    assert "align" not in latex.explain(done, detail)
    read(html.explain(done, detail))
    assert json.loads(data.explain(done))["steps"] == []
