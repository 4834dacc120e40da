"""Problems made backward: from a solved form, rules of the book read from right to left.

A plan says where to start (`x = 2 or x = -3`), which rules lead from there to the kind of problem (`zero-product`
read backward makes a product), and which then scramble it: the same added on both sides, a common factor multiplied
in, a coefficient split. Each step keeps the truth at every point, except that a denominator which a step brings in is
not 0: that condition then belongs to the solved form, and the answer is what the prover says.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from random import Random

from hybrid.compute.polynomial import collect
from hybrid.generate.topic import Family
from hybrid.generate.topics.reversal import reversible, tidy, unfold
from hybrid.generate.topics.writing import lettered
from hybrid.learn.texts import nonzero, several
from hybrid.rulebook import Rule, Rulebook
from hybrid.term import (
    Place,
    Term,
    TermError,
    add,
    disj,
    eq,
    is_formula,
    make,
    mul,
    num,
    number,
    rational,
    replace,
    subterms,
    sym,
)

X = sym("x")
MAX_SIZE = 40
MAX_NUMBER = 400
MAX_DENOMINATOR = 12
TRIES = 8  # of a step

# Rules that make an equation longer when read backward ...
BOTH_SIDES = (
    "cancel-on-both-sides",
    "cancel-on-both-sides",
    "cancel-factor-on-both-sides",
    "divide-on-both-sides",
    "multiply-on-both-sides",
    "subtract-on-both-sides",
    "add-on-both-sides",
    "back-to-two-sides",
    "bring-to-one-side",
    "change-signs",
    "swap",
)
# ... an inequality ...
BOTH_SIDES_OF_ORDER = (
    "add-on-both-sides-less",
    "subtract-on-both-sides-less",
    "divide-on-both-sides-less",
    "divide-and-turn",
    "multiply-on-both-sides-less",
    "multiply-and-turn",
    "bring-to-one-side-less",
    "change-signs-less",
)
# ... and an expression: brackets multiplied out and taken out, coefficients split.
PARTS = ("take-out-factor", "take-out-difference", "distribute", "distribute-minus", "like-terms")
MULTIPLY_OUT = ("take-out-factor", "take-out-difference", "difference-of-squares", "perfect-square-sum")


@dataclass(frozen=True)
class Walk:
    """The states from the solved form to the problem, the rules read backward between them, and the conditions that
    the last state has of its own: `states[i]` and `states[i + 1]` are equivalent under them."""

    states: tuple[Term, ...]
    rules: tuple[str, ...]
    conditions: tuple[Term, ...]


@dataclass(frozen=True)
class Plan:
    """start    draws a solved form in x
    stages   for each, one of these rules is read backward, at the whole state or at every part of an `or` that it fits
    scramble rules of which some are read backward after that, anywhere
    steps    how many, at least and at most
    drawn    what steps draw has this letter now and then; None: numbers only
    kind     whether the state reached is a problem of the kind that is wanted
    """

    start: Callable[[Random], Term]
    stages: tuple[tuple[str, ...], ...]
    scramble: tuple[str, ...]
    steps: tuple[int, int]
    drawn: str | None = "x"
    kind: Callable[[Term], bool] = lambda state: True

    def walk(self, rng: Random) -> Walk | None:
        """One way from a solved form to a problem; None when a stage does not fit or the problem grows too large."""
        state = self.start(rng)
        states, names, conditions = [state], list[str](), list[Term]()
        for stage in self.stages:
            for _ in range(TRIES):
                name = rng.choice(stage)
                made = self._staged(name, state, rng)
                if made is not None and _small(made[0]):
                    break
            else:
                return None
            state = made[0]
            conditions.extend(made[1])
            states.append(state)
            names.append(name)
        wanted, tries = rng.randint(*self.steps), 0
        while wanted > 0 and tries < 6 * self.steps[1]:
            tries += 1
            name = rng.choice(self.scramble)
            found = self._somewhere(name, state, rng)
            if found is not None and found is not state and _small(found):
                state = found
                states.append(state)
                names.append(name)
                wanted -= 1
        if state.head in ("and", "or") or "x" not in state.free or len(states) < 2 or not self.kind(state):
            return None
        return Walk(tuple(states), tuple(names), tuple(conditions))

    def _staged(self, name: str, state: Term, rng: Random) -> tuple[Term, tuple[Term, ...]] | None:
        """The state after a rule at the whole of it, or at every part of an `or` that it fits; and conditions."""
        rule = rng.choice(_rules(name))
        made = unfold(rule, state, rng, self.drawn)
        if made is not None:
            return made
        if state.head != "or":
            found = self._somewhere(name, state, rng)
            return None if found is None else (found, ())
        parts, changed = [], False
        for part in state.args:
            inner = unfold(rule, part, rng, self.drawn)
            changed = changed or inner is not None
            if inner is not None and inner[1]:
                return None
            parts.append(part if inner is None else inner[0])
        return (disj(*parts), ()) if changed else None

    def _somewhere(self, name: str, state: Term, rng: Random) -> Term | None:
        """The state after a rule at one of the places where it may fit, the place drawn."""
        rule = rng.choice(_rules(name))
        formula = is_formula(rule.right)
        places = [
            (place, t) for place, t in subterms(state) if is_formula(t) is formula and t.free and _open(state, place)
        ]
        rng.shuffle(places)
        for place, t in places[:4]:
            made = unfold(rule, t, rng, self.drawn)
            if made is not None and not made[1]:
                try:
                    return tidy(replace(state, place, made[0]))
                except (TermError, ArithmeticError):
                    return None
        return None


def family(name: str, plan: Plan) -> Family:
    """The family of a plan: `solve ... for x`, or `simplify ...` when it starts from an expression."""

    def draw(rng: Random) -> str:
        while True:
            walk = plan.walk(rng)
            if walk is not None:
                state = walk.states[-1]
                return f"solve {_combined(state, rng)} for x" if is_formula(state) else f"simplify {state}"

    draw.__name__ = draw.__qualname__ = name
    draw.__doc__ = f"Backward by {', '.join(sorted({n for stage in plan.stages for n in stage}) or plan.scramble)}."
    return lettered(draw)


def _combined(state: Term, rng: Random) -> Term:
    """The equation, most of the time with like terms collected on each side (the rule `collect`)."""
    if rng.random() < 0.3:
        return state
    sides = [collect(side) or side for side in state.args]
    made = make(state.head, sides)
    return made if "x" in made.free and _small(made) else state


@cache
def _rules(name: str) -> tuple[Rule, ...]:
    """The rule and its kin for the other orders. Raises KeyError for a name the book does not have."""
    book = Rulebook.load()
    kin = [book.by_name[name], *(r for r in book if r.name.startswith(f"{name}."))]
    found = tuple(r for r in kin if reversible(r))
    if not found:
        raise KeyError(f"{name} cannot be read backward")
    return found


def _open(state: Term, place: Place) -> bool:
    """Whether a part stands where a person would rewrite it: not under a power, which would be written out."""
    t = state
    for i in place:
        if t.head == "pow":
            return False
        t = t.args[i]
    return True


def _small(t: Term) -> bool:
    """Whether a person would write it: few symbols, small numbers, small denominators."""
    if t.size > MAX_SIZE:
        return False
    for _, s in subterms(t):
        v = rational(s)
        if v is not None and (abs(v.numerator) > MAX_NUMBER or v.denominator > MAX_DENOMINATOR):
            return False
        if s.head == "div" and not s.args[1].free and not (s.args[1].head == "num" and s.args[1].value > 1):
            return False
    return True


def _unknown_below(t: Term) -> bool:
    """Whether the unknown stands in a denominator."""
    return any(s.head == "div" and s.args[1].free for _, s in subterms(t))


def _no_bracket(t: Term) -> bool:
    """Whether no sum is multiplied, divided or negated: the power or logarithm is isolated in a step or two."""
    return not any(s.head in ("mul", "div", "neg") and any(a.head == "add" for a in s.args) for _, s in subterms(t))


# -- solved forms --------------------------------------------------------------------------------


def line(rng: Random) -> Term:
    """a*x + b, both small."""
    a, b = rng.choice((1, 1, 2, 3, 4, 5)), rng.choice((0, nonzero(rng, 9)))
    return tidy(add(mul(num(a), X), num(b)))


def one_root(rng: Random) -> Term:
    p, q = nonzero(rng, 12), rng.choice((1, 1, 1, 2, 3))
    return tidy(eq(X, mul(num(p), make("pow", (num(q), num(-1))))))


def two_roots(rng: Random) -> Term:
    return disj(*(eq(X, num(r)) for r in several(rng, 2, 9)))


def two_roots_one_a_fraction(rng: Random) -> Term:
    return disj(eq(X, num(nonzero(rng, 9))), one_root(rng))


def three_roots(rng: Random) -> Term:
    return disj(*(eq(X, num(r)) for r in several(rng, 3, 6)))


def opposite_values(rng: Random) -> Term:
    """A line is d or -d."""
    u, d = line(rng), rng.randint(1, 12)
    return disj(eq(u, num(-d)), eq(u, num(d)))


def square_value(rng: Random) -> Term:
    """A line is a square."""
    return eq(line(rng), num(rng.randint(0, 9) ** 2))


def small_value(rng: Random) -> Term:
    return eq(line(rng), num(rng.randint(-1, 5)))


def power_value(rng: Random) -> Term:
    base, most = rng.choice(((2, 6), (3, 4), (5, 3), (10, 2)))
    return eq(line(rng), num(base ** rng.randint(1, most)))


def line_and_multiple(rng: Random) -> Term:
    """a*x + b = k*(x + c), with x = r: not yet solved, but one rule from it."""
    r, c, k, a = nonzero(rng, 9), nonzero(rng, 9), nonzero(rng, 6), rng.randint(1, 6)
    a += a == k
    b = k * (r + c) - a * r
    return tidy(eq(add(mul(num(a), X), num(b)), mul(num(k), add(X, num(c)))))


def boundary(rng: Random) -> Term:
    return make(rng.choice(("lt", "le", "gt", "ge")), (X, number(nonzero(rng, 12))))


def quotient(rng: Random) -> Term:
    """(a*x + b)/(x + c)."""
    return make("div", (line(rng), add(X, num(nonzero(rng, 9)))))


def sum_of_powers(rng: Random) -> Term:
    """a*x^2 + b*x + c, or with y."""
    second = rng.choice((make("pow", (X, num(2))), sym("y")))
    parts = [mul(num(nonzero(rng, 9)), u) for u in (second, X)]
    return tidy(add(*parts, num(rng.choice((0, nonzero(rng, 12))))))


EQUATION = (*BOTH_SIDES, *PARTS)
ORDER = (*BOTH_SIDES_OF_ORDER, *PARTS)

linear = family("backward_linear", Plan(one_root, (), EQUATION, (3, 6)))
long_linear = family("backward_long_linear", Plan(one_root, (), EQUATION, (6, 10)))
quadratic = family(
    "backward_quadratic",
    Plan(two_roots, (("back-to-two-sides",), ("zero-product",), MULTIPLY_OUT), (*EQUATION, *MULTIPLY_OUT), (1, 4)),
)
fraction_quadratic = family(
    "backward_fraction_quadratic",
    Plan(
        two_roots_one_a_fraction,
        (("divide-on-both-sides", "back-to-two-sides"), ("back-to-two-sides",), ("zero-product",), MULTIPLY_OUT),
        (*EQUATION, *MULTIPLY_OUT),
        (1, 4),
    ),
)
cubic = family(
    "backward_cubic",
    Plan(
        three_roots,
        (("back-to-two-sides",), ("zero-product-three",)),
        (*MULTIPLY_OUT, *MULTIPLY_OUT, *EQUATION),
        (2, 5),
    ),
)
absolute = family("backward_absolute", Plan(opposite_values, (("absolute-number",),), BOTH_SIDES, (1, 4)))
radical = family("backward_radical", Plan(square_value, (("square-number",),), BOTH_SIDES, (1, 4)))
exponential = family(
    "backward_exponential", Plan(small_value, (("take-logarithm",),), BOTH_SIDES, (1, 4), None, _no_bracket)
)
logarithmic = family(
    "backward_logarithmic", Plan(power_value, (("undo-logarithm",),), BOTH_SIDES, (1, 4), None, _no_bracket)
)
rational_equation = family(
    "backward_rational",
    Plan(line_and_multiple, (("clear-denominator",),), (*EQUATION, "split-fraction"), (1, 4), kind=_unknown_below),
)
fraction = family(
    "backward_fraction",
    Plan(
        quotient,
        (("cancel-factor",),),
        (*MULTIPLY_OUT, "add-same-denominator", "like-terms"),
        (2, 4),
        kind=_unknown_below,
    ),
)
like_terms = family("backward_like_terms", Plan(sum_of_powers, (), PARTS, (2, 4)))
order = family("backward_order", Plan(boundary, (), ORDER, (3, 6)))
long_order = family("backward_long_order", Plan(boundary, (), ORDER, (6, 10)))
