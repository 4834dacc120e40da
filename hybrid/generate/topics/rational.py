"""Rational equations: the unknown below a fraction bar. Roots of a denominator are no solutions, and some families
are made so that one of the candidates, or the only one, is such a root.
"""

from __future__ import annotations

from fractions import Fraction
from random import Random

from hybrid.generate.topic import Topic
from hybrid.generate.topics import backward
from hybrid.generate.topics.writing import bracketed, either_way, for_x, lettered, linear, shifted, solve
from hybrid.learn import long_problems as long
from hybrid.learn.texts import joined, nonzero, plus, polynomial, product, several


@lettered
def reciprocal_number(rng: Random) -> str:
    """a/x + b = c, the solution small."""
    r, k, b = nonzero(rng, 12), nonzero(rng, 9), rng.choice((0, nonzero(rng, 12)))
    a = k * r
    if b > 0 and rng.random() < 0.3:
        return either_way(rng, f"{b} + {a}/x" if a > 0 else f"{b} - {-a}/x", k + b)
    return either_way(rng, joined(f"{a}/x", b), k + b)


@lettered
def over_shifted(rng: Random) -> str:
    """a/(x + b) = c."""
    r, b, c = nonzero(rng, 12), nonzero(rng, 12), nonzero(rng, 9)
    b += r + b == 0
    return either_way(rng, f"{c * (r + b)}/({joined('x', b)})", c)


@lettered
def quotient_is_number(rng: Random) -> str:
    """(a*x + b)/(c*x + d) = k, the root drawn."""
    while True:
        r, a, c, d = nonzero(rng, 9), rng.randint(1, 7), rng.randint(1, 5), nonzero(rng, 9)
        k = rng.choice((nonzero(rng, 5), Fraction(nonzero(rng, 5), rng.randint(2, 4))))
        b = k * (c * r + d) - a * r
        if b.denominator == 1 and c * r + d and a != k * c and b:
            return either_way(rng, f"({polynomial((a, int(b)))})/({polynomial((c, d))})", k)


@lettered
def proportion(rng: Random) -> str:
    """a/(p*x + b) = c/(q*x + d)."""
    while True:
        r, a, c, p, q, b = nonzero(rng, 9), *several(rng, 2, 9), rng.randint(1, 4), rng.randint(1, 4), nonzero(rng, 9)
        d = Fraction(c * (p * r + b), a) - q * r
        if d.denominator == 1 and p * r + b and c * p != a * q:
            return solve(f"{a}/({linear(p, b)})", f"{c}/({linear(q, int(d))})")


@lettered
def sum_with_reciprocal(rng: Random) -> str:
    """k*x + a/x = b, or with the unknown moved."""
    r, s, k, m = nonzero(rng, 12), nonzero(rng, 12), rng.choice((1, 1, 2, 3)), rng.choice((0, 0, nonzero(rng, 6)))
    a, b = k * r * s, k * (r + s)
    left = f"{polynomial((k, 0))} {'+' if a > 0 else '-'} {abs(a)}/x"
    return solve(joined(left, m), b + m) if rng.random() < 0.6 else solve(polynomial((k, m)), f"{b + m} - {a}/x")


@lettered
def two_reciprocals(rng: Random) -> str:
    """a/x + b/c = d/x + e."""
    r, (a, d) = nonzero(rng, 12), several(rng, 2, 15)
    c = rng.randint(2, 9)
    b = rng.choice([k for k in range(1, c)])
    value = Fraction(a - d, r) + Fraction(b, c)
    right = f"{d}/x {'-' if value < 0 else '+'} {abs(value)}" if value else f"{d}/x"
    return solve(f"{a}/x + {Fraction(b, c)}", right)


@lettered
def root_of_denominator(rng: Random) -> str:
    """a*x/(x - p) + c = a*p/(x - p): the only candidate is p; and others whose second candidate is good."""
    p, a, c, s = nonzero(rng, 9), nonzero(rng, 9), nonzero(rng, 9), nonzero(rng, 9)
    if rng.random() < 0.3:
        c += c == -a
        return solve(joined(f"{polynomial((a, 0))}/({joined('x', -p)})", c or 7), f"{a * p}/({joined('x', -p)})")
    # (x^2 + ...)/(x - p) = k*x + m  with  top - (k*x + m)*(x - p) = (x - p)*(x - s)
    k, m = rng.choice((0, 0, 1, 2, 3)), nonzero(rng, 9)
    top = plus(product((1, -p), (1, -s)), product((k, m), (1, -p)))
    return solve(f"({polynomial(top[-3:])})/({joined('x', -p)})", polynomial((k, m)))


