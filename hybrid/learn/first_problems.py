"""First problems: linear equations and inequalities, like terms, powers, first quadratics, first fractions.

Equations are made from the answer backwards: a small number r is drawn, then an equation it solves.
"""

from __future__ import annotations

from math import gcd, isqrt, lcm
from random import Random

from hybrid.learn.texts import joined, nonzero, plus, polynomial, product, several, summed


def one_step(rng: Random) -> str:
    r, a = nonzero(rng, 12), rng.randint(2, 12)
    left, right = rng.choice(
        ((joined("x", a), r + a), (joined("x", -a), r - a), (f"{a}*x", a * r), (f"x/{a}", r), (f"{a} - x", a - r))
    )
    return f"solve {left} = {right}" if rng.random() < 0.7 else f"solve {right} = {left}"


def two_steps(rng: Random) -> str:
    r, a, b = nonzero(rng, 9), nonzero(rng, 9), nonzero(rng, 12)
    if rng.random() < 0.3:
        k = abs(a) + 1
        return f"solve {joined(f'x/{k}', b)} = {r + b}"
    return f"solve {polynomial((a, b))} = {a * r + b}"


def both_sides(rng: Random) -> str:
    r, (a, c) = nonzero(rng, 9), several(rng, 2, 9)
    return f"solve {polynomial((a, 0))} = {polynomial((c, (a - c) * r))}"


def collected(rng: Random) -> str:
    r, (a, b) = nonzero(rng, 9), several(rng, 2, 9)
    a += b == -a
    return f"solve {summed([(a, 'x'), (b, 'x')])} = {(a + b) * r}"


def like_terms(rng: Random) -> str:
    a, b, c, d = (nonzero(rng, 9) for _ in range(4))
    parts = rng.choice(
        (
            [(a, "x"), (b, "x"), (c, "")],
            [(a, "x"), (c, ""), (b, "x"), (d, "")],
            [(a, "x"), (b, "y"), (c, "x")],
            [(a, "x^2"), (b, "x"), (c, "x^2")],
        )
    )
    return f"simplify {summed(parts)}"


def like_terms_shown(rng: Random) -> str:
    a, b, c = (nonzero(rng, 9) for _ in range(3))
    if rng.random() < 0.5:
        return f"prove {summed([(a, 'x'), (b, 'x')])} = {polynomial((a + b, 0))}"
    return f"prove {summed([(a, 'x'), (c, 'y'), (b, 'x')])} = {summed([(a + b, 'x'), (c, 'y')])}"


def powers(rng: Random) -> str:
    a, b = rng.randint(2, 9), rng.randint(2, 9)
    return "simplify " + rng.choice(
        (f"x^{a}*x^{b}", f"(x^{a})^{b}", f"x^{a + b}/x^{b}", f"{a}*x^{b}*x", f"x^{a}*x^{b}*x^2", f"{a}*x*{b}*x")
    )


def powers_shown(rng: Random) -> str:
    a, b = rng.randint(2, 9), rng.randint(2, 9)
    return "prove " + rng.choice(
        (f"x^{a}*x^{b} = x^{a + b}", f"(x^{a})^{b} = x^{a * b}", f"({a}*x)^2 = {a * a}*x^2", f"x*x^{a}*y = y*x^{a + 1}")
    )


def distributed(rng: Random) -> str:
    k, a, b = rng.randint(2, 9), rng.randint(1, 6), nonzero(rng, 9)
    bracket = f"{k}*({polynomial((a, b))})"
    return f"simplify {bracket}" if rng.random() < 0.5 else f"prove {bracket} = {polynomial((k * a, k * b))}"


def brackets(rng: Random) -> str:
    r, (a, c), b = nonzero(rng, 9), several(rng, 2, 6), nonzero(rng, 9)
    shape = rng.randrange(3)
    if shape == 0:
        return f"solve {a}*({joined('x', b)}) = {polynomial((c, a * (r + b) - c * r))}"
    if shape == 1:
        # a*(r + b) = c*(r + d) with a whole d: b is moved until c divides
        while a * (r + b) % c:
            b += 1
        return f"solve {a}*({joined('x', b)}) = {c}*({joined('x', a * (r + b) // c - r)})"
    d = nonzero(rng, 9)
    e = a * (r + b) + d - c * r
    bracket = joined("x", b)
    return f"solve {joined(f'{a}*({bracket})', d)} = {polynomial((c, e))}"


def two_brackets(rng: Random) -> str:
    r, a, c = nonzero(rng, 9), rng.randint(2, 6), rng.randint(2, 6)
    b, d = nonzero(rng, 9), nonzero(rng, 9)
    if rng.random() < 0.5:
        return f"solve {a}*({joined('x', b)}) + {c}*({joined('x', d)}) = {a * (r + b) + c * (r + d)}"
    a += a == c
    return f"solve {a}*({joined('x', b)}) - {c}*({joined('x', d)}) = {a * (r + b) - c * (r + d)}"


