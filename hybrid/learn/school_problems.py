"""Equations with fractions, roots and powers, quadratics in disguise, identities of several steps.

Equations are made from the answer backwards: roots are drawn first, so solutions are rational. A quadratic with
whole coefficients and one rational root has two.
"""

from __future__ import annotations

from fractions import Fraction
from random import Random

from hybrid.learn.texts import coprime, joined, nonzero, polynomial, product, several, summed


def leading_coefficient(rng: Random) -> str:
    p, q = coprime(rng, 4)
    a, b, c = product((p, -q if rng.random() < 0.5 else q), (1, -nonzero(rng, 6)))
    if rng.random() < 0.6:
        return f"solve {polynomial((a, b, c))} = 0"
    return f"solve {polynomial((a, 0, 0))} = {polynomial((-b, -c))}"


def reciprocal(rng: Random) -> str:
    r, a, k = nonzero(rng, 9), rng.randint(2, 9), rng.randint(1, 5)
    value = Fraction(k, r) + Fraction(1, a)
    return f"solve {k}/x + 1/{a} = {value}"


def proportion(rng: Random) -> str:
    a, c = rng.sample(range(1, 8), 2)
    r, b = nonzero(rng, 6), nonzero(rng, 6)
    while r + b == 0 or (c * (r + b)) % a or c * (r + b) // a == r:
        r, b = nonzero(rng, 6), nonzero(rng, 6)
    return f"solve {a}/({joined('x', b)}) = {c}/({joined('x', c * (r + b) // a - r)})"


def sum_with_reciprocal(rng: Random) -> str:
    r, s = several(rng, 2, 9)
    s = s if r + s else s + 1 or 2
    return f"solve {summed([(1, 'x'), (r * s, '1/x')])} = {r + s}".replace("*1/x", "/x")


def biquadratic(rng: Random) -> str:
    p, q = rng.sample(range(1, 7), 2)
    return f"solve {polynomial((1, 0, -p * p - q * q, 0, p * p * q * q))} = 0"


def fraction_identity(rng: Random) -> str:
    a, b = rng.randint(1, 6), rng.randint(1, 6)
    b += a == b
    return "prove " + rng.choice(
        (
            f"1/(x - {a}) - 1/(x + {a}) = {2 * a}/(x^2 - {a * a})",
            f"1/x - 1/(x + {a}) = {a}/(x*(x + {a}))",
            f"x/(x + {a}) + {a}/(x + {a}) = 1",
            f"{b}/x + {a}/(x + 1) = ({a + b}*x + {b})/(x*(x + 1))",
            f"(x^2 - {a * a})/(x + {a}) = x - {a}",
        )
    )


def cubes(rng: Random) -> str:
    a = rng.randint(1, 6)
    r, s = several(rng, 2, 6)
    if rng.random() < 0.3:
        return f"solve {polynomial((1, -r - s, r * s, 0))} = 0"
    return "prove " + rng.choice(
        (
            f"(x + {a})^3 = {polynomial((1, 3 * a, 3 * a * a, a**3))}",
            f"(x - {a})^3 = {polynomial((1, -3 * a, 3 * a * a, -(a**3)))}",
            f"(x + {a})*({polynomial((1, -a, a * a))}) = x^3 + {a**3}",
            f"(x - {a})*({polynomial((1, a, a * a))}) = x^3 - {a**3}",
        )
    )


def pythagorean(rng: Random) -> str:
    k, n = rng.randint(2, 9), rng.randint(1, 5)
    t = "x" if n == 1 else f"{n}*x"
    s, c, tan = f"sin({t})", f"cos({t})", f"tan({t})"
    return "prove " + rng.choice(
        (
            f"{k}*{s}^2 + {k}*{c}^2 = {k}",
            f"({s} + {c})^2 = 1 + 2*{s}*{c}",
            f"({s} - {c})^2 + 2*{s}*{c} = 1",
            f"{k}*{tan}*{c} = {k}*{s}",
            f"{k} - {k}*{s}^2 = {k}*{c}^2",
            f"{s}^4 - {c}^4 = {s}^2 - {c}^2",
            f"(1 - {s})*(1 + {s}) = {c}^2",
            f"{s}^2 - {c}^2 = 1 - 2*{c}^2",
        )
    )


def radical(rng: Random) -> str:
    """A root of a quadratic that has a given value at r and s; no solution need be tried, the value being positive."""
    (r, s), d = several(rng, 2, 6), rng.randint(1, 6)
    root = f"sqrt({polynomial((1, -r - s, r * s + d * d))})"
    if rng.random() < 0.5:
        return f"solve {root} = {d}"
    k, m = rng.randint(2, 4), nonzero(rng, 9)
    return f"solve {joined(f'{k}*{root}', m)} = {k * d + m}"


