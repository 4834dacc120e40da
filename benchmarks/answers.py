"""Whether an answer is the right one, asked twice: of the deciders, and of plain evaluation at points.

The points are those where two solution sets can differ: the numbers that stand in either formula, beside
them, the points that its equations `x = ...` describe, and a few others. Evaluation shows a difference
rigorously; agreement at all points is agreement for a measurement, not a proof.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from random import Random
from typing import Any

from flint import arb, ctx

from benchmarks import evaluate
from hybrid.decide import cascade, cells
from hybrid.problem import Domain
from hybrid.term import RELATIONS, ZERO, Term, eq, is_formula, subterms

SMALL = [Fraction(v) for v in (0, 1, -1, 2, -2, 3, -3, 7, -11)] + [Fraction(1, 2), Fraction(-5, 3)]
FAR = (30, 45, 70, 100, 300, 1_000, 10_000)
GRID = sorted(
    [Fraction(k, 2) + Fraction(1, 97) for k in range(-50, 51)] + [Fraction(s * v) for v in FAR for s in (1, -1)]
)
HALVINGS = 140  # half a unit becomes small enough for `trust`
STEPS = [Fraction(1), Fraction(-1), Fraction(1, 1000), Fraction(-1, 1000)]


def points(
    formulas: Sequence[Term], domains: Mapping[str, Domain] | None = None, limit: int = 400
) -> list[dict[str, Any]]:
    """Points worth trying for these formulas or expressions, inside the domains of their letters."""
    letters = sorted(set().union(*(f.free for f in formulas)))
    if not letters:
        return [{}]
    numbers = _numbers(formulas)
    near = [v + (evaluate.ball(d) if isinstance(v, arb) else d) for v in numbers for d in STEPS]
    rng = Random(0)
    found: list[dict[str, Any]] = []
    if len(letters) == 1:
        crossings = [r for f in formulas for r in _crossings(f, letters[0])]
        whole = map(Fraction, range(-25, 26))
        found = [{letters[0]: v} for v in [*numbers, *near, *SMALL, *crossings, *whole]]
    else:
        pool = [*numbers, *SMALL]
        branches = [b for f in formulas if is_formula(f) for b in _branches(f)]
        for b in branches:
            for _ in range(4):
                described = _follow(b, {v: rng.choice(pool) for v in letters})
                found.append(described)
                name = rng.choice(letters)
                found.append({**described, name: described[name] + 1})
        found += [{v: rng.choice(pool) for v in letters} for _ in range(80)]
    allowed = [p for p in found if all(_in_domain(p[v], d) for v, d in (domains or {}).items() if v in p)]
    return allowed[:limit]


def _numbers(formulas: Sequence[Term]) -> list[Any]:
    """The values of the closed parts of the formulas, and their negatives."""
    found: dict[str, Any] = {}
    for f in formulas:
        for _, t in subterms(f):
            if not t.free and not is_formula(t):
                try:
                    v = evaluate.value(t, {})
                except (evaluate.Undefined, evaluate.Undecided):
                    continue
                if abs(v) < 10**9:
                    found.setdefault(str(v), v)
                    found.setdefault(str(-v), -v)
    return list(found.values())


def _crossings(f: Term, letter: str) -> list[arb]:
    """Small balls around the points where the sides of an atom of f change their order, or what stands in
    an absolute value, root or power its sign, found by halving between points of a grid: roots that are not
    written anywhere."""
    found: list[arb] | None = f.memo.get(("crossings", letter))
    if found is not None:
        return found
    found = f.memo[("crossings", letter)] = []
    atoms = [t for _, t in subterms(f) if t.head in RELATIONS]
    atoms += [eq(t.args[0], ZERO) for _, t in subterms(f) if t.head in ("abs", "root", "pow") and t.args[0].args]
    for atom in atoms:
        signs = [(v, _side(atom, {letter: v})) for v in GRID]
        for (low, a), (high, b) in pairwise([pair for pair in signs if pair[1] is not None]):
            if a is None or b is None or a * b >= 0:
                continue
            for _ in range(HALVINGS):
                middle = (low + high) / 2
                sign = _side(atom, {letter: middle})
                if not sign:
                    break
                low, high = (middle, high) if sign == a else (low, middle)
            with ctx.workprec(evaluate.BITS):
                found.append(evaluate.ball(low).union(evaluate.ball(high)))
    return found


def _side(atom: Term, point: dict[str, Any]) -> int | None:
    """The sign of left less right, None when there is none."""
    try:
        left, right = (evaluate.value(a, point) for a in atom.args)
    except (evaluate.Undefined, evaluate.Undecided):
        return None
    with ctx.workprec(evaluate.BITS):
        if isinstance(left, arb) or isinstance(right, arb):
            left, right = evaluate.ball(left), evaluate.ball(right)
    return 1 if left > right else -1 if left < right else 0 if left == right else None


def _branches(f: Term) -> list[list[Term]]:
    """The cases of a formula, each as its list of atoms."""
    cases = f.args if f.head == "or" else (f,)
    out = []
    for case in cases:
        parts = case.args if case.head == "and" else (case,)
        out.append([a for a in parts if a.head == "eq" and a.args[0].head == "sym"])
    return out[:12]


def _follow(atoms: Sequence[Term], start: dict[str, Any]) -> dict[str, Any]:
    """The point with the values that `letter = ...` atoms give, the other letters as they start."""
    point = dict(start)
    for _ in range(2):
        for a in atoms:
            try:
                point[a.args[0].value] = evaluate.value(a.args[1], point)
            except (evaluate.Undefined, evaluate.Undecided):
                continue
    return point


def _in_domain(v: Any, domain: str) -> bool:
    if domain == "real":
        return True
    if isinstance(v, arb):
        return False
    return domain == "rational" or v.denominator == 1 and (domain == "integer" or v >= 0)


def difference(
    a: Term, b: Term, given: Sequence[Term] = (), domains: Mapping[str, Domain] | None = None
) -> dict[str, Any] | None:
    """A point, allowed by `given` and the domains, at which two formulas differ in truth, or the second
    of two expressions is not defined and equal where the first is; None when none of the points shows it."""
    for point in points([a, b, *given], domains):
        if not all(evaluate.truth(g, point, trust=True) for g in given):
            continue
        if is_formula(a) != is_formula(b):
            return point
        if is_formula(a):
            # trust is needed to see that x = sqrt(2) satisfies x^2 = 2
            left, right = evaluate.truth(a, point, trust=True), evaluate.truth(b, point, trust=True)
            if left is not None and right is not None and left != right:
                return point
        elif evaluate.is_defined(a, point) and evaluate.same(a, b, point, trust=True) is False:
            return point
    return None


def decided(a: Term, b: Term, given: Sequence[Term] = (), domains: Mapping[str, Domain] | None = None) -> str:
    """The deciders' answer to whether two formulas are equivalent, or two expressions equal where both are
    defined: "proved", "refuted" or "unknown"."""
    if a.key == b.key:
        return "proved"
    if not is_formula(a):
        return str(cascade.identity(a, b, tuple(given), domains or {}).answer)
    if len(a.free | b.free) <= 1:
        verdict = cells.equivalent(a, b, tuple(given), domains or {})
        if verdict.answer != "unknown":
            return str(verdict.answer)
    return str(cascade.equivalence(a, b, tuple(given), domains or {}).answer)


def agrees(
    answer: Term, key: Term, given: Sequence[Term] = (), domains: Mapping[str, Domain] | None = None
) -> tuple[bool, str]:
    """Whether an answer is the key's, and what says so. It is wrong when either way of asking shows a
    difference; a decider's "unknown" leaves it to the points."""
    verdict = decided(answer, key, given, domains)
    point = _difference_of_answers(answer, key, given, domains)
    if verdict == "refuted" or point is not None:
        return False, f"deciders: {verdict}; points: {'differ' if point is not None else 'agree'}"
    return True, f"deciders: {verdict}; points: agree"


def _difference_of_answers(
    answer: Term, key: Term, given: Sequence[Term], domains: Mapping[str, Domain] | None
) -> dict[str, Any] | None:
    if is_formula(answer) or is_formula(key):
        return difference(answer, key, given, domains)
    # expressions: equal wherever both are defined; which points a simplification adds is not the answer's
    for point in points([answer, key, *given], domains):
        if all(evaluate.truth(g, point, trust=True) for g in given):
            both = evaluate.is_defined(answer, point) and evaluate.is_defined(key, point)
            if both and evaluate.same(answer, key, point, trust=True) is False:
                return point
    return None
