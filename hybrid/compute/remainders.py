"""Remainders and common divisors: of numbers step by step, and congruences of one whole unknown.

    7^100 mod 5      the remainders of the powers of 2 repeat after 4: 7^100, 2^100, 2^4, 1
    gcd(48, 36)      gcd(36, 12), gcd(12, 0), 12            (Euclid, Elements, book VII, proposition 2)
    3*x mod 7 = 2    3*5 leaves 1: x mod 7 = 3
    x mod 3 = 2 and x mod 5 = 3      x mod 15 = 8           (the Chinese remainder theorem)

It finds; the deciders prove. None means "does not apply".
"""

from __future__ import annotations

from fractions import Fraction
from math import gcd, lcm

from hybrid.compute.helper import helper
from hybrid.decide import periodic
from hybrid.decide.meaning import truth
from hybrid.decide.residues import NotPeriodic, Periods, repeats
from hybrid.term import (
    FALSE,
    RELATIONS,
    TRUE,
    ZERO,
    Term,
    disj,
    eq,
    make,
    mul,
    num,
    number,
    power,
    rebuild,
    replace,
    subterms,
    sym,
)

MAX_CLASSES = 24


def _numbers(*terms: Term) -> list[int] | None:
    values = [t.value for t in terms if t.head == "num"]
    return values if len(values) == len(terms) and all(type(v) is int for v in values) else None


def _mod(t: Term) -> tuple[Term, int] | None:
    """u and m of u mod m, m a whole number > 0."""
    if t.head != "mod" or (m := _numbers(t.args[1])) is None or m[0] <= 0:
        return None
    return t.args[0], m[0]


def _congruence(t: Term) -> tuple[Term, int, int] | None:
    """u, m, r of u mod m = r, for whole numbers 0 <= r < m."""
    found = _mod(t.args[0]) if t.head == "eq" else None
    r = _numbers(t.args[1]) if found is not None else None
    if found is None or r is None or not 0 <= r[0] < found[1]:
        return None
    return found[0], found[1], r[0]


# -- numbers -------------------------------------------------------------------------------------


@helper
def smaller_parts(t: Term) -> Term | None:
    """The remainder of a sum, product or power of numbers, with each of these by its remainder: (17*23) mod 7 is
    (3*2) mod 7."""
    found = _mod(t)
    if found is None or t.free or found[0].head not in ("add", "mul", "pow", "neg"):
        return None
    new = _reduced(found[0], found[1])
    return None if new is found[0] else make("mod", (new, t.args[1]))


def _reduced(t: Term, m: int) -> Term:
    if t.head == "num" and type(t.value) is int:
        return num(t.value % m)
    if t.head == "pow":
        return power(_reduced(t.args[0], m), t.args[1])
    if t.head in ("add", "mul", "neg"):
        return rebuild(t, [_reduced(a, m) for a in t.args])
    return t


@helper
def smaller_exponent(t: Term) -> tuple[Term, Term, Term] | None:
    """(new, c, p): the remainder of an expression of numbers in which a power c^n has a smaller exponent, since the
    remainders of the powers of c repeat after p."""
    found = _mod(t)
    if found is None or t.free:
        return None
    for place, s in subterms(found[0]):
        numbers = _numbers(*s.args) if s.head == "pow" else None
        if numbers is None or numbers[0] == 0 or numbers[1] < 1:
            continue
        c, n = numbers
        try:
            before, period = repeats(c, found[1])
        except NotPeriodic:
            continue
        least = max(before, 1)
        k = least + (n - least) % period
        if k < n:
            new = replace(found[0], place, power(num(c), num(k)))
            return make("mod", (new, t.args[1])), num(c), num(period)
    return None


@helper
def euclid(t: Term) -> tuple[Term, Term, Term] | None:
    """(gcd(b, r), q, r) for gcd(a, b), a = q*b + r with a >= b > 0."""
    numbers = _numbers(*t.args) if t.head == "gcd" else None
    if numbers is None or not numbers[0] >= numbers[1] > 0:
        return None
    q, r = divmod(numbers[0], numbers[1])
    return make("gcd", (t.args[1], num(r))), num(q), num(r)


@helper
def larger_first(t: Term) -> Term | None:
    """A gcd of natural numbers with the larger one first."""
    numbers = _numbers(*t.args) if t.head == "gcd" else None
    return make("gcd", t.args[::-1]) if numbers is not None and 0 <= numbers[0] < numbers[1] else None


@helper
def lcm_by_gcd(t: Term) -> Term | None:
    """lcm(a, b) of numbers > 0 as a*b/gcd(a, b)."""
    numbers = _numbers(*t.args) if t.head == "lcm" else None
    if numbers is None or min(numbers) < 1:
        return None
    return make("div", (mul(*t.args), make("gcd", t.args)))


# -- congruences ---------------------------------------------------------------------------------


