"""Whole numbers: equations and inequalities whose unknowns are integers or natural (0, 1, 2, ...).

Two unknowns: only equations with finitely many solutions, since a solved form lists them.
"""

from __future__ import annotations

from random import Random

from hybrid.generate.topic import Topic
from hybrid.generate.topics.writing import lettered, linear
from hybrid.learn.texts import coprime, nonzero, polynomial, product, several, summed


def over(rng: Random, statement: str) -> str:
    """The statement over the integers or the natural numbers."""
    return f"solve {statement} " + rng.choice(("over integers", "where x integer", "where x natural"))


@lettered
def line(rng: Random) -> str:
    """a*x + b = c, which has a whole solution or not."""
    a, b, c = rng.randint(2, 12) * rng.choice((1, 1, -1)), nonzero(rng, 20), nonzero(rng, 40)
    return over(rng, f"{polynomial((a, b))} = {a * nonzero(rng, 9) + b if rng.random() < 0.6 else c}")


@lettered
def between(rng: Random) -> str:
    """b < a*x + c < d: some whole numbers."""
    a, c, r, n = rng.choice((1, 2, 3, 4, 5, -1, -2, -3)), nonzero(rng, 15), rng.randint(-9, 9), rng.randint(1, 6)
    low, high = sorted((a * r + c, a * (r + n) + c))
    low, high = low - rng.randint(0, abs(a)), high + rng.randint(0, abs(a))
    return over(rng, f"{low} {rng.choice(('<', '<='))} {linear(a, c)} {rng.choice(('<', '<='))} {high}")


@lettered
def both_sides(rng: Random) -> str:
    r, (a, c), b, e = nonzero(rng, 9), several(rng, 2, 9), nonzero(rng, 12), rng.choice((0, 0, nonzero(rng, 5)))
    return over(rng, f"{linear(a, b)} = {linear(c, (a - c) * r + b + e)}")


@lettered
def absolute(rng: Random) -> str:
    a, b, c = rng.choice((1, 1, 2, 3)), nonzero(rng, 12), rng.randint(1, 9)
    return over(rng, f"|{polynomial((a, b))}| {rng.choice(('<', '<=', '='))} {c}")


@lettered
def at_most(rng: Random) -> str:
    """a*x + b < c over the natural numbers."""
    a, b, r = rng.randint(2, 9), nonzero(rng, 20), rng.randint(0, 7)
    return f"solve {linear(a, b)} {rng.choice(('<', '<='))} {a * r + b + rng.randint(0, a - 1)} where x natural"


@lettered
def quadratic(rng: Random) -> str:
    """One root or both whole."""
    p, r, s = rng.choice((1, 1, 2, 3)), nonzero(rng, 9), nonzero(rng, 9)
    a, b, c = product((p, -r), (1, -s))
    k = nonzero(rng, 9)
    left, right = ((a, b + k, c), (k, 0)) if rng.random() < 0.5 else ((a, b, c), (0,))
    return over(rng, f"{polynomial(left)} = {polynomial(right)}")


@lettered
def quadratic_order(rng: Random) -> str:
    """(x - r)*(x - s) < c."""
    r, n, k = rng.randint(-6, 6), rng.randint(1, 5), rng.choice((1, 1, 2, -1))
    p = [k * c for c in product((1, -r), (1, -r - n))]
    p[2] -= k * rng.choice((0, 0, 1, 2, 3))
    m, j = rng.choice((0, nonzero(rng, 9))), rng.choice((0, nonzero(rng, 9)))
    sign = rng.choice(("<", "<=") if k > 0 else (">", ">="))
    return over(rng, f"{polynomial((p[0], p[1] + m, p[2] + j))} {sign} {polynomial((m, j))}")


@lettered
def two_orders(rng: Random) -> str:
    """a*x + b > c and d*x + e < f."""
    r, n, b, e = rng.randint(-6, 6), rng.randint(1, 5), nonzero(rng, 9), nonzero(rng, 9)
    a, d = rng.randint(1, 5), rng.randint(1, 5)
    first = f"{polynomial((a, b))} {rng.choice(('>', '>='))} {a * r + b - rng.randint(0, a - 1)}"
    second = f"{polynomial((d, e))} {rng.choice(('<', '<='))} {d * (r + n) + e + rng.randint(0, d - 1)}"
    return over(rng, f"{first} and {second}")


