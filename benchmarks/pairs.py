"""One step of algebra, right or subtly wrong.

    polynomial   multiplied out, collected, factored
    rational     cancelled, put over one denominator, split
    root-abs     roots and absolute values simplified
    equation     one line of solving: moved, divided, squared, cleared of fractions, split into cases

An expression step e -> e' is right iff e' is defined and equal wherever e is defined; a formula step iff
both are true at the same points. A right step comes from an identity; a wrong one from the right one by
one small fault (a sign, a coefficient, an exponent, a bracket, a root, a condition), and is kept only if
there is a point that shows it wrong, found by `benchmarks.evaluate` and kept with the pair.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from random import Random
from typing import Literal

from flint import arb

from benchmarks import evaluate
from benchmarks.algebra import Polynomial, from_coefficients, linear_term, nonzero, plus, surd, term, times
from hybrid.term import (
    ONE,
    Term,
    add,
    conj,
    disj,
    div,
    eq,
    is_formula,
    make,
    mul,
    neg,
    num,
    number,
    power,
    replace,
    root,
    sub,
    subterms,
    sym,
)

Kind = Literal["polynomial", "rational", "root-abs", "equation"]
KINDS: tuple[Kind, ...] = ("polynomial", "rational", "root-abs", "equation")
X = sym("x")


@dataclass(frozen=True)
class Pair:
    """before -> after; where it is wrong, `point` shows it and `fault` names the slip."""

    before: Term
    after: Term
    kind: Kind
    correct: bool
    fault: str = ""
    point: Mapping[str, Fraction] = field(default_factory=dict)


Step = tuple[Term, Term, Sequence[tuple[str, Term]]]  # before, right after, and wrong afters with their faults


def step_pairs(n: int, seed: int = 1) -> list[Pair]:
    """n pairs, the four kinds in turn, half of them wrong."""
    rng = Random(f"pairs {seed}")
    out: list[Pair] = []
    while len(out) < n:
        kind = KINDS[len(out) % len(KINDS)]
        before, after, own_faults = rng.choice(MAKERS[kind])(rng)
        if before is after:
            continue
        if len(out) // len(KINDS) % 2 == 0:
            out.append(Pair(before, after, kind, True))
            continue
        wrong = _wrong(rng, before, after, own_faults)
        if wrong is not None:
            out.append(Pair(before, wrong[1], kind, False, wrong[0], wrong[2]))
    return out


def shown_wrong(before: Term, after: Term, rng: Random) -> dict[str, Fraction] | None:
    """A point at which the step fails, rigorously, or None when none of some sixty points shows it."""
    letters = sorted(before.free | after.free)
    special = sorted({Fraction(t.value) for s in (before, after) for _, t in subterms(s) if t.head == "num"})
    pool = [Fraction(v) for v in (0, 1, -1, 2, -2, 3, -3)] + [
        Fraction(1, 2),
        Fraction(-3, 2),
        Fraction(5),
        Fraction(-7),
    ]
    pool += [v * sign for v in special for sign in (1, -1) if abs(v) <= 10**4]
    pool += [v + d for v in special for d in (1, -1) if abs(v) <= 10**4]
    tries = [{v: c for v in letters} for c in pool] if len(letters) == 1 else []
    tries += [{v: rng.choice(pool) for v in letters} for _ in range(60 if len(letters) > 1 else 0)]
    for point in tries:
        if fails_at(before, after, point):
            return point
    return None


def fails_at(before: Term, after: Term, point: Mapping[str, Fraction | arb]) -> bool:
    """Whether the step is certainly wrong at the point."""
    if is_formula(before):
        left, right = evaluate.truth(before, point), evaluate.truth(after, point)
        return left is not None and right is not None and left != right
    return evaluate.is_defined(before, point) is True and evaluate.same(before, after, point) is False


def _wrong(
    rng: Random, before: Term, after: Term, own: Sequence[tuple[str, Term]]
) -> tuple[str, Term, dict[str, Fraction]] | None:
    candidates = list(own) if own and rng.random() < 0.6 else []
    candidates += [slip for slip in (_slip(rng, after) for _ in range(6)) if slip is not None]
    for fault, wrong in candidates:
        point = shown_wrong(before, wrong, rng)
        if point is not None:
            return fault, wrong, point
    return None


def _slip(rng: Random, t: Term) -> tuple[str, Term] | None:
    """t with one small fault at a random place."""
    place, s = rng.choice(list(subterms(t)))
    parent = t
    for i in place[:-1]:
        parent = parent.args[i]
    if s.head == "num" and isinstance(s.value, int):
        if parent.head == "root" and place[-1] == 1:
            return None
        if parent.head == "pow" and place[-1] == 1:
            return "exponent", replace(t, place, num(s.value + rng.choice((-1, 1)) if s.value > 1 else s.value + 1))
        if rng.random() < 0.5 and s.value:
            return "sign", replace(t, place, num(-s.value))
        return "coefficient", replace(t, place, num(s.value + rng.choice((-1, 1))))
    if s.head == "add":
        i = rng.randrange(len(s.args))
        return "sign", replace(t, place, add(*s.args[:i], neg(s.args[i]), *s.args[i + 1 :]))
    if s.head == "mul" and any(a.head == "add" for a in s.args):
        # the bracket is lost: 3*(x + 2) becomes 3*x + 2
        i = next(i for i, a in enumerate(s.args) if a.head == "add")
        inner = s.args[i]
        product = mul(*s.args[:i], inner.args[0], *s.args[i + 1 :])
        return "lost bracket", replace(t, place, add(product, *inner.args[1:]))
    if s.head == "pow" and s.args[1].head == "num":
        return "exponent", replace(t, place, power(s.args[0], num(s.args[1].value + 1)))
    return None


# -- polynomials ---------------------------------------------------------------------------------


def _letters(rng: Random) -> tuple[str, ...]:
    return rng.choice((("x",), ("x",), ("x", "y"), ("x", "y", "z")))


def _random_polynomial(rng: Random, letters: Sequence[str], terms: int = 2, top: int = 1, size: int = 6) -> Polynomial:
    while True:
        p: Polynomial = {}
        for _ in range(terms):
            p = plus(p, {tuple(rng.randint(0, top) for _ in letters): Fraction(nonzero(rng, size))})
        if len(p) >= 2:
            return p


def multiplied_out(rng: Random) -> Step:
    letters = _letters(rng)
    factors = [_random_polynomial(rng, letters, 2) for _ in range(rng.choice((2, 2, 3)))]
    total = factors[0]
    for p in factors[1:]:
        total = times(total, p)
    before = mul(*[term(p, letters) for p in factors])
    after = term(total, letters)
    return (after, before, ()) if rng.random() < 0.25 else (before, after, ())


def squared_sum(rng: Random) -> Step:
    letters = _letters(rng)
    p, n = _random_polynomial(rng, letters, 2), rng.choice((2, 2, 3))
    total = p
    for _ in range(n - 1):
        total = times(total, p)
    freshman = add(*[power(term({m: c}, letters), num(n)) for m, c in p.items()])
    return power(term(p, letters), num(n)), term(total, letters), [("freshman's dream", freshman)]


def collected(rng: Random) -> Step:
    letters = _letters(rng)
    p, q, k = _random_polynomial(rng, letters, 3), _random_polynomial(rng, letters, 3), nonzero(rng, 5)
    a, b = term(p, letters), term(q, letters)
    first_only = sub(a, add(mul(num(k), b.args[0]), *b.args[1:]))
    return sub(a, mul(num(k), b)), term(plus(p, q, -k), letters), [("lost bracket", first_only)]


# -- quotients -----------------------------------------------------------------------------------


def cancelled(rng: Random) -> Step:
    r, s, t = (rng.randint(-7, 7) for _ in range(3))
    top = times(from_coefficients(rng.choice((1, 1, 2, 3)), -r), from_coefficients(1, -s))
    below = (
        times(from_coefficients(1, -s), from_coefficients(1, -t)) if rng.random() < 0.6 else from_coefficients(1, -s)
    )
    before = div(term(top, "x"), term(below, "x"))
    upper = linear_term(top[(2,)], -r)
    if (2,) not in below:
        return before, upper, ()
    # cancelling terms instead of factors
    slip = div(
        term({m: c for m, c in top.items() if m != (2,)}, "x"), term({m: c for m, c in below.items() if m != (2,)}, "x")
    )
    return before, div(upper, linear_term(1, -t)), [("cancelled terms", slip)]


def one_denominator(rng: Random) -> Step:
    a, b, p, q = nonzero(rng, 9), nonzero(rng, 9), rng.randint(-6, 6), rng.randint(-6, 6)
    if p == q:
        q = p + 1
    below = times(from_coefficients(1, -p), from_coefficients(1, -q))
    top = plus(from_coefficients(a, -a * q), from_coefficients(b, -b * p))
    before = add(div(num(a), linear_term(1, -p)), div(num(b), linear_term(1, -q)))
    added = div(num(a + b), add(linear_term(1, -p), linear_term(1, -q)))
    bottom = term(below, "x") if rng.random() < 0.5 else mul(linear_term(1, -p), linear_term(1, -q))
    return before, div(term(top, "x"), bottom), [("added tops and bottoms", added)]


def split_fraction(rng: Random) -> Step:
    letters = _letters(rng)
    p = _random_polynomial(rng, letters, 3, 2)
    below = term(_random_polynomial(rng, letters, 2), letters)
    whole = term(p, letters)
    after = add(*[div(t, below) for t in whole.args])
    slip = add(div(whole.args[0], below), *whole.args[1:])
    return (after, div(whole, below), ()) if rng.random() < 0.4 else (div(whole, below), after, [("split half", slip)])


def double_fraction(rng: Random) -> Step:
    a, b, c, d = (linear_term(rng.choice((1, 2, 3)), rng.randint(-6, 6)) for _ in range(4))
    before = div(div(a, b), div(c, d)) if rng.random() < 0.5 else mul(div(a, b), div(d, c))
    return before, div(mul(a, d), mul(b, c)), [("wrong way up", div(mul(a, c), mul(b, d)))]


def small_powers(rng: Random) -> Step:
    i, j, k = rng.randint(1, 5), rng.randint(1, 5), nonzero(rng, 6)
    if i == j:
        i += 1
    before = div(mul(num(k * 2), power(X, num(i))), mul(num(2), power(X, num(j))))
    return before, mul(num(k), power(X, num(i - j))), [("exponent", mul(num(k), power(X, num(i + j))))]


# -- roots and absolute values -------------------------------------------------------------------


def _abs(t: Term) -> Term:
    return make("abs", (t,))


def root_of_square(rng: Random) -> Step:
    a, k = rng.randint(-6, 6), rng.randint(1, 5)
    inside = linear_term(k, a)
    square = (
        term(times(from_coefficients(k, a), from_coefficients(k, a)), "x")
        if rng.random() < 0.6
        else power(inside, num(2))
    )
    return root(square), _abs(inside), [("lost absolute value", inside)]


def fourth_root(rng: Random) -> Step:
    k = rng.randint(1, 3)
    return root(mul(num(k**4), power(X, num(4))), 4), mul(num(k), _abs(X)), [("lost absolute value", mul(num(k), X))]


def cube_root(rng: Random) -> Step:
    k, a = rng.choice((-3, -2, 2, 3)), rng.randint(-5, 5)
    inside = linear_term(1, a)
    right = mul(num(k), inside)
    return root(mul(num(k**3), power(inside, num(3))), 3), right, [("absolute value", mul(num(k), _abs(inside)))]


def surd_product(rng: Random) -> Step:
    a, b = rng.randint(2, 30), rng.randint(2, 30)
    if rng.random() < 0.5:
        return mul(root(num(a)), root(num(b))), surd(Fraction(a * b)), [("added", root(num(a + b)))]
    n = rng.choice([v for v in (8, 12, 18, 20, 24, 27, 28, 32, 45, 48, 50, 63, 72, 75, 80, 98, 108)])
    right = surd(Fraction(n))
    return (
        add(root(num(n)), X),
        add(right, X),
        [("coefficient", add(mul(num(right.args[0].value + 1), right.args[1]), X))],
    )


def rationalised(rng: Random) -> Step:
    a, b = rng.choice((2, 3, 5, 6, 7)), rng.randint(1, 4)
    if b * b == a:
        b += 1
    bottom = a - b * b
    right = div(sub(root(num(a)), num(b)), num(bottom)) if bottom != 1 else sub(root(num(a)), num(b))
    return (
        div(ONE, add(root(num(a)), num(b))),
        right,
        [("sum of reciprocals", add(div(ONE, root(num(a))), div(ONE, num(b))))],
    )


def absolute_product(rng: Random) -> Step:
    k, a = rng.choice((-5, -4, -3, -2, 2, 3)), rng.randint(-6, 6)
    inside = linear_term(1, a)
    before = _abs(linear_term(k, k * a))
    return before, mul(num(abs(k)), _abs(inside)), [("sign", mul(num(k), _abs(inside)))]


def squared_root(rng: Random) -> Step:
    inside = linear_term(rng.choice((1, 2, 3)), rng.randint(-6, 6))
    square = power(root(inside), num(2))
    if rng.random() < 0.5:
        # wrong in this direction only: the root loses the points where the inside is negative
        return mul(num(1), inside), inside, [("lost domain", square)]
    return square, inside, [("absolute value", neg(inside))]


def root_of_sum(rng: Random) -> Step:
    a = rng.randint(1, 6)
    inside = add(mul(num(4), power(X, num(2))), num(4 * a * a))
    right = mul(num(2), root(add(power(X, num(2)), num(a * a))))
    return root(inside), right, [("root of a sum", add(mul(num(2), X), num(2 * a)))]


# -- equations -----------------------------------------------------------------------------------


def moved(rng: Random) -> Step:
    a, b, c, d = nonzero(rng, 9), nonzero(rng, 9), nonzero(rng, 9), nonzero(rng, 9)
    if a == c:
        c += 1 if c != -1 else 2
    before = eq(linear_term(a, b), linear_term(c, d))
    right = eq(linear_term(a - c, 0), num(d - b))
    return (
        before,
        right,
        [("sign", eq(linear_term(a - c, 0), num(d + b))), ("sign", eq(linear_term(a + c, 0), num(d - b)))],
    )


def square_root_both(rng: Random) -> Step:
    a, r = rng.randint(-6, 6), rng.randint(1, 9)
    inside = linear_term(1, a)
    before = eq(power(inside, num(2)), num(r * r))
    return before, disj(eq(inside, num(r)), eq(inside, num(-r))), [("lost root", eq(inside, num(r)))]


def zero_product(rng: Random) -> Step:
    r, s = nonzero(rng, 8), rng.randint(-8, 8)
    a, b = linear_term(1, -r), linear_term(rng.choice((1, 2)), -s)
    before, right = eq(mul(a, b), num(0)), disj(eq(a, num(0)), eq(b, num(0)))
    return before, right, [("and for or", conj(*right.args)), ("lost root", eq(a, num(0)))]


def divided_by_unknown(rng: Random) -> Step:
    r, k = rng.randint(-8, 8), rng.randint(-8, 8)
    inside = linear_term(1, -r)
    before = eq(mul(X, inside), mul(num(k), X))
    return before, disj(eq(X, num(0)), eq(inside, num(k))), [("lost root", eq(inside, num(k)))]


def squared_both(rng: Random) -> Step:
    a, b = rng.randint(1, 6), rng.randint(-5, 5)
    r = rng.randint(0, 6)
    inside = linear_term(a, (r + b) ** 2 - a * r)
    right_side = linear_term(1, b)
    squared = eq(inside, power(right_side, num(2)))
    return eq(root(inside), right_side), conj(squared, make("ge", (right_side, num(0)))), [("lost condition", squared)]


def cleared(rng: Random) -> Step:
    p, r, k = rng.randint(-6, 6), rng.randint(-6, 6), rng.randint(-5, 5)
    # the bare equation has the pole for a root exactly when the top vanishes there
    top = times(from_coefficients(1, -p), from_coefficients(1, -r))
    bare = eq(term(top, "x"), mul(num(k), linear_term(1, -p)))
    pole = make("ne", (X, num(p)))
    return eq(div(term(top, "x"), linear_term(1, -p)), num(k)), conj(bare, pole), [("lost condition", bare)]


def multiplied_inequality(rng: Random) -> Step:
    k, b, relation = -rng.randint(1, 6), rng.randint(-9, 9), rng.choice(("lt", "le", "gt", "ge"))
    flipped = {"lt": "gt", "le": "ge", "gt": "lt", "ge": "le"}[relation]
    before = make(relation, (mul(num(k), X) if k != -1 else neg(X), num(b)))
    value = number(Fraction(b, k))
    return before, make(flipped, (X, value)), [("relation", make(relation, (X, value)))]


def absolute_cases(rng: Random) -> Step:
    a, c, d = rng.randint(-6, 6), rng.randint(2, 4), rng.randint(-8, 8)
    inside, right = linear_term(1, a), linear_term(c, d)
    both = disj(eq(inside, right), eq(inside, linear_term(-c, -d)))
    holds = make("ge", (right, num(0)))
    return (
        eq(_abs(inside), right),
        conj(both, holds),
        [("lost condition", both), ("lost root", conj(both.args[0], holds))],
    )


MAKERS: dict[Kind, tuple[Callable[[Random], Step], ...]] = {
    "polynomial": (multiplied_out, squared_sum, collected),
    "rational": (cancelled, one_denominator, split_fraction, double_fraction, small_powers),
    "root-abs": (
        root_of_square,
        fourth_root,
        cube_root,
        surd_product,
        rationalised,
        absolute_product,
        squared_root,
        root_of_sum,
    ),
    "equation": (
        moved,
        square_root_both,
        zero_product,
        divided_by_unknown,
        squared_both,
        cleared,
        multiplied_inequality,
        absolute_cases,
    ),
}