@lettered
def quadratic_over_line(rng: Random) -> str:
    """(x - r)*(x - s) = 0 in the form (a*x^2 + ...)/(x + c) = k*x + m."""
    while True:
        (r, s), a, c, m = several(rng, 2, 8), rng.randint(1, 4), nonzero(rng, 8), nonzero(rng, 8)
        if -c not in (r, s):
            top = plus(product((1, -r), (1, -s)), product((a - 1, m), (1, c)))
            return solve(f"({polynomial(top[-3:])})/({joined('x', c)})", polynomial((a - 1, m)))


@lettered
def fraction_and_line(rng: Random) -> str:
    """a/(x + b) = x + c."""
    r, s, b = nonzero(rng, 9), nonzero(rng, 9), nonzero(rng, 9)
    # (x + b)*(x + c) - a = (x - r)*(x - s)
    c = -(r + s) - b
    a = b * c - r * s
    a, c = (a, c) if a else (b * (c + 1) - r * s or 6, c + 1)
    fraction = f"{a}/({joined('x', b)})"
    return solve(fraction, linear(1, c)) if rng.random() < 0.6 else solve("x", joined(fraction, -c))


two_fractions = for_x(long.two_fractions)


@lettered
def equal_fractions(rng: Random) -> str:
    """(a*x + b)/(x + c) = (d*x + e)/(x + f), one solution drawn."""
    while True:
        r, a, d, b, c, f = nonzero(rng, 7), rng.randint(1, 4), rng.randint(1, 4), *(nonzero(rng, 8) for _ in range(3))
        if (r + c) and (r + f) and c != f:
            e = Fraction((a * r + b) * (r + f), r + c) - d * r
            if e.denominator == 1 and b != a * c and e != d * f and a * r + b:
                left = f"({polynomial((a, b))})/({joined('x', c)})"
                return solve(left, f"{bracketed(polynomial((d, int(e))))}/({joined('x', f)})")


@lettered
def over_difference_of_squares(rng: Random) -> str:
    """a/(x - p) + b/(x + p) = c/(x^2 - p^2), linear when multiplied out."""
    p, r, (a, b) = rng.randint(1, 9), nonzero(rng, 12), several(rng, 2, 7)
    a += a == -b
    a = a or 8
    c = (a + b) * r + (a - b) * p  # also when r is p or -p: then there is no solution
    sign = "+" if b > 0 else "-"
    return solve(f"{a}/(x - {p}) {sign} {abs(b)}/(x + {p})", f"{c}/({polynomial((1, 0, -p * p))})")


@lettered
def over_product(rng: Random) -> str:
    """x/(x + a) + b/(x + c) = d/((x + a)*(x + c)), with one root drawn."""
    (a, c), r, b = several(rng, 2, 7), nonzero(rng, 9), nonzero(rng, 7)
    d = r * (r + c) + b * (r + a)
    below = rng.choice((f"({shifted(a)}*{shifted(c)})", f"({polynomial(product((1, a), (1, c)))})"))
    if d == 0:
        return solve((f"x/({joined('x', a)}) + {b}/({joined('x', c)})").replace("+ -", "- "), 0)
    return solve(f"x/({joined('x', a)}) + {b}/({joined('x', c)})".replace("+ -", "- "), f"{d}/{below}")


fraction_of_squares = for_x(long.fraction_of_squares)


@lettered
def three_fractions(rng: Random) -> str:
    """a/x + b/(x + c) = d/(x*(x + c)) or three with numbers, the root drawn."""
    r, a, b, c, k = nonzero(rng, 9), nonzero(rng, 9), nonzero(rng, 9), nonzero(rng, 9), nonzero(rng, 5)
    c += r + c == 0
    c = c or 7
    d = a * (r + c) + b * r + k * r * (r + c)
    left = f"{a}/x + {b}/({joined('x', c)}) + {k}".replace("+ -", "- ")
    below = rng.choice((f"(x*{shifted(c)})", f"({polynomial((1, c, 0))})"))
    return solve(left, f"{d}/{below}" if d else 0)


RATIONAL = Topic(
    "rational-equations",
    "equations with the unknown in denominators, with candidates that are no solutions",
    {
        1: (reciprocal_number, over_shifted),
        2: (quotient_is_number, proportion, two_reciprocals),
        3: (sum_with_reciprocal, root_of_denominator, quadratic_over_line, backward.rational_equation),
        4: (fraction_and_line, equal_fractions, over_difference_of_squares),
        5: (two_fractions, over_product, fraction_of_squares, three_fractions),
    },
)
