"""Logarithms of numbers: exponents of one number as a power of another, and forms by the primes of numbers.

The logarithms of different primes are independent over the rationals, so a sum of multiples of logarithms of
numbers has one form in them:

    (ln(4) - ln(3))/(2*ln(2) - ln(3))     1
    log(3, 2)*log(4, 3)                   2
    -20*ln(1/2)                           20*ln(2)
    1 + log(5/2, 2)                       log(5, 2)

They find; the deciders prove. None means "does not apply".
"""

from __future__ import annotations

from fractions import Fraction
from math import gcd, lcm, prod

from hybrid.compute.arithmetic import evaluate, exact_root
from hybrid.compute.arithmetic import exact_log as _exact_log
from hybrid.compute.form import Coefficient
from hybrid.compute.fraction import complexity
from hybrid.compute.fraction import simple as simplified
from hybrid.compute.helper import helper
from hybrid.compute.polynomial import expand
from hybrid.compute.primes import MAX_FACTORED, factors
from hybrid.term import E, Term, add, div, make, mul, num, number, parts, rational, rebuild, sym

_E = 0  # stands among the primes for e, whose logarithm is 1
MAX_BITS = 40  # of the exponents that numbers are put together from
_NAME = "l"  # the logarithm of the prime p is the letter l and p; closed terms have no letters of their own


class _NoPrimes(ArithmeticError):
    """A logarithm of what is no product of powers of numbers."""


@helper
def log_value(t: Term) -> Term | None:
    """A closed term with logarithms in its simplest form, where its logarithms cancel, or are one logarithm of a number
    no larger than those that stand there."""
    logs = [s for s in parts(t) if s.head == "log"]
    if t.free or not logs:
        return None
    new = simplified(_by_primes(t))
    if not new.free:
        return new
    bases = {s.args[1] for s in logs}
    one = _one_logarithm(new, bases.pop()) if len(bases) == 1 else None
    if one is None or complexity(one) >= complexity(t):
        return None
    largest = max(_height(s.args[0]) for s in logs)
    return one if all(_height(s.args[0]) <= largest for s in parts(one) if s.head == "log") else None


def _height(t: Term) -> int:
    """The largest numerator or denominator in t."""
    return max((abs(s.value.numerator) for s in parts(t) if s.head == "num"), default=0)


def exact_log(c: Term, a: Term) -> Term | None:
    """The rational b with a^b == c."""
    p, q = rational(c), rational(a)
    if p is None or q is None or p <= 0 or q <= 0 or q == 1:
        return None
    b = _exact_log(p, q)
    return None if b is None else number(Fraction(b))


def common_base(a: Term, u: Term, b: Term, v: Term) -> tuple[Term, Term, Term] | None:
    """c, p, q with a^u == c^p and b^v == c^q, c a rational: 4^u = 8^v gives 2, 2*u, 3*v."""
    first, second = rational(a), rational(b)
    if first is None or second is None or first <= 0 or second <= 0 or 1 in (first, second) or first == second:
        return None
    ratio = _exact_log(first, second)
    if ratio is None:
        return None
    exact = Fraction(ratio)
    # first = second^(m/n), so both are powers of c = second^(1/n)
    c = _exact_root(Fraction(second), exact.denominator)
    if c is None:
        return None
    return number(c), _times(exact.numerator, u), _times(exact.denominator, v)


def _exact_root(value: Fraction, n: int) -> Fraction | None:
    found = exact_root(value, n)
    return None if found is None else Fraction(found)


def _times(n: int, u: Term) -> Term:
    product = u if n == 1 else mul(num(n), u)
    return expand(product) or product


def number_power(k: Term) -> tuple[Term, Term] | None:
    """c, n with k == c^n for whole numbers c and n > 1, n as large as can be: 16 gives 2, 4."""
    value = rational(k)
    if value is None or value.denominator != 1 or value < 4 or value > MAX_FACTORED:
        return None
    for n in range(int(value).bit_length() - 1, 1, -1):
        c = exact_root(value, n)
        if c is not None and c.denominator == 1:
            return num(int(c)), num(n)
    return None


def _by_primes(t: Term) -> Term:
    """t with every logarithm written with letters for the logarithms of primes."""
    if t.head == "log":
        above = _sum(_exponents(t.args[0]))
        return above if t.args[1] is E else div(above, _sum(_exponents(t.args[1])))
    return rebuild(t, [_by_primes(a) for a in t.args]) if t.args else t


def _sum(exponents: dict[int, Coefficient]) -> Term:
    return add(
        *[
            number(Fraction(k)) if p == _E else mul(number(Fraction(k)), sym(f"{_NAME}{p}"))
            for p, k in exponents.items()
            if k
        ]
    )


def _exponents(t: Term) -> dict[int, Coefficient]:
    """The exponents of the primes, and of e, in a positive number. Raises _NoPrimes."""
    if t is E:
        return {_E: 1}
    value = evaluate(t)
    if value is not None:
        if value <= 0 or max(value.numerator, value.denominator) > MAX_FACTORED:
            raise _NoPrimes("not a number that is factored")
        below = {p: -k for p, k in factors(value.denominator)}
        return {**below, **dict(factors(value.numerator))}
    if t.head in ("mul", "div"):
        first, *others = [_exponents(a) for a in t.args]
        for other in others:
            first = {
                p: first.get(p, 0) + (k if t.head == "mul" else -k)
                for p, k in {**dict.fromkeys(first, 0), **other}.items()
            }
        return first
    if t.head in ("pow", "root"):
        n = evaluate(t.args[1])
        if n is not None and n != 0:
            times = Fraction(n) if t.head == "pow" else 1 / Fraction(n)
            return {p: k * times for p, k in _exponents(t.args[0]).items()}
    raise _NoPrimes("not a product of powers")


def _one_logarithm(t: Term, base: Term) -> Term | None:
    """t, in letters for logarithms of primes, as c*log(n, base) for rational numbers c and n > 1."""
    from hybrid.compute.read import SIMPLE, read

    scaled = t if base is E else simplified(mul(t, _sum(_exponents(base))))
    exponents: dict[int, Fraction] = {}
    for m, k in read(scaled, SIMPLE).items():
        if len(m) != 1 or m[0][1] != 1 or m[0][0].head != "sym":
            return None
        exponents[int(m[0][0].value.removeprefix(_NAME))] = Fraction(k)
    c = Fraction(gcd(*(k.numerator for k in exponents.values())), lcm(*(k.denominator for k in exponents.values())))
    if sum(k.numerator.bit_length() for k in exponents.values()) > MAX_BITS:
        return None
    n = prod((Fraction(p) ** int(k / c) for p, k in exponents.items()), start=Fraction(1))
    if n < 1:
        c, n = -c, 1 / n
    return simplified(mul(number(c), make("log", (number(n), base))))
