"""Signs of expressions by their form: the rules of signs of school.

`sign_of(t, facts)` is the set of signs (-1, 0, 1) that t can have where it is defined and the facts hold:

    products and quotients multiply signs; a sum of nonnegative terms is nonnegative, and positive if
    one is; even powers and even roots and absolute values are not negative; a power of a positive base
    is positive; odd powers and roots keep the sign; ln(u) has the sign of u - 1

Facts are comparisons of polynomials (in letters and opaque terms), normalised so that 2*x - 4 > 0, x > 2
and 4 < 2*x are the same fact. A sum in one letter of which the rules tell nothing is looked up in its
sign chart (x^2 + x + 1 is positive).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import product

from hybrid.decide.chart import SIGNS, chart, chart_within
from hybrid.decide.circle import HEADS
from hybrid.decide.closed import sign
from hybrid.decide.linear import known
from hybrid.decide.points import Undecided
from hybrid.decide.sparse import CONSTANT, Monomial, Poly, Reader, TooBig
from hybrid.problem import Domain
from hybrid.term import ONE, RELATIONS, ZERO, Term, make, rational, sub

Signs = frozenset[int]
ANY: Signs = frozenset((-1, 0, 1))
NONNEGATIVE: Signs = frozenset((0, 1))
POSITIVE: Signs = frozenset((1,))
NONZERO: Signs = frozenset((-1, 1))
WANTED: dict[str, Signs] = {
    head: frozenset(s for s, yes in zip((-1, 0, 1), wanted, strict=True) if yes) for head, wanted in SIGNS.items()
}
MAX_CHART_SIZE = 60

Key = frozenset[tuple[Monomial, Fraction]]


class Facts:
    """Comparisons known to hold, by the normalised difference of their sides; and the domains of letters.

    charts: whether the sign charts of sums and facts that are not linear may be looked into, too.
    """

    def __init__(self, hyps: Sequence[Term], domains: Mapping[str, Domain] | None = None, charts: bool = True) -> None:
        self.hyps = known(hyps)
        self.charts = charts
        self.domains = dict(domains or {})
        self.reader = Reader()
        self.signs: dict[Key, Signs] = {}
        for f in self.hyps:
            if f.head not in RELATIONS:
                continue
            try:
                key, flip = _key(self.reader.difference(*f.args))
            except TooBig:
                continue
            wanted = WANTED[f.head]
            if flip < 0:
                wanted = frozenset(-s for s in wanted)
            if key:
                self.signs[key] = self.signs.get(key, ANY) & wanted

    def look_up(self, t: Term) -> Signs:
        """What the facts say about t itself."""
        if t.head == "sym" and self.domains.get(t.value) == "natural":
            here: Signs = NONNEGATIVE
        else:
            here = ANY
        try:
            key, flip = _key(self.reader.poly(t))
        except TooBig:
            return here
        if not key:
            return frozenset((0,))
        found = self.signs.get(key, ANY)
        return here & (found if flip > 0 else frozenset(-s for s in found))


def _key(p: Poly) -> tuple[Key, int]:
    """p up to a factor, and the sign of that factor."""
    if not p:
        return frozenset(), 1
    lead = p[max(p, key=lambda m: (m != CONSTANT, m))]
    return frozenset((m, c / lead) for m, c in p.items()), 1 if lead > 0 else -1


def entails_by_signs(facts: Facts, goal: Term) -> bool:
    """Whether the rules of signs prove the atom `goal`, wherever its terms are defined."""
    if goal.head not in RELATIONS:
        return False
    a, b = goal.args
    t = a if b is ZERO else sub(a, b)
    wanted = WANTED[goal.head]
    found = sign_of(t, facts)
    if found <= wanted:
        return True
    return b is not ZERO and a is ZERO and frozenset(-s for s in sign_of(b, facts)) <= wanted


def sign_of(t: Term, facts: Facts) -> Signs:
    """The signs that t can have where it is defined and the facts hold (empty: nowhere)."""
    if not t.free:
        s = sign(t)
        return frozenset((s,)) if s in (-1, 0, 1) else ANY
    here = facts.look_up(t)
    if len(here) == 1:
        return here
    here &= _by_form(t, facts)
    if (
        len(here) > 1
        and t.head in ("add", "sym", *HEADS)
        and len(t.free) == 1
        and t.size <= MAX_CHART_SIZE
        and (facts.charts or plain(t))
    ):
        here &= _by_chart(t, facts)
    return here


def _by_form(t: Term, facts: Facts) -> Signs:
    head, args = t.head, t.args
    if head == "neg":
        return frozenset(-s for s in sign_of(args[0], facts))
    if head == "add":
        return _sum([sign_of(a, facts) for a in args])
    if head == "mul":
        return _product(args, facts)
    if head == "div":
        below = sign_of(args[1], facts) - {0}
        return frozenset(a * b for a, b in product(sign_of(args[0], facts), below))
    if head == "pow":
        return _power(t, facts)
    if head == "root":
        inside = sign_of(args[0], facts)
        return inside if args[1].value % 2 else inside & NONNEGATIVE
    if head == "abs":
        return frozenset(abs(s) for s in sign_of(args[0], facts))
    if head == "fact":
        return POSITIVE
    if head == "mod":  # it has the sign of the modulus, which is not 0 where it is defined
        return frozenset((0,)) | (sign_of(args[1], facts) - {0})
    if head in ("gcd", "lcm"):
        return NONNEGATIVE
    if head == "log":
        # The base is not 1 where a logarithm to it is defined.
        over = sign_of(sub(args[1], ONE), facts) - {0}
        return frozenset(a * b for a, b in product(sign_of(sub(args[0], ONE), facts), over))
    return ANY


def _sum(parts: Sequence[Signs]) -> Signs:
    out: Signs = frozenset((0,))
    for p in parts:
        out = frozenset(s for a, b in product(out, p) for s in ((-1, 0, 1) if a * b < 0 else (a or b,)))
    return out


def _product(args: Sequence[Term], facts: Facts) -> Signs:
    count: dict[str, int] = {}
    term: dict[str, Term] = {}
    for a in args:
        count[a.key] = count.get(a.key, 0) + 1
        term[a.key] = a
    out: Signs = POSITIVE
    for key, n in count.items():
        s = sign_of(term[key], facts)
        out = frozenset(x * (y if n % 2 else y * y) for x, y in product(out, s))
    return out


def _power(t: Term, facts: Facts) -> Signs:
    base, exponent = t.args
    n = rational(exponent)
    if n is None:
        s = sign_of(base, facts)
        return POSITIVE if s <= POSITIVE else NONNEGATIVE if s <= NONNEGATIVE else ANY
    r = Fraction(n)
    if r == 0:
        return POSITIVE
    s = sign_of(base, facts)
    if r.denominator > 1:
        s &= NONNEGATIVE
    if r < 0:
        s -= {0}
    if r.denominator == 1 and r.numerator % 2 == 0:
        return frozenset(abs(x) for x in s)
    return s


def plain(t: Term) -> bool:
    """A letter, or a sum of numbers and multiples of it as it is written."""
    if t.head == "mul":
        return sum(bool(a.free) for a in t.args) < 2 and all(map(plain, t.args))
    return t.head in ("sym", "num") or not t.free or t.head in ("add", "neg") and all(map(plain, t.args))


def _by_chart(t: Term, facts: Facts) -> Signs:
    """The signs in the sign chart of t, where the facts in its letter hold."""
    letter = next(iter(t.free))
    try:
        context = None
        for h in facts.hyps:
            simple = facts.charts or h.head in RELATIONS and all(map(plain, h.args))
            if simple and h.free == t.free and h.size <= MAX_CHART_SIZE and (c := chart(h, letter)) is not None:
                context = c if context is None else context.both(c)
        found = set()
        for s, head in ((-1, "lt"), (0, "eq"), (1, "gt")):
            atom = make(head, (t, ZERO))
            here = chart(atom, letter) or chart_within(atom, letter, context)
            if here is None:
                return ANY
            if context is not None:
                here = here.both(context)
            if any(v is not False for v in here.truth):
                found.add(s)
        return frozenset(found)
    except Undecided:
        return ANY


__all__ = ["ANY", "NONNEGATIVE", "NONZERO", "POSITIVE", "Facts", "Signs", "entails_by_signs", "plain", "sign_of"]
