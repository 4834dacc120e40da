"""Identities to prove: of polynomials, of fractions, and of trigonometric functions from the Pythagorean and quotient
rules. Both sides are written from one, so every identity is true wherever both are defined.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from hybrid.generate.topic import Topic
from hybrid.generate.topics.writing import lettered, shifted
from hybrid.learn.texts import Number, joined, nonzero, plus, polynomial, product, several, summed, times


def prove(rng: Random, left: str, right: str) -> str:
    return f"prove {left} = {right}" if rng.random() < 0.8 else f"prove {right} = {left}"


def homogeneous(coefficients: Sequence[Number], x: str = "x", y: str = "y") -> str:
    """The form with these coefficients: x^n, x^(n-1)*y, ..."""
    n = len(coefficients) - 1

    def power(letter: str, k: int) -> str:
        return "" if k == 0 else letter if k == 1 else f"{letter}^{k}"

    parts = []
    for i, c in enumerate(coefficients):
        parts.append((c, "*".join(filter(None, (power(x, n - i), power(y, i))))))
    return summed(parts)


@lettered
def binomial(rng: Random) -> str:
    """(a*x + b*y)^2, (a*x + b)*(a*x - b)."""
    a, b, k = rng.randint(1, 9), nonzero(rng, 12), rng.choice((1, 1, 1, 2, 3))
    two = rng.random() < 0.5
    write = homogeneous if two else polynomial
    if rng.random() < 0.6:
        return prove(rng, times(k, f"({write((a, b))})^2"), write([k * c for c in product((a, b), (a, b))]))
    return prove(rng, f"{times(k, f'({write((a, b))})')}*({write((a, -b))})", write((k * a * a, 0, -k * b * b)))


@lettered
def product_of_two(rng: Random) -> str:
    a, b, c, d = rng.randint(1, 6), nonzero(rng, 9), rng.randint(1, 6), nonzero(rng, 9)
    write = homogeneous if rng.random() < 0.4 else polynomial
    return prove(rng, f"({write((a, b))})*({write((c, d))})", write(product((a, b), (c, d))))


@lettered
def squares_combined(rng: Random) -> str:
    """(a*x + b)^2 - (c*x + d)^2 and sums, with y or without."""
    a, c, b, d = rng.randint(1, 5), rng.randint(1, 5), nonzero(rng, 9), nonzero(rng, 9)
    s = rng.choice((1, -1))
    write = homogeneous if rng.random() < 0.5 else polynomial
    right = plus(product((a, b), (a, b)), product((c, d), (c, d)), s)
    return prove(rng, f"({write((a, b))})^2 {'+' if s > 0 else '-'} ({write((c, d))})^2", write(right))


@lettered
def square_and_product(rng: Random) -> str:
    """(x + a)^2 - (x + b)*(x + c) = line."""
    a, b, c, k = nonzero(rng, 9), nonzero(rng, 9), nonzero(rng, 9), rng.randint(1, 3)
    right = plus(product((k, a), (k, a)), product((1, b), (1, c)), -1)
    return prove(rng, f"({polynomial((k, a))})^2 - {shifted(b)}*{shifted(c)}", polynomial(right))


@lettered
def cubes(rng: Random) -> str:
    """(a*x + b*y)^3, and the sums of cubes factored."""
    a, b, k, m = rng.randint(1, 6), nonzero(rng, 6), rng.choice((1, 1, 2, 3)), rng.choice((0, nonzero(rng, 9)))
    write = homogeneous if rng.random() < 0.5 else polynomial
    if rng.random() < 0.5:
        left, right = f"({write((a, b))})^3", product(product((a, b), (a, b)), (a, b))
    else:
        left, right = f"({write((a, b))})*({write((a * a, -a * b, b * b))})", [a**3, 0, 0, b**3]
    return prove(
        rng,
        joined(times(k, left), m),
        joined(write([k * c for c in right]), m)
        if write is homogeneous
        else polynomial([*(k * c for c in right[:-1]), k * right[-1] + m]),
    )


@lettered
def three_factors(rng: Random) -> str:
    r, s, t, a = nonzero(rng, 9), nonzero(rng, 9), nonzero(rng, 9), rng.choice((1, 1, 2, 3))
    m = rng.choice((0, nonzero(rng, 9)))
    right = product(product((a, r), (1, s)), (1, t))
    left = summed([(1, f"({polynomial((a, r))})*{shifted(s)}*{shifted(t)}"), (m, "x")])
    return prove(rng, left, polynomial(plus(right, (m, 0))))


@lettered
def cubes_combined(rng: Random) -> str:
    """(x + a)^3 - (x + b)^3, (x + a)^3 - x*(x + b)^2."""
    a, b, k, c = nonzero(rng, 6), nonzero(rng, 9), rng.choice((1, 2, 3)), nonzero(rng, 6)
    b += a == b
    cube = product(product((1, a), (1, a)), (1, a))
    if rng.random() < 0.4:
        other = [k * m for m in product(product((1, b), (1, b)), (1, b))]
        return prove(rng, f"{shifted(a)}^3 - {times(k, shifted(b))}^3", polynomial(plus(cube, other, -1)))
    second = product((k, k * b), (1, c, 0))
    return prove(rng, f"{shifted(a)}^3 - {times(k, 'x')}*{shifted(b)}*{shifted(c)}", polynomial(plus(cube, second, -1)))


@lettered
def brahmagupta(rng: Random) -> str:
    """(x^2 + k*y^2)*(a^2 + k*b^2) = (a*x + k*b*y)^2 + k*(b*x - a*y)^2, in two or three letters."""
    a, b, k = rng.randint(1, 15), rng.randint(1, 15), rng.randint(1, 6)
    second = times(k, f"({summed([(b, 'x'), (-a, 'y')])})^2")
    right = f"({summed([(a, 'x'), (k * b, 'y')])})^2 + {second}"
    return prove(rng, f"{a * a + k * b * b}*(x^2 + {times(k, 'y^2')})", right)


@lettered
def letters_only(rng: Random) -> str:
    """Formulas in three letters, with coefficients."""
    a, b, c, k, m = rng.randint(1, 9), nonzero(rng, 9), nonzero(rng, 9), rng.randint(1, 9), rng.randint(1, 9)
    mixed = [(2 * a * b, "x*y"), (2 * a * c, "x*z"), (2 * b * c, "y*z")]
    return rng.choice(
        (
            prove(
                rng,
                f"({summed([(a, 'x'), (b, 'y'), (c, 'z')])})^2",
                summed([(a * a, "x^2"), (b * b, "y^2"), (c * c, "z^2"), *mixed]),
            ),
            prove(
                rng,
                f"({summed([(a, 'x'), (b, 'y')])})*(x + {times(abs(c), 'z')}) - {summed([(a, 'x*x')])}",
                summed([(a * abs(c), "x*z"), (b, "x*y"), (b * abs(c), "y*z")]),
            ),
            prove(
                rng,
                f"{times(a, 'x')}*({times(k, 'y')} - {times(m, 'z')}) - {times(k, 'y')}*({times(a, 'x')} - z)",
                summed([(-a * m, "x*z"), (k, "y*z")]),
            ),
        )
    )


@lettered
def four_factors(rng: Random) -> str:
    """(x + a)*(x - a)*(x^2 + a^2) = x^4 - a^4; (x^2 + a*x + b)*(x^2 - a*x + b)."""
    a, b, k = rng.randint(1, 6), nonzero(rng, 9), rng.randint(1, 4)
    if rng.random() < 0.1:
        write = homogeneous if rng.random() < 0.5 else polynomial
        left = f"({write((k, a))})*({write((k, -a))})*({write((k * k, 0, a * a))})"
        return prove(rng, left, write((k**4, 0, 0, 0, -(a**4))))
    p, q = (1, a, b), (1, nonzero(rng, 6), nonzero(rng, 9))
    return prove(rng, f"({polynomial(p)})*({polynomial(q)})", polynomial(product(p, q)))


POLYNOMIAL = Topic(
    "polynomial-identities",
    "identities of polynomials: binomial formulas, products, cubes, forms in several letters",
    {
        1: (binomial, product_of_two),
        2: (squares_combined, square_and_product),
        3: (cubes, three_factors, cubes_combined),
        4: (letters_only, four_factors, brahmagupta),
    },
)

# -- fractions -----------------------------------------------------------------------------------


@lettered
def sum_of_two_fractions(rng: Random) -> str:
    """a/(x + b) + c/(x + d) over the product."""
    (b, d), a, c = rng.sample(range(-9, 10), 2), nonzero(rng, 9), nonzero(rng, 9)
    top = plus((a, a * d), (c, c * b))
    below = rng.choice((f"({shifted(b)}*{shifted(d)})", f"({polynomial(product((1, b), (1, d)))})"))
    left = f"{a}/{shifted(b)} {'+' if c > 0 else '-'} {abs(c)}/{shifted(d)}"
    return prove(rng, left, f"({polynomial(top)})/{below}" if top[0] else f"{top[1]}/{below}")


@lettered
def cancelled(rng: Random) -> str:
    """((x + a)*(b*x + c))/(x + a) = b*x + c."""
    a, b, c, k = nonzero(rng, 12), rng.randint(1, 9), nonzero(rng, 12), rng.choice((1, 1, 2, 3))
    top = polynomial([k * m for m in product((b, c), (1, a))])
    return prove(rng, f"({top})/({joined('x', a)})", polynomial((k * b, k * c)))


@lettered
def with_letters(rng: Random) -> str:
    """a/x + b/y, (x/y + y/x)*x*y and the like."""
    a, b, c = rng.randint(1, 15), nonzero(rng, 15), nonzero(rng, 15)
    sign = "+" if b > 0 else "-"
    squares = f"({summed([(a * a, 'x^2'), (-b * b, 'y^2')])})"
    return rng.choice(
        (
            prove(rng, f"{a}/x {sign} {abs(b)}/y", f"({summed([(b, 'x'), (a, 'y')])})/(x*y)"),
            prove(rng, f"({times(a, 'x')}/y {sign} {times(abs(b), 'y')}/x)*x*y", summed([(a, "x^2"), (b, "y^2")])),
            prove(rng, f"{times(a, 'x')}/y {sign} {abs(b)} + {abs(c)}", f"({summed([(a, 'x'), (b + abs(c), 'y')])})/y"),
            prove(rng, f"({summed([(a, 'x'), (b, 'y')])})/x", f"{a} {sign} {times(abs(b), 'y')}/x"),
            prove(rng, f"{squares}/({summed([(a, 'x'), (b, 'y')])})", summed([(a, "x"), (-b, "y")])),
        )
    )


@lettered
def partial_fractions(rng: Random) -> str:
    """(p*x + q)/((x + a)*(x + b)) taken apart."""
    (a, b), m, n = several(rng, 2, 9), nonzero(rng, 7), nonzero(rng, 7)
    top = plus((m, m * b), (n, n * a))
    left = f"({polynomial(top)})/({polynomial(product((1, a), (1, b)))})"
    return prove(rng, left, f"{m}/({joined('x', a)}) {'+' if n > 0 else '-'} {abs(n)}/({joined('x', b)})")


@lettered
def quotients_subtracted(rng: Random) -> str:
    """(x + a)/(x + b) - (x + b)/(x + a)."""
    (a, b), s, k, m = several(rng, 2, 12), rng.choice((1, -1)), rng.randint(1, 4), rng.randint(1, 4)
    top = plus(product((k, k * a), (1, a)), product((m, m * b), (1, b)), s)
    left = f"{times(k, shifted(a))}/{shifted(b)} {'+' if s > 0 else '-'} {times(m, shifted(b))}/{shifted(a)}"
    return prove(rng, left, f"({polynomial(top)})/({shifted(b)}*{shifted(a)})")


@lettered
def polynomial_division(rng: Random) -> str:
    """(x^2 + ...)/(x + a) = x + b + c/(x + a)."""
    a, b, c, k = nonzero(rng, 12), nonzero(rng, 12), nonzero(rng, 20), rng.randint(1, 6)
    top = product((k, b), (1, a))
    top[-1] += c
    right = f"{polynomial((k, b))} {'+' if c > 0 else '-'} {abs(c)}/({joined('x', a)})"
    return prove(rng, f"({polynomial(top)})/({joined('x', a)})", right)


@lettered
def compound_fraction(rng: Random) -> str:
    """(a + b/x)/(c + d/x) = (a*x + b)/(c*x + d)."""
    a, b, c, d = rng.randint(1, 9), rng.randint(1, 9), rng.randint(1, 9), rng.randint(1, 9)
    s, t = rng.choice("+-"), rng.choice("+-")
    below = rng.choice(("x", "x", "y"))
    if below == "y":
        left = f"({a} {s} {times(b, 'x')}/y)/({c} {t} {times(d, 'x')}/y)"
        return prove(rng, left, f"({times(a, 'y')} {s} {times(b, 'x')})/({times(c, 'y')} {t} {times(d, 'x')})")
    return prove(rng, f"({a} {s} {b}/x)/({c} {t} {d}/x)", f"({times(a, 'x')} {s} {b})/({times(c, 'x')} {t} {d})")


RATIONAL = Topic(
    "rational-identities",
    "identities of fractions, true where both sides are defined",
    {
        2: (cancelled, with_letters, sum_of_two_fractions),
        3: (partial_fractions, quotients_subtracted, polynomial_division),
        4: (compound_fraction,),
    },
)

# -- trigonometry --------------------------------------------------------------------------------


def functions(rng: Random) -> tuple[str, str, str]:
    """sin, cos and tan of x or a multiple of it."""
    n = rng.choice((1, 1, 1, 2, 3, 4, 5))
    t = "x" if n == 1 else f"{n}*x"
    return f"sin({t})", f"cos({t})", f"tan({t})"


@lettered
def pythagorean(rng: Random) -> str:
    """k*sin^2 + m*cos^2, one replaced by the other."""
    s, c, _ = functions(rng)
    k, m, n = nonzero(rng, 12), nonzero(rng, 12), rng.choice((0, nonzero(rng, 12)))
    left = summed([(k, f"{s}^2"), (m, f"{c}^2"), (n, "")])
    right = rng.choice((summed([(m + n, ""), (k - m, f"{s}^2")]), summed([(k + n, ""), (m - k, f"{c}^2")])))
    return prove(rng, left, right)


@lettered
def brackets_of_both(rng: Random) -> str:
    """(a*sin + b*cos)^2 + (b*sin - a*cos)^2 = a^2 + b^2, and single squares."""
    s, c, _ = functions(rng)
    a, b, m = rng.randint(1, 9), nonzero(rng, 9), rng.choice((0, nonzero(rng, 30)))
    if rng.random() < 0.5:
        left = f"({summed([(a, s), (b, c)])})^2 + ({summed([(b, s), (-a, c)])})^2"
        return prove(rng, joined(left, m), str(a * a + b * b + m))
    left = f"({summed([(a, ''), (b, s)])})*({summed([(a, ''), (-b, s)])})"
    return prove(rng, left, summed([(a * a - b * b, ""), (b * b, f"{c}^2")]))


@lettered
def squares_of_sums(rng: Random) -> str:
    """(a*sin + a*cos)^2 = a^2 + 2*a^2*sin*cos."""
    s, c, _ = functions(rng)
    a, m, sign = rng.randint(1, 20), nonzero(rng, 30), rng.choice((1, -1))
    left = joined(times(a, f"({s} {'+' if sign > 0 else '-'} {c})^2"), m)
    return prove(rng, left, summed([(a + m, ""), (2 * a * sign, f"{s}*{c}")]))


@lettered
def with_tangent(rng: Random) -> str:
    """k*tan*cos = k*sin; (1 + tan^2)*cos^2 = 1 and the like."""
    s, c, tan = functions(rng)
    k, m = nonzero(rng, 20), nonzero(rng, 30)
    return rng.choice(
        (
            prove(rng, summed([(k, f"{tan}*{c}"), (m, "")]), summed([(k, s), (m, "")])),
            prove(rng, joined(f"{times(k, f'(1 + {tan}^2)')}*{c}^2", m), str(k + m)),
            prove(rng, summed([(k, f"{tan}^2*{c}^2"), (m, f"{c}^2")]), summed([(k, ""), (m - k, f"{c}^2")])),
            prove(rng, joined(f"{times(k, s)}/{c}", m), joined(times(k, tan), m)),
        )
    )


@lettered
def fourth_powers(rng: Random) -> str:
    s, c, _ = functions(rng)
    k, m = nonzero(rng, 20), nonzero(rng, 30)
    difference = [(k, f"{s}^4"), (-k, f"{c}^4")]
    return rng.choice(
        (
            prove(rng, summed([*difference, (m, "")]), summed([(k + m, ""), (-2 * k, f"{c}^2")])),
            prove(rng, summed([(k, f"{s}^4"), (2 * k, f"{s}^2*{c}^2"), (k, f"{c}^4"), (m, "")]), str(k + m)),
            prove(
                rng, summed([(k, f"{s}^4"), (-k, f"{c}^4"), (m, c)]), summed([(k, f"{s}^2"), (-k, f"{c}^2"), (m, c)])
            ),
        )
    )


@lettered
def fractions_of_both(rng: Random) -> str:
    """k/(1 - sin) + k/(1 + sin) = 2*k/cos^2 and relatives, a number added on both sides."""
    s, c, tan = functions(rng)
    k, m = rng.randint(1, 30), nonzero(rng, 40)
    kind = rng.random()
    if kind < 0.05:
        return prove(rng, f"{k}/(1 - {s}) + {k}/(1 + {s})", f"{2 * k}/{c}^2")
    if kind < 0.1:
        return prove(rng, f"{times(k, tan)} + {k}/{tan}", f"{k}/({s}*{c})")
    if kind < 0.15:
        return prove(rng, f"{times(k, f'(1 - {c})')}/{s}", f"{times(k, s)}/(1 + {c})")
    left = f"{times(k, s)}/(1 + {c}) + {times(k, f'(1 + {c})')}/{s}"
    return prove(rng, joined(left, m), joined(f"{2 * k}/{s}", m))


TRIGONOMETRIC = Topic(
    "trigonometric-identities",
    "identities from sin^2 + cos^2 = 1 and tan = sin/cos",
    {
        2: (pythagorean,),
        3: (squares_of_sums, with_tangent),
        4: (brackets_of_both, fourth_powers),
        5: (fractions_of_both, brackets_of_both),
    },
)