@helper
def without_number(t: Term) -> Term | None:
    """(u + c) mod m = r as u mod m = s."""
    found = _congruence(t)
    if found is None or found[0].head not in ("add", "neg"):
        return None
    u, m, r = found
    if u.head == "neg":
        return _same_modulus(t, u.args[0], -r % m)
    numbers = [a for a in u.args if _numbers(a) is not None]
    rest = [a for a in u.args if _numbers(a) is None]
    if not numbers or not rest:
        return None
    new = rest[0] if len(rest) == 1 else make("add", rest)
    return _same_modulus(t, new, (r - sum(a.value for a in numbers)) % m)


def _same_modulus(t: Term, u: Term, r: int) -> Term:
    return eq(make("mod", (u, t.args[0].args[1])), num(r))


def _multiple(t: Term) -> tuple[int, Term, int, int] | None:
    """a, u, m, r of (a*u) mod m = r."""
    found = _congruence(t)
    if found is None or found[0].head != "mul" or (a := _numbers(found[0].args[0])) is None:
        return None
    rest = found[0].args[1:]
    return a[0], rest[0] if len(rest) == 1 else mul(*rest), found[1], found[2]


@helper
def smaller_coefficient(t: Term) -> Term | None:
    """(10*x) mod 7 = r as (3*x) mod 7 = r, and (-2*x) mod 7 as (5*x) mod 7."""
    found = _multiple(t)
    if found is None or 0 <= found[0] < found[2]:
        return None
    a, u, m, r = found
    b = a % m
    return _same_modulus(t, ZERO if b == 0 else u if b == 1 else mul(num(b), u), r)


@helper
def by_inverse(t: Term) -> tuple[Term, Term] | None:
    """(u mod m = s, i) for (a*u) mod m = r, where a*i leaves 1."""
    found = _multiple(t)
    if found is None or found[2] == 1 or gcd(found[0], found[2]) != 1:
        return None
    a, u, m, r = found
    i = pow(a, -1, m)
    return _same_modulus(t, u, i * r % m), num(i)


@helper
def by_division(t: Term) -> Term | None:
    """(a*u) mod m = r as u mod (m/a) = r/a, for a > 0: of real numbers."""
    found = _multiple(t)
    if found is None or found[0] < 2:
        return None
    a, u, m, r = found
    return eq(make("mod", (u, number(Fraction(m, a)))), number(Fraction(r, a)))


@helper
def by_common_divisor(t: Term) -> tuple[Term, Term] | None:
    """((a/d*u) mod (m/d) = r/d, d), or false where d, the gcd of a and m, does not divide r."""
    found = _multiple(t)
    if found is None:
        return None
    a, u, m, r = found
    d = gcd(a, m)
    if d in (1, m):
        return None
    if r % d:
        return FALSE, num(d)
    b = a // d
    return eq(make("mod", (u if b == 1 else mul(num(b), u), num(m // d))), num(r // d)), num(d)


def joined(p: Term, q: Term) -> Term | None:
    """u mod m = a and u mod n = b as one congruence, which may be p itself, or false."""
    one, other = _congruence(p), _congruence(q)
    if one is None or other is None or one[0].key != other[0].key:
        return None
    u, m, a = one
    _, n, b = other
    d = gcd(m, n)
    if (b - a) % d:
        return FALSE
    k = (b - a) // d * pow(m // d, -1, n // d) % (n // d) if n != d else 0
    both = lcm(m, n)
    return eq(make("mod", (u, num(both))), num((a + m * k) % both))


@helper
def remainder_classes(t: Term) -> Term | None:
    """A formula about remainders of one whole letter as the remainders of the letter that do: x^2 mod 8 = 1 gives
    x mod 2 = 1. The modulus is the least; true, false where all, none do."""
    if len(t.free) != 1:
        return None
    (name,) = t.free
    periods = Periods({name: "integer"})
    try:
        periods.read(t)
        found = [truth(t, p) for p in periods.points()]
    except NotPeriodic:
        return None
    if None in found or not found:
        return None
    least = next(d for d in range(1, len(found) + 1) if len(found) % d == 0 and found == found[:d] * (len(found) // d))
    if least == 1:
        return TRUE if found[0] else FALSE
    remainder = make("mod", (sym(name), num(least)))
    classes = [eq(remainder, num(r)) for r in range(least) if found[r]]
    return disj(*classes) if len(classes) <= MAX_CLASSES else None


@helper
def all_angles(t: Term) -> Term | None:
    """The numbers at which a formula with angles of one letter, or with remainders in linear relations, is true, by
    remainders."""
    return None if told(t) else periodic.solution_set(t)


def told(t: Term) -> bool:
    """Whether a letter is told by its remainder, or by several: x mod 1 < 1/2, x mod 2 = 1 and x mod 3 = 2."""
    if t.head == "and":
        return all(map(told, t.args))
    if t.head not in RELATIONS or t.args[0].head != "mod" or t.args[1].head not in ("num", "div"):
        return False
    if t.head in ("lt", "le", "ge") and t.args[1] is ZERO:
        return False
    return t.args[0].args[0].head == "sym" and not t.args[0].args[1].free and not t.args[1].free
