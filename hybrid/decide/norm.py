"""Where expressions with roots and absolute values can change sign: the real roots of their norms.

An expression f(x) built from one letter and rational numbers with + - * / integer powers, roots,
absolute values and fractional powers is a quotient of polynomials in x and generators y1, ..., yk, one
for each root or absolute value, each with a relation over those before it:

    y = root(u, n)  =>  y^n - u = 0          y = |u|  =>  y - u = 0  or  y + u = 0

Let P be the numerator. Eliminating the generators by resultants gives a polynomial N(x), the norm of P,
in the ideal of P and the relations: where f vanishes, N does. So between neighbouring real roots of the
norms of the numerator, of every denominator, of every radicand and of the inside of every absolute
value, f is defined throughout or nowhere, continuous, and either never zero or (next paragraph) zero
throughout; hence of constant sign.

A relation may factor into branches (y^2 = x^2 is y = x or y = -x; |u| has two). On each gap one branch
holds, for branches meet only where the radicand is 0. When P is zero on a branch, f is zero
throughout every gap where that branch holds and it needs no boundaries there. Once P has been replaced
by a product over conjugates that argument is lost; a norm that vanishes then makes the module give up.

Resultants as in Cox, Little, O'Shea, "Ideals, Varieties, and Algorithms", chapter 3 section 6.
"""

from __future__ import annotations

from fractions import Fraction

from flint import fmpz, fmpz_mpoly, fmpz_mpoly_ctx, fmpz_poly

from hybrid.decide.balls import ball
from hybrid.decide.points import MAX_BITS, Point, rational_point, roots_of
from hybrid.term import Term, rational, sub, sym

MAX_GENERATORS = 6
MAX_DEGREE = 120
MAX_TERMS = 1_500
MAX_NORM_DEGREE = 64
MAX_NORM_TERMS = 160
MAX_FACTOR_BITS = 128
X = "x"

# A generator: ("root", u, n), ("abs", u, 1), or ("prime", p, n) for the n-th root of a prime number p.
Generator = tuple[str, Term | int, int]


class NotAlgebraic(Exception):
    """The expression is outside the class of this module, or too big for it."""


def boundaries(t: Term, letter: str) -> list[fmpz_poly]:
    """Polynomials such that between their real roots t keeps its sign and its definedness.

    t is an expression whose only letter is `letter`. Raises NotAlgebraic when t is not in the class.
    """
    tower = _Tower(t, letter)
    top, _ = tower.quotient(t)
    out = tower.norms(top)
    for p in tower.critical:
        out.extend(tower.norms(p))
    return out


def algebraic_point(c: Term) -> Point | None:
    """The value of a closed algebraic term as a point; None when c is not one, or not seen to be defined."""
    memo = c.memo
    if "point" not in memo:
        memo["point"] = _algebraic_point(c)
    found: Point | None = memo["point"]
    return found


def _algebraic_point(c: Term) -> Point | None:
    value = rational(c)
    if value is not None:
        return rational_point(value)
    if c.free or ball(c, {}, 64) is None:
        return None
    try:
        tower = _Tower(c, X)
        top, _ = tower.quotient(sub(sym(X), c))
        norms = tower.norms(top)
    except NotAlgebraic:
        return None
    candidates = {q.key: q for p in norms for f, _ in p.factor()[1] for q in roots_of(f)}
    bits = 64
    while bits <= MAX_BITS:
        here = ball(c, {}, bits)
        if here is None:
            return None
        left = [q for q in candidates.values() if q.ball(bits).overlaps(here)]
        if len(left) == 1:
            return left[0]
        bits *= 2
    return None


