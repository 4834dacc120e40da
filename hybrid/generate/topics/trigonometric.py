"""Trigonometric equations and inequalities within bounds, drawn around values that are known of parts of pi."""

from __future__ import annotations

from math import gcd
from random import Random

from hybrid.generate.topic import Topic
from hybrid.generate.topics.writing import RELATIONS, lettered
from hybrid.learn.texts import joined, nonzero, product, summed, times

BOUNDS = ("0 <= x, x < 2*pi", "0 <= x, x <= 2*pi", "-pi < x, x <= pi", "0 <= x, x <= pi", "0 < x, x < 2*pi")
HALVES = {-2: "-1", -1: "-1/2", 0: "0", 1: "1/2", 2: "1"}  # twice the value
SURDS = ("sqrt(2)/2", "-sqrt(2)/2", "sqrt(3)/2", "-sqrt(3)/2")
SHIFTS = ("", " + pi/6", " - pi/6", " + pi/4", " - pi/4", " + pi/3", " - pi/3", " + pi/2")
TANGENTS = ("0", "1", "-1", "sqrt(3)", "-sqrt(3)", "sqrt(3)/3", "-sqrt(3)/3")


def within(rng: Random, left: str, right: object, relation: str = "=") -> str:
    """The statement that asks for the angles within bounds."""
    return f"solve {left} {relation} {right} where {rng.choice(BOUNDS)}"


def value_of(rng: Random, head: str) -> str:
    """A value that sine and cosine, or the tangent, take at a known angle."""
    return rng.choice(TANGENTS) if head == "tan" else rng.choice((*HALVES.values(), *SURDS))


