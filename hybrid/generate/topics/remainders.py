"""Remainders, common divisors and congruences of whole numbers; and what divides what, to prove.

Statements to prove are true because of how they are drawn: a polynomial is made of products of neighbouring numbers, a
power is written beside the multiple that it differs by.
"""

from __future__ import annotations

from math import gcd, prod
from random import Random

from hybrid.generate.topic import Topic
from hybrid.generate.topics.writing import lettered
from hybrid.learn.texts import Number, joined, nonzero, plus, polynomial, product, summed, times

PRIMES = (2, 3, 5, 7, 11, 13)


def modulo(rng: Random, left: str, right: int, m: int) -> str:
    """A congruence in one of the ways it is written."""
    kind = rng.random()
    if kind < 0.5:
        return f"{_side(left)} mod {m} = {right % m}"
    return f"{left} = {right} (mod {m})"


def _side(text: str) -> str:
    return f"({text})" if " " in text else text


def _over(statement: str) -> str:
    return f"solve {statement} where x integer"


# -- numbers -------------------------------------------------------------------------------------


def remainder(rng: Random) -> str:
    """17 mod 5."""
    m = rng.randint(2, 20)
    return f"evaluate {rng.randint(-60, 400)} mod {m}"


def common_divisor(rng: Random, most: int = 12) -> str:
    """gcd(a, b) or lcm(a, b)."""
    d = rng.randint(1, most)
    a, b = d * rng.randint(1, most), d * rng.randint(1, most)
    return f"evaluate {rng.choice(('gcd', 'gcd', 'lcm'))}({a}, {b})"


def common_divisor_of_large(rng: Random) -> str:
    return common_divisor(rng, 60)


def common_divisor_of_three(rng: Random) -> str:
    d = rng.randint(1, 12)
    return f"evaluate {rng.choice(('gcd', 'lcm'))}({', '.join(str(d * rng.randint(1, 15)) for _ in range(3))})"


def remainder_of_expression(rng: Random) -> str:
    """(17*23 + 100) mod 7."""
    m = rng.randint(3, 15)
    a, b, c = (rng.randint(2, 60) for _ in range(3))
    text = rng.choice((f"{a}*{b} + {c}", f"{a}*{b}*{c}", f"{a} + {b}*{c}", f"{a}*{b} - {c}", f"{a}^2 + {b}", f"{a}^3"))
    return f"evaluate ({text}) mod {m}"


def remainder_of_power(rng: Random) -> str:
    """7^2026 mod 10."""
    m = rng.choice((rng.randint(3, 20), 10, 100))
    c, n = rng.randint(2, 30), rng.randint(10, 3000)
    return f"evaluate {c}^{n} mod {m}"


def remainder_of_powers(rng: Random) -> str:
    """(3^100 + 5^101) mod 7."""
    m = rng.randint(3, 13)
    a, b, n, k = rng.randint(2, 12), rng.randint(2, 12), rng.randint(10, 500), rng.randint(10, 500)
    return f"evaluate ({a}^{n} {rng.choice('+-*')} {b}^{k}) mod {m}"


# -- congruences ---------------------------------------------------------------------------------


@lettered
def shifted(rng: Random) -> str:
    """x + 5 = 2 (mod 7)."""
    m = rng.randint(2, 15)
    return _over(modulo(rng, polynomial((1, nonzero(rng, 20))), rng.randint(0, m - 1), m))


@lettered
def multiple(rng: Random) -> str:
    """3*x + 4 = 1 (mod 7), the factor without a common divisor with 7."""
    m = rng.randint(3, 20)
    a = rng.choice([k for k in range(2, 2 * m) if gcd(k, m) == 1])
    return _over(modulo(rng, polynomial((a, rng.choice((0, nonzero(rng, 15))))), rng.randint(0, m - 1), m))


@lettered
def multiple_with_divisor(rng: Random) -> str:
    """6*x = 4 (mod 10): fewer remainders, or none."""
    d, n = rng.randint(2, 6), rng.randint(2, 9)
    a = d * rng.choice([k for k in range(1, 2 * n) if gcd(k, n) == 1])
    b = rng.choice((0, nonzero(rng, 12)))
    c = d * rng.randint(0, n - 1) + (rng.randint(1, d - 1) if rng.random() < 0.3 else 0)
    return _over(modulo(rng, polynomial((a, b)), c + b, d * n))


@lettered
def both_sides(rng: Random) -> str:
    """7*x + 2 = 3*x + 5 (mod 9)."""
    m = rng.randint(3, 15)
    a, c = rng.randint(2, 20), rng.randint(1, 12)
    return _over(f"{polynomial((a, nonzero(rng, 15)))} = {polynomial((c, nonzero(rng, 15)))} (mod {m})")


