"""Proving inequalities by the sign of the difference of their sides.

a >= b says that a - b is not negative. The difference is brought into a form whose sign is seen: factors,
one fraction, squares. Then the rules of signs finish:

    a/b + b/a >= 2   <=>   (a - b)^2/(a*b) >= 0    where a, b > 0: a square over a positive number

A form is offered only if its sign is seen in it under the hypotheses, letters and sums that are linear in one
letter being compared with what the hypotheses say of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction

from hybrid.compute.factoring import factor
from hybrid.compute.polynomial import collect, expand
from hybrid.compute.rational import together
from hybrid.compute.squares import sum_of_squares
from hybrid.decide import entail, linear
from hybrid.decide.rational import same_value
from hybrid.decide.signs import ANY, NONNEGATIVE, POSITIVE, Facts, Signs, plain, sign_of
from hybrid.kernel import conjuncts
from hybrid.problem import Problem
from hybrid.propose.move import Move
from hybrid.term import TRUE, ZERO, Place, Term, add, div, make, mul, neg, num, number, power, sub, subterms, sym

_SAYS = {POSITIVE: "is positive", NONNEGATIVE: "is not negative", frozenset((-1,)): "is negative"}
_SAYS |= {frozenset((-1, 0)): "is not positive", frozenset((-1, 1)): "is not 0", frozenset((0,)): "is 0"}
_FAMILY = {"lt": "", "gt": ".mirrored", "le": ".weak", "ge": ".mirrored.weak"}
ORDERS = frozenset({"lt", "le", "gt", "ge"})
RANK = 15_000


class DifferenceProposer:
    """For an inequality to prove: offers the difference of its sides in a form that shows its sign, and then true."""

    def propose(self, state: Term, problem: Problem) -> Iterator[Move]:
        if problem.goal != "prove":
            return
        for place, hypotheses, goal in open_goals(state, (), tuple(problem.given)):
            if goal.head not in ORDERS or len(problem.term.free) == 1 and all(map(plain, goal.args)):
                continue  # what is linear in one letter is solved for it
            known = _with_letters(hypotheses, goal, problem)
            if len(known) > len(hypotheses) and (chain := _chain(state, known[len(hypotheses) :])) is not None:
                yield chain
                continue
            facts = Facts(known, problem.domains, charts=False)
            wanted = POSITIVE if goal.head in ("lt", "gt") else NONNEGATIVE
            if (t := _compared(goal)) is not None and sign_of(t, facts) <= wanted:
                yield _move(place, "signs", TRUE, _reason(goal.args[goal.args[0] is ZERO], facts))
                continue
            moves = list(_look(place, goal, wanted, facts))
            yield from moves
            if not moves and len(problem.term.free) > 1:
                moves = list(_combined(place, hypotheses, goal, facts, problem))
                yield from moves
            if not moves:
                yield from _squared(place, goal, facts)


def _with_letters(hypotheses: tuple[Term, ...], goal: Term, problem: Problem) -> tuple[Term, ...]:
    """The hypotheses with the signs of letters that follow from several of them: b > a and a > 0 make b > 0."""
    more = []
    if len(hypotheses) > 1:
        facts = Facts(hypotheses, problem.domains, charts=False)
        for name in sorted(goal.free):
            atoms = [make(head, (sym(name), ZERO)) for head in ("gt", "lt", "ge", "le")]
            if sign_of(sym(name), facts) == ANY:
                more += [a for a in atoms if linear.entails(hypotheses, a, problem.domains).proved][:1]
    return (*hypotheses, *more)


_CHAINS = {
    ("gt", "gt"): "greater-chain",
    ("gt", "ge"): "greater-chain-left",
    ("ge", "gt"): "greater-chain-right",
    ("ge", "ge"): "at-least-chain",
    ("lt", "lt"): "less-chain",
    ("lt", "le"): "less-chain-left",
    ("le", "lt"): "less-chain-right",
    ("le", "le"): "at-most-chain",
}


def _chain(state: Term, wanted: Sequence[Term]) -> Move | None:
    """The sign of a letter as a consequence of two hypotheses, a > b and b > 0 of which a > 0 is wanted."""
    if state.head != "implies":
        return None
    atoms = [h for h in conjuncts(state.args[0]) if h.head in ORDERS]
    letters = {w.args[0] for w in wanted}
    for first in atoms:
        for second in atoms:
            name = _CHAINS.get((first.head, second.head))
            if name is None or first.args[1] is not second.args[0]:
                continue
            ends = first.args[0], second.args[1]
            if ZERO in ends and letters.intersection(ends):
                letter = {"a": first.args[0], "b": first.args[1], "c": second.args[1]}
                return Move((), "consequence", name, letter, words="a chain of inequalities", safe=True, rank=RANK)
    return None


def _move(place: Place, name: str, new: Term, words: str) -> Move:
    return Move(place, "decided", name, new=new, words=words, safe=True, rank=RANK)


def open_goals(t: Term, place: Place, known: tuple[Term, ...]) -> Iterator[tuple[Place, tuple[Term, ...], Term]]:
    """The conclusions in a statement, with what may be assumed for each."""
    if t.head == "and":
        for i, a in enumerate(t.args):
            yield from open_goals(a, (*place, i), known)
    elif t.head == "implies":
        yield from open_goals(t.args[1], (*place, 1), known + conjuncts(t.args[0]))
    elif t is not TRUE:
        yield place, known, t


def _compared(goal: Term) -> Term | None:
    """What the goal says is positive or not negative, when it says that outright."""
    a, b = goal.args
    if goal.head in ("gt", "ge"):
        return a if b is ZERO else None
    return b if a is ZERO else neg(a) if b is ZERO else None


def _look(place: Place, goal: Term, wanted: Signs, facts: Facts) -> Iterator[Move]:
    a, b = goal.args
    if b is ZERO and goal.head in ("lt", "le"):
        factored = factor(a)
        if factored is not None and sign_of(factored, facts) <= frozenset(-s for s in wanted):
            yield _move(place, "difference", make(goal.head, (factored, ZERO)), "factor")
            return
    if goal.head in ("lt", "le"):
        a, b = b, a
    difference = a if b is ZERO else neg(b) if a is ZERO else sub(a, b)
    plain = together(difference) or expand(difference) or difference
    head = "gt" if wanted is POSITIVE else "ge"
    shown = _shown(plain, wanted, facts)
    if shown is None:
        return
    form, words = shown
    first = "look at the difference of both sides"
    step = make(head, (plain, ZERO))
    whole = b is ZERO or a is ZERO
    if form.key != plain.key and not whole and step.key != goal.key:
        yield _move(place, "difference", step, first)
    yield _move(place, "difference", make(head, (form, ZERO)), words if whole else first)


def _combined(place: Place, hypotheses: tuple[Term, ...], goal: Term, facts: Facts, problem: Problem) -> Iterator[Move]:
    """The difference as a sum of products of what the hypotheses say and of squares, from a certificate."""
    verdict = entail.entails(hypotheses, goal, problem.domains)
    found = entail.summands(hypotheses, goal, verdict.certificate or {}, problem.domains) if verdict.proved else None
    if not found:
        return
    strict = goal.head in ("lt", "gt")
    form = add(*[_summand(c, factors) for c, factors in found])
    if sign_of(form, facts) <= (POSITIVE if strict else NONNEGATIVE):
        new = make("gt" if strict else "ge", (form, ZERO))
        words = "write the difference of both sides with what is known to be positive"
        a, b = goal.args if goal.head in ("gt", "ge") else goal.args[::-1]
        if not same_value(form, sub(a, b)).proved:
            words += ", by the given equations"
        yield _move(place, "difference", new, words)


def _squared(place: Place, goal: Term, facts: Facts) -> Iterator[Move]:
    """Both sides squared, where a root stands in them and neither is negative."""
    if any(t.head == "root" for _, t in subterms(goal)) and all(sign_of(t, facts) <= NONNEGATIVE for t in goal.args):
        a, b = goal.args
        words = "square both sides, which are not negative"
        rule = "compare-by-squares" + _FAMILY[goal.head]
        yield Move(place, "rule", rule, {"a": a, "b": b}, words=words, safe=True, rank=RANK)


def _summand(c: Fraction, factors: Sequence[Term]) -> Term:
    """c times a product, equal factors as a square; a sum in it stays a bracket."""
    factors = [collect(f) or f for f in factors]
    count = Counter(f.key for f in factors)
    powers = [f if count[f.key] == 1 else power(f, num(count[f.key])) for f in {f.key: f for f in factors}.values()]
    if not powers:
        return number(c)
    plain_sum = c == 1 and len(powers) == 1 and powers[0].head == "add"
    above = mul(*powers) if c.numerator == 1 and not plain_sum else mul(num(c.numerator), *powers)
    return above if c.denominator == 1 else div(above, num(c.denominator))


def _shown(t: Term, wanted: Signs, facts: Facts) -> tuple[Term, str] | None:
    """t in a form that shows the sign that is wanted, the plainest first, and how it comes about."""
    if sign_of(t, facts) <= wanted:
        return t, "simplify"
    above, below = t.args if t.head == "div" else (t, None)
    bottom = None if below is None else _in_squares(factor(below) or below)
    ways = (
        (sum_of_squares(above), "complete the squares"),
        (factor(above), "factor"),
        (_in_squares(factor(above) or above), "factor, and complete the squares"),
    )
    for top, words in ways:
        if top is not None:
            form = top if bottom is None else div(top, bottom)
            if sign_of(form, facts) <= wanted:
                return form, words
    return None


def _in_squares(t: Term) -> Term:
    """The factors of t, sums of squares among them written so."""
    if t.head == "mul":
        return mul(*[_in_squares(a) for a in t.args])
    if t.head == "neg":
        return neg(_in_squares(t.args[0]))
    if t.head == "div":
        return div(_in_squares(t.args[0]), _in_squares(t.args[1]))
    if t.head == "pow":
        return power(_in_squares(t.args[0]), t.args[1])
    return (sum_of_squares(t) if t.head == "add" else None) or t


def _reason(t: Term, facts: Facts) -> str:
    """The signs of the parts of t in words."""
    said = [f"{p} {_SAYS[s]}" for p in dict.fromkeys(_parts(t, facts)) if (s := sign_of(p, facts)) in _SAYS]
    minus = t.head == "neg" or t.head in ("mul", "div") and _first(t).head == "num" and _first(t).value < 0
    return ", ".join(said) + (", and the minus turns the sign" if minus else "")


def _first(t: Term) -> Term:
    while t.head in ("mul", "div", "neg"):
        t = t.args[0]
    return t


def _parts(t: Term, facts: Facts, sums: bool = False) -> Sequence[Term]:
    """The parts of t whose signs make its sign: factors, and the terms of a sum that is not compared as it stands."""
    if t.head in ("mul", "div", "neg"):
        return [q for a in t.args for q in _parts(a, facts)]
    compared = plain(t) and len(t.free) == 1 or facts.look_up(t) == sign_of(t, facts)
    if t.head == "add" and not compared:
        return [q for a in t.args for q in _parts(a, facts, sums=True)]
    return [t] if t.free or sums else []
