"""Equations whose derivations by single laws are long.

Each is composed of parts of easier ones: fractions that lead to a quadratic, squares of brackets on both sides,
a root of one side and a line on the other, absolute values within absolute values. Solutions are drawn first.
"""

from __future__ import annotations

from fractions import Fraction
from random import Random

from hybrid.learn.texts import joined, nonzero, plus, polynomial, product, several


def hidden_quadratic(rng: Random) -> str:
    """(x + a)^2 + (x + b)^2 = number, or (x + a)*(x + b) = line."""
    r, s = several(rng, 2, 7)
    a, b = nonzero(rng, 6), nonzero(rng, 6)
    if rng.random() < 0.5:
        right = plus(product((1, a), (1, b)), product((1, -r), (1, -s)), -1)
        return f"solve ({joined('x', a)})*({joined('x', b)}) = {polynomial(right)}"
    s = -(a + b) - r
    return f"solve ({joined('x', a)})^2 + ({joined('x', b)})^2 = {(r + a) ** 2 + (r + b) ** 2}"


def two_products(rng: Random) -> str:
    """(p*x + a)*(x + b) = (x + c)*(x + d) + e with roots r and s."""
    r, s = several(rng, 2, 6)
    a, c, d = nonzero(rng, 5), nonzero(rng, 5), nonzero(rng, 5)
    # (2x + a)(x + b) - (x + c)(x + d) - e = (x - r)(x - s): b follows from the coefficient of x
    twice_b = -(r + s) - a + c + d
    a += twice_b % 2
    b = (-(r + s) - a + c + d) // 2
    e = a * b - c * d - r * s
    right = joined(f"({joined('x', c)})*({joined('x', d)})", e)
    return f"solve ({polynomial((2, a))})*({joined('x', b)}) = {right}"


def squares_and_products(rng: Random) -> str:
    """(p*x + a)^2 - k*(x + b) = (x + c)*(x + d) + e, with a solution drawn first."""
    r, a, b, c, d = (nonzero(rng, 6) for _ in range(5))
    k, p = rng.randint(2, 5), rng.choice((1, 2))
    e = (p * r + a) ** 2 - k * (r + b) - (r + c) * (r + d)
    square = f"({polynomial((p, a))})^2 - {k}*({joined('x', b)})"
    right = f"({joined('x', c)})*({joined('x', d)})"
    return f"solve {square} = {joined(right, e)}"


def quadratic_fractions(rng: Random) -> str:
    """x = a/(x + b) + c, or (k*x^2 + ...)/(x + a) = m*x, with two solutions drawn first."""
    while True:
        (r, s), k, a = several(rng, 2, 6), rng.randint(2, 5), nonzero(rng, 5)
        if -a in (r, s):
            continue
        if rng.random() < 0.5:
            top = plus(product((1, -r), (1, -s)), (k, k * a, 0))
            return f"solve ({polynomial(top)})/({joined('x', a)}) = {k}*x"
        # (x - c)*(x + a) = above  <=>  (x - r)*(x - s) = 0
        c = r + s + a
        above = -c * a - r * s
        if above:
            fraction = f"{above}/({joined('x', a)})"
            return f"solve x = {joined(fraction, c)}"


def two_fractions(rng: Random) -> str:
    """a/(x + b) + c/(x + d) = value, a simple one, with one solution drawn first."""
    while True:
        b, d = several(rng, 2, 5)
        r, a, c = nonzero(rng, 6), rng.randint(1, 6), rng.randint(1, 6)
        if r + b and r + d:
            value = Fraction(a, r + b) + Fraction(c, r + d)
            if value and value.denominator <= 3:
                return f"solve {a}/({joined('x', b)}) + {c}/({joined('x', d)}) = {value}"


def root_and_line(rng: Random) -> str:
    """sqrt(a*x + b) = x + c: one solution drawn, the other may fail the check."""
    r, c = nonzero(rng, 8), nonzero(rng, 8)
    while r + c < 0:
        r, c = nonzero(rng, 8), nonzero(rng, 8)
    a = rng.randint(1, 6)
    b = (r + c) ** 2 - a * r
    return f"solve sqrt({polynomial((a, b))}) = {joined('x', c)}"


