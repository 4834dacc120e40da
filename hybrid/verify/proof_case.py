"""A case of a proof: points where some facts hold, and what can be told of terms there.

A case is a claim about its letters (left RELATION right) at the points where its facts are true, its
integer letters are integers and its fractional terms are not. It is divided exactly:

    by the sign of t      t < 0, t = 0, t > 0; a letter x in a power or logarithm is put as -e^z, 0, e^z,
                          one under an even root of index n as -z^n, 0, z^n with z > 0
    by parity             n = 2*k, n = 2*k + 1 for an integer n, and "no integer" for a real exponent
    by truth              an atom of defined terms, or its negation

Every point of a case lies in one of its parts, whatever the new letters stand for; so a claim proved in
all parts is proved. Putting terms in for letters keeps values, and meaning depends on values alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from math import lcm

from hybrid.decide.cases import factors
from hybrid.decide.closed import sign
from hybrid.decide.definite import is_positive
from hybrid.decide.heads import product
from hybrid.decide.linear import known
from hybrid.decide.normal import normal
from hybrid.decide.ring import Nowhere
from hybrid.decide.ring import TooBig as TooBigNormal
from hybrid.decide.signs import ANY, NONZERO, Facts, Signs, sign_of
from hybrid.decide.sparse import CONSTANT, Poly, Reader, TooBig, scaled
from hybrid.problem import Domain
from hybrid.term import ONE, RELATIONS, ZERO, E, Term, add, div, eq, make, mul, neg, num, power, substitute, sym

NEGATED = {"eq": "ne", "ne": "eq", "lt": "ge", "ge": "lt", "gt": "le", "le": "gt"}
ORDER = {-1: "lt", 0: "eq", 1: "gt"}

# A number other than 0 as sign * e^log.
Polar = tuple[int, Term]


class Unsupported(Exception):
    """A term or question this proof method has no cases for."""


class Split(Exception):
    """Resolving needs more to be known: parts that together cover the case, each with its name."""

    def __init__(self, by: str, parts: Sequence[tuple[str, Case]]) -> None:
        super().__init__(by)
        self.by = by
        self.parts = parts


@dataclass(frozen=True)
class Case:
    """See the module. facts: formulas true at every point of the case, so that their terms are defined."""

    left: Term
    right: Term
    facts: tuple[Term, ...] = ()
    integers: frozenset[str] = frozenset()
    fractional: tuple[Term, ...] = ()

    @cached_property
    def domains(self) -> dict[str, Domain]:
        return dict.fromkeys(sorted(self.integers), "integer")

    @cached_property
    def known(self) -> Facts:
        return Facts(self.facts, self.domains)

    @cached_property
    def free(self) -> frozenset[str]:
        return self.left.free.union(self.right.free, *(f.free for f in (*self.facts, *self.fractional)))

    def sign(self, t: Term) -> Signs:
        """The signs that t, defined here, can have."""
        found = self.polar(t)
        if found is not None:
            return frozenset((found[0],))
        if t in self._signs:
            return self._signs[t]
        signs = sign_of(t, self.known)
        if len(signs) > 1 and t.head in ("add", "mul", "div"):
            signs &= self.by_factors(t)
        self._signs[t] = signs
        return signs

    @cached_property
    def _signs(self) -> dict[Term, Signs]:
        return {}

    def by_factors(self, t: Term) -> Signs:
        """The signs of the normal form as a product of irreducible polynomials and of bases that are not negative."""
        try:
            u = normal(t)
            if u.num == 0:
                return frozenset((0,))
            p = product(u)
        except (TooBigNormal, Nowhere, RecursionError):
            return ANY
        signs: Signs = frozenset((p.sign,))
        for base in p.bases:
            if not is_positive(base):
                signs |= {0}
        for f, e in p.factors.items():
            if f in p.definite:
                continue
            here = sign_of(f, self.known)
            if e % 2 == 0:
                here = frozenset(s * s for s in here)
            signs = frozenset(a * b for a in signs for b in here)
        return signs

    def nonzero(self, t: Term) -> bool:
        """Whether t, defined here, is seen not to be 0: each irreducible factor divides something that is not."""
        if self.sign(t) <= NONZERO:
            return True
        parts = factors(make("ne", (t, ZERO)))
        if parts is None or parts == [ZERO]:
            return False
        return all(p.key in self._factors or sign_of(p, self.known) <= NONZERO for p in parts)

    @cached_property
    def _factors(self) -> frozenset[str]:
        found: set[str] = set()
        for f in known(self.facts):
            if f.head in ("ne", "lt", "gt"):
                found.update(p.key for p in factors(make("ne", f.args)) or ())
        return frozenset(found)

    # -- powers --------------------------------------------------------------------------------------

    def polar(self, t: Term) -> Polar | None:
        """t, defined here, as sign * e^log by its form; None when its form does not tell."""
        head, args = t.head, t.args
        if not t.free:
            s = sign(t)
            if s not in (-1, 1):
                return None
            return (1, ln(t)) if s == 1 else (-1, ln(neg(t)))
        if head == "pow" and args[0] is E:
            return 1, args[1]
        if head == "neg":
            found = self.polar(args[0])
            return None if found is None else (-found[0], found[1])
        if head in ("mul", "div"):
            product_sign, logs = 1, []
            for i, a in enumerate(args):
                found = self.polar(a)
                if found is None:
                    return None
                product_sign *= found[0]
                logs.append(neg(found[1]) if head == "div" and i else found[1])
            return product_sign, add(*logs)
        if head == "pow" and args[1].head == "num" and isinstance(args[1].value, int):
            found = self.polar(args[0])
            return None if found is None else (found[0] ** (args[1].value % 2), mul(args[1], found[1]))
        if head == "root":
            found = self.polar(args[0])
            # An even root is defined here, so what is under it is positive; an odd root keeps the sign.
            return None if found is None else (found[0], div(found[1], args[1]))
        return None

    def integrality(self, t: Term) -> str:
        """ "even", "odd", "integer" (parity open), "no" or "open" for a term that is defined here."""
        try:
            p = Reader().poly(t)
            found = self._integrality(p)
            if found == "open":
                for f in self.fractional:
                    for other in (neg(f), f):
                        if self._integrality(Reader().poly(add(t, other))) in ("even", "odd", "integer"):
                            return "no"
        except TooBig:
            return "open"
        return found

    def _integrality(self, p: Poly) -> str:
        if any(name not in self.integers for m in p for name, _ in m):
            return "open"
        # d*t is a sum of whole multiples of products of integers; an odd one is no multiple of an even d.
        d = lcm(*(c.denominator for c in p.values()))
        constant = p.get(CONSTANT, Fraction(0)) * d
        even = all(m == CONSTANT or c * d % 2 == 0 for m, c in p.items())
        if d == 1:
            return ("odd" if constant % 2 else "even") if even else "integer"
        if all(m == CONSTANT or c.denominator == 1 for m, c in p.items()):
            return "no"
        return "no" if d % 2 == 0 and even and constant % 2 else "open"

    # -- dividing the case ---------------------------------------------------------------------------

    def fresh(self) -> str:
        # A letter that is gone from all terms may still stand among the integers.
        i = 1
        while f"z{i}" in self.free or f"z{i}" in self.integers:
            i += 1
        return f"z{i}"

    def put(self, name: str, value: Term, facts: Sequence[Term] = (), integer: str | None = None) -> Case:
        """The part where the letter is `value`, which is defined there; `facts` speak of the new letters."""
        to = {name: value}
        return Case(
            substitute(self.left, to),
            substitute(self.right, to),
            (*(substitute(f, to) for f in self.facts), *facts),
            (self.integers - {name}) | ({integer} if integer else set()),
            tuple(substitute(f, to) for f in self.fractional),
        )

    def where(self, fact: Term) -> Case:
        """The part where a fact about terms defined here holds; a letter that an equation gives is put in."""
        if fact.head == "eq":
            solved = self._solved(fact)
            if solved is not None:
                return self.put(*solved)
        return replace(self, facts=(*self.facts, fact))

    def _solved(self, equation: Term) -> tuple[str, Term] | None:
        """x and t for an equation that says x = t with a real letter x."""
        reader = Reader()
        try:
            p = reader.difference(*equation.args)
        except TooBig:
            return None
        for m in sorted((m for m in p if len(m) == 1 and m[0][1] == 1), key=lambda m: m[0][0]):
            x = m[0][0]
            if reader.generators[x].head != "sym" or x in self.integers:
                continue
            rest = {n: c for n, c in p.items() if n != m}
            if any(x in reader.generators[k].free for n in rest for k, _ in n):
                continue
            if any(x in f.free for f in self.fractional):
                continue
            return x, reader.term(scaled(rest, -1 / p[m]))
        return None

    def by_sign(self, t: Term, form: str = "") -> Split:
        """t < 0, t = 0, t > 0, without the parts the facts exclude.

        form: "e" puts a real letter as a power of e, a number as a power with that index, "" as it is.
        """
        parts = []
        for s in sorted(self.sign(t)):
            fact = make(ORDER[s], (t, ZERO))
            if s and form and t.head == "sym" and t.value not in self.integers:
                z = sym(self.fresh())
                value = power(E, z) if form == "e" else power(z, num(int(form)))
                positive = () if form == "e" else (make("gt", (z, ZERO)),)
                part = self.put(t.value, value if s > 0 else neg(value), positive)
            elif not s and t.head == "sym":
                part = self.put(t.value, ZERO)
            else:
                part = self.where(fact)
            parts.append((str(fact), part))
        return Split(f"sign of {t}", parts)

    def by_zero(self, t: Term) -> Split:
        parts = [(str(f), self.where(f)) for f in (eq(t, ZERO), make("ne", (t, ZERO)))]
        return Split(f"{t} = 0", parts)

    def by_order(self, t: Term) -> Split:
        parts = [(str(f), self.where(f)) for f in (make("lt", (t, ZERO)), make("ge", (t, ZERO)))]
        return Split(f"{t} < 0", parts)

    def by_truth(self, atom: Term) -> Split:
        """An atom of terms defined here is true, or its negation is."""
        parts = [(str(f), self.where(f)) for f in (atom, negation(atom))]
        return Split(str(atom), parts)

    def by_parity(self, t: Term) -> Split:
        """Whether t is an even or odd integer or none. Raises Unsupported when no letter can be put in for it."""
        reader = Reader()
        try:
            p = reader.poly(t)
        except TooBig:
            raise Unsupported("the exponent is too large") from None
        if self._integrality(p) == "integer":
            odd = min(m for m, c in p.items() if m != CONSTANT and c.numerator % 2)
            return self._even_or_odd(odd[0][0])
        for m, c in sorted(p.items()):
            x = m[0][0] if len(m) == 1 and m[0][1] == 1 else None
            if x is None or reader.generators[x].head != "sym":
                continue
            rest = {n: d for n, d in p.items() if n != m}
            if any(x in reader.generators[k].free for n in rest for k, _ in n):
                continue
            k = sym(self.fresh())
            parts = []
            for name, q in (("even", mul(num(2), k)), ("odd", add(mul(num(2), k), ONE))):
                fresh = Reader()
                value = fresh.term(scaled(fresh.difference(q, reader.term(rest)), 1 / c))
                # An integer letter may be replaced only by what is an integer whenever k and the others are.
                inside = replace(self, integers=(self.integers - {x}) | {k.value})
                if x in self.integers and inside.integrality(value) not in ("even", "odd", "integer"):
                    raise Unsupported(f"whether {t} is an integer")
                parts.append((f"{t} is {name}", self.put(x, value, integer=k.value)))
            parts.append((f"{t} is no integer", replace(self, fractional=(*self.fractional, t))))
            return Split(f"parity of {t}", parts)
        raise Unsupported(f"whether {t} is an integer")

    def _even_or_odd(self, n: str) -> Split:
        k = sym(self.fresh())
        even = mul(num(2), k)
        parts = [
            (f"{n} is even", self.put(n, even, integer=k.value)),
            (f"{n} is odd", self.put(n, add(even, ONE), integer=k.value)),
        ]
        return Split(f"parity of {n}", parts)


def ln(t: Term) -> Term:
    """The logarithm of a term that is positive where it is used."""
    if t is ONE:
        return ZERO
    if t is E:
        return ONE
    return t.args[1] if t.head == "pow" and t.args[0] is E else make("log", (t, E))


def negation(atom: Term) -> Term:
    """True, where the terms of the atom are defined, iff the atom is not."""
    return make(NEGATED[atom.head], atom.args)


def multiplicative(t: Term) -> Iterator[Term]:
    """The letters of a product of powers, quotients and roots of letters and numbers; raises Unsupported for others."""
    if t.head == "sym":
        yield t
    elif t.head in ("mul", "div", "neg", "abs"):
        for a in t.args:
            yield from multiplicative(a)
    elif t.head == "root" or t.head == "pow" and t.args[1].head == "num":
        yield from multiplicative(t.args[0])
    elif t.free and not (t.head == "pow" and t.args[0] is E):
        raise Unsupported


def atoms_of(formula: Term) -> list[Term]:
    """The atoms of a formula, each once."""
    found: dict[str, Term] = {}
    stack = [formula]
    while stack:
        t = stack.pop()
        if t.head in RELATIONS:
            found.setdefault(t.key, t)
        else:
            stack.extend(reversed(t.args))
    return list(found.values())


__all__ = ["Case", "Split", "Unsupported", "atoms_of", "ln", "multiplicative", "negation"]
