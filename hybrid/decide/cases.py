"""Alternatives that hypotheses leave: lists of facts of which at least one holds at every point.

    A or B                      itself
    p = 0 with p = q*r          q = 0 or r = 0, without factors that are not zero under the hypotheses
    equations that leave        y = c1 or ... or y = ck: an equation x = t read off a linear one is put
    one letter                  into the others; one that keeps a single letter is solved by its cells

Factors are those over the rationals (FLINT), in letters and opaque terms that the hypotheses define. Conjunctions and
disjunctions are taken apart here as well (`uncommon`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from flint import fmpz_mpoly_ctx

from hybrid.decide import cells
from hybrid.decide.atoms import difference, polynomial
from hybrid.decide.linear import known
from hybrid.decide.meaning import conditions
from hybrid.decide.rational import as_ratio
from hybrid.decide.signs import NONZERO, Facts, sign_of
from hybrid.decide.sparse import CONSTANT, Reader, TooBig, scaled
from hybrid.problem import Domain
from hybrid.term import FALSE, ZERO, Term, eq, substitute

MAX_CASES = 4
MAX_SIZE = 60


def alternatives(context: Sequence[Term], domains: Mapping[str, Domain], written: bool) -> Iterator[list[Term]]:
    """Lists of facts, one of which holds wherever the context does; an empty list: it holds nowhere.

    written: only those that stand in the context as `or`.
    """
    for h in context:
        if h.head == "or" and len(h.args) <= MAX_CASES:
            yield list(h.args)
    if written:
        return
    facts = known(context)
    equations = [h for h in facts if h.head == "eq" and h.size <= MAX_SIZE]
    yield from _finite(equations)
    for h in equations:
        found = _factors(h, facts, domains)
        if found is not None:
            yield found


def factors(f: Term) -> list[Term] | None:
    """The distinct irreducible factors of the numerator of L - R for an atom f; None when not known.

    L - R is zero, where it is defined, iff one of them is. No factor: never zero. [0]: zero throughout.
    """
    memo = f.memo
    if "factors" not in memo:
        memo["factors"] = _split(f)
    found: list[Term] | None = memo["factors"]
    return found


def _split(f: Term) -> list[Term] | None:
    found = as_ratio(difference(f))
    if found is None:
        return None
    top, _, generators = found
    if not top:
        return [ZERO]
    ring = fmpz_mpoly_ctx.get([f"g{i}" for i in range(len(generators))] or ["g0"], "lex")
    width = max(len(generators), 1)
    p = ring.from_dict({e if e else (0,) * width: int(c) for e, c in top.items()})
    parts = []
    try:
        split = p.factor()[1]
    except OverflowError:
        return None
    for q, _ in split:
        coefficients = {tuple(map(int, e)): Fraction(int(c)) for e, c in q.to_dict().items()}
        parts.append(polynomial(coefficients, generators))
    return parts


def _factors(h: Term, facts: Sequence[Term], domains: Mapping[str, Domain]) -> list[Term] | None:
    parts = factors(h)
    if parts is None or parts == [ZERO] or len(parts) > MAX_CASES:
        return None
    present = {f.key for f in facts}
    if any(c.key not in present for p in parts for c in conditions(p)):
        return None
    signs = Facts(facts, domains)
    left = [eq(p, ZERO) for p in parts if not sign_of(p, signs) <= NONZERO]
    return left if all(p.key not in present for p in left) else None


def _finite(equations: Sequence[Term]) -> Iterator[list[Term]]:
    """Equations that fix a letter up to a few values, alone or after putting a linear one into them."""
    seen: set[str] = set()
    fixed = {x.value for h in equations for x, c in (h.args, h.args[::-1]) if x.head == "sym" and not c.free}
    for bindings in ({}, *_linear(equations)):
        for h in equations:
            new = substitute(h, bindings)
            if len(new.free) != 1 or new.key in seen or new is h and bindings:
                continue
            seen.add(new.key)
            letter = next(iter(new.free))
            if letter in fixed:
                continue
            solved = cells.solution_set(new, letter)
            if solved is None or solved.key == new.key:
                continue
            values = [] if solved is FALSE else list(solved.args) if solved.head == "or" else [solved]
            if len(values) <= MAX_CASES and all(v.head == "eq" for v in values):
                yield values


def _linear(equations: Sequence[Term]) -> Iterator[dict[str, Term]]:
    """x -> t for polynomial equations in which x occurs once, with a number before it."""
    for h in equations:
        reader = Reader()
        try:
            p = reader.difference(*h.args)
        except TooBig:
            continue
        for m, c in p.items():
            if m == CONSTANT or len(m) != 1 or m[0][1] != 1 or reader.generators[m[0][0]].head != "sym":
                continue
            x = m[0][0]
            rest = {n: d for n, d in p.items() if n != m}
            if not any(x in reader.generators[k].free for n in rest for k, _ in n):
                yield {x: reader.term(scaled(rest, -1 / c))}


def uncommon(a: Term, b: Term, context: tuple[Term, ...]) -> tuple[list[Term], list[Term], tuple[Term, ...]] | None:
    """The parts of two conjunctions, or disjunctions, that the other lacks, and what holds beside them.

    Where a common conjunct fails both sides are false: it may be assumed. A common disjunct may be denied, which
    is not needed here.
    """
    if a.head != b.head or a.head not in ("and", "or") or len(a.args) != len(b.args):
        return None
    right = {t.key for t in b.args}
    common = [t for t in a.args if t.key in right]
    keys = {t.key for t in common}
    left_rest = [t for t in a.args if t.key not in keys]
    right_rest = [t for t in b.args if t.key not in keys]
    if len(left_rest) != len(right_rest):
        return None
    return left_rest, right_rest, (*context, *common) if a.head == "and" else context


def without_cases(context: tuple[Term, ...], facts: Sequence[Term]) -> tuple[Term, ...]:
    """The context less the `or` whose cases these are: inside one of them it says nothing."""
    return tuple(h for h in context if not (h.head == "or" and list(h.args) == list(facts)))


__all__ = ["alternatives", "factors", "uncommon", "without_cases"]
