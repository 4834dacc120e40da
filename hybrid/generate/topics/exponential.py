"""Exponential and logarithmic equations: the unknown in an exponent, or within a logarithm."""

from __future__ import annotations

import math
from random import Random

from hybrid.generate.topic import Topic
from hybrid.generate.topics import backward
from hybrid.generate.topics.writing import either_way, for_x, lettered, linear, solve
from hybrid.learn import long_problems as long
from hybrid.learn.texts import joined, nonzero, polynomial, product, several, summed, times


def power(base: object, exponent: str) -> str:
    return f"{base}^{exponent}" if exponent.isalnum() else f"{base}^({exponent})"


def small(base: int | str, *exponents: int) -> bool:
    """Whether the powers with these exponents have at most some twenty digits."""
    return all(abs(n) * (math.log2(base) if isinstance(base, int) else 1.5) <= 80 for n in exponents)


@lettered
def power_is_power(rng: Random) -> str:
    """b^(x + a) = b^n, the right side worked out."""
    base, n, a = rng.choice((2, 2, 3, 4, 5, 6, 7, 10)), rng.randint(0, 4), rng.choice((0, nonzero(rng, 9)))
    exponent = rng.choice((joined("x", a), f"{abs(a) + 1} - x"))
    value = str(base**n) if rng.random() < 0.75 or n == 0 else f"1/{base**n}"
    k = rng.choice((1, 1, 1, 2, 3, 5))
    if k > 1 and value.isdigit():
        return either_way(rng, f"{k}*{power(base, exponent)}", k * base**n)
    return either_way(rng, power(base, exponent), value)


@lettered
def exponents_equal(rng: Random) -> str:
    """b^(a*x + c) = b^(d*x + e)."""
    base, (a, d), r, n = rng.choice((2, 3, 5, 7, 10, "e")), several(rng, 2, 9), nonzero(rng, 9), rng.randint(-9, 20)
    b, c = n - a * r, n - d * r
    return solve(power(base, linear(a, b)), power(base, linear(d, c))) if small(base, b, c) else exponents_equal(rng)


@lettered
def line_in_exponent(rng: Random) -> str:
    """k*b^(a*x + c) + m = n."""
    base, n = rng.choice(((2, 5), (3, 4), (4, 3), (5, 3), (6, 2), (7, 2), (10, 3)))
    n = rng.randint(0, n)
    k, a, r, m = rng.choice((1, 1, 2, 3, 4, 5)), rng.choice((1, 2, 3, 4, -1, -2)), nonzero(rng, 9), nonzero(rng, 20)
    return either_way(rng, joined(times(k, power(base, linear(a, n - a * r))), m), k * base**n + m)


@lettered
def different_bases(rng: Random) -> str:
    """(b^p)^(x + a) = (b^q)^(c*x + d), the bases worked out."""
    base, top = rng.choice(((2, 5), (3, 4), (5, 3), (10, 3), (7, 2), (6, 2)))
    p, q = rng.sample(range(1, top + 1), 2) if top > 2 else (1, 2)
    a, c, d = nonzero(rng, 9), rng.choice((1, 1, 2, 3)), rng.choice((0, nonzero(rng, 9)))
    c += p == q * c
    return solve(power(base**p, joined("x", a)), power(base**q, linear(c, d)))


@lettered
def by_logarithm(rng: Random) -> str:
    """k*b^(a*x + c) = n with n no power of b: the answer is a logarithm."""
    base, a, c = rng.choice((2, 3, 5, 7, "e", "e")), rng.choice((1, 1, 2, 3, 4)), rng.choice((0, nonzero(rng, 9)))
    n, k = rng.choice([n for n in range(2, 40) if n not in (4, 8, 9, 16, 25, 27, 32, base)]), rng.choice((1, 1, 2, 3))
    m = rng.choice((0, 0, nonzero(rng, 12)))
    return either_way(rng, joined(times(k, power(base, linear(a, c))), m), k * n + m)


