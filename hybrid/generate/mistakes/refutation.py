"""Whether a wrong line is really wrong: the judge's point, evaluated once more, exactly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from hybrid.compute import HELPERS
from hybrid.decide import refute
from hybrid.decide.closed import compare, exact_truth, is_defined
from hybrid.decide.evaluate import UNDEFINED, truth, value
from hybrid.judge import judge
from hybrid.problem import Problem, Relation
from hybrid.term import Term, is_formula, rational, substitute

Point = Mapping[str, Term]


def refuting_point(
    before: Term, wrong: Term, relation: Relation, problem: Problem, hints: Sequence[Point] = ()
) -> Point | None:
    """A point at which the step `before RELATION wrong` fails; None when none was found, or where the exact values at
    the point that was found do not show it.

    For `=` the first term has a value there and the second has none or another; for `<=>` one of the formulas is true
    and the other is not; for `==>` the first is true and the second is not. The hints, points of the problem's domain,
    are tried before the judge is asked.
    """
    if is_formula(before) is not is_formula(wrong) or before.key == wrong.key or relation == "<==":
        return None
    letters = before.free | wrong.free
    for point in hints:
        if letters <= set(point) and _fails(before, wrong, relation, point, problem.given):
            return point
    if relation == "==>":
        found = refute.refute_entailment((*problem.given, before), wrong, problem.domains)
    else:
        found = judge(before, wrong, problem.given, problem.domains).point  # type: ignore[assignment]
    if found is None:
        return None
    point = {x: _plain(v) for x, v in found.items()}
    return point if _fails(before, wrong, relation, point, problem.given) else None


def _fails(before: Term, wrong: Term, relation: Relation, point: Point, given: Sequence[Term]) -> bool:
    return shown(before, wrong, point, given) and (relation != "==>" or holds(before, point) is True)


def solutions(problem: Problem, answer: Term) -> list[Point]:
    """The solutions that the answer to an equation gives as numbers, in its order; none for other problems."""
    if problem.goal != "solve":
        return []
    found: list[Point] = []
    for case in answer.args if answer.head == "or" else (answer,):
        values = {
            e.args[0].value: e.args[1]
            for e in (case.args if case.head == "and" else (case,))
            if e.head == "eq" and e.args[0].head == "sym" and not e.args[1].free
        }
        if set(values) == problem.term.free:
            found.append(values)
    return found


def shown(before: Term, wrong: Term, point: Point, given: Sequence[Term] = ()) -> bool:
    """Whether exact evaluation at the point shows that the two lines differ and that all that is given holds."""
    if not all(holds(g, point) is True for g in given):
        return False
    if is_formula(before):
        left, right = holds(before, point), holds(wrong, point)
        return left is not None and right is not None and left is not right
    a, b = (substitute(t, point) for t in (before, wrong))
    if is_defined(a) is not True:
        return False
    defined = is_defined(b)
    return defined is False or defined is True and compare(a, b) in (-1, 1)


def holds(formula: Term, point: Point) -> bool | None:
    """The truth of a formula at a point, None when it is not known."""
    numbers = _rational(point)
    found = truth(formula, numbers) if numbers is not None else None
    return exact_truth(substitute(formula, point)) if found is None else found


def at_point(t: Term, point: Point) -> str:
    """The value of an expression at a point, as a text; "" when it is not rational."""
    numbers = _rational(point)
    found = None if numbers is None else value(t, numbers)
    return "undefined" if found is UNDEFINED else "" if found is None else str(found)


def _plain(v: Term) -> Term:
    """A coordinate as a person writes it: 3 - sqrt(7) for (6 - sqrt(6^2 - 4*2))/2."""
    plain = None if rational(v) is not None else HELPERS["value"](v) or HELPERS["surd_normal"](v)
    return plain if isinstance(plain, Term) and compare(plain, v) == 0 else v


def _rational(point: Point) -> dict[str, Fraction | int] | None:
    values = {x: rational(v) for x, v in point.items()}
    known = {x: v for x, v in values.items() if v is not None}
    return known if len(known) == len(values) else None