@lettered
def linear_natural(rng: Random) -> str:
    """a*x + b*y = c in natural numbers."""
    a, b = coprime(rng, 15)
    k = rng.choice((1, 1, 1, 2))
    c = a * rng.randint(0, 8) + b * rng.randint(0, 8)
    c += rng.choice((0, 0, 0, 1))
    return f"solve {summed([(k * a, 'x'), (k * b, 'y')])} = {k * c} where x, y natural"


@lettered
def linear_impossible(rng: Random) -> str:
    """k*a*x + k*b*y = c, c no multiple of k: no whole solution."""
    a, b, k = nonzero(rng, 12), nonzero(rng, 12), rng.randint(2, 9)
    c = k * nonzero(rng, 15) + rng.randint(1, k - 1)
    return f"solve {summed([(k * a, 'x'), (k * b, 'y')])} = {c} where x, y integer"


@lettered
def linear_small(rng: Random) -> str:
    """a*x + b*y + d = c*y + e, natural: after moving, as linear_natural."""
    (a, b), c, d = coprime(rng, 7), rng.randint(1, 5), rng.randint(1, 9)
    value = a * rng.randint(0, 5) + b * rng.randint(0, 5)
    left, right = summed([(a, "x"), (b + c, "y"), (d, "")]), summed([(c, "y"), (value + d, "")])
    return f"solve {left} = {right} where x, y natural"


@lettered
def three_natural(rng: Random) -> str:
    a, b, c = (rng.randint(2, 9) for _ in range(3))
    value, d = (
        a * rng.randint(0, 2) + b * rng.randint(0, 2) + c * rng.randint(0, 1) or a + b,
        rng.choice((0, nonzero(rng, 9))),
    )
    return f"solve {summed([(a, 'x'), (b, 'y'), (c, 'z'), (d, '')])} = {value + d} where x, y, z natural"


@lettered
def sum_of_squares(rng: Random) -> str:
    """a*x^2 + b*y^2 = c."""
    a, b, x, y = rng.randint(1, 6), rng.randint(1, 6), rng.randint(0, 6), rng.randint(0, 6)
    value = a * x * x + b * y * y + rng.choice((0, 0, 0, rng.randint(1, 9)))
    kind = rng.choice(("integer", "natural"))
    return f"solve {summed([(a, 'x^2'), (b, 'y^2')])} = {value} where x, y {kind}"


@lettered
def product_and_sum(rng: Random) -> str:
    """x*y + a*x + b*y = c in natural numbers."""
    a, b, x, y = rng.randint(1, 9), rng.randint(1, 9), rng.randint(0, 6), rng.randint(0, 6)
    k, d = rng.choice((1, 1, 2, 3)), rng.choice((0, nonzero(rng, 9)))
    left = summed([(k, "x*y"), (a, "x"), (b, "y"), (d, "")])
    return f"solve {left} = {k * x * y + a * x + b * y + d} where x, y natural"


@lettered
def square_and_line(rng: Random) -> str:
    """x^2 + a*y = c in natural numbers."""
    a, x, y, b = rng.randint(1, 12), rng.randint(0, 6), rng.randint(0, 6), rng.randint(0, 6)
    k, d = rng.choice((1, 1, 2, 3)), rng.choice((0, nonzero(rng, 9)))
    left = summed([(k, "x^2"), (b, "x"), (a, "y"), (d, "")])
    return f"solve {left} = {k * x * x + b * x + a * y + d} where x, y natural"


INTEGERS = Topic(
    "whole-numbers",
    "equations and inequalities in integers or natural numbers, one unknown or several",
    {
        1: (line, between, at_most),
        2: (both_sides, absolute, between),
        3: (quadratic, quadratic_order, two_orders),
        4: (linear_natural, linear_impossible, linear_small),
        5: (sum_of_squares, product_and_sum, square_and_line, three_natural),
    },
)
