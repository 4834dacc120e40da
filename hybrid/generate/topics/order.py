"""Order reasoning: what follows from inequalities by adding, multiplying, chaining; and inequalities true for all.

Every statement is true: it is built from hypotheses by rules of order, or from a square.
"""

from __future__ import annotations

from random import Random

from hybrid.generate.topic import Topic
from hybrid.generate.topics.writing import bracketed, lettered, linear, shifted
from hybrid.learn.texts import joined, nonzero, plus, polynomial, product, summed, times

TURNED = {">": "<", ">=": "<="}


def relation(rng: Random) -> str:
    return rng.choice((">", ">", ">="))


def written(rng: Random, left: str, sign: str, right: object) -> str:
    """left > right, or right < left."""
    return f"{left} {sign} {right}" if rng.random() < 0.7 else f"{right} {TURNED[sign]} {left}"


def prove(rng: Random, hypotheses: list[str], conclusion: str) -> str:
    if rng.random() < 0.3:
        rng.shuffle(hypotheses)
    return f"prove {', '.join(hypotheses)} |- {conclusion}"


def combined(*signs: str) -> str:
    """What holds of the ends of a chain."""
    return ">" if ">" in signs else ">="


@lettered
def transitive(rng: Random) -> str:
    """x > y + a, y > b |- x > a + b."""
    s, t, a, b = relation(rng), relation(rng), rng.choice((0, nonzero(rng, 9))), nonzero(rng, 12)
    slack = rng.choice((0, 0, 0, rng.randint(1, 5)))
    sign = ">" if slack else combined(s, t)
    last = rng.choice(("z", ""))
    bottom = joined(last, b) if last else str(b)
    end = (joined("z", a + b - slack)) if last else str(a + b - slack)
    return prove(
        rng, [written(rng, "x", s, joined("y", a)), written(rng, "y", t, bottom)], written(rng, "x", sign, end)
    )


@lettered
def line_of(rng: Random) -> str:
    """x > a |- k*x + b > k*a + b, turned when k is negative."""
    s, a, k, b = relation(rng), nonzero(rng, 12), nonzero(rng, 9), rng.choice((0, nonzero(rng, 15)))
    k += k == 1 and b == 0
    value = k * a + b
    other = rng.choice((str(a), "y"))
    end = str(value) if other != "y" else linear(k, b, "y")
    sign = s if k > 0 else TURNED[s]
    return f"prove {written(rng, 'x', s, other)} |- {linear(k, b)} {sign} {end}"


@lettered
def from_line(rng: Random) -> str:
    """k*x + b > c |- x > d."""
    s, a, k, b = relation(rng), nonzero(rng, 9), rng.choice((-1, 1)) * rng.randint(2, 9), nonzero(rng, 15)
    slack = rng.choice((0, 0, 1, 2))
    if k > 0:
        return f"prove {linear(k, b)} {s} {k * a + b} |- x {'>' if slack else s} {a - slack}"
    return f"prove {linear(k, b)} {s} {k * a + b} |- x {'<' if slack else TURNED[s]} {a + slack}"


@lettered
def sum_of_two(rng: Random) -> str:
    """x > a, y > b |- p*x + q*y > p*a + q*b."""
    s, t, a, b = relation(rng), relation(rng), nonzero(rng, 9), nonzero(rng, 9)
    p, q = rng.randint(1, 5), nonzero(rng, 5)
    slack = rng.choice((0, 0, 0, rng.randint(1, 4)))
    second = written(rng, "y", t, b) if q > 0 else written(rng, str(b), t, "y")
    value = p * a + q * b - slack
    conclusion = f"{summed([(p, 'x'), (q, 'y')])} {'>' if slack else combined(s, t)} {value}"
    return prove(rng, [written(rng, "x", s, a), second], conclusion)


@lettered
def chain(rng: Random) -> str:
    """x > y + a, y >= z + b, z > c |- x > a + b + c."""
    signs = [relation(rng) for _ in range(3)]
    a, b, c = rng.choice((0, nonzero(rng, 9))), nonzero(rng, 9), nonzero(rng, 12)
    ends = rng.choice(("w", ""))
    if ends:
        third, last = f"z {signs[2]} {joined('w', c)}", joined("w", a + b + c)
    else:
        third, last = f"z {signs[2]} {c}", str(a + b + c)
    hypotheses = [f"x {signs[0]} {joined('y', a)}", f"y {signs[1]} {joined('z', b)}", third]
    return prove(rng, hypotheses, written(rng, "x", combined(*signs), last))


@lettered
def multiples(rng: Random) -> str:
    """x > p*y + a, y > q*z + b, z > c |- x > ... with p, q positive."""
    s, t, p, a, b = relation(rng), relation(rng), rng.randint(2, 9), nonzero(rng, 12), nonzero(rng, 12)
    if rng.random() < 0.5:
        return prove(rng, [f"x {s} {linear(p, a, 'y')}", f"y {t} {b}"], written(rng, "x", combined(s, t), p * b + a))
    q, c = rng.randint(2, 4), nonzero(rng, 6)
    hypotheses = [f"x {s} {linear(p, a, 'y')}", f"y {t} {linear(q, b, 'z')}", f"z > {c}"]
    return prove(rng, hypotheses, f"x > {p * (q * c + b) + a}")


