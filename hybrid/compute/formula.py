"""Helpers that turn a formula into an equivalent one: truth values, solution sets, quadratics, bases.

They find; the deciders prove. None means "does not apply".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from hybrid.compute.conditions import parameters
from hybrid.compute.factoring import complete_square, factor
from hybrid.compute.moving import SPECIAL, minus, summands
from hybrid.compute.polynomial import coefficients, expand
from hybrid.term import (
    FALSE,
    FLIPPED,
    ONE,
    RELATIONS,
    TRUE,
    ZERO,
    Term,
    add,
    conj,
    div,
    make,
    mul,
    neg,
    num,
    number,
    power,
    rational,
    rebuild,
    subterms,
)


def truth(p: Term) -> Term | None:
    """true or false for a formula without letters."""
    from hybrid.decide.closed import exact_truth

    if p.free or p.head not in RELATIONS:
        return None
    value = exact_truth(p)
    return None if value is None else TRUE if value else FALSE


def decimal_value(t: Term) -> Term | None:
    """The value of a closed term with decimals, as a decimal of at most six places: 1.983*10 is 19.83."""
    from hybrid.compute.arithmetic import evaluate

    if t.free or not has_decimal(t):
        return None
    c = evaluate(t)
    return num(Fraction(c)) if c is not None and 10**6 % c.denominator == 0 else None


def has_decimal(t: Term) -> bool:
    """Whether a decimal stands in t."""
    return t.head == "num" and type(t.value) is not int or any(map(has_decimal, t.args))


def trivial(p: Term) -> Term | None:
    """The value of an atom both of whose sides differ by a number: x + 1 = x gives false.

    Where a side may be undefined, true is given as the conditions of its being defined.
    """
    if p.head not in RELATIONS:
        return None
    from hybrid.decide.meaning import conditions
    from hybrid.decide.rational import same_value

    difference = minus(p.args[0], p.args[1])
    value = rational(difference)
    if value is None and same_value(p.args[0], p.args[1]).proved:
        value = 0
    if value is None:
        return None
    holds = {
        "eq": value == 0,
        "ne": value != 0,
        "lt": value < 0,
        "le": value <= 0,
        "gt": value > 0,
        "ge": value >= 0,
    }[p.head]
    return conj(*conditions(p)) if holds else FALSE


def nowhere_defined(p: Term) -> Term | None:
    """false for an atom in which something is never defined: 1/0 = x."""
    from hybrid.decide.meaning import conditions

    return FALSE if p.head in RELATIONS and any(c is FALSE for c in conditions(p)) else None


def solution_set(p: Term) -> Term | None:
    """The solution set of a formula in one letter, in solved form; None when that is p as it stands."""
    from hybrid.decide import cells

    if len(p.free) != 1:
        return None
    (name,) = p.free
    found = cells.solution_set(p, name)
    if found is None:
        return None
    found = unknown_left(found)
    return None if found.key == p.key else found


def one_condition(p: Term, q: Term) -> Term | None:
    """What two atoms about one letter say together, where that is one atom or false: a != 0 and a >= 0 give a > 0."""
    if len(p.free) != 1 or p.free != q.free:
        return None
    found = solution_set(conj(p, q))
    return found if found is FALSE or found is not None and found.head in RELATIONS else None


def read_off(p: Term, q: Term) -> Term | None:
    """true for a conclusion q that holds of all numbers of a solution set p, both telling their numbers outright."""
    if len(p.free) != 1 or p.free != q.free or not (_tells(p) and _tells(q)):
        return None
    from hybrid.decide import cells

    return TRUE if cells.valid(q, (p,)).proved else None


def _tells(t: Term) -> bool:
    if t.head in ("and", "or"):
        return all(map(_tells, t.args))
    return t.head in RELATIONS and t.args[0].head == "sym" and not t.args[1].free


def unknown_left(t: Term) -> Term:
    """A solution set with the letter on the left of every atom: 1 < x and x < 2 becomes x > 1 and x < 2."""
    if t.head in RELATIONS:
        return make(FLIPPED[t.head], (t.args[1], t.args[0])) if not t.args[0].free else t
    return rebuild(t, [unknown_left(a) for a in t.args])


def standard_linear(a: Term, x: Term) -> Term | None:
    """c*x for a sum of multiples of x with coefficients free of it: a*x + b*x gives (a + b)*x."""
    from hybrid.compute.equation import linear_in

    parts = linear_in(a, x)
    if parts is None or parts[1] is not ZERO:
        return None
    c = parts[0]
    new = ZERO if c is ZERO else x if c is ONE else neg(x) if c is num(-1) else mul(c, x)
    return None if new.key == a.key else new


def square_and_rest(a: Term, x: Term) -> tuple[Term, Term] | None:
    """a = 0 as (x + p)^2 = q, for a quadratic a."""
    parts = coefficients(a, x)
    if parts is None or len(parts) != 3 or parts[0].free:
        return None
    lead = parts[0]
    monic = a if lead is ONE else expand(div(a, lead))
    done = None if monic is None else complete_square(monic, x)
    if done is not None and done.head == "pow":
        return done, ZERO
    if done is None or done.head != "add" or len(done.args) != 2 or done.args[0].head != "pow":
        return None
    square, rest = done.args
    negative = neg(rest)
    return square, expand(negative) or negative


def by_powers(a: Term, x: Term) -> Term | None:
    """A polynomial in x with letters in its coefficients, collected: x^2 - 8*x - g*x + 13 by x gives
    x^2 + (-8 - g)*x + 13."""
    parts = coefficients(a, x)
    if parts is None or len(parts) < 3 or all(not p.free for p in parts[:-1]):
        return None
    terms = []
    for i, c in enumerate(parts):
        n = len(parts) - 1 - i
        if c is not ZERO:
            u = x if n == 1 else power(x, num(n))
            terms.append(c if n == 0 else u if c is ONE else neg(u) if c is num(-1) else mul(c, u))
    new = add(*terms)
    return None if new.key == a.key else new


def negative_discriminant(a: Term, x: Term) -> Term | None:
    """b^2 - 4*a*c of a quadratic when it is a negative number."""
    parts = coefficients(a, x)
    if parts is None or len(parts) != 3:
        return None
    values = [rational(p) for p in parts]
    if any(v is None for v in values):
        return None
    p, q, r = (Fraction(v) for v in values if v is not None)
    d = q * q - 4 * p * r
    return number(d) if d < 0 else None


def factor_fraction(a: Term) -> Term | None:
    """Numerator and denominator factored, after cancelling nothing: (x^2-1)/(x^2-4)."""
    if a.head == "div":
        top, bottom = factor(a.args[0]), factor(a.args[1])
        if top is None and bottom is None:
            return None
        return div(top or a.args[0], bottom or a.args[1])
    return factor(a)


# -- tests of form -----------------------------------------------------------------------------------


def atom(t: Term, _: frozenset[str]) -> bool:
    return t.head in RELATIONS


def solved_atoms(t: Term, unknowns: frozenset[str]) -> bool:
    """Two or more atoms in and/or, each comparing one and the same unknown with a number."""
    if t.head not in ("and", "or"):
        return False
    names: set[str] = set()
    return _comparisons(t, unknowns, names) and len(names) == 1


def _comparisons(t: Term, unknowns: frozenset[str], names: set[str]) -> bool:
    if t.head in ("and", "or"):
        return all(_comparisons(a, unknowns, names) for a in t.args)
    if t.head not in RELATIONS or t.args[0].head != "sym" or t.args[0].value not in unknowns:
        return False
    names.add(t.args[0].value)
    return not t.args[1].free


def angles_within(t: Term, unknowns: frozenset[str]) -> bool:
    """A conjunction with a bound and something else about a sine, cosine or tangent of an unknown."""
    return t.head == "and" and any(a.head in ("lt", "le", "gt", "ge") for a in t.args) and of_angles(t, unknowns)


def of_angles(t: Term, unknowns: frozenset[str]) -> bool:
    """Whether an unknown stands in a sine, cosine or tangent."""
    return any(u.head in ("sin", "cos", "tan") and not u.free.isdisjoint(unknowns) for _, u in subterms(t))


def nonlinear_atom(t: Term, unknowns: frozenset[str]) -> bool:
    """An atom whose left side is a product, power or quotient with one unknown, or a quadratic, against a number."""
    if t.head not in RELATIONS or t.args[1].free or len(t.args[0].free) != 1:
        return False
    return t.args[0].head in ("mul", "div", "pow", "add", "neg") and t.args[0].free <= unknowns


def brackets(t: Term, unknowns: frozenset[str]) -> bool:
    """Whether a product, power or quotient with a sum that has an unknown stands in t."""
    if t.free.isdisjoint(unknowns):
        return False
    if t.head in ("mul", "pow", "div", "neg") and any(
        a.head == "add" and not a.free.isdisjoint(unknowns) for a in t.args
    ):
        return True
    return any(brackets(a, unknowns) for a in t.args)


def fraction_in(t: Term, unknowns: frozenset[str]) -> bool:
    """Whether a denominator of a sum's terms has an unknown."""
    if t.head == "div" and not t.args[1].free.isdisjoint(unknowns):
        return True
    return t.head in ("add", "mul", "neg", "div") and any(fraction_in(a, unknowns) for a in t.args)