@lettered
def in_bounds(rng: Random) -> str:
    """x mod 7 = 3, 0 <= x < 30."""
    m, low, n = rng.randint(3, 12), rng.randint(-10, 20), rng.randint(10, 40)
    a = rng.choice([k for k in range(1, m) if gcd(k, m) == 1])
    left = modulo(rng, times(a, "x"), rng.randint(0, m - 1), m)
    return _over(f"{left} and {low} {rng.choice(('<', '<='))} x < {low + n}")


@lettered
def square(rng: Random) -> str:
    """x^2 + b*x = c (mod m), of a known root."""
    m, r, b = rng.randint(3, 16), rng.randint(0, 12), rng.choice((0, 0, nonzero(rng, 6)))
    c = (r * r + b * r) if rng.random() < 0.7 else rng.randint(0, m - 1)
    return _over(modulo(rng, summed([(1, "x^2"), (b, "x")]), c % m, m))


def _system(rng: Random, moduli: list[int]) -> str:
    number = rng.randint(0, prod(moduli))
    parts = []
    for m in moduli:
        a = rng.choice([k for k in range(1, m + 1) if gcd(k, m) == 1]) if rng.random() < 0.3 else 1
        parts.append(modulo(rng, times(a, "x"), a * number % m, m))
    return _over(" and ".join(parts))


@lettered
def system(rng: Random) -> str:
    """x mod 3 = 2 and x mod 5 = 3."""
    return _system(rng, rng.sample((3, 4, 5, 7, 9, 11, 13), 2))


@lettered
def system_of_three(rng: Random) -> str:
    return _system(rng, rng.sample((3, 4, 5, 7, 11), 3))


@lettered
def system_with_divisor(rng: Random) -> str:
    """x mod 4 = 3 and x mod 6 = 1: the moduli have a common divisor, and the remainders may contradict each other."""
    d, a, b = rng.randint(2, 4), *rng.sample((2, 3, 4, 5), 2)
    r = rng.randint(0, d * a * b)
    s = r if rng.random() < 0.7 else r + 1
    return _over(f"x mod {d * a} = {r % (d * a)} and x mod {d * b} = {s % (d * b)}")


# -- to prove ------------------------------------------------------------------------------------


def _divides(rng: Random, d: int, text: str) -> str:
    if d == 2 and rng.random() < 0.6:
        return f"{text} is even"
    ways = (f"{d} divides {text}", f"{text} is divisible by {d}", f"({text}) mod {d} = 0", f"{text} = 0 (mod {d})")
    return rng.choice(ways)


def _whole(rng: Random, claim: str, letters: str = "x") -> str:
    return f"prove {claim} where {letters} {rng.choice(('integer', 'integer', 'natural'))}"


@lettered
def neighbours(rng: Random) -> str:
    """x*(x + 1), written in brackets or multiplied out: k neighbours have a product that k! divides."""
    k, start = rng.choice((2, 2, 3)), rng.randint(-2, 2)
    factors = [polynomial((1, start + i)) for i in range(k)]
    d = {2: 2, 3: 6}[k]
    text = "*".join(f if " " not in f else f"({f})" for f in factors)
    return _whole(rng, _divides(rng, rng.choice([e for e in range(2, d + 1) if d % e == 0]), text))


@lettered
def consecutive(rng: Random) -> str:
    """x^3 - x + 12*x: a product of neighbours and a multiple of the divisor, multiplied out."""
    k, start = rng.choice((2, 3, 3, 4)), rng.randint(-2, 1)
    p: list[Number] = [1]
    for i in range(k):
        p = product(p, (1, start + i))
    d = prod(range(2, k + 1))
    d = rng.choice([e for e in range(2, d + 1) if d % e == 0])
    more = [d * rng.randint(-2, 2) for _ in range(rng.randint(1, k))]
    return _whole(rng, _divides(rng, d, polynomial(plus(p, more))))


@lettered
def fermat(rng: Random) -> str:
    """5 divides x^5 - x (Fermat), and multiples."""
    p = rng.choice((3, 5, 7))
    k, j = rng.choice((1, 1, 2, 3)), rng.randint(-2, 2)
    text = summed([(k, f"x^{p}"), (-k + p * j, "x")])
    return _whole(rng, _divides(rng, p, text))


@lettered
def squares_leave(rng: Random) -> str:
    """x is odd |- x^2 mod 8 = 1; x mod 3 = 1 |- (x^2 + x) mod 3 = 2."""
    if rng.random() < 0.2:
        return "prove x is odd |- x^2 mod 8 = 1 where x integer"
    m, a, b = rng.randint(3, 12), nonzero(rng, 5), rng.choice((0, nonzero(rng, 5)))
    r, n = rng.randint(0, m - 1), rng.choice((2, 2, 3))
    value = (a * r**n + b * r) % m
    left = summed([(a, f"x^{n}"), (b, "x")])
    return _whole(rng, f"x mod {m} = {r} |- {_side(left)} mod {m} = {value}")


