"""Roots in school form: square factors outside, no root in a denominator, no root of a root where avoidable."""

from __future__ import annotations

from hybrid.compute.form import Poly, as_number, raised
from hybrid.compute.fraction import write_quotient
from hybrid.compute.helper import helper
from hybrid.compute.read import EXPAND, SIMPLE, number_root, read
from hybrid.compute.roots import read_root
from hybrid.compute.write import write
from hybrid.term import Term, add, make, mul, neg, num, number, power, rational, root, subterms


def _has_root(t: Term) -> bool:
    return any(s.head == "root" or s.head == "pow" and _fractional(s.args[1]) for _, s in subterms(t))


def _fractional(n: Term) -> bool:
    value = rational(n)
    return value is not None and value.denominator != 1


@helper
def simplify_root(t: Term) -> Term | None:
    """A root with everything taken out that can be: sqrt(12) is 2*sqrt(3), sqrt(x^2*y) is |x|*sqrt(y).

    Also for u^(p/q). An even root of an even power gives an absolute value. The result may be defined at
    fewer points (x = 0, y < 0 in the example): `simplify` is more careful.
    """
    if t.head == "pow" and _fractional(t.args[1]):
        n = rational(t.args[1])
        return write(read_root(root(t.args[0], n.denominator))) if n is not None and n.numerator == 1 else None
    return _written(read_root(t, everywhere=False)) if t.head == "root" else None


@helper
def fractional_power(t: Term, r: Term) -> Term | None:
    """t^r for a product t of a positive number and powers, where r makes every exponent whole: (16*a^8)^(3/4) is 8*a^6.

    Of the exponents at most one is odd: where t is not negative, that letter is not either, or t is 0. An even power
    to an odd one gives an absolute value: (x^2)^(3/2) is |x|^3. None for r <= 0 and where an exponent is not whole.
    """
    n, p = rational(r), read(t, SIMPLE)
    if n is None or n <= 0 or len(p) != 1:
        return None
    ((m, c),) = p.items()
    if (
        c <= 0
        or sum(k % 2 for _, k in m) > 1
        or any(k <= 0 or g.head == "root" or (k * n).denominator > 1 for g, k in m)
    ):
        return None
    number_part = as_number(raised(number_root(c, n.denominator), n.numerator))
    if number_part is None:
        return None
    powers = [_to_power(g if k % 2 or (k * n) % 2 == 0 else make("abs", (g,)), int(k * n)) for g, k in m]
    return mul(*powers) if number_part == 1 else mul(number(number_part), *powers)


def _to_power(u: Term, k: int) -> Term:
    return u if k == 1 else power(u, num(k))


def _written(p: Poly) -> Term:
    """A closed sum over one denominator, (p + q*sqrt(d))/r; other sums term by term."""
    if len(p) > 1 and not any(g.free or k < 0 for m in p for g, k in m):
        return write_quotient(p, [])
    return write(p)


@helper
def rationalize(t: Term) -> Term | None:
    """A fraction freed of the square roots of numbers in its denominator: 1/sqrt(2) is sqrt(2)/2.

    None when t is no fraction, or its denominator has letters or no such root.
    """
    if t.head != "div" or t.args[1].free or not _has_root(t.args[1]):
        return None
    p = read(t, SIMPLE)
    if any(not g.free and k < 0 and (g.head == "root" or _has_root(g)) for m in p for g, k in m):
        return None
    return _written(p)


@helper
def conjugate(t: Term) -> Term | None:
    """The sum of two terms with the sign of its last root term changed: of 1 + sqrt(x) it is 1 - sqrt(x)."""
    if t.head != "add" or len(t.args) != 2:
        return None
    a, b = t.args
    if _has_root(b):
        return add(a, b.args[0] if b.head == "neg" else neg(b))
    return add(a.args[0] if a.head == "neg" else neg(a), b) if _has_root(a) else None


@helper
def denest(t: Term) -> Term | None:
    """sqrt(a + b*sqrt(c)) as a sum of two square roots: sqrt(3 + 2*sqrt(2)) is 1 + sqrt(2). None when it is none."""
    if t.head != "root" or t.free or rational(t.args[0]) is not None:
        return None
    p = read(t, SIMPLE)
    nested = any(g.head == "root" and rational(g.args[0]) is None for m in p for g, _ in m)
    return None if nested else _written(p)


@helper
def collect_roots(t: Term) -> Term | None:
    """Products and sums of roots combined: sqrt(2)*sqrt(8) is 4, 2*sqrt(3) + 5*sqrt(3) is 7*sqrt(3).

    None when t has no root or nothing combines.
    """
    if t.head not in ("add", "mul", "neg", "div", "pow") or not _has_root(t):
        return None
    return _written(read(t, EXPAND if t.free else SIMPLE))


@helper
def surd_normal(t: Term) -> Term | None:
    """A closed expression of roots of numbers in its one form (p + q*sqrt(d))/r; None for other terms.

    Two expressions built with + - * / from square roots of rationals are equal exactly when their forms are.
    """
    if t.free or not _has_root(t):
        return None
    p = read(t, SIMPLE)
    if any(g.head != "root" or rational(g.args[0]) is None for m in p for g, _ in m):
        return None
    return _written(p)


@helper
def square_root(t: Term) -> Term | None:
    """The square root of a positive rational number or of a closed term, simplified; None with letters."""
    if t.free:
        return None
    p = read(root(t), SIMPLE)
    value = as_number(p)
    return None if value is not None and value < 0 else _written(p)
