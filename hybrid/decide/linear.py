"""Linear arithmetic over the rationals, in any number of letters.

Hypotheses and goal are relations between sums of monomials; monomials that are not letters (x^2, x*y,
sqrt(x)) are treated as if they were letters of their own, which is sound for proofs. A goal follows when
its negation contradicts the hypotheses by addition (`farkas.py`):

    x + y <= 3,  x - y <= 1   |-  x <= 2        since (x + y - 3) + (x - y - 1) + 2*(2 - x) = 0

An equation follows when both inequalities do. Where all letters are integers, a strict inequality
between integer combinations is one with a gap of 1, and constants are rounded (Gomory, Chvatal).

A hypothesis is true, so its terms are defined; a goal holds only where its terms are, so the
conditions of the goal are proved as well. Systems of equations are compared by their row spaces.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from math import floor, gcd, lcm
from typing import Any

from flint import fmpq, fmpq_mat

from hybrid.decide.factorial import whole
from hybrid.decide.farkas import Form, Kind, check, contradiction
from hybrid.decide.meaning import conditions, truth
from hybrid.decide.sparse import CONSTANT, Monomial, Poly, Reader, TooBig, atoms, plus, scaled
from hybrid.decide.verdict import Verdict, proved, refuted, unknown
from hybrid.evidence import EvidenceError, index, listed, pair, ratio
from hybrid.problem import Domain
from hybrid.term import FALSE, RELATIONS, TRUE, ZERO, Term, make, number, sym

BY = "linear"
NEGATED = {"lt": "ge", "le": "gt", "gt": "le", "ge": "lt", "ne": "eq"}
MAX_FORMS = 120


def entails(hyps: Sequence[Term], goal: Term, domains: Mapping[str, Domain] | None = None) -> Verdict:
    """Whether the atom `goal` holds wherever all hypotheses do: proved, or unknown (never refuted).

    The certificate lists coefficients by number of form, as `check_farkas` counts them: the atoms of
    the hypotheses with their conditions, then x >= 0 for each natural letter, then the negated goal.
    """
    try:
        details = _prove(tuple(hyps), goal, domains or {})
    except TooBig as error:
        return unknown(BY, f"too big: {error}")
    return proved(BY, **details) if details is not None else unknown(BY, "does not follow by linear arithmetic")


def check_farkas(
    hyps: Sequence[Term], goal: Term, certificate: Mapping[str, Any], domains: Mapping[str, Domain] | None = None
) -> bool:
    """Whether the certificate of `entails` proves the goal: additions and comparisons of rationals only."""
    try:
        return _check(tuple(hyps), goal, certificate, domains or {})
    except (TooBig, EvidenceError):
        return False


# -- hypotheses as forms -------------------------------------------------------------------------


def known(hyps: Sequence[Term]) -> list[Term]:
    """The atoms of the hypotheses, and the conditions they imply, without repetition."""
    out: dict[str, Term] = {}
    for f in atoms(hyps):
        out.setdefault(f.key, f)
    for f in list(out.values()):
        for c in conditions(f.args[0] if f.head == "defined" else f) if f.head in RELATIONS | {"defined"} else ():
            out.setdefault(c.key, c)
    for f in list(out.values()):
        if f.head == "defined" and f.args[0].head == "fact":  # of natural numbers only
            bound = make("ge", (f.args[0].args[0], ZERO))
            out.setdefault(bound.key, bound)
    return list(out.values())


def form(f: Term, reader: Reader) -> Form | None:
    """An atom as p = 0, p >= 0 or p > 0; None for `!=` and what is no relation. Raises TooBig."""
    if f is FALSE:
        return {CONSTANT: Fraction(-1)}, "ge"
    if f.head not in RELATIONS or f.head == "ne":
        return None
    a, b = f.args
    p = reader.difference(a, b)
    if f.head == "eq":
        return p, "eq"
    kind: Kind = "gt" if f.head in ("lt", "gt") else "ge"
    return (p, kind) if f.head in ("gt", "ge") else (scaled(p, -1), kind)


def forms_of(facts: Sequence[Term], reader: Reader, domains: Mapping[str, Domain]) -> list[Form]:
    """The forms of known atoms, of natural letters, sharpened by `!=` and by integrality; in a fixed order."""
    found = [f for f in (form(a, reader) for a in facts) if f is not None]
    unequal = [reader.difference(*a.args) for a in facts if a.head == "ne"]
    letters = sorted(k for k, g in reader.generators.items() if g.head == "sym" and domains.get(k) == "natural")
    found += [(reader.poly(sym(k)), "ge") for k in letters]
    found = [(p, "gt") if kind == "ge" and any(_parallel(p, q) for q in unequal) else (p, kind) for p, kind in found]
    return [_sharpened(f, reader, domains) for f in found]


def _parallel(p: Poly, q: Poly) -> bool:
    if set(p) != set(q) or not p:
        return False
    ratios = {p[m] / q[m] for m in p}
    return len(ratios) == 1


def _sharpened(f: Form, reader: Reader, domains: Mapping[str, Domain]) -> Form:
    return rounded(f, lambda m: all(whole(reader.generators[k], domains) for k, _ in m))


def rounded(f: Form, integral: Callable[[Monomial], bool]) -> Form:
    """With all monomials integers, p > 0 is p - 1 >= 0 for integral p; constants are rounded, 2*q = 1 fails."""
    p, kind = f
    if not all(integral(m) for m in p if m):
        return f
    above = [c for m, c in p.items() if m]
    if not above:
        return f
    below = lcm(*[c.denominator for c in above])
    common = gcd(*[int(c * below) for c in above])
    scale = Fraction(below, common)
    rest = p.get(CONSTANT, Fraction(0)) * scale
    if kind == "eq":
        return f if rest.denominator == 1 else ({CONSTANT: Fraction(-1)}, "ge")
    # q + rest > 0 with an integer q: q >= -rest + (something), that is q + ceil(rest) - 1 >= 0.
    least = floor(rest) if kind == "ge" else -floor(-rest) - 1
    sharp = {m: c * scale for m, c in p.items() if m}
    if least:
        sharp[CONSTANT] = Fraction(least)
    return sharp, "ge"


# -- proving and checking ------------------------------------------------------------------------


def _negations(goal: Term) -> list[Term] | None:
    """Atoms such that the goal holds iff each of them fails (where the goal's terms are defined)."""
    if goal is FALSE:
        return [TRUE]
    if goal.head == "eq":
        return [make("lt", goal.args), make("gt", goal.args)]
    if goal.head in NEGATED:
        return [make(NEGATED[goal.head], goal.args)]
    return None


def _setting(facts: Sequence[Term], negation: Term, domains: Mapping[str, Domain]) -> list[Form]:
    reader = Reader()
    extra = form(negation, reader)
    forms = forms_of(facts, reader, domains)
    if extra is not None:
        forms.append(_sharpened(extra, reader, domains))
    if len(forms) > MAX_FORMS:
        raise TooBig("hypotheses")
    return forms


def _prove(hyps: tuple[Term, ...], goal: Term, domains: Mapping[str, Domain]) -> dict[str, Any] | None:
    if goal is TRUE:
        return {"combination": []}
    facts = known(hyps)
    if any(f.key == goal.key for f in facts):
        return {"present": True}
    negations = _negations(goal)
    if negations is None:
        return None
    needed = []
    for c in conditions(goal):
        details = _prove(hyps, c, domains)
        if details is None:
            return None
        needed.append(details)
    combinations = []
    for n in negations:
        found = contradiction(_setting(facts, n, domains))
        if found is None:
            return None
        combinations.append([[i, str(c)] for i, c in sorted(found.items())])
    details = {"combination": combinations[0]}
    if len(combinations) > 1:
        details["second"] = combinations[1]
    if needed:
        details["conditions"] = needed
    return details


def _check(hyps: tuple[Term, ...], goal: Term, certificate: Any, domains: Mapping[str, Domain]) -> bool:
    if not isinstance(certificate, Mapping):
        raise EvidenceError("the numbers for a condition are missing")
    if goal is TRUE:
        return True
    facts = known(hyps)
    if certificate.get("present") is True:
        return any(f.key == goal.key for f in facts)
    negations = _negations(goal)
    needed = conditions(goal)
    given = listed(certificate.get("conditions", []))
    if negations is None or len(given) != len(needed):
        return False
    if not all(_check(hyps, c, d, domains) for c, d in zip(needed, given, strict=True)):
        return False
    for n, name in zip(negations, ("combination", "second"), strict=False):
        forms = _setting(facts, n, domains)
        lines = map(pair, listed(certificate.get(name)))
        if not check(forms, {index(i, len(forms)): ratio(c) for i, c in lines}):
            return False
    return True


# -- systems of equations ------------------------------------------------------------------------


def equivalent_systems(
    a: Term, b: Term, context: Sequence[Term] = (), domains: Mapping[str, Domain] | None = None
) -> Verdict:
    """Whether two conjunctions of linear equations have the same solutions (of those of the context).

    `false` counts as an inconsistent system. Proved when each side's equations lie in the span of the
    other's and those of the context; refuted with a point, if all is linear; else unknown. The certificate
    says how: for each direction the combination for each equation, or one that is a constant other than 0.
    """
    reader = Reader()
    try:
        directions = _directions(a, b, context, reader)
    except TooBig as error:
        return unknown(BY, f"too big: {error}")
    if directions is None:
        return unknown(BY, "not conjunctions of equations with terms that are always defined")
    spans = []
    for system, target in directions:
        missing = _outside(system, target)
        if missing is not None:
            return _separated(system, missing, (a, b, *context), reader, domains or {})
        spans.append(_combinations(system, target) or _combinations(system, [{CONSTANT: Fraction(1)}]) or [])
    return proved(BY, spans=spans)


def check_systems(a: Term, b: Term, context: Sequence[Term], certificate: Mapping[str, Any]) -> bool:
    """Whether the certificate of `equivalent_systems` proves it: additions of polynomials only."""
    try:
        directions = _directions(a, b, context, Reader())
        spans = listed(certificate.get("spans"), 2)
        if directions is None or len(spans) != 2:
            return False
        return all(_spanned(*d, listed(lines)) for d, lines in zip(directions, spans, strict=True))
    except (TooBig, EvidenceError):
        return False


def _spanned(system: Sequence[Poly], targets: Sequence[Poly], lines: Sequence[Any]) -> bool:
    sums = []
    for line in lines:
        total: Poly = {}
        for i, c in map(pair, listed(line)):
            total = plus(total, system[index(i, len(system))], ratio(c))
        sums.append(total)
    return sums == list(targets) or any(set(total) == {CONSTANT} for total in sums)


def _directions(
    a: Term, b: Term, context: Sequence[Term], reader: Reader
) -> list[tuple[list[Poly], list[Poly]]] | None:
    """What must be spanned by what: b's equations by a's and those of the context, and the other way."""
    left, right = _equations(a, reader), _equations(b, reader)
    if left is None or right is None:
        return None
    given = [h for h in atoms(context) if h.head == "eq" and not conditions(h)]
    shared = [reader.difference(*h.args) for h in given]
    return [(left + shared, right), (right + shared, left)]


def _combinations(system: Sequence[Poly], targets: Sequence[Poly]) -> list[list[list[Any]]] | None:
    """For each target the coefficients, by number of equation, with which the system gives it; None when not all
    are given."""
    columns = _columns([*system, *targets])
    n, width = len(system), len(system) + len(targets)
    entries = [p.get(m, Fraction(0)) for m in columns for p in (*system, *targets)]
    table, rank = fmpq_mat(len(columns), width, [fmpq(c.numerator, c.denominator) for c in entries]).rref()
    pivots = [next(j for j in range(width) if table[i, j] != 0) for i in range(rank)]
    if pivots and pivots[-1] >= n:
        return None
    return [[[k, str(table[i, j])] for i, k in enumerate(pivots) if table[i, j] != 0] for j in range(n, width)]


def _equations(f: Term, reader: Reader) -> list[Poly] | None:
    if f is FALSE:
        return [{CONSTANT: Fraction(1)}]
    if f is TRUE:
        return []
    out = []
    for e in atoms([f]):
        if e.head != "eq" or conditions(e):
            return None
        out.append(reader.difference(*e.args))
    return out


def _reduced(rows: Sequence[Poly], columns: Sequence[Monomial]) -> tuple[list[list[fmpq]], list[int]]:
    """Row echelon form over the columns, and the pivot columns."""
    if not rows:
        return [], []
    entries = [fmpq(c.numerator, c.denominator) for p in rows for c in (p.get(m, Fraction(0)) for m in columns)]
    matrix, rank = fmpq_mat(len(rows), len(columns), entries).rref()
    table = [[matrix[i, j] for j in range(len(columns))] for i in range(rank)]
    return table, [next(j for j, c in enumerate(r) if c != 0) for r in table]


def _columns(polys: Sequence[Poly]) -> list[Monomial]:
    found = {m for p in polys for m in p if m}
    return [*sorted(found), CONSTANT]


def _outside(system: Sequence[Poly], targets: Sequence[Poly]) -> Poly | None:
    """A target that is not a combination of the system (an inconsistent system spans all), else None."""
    columns = _columns([*system, *targets])
    table, pivots = _reduced(system, columns)
    if pivots and pivots[-1] == len(columns) - 1:
        return None
    for p in targets:
        row = [fmpq(c.numerator, c.denominator) for c in (p.get(m, Fraction(0)) for m in columns)]
        for r, j in zip(table, pivots, strict=True):
            if row[j] != 0:
                scale = row[j]
                row = [x - scale * y for x, y in zip(row, r, strict=True)]
        if any(x != 0 for x in row):
            return p
    return None


def _separated(
    system: Sequence[Poly], missing: Poly, formulas: Sequence[Term], reader: Reader, domains: Mapping[str, Domain]
) -> Verdict:
    """A solution of the system that is none of `missing`, checked against the formulas themselves."""
    columns = _columns([*system, missing])
    if any(len(m) != 1 or m[0][1] != 1 or reader.generators[m[0][0]].head != "sym" for m in columns if m):
        return unknown(BY, "not linear: monomials were taken for letters")
    table, pivots = _reduced(system, columns)
    free = [j for j in range(len(columns) - 1) if j not in pivots]
    letters = sorted(frozenset().union(*[f.free for f in formulas]))
    a, b, *context = formulas
    for chosen in (-1, *free):
        for value in (1, 2, -1):
            values = {j: Fraction(value if j == chosen else 0) for j in free}
            for r, j in zip(table, pivots, strict=True):
                total = r[-1] + sum((r[k] * int(v) for k, v in values.items() if k in free), fmpq(0))
                values[j] = -Fraction(int(total.p), int(total.q))
            point = dict.fromkeys(letters, Fraction(0))
            point |= {columns[j][0][0]: v for j, v in values.items()}
            if not all(_inside(v, domains.get(k, "real")) for k, v in point.items()):
                continue
            sides = (truth(a, point), truth(b, point))
            if None not in sides and sides[0] is not sides[1] and all(truth(h, point) for h in context):
                return refuted(BY, {k: number(v) for k, v in point.items()})
    return unknown(BY, "no point found that tells the systems apart")


def _inside(value: Fraction, domain: Domain) -> bool:
    return domain in ("real", "rational") or value.denominator == 1 and (domain == "integer" or value >= 0)


__all__ = ["check_farkas", "check_systems", "entails", "equivalent_systems", "form", "forms_of", "known", "rounded"]
