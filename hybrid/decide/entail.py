"""Polynomial consequences: an atom from hypotheses, by identities that can be checked by multiplying out.

Equations. p = 0 follows from h_i = 0 when u*p = sum c_i*h_i with polynomials c_i and a product u of things
known not to be zero (`ideal.py`).

Inequalities. The negated goal and the hypotheses are contradictory when a sum of products of them,

    sum  a_k * f_i*f_j  +  sum  b_k * s_k^2  +  sum  c_k * m_k*h_k        (a_k, b_k >= 0, h_k = 0)

is a constant that cannot be, where all f_i are >= 0 or > 0: a small Positivstellensatz (Stengle 1974;
the search by linear programming over fixed products is Handelman's, with squares from `squares.py`).
The coefficients are found, exactly, by `farkas.py`.

What the hypotheses are taken to say is collected by `setting.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations_with_replacement, islice
from typing import Any

from hybrid.decide import ideal, squares
from hybrid.decide.atoms import difference
from hybrid.decide.elimination import Definition, definitions, reduced
from hybrid.decide.farkas import Form, Kind, check, contradiction
from hybrid.decide.setting import MAX_FACTS, Setting, goal_defined, setting_of
from hybrid.decide.sparse import (
    CONSTANT,
    Poly,
    TooBig,
    constant,
    plus,
    scaled,
    times,
    total_degree,
)
from hybrid.decide.verdict import Verdict, proved, unknown
from hybrid.evidence import EvidenceError, index, listed, pair, ratio
from hybrid.problem import Domain, FormatError, term_from_json, term_to_json
from hybrid.term import FALSE, RELATIONS, Term, subterms

BY = "entail"
MAX_INEQUALITIES = 9
MAX_FORMS = 170
MAX_NAMES = 5
MAX_DEGREE = 8
MAX_PIVOTS = 160
MAX_FACTORS = 4
MAX_ROOTS = 8
NEGATION = -1
STAGES = 3

# A factor of a product: the number of a fact, NEGATION, or a polynomial to be squared or multiplied by.
Factor = int | tuple[str, Term]
Product = tuple[Factor, ...]


def entails(
    hyps: Sequence[Term], goal: Term, domains: Mapping[str, Domain] | None = None, effort: int = STAGES
) -> Verdict:
    """Whether the atom `goal` holds wherever all hypotheses do: proved with a certificate, or unknown.

    effort: how many of the growing lists of products are tried.
    """
    if goal is not FALSE and goal.head not in RELATIONS:
        return unknown(BY, "not an atom")
    ranges = domains or {}
    try:
        if not goal_defined(hyps, goal, ranges):
            return unknown(BY, "a condition of the goal is not known")
        setting = setting_of(hyps, goal, ranges)
        details = _by_ideal(setting, effort) or _by_elimination(setting, effort) or _by_sum(setting, effort)
    except TooBig as error:
        return unknown(BY, f"too big: {error}")
    return proved(BY, **details) if details is not None else unknown(BY, "no combination found")


def check_certificate(
    hyps: Sequence[Term], goal: Term, certificate: Mapping[str, Any], domains: Mapping[str, Domain] | None = None
) -> bool:
    """Whether the certificate proves the goal: facts collected again, products multiplied out and added."""
    ranges = domains or {}
    try:
        if not goal_defined(hyps, goal, ranges):
            return False
        setting = setting_of(hyps, goal, ranges)
        if certificate.get("method") == "ideal":
            return _check_ideal(setting, certificate)
        return certificate.get("method") == "sum" and _check_sum(setting, certificate)
    except (TooBig, FormatError, EvidenceError):
        return False


def summands(
    hyps: Sequence[Term], goal: Term, certificate: Mapping[str, Any], domains: Mapping[str, Domain] | None = None
) -> list[tuple[Fraction, tuple[Term, ...]]] | None:
    """For a certificate of an inequality that uses the negated goal once: the difference of the goal's sides, the
    larger first, as a sum of number times product, equations that are zero left out. For show, trusted by nobody."""
    if goal.head not in ("lt", "le", "gt", "ge") or certificate.get("method") != "sum":
        return None
    setting = setting_of(hyps, goal, domains or {})
    negation = _negations(setting)[0]
    (lines,) = certificate["sums"]
    whole: Fraction | None = None
    found, total = [], Poly()
    for text, data in lines:
        product = tuple(map(_factor_from_json, data))
        form = _form(setting, negation, product)
        if form is None or NEGATION in product and (product != (NEGATION,) or whole is not None):
            return None
        total = plus(total, form[0], Fraction(text))
        if product == (NEGATION,):
            whole = Fraction(text)
        elif form[1] != "eq":
            found.append((Fraction(text), tuple(t for x in product for t in _shown(setting, x))))
    if whole is None or whole <= 0 or set(total) - {CONSTANT}:
        return None
    rest = -total.get(CONSTANT, Fraction(0))
    return [(c / whole, factors) for c, factors in found] + ([(rest / whole, ())] if rest else [])


def _shown(s: Setting, x: Factor) -> tuple[Term, ...]:
    if isinstance(x, int):
        return (s.reader.term(s.facts[x][0]),)
    return (x[1], x[1]) if x[0] == "square" else (x[1],)


# -- equations -----------------------------------------------------------------------------------


def _by_ideal(s: Setting, effort: int) -> dict[str, Any] | None:
    if s.target is FALSE:
        p = constant(1)
    elif s.target.head == "eq":
        p = s.reader.poly(difference(s.target))
    else:
        return None
    hyps = [(i, q) for i, (q, kind) in enumerate(s.facts) if kind == "eq"]
    if not hyps and p:
        return None
    nonzero = [i for i, (_, kind) in enumerate(s.facts) if kind in ("ne", "gt")][:6]
    pairs = combinations_with_replacement(nonzero, 2) if effort == STAGES else ()
    for multiplier in ((), *((i,) for i in nonzero), *pairs):
        u = p
        for i in multiplier:
            u = times(u, s.facts[i][0])
        for extra in (0, 1) if not multiplier else (0,):
            found = ideal.member(u, [q for _, q in hyps], extra)
            if found is not None:
                cofactors = [[i, term_to_json(s.reader.term(c))] for (i, _), c in zip(hyps, found, strict=True) if c]
                return {"method": "ideal", "multiplier": list(multiplier), "cofactors": cofactors}
    return None


def _check_ideal(s: Setting, certificate: Mapping[str, Any]) -> bool:
    p = constant(1) if s.target is FALSE else s.reader.poly(difference(s.target))
    if s.target is not FALSE and s.target.head != "eq":
        return False
    for x in listed(certificate.get("multiplier"), MAX_FACTORS):
        q, kind = s.facts[index(x, len(s.facts))]
        if kind not in ("ne", "gt"):
            return False
        p = times(p, q)
    hyps, cofactors = [], []
    for x, c in map(pair, listed(certificate.get("cofactors"), MAX_FACTS)):
        q, kind = s.facts[index(x, len(s.facts))]
        if kind != "eq":
            return False
        hyps.append(q)
        cofactors.append(s.reader.poly(term_from_json(c)))
    return ideal.is_member(p, hyps, cofactors)


# -- inequalities --------------------------------------------------------------------------------


def _negations(s: Setting) -> list[tuple[Poly, Kind] | None]:
    """What to contradict: for an equation both strict inequalities, one form for other goals."""
    if s.target is FALSE:
        return [None]
    p = s.reader.poly(difference(s.target))
    minus = scaled(p, -1)
    table: dict[str, list[tuple[Poly, Kind] | None]] = {
        "eq": [(p, "gt"), (minus, "gt")],
        "ne": [(p, "eq")],
        "ge": [(minus, "gt")],
        "gt": [(minus, "ge")],
        "le": [(p, "gt")],
        "lt": [(p, "ge")],
    }
    return table[s.target.head]


def _by_elimination(s: Setting, effort: int) -> dict[str, Any] | None:
    """An inequality as a sum of facts, products of two, and facts times squares that stand in the goal, once what
    equations define is put in. So few products suffice where what is put in hides that a square is one."""
    if effort < STAGES or s.target.head not in ("lt", "le", "gt", "ge"):
        return None
    (negation,) = _negations(s)
    signed = _signed(s)
    try:
        defined = definitions({i: p for i, (p, kind) in enumerate(s.facts) if kind == "eq"})
        roots = _standing_squares(s, defined)
        if not defined and not roots:
            return None
        products: list[Product] = [(i,) for i in (NEGATION, *signed)]
        products += [(*i, ("square", root)) for root in roots for i in ((), *((i,) for i in signed))]
        products += combinations_with_replacement(signed, 2)
        forms = [(product, _form(s, negation, product)) for product in products[:MAX_FORMS]]
        labelled = [(product, form) for product, form in forms if form is not None]
        left = [(reduced(p, defined)[0], kind) for _, (p, kind) in labelled]
        found = contradiction(left, MAX_PIVOTS)
        if found is None:
            return None
        total: Poly = {}
        for i, c in found.items():
            total = plus(total, labelled[i][1][0], c)
        lines = _lines(found, labelled)
        for i, cofactor in sorted(reduced(total, defined)[1].items()):
            lines.append(["-1", [i, _factor_json(("times", s.reader.term(cofactor)))]])
    except TooBig:
        return None
    return {"method": "sum", "sums": [lines]}


def _standing_squares(s: Setting, defined: Sequence[Definition]) -> list[Term]:
    """Polynomials whose squares stand in the difference of the goal's sides, or in a product in them."""
    products = [t for side in s.target.args for _, t in subterms(side) if t.head in ("mul", "pow") and t.free]
    met = [s.reader.difference(*s.target.args), *(s.reader.poly(t) for t in products)]
    found = [squares.square_part(reduced(p, defined)[0]) for p in met]
    return list(dict.fromkeys(s.reader.term(q) for q in found if q))[:MAX_ROOTS]


