"""Arithmetic with closed rational terms: what a calculator with exact fractions answers.

The meanings are those of the design: powers and roots by the value of the exponent, root(-8, 3) = -2,
(-8)^(1/3) undefined, 0^0 undefined.
"""

from __future__ import annotations

from fractions import Fraction
from math import factorial, gcd

from hybrid.compute.form import MAX_BITS, Coefficient, TooBig, Undefined, divide, magnitude, raise_number, small, whole
from hybrid.term import DIVISION, E, Term, div, num, number, rational

MAX_FACTORIAL = 2_000


def evaluate(t: Term) -> Coefficient | None:
    """The rational value of t; None when t has letters, is irrational, undefined or too big."""
    if t.free:
        return None
    if t.head == "num":
        return t.value  # type: ignore[no-any-return]
    memo = t.memo
    if "value" not in memo:
        try:
            memo["value"] = _evaluate(t)
        except ArithmeticError:
            memo["value"] = None
    return memo["value"]  # type: ignore[no-any-return]


def _evaluate(t: Term) -> Coefficient | None:
    if t.head == "log" and t.args[1] is E:
        if t.args[0] is E:
            return 1
        return 0 if evaluate(t.args[0]) == 1 else None
    if t.head in DIVISION:
        from hybrid.decide.evaluate import UNDEFINED, value

        found = value(t, {})
        return None if found is None or found is UNDEFINED else whole(found)
    values: list[Coefficient] = []
    for argument in t.args:
        v = evaluate(argument)
        if v is None:
            return None
        values.append(v)
    if not values:
        return None
    a, b = values[0], values[-1]
    match t.head:
        case "add":
            return whole(sum(values))
        case "mul":
            out: Coefficient = 1
            for v in values:
                out = small(whole(out * v))
            return out
        case "neg":
            return -a
        case "div":
            return divide(a, b)
        case "pow":
            return rational_power(a, b)
        case "root":
            return exact_root(a, int(b))
        case "abs":
            return magnitude(a)
        case "log":
            return exact_log(a, b)
        case "fact":
            if a.denominator != 1 or not 0 <= a <= MAX_FACTORIAL:
                return None
            return factorial(int(a))
        case "sin" | "tan":
            return 0 if a == 0 else None
        case "cos":
            return 1 if a == 0 else None
    return None


def rational_power(a: Coefficient, n: Coefficient) -> Coefficient | None:
    """a^n when it is rational; None otherwise. Raises Undefined or TooBig."""
    if n.denominator == 1:
        return raise_number(a, int(n))
    if a < 0 or a == 0 and n < 0:
        raise Undefined("a power that is not defined")
    if a == 0:
        return 0
    r = exact_root(a, n.denominator)
    return None if r is None else raise_number(r, n.numerator)


def exact_root(a: Coefficient, n: int) -> Coefficient | None:
    """The n-th root of a when it is rational, None otherwise. Raises Undefined for n even and a < 0."""
    if a < 0:
        if n % 2 == 0:
            raise Undefined("an even root of a negative number")
        r = exact_root(-a, n)
        return None if r is None else -r
    p, q = integer_root(a.numerator, n), integer_root(a.denominator, n)
    return None if p is None or q is None else divide(p, q)


def integer_root(a: int, n: int) -> int | None:
    """The n-th root of a >= 0 when it is an integer, None otherwise (Newton's iteration)."""
    if a < 2:
        return a
    if n >= a.bit_length():
        return None
    x = 1 << -(-a.bit_length() // n)
    while True:
        y = ((n - 1) * x + a // x ** (n - 1)) // n
        if y >= x:
            return x if x**n == a else None
        x = y


def exact_log(a: Coefficient, b: Coefficient) -> Coefficient | None:
    """log of a to base b when it is rational, None otherwise. Raises Undefined outside its domain.

    a = b^(p/q) means that a and b are powers of one number c: found by the algorithm of Euclid on
    the exponents, dividing the larger of the two by the smaller.
    """
    if a <= 0 or b <= 0 or b == 1:
        raise Undefined("a logarithm that is not defined")
    if a.numerator.bit_length() + a.denominator.bit_length() > MAX_BITS:
        raise TooBig("a logarithm of a huge number")
    sign = 1
    if a < 1:
        a, sign = divide(1, a), -sign
    if b < 1:
        b, sign = divide(1, b), -sign
    if a == 1:
        return 0
    largest = max(a.numerator, a.denominator, b.numerator, b.denominator)
    x, y, p, q = (a, (1, 0)), (b, (0, 1)), 0, 0  # x = a^i * b^j with exponents (i, j)
    for _ in range(4000):
        if x[0] < y[0]:
            x, y = y, x
        if y[0] == 1:
            p, q = y[1]
            return None if p == 0 else whole(Fraction(-q, p) * sign)
        x = (divide(x[0], y[0]), (x[1][0] - y[1][0], x[1][1] - y[1][1]))
        if max(x[0].numerator, x[0].denominator) > largest:
            return None  # of powers of one number the quotients never grow
    return None


def value(t: Term) -> Term | None:
    """A closed rational term as a finished number: `2*4/5*10 + 3` is 19.

    None when t is a finished number already, has letters, is irrational, undefined or too big.
    """
    if t.head == "num" and type(t.value) is int:
        return None
    c = evaluate(t)
    if c is None or c.numerator.bit_length() + c.denominator.bit_length() > MAX_BITS:
        return None
    out = number(c)
    return None if out is t else out


def evaluate_step(t: Term) -> Term | None:
    """As `value`, for one operation: every argument is a finished number already."""
    if not t.args or t.head == "div" and rational(t) is not None:
        return None
    return value(t) if all(rational(a) is not None for a in t.args) else None


def reduce_fraction(t: Term) -> Term | None:
    """A fraction of integers in lowest terms with its sign on top: 9/18 is 1/2. None if it is that already."""
    if t.head != "div":
        return None
    p, q = t.args
    if p.head != "num" or q.head != "num" or q.value == 0:
        return None
    if type(p.value) is int and type(q.value) is int and gcd(p.value, q.value) == 1 and q.value > 1:
        return None
    return number(Fraction(p.value) / q.value)


def split_fraction(t: Term) -> tuple[Term, Term] | None:
    """Numerator and denominator of a fraction, None for other terms."""
    return (t.args[0], t.args[1]) if t.head == "div" else None


def common_factor_of_fraction(t: Term) -> Term | None:
    """The greatest common divisor of numerator and denominator of a fraction of integers, None if it is 1."""
    if t.head != "div" or not all(a.head == "num" and type(a.value) is int for a in t.args):
        return None
    d = gcd(t.args[0].value, t.args[1].value)
    return num(d) if d > 1 and t.args[1].value != 0 else None


def same_denominator(t: Term) -> Term | None:
    """Fractions of a sum written over their least common denominator: 1/2 + 1/3 is 3/6 + 2/6."""
    if t.head != "add":
        return None
    values = [evaluate(a) for a in t.args]
    if any(v is None for v in values):
        return None
    lcd = 1
    for v in values:
        if v is not None:
            lcd = lcd * v.denominator // gcd(lcd, v.denominator)
    if lcd == 1 or lcd.bit_length() > MAX_BITS:
        return None
    from hybrid.term import add

    out = add(*[div(num(int(v * lcd)), num(lcd)) for v in values if v is not None])
    return None if out is t else out
