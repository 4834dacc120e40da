"""floor and ceil: read, written, evaluated, solved and proved; each derivation is replayed."""

from __future__ import annotations

import pytest
from hypothesis import given

from hybrid.explain.text import explain
from hybrid.judge import judge
from hybrid.prover import solve
from hybrid.search.limits import Limits
from hybrid.syntax.errors import InputError
from hybrid.syntax.latex import parse_latex, to_latex
from hybrid.syntax.mathml import to_mathml
from hybrid.syntax.parse import parse
from hybrid.syntax.text import to_text, to_text_marked
from hybrid.testing import terms
from hybrid.whole_part import floored, raised
from tests.test_remainders import replayed


def solves(text: str, answer: str) -> bool:
    result = replayed(f"solve {text}")
    return result.status == "proved" and result.answer is not None and result.answer.key == parse(answer).key


# -- reading and writing ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("floor(x)", "x - (x mod 1)"),
        ("ceil(x)", "x + ((-x) mod 1)"),
        ("ceiling(2x)", "2x + ((-2x) mod 1)"),
        ("⌊x/2⌋ + ⌈x⌉", "floor(x/2) + ceil(x)"),
        ("2⌊x⌋^2", "2*floor(x)^2"),
        (r"\lfloor x \rfloor", "floor(x)"),
        (r"\left\lceil \frac{x}{2} \right\rceil", "ceil(x/2)"),
        (r"\operatorname{floor}(x)", "floor(x)"),
    ],
)
def test_ways_to_write_it(text, same):
    assert (parse_latex if "\\" in text else parse)(text) is parse(same)


WRITTEN = {
    "floor(x)": r"\left\lfloor x \right\rfloor",
    "2*floor(x) + 1": r"2 \left\lfloor x \right\rfloor + 1",
    "3 - ceil(-x)": r"3 - \left\lceil -x \right\rceil",
    "floor(x)^2": r"\left\lfloor x \right\rfloor^{2}",
    "y + floor(x + y) - x": r"y + \left\lfloor x + y \right\rfloor - x",
    "floor(floor(x)/2)": r"\left\lfloor \frac{\left\lfloor x \right\rfloor}{2} \right\rfloor",
    "ceil(floor(x))": r"\left\lceil \left\lfloor x \right\rfloor \right\rceil",
    "floor(-(x + 1))": r"\left\lfloor -\left(x + 1\right) \right\rfloor",
    "-floor(x) < 2": r"-\left\lfloor x \right\rfloor < 2",
    "x + (2*x mod 1)": r"x + \left(2 x \bmod 1\right)",
}


@pytest.mark.parametrize("text", WRITTEN)
def test_it_is_written_as_it_was(text):
    t = parse(text)
    assert to_text(t) == text
    assert to_latex(t) == WRITTEN[text]
    assert parse_latex(to_latex(t)) is t
    assert "⌊" in to_mathml(t) or "⌈" in to_mathml(t) or "mod" in text


def test_a_mark_inside_shows_what_it_stands_for():
    t = parse("2*floor(x) + 1")
    assert to_text_marked(t, (0, 1)) == "2*[floor(x)] + 1"
    assert to_text_marked(t, (0, 1, 1, 0)) == "2*(x - [(x mod 1)]) + 1"


@given(terms(("x", "y"), (), 3))
def test_whole_parts_of_anything_are_read_back(u):
    for t in (floored(u), raised(u), floored(raised(u)), parse("y + 1 - x"), raised(floored(u))):
        assert parse(to_text(t)) is t
        assert parse_latex(to_latex(t)) is t


@pytest.mark.parametrize("text", ["⌊x", "⌊x⌉", "x⌋", "floor(x, 2)", "floor()", "⌊⌋", r"\lfloor x \rceil", "floor x"])
def test_what_is_no_whole_part_is_refused(text):
    with pytest.raises(InputError):
        (parse_latex if "\\" in text else parse)(text)


# -- values ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("floor(7/2)", "3"),
        ("floor(-7/2)", "-4"),
        ("ceil(-2.3)", "-2"),
        ("ceil(5)", "5"),
        ("floor(sqrt(10))", "3"),
        ("ceil(10*sqrt(2))", "15"),
        ("floor(pi) + ceil(e)", "6"),
        ("floor(-pi)", "-4"),
        ("floor(log(1000, 2))", "9"),
        ("pi mod 1", "pi - 3"),
        ("floor(sqrt(2)*sqrt(8))", "4"),
    ],
)
def test_values(text, value):
    result = replayed(f"evaluate {text}")
    assert result.status == "proved" and result.answer is parse(value)


def test_a_whole_number_goes_out_of_the_bracket():
    assert replayed("simplify floor(x + 3) - floor(x)").answer is parse("3")


def test_simplifying_supposes_nothing_about_the_letter():
    result = replayed("simplify floor(x) + 1")
    assert result.answer is parse("floor(x) + 1") and not result.conditions


