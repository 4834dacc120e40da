"""Radical equations: the unknown under roots. Squaring gives candidates, of which some are no solutions; those
families draw one candidate that is good and take whatever the other is.
"""

from __future__ import annotations

from fractions import Fraction
from random import Random

from hybrid.generate.topic import Topic
from hybrid.generate.topics import backward
from hybrid.generate.topics.writing import either_way, lettered, linear, shifted, solve
from hybrid.learn.texts import joined, nonzero, polynomial, product, several, times


@lettered
def root_is_number(rng: Random) -> str:
    """sqrt(a*x + b) = c; now and then c is negative."""
    a, c, r = rng.choice((1, 1, 2, 3, 4, 5, -1, -2)), rng.randint(1, 12), nonzero(rng, 15)
    c = -c if rng.random() < 0.05 else c
    return either_way(rng, f"sqrt({linear(a, c * c - a * r)})", c)


@lettered
def to_isolate(rng: Random) -> str:
    """k*sqrt(a*x + b) + m = n."""
    k, a, c, r, m = (
        rng.randint(2, 6),
        rng.choice((1, 2, 3, 5, -1)),
        rng.randint(0, 9),
        nonzero(rng, 12),
        nonzero(rng, 15),
    )
    root = f"sqrt({linear(a, c * c - a * r)})"
    shape = rng.randrange(4)
    if shape == 0:
        return either_way(rng, f"{m + k * c} - {times(k, root)}" if m + k * c > 0 else joined(times(-k, root), m), m)
    if shape == 1:
        return either_way(rng, joined(f"{root}/{k}", m), Fraction(c, k) + m)
    return either_way(rng, joined(times(k, root), m), k * c + m)


@lettered
def cube_root(rng: Random) -> str:
    """cbrt(a*x + b) = c, and the fourth root."""
    n = rng.choice((3, 3, 4))
    a, r, m = rng.choice((1, 2, 3, 5, 7)), nonzero(rng, 15), rng.choice((0, 0, nonzero(rng, 9)))
    c = nonzero(rng, 6) if n == 3 else rng.randint(1, 4)
    root = f"{'cbrt(' if n == 3 else 'root('}{linear(a, c**n - a * r)}{')' if n == 3 else ', 4)'}"
    return either_way(rng, joined(root, m), c + m)


@lettered
def two_equal_roots(rng: Random) -> str:
    """sqrt(a*x + b) = sqrt(c*x + d), or k times the one."""
    (a, c), r, k = several(rng, 2, 9), nonzero(rng, 9), rng.choice((1, 1, 1, 2, 3))
    value = rng.randint(-2, 12)  # of what is under the first root, at r; negative: no solution
    c += c == k * k * a
    return solve(
        times(k, f"sqrt({linear(a, value - a * r)})"), f"sqrt({linear(c or 11, k * k * value - (c or 11) * r)})"
    )


@lettered
def root_and_line(rng: Random) -> str:
    """sqrt(a*x + b) = c*x + d."""
    a, c, r, value = nonzero(rng, 9), rng.choice((1, 1, 1, 2, 3, -1)), nonzero(rng, 9), rng.randint(0, 9)
    return either_way(rng, f"sqrt({linear(a, value**2 - a * r)})", linear(c, value - c * r))


@lettered
def root_plus_unknown(rng: Random) -> str:
    """x - sqrt(a*x + b) = c, or k*sqrt(...) + x = c."""
    a, r, value, k = nonzero(rng, 9), nonzero(rng, 9), rng.randint(0, 6), rng.choice((1, 1, 2, 3))
    root = times(k, f"sqrt({linear(a, value**2 - a * r)})")
    sign = rng.choice((1, -1))
    return solve(f"x {'+' if sign > 0 else '-'} {root}", r + sign * k * value)


@lettered
def root_of_quadratic(rng: Random) -> str:
    """sqrt(x^2 + b*x + c) = d, or a line that makes it linear."""
    (r, s), d, k = several(rng, 2, 9), rng.randint(1, 9), rng.choice((1, 1, 2, 3))
    m = rng.choice((0, 0, nonzero(rng, 9)))
    return either_way(rng, joined(times(k, f"sqrt({polynomial((1, -r - s, r * s + d * d))})"), m), k * d + m)


@lettered
def root_of_quadratic_and_line(rng: Random) -> str:
    """sqrt(a*x^2 + b*x + c) = d*x + e, with one solution drawn."""
    r, value, d, a = nonzero(rng, 8), rng.randint(0, 9), rng.choice((1, 1, 2, -1)), rng.choice((1, 2, 3))
    b = nonzero(rng, 9)
    inside = polynomial((a, b, value * value - a * r * r - b * r))
    return either_way(rng, f"sqrt({inside})", linear(d, value - d * r))


