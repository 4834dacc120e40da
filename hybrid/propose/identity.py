"""Proving that two expressions are equal, by school's plan for identities.

    one kind of function   tan(u) is sin(u)/cos(u)
    one angle              sin(2*u), cos(2*u), sin(u + v), ... by the addition theorems
    no fractions           each side over one denominator, then both sides times the denominators
    multiplied out         both sides as sums
    the circle             cos(u)^2 is 1 - sin(u)^2, and multiplied out again

after which both sides are the same. The plan is only followed where a decider knows the identity to hold; each
of its steps is proved for itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from hybrid.compute.polynomial import expand
from hybrid.compute.rational import cancel, together
from hybrid.decide import cascade
from hybrid.decide.meaning import conditions
from hybrid.problem import Problem
from hybrid.propose.difference import open_goals
from hybrid.propose.move import Move
from hybrid.propose.solving import own_conditions
from hybrid.term import ONE, TRUE, Place, Term, add, bottom_up, conj, div, eq, make, mul, neg, num, power, sub, subterms

RANK = 15_000


class IdentityProposer:
    """For an equation to prove that is an identity: the next step of the plan."""

    def propose(self, state: Term, problem: Problem) -> Iterator[Move]:
        if problem.goal != "prove":
            return
        for place, hypotheses, goal in open_goals(state, (), tuple(problem.given)):
            if goal.head == "ne":
                yield from _condition(place, goal, hypotheses, problem)
            elif goal.head == "eq" and goal.args[0].key != goal.args[1].key:
                a, b = goal.args
                if cascade.identity(a, b, (*hypotheses, *conditions(goal)), problem.domains).proved:
                    yield from _next(place, goal)


def _condition(place: Place, atom: Term, hypotheses: tuple[Term, ...], problem: Problem) -> Iterator[Move]:
    """A condition that came up on the way: given, or one of the statement's own in other words, as
    1 + cos(x)^2 - sin(x)^2 != 0 is 1 + cos(2*x) != 0."""
    own = own_conditions(problem)
    if hypotheses and place and cascade.entails(hypotheses, atom, problem.domains).proved:
        yield _move(place, TRUE, "that is known")
    elif atom.key not in own:
        a = sub(*atom.args)
        for c in own.values():
            if c.head == "ne" and any(cascade.identity(a, b).proved for b in (sub(*c.args), sub(*c.args[::-1]))):
                yield _move(place, c, f"that is {c}")
                break


def _next(place: Place, goal: Term) -> Iterator[Move]:
    angles = {t.args[0].key for _, t in subterms(goal) if t.head in ("sin", "cos", "tan")}
    functions = {t.head for _, t in subterms(goal)}
    stages: list[tuple[Callable[[Term], Term | None], str]] = [
        (_without_tangents, "tangent is sine over cosine"),
        (_one_angle if len(angles) > 1 else _nothing, "use the addition theorems"),
        (_circles, "the squares of sine and cosine add up to 1"),
        (_one_fraction, "put over a common denominator"),
    ]
    for change, words in stages:
        yield from _on_sides(place, goal, change, words)
    if (cleared := _without_denominators(goal)) is not None:
        yield _move(place, *cleared)
    yield from _on_sides(place, goal, expand, "multiply out")
    if "sin" in functions:
        yield from _on_sides(place, goal, _by_circle, "the squares of sine and cosine add up to 1")


def _on_sides(place: Place, goal: Term, change: Callable[[Term], Term | None], words: str) -> Iterator[Move]:
    for i, side in enumerate(goal.args):
        new = change(side)
        if new is not None and new.key != side.key:
            yield _move((*place, i), new, words)


def _move(place: Place, new: Term, words: str) -> Move:
    return Move(place, "decided", "identity", new=new, words=words, safe=True, rank=RANK)


def _nothing(t: Term) -> None:
    return None


def _without_tangents(t: Term) -> Term:
    return bottom_up(t, lambda s: div(make("sin", s.args), make("cos", s.args)) if s.head == "tan" else s)


def _one_angle(t: Term) -> Term:
    """Sines and cosines of 2*u, 3*u, u + v written with those of u and v."""
    return bottom_up(t, lambda s: _unfolded(s) if s.head in ("sin", "cos") else s)


def _unfolded(t: Term) -> Term:
    (u,) = t.args
    if u.head == "add":
        return _of_sum(t.head, u.args[0], add(*u.args[1:]))
    if u.head == "mul" and u.args[0].head == "num" and type(u.args[0].value) is int and u.args[0].value > 1:
        n, v = u.args[0].value, mul(*u.args[1:])
        s, c, two = make("sin", (v,)), make("cos", (v,)), num(2)
        if n == 2:
            return mul(two, s, c) if t.head == "sin" else sub(power(c, two), power(s, two))
        return _of_sum(t.head, mul(num(n - 1), v), v)
    return t


def _of_sum(head: str, u: Term, v: Term) -> Term:
    (su, cu), (sv, cv) = (_both(u), _both(v))
    return add(mul(su, cv), mul(cu, sv)) if head == "sin" else sub(mul(cu, cv), mul(su, sv))


def _both(u: Term) -> tuple[Term, Term]:
    """sin(u) and cos(u), of -u those of u, unfolded."""
    if u.head == "neg":
        s, c = _both(u.args[0])
        return neg(s), c
    return _unfolded(make("sin", (u,))), _unfolded(make("cos", (u,)))


def _circles(t: Term) -> Term:
    return bottom_up(t, lambda s: _circle(s) if s.head == "add" else s)


def _circle(t: Term) -> Term:
    """A sum in which sin(u)^2 and cos(u)^2 stand with 1 for them."""
    keys = {a.key: a for a in t.args}
    for a in t.args:
        if a.head == "pow" and a.args[0].head == "sin" and a.args[1] is num(2):
            other = power(make("cos", a.args[0].args), num(2))
            if other.key in keys:
                first = min(t.args.index(a), t.args.index(keys[other.key]))
                rest = [
                    ONE if i == first else b
                    for i, b in enumerate(t.args)
                    if i == first or b.key not in (a.key, other.key)
                ]
                return add(*rest)
    return t


def _one_fraction(t: Term) -> Term | None:
    return (together(t) or cancel(t)) if any(s.head == "div" for _, s in subterms(t)) else None


def _without_denominators(goal: Term) -> tuple[Term, str] | None:
    """The equation times the denominators of its sides, together with what makes the sides defined."""
    (a, b), (c, d) = map(_quotient, goal.args)
    if b is ONE and d is ONE:
        return None
    if b.key == d.key:
        new, words = eq(a, c), f"multiply both sides by {b}"
    else:
        new = eq(a if d is ONE else _product(a, d), c if b is ONE else _product(c, b))
        words = f"multiply both sides by {d if b is ONE else b if d is ONE else f'{b} and {d}'}"
    return conj(new, *conditions(goal)), words


def _product(a: Term, b: Term) -> Term:
    return b if a is ONE else mul(a, b)


def _quotient(t: Term) -> tuple[Term, Term]:
    if t.head == "neg":
        a, b = _quotient(t.args[0])
        return neg(a), b
    return (t.args[0], t.args[1]) if t.head == "div" and t.args[1].free else (t, ONE)


def _by_circle(t: Term) -> Term:
    return bottom_up(t, _turned)


def _turned(t: Term) -> Term:
    """cos(u)^n with n > 1 by powers of 1 - sin(u)^2, and cos(u) when n is odd."""
    if t.head != "pow" or t.args[0].head != "cos" or t.args[1].head != "num" or type(t.args[1].value) is not int:
        return t
    n = t.args[1].value
    if n < 2:
        return t
    square = sub(ONE, power(make("sin", t.args[0].args), num(2)))
    half = square if n < 4 else power(square, num(n // 2))
    return mul(half, t.args[0]) if n % 2 else half
