"""Equations hidden under sound steps.

Start from a solved form (`x = r`, `(x - r)*(x - s) = 0`) and apply up to twelve steps that keep the
truth at every point: the same added to both sides, both sides multiplied by a number that is not 0,
terms moved, brackets made and removed, coefficients split, sides swapped, the same added and taken
away. Two kinds of step change where the equation is defined, and only by points that are written
down: dividing both sides by `x - p`, and adding a fraction with `x - p` below to both sides, make it
false at p. So the solutions are the roots less the points written down.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from random import Random

from benchmarks.algebra import (
    cases,
    coefficient,
    degree,
    from_coefficients,
    linear_term,
    nonzero,
    polynomial,
    rational_value,
    term,
)
from hybrid.term import Term, add, div, eq, mul, neg, num, number, power, replace, sub, subterms, sym

X = sym("x")
MAX_SIZE = 60
MAX_NUMBER = 5_000


@dataclass(frozen=True)
class Scrambled:
    """An equation in x, its solutions as a formula, what they are, and how it was made.

    kind      "linear", "quadratic" or "rational" (a pole was written down)
    excluded  points where the equation is undefined
    """

    kind: str
    problem: Term
    answer: Term
    roots: tuple[Fraction, ...]
    excluded: tuple[Fraction, ...]
    moves: tuple[str, ...]

    @property
    def statement(self) -> str:
        return f"solve {self.problem} for x"

    @property
    def answer_text(self) -> str:
        return str(self.answer)


@dataclass
class _State:
    left: Term
    right: Term
    excluded: set[Fraction]


def scrambled(n: int, seed: int = 1, steps: int = 12) -> list[Scrambled]:
    """n equations, each scrambled by 3 to `steps` steps: 60% linear, 25% quadratic, 15% with poles."""
    rng = Random(f"scrambled {seed}")
    return [_one(rng, rng.choices(("linear", "quadratic", "rational"), (60, 25, 15))[0], steps) for _ in range(n)]


def _root(rng: Random) -> Fraction:
    return Fraction(rng.randint(-12, 12), rng.choice((1, 1, 1, 2, 3, 4, 5)))


def _one(rng: Random, kind: str, steps: int) -> Scrambled:
    quadratic = kind == "quadratic" or kind == "rational" and rng.random() < 0.4
    roots = {_root(rng)}
    if quadratic:
        roots.add(_root(rng))
        r, s = min(roots), max(roots)
        state = _State(mul(_factor(r), _factor(s)) if r != s else power(_factor(r), num(2)), num(0), set())
    else:
        state = _State(X, number(min(roots)), set())
    moves = list(MOVES) + ([fraction_both] * 2 if kind == "rational" else [])
    used = []
    wanted, tries = rng.randint(3, steps), 0
    if kind == "rational":
        # one pole for certain, at times at a root
        first = divide_by_factor if rng.random() < 0.5 else fraction_both
        if first(rng, state, roots):
            used.append(first.__name__)
    while len(used) < wanted and tries < 4 * steps:
        tries += 1
        move = rng.choice(moves)
        before = (state.left, state.right, set(state.excluded))
        if move(rng, state, roots) and _school_sized(state) and (state.left, state.right) != before[:2]:
            used.append(move.__name__)
        else:
            state.left, state.right, state.excluded = before
    kept = tuple(sorted(roots - state.excluded))
    excluded = tuple(sorted(state.excluded))
    answer = cases(X, [number(r) for r in kept])
    return Scrambled(kind, eq(state.left, state.right), answer, kept, excluded, tuple(used))


def _factor(r: Fraction) -> Term:
    return linear_term(r.denominator, -r.numerator)


def _school_sized(state: _State) -> bool:
    whole = eq(state.left, state.right)
    if whole.size > MAX_SIZE or "x" not in whole.free:
        return False
    numbers = (Fraction(t.value) for _, t in subterms(whole) if t.head == "num")
    return all(abs(v.numerator) <= MAX_NUMBER for v in numbers)


# -- the steps: each changes the state and answers True, or answers False ------------------------


def add_both(rng: Random, state: _State, roots: set[Fraction]) -> bool:
    t = linear_term(rng.choice((0, 1, nonzero(rng, 6))), nonzero(rng, 9))
    state.left, state.right = add(state.left, t), add(state.right, t)
    return True


def multiply_both(rng: Random, state: _State, roots: set[Fraction]) -> bool:
    k = num(rng.choice((-3, -2, -1, 2, 3, 4, 5)))
    state.left, state.right = mul(k, state.left), mul(k, state.right)
    return True


def divide_both(rng: Random, state: _State, roots: set[Fraction]) -> bool:
    k = num(rng.randint(2, 6))
    state.left, state.right = div(state.left, k), div(state.right, k)
    return True


def move_term(rng: Random, state: _State, roots: set[Fraction]) -> bool:
    source, target = (state.left, state.right) if rng.random() < 0.5 else (state.right, state.left)
    if source.head != "add":
        return False
    i = rng.randrange(len(source.args))
    t, rest = source.args[i], add(*source.args[:i], *source.args[i + 1 :])
    moved = sub(target, t) if target is not num(0) else neg(t)
    state.left, state.right = (rest, moved) if source is state.left else (moved, rest)
    return True


def swap_sides(rng: Random, state: _State, roots: set[Fraction]) -> bool:
    state.left, state.right = state.right, state.left
    return True


def _at_side(rng: Random, state: _State, change: Callable[[Term], Term | None]) -> bool:
    on_left = rng.random() < 0.5
    new = change(state.left if on_left else state.right)
    if new is None:
        return False
    if on_left:
        state.left = new
    else:
        state.right = new
    return True


def expand(rng: Random, state: _State, roots: set[Fraction]) -> bool:
    def change(side: Term) -> Term | None:
        p = polynomial(side, ("x",))
        return None if p is None else term(p, ("x",))

    return _at_side(rng, state, change)


def take_out(rng: Random, state: _State, roots: set[Fraction]) -> bool:
    """a*x + b -> g*(a/g*x + b/g), not always with whole coefficients."""

    def change(side: Term) -> Term | None:
        p = polynomial(side, ("x",))
        if p is None or len(p) < 2:
            return None
        g = Fraction(rng.choice((-3, -2, 2, 3, 5)), rng.choice((1, 1, 1, 2)))
        return mul(number(g), term({m: c / g for m, c in p.items()}, ("x",)))

    return _at_side(rng, state, change)


def unfactor(rng: Random, state: _State, roots: set[Fraction]) -> bool:
    """x^2 + b*x + c -> x*(x + b) + c."""

    def change(side: Term) -> Term | None:
        p = polynomial(side, ("x",))
        if p is None or degree(p) != 2 or not coefficient(p, 1):
            return None
        inner = linear_term(coefficient(p, 2), coefficient(p, 1))
        constant = coefficient(p, 0)
        return add(mul(X, inner), number(constant)) if constant else mul(X, inner)

    return _at_side(rng, state, change)


def split(rng: Random, state: _State, roots: set[Fraction]) -> bool:
    """One addend c*t of a side becomes k*t + (c - k)*t."""

    def change(side: Term) -> Term | None:
        parts = list(side.args) if side.head == "add" else [side]
        i = rng.randrange(len(parts))
        p = polynomial(parts[i], ("x",))
        if p is None or len(p) != 1:
            return None
        ((m, c),) = p.items()
        k = nonzero(rng, 7)
        if c == k:
            return None
        parts[i : i + 1] = [term({m: Fraction(k)}, ("x",)), term({m: c - k}, ("x",))]
        return add(*parts)

    return _at_side(rng, state, change)


def add_and_subtract(rng: Random, state: _State, roots: set[Fraction]) -> bool:
    t = linear_term(nonzero(rng, 5), rng.randint(-5, 5))
    return _at_side(rng, state, lambda side: sub(add(t, side), t) if rng.random() < 0.5 else add(side, t, neg(t)))


def nest(rng: Random, state: _State, roots: set[Fraction]) -> bool:
    """s -> s + c - c as brackets in brackets: `c - (c - s)`, or `-(-s)`."""
    c = linear_term(rng.choice((0, 1, 2)), nonzero(rng, 6))
    return _at_side(rng, state, lambda side: sub(c, sub(c, side)) if rng.random() < 0.7 else neg(neg(side)))


def as_fraction(rng: Random, state: _State, roots: set[Fraction]) -> bool:
    """s -> (k*s)/k, the top expanded when it can be."""
    k = rng.randint(2, 5)

    def change(side: Term) -> Term | None:
        p = polynomial(side, ("x",))
        top = mul(num(k), side) if p is None else term({m: k * c for m, c in p.items()}, ("x",))
        return div(top, num(k))

    return _at_side(rng, state, change)


def rewrite_number(rng: Random, state: _State, roots: set[Fraction]) -> bool:
    """A number somewhere (no exponent, not inside a fraction of numbers) becomes a sum or a fraction."""

    def change(side: Term) -> Term | None:
        places = []
        for place, t in subterms(side):
            if rational_value(t) is None or not place:
                continue
            parent = side
            for i in place[:-1]:
                parent = parent.args[i]
            if parent.head in ("add", "mul") or parent.head == "div" and rational_value(parent) is None:
                places.append((place, t))
        if not places:
            return None
        place, t = rng.choice(places)
        value = rational_value(t)
        if value is None:
            return None
        k = nonzero(rng, 6)
        if rng.random() < 0.5:
            return replace(side, place, add(number(value - k), num(k)))
        return replace(side, place, div(num(value.numerator * abs(k) * 2), num(value.denominator * abs(k) * 2)))

    return _at_side(rng, state, change)


def divide_by_factor(rng: Random, state: _State, roots: set[Fraction]) -> bool:
    p = rng.choice(sorted(roots)) if rng.random() < 0.3 else Fraction(rng.randint(-6, 6))
    below = _factor(p)
    state.left, state.right = div(state.left, below), div(state.right, below)
    state.excluded.add(p)
    return True


def fraction_both(rng: Random, state: _State, roots: set[Fraction]) -> bool:
    if len(state.excluded) >= 2:
        return False
    p = rng.choice(sorted(roots)) if rng.random() < 0.2 else Fraction(rng.randint(-6, 6))
    t = div(num(nonzero(rng, 6)), _factor(p))
    state.left, state.right = add(state.left, t), add(state.right, t)
    state.excluded.add(p)
    return True


MOVES: tuple[Callable[[Random, _State, set[Fraction]], bool], ...] = (
    add_both,
    multiply_both,
    divide_both,
    move_term,
    move_term,
    swap_sides,
    expand,
    expand,
    take_out,
    unfactor,
    split,
    split,
    add_and_subtract,
    nest,
    as_fraction,
    rewrite_number,
)

__all__ = ["MAX_NUMBER", "MAX_SIZE", "Scrambled", "from_coefficients", "scrambled"]
