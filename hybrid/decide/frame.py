"""Rings of generators with relations, in which elementary expressions become quotients of polynomials.

The generators of an expression are its letters and these terms:

    root(p, D)               p a prime number                 g^D = p
    e, pi, root(e, D)        and root(pi, D)                  no relation
    abs(f), root(abs(f), D)  f an irreducible polynomial      g^(2D) = f^2, or g^D = s*f if s*f >= 0 is known
    root(f, D)               D odd                            g^D = f
    pow(c, m), root(.., D)   c a prime or e, m a monomial     no relation, positive
    sin(m/D), cos(m/D)       m a monomial                     sin^2 = 1 - cos^2
    log(abs(f), e)           and log(p, e)                    no relation
    pow(u, v), fact(u), call arguments in normal form         no relation

Every relation holds wherever the generator is defined. Even roots and logarithms stand on |f|, not on
f: where sqrt(x*y) is defined it is sqrt|x| * sqrt|y|, although sqrt(x) * sqrt(y) need not be, so
products split without losing points. That x is not negative where sqrt(x) is defined is kept as a `Fact`.

Generators that are powers of the same base (2^(x/2) and 2^(x/3), sin(x) and sin(x/2)) are written with
one common D. Relations are monic in their generator with smaller generators on the right, so their
leading terms in lexicographic order are coprime: they are a Groebner basis of their ideal (Buchberger's
first criterion), and dividing by them in turn gives the one reduced form.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from hybrid.decide.definite import definite, is_nonnegative
from hybrid.decide.ring import MAX_TERMS, Poly, Ratio, TooBig, context, ratio
from hybrid.term import Term, div, make, num, root

MAX_GENERATORS = 24
MAX_MULTIPLE = 12
MAX_REDUCTIONS = 2_000


@dataclass(frozen=True)
class Fact:
    """What is known wherever an expression is defined: sign * (product of `odd`) >= 0, or some of `zero` is 0.

    strict  the product is even > 0, and nothing of it is 0
    """

    sign: int
    odd: frozenset[Term]
    zero: frozenset[Term]
    strict: bool


@dataclass(frozen=True)
class Normal:
    """A quotient num/den in the ring of `gens` (largest first), in lowest terms, leading coefficient of den > 0."""

    gens: tuple[Term, ...]
    num: Poly
    den: Poly
    facts: frozenset[Fact]


@dataclass(frozen=True)
class Expr:
    """Arithmetic over generators that equals an expression wherever that is defined."""

    term: Term
    facts: frozenset[Fact] = frozenset()


def is_generator(t: Term) -> bool:
    """Whether t stands for itself in arithmetic over generators."""
    if t.head == "pow":
        return not (t.args[1].head == "num" and type(t.args[1].value) is int)
    return t.head not in ("add", "mul", "neg", "div", "num")


def generators(t: Term) -> set[Term]:
    """The generators in arithmetic over generators."""
    found: set[Term] = set()
    seen: set[Term] = set()
    stack = [t]
    while stack:
        s = stack.pop()
        if s in seen:
            continue
        seen.add(s)
        if is_generator(s):
            found.add(s)
        else:
            stack.extend(s.args)
    return found


def base_of(g: Term) -> tuple[Term, int]:
    """(B, D) with g = B^(1/D)."""
    return (g.args[0], g.args[1].value) if g.head == "root" else (g, 1)


def angle_of(g: Term) -> tuple[Term, int]:
    """(m, D) with g = sin(m/D) or cos(m/D)."""
    angle = g.args[0]
    if angle.head == "div" and angle.args[1].head == "num" and type(angle.args[1].value) is int:
        return angle.args[0], angle.args[1].value
    return angle, 1


def rank(g: Term) -> tuple[int, bool, str]:
    """Larger generators first, and sine before cosine: right sides of relations are made of later ones."""
    return (-g.size, g.head != "sin", g.key)


class Frame:
    """The ring of some generators, and the image in it of each of them.

    signs   irreducible f -> s, where s*f >= 0 is known
    gens    the generators of the ring; env: what `ring.ratio` needs to express arithmetic over generators
    """

    def __init__(self, wanted: Iterable[Term], signs: Mapping[Term, int]) -> None:
        sources = _closure(wanted)
        self.signs = dict(signs)
        for g in sources:
            base, _ = base_of(g)
            f = base.args[0] if base.head == "abs" else base
            if f not in signs and (f is not base or g.head == "root" and not is_nonnegative(base)):
                if definite(f, tuple(generators(f))) is not None:
                    self.signs[f] = 1
        powers: dict[Term, int] = {}
        odd: dict[Term, int] = {}
        angles: dict[Term, int] = {}
        ring: set[Term] = set()
        for g in sources:
            if g.head in ("sin", "cos"):
                m, d = angle_of(g)
                angles[m] = math.lcm(angles.get(m, 1), d)
                continue
            base, d = base_of(g)
            if g.head == "root" and not is_nonnegative(base):
                if base in self.signs:
                    base = make("abs", (base,))
                else:
                    odd[base] = math.lcm(odd.get(base, 1), d)
                    continue
            powers[base] = math.lcm(powers.get(base, 1), d)
        for base, d in (*powers.items(), *odd.items()):
            if d > 1 or self._sign(base) is None:
                ring.add(base if d == 1 else root(base, d))
        for m, d in angles.items():
            angle = m if d == 1 else div(m, num(d))
            ring.update((make("sin", (angle,)), make("cos", (angle,))))
        if len(ring) > MAX_GENERATORS:
            raise TooBig
        self.gens = tuple(sorted(ring, key=rank))
        self._ring = context(len(self.gens))
        self._variable = dict(zip(self.gens, self._ring.gens(), strict=True))
        self._powers, self._odd, self._angles = powers, odd, angles
        self.env: dict[Any, Ratio] = {}
        for g in sorted(sources, key=rank, reverse=True):
            self.env[g.value if g.head == "sym" else g] = (self._image(g), 1)
        self._relations = [r for i, g in enumerate(self.gens) if (r := self._relation(i, g)) is not None]

    def poly(self, p: Poly) -> Poly:
        """p as a polynomial of the ring, also when it is an int."""
        return self._ring.constant(p) if type(p) is int else p

    def of(self, t: Term) -> Ratio:
        """Arithmetic over the generators as a quotient in the ring, reduced."""
        n, d = ratio(t, self.env)
        return self.reduce(self.poly(n)), self.reduce(self.poly(d))

    def reduce(self, p: Poly) -> Poly:
        """The reduced form of p modulo the relations; raises TooBig."""
        for i, degree, relation in self._relations:
            high = p.degrees()[i]
            if high >= degree:
                times, tail = high // degree, len(relation) - 1
                if times > MAX_REDUCTIONS or len(p) * math.comb(times + tail - 1, times) > 50 * MAX_TERMS:
                    raise TooBig
                p = p % relation
                if len(p) > MAX_TERMS:
                    raise TooBig
        return p

    def relation(self, i: int) -> tuple[int, Poly] | None:
        """(degree, monic relation) of the i-th generator, None when it has none."""
        return next(((d, r) for j, d, r in self._relations if j == i), None)

    def _sign(self, base: Term) -> int | None:
        return self.signs.get(base.args[0]) if base.head == "abs" else None

    def _image(self, g: Term) -> Poly:
        if g.head in ("sin", "cos"):
            m, d = angle_of(g)
            common = self._angles[m]
            angle = m if common == 1 else div(m, num(common))
            c, s = self._variable[make("cos", (angle,))], self._variable[make("sin", (angle,))]
            return multiple_angle(c, s, common // d)[g.head == "sin"]
        base, d = base_of(g)
        sign = 1
        if g.head == "root" and not is_nonnegative(base):
            if base in self._odd:
                common = self._odd[base]
                return self._variable[root(base, common)] ** (common // d)
            sign = self.signs[base]
            base = make("abs", (base,))
        common = self._powers[base]
        if common == 1 and (known := self._sign(base)) is not None:
            return ratio(base.args[0], self.env)[0] * known
        return self._variable[base if common == 1 else root(base, common)] ** (common // d) * sign

    def _relation(self, i: int, g: Term) -> tuple[int, int, Poly] | None:
        variable = self._variable[g]
        if g.head == "sin":
            return i, 2, variable**2 + self._variable[make("cos", g.args)] ** 2 - 1
        base, d = base_of(g)
        if base.head == "num":
            return i, d, variable**d - base.value
        if base.head == "abs":
            f = ratio(base.args[0], self.env)[0]
            known = self._sign(base)
            return (i, 2 * d, variable ** (2 * d) - f**2) if known is None else (i, d, variable**d - f * known)
        if g.head == "root" and not is_nonnegative(base):
            return i, d, variable**d - ratio(base, self.env)[0]
        return None


def multiple_angle(c: Poly, s: Poly, n: int) -> tuple[Poly, Poly]:
    """(cos(n*t), sin(n*t)) from c = cos(t), s = sin(t), by de Moivre; raises TooBig for a large n."""
    if n > MAX_MULTIPLE:
        raise TooBig
    cos_n, sin_n = c, s
    for _ in range(n - 1):
        cos_n, sin_n = cos_n * c - sin_n * s, sin_n * c + cos_n * s
    return cos_n, sin_n


def _closure(wanted: Iterable[Term]) -> set[Term]:
    """The generators, and those their relations speak of."""
    found: set[Term] = set()
    stack = list(wanted)
    while stack:
        g = stack.pop()
        if g in found:
            continue
        found.add(g)
        base, _ = base_of(g)
        if base.head == "abs":
            stack.extend(generators(base.args[0]))
        elif g.head == "root" and not is_nonnegative(base):
            stack.extend(generators(base))
    return found