def fraction_sum(t: Term, _: frozenset[str]) -> bool:
    """A sum with a letter in a denominator."""
    return t.head == "add" and any(_letter_below(a) for a in t.args)


def _letter_below(t: Term) -> bool:
    if t.head == "div":
        return bool(t.args[1].free) or _letter_below(t.args[0])
    return t.head in ("neg", "mul") and any(_letter_below(a) for a in t.args)


def pure_power_shape(t: Term, unknowns: frozenset[str]) -> bool:
    return t.head == "pow" and not t.args[0].free.isdisjoint(unknowns) and rational(t.args[1]) is not None


def isolated(t: Term, unknowns: frozenset[str]) -> bool:
    """A root, absolute value, logarithm or power with the unknown inside, alone."""
    if t.free.isdisjoint(unknowns):
        return False
    return t.head in SPECIAL or (t.head == "pow" and not t.args[1].free.isdisjoint(unknowns))


def _special_in(t: Term, unknowns: frozenset[str], head: str) -> bool:
    """Whether a special term of this kind with an unknown is a summand of t, up to a number."""
    if t.free.isdisjoint(unknowns):
        return False
    if t.head == head or head == "pow" and t.head == "pow":
        return head != "pow" or not t.args[1].free.isdisjoint(unknowns)
    if t.head in ("add", "neg"):
        return any(_special_in(a, unknowns, head) for a in t.args)
    if t.head == "mul":
        rest = [a for a in t.args if rational(a) is None]
        return len(rest) == 1 and _special_in(rest[0], unknowns, head)
    return t.head == "div" and rational(t.args[1]) is not None and _special_in(t.args[0], unknowns, head)