@lettered
def sum_of_powers(rng: Random) -> str:
    """p*b^(x + m) + q*b^(x + n) = c, where b^x is taken out."""
    base = rng.choice((2, 2, 3, 5))
    (m, n), (p, q) = rng.sample(range(-1, 4), 2), several(rng, 2, 5)
    p = abs(p)
    r = rng.randint(1, 4 if base < 5 else 2)
    value = p * base ** (r + m) + q * base ** (r + n)
    if value <= 0:
        q, value = -q, p * base ** (r + m) - q * base ** (r + n)
    sign = "+" if q > 0 else "-"
    first, second = times(p, power(base, joined("x", m))), times(abs(q), power(base, joined("x", n)))
    return either_way(rng, f"{first} {sign} {second}", value)


@lettered
def quadratic_exponent(rng: Random) -> str:
    """b^(x^2 + c*x) = b^(d*x + e), or a number."""
    base, (r, s), a, k = rng.choice((2, 3, 5, 7, 10, "e")), several(rng, 2, 9), nonzero(rng, 9), rng.choice((1, 1, 2))
    if not small(base, k * r * s, a * r - k * r * s, a * s - k * r * s):
        return quadratic_exponent(rng)
    return solve(power(base, polynomial((k, k * (-r - s) + a, 0))), power(base, polynomial((a, -k * r * s))))


brackets_in_exponent = for_x(long.exponent_brackets)


@lettered
def quadratic_in_power(rng: Random) -> str:
    """a*b^(2*x) + c*b^x + d = 0, also written with the base squared; a root may be negative: no solution there."""
    base, top = rng.choice(((2, 6), (2, 6), (3, 4), (4, 3), (5, 3)))
    p = base ** rng.randint(0, top)
    q = rng.choice((base ** rng.randint(0, top), -rng.randint(1, 9), rng.randint(2, 9)))
    a = rng.choice((1, 1, 1, 2, 3))
    _, b, c = product((a, -a * p), (1, -q))
    square = rng.choice((f"{base}^(2*x)", f"{base * base}^x"))
    k, m = rng.choice((0, nonzero(rng, 9))), rng.choice((0, nonzero(rng, 20)))
    left = summed([(a, square), (b + k, f"{base}^x"), (c + m, "")])
    return solve(left, summed([(k, f"{base}^x"), (m, "")]))


@lettered
def quadratic_in_e(rng: Random) -> str:
    """a*e^(2*x) + b*e^x + c = 0."""
    p, q, a = rng.randint(1, 12), rng.choice((rng.randint(1, 12), -rng.randint(1, 12))), rng.choice((1, 1, 2, 3))
    _, b, c = product((a, -p), (1, -q))
    k = rng.choice((1, 1, 1, 2))
    n, m = rng.choice((0, nonzero(rng, 9))), rng.choice((0, nonzero(rng, 20)))
    first = power("e", polynomial((k, 0)))
    return solve(summed([(a, f"e^({2 * k}*x)"), (b + n, first), (c + m, "")]), summed([(n, first), (m, "")]))


@lettered
def power_and_inverse(rng: Random) -> str:
    """b^x + c*b^(-x) = d."""
    base, top = rng.choice(((2, 7), (3, 5), (5, 4), (7, 3)))
    m, n = rng.sample(range(1, top + 1), 2)
    return either_way(rng, f"{base}^x + {times(base ** (m + n), f'{base}^(-x)')}", base**m + base**n)


@lettered
def two_bases(rng: Random) -> str:
    """p*b^(x + m) = q*c^(x + n): logarithms of both sides."""
    b, c = rng.sample((2, 3, 5, 7), 2)
    m, n = rng.choice((0, nonzero(rng, 9))), rng.choice((0, nonzero(rng, 9)))
    k, j = rng.randint(1, 5), rng.randint(1, 5)
    return solve(power(b, linear(k, m)), power(c, linear(j, n)))


EXPONENTIAL = Topic(
    "exponential-equations",
    "equations with the unknown in the exponent, with one base or several, quadratics in a power",
    {
        1: (power_is_power,),
        2: (exponents_equal, line_in_exponent),
        3: (different_bases, by_logarithm, brackets_in_exponent, backward.exponential),
        4: (sum_of_powers, quadratic_in_power, quadratic_exponent),
        5: (quadratic_in_e, quadratic_in_power, two_bases),
    },
)

