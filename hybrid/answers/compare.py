"""Whether two readings of answers are the same mathematics.

    values      equal as partial functions: defined at the same points, and equal there. x + 1 is not (x^2 - 1)/(x - 1)
    elements    each of the one equals one of the other, and the other way round
    tuples      as long, equal at each place
    sets        formulas in one letter, true at the same points
    formulas    true at the same points

Three answers: proved, refuted, unknown. The work is bounded by hybrid.answers.bounds, and the deciders bound
themselves. Balls of numbers are computed with a precision that belongs to the process, so one comparison runs at a
time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from hybrid.answers.alone import alone
from hybrid.answers.bounds import moderate
from hybrid.answers.read import POINT, Answer, Reading, rational_of
from hybrid.answers.surds import signed_square
from hybrid.decide import cascade, cells
from hybrid.decide.closed import compare, exact_truth
from hybrid.decide.evaluate import UNDEFINED
from hybrid.decide.verdict import Verdict, proved, refuted, unknown
from hybrid.judge import judge
from hybrid.term import Term, disj, eq, make, mul, number, sub

BY = "answers"
MAX_PAIRS = 400  # of elements that are compared by more than their numbers
MAX_FORMULA = 80  # nodes of a formula in several letters


@dataclass(frozen=True)
class Match:
    """A verdict and the two readings it is about, None where none could be compared."""

    verdict: Verdict
    gold: Reading | None = None
    given: Reading | None = None


def match(gold: Answer, given: Answer) -> Match:
    """Whether some reading of the given answer is a reading of the gold one, units taken into account."""
    if gold.whole is not None and given.whole is not None:
        same = gold.whole == given.whole
        return Match(proved("numbers") if same else refuted("numbers", {}), gold.readings[0], given.readings[0])
    if not gold.readings or not given.readings:
        if gold.plain and gold.plain == given.plain:
            return Match(proved("same text"))
        return Match(unknown(BY, (gold if not gold.readings else given).problem or "not read"))
    scale = _scale(gold, given)
    if isinstance(scale, Verdict):
        return Match(scale)
    with alone():
        return _some(gold, given, scale)


def _some(gold: Answer, given: Answer, scale: Fraction) -> Match:
    found: list[Match] = []
    for g in gold.readings:
        for h in given.readings:
            if g.bare and given.percent or h.bare and gold.percent:
                continue  # 50% and 0.5%: both say what they are parts of
            other = h if scale == 1 else _scaled(h, scale)
            try:
                verdict = _rounded(g, other, gold.places) if gold.rounded else readings(g, other)
            except (ArithmeticError, RecursionError, ValueError) as error:
                verdict = unknown(BY, str(error))
            if verdict is None:
                continue
            if verdict.proved:
                return Match(verdict, g, h)
            found.append(Match(verdict, g, h))
    if not found:
        return Match(unknown(BY, "nothing to compare") if _words(gold) or _words(given) else refuted("kind", {}))
    return next((m for m in found if not m.verdict.refuted), found[0])


def _words(answer: Answer) -> bool:
    return all(r.kind == "words" for r in answer.readings)


def readings(g: Reading, h: Reading) -> Verdict | None:
    """The verdict on two readings; None when they are of kinds that cannot be compared."""
    if "words" in (g.kind, h.kind):
        if g.kind != h.kind:
            return None
        return proved("words") if g.name == h.name else unknown("words", "other words")
    if g.name and h.name and g.name != h.name:
        return refuted("letter", {})
    if g.kind == h.kind == "value":
        return values(g.term, h.term)
    if g.kind == h.kind == "restricted":
        return _first_not_proved([_expressions(g.term, h.term, (g.where,)), _formulas(g.where, h.where)])
    if g.kind == h.kind == "tuple":
        return _tuples(g, h)
    if g.kind == h.kind == "formula":
        return _formulas(g.term, h.term)
    if "reals" in (g.kind, h.kind):
        a, b = _as_set(g), _as_set(h)
        return None if a is None or b is None else _sets(a, b)
    if {g.kind, h.kind} <= {"value", "elements", "tuple"} and "elements" in (g.kind, h.kind):
        return _elements(g.items if g.kind == "elements" else (g,), h.items if h.kind == "elements" else (h,))
    return None


def values(a: Term, b: Term) -> Verdict:
    """Whether two expressions are defined at the same points and equal there."""
    if a is b or a.key == b.key:
        return proved("same")
    if not a.free and not b.free:
        p, q = rational_of(a), rational_of(b)
        if p is not None and q is not None:
            return proved("numbers") if p == q else refuted("numbers", {})
        return _closed(a, b)
    if not (moderate(a) and moderate(b)):
        return unknown(BY, "too large to be compared")
    return _expressions(a, b, ())


def _closed(a: Term, b: Term) -> Verdict:
    if moderate(a) and moderate(b):
        p, q = signed_square(a), signed_square(b)
        if p is not None and q is not None:
            return proved("numbers") if p == q else refuted("numbers", {})
    s = compare(a, b)
    if s is UNDEFINED:
        return unknown(BY, "a number without a value")
    if s is None:
        return unknown(BY, "numbers that could not be told apart")
    return proved("numbers") if s == 0 else refuted("numbers", {})


def _expressions(a: Term, b: Term, given: tuple[Term, ...]) -> Verdict:
    """Each follows from the other as a step: so where one is defined the other is, with the same value."""
    forth = judge(a, b, given)
    if not forth.proved:
        return forth
    return judge(b, a, given)


def _first_not_proved(verdicts: Iterable[Verdict]) -> Verdict:
    last = proved("parts")
    waiting: Verdict | None = None
    for verdict in verdicts:
        if verdict.refuted:
            return verdict
        if not verdict.proved:
            waiting = waiting or verdict
    return waiting or last


def _tuples(g: Reading, h: Reading) -> Verdict:
    if len(g.items) != len(h.items):
        return refuted("length", {})
    return _first_not_proved(_items(a, b) for a, b in zip(g.items, h.items, strict=True))


def _items(a: Reading, b: Reading) -> Verdict:
    return readings(a, b) or refuted("kind", {})


def _elements(a: tuple[Reading, ...], b: tuple[Reading, ...]) -> Verdict:
    left, right = _numbers(a), _numbers(b)
    if left is not None and right is not None:
        return proved("numbers") if left == right else refuted("numbers", {})
    if len(a) * len(b) > MAX_PAIRS:
        return unknown(BY, "too many elements")
    table = [[_items(x, y).answer for y in b] for x in a]
    for row in (*table, *map(list, zip(*table, strict=True))):
        if all(v == "refuted" for v in row):
            return refuted("elements", {})
    for row in (*table, *map(list, zip(*table, strict=True))):
        if "proved" not in row:
            return unknown(BY, "an element could not be compared")
    return proved("elements")


def _numbers(items: tuple[Reading, ...]) -> frozenset[Fraction] | None:
    found = [rational_of(i.term) if i.kind == "value" else None for i in items]
    return None if None in found else frozenset(v for v in found if v is not None)


# -- sets and formulas ------------------------------------------------------------------------------


def _as_set(r: Reading) -> Term | None:
    """A reading as a formula in POINT."""
    if r.kind == "reals":
        return r.term
    items = r.items if r.kind == "elements" else (r,)
    if any(i.kind != "value" or i.term.free for i in items):
        return None
    return disj(*(eq(POINT, i.term) for i in items))


def _sets(a: Term, b: Term) -> Verdict:
    if not (moderate(a) and moderate(b)):
        return unknown(BY, "too large to be compared")
    verdict = cells.equivalent(a, b)
    if verdict.answer != "unknown":
        return verdict
    return _formulas(a, b)


def _formulas(a: Term, b: Term) -> Verdict:
    if a.key == b.key:
        return proved("same")
    if a.size > MAX_FORMULA or b.size > MAX_FORMULA or not (moderate(a) and moderate(b)):
        return unknown(BY, "too large to be compared")
    return cascade.equivalence(a, b)


# -- rounding and units -----------------------------------------------------------------------------


def _rounded(g: Reading, h: Reading, places: int) -> Verdict | None:
    """Against an answer that says it is rounded: the difference is at most half a unit of its last place."""
    if g.kind != "value" or h.kind != "value":
        return readings(g, h)
    if g.name and h.name and g.name != h.name:
        return refuted("letter", {})
    if g.term.free or h.term.free:
        return values(g.term, h.term)
    half = number(Fraction(1, 2 * 10**places))
    within = exact_truth(make("le", (make("abs", (sub(g.term, h.term),)), half)))
    return unknown(BY, "not decided") if within is None else proved("rounded") if within else refuted("rounded", {})


def _scaled(r: Reading, scale: Fraction) -> Reading:
    if r.kind != "value":
        return r
    return Reading("value", mul(number(scale), r.term), name=r.name, bare=r.bare)


def _scale(gold: Answer, given: Answer) -> Fraction | Verdict:
    """How many units of the gold answer make one of the given; 1 where one of them names none."""
    if not gold.unit or not given.unit or gold.unit == given.unit:
        return Fraction(1)
    from hybrid.words.nouns import sort_of
    from hybrid.words.units import factor, head_noun, single

    a, b = _unit(gold.unit), _unit(given.unit)
    found = factor(b, a)
    if found is not None:
        return found
    if head_noun(a) and head_noun(a) == head_noun(b):
        return Fraction(1)  # red apples and apples
    counted = any(sort_of(single(u)) == "count" for u in (a, b) if single(u))
    return unknown("units", f"{gold.unit} and {given.unit}") if counted else refuted("units", {})


def _unit(text: str):  # type: ignore[no-untyped-def]
    from hybrid.words.program import Unit
    from hybrid.words.units import normal

    total: dict[str, int] = {}
    for place, part in enumerate(text.split("/")):
        name, _, power = part.partition("^")
        total[name] = total.get(name, 0) + (int(power) if power else 1) * (1 if place == 0 else -1)
    return normal(Unit.of(total))


__all__ = ["Match", "match", "readings", "values"]