def absolute_in(t: Term, unknowns: frozenset[str]) -> bool:
    return _special_in(t, unknowns, "abs")


def root_in(t: Term, unknowns: frozenset[str]) -> bool:
    return _special_in(t, unknowns, "root")


def log_in(t: Term, unknowns: frozenset[str]) -> bool:
    """A sum of which one summand is a logarithm of an unknown and the others have none."""
    return _special_in(t, unknowns, "log") and _summands_with(t, unknowns) == 1


def exponential_in(t: Term, unknowns: frozenset[str]) -> bool:
    """A sum of which one summand has an unknown, in an exponent."""
    return _special_in(t, unknowns, "pow") and _summands_with(t, unknowns) == 1


def exponential_term(t: Term, unknowns: frozenset[str]) -> bool:
    """A number times a power with an unknown in its exponent, 4*2^(2*x): as it stands in a sum."""
    return t.head == "mul" and len(t.args) == 2 and t.args[0].head == "num" and _special_in(t, unknowns, "pow")


def _summands_with(t: Term, unknowns: frozenset[str]) -> int:
    return sum(not a.free.isdisjoint(unknowns) for a in summands(t))


def absolutes(t: Term, unknowns: frozenset[str]) -> bool:
    """An atom with an absolute value of an unknown."""
    return t.head in RELATIONS and _has_head(t, "abs", unknowns)