# -- logarithms ----------------------------------------------------------------------------------

BASES = ((2, 6), (2, 6), (3, 4), (4, 3), (5, 3), (6, 2), (7, 2), (10, 3))


def logarithm(of: str, base: object) -> str:
    return f"ln({of})" if base == "e" else f"log({of})" if base == 10 else f"log({of}, {base})"


@lettered
def of_unknown(rng: Random) -> str:
    """k*log(x, b) + m = n."""
    base, top = rng.choice((*BASES, ("e", 9)))
    n, k, m = rng.randint(-1, int(top)), rng.choice((1, 1, 2, 3, 4, 5)), rng.choice((0, 0, nonzero(rng, 9)))
    return either_way(rng, joined(times(k, logarithm("x", base)), m), k * n + m)


@lettered
def of_line(rng: Random) -> str:
    """log(a*x + c, b) = n."""
    base, top = rng.choice(BASES)
    n, a, c = rng.randint(0, top), rng.choice((1, 2, 3, 4, 5, 6, -1, -2)), nonzero(rng, 20)
    k, m = rng.choice((1, 1, 1, 2, 3)), rng.choice((0, 0, nonzero(rng, 9)))
    return either_way(rng, joined(times(k, logarithm(linear(a, c), base)), m), k * n + m)


@lettered
def natural(rng: Random) -> str:
    """k*ln(a*x + c) + m = n: the answer has e in it."""
    n, a, c = nonzero(rng, 6), rng.randint(1, 9), nonzero(rng, 15)
    k, m = rng.choice((1, 1, 2, 3)), rng.choice((0, nonzero(rng, 9)))
    return either_way(rng, joined(times(k, f"ln({linear(a, c)})"), m), k * n + m)


@lettered
def equal_logarithms(rng: Random) -> str:
    """log(a*x + c) = log(d*x + e), the root where both are positive or not."""
    base, (a, d), r = rng.choice((2, 3, 10, "e")), several(rng, 2, 9), nonzero(rng, 9)
    value = rng.choice((rng.randint(1, 20), rng.randint(1, 20), -rng.randint(1, 5)))
    return solve(logarithm(linear(a, value - a * r), base), logarithm(linear(d, value - d * r), base))


@lettered
def of_quadratic(rng: Random) -> str:
    """log(x^2 + p*x + q, b) = n."""
    base, top = rng.choice(BASES)
    n, (r, s) = rng.randint(0, top), several(rng, 2, 9)
    return either_way(rng, logarithm(polynomial((1, -r - s, r * s + base**n)), base), n)


@lettered
def quadratic_and_line(rng: Random) -> str:
    """log(x^2 + p*x + q) = log(a*x + c)."""
    base, (r, s), a, c = rng.choice((2, 3, 10, "e", "e")), several(rng, 2, 8), nonzero(rng, 6), nonzero(rng, 12)
    return solve(logarithm(polynomial((1, a - r - s, r * s + c)), base), logarithm(linear(a, c), base))


@lettered
def sum_is_number(rng: Random) -> str:
    """log(x + a, b) + log(x + c, b) = n; the second candidate is outside the domain."""
    base, top = rng.choice(BASES)
    n = rng.randint(1, top)
    p = rng.choice([k for k in range(1, base**n + 1) if base**n % k == 0])
    r = nonzero(rng, 12)
    a, c = p - r, base**n // p - r
    return either_way(rng, f"{logarithm(joined('x', a), base)} + {logarithm(joined('x', c), base)}", n)


@lettered
def difference_is_number(rng: Random) -> str:
    """log(x + a, b) - log(x + c, b) = n."""
    base, top = rng.choice(BASES)
    n = rng.randint(1, min(top, 3))
    r, low = nonzero(rng, 12), rng.randint(1, 5)
    first, second = logarithm(joined("x", low * base**n - r), base), logarithm(joined("x", low - r), base)
    return either_way(rng, f"{first} - {second}", n)


