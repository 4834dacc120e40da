"""Parts of pi: brought into the first quarter, and their sines, cosines and tangents by roots."""

from fractions import Fraction
from itertools import product

import pytest

from hybrid.angle import multiple_of_pi, part_of_pi
from hybrid.compute.angles import by_roots, in_first_quarter
from hybrid.decide import cascade
from hybrid.prover import solve
from hybrid.syntax.parse import parse
from hybrid.term import make

HEADS = ("sin", "cos", "tan")
NAMED = [Fraction(k, n) for n in (5, 8, 10, 12) for k in range(n // 2 + 1) if Fraction(k, n).denominator == n]


def answered(asked):
    result = solve(asked)
    assert result.status == "proved" and result.theorem is not None
    return str(result.answer)


def of(head, r):
    return make(head, (multiple_of_pi(r),))


@pytest.mark.parametrize(
    "text, r",
    [
        ("pi", 1),
        ("-pi/4", Fraction(-1, 4)),
        ("3*pi/(-7)", Fraction(-3, 7)),
        ("pi*2", 2),
        ("(2/3)*pi/4", Fraction(1, 6)),
    ],
)
def test_parts_of_pi_are_read(text, r):
    assert part_of_pi(parse(text)) == r


@pytest.mark.parametrize("text", ["x", "2", "pi^2", "pi + 1", "1/pi", "x*pi", "pi/0"])
def test_other_angles_are_left_alone(text):
    assert part_of_pi(parse(text)) is None
    assert in_first_quarter(parse(f"sin({text})")) is None and by_roots(parse(f"cos({text})")) is None


@pytest.mark.parametrize("head, r", list(product(HEADS, NAMED)))
def test_the_values_by_roots_are_the_values(head, r):
    value = by_roots(of(head, r))
    assert value is not None and cascade.identity(of(head, r), value).proved


@pytest.mark.parametrize("head, n", list(product(HEADS, range(-40, 41))))
def test_every_angle_is_brought_into_the_first_quarter(head, n):
    for d in (7, 12):
        t = of(head, Fraction(n, d))
        moved = in_first_quarter(t)
        if moved is None:
            undefined = head == "tan" and Fraction(n, d) % 1 == Fraction(1, 2)
            assert undefined or 0 <= Fraction(n, d) <= Fraction(1, 2)
            continue
        inner = moved.args[0] if moved.head == "neg" else moved
        assert inner.head == head and 0 <= (part_of_pi(inner.args[0]) or 0) <= Fraction(1, 2)
        assert cascade.identity(t, moved).proved


@pytest.mark.parametrize(
    "asked, answer",
    [
        ("evaluate sin(13*pi/6)", "1/2"),
        ("evaluate cos(-pi/4)", "sqrt(2)/2"),
        ("evaluate tan(25*pi/6)", "sqrt(3)/3"),
        ("evaluate cos(100*pi/3)", "-1/2"),
        ("evaluate sin(75*pi/180)", "(sqrt(6) + sqrt(2))/4"),
        ("evaluate sin(pi/12)*cos(pi/12)", "1/4"),
        ("simplify cos(pi/5) - cos(2*pi/5)", "1/2"),
        ("evaluate cos(7*pi/9)", "-cos(2*pi/9)"),
        ("evaluate sin(pi/7)", "sin(pi/7)"),
    ],
)
def test_exercises(asked, answer):
    assert answered(asked) == answer


def test_a_tangent_of_a_right_angle_has_no_value():
    assert solve("evaluate tan(7*pi/2)").status != "proved"


@pytest.mark.parametrize(
    "asked, answer",
    [
        ("find cos(x) given sin(x) = 3/5, 0 < x, x < pi/2", "4/5"),
        ("find cos(x) given sin(x) = 3/5, pi/2 < x, x < pi", "-4/5"),
        ("find tan(x) given sin(x) = 3/5, pi/2 < x, x < pi", "-3/4"),
        ("find sin(x) given tan(x) = 2, 0 < x, x < pi/2", "2*sqrt(5)/5"),
        ("find sin(2x) given cos(x) = 1/3, 0 < x, x < pi/2", "4*sqrt(2)/9"),
        ("find 3*cos(x) - 1 given sin(x) = 3/5, pi/2 < x, x < pi", "-17/5"),
        ("find sin(x) + cos(x) given tan(x) = 3/4, pi < x, x < 3*pi/2", "-7/5"),
        ("find cos(2x) given sin(x) = 1/3", "7/9"),
        ("find cos(x/2) given cos(x) = 7/25, 0 < x, x < pi", "4/5"),
        ("find cos(x) given tan(x/2) = 1/2", "3/5"),
        ("find sin(x + pi/3) given sin(x) = 3/5, cos(x) = 4/5", "(3 + 4*sqrt(3))/10"),
        ("find sin(x + y) given sin(x) = 3/5, cos(y) = 5/13, 0 < x, x < pi/2, 0 < y, y < pi/2", "63/65"),
        ("find sin(x)^3 + cos(x)^3 given sin(x) + cos(x) = 1/2", "11/16"),
        ("find sin(x) - cos(x) given sin(x) + cos(x) = 6/5, 0 < x, x < pi/4", "-sqrt(14)/5"),
        ("find x + y given x^2 + y^2 = 5, x*y = 2, x < 0, y < 0", "-3"),
    ],
)
def test_what_is_known_by_its_square_and_its_sign(asked, answer):
    assert answered(asked) == answer


@pytest.mark.parametrize(
    "asked", ["find cos(x) given sin(x) = 3/5", "find x - y given x^2 + y^2 = 5, x*y = 2, x > 0, y > 0"]
)
def test_without_a_sign_nothing_is_found(asked):
    assert solve(asked).status == "open"
