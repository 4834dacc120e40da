"""Expressions to rewrite: like terms, multiplying out, factoring, rational expressions.

Factoring problems are made from the factors, rational expressions from what cancels.
"""

from __future__ import annotations

from random import Random

from hybrid.generate.topic import Topic
from hybrid.generate.topics import backward
from hybrid.generate.topics.writing import bracketed, lettered, shifted
from hybrid.learn.texts import coprime, joined, nonzero, polynomial, product, several, summed, times

# -- like terms ----------------------------------------------------------------------------------


def _coefficients(rng: Random, n: int, most: int = 12) -> list[int]:
    return [nonzero(rng, most) for _ in range(n)]


@lettered
def like_terms_one_letter(rng: Random) -> str:
    a, b, c, d = _coefficients(rng, 4)
    parts = [(a, "x"), (b, "x"), (c, ""), (d, "")][: rng.choice((3, 4))]
    rng.shuffle(parts)
    return f"simplify {summed(parts)}"


@lettered
def like_terms_powers(rng: Random) -> str:
    a, b, c, d, e = _coefficients(rng, 5)
    parts = [(a, "x^2"), (b, "x"), (c, "x^2"), (d, "x"), (e, "")][: rng.choice((3, 4, 5))]
    rng.shuffle(parts)
    return f"simplify {summed(parts)}"


@lettered
def like_terms_two_letters(rng: Random) -> str:
    a, b, c, d, e = _coefficients(rng, 5)
    parts = [(a, "x"), (b, "y"), (c, "x"), (d, "y"), (e, rng.choice(("", "x*y", "x^2")))][: rng.choice((4, 5))]
    rng.shuffle(parts)
    return f"simplify {summed(parts)}"


@lettered
def like_terms_mixed(rng: Random) -> str:
    """Products of letters, powers and numbers together."""
    k = _coefficients(rng, 6, 9)
    kinds = rng.sample(("x*y", "x^2", "y^2", "x", "y", "x^2*y"), 3)
    parts = list(zip(k, (*kinds, *kinds), strict=True))
    rng.shuffle(parts)
    return f"simplify {summed(parts)}"


@lettered
def like_terms_in_brackets(rng: Random) -> str:
    """A bracket taken away from another."""
    a, b, c, d = _coefficients(rng, 4)
    u, v = rng.choice((("x", "y"), ("x", ""), ("x^2", "x")))
    sign = rng.choice("+--")
    return f"simplify {bracketed(summed([(a, u), (b, v)]))} {sign} {bracketed(summed([(c, u), (d, v)]))}"


@lettered
def fractions_of_letters(rng: Random) -> str:
    p, q = coprime(rng, 8)
    a, b, c = _coefficients(rng, 3, 7)
    sign = "-" if b < 0 else "+"
    return f"simplify {times(a, 'x')}/{p} {sign} {times(abs(b), 'x')}/{q}" + rng.choice(("", joined("", c)))


@lettered
def nested_brackets(rng: Random) -> str:
    """a*x - (b*y - (c*x + d)) and longer."""
    a, b, c, d, k = _coefficients(rng, 5, 9)
    k = abs(k) + 1
    inner = f"({polynomial((abs(c), d))})"
    v = rng.choice(("y", "x", "x^2"))
    middle = f"({times(abs(b), v)} - {inner})" if rng.random() < 0.5 else f"({times(k, inner)} - {times(abs(b), v)})"
    return f"simplify {times(a, 'x')} - {rng.choice(('', f'{rng.randint(2, 5)}*'))}{middle}"


LIKE_TERMS = Topic(
    "like-terms",
    "collecting like terms, with brackets, fractions and several letters",
    {
        1: (like_terms_one_letter,),
        2: (like_terms_powers, like_terms_two_letters),
        3: (like_terms_mixed, like_terms_in_brackets, fractions_of_letters),
        4: (nested_brackets, backward.like_terms),
    },
)

# -- multiplying out -----------------------------------------------------------------------------