class _Tower:
    """The generators of an expression, their relations, and the ring they live in."""

    def __init__(self, t: Term, letter: str) -> None:
        self.letter = letter
        self.generators: dict[Generator, int] = {}
        self._collect(t)
        if len(self.generators) > MAX_GENERATORS:
            raise NotAlgebraic("too many roots")
        self.ring = fmpz_mpoly_ctx.get([X, *(f"y{i}" for i in range(1, len(self.generators) + 1))], "lex")
        self.gens = self.ring.gens()
        self.critical: list[fmpz_mpoly] = []
        self.branches: list[list[fmpz_mpoly]] = [self._relation(g) for g in self.generators]

    # -- generators --

    def _collect(self, t: Term) -> None:
        if t.head in ("num", "sym"):
            return
        if t.head == "root":
            self._radical(t.args[0], int(t.args[1].value))
        elif t.head == "abs":
            self._collect(t.args[0])
            self.generators.setdefault(("abs", t.args[0], 1), len(self.generators) + 1)
        elif t.head == "pow":
            r = rational(t.args[1])
            if r is None:
                raise NotAlgebraic("exponent is not a number")
            n = Fraction(r).denominator
            if n > 1:
                self._radical(t.args[0], n)
            else:
                self._collect(t.args[0])
        elif t.head in ("add", "mul", "neg", "div"):
            for a in t.args:
                self._collect(a)
        else:
            raise NotAlgebraic(t.head)

    def _radical(self, u: Term, n: int) -> None:
        value = rational(u)
        if value is None:
            self._collect(u)
            self.generators.setdefault(("root", u, n), len(self.generators) + 1)
            return
        for p in _primes(Fraction(value), n):
            self.generators.setdefault(("prime", p, n), len(self.generators) + 1)

    def _relation(self, g: Generator) -> list[fmpz_mpoly]:
        kind, inside, n = g
        y = self.gens[self.generators[g]]
        if not isinstance(inside, Term):
            return [y**n - inside]
        top, below = self.quotient(inside)
        self.critical.append(top)
        if kind == "abs":
            return [below * y - top, below * y + top]
        return [f for f, _ in (below * y**n - top).factor()[1] if f.degrees()[self.generators[g]] > 0]

    # -- quotients --

    def quotient(self, t: Term) -> tuple[fmpz_mpoly, fmpz_mpoly]:
        """Numerator and denominator of t; denominators met on the way join `critical`."""
        top, below = self._quotient(t)
        if len(top) > MAX_TERMS or len(below) > MAX_TERMS or max(top.total_degree(), below.total_degree()) > MAX_DEGREE:
            raise NotAlgebraic("too big")
        return top, below

    def _quotient(self, t: Term) -> tuple[fmpz_mpoly, fmpz_mpoly]:
        one = self.ring.constant(1)
        if t.head == "num":
            value = Fraction(t.value)
            return one * value.numerator, one * value.denominator
        if t.head == "sym":
            if t.value != self.letter:
                raise NotAlgebraic("another letter")
            return self.gens[0], one
        if t.head == "root":
            return self._root(t.args[0], int(t.args[1].value))
        if t.head == "abs":
            return self.gens[self.generators[("abs", t.args[0], 1)]], one
        if t.head == "pow":
            return self._power(t)
        parts = [self.quotient(a) for a in t.args]
        top, below = parts[0]
        if t.head == "neg":
            return -top, below
        if t.head == "div":
            self.critical.append(parts[1][0])
            return top * parts[1][1], below * parts[1][0]
        for a, b in parts[1:]:
            if t.head == "mul":
                top, below = top * a, below * b
            elif b == below:
                top = top + a
            else:
                top, below = top * b + a * below, below * b
        return top, below

    def _root(self, u: Term, n: int) -> tuple[fmpz_mpoly, fmpz_mpoly]:
        value = rational(u)
        one = self.ring.constant(1)
        if value is None:
            return self.gens[self.generators[("root", u, n)]], one
        r = Fraction(value)
        if r < 0 and n % 2 == 0:
            raise NotAlgebraic("even root of a negative number")
        top = one * (-1 if r < 0 else 1 if r else 0)
        for p, e in _primes(r, n).items():
            top = top * p ** (e // n) * self.gens[self.generators[("prime", p, n)]] ** (e % n)
        return top, one * r.denominator

    def _power(self, t: Term) -> tuple[fmpz_mpoly, fmpz_mpoly]:
        r = Fraction(rational(t.args[1]) or 0)
        if r.denominator > 1:
            if not t.args[0].free and rational(t.args[0]) is not None and Fraction(rational(t.args[0]) or 0) < 0:
                raise NotAlgebraic("fractional power of a negative number")
            top, below = self._root(t.args[0], r.denominator)
        else:
            top, below = self.quotient(t.args[0])
        n = abs(r.numerator)
        size = max(top.total_degree(), below.total_degree()) * n
        bits = n * (1 + max([abs(int(c)).bit_length() for p in (top, below) for c in p.coeffs()], default=1))
        if size > MAX_DEGREE or bits > 20_000:
            raise NotAlgebraic("too big")
        if r <= 0:
            self.critical.append(top)
            top, below = below, top
        return top**n, below**n

    # -- norms --

    def norms(self, p: fmpz_mpoly) -> list[fmpz_poly]:
        """Polynomials in x alone that vanish wherever p does, save on gaps where p is zero throughout."""
        current: list[tuple[fmpz_mpoly, bool]] = [(p, True)] if not p.is_zero() else []
        for i in range(len(self.branches), 0, -1):
            following: list[tuple[fmpz_mpoly, bool]] = []
            for q, untouched in current:
                if q.degrees()[i] == 0:
                    following.append((q, untouched))
                    continue
                for branch in self.branches[i - 1]:
                    degree = branch.degrees()[i]
                    # a resultant's degree is known before it is computed, and its cost grows steeply with it
                    expected = q.degrees()[i] * branch.total_degree() + degree * q.total_degree()
                    if expected > MAX_NORM_DEGREE or len(q) > MAX_NORM_TERMS:
                        raise NotAlgebraic("too big")
                    r = q.resultant(branch, f"y{i}")
                    if r.is_zero():
                        if not untouched:
                            raise NotAlgebraic("a norm vanishes")
                        continue
                    if len(r) > MAX_TERMS or r.total_degree() > 4 * MAX_DEGREE:
                        raise NotAlgebraic("too big")
                    following.append((r, untouched and degree == 1))
            current = following
        return [_univariate(q) for q, _ in current]


def _univariate(p: fmpz_mpoly) -> fmpz_poly:
    coefficients: dict[int, int] = {e[0]: int(c) for e, c in p.to_dict().items()}
    return fmpz_poly([coefficients.get(i, 0) for i in range(max(coefficients) + 1)])


def _primes(value: Fraction, n: int) -> dict[int, int]:
    """The primes of |p| * q^(n - 1) with their exponents: the n-th root of that, over q, is that of |p|/q."""
    whole = abs(value.numerator) * value.denominator ** (n - 1)
    if whole.bit_length() > MAX_FACTOR_BITS:
        raise NotAlgebraic("number under a root too big")
    return {int(p): int(e) for p, e in fmpz(whole).factor()} if whole else {}


__all__ = ["NotAlgebraic", "algebraic_point", "boundaries"]