def nested_absolute(rng: Random) -> str:
    a, b, c = nonzero(rng, 9), rng.randint(1, 6), rng.randint(1, 6)
    return f"solve abs(abs({polynomial((rng.randint(1, 3), a))}) - {b}) = {c}"


def absolute_both(rng: Random) -> str:
    """|p*x + a| = |x + b|, or |p*x + a| = x + b with both solutions where the right is positive."""
    p, a, b = rng.randint(2, 4), nonzero(rng, 9), nonzero(rng, 9)
    if rng.random() < 0.5:
        return f"solve abs({polynomial((p, a))}) = abs({joined('x', b)})"
    r = rng.randint(1, 6)
    a = rng.randint(1, 6) - p * r
    return f"solve abs({polynomial((p, a))}) = {joined('x', p * r + a - r)}"


def absolute_quadratic(rng: Random) -> str:
    """|(x - r)*(x - s) + d| = d: one quadratic by r and s, another by the value -d."""
    r, s, d = nonzero(rng, 5), nonzero(rng, 5), rng.randint(1, 12)
    return f"solve abs({polynomial((1, -(r + s), r * s + d))}) = {d}"


def exponent_quadratic(rng: Random) -> str:
    base = rng.choice((2, 3, 5))
    r, s = several(rng, 2, 6)
    a = nonzero(rng, 4)
    return f"solve {base}^({polynomial((1, a - r - s, 0))}) = {base}^({polynomial((a, -r * s))})"


def exponent_brackets(rng: Random) -> str:
    base = rng.choice((2, 3, 5))
    k, m = rng.sample(range(2, 6), 2)
    r, a, b = nonzero(rng, 8), nonzero(rng, 6), nonzero(rng, 6)
    value = k * (r + a) - m * (r + b)
    return f"solve {base}^({k}*({joined('x', a)}) - {m}*({joined('x', b)})) = {base}^({joined('x', value - r)})"


def logarithm_sum(rng: Random) -> str:
    """ln(x + a) + ln(x + b) = ln(c): a quadratic, one root of which is outside the domain."""
    r, a, b = rng.randint(1, 8), rng.randint(0, 4), -rng.randint(1, 5)
    r = max(r, 1 - b)
    left = f"ln({joined('x', a)}) + ln({joined('x', b)})" if a else f"ln(x) + ln({joined('x', b)})"
    return f"solve {left} = ln({(r + a) * (r + b)})"


def fractions_of_brackets(rng: Random) -> str:
    p, q = rng.sample(range(2, 7), 2)
    k, m = rng.randint(2, 5), rng.randint(2, 5)
    a, b, r = nonzero(rng, 6), nonzero(rng, 6), nonzero(rng, 9)
    value = Fraction(k * (r + a), p) - Fraction(m * (r + b), q)
    c = value - r
    right = f"x + {c}" if c > 0 else f"x - {-c}" if c else "x"
    return f"solve {k}*({joined('x', a)})/{p} - {m}*({joined('x', b)})/{q} = {right}"


def three_squares(rng: Random) -> str:
    """(x + a)^2 + (x + b)^2 = (x + c)^2 + e with roots r and s, whose sum is even."""
    r, a, b = nonzero(rng, 6), nonzero(rng, 5), nonzero(rng, 5)
    s = r + 2 * nonzero(rng, 4)
    c = a + b + (r + s) // 2
    right = joined(f"({joined('x', c)})^2", a * a + b * b - c * c - r * s)
    return f"solve ({joined('x', a)})^2 + ({joined('x', b)})^2 = {right}"


def equal_fractions(rng: Random) -> str:
    """(p*x + a)/(x + b) = (x + c)/(x + d), one solution drawn."""
    while True:
        p, r, a, b, c = rng.randint(2, 3), *(nonzero(rng, 6) for _ in range(4))
        above, below = (r + c) * (r + b), p * r + a
        if above and below and above % below == 0 and a != p * b and above // below - r not in (b, c):
            d = above // below - r
            return f"solve ({polynomial((p, a))})/({joined('x', b)}) = ({joined('x', c)})/({joined('x', d)})"


