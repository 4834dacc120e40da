"""Syntactic tests for `when` (and, exact as they are, for the guards `integer`, `even`, `odd`, `number`).

Each takes a term and the unknowns of the problem. `number`, `integer`, `even`, `odd`, `positive`,
`negative` are about finished numbers: integers, fractions in lowest terms, decimals.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from hybrid.compute.form import Coefficient
from hybrid.term import RELATIONS, Term, is_formula, rational

Unknowns = frozenset[str]
Test = Callable[[Term, Unknowns], bool]


def number(t: Term, unknowns: Unknowns) -> bool:
    """A finished rational number."""
    return rational(t) is not None


def _value(t: Term) -> Coefficient | None:
    return rational(t)


def integer(t: Term, unknowns: Unknowns) -> bool:
    """A literal integer."""
    v = _value(t)
    return v is not None and v.denominator == 1


def natural(t: Term, unknowns: Unknowns) -> bool:
    """A literal integer, at least 0."""
    return integer(t, unknowns) and (_value(t) or 0) >= 0


def even(t: Term, unknowns: Unknowns) -> bool:
    """A literal even integer."""
    return integer(t, unknowns) and (_value(t) or 0) % 2 == 0


def odd(t: Term, unknowns: Unknowns) -> bool:
    """A literal odd integer."""
    return integer(t, unknowns) and (_value(t) or 0) % 2 == 1


def positive(t: Term, unknowns: Unknowns) -> bool:
    """A literal number above 0."""
    v = _value(t)
    return v is not None and v > 0


def negative(t: Term, unknowns: Unknowns) -> bool:
    """A literal number below 0."""
    v = _value(t)
    return v is not None and v < 0


def nonzero(t: Term, unknowns: Unknowns) -> bool:
    """A literal number other than 0."""
    v = _value(t)
    return v is not None and v != 0


def one(t: Term, unknowns: Unknowns) -> bool:
    """The number 1."""
    return _value(t) == 1


def closed(t: Term, unknowns: Unknowns) -> bool:
    """No letters in it."""
    return not t.free


def free(t: Term, unknowns: Unknowns) -> bool:
    """No unknown in it."""
    return t.free.isdisjoint(unknowns)


def has(t: Term, unknowns: Unknowns) -> bool:
    """Some unknown in it."""
    return not t.free.isdisjoint(unknowns)


def unknown(t: Term, unknowns: Unknowns) -> bool:
    """One of the unknowns."""
    return t.head == "sym" and t.value in unknowns


def letter(t: Term, unknowns: Unknowns) -> bool:
    """A letter, unknown or not."""
    return t.head == "sym"


def parameter(t: Term, unknowns: Unknowns) -> bool:
    """A letter that is not an unknown."""
    return t.head == "sym" and t.value not in unknowns


def simple(t: Term, unknowns: Unknowns) -> bool:
    """A finished number or a letter."""
    return t.head == "sym" or rational(t) is not None


def atomic(t: Term, unknowns: Unknowns) -> bool:
    """A number, a letter, e or pi."""
    return t.head in ("sym", "const") or rational(t) is not None


def sum_(t: Term, unknowns: Unknowns) -> bool:
    """A sum."""
    return t.head == "add"


def product(t: Term, unknowns: Unknowns) -> bool:
    """A product, or the negative of one."""
    return t.head == "mul" or t.head == "neg" and t.args[0].head == "mul"


def power(t: Term, unknowns: Unknowns) -> bool:
    """A power."""
    return t.head == "pow"


def fraction(t: Term, unknowns: Unknowns) -> bool:
    """A quotient that is not a finished number, or the negative of one."""
    if t.head == "neg":
        t = t.args[0]
    return t.head == "div" and rational(t) is None


def root(t: Term, unknowns: Unknowns) -> bool:
    """A root."""
    return t.head == "root"


def remainder(t: Term, unknowns: Unknowns) -> bool:
    """A remainder, u mod m."""
    return t.head == "mod"


def absolute(t: Term, unknowns: Unknowns) -> bool:
    """An absolute value."""
    return t.head == "abs"


def logarithm(t: Term, unknowns: Unknowns) -> bool:
    """A logarithm."""
    return t.head == "log"


def trigonometric(t: Term, unknowns: Unknowns) -> bool:
    """A sine, cosine or tangent."""
    return t.head in ("sin", "cos", "tan")


def surd(t: Term, unknowns: Unknowns) -> bool:
    """Closed, and not a rational number once simplified."""
    if t.free or rational(t) is not None or is_formula(t):
        return False
    from hybrid.compute.fraction import simple as simplified

    return rational(simplified(t)) is None


def equation(t: Term, unknowns: Unknowns) -> bool:
    """An equation."""
    return t.head == "eq"


def relation(t: Term, unknowns: Unknowns) -> bool:
    """An equation or inequality."""
    return t.head in RELATIONS


def inequality(t: Term, unknowns: Unknowns) -> bool:
    """A relation of order."""
    return t.head in ("lt", "le", "gt", "ge")


# -- polynomials in the unknowns -----------------------------------------------------------------


def degree_in(t: Term, unknowns: Unknowns) -> int | None:
    """The total degree of t in the unknowns, like terms collected; None when it is no polynomial in them.

    Coefficients may be any terms free of the unknowns. The degree of 0 is -1. A relation counts as left
    minus right.
    """
    if t.head in RELATIONS:
        from hybrid.term import sub

        t = sub(*t.args)
    if is_formula(t):
        return None
    key, memo = ("degree in", unknowns), t.memo
    if key not in memo:
        memo[key] = _degree_in(t, unknowns)
    return memo[key]  # type: ignore[no-any-return]


def _degree_in(t: Term, unknowns: Unknowns) -> int | None:
    from hybrid.compute.read import EXPAND, read

    try:
        p = read(t, EXPAND)
    except ArithmeticError:
        return None
    highest = -1
    for m in p:
        degree = 0
        for g, k in m:
            if g.head == "sym" and g.value in unknowns:
                if k < 0:
                    return None
                degree += k
            elif not g.free.isdisjoint(unknowns):
                return None
        highest = max(highest, degree)
    return highest


def polynomial(t: Term, unknowns: Unknowns) -> bool:
    """A polynomial in the unknowns as it is written: no unknown below a bar, under a root, in an exponent."""
    if t.free.isdisjoint(unknowns) or t.head == "sym":
        return not is_formula(t)
    if t.head in ("add", "mul", "neg"):
        return all(polynomial(a, unknowns) for a in t.args)
    if t.head == "div":
        return polynomial(t.args[0], unknowns) and t.args[1].free.isdisjoint(unknowns)
    if t.head == "pow":
        return natural(t.args[1], unknowns) and polynomial(t.args[0], unknowns)
    return False


def linear(t: Term, unknowns: Unknowns) -> bool:
    """Of degree one in the unknowns together."""
    return degree_in(t, unknowns) == 1


def quadratic(t: Term, unknowns: Unknowns) -> bool:
    """Of degree two in the unknowns together."""
    return degree_in(t, unknowns) == 2


def rational_function(t: Term, unknowns: Unknowns) -> bool:
    """A quotient of polynomials in the unknowns as it is written, polynomials included."""
    if t.free.isdisjoint(unknowns) or t.head == "sym":
        return not is_formula(t)
    if t.head in ("add", "mul", "neg", "div"):
        return all(rational_function(a, unknowns) for a in t.args)
    return t.head == "pow" and integer(t.args[1], unknowns) and rational_function(t.args[0], unknowns)


def finished(t: Term, unknowns: Unknowns) -> bool:
    """Nothing left to simplify."""
    from hybrid.compute.finished import is_finished

    return is_finished(t)


TESTS: Mapping[str, Test] = {
    "number": number,
    "integer": integer,
    "natural": natural,
    "even": even,
    "odd": odd,
    "positive": positive,
    "negative": negative,
    "nonzero": nonzero,
    "one": one,
    "closed": closed,
    "free": free,
    "has": has,
    "unknown": unknown,
    "letter": letter,
    "parameter": parameter,
    "simple": simple,
    "atomic": atomic,
    "sum": sum_,
    "product": product,
    "power": power,
    "fraction": fraction,
    "root": root,
    "absolute": absolute,
    "remainder": remainder,
    "logarithm": logarithm,
    "trigonometric": trigonometric,
    "surd": surd,
    "equation": equation,
    "relation": relation,
    "inequality": inequality,
    "polynomial": polynomial,
    "linear": linear,
    "quadratic": quadratic,
    "rationalfunction": rational_function,
    "finished": finished,
}
