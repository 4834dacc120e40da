"""Quadratic equations: two roots, one, or none; by square roots, by factors, by the formula.

Roots are drawn first wherever they are rational; surd roots come from `(x - p)^2 = m` multiplied out.
"""

from __future__ import annotations

from fractions import Fraction
from math import gcd, isqrt
from random import Random

from hybrid.generate.topic import Topic
from hybrid.generate.topics import backward
from hybrid.generate.topics.writing import either_way, for_x, lettered, linear, shifted, solve, spread
from hybrid.learn import first_problems as first
from hybrid.learn import long_problems as long
from hybrid.learn.texts import coprime, joined, nonzero, plus, polynomial, product, several, times


@lettered
def pure_square(rng: Random) -> str:
    """a*x^2 + b = c."""
    r, a, b = rng.randint(1, 12), rng.choice((1, 1, 2, 3, 4, 5)), rng.choice((0, nonzero(rng, 20)))
    return either_way(rng, polynomial((a, 0, b)), a * r * r + b)


@lettered
def square_of_sum(rng: Random) -> str:
    """(a*x + b)^2 = n^2."""
    n, a, b = rng.randint(1, 12), rng.choice((1, 1, 1, 2, 3)), nonzero(rng, 12)
    return either_way(rng, f"({polynomial((a, b))})^2", n * n)


@lettered
def factors(rng: Random) -> str:
    """(a*x + b)*(c*x + d) = 0."""
    a, c = rng.choice((1, 1, 2, 3)), rng.choice((1, 1, 1, 2, 5))
    b, d = several(rng, 2, 12)
    return solve(f"({linear(a, b)})*({linear(c, d)})", 0)


@lettered
def without_constant(rng: Random) -> str:
    """a*x^2 = b*x, in one form or another."""
    a, b = rng.randint(1, 12), nonzero(rng, 36)
    if rng.random() < 0.5:
        return solve(polynomial((a, -b, 0)), 0)
    return either_way(rng, polynomial((a, 0, 0)), polynomial((b, 0)))


def written(rng: Random, a: int, b: int, c: int) -> str:
    """a*x^2 + b*x + c = 0, its terms spread over the sides in one of several ways."""
    k, m = nonzero(rng, 9), nonzero(rng, 12)
    left, right = rng.choice(
        (
            ((a, b, c), (0,)),
            ((a, b, c), (0,)),
            ((a, b, 0), (-c,)),
            ((a, 0, 0), (-b, -c)),
            ((a, 0, c), (-b, 0)),
            ((a, b + k, c), (k, 0)),
            ((a, b, c + m), (m,)),
            ((a + abs(k), b, c), (abs(k), 0, 0)),
        )
    )
    return either_way(rng, polynomial(left), polynomial(right), 0.1)


@lettered
def monic(rng: Random) -> str:
    r, s = nonzero(rng, 12), nonzero(rng, 12)
    return written(rng, 1, -(r + s), r * s)


@lettered
def multiple(rng: Random) -> str:
    """A monic one times a number."""
    r, s, k = nonzero(rng, 9), nonzero(rng, 9), rng.randint(2, 6)
    return written(rng, k, -k * (r + s), k * r * s)


@lettered
def leading_coefficient(rng: Random) -> str:
    """(p*x - q)*(m*x - s) multiplied out."""
    p, q = coprime(rng, 7)
    a, b, c = product((p, rng.choice((-q, q))), (rng.choice((1, 1, 2, 3)), nonzero(rng, 9)))
    return written(rng, int(a), int(b), int(c))


@lettered
def product_is_number(rng: Random) -> str:
    """(x + a)*(x + b) = c."""
    r, a, b = nonzero(rng, 12), nonzero(rng, 12), nonzero(rng, 12)
    return either_way(rng, f"{shifted(a)}*{shifted(b)}", (r + a) * (r + b))


