"""Remainders, common divisors and congruences: read, evaluated, solved and proved; each derivation is replayed."""

from __future__ import annotations

import math
from fractions import Fraction
from random import Random

import pytest

from hybrid.answers import equal
from hybrid.decide.closed import exact_truth
from hybrid.decide.evaluate import UNDEFINED, value
from hybrid.decide.meaning import conditions
from hybrid.explain.text import explain
from hybrid.kernel import check, is_solved
from hybrid.prover import Result, solve
from hybrid.rulebook import Rulebook
from hybrid.syntax.errors import InputError
from hybrid.syntax.latex import parse_latex, to_latex
from hybrid.syntax.mathml import to_mathml
from hybrid.syntax.parse import parse
from hybrid.syntax.text import to_text
from hybrid.term import make, num


def replayed(statement: str) -> Result:
    result = solve(statement)
    if result.derivation is not None and result.status == "proved":
        check(result.derivation.problem, result.derivation, Rulebook.load())
    return result


def solves(text: str, answer: str) -> bool:
    result = replayed(f"solve {text}")
    return result.status == "proved" and result.answer is parse(answer)


# -- reading and writing -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("17 mod 5", "mod(17, 5)"),
        ("-7 mod 3", "(-7) mod 3"),
        ("2*n^2 mod 5", "(2*n^2) mod 5"),
        ("x = 3 (mod 7)", "x mod 7 = 3"),
        ("x ≡ 9 (mod 7)", "(x - 9) mod 7 = 0"),
        ("a != b (mod m)", "(a - b) mod m != 0"),
        ("6 divides n^3 - n", "(n^3 - n) mod 6 = 0"),
        ("n^3 - n is divisible by 6", "(n^3 - n) mod 6 = 0"),
        ("n^2 + n is even", "(n^2 + n) mod 2 = 0"),
        ("n is odd and m is even", "n mod 2 = 1 and m mod 2 = 0"),
        ("gcd(12, 18, 27)", "gcd(gcd(12, 18), 27)"),
        ("2(mod(17, 5) + 1)", "2*((17 mod 5) + 1)"),
        ("|a mod 2|", "abs(a mod 2)"),
    ],
)
def test_ways_to_write_it(text: str, same: str) -> None:
    assert parse(text) is parse(same)


@pytest.mark.parametrize(
    "text",
    ["n - 1 mod 3", "x mod 2*pi", "x ≡ 3", "x < 3 (mod 7)", "gcd(4)", "mod(5)", "x mod", "(x = 1) mod 2", "is even"],
)
def test_what_has_two_readings_or_none_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        parse(text)


@pytest.mark.parametrize(
    "text", ["(n^3 - n) mod 6 = 0", "gcd(a, b)*lcm(a, b) = abs(a*b)", "((a mod 4) mod (m + 1))^2", "x mod (2*pi) < -3"]
)
def test_what_is_printed_is_read_again(text: str) -> None:
    t = parse(text)
    assert parse(to_text(t)) is t and parse_latex(to_latex(t)) is t and to_mathml(t)


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"17 \bmod 5", "17 mod 5"),
        (r"3x \equiv 2 \pmod{7}", "3x = 2 (mod 7)"),
        (r"6 \mid n^3 - n", "6 divides n^3 - n"),
        (r"\gcd(a, \operatorname{lcm}(b, c))", "gcd(a, lcm(b, c))"),
        (r"n^2 \text{ is even} \Rightarrow n \text{ is even}", "n^2 is even => n is even"),
        (r"n \text{ is divisible by } 3", "3 divides n"),
        (r"\frac{n}{2} is odd", "n/2 is odd"),
        (r"n \text{ is even and } m \text{ is odd}", "n is even and m is odd"),
        (r"\mid x - 2 \mid < 3", "abs(x - 2) < 3"),
    ],
)
def test_latex(latex: str, text: str) -> None:
    assert parse_latex(latex) is parse(text)


# -- meaning -------------------------------------------------------------------------------------