def tail(rng: Random) -> str:
    """A term to add, half of the time."""
    k, of = nonzero(rng, 12), rng.choice(("", "*x", "*x^2"))
    return rng.choice(("", f" {'+' if k > 0 else '-'} {abs(k)}{of}"))


@lettered
def number_times_bracket(rng: Random) -> str:
    k, a, b = nonzero(rng, 12), nonzero(rng, 9), nonzero(rng, 12)
    k += k in (-1, 1)
    return f"expand {times(k or 7, f'({polynomial((a, b))})')}"


@lettered
def monomial_times_bracket(rng: Random) -> str:
    k, a, b, c = rng.randint(1, 9), nonzero(rng, 9), nonzero(rng, 9), rng.choice((0, nonzero(rng, 9)))
    of = rng.choice(("x", "x", "x^2", "y", "x*y"))
    return f"expand {times(k, of)}*({summed([(a, 'x'), (b, rng.choice(('y', ''))), (c, 'x^2')])})"


@lettered
def two_binomials(rng: Random) -> str:
    a, b, c, d = rng.randint(1, 6), nonzero(rng, 9), nonzero(rng, 6), nonzero(rng, 9)
    y = rng.choice(("", "", "y"))
    return f"expand ({summed([(a, 'x'), (b, y)])})*({summed([(c, 'x'), (d, y)])})" + tail(rng)


@lettered
def square_of_binomial(rng: Random) -> str:
    a, b, k = rng.randint(1, 9), nonzero(rng, 12), rng.choice((1, 1, 2, 3, -1, -2))
    u, v = rng.choice((("x", ""), ("x", "y"), ("x^2", ""), ("x^2", "y"), ("x*y", ""), ("x", "x*y")))
    return f"expand {times(k, f'({summed([(a, u), (b, v)])})^2')}" + tail(rng)


@lettered
def sum_times_difference(rng: Random) -> str:
    a, b, k = rng.randint(1, 12), rng.randint(1, 12), rng.choice((1, 1, 2, 3))
    u, v = rng.choice((("x", ""), ("x", "y"), ("x^2", ""), ("x^2", "y"), ("x*y", ""), ("x^3", "y")))
    u, v = summed([(a, u)]), summed([(b, v)])
    return f"expand {times(k, f'({u} + {v})')}*({u} - {v})" + tail(rng)


@lettered
def binomial_times_trinomial(rng: Random) -> str:
    a, b, c, d, e = rng.randint(1, 3), *_coefficients(rng, 4, 9)
    if rng.random() < 0.3:
        return f"expand ({summed([(a, 'x'), (b, 'y')])})*({summed([(d, 'x'), (c, 'y'), (e, '')])})"
    return f"expand ({polynomial((a, b))})*({polynomial((d, c, e))})" + tail(rng)


@lettered
def cube_of_binomial(rng: Random) -> str:
    a, b, k = rng.randint(1, 5), nonzero(rng, 6), rng.choice((1, 1, 1, 2, -1, 3))
    u, v = rng.choice((("x", ""), ("x", "y"), ("x^2", ""), ("x", "y^2"), ("x*y", "")))
    return f"expand {times(k, f'({summed([(a, u), (b, v)])})^3')}" + tail(rng)


@lettered
def three_factors(rng: Random) -> str:
    a, b, c, d = rng.randint(1, 3), *_coefficients(rng, 3, 7)
    if rng.random() < 0.3:
        return f"expand {shifted(b)}*{shifted(c)}*({summed([(a, 'x'), (d, 'y')])})"
    return f"expand ({polynomial((a, b))})*{shifted(c)}*{shifted(d)}" + tail(rng)


@lettered
def products_combined(rng: Random) -> str:
    """(x + a)^2 - (x + b)*(x + c) and the like."""
    a, b, c = _coefficients(rng, 3, 9)
    k, m = rng.choice((1, 1, 2, 3)), rng.randint(1, 3)
    second = f"({polynomial((m, b))})*{shifted(c)}"
    return f"expand {times(k, shifted(a) + '^2')} {rng.choice('+-')} {second}"