@lettered
def completed(rng: Random) -> str:
    """(x + p)^2 = m with m no square, as it is or multiplied out."""
    p, m, k = nonzero(rng, 12), rng.randint(2, 60), rng.choice((1, 1, 1, 2, 3))
    m += isqrt(m) ** 2 == m
    if rng.random() < 0.3:
        return either_way(rng, times(k, f"{shifted(p)}^2"), k * m)
    return written(rng, k, 2 * k * p, k * (p * p - m))


@lettered
def surd_roots(rng: Random) -> str:
    """By the formula: the discriminant is positive and no square."""
    while True:
        a, b, c = rng.choice((1, 2, 2, 3, 4, 5)), nonzero(rng, 12), nonzero(rng, 12)
        under = b * b - 4 * a * c
        if under > 0 and isqrt(under) ** 2 != under and gcd(a, b, c) == 1:
            return written(rng, a, b, c)


@lettered
def no_real_root(rng: Random) -> str:
    while True:
        a, b, c = rng.randint(1, 5), nonzero(rng, 12), rng.randint(1, 30)
        if b * b < 4 * a * c:
            return written(rng, a, b, c)


@lettered
def double_root(rng: Random) -> str:
    p, q = rng.randint(1, 9), nonzero(rng, 12)
    return written(rng, p * p, 2 * p * q, q * q)


@lettered
def fractional(rng: Random) -> str:
    """Halves and thirds as coefficients, rational roots."""
    r, s, k, m = nonzero(rng, 9), nonzero(rng, 9), rng.choice((2, 3, 4, 6)), rng.choice((0, 0, nonzero(rng, 6)))
    b, c = Fraction(r + s, -k), Fraction(r * s, k) + m
    middle = "" if b == 0 else f" {'-' if b < 0 else '+'} {times(abs(b), 'x')}"
    return solve(joined(f"x^2/{k}{middle}", c), m)


@lettered
def brackets_and_square(rng: Random) -> str:
    """k*(x + a)^2 + m*(x + b) = c, with one root drawn."""
    r, a, b = nonzero(rng, 9), nonzero(rng, 9), nonzero(rng, 9)
    k, m = rng.choice((1, 1, 2, 3)), nonzero(rng, 9)
    left = f"{times(k, shifted(a) + '^2')} {'+' if m > 0 else '-'} {times(abs(m), shifted(b))}"
    return solve(left, k * (r + a) ** 2 + m * (r + b))


@lettered
def products_each_side(rng: Random) -> str:
    """(p*x + a)*(x + b) = (x + c)*(x + d) + e, both roots drawn."""
    r, s = several(rng, 2, 8)
    p, a, b, c = rng.randint(2, 3), nonzero(rng, 8), nonzero(rng, 8), nonzero(rng, 8)
    # (p*x + a)*(x + b) - (p - 1)*(x - r)*(x - s) is a monic quadratic: (x + c)*(x + d) + e
    _, middle, last = plus(product((p, a), (1, b)), product((p - 1, -(p - 1) * r), (1, -s)), -1)
    d = int(middle) - c
    right = joined(f"{shifted(c)}*{shifted(d)}", int(last) - c * d)
    return solve(f"({polynomial((p, a))})*{shifted(b)}", right)


hidden = for_x(long.hidden_quadratic)
squares_and_products = for_x(long.squares_and_products)
three_squares = for_x(long.three_squares)
squares_compared = for_x(first.squares_compared)


QUADRATIC = Topic(
    "quadratic-equations",
    "quadratic equations: by square roots, by factoring, by completing the square, by the formula; surd roots, none",
    {
        1: (pure_square, square_of_sum, factors, without_constant, squares_compared),
        2: (monic, multiple, product_is_number),
        3: (leading_coefficient, completed, double_root, fractional, backward.quadratic),
        4: (surd_roots, no_real_root, brackets_and_square, backward.fraction_quadratic),
        5: (products_each_side, hidden, squares_and_products, three_squares, backward.fraction_quadratic),
    },
)

