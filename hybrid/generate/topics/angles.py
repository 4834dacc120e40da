"""Values of sines, cosines and tangents: at parts of pi, and at an angle of which another of them is known."""

from __future__ import annotations

from fractions import Fraction
from math import gcd, isqrt
from random import Random

from hybrid.angle import multiple_of_pi
from hybrid.generate.topic import Topic
from hybrid.generate.topics.writing import lettered
from hybrid.learn.texts import nonzero, summed

HEADS = ("sin", "cos", "tan")
NAMED = (6, 4, 3, 2)  # parts of pi whose values every table has
QUARTERS = ("0 < x, x < pi/2", "pi/2 < x, x < pi", "pi < x, x < 3*pi/2", "3*pi/2 < x, x < 2*pi")
SIGNS = {"sin": (1, 1, -1, -1), "cos": (1, -1, -1, 1), "tan": (1, -1, 1, -1)}
LEGS = ((3, 4, 5), (5, 12, 13), (8, 15, 17), (7, 24, 25), (20, 21, 29), (12, 35, 37), (9, 40, 41))


def value_at(rng: Random, parts: tuple[int, ...], low: int, high: int) -> str:
    """A sine, cosine or tangent that is defined at n*pi/d, low*d <= n <= high*d."""
    while True:
        head, d = rng.choice(HEADS), rng.choice(parts)
        n = rng.randint(low * d, high * d)
        if head != "tan" or Fraction(n, d) % 1 != Fraction(1, 2):
            return f"{head}({multiple_of_pi(Fraction(n, d))})"


def table(rng: Random) -> str:
    """3*sin(5*pi/6) - 2: angles of the first two quarters."""
    k, b = nonzero(rng, 12), rng.choice((0, nonzero(rng, 20)))
    return f"evaluate {summed([(k, value_at(rng, NAMED, 0, 1)), (b, '')])}"


def around(rng: Random) -> str:
    """2*cos(-13*pi/6): angles beyond a turn, and backwards."""
    k, b = nonzero(rng, 8), rng.choice((0, nonzero(rng, 12)))
    return f"evaluate {summed([(k, value_at(rng, NAMED, -4, 6)), (b, '')])}"


def together(rng: Random) -> str:
    """sin(pi/3)*cos(7*pi/4) + 2*tan(5*pi/6)."""
    first, second, third = (value_at(rng, NAMED, 0, 2) for _ in range(3))
    if rng.random() < 0.5:
        return f"evaluate {summed([(nonzero(rng, 6), f'{first}*{second}'), (nonzero(rng, 6), third)])}"
    return f"evaluate {summed([(nonzero(rng, 9), first), (nonzero(rng, 9), second)])}"


def by_roots(rng: Random) -> str:
    """3*cos(pi/12), tan(7*pi/8) - 1: angles of half and sums of those of the table, and of the pentagon."""
    k, b = nonzero(rng, 6), rng.choice((0, nonzero(rng, 9)))
    d = rng.choice((5, 8, 10, 12))
    n = rng.choice([n for n in range(1, 2 * d) if gcd(n, d) == 1])
    return f"evaluate {summed([(k, f'{rng.choice(HEADS)}({multiple_of_pi(Fraction(n, d))})'), (b, '')])}"


def _magnitude(rng: Random, head: str) -> str:
    """A number between 0 and 1, for the tangent one above 0: of a right triangle, or of a root."""
    a, b, c = rng.choice(LEGS)
    if head == "tan":
        return rng.choice((f"{a}/{b}", f"{b}/{a}", str(rng.randint(2, 9)), f"1/{rng.randint(2, 9)}"))
    n = rng.randint(2, 9)
    m = rng.choice([m for m in range(2, n * n) if isqrt(m) ** 2 != m])
    return rng.choice((f"{a}/{c}", f"{b}/{c}", f"1/{n}", f"sqrt({m})/{n}"))


def _known(rng: Random, wanted: str, heads: tuple[str, ...] = HEADS) -> str:
    """`find ... given ...`: one of the three is known in a quarter."""
    head, quarter = rng.choice(heads), rng.randrange(4)
    value = _magnitude(rng, head)
    signed = value if SIGNS[head][quarter] > 0 else f"-{value}"
    return f"find {wanted} given {head}(x) = {signed}, {QUARTERS[quarter]}"


@lettered
def another(rng: Random) -> str:
    """cos(x) from sin(x) = 3/5 in a quarter."""
    head = rng.choice(HEADS)
    wanted = f"{head}(x)"
    if head != "tan" and rng.random() < 0.5:
        wanted = summed([(nonzero(rng, 6), wanted), (rng.choice((0, nonzero(rng, 9))), "")])
    return _known(rng, wanted, tuple(h for h in HEADS if h != head))


@lettered
def square_of_another(rng: Random) -> str:
    """2*sin(x)^2 + 1 from the cosine: no quarter is needed."""
    head = rng.choice(("sin", "cos"))
    wanted = summed([(nonzero(rng, 6), f"{'cos' if head == 'sin' else 'sin'}(x)^2"), (nonzero(rng, 9), "")])
    sign = rng.choice(("", "-"))
    return f"find {wanted} given {head}(x) = {sign}{_magnitude(rng, head)}"


@lettered
def cosine_of_double(rng: Random) -> str:
    """cos(2*x) from any of the three."""
    head, wanted = rng.choice(HEADS), summed([(nonzero(rng, 4), "cos(2*x)"), (rng.choice((0, nonzero(rng, 6))), "")])
    return f"find {wanted} given {head}(x) = {rng.choice(('', '-'))}{_magnitude(rng, head)}"


@lettered
def sine_of_double(rng: Random) -> str:
    """sin(2*x) from one of the three in a quarter."""
    return _known(rng, "sin(2*x)", ("sin", "cos"))


@lettered
def shifted(rng: Random) -> str:
    """sin(x + pi/3) from sin(x) or cos(x) in a quarter."""
    angle = f"x {rng.choice('+-')} {rng.choice(('pi/6', 'pi/4', 'pi/3'))}"
    return _known(rng, f"{rng.choice(('sin', 'cos'))}({angle})", ("sin", "cos"))


@lettered
def half(rng: Random) -> str:
    """sin(x/2) from cos(x) in a quarter."""
    return _known(rng, f"{rng.choice(('sin', 'cos'))}(x/2)", ("cos",))


@lettered
def symmetric(rng: Random) -> str:
    """sin(x)*cos(x), sin(x)^3 + cos(x)^3 from sin(x) + cos(x)."""
    n = rng.randint(2, 9)
    m = rng.choice([m for m in range(-n, n + 1) if m and gcd(m, n) == 1])
    sign = rng.choice(("+", "-"))
    other = {"+": "sin(x)^3 + cos(x)^3", "-": "sin(x)^3 - cos(x)^3"}[sign]
    wanted = rng.choice(("sin(x)*cos(x)", other, "sin(2*x)", "sin(x)^4 + cos(x)^4"))
    return f"find {wanted} given sin(x) {sign} cos(x) = {m}/{n}"


VALUES = Topic(
    "trigonometric-values",
    "sines, cosines and tangents of parts of pi, and of angles of which one of them is known",
    {
        2: (table,),
        3: (around, together, square_of_another),
        4: (another, cosine_of_double, half),
        5: (sine_of_double, shifted, symmetric, by_roots),
    },
)

__all__ = ["VALUES"]