def _by_sum(s: Setting, effort: int) -> dict[str, Any] | None:
    sums = []
    for negation in _negations(s):
        found = _sum(s, negation, effort)
        if found is None:
            return None
        sums.append(found)
    return {"method": "sum", "sums": sums}


def _sum(s: Setting, negation: tuple[Poly, Kind] | None, effort: int) -> list[Any] | None:
    for products in islice(_stages(s, negation), effort):
        labelled: list[tuple[Product, Form]] = []
        for product in products:
            form = _form(s, negation, product)
            if form is not None and total_degree(form[0]) <= MAX_DEGREE:
                labelled.append((product, form))
            if len(labelled) > MAX_FORMS:
                break
        labelled += _equation_multiples(s, negation, [f for _, f in labelled])
        found = contradiction([f for _, f in labelled], MAX_PIVOTS)
        if found is not None:
            return _lines(found, labelled)
    return None


def _lines(found: Mapping[int, Fraction], labelled: Sequence[tuple[Product, Form]]) -> list[Any]:
    """A combination of products as it stands in a certificate."""
    return [[str(c), [_factor_json(x) for x in labelled[i][0]]] for i, c in sorted(found.items())]


def _signed(s: Setting) -> list[int]:
    """The facts that are inequalities, by their numbers, at most MAX_INEQUALITIES."""
    return [i for i, (_, kind) in enumerate(s.facts) if kind in ("ge", "gt")][:MAX_INEQUALITIES]