def exponential_quadratic(rng: Random) -> str:
    base, (m, n) = rng.choice((2, 2, 3)), rng.sample(range(0, 5), 2)
    p, q = base**m, base**n
    return f"solve {base}^(2*x) - {p + q}*{base}^x + {p * q} = 0"


def nested(rng: Random) -> str:
    a, b, d, e, f = (rng.randint(2, 5) for _ in range(5))
    r, c, g = nonzero(rng, 9), nonzero(rng, 6), nonzero(rng, 6)
    inner = f"{b}*({joined('x', c)}) - {d}*({joined('x', g)})"
    value = a * (b * (r + c) - d * (r + g))
    f += a * (b - d) == f
    return f"solve {a}*({inner}) = {polynomial((f, value - f * r))}"


def nested_fractions(rng: Random) -> str:
    p, q = rng.sample(range(2, 7), 2)
    a, b, r = nonzero(rng, 6), nonzero(rng, 6), nonzero(rng, 9)
    k = rng.randint(2, 5)
    if rng.random() < 0.5:
        value = Fraction(r + a, p) + Fraction(r + b, q)
        return f"solve ({joined('x', a)})/{p} + ({joined('x', b)})/{q} = {value}"
    value = Fraction(r + a, p) - Fraction(k * (r + b), q)
    return f"solve ({joined('x', a)})/{p} - {k}*({joined('x', b)})/{q} = {value}"


def long_identity(rng: Random) -> str:
    a, b, c = (rng.randint(1, 7) for _ in range(3))
    cube = product(product((1, a), (1, b)), (1, -c))
    return "prove " + rng.choice(
        (
            f"(x + {a})^2 + (x - {b})^2 = {polynomial((2, 2 * a - 2 * b, a * a + b * b))}",
            f"(x + {a})^2 - (x - {b})^2 = {polynomial((2 * a + 2 * b, a * a - b * b))}",
            f"(x + {a})*(x + {b})*(x - {c}) = {polynomial(cube)}",
            f"(x + {a}*y)^2 + ({a}*x - y)^2 = {a * a + 1}*(x^2 + y^2)",
            f"(x + {a}*y)^3 - (x - {a}*y)^3 = {6 * a}*x^2*y + {2 * a**3}*y^3",
            f"(x^2 + {a}*x + {b})*(x - {c}) = {polynomial(product((1, a, b), (1, -c)))}",
        )
    )


def long_fraction_identity(rng: Random) -> str:
    a, b = rng.sample(range(1, 7), 2)
    return "prove " + rng.choice(
        (
            f"1/(x - {a}) + 1/(x + {a}) = 2*x/(x^2 - {a * a})",
            f"{a}/(x + {b}) + {b}/x = ({polynomial((a + b, b * b))})/(x*(x + {b}))",
            f"1/(x + {a}) - 1/(x + {b}) = {b - a}/((x + {a})*(x + {b}))",
            f"(x^2 + {2 * a}*x + {a * a})/(x + {a}) = x + {a}",
            f"(x + {a})/x - x/(x + {a}) = ({polynomial((2 * a, a * a))})/(x*(x + {a}))",
        )
    )


def trigonometric(rng: Random) -> str:
    k, n = rng.randint(2, 7), rng.randint(1, 4)
    t = "x" if n == 1 else f"{n}*x"
    s, c, tan = f"sin({t})", f"cos({t})", f"tan({t})"
    return "prove " + rng.choice(
        (
            f"(1 + {tan}^2)*{c}^2 = 1",
            f"{tan}^2*{c}^2 + {c}^2 = 1",
            f"({s} + {c})^2 + ({s} - {c})^2 = 2",
            f"({k}*{s} + {c})^2 + ({s} - {k}*{c})^2 = {k * k + 1}",
            f"{k}*{s}^4 - {k}*{c}^4 = {k} - {2 * k}*{c}^2",
            f"{s}^4 + 2*{s}^2*{c}^2 + {c}^4 = 1",
            f"1/(1 - {s}) + 1/(1 + {s}) = 2/{c}^2",
        )
    )


def biquadratic_of_sum(rng: Random) -> str:
    p, q = rng.sample(range(1, 6), 2)
    of = f"({joined('x', nonzero(rng, 5))})"
    if rng.random() < 0.5:
        return f"solve {polynomial((1, 0, -p * p - q * q, 0, p * p * q * q), of)} = 0"
    return f"solve {polynomial((1, -p - q, p * q), of)} = 0"


def logarithms(rng: Random) -> str:
    (r, s), d = several(rng, 2, 6), rng.randint(2, 9)
    if rng.random() < 0.5:
        return f"solve {polynomial((1, -d, 0), 'ln(x)')} = 0"
    return f"solve ln({polynomial((1, -r - s, r * s + d))}) = ln({d})"
