"""Linear relations over real and whole unknowns: whether they have a common solution, and how far one reaches.

An unknown goes by putting in what an equation tells of it, else by adding each relation that bounds it from below to
each that bounds it from above (Fourier, Motzkin). Real unknowns go first. A relation between whole numbers alone can be
sharpened, 2*k - 3 > 0 to k - 2 >= 0 (Gomory), and an equation of them has no solution where the gcd of its coefficients
does not divide the number. Where no coefficient is 1, a change of unknowns as in Euclid's algorithm makes one (Pugh,
"The Omega test", CACM 1992). All that is found follows from the relations, so a contradiction is a proof; of whole
unknowns more may follow, so those, or else sums of them, that have few values between two bounds are tried one by one.

Unknowns are monomials; a form is one of p = 0, p >= 0, p > 0 (`farkas.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor, gcd, lcm

from hybrid.decide.farkas import Form
from hybrid.decide.linear import rounded
from hybrid.decide.sparse import CONSTANT, Monomial, Poly, TooBig, plus, scaled
from hybrid.term import Term, conj, eq, make, number, sym

MAX_FORMS = 150
MAX_BRANCHES = 200
MAX_ROUNDS = 60
MAX_RANGE = 40  # values of a whole unknown that are tried one by one


@dataclass(frozen=True)
class Interval:
    """The numbers between two ends, each with whether it belongs; None: no end on this side."""

    low: Fraction | None
    closed_low: bool
    high: Fraction | None
    closed_high: bool

    @property
    def empty(self) -> bool:
        if self.low is None or self.high is None or self.low < self.high:
            return False
        return self.low > self.high or not (self.closed_low and self.closed_high)

    def formula(self, letter: str) -> Term:
        x = sym(letter)
        if self.low is not None and self.low == self.high:
            return eq(x, number(self.low))
        ends = []
        if self.low is not None:
            ends.append(make("ge" if self.closed_low else "gt", (x, number(self.low))))
        if self.high is not None:
            ends.append(make("le" if self.closed_high else "lt", (x, number(self.high))))
        return conj(*ends)


def merged(intervals: Sequence[Interval]) -> list[Interval]:
    """The same numbers in as few intervals as possible, ascending. All have a lower end, or there is one of them."""
    out: list[Interval] = []
    for i in sorted(intervals, key=lambda i: (i.low is not None, i.low or 0, not i.closed_low)):
        last = out[-1] if out else None
        if last is None or i.low is None or last.high is not None and _apart(last, i):
            out.append(i)
        elif last.high is not None and (i.high is None or (i.high, i.closed_high) > (last.high, last.closed_high)):
            out[-1] = Interval(last.low, last.closed_low, i.high, i.closed_high)
    return out


def _apart(a: Interval, b: Interval) -> bool:
    assert a.high is not None and b.low is not None
    return a.high < b.low or a.high == b.low and not (a.closed_high or b.closed_low)


class System:
    """Forms over unknowns of which some are whole.

    integral  whether an unknown is a whole number
    """

    def __init__(self, integral: Callable[[Monomial], bool]) -> None:
        self.integral = integral
        self.made: set[Monomial] = set()  # whole unknowns put in for others
        self.branches = 0

    def whole(self, m: Monomial) -> bool:
        return m in self.made or self.integral(m)

    def contradictory(self, forms: Sequence[Form]) -> bool:
        """Whether elimination, and trying values of whole unknowns, shows that there is no solution. Raises TooBig."""
        self._count()
        if self._eliminated(forms, None) is None:
            return True
        found = self._narrow(forms)
        if found is not None:
            return all(self.contradictory(_given(forms, found[0], v)) for v in found[1])
        left = self._of_wholes(forms)
        if left is None:
            return True
        tried = _narrowest(left)
        return tried is not None and all(self.contradictory([*left, (_less(tried[0], v), "eq")]) for v in tried[1])

    def _count(self) -> None:
        self.branches += 1
        if self.branches > MAX_BRANCHES:
            raise TooBig("cases")

    def _narrow(self, forms: Sequence[Form]) -> tuple[Monomial, range] | None:
        """The whole unknown with the fewest values, at most MAX_RANGE, and these."""
        best: tuple[Monomial, range] | None = None
        for k in self._wholes(forms):
            values = self.values(forms, k)
            if values is not None and (best is None or len(values) < len(best[1])):
                best = k, values
        return best

    def _wholes(self, forms: Sequence[Form]) -> list[Monomial]:
        return sorted({m for p, _ in forms for m in p if m and self.whole(m)})

    def values(self, forms: Sequence[Form], k: Monomial) -> range | None:
        """The values that a whole unknown can have, as elimination bounds them; None for more than MAX_RANGE."""
        left = self._eliminated(forms, k)
        found = None if left is None else _interval(left, k)
        if found is None or found.empty:
            return range(0)
        if found.low is None or found.high is None or found.high - found.low >= MAX_RANGE:
            return None
        return range(ceil(found.low), floor(found.high) + 1)

    def intervals(self, forms: Sequence[Form], x: Monomial) -> list[Interval] | None:
        """The values in the solutions of the real unknown x beside which all unknowns are whole, for each choice of
        these; None where they are not bounded. Raises TooBig."""
        if any(self.values(forms, k) is None for k in self._wholes(forms)):
            return None
        return list(self._intervals(forms, x))

    def _intervals(self, forms: Sequence[Form], x: Monomial) -> Iterator[Interval]:
        self._count()
        left = self._eliminated(forms, x)
        if left is None:
            return
        narrow = self._narrow(forms)
        if narrow is None:
            found = _interval(left, x)
            if not found.empty:
                yield found
            return
        for v in narrow[1]:
            yield from self._intervals(_given(forms, narrow[0], v), x)

    def _eliminated(self, forms: Sequence[Form], keep: Monomial | None) -> list[Form] | None:
        """What follows about the unknown that is kept; None when there is a contradiction. Raises TooBig."""
        left = list(forms)
        for _ in range(MAX_ROUNDS):
            tidy = self._tidy(left)
            if tidy is None:
                return None
            if len(tidy) > MAX_FORMS:
                raise TooBig("relations")
            unknowns = {m for p, _ in tidy for m in p if m and m != keep}
            if not unknowns:
                return tidy
            left = self._without_one(tidy, unknowns)
        raise TooBig("unknowns")

    def _of_wholes(self, forms: Sequence[Form]) -> list[Form] | None:
        """What follows about whole unknowns, without equations; None when there is a contradiction. Raises TooBig."""
        left = list(forms)
        for _ in range(MAX_ROUNDS):
            tidy = self._tidy(left)
            if tidy is None:
                return None
            unknowns = {m for p, _ in tidy for m in p if m}
            if all(kind != "eq" for _, kind in tidy) and all(map(self.whole, unknowns)):
                return tidy
            left = self._without_one(tidy, unknowns)
        raise TooBig("unknowns")

    def _tidy(self, forms: Sequence[Form]) -> list[Form] | None:
        """Sharpened, scaled, without what is always so or said twice; None when one is never so."""
        out: dict[tuple[tuple[Monomial, Fraction], ...], Form] = {}
        for f in forms:
            p, kind = rounded(f, self.whole)
            c = p.get(CONSTANT, Fraction(0))
            if p.keys() <= {CONSTANT}:
                if kind == "eq" and c or c < 0 or not c and kind == "gt":
                    return None
                continue
            first = abs(min((m, v) for m, v in p.items() if m)[1])
            p = scaled(p, 1 / first)
            key = (*sorted((m, v) for m, v in p.items() if m), ((), Fraction(kind == "eq")))
            there = out.get(key)
            if there is None or _tighter(p, kind, *there):
                out[key] = p, kind
            elif kind == "eq" and there[0].get(CONSTANT) != p.get(CONSTANT):
                return None
        return list(out.values())

    def _without_one(self, forms: list[Form], unknowns: set[Monomial]) -> list[Form]:
        """One unknown less, or a simpler equation. Raises TooBig."""
        equations = [p for p, kind in forms if kind == "eq"]
        for p in equations:
            for m in sorted(p.keys() & unknowns):
                if not self.whole(m):
                    return _put_in(forms, p, m)
        for p in equations:
            q = _coprime(p)
            here = [m for m in sorted(p.keys() & unknowns) if abs(q[m]) == 1]
            if here and all(not m or self.whole(m) for m in p):
                return _put_in(forms, p, here[0])
            if (change := self._smaller(q, unknowns)) is not None:
                return [(_put(f, change), kind) for f, kind in forms]
        counts = {}
        for m in sorted(unknowns):
            signs = [_signs(p[m], kind) for p, kind in forms if m in p]
            up, down = sum(s != -1 for s in signs), sum(s != 1 for s in signs)
            counts[m] = (self.whole(m), up * down - up - down)
        return _combined(forms, min(counts, key=lambda m: counts[m]))

    def _smaller(self, p: Poly, unknowns: set[Monomial]) -> dict[Monomial, Poly] | None:
        """For a*x + b*y + ... = 0 with the least |a| a new unknown t = x + q*y + ..., after which coefficients are at
        most |a|/2: what to put in for x."""
        there = sorted(p.keys() & unknowns, key=lambda m: (abs(p[m]), m))
        if not there or not all(map(self.whole, there)):
            return None
        x, a = there[0], p[there[0]]
        steps = {m: Fraction(round(p[m] / a)) for m in there[1:]}
        if not any(steps.values()):
            return None
        t: Monomial = ((f"{len(self.made)}th unknown", 1),)
        self.made.add(t)
        return {x: {t: Fraction(1), **{m: -q for m, q in steps.items() if q}}}


def _given(forms: Sequence[Form], m: Monomial, v: int) -> list[Form]:
    """The forms with the number v for m."""
    return [(_put(p, {m: {CONSTANT: Fraction(v)}}), kind) for p, kind in forms]


def _coprime(p: Poly) -> Poly:
    """Scaled so that the coefficients of unknowns are whole numbers without a common divisor."""
    above = [c for m, c in p.items() if m]
    below = lcm(*[c.denominator for c in above])
    return scaled(p, Fraction(below, gcd(*[int(c * below) for c in above])))


def _narrowest(forms: Sequence[Form]) -> tuple[Poly, range] | None:
    """The sum of whole unknowns, with whole coefficients, that has the fewest values between two bounds, and these.

    None where none has at most MAX_RANGE."""
    least: dict[tuple[tuple[Monomial, Fraction], ...], Fraction] = {}
    for p, _ in forms:
        q = _coprime(p)
        least[tuple(sorted((m, c) for m, c in q.items() if m))] = -q.get(CONSTANT, Fraction(0))
    best: tuple[Poly, range] | None = None
    for key, low in least.items():
        high = least.get(tuple((m, -c) for m, c in key))
        if high is not None and -high - low < MAX_RANGE:
            values = range(ceil(low), floor(-high) + 1)
            if best is None or len(values) < len(best[1]):
                best = dict(key), values
    return best


def _less(p: Poly, v: int) -> Poly:
    return plus(p, {CONSTANT: Fraction(-v)})


def _tighter(p: Poly, kind: str, q: Poly, other: str) -> bool:
    """Whether p >= 0 (p > 0) says more than q >= 0 (q > 0), where they differ by a number."""
    a, b = p.get(CONSTANT, Fraction(0)), q.get(CONSTANT, Fraction(0))
    return kind != "eq" and (a < b or a == b and kind == "gt" and other == "ge")


def _signs(c: Fraction, kind: str) -> int:
    return 0 if kind == "eq" else 1 if c > 0 else -1


def _put(p: Poly, given: Mapping[Monomial, Poly]) -> Poly:
    out: Poly = {}
    for m, c in p.items():
        out = plus(out, given.get(m, {m: Fraction(1)}), c)
    return out


def _put_in(forms: list[Form], p: Poly, m: Monomial) -> list[Form]:
    """The forms without m, which the equation p = 0 tells."""
    value = scaled({n: c for n, c in p.items() if n != m}, -1 / p[m])
    return [(_put(q, {m: value}), kind) for q, kind in forms if q is not p]


def _combined(forms: list[Form], m: Monomial) -> list[Form]:
    """The forms without m, by adding each that bounds it from below to each that bounds it from above."""
    out = [f for f in forms if m not in f[0]]
    lower: list[Form] = []
    upper: list[Form] = []
    for p, kind in forms:
        if m not in p:
            continue
        p = scaled(p, 1 / abs(p[m]))
        opposite = scaled(p, -1)
        both: list[Form] = [(p, "ge"), (opposite, "ge")] if kind == "eq" else [(p, kind)]
        for q, k in both:
            (lower if q[m] > 0 else upper).append((q, k))
    if len(lower) * len(upper) + len(out) > 4 * MAX_FORMS:
        raise TooBig("relations")
    for p, a in lower:
        for q, b in upper:
            out.append((plus(p, q), "gt" if "gt" in (a, b) else "ge"))
    return out


def _interval(forms: Sequence[Form], x: Monomial) -> Interval:
    """What forms in x alone leave of it."""
    low: tuple[Fraction, bool] | None = None  # the end, and whether it does not belong
    high: tuple[Fraction, bool] | None = None
    for p, kind in forms:
        end = -p.get(CONSTANT, Fraction(0)) / p[x]
        if kind == "eq" or p[x] > 0:
            low = max(low or (end, False), (end, kind == "gt"))
        if kind == "eq" or p[x] < 0:
            mirrored = max((-high[0], high[1]) if high else (-end, False), (-end, kind == "gt"))
            high = -mirrored[0], mirrored[1]
    return Interval(
        None if low is None else low[0],
        low is not None and not low[1],
        None if high is None else high[0],
        high is not None and not high[1],
    )


__all__ = ["Interval", "System", "merged"]