def _stages(s: Setting, negation: tuple[Poly, Kind] | None) -> Iterator[list[Product]]:
    """Products to try: first the facts with squares and products with the goal, then all pairs."""
    signed = _signed(s)
    unequal = [i for i, (_, kind) in enumerate(s.facts) if kind == "ne"][:4]
    targets = [] if negation is None else [scaled(negation[0], -1)]
    goal: list[int] = [NEGATION] if negation is not None and negation[1] != "eq" else []
    roots = squares.candidates(targets or [p for p, _ in s.facts])
    single: list[Product] = [(i,) for i in (*goal, *signed)]
    square: list[Product] = [(("square", s.reader.term(q)),) for q in roots]
    yield single + square + [(i, i) for i in unequal]
    with_goal: list[Product] = [(NEGATION, i) for i in (*goal, *signed)] if goal else []
    pairs: list[Product] = [tuple(p) for p in combinations_with_replacement(signed, 2)]
    if not with_goal and not pairs and all(kind != "eq" for _, kind in s.facts):
        return
    names = sorted({k for p in (*targets, *(p for p, _ in s.facts)) for m in p for k, _ in m})[:MAX_NAMES]
    more: list[Product] = [(("square", s.reader.term(q)),) for q in squares.simple(names) if q not in roots]
    whole = single + with_goal + pairs + square + more + [(i, i) for i in unequal]
    yield whole
    weighted: list[Product] = [(i, *q) for i in (*signed, *goal) for q in (*square, *more)]
    if weighted:
        yield whole + weighted