@lettered
def root_of_product(rng: Random) -> str:
    """sqrt((x + a)*(x + b)) = c, sqrt(x + a)*sqrt(x + b) = c."""
    # (x + a)*(x + b) = c^2 with whole roots: c^2 = p*q, x + a = p
    c = rng.randint(2, 15)
    p = rng.choice([k for k in range(1, 6 * c) if c * c % k == 0])
    r = nonzero(rng, 20)
    a, b = p - r, c * c // p - r
    if rng.random() < 0.5:
        return either_way(rng, f"sqrt({shifted(a)}*{shifted(b)})", c)
    return either_way(rng, f"sqrt({joined('x', a)})*sqrt({joined('x', b)})", c)


@lettered
def sum_of_roots(rng: Random) -> str:
    """sqrt(x + a) + sqrt(x + b) = c, or the difference."""
    u, v = rng.sample(range(0, 13), 2)
    r, k = nonzero(rng, 15), rng.choice((1, 1, 1, 2, 3, 4))
    first, second = f"sqrt({linear(k, u * u - k * r)})", f"sqrt({linear(k, v * v - k * r)})"
    if rng.random() < 0.5:
        return either_way(rng, f"{first} + {second}", u + v)
    return either_way(rng, f"{first} - {second}", u - v)


@lettered
def different_roots(rng: Random) -> str:
    """sqrt(a*x + b) - sqrt(c*x + d) = e, with one solution drawn."""
    (a, c), (u, v), r = rng.sample(range(1, 6), 2), rng.sample(range(0, 9), 2), nonzero(rng, 9)
    first, second = f"sqrt({linear(a, u * u - a * r)})", f"sqrt({linear(c, v * v - c * r)})"
    shape = rng.randrange(3)
    if shape == 0:
        return solve(f"{first} + {second}", u + v)
    if shape == 1:
        return solve(f"{first} - {second}", u - v)
    return solve(first, joined(second, u - v))


@lettered
def quadratic_in_root(rng: Random) -> str:
    """x + b*sqrt(x) + c = 0: a quadratic for the root, which is not negative."""
    r, s, k, m = nonzero(rng, 9), nonzero(rng, 9), rng.choice((1, 1, 2, 3)), rng.choice((0, 0, 0, nonzero(rng, 9)))
    s += r + s == 0
    b, c = -k * (r + s), k * r * s
    under, of = ("x", times(k, "x")) if m == 0 else (joined("x", m), times(k, "x"))
    c = c + k * m
    middle = f"{'-' if b < 0 else '+'} {times(abs(b), f'sqrt({under})')}" if b else ""
    if rng.random() < 0.5 and c > 0 > b:
        return solve(joined(of, c), times(-b, f"sqrt({under})"))
    return solve(joined(f"{of} {middle}".strip(), c), 0)


@lettered
def nested(rng: Random) -> str:
    """sqrt(a + k*sqrt(b*x + c)) = d."""
    inner, d, k, b, r = (
        rng.randint(0, 9),
        rng.randint(1, 9),
        rng.choice((1, 1, 2, 3)),
        rng.randint(1, 5),
        nonzero(rng, 12),
    )
    a = d * d - k * inner
    root = times(k, f"sqrt({linear(b, inner * inner - b * r)})")
    under = f"{a} + {root}" if a > 0 else joined(root, a)
    if rng.random() < 0.3:
        a = d * d + k * inner
        under = f"{a} - {root}"
    return either_way(rng, f"sqrt({under})", d)


@lettered
def nested_with_unknown(rng: Random) -> str:
    """sqrt(x + a + sqrt(b*x + c)) = d, whose other candidate may be none."""
    inner, d, b, r = rng.randint(0, 6), rng.randint(1, 9), rng.randint(1, 9), nonzero(rng, 12)
    a = d * d - r - inner
    return either_way(rng, f"sqrt({joined('x', a)} + sqrt({linear(b, inner * inner - b * r)}))", d)


@lettered
def cube_roots(rng: Random) -> str:
    """cbrt(x^3 + b*x^2 + c*x + d) = x + a."""
    a, (r, s), k = nonzero(rng, 6), several(rng, 2, 7), rng.choice((1, 1, 2, 3))
    p = product((k, -k * r), (1, -s))
    inside = (1, 3 * a + p[0], 3 * a * a + p[1], a**3 + p[2])
    return either_way(rng, f"cbrt({polynomial(inside)})", joined("x", a))


RADICAL = Topic(
    "radical-equations",
    "equations with roots: isolated, nested, several roots, candidates that are no solutions",
    {
        1: (root_is_number,),
        2: (to_isolate, cube_root, two_equal_roots, backward.radical),
        3: (root_and_line, root_plus_unknown, root_of_quadratic),
        4: (root_of_quadratic_and_line, root_of_product, sum_of_roots, quadratic_in_root, nested),
        5: (different_roots, nested_with_unknown, cube_roots),
    },
)
