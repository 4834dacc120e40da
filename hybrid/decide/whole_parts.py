"""Linear statements with remainders by numbers, in any number of letters: of whole parts, floor(x) = x - (x mod 1).

A remainder u mod m by a number m > 0 is u - m*k for the one whole number k with 0 <= u - m*k < m. Written so, a
conjunction of linear relations is one over real and over whole unknowns, as `omega.py` has them:

    floor(x) + floor(x + 1/2) < floor(2*x)      i + j < k,  0 <= x - i < 1,  0 <= x + 1/2 - j < 1,  0 <= 2*x - k < 1

What is no number, letter or remainder (x^2, x*y) counts as an unknown of its own, which is sound for proofs. So an
answer is proved or unknown. Where one letter is left and finitely many whole parts, all solutions are listed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import product
from math import prod

from hybrid.decide.factorial import whole
from hybrid.decide.farkas import Form
from hybrid.decide.linear import NEGATED, form, known
from hybrid.decide.meaning import conditions
from hybrid.decide.omega import Interval, System, merged
from hybrid.decide.sparse import CONSTANT, Monomial, Poly, Reader, TooBig, atoms, plus
from hybrid.decide.verdict import Verdict, proved, unknown
from hybrid.problem import Domain
from hybrid.term import FALSE, ZERO, Term, conj, disj, eq, make, parts, rational

BY = "whole parts"
MAX_REMAINDERS = 8
MAX_CASES = 32


def concerns(*formulas: Term) -> bool:
    """Whether there is a remainder by a number other than 0 in any of them."""
    return any(_by_number(t) is not None for f in formulas for t in parts(f))


def entails(hyps: Sequence[Term], goal: Term, domains: Mapping[str, Domain] | None = None) -> Verdict:
    """Whether the goal holds wherever all hypotheses do: proved or unknown.

    The goal is a relation or an `or` of relations and conjunctions of such, all of whose terms are defined everywhere.
    """
    if not concerns(goal, *hyps) or conditions(goal):
        return unknown(BY, "no remainders by numbers, or not defined everywhere")
    fails = _negation(goal)
    if fails is None:
        return unknown(BY, "not a relation, nor an `or` of relations")
    try:
        linear = Linear(domains or {})
        if linear.impossible([*known(hyps), fails]):
            return proved(BY)
    except TooBig as error:
        return unknown(BY, f"too big: {error}")
    return unknown(BY, "not shown by whole parts")


def solution_set(f: Term, letter: str, domains: Mapping[str, Domain] | None = None) -> Term | None:
    """The solutions of linear relations with remainders in one real letter, joined by `and` and `or`, as intervals and
    points, ascending: `x >= 3 and x < 4`, `x = 1/2 or x = 3/2`, `false`. None outside of the class, and where the whole
    parts are not bounded."""
    ranges = domains or {}
    if f.free != {letter} or not concerns(f) or conditions(f) or ranges.get(letter, "real") != "real":
        return None
    found: list[Interval] = []
    try:
        for case in _cases(f):
            inside = Linear(ranges).intervals(case, ((letter, 1),))
            if inside is None:
                return None
            found += inside
    except TooBig:
        return None
    return disj(*[i.formula(letter) for i in merged(found)])


def _cases(f: Term) -> list[Term]:
    """Conjunctions one of which is true where f is; u != v as u < v or u > v. Raises TooBig."""
    if f.head == "or":
        return [case for a in f.args for case in _cases(a)]
    if f.head == "ne":
        return [make("lt", f.args), make("gt", f.args)]
    if f.head != "and":
        return [f]
    choices = [_cases(a) for a in f.args]
    if prod(map(len, choices)) > MAX_CASES:
        raise TooBig("cases")
    return [conj(*choice) for choice in product(*choices)]


def _negation(f: Term) -> Term | None:
    """A formula that is true where f is not, for terms that are defined; None for what has no such relations."""
    if f.head in ("and", "or"):
        inner = [_negation(a) for a in f.args]
        there = [a for a in inner if a is not None]
        return None if len(there) < len(inner) else (disj if f.head == "and" else conj)(*there)
    if f is FALSE:
        return eq(ZERO, ZERO)
    if f.head == "eq":
        return disj(make("lt", f.args), make("gt", f.args))
    return make(NEGATED[f.head], f.args) if f.head in NEGATED else None


def _by_number(t: Term) -> Fraction | None:
    """m > 0 of u mod m."""
    m = rational(t.args[1]) if t.head == "mod" else None
    return Fraction(m) if m is not None and m > 0 else None


class Linear:
    """Relations as forms, with each remainder by its whole part."""

    def __init__(self, domains: Mapping[str, Domain]) -> None:
        self.domains = domains
        self.reader = Reader()
        self.parts: dict[str, Poly] = {}  # of each remainder, by its key: u - m*k
        self.added: set[Monomial] = set()  # unknowns k
        self.bounds: list[Form] = []  # 0 <= u - m*k < m
        self.system = System(self.whole)

    def whole(self, m: Monomial) -> bool:
        """Whether the unknown is a whole number wherever it is defined."""
        return m in self.added or all(whole(self.reader.generators[k], self.domains) for k, _ in m)

    # -- reading ---------------------------------------------------------------------------------

    def given(self, formulas: Sequence[Term]) -> list[Form]:
        """What holds of the remainders and natural letters in the formulas. Raises TooBig."""
        natural: dict[str, Form] = {}
        for t in (t for f in formulas for t in parts(f)):
            if _by_number(t) is not None:
                self._read(t)
            elif t.head == "sym" and self.domains.get(t.value) == "natural":
                natural[t.value] = self.reader.poly(t), "ge"
        return [*self.bounds, *natural.values()]

    def forms(self, f: Term) -> list[Form] | None:
        """The relations of a conjunction; None when there is something else in it. Raises TooBig."""
        if f.head == "and":
            inner = [self.forms(a) for a in f.args]
            there = [forms for forms in inner if forms is not None]
            return None if len(there) < len(inner) else [g for forms in there for g in forms]
        found = form(f, self.reader)
        return None if found is None else [(self._with_parts(found[0]), found[1])]

    def _read(self, t: Term) -> Poly:
        return self._with_parts(self.reader.poly(t))

    def _with_parts(self, p: Poly) -> Poly:
        """p with each remainder written by its whole part."""
        out: Poly = {}
        for m, c in p.items():
            known = self._part(m[0][0]) if len(m) == 1 and m[0][1] == 1 else None
            out = plus(out, {m: Fraction(1)} if known is None else known, c)
        return out

    def _part(self, key: str) -> Poly | None:
        """u - m*k for the remainder u mod m of this key; None for what is none."""
        if key not in self.parts:
            t = self.reader.generators[key]
            m = _by_number(t)
            if m is None:
                return None
            if len(self.parts) == MAX_REMAINDERS:
                raise TooBig("remainders")
            k: Monomial = ((f"whole part of {key}", 1),)
            self.added.add(k)
            p = self.parts[key] = plus(self._read(t.args[0]), {k: -m})
            self.bounds += [(p, "ge"), (plus({CONSTANT: m}, p, -1), "gt")]
        return self.parts[key]

    # -- asking ----------------------------------------------------------------------------------

    def impossible(self, facts: Sequence[Term]) -> bool:
        """Whether it is shown that the facts cannot all be true. Raises TooBig."""
        return self._none(facts, self.given(facts))

    def _none(self, facts: Sequence[Term], forms: Sequence[Form]) -> bool:
        """Relations become forms, then an `or` or != is told apart into its cases."""
        here: list[Form] = list(forms)
        cases: list[Sequence[Term]] = []
        for f in atoms(facts):
            found = self.forms(f)
            if found is not None:
                here += found
            elif f.head in ("or", "ne"):
                cases.append(f.args if f.head == "or" else (make("lt", f.args), make("gt", f.args)))
        if self.system.contradictory(here):
            return True
        cases.sort(key=len)
        rest = [disj(*c) for c in cases[1:]]
        return bool(cases) and all(self._none([f, *rest], here) for f in cases[0])

    def intervals(self, f: Term, x: Monomial) -> list[Interval] | None:
        """The values of the real unknown x in the solutions of a conjunction about it alone, for each choice of the
        whole parts; None outside of the class, and where these have no bounds. Raises TooBig."""
        found = self.forms(f)
        if found is None:
            return None
        forms = [*found, *self.given([f])]
        if any(m and m != x and m not in self.added for p, _ in forms for m in p):
            return None
        return self.system.intervals(forms, x)


__all__ = ["concerns", "entails", "solution_set"]
