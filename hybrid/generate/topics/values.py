"""Values: of functions and expressions at given numbers; and of one expression when others are given.

`find` problems draw the numbers, state what sums and products of them are, and ask for a symmetric expression.
"""

from __future__ import annotations

from fractions import Fraction
from random import Random

from hybrid.generate.topic import Topic
from hybrid.generate.topics.writing import bracketed, lettered, linear, shifted
from hybrid.learn.texts import joined, nonzero, polynomial, several, summed, times

# -- evaluate ------------------------------------------------------------------------------------


@lettered
def at_a_number(rng: Random) -> str:
    """An expression in one letter at a number."""
    a, b, c, r = nonzero(rng, 9), nonzero(rng, 9), nonzero(rng, 12), nonzero(rng, 9)
    of = rng.choice((polynomial((a, b, c)), linear(a, c), f"{times(a, shifted(b))}^2"))
    return f"evaluate {of} given x = {r}"


@lettered
def function_at_a_number(rng: Random) -> str:
    a, b, c, r = nonzero(rng, 9), nonzero(rng, 9), nonzero(rng, 12), nonzero(rng, 9)
    return f"evaluate f({r}) given f(x) = {polynomial(rng.choice(((a, b, c), (a, b), (a, 0, b))))}"


@lettered
def two_letters(rng: Random) -> str:
    a, b, c, x, y = nonzero(rng, 9), nonzero(rng, 9), nonzero(rng, 9), nonzero(rng, 6), nonzero(rng, 6)
    of = rng.choice(
        (
            summed([(a, "x^2"), (b, "y"), (c, "")]),
            summed([(a, "x*y"), (b, "y"), (c, "x")]),
            f"({summed([(a, 'x'), (b, 'y')])})^2",
            summed([(a, "x"), (b, "y^2"), (c, "x*y")]),
        )
    )
    return f"evaluate {of} given x = {x}, y = {y}"


@lettered
def combination(rng: Random) -> str:
    """p*f(r) + q*f(s)."""
    a, b, c, (r, s) = nonzero(rng, 5), nonzero(rng, 9), nonzero(rng, 9), several(rng, 2, 6)
    wanted = summed([(nonzero(rng, 4), f"f({r})"), (nonzero(rng, 4), f"f({s})")])
    return f"evaluate {wanted} given f(x) = {polynomial(rng.choice(((a, b, c), (b, c))))}"


@lettered
def function_of_expression(rng: Random) -> str:
    """f(a + k) and f(k*a), the result an expression in the letter."""
    a, b, c, k, m = nonzero(rng, 6), nonzero(rng, 9), nonzero(rng, 9), nonzero(rng, 6), rng.choice((1, 1, 2, 3))
    f = polynomial(rng.choice(((a, b, c), (a, b), (a, 0, c))))
    return f"evaluate f({polynomial((m, k), 'y')}) given f(x) = {f}"


@lettered
def composed(rng: Random) -> str:
    """f(g(r)), g(f(r)), f(f(r))."""
    a, b, c, d, r = nonzero(rng, 4), nonzero(rng, 9), nonzero(rng, 4), nonzero(rng, 9), nonzero(rng, 5)
    f, g = polynomial((a, 0, b)) if rng.random() < 0.5 else polynomial((a, b)), polynomial((c, d))
    outer = rng.choice((f"f(g({r}))", f"g(f({r}))", f"f({r}) - g({r})", f"f({r})*g({r})"))
    return f"evaluate {outer} given f(x) = {f}, g(x) = {g}"


@lettered
def fraction_function(rng: Random) -> str:
    """f(x) = (a*x + b)/(c*x + d) at a number or fraction."""
    while True:
        a, b, c, d = nonzero(rng, 6), nonzero(rng, 9), nonzero(rng, 5), nonzero(rng, 9)
        r = rng.choice((nonzero(rng, 9), Fraction(nonzero(rng, 7), rng.randint(2, 4))))
        if c * r + d:
            return f"evaluate f({r}) given f(x) = ({linear(a, b)})/({linear(c, d)})"


