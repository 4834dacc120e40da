"""Systems: linear ones in two to four unknowns, with one solution, none or infinitely many; and nonlinear ones.

The solution is drawn, then equations it solves. For none or infinitely many, an equation is a combination of the
others, its number kept or changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from random import Random

from hybrid.generate.topic import Topic
from hybrid.generate.topics.writing import fraction, lettered, shifted
from hybrid.learn.texts import joined, nonzero, polynomial, several, summed, times

UNKNOWNS = {2: "xy", 3: "xyz", 4: "wxyz"}
Row = tuple[list[int], int]


def system(equations: Sequence[str], letters: str) -> str:
    return f"solve {', '.join(equations)} for {', '.join(letters)}"


def equation(rng: Random, row: Row, letters: str) -> str:
    """A row as an equation, now and then with one of its terms on the other side."""
    coefficients, value = row
    parts = list(zip(coefficients, letters, strict=True))
    used = [p for p in parts if p[0]]
    if len(used) > 1 and rng.random() < 0.2:
        moved = rng.choice(used)
        used.remove(moved)
        return f"{summed(used)} = {summed([(-moved[0], moved[1]), (value, '')])}"
    return f"{summed(used)} = {value}"


def determinant(rows: Sequence[Sequence[int | Fraction]]) -> int | Fraction:
    """By the first column."""
    if len(rows) == 1:
        return rows[0][0]
    found: int | Fraction = 0
    for i, row in enumerate(rows):
        if row[0]:
            rest = [r[1:] for j, r in enumerate(rows) if j != i]
            found += (-1) ** i * row[0] * determinant(rest)
    return found


def regular(rng: Random, n: int, most: int, zeros: float) -> list[list[int]]:
    """A regular matrix of small whole numbers, a share of them 0, at least two in each row not 0."""
    while True:
        rows = [[0 if rng.random() < zeros else nonzero(rng, most) for _ in range(n)] for _ in range(n)]
        if all(sum(map(bool, row)) > 1 for row in rows) and determinant(rows):
            return rows


def made(rng: Random, matrix: list[list[int]], solution: Sequence[int | Fraction]) -> list[Row]:
    """The rows with the solution, made whole."""
    rows = []
    for coefficients in matrix:
        value = Fraction(sum(c * s for c, s in zip(coefficients, solution, strict=True)))
        rows.append(([c * value.denominator for c in coefficients], value.numerator))
    return rows


def combined(rng: Random, rows: Sequence[Row], consistent: bool) -> Row:
    """A combination of the rows, by small factors; its number off by a bit unless it is to be consistent."""
    factors = [nonzero(rng, 3) for _ in rows]
    coefficients = [sum(f * row[0][i] for f, row in zip(factors, rows, strict=True)) for i in range(len(rows[0][0]))]
    value = sum(f * row[1] for f, row in zip(factors, rows, strict=True))
    return coefficients, value if consistent else value + nonzero(rng, 6)


@lettered
def one_is_solved(rng: Random) -> str:
    """y = a*x + b beside c*x + d*y = e."""
    x, y, a, c, d = nonzero(rng, 9), nonzero(rng, 9), nonzero(rng, 6), nonzero(rng, 9), nonzero(rng, 9)
    c += c == -d * a
    first = f"y = {polynomial((a, y - a * x))}"
    second = f"{summed([(c, 'x'), (d, 'y')])} = {c * x + d * y}"
    return system((first, second) if rng.random() < 0.7 else (second, first), "xy")


@lettered
def sum_and_difference(rng: Random) -> str:
    """a*x + b*y = c and a*x - b*y = d."""
    x, y, a, b, k = nonzero(rng, 15), nonzero(rng, 15), rng.randint(1, 5), rng.randint(1, 5), rng.choice((1, 1, 2, 3))
    first = f"{summed([(a, 'x'), (b, 'y')])} = {a * x + b * y}"
    return system((first, f"{summed([(k * a, 'x'), (-b, 'y')])} = {k * a * x - b * y}"), "xy")


@lettered
def two(rng: Random) -> str:
    solution = [nonzero(rng, 9), nonzero(rng, 9)]
    return system([equation(rng, row, "xy") for row in made(rng, regular(rng, 2, 9, 0), solution)], "xy")


@lettered
def two_with_fractions(rng: Random) -> str:
    """The solutions are fractions, or the coefficients."""
    if rng.random() < 0.5:
        solution = [fraction(rng, 5, (2, 3, 4)), fraction(rng, 5, (1, 2, 3))]
        return system([equation(rng, row, "xy") for row in made(rng, regular(rng, 2, 6, 0), solution)], "xy")
    x, y, p, q = nonzero(rng, 9), nonzero(rng, 9), rng.randint(2, 6), rng.randint(2, 6)
    a, b = nonzero(rng, 5), nonzero(rng, 5)
    if a * q == b * p:
        a = -a
    value = Fraction(x, p) + Fraction(y, q)
    return system((f"x/{p} + y/{q} = {value}", f"{summed([(a, 'x'), (b, 'y')])} = {a * x + b * y}"), "xy")


@lettered
def two_with_brackets(rng: Random) -> str:
    """k*(x + a) + b*y = c beside p*x = q*(y + d)."""
    x, y, a, k, b = nonzero(rng, 7), nonzero(rng, 7), nonzero(rng, 6), rng.randint(2, 5), nonzero(rng, 6)
    q, p = rng.randint(2, 5), nonzero(rng, 5)
    p += k * q == -b * p
    d = nonzero(rng, 5)
    first = f"{k}*{shifted(a)} {'+' if b > 0 else '-'} {times(abs(b), 'y')} = {k * (x + a) + b * y}"
    second = f"{joined(times(p or 7, 'x'), q * (y + d) - (p or 7) * x)} = {q}*{shifted(d, 'y')}"
    return system((first, second), "xy")


@lettered
def two_without_one_solution(rng: Random) -> str:
    """The second equation is a multiple of the first: infinitely many solutions, or none."""
    a, b = several(rng, 2, 9)
    first = ([a, b], nonzero(rng, 12))
    k = Fraction(nonzero(rng, 6), rng.choice((1, 1, 2)))
    second = [k * c for c in first[0]], k * first[1] + rng.choice((0, 0, nonzero(rng, 6)))
    scale = 2 if any(Fraction(c).denominator > 1 for c in (*second[0], second[1])) else 1
    rows = [first, ([int(c * scale) for c in second[0]], int(second[1] * scale))]
    return system([equation(rng, row, "xy") for row in rows], "xy")


@lettered
def three_sparse(rng: Random) -> str:
    solution = [nonzero(rng, 7) for _ in range(3)]
    return system([equation(rng, row, "xyz") for row in made(rng, regular(rng, 3, 4, 0.35), solution)], "xyz")


@lettered
def three(rng: Random) -> str:
    solution = [nonzero(rng, 5) for _ in range(3)]
    return system([equation(rng, row, "xyz") for row in made(rng, regular(rng, 3, 4, 0.05), solution)], "xyz")


@lettered
def three_without_one_solution(rng: Random) -> str:
    """The third equation is a combination of the first two, or contradicts them."""
    rows: list[Row] = [([nonzero(rng, 4) for _ in range(3)], nonzero(rng, 9)) for _ in range(2)]
    rows.append(combined(rng, rows, rng.random() < 0.5))
    if not any(rows[2][0]):
        rows[2] = ([2 * c for c in rows[0][0]], 2 * rows[0][1])
    rng.shuffle(rows)
    return system([equation(rng, row, "xyz") for row in rows], "xyz")


@lettered
def four(rng: Random) -> str:
    solution = [nonzero(rng, 5) for _ in range(4)]
    return system([equation(rng, row, "wxyz") for row in made(rng, regular(rng, 4, 3, 0.4), solution)], "wxyz")


LINEAR_SYSTEMS = Topic(
    "linear-systems",
    "systems of linear equations in two to four unknowns: one solution, none, infinitely many",
    {
        1: (one_is_solved, sum_and_difference),
        2: (two, two_without_one_solution),
        3: (two_with_fractions, two_with_brackets, three_sparse),
        4: (three, three_without_one_solution),
        5: (four,),
    },
)

# -- nonlinear -----------------------------------------------------------------------------------


@lettered
def sum_and_product(rng: Random) -> str:
    """a*x + b*y = c and x*y = d."""
    x, y, a, b = nonzero(rng, 15), nonzero(rng, 15), rng.choice((1, 1, 2, 3)), rng.choice((1, 1, -1, 2, -2, 3))
    return system((f"{summed([(a, 'x'), (b, 'y')])} = {a * x + b * y}", f"x*y = {x * y}"), "xy")


@lettered
def parabola_and_line(rng: Random) -> str:
    """y = x^2 + b*x + c and y = d*x + e meet at two drawn points."""
    (r, s), d, e, a = several(rng, 2, 7), rng.choice((0, nonzero(rng, 6))), nonzero(rng, 9), rng.choice((1, 1, 2, -1))
    parabola = polynomial((a, d - a * (r + s), e + a * r * s))
    line = summed([(d, "x"), (e, "")])
    return system((f"y = {parabola}", f"y = {line}"), "xy")


@lettered
def two_parabolas(rng: Random) -> str:
    (r, s), (a, b), c, d = several(rng, 2, 6), several(rng, 2, 3), nonzero(rng, 9), nonzero(rng, 12)
    k = a - b
    first, second = (a, c - k * (r + s), d + k * r * s), (b, c, d)
    return system((f"y = {polynomial(first)}", f"y = {polynomial(second)}"), "xy")


@lettered
def circle_and_line(rng: Random) -> str:
    """x^2 + y^2 = r^2 and a line through a point of it."""
    x, y, a, b = nonzero(rng, 12), rng.randint(0, 12), rng.choice((1, 1, 2, 3)), rng.choice((1, -1, 2, -2))
    k = rng.choice((1, 1, 2, 3))
    circle = f"{summed([(k, 'x^2'), (1, 'y^2')])} = {k * x * x + y * y}"
    return system((circle, f"{summed([(a, 'x'), (b, 'y')])} = {a * x + b * y}"), "xy")


@lettered
def difference_of_squares(rng: Random) -> str:
    """x^2 - y^2 = c and x - y = d, scaled."""
    x, y, k, m = nonzero(rng, 20), nonzero(rng, 20), rng.choice((1, 1, 2, 3)), rng.choice((1, -1))
    first = f"{summed([(k * k, 'x^2'), (-1, 'y^2')])} = {k * k * x * x - y * y}"
    return system((first, f"{summed([(k, 'x'), (m, 'y')])} = {k * x + m * y}"), "xy")


@lettered
def product_and_line(rng: Random) -> str:
    """(x + a)*(y + b) = c and a line."""
    x, y, m = nonzero(rng, 7), nonzero(rng, 7), rng.choice((1, -1, 2))
    a, b = rng.choice((0, nonzero(rng, 5))), nonzero(rng, 5)
    return system(
        (f"{shifted(a)}*{shifted(b, 'y')} = {(x + a) * (y + b)}", f"{summed([(1, 'x'), (m, 'y')])} = {x + m * y}"), "xy"
    )


@lettered
def quadratic_form_and_line(rng: Random) -> str:
    """x^2 + a*x*y + b*y^2 = c and a line."""
    x, y, a, b, m = nonzero(rng, 6), nonzero(rng, 6), nonzero(rng, 3), rng.choice((0, 1, 2, -1)), rng.choice((1, -1, 2))
    form = f"{summed([(1, 'x^2'), (a, 'x*y'), (b, 'y^2')])} = {x * x + a * x * y + b * y * y}"
    return system((form, f"{summed([(1, 'x'), (m, 'y')])} = {x + m * y}"), "xy")


@lettered
def two_squares(rng: Random) -> str:
    """Linear in x^2 and y^2."""
    x, y = rng.randint(1, 12), rng.randint(1, 12)
    (a, b), (c, d) = (rng.randint(1, 4), nonzero(rng, 4)), (rng.randint(1, 4), nonzero(rng, 4))
    d += a * d == b * c
    d = d or 5
    rows = [f"{summed([(p, 'x^2'), (q, 'y^2')])} = {p * x * x + q * y * y}" for p, q in ((a, b), (c, d))]
    return system(rows, "xy")


@lettered
def absolute_and_line(rng: Random) -> str:
    """a*|x| + b*y = c and a line."""
    x, y, b, m = nonzero(rng, 15), nonzero(rng, 15), nonzero(rng, 4), rng.choice((1, -1))
    b += b == m or b == -m
    b = b or 3
    first = f"{summed([(1, '|x|'), (b, 'y')])} = {abs(x) + b * y}"
    return system((first, f"{summed([(1, 'x'), (m, 'y')])} = {x + m * y}"), "xy")


NONLINEAR_SYSTEMS = Topic(
    "nonlinear-systems",
    "systems of two equations that are not both linear: products, parabolas, circles, absolute values",
    {
        2: (sum_and_product, parabola_and_line),
        3: (circle_and_line, two_parabolas, difference_of_squares),
        4: (product_and_line, quadratic_form_and_line),
        5: (two_squares, absolute_and_line),
    },
)
