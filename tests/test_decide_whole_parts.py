"""Linear statements with remainders by numbers: whole parts."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybrid.decide import cascade, omega, replay, whole_parts
from hybrid.decide.sparse import CONSTANT, TooBig
from hybrid.syntax.parse import parse
from hybrid.term import number, substitute


def whole_part(u: str) -> str:
    return f"(({u}) - (({u}) mod 1))"


F = whole_part

TRUE = [
    ([], f"{F('x')} <= x", {}),
    ([], f"x < {F('x')} + 1", {}),
    (["x >= 3", "x < 4"], f"{F('x')} = 3", {}),
    (["n mod 1 = 0", "n <= x", "x < n + 1"], f"{F('x')} = n", {}),
    (["n mod 1 = 0", f"{F('x')} > n"], "x >= n + 1", {}),
    ([f"{F('x')} > n"], "x >= n + 1", {"n": "integer"}),
    ([], f"{F('x + n')} = {F('x')} + n", {"n": "integer"}),
    # Hermite's identities
    ([], f"{F('x')} + {F('x + 1/2')} = {F('2x')}", {}),
    ([], f"{F('x')} + {F('x + 1/3')} + {F('x + 2/3')} = {F('3x')}", {}),
    ([], f"{F('2x')} + {F('2y')} >= {F('x')} + {F('y')} + {F('x + y')}", {}),
    ([], f"{F('n/2')} + (n/2 + ((-n/2) mod 1)) = n", {"n": "integer"}),
    ([], f"{F(F('x') + '/3')} = {F('x/3')}", {}),
    (["2x - (x mod 1) = 5"], "false", {}),
    (["2x - (x mod 1) = 5/2"], "x = 3/2", {}),
    ([f"3*{F('x')} = 2x + 1"], "x = 1 or x = 5/2", {}),
    (["x mod 1 = 0 or x mod 1 = 1/2"], "(2x) mod 1 = 0", {}),
    (["x mod 2 != 0", "x mod 2 <= 1/2", "x > 0", "x < 2"], "x <= 1/2", {}),
    ([], "(6a + 9b) mod 3 = 0", {"a": "integer", "b": "integer"}),
    (["3a + 5b = 7"], "(a + b) mod 2 = 1", {"a": "integer", "b": "integer"}),
    (["x^2 mod 1 = 0", "x^2 > 2"], "x^2 >= 3", {}),
]


@pytest.mark.parametrize(("hyps", "goal", "domains"), TRUE)
def test_follows(hyps, goal, domains):
    facts, claim = tuple(map(parse, hyps)), parse(goal)
    assert whole_parts.entails(facts, claim, domains).proved
    verdict = cascade.entails(facts, claim, domains)
    assert verdict.proved
    assert replay.check("entails", claim, claim, facts, verdict.certificate, domains).proved


FALSE = [
    ([], f"{F('x')} = x", {}),
    ([], f"{F('x + y')} = {F('x')} + {F('y')}", {}),
    ([], f"{F('2x')} = 2*{F('x')}", {}),
    (["x >= 3", "x <= 4"], f"{F('x')} = 3", {}),
    ([f"{F('x')} > n"], "x >= n + 1", {}),
    (["(6a + 9b) mod 9 = 0"], "a mod 2 = 0", {"a": "integer", "b": "integer"}),
    ([f"{F('x')} >= 1"], "x > 1", {}),
]


@pytest.mark.parametrize(("hyps", "goal", "domains"), FALSE)
def test_does_not_follow(hyps, goal, domains):
    assert not whole_parts.entails(tuple(map(parse, hyps)), parse(goal), domains).proved


@pytest.mark.parametrize(
    ("f", "solutions"),
    [
        (f"{F('x')} = 3", "x >= 3 and x < 4"),
        (f"{F('-x')} = 3", "x > -4 and x <= -3"),
        ("2x - (x mod 1) = 5", "false"),
        ("2x - (x mod 1) = 5/2", "x = 3/2"),
        (f"{F('x')} + {F('2x')} = 5", "false"),
        (f"{F('x')} + {F('2x')} + {F('3x')} = 8", "x >= 3/2 and x < 5/3"),
        (f"x = 3*{F('x/2')} - 1", "x = 2 or x = 5"),
        (f"{F('x')} >= 3 and x <= 9/2", "x >= 3 and x <= 9/2"),
        ("x mod 1 = 1/3 and 0 < x and x < 2", "x = 1/3 or x = 4/3"),
        ("x mod 2 < 1 and 0 <= x and x <= 4", "x >= 0 and x < 1 or x >= 2 and x < 3 or x = 4"),
        (f"{F('x')} >= 3", None),
        ("x mod 1 = 1/2", None),
        (f"{F('x')} = y", None),
        (f"{F('x')} = 1/x", None),
        (f"{F('x')} = 3 and x < pi", None),
    ],
)
def test_solutions(f, solutions):
    found = whole_parts.solution_set(parse(f), "x")
    assert found is (None if solutions is None else parse(solutions))


COEFFICIENTS = st.fractions(min_value=-3, max_value=3, max_denominator=3)


@given(COEFFICIENTS, COEFFICIENTS, COEFFICIENTS, st.sampled_from([1, 2, Fraction(1, 2)]))
def test_all_solutions_of_an_equation_of_one_remainder_are_found(a, b, c, m):
    """a*x + b*(x mod m) = c, where x = k*m + r: (a + b)*r = c - a*k*m, 0 <= r < m, for each k."""
    f = parse(f"({a})*x + ({b})*(x mod ({m})) = {c}")
    found = whole_parts.solution_set(f, "x") if f.free else None
    if found is None:
        return
    expected = set()
    for k in range(-100, 101):
        if a + b and 0 <= (r := (c - a * k * m) / (a + b)) < m:
            expected.add(k * m + r)
    listed = {parse(f"x = {x}") for x in expected}
    assert listed == (set(found.args) if found.head == "or" else {found} - {parse("false")}) or not (a + b)


@given(st.lists(st.tuples(COEFFICIENTS, COEFFICIENTS, COEFFICIENTS), min_size=1, max_size=4), st.booleans())
def test_what_is_contradictory_has_no_solution(rows, whole):
    """a*x + b*y + c >= 0 over real x and whole or real y: a contradiction is refuted by trying many points."""
    x, y = (("x", 1),), (("y", 1),)
    forms = [({m: v for m, v in ((x, a), (y, b), (CONSTANT, c)) if v}, "ge") for a, b, c in rows]
    try:
        none = omega.System(lambda m: whole and m == y).contradictory(forms)
    except TooBig:
        return
    if none:
        steps = [Fraction(i, 1 if whole else 2) for i in range(-8, 9)]
        for v in steps:
            for u in (Fraction(i, 4) for i in range(-32, 33)):
                assert not all(a * u + b * v + c >= 0 for a, b, c in rows)


@given(st.fractions(min_value=-5, max_value=5, max_denominator=12))
def test_solutions_are_solutions(value):
    for f, solutions in [
        (f"{F('x')} + {F('2x')} + {F('3x')} = 8", "x >= 3/2 and x < 5/3"),
        ("x mod 2 < 1 and 0 <= x and x <= 4", "x >= 0 and x < 1 or x >= 2 and x < 3 or x = 4"),
    ]:
        at = {"x": number(value)}
        assert cascade.equivalence(substitute(parse(f), at), substitute(parse(solutions), at)).proved
