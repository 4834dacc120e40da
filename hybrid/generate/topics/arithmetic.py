"""Arithmetic without an unknown: fractions and decimals, powers, roots and other surds."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from hybrid.generate.topic import Topic
from hybrid.generate.topics.writing import decimal, lettered
from hybrid.learn.texts import coprime, nonzero, summed, times


def proper(rng: Random, most: int = 12) -> Fraction:
    """A fraction from 0 to 2 with a denominator from 2 to most."""
    while True:
        found = Fraction(rng.randint(1, 2 * most), rng.randint(2, most))
        if found.denominator > 1 and found < 2:
            return found


def signs(rng: Random, n: int) -> list[str]:
    return [rng.choice("+-") for _ in range(n)]


# -- fractions -----------------------------------------------------------------------------------


def two_fractions(rng: Random) -> str:
    return f"simplify {proper(rng)} {rng.choice(('+', '-', '*', '+', '-'))} {proper(rng)}"


def quotient(rng: Random) -> str:
    return f"simplify ({proper(rng, 15)})/({proper(rng, 15)})"


def three_fractions(rng: Random) -> str:
    a, b, c = (proper(rng, 9) for _ in range(3))
    s, t = signs(rng, 2)
    return f"simplify {a} {s} {b} {t} {c}"


def mixed_operations(rng: Random) -> str:
    """a + b*c, (a + b)*c, a*(b - c) + d."""
    a, b, c, d = (proper(rng, 8) for _ in range(4))
    s, t = signs(rng, 2)
    return "simplify " + rng.choice((f"{a} {s} {b}*{c}", f"({a} {s} {b})*{c}", f"{a}*({b} {s} {c}) {t} {d}"))


def with_decimals(rng: Random) -> str:
    """Fractions whose decimals end, and decimals."""
    a = Fraction(rng.randint(1, 30), rng.choice((2, 4, 5, 8, 10, 20)))
    b, c = Fraction(rng.randint(1, 40), 10), Fraction(rng.randint(1, 99), rng.choice((4, 10, 100)))
    (s, t), d, e = signs(rng, 2), decimal(b), decimal(c)
    return "simplify " + rng.choice((f"{d} {s} {a} {t} {e}", f"{d}*({a} {s} {e})", f"{e} {s} {a}*{d}"))


def compound(rng: Random) -> str:
    """(a + b)/(c - d)."""
    while True:
        a, b, c, d = (proper(rng, 7) for _ in range(4))
        s, t = signs(rng, 2)
        below = c + d if t == "+" else c - d
        if below:
            return f"simplify ({a} {s} {b})/({c} {t} {d})"


def continued(rng: Random) -> str:
    """a + b/(c + d/(e + f)), two or three floors."""
    a, c, e = rng.randint(1, 6), rng.randint(1, 6), rng.randint(2, 7)
    b, d = rng.randint(1, 6), rng.randint(1, 6)
    s, t = rng.choice("+-"), rng.choice("++-") if d != c * e else "+"
    inner = f"{d}/{e}" if rng.random() < 0.5 else f"{d}/({e} + {Fraction(1, rng.randint(2, 5))})"
    t = "+" if t == "-" and d >= c * e else t
    return f"simplify {a} {s} {b}/({c} {t} {inner})"


def powers_of_fractions(rng: Random) -> str:
    a, b, c = proper(rng, 6), proper(rng, 6), proper(rng, 6)
    s, t = signs(rng, 2)
    return "simplify " + rng.choice((f"({a} {s} {b})^2 {t} {c}", f"({a})^2 {s} ({b})^2*{c}", f"{a}*({b} {s} {c})^2"))


FRACTIONS = Topic(
    "fraction-arithmetic",
    "adding, multiplying, dividing fractions and decimals",
    {
        1: (two_fractions, quotient),
        2: (three_fractions, mixed_operations),
        3: (with_decimals, compound),
        4: (continued, powers_of_fractions),
    },
)

# -- powers --------------------------------------------------------------------------------------


def numbers(rng: Random) -> str:
    """b^m*b^n, b^m/b^n, (b^m)^n, with values that a person can write."""
    base, most = rng.choice(((2, 9), (3, 5), (5, 4), (7, 3), (10, 6), (4, 4), (6, 3)))
    m, n = rng.randint(2, 12), rng.randint(2, 12)
    k = rng.randint(0, most)
    return "simplify " + rng.choice(
        (
            f"{base}^{m + k}/{base}^{m}",
            f"{base}^{m + k}*{base}^(-{m})",
            f"{base}^{m}*{base}^{n}/{base}^{m + n - k}",
            f"({base}^2)^{m}/{base}^{2 * m - k}" if k <= 2 * m else f"{base}^{k}",
        )
    )


@lettered
def products_of_powers(rng: Random) -> str:
    m, n, k = rng.randint(2, 12), rng.randint(2, 12), rng.randint(1, 9)
    a, b = rng.randint(2, 9), rng.randint(1, 9)
    return "simplify " + rng.choice(
        (
            f"{times(a, f'x^{m}')}*{times(b, f'x^{n}')}",
            f"{times(a, f'x^{m}')}*x^{n}*x^{k}",
            f"{times(a * b, f'x^{m + n}')}/({times(a, f'x^{n}')})",
            f"{times(b, f'(x^{m})^{min(n, 6)}')}*x^{k}",
        )
    )


@lettered
def monomials(rng: Random) -> str:
    """(a*x^m*y^n)^k*(b*x^p*y^q)."""
    a, b, k = rng.randint(1, 5), rng.randint(1, 6), rng.choice((2, 2, 3))
    m, n, p, q = (rng.randint(1, 6) for _ in range(4))
    return f"simplify ({summed([(a, letters(m, n))])})^{k}*{times(b, letters(p, q))}"


def letters(m: int, n: int) -> str:
    """x^m*y^n without exponents 1."""
    x, y = ("x" if m == 1 else f"x^{m}"), ("y" if n == 1 else f"y^{n}")
    return f"{x}*{y}"


@lettered
def quotients(rng: Random) -> str:
    """(a*x^m*y^n)^k/(b*x^p*y^q)."""
    a, b, k = rng.randint(1, 6), rng.randint(2, 12), rng.choice((1, 2, 2, 3))
    m, n, p, q = (rng.randint(1, 7) for _ in range(4))
    top = times(a, letters(m, n))
    return f"simplify ({top}){f'^{k}' if k > 1 else ''}/({times(b, letters(p, q))})"


def raised(base: str, n: int) -> str:
    """base^n, a negative exponent in brackets, nothing for 1."""
    return base if n == 1 else f"{base}^{n}" if n >= 0 else f"{base}^({n})"


@lettered
def negative_exponents(rng: Random) -> str:
    """(a*x^-m*y^n)^-k times or over x^p*y^q."""
    m, n, p, q = (nonzero(rng, 5) for _ in range(4))
    k, a = rng.choice((-1, -2, -2, 2, -3)), rng.randint(1, 4)
    inner = f"{raised('x', m)}*{raised('y', n)}"
    first = raised(f"({times(a, inner)})", k)
    second = f"{raised('x', p)}*{raised('y', q)}"
    return f"simplify {first}*{second}" if rng.random() < 0.6 else f"simplify {first}/({second})"


def rational_exponents(rng: Random) -> str:
    """b^(p/q) of a perfect power, in sums and products."""

    def one() -> str:
        q = rng.choice((2, 2, 3, 3, 4))
        base, p = rng.randint(2, 9 if q == 2 else 5 if q == 3 else 3), rng.choice((1, 1, 2, 3, -1, -2))
        p = p if p % q else 1
        return f"{base**q}^({p}/{q})"

    a, b = one(), one()
    k = rng.randint(2, 6)
    return f"simplify {a} {rng.choice('+-*')} {rng.choice(('', f'{k}*'))}{b}" + rng.choice(("", f" + {k}", f" - {k}"))


def powers_combined(rng: Random) -> str:
    """Sums of powers with negative exponents and 0."""
    a, b, c = rng.randint(2, 6), rng.randint(2, 6), rng.randint(2, 9)
    m, n = rng.randint(1, 3), rng.randint(1, 2)
    s, t = signs(rng, 2)
    k = rng.randint(2, 9)
    return "simplify " + rng.choice(
        (
            f"{a}^{m} {s} {b}^(-{n}) {t} {c}^0",
            f"({a}/{b})^(-{n}) {s} {c}^{m}",
            f"{k}*{a}^(-{n}) {s} {b}^{m}*{c}^(-1)",
            f"({a}^(-1) {s} {b}^(-1))*{c}^{m}" if a != b else f"{a}^(-1)*{c}^{m} {t} {k}",
        )
    )


POWERS = Topic(
    "power-arithmetic",
    "the laws of exponents: products, quotients, powers, negative and fractional exponents",
    {
        1: (numbers, products_of_powers),
        2: (monomials, quotients),
        3: (negative_exponents, powers_combined),
        4: (rational_exponents, negative_exponents, quotients),
    },
)

# -- roots ---------------------------------------------------------------------------------------

SQUAREFREE = (2, 3, 5, 6, 7, 10, 11)


def root_of_multiple(rng: Random) -> str:
    """sqrt(k^2*n), with a number before it."""
    k, n, a = rng.randint(2, 12), rng.choice((2, 3, 5, 6, 7, 10, 11, 13, 14, 15)), rng.choice((1, 1, 2, 3, 4, 5))
    return f"simplify {times(a, f'sqrt({k * k * n})')}"


def product_of_roots(rng: Random) -> str:
    p, q, n = rng.choice(SQUAREFREE), rng.choice(SQUAREFREE), rng.randint(1, 6)
    a, b = rng.randint(1, 6), rng.randint(1, 6)
    if rng.random() < 0.4:
        return f"simplify {times(a, f'sqrt({p * n * n * q})')}/sqrt({q})"
    return f"simplify {times(a, f'sqrt({p * n})')}*{times(b, f'sqrt({p * q})')}"


def like_roots(rng: Random) -> str:
    """a*sqrt(k^2*n) + b*sqrt(m^2*n) + c*sqrt(l^2*n)."""
    n = rng.choice(SQUAREFREE)
    k, m, j = (rng.randint(1, 8) for _ in range(3))
    parts = [(nonzero(rng, 5), f"sqrt({i * i * n})") for i in (k, m, j)][: rng.choice((2, 3, 3))]
    if rng.random() < 0.3:
        parts.append((nonzero(rng, 4), f"sqrt({rng.choice(SQUAREFREE)})"))
    return f"simplify {summed(parts)}"


def binomials_multiplied(rng: Random) -> str:
    """(a + b*sqrt(n))*(c + d*sqrt(n)) and squares."""
    n, m = rng.choice(SQUAREFREE), rng.choice(SQUAREFREE)
    a, b, c, d = (nonzero(rng, 5) for _ in range(4))
    first = summed([(a, ""), (b, f"sqrt({n})")])
    if rng.random() < 0.3:
        return f"simplify ({first})^2"
    if rng.random() < 0.3:
        one = summed([(abs(a), f"sqrt({n})"), (b, f"sqrt({m})")])
        return f"simplify ({one})*({summed([(abs(c), f'sqrt({n})'), (d, f'sqrt({m})')])})"
    return f"simplify ({first})*({summed([(c, ''), (d, f'sqrt({n})')])})"


def distributed(rng: Random) -> str:
    """a*sqrt(n)*(b*sqrt(m) + c*sqrt(k))."""
    n, m, k = (rng.choice(SQUAREFREE) for _ in range(3))
    a, b, c = rng.randint(1, 5), nonzero(rng, 5), nonzero(rng, 5)
    inner = summed([(b, f"sqrt({m * rng.choice((1, 4, 9))})"), (c, rng.choice(("", f"sqrt({k})")))])
    return f"simplify {times(a, f'sqrt({n})')}*({inner})"


def rationalized(rng: Random) -> str:
    """a/sqrt(n), (a + sqrt(n))/(b - sqrt(n))."""
    n, a, b = rng.choice(SQUAREFREE), rng.randint(1, 12), nonzero(rng, 6)
    if rng.random() < 0.25:
        k = rng.randint(1, 6)
        return f"simplify {a}/({k}*sqrt({n}))" if k > 1 else f"simplify {a}/sqrt({n})"
    below = f"{b} {rng.choice('+-')} {times(rng.randint(1, 3), f'sqrt({n})')}"
    above = rng.choice((str(a), f"{a} {rng.choice('+-')} sqrt({n})", f"sqrt({n})"))
    return f"simplify ({above})/({below})"


def roots_of_fractions(rng: Random) -> str:
    """sqrt(p/q) + a*sqrt(q/p)."""
    (p, q), a, b = coprime(rng, 11), rng.randint(1, 6), rng.randint(1, 6)
    return f"simplify {times(a, f'sqrt({p}/{q})')} {rng.choice('+-')} {times(b, f'sqrt({q}/{p})')}"


def nested(rng: Random) -> str:
    """sqrt((a + b*sqrt(n))^2), the square multiplied out."""
    n, a, b, k = rng.choice((2, 3, 5, 6, 7, 10)), rng.randint(1, 7), rng.randint(1, 4), rng.choice((1, 1, 2, 3))
    inside = f"{a * a + b * b * n} {rng.choice('+-')} {2 * a * b}*sqrt({n})"
    return f"simplify {times(k, f'sqrt({inside})')}" + rng.choice(("", f" + {rng.randint(1, 9)}", f" - sqrt({n})"))


def cube_roots(rng: Random) -> str:
    """Sums of cube roots of multiples of one number."""
    n = rng.choice((2, 3, 4, 5, 6, 7))
    parts = [(nonzero(rng, 5), f"cbrt({rng.randint(1, 5) ** 3 * n})") for _ in range(rng.choice((2, 3)))]
    return f"simplify {summed(parts)}"


def cubes_of_binomials(rng: Random) -> str:
    n, a, b = rng.choice((2, 3, 5)), nonzero(rng, 4), nonzero(rng, 3)
    first = f"({summed([(a, ''), (b, f'sqrt({n})')])})^3"
    c, d = nonzero(rng, 6), nonzero(rng, 6)
    return f"simplify {first} {rng.choice('+-')} ({summed([(c, ''), (d, f'sqrt({n})')])})" + rng.choice(("", "^2"))


def two_rationalized(rng: Random) -> str:
    """a/(b + sqrt(n)) + c/(d - sqrt(n))."""
    n = rng.choice(SQUAREFREE)
    a, b, c, d = rng.randint(1, 6), rng.randint(1, 6), rng.randint(1, 6), rng.randint(1, 6)
    s, t, u = rng.choice("+-"), rng.choice("+-"), rng.choice("+-")
    return f"simplify {a}/({b} {s} sqrt({n})) {u} {c}/({d} {t} sqrt({n}))"


ROOTS = Topic(
    "root-arithmetic",
    "roots of numbers: taking out squares, products, rational denominators, roots within roots",
    {
        1: (root_of_multiple, product_of_roots),
        2: (like_roots, distributed),
        3: (binomials_multiplied, rationalized),
        4: (roots_of_fractions, cube_roots, cubes_of_binomials),
        5: (nested, two_rationalized),
    },
)
