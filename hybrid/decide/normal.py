"""The normal form of an expression: a quotient of polynomials over the generators of `frame`.

At every point where the expression is defined, its generators are defined, the denominator is not zero,
and the quotient is its value (`ring.ratio` and `heads` keep this; cancelling a common factor g of n = g*p
and d = g*q keeps it, since d is not zero). So two expressions with one normal form agree wherever both
are defined. Functions of equal arguments are equal, so the argument of an opaque function is put into
normal form too and the function of that is a generator.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from hybrid.decide.evaluate import value
from hybrid.decide.frame import Expr, Fact, Frame, Normal, generators
from hybrid.decide.heads import (
    MAX_FACTORED_BITS,
    circular,
    exponential,
    log_modulus,
    modulus_power,
    odd_root,
    positive_power,
    sign_facts,
)
from hybrid.decide.ring import Nowhere, Poly, TooBig, context, monomials, poly_term, ratio, ratio_term, whole_exponent
from hybrid.term import E, Term, add, div, make, mul, num, number, power

_ARITHMETIC = frozenset({"add", "mul", "neg", "div"})
_NO_FACTS: frozenset[Fact] = frozenset()


def normal(t: Term) -> Normal:
    """The normal form of an expression. Raises TooBig, and Nowhere when it is seen to be defined nowhere."""
    found = t.memo.get("normal")
    if found is None:
        try:
            found = _normal(t)
        except (TooBig, Nowhere) as error:
            found = type(error)
        t.memo["normal"] = found
    if not isinstance(found, Normal):
        raise found
    return found


def normal_term(t: Term) -> Term:
    """The normal form as arithmetic over generators."""
    u = normal(t)
    n = len(u.gens)
    return ratio_term(poly_term(monomials(u.num, n), u.gens), poly_term(monomials(u.den, n), u.gens))


def atoms(t: Term) -> set[Term]:
    """The largest parts of t that are not arithmetic: letters, roots, powers of a symbolic exponent, ..."""
    found: set[Term] = set()
    seen: set[Term] = set()
    stack = [t]
    while stack:
        s = stack.pop()
        if s in seen:
            continue
        seen.add(s)
        if s.head in _ARITHMETIC:
            stack.extend(s.args)
        elif s.head == "pow" and whole_exponent(s) is not None:
            stack.append(s.args[0])
        elif s.head != "num":
            found.add(s)
    return found


def express(atom: Term) -> Expr:
    """An atom as arithmetic over generators. Raises TooBig and Nowhere."""
    found: Expr | None = atom.memo.get("express")
    if found is None:
        # A function that ignores its argument is defined where the argument is not, so a call tells no facts.
        inner = () if atom.head == "call" else [normal(a).facts for a in atom.args]
        e = _express(atom)
        found = atom.memo["express"] = Expr(e.term, e.facts.union(*inner))
    return found


def frame_of(expressions: Iterable[Expr], signs: dict[Term, int]) -> Frame:
    """The ring in which all of these can be written."""
    wanted: set[Term] = set()
    for e in expressions:
        wanted |= generators(e.term)
    return Frame(wanted, signs)


def known_signs(facts: Iterable[Fact]) -> dict[Term, int]:
    """The irreducible polynomials whose sign the facts tell alone."""
    signs: dict[Term, int] = {}
    for fact in facts:
        if len(fact.odd) == 1 and fact.zero <= fact.odd:
            signs.setdefault(next(iter(fact.odd)), fact.sign)
    return signs


def constant(u: Normal) -> Fraction | None:
    """The rational number that the normal form is, None when it is not one."""
    if u.num == 0:
        return Fraction(0)
    return None if u.gens else Fraction(int(u.num.leading_coefficient()), int(u.den.leading_coefficient()))


def _normal(t: Term) -> Normal:
    parts = {atom: express(atom) for atom in atoms(t)}
    facts = _NO_FACTS.union(*(e.facts for e in parts.values()))
    frame = frame_of(parts.values(), known_signs(facts))
    env = dict(frame.env)
    for atom, e in parts.items():
        if atom.head != "sym":
            env[atom] = frame.of(e.term)
    n, d = ratio(t, env)
    n, d = frame.reduce(frame.poly(n)), frame.reduce(frame.poly(d))
    if d == 0:
        raise Nowhere
    n, d = _cancel(*_rationalised(frame, *_cancel(n, d)))
    gens, n, d = _only_used(frame.gens, n, d)
    return Normal(gens, n, d, facts)


def _cancel(n: Poly, d: Poly) -> tuple[Poly, Poly]:
    """The quotient in lowest terms, leading coefficient of the denominator positive."""
    g = n.gcd(d)
    if int(d.leading_coefficient()) < 0:
        g = -g
    return (n, d) if g == 1 else (n // g, d // g)


def _rationalised(frame: Frame, n: Poly, d: Poly) -> tuple[Poly, Poly]:
    """The quotient with roots taken out of the denominator where that loses no point.

    A root that divides the denominator is not zero where that is not; the conjugate of a number
    a + b*g is not zero unless a + b*g is, since the roots of distinct primes are independent.
    """
    for i in range(len(frame.gens)):
        known = frame.relation(i)
        if known is None or d.degrees()[i] == 0:
            continue
        degree, relation = known
        variable = d.context().gens()[i]
        least = min(int(e[i]) for e in d.monoms())
        if least:
            factor = variable ** (degree - least)
        elif degree == 2 and all(not k or _is_root_of_prime(x) for k, x in zip(d.degrees(), frame.gens, strict=True)):
            b = d.derivative(i)
            factor = d - 2 * b * variable
        else:
            continue
        n, d = _cancel(frame.reduce(n * factor), frame.reduce(d * factor))
    return n, d


def _is_root_of_prime(g: Term) -> bool:
    return g.head == "root" and g.args[0].head == "num" and g.args[0].value.bit_length() <= MAX_FACTORED_BITS


def _only_used(gens: tuple[Term, ...], n: Poly, d: Poly) -> tuple[tuple[Term, ...], Poly, Poly]:
    keep = [i for i, (a, b) in enumerate(zip(n.degrees(), d.degrees(), strict=True)) if a or b]
    if len(keep) == len(gens):
        return gens, n, d
    ring = context(len(keep))
    small = [ring.from_dict({tuple(int(e[i]) for i in keep): c for e, c in p.terms()}) for p in (n, d)]
    return tuple(gens[i] for i in keep), small[0], small[1]


def _express(t: Term) -> Expr:
    head = t.head
    if head in ("sym", "const"):
        return Expr(t)
    if head == "root":
        n = t.args[1].value
        if n % 2 == 0:
            return _root(t.args[0], Fraction(1, n))
        return Expr(mul(*(_whole_power(odd_root(normal(u), n), k) for u, k in _factors(t.args[0]))))
    if head == "pow":
        return _power(t)
    if head == "log":
        up = _logarithm(t.args[0])
        if t.args[1] is E:
            return up
        down = _logarithm(t.args[1])
        return Expr(div(up.term, down.term), up.facts | down.facts)
    if head == "abs":
        return Expr(_modulus(t.args[0], Fraction(1)))
    if head in ("sin", "cos", "tan"):
        s, c = circular(normal(t.args[0]))
        return Expr(s if head == "sin" else c if head == "cos" else div(s, c))
    return Expr(make(head, [normal_term(a) for a in t.args], t.value))


def _factors(t: Term) -> list[tuple[Term, int]]:
    """t as a product of powers u^k, the way it is written.

    Normal forms with relations need not factor in one way only: sin(x + y)^2 is a polynomial without visible
    square once the sine is expanded. So a square is taken as one while it still stands there.
    """
    found: list[tuple[Term, int]] = []
    stack = [(t, 1)]
    while stack:
        s, k = stack.pop()
        if s.head == "mul":
            stack.extend((a, k) for a in s.args)
        elif s.head == "div":
            stack.extend(((s.args[0], k), (s.args[1], -k)))
        elif s.head == "pow" and (n := whole_exponent(s)):
            stack.append((s.args[0], k * n))
        else:
            found.append((s, k))
    return found


def _whole_power(t: Term, k: int) -> Term:
    return t if k == 1 else power(t, num(k))


def _modulus(t: Term, r: Fraction) -> Term:
    return mul(*(modulus_power(normal(u), k * r) for u, k in _factors(t)))


def _root(t: Term, r: Fraction) -> Expr:
    """t^r for a fraction r that is not whole."""
    return Expr(_modulus(t, r), sign_facts(normal(t), strict=r < 0))


def _logarithm(t: Term) -> Expr:
    parts = [mul(num(k), log_modulus(normal(u))) for u, k in _factors(t)]
    return Expr(add(*parts), sign_facts(normal(t), strict=True))


def _power(t: Term) -> Expr:
    """u^v for an exponent that is not written as a whole number."""
    base, exponent = t.args
    r = constant(normal(exponent))
    if r is None and not exponent.free:
        found = value(normal_term(exponent), {})  # e^ln(4!) is 4! in normal form, which has a value
        r = found if isinstance(found, Fraction) else None
    if r is not None:
        return Expr(power(normal_term(base), number(r))) if r.denominator == 1 else _root(base, r)
    log = positive_power(normal(base))
    if log is not None:
        return Expr(exponential(normal(mul(normal_term(exponent), log))))
    return Expr(power(normal_term(base), normal_term(exponent)))
