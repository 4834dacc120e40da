"""Polynomials with rational coefficients in letters and opaque terms, as sums of monomials.

Every expression is read as a polynomial: what is not a sum, product or natural power becomes a
generator, known by its key (so sqrt(a + b) and sqrt(b + a) are one). A quotient a/b is a times the
generator 1/b. Reading is exact wherever the expression is defined; nothing is said where it is not.

`generator_facts` tells what is true of a generator wherever it is defined:

    v = 1/b      b*v = 1                     s = root(u, n)   s^n = u, and s >= 0 for even n
    |u|          |u|^2 = u^2, |u| >= u, -u   c^u, c > 0       c^u > 0
    sin u, cos u between -1 and 1, sin^2 + cos^2 = 1          closed constants: rational bounds
    a mod m between 0 and m for numbers m > 0                 gcd(a, b) >= 0, lcm(a, b) >= 0
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from hybrid.decide.balls import ball
from hybrid.term import ONE, ZERO, Term, add, div, make, mul, num, number, power, rational

Monomial = tuple[tuple[str, int], ...]
Poly = dict[Monomial, Fraction]
CONSTANT: Monomial = ()

MAX_TERMS = 400
MAX_POWER = 40
MAX_BITS = 4_000


class TooBig(Exception):
    """A polynomial beyond the bounds of this module."""


def constant(value: int | Fraction) -> Poly:
    return {CONSTANT: Fraction(value)} if value else {}


def plus(p: Mapping[Monomial, Fraction], q: Mapping[Monomial, Fraction], scale: int | Fraction = 1) -> Poly:
    """p + scale*q."""
    out = dict(p)
    for m, c in q.items():
        new = c if scale == 1 else -c if scale == -1 else scale * c
        if m in out:
            new += out[m]
        if new:
            out[m] = new
        else:
            out.pop(m, None)
    return out


def scaled(p: Mapping[Monomial, Fraction], scale: int | Fraction) -> Poly:
    return {m: c * scale for m, c in p.items()} if scale else {}


def join(m: Monomial, n: Monomial) -> Monomial:
    """The product of two monomials."""
    if not m:
        return n
    if not n:
        return m
    out = dict(m)
    for name, e in n:
        out[name] = out.get(name, 0) + e
    return tuple(sorted(out.items()))


def times(p: Mapping[Monomial, Fraction], q: Mapping[Monomial, Fraction]) -> Poly:
    """The product. Raises TooBig."""
    if len(p) * len(q) > MAX_TERMS * 8:
        raise TooBig("product")
    out: Poly = {}
    for m, a in p.items():
        for n, b in q.items():
            mn, c = join(m, n), a * b
            out[mn] = out[mn] + c if mn in out else c
    out = {m: c for m, c in out.items() if c}
    if len(out) > MAX_TERMS or any(c.numerator.bit_length() > MAX_BITS for c in out.values()):
        raise TooBig("product")
    return out


def degree(m: Monomial) -> int:
    return sum(e for _, e in m)


def total_degree(p: Iterable[Monomial]) -> int:
    return max(map(degree, p), default=0)


class Reader:
    """Reads terms as polynomials; `generators` maps the key of each generator met to its term."""

    def __init__(self) -> None:
        self.generators: dict[str, Term] = {}
        self._read: dict[Term, Poly] = {}

    def poly(self, t: Term) -> Poly:
        """t as a polynomial. Raises TooBig."""
        found = self._read.get(t)
        if found is None:
            found = self._read[t] = self._poly(t)
        return found

    def difference(self, a: Term, b: Term) -> Poly:
        """a - b as a polynomial. Raises TooBig."""
        return plus(self.poly(a), self.poly(b), -1)

    def generator(self, t: Term) -> Poly:
        self.generators.setdefault(t.key, t)
        return {((t.key, 1),): Fraction(1)}

    def _poly(self, t: Term) -> Poly:
        head = t.head
        if head == "num":
            return constant(t.value)
        if head == "add":
            out: Poly = {}
            for a in t.args:
                out = plus(out, self.poly(a))
            return out
        if head == "neg":
            return scaled(self.poly(t.args[0]), -1)
        if head == "mul":
            out = self.poly(t.args[0])
            for a in t.args[1:]:
                out = times(out, self.poly(a))
            return out
        if head == "div":
            below = self.poly(t.args[1])
            if set(below) == {CONSTANT}:
                return scaled(self.poly(t.args[0]), 1 / below[CONSTANT])
            return times(self.poly(t.args[0]), self.generator(div(ONE, t.args[1])))
        if head == "pow":
            n = rational(t.args[1])
            if isinstance(n, int) and 0 < abs(n) <= MAX_POWER:
                base = self.poly(t.args[0] if n > 0 else div(ONE, t.args[0]))
                out = base
                for _ in range(abs(n) - 1):
                    out = times(out, base)
                return out
            if (split := _split_power(t)) is not None:
                return self.poly(split)
        return self.generator(t)

    def term(self, p: Mapping[Monomial, Fraction]) -> Term:
        """A polynomial as a term, highest degree first."""
        parts = []
        for m in sorted(p, key=lambda m: (-degree(m), m)):
            factors = [self.generators[k] if e == 1 else power(self.generators[k], num(e)) for k, e in m]
            c = p[m]
            if c != 1 or not factors:
                factors.insert(0, number(c))
            parts.append(mul(*factors))
        return add(*parts) if parts else ZERO


def _split_power(t: Term) -> Term | None:
    """A power of a positive number by a simpler one: 2^(n + 3) = 8*2^n, 2^(2*n) = (2^n)^2; None for others."""
    base, exponent = t.args
    b = rational(base)
    if b is None or b <= 0:
        return None
    if exponent.head == "add":
        rest, known = [], []
        for a in exponent.args:
            value = rational(a)
            if isinstance(value, int):
                known.append(value)
            else:
                rest.append(a)
        if known and rest and abs(sum(known)) <= MAX_POWER:
            return mul(number(Fraction(b) ** sum(known)), power(base, add(*rest)))
    if exponent.head == "mul" and isinstance(k := rational(exponent.args[0]), int) and 1 < k <= MAX_POWER:
        return power(power(base, mul(*exponent.args[1:])), exponent.args[0])
    return None


def generator_facts(g: Term) -> list[Term]:
    """Atoms true wherever the generator g is defined (see the module)."""
    head = g.head
    if not g.free and head != "num":
        return _bounds(g)
    if head == "div" and g.args[0] is ONE:
        return [make("eq", (mul(g.args[1], g), ONE))]
    if head == "root":
        n = g.args[1]
        facts = [make("eq", (power(g, n), g.args[0]))]
        return facts + [make("ge", (g, ZERO))] if n.value % 2 == 0 else facts
    if head == "abs":
        u = g.args[0]
        square = make("eq", (power(g, num(2)), power(u, num(2))))
        return [make("ge", (g, ZERO)), make("ge", (g, u)), make("ge", (add(g, u), ZERO)), square]
    if head == "pow" and not g.args[0].free and (b := ball(g.args[0], {}, 64)) is not None and b > 0:
        return [make("gt", (g, ZERO))]
    if head in ("sin", "cos"):
        u = g.args[0]
        squares = add(power(make("sin", (u,)), num(2)), power(make("cos", (u,)), num(2)))
        return [make("ge", (g, num(-1))), make("le", (g, ONE)), make("eq", (squares, ONE))]
    if head in ("gcd", "lcm"):
        return [make("ge", (g, ZERO))]
    if head == "mod" and (m := rational(g.args[1])) is not None and m > 0:
        return [make("ge", (g, ZERO)), make("lt", (g, g.args[1]))]
    return []


def _bounds(c: Term) -> list[Term]:
    facts = []
    if c.head == "root" and rational(c.args[0]) is not None:
        facts.append(make("eq", (power(c, c.args[1]), c.args[0])))
    found = ball(c, {}, 64)
    if found is None:
        return facts
    for k in (2**10, 2**40):
        low = (found * k).floor().unique_fmpz()
        if low is not None:
            ends = (make("ge", (c, number(Fraction(int(low), k)))), make("le", (c, number(Fraction(int(low) + 1, k)))))
            facts.extend(ends)
    return facts


def atoms(formulas: Sequence[Term]) -> list[Term]:
    """The formulas with their conjunctions taken apart."""
    out: list[Term] = []
    for f in formulas:
        out.extend(f.args if f.head == "and" else (f,))
    return out