def inequality(rng: Random) -> str:
    r, (a, c), b = rng.randint(-9, 9), several(rng, 2, 9), nonzero(rng, 9)
    relation = rng.choice(("<", "<=", ">", ">="))
    if rng.random() < 0.4:
        return f"solve {polynomial((a, b))} {relation} {a * r + b}"
    if rng.random() < 0.4:
        return f"solve {abs(a) + 1}*({joined('x', b)}) {relation} {(abs(a) + 1) * (r + b)}"
    return f"solve {polynomial((a, b))} {relation} {polynomial((c, a * r + b - c * r))}"


def binomial(rng: Random) -> str:
    a, b = rng.randint(1, 6), rng.randint(1, 9)
    u, v = summed([(a, "x")]), rng.choice((str(b), summed([(b, "y")])))
    square = f"{a * a}*x^2" if a > 1 else "x^2"
    mixed, last = (2 * a * b, b * b)
    tail, end = ("*x", "") if "y" not in v else ("*x*y", "*y^2")
    left, right = rng.choice(
        (
            (f"({u} + {v})^2", f"{square} + {mixed}{tail} + {last}{end}"),
            (f"({u} - {v})^2", f"{square} - {mixed}{tail} + {last}{end}"),
            (f"({u} + {v})*({u} - {v})", f"{square} - {last}{end}"),
        )
    )
    return f"prove {left} = {right}"


def brackets_multiplied(rng: Random) -> str:
    a, b, c = rng.randint(1, 4), nonzero(rng, 9), nonzero(rng, 9)
    left = f"({polynomial((a, b))})*({joined('x', c)})"
    if rng.random() < 0.4:
        return f"simplify {left}"
    return f"prove {left} = {polynomial(product((a, b), (1, c)))}"


def brackets_added(rng: Random) -> str:
    a, c, b, d = rng.randint(2, 9), rng.choice((-1, 1)) * rng.randint(2, 9), nonzero(rng, 9), nonzero(rng, 9)
    sign = "+" if c > 0 else "-"
    left = f"{a}*({joined('x', b)}) {sign} {abs(c)}*({joined('x', d)})"
    if rng.random() < 0.5:
        return f"simplify {left}"
    return f"prove {left} = {polynomial((a + c, a * b + c * d))}"


def monomials(rng: Random) -> str:
    a, b, m, n = rng.randint(2, 5), rng.randint(2, 5), rng.randint(2, 5), rng.randint(2, 4)
    if rng.random() < 0.5:
        return "simplify " + rng.choice((f"{a}*x^{m}*{b}*x^{n}", f"({a}*x^{m})^{n}", f"{a}*x^{m}*({b}*x)^{n}"))
    return "prove " + rng.choice(
        (
            f"{a}*x^{m}*{b}*x^{n} = {a * b}*x^{m + n}",
            f"({a}*x^{m})^{n} = {a**n}*x^{m * n}",
            f"(x*y)^{m}*x^{n} = x^{m + n}*y^{m}",
        )
    )


def linear_fractions(rng: Random) -> str:
    p, q = rng.sample(range(2, 7), 2)
    n = lcm(p, q)
    r = n * nonzero(rng, 4)
    shape = rng.randrange(3)
    if shape == 0:
        return f"solve x/{p} + x/{q} = {r // p + r // q}"
    if shape == 1:
        k = nonzero(rng, 6)
        return f"solve {joined(f'x/{p}', k)} = {joined(f'x/{q}', r // p + k - r // q)}"
    a, b, s = nonzero(rng, 4), nonzero(rng, 4), nonzero(rng, 9)
    # both fractions take the value s + a at x = r
    r = nonzero(rng, 9)
    return f"solve ({joined('x', p * (s + a) - r)})/{p} = ({polynomial((b, q * (s + a) - b * r))})/{q}"


def quadratic(rng: Random) -> str:
    r, s = nonzero(rng, 9), nonzero(rng, 9)
    b, c = -(r + s), r * s
    return "solve " + rng.choice(
        (
            f"{polynomial((1, b, c))} = 0",
            f"{polynomial((1, b, 0))} = {-c}",
            f"x^2 = {polynomial((-b, -c))}",
            f"{joined('x^2', c)} = {polynomial((-b, 0))}",
        )
    )


def irrational_roots(rng: Random) -> str:
    """a*x^2 + b*x + c = 0 with two irrational roots, a often 1."""
    while True:
        a, b, c = rng.choice((1, 1, 1, 2, 3, 4, 5)), nonzero(rng, 9), nonzero(rng, 9)
        under = b * b - 4 * a * c
        if under > 0 and isqrt(under) ** 2 != under and gcd(a, b, c) == 1:
            break
    return "solve " + rng.choice(
        (
            f"{polynomial((a, b, c))} = 0",
            f"{polynomial((a, b, 0))} = {-c}",
            f"{polynomial((a, 0, 0))} = {polynomial((-b, -c))}",
        )
    )


