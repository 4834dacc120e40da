"""MathML: well-formed, complete, and the mark where it belongs."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given, settings

from hybrid.syntax.mathml import to_mathml
from hybrid.syntax.parse import parse
from hybrid.term import Term, TermError, subterms
from hybrid.testing import formulas, terms

NAMESPACE = "{http://www.w3.org/1998/Math/MathML}"
CORE = {"math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "mfrac", "msup", "msub", "msqrt", "mroot"}


def tree(text: str) -> ElementTree.Element:
    return ElementTree.fromstring(text)


def shape(element: ElementTree.Element) -> str:
    return "".join(element.itertext())


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2x + 3 = 7", "2\u2062x+3=7"),
        ("x < 3 and y >= 2", "x<3andy≥2"),
        ("-x + 1", "−x+1"),
        ("a - (b + c)", "a−(b+c)"),
        ("2*3", "2⋅3"),
        ("|x| = pi", "|x|=π"),
        ("(x + 1)^2", "(x+1)2"),
        ("theta_1", "θ1"),
        ("ln(x)", "ln\u2061(x)"),
    ],
)
def test_what_is_read(text: str, read: str) -> None:
    assert shape(tree(to_mathml(parse(text)))) == read


def test_signs_are_escaped() -> None:
    assert "&lt;" in to_mathml(parse("x < 3"))
    assert "&gt;" in to_mathml(parse("x > 3"))


def test_fraction_root_and_display() -> None:
    root = tree(to_mathml(parse("(x + 1)/sqrt(x) + root(x, 5)")))
    assert root.tag == NAMESPACE + "math" and root.get("display") == "block"
    fraction = root.find(f".//{NAMESPACE}mfrac")
    assert fraction is not None and [shape(part) for part in fraction] == ["x+1", "x"]
    fifth = root.find(f".//{NAMESPACE}mroot")
    assert fifth is not None and [shape(part) for part in fifth] == ["x", "5"]


def test_the_mark_is_around_the_subterm() -> None:
    marked = tree(to_mathml(parse("2x + 3 = 7"), (0, 0))).findall(f".//{NAMESPACE}mrow[@class='mark']")
    assert [shape(m) for m in marked] == ["2\u2062x"]
    with pytest.raises(TermError):
        to_mathml(parse("x"), (3,))


ARITY = {"mfrac": 2, "msup": 2, "msub": 2, "mroot": 2}


@settings(max_examples=200, deadline=None)
@given(terms() | formulas())
def test_every_term_is_well_formed_core(t: Term) -> None:
    for element in tree(to_mathml(t)).iter():
        name = element.tag.removeprefix(NAMESPACE)
        assert name in CORE
        assert len(element) == ARITY.get(name, len(element))


@settings(max_examples=80, deadline=None)
@given(terms(depth=2))
def test_every_place_can_be_marked(t: Term) -> None:
    for place, _ in subterms(t):
        assert len(tree(to_mathml(t, place)).findall(f".//{NAMESPACE}mrow[@class='mark']")) == 1