# -- higher degree -------------------------------------------------------------------------------


@lettered
def pure_power(rng: Random) -> str:
    """a*(x + b)^3 + c = d, or the fifth power."""
    n = rng.choice((3, 3, 3, 5))
    a, b, r = rng.choice((1, 1, 2, 3)), rng.choice((0, nonzero(rng, 9))), nonzero(rng, 6 if n == 3 else 3)
    c = rng.choice((0, nonzero(rng, 12)))
    return either_way(rng, joined(times(a, f"{shifted(b)}^{n}"), c), a * r**n + c)


@lettered
def factored(rng: Random) -> str:
    """A product of three or four linear factors is 0."""
    roots = several(rng, rng.choice((3, 3, 4)), 9)
    first_factor = rng.choice(("", "x*", f"{rng.randint(2, 5)}*x*"))
    return solve(first_factor + "*".join(f"({linear(rng.choice((1, 1, 2, 3)), -r)})" for r in roots[-3:]), 0)


@lettered
def common_power(rng: Random) -> str:
    """a*x^n = b*x^m, n - m being 1 or 2."""
    m, a, r = rng.randint(1, 5), rng.randint(1, 6), rng.randint(1, 9)
    d = rng.choice((1, 2))
    value = a * r**d if d == 2 else a * r * rng.choice((1, -1))
    low, high = f"x^{m}" if m > 1 else "x", f"x^{m + d}"
    if rng.random() < 0.5:
        return solve(f"{times(a, high)} {'-' if value > 0 else '+'} {times(abs(value), low)}", 0)
    return solve(times(a, high), times(value, low))


@lettered
def cubic_common_factor(rng: Random) -> str:
    """k*x*(p*x - r)*(x - s) multiplied out, on one or both sides."""
    k, p, r, s = rng.choice((1, 1, 2, 3)), rng.choice((1, 1, 2, 3)), nonzero(rng, 9), nonzero(rng, 9)
    a, b, c = product((k * p, -k * r), (1, -s))
    return solve(*spread(rng, (a, b, c, 0)))


@lettered
def grouping(rng: Random) -> str:
    """(x^2 + b)*(p*x + c) = 0 multiplied out: by grouping."""
    p, c, b = rng.choice((1, 1, 2, 3)), nonzero(rng, 12), rng.choice((-1, -4, -9, -16, -25, 1, 2, 3, 4, -2, -3, -5, 5))
    return solve(*spread(rng, product((1, 0, b), (p, c))))


@lettered
def three_roots(rng: Random) -> str:
    """A cubic with three small rational roots."""
    r, s, t = (nonzero(rng, 6) for _ in range(3))
    p = rng.choice((1, 1, 1, 2, 3))
    return solve(*spread(rng, product(product((p, -r), (1, -s)), (1, -t))))


@lettered
def biquadratic(rng: Random) -> str:
    """(a*x^2 - p)*(x^2 - q) = 0 multiplied out; p and q squares or not."""
    a = rng.choice((1, 1, 1, 1, 4, 9))
    p, q = (rng.choice((1, 4, 9, 16, 25, 36, 2, 3, 5, 6, 7, -1, -2, -3, -4, -9)) for _ in range(2))
    c4, c2, c0 = product((a, -p), (1, -q))
    k, m = rng.choice((0, nonzero(rng, 9))), rng.choice((0, nonzero(rng, 9)))
    return solve(polynomial((c4, 0, c2 + k, 0, c0 + m)), polynomial((k, 0, m)))


@lettered
def root_and_quadratic(rng: Random) -> str:
    """A cubic with one rational root; the quadratic that is left has surd roots or none."""
    r, b, c = nonzero(rng, 6), rng.randint(-8, 8), nonzero(rng, 8)
    p = rng.choice((1, 1, 1, 2))
    return solve(*spread(rng, product((1, b, c), (p, -r))))


