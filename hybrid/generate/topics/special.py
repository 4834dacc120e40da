"""Equations and inequalities that hold for no number, or for every number at which they are defined."""

from __future__ import annotations

from random import Random

from hybrid.generate.topic import Topic
from hybrid.generate.topics.writing import RELATIONS, lettered, linear, shifted, solve
from hybrid.learn.texts import joined, nonzero, polynomial, product, summed, times


def off(rng: Random, most: int = 9) -> int:
    """0 half of the time: then the statement is true for all."""
    return nonzero(rng, most) if rng.random() < 0.5 else 0


@lettered
def lines(rng: Random) -> str:
    """a*x + b + c*x = (a + c)*x + d."""
    a, b, c = nonzero(rng, 12), nonzero(rng, 15), nonzero(rng, 12)
    c += a == -c
    return solve(summed([(a, "x"), (b, ""), (c, "x")]), linear(a + (c or 1), b + off(rng)))


@lettered
def brackets(rng: Random) -> str:
    """k*(a*x + b) + c*x = d*x + e."""
    k, a, b, c = rng.randint(2, 6), rng.randint(1, 5), nonzero(rng, 9), nonzero(rng, 9)
    sign = rng.choice((1, -1))
    left = f"{times(c, 'x')} {'+' if sign > 0 else '-'} {k}*({polynomial((a, b))})"
    return solve(left, linear(c + sign * k * a, sign * k * b + off(rng)))


@lettered
def bracket_each_side(rng: Random) -> str:
    """k*(a*m*x + b) + c = k*m*(a*x + d) + e."""
    k, m, a, b, c, d = (rng.randint(2, 4), rng.randint(2, 4), rng.randint(1, 3), *(nonzero(rng, 9) for _ in range(3)))
    e = k * b + c - k * m * d + off(rng)
    return solve(joined(f"{k}*({polynomial((a * m, b))})", c), joined(f"{k * m}*({polynomial((a, d))})", e))


@lettered
def inequalities(rng: Random) -> str:
    """k*(x + a) + b < k*x + c."""
    k, a, b, c = rng.choice((1, -1)) * rng.randint(2, 9), nonzero(rng, 9), nonzero(rng, 9), nonzero(rng, 9)
    if rng.random() < 0.5:
        return solve(joined(times(k, shifted(a)), b), linear(k, c), rng.choice(RELATIONS))
    left = summed([(k, "x"), (b, ""), (a, "x")])
    return solve(left, linear(k + a, c) if k + a else str(c), rng.choice(RELATIONS))


@lettered
def squares(rng: Random) -> str:
    """(x + a)^2 = x^2 + 2*a*x + c; (x + a)*(x + b) = x^2 + ..."""
    a, b, c = nonzero(rng, 12), nonzero(rng, 12), rng.randint(1, 4)
    left, p = rng.choice(
        (
            (f"({polynomial((c, a))})^2", product((c, a), (c, a))),
            (f"({polynomial((c, a))})*({joined('x', b)})", product((c, a), (1, b))),
        )
    )
    p[-1] += off(rng)
    right = polynomial(p) if rng.random() < 0.6 else joined(f"x*({polynomial(p[:2])})", p[2])
    return solve(left, right)


@lettered
def no_square(rng: Random) -> str:
    """(x + a)^2 + b = c below b; a sum of squares is negative."""
    a, b, k, c = nonzero(rng, 12), nonzero(rng, 20), rng.randint(1, 5), rng.randint(1, 15)
    relation = rng.choice(("=", "=", "<", "<=", ">", ">="))
    return solve(joined(times(k, f"({joined('x', a)})^2"), b), b - c, relation)


@lettered
def no_absolute_or_root(rng: Random) -> str:
    """|a*x + b| + c = d below c, and the same with a root or a power."""
    a, b, c, d = rng.randint(1, 9), nonzero(rng, 15), nonzero(rng, 15), rng.randint(1, 9)
    k = rng.choice((1, 1, 2, 3))
    of = rng.choice((f"|{linear(a, b)}|", f"|{linear(a, b)}|", f"sqrt({linear(a, b)})", f"{rng.choice((2, 3, 5))}^x"))
    relation = rng.choice(("=", "=", "<", ">")) if of[0] == "|" else "="
    return solve(joined(times(k, of), c), c - d, relation)


@lettered
def fractions(rng: Random) -> str:
    """A quotient that is what it is, except at a point; or differs by a number."""
    a, b, c, k, m = nonzero(rng, 12), rng.randint(1, 5), nonzero(rng, 12), off(rng), rng.choice((0, nonzero(rng, 6)))
    top = polynomial(product((b, c), (1, a)))
    m = 0 if b + m == 0 else m
    left = f"({top})/({joined('x', a)})"
    return solve(summed([(1, left), (m, "x")]), linear(b + m, c + k))


@lettered
def pole(rng: Random) -> str:
    """The only candidate is the root of the denominator."""
    p, a, c = nonzero(rng, 12), nonzero(rng, 9), nonzero(rng, 12)
    c += c == -a
    left = joined(f"{times(a, 'x')}/({joined('x', -p)})", c or 13)
    if rng.random() < 0.7:
        return solve(left, f"{a * p}/({joined('x', -p)})")
    return solve(f"({joined('x', a)})/({joined('x', -p)}) - {abs(c) + 1}", f"{p + a}/({joined('x', -p)})")


@lettered
def cubes(rng: Random) -> str:
    """(x + a)^3 - (x - a)^3 = 6*a*x^2 + ..., (x + a)*(x^2 - a*x + a^2) = x^3 + ..."""
    a, b, k, m = rng.randint(1, 9), nonzero(rng, 12), off(rng, 20), rng.choice((0, nonzero(rng, 9)))
    last = f"x^2*(x + {3 * a}) + {polynomial((3 * a * a + m, a**3 + k))}"
    return rng.choice(
        (
            solve(summed([(1, f"(x + {a})^3 - (x - {a})^3"), (m, "x")]), polynomial((6 * a, m, 2 * a**3 + k))),
            solve(joined(f"(x + {a})*({polynomial((1, -a, a * a))})", b), polynomial((1, 0, 0, a**3 + b + k))),
            solve(joined(f"{shifted(a)}^2 - {shifted(b)}^2", m), polynomial((2 * (a - b), a * a - b * b + k + m))),
            solve(
                summed([(1, f"{shifted(a)}^3"), (m, "x")]),
                last,
            ),
        )
    )


@lettered
def no_real_root(rng: Random) -> str:
    """A sum of even powers that is never 0, or a quadratic without root, and orders of them."""
    a, b = rng.randint(1, 5), nonzero(rng, 9)
    c = b * b // (4 * a) + rng.randint(1, 12)
    relation = rng.choice(("=", "<", "<=", ">", ">="))
    if rng.random() < 0.6:
        m = rng.choice((0, nonzero(rng, 9)))
        return solve(polynomial((a, b + m, c)), polynomial((m, 0)) if m else 0, relation)
    right = rng.choice((0, -rng.randint(1, 9)))
    return solve(polynomial((1, 0, rng.randint(1, 9), 0, rng.randint(1, 20))), right, relation)


SPECIAL = Topic(
    "no-or-all-solutions",
    "equations and inequalities without a solution, or true wherever they are defined",
    {
        1: (lines,),
        2: (brackets, bracket_each_side, inequalities),
        3: (squares, no_square, no_absolute_or_root, no_real_root),
        4: (fractions, pole, cubes),
    },
)