@lettered
def never(rng: Random) -> str:
    """x^2 mod 4 != 3: a remainder that no square leaves."""
    m, a = rng.choice((3, 4, 5, 7, 8, 9, 11, 12, 16)), rng.choice((0, 0, nonzero(rng, 4)))
    there = {(n * n + a * n) % m for n in range(m)}
    missing = [r for r in range(m) if r not in there]
    return _whole(rng, f"{_side(summed([(1, 'x^2'), (a, 'x')]))} mod {m} != {rng.choice(missing)}")


@lettered
def roots_divide(rng: Random) -> str:
    """x^2 is even |- x is even; for primes."""
    p, n = rng.choice(PRIMES), rng.choice((2, 2, 3, 4))
    if p == 2 and rng.random() < 0.7:
        return f"prove x^{n} is {(word := rng.choice(('even', 'odd')))} |- x is {word} where x integer"
    return f"prove {p} divides x^{n} |- {p} divides x where x integer"


@lettered
def of_two(rng: Random) -> str:
    """x mod 5 = 3, y mod 5 = 4 |- (x*y + x) mod 5 = 0."""
    m = rng.randint(3, 12)
    r, s, a, b = rng.randint(0, m - 1), rng.randint(0, m - 1), nonzero(rng, 4), rng.choice((0, nonzero(rng, 4)))
    text, value = summed([(a, "x*y"), (b, "x")]), a * r * s + b * r
    return f"prove x mod {m} = {r}, y mod {m} = {s} |- {_side(text)} mod {m} = {value % m} where x, y integer"


@lettered
def difference_of_powers(rng: Random) -> str:
    """a - b divides a^n - b^n."""
    b = rng.randint(1, 9)
    a = b + rng.randint(2, 9)
    minus = "1" if b == 1 else f"{b}^x"
    return f"prove {_divides(rng, a - b, f'{a}^x - {minus}')} where x natural"


@lettered
def power_and_line(rng: Random) -> str:
    """9 divides 4^x + 15*x - 1: (a - 1)^2 divides a^x - (a - 1)*x - 1."""
    a = rng.randint(3, 8)
    d = (a - 1) ** 2
    slope = -(a - 1) + d * rng.randint(-1, 2)
    return f"prove {_divides(rng, d, joined(summed([(1, f'{a}^x'), (slope, 'x')]), -1))} where x natural"


@lettered
def two_powers(rng: Random) -> str:
    """133 divides 11^(x + 2) + 12^(2*x + 1): two powers with c^k = b (mod d)."""
    d = rng.randint(5, 40)
    c = rng.randint(2, 12)
    k, j, i = rng.randint(1, 3), rng.randint(0, 2), rng.randint(1, 3)
    b = pow(c, k, d) or d
    if b < 2:
        b += d
    exponent = times(k, "x") if j == 0 else f"{times(k, 'x')} + {j}"
    factor = -pow(c, j, d) % d or d
    left = f"{i}*{c}^({exponent})" if i > 1 else f"{c}^({exponent})"
    return f"prove {_divides(rng, d, f'{left} + {i * factor}*{b}^x')} where x natural"


@lettered
def last_digit(rng: Random) -> str:
    """6^x mod 10 = 6 for x >= 1; 7^(4*x + 1) mod 10 = 7."""
    if rng.random() < 0.3:
        c = rng.choice((5, 6, 15, 16, 25, 26))
        return f"prove x >= 1 |- {c}^x mod 10 = {c % 10} where x natural"
    c, j = rng.choice((2, 3, 4, 7, 8, 9, 12, 13)), rng.randint(1, 3)
    return f"prove {c}^(4*x + {j}) mod 10 = {pow(c, j, 10)} where x natural"


REMAINDERS = Topic(
    "remainders",
    "remainders, common divisors and congruences of whole numbers",
    {
        1: (remainder, common_divisor, shifted),
        2: (common_divisor_of_large, remainder_of_expression, multiple),
        3: (remainder_of_power, multiple_with_divisor, both_sides, in_bounds),
        4: (common_divisor_of_three, square, system),
        5: (remainder_of_powers, system_of_three, system_with_divisor),
    },
)
DIVISIBILITY = Topic(
    "divisibility",
    "what divides what, for all whole numbers, to prove",
    {
        2: (neighbours, squares_leave),
        3: (consecutive, roots_divide, never),
        4: (fermat, of_two, difference_of_powers, last_digit),
        5: (power_and_line, two_powers),
    },
)

__all__ = ["DIVISIBILITY", "REMAINDERS"]
