"""Divisibility with letters: what is a whole number, and remainders and common divisors that are the same.

Of whole numbers integer combinations are whole, and products. With u/m for `u mod m = 0` a fact says that something is
whole, and so does a remainder wherever it stands:

    u mod m = r        (u - r)/m is whole
    u mod m            (u - (u mod m))/m is whole
    gcd(a, b), lcm(a, b)      a, b and these are whole; where gcd(a, b) != 0 so are a/gcd(a, b) and b/gcd(a, b)
    gcd(a, b) = c             a*x + b*y = c for some whole x and y (Bezout)
    u = v                     u - v is 0, and so is every multiple

What is to be whole is looked for in the lattice that these generate over the integers, all multiplied by the moduli so
that they are polynomials; membership is read off the Hermite normal form (Cohen, "A Course in Computational Algebraic
Number Theory", section 2.4). Then

    u mod m = v mod m          where (u - v)/m is whole
    gcd(u, v) = gcd(s, t)      where u, v and s, t are integer combinations of each other
    gcd(u, v) = |w|            where u and v are integer multiples of w, and w a combination of them
    gcd(u, v) = |u|            where u != 0 and v/u is whole
    gcd(u, v) = gcd(u, v - k*u)        where k is whole
    gcd(k*u, k*v) = |k|*gcd(u, v)      where k, u and v are whole
    gcd(u, v)*lcm(u, v) = |u*v|
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import combinations_with_replacement, count, islice
from math import lcm

from flint import fmpz_mat

from hybrid.decide.factorial import whole
from hybrid.decide.linear import known
from hybrid.decide.signs import Facts, entails_by_signs
from hybrid.decide.sparse import CONSTANT, Monomial, Poly, Reader, TooBig, degree, join, plus, scaled, times
from hybrid.problem import Domain
from hybrid.term import DIVISION, ONE, ZERO, Term, add, bottom_up, make, mul, num, parts, rational, sub, subterms, sym

MAX_FACTS = 10
MAX_LETTERS = 5
MAX_DEGREE = 6
MAX_ROWS = 400
MAX_USABLE = 100  # of these
MAX_DIVISIONS = 20
MAX_EQUATIONS = 3

Domains = Mapping[str, Domain]


class Wholes:
    """What is known to be whole where a context holds and the terms in question are defined: pairs u, m for u/m."""

    def __init__(self, context: Sequence[Term], domains: Domains, about: Sequence[Term]) -> None:
        self.domains = domains
        self.reader = Reader()
        facts = known(context)
        nonzero = self.nonzero = {f.args[0].key for f in facts if f.head == "ne" and f.args[1] is ZERO}
        found: dict[tuple[str, str], tuple[Term, Term]] = {}

        def note(u: Term, m: Term = ONE) -> None:
            if rational(m) == 0:  # beside what is defined nowhere nothing need be known
                return
            found.setdefault((u.key, m.key), (u, m))

        self.zero: list[Term] = []
        self.fresh: list[str] = []
        letters = {*domains, *(x for f in (*facts, *about) for x in f.free)}
        for f in facts:
            if f.head == "eq":
                if not any(t.head in DIVISION for t in parts(f)) and len(self.zero) < MAX_EQUATIONS:
                    self.zero.append(sub(*f.args))
                for left, right in (f.args, f.args[::-1]):
                    if left.head == "mod":
                        note(left.args[0] if right is ZERO else sub(left.args[0], right), left.args[1])
                    elif left.head == "gcd":
                        x, y = _unused(2, {*letters, *self.fresh})
                        self.fresh += [x, y]
                        products = [mul(a, sym(name)) for a, name in zip(left.args, (x, y), strict=True)]
                        self.zero.append(sub(add(*products), right))
                        if rational(right):
                            for a in left.args:
                                note(a, right)
        for t in dict.fromkeys(s for f in (*facts, *about) for s in parts(f) if s.head in DIVISION):
            if t.head == "mod":
                note(sub(t.args[0], t), t.args[1])
                continue
            for a in (*t.args, t):
                note(a)
            if t.head == "gcd" and t.key in nonzero:
                for a in t.args:
                    note(a, t)
            if t.head == "lcm":
                for a in t.args:
                    if a.key in nonzero:
                        note(t, a)
        self.facts = list(found.values())[:MAX_FACTS]

    def shows(self, u: Term, m: Term = ONE) -> bool:
        """Whether u/m is seen to be whole. Where it is asked u is defined and m is not 0."""
        if rational(m) == 0:
            return False
        try:
            return any(self._combines(u, m, products) for products in (False, True))
        except TooBig:
            return False

    def _combines(self, u: Term, m: Term, products: bool) -> bool:
        read = self.reader.poly
        # Moduli that are numbers only scale.
        moduli = {t.key: t for _, t in (*self.facts, (u, m)) if rational(t) is None}
        powers = {k: 2 if products else 1 for k in moduli}

        def numerator(parts_: Sequence[tuple[Term, Term]]) -> Poly:
            left, out = dict(powers), {CONSTANT: Fraction(1)}
            for top, below in parts_:
                out = times(out, read(top))
                c = rational(below)
                if c is not None:
                    out = scaled(out, 1 / Fraction(c))
                else:
                    left[below.key] -= 1
            for k, n in left.items():
                for _ in range(n):
                    out = times(out, read(moduli[k]))
            return out

        goal = numerator([(u, m)])
        if not goal:
            return True
        rows = [numerator([f]) for f in self.facts]
        if products:
            rows += [numerator(pair) for pair in combinations_with_replacement(self.facts, 2)]
        zero = [read(t) for t in self.zero]
        letters = [k for k, g in sorted(self.reader.generators.items()) if self._is_whole(g)]
        letters = sorted(letters, key=lambda k: self.reader.generators[k].head != "sym")[:MAX_LETTERS]
        every = numerator([])
        highest = 2 if zero else min(MAX_DEGREE, max(map(degree, goal)))
        monomials = [m for d in range(highest + 1) for m in _monomials(letters, d)]
        if products:
            rows += [times({m: Fraction(1)}, numerator([f])) for m in _monomials(letters, 1) for f in self.facts]
            rows += [times({m: Fraction(1)}, z) for m in (*monomials, *_monomials(letters, 3)) for z in zero]
        else:
            rows += [times({m: Fraction(1)}, z) for d in (0, 1) for m in _monomials(letters, d) for z in zero]
        rows += [times({m: Fraction(1)}, every) for m in monomials]
        return len(rows) <= MAX_ROWS and _member(goal, rows)

    def _is_whole(self, g: Term) -> bool:
        if g.head == "sym" and g.value in self.fresh or whole(g, self.domains):
            return True
        return any(m is ONE and u.key == g.key for u, m in self.facts)


def _unused(n: int, names: set[str]) -> list[str]:
    """So many names of letters that are none of these."""
    return list(islice((name for k in count() if (name := f"k{k}") not in names), n))


def _monomials(letters: Sequence[str], d: int) -> list[Monomial]:
    """All of degree d."""
    found = []
    for chosen in combinations_with_replacement(letters, d):
        m: Monomial = CONSTANT
        for k in chosen:
            m = join(m, ((k, 1),))
        found.append(m)
    return found


def _member(goal: Poly, rows: Sequence[Poly]) -> bool:
    """Whether a polynomial is an integer combination of others."""
    rows = _usable(goal, rows)
    there = {m for r in rows for m in r}
    if not goal.keys() <= there or len(rows) > MAX_USABLE:
        return False
    columns = sorted(there)
    matrix, scale = _matrix([*rows, goal], columns)
    form = fmpz_mat(matrix[:-1]).hnf()
    rest = list(matrix[-1])
    for i in range(form.nrows()):
        row = [int(form[i, j]) for j in range(len(columns))]
        lead = next((j for j, c in enumerate(row) if c), None)
        if lead is None:
            break
        q = rest[lead] // row[lead]
        if q:
            rest = [a - q * b for a, b in zip(rest, row, strict=True)]
    return not any(rest)


def _usable(goal: Poly, rows: Sequence[Poly]) -> list[Poly]:
    """The polynomials without those that alone have some monomial that the goal lacks, again and again."""
    left = [r for r in rows if r]
    while True:
        often = Counter(m for r in left for m in r)
        kept = [r for r in left if all(often[m] > 1 or m in goal for m in r)]
        if len(kept) == len(left):
            return kept
        left = kept


def _matrix(rows: Sequence[Poly], columns: Sequence[Monomial]) -> tuple[list[list[int]], int]:
    """Coefficients as integers, all multiplied by one number."""
    scale = lcm(*(c.denominator for r in rows for c in r.values()))
    return [[int(r.get(m, Fraction(0)) * scale) for m in columns] for r in rows], scale


# -- one way to write each -----------------------------------------------------------------------


def canonical(terms: Sequence[Term], context: Sequence[Term], domains: Domains) -> list[Term]:
    """The terms with remainders and common divisors that are seen to be equal written alike. Each has the value of the
    one it is made from wherever that is defined and the context holds."""
    context = (*context, *(c for t in terms for c in _moduli(t)))
    wholes = Wholes(context, domains, terms)
    remainders: list[Term] = []

    def change(t: Term) -> Term:
        if t.head == "mul":
            return _with_products(t)
        if t.head == "mod":
            return _remainder(t, remainders, wholes)
        return _divisor(t, wholes) if t.head in ("gcd", "lcm") else t

    return [bottom_up(t, change) for t in terms]


def _moduli(t: Term) -> list[Term]:
    return [make("ne", (s.args[1], ZERO)) for _, s in subterms(t) if s.head == "mod"]


def _remainder(t: Term, before: list[Term], wholes: Wholes) -> Term:
    u, m = t.args
    if wholes.shows(u, m):
        return ZERO
    for other in before:
        if other.args[1].key == m.key and wholes.shows(sub(u, other.args[0]), m):
            return other
    before.append(t)
    return t


def _divisor(t: Term, wholes: Wholes) -> Term:
    for u, v in (t.args, t.args[::-1]):
        if u.key in wholes.nonzero and u.free and wholes.shows(v, u):
            return make("abs", (u if t.head == "gcd" else v,))
    reader = Reader()
    try:
        pair = [reader.poly(a) for a in t.args]
    except TooBig:
        return t
    factor = CONSTANT
    if t.head == "gcd":
        factor = _common(pair, reader, wholes)
        pair = _divided([_over(p, factor) for p in pair], reader, wholes)
    columns = sorted({m for p in pair for m in p}, key=lambda m: (-degree(m), m))
    if not columns:
        return ZERO
    matrix, scale = _matrix(pair, columns)
    form = fmpz_mat(matrix).hnf()
    rows = [
        {m: Fraction(int(form[i, j]), scale) for j, m in enumerate(columns) if form[i, j] != 0}
        for i in range(form.nrows())
    ]
    rows = [r for r in rows if r]
    outside = reader.term({factor: Fraction(1)})
    if len(rows) == 1:
        one = reader.term(rows[0])
        if t.head == "gcd":
            return make("abs", (mul(outside, one),))
        lead = next(iter(rows[0]))
        multiples = [p.get(lead, Fraction(0)) / rows[0][lead] for p in pair]
        return make("abs", (mul(num(int(multiples[0] * multiples[1])), one),))
    if t.head == "lcm":
        if any(p == {CONSTANT: c} for p in pair for c in (1, -1)):
            return make("abs", (mul(*t.args),))
        return make("lcm", sorted((_positive(p, reader) for p in pair), key=lambda a: a.key))
    if any(r == {CONSTANT: Fraction(1)} for r in rows):
        return make("abs", (outside,))
    inside = make("gcd", sorted((reader.term(r) for r in rows), key=lambda a: a.key))
    return mul(make("abs", (outside,)), inside) if factor else inside


def _common(pair: Sequence[Poly], reader: Reader, wholes: Wholes) -> Monomial:
    """A monomial that divides both, with whole quotients; 1 when there is none."""
    monomials = [dict(m) for p in pair for m in p]
    if len(monomials) < 2 or not all(pair):
        return CONSTANT
    shared = {k: min(m.get(k, 0) for m in monomials) for k in monomials[0]}
    common = tuple(sorted((k, e) for k, e in shared.items() if e))
    if not common or not all(wholes.shows(reader.generators[k]) for k, _ in common):
        return CONSTANT
    quotients = [_over(p, common) for p in pair]
    return common if all(wholes.shows(reader.term(q)) for q in quotients) else CONSTANT


def _divided(pair: Sequence[Poly], reader: Reader, wholes: Wholes) -> list[Poly]:
    """Two polynomials of the same gcd, of lower degree: the one less whole multiples of the other."""
    p, q = pair
    for _ in range(MAX_DIVISIONS):
        for one, other in ((p, q), (q, p)):
            multiple = _multiple(one, other) if one and other else None
            if multiple is not None and all(wholes.shows(reader.generators[k]) for m in multiple for k, _ in m):
                one = plus(one, times(multiple, other), -1)
                p, q = one, other
                break
        else:
            break
    return [p, q]


def _multiple(p: Poly, q: Poly) -> Poly | None:
    """The monomial with a whole coefficient whose product with q has the leading part of p; of degree 1 at least, since
    the lattice sees to numbers."""
    high, low = (max(a, key=lambda m: (degree(m), m)) for a in (p, q))
    c, exponents = p[high] / q[low], dict(high)
    if c.denominator > 1 or any(exponents.get(k, 0) < e for k, e in low) or degree(high) == degree(low):
        return None
    rest = {k: e - dict(low).get(k, 0) for k, e in high}
    return {tuple(sorted((k, e) for k, e in rest.items() if e)): c}


def _over(p: Poly, m: Monomial) -> Poly:
    """p divided by a monomial that divides all of its own."""
    less = dict(m)
    return {tuple((k, e - less.get(k, 0)) for k, e in n if e > less.get(k, 0)): a for n, a in p.items()}


def _positive(p: Poly, reader: Reader) -> Term:
    lead = p[max(p, key=lambda m: (degree(m), m))]
    return reader.term(p if lead > 0 else scaled(p, -1))


def _with_products(t: Term) -> Term:
    """A product of gcd(u, v) and lcm(u, v) as |u*v|."""
    args = list(t.args)
    for g in [a for a in args if a.head == "gcd"]:
        keys = sorted(a.key for a in g.args)
        twin = next((a for a in args if a.head == "lcm" and sorted(b.key for b in a.args) == keys), None)
        if twin is not None and g in args:
            args.remove(g)
            args.remove(twin)
            args.append(make("abs", (mul(*g.args),)))
    return mul(*args) if len(args) < len(t.args) else t


# -- deciding ------------------------------------------------------------------------------------


def congruent(goal: Term, context: Sequence[Term], domains: Domains) -> bool:
    """Whether an equation u mod m = r follows, where the terms of the goal are defined: r is 0, or a number with m a
    larger one, or another remainder on division by m."""
    if goal.head != "eq":
        return False
    context = (*context, *_moduli(goal))
    for left, right in (goal.args, goal.args[::-1]):
        if left.head != "mod":
            continue
        u, m = left.args
        r, n = rational(right), rational(m)
        if right.head == "mod" and right.args[1].key == m.key:
            u = sub(u, right.args[0])
        elif right is not ZERO:
            if r is None or r < 0 or (r >= n if n is not None else not _less(right, m, context, domains)):
                continue
            u = sub(u, right)
        if Wholes(context, domains, (goal,)).shows(u, m):
            return True
    return False


def _less(r: Term, m: Term, context: Sequence[Term], domains: Domains) -> bool:
    return entails_by_signs(Facts(context, domains), make("lt", (r, m)))


__all__ = ["Wholes", "canonical", "congruent"]
