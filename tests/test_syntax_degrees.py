"""Angles in degrees, in text and LaTeX: read as parts of pi, and told in degrees again where the problem was."""

import pytest

from hybrid.answers import equal
from hybrid.explain.text import explain
from hybrid.prover import solve
from hybrid.syntax.errors import InputError
from hybrid.syntax.latex import parse_latex
from hybrid.syntax.parse import parse

READ = {
    "30°": "pi/6",
    "180 degrees": "pi",
    "1 degree": "pi/180",
    "-45°": "-(pi/4)",
    "30.5°": "61*pi/360",
    "x°": "x*pi/180",
    "(a + b)°": "(a + b)*pi/180",
    "sin 30°": "sin(pi/6)",
    "sin(30º)": "sin(pi/6)",
    "2*30°": "2*(pi/6)",
    r"\sin 30^\circ": "sin(pi/6)",
    r"\cos(60^{\circ})": "cos(pi/3)",
    r"\tan{45\degree}": "tan(pi/4)",
    r"90^\circ - x": "pi/2 - x",
}


@pytest.mark.parametrize("text", READ)
def test_degrees_are_read(text):
    read = parse_latex if "\\" in text else parse
    assert read(text).key == parse(READ[text]).key


@pytest.mark.parametrize("text", ["°", "degrees +", r"\circ", "3 + °"])
def test_a_sign_of_degrees_alone_is_refused(text):
    with pytest.raises(InputError):
        (parse_latex if "\\" in text else parse)(text)


@pytest.mark.parametrize(
    "asked, answer, told",
    [
        ("evaluate sin(30°)", "1/2", None),
        ("evaluate cos(-150 degrees)", "-sqrt(3)/2", None),
        ("solve x + 40° + 60° = 180°", "x = 4*pi/9", "x = 80°"),
        ("solve sin(x) = 1/2 where 0 <= x, x < 360°", "x = pi/6 or x = 5*pi/6", "x = 30° or x = 150°"),
        ("solve x = 30.5°", "x = 61*pi/360", "x = (61/2)°"),
        ("solve sin(x) = 1/2 where 0 <= x, x < 2*pi", "x = pi/6 or x = 5*pi/6", None),
    ],
)
def test_answers_are_told_in_degrees_where_the_problem_was(asked, answer, told):
    result = solve(asked)
    assert result.status == "proved" and result.theorem is not None
    assert str(result.answer) == answer
    said = explain(result)
    assert (told is None) == ("°" not in said.split("Answer:")[1])
    assert told is None or f"that is, {told}" in said


def test_answers_in_degrees_are_compared_as_before():
    for a, b in (("60°", "60"), (r"x = 60^\circ", "60"), ("30° or 150°", "30, 150"), ("60 degrees", r"$60^{\circ}$")):
        assert equal(a, b).answer == "proved"
    assert equal("61°", "60").answer == "refuted" and equal("sin(30°)", "1/2").answer == "proved"
    for angle in (r"\sin 30^\circ", "sin 30 degrees", "sin 30°"):
        assert equal(angle, "1/2").answer == "proved"
