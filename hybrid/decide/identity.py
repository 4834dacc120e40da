"""When two expressions are equal wherever both are defined, by exact algebra.

With a = n1/d1 and b = n2/d2 over a common ring of generators (see `frame`), a - b is zero at a point where
both are defined iff N = n1*d2 - n2*d1 is. N is zero there when it reduces to 0 modulo the relations.

Absolute values: every point belongs to a region where s_i * f_i >= 0 for all the irreducible f_i whose
absolute value occurs, for one choice of signs s. In a region |f_i| is s_i * f_i, and N must reduce to 0 for
every choice, with two exceptions. When a fact says f_i >= 0 by itself, only s_i = 1 matters. When a choice
contradicts a fact "product of some f_j >= 0", the points of the region where both sides are defined have
some f_j = 0 (none at all if the fact is strict), and there N is zero if each of these f_j divides it.

ln(x) and ln(-x) agree wherever both are defined, which is nowhere. Nobody wants that proved, so facts that
contradict each other end the attempt.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import product as choices

from hybrid.decide.factorial import with_least
from hybrid.decide.frame import Expr, Fact, Frame, base_of, generators
from hybrid.decide.heads import sign_facts
from hybrid.decide.normal import atoms, express, frame_of, known_signs, normal
from hybrid.decide.ring import NotRational, Nowhere, Poly, TooBig, ratio, times
from hybrid.term import Term, conj, sub, sym

MAX_FREE_SIGNS = 4


def identical(
    a: Term, b: Term, given: Sequence[Term] = (), domains: Mapping[str, str] | None = None
) -> tuple[bool, str]:
    """(True, "") when a = b is proved wherever both are defined and `given` holds; else (False, why not).

    False says only that no proof was found. `given`: formulas; comparisons among them tell signs.
    """
    try:
        return _identical(a, b, given, domains or {})
    except TooBig:
        return False, "the polynomials are too large"
    except Nowhere:
        return False, "a side is defined nowhere"
    except NotRational:
        return False, "a part is not in the ring"
    except RecursionError:
        return False, "nested too deep"


def facts_of(given: Sequence[Term], domains: Mapping[str, str]) -> set[Fact]:
    """What comparisons among the formulas, and natural letters, say about signs of irreducible polynomials."""
    facts: set[Fact] = set()
    for name, domain in domains.items():
        if domain == "natural":
            n = frozenset({sym(name)})
            facts.add(Fact(1, n, n, False))
    for formula in given:
        for atom in conj(formula).args if formula.head == "and" else (formula,):
            if atom.head in ("lt", "le", "gt", "ge"):
                left, right = atom.args if atom.head in ("gt", "ge") else reversed(atom.args)
                try:
                    facts |= sign_facts(normal(sub(left, right)), strict=atom.head in ("lt", "gt"))
                except (TooBig, Nowhere):
                    continue
    return facts


def _identical(a: Term, b: Term, given: Sequence[Term], domains: Mapping[str, str]) -> tuple[bool, str]:
    parts = with_least({atom: express(atom) for atom in atoms(a) | atoms(b)})
    facts = facts_of(given, domains)
    for e in parts.values():
        facts |= e.facts
    signs_of: dict[frozenset[Term], set[int]] = {}
    for fact in facts:
        signs_of.setdefault(fact.odd, set()).add(fact.sign)
    if any(len(signs) > 1 for signs in signs_of.values()):
        return False, "the sides are defined together at most where something is 0"
    known = known_signs(facts)
    absolute = _absolute(frame_of(parts.values(), {}), parts.values())
    free = sorted((f for f in absolute if f not in known), key=lambda f: f.key)
    if len(free) > MAX_FREE_SIGNS:
        return False, "too many absolute values and even roots"
    for choice in choices((1, -1), repeat=len(free)):
        signs = {**known, **dict(zip(free, choice, strict=True))}
        frame = frame_of(parts.values(), signs)
        difference = _difference(a, b, parts, frame)
        if difference != 0 and not _excluded(difference, signs, facts, frame):
            return False, "the normal forms differ"
    return True, ""


def _absolute(frame: Frame, parts: Iterable[Expr]) -> set[Term]:
    """The polynomials whose absolute value, or even root, occurs and that have no sign by their form."""
    found: set[Term] = set()
    for g in (*frame.gens, *(g for e in parts for g in generators(e.term))):
        base, _ = base_of(g)
        if base.head == "abs" and base.args[0] not in frame.signs:
            found.add(base.args[0])
    return found


def _difference(a: Term, b: Term, parts: Mapping[Term, Expr], frame: Frame) -> Poly:
    env = dict(frame.env)
    for atom, e in parts.items():
        if atom.head != "sym":
            env[atom] = frame.of(e.term)
    (n, d), (m, c) = ratio(a, env), ratio(b, env)
    if frame.reduce(frame.poly(d)) == 0 or frame.reduce(frame.poly(c)) == 0:
        raise Nowhere
    left = times(frame.reduce(frame.poly(n)), frame.reduce(frame.poly(c)))
    right = times(frame.reduce(frame.poly(m)), frame.reduce(frame.poly(d)))
    return frame.reduce(left - right)


def _excluded(difference: Poly, signs: Mapping[Term, int], facts: Iterable[Fact], frame: Frame) -> bool:
    """Whether the signs contradict a fact so that the difference is zero wherever they can hold."""
    for fact in facts:
        sign = fact.sign
        for f in fact.odd:
            sign *= signs.get(f, 0)
        if sign < 0 and all(_divides(f, difference, frame) for f in fact.zero):
            return True
    return False


def _divides(f: Term, p: Poly, frame: Frame) -> bool:
    """Whether p is zero wherever f is, because f or a root of it is a factor of p."""
    try:
        q = frame.poly(ratio(f, frame.env)[0])
        if q != 0 and p % q == 0:  # f may vanish in this region: |x| - x where x >= 0
            return True
    except NotRational:  # f speaks of generators that do not occur here
        return False
    for i, g in enumerate(frame.gens):
        base, _ = base_of(g)
        if base is f or base.head == "abs" and base.args[0] is f:
            return all(e[i] for e in p.monoms())
    return False
