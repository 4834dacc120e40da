"""Writing a sum of monomials as a term in school form.

    3*x^2 - x/2 + 1     descending powers, numbers last, fractions with one bar
    sqrt(6)*x           square roots of numbers are written as one
    2^(x + 1)           powers of one base are written as one

Reading what was written gives the same sum back.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from hybrid.compute.form import Coefficient, Monomial, Poly, magnitude, small
from hybrid.term import ZERO, E, Term, add, div, make, mul, neg, num, power, rational, root

_FIRST = {name: i for i, name in enumerate("xyzuvw")}


def write(p: Poly, given: bool = False) -> Term:
    """p as a term.

    `given` keeps the order of first appearance, unless p is a polynomial in one generator, and roots apart.
    """
    if not p:
        return ZERO
    if len(p) == 1:
        ((m, c),) = p.items()
        return write_monomial(m, c, fold=True, roots=not given)
    terms = _positive_first(in_order(p, given))
    bases = _bases(p)
    return add(*[write_monomial(m, c, fold=_folds(m, bases), roots=not given) for m, c in terms])


def _positive_first(terms: list[tuple[Monomial, Coefficient]]) -> list[tuple[Monomial, Coefficient]]:
    """Of two terms without a common letter the one without a minus goes first: 3 - a."""
    if len(terms) == 2 and terms[0][1] < 0 < terms[1][1]:
        first, second = ({g for g, _ in m} for m, _ in terms)
        if first.isdisjoint(second):
            return terms[::-1]
    return terms


def _bases(p: Poly) -> list[Term]:
    out: list[Term] = []
    for m in p:
        out.extend({g.args[0] for g, _ in m if g.head == "pow"})
    return out


def _folds(m: Monomial, bases: list[Term]) -> bool:
    return bool(bases) and all(bases.count(g.args[0]) == 1 for g, _ in m if g.head == "pow")


# -- the order of a sum --------------------------------------------------------------------------


def open_part(m: Monomial) -> Monomial:
    """The generators of m that contain letters."""
    return tuple([(g, k) for g, k in m if g.free])


def letter_order(g: Term) -> tuple[int, int, str]:
    """Sums go by powers of x, y, z first, then other letters, then what is not a letter."""
    if g.head == "sym":
        return (0, _FIRST.get(g.value, 9), g.value)
    return (1, 0, g.key)


def in_order(p: Poly, given: bool = False) -> list[tuple[Monomial, Coefficient]]:
    """The terms of p as they are written: descending degree, then lexicographic, numbers last."""
    parts = {m: open_part(m) for m in p}
    gens = sorted({g for part in parts.values() for g, _ in part}, key=letter_order)
    items = list(p.items())
    if not gens:
        items.sort(key=lambda item: _closed_order(item[0]))
        if items[0][1] < 0:
            items.sort(key=lambda item: item[1] < 0)
        return items
    if given and len(gens) > 1:
        items.sort(key=lambda item: not parts[item[0]])
        return items
    where = {g: i for i, g in enumerate(gens)}

    def place(item: tuple[Monomial, Coefficient]) -> tuple[object, ...]:
        part = parts[item[0]]
        if not part:
            return (1, 0, (), _closed_order(item[0]))
        exponents = [0] * len(gens)
        degree: Coefficient = 0
        for g, k in part:
            exponents[where[g]] = -k
            degree -= Fraction(k, g.args[1].value) if g.head == "root" else k
        return (0, degree, tuple(exponents), _closed_order(item[0]) if len(part) < len(item[0]) else ())

    items.sort(key=place)
    return items


def _closed_order(m: Monomial) -> tuple[object, ...]:
    closed = [(g, k) for g, k in m if not g.free]
    return (len(closed) > 0, tuple((g.head, _size(g), g.key, k) for g, k in closed))


def _size(g: Term) -> Coefficient:
    return (rational(g.args[0]) or 0) if g.head == "root" else 0


# -- one monomial --------------------------------------------------------------------------------


def write_monomial(m: Monomial, c: Coefficient, fold: bool = False, roots: bool = True) -> Term:
    """c*m as a product over a product. `fold` lets 2*2^x become 2^(x + 1), `roots` sqrt(2)*sqrt(3) sqrt(6)."""
    small(c)
    above: list[Term] = []
    below: list[Term] = []
    size = magnitude(c)
    if m:
        factors, size = _merged(m, size, fold, roots)
        for g, k in factors:
            target = above if k > 0 else below
            target.append(g if abs(k) == 1 else power(g, num(abs(k))))
    if size.denominator != 1:
        below.insert(0, num(size.denominator))
    if size.numerator != 1 or not above:
        above.insert(0, num(size.numerator))
    t = mul(*above)
    if below:
        t = div(t, mul(*below))
    return neg(t) if c < 0 else t


def _merged(m: Monomial, size: Coefficient, fold: bool, roots: bool) -> tuple[Iterable[tuple[Term, int]], Coefficient]:
    heads = [g.head for g, _ in m]
    if "root" not in heads and "pow" not in heads and heads.count("abs") < 2:
        return m, size
    factors = dict(m)
    if "pow" in heads:
        size = _merge_powers(factors, size, fold)
    if roots and "root" in heads:
        _merge_roots(factors)
    if heads.count("abs") > 1:
        inside = [g for g, k in factors.items() if g.head == "abs" and k == 1]
        if len(inside) > 1:
            merged = make("abs", (mul(*[g.args[0] for g in inside]),))
            factors = {g: k for g, k in factors.items() if g not in inside}
            factors[merged] = 1
    return factors.items(), size


def _merge_powers(factors: dict[Term, int], size: Coefficient, fold: bool) -> Coefficient:
    """b^u * b^v as b^(u + v), in place; what is left of the coefficient."""
    from hybrid.compute.form import plus, scale
    from hybrid.compute.read import COLLECT, read

    for base in [g.args[0] for g in factors if g.head == "pow"]:
        group = [g for g in factors if g.head == "pow" and g.args[0] is base]
        if not group:
            continue
        total: Poly = {}
        for g in group:
            total = plus(total, scale(read(g.args[1], COLLECT), factors[g]))
        position = list(factors).index(group[0])
        for g in group:
            del factors[g]
        if base is E and E in factors:
            total = plus(total, {(): factors.pop(E)})
            position -= 1
        value = rational(base)
        if fold and value is not None and size != 1:
            k = _logarithm(size, value)
            if k:
                total, size = plus(total, {(): k}), 1
        items = list(factors.items())
        items.insert(position, (power(base, write(total)), 1))
        factors.clear()
        factors.update(items)
    return size


def _logarithm(size: Coefficient, base: Coefficient) -> int:
    """k with size = base^k, 0 when there is none."""
    for sign in (1, -1):
        value, k = Fraction(1), 0
        while k < 64 and value != size and max(value.numerator, value.denominator) <= size.numerator + size.denominator:
            value, k = value * base if sign > 0 else value / base, k + 1
        if value == size:
            return k * sign
    return 0


def _merge_roots(factors: dict[Term, int]) -> None:
    """sqrt(2)*sqrt(3) as sqrt(6) and sqrt(2)*sqrt(x) as sqrt(2*x), in place."""
    by_index: dict[int, list[Term]] = {}
    for g, k in factors.items():
        if g.head == "root" and k > 0 and g.args[0].head == "num" and g.args[0].value > 0 and g.args[1].value < 65:
            by_index.setdefault(g.args[1].value, []).append(g)
    for n, group in by_index.items():
        inside: Coefficient = 1
        for g in group:
            inside *= (rational(g.args[0]) or 0) ** factors[g]
        items = [(g, k) for g, k in factors.items() if g not in group]
        others = [i for i, (g, k) in enumerate(items) if n == 2 and k == 1 and _square_root(g)]
        if len(others) == 1:
            i = others[0]
            items[i] = (root(_times(inside, items[i][0].args[0]), 2), 1)
        else:
            position = next(i for i, g in enumerate(factors) if g in group)
            items.insert(min(position, len(items)), (root(num(inside), n), 1))
        factors.clear()
        factors.update(items)


def _square_root(g: Term) -> bool:
    return g.head == "root" and g.args[1].value == 2 and rational(g.args[0]) is None


def _times(c: Coefficient, u: Term) -> Term:
    from hybrid.compute.form import scale
    from hybrid.compute.read import EXPAND, read

    return write(scale(read(u, EXPAND), c))


__all__ = ["in_order", "letter_order", "open_part", "write", "write_monomial"]
