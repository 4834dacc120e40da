"""Whole parts, the next whole number below and above: values, equations, inequalities, and what always holds of them.

What is to be proved is an identity of Hermite's, x and y replaced by lines, or what a whole number does to a bracket.
"""

from __future__ import annotations

from math import isqrt
from random import Random

from hybrid.generate.topic import Topic
from hybrid.generate.topics.writing import lettered
from hybrid.learn.texts import nonzero, polynomial, summed, times

SIGNS = ("=", "=", "<", "<=", ">", ">=")


def _part(rng: Random) -> str:
    return rng.choice(("floor", "floor", "ceil"))


def _quotient(rng: Random, most: int) -> str:
    """A fraction or decimal that is no whole number, either sign."""
    d = rng.randint(2, 9)
    n = rng.choice([n for n in range(-most * d, most * d) if n % d])
    return f"{n}/{d}" if rng.random() < 0.6 else f"{rng.randint(-most, most)}.{rng.randint(1, 9)}"


def _line(rng: Random, a: int) -> str:
    """a*x + b, or x/a + b."""
    b = rng.choice((0, nonzero(rng, 9)))
    if rng.random() < 0.3:
        return f"x/{abs(a) + 1}" + (f" {'+' if b > 0 else '-'} {abs(b)}" if b else "")
    return polynomial((a, b))


# -- values --------------------------------------------------------------------------------------


def of_number(rng: Random) -> str:
    """floor(-17/5), ceil(2.4)."""
    return f"evaluate {_part(rng)}({_quotient(rng, 20)})"


def of_numbers(rng: Random) -> str:
    """3*floor(-17/5) + ceil(2.4)."""
    parts = [(nonzero(rng, 6), f"{_part(rng)}({_quotient(rng, 12)})") for _ in range(2)]
    return f"evaluate {summed(parts)}"


def of_root(rng: Random) -> str:
    """floor(3*sqrt(10)), ceil(sqrt(50)), floor(pi*7)."""
    n = rng.choice([n for n in range(2, 200) if isqrt(n) ** 2 != n])
    k = rng.choice((1, 1, rng.randint(2, 9)))
    inside = rng.choice((times(k, f"sqrt({n})"), times(k, f"sqrt({n})"), times(k + 1, "pi"), f"log({n + 1}, 2)"))
    return f"evaluate {_part(rng)}({inside})"


# -- one unknown ---------------------------------------------------------------------------------


@lettered
def alone(rng: Random) -> str:
    """floor(x) = 3, ceil(x) < 5."""
    return f"solve {_part(rng)}(x) {rng.choice(SIGNS)} {rng.randint(-12, 12)}"


@lettered
def of_line(rng: Random) -> str:
    """floor(2*x + 1) = 5, ceil(x/3 - 2) >= 4."""
    return (
        f"solve {_part(rng)}({_line(rng, rng.choice((-3, -2, 2, 3, 4, 5)))}) {rng.choice(SIGNS)} {rng.randint(-12, 12)}"
    )


@lettered
def within(rng: Random) -> str:
    """2*floor(x) - 3 = 7, 5 - 3*ceil(2*x) < 8."""
    k = nonzero(rng, 5)
    part = f"{_part(rng)}({rng.choice(('x', 'x', _line(rng, rng.choice((2, 3)))))})"
    b, value = nonzero(rng, 9), rng.randint(-6, 6)
    return f"solve {summed([(k, part), (b, '')])} {rng.choice(SIGNS)} {k * value + b}"


@lettered
def fractional(rng: Random) -> str:
    """x - floor(x) = 1/3, 2*x - floor(2*x) < 1/4."""
    d, a = rng.randint(2, 7), rng.choice((1, 1, 2, 3))
    sign = rng.choice(("=", "<", ">="))
    return f"solve {times(a, 'x')} - floor({times(a, 'x')}) {sign} {rng.randint(1, d - 1)}/{d}"


@lettered
def with_unknown(rng: Random) -> str:
    """floor(x) + 2*x = 7; floor(x) = 3*x - 4."""
    a, c = rng.choice((2, 3, 4, 5)), rng.randint(-15, 15)
    if rng.random() < 0.5:
        return f"solve {_part(rng)}(x) + {times(a - 1, 'x')} = {c}/{rng.choice((1, 1, 2))}".replace("/1", "")
    return f"solve {_part(rng)}(x) = {polynomial((a, c))}"