@lettered
def biquadratic_of_sum(rng: Random) -> str:
    """(x + a)^4 + b*(x + a)^2 + c = 0, or the same with squares and a sum."""
    of = f"({joined('x', nonzero(rng, 9))})"
    if rng.random() < 0.4:
        p, q = rng.sample(range(1, 8), 2)
        return solve(polynomial((1, 0, -p * p - q * q, 0, p * p * q * q), of), 0)
    p, q, a = nonzero(rng, 9), nonzero(rng, 9), rng.choice((1, 1, 2, 3))
    b, c = product((a, -p), (1, -q))[1:]
    return solve(polynomial((a, b, c), of), 0)


@lettered
def quadratic_within(rng: Random) -> str:
    """u^2 + b*u + c = 0 for u = x^2 + a*x, whose values at whole x are drawn."""
    a, (r, s) = nonzero(rng, 6), several(rng, 2, 5)
    p, q = r * r + a * r, s * s + a * s
    c, m = rng.choice((0, nonzero(rng, 6))), rng.choice((0, nonzero(rng, 9)))
    p, q = p + c, q + c
    return solve(polynomial((1, -p - q, p * q + m), f"({polynomial((1, a, c))})"), m)


@lettered
def four_roots(rng: Random) -> str:
    r, s, t, u = (nonzero(rng, 4) for _ in range(4))
    p = rng.choice((1, 1, 1, 2))
    return solve(*spread(rng, product(product((p, -r), (1, -s)), product((1, -t), (1, -u)))))


@lettered
def quadratic_in_cube(rng: Random) -> str:
    """x^6 + b*x^3 + c = 0, and x^8 + b*x^4 + c = 0."""
    r, s, n = nonzero(rng, 3), nonzero(rng, 3), rng.choice((3, 3, 4))
    a, p, q = rng.choice((1, 1, 2, 8)), r**n, s**n
    k, m = rng.choice((0, nonzero(rng, 12))), rng.choice((0, nonzero(rng, 20)))
    zeros = [0] * (n - 1)
    return solve(polynomial((a, *zeros, -a * p - q + k, *zeros, p * q + m)), polynomial((k, *zeros, m)))


@lettered
def two_quadratics(rng: Random) -> str:
    """(x^2 + a*x + b)*(x^2 + c*x + d) = 0, each with rational roots, one multiplied out with x perhaps."""
    (r, s), t, u = several(rng, 2, 6), nonzero(rng, 6), nonzero(rng, 6)
    p, q = product((1, -r), (1, -s)), product((rng.choice((1, 2)), -t), (1, -u))
    if rng.random() < 0.5:
        return solve(f"({polynomial(p)})*({polynomial(q)})", 0)
    return solve(*spread(rng, product(p, (1, -t, 0))))


@lettered
def cubes_of_sums(rng: Random) -> str:
    """(x + a)^3 - x^3 = c, or (x + a)^3 = x^3 + b*x^2 + c, whose cubes go away."""
    r, a, k, m = nonzero(rng, 6), nonzero(rng, 6), nonzero(rng, 12), rng.choice((0, 0, nonzero(rng, 6)))
    value = (r + a) ** 3 - r**3 - m * r * r - k * r
    if rng.random() < 0.5:
        return solve(f"{shifted(a)}^3", polynomial((1, m, k, value)))
    return solve(f"{shifted(a)}^3 - x^3", polynomial((m, k, value)))


HIGHER = Topic(
    "higher-degree",
    "equations of degree three to eight: factors, powers in common, grouping, rational roots, substitution",
    {
        1: (pure_power, factored, common_power),
        2: (cubic_common_factor, grouping),
        3: (three_roots, biquadratic, biquadratic_of_sum, backward.cubic),
        4: (root_and_quadratic, quadratic_within, cubes_of_sums),
        5: (four_roots, quadratic_in_cube, two_quadratics),
    },
)

__all__ = ["HIGHER", "QUADRATIC"]