@lettered
def higher_powers(rng: Random) -> str:
    """The fourth or fifth power, or the square of a sum of three."""
    a, b, c = rng.randint(1, 3), nonzero(rng, 4), nonzero(rng, 6)
    shape = rng.randrange(3)
    if shape == 0:
        return f"expand ({summed([(a, 'x'), (b, rng.choice(('', 'y')))])})^{rng.choice((4, 4, 5))}" + tail(rng)
    if shape == 1:
        return f"expand ({summed([(rng.randint(1, 6), 'x'), (nonzero(rng, 6), 'y'), (c, rng.choice(('', 'z')))])})^2"
    return f"expand {shifted(b)}^3*({polynomial((a, c))})"


@lettered
def trinomials(rng: Random) -> str:
    p, q = ([rng.randint(1, 3), *_coefficients(rng, 2, 7)] for _ in range(2))
    return f"expand ({polynomial(p)})*({polynomial(q)})"


EXPANDING = Topic(
    "expanding",
    "multiplying out: brackets, binomial formulas, products of several factors",
    {
        1: (number_times_bracket, monomial_times_bracket),
        2: (two_binomials, square_of_binomial, sum_times_difference),
        3: (binomial_times_trinomial, cube_of_binomial, products_combined),
        4: (three_factors, trinomials, higher_powers),
    },
)

# -- factoring -----------------------------------------------------------------------------------


@lettered
def common_number(rng: Random) -> str:
    """k*(a*x + b) with a and b without a common factor."""
    k, (a, b) = rng.randint(2, 12), coprime(rng, 12)
    v = rng.choice(("", "y"))
    return f"factor {summed([(k * a, 'x'), (rng.choice((k * b, -k * b)), v)])}"


@lettered
def common_monomial(rng: Random) -> str:
    k, (a, b), m, n = rng.randint(1, 9), coprime(rng, 12), rng.randint(1, 4), rng.randint(1, 3)
    b = rng.choice((b, -b))
    low, high = (f"x^{m}" if m > 1 else "x"), f"x^{m + n}"
    if rng.random() < 0.5:
        return f"factor {summed([(k * a, high), (k * b, low)])}"
    return f"factor {summed([(k * a, f'{high}*y'), (k * b, low + rng.choice(('*y^2', '*y')))])}"


@lettered
def monic_quadratic(rng: Random) -> str:
    r, s, k = nonzero(rng, 20), nonzero(rng, 20), rng.choice((1, 1, 2, 3, 4, 5, 6))
    if rng.random() < 0.3:
        return f"factor {summed([(k, 'x^2'), (k * (r + s), 'x*y'), (k * r * s, 'y^2')])}"
    return f"factor {polynomial((k, k * (r + s), k * r * s))}"


@lettered
def difference_of_squares(rng: Random) -> str:
    a, b, k = rng.randint(1, 15), rng.randint(1, 15), rng.randint(1, 6)
    u, v = rng.choice((("x^2", ""), ("x^2", "y^2"), ("x^4", "y^2"), ("x^2*y^2", ""), ("x^2", "y^4"), ("x^3", "x")))
    return f"factor {summed([(k * a * a, u), (-k * b * b, v)])}"


@lettered
def perfect_square(rng: Random) -> str:
    a, b, k = rng.randint(1, 12), nonzero(rng, 15), rng.randint(1, 6)
    u, uv, v = rng.choice((("x^2", "x", ""), ("x^2", "x*y", "y^2"), ("x^4", "x^2", ""), ("x^4", "x^2*y", "y^2")))
    return f"factor {summed([(k * a * a, u), (2 * k * a * b, uv), (k * b * b, v)])}"


@lettered
def general_quadratic(rng: Random) -> str:
    p, q = coprime(rng, 9)
    c, d, k = rng.choice((1, 1, 2, 3)), nonzero(rng, 9), rng.choice((1, 1, 1, 2, 3))
    found = product((p, rng.choice((-q, q))), (c, d))
    a, b, e = (k * int(n) for n in found)
    if rng.random() < 0.3:
        return f"factor {summed([(a, 'x^2'), (b, 'x*y'), (e, 'y^2')])}"
    return f"factor {polynomial((a, b, e))}"