def rooted(t: Term, unknowns: frozenset[str]) -> bool:
    """Whether a root of an unknown stands in t."""
    return _has_head(t, "root", unknowns)


def _has_head(t: Term, head: str, unknowns: frozenset[str]) -> bool:
    if t.free.isdisjoint(unknowns):
        return False
    return t.head == head or any(_has_head(a, head, unknowns) for a in t.args)


def one_unknown(t: Term, unknowns: frozenset[str]) -> bool:
    return len(t.free & unknowns) == 1


def solved_form(t: Term, unknowns: frozenset[str]) -> bool:
    """An unknown alone on one side of an atom and not on the other."""
    if t.head not in RELATIONS:
        return False
    a, b = t.args
    return any(u.head == "sym" and u.value in unknowns and u.value not in v.free for u, v in ((a, b), (b, a)))


def collected(t: Term, unknowns: frozenset[str]) -> bool:
    """A sum of different powers of one unknown, each with a coefficient free of it: (m - 1)*x^2 + 2*m*x + m + 3."""
    if t.head != "add" or len(t.free & unknowns) != 1:
        return False
    degrees = [_degree(a, unknowns) for a in t.args if not a.free.isdisjoint(unknowns)]
    return None not in degrees and len(set(degrees)) == len(degrees)


def _degree(t: Term, unknowns: frozenset[str]) -> int | None:
    """The degree of a coefficient times a power of an unknown, None for what is none."""
    if t.head == "neg":
        return _degree(t.args[0], unknowns)
    if t.head == "div":
        return _degree(t.args[0], unknowns) if t.args[1].free.isdisjoint(unknowns) else None
    if t.head == "mul":
        with_unknown = [a for a in t.args if not a.free.isdisjoint(unknowns)]
        return _degree(with_unknown[0], unknowns) if len(with_unknown) == 1 else None
    if t.head == "pow" and t.args[0].head == "sym" and t.args[1].head == "num" and type(t.args[1].value) is int:
        return t.args[1].value
    return 1 if t.head == "sym" else None


def has_letters(t: Term, _: frozenset[str]) -> bool:
    return bool(t.free)


def is_value(n: int) -> Callable[[Term, frozenset[str]], bool]:
    term = num(n)
    return lambda t, _unknowns: t is term


TESTS: Mapping[str, Callable[[Term, frozenset[str]], bool]] = {
    "absolute_in": absolute_in,
    "absolutes": absolutes,
    "angles": of_angles,
    "angles_within": angles_within,
    "atom": atom,
    "brackets": brackets,
    "collected": collected,
    "exponential_in": exponential_in,
    "exponential_term": exponential_term,
    "fraction_in": fraction_in,
    "fraction_sum": fraction_sum,
    "has_letters": has_letters,
    "isolated": isolated,
    "log_in": log_in,
    "nonlinear_atom": nonlinear_atom,
    "oneunknown": one_unknown,
    "parameters": parameters,
    "purepower": pure_power_shape,
    "root_in": root_in,
    "rooted": rooted,
    "solvedatoms": solved_atoms,
    "solvedform": solved_form,
    "two": is_value(2),
    "zero": is_value(0),
}