def test_values_are_those_of_floored_division() -> None:
    rng = Random(5)
    for _ in range(300):
        a, m = (Fraction(rng.randint(-30, 30), rng.choice((1, 1, 2, 3))) for _ in range(2))
        t = make("mod", (parse(f"({a})"), parse(f"({m})")))
        assert value(t, {}) == (UNDEFINED if m == 0 else a - m * math.floor(a / m))
        b, c = rng.randint(-60, 60), rng.randint(-60, 60)
        assert value(make("gcd", (num(b), num(c))), {}) == math.gcd(b, c)
        assert value(make("lcm", (num(b), num(c))), {}) == math.lcm(b, c)


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("2^2010 mod 10", 4),
        ("(2^100000 + 1) mod 7", 3),
        ("2^(2^100) mod 7", 2),
        ("1000! mod 997", 0),
        ("100! mod 101", 100),
    ]
    + [("(-3)^1001 mod 10", 7), ("(7*10^300 + 5) mod 9", 3), ("(1/2 + 5/2) mod 2", 1)],
)
def test_remainders_of_what_is_too_large_to_write(text: str, result: int) -> None:
    assert value(parse(text), {}) == result


@pytest.mark.parametrize("text", ["5 mod 0", "gcd(1/2, 3)", "lcm(4, pi)", "0^0 mod 3", "(2^(-1) + 1/0) mod 3"])
def test_where_it_is_undefined(text: str) -> None:
    assert conditions(parse(text)) == (parse("false"),)


@pytest.mark.parametrize(
    ("text", "truth"),
    [
        ("pi mod 3 = pi - 3", True),
        ("(7*pi/2) mod (2*pi) = 3*pi/2", True),
        ("(-pi) mod (2*pi) = pi", True),
        ("sqrt(8) mod (sqrt(2)) = 0", True),
        ("gcd(sqrt(16), 6) = 2", True),
        ("e mod 1 > 0.72", False),
        ("(sqrt(2) - sqrt(2)) mod 5 = 0", True),
    ],
)
def test_remainders_of_irrational_numbers(text: str, truth: bool) -> None:
    assert exact_truth(parse(text)) is truth


# -- evaluating, proving, solving ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("gcd(1071, 462)", "21"),
        ("gcd(-12, 18)", "6"),
        ("gcd(0, 0)", "0"),
        ("lcm(12, 18)", "36"),
        ("lcm(4, 6)*gcd(4, 6)", "24"),
        ("7^2026 mod 100", "49"),
        ("(17*23 + 100) mod 7", "1"),
        ("-17 mod 5", "3"),
        ("7/2 mod 1", "1/2"),
        ("gcd(24, 36, 60)", "12"),
    ],
)
def test_numbers(text: str, answer: str) -> None:
    assert str(replayed(f"evaluate {text}").answer) == answer


def test_euclid_is_shown_division_by_division() -> None:
    result = replayed("evaluate gcd(1071, 462)")
    assert result.derivation is not None
    assert [str(s.after) for s in result.derivation.steps] == ["gcd(462, 147)", "gcd(147, 21)", "gcd(21, 0)", "21"]


