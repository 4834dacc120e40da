"""Linear equations: one unknown to the first power; and literal equations, where the other numbers are letters.

Forward families draw the solution and coefficients around it. Backward ones start from `x = r` and reverse rules
(hybrid.generate.topics.backward).
"""

from __future__ import annotations

from fractions import Fraction
from random import Random

from hybrid.generate.topic import Topic
from hybrid.generate.topics import backward
from hybrid.generate.topics.writing import (
    bracketed,
    decimal,
    decimal_sum,
    either_way,
    for_x,
    fraction,
    lettered,
    linear,
    shifted,
    solve,
)
from hybrid.learn import first_problems as first
from hybrid.learn import long_problems as long
from hybrid.learn import school_problems as school
from hybrid.learn.texts import joined, nonzero, polynomial, several, summed, times

one_step = for_x(first.one_step)


@lettered
def two_steps(rng: Random) -> str:
    r, a, b = nonzero(rng, 12), nonzero(rng, 12), nonzero(rng, 20)
    if rng.random() < 0.3:
        k = abs(a) + 1
        return either_way(rng, joined(f"x/{k}", b), r + b)
    a += a in (0, 1)
    return either_way(rng, linear(a, b), a * r + b)


@lettered
def both_sides(rng: Random) -> str:
    """a*x + b = c*x + d, the solution whole or with a small denominator."""
    r, (a, c), b = fraction(rng, 9, (1, 1, 2, 3)), several(rng, 2, 12), nonzero(rng, 20)
    d = a * r + b - c * r
    k = d.denominator
    return either_way(rng, linear(a * k, b * k), linear(c * k, d * k), 0)


@lettered
def collected(rng: Random) -> str:
    r, (a, b), c = nonzero(rng, 9), several(rng, 2, 12), nonzero(rng, 15)
    a += b == -a
    return either_way(rng, summed([(a, "x"), (c, ""), (b, "x")]), (a + b) * r + c)


@lettered
def one_bracket(rng: Random) -> str:
    """k*(a*x + b) + c = d*x + e."""
    r, k, a, b = nonzero(rng, 9), nonzero(rng, 9), rng.randint(1, 4), nonzero(rng, 9)
    k += k in (-1, 1)
    c, d = rng.choice((0, nonzero(rng, 12))), rng.choice((0, nonzero(rng, 9)))
    k += k * a == d
    value = k * (a * r + b) + c - d * r
    return either_way(rng, joined(times(k, bracketed(polynomial((a, b)))), c), linear(d, value), 0)


@lettered
def decimals(rng: Random) -> str:
    """a*x + b = c with decimals of one or two places."""
    r = Fraction(nonzero(rng, 60), rng.choice((1, 2, 5, 10)))
    a, b = Fraction(nonzero(rng, 40), 10), Fraction(nonzero(rng, 90), 10)
    return either_way(rng, decimal_sum([(a, "x"), (b, "")]), decimal(a * r + b))


@lettered
def fraction_coefficient(rng: Random) -> str:
    """p/q*x + b = c, the coefficient written in one of three ways."""
    q = rng.randint(2, 9)
    p = rng.choice([k for k in range(1, 10) if k % q])
    r, b = q * nonzero(rng, 5), fraction(rng, 9, (1, 1, q))
    coefficient = Fraction(p, q)
    shown = rng.choice((f"{polynomial((p, 0))}/{q}", f"({coefficient})*x"))
    return either_way(rng, joined(shown, b), coefficient * r + b)


@lettered
def decimals_both_sides(rng: Random) -> str:
    r = Fraction(nonzero(rng, 20), rng.choice((1, 1, 2)))
    a, c = (Fraction(k, 10) for k in several(rng, 2, 40))
    b = Fraction(nonzero(rng, 90), 10)
    return solve(decimal_sum([(a, "x"), (b, "")]), decimal_sum([(c, "x"), (a * r + b - c * r, "")]))