def isolated(rng: Random, angle: str) -> str:
    """k*f(angle) + b = k*value + b, with f a sine, cosine or tangent."""
    head = rng.choice(("sin", "cos", "tan"))
    k, b = nonzero(rng, 15), rng.choice((0, nonzero(rng, 30)))
    if head != "tan" and rng.random() < 0.5:
        k, twice = 2 * k, rng.choice(list(HALVES))
        return within(rng, summed([(k, f"{head}({angle})"), (b, "")]), k * twice // 2 + b)
    value = value_of(rng, head)
    if k in (1, -1) or b == 0:
        return within(rng, f"{head}({angle})", value)
    return within(rng, summed([(k, f"{head}({angle})"), (b, "")]), joined(times(k, f"({value})"), b))


@lettered
def plain(rng: Random) -> str:
    """2*sin(x) + 3 = 4."""
    return isolated(rng, "x")


@lettered
def of_angles(rng: Random) -> str:
    """tan(2*x - pi/3) = 1."""
    n = rng.choice((1, 2, 2, 3, 4))
    shift = "" if n == 4 else rng.choice(SHIFTS)
    return isolated(rng, times(n, "x") + shift if shift or n > 1 else "x/2")


@lettered
def order(rng: Random) -> str:
    """2*cos(x) + 3 > 4."""
    head, k, b = rng.choice(("sin", "cos", "tan")), nonzero(rng, 6), nonzero(rng, 12)
    n = rng.choice((1, 1, 1, 2))
    f = f"{head}({times(n, 'x')})"
    if head == "tan":
        return within(rng, f, rng.choice(TANGENTS), rng.choice(RELATIONS))
    if rng.random() < 0.3:
        return within(rng, f, rng.choice(SURDS), rng.choice(RELATIONS))
    twice = rng.choice((-1, 0, 1))
    return within(rng, summed([(2 * k, f), (b, "")]), k * twice + b, rng.choice(RELATIONS))


@lettered
def quadratic(rng: Random) -> str:
    """2*sin(x)^2 + sin(x) - 1 = 0: a value of a known angle, and another that may be none of a sine."""
    head = rng.choice(("sin", "cos"))
    f = f"{head}({rng.choice(('x', 'x', '2*x'))})"
    first, second = (
        rng.choice(((2, 1), (2, -1), (1, 1), (1, -1), (1, 0))),
        rng.choice(((1, rng.randint(-4, 4)), (2, rng.choice((-1, 1))))),
    )
    k = rng.choice((1, 1, 2, 3))
    a, b, c = (k * p for p in product(first, second))
    left = [(a, f"{f}^2"), (b, f)]
    return within(rng, summed([*left, (c, "")]), 0) if rng.random() < 0.6 or not b else within(rng, summed(left), -c)


@lettered
def powers(rng: Random) -> str:
    """4*sin(x)^2 = 3, tan(x)^2 = 3."""
    k, b = rng.randint(1, 6), rng.choice((0, nonzero(rng, 9)))
    head = rng.choice(("sin", "cos", "tan"))
    up, down = rng.choice(((1, 1), (3, 1), (1, 3), (0, 1)) if head == "tan" else ((3, 4), (1, 4), (1, 2), (1, 1)))
    g = gcd(k * down, k * up) if rng.random() < 0.5 else 1
    return within(rng, summed([(k * down // g, f"{head}(x)^2"), (b, "")]), k * up // g + b)


@lettered
def products(rng: Random) -> str:
    """sin(2*x) = cos(x), k*sin(x)*cos(x) = m*sin(x)."""
    k, m = rng.randint(1, 6), rng.choice((0, 1, -1))
    s, c = rng.choice((("sin(x)", "cos(x)"), ("cos(x)", "sin(x)")))
    kind = rng.random()
    if kind < 0.4:
        return within(rng, times(k, "sin(2*x)"), times(k * rng.choice((1, -1)), c))
    if kind < 0.7:
        return within(rng, summed([(2 * k, f"{s}*{c}"), (m * k, s)]), 0)
    return within(rng, summed([(k, f"{s}*tan(x)"), (m * k, s)]), 0)


@lettered
def sums(rng: Random) -> str:
    """a*sin(x) + b*cos(x) = c, whose left side is one sine, of a shifted angle."""
    k, sign = rng.randint(1, 15), rng.choice((1, -1))
    kind = rng.random()
    if kind < 0.5:  # sqrt(2) times a sine
        if rng.random() < 0.25:
            return within(rng, summed([(k, "sin(x)"), (sign * k, "cos(x)")]), times(k, "sqrt(2)"))
        m = rng.choice((0, nonzero(rng, 12)))
        return within(rng, summed([(k, "sin(x)"), (sign * k, "cos(x)"), (m, "")]), m + rng.choice((0, k, -k)))
    r = times(k, "sqrt(3)")  # 2 times a sine
    first, second = rng.choice((("sin(x)", "cos(x)"), ("cos(x)", "sin(x)")))
    return within(rng, f"{r}*{first} {'+' if sign > 0 else '-'} {times(k, second)}", rng.choice((0, k, -k, 2 * k, r)))


@lettered
def double(rng: Random) -> str:
    """cos(2*x) + 3*sin(x) = 2 and the like, quadratic once the double angle is taken apart."""
    first, second = rng.choice(((2, 1), (2, -1))), rng.choice(((1, rng.randint(-3, 3)), (1, 1), (1, -1)))
    a, b, c = product(first, second)  # a*s^2 + b*s + c = 0 with a = 2: cos(2*x) = 1 - 2*s^2 = 2*s^2 - 1
    k, m = rng.choice((1, 1, 2, 3, 4)), rng.choice((0, 0, nonzero(rng, 12)))
    both = [(-k, "cos(2*x)"), (k * b, "sin(x)")] if rng.random() < 0.5 else [(k, "cos(2*x)"), (k * b, "cos(x)")]
    return within(rng, summed([*both, (m, "")]), m - k * (c + a // 2))


EQUATIONS = Topic(
    "trigonometric-equations",
    "equations and inequalities with sines, cosines and tangents, within bounds",
    {
        2: (plain,),
        3: (of_angles, order, powers),
        4: (quadratic, products),
        5: (sums, double),
    },
)

__all__ = ["EQUATIONS"]