PROVED = [
    "6 divides n^3 - n where n integer",
    "6 divides n^3 - n",
    "m divides a |- m divides a*b",
    "gcd(n, n + 1) = 1",
    "n^2 + n is even where n integer",
    "n is odd |- n^2 mod 8 = 1 where n integer",
    "n^2 is even |- n is even where n integer",
    "n is even, m is even |- 4 divides n*m where n, m integer",
    "n = 2k + 1 |- n^2 mod 8 = 1 where n, k integer",
    "7 divides 2^(3n) - 1 where n natural",
    "9 divides 4^n + 15n - 1 where n natural",
    "133 divides 11^(n + 2) + 12^(2n + 1) where n natural",
    "n >= 1 |- 6^n mod 10 = 6 where n natural",
    "a^2 + b^2 = 0 (mod 3) |- a = 0 (mod 3) where a, b integer",
    "n*(n + 1)/2 mod 3 != 2 where n integer",
    "x mod 5 = 3, y mod 5 = 4 |- (x*y) mod 5 = 2 where x, y integer",
    "gcd(n, 12) <= 12 where n integer",
    "gcd(a, b) = gcd(b, a)",
    "gcd(a, a + b) = gcd(a, b) where a, b integer",
    "x mod 7 < 7",
    "0 <= x mod (1/3)",
    "x mod (2*pi) = pi/6 |- sin(x) = 1/2",
    "sin(x) + cos(x) <= sqrt(2)",
    "a divides b, b divides c |- a divides c",
    "m divides a, m divides b |- m divides 3a - 5b",
    "m divides a |- m divides a*b where b integer",
    "a = b (mod m), c = d (mod m) |- a*c = b*d (mod m) where a, b, c, d integer",
    "m > 0 |- (a + b) mod m = ((a mod m) + (b mod m)) mod m",
    "n > 1 |- (n + 1)^5 mod n = 1 where n integer",
    "gcd(21n + 4, 14n + 3) = 1 where n natural",  # IMO 1959, problem 1
    "gcd(n^3 + 2n, n^2 + 1) = 1 where n integer",
    "gcd(n + 7, 2n + 1) <= 13 where n natural",
    "a divides b |- gcd(a, b) = abs(a) where a, b integer",
    "lcm(2n, 3n) = 6*abs(n) where n integer",
    "gcd(a, b) = 3 |- 3 divides a + b where a, b integer",
    "gcd(a, b) = 1, a divides b*c |- a divides c where a, b, c integer",
    "not 7 divides 2^n + 1 where n natural",  # IMO 1964, problem 1
    "(x - y)^2 + (y - z)^2 + (z - x)^2 = x*y*z |- x + y + z + 6 divides x^3 + y^3 + z^3 where x, y, z integer",
    "10 <= m, m <= 99, 6*x mod m = 1, (x - 36) mod m = 0 |- m = 43 where m, x integer",
    "2^x*3^y = 1296 |- x + y = 8 where x, y natural",
    "1999^2000 mod 5 = 1",
]


@pytest.mark.parametrize("text", PROVED)
def test_theorems(text: str) -> None:
    assert replayed(f"prove {text}").status == "proved"


@pytest.mark.parametrize(
    "text",
    [
        "6 divides n^3 + n where n integer",
        "n is odd |- n^2 mod 16 = 1 where n integer",
        "7 divides 2^n - 1 where n natural",
        "6^n mod 10 = 6 where n natural",  # not for n = 0
        "n*(n + 1)/2 mod 3 != 1 where n integer",
        "(a*b) mod m = (a mod m)*(b mod m)",
        "x mod 2 = 0 or x mod 2 = 1",  # of whole numbers only
        "gcd(a, b)*lcm(a, b) = a*b where a, b integer",
        "(3*x) mod 7 = 2 => x mod 7 = 3",  # x = 2/3
        "(x/2 + x/2) mod 1 = 0 => x = 0",
        "m divides a*b |- m divides a where a, b, m integer",
        "m divides a |- m divides a*b where b real",  # b = 1/2
        "6 divides n^3 - n where n real",
        "gcd(a, b) = 2, a divides b*c |- a divides c where a, b, c integer",
        "n >= 1 |- (n + 1)^5 mod n = 1 where n integer",
        "gcd(n + 7, 2n + 1) <= 12 where n natural",
        "10 <= m, m <= 99, 6*x mod m = 1, (x - 35) mod m = 0 |- m = 43 where m, x integer",
    ],
)
def test_what_only_looks_so_is_not_proved(text: str) -> None:
    assert solve(f"prove {text}").status in ("refuted", "open")


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("3x = 2 (mod 7) over integers", "x mod 7 = 3"),
        ("10x + 3 = 8 (mod 14) over integers", "false"),
        ("10x + 3 = 9 (mod 14) over integers", "x mod 7 = 2"),
        ("12x - 5 = 4x + 3 (mod 10) for x over integers", "x mod 5 = 1"),
        ("x^2 = 1 (mod 24) over integers", "x mod 6 = 1 or x mod 6 = 5"),
        ("x^2 mod 4 = 3 over integers", "false"),
        ("x mod 4 = 3, x mod 6 = 2 over integers", "false"),
        ("x mod 7 = 3 and 2x mod 5 = 1 and x mod 3 = 0 over integers", "x mod 105 = 3"),
        ("x mod 3 = 2 and x mod 5 = 3 and 0 <= x < 30 over integers", "x = 8 or x = 23"),
        ("gcd(x, 12) = 4 and 0 < x < 20 over integers", "x = 4 or x = 8 or x = 16"),
        ("(x + 3) mod 7 = 5", "x mod 7 = 2"),
        ("(4x - 1) mod 6 = 2", "x mod (3/2) = 3/4"),
        ("3x = 2 (mod 7)", "x mod 7 = 3"),
        ("2^x + 3^y = 17 where x, y natural", "x = 3 and y = 2 or x = 4 and y = 0"),
        ("3*2^x = 5 where x natural", "false"),
        ("4x mod 6 = x where x integer", "x = 0 or x = 2 or x = 4"),
    ],
)
def test_congruences(text: str, answer: str) -> None:
    assert solves(text, answer)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("sin(x) = 1/2", "x mod (2*pi) = pi/6 or x mod (2*pi) = 5*pi/6"),
        ("sin(x) = 0", "x mod pi = 0"),
        ("tan(3x) = 1", "x mod (pi/3) = pi/12"),
        ("cos(x) > 0", "x mod (2*pi) < pi/2 or x mod (2*pi) > 3*pi/2"),
        ("2*cos(x)^2 - cos(x) - 1 = 0", "x mod (2*pi/3) = 0"),
        ("sin(x/2) = 1/2", "x mod (4*pi) = pi/3 or x mod (4*pi) = 5*pi/3"),
        ("cos(x) = sqrt(3)/2 and sin(x) < 0", "x mod (2*pi) = 11*pi/6"),
        ("sin(x) + cos(x) > 2", "false"),
    ],
)
def test_angles_without_bounds(text: str, answer: str) -> None:
    assert solves(text, answer)