@lettered
def grouped(rng: Random) -> str:
    """(a*x + b)*(c*y + d) multiplied out, or (x^2 + b)*(c*x + d)."""
    a, b, c, d = rng.randint(1, 6), nonzero(rng, 9), rng.randint(1, 6), nonzero(rng, 9)
    if rng.random() < 0.5:
        return f"factor {summed([(a * c, 'x*y'), (a * d, 'x'), (b * c, 'y'), (b * d, '')])}"
    return f"factor {polynomial(product((a, 0, b), (c, d)))}"


@lettered
def cubes(rng: Random) -> str:
    a, b, k = rng.randint(1, 9), nonzero(rng, 9), rng.randint(1, 9)
    u, v = rng.choice((("x^3", ""), ("x^3", "y^3"), ("x^6", ""), ("x^3*y^3", ""), ("x^4", "x"), ("x^3", "y^6")))
    return f"factor {summed([(k * a**3, u), (k * b**3, v)])}"


@lettered
def cubic(rng: Random) -> str:
    """Three linear factors, or a linear one and a quadratic that has none."""
    p, r, s, t = rng.randint(1, 4), nonzero(rng, 9), nonzero(rng, 7), nonzero(rng, 7)
    k = rng.choice((1, 1, 2, 3))
    if rng.random() < 0.4:
        return f"factor {polynomial(product((k, k * (s % 3), k * (abs(t) + 1)), (p, r)))}"
    return f"factor {polynomial(product(product((p, r), (k, k * s)), (1, t)))}"


@lettered
def biquadratic_factors(rng: Random) -> str:
    """(x^2 + a)*(x^2 + b), of which some factors split further."""
    a, b = (
        rng.choice((-1, -4, -9, -16, -25, rng.randint(1, 12), -2, -3)),
        rng.choice((-1, -4, -36, -49, nonzero(rng, 12))),
    )
    k = rng.randint(1, 9)
    if rng.random() < 0.5:
        return f"factor {summed([(k, 'x^4'), (k * (a + b), 'x^2*y^2'), (k * a * b, 'y^4')])}"
    return f"factor {polynomial((k, 0, k * (a + b), 0, k * a * b, *rng.choice(((), (0,), (0, 0)))))}"


@lettered
def common_bracket(rng: Random) -> str:
    """a*x*(x + b) + c*(x + b), or (x + a)^2 - b^2."""
    a, b, c = rng.randint(1, 9), nonzero(rng, 9), nonzero(rng, 9)
    if rng.random() < 0.4:
        return f"factor ({polynomial((a, b))})^2 - {c * c}"
    bracket = shifted(b)
    of = rng.choice(("x", "y"))
    return f"factor {times(a, of)}*{bracket} {'+' if c > 0 else '-'} {times(abs(c), bracket)}"


FACTORING = Topic(
    "factoring",
    "factoring over the rationals: common factors, squares, cubes, quadratics, grouping",
    {
        1: (common_number, common_monomial),
        2: (monic_quadratic, difference_of_squares, perfect_square),
        3: (general_quadratic, grouped, common_bracket),
        4: (cubes, cubic, biquadratic_factors),
    },
)

# -- rational expressions ------------------------------------------------------------------------


@lettered
def monomials_over(rng: Random) -> str:
    k, (a, b) = rng.randint(1, 9), coprime(rng, 12)
    m, n = rng.sample(range(1, 8), 2)
    i, j = rng.sample(range(1, 6), 2)
    u, v = (f"x^{m}*y^{i}", f"x^{n}*y^{j}") if rng.random() < 0.6 else (f"x^{m}", f"x^{n}")
    return f"simplify ({times(k * a, u)})/({times(k * b, v)})".replace("^1*", "*").replace("^1)", ")")