@lettered
def composed_expression(rng: Random) -> str:
    """f(g(x)) as an expression, f(f(x))."""
    a, b, c, d = nonzero(rng, 5), nonzero(rng, 9), nonzero(rng, 5), nonzero(rng, 9)
    f = rng.choice((polynomial((a, b)), polynomial((a, 0, b)), polynomial((1, a, b))))
    return f"evaluate {rng.choice(('f(g(y))', 'g(f(y))'))} given f(x) = {f}, g(x) = {polynomial((c, d))}"


@lettered
def difference_quotient(rng: Random) -> str:
    """(f(x + h) - f(x))/h."""
    a, b, c = nonzero(rng, 9), nonzero(rng, 12), nonzero(rng, 15)
    f = rng.choice((polynomial((a, b, c)), polynomial((a, b)), polynomial((a, 0, c))))
    r = rng.choice(("y", "y", str(rng.randint(1, 9))))
    return f"evaluate (f({r} + h) - f({r}))/h given f(x) = {f}"


EVALUATE = Topic(
    "evaluation",
    "values of expressions and functions, functions within functions",
    {
        1: (at_a_number, function_at_a_number),
        2: (two_letters, combination),
        3: (function_of_expression, composed, fraction_function),
        4: (composed_expression, difference_quotient),
    },
)

# -- find ----------------------------------------------------------------------------------------


def pair(rng: Random) -> tuple[int, int, int]:
    """Sum and product of two numbers, and how the sum is stated: as it is, or a multiple of it."""
    return nonzero(rng, 12), nonzero(rng, 20), rng.choice((1, 1, 1, 2, 3))


def sum_given(s: int, k: int) -> str:
    return f"{k}*(x + y) = {k * s}" if k > 1 else f"x + y = {s}"


def real_pair(rng: Random) -> tuple[int, int, int]:
    """The same for two real numbers: the discriminant is not negative."""
    while True:
        s, p, k = pair(rng)
        if s * s >= 4 * p:
            return s, p, k


@lettered
def from_line(rng: Random) -> str:
    """a*x + b given c*x + d = e."""
    a, b, c, d, r = nonzero(rng, 9), nonzero(rng, 12), nonzero(rng, 9), nonzero(rng, 12), nonzero(rng, 9)
    return f"find {linear(a, b)} given {linear(c, d)} = {c * r + d}"


@lettered
def multiple_of_sum(rng: Random) -> str:
    """k*a*x + k*b*y + c given a*x + b*y = d."""
    a, b = several(rng, 2, 9)
    k, c, d = rng.randint(2, 6), rng.choice((0, nonzero(rng, 12))), nonzero(rng, 15)
    return f"find {summed([(k * a, 'x'), (k * b, 'y'), (c, '')])} given {summed([(a, 'x'), (b, 'y')])} = {d}"


@lettered
def sum_of_squares(rng: Random) -> str:
    s, p, k = real_pair(rng)
    of, m = rng.choice(("x^2 + y^2", "(x - y)^2", "x^2*y + x*y^2")), rng.choice((0, 0, nonzero(rng, 9)))
    given = [sum_given(s, k), f"x*y = {p}"]
    rng.shuffle(given)
    return f"find {joined(of, m)} given {', '.join(given)}"


@lettered
def symmetric(rng: Random) -> str:
    """Cubes, reciprocals, quotients from sum and product."""
    s, p, k = real_pair(rng)
    a = rng.choice((1, 1, 2, 3, 4, 5))
    mixed, brackets = f"x^2 + {times(a, 'x*y')} + y^2", f"(x + {a})*(y + {a})"
    of = rng.choice(("x^3 + y^3", f"{a}/x + {a}/y", "x/y + y/x", mixed, brackets))
    given = [sum_given(s, k), f"x*y = {p}"]
    rng.shuffle(given)
    return f"find {of} given {', '.join(given)}"