@pytest.mark.parametrize(
    ("text", "solved"),
    [
        ("x mod 7 = 3", True),
        ("x mod 7 = 7", False),
        ("x mod 7 = -1", False),
        ("x mod m = 3", False),
        ("x mod (2*pi) > pi/2 and x mod (2*pi) < pi", True),
        ("x mod 7 = 3 and x > 2", False),
        ("x mod 7 > 3 and x mod 5 < 2", False),
        ("2*x mod 7 = 3", False),
        ("x mod 7 = y", False),
    ],
)
def test_which_remainders_tell_the_solutions(text: str, solved: bool) -> None:
    assert is_solved(parse(text), ("x",)) is solved


def test_what_is_divided_by_a_literal_0_is_nowhere_defined() -> None:
    for text in ("prove gcd(x, 2) = 1 and x mod 0 = 0", "prove x mod 0 = x mod 0", "solve x mod 0 = 1 where x integer"):
        assert solve(text).status != "proved" or str(solve(text).answer) == "false"


@pytest.mark.parametrize(
    ("gold", "given", "same"),
    [
        ("x ≡ 3 (mod 7)", "x mod 7 = 3", "proved"),
        (r"x \equiv 10 \pmod{7}", "x mod 7 = 3", "proved"),
        ("x mod 7 = 3", "x mod 7 = 4", "refuted"),
        ("x mod pi = 0", "x mod (2*pi) = 0 or x mod (2*pi) = pi", "proved"),  # `x mod pi =` is no label before 0
        ("gcd(12, 18)", "6", "proved"),
        (r"7^{2026} \bmod 100", "49", "proved"),
    ],
)
def test_answers_with_remainders(gold: str, given: str, same: str) -> None:
    assert equal(gold, given).answer == same


def test_whole_turns_are_told_in_words() -> None:
    told = [explain(solve(f"solve {text}")) for text in ("sin(x) = 1/2", "tan(3k) = 1", "3x = 2 (mod 7) over integers")]
    assert "that is, x = pi/6 + 2*pi*k or x = 5*pi/6 + 2*pi*k, k any whole number" in " ".join(told[0].split())
    assert "k = pi/12 + pi*n/3, n any whole number" in told[1]
    assert "x = 3 + 7*k, k any whole number" in told[2]
    between = "(x >= 2*pi*k and x < pi/2 + 2*pi*k) or (x > 3*pi/2 + 2*pi*k and x < 2*pi + 2*pi*k), k any whole number"
    assert between in " ".join(explain(solve("solve cos(x) > 0")).split())
    assert "any whole number" not in explain(solve("solve x mod 3 != 1"))