@lettered
def decimal_bracket(rng: Random) -> str:
    """0.a*(x + b) + c = d*x + e in decimals."""
    r, k = nonzero(rng, 20), Fraction(nonzero(rng, 25), 10)
    b, d = nonzero(rng, 9), Fraction(nonzero(rng, 20), 10)
    d += (d == k) * 2
    bracket = decimal_sum([(k, shifted(b))])
    return solve(bracket, decimal_sum([(d, "x"), (k * (r + b) - d * r, "")]))


@lettered
def two_brackets(rng: Random) -> str:
    """k*(a*x + b) + m*(x + c) = d*x + e."""
    r, a, b, c = nonzero(rng, 9), rng.randint(1, 3), nonzero(rng, 9), nonzero(rng, 9)
    k, m = several(rng, 2, 7)
    d = rng.choice((0, 0, nonzero(rng, 9)))
    d += k * a + m == d
    left = summed([(k, bracketed(polynomial((a, b)))), (m, shifted(c))])
    return solve(left, linear(d, k * (a * r + b) + m * (r + c) - d * r))


@lettered
def bracket_each_side(rng: Random) -> str:
    """k*(a*x + b) + c = m*(d*x + f) + g."""
    r, a, d = nonzero(rng, 9), rng.randint(1, 4), rng.randint(1, 4)
    b, c, f = nonzero(rng, 9), nonzero(rng, 12), nonzero(rng, 9)
    k, m = several(rng, 2, 6)
    k += k * a == m * d
    k = k or 7
    g = k * (a * r + b) + c - m * (d * r + f)
    left = summed([(k, bracketed(polynomial((a, b)))), (c, "")])
    right = summed([(m, bracketed(polynomial((d, f)))), (g, "")])
    return solve(left, right)


@lettered
def fractions_of_sums(rng: Random) -> str:
    """(x + a)/p + (x + b)/q = c."""
    p, q = rng.sample(range(2, 10), 2)
    a, b, r = nonzero(rng, 9), nonzero(rng, 9), nonzero(rng, 12)
    sign = rng.choice((1, -1))
    value = Fraction(r + a, p) + sign * Fraction(r + b, q)
    return either_way(rng, f"{shifted(a)}/{p} {'+' if sign > 0 else '-'} {shifted(b)}/{q}", value)


@lettered
def fraction_each_side(rng: Random) -> str:
    """(a*x + b)/p = (c*x + d)/q."""
    while True:
        p, q = rng.sample(range(2, 10), 2)
        a, b, c, r = rng.randint(1, 7), nonzero(rng, 12), nonzero(rng, 7), nonzero(rng, 12)
        d = Fraction((a * r + b) * q, p) - c * r
        if d.denominator == 1 and a * q != c * p and d:
            return solve(f"({polynomial((a, b))})/{p}", f"({linear(c, int(d))})/{q}")


nested = for_x(school.nested)
three_fractions = for_x(long.three_fractions)
fractions_of_brackets = for_x(long.fractions_of_brackets)


@lettered
def squares_cancel(rng: Random) -> str:
    """(x + a)^2 = (x + b)*(x + c) + d: the squares go away."""
    r, a, b, c = nonzero(rng, 9), nonzero(rng, 9), nonzero(rng, 9), nonzero(rng, 9)
    c += b + c == 2 * a
    d = (r + a) ** 2 - (r + b) * (r + c)
    left, right = f"{shifted(a)}^2", joined(f"{shifted(b)}*{shifted(c)}", d)
    return solve(left, right) if rng.random() < 0.6 else solve(right, left)


LINEAR = Topic(
    "linear-equations",
    "linear equations in one unknown, with brackets, fractions and decimals",
    {
        1: (one_step, two_steps),
        2: (both_sides, collected, one_bracket, decimals),
        3: (fraction_coefficient, two_brackets, bracket_each_side, decimals_both_sides, decimal_bracket),
        4: (fractions_of_sums, fraction_each_side, nested, squares_cancel, backward.linear),
        5: (three_fractions, fractions_of_brackets, backward.long_linear),
    },
)
