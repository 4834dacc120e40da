"""Factorials: written with the least of them, and where they are defined."""

from fractions import Fraction
from math import factorial
from random import Random

import pytest

from hybrid.decide import cascade
from hybrid.decide.factorial import numbers_with
from hybrid.judge import judge
from hybrid.kernel import CheckError, check
from hybrid.problem import derivation_from_json, derivation_to_json
from hybrid.prover import solve
from hybrid.rulebook import Rulebook
from hybrid.syntax.parse import parse
from hybrid.term import Term

NATURAL = {"n": "natural"}


def at(t: Term, n: int) -> Fraction | None:
    """The value of arithmetic with factorials at n, None where it has none."""
    if t.head == "num":
        return Fraction(t.value)
    if t.head == "sym":
        return Fraction(n)
    values = [at(a, n) for a in t.args]
    if any(v is None for v in values):
        return None
    known = [v for v in values if v is not None]
    if t.head == "fact":
        return Fraction(factorial(int(known[0]))) if known[0] >= 0 and known[0].denominator == 1 else None
    if t.head == "add":
        return sum(known, Fraction(0))
    if t.head == "neg":
        return -known[0]
    if t.head == "mul":
        out = Fraction(1)
        for v in known:
            out *= v
        return out
    return None if known[1] == 0 else known[0] / known[1]  # div


@pytest.mark.parametrize(
    "left, right",
    [
        ("(n + 1)!", "(n + 1)*n!"),
        ("n!/(n - 2)!", "n^2 - n"),
        ("(2*n + 2)!/(2*n)!", "(2*n + 1)*(2*n + 2)"),
        ("(n + 1)! - n!", "n*n!"),
        ("1/n! - 1/(n + 1)!", "n/(n + 1)!"),
        ("(n + 2)!*n!", "(n + 2)*(n + 1)!*n!"),
    ],
)
def test_two_sides_are_one_where_both_are_defined(left, right):
    assert cascade.identity(parse(left), parse(right)).proved


@pytest.mark.parametrize(
    "left, right",
    [
        ("(n + 1)!", "n*n!"),
        ("n!/(n - 1)!", "n - 1"),
        ("(2*n)!", "2*n!"),
        ("(n + 1)! + n!", "(n + 1)*n!"),
        ("(n/2 + 1)!", "(n/2)*(n/2)!"),
        ("(n + m)!", "n!*m!"),
    ],
)
def test_what_is_not_so_is_not_proved(left, right):
    assert not cascade.identity(parse(left), parse(right)).proved


def test_random_sides_are_proved_only_where_they_agree():
    random = Random(9)
    proved = 0
    for _ in range(400):
        shift = random.randint(-2, 3)
        u = f"(n + {shift})" if shift >= 0 else f"(n - {-shift})"
        k = random.randint(1, 3)
        v = f"(n + {shift - k})" if shift >= k else f"(n - {k - shift})"
        factors = [f"({u} - {i})" for i in range(k)]
        if random.random() < 0.5:
            factors[random.randrange(k)] = f"({u} - {random.randint(-1, 4)})"
        left, right = f"{u}!/{v}!", "*".join(factors)
        if random.random() < 0.3:
            left, right = f"{u}!", f"{right}*{v}!"
        a, b = parse(left), parse(right)
        if cascade.identity(a, b).proved:
            proved += 1
            for n in range(8):
                x, y = at(a, n), at(b, n)
                assert x is None or y is None or x == y, (left, right, n)
    assert 150 < proved < 350


@pytest.mark.parametrize(
    "context, goal, follows",
    [
        ("defined((n - 1)!)", "defined(n!)", True),
        ("defined(n!)", "defined((n - 1)!)", False),
        ("defined(n!)", "defined((n + 1/2)!)", False),
        ("defined(n!)", "defined((n + 1/m)!)", False),
        ("defined((n - 1)!)", "n >= 1", True),
        ("defined((n - 1)!)", "n >= 2", False),
        ("n >= 0", "defined(n!)", False),
    ],
)
def test_where_a_factorial_is_defined(context, goal, follows):
    assert cascade.entails((parse(context),), parse(goal)).proved is follows


@pytest.mark.parametrize(
    "goal, follows", [("defined((2*n + 1)!)", True), ("defined((n - 1)!)", False), ("defined((n/2)!)", False)]
)
def test_natural_letters_have_factorials(goal, follows):
    assert cascade.entails((), parse(goal), NATURAL).proved is follows


def test_a_step_may_not_lose_where_it_is_defined():
    assert judge(parse("n!"), parse("n*(n - 1)!"), domains=NATURAL).answer != "proved"  # not at 0
    assert judge(parse("n!"), parse("n*(n - 1)!"), (parse("n >= 1"),), domains=NATURAL).answer == "proved"


def test_a_file_that_claims_too_much_is_refused():
    derivation = solve("prove (n + 1)! = (n + 1)*n! where n natural").derivation
    data = derivation_to_json(derivation)
    data["problem"]["term"] = ["eq", ["fact", ["add", "n", 1]], ["mul", "n", ["fact", "n"]]]
    data["steps"][0]["before"] = data["problem"]["term"]
    with pytest.raises(CheckError):
        forged = derivation_from_json(data)
        check(forged.problem, forged, Rulebook.load())


@pytest.mark.parametrize(
    "left, right, same",
    [
        ("root(x, 3) < a", "x < a^3", True),
        ("root(x - 1, 5) >= 2", "x - 1 >= 32", True),
        ("root(x, 3) < a", "x <= a^3", False),
        ("root(x, 4) < a", "x < a^4", False),
        ("root(x, 3) > 1/a", "x > 1/a^3", True),
        ("root(x, 3) != a", "x != a^3", True),
    ],
)
def test_odd_roots_are_taken_off(left, right, same):
    assert cascade.equivalence(parse(left), parse(right)).proved is same


@pytest.mark.parametrize(
    "equation, said",
    [
        ("n! = 120", "n = 5"),
        ("120 = n!", "n = 5"),
        ("n! = 1", "n = 0 or n = 1"),
        ("n! = 7", "false"),
        ("n! = 1/2", "false"),
        ("n! = -6", "false"),
        ("n! = 0", "false"),
        ("(1/x - 3)! = 6", "1/x - 3 = 3"),
    ],
)
def test_an_equation_of_a_factorial_and_a_number(equation, said):
    assert cascade.equivalence(parse(equation), parse(said)).by == "factorial"
    assert cascade.equivalence(parse(said), parse(equation)).proved


@pytest.mark.parametrize(
    "equation, said",
    [
        ("n! = 1", "n = 1"),
        ("n! = 1", "n = 0"),
        ("n! = 120", "n = 4"),
        ("n! = 120", "false"),
        ("n! = 7", "n = 4"),
        ("n! = x", "n = x"),
        ("n! < 120", "n < 5"),
        ("n! = 120", "n = 5 or n = -5"),
    ],
)
def test_other_numbers_are_not_accepted(equation, said):
    assert not cascade.equivalence(parse(equation), parse(said)).proved


def test_the_numbers_with_a_factorial():
    for n in range(2, 40):
        assert numbers_with(Fraction(factorial(n))) == [n]
        assert numbers_with(Fraction(factorial(n) + 1)) == []
    assert numbers_with(Fraction(1)) == [0, 1] and numbers_with(Fraction(10**1000)) is None
