"""Three views that make school notation match: signs, coefficients, squares.

    -p     what -3 and -3*x are the negatives of            (`negative_of`)
    a*x    -x and x/3 as a number times the rest            (`factors`)
    a^n    9*x^2 as the square of 3*x, 8 as the cube of 2   (`perfect_power`)

They compare by value, not by form.
"""

from __future__ import annotations

from fractions import Fraction

from hybrid.compute.arithmetic import exact_root
from hybrid.term import ONE, Term, make, mul, neg, num, number, power, rational


def negative_of(t: Term) -> Term | None:
    """The positive p with t == -p when t begins with a negative number, else None."""
    if t.head == "num":
        return num(-t.value) if t.value < 0 else None
    if t.head in ("mul", "div"):
        first = negative_of(t.args[0])
        if first is None:
            return None
        if first is ONE and t.head == "mul":
            return mul(*t.args[1:])
        return make(t.head, (first, *t.args[1:]))
    return None


def factors(t: Term) -> tuple[Term, ...]:
    """t as factors, a number first when there is one: x/3 is 1/3 and x, -x is -1 and x."""
    coefficient: Fraction | int = 1
    rest: list[Term] = []
    stack = [t]
    while stack:
        u = stack.pop()
        value = rational(u)
        if value is not None:
            coefficient = coefficient * value
        elif u.head == "neg":
            coefficient = -coefficient
            stack.append(u.args[0])
        elif u.head == "mul":
            stack.extend(reversed(u.args))
        elif u.head == "div" and (d := rational(u.args[1])) is not None and d != 0:
            coefficient = Fraction(coefficient) / d
            stack.append(u.args[0])
        else:
            rest.append(u)
    if coefficient == 1 and rest:
        return tuple(rest)
    return (number(Fraction(coefficient)), *rest)


def perfect_power(t: Term, n: int) -> Term | None:
    """The v with v^n == t by value, for t a number, a power or a product of such; None when there is none."""
    value = rational(t)
    if value is not None:
        exact = None if value < 0 and n % 2 == 0 else exact_root(value, n)
        return None if exact is None else number(Fraction(exact))
    if t.head == "pow":
        k = t.args[1]
        if k.head == "num" and isinstance(k.value, int) and k.value > 0 and k.value % n == 0:
            return t.args[0] if k.value == n else power(t.args[0], num(k.value // n))
        base = t.args[0]
        if base.head == "num" and base.value > 0 or base.head == "const":
            # a^(n*u) = (a^u)^n
            parts = factors(k)
            lead = rational(parts[0])
            if lead is not None and len(parts) > 1 and isinstance(lead, int) and lead % n == 0:
                return power(base, mul(*_drop_one(num(lead // n), parts[1:])))
            if base.head == "num":
                b = perfect_power(base, n)
                if b is not None and b is not ONE:
                    return power(b, k)
        return None
    if t.head == "mul":
        roots = [perfect_power(a, n) for a in t.args]
        return None if any(r is None for r in roots) else mul(*[r for r in roots if r is not None])
    if t.head == "div":
        a, b = perfect_power(t.args[0], n), perfect_power(t.args[1], n)
        return None if a is None or b is None else make("div", (a, b))
    if t.head == "neg" and n % 2:
        inner = perfect_power(t.args[0], n)
        return None if inner is None else neg(inner)
    return None


def _drop_one(first: Term, rest: tuple[Term, ...]) -> tuple[Term, ...]:
    return rest if first is ONE else (first, *rest)