@lettered
def squared(rng: Random) -> str:
    """floor(x)^2 - 5*floor(x) + 6 = 0."""
    p, q = rng.randint(-6, 6), rng.randint(-6, 6)
    part = f"{_part(rng)}(x)"
    return f"solve {summed([(1, f'{part}^2'), (-(p + q), part), (p * q, '')])} = 0"


@lettered
def two_parts(rng: Random) -> str:
    """floor(x) + floor(2*x) = 5; floor(x) + floor(x/2) + floor(x/3) < 9, within bounds."""
    first, second = rng.sample(("x", "2*x", "3*x", "x/2", "x/3", "x + 1/2"), 2)
    return f"solve {_part(rng)}({first}) + {_part(rng)}({second}) = {rng.randint(-9, 15)}"


@lettered
def always_or_never(rng: Random) -> str:
    """floor(3*x) - 3*floor(x) = 1: the same after each whole number."""
    a, k = rng.choice((2, 3, 4)), rng.randint(0, 3)
    return f"solve floor({a}*x) - {a}*floor(x) {rng.choice(('=', '=', '<='))} {min(k, a)}"


# -- to prove ------------------------------------------------------------------------------------


@lettered
def moved(rng: Random) -> str:
    """floor(x + y) = floor(x) + y for whole y; ceil(3 - x) = 3 - floor(x)."""
    k, part = nonzero(rng, 12), _part(rng)
    inside = rng.choice(("x + y", "y + x", "x - y"))
    claims = (
        f"{part}({inside}) = {part}(x) {'-' if '-' in inside else '+'} y where y integer",
        f"ceil({k} - x) = {k} - floor(x)",
        f"floor({k} - x) = {k} - ceil(x)",
    )
    return f"prove {rng.choice(claims)}"


@lettered
def bounds(rng: Random) -> str:
    """floor(x) > x - 1; ceil(x) - floor(x) <= 1; floor(x) + floor(y) <= floor(x + y)."""
    k = rng.randint(2, 6)
    claims = (
        f"floor({k}*x) > {k}*x - 1",
        f"ceil(x/{k}) < x/{k} + 1",
        f"ceil({k}*x) - floor({k}*x) <= 1",
        f"{k}*floor(x) <= floor({k}*x)",
        f"ceil({k}*x) <= {k}*ceil(x)",
        f"floor(x) + floor({k}*y) <= floor(x + {k}*y)",
        f"ceil(x + {k}*y) <= ceil(x) + ceil({k}*y)",
        f"floor(x + y + {k}) <= floor(x) + floor(y) + {k + 1}",
    )
    return f"prove {rng.choice(claims)}"


@lettered
def hermite(rng: Random) -> str:
    """floor(x) + floor(x + 1/2) = floor(2*x), and with thirds; with a line for x."""
    m, n = rng.choice((2, 2, 3)), rng.randint(-4, 4)
    u = rng.choice(("x", "2*x", "x/2", "3*x", "-x", "x + y"))
    first = f"floor({u} + {n})" if n > 0 else f"floor({u} - {-n})" if n else f"floor({u})"
    rest = " + ".join(f"floor({u} + {i}/{m})" for i in range(1, m))
    return f"prove {first} + {rest} = floor({m}*({u})) {'+' if n >= 0 else '-'} {abs(n)}"


@lettered
def halves(rng: Random) -> str:
    """floor(x/2) + ceil(x/2) = x for whole x; ceil(x/3) = floor((x + 2)/3)."""
    k = rng.randint(2, 5)
    claims = (
        "floor(x/2) + ceil(x/2) = x",
        f"ceil(x/{k}) = floor((x + {k - 1})/{k})",
        f"floor(x/{k}) >= (x - {k - 1})/{k}",
        f"x - {k}*floor(x/{k}) = x mod {k}",
    )
    if rng.random() < 0.2:
        return f"prove floor(floor(x)/{k}) = floor(x/{k})"
    return f"prove {rng.choice(claims)} where x integer"


WHOLE_PARTS = Topic(
    "whole-parts",
    "whole parts of numbers: floor and ceiling",
    {
        1: (of_number, alone),
        2: (of_numbers, of_root, of_line),
        3: (within, fractional, moved),
        4: (with_unknown, squared, bounds, halves),
        5: (two_parts, always_or_never, hermite),
    },
)

__all__ = ["WHOLE_PARTS"]