def quadratic_factored(rng: Random) -> str:
    r, s = several(rng, 2, 9)
    a, m = rng.randint(2, 5), rng.randint(2, 12)
    return "solve " + rng.choice(
        (
            f"({joined('x', -r)})*({joined('x', -s)}) = 0",
            f"x*({joined('x', -r - s)}) = {-r * s}" if r + s else f"x^2 = {r * r}",
            f"({polynomial((a, -a * r))})*({joined('x', -s)}) = 0",
            f"{polynomial((a, -a * m, 0))} = 0",
        )
    )


def squares_compared(rng: Random) -> str:
    r, a, n = nonzero(rng, 9), nonzero(rng, 9), rng.randint(1, 9)
    if rng.random() < 0.5:
        return f"solve ({joined('x', a)})^2 = {joined('x^2', 2 * a * r + a * a)}"
    return f"solve ({joined('x', a)})^2 = {n * n}"


def absolute(rng: Random) -> str:
    a, b, r = rng.randint(1, 4), nonzero(rng, 9), rng.randint(-6, 9)
    c = abs(a * r + b) or a
    if rng.random() < 0.3:
        k, m = rng.randint(2, 4), nonzero(rng, 9)
        return f"solve {joined(f'{k}*abs({polynomial((a, b))})', m)} = {k * c + m}"
    return f"solve abs({polynomial((a, b))}) = {c}"


def fractions_added(rng: Random) -> str:
    p, q = rng.sample(range(2, 10), 2)
    a, b = rng.randint(1, 9), rng.randint(1, 9)
    if rng.random() < 0.5:
        return "simplify " + rng.choice((f"x/{p} + x/{q}", f"{a}/x + {b}/x", f"x/{p} - ({joined('x', b)})/{p * 2}"))
    return "prove " + rng.choice(
        (
            f"{a}/x + {b}/y = ({a}*y + {b}*x)/(x*y)",
            f"{a}/x + {b}/x = {a + b}/x",
            f"{a}/x + {b} = ({polynomial((b, a))})/x",
        )
    )


def fractions_reduced(rng: Random) -> str:
    a, b, k = rng.randint(1, 9), nonzero(rng, 9), rng.randint(2, 6)
    b += b == a
    b = b or -1
    top = polynomial(product((1, a), (1, b)))
    return "simplify " + rng.choice(
        (
            f"(x^2 - {a * a})/(x - {a})",
            f"({polynomial((k, k * b))})/({joined('x', b)})",
            f"({polynomial((1, b, 0))})/x",
            f"({top})/({joined('x', b)})",
        )
    )


def powers_mixed(rng: Random) -> str:
    m, n, k, j = (rng.randint(2, 5) for _ in range(4))
    if rng.random() < 0.5:
        return "simplify " + rng.choice(
            (
                f"x^{m}*y^{n}*x^{k}*y^{j}",
                f"(x^{m}*y^{n})^{k}*x^{j}",
                f"x^{m}*y^{n + j}/y^{j}",
                f"(x^{m})^{k}*(x^{n})^{j}",
            )
        )
    return "prove " + rng.choice(
        (
            f"x^{m}*y^{n}*x^{k}*y^{j} = x^{m + k}*y^{n + j}",
            f"(x^{m}*y^{n})^{k}*x^{j} = x^{m * k + j}*y^{n * k}",
            f"(x^{m})^{k}*(x^{n})^{j} = x^{m * k + n * j}",
        )
    )


def roots_and_powers(rng: Random) -> str:
    a, b, r, k = rng.randint(1, 5), nonzero(rng, 9), rng.randint(1, 9), rng.randint(2, 3)
    while (r * r - b) % a:
        b += 1
    e = rng.randint(2, 4)
    c = nonzero(rng, 4)
    return "solve " + rng.choice(
        (
            f"sqrt({polynomial((a, b))}) = {r}",
            f"{k}^({polynomial((a, c))}) = {k**e}",
            f"{k}^({polynomial((a + 1, c))}) = {k}^({polynomial((1, c + a * b))})",
            f"ln({polynomial((a, b))}) = ln({r})",
            f"{joined(f'sqrt({polynomial((a, b))})', c)} = {r + c}",
        )
    )


def brackets_subtracted(rng: Random) -> str:
    a, b = several(rng, 2, 9)
    left, right = rng.choice(
        (
            (f"({joined('x', a)})^2 - ({joined('x', b)})^2", plus((1, 2 * a, a * a), (1, 2 * b, b * b), -1)),
            (f"x*({joined('x', a)}) - x*({joined('x', b)})", [a - b, 0]),
            (f"({joined('x', a)})*({joined('x', b)}) - x^2", [a + b, a * b]),
        )
    )
    return f"prove {left} = {polynomial(right)}"