@lettered
def one_factor_cancels(rng: Random) -> str:
    """(x + a)*(b*x + c)/(k*(x + a)), multiplied out or not."""
    a, b, c, k = nonzero(rng, 12), rng.randint(1, 6), nonzero(rng, 12), rng.randint(1, 6)
    top = polynomial(product((1, a), (b, c)))
    below = polynomial((k, k * a)) if rng.random() < 0.7 else times(k, shifted(a))
    return f"simplify ({top})/({below})"


@lettered
def squares_over(rng: Random) -> str:
    """(x^2 - a^2)/(x - a) and the like."""
    a, b, k, m = rng.randint(1, 12), rng.choice((1, -1)) * rng.randint(1, 15), rng.randint(1, 5), rng.randint(1, 4)
    y = rng.choice(("", "y"))
    top = summed([(k * a * a, "x^2"), (-k * b * b, "y^2" if y else "")])
    below = summed([(m * a, "x"), (m * b, y)])
    return f"simplify ({top})/({below})"


@lettered
def quadratics_over(rng: Random) -> str:
    """Two quadratics with one common factor."""
    r, s, t = several(rng, 3, 8)
    a, b = rng.choice((1, 1, 2, 3)), rng.choice((1, 1, 2))
    return f"simplify ({polynomial(product((a, s), (1, r)))})/({polynomial(product((b, t), (1, r)))})"


@lettered
def sum_of_fractions(rng: Random) -> str:
    """a/(x + b) + c/(x + d)."""
    (b, d), a, c = rng.sample(range(-9, 10), 2), nonzero(rng, 9), nonzero(rng, 9)
    sign = "-" if c < 0 else "+"
    return f"simplify {a}/{shifted(b)} {sign} {abs(c)}/{shifted(d)}"


@lettered
def product_of_fractions(rng: Random) -> str:
    """(x + a)/(x + b) times or over (x + c)/(x + d), some factors multiplied out."""
    a, b, c = several(rng, 3, 8)
    k = rng.randint(1, 4)
    first = f"({polynomial(product((1, a), (1, b)))})/({polynomial((k, k * c))})"
    if rng.random() < 0.5:
        return f"simplify {first}*{shifted(c)}/{shifted(a)}"
    return f"simplify {first}/({shifted(a)}/{shifted(c)})"


@lettered
def sum_over_quadratic(rng: Random) -> str:
    """a/(x - b) + (c*x + d)/(x^2 - b^2)."""
    b, a, c, d = rng.randint(1, 9), nonzero(rng, 9), rng.choice((0, 0, nonzero(rng, 5))), nonzero(rng, 12)
    square = f"({polynomial((1, 0, -b * b))})"
    top = str(abs(d)) if c == 0 else f"({polynomial((abs(c), abs(d)))})"
    return f"simplify {a}/{shifted(rng.choice((b, -b)))} {rng.choice('+-')} {top}/{square}"


@lettered
def compound_fraction(rng: Random) -> str:
    """(a/x + b)/(c/x + d)."""
    a, b, c, d = (rng.randint(1, 9) for _ in range(4))
    s, t = rng.choice("+-"), rng.choice("+-")
    of = rng.choice(("x", "x", f"({joined('x', nonzero(rng, 5))})"))
    if rng.random() < 0.5:
        return f"simplify ({a}/{of} {s} {b})/({c}/{of} {t} {d})"
    return f"simplify ({a}/x {s} {b}/y)/({c}/x {t} {d}/y)"


@lettered
def three_fractions(rng: Random) -> str:
    (p, q), (a, b, c) = rng.sample(range(1, 8), 2), (rng.randint(1, 6) for _ in range(3))
    middle = f"{b}/(x + {q})"
    return f"simplify {a}/(x - {p}) {rng.choice('+-')} {middle} {rng.choice('+-')} {c}/x"


RATIONAL_EXPRESSIONS = Topic(
    "rational-expressions",
    "fractions of polynomials: cancelling with conditions, sums, products, fractions within fractions",
    {
        1: (monomials_over,),
        2: (one_factor_cancels, squares_over),
        3: (quadratics_over, sum_of_fractions),
        4: (product_of_fractions, sum_over_quadratic, backward.fraction),
        5: (compound_fraction, three_fractions),
    },
)