@lettered
def sum_is_logarithm(rng: Random) -> str:
    """ln(x + a) + ln(x + b) = ln(c*x + d), or a difference."""
    r, u, v, base = nonzero(rng, 9), rng.randint(1, 9), rng.randint(1, 9), rng.choice((2, 3, 10, "e", "e"))
    c = rng.choice((0, 0, 1, 2, 3, 4))
    if rng.random() < 0.6:
        left = f"{logarithm(joined('x', u - r), base)} + {logarithm(joined('x', v - r), base)}"
        return solve(left, logarithm(linear(c, u * v - c * r), base))
    left = f"{logarithm(joined('x', u * v - r), base)} - {logarithm(joined('x', v - r), base)}"
    return solve(left, logarithm(str(u), base) if u > 1 else logarithm(linear(1, 1 - r), base))


@lettered
def twice(rng: Random) -> str:
    """2*log(x + a) = log(c*x + d)."""
    r, value, c, base = nonzero(rng, 9), rng.randint(1, 9), nonzero(rng, 9), rng.choice((2, 3, 10, "e", "e"))
    return either_way(
        rng, f"2*{logarithm(joined('x', value - r), base)}", logarithm(linear(c, value * value - c * r), base)
    )


@lettered
def quadratic_in_logarithm(rng: Random) -> str:
    """a*log(x, b)^2 + c*log(x, b) + d = 0."""
    base, top = rng.choice((*BASES, ("e", 9), ("e", 9)))
    m, n, a = rng.randint(-1, int(top)), rng.randint(-1, int(top)), rng.choice((1, 1, 2, 3))
    m += m == n
    _, b, c = product((a, -a * m), (1, -n))
    of = logarithm(joined("x", rng.choice((0, 0, nonzero(rng, 9)))), base)
    k, d = rng.choice((0, nonzero(rng, 9))), rng.choice((0, nonzero(rng, 9)))
    return solve(summed([(a, f"{of}^2"), (b + k, of), (c + d, "")]), summed([(k, of), (d, "")]))


@lettered
def nested(rng: Random) -> str:
    """log(log(a*x + c, b), d) = n, and ln(k*log(...) + m) = 0."""
    (b, d), n = rng.choice(((2, 2), (2, 3), (3, 2), (2, 4), (10, 2))), rng.choice((0, 0, 1))
    a, c = rng.randint(1, 6), nonzero(rng, 15)
    if rng.random() < 0.5:
        return solve(logarithm(logarithm(linear(a, c), b), d), n)
    k, m = rng.randint(1, 4), rng.randint(0, 3)
    return solve(f"ln({joined(times(k, logarithm(linear(a, c), b)), 1 - m * k)})", 0)


@lettered
def other_base(rng: Random) -> str:
    """log(x + a, b) + log(x + a, b^2) = n, and log(n, x + a) = m."""
    if rng.random() < 0.5:
        base, m, a = rng.randint(2, 9), rng.choice((2, 2, 3)), rng.choice((0, nonzero(rng, 15)))
        k, n = rng.choice((1, 1, 2, 3)), rng.choice((0, nonzero(rng, 12)))
        return solve(joined(times(k, f"log({base**m}, {joined('x', a)})"), n), k * m + n)
    base, k = rng.choice((2, 3, 5)), rng.choice((1, 1, 2))
    of, p, q = linear(rng.randint(1, 6), rng.choice((0, nonzero(rng, 15)))), rng.randint(1, 3), 1
    left = f"{times(p, logarithm(of, base))} + {times(q, logarithm(of, base * base))}"
    return solve(left, (2 * p + q) * k)


LOGARITHMIC = Topic(
    "logarithmic-equations",
    "equations with the unknown within logarithms: one, several, squared, nested; the domain decides",
    {
        1: (of_unknown, of_line),
        2: (of_line, natural, equal_logarithms, backward.logarithmic),
        3: (of_quadratic, difference_is_number, quadratic_and_line),
        4: (sum_is_number, sum_is_logarithm, twice),
        5: (quadratic_in_logarithm, nested, other_base, sum_is_logarithm),
    },
)

__all__ = ["EXPONENTIAL", "LOGARITHMIC"]
