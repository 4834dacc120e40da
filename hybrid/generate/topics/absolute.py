"""Equations with absolute values: one, several, one within another, and quadratics between the bars."""

from __future__ import annotations

from random import Random

from hybrid.generate.topic import Topic
from hybrid.generate.topics import backward
from hybrid.generate.topics.writing import either_way, lettered, linear, shifted, solve
from hybrid.learn.texts import joined, nonzero, polynomial, product, several, times


@lettered
def of_a_sum(rng: Random) -> str:
    """|x + a| = c; now and then c is negative."""
    a, c = nonzero(rng, 20), rng.randint(0, 20)
    c = -c if rng.random() < 0.06 else c
    return either_way(rng, f"|{rng.choice((joined('x', a), f'{abs(a)} - x'))}|", c)


@lettered
def of_a_line(rng: Random) -> str:
    """|a*x + b| = c."""
    a, b, r = rng.choice((2, 3, 4, 5, -2, -3)), nonzero(rng, 20), rng.randint(-12, 12)
    c = abs(a * r + b)
    return either_way(rng, f"|{linear(a, b)}|", c)


@lettered
def to_isolate(rng: Random) -> str:
    """k*|a*x + b| + m = n."""
    k, a, b, m = rng.randint(2, 6), rng.randint(1, 4), nonzero(rng, 12), nonzero(rng, 15)
    c = abs(a * nonzero(rng, 9) + b)
    bars = f"|{polynomial((a, b))}|"
    shown = rng.random()
    if shown < 0.3:
        return (
            either_way(rng, joined(f"{bars}/{k}", m), c + m) if c % 2 else solve(f"{m + k * c} - {times(k, bars)}", m)
        )
    return either_way(rng, joined(times(k, bars), m), k * c + m)


@lettered
def both_sides(rng: Random) -> str:
    """|a*x + b| = |c*x + d|."""
    (a, c), b, d = rng.sample(range(1, 8), 2), nonzero(rng, 12), nonzero(rng, 12)
    return solve(f"|{linear(rng.choice((a, -a)), b)}|", f"|{polynomial((c, d))}|")


@lettered
def line_on_the_right(rng: Random) -> str:
    """|a*x + b| = c*x + d, a solution drawn; the other candidate may be none."""
    a, (r, c), b = rng.randint(1, 6), several(rng, 2, 8), nonzero(rng, 12)
    c += abs(c) == a
    return either_way(rng, f"|{polynomial((a, b))}|", linear(c, abs(a * r + b) - c * r))


@lettered
def of_a_fraction(rng: Random) -> str:
    """|(a*x + b)/c| = d, and |a*x + b|/c + m = n."""
    a, b, c, m = rng.randint(1, 5), nonzero(rng, 15), rng.randint(2, 9), rng.choice((0, nonzero(rng, 9)))
    d = rng.randint(1, 9)
    bars = f"|({polynomial((a, b))})/{c}|" if rng.random() < 0.5 else f"|{polynomial((a, b))}|/{c}"
    return either_way(rng, joined(bars, m), d + m)


@lettered
def nested(rng: Random) -> str:
    """||a*x + b| - c| = d, with a number before the inner bars now and then."""
    a, b, c, d = rng.randint(1, 4), nonzero(rng, 12), rng.randint(1, 12), rng.randint(1, 12)
    inner = f"|{polynomial((a, b))}|"
    k = rng.choice((1, 1, 2, 3))
    return solve(f"|{times(k, inner)} - {c}|" if rng.random() < 0.7 else f"|{c} - {times(k, inner)}|", d)


@lettered
def quadratic_in_absolute(rng: Random) -> str:
    """x^2 + b*|x| + c = 0."""
    r, s, k = nonzero(rng, 12), nonzero(rng, 12), rng.choice((1, 1, 2, 3))
    s += r + s == 0
    a, b, c = k, -k * (r + s), k * r * s
    middle = f"{'-' if b < 0 else '+'} {times(abs(b), '|x|')}" if b else ""
    m = rng.choice((0, nonzero(rng, 9)))
    return solve(joined(f"{times(a, 'x^2')} {middle}".strip(), c + m), m)


@lettered
def of_a_quadratic(rng: Random) -> str:
    """|(x - r)*(x - s) + d| = d, multiplied out."""
    (r, s), d, a = several(rng, 2, 8), rng.randint(1, 24), rng.choice((1, 1, 1, 2))
    p = product((a, -a * r), (1, -s))
    m = rng.choice((0, 0, nonzero(rng, 9)))
    return either_way(rng, joined(f"|{polynomial((p[0], p[1], p[2] + d))}|", m), d + m)


@lettered
def quadratic_and_line(rng: Random) -> str:
    """|x^2 + b*x + c| = d*x + e: at two points, drawn, the inside equals the right side."""
    r, s, d = rng.randint(-6, 9), rng.randint(-6, 9), nonzero(rng, 5)
    e = max(-d * r, -d * s) + rng.randint(0, 6)
    p = product((1, -r), (1, -s))
    return solve(f"|{polynomial((1, p[1] + d, p[2] + e))}|", polynomial((d, e)))


@lettered
def of_a_product(rng: Random) -> str:
    """k*|(x + a)*(x + b)| + m = n, a solution drawn."""
    (a, b), r, k, m = several(rng, 2, 8), nonzero(rng, 9), rng.choice((1, 1, 2, 3)), rng.choice((0, nonzero(rng, 9)))
    value = k * abs((r + a) * (r + b)) + m
    return either_way(rng, joined(times(k, f"|{shifted(a)}*{shifted(b)}|"), m), value)


@lettered
def sum_of_two(rng: Random) -> str:
    """|x - a| + |x - b| = c, with coefficients, the value at a drawn point."""
    (a, b), k, m = several(rng, 2, 12), rng.choice((1, 1, 2, 3)), rng.choice((1, 1, -1, 2))
    r = rng.randint(-12, 12)
    c = abs(k * r + a) + m * abs(r + b)
    sign = "+" if m > 0 else "-"
    second = times(abs(m), f"|{joined('x', b)}|")
    return solve(f"|{polynomial((k, a))}| {sign} {second}", c)


@lettered
def sum_and_line(rng: Random) -> str:
    """|x - a| + |x - b| = c*x + d."""
    (a, b), c, r = several(rng, 2, 9), nonzero(rng, 4), rng.randint(-9, 9)
    c += abs(c) == 2
    return solve(f"|{joined('x', a)}| + |{joined('x', b)}|", linear(c or 3, abs(r + a) + abs(r + b) - (c or 3) * r))


ABSOLUTE = Topic(
    "absolute-equations",
    "equations with absolute values, isolated, on both sides, nested, of quadratics, in sums",
    {
        1: (of_a_sum,),
        2: (of_a_line, to_isolate),
        3: (both_sides, line_on_the_right, of_a_fraction, backward.absolute),
        4: (nested, of_a_quadratic, quadratic_in_absolute),
        5: (quadratic_and_line, of_a_product, sum_of_two, sum_and_line),
    },
)