# -- one unknown ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("floor(x) = 3", "x >= 3 and x < 4"),
        ("ceil(x) = 3", "x > 2 and x <= 3"),
        ("floor(2x + 1) = 5", "x >= 2 and x < 5/2"),
        ("floor(x) = 5/2", "false"),
        ("floor(x) != 2", "x < 2 or x >= 3"),
        ("floor(3x) < 2", "x < 2/3"),
        ("ceil(x/2) >= 4", "x > 6"),
        ("floor(x) + 2x = 7", "x = 5/2"),
        ("floor(x) = 2x - 3", "x = 5/2 or x = 3"),
        ("floor(x)^2 - 5*floor(x) + 6 = 0", "x >= 2 and x < 4"),
        ("floor(x) + floor(2x) + floor(3x) = 8", "x >= 3/2 and x < 5/3"),
        ("|floor(x)| < 2", "x >= -1 and x < 2"),
        ("x - floor(x) = 1/3", "x mod 1 = 1/3"),
        ("floor(2x) = 2*floor(x)", "x mod 1 < 1/2"),
        ("floor(x) = ceil(x)", "x mod 1 = 0"),
        ("x mod 1 = 1/3 and 0 < x and x < 2", "x = 1/3 or x = 4/3"),
        ("floor(x) = n for x given n mod 1 = 0", "x >= n and x < n + 1"),
        ("floor(x) > x", "false"),
        ("floor(x) >= x", "x mod 1 = 0"),
        ("floor(log(x, 2)) = 3", "x >= 8 and x < 16"),
        ("floor(1/x) = 2", "x > 1/3 and x <= 1/2"),
        # not linear: piece by piece
        ("x*floor(x) = 10", "x = 10/3"),
        ("x^2 - floor(x) = 3", "x = sqrt(5)"),
        ("x mod 2 = x^2", "x = -1 or x = 0 or x = 1"),
        ("x^2 = floor(x) - 5", "false"),
        ("floor(x)*(x - floor(x)) = 2x", "x = -1/3 or x = 0"),
        ("x + 1/floor(x) = 5/2", "x = 3/2 or x = 2"),
        ("floor(x^2) = 3", "(x > -2 and x <= -sqrt(3)) or (x >= sqrt(3) and x < 2)"),
        (
            "4x^2 - 40*floor(x) + 51 = 0",
            "x = sqrt(29)/2 or x = 3*sqrt(21)/2 or x = sqrt(229)/2 or x = sqrt(269)/2",
        ),
    ],
)
def test_solutions(text, answer):
    assert solves(text, answer)


def test_remainders_are_told_by_whole_multiples():
    assert "x >= k and x < 1/2 + k, k any whole number" in explain(replayed("solve floor(2x) = 2*floor(x)"))
    assert "x = k/2, k any whole number" in explain(replayed("solve floor(3x) - floor(x) = 2x"))
    assert "x > pi/6 + 2*pi*k and x < 5*pi/6 + 2*pi*k" in explain(replayed("solve sin(x) > 1/2"))


# -- to prove --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "claim",
    [
        "floor(x) <= x",
        "x < floor(x) + 1",
        "ceil(x) - floor(x) <= 1",
        "ceil(x) = -floor(-x)",
        "floor(x) + floor(x + 1/2) = floor(2x)",
        "floor(x + y) + floor(x + y + 1/3) + floor(x + y + 2/3) = floor(3*(x + y))",
        "floor(x + y) >= floor(x) + floor(y)",
        "floor(2x) + floor(2y) >= floor(x) + floor(y) + floor(x + y)",
        "floor(floor(x)/3) = floor(x/3)",
        "floor(n/2) + ceil(n/2) = n where n integer",
        "ceil(n/4) = floor((n + 3)/4) where n integer",
        "floor(x + n) = floor(x) + n where n integer",
        "floor(x) = floor(y) |- x - y < 1",
        "floor(x^2 + 1) = floor(x^2) + 1",
    ],
)
def test_what_always_holds(claim):
    assert replayed(f"prove {claim}").status == "proved"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("floor(x) = 3", "x = 3"),
        ("floor(2x + 1) = 5", "x = 2"),
        ("floor(x) + 2x = 7", "x = 3"),
        ("x*floor(x) = 10", "x = 10/3 or x = -10/3"),
        ("ceil(x) = 3", "2 <= x and x < 3"),
        ("floor(3x) = 2", "x >= 2/3 and x <= 1"),
        ("x - floor(x) < 1/4", "x mod 1 <= 1/4"),
    ],
)
def test_wrong_steps_are_refuted(before, after):
    assert judge(parse(before), parse(after)).refuted


def test_a_term_too_large_for_a_helper_is_no_error():
    # multiplied out, (floor(sqrt(n)) + 0)^n and the like have no end
    assert solve("prove floor(sqrt(n))^2 <= n where n natural", limits=Limits(seconds=2)).status in ("proved", "open")


@pytest.mark.parametrize(
    "claim",
    ["floor(x) = x", "floor(x + y) = floor(x) + floor(y)", "floor(2x) = 2*floor(x)", "ceil(x) = floor(x) + 1"],
)
def test_what_does_not_is_refuted(claim):
    assert replayed(f"prove {claim}").status == "refuted"
