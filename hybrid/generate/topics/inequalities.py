"""Inequalities: linear, quadratic, rational, with absolute values, and several at once. Boundaries are drawn first."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from hybrid.generate.topic import Topic
from hybrid.generate.topics import backward
from hybrid.generate.topics.writing import RELATIONS, bracketed, fraction, lettered, linear, shifted, solve
from hybrid.learn.texts import joined, nonzero, plus, polynomial, product, several, summed, times


def compare(rng: Random, left: str, right: object) -> str:
    """left < right, or another order."""
    return solve(left, right, rng.choice(RELATIONS))


# -- linear --------------------------------------------------------------------------------------


@lettered
def two_steps(rng: Random) -> str:
    r, a, b = rng.randint(-12, 12), nonzero(rng, 9), rng.choice((0, nonzero(rng, 20)))
    a += a == 1 and b == 0
    shown = (f"x/{abs(a) + 1}", r) if rng.random() < 0.2 else (linear(a, b), a * r + b)
    return compare(rng, *shown) if b == 0 or rng.random() < 0.85 else compare(rng, str(shown[1]), shown[0])


@lettered
def both_sides(rng: Random) -> str:
    r, (a, c), b = fraction(rng, 9, (1, 1, 2)), several(rng, 2, 9), nonzero(rng, 15)
    d = (a - c) * r + b
    k = d.denominator
    return compare(rng, linear(a * k, b * k), linear(c * k, int(d * k)))


@lettered
def with_brackets(rng: Random) -> str:
    """k*(a*x + b) + c < d*x + e, or a bracket on each side."""
    r, k, a, b, d = rng.randint(-9, 9), nonzero(rng, 7), rng.randint(1, 4), nonzero(rng, 9), nonzero(rng, 7)
    k += k in (1, -1)
    k = k or 5
    d += d == k * a
    if rng.random() < 0.5:
        return compare(rng, times(k, f"({polynomial((a, b))})"), linear(d or 9, k * (a * r + b) - (d or 9) * r))
    c = nonzero(rng, 9)
    e = k * (a * r + b) - (d or 9) * (r + c)
    return compare(rng, times(k, f"({polynomial((a, b))})"), joined(times(d or 9, shifted(c)), e))


@lettered
def with_fractions(rng: Random) -> str:
    """(x + a)/p - (x + b)/q < c."""
    (p, q), a, b, r = rng.sample(range(2, 9), 2), nonzero(rng, 9), nonzero(rng, 9), rng.randint(-12, 12)
    s = rng.choice((1, -1))
    value = Fraction(r + a, p) + s * Fraction(r + b, q)
    return compare(rng, f"({joined('x', a)})/{p} {'+' if s > 0 else '-'} ({joined('x', b)})/{q}", value)


@lettered
def squares_cancel(rng: Random) -> str:
    """(x + a)^2 < (x + b)*(x + c) + d."""
    r, a, b, c = rng.randint(-9, 9), nonzero(rng, 9), nonzero(rng, 9), nonzero(rng, 9)
    c += b + c == 2 * a
    right = joined(f"{shifted(b)}*{shifted(c)}", (r + a) ** 2 - (r + b) * (r + c))
    return compare(rng, f"{shifted(a)}^2", right)


LINEAR = Topic(
    "linear-inequalities",
    "linear inequalities with brackets and fractions",
    {
        1: (two_steps,),
        2: (both_sides, with_brackets),
        3: (with_fractions, squares_cancel, backward.order),
        4: (squares_cancel, backward.long_order),
    },
)

# -- quadratic and higher ------------------------------------------------------------------------


@lettered
def pure_square(rng: Random) -> str:
    """a*x^2 + c < b."""
    a, r, c = rng.choice((1, 1, 2, 3, -1, -2)), rng.randint(1, 12), rng.choice((0, nonzero(rng, 15)))
    value = a * r * r + c if rng.random() < 0.9 else c - a
    return compare(rng, polynomial((a, 0, c)), value)


@lettered
def factored(rng: Random) -> str:
    (r, s), a, k = several(rng, 2, 12), rng.choice((1, 1, 2, 3)), rng.choice((1, 1, 1, 2, -1))
    return compare(rng, f"{times(k, f'({linear(a, r)})')}*({joined('x', s)})", 0)


def spread(rng: Random, a: int, b: int, c: int) -> str:
    """a*x^2 + b*x + c < 0, its terms on the sides in one of several ways."""
    k, m = nonzero(rng, 9), nonzero(rng, 12)
    left, right = rng.choice(
        (
            ((a, b, c), (0,)),
            ((a, b, 0), (-c,)),
            ((a, 0, 0), (-b, -c)),
            ((a, b + k, c + m), (k, m)),
            ((a, b, c + m), (m,)),
        )
    )
    return compare(rng, polynomial(left), polynomial(right))


@lettered
def rational_roots(rng: Random) -> str:
    r, s, p, k = nonzero(rng, 9), nonzero(rng, 9), rng.choice((1, 1, 1, 2, 3)), rng.choice((1, 1, -1, 2))
    a, b, c = product((k * p, -k * r), (1, -s))
    return spread(rng, int(a), int(b), int(c))


@lettered
def any_roots(rng: Random) -> str:
    """Surd roots, or none."""
    return spread(rng, rng.choice((1, 1, 2, 3, -1)), nonzero(rng, 9), nonzero(rng, 12))


@lettered
def products(rng: Random) -> str:
    """(x + a)*(x + b) < c*x + d."""
    (r, s), a, b = several(rng, 2, 8), nonzero(rng, 7), nonzero(rng, 7)
    right = plus(product((1, a), (1, b)), product((1, -r), (1, -s)), -1)
    return compare(rng, f"{shifted(a)}*{shifted(b)}", polynomial(right[1:]))


@lettered
def three_factors(rng: Random) -> str:
    r, s, t = several(rng, 3, 12)
    k, n = rng.choice((1, 1, 2, 3)), rng.choice((1, 1, 1, 2))
    second = shifted(s) if n == 1 else f"{shifted(s)}^{n}"
    return compare(rng, f"{bracketed(polynomial((k, r)))}*{second}*{shifted(t)}", 0)


@lettered
def cubic(rng: Random) -> str:
    """A cubic with rational roots, with x in every term or not."""
    r, s, t, k = nonzero(rng, 8), nonzero(rng, 8), rng.choice((0, nonzero(rng, 5))), rng.choice((1, 1, 2, 3))
    a, b, c, d = product(product((k, -k * r), (1, -s)), (1, -t))
    m = rng.choice((0, nonzero(rng, 9)))
    return compare(rng, polynomial((a, b, c + m, d)), polynomial((m, 0)))


@lettered
def biquadratic(rng: Random) -> str:
    p, q, a = nonzero(rng, 16), rng.choice((1, 4, 9, 16, 25, 2, 3, 5)), rng.choice((1, 1, 1, 4))
    c4, c2, c0 = product((a, -p), (1, -q))
    k, m = rng.choice((0, nonzero(rng, 9))), rng.choice((0, nonzero(rng, 9)))
    return compare(rng, polynomial((c4, 0, c2 + k, 0, c0 + m)), polynomial((k, 0, m)))


QUADRATIC = Topic(
    "quadratic-inequalities",
    "inequalities of degree two, three and four",
    {
        1: (pure_square, factored),
        2: (rational_roots,),
        3: (any_roots, products),
        4: (three_factors, cubic, biquadratic),
    },
)

# -- rational ------------------------------------------------------------------------------------


@lettered
def reciprocal(rng: Random) -> str:
    """a/x < b, a/(x + c) < b."""
    c, b, r = rng.choice((0, nonzero(rng, 12))), rng.choice((0, nonzero(rng, 9), nonzero(rng, 9))), nonzero(rng, 9)
    r += r + c == 0
    a, m = b * (r + c) or nonzero(rng, 9), rng.choice((0, nonzero(rng, 12)))
    return compare(rng, joined(f"{a}/{shifted(c)}", m), b + m)


@lettered
def quotient_and_zero(rng: Random) -> str:
    (a, b), k, m = several(rng, 2, 15), nonzero(rng, 5), nonzero(rng, 3)
    return compare(rng, f"({linear(k, a)})/({linear(m, b)})", 0)


@lettered
def quotient_and_number(rng: Random) -> str:
    """(a*x + b)/(x + c) < d."""
    a, b, c, d = rng.randint(1, 6), nonzero(rng, 12), nonzero(rng, 9), nonzero(rng, 6)
    b += b == a * c
    return compare(rng, f"({polynomial((a, b))})/({joined('x', c)})", d)


@lettered
def quadratic_over_line(rng: Random) -> str:
    """(x - r)*(x - s)/(x - t) < 0, the top multiplied out or not."""
    r, s, t = (nonzero(rng, 12) for _ in range(3))
    k = rng.choice((1, 1, 2, 3))
    top = polynomial(product((k, -k * r), (1, -s))) if rng.random() < 0.6 else f"{times(k, shifted(-r))}*{shifted(-s)}"
    return compare(rng, f"({top})/({joined('x', -t)})", 0)


@lettered
def two_fractions(rng: Random) -> str:
    """a/(x + b) < c/(x + d)."""
    (b, d), a, c = rng.sample(range(-9, 10), 2), rng.randint(1, 9), nonzero(rng, 9)
    return compare(rng, f"{a}/{shifted(b)}", f"{c}/{shifted(d)}")


@lettered
def unknown_and_fraction(rng: Random) -> str:
    """x + a/x < b; x < a/(x + b)."""
    r, s, b, m = nonzero(rng, 12), nonzero(rng, 12), nonzero(rng, 9), rng.choice((0, nonzero(rng, 9)))
    if rng.random() < 0.5:
        return compare(rng, joined(f"x {'+' if r * s > 0 else '-'} {abs(r * s)}/x", m), r + s + m)
    c = -(r + s) - b
    a = b * c - r * s
    return compare(rng, f"{a or 4}/({joined('x', b)})", linear(1, c))


@lettered
def over_quadratic(rng: Random) -> str:
    """(x + a)/(x^2 + b*x + c) < 0."""
    (r, s), a, k = several(rng, 2, 7), nonzero(rng, 9), rng.choice((1, 1, 2, -1))
    return compare(rng, f"({linear(k, a)})/({polynomial(product((1, -r), (1, -s)))})", 0)


RATIONAL = Topic(
    "rational-inequalities",
    "inequalities with the unknown in denominators",
    {
        2: (reciprocal, quotient_and_zero),
        3: (quotient_and_number, two_fractions),
        4: (quadratic_over_line, over_quadratic, unknown_and_fraction),
    },
)

# -- absolute values -----------------------------------------------------------------------------


@lettered
def absolute_of_sum(rng: Random) -> str:
    a, c = nonzero(rng, 20), rng.randint(1, 20)
    c = -c if rng.random() < 0.05 else c
    return compare(rng, f"|{rng.choice((joined('x', a), f'{abs(a)} - x'))}|", c)


@lettered
def absolute_of_line(rng: Random) -> str:
    """k*|a*x + b| + m < n."""
    k, a = rng.choice((1, 1, 2, 3)), rng.choice((2, 3, 4, 5, -2))
    b, m = nonzero(rng, 15), rng.choice((0, nonzero(rng, 12)))
    c = abs(a * rng.randint(-9, 9) + b) or 1
    return compare(rng, joined(times(k, f"|{linear(a, b)}|"), m), k * c + m)


@lettered
def absolute_and_line(rng: Random) -> str:
    """|a*x + b| < c*x + d."""
    a, (r, c), b = rng.randint(1, 5), several(rng, 2, 6), nonzero(rng, 12)
    c += abs(c) == a
    return compare(rng, f"|{polynomial((a, b))}|", linear(c, abs(a * r + b) - c * r))


@lettered
def two_absolutes(rng: Random) -> str:
    """|a*x + b| < |c*x + d|."""
    (a, c), b, d = rng.sample(range(1, 6), 2), nonzero(rng, 12), nonzero(rng, 12)
    return compare(rng, f"|{polynomial((a, b))}|", f"|{linear(rng.choice((c, -c)), d)}|")


@lettered
def sum_of_absolutes(rng: Random) -> str:
    (a, b), k, m = several(rng, 2, 12), rng.choice((1, 1, 2, 3)), rng.choice((1, 1, 1, -1, 2))
    r = rng.randint(-12, 12)
    second = times(abs(m), f"|{joined('x', b)}|")
    return compare(rng, f"|{polynomial((k, a))}| {'+' if m > 0 else '-'} {second}", abs(k * r + a) + m * abs(r + b))


@lettered
def absolute_of_quadratic(rng: Random) -> str:
    (r, s), d, a = several(rng, 2, 7), rng.randint(1, 20), rng.choice((1, 1, 2))
    p = product((a, -a * r), (1, -s))
    return compare(rng, f"|{polynomial((p[0], p[1], p[2] + d))}|", d)


ABSOLUTE = Topic(
    "absolute-inequalities",
    "inequalities with absolute values",
    {
        1: (absolute_of_sum,),
        2: (absolute_of_line,),
        3: (absolute_and_line, two_absolutes),
        4: (sum_of_absolutes, absolute_of_quadratic),
    },
)

# -- several at once -----------------------------------------------------------------------------


def order(rng: Random) -> str:
    return rng.choice(("<", "<="))


@lettered
def chain(rng: Random) -> str:
    """b < a*x + c < d."""
    a, c, (r, s) = nonzero(rng, 6), nonzero(rng, 15), sorted(rng.sample(range(-12, 13), 2))
    low, high = sorted((a * r + c, a * s + c))
    return f"solve {low} {order(rng)} {linear(a, c)} {order(rng)} {high} for x"


@lettered
def chain_with_fraction(rng: Random) -> str:
    """b < (a*x + c)/p < d, or with a bracket."""
    a, c, p, (r, s) = nonzero(rng, 5), nonzero(rng, 12), rng.randint(2, 6), sorted(rng.sample(range(-9, 10), 2))
    if rng.random() < 0.5:
        return f"solve {r} {order(rng)} ({linear(a, c)})/{p} {order(rng)} {s} for x"
    low, high = sorted((p * (a * r + c), p * (a * s + c)))
    return f"solve {low} {order(rng)} {p}*({linear(a, c)}) {order(rng)} {high} for x"


@lettered
def two_joined(rng: Random) -> str:
    """a*x + b < c and (or) d*x + e > f."""
    (a, d), b, e = several(rng, 2, 6), nonzero(rng, 12), nonzero(rng, 12)
    r, s = rng.sample(range(-9, 10), 2)
    first = f"{linear(a, b)} {rng.choice(RELATIONS)} {a * r + b}"
    second = f"{linear(d, e)} {rng.choice(RELATIONS)} {d * s + e}"
    return f"solve {first} {rng.choice(('and', 'or'))} {second} for x"


@lettered
def chain_of_lines(rng: Random) -> str:
    """a*x + b < c*x + d < e*x + f."""
    (a, c, e), b, (r, s) = several(rng, 3, 6), nonzero(rng, 9), rng.sample(range(-9, 10), 2)
    d = (a - c) * r + b
    f = (c - e) * s + d
    return f"solve {linear(a, b)} {order(rng)} {linear(c, d)} {order(rng)} {linear(e, f)} for x"


@lettered
def chain_of_absolute(rng: Random) -> str:
    """b < |a*x + c| < d."""
    a, c, (low, high) = rng.choice((1, 1, 2, 3)), nonzero(rng, 15), sorted(rng.sample(range(1, 21), 2))
    return f"solve {low} {order(rng)} |{polynomial((a, c))}| {order(rng)} {high} for x"


@lettered
def quadratic_and_linear(rng: Random) -> str:
    """A quadratic inequality and (or) a linear one; a quadratic between two numbers."""
    (r, s), t, a, b = several(rng, 2, 7), rng.randint(-9, 9), nonzero(rng, 4), nonzero(rng, 9)
    quadratic = f"{polynomial(product((1, -r), (1, -s)))} {rng.choice(RELATIONS)} 0"
    line = f"{linear(a, b)} {rng.choice(RELATIONS)} {a * t + b}"
    return f"solve {quadratic} {rng.choice(('and', 'and', 'or'))} {line} for x"


@lettered
def three_conditions(rng: Random) -> str:
    """Two inequalities joined, and a point left out."""
    r, s, t = (rng.randint(-9, 9) for _ in range(3))
    a, b, c = nonzero(rng, 5), nonzero(rng, 9), nonzero(rng, 4)
    first = f"{linear(a, b)} {rng.choice(RELATIONS)} {a * r + b}"
    second = f"{summed([(c, 'x')])} {rng.choice(RELATIONS)} {c * s}"
    return f"solve {first} and {second} and x != {t} for x"


COMPOUND = Topic(
    "compound-inequalities",
    "chains of inequalities, and several joined by and, or",
    {
        1: (chain,),
        2: (two_joined, chain_with_fraction),
        3: (chain_of_lines, chain_of_absolute, three_conditions),
        4: (quadratic_and_linear,),
    },
)