def _equation_multiples(
    s: Setting, negation: tuple[Poly, Kind] | None, forms: Sequence[Form]
) -> list[tuple[Product, Form]]:
    equations = [(i, p) for i, (p, kind) in enumerate(s.facts) if kind == "eq"]
    if negation is not None and negation[1] == "eq":
        equations.append((NEGATION, negation[0]))
    if not equations:
        return []
    out: list[tuple[Product, Form]] = []
    found = ideal.multiples([p for p, _ in forms] or [constant(1)], [p for _, p in equations], 0)
    for (k, m), p in found.items():
        factor: Factor = ("times", s.reader.term({m: Fraction(1)}))
        out.append(((equations[k][0], factor) if m else (equations[k][0],), (p, "eq")))
    for i, p in equations:
        if not any(product == (i,) for product, _ in out):
            out.append(((i,), (p, "eq")))
    return out


def _form(s: Setting, negation: tuple[Poly, Kind] | None, product: Product) -> Form | None:
    """A product multiplied out, with what is known of it; None when nothing is."""
    out = constant(1)
    kinds: list[str] = []
    unequal: list[int] = []
    loose = False
    for x in product:
        if isinstance(x, int):
            if x == NEGATION and negation is None or not NEGATION <= x < len(s.facts):
                return None
            p, kind = negation if x == NEGATION and negation is not None else s.facts[x]
            if kind == "ne":
                unequal.append(x)
            else:
                kinds.append(kind)
            out = times(out, p)
        else:
            p = s.reader.poly(x[1])
            if x[0] == "square":
                kinds.append("ge")
                out = times(out, times(p, p))
            else:
                loose = True
                out = times(out, p)
    if "eq" in kinds:
        return out, "eq"
    if loose or any(unequal.count(i) % 2 for i in unequal):
        return None
    return out, "ge" if "ge" in kinds else "gt"


def _check_sum(s: Setting, certificate: Mapping[str, Any]) -> bool:
    negations = _negations(s)
    sums = listed(certificate.get("sums"))
    if len(sums) != len(negations):
        return False
    for negation, lines in zip(negations, sums, strict=True):
        forms: list[Form] = []
        coefficients: dict[int, Fraction] = {}
        for i, (c, factors) in enumerate(map(pair, listed(lines))):
            form = _form(s, negation, tuple(_factor_from_json(x) for x in listed(factors, MAX_FACTORS)))
            if form is None:
                return False
            forms.append(form)
            coefficients[i] = ratio(c)
        if not check(forms, coefficients):
            return False
    return True


def _factor_json(x: Factor) -> Any:
    return x if isinstance(x, int) else [x[0], term_to_json(x[1])]


def _factor_from_json(x: Any) -> Factor:
    if isinstance(x, int):
        return x
    name, data = pair(x)
    if name not in ("square", "times"):
        raise EvidenceError("a factor is neither a square nor a multiplier")
    return name, term_from_json(data)


__all__ = ["check_certificate", "entails", "summands"]