@lettered
def product_from_squares(rng: Random) -> str:
    """x*y given x + y and x^2 + y^2; x^2 - y^2 given sum and difference."""
    x, y, k = nonzero(rng, 12), nonzero(rng, 12), rng.choice((1, 1, 2, 3))
    y += x == y
    if rng.random() < 0.5:
        return f"find {times(k, 'x*y')} given x + y = {x + y}, x^2 + y^2 = {x * x + y * y}"
    given = f"x + y = {x + y}, x - y = {x - y}"
    return f"find {rng.choice(('x^2 - y^2', 'x*y', 'x^2 + y^2', f'{k}*x + y'))} given {given}"


@lettered
def from_system(rng: Random) -> str:
    """p*x + q*y given two equations."""
    x, y, p, q = nonzero(rng, 9), nonzero(rng, 9), nonzero(rng, 5), nonzero(rng, 5)
    a, b, c, d = (nonzero(rng, 5) for _ in range(4))
    d += a * d == b * c
    d = d or 6
    d += a * d == b * c
    rows = [f"{summed([(m, 'x'), (n, 'y')])} = {m * x + n * y}" for m, n in ((a, b), (c, d))]
    return f"find {summed([(p, 'x'), (q, 'y')])} given {', '.join(rows)}"


@lettered
def with_reciprocal(rng: Random) -> str:
    """x^2 + 1/x^2 and x^3 + 1/x^3 given x + k/x."""
    s, k = rng.choice((-1, 1)) * rng.randint(5, 15), rng.randint(1, 6)
    squares = f"x^2 + {k * k}/x^2"
    m = rng.choice((0, nonzero(rng, 12)))
    of = rng.choice((squares, squares, f"x^3 + {k**3}/x^3"))
    return f"find {joined(of, m)} given x + {k}/x = {s}"


@lettered
def from_quadratic(rng: Random) -> str:
    """a*x^2 + b*x + c given x^2 + p*x = q."""
    p, q, k, c = nonzero(rng, 9), rng.randint(1, 15), nonzero(rng, 6), nonzero(rng, 12)
    given = rng.choice((f"{polynomial((1, p, -q))} = 0", f"{polynomial((1, p, 0))} = {q}"))
    return f"find {polynomial((k, k * p, c))} given {given}"


@lettered
def three_numbers(rng: Random) -> str:
    """x^2 + y^2 + z^2 from the sum and the sum of products; x + y + z from three sums."""
    x, y, z = (nonzero(rng, 9) for _ in range(3))
    if rng.random() < 0.5:
        s, p = x + y + z, x * y + y * z + x * z
        return f"find x^2 + y^2 + z^2 given x + y + z = {s}, x*y + y*z + x*z = {p}"
    a = rng.choice((1, 1, 2))
    rows = (f"{times(a, 'x')} + {times(a, 'y')} = {a * (x + y)}", f"y + z = {y + z}", f"x + z = {x + z}")
    return f"find {rng.choice(('x + y + z', 'x*y*z', 'x', 'x - y + z'))} given {', '.join(rows)}"


@lettered
def quotient(rng: Random) -> str:
    """(a*x + b*y)/x given x/y = p/q."""
    p, q = rng.sample(range(1, 12), 2)
    a, b = nonzero(rng, 6), nonzero(rng, 6)
    top, below = rng.choice(((summed([(a, "x"), (b, "y")]), "x"), (summed([(a, "x"), (b, "y")]), "y")))
    return f"find {bracketed(top)}/{below} given x/y = {Fraction(p, q)}"


FIND = Topic(
    "find-values",
    "the value of an expression when sums, products or equations are given",
    {
        1: (from_line, multiple_of_sum),
        2: (from_system, sum_of_squares),
        3: (product_from_squares, symmetric, quotient),
        4: (with_reciprocal, from_quadratic, three_numbers),
    },
)
