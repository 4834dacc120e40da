"""Linear arithmetic: what follows, with certificates that are checked, and what must not."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest

from hybrid.decide.farkas import Form, check, contradiction
from hybrid.decide.linear import check_farkas, entails, equivalent_systems
from hybrid.decide.sparse import Reader, plus, times
from hybrid.syntax.parse import parse
from hybrid.term import Term


def formulas(text: str) -> list[Term]:
    return [parse(t) for t in text.split(";")] if text else []


FOLLOWS = [
    ("x > y; y > z", "x > z", {}),
    ("x + y <= 3; x - y <= 1", "x <= 2", {}),
    ("x + y = 5; x - y = 1", "x = 3", {}),
    ("x > 1", "x != 0", {}),
    ("x = 3", "2x - 1 != 0", {}),
    ("x >= 0; x != 0", "x > 0", {}),
    ("x < 0; x > 1", "y = 3", {}),
    ("x < 0 and x > 1", "false", {}),
    ("x > 0", "1/x = 1/x", {}),
    ("a*b > 3; a*b < c", "c > 3", {}),
    ("2x + 3y = 7; x = y", "5y = 7", {}),
    ("sqrt(x) > 2", "x >= 0", {}),
    ("1/x > 0", "x != 0", {}),
    ("x > 2", "x >= 3", {"x": "integer"}),
    ("2x > 3", "x >= 2", {"x": "integer"}),
    ("", "x + 1 > 0", {"x": "natural"}),
    ("2*x = 1", "false", {"x": "integer"}),
    ("4*x + 6*y = 3", "false", {"x": "integer", "y": "integer"}),
    ("x < y; y < x + 2", "y = x + 1", {"x": "integer", "y": "integer"}),
]


@pytest.mark.parametrize(("hyps", "goal", "domains"), FOLLOWS)
def test_what_follows_is_proved_with_a_certificate_that_checks(hyps: str, goal: str, domains: dict[str, str]) -> None:
    verdict = entails(formulas(hyps), parse(goal), domains)  # type: ignore[arg-type]
    assert verdict.proved and verdict.certificate is not None
    assert check_farkas(formulas(hyps), parse(goal), verdict.certificate, domains)  # type: ignore[arg-type]


DOES_NOT_FOLLOW = [
    ("x + y <= 3; x - y <= 1", "x < 2", {}),
    ("", "1/x = 1/x", {}),
    ("x > 2", "x >= 3", {}),
    ("x > 2", "x >= 3", {"x": "rational"}),
    ("2*x = 1", "false", {}),
    ("x >= 0", "x > 0", {}),
    ("x != 0", "x > 0", {}),
    ("x >= -1", "sqrt(x) - sqrt(x) = 0", {}),
    ("x < y; y < x + 2", "y = x + 1", {"x": "integer"}),
    ("x > 2 or y > 2", "x > 2", {}),
    ("x^2 > 4", "x > 2", {}),
]


@pytest.mark.parametrize(("hyps", "goal", "domains"), DOES_NOT_FOLLOW)
def test_what_does_not_follow_is_not_proved(hyps: str, goal: str, domains: dict[str, str]) -> None:
    assert entails(formulas(hyps), parse(goal), domains).answer == "unknown"  # type: ignore[arg-type]


def test_a_certificate_of_something_else_is_refused() -> None:
    hyps, goal = formulas("x > y; y > z"), parse("x > z")
    good = entails(hyps, goal).certificate
    assert good is not None
    assert not check_farkas(hyps, parse("z > x"), good)
    assert not check_farkas(hyps[:1], goal, good)
    assert not check_farkas(hyps, goal, {"decider": "linear", "combination": [[0, "1"], [1, "-1"]]})
    assert not check_farkas(hyps, goal, {"decider": "linear", "combination": [[7, "1"]]})
    assert not check_farkas(hyps, goal, {"decider": "linear"})
    assert not check_farkas(hyps, goal, {"present": True})
    assert not check_farkas(hyps, goal, {"combination": [[0, "one"]]})


@pytest.mark.parametrize(
    ("a", "b", "answer"),
    [
        ("x + y = 5 and x - y = 1", "x = 3 and y = 2", "proved"),
        ("x + y = 5", "y = 5 - x", "proved"),
        ("x + y = 1 and x + y = 2", "false", "proved"),
        ("x + y = 1 and 2x + 2y = 2", "x + y = 1", "proved"),
        ("x + y + z = 6 and x - y = 0 and z = 2", "x = 2 and y = 2 and z = 2", "proved"),
        ("0 = 0", "true", "proved"),
        ("x*y = 1", "2x*y = 2", "proved"),
        ("x + y = 5 and x - y = 1", "x = 3 and y = 1", "refuted"),
        ("x + y = 1", "false", "refuted"),
        ("x = 1", "x = 1 and y = 2", "refuted"),
        ("x*y = 1", "x*y = 2", "unknown"),
        ("1/x = 1", "2/x = 2", "unknown"),
    ],
)
def test_systems_are_compared(a: str, b: str, answer: str) -> None:
    assert equivalent_systems(parse(a), parse(b)).answer == answer
    assert equivalent_systems(parse(b), parse(a)).answer == answer


def test_the_context_can_make_systems_equivalent() -> None:
    assert equivalent_systems(parse("x + y = 5"), parse("x = 3"), [parse("y = 2")]).proved
    assert equivalent_systems(parse("x = 1"), parse("x = 2"), [parse("x = 3")]).proved
    assert equivalent_systems(parse("x = 1"), parse("false"), [parse("x > 2")]).answer == "unknown"


def test_random_systems_are_contradictory_or_have_a_solution() -> None:
    """Forms true at a hidden point are never contradictory; with the negation of a combination they are."""
    rng = random.Random(5)
    letters = [(("x", 1),), (("y", 1),), (("z", 1),)]
    for _ in range(60):
        point = [Fraction(rng.randint(-5, 5)) for _ in letters]
        forms: list[Form] = []
        for _ in range(rng.randint(1, 5)):
            p = {m: Fraction(rng.randint(-3, 3)) for m in letters}
            value = sum(c * v for c, v in zip(p.values(), point, strict=True))
            slack = rng.randint(0, 2)
            p = {m: c for m, c in p.items() if c}
            if slack - value:
                p[()] = slack - value
            forms.append((p, "gt" if slack else rng.choice(["ge", "eq"])))
        assert contradiction(forms) is None
        total: dict[tuple[tuple[str, int], ...], Fraction] = {(): Fraction(-rng.randint(1, 3))}
        for p, _ in forms:
            total = plus(total, p, -rng.randint(0, 4))
        found = contradiction([*forms, (total, "ge")])
        assert found is not None and check([*forms, (total, "ge")], found)


def test_reading_polynomials_with_opaque_parts() -> None:
    reader = Reader()
    assert reader.difference(parse("(x + y)^2"), parse("x^2 + 2*x*y + y^2")) == {}
    assert reader.difference(parse("sqrt(a + b)*2"), parse("sqrt(b + a) + sqrt(a + b)")) == {}
    assert reader.difference(parse("x/4"), parse("0.25*x")) == {}
    p, q = reader.poly(parse("x + 1/y")), reader.poly(parse("x - 1/y"))
    assert times(p, q) == reader.poly(parse("x^2 - (1/y)^2"))
    assert str(reader.term(p)) in ("x + 1/y", "1/y + x")
