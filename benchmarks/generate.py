"""School problems with known answers, made from the answer backwards or solved by the formulas of school.

    school_problems(n, seed)   seven kinds in turn: linear, quadratic, rational, radical, absolute, system, inequality
    scrambled(n, seed)         equations hidden under a chain of sound steps           (benchmarks/scrambling.py)
    step_pairs(n, seed)        one step, right or subtly wrong, wrongness established  (benchmarks/pairs.py)
    polynomials(n, seed)       polynomial expressions to simplify, with their school form

The same n and seed give the same problems. Nothing here uses the prover: terms are built, never parsed,
and answers come from `benchmarks.algebra`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from random import Random

from benchmarks.algebra import (
    FALSE,
    Polynomial,
    cases,
    compare,
    fraction,
    from_coefficients,
    linear_term,
    nonzero,
    plus,
    quadratic_roots,
    rational_value,
    term,
    times,
)
from benchmarks.pairs import Pair, step_pairs
from benchmarks.scrambling import Scrambled, scrambled
from hybrid.term import Term, add, conj, disj, div, eq, make, mul, neg, num, number, power, root, sym

X, Y, Z = sym("x"), sym("y"), sym("z")


@dataclass(frozen=True)
class Exercise:
    """A formula to solve for its unknowns, and its solutions as a formula."""

    kind: str
    problem: Term
    answer: Term
    unknowns: tuple[str, ...] = ("x",)

    @property
    def statement(self) -> str:
        """The problem as `hybrid solve` takes it."""
        return f"solve {self.problem} for {', '.join(self.unknowns)}"

    @property
    def answer_text(self) -> str:
        return str(self.answer)


@dataclass(frozen=True)
class Simplification:
    """A polynomial expression and its expanded, collected form."""

    before: Term
    after: Term
    letters: tuple[str, ...]


# -- the seven kinds -----------------------------------------------------------------------------


def linear(rng: Random) -> Exercise:
    """a*x + b = c*x + d, brackets or fractions at times."""
    r = fraction(rng) if rng.random() < 0.4 else Fraction(rng.randint(-9, 9))
    shape = rng.randrange(4)
    a, c = nonzero(rng, 9), rng.randint(-9, 9)
    if a == c:
        c = a - 1
    b = rng.randint(-12, 12)
    if shape == 0:
        left, right = linear_term(a, b), number(a * r + b)
    elif shape == 1:
        left, right = linear_term(a, b), linear_term(c, a * r + b - c * r)
    elif shape == 2:
        factor = nonzero(rng, 6)
        left = mul(num(factor), linear_term(a, b))
        right = linear_term(c, factor * (a * r + b) - c * r) if factor * a != c else number(factor * (a * r + b))
    else:
        k, m = rng.randint(2, 6), rng.randint(2, 6)
        if Fraction(a, k) == Fraction(c, m):
            c += 1
        extra = rng.randint(1, 5)
        left = add(div(linear_term(a, b), num(k)), num(extra))
        at_root = (a * r + b) / k + extra
        # the right side passes through the same value at r
        right = add(div(linear_term(c, 0), num(m)), number(at_root - c * r / m)) if c else number(at_root)
    return Exercise("linear", eq(left, right), eq(X, number(r)))


def quadratic(rng: Random) -> Exercise:
    """With rational, double, surd or no roots, sometimes not in standard form."""
    shape = rng.randrange(5)
    if shape <= 1:
        r, s = Fraction(rng.randint(-9, 9), rng.choice((1, 1, 2, 3))), Fraction(rng.randint(-9, 9))
        p = times(from_coefficients(r.denominator, -r.numerator), from_coefficients(1, -s))
    elif shape == 2:
        r = Fraction(rng.randint(-9, 9))
        p = times(from_coefficients(1, -r), from_coefficients(1, -r))
    elif shape == 3:
        p = from_coefficients(rng.choice((1, 1, 2, 3)), rng.randint(-8, 8), rng.randint(-9, 9))
    else:
        m = rng.randint(-6, 6)
        p = times(from_coefficients(1, -m), from_coefficients(1, -m))
        p = plus(p, from_coefficients(rng.choice((-1, -1, 1)) * rng.randint(1, 20)))
    roots = quadratic_roots(*[p.get((k,), Fraction(0)) for k in (2, 1, 0)])
    moved: Polynomial = {m: c for m, c in p.items() if m == (0,) or m == (1,) and rng.random() < 0.3}
    if rng.random() < 0.5:
        left, right = plus(p, moved, -1), plus({}, moved, -1)
    else:
        left, right = p, {}
    return Exercise("quadratic", eq(term(left, "x"), term(right, "x")), cases(X, roots))


def rational(rng: Random) -> Exercise:
    """Fractions with the unknown below; a root may fall on a pole and is none."""
    p = rng.randint(-6, 6)
    if rng.random() < 0.5:
        q = rng.choice([v for v in range(-6, 7) if v != p])
        a, b, c = nonzero(rng, 9), nonzero(rng, 9), rng.randint(-3, 3)
        left = add(div(num(a), linear_term(1, -p)), div(num(b), linear_term(1, -q)))
        top = plus(from_coefficients(a, -a * q), from_coefficients(b, -b * p))
        whole = plus(times(times(from_coefficients(1, -p), from_coefficients(1, -q)), from_coefficients(c)), top, -1)
        problem, poles = eq(left, num(c)), {Fraction(p), Fraction(q)}
    else:
        r = p if rng.random() < 0.5 else rng.randint(-6, 6)
        s = rng.randint(-6, 6)
        top = times(from_coefficients(1, -r), from_coefficients(1, -s))
        c = rng.randint(-4, 4)
        problem = eq(div(term(top, "x"), linear_term(1, -p)), num(c))
        whole, poles = plus(top, from_coefficients(c, -c * p), -1), {Fraction(p)}
    a2, a1, a0 = (whole.get((k,), Fraction(0)) for k in (2, 1, 0))
    if not a2 and not a1:
        # the numerator is a nonzero number: no solution (it cannot be 0 identically for these shapes)
        roots: list[Term] = []
    else:
        roots = [r for r in quadratic_roots(a2, a1, a0) if rational_value(r) not in poles]
    return Exercise("rational", problem, cases(X, roots))


def radical(rng: Random) -> Exercise:
    """sqrt(a*x + b) = c*x + d, = k (which may be negative), or = sqrt of another."""
    shape = rng.randrange(3)
    a = nonzero(rng, 5)
    if shape == 0:
        b, k = rng.randint(-9, 9), rng.randint(-4, 9)
        roots = [number(Fraction(k * k - b, a))] if k >= 0 else []
        return Exercise("radical", eq(root(linear_term(a, b)), num(k)), cases(X, roots))
    if shape == 1:
        c, d, r = rng.choice((-1, 1, 1, 2)), rng.randint(-6, 6), rng.randint(-6, 6)
        b = (c * r + d) ** 2 - a * r
        found = [rational_value(t) for t in quadratic_roots(c * c, 2 * c * d - a, d * d - b)]
        kept = [number(v) for v in found if v is not None and c * v + d >= 0]
        return Exercise("radical", eq(root(linear_term(a, b)), linear_term(c, d)), cases(X, kept))
    r, c = rng.randint(-6, 6), rng.choice([v for v in (-3, -2, -1, 1, 2, 3) if v != a])
    inside = rng.randint(-4, 20)
    b, d = inside - a * r, inside - c * r
    roots = [num(r)] if inside >= 0 else []
    return Exercise("radical", eq(root(linear_term(a, b)), root(linear_term(c, d))), cases(X, roots))


def absolute(rng: Random) -> Exercise:
    """|a*x + b| = k, = c*x + d, or = |c*x + d|."""
    a, b, shape = nonzero(rng, 5), rng.randint(-9, 9), rng.randrange(3)
    inside = make("abs", (linear_term(a, b),))
    if shape == 0:
        k = rng.randint(-3, 12)
        values = {Fraction(k - b, a), Fraction(-k - b, a)} if k >= 0 else set()
        right: Term = num(k)
    else:
        c, d = rng.choice([v for v in range(-4, 5) if v and abs(v) != abs(a)]), rng.randint(-9, 9)
        values = {Fraction(d - b, a - c), Fraction(-d - b, a + c)}
        right = linear_term(c, d)
        if shape == 1:
            values = {v for v in values if c * v + d >= 0}
        else:
            right = make("abs", (right,))
    return Exercise("absolute", eq(inside, right), cases(X, [number(v) for v in sorted(values)]))


def system(rng: Random) -> Exercise:
    """Two or three linear equations with one solution or none, or a sum and a product."""
    shape = rng.random()
    if shape < 0.2:
        p, q = sorted((rng.randint(-9, 9), rng.randint(-9, 9)))
        problem = conj(eq(add(X, Y), num(p + q)), eq(mul(X, Y), num(p * q)))
        pairs = [(p, q), (q, p)] if p != q else [(p, q)]
        return Exercise("system", problem, disj(*[conj(eq(X, num(a)), eq(Y, num(b))) for a, b in pairs]), ("x", "y"))
    size = 3 if shape > 0.8 else 2
    letters = "xyz"[:size]
    point = [Fraction(rng.randint(-9, 9), rng.choice((1, 1, 1, 2))) for _ in letters]
    while True:
        matrix = [[rng.randint(-6, 6) for _ in letters] for _ in letters]
        if _determinant(matrix) and all(sum(map(bool, row)) > 1 for row in matrix):
            break
    none = size == 2 and shape < 0.35
    if none:
        matrix[1] = [2 * c for c in matrix[0]]
    equations = []
    for i, row in enumerate(matrix):
        total = sum((c * v for c, v in zip(row, point, strict=True)), Fraction(0))
        if none and i == 1:
            total += nonzero(rng, 5)
        unit = {tuple(int(i == j) for j in range(size)): Fraction(c) for i, c in enumerate(row) if c}
        equations.append(eq(term(unit, letters), number(total)))
    answer = FALSE if none else conj(*[eq(sym(v), number(r)) for v, r in zip(letters, point, strict=True)])
    return Exercise("system", conj(*equations), answer, tuple(letters))


def _determinant(m: Sequence[Sequence[int]]) -> int:
    if len(m) == 1:
        return m[0][0]
    return sum((-1) ** j * m[0][j] * _determinant([[*row[:j], *row[j + 1 :]] for row in m[1:]]) for j in range(len(m)))


FLIPPED = {"lt": "gt", "le": "ge", "gt": "lt", "ge": "le"}


def inequality(rng: Random) -> Exercise:
    """Linear, quadratic, rational or absolute, strict or not."""
    relation, shape = rng.choice(("lt", "le", "gt", "ge")), rng.randrange(4)
    less, strict = relation in ("lt", "le"), relation in ("lt", "gt")
    if shape == 0:
        a, b, r = nonzero(rng, 7), rng.randint(-9, 9), fraction(rng, 9, 2)
        problem = compare(relation, linear_term(a, b), number(a * r + b))
        return Exercise("inequality", problem, compare(relation if a > 0 else FLIPPED[relation], X, number(r)))
    if shape == 3:
        m, k = rng.randint(-6, 6), rng.randint(1, 7)
        problem = compare(relation, make("abs", (linear_term(1, -m),)), num(k))
        return Exercise("inequality", problem, _between(num(m - k), num(m + k), less, strict, strict))
    p, q = sorted(rng.sample(range(-7, 8), 2))
    if shape == 1:
        whole = times(from_coefficients(1, -p), from_coefficients(1, -q))
        problem = compare(relation, term(whole, "x"), num(0))
        return Exercise("inequality", problem, _between(num(p), num(q), less, strict, strict))
    above, below = rng.choice(((p, q), (q, p)))
    problem = compare(relation, div(linear_term(1, -above), linear_term(1, -below)), num(0))
    # the pole is never a solution, the zero is one unless the relation is strict
    open_low, open_high = strict or below == p, strict or below == q
    return Exercise("inequality", problem, _between(num(p), num(q), less, open_low, open_high))


def _between(low: Term, high: Term, inside: bool, open_low: bool, open_high: bool) -> Term:
    """The interval from low to high, or what lies outside it, ends excluded where open."""
    if inside:
        return conj(compare("lt" if open_low else "le", low, X), compare("lt" if open_high else "le", X, high))
    return disj(compare("lt" if open_low else "le", X, low), compare("gt" if open_high else "ge", X, high))


KINDS: dict[str, Callable[[Random], Exercise]] = {
    "linear": linear,
    "quadratic": quadratic,
    "rational": rational,
    "radical": radical,
    "absolute": absolute,
    "system": system,
    "inequality": inequality,
}


def school_problems(n: int, seed: int = 1) -> list[Exercise]:
    """n problems with known answers, the seven kinds in turn."""
    rng = Random(f"school {seed}")
    kinds = list(KINDS.values())
    return [kinds[i % len(kinds)](rng) for i in range(n)]


# -- polynomials ---------------------------------------------------------------------------------


def polynomials(n: int, seed: int = 1, letters: Sequence[str] = ("x", "y")) -> list[Simplification]:
    """n sums of like terms, products and small powers, each with its expanded and collected form."""
    rng = Random(f"polynomials {seed}")
    out: list[Simplification] = []
    while len(out) < n:
        used = tuple(letters[: rng.randint(1, len(letters))])
        parts, total = [], Polynomial()
        for _ in range(rng.randint(2, 4)):
            part, value = _polynomial_part(rng, used)
            parts.append(part)
            total = plus(total, value)
        out.append(Simplification(add(*parts), term(total, used), used))
    return out


def _monomial(rng: Random, letters: Sequence[str], top: int = 2) -> Polynomial:
    return {tuple(rng.randint(0, top) for _ in letters): Fraction(nonzero(rng, 9))}


def _polynomial_part(rng: Random, letters: Sequence[str]) -> tuple[Term, Polynomial]:
    first, second = _monomial(rng, letters), _monomial(rng, letters, 1)
    pair = plus(second, _monomial(rng, letters, 1))
    if len(pair) < 2:
        pair = plus({(0,) * len(letters): Fraction(nonzero(rng, 5))}, {(1,) * len(letters): Fraction(1)})
    shape = rng.randrange(5)
    if shape <= 1:
        return term(first, letters), first
    if shape == 2:
        return mul(term(first, letters), term(pair, letters)), times(first, pair)
    if shape == 3:
        return neg(term(pair, letters)), plus({}, pair, -1)
    return power(term(pair, letters), num(2)), times(pair, pair)


__all__ = [
    "KINDS",
    "Exercise",
    "Pair",
    "Scrambled",
    "Simplification",
    "polynomials",
    "school_problems",
    "scrambled",
    "step_pairs",
]