def three_fractions(rng: Random) -> str:
    """(x + a)/p - k*(x + b)/q = (x + c)/m, with the solution drawn first."""
    while True:
        p, q, m = rng.sample(range(2, 9), 3)
        k, r, a, b = rng.randint(2, 4), nonzero(rng, 9), nonzero(rng, 7), nonzero(rng, 7)
        c = m * (Fraction(r + a, p) - Fraction(k * (r + b), q)) - r
        if c.denominator == 1 and Fraction(1, p) - Fraction(k, q) != Fraction(1, m):
            right = f"({joined('x', c)})/{m}"
            return f"solve ({joined('x', a)})/{p} - {k}*({joined('x', b)})/{q} = {right}"


def product_within(rng: Random) -> str:
    """(x + a)*(x + b) equal to a number or a line, under a root, in an exponent or in a logarithm."""
    r, s = several(rng, 2, 6)
    a, b = nonzero(rng, 5), nonzero(rng, 5)
    of = f"({joined('x', a)})*({joined('x', b)})"
    value = (r + a) * (r + b)
    if value <= 0:
        line = plus(product((1, a), (1, b)), product((1, -r), (1, -s)), -1)
        return f"solve 2^({of}) = 2^({polynomial(line)})"
    root = round(value**0.5)
    if root * root == value:
        return f"solve sqrt({of}) = {root}"
    return rng.choice((f"solve ln({of}) = ln({value})", f"solve 3^({of}) = 3^{value}"))


def absolute_product(rng: Random) -> str:
    """|(x + a)*(x + b)| = c, or the same with a square: two quadratics, one of which may have no solution."""
    a, b = several(rng, 2, 5)
    r = nonzero(rng, 6)
    while (r + a) * (r + b) == 0:
        r = nonzero(rng, 6)
    return f"solve abs(({joined('x', a)})*({joined('x', b)})) = {abs((r + a) * (r + b))}"


def root_and_product(rng: Random) -> str:
    """sqrt((x + a)*(x + b) + e) = x + c, linear once squared; and sqrt(a*x + b) = p*x + c."""
    r, c = nonzero(rng, 7), nonzero(rng, 7)
    while r + c <= 0:
        r, c = nonzero(rng, 7), nonzero(rng, 7)
    if rng.random() < 0.5:
        a, b = nonzero(rng, 5), nonzero(rng, 5)
        b += a + b == 2 * c
        e = (r + c) ** 2 - (r + a) * (r + b)
        of = joined(f"({joined('x', a)})*({joined('x', b)})", e)
        return f"solve sqrt({of}) = {joined('x', c)}"
    a, p = rng.randint(1, 8), rng.randint(2, 3)
    while p * r + c < 0:
        r, c = nonzero(rng, 7), nonzero(rng, 7)
    return f"solve sqrt({polynomial((a, (p * r + c) ** 2 - a * r))}) = {polynomial((p, c))}"


def fraction_of_squares(rng: Random) -> str:
    """((x + a)^2 + b)/(x + c) = x + d, linear in the end, or (x + a)^2/(x + c) = k, with a solution drawn first."""
    while True:
        r, a, c = nonzero(rng, 7), nonzero(rng, 5), nonzero(rng, 5)
        if r + c == 0 or a == c:
            continue
        if rng.random() < 0.5 and (r + a) ** 2 % (r + c) == 0 and (r + a):
            return f"solve ({joined('x', a)})^2/({joined('x', c)}) = {(r + a) ** 2 // (r + c)}"
        d = nonzero(rng, 5)
        b = (r + c) * (r + d) - (r + a) ** 2
        if 2 * a != c + d:
            square = joined(f"({joined('x', a)})^2", b)
            return f"solve ({square})/({joined('x', c)}) = {joined('x', d)}"


def unknown_below_twice(rng: Random) -> str:
    """a/x + c/(x + d) = value, a simple one, or a/(x + b) + c = d/(x + b), with one solution drawn first."""
    while True:
        r, a, c, d = nonzero(rng, 6), rng.randint(1, 6), rng.randint(1, 6), nonzero(rng, 4)
        if r + d == 0:
            continue
        if rng.random() < 0.3:
            return f"solve {a}/({joined('x', d)}) + {c} = {a + c * (r + d)}/({joined('x', d)})"
        value = Fraction(a, r) + Fraction(c, r + d)
        if value and value.denominator <= 2:
            return f"solve {a}/x + {c}/({joined('x', d)}) = {value}"
