"""Random mathematics that is meant to mislead: expressions, formulas, and pairs of them that look equal.

A pair is made by a *twist*, a rewriting at a random place that schoolbooks print without its conditions
(sqrt(u^2) and u, ln(u*v) and ln(u) + ln(v), u/u and 1, u < v and u^2 < v^2). Some twists are true, some are true
where both sides are defined, some are false: the generator does not know.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from random import Random
from typing import Any

from flint import arb

from hybrid.term import (
    ONE,
    PI,
    RELATIONS,
    ZERO,
    E,
    Place,
    Term,
    TermError,
    add,
    div,
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

COORDINATES = tuple(
    Fraction(s)
    for s in "0 1 -1 2 -2 1/2 -1/2 3 -3 4 -4 1/3 -1/3 5 -5 8 -8 9 1/4 3/2 -3/2 2/3 7 -7 10 27 -27 1/10 -9 16 6".split()
)
INTEGERS = tuple(Fraction(n) for n in (*range(-9, 10), 16, -16, 27, 100))
NATURALS = tuple(Fraction(n) for n in (*range(12), 16, 25, 27, 100))
SMALL = (-3, -2, -1, 0, 1, 2, 3, 4, 5)


def coordinate(rng: Random, domain: str = "real") -> Any:
    """A Fraction of the domain, or at times a ball around an irrational number."""
    if domain == "integer":
        return rng.choice(INTEGERS)
    if domain == "natural":
        return rng.choice(NATURALS)
    if rng.random() < 0.8 or domain == "rational":
        return rng.choice(COORDINATES)
    v = rng.choice(
        [lambda: arb(2).sqrt(), arb.pi, lambda: arb(1).exp(), lambda: arb(2).log(), lambda: arb(3).root(3)]
    )()
    return rng.choice((1, 1, -1)) * v / rng.choice((1, 1, 2, 3))


class Maker:
    """Random terms. `heads` chooses the classes beyond arithmetic: root, abs, log, exp, trig, power, fact, mod."""

    def __init__(
        self, rng: Random, letters: str = "xy", heads: tuple[str, ...] = ("root", "abs", "log", "exp", "trig", "power")
    ):
        self.rng, self.letters, self.heads = rng, letters, heads

    def leaf(self) -> Term:
        r = self.rng.random()
        if r < 0.62:
            return sym(self.rng.choice(self.letters))
        if r < 0.97:
            return num(self.rng.choice(SMALL))
        return self.rng.choice((number(Fraction(1, 2)), PI, E, root(num(2)), number(Fraction(-2, 3))))

    def expression(self, depth: int) -> Term:
        rng = self.rng
        if depth <= 0 or rng.random() < 0.08:
            return self.leaf()
        try:
            return self._inner(depth)
        except TermError:
            return self.leaf()

    def _inner(self, depth: int) -> Term:
        rng = self.rng
        kind = rng.choice(("add", "add", "mul", "mul", "sub", "div", "int", "neg", *self.heads, *self.heads))
        e = lambda: self.expression(depth - 1)  # noqa: E731
        if kind == "add":
            return add(e(), e())
        if kind == "sub":
            return sub(e(), e())
        if kind == "mul":
            return mul(e(), e())
        if kind == "div":
            return div(e(), e())
        if kind == "neg":
            return neg(e())
        if kind == "int":
            return power(e(), num(rng.choice((2, 2, 2, 3, 4, -1, -2, 0))))
        if kind == "root":
            return root(e(), rng.choice((2, 2, 2, 3, 3, 4, 6)))
        if kind == "abs":
            return make("abs", (e(),))
        if kind == "log":
            return make(
                "log", (e(), rng.choice((E, E, num(2), num(10), number(Fraction(1, 2)), sym(self.letters[-1]))))
            )
        if kind == "exp":
            return power(rng.choice((E, num(2), num(2), num(3), number(Fraction(1, 2)), num(-2))), e())
        if kind == "trig":
            return make(
                rng.choice(("sin", "cos", "tan")),
                (
                    rng.choice(
                        (
                            e(),
                            mul(number(Fraction(rng.choice((1, 2, 3)), rng.choice((1, 2, 3, 4, 6)))), PI),
                            mul(num(2), e()),
                        )
                    ),
                ),
            )
        if kind == "fact":
            return make("fact", (e(),))
        if kind == "mod":
            if rng.random() < 0.6:
                m = rng.choice((num(2), num(3), num(4), num(6), num(-3), number(Fraction(1, 2)), self.leaf(), e()))
                return make("mod", (e(), m))
            return make(rng.choice(("gcd", "gcd", "lcm")), (e(), rng.choice((num(4), num(6), e()))))
        exponent = rng.choice(
            (
                number(Fraction(1, 2)),
                number(Fraction(1, 3)),
                number(Fraction(2, 3)),
                number(Fraction(-1, 2)),
                number(Fraction(3, 2)),
                number(Fraction(4, 3)),
                div(num(4), num(2)),
                self.leaf(),
                e(),
            )
        )
        return power(e(), exponent)

    def atom(self, depth: int) -> Term:
        rng = self.rng
        if rng.random() < 0.05:
            return make("defined", (self.expression(depth),))
        head = rng.choice(("eq", "eq", "ne", "lt", "le", "gt", "ge"))
        right = (
            ZERO if rng.random() < 0.3 else num(rng.choice(SMALL)) if rng.random() < 0.4 else self.expression(depth - 1)
        )
        return make(head, (self.expression(depth), right))

    def formula(self, depth: int, size: int = 2) -> Term:
        rng = self.rng
        if size <= 0 or rng.random() < 0.5:
            return self.atom(depth)
        kind = rng.choice(("and", "or", "and", "or", "implies"))
        parts = [self.formula(depth, size - 1) for _ in range(2 if kind == "implies" else rng.choice((2, 2, 3)))]
        return make(kind, parts)


# -- twists -------------------------------------------------------------------------------------------

Twist = Callable[[Random, Term], "Term | None"]


def _numbers(t: Term) -> bool:
    return t.head == "num"


def twist_expression(rng: Random, t: Term) -> Term | None:
    """Another form of an expression as careless school would write it; None when nothing fits."""
    found: list[Term] = []
    put = found.append
    h, a = t.head, t.args
    two = num(2)
    try:
        if h == "root":
            u, n = a[0], int(a[1].value)
            put(power(u, number(Fraction(1, n))))
            if u.head == "mul":
                put(mul(*(root(f, n) for f in u.args)))
            if u.head == "div":
                put(div(root(u.args[0], n), root(u.args[1], n)))
            if u.head == "pow":
                put(power(root(u.args[0], n), u.args[1]))
                if u.args[1] is num(n):
                    put(u.args[0])
                    put(make("abs", (u.args[0],)))
                put(power(u.args[0], div(u.args[1], num(n))))
            if u.head == "root":
                put(root(u.args[0], n * int(u.args[1].value)))
            put(div(u, root(u, n)) if n == 2 else div(u, power(root(u, n), num(n - 1))))
            put(root(power(u, two), 2 * n))
        elif h == "pow":
            u, v = a
            if u.head == "pow":
                put(power(u.args[0], mul(u.args[1], v)))
                put(power(power(u.args[0], v), u.args[1]))
            if u.head == "mul":
                put(mul(*(power(f, v) for f in u.args)))
            if u.head == "div":
                put(div(power(u.args[0], v), power(u.args[1], v)))
            if u.head == "root":
                put(power(u.args[0], div(v, u.args[1])))
                if u.args[1] is v:
                    put(u.args[0])
            if u.head == "abs":
                put(power(u.args[0], v))
            if u.head == "neg":
                put(power(u.args[0], v))
                put(neg(power(u.args[0], v)))
            if v.head == "add":
                put(mul(*(power(u, w) for w in v.args)))
            put(div(ONE, power(u, neg(v))))
            put(mul(u, power(u, sub(v, ONE))))
            put(div(power(u, add(v, ONE)), u))
            put(power(E, mul(v, make("log", (u, E)))))
            put(power(make("abs", (u,)), v))
            if v is num(0):
                put(ONE)
            if v.head == "num" and v.value == 2:
                put(power(neg(u), v))
                if u.head == "sin":
                    put(sub(ONE, power(make("cos", u.args), two)))
                if u.head == "add" and len(u.args) == 2:
                    p, q = u.args
                    put(add(power(p, two), mul(two, p, q), power(q, two)))
            if v.head == "log" and v.args[1] is u:
                put(v.args[0])
        elif h == "log":
            u, b = a
            if u.head == "mul":
                put(add(*(make("log", (f, b)) for f in u.args)))
            if u.head == "div":
                put(sub(make("log", (u.args[0], b)), make("log", (u.args[1], b))))
            if u.head == "pow":
                put(mul(u.args[1], make("log", (u.args[0], b))))
                put(mul(u.args[1], make("log", (make("abs", (u.args[0],)), b))))
                if u.args[0] is b:
                    put(u.args[1])
            if u.head == "root":
                put(div(make("log", (u.args[0], b)), u.args[1]))
            put(div(make("log", (u, E)), make("log", (b, E))))
            put(div(make("log", (power(u, two), b)), two))
            put(neg(make("log", (div(ONE, u), b))))
            put(neg(make("log", (u, div(ONE, b)))))
        elif h == "abs":
            u = a[0]
            put(u)
            put(neg(u))
            put(root(power(u, two)))
            put(make("abs", (neg(u),)))
            if u.head in ("mul", "div"):
                put(make(u.head, [make("abs", (f,)) for f in u.args]))
            if u.head == "pow":
                put(u)
                put(power(make("abs", (u.args[0],)), u.args[1]))
        elif h == "div":
            u, v = a
            put(mul(u, power(v, num(-1))))
            put(neg(div(neg(u), v)))
            put(neg(div(u, neg(v))))
            if u is v:
                put(ONE)
            if u.head == "mul" and v in u.args:
                rest = list(u.args)
                rest.remove(v)
                put(mul(*rest))
            if u.head == "add":
                put(add(*(div(f, v) for f in u.args)))
            put(div(ONE, div(v, u)))
            if u.head == "root" and v.head == "root" and u.args[1] is v.args[1]:
                put(root(div(u.args[0], v.args[0]), int(u.args[1].value)))
            if u.head == "sin" and v.head == "cos" and u.args == v.args:
                put(make("tan", u.args))
        elif h == "mul":
            i, j = rng.sample(range(len(a)), 2)
            p, q = a[i], a[j]
            rest = [f for k, f in enumerate(a) if k not in (i, j)]
            if p.head == "root" and q.head == "root":
                if p.args[1] is q.args[1]:
                    put(mul(root(mul(p.args[0], q.args[0]), int(p.args[1].value)), *rest))
                if p is q:
                    put(mul(p.args[0], *rest))
            if p.head == "pow" and q.head == "pow":
                if p.args[0] is q.args[0]:
                    put(mul(power(p.args[0], add(p.args[1], q.args[1])), *rest))
                if p.args[1] is q.args[1]:
                    put(mul(power(mul(p.args[0], q.args[0]), p.args[1]), *rest))
            if q.head == "add":
                put(mul(add(*(mul(p, f) for f in q.args)), *rest))
            if q.head == "log":
                put(mul(make("log", (power(q.args[0], p), q.args[1])), *rest))
            if p is q:
                put(mul(power(p, two), *rest))
            if p is num(0):
                put(num(0))
            put(neg(mul(neg(p), q, *rest)))
        elif h == "add":
            i, j = rng.sample(range(len(a)), 2)
            p, q = a[i], a[j]
            rest = [f for k, f in enumerate(a) if k not in (i, j)]
            if p.head == "log" and q.head == "log" and p.args[1] is q.args[1]:
                put(add(make("log", (mul(p.args[0], q.args[0]), p.args[1])), *rest))
            if q is neg(p):
                put(add(*rest))
            put(div(sub(power(p, two), power(q, two)), sub(p, q)) if not rest else add(mul(div(p, q), q), q, *rest))
            if p.head == "div" and q.head == "div":
                put(
                    add(
                        div(add(mul(p.args[0], q.args[1]), mul(q.args[0], p.args[1])), mul(p.args[1], q.args[1])), *rest
                    )
                )
        elif h == "tan":
            put(div(make("sin", a), make("cos", a)))
            put(div(ONE, make("tan", (sub(div(PI, two), a[0]),))))
            put(make("tan", (add(a[0], PI),)))
        elif h == "sin":
            put(make("cos", (sub(div(PI, two), a[0]),)))
            put(neg(make("sin", (neg(a[0]),))))
            put(root(sub(ONE, power(make("cos", a), two))))
            put(make("sin", (add(a[0], mul(two, PI)),)))
            put(mul(make("tan", a), make("cos", a)))
        elif h == "cos":
            put(make("sin", (add(a[0], div(PI, two)),)))
            put(make("cos", (neg(a[0]),)))
            put(root(sub(ONE, power(make("sin", a), two))))
        elif h == "mod":
            put(add(a[0], neg(mul(num(rng.choice((0, 1, -2, 5))), a[1]))))
            put(make("mod", (add(a[0], a[1]), a[1])))
            put(make("mod", (mul(a[0], num(3)), a[1])))
            put(make("mod", (make("mod", a), mul(num(2), a[1]))))
        elif h in ("gcd", "lcm"):
            put(make(h, a[::-1]))
            put(make(h, (add(*a), a[1])))
            put(make(h, (neg(a[0]), a[1])))
            put(make("gcd" if h == "lcm" else "lcm", a))
        elif h == "fact":
            put(mul(a[0], make("fact", (sub(a[0], ONE),))))
        if h != "num":
            put(mul(div(t, sym("x")), sym("x")))
            put(power(root(t), two))
            put(root(power(t, two)))
            put(power(E, make("log", (t, E))))
            put(power(root(t, 3), num(3)))
            put(power(power(t, num(3)), number(Fraction(1, 3))))
    except TermError:
        pass
    found = [f for f in found if f is not t]
    return rng.choice(found) if found else None


def twist_atom(rng: Random, f: Term) -> Term | None:
    """Another form of an atom; None when nothing fits."""
    if f.head not in RELATIONS:
        return None
    u, v = f.args
    two = num(2)
    found: list[Term] = []
    x = sym(rng.choice(sorted(f.free) or ["x"]))

    def put(head: str, a: Term, b: Term) -> None:
        found.append(make(head, (a, b)))

    flip = {"eq": "eq", "ne": "ne", "lt": "gt", "gt": "lt", "le": "ge", "ge": "le"}[f.head]
    strict = {"lt": "le", "le": "lt", "gt": "ge", "ge": "gt", "eq": "le", "ne": "lt"}[f.head]
    try:
        put(flip, v, u)
        put(f.head, sub(u, v), ZERO)
        put(strict, u, v)
        put(f.head, mul(u, x), mul(v, x))
        put(f.head, div(u, x), div(v, x))
        put(f.head, power(u, two), power(v, two))
        put(f.head, power(u, num(3)), power(v, num(3)))
        put(f.head, root(u), root(v))
        put(f.head, root(u, 3), root(v, 3))
        put(flip, neg(u), neg(v))
        put(flip, div(ONE, u), div(ONE, v))
        put(f.head, power(two, u), power(two, v))
        put(flip, power(number(Fraction(1, 2)), u), power(number(Fraction(1, 2)), v))
        put(f.head, make("log", (u, E)), make("log", (v, E)))
        put(f.head, add(u, root(x)), add(v, root(x)))
        if u.head == "root" and u.args[1] is two:
            put(f.head, u.args[0], power(v, two))
            found.append(make("and", (make(f.head, (u.args[0], power(v, two))), make("ge", (v, ZERO)))))
        if u.head == "abs":
            found.append(make("or", (make(f.head, (u.args[0], v)), make(flip, (u.args[0], neg(v))))))
            found.append(make("and", (make(f.head, (u.args[0], v)), make(flip, (u.args[0], neg(v))))))
        if u.head == "div":
            put(f.head, u.args[0], mul(v, u.args[1]))
            found.append(make("and", (make(f.head, (u.args[0], mul(v, u.args[1]))), make("ne", (u.args[1], ZERO)))))
            put(f.head, mul(u.args[0], u.args[1]), mul(v, power(u.args[1], two)))
        if u.head == "mul" and v is ZERO:
            found.append(make("or", [make(f.head, (g, ZERO)) for g in u.args]))
            found.append(make("and", [make(f.head, (g, ZERO)) for g in u.args]))
        if u.head == "pow" and u.args[1] is two:
            found.append(make("or", (make(f.head, (u.args[0], root(v))), make(flip, (u.args[0], neg(root(v)))))))
        c = rng.choice(COORDINATES)
        found.append(make("or", (f, make("eq", (x, number(c))))))
        found.append(make("and", (f, make("ne", (x, number(c))))))
        found.append(make("and", (f, make("defined", (rng.choice((u, v)),)))))
        found.append(make("and", (f, make("eq", (x, x)))))
        found.append(make("or", (make("lt", (u, v)), make("ge", (u, v)))))
    except TermError:
        pass
    return rng.choice(found) if found else None


def twisted(rng: Random, t: Term, times: int = 1) -> Term:
    """t with up to `times` twists at random places."""
    for _ in range(times):
        places = [(p, s) for p, s in subterms(t) if not (p and _index_of_root(t, p))]
        for _ in range(6):
            p, s = rng.choice(places)
            new = twist_atom(rng, s) if s.head in RELATIONS else None if is_formula(s) else twist_expression(rng, s)
            if new is not None and new.size < 60:
                try:
                    t = replace(t, p, new)
                except TermError:
                    continue
                break
    return t


def _index_of_root(t: Term, place: Place) -> bool:
    for i in place:
        if t.head == "root" and i == 1:
            return True
        t = t.args[i]
    return False


__all__ = ["Maker", "coordinate", "twist_atom", "twist_expression", "twisted"]