@lettered
def with_equation(rng: Random) -> str:
    """x = p*y + a, y > b |- x > p*b + a."""
    p, a, b, t = nonzero(rng, 6), nonzero(rng, 9), nonzero(rng, 9), relation(rng)
    value = p * b + a
    conclusion = written(rng, "x", t, value) if p > 0 else written(rng, str(value), t, "x")
    return prove(rng, [f"x = {linear(p, a, 'y')}", written(rng, "y", t, b)], conclusion)


@lettered
def part_of_sum(rng: Random) -> str:
    """p*x + q*y > c, y < b |- x > d."""
    s, p, q, d, b = relation(rng), rng.randint(1, 4), rng.randint(1, 5), nonzero(rng, 9), nonzero(rng, 9)
    first = f"{summed([(p, 'x'), (q, 'y')])} {s} {p * d + q * b}"
    return prove(rng, [first, f"y <= {b}"], written(rng, "x", s, d))


@lettered
def square_above(rng: Random) -> str:
    """x > a |- x^2 + b*x > a^2 + b*a, and x^n > a^n, for a positive a."""
    a, b, s = rng.randint(1, 12), rng.randint(0, 12), relation(rng)
    k = rng.randint(1, 6)
    if rng.random() < 0.2:
        n = rng.choice((2, 3))
        return f"prove {written(rng, 'x', s, a)} |- {times(k, f'x^{n}')} {s} {k * a**n}"
    m = rng.choice((0, nonzero(rng, 9)))
    return f"prove {written(rng, 'x', s, a)} |- {polynomial((k, b, m))} {s} {k * a * a + b * a + m}"


@lettered
def product_above(rng: Random) -> str:
    """x > a, y > b |- x*y > a*b with a, b positive; (x - a)*(y - b) > 0."""
    s, a, b, k = relation(rng), rng.randint(1, 20), rng.randint(1, 20), rng.randint(1, 6)
    c = rng.choice((0, nonzero(rng, 12)))
    if rng.random() < 0.3:
        return prove(rng, [f"x {s} {a}", f"y {s} {b}"], f"{times(k, f'(x - {a})')}*(y - {b}) {s} 0")
    return prove(rng, [f"x {s} {a}", f"y {s} {b}"], f"{joined(times(k, 'x*y'), c)} {s} {k * a * b + c}")


@lettered
def scaled_by_letter(rng: Random) -> str:
    """x > y, z > 0 |- x*z + a > y*z + a."""
    s, a = relation(rng), nonzero(rng, 20)
    sign = rng.choice((1, 1, -1))
    k = rng.randint(1, 12)
    first = f"{times(k, 'x*z')}", f"{times(k, 'y*z')}"
    conclusion = f"{joined(first[0], a)} {s if sign > 0 else TURNED[s]} {joined(first[1], a)}"
    b = rng.choice((0, 0, rng.randint(1, 6)))
    third = f"z > {b}" if sign > 0 else f"z < {-b}"
    return prove(rng, [f"x {s} y", third], conclusion)


@lettered
def square_not_negative(rng: Random) -> str:
    """a^2*x^2 + b^2 >= 2*a*b*x and such, all from (a*x - b)^2 >= 0."""
    a, b, k, m = rng.randint(1, 7), nonzero(rng, 9), rng.randint(0, 12), nonzero(rng, 9)
    sign = ">" if k else ">="
    y = rng.random() < 0.4
    terms = [(a * a, "x^2"), (-2 * a * b, "x*y" if y else "x")]
    terms += [(b * b, "y^2"), (k, "")] if y else [(b * b + k, "")]
    if rng.random() < 0.5:
        return f"prove {summed(terms)} {sign} 0"
    moved = terms.pop(1)
    extra = (m, "y" if y else "x")
    return f"prove {summed([*terms, extra])} {sign} {summed([(-moved[0], moved[1]), extra])}"


@lettered
def brackets_compared(rng: Random) -> str:
    """(a*x + b)*(c*x + d) <= its square completed: k*(x + p)^2 + m with m above."""
    b, d, k = nonzero(rng, 9), nonzero(rng, 9), rng.choice((1, 1, 2, 3))
    r, e = nonzero(rng, 6), rng.randint(0, 9)
    gap = product((1, -r), (1, -r))
    left = plus(product((k, k * b), (1, d)), gap)
    left[-1] += e
    return f"prove {polynomial(left)} {'>' if e else '>='} {times(k, shifted(b))}*{bracketed(joined('x', d))}"


@lettered
def between(rng: Random) -> str:
    """a < x, x < b |- c < k*x + m; and x^2 < b^2."""
    a, n, k, m = rng.randint(-6, 6), rng.randint(2, 9), nonzero(rng, 6), nonzero(rng, 9)
    b = a + n
    low, high = sorted((k * a + m, k * b + m))
    conclusion = rng.choice((f"{low} < {linear(k, m)}", f"{linear(k, m)} < {high}", f"(x - {a})*(x - {b}) < 0"))
    return prove(rng, [f"{a} < x", f"x < {b}"], conclusion.replace("- -", "+ ").replace("(x - 0)", "x"))


ORDER = Topic(
    "order-reasoning",
    "what follows from inequalities: chains, sums, multiples, products; squares are not negative",
    {
        1: (transitive, line_of),
        2: (from_line, sum_of_two, with_equation),
        3: (chain, multiples, part_of_sum),
        4: (square_above, product_above, scaled_by_letter, between),
        5: (square_not_negative, brackets_compared),
    },
)
