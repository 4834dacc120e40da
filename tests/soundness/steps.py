"""Campaigns against the kernel: steps it should refuse, and what it makes of those it takes.

`rules`    every rule of the book, its letters bound to terms that are not defined everywhere, in places of all
           kinds (beside an `and`, in an `or`, before and after `=>`, in sums, under roots, in calls)
`leaps`    decided steps, facts, definitions and consequences at random places of random states
A step that `make_step` builds is checked again by the kernel, and judged at points.

    python -m tests.soundness.steps rules 20000 1
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Mapping
from random import Random
from typing import Any

from hybrid.kernel import CheckError, check_step, context, make_step
from hybrid.problem import Definition, Domain, Problem, Step
from hybrid.rulebook import Rulebook
from hybrid.rulebook.rule import extend, extension_head, instantiate, is_formula_letter
from hybrid.syntax.parse import parse_expression
from hybrid.term import (
    Place,
    Term,
    TermError,
    add,
    at,
    conj,
    disj,
    eq,
    is_formula,
    make,
    mul,
    num,
    power,
    root,
    subterms,
    sym,
)
from tests.soundness.campaigns import SETS, letters_of, points, show
from tests.soundness.evaluator import UNDEFINED, Evaluator
from tests.soundness.generate import Maker, twisted

BOOK = Rulebook.load()
BINDINGS = [
    parse_expression(s)
    for s in (
        "x; y; 1/x; sqrt(x); ln(x); x - 1; 1/(x - 1); 2*x; -x; x^2; x*y; x/y; sqrt(x - 1); abs(x); 0; 1; -1; 2; 3; "
        "1/2; -2; x/x; x^0; ln(x - 1); x^y; x^(1/3); root(x, 3); tan(x); 0/x; sqrt(-x); sqrt(x^2); 1/x - 1/x; "
        "ln(abs(x)); 4; x + 1; sin(x); e^x; pi/2; sqrt(2); 1/(x^2 - 1); x^(-2); x^(3/2); -sqrt(x); log(x, y); log(2, x)"
    ).split(";")
]
FUNCTIONS = (
    Definition("f", ("t",), parse_expression("1/t")),
    Definition("g", ("x",), parse_expression("5")),
    Definition("h", ("x", "y"), parse_expression("x - y*x")),
    Definition("k", ("t",), parse_expression("sqrt(t)^2 + x")),
)
MEANT = {d.name: (d.parameters, d.body) for d in FUNCTIONS}
SURE = Evaluator(256, functions=MEANT)


class Steps:
    def __init__(self, name: str, seed: int) -> None:
        self.rng = Random(f"{name} {seed}")
        self.counts: Counter[str] = Counter()
        self.found: list[str] = []

    def bad(self, text: str) -> None:
        self.counts["WRONG"] += 1
        self.found.append(text)
        print("WRONG:", text[:900], flush=True)

    # -- judging --

    def judged(self, problem: Problem, step: Step) -> None:
        before, after, domains = step.before, step.after, problem.domains
        carried = [c.formula for c in step.conditions if c.by == "carried"]
        letters = letters_of(before, after, *problem.given)
        bindings = {k: str(v) for k, v in step.substitution.items()}
        about = (
            f"{step.kind} {step.rule} at {list(step.place)} {bindings} {before}   {step.relation}   {after}   carried "
        )
        about += f"{[str(c) for c in carried]} given {[str(g) for g in problem.given]} in {dict(domains)}"
        for p in points(self.rng, letters, domains, 30):
            if any(SURE.truth(g, p) is not True for g in problem.given):
                continue
            if is_formula(before):
                a, b = SURE.truth(before, p), SURE.truth(after, p)
                if None in (a, b):
                    continue
                if a is not b and not (step.relation == "<==" and a):
                    self.bad(f"{about} at {show(p)}")
                    return
                continue
            if any(SURE.truth(c, p) is not True for c in carried):
                continue
            u, v = SURE.value(before, p), SURE.value(after, p)
            if u is None or v is None:
                continue
            if (u is UNDEFINED) is not (v is UNDEFINED) or u is not UNDEFINED and SURE.same(before, after, p) is False:
                self.bad(f"{about} at {show(p)}")
                return

    def attempt(self, problem: Problem, step: Step, new: Term | None = None) -> None:
        self.counts["tried " + step.kind] += 1
        try:
            made = make_step(problem, step, BOOK, new)
        except (CheckError, TermError):
            return
        self.counts["made " + step.kind] += 1
        self.judged(problem, made)
        try:
            check_step(problem, made, BOOK)
        except CheckError as error:
            self.counts["made but not checked"] += 1
            if self.counts["made but not checked"] < 3:
                print("made but not checked:", error, step.rule, step.before, flush=True)

    # -- states --

    def domains(self) -> Mapping[str, Domain]:
        d: Any = self.rng.choice(("real", "real", "real", "integer", "natural", "rational"))
        return {x: d for x in "xy"} if d != "real" else {}

    def maker(self) -> Maker:
        return Maker(self.rng, self.rng.choice(("x", "xy")), self.rng.choice(SETS[:-1]))

    def around(self, part: Term) -> tuple[Term, Place]:
        """A state that holds the part, and its place."""
        rng, m = self.rng, self.maker()
        mark = sym("MARK")
        t: Term = mark
        if not is_formula(part):
            for _ in range(rng.choice((0, 0, 1, 1, 2))):
                other = m.expression(1)
                t = rng.choice(
                    (
                        lambda t=t, other=other: add(t, other),
                        lambda t=t, other=other: mul(other, t),
                        lambda t=t, other=other: make("div", (other, t)),
                        lambda t=t, other=other: make("div", (t, other)),
                        lambda t=t: power(t, num(rng.choice((2, -1, 0, 3)))),
                        lambda t=t: root(t, rng.choice((2, 3))),
                        lambda t=t: make("log", (t, num(2))),
                        lambda t=t: power(num(2), t),
                        lambda t=t: make("abs", (t,)),
                        lambda t=t: make("call", (t,), rng.choice("fgk")),
                        lambda t=t: make("neg", (t,)),
                    )
                )()
            if rng.random() < 0.3:
                return self.placed(t, part)
            t = make(
                rng.choice(("eq", "eq", "ne", "lt", "le", "gt", "ge")),
                rng.choice(((t, m.expression(1)), (m.expression(1), t), (t, num(0)))),
            )
        else:
            mark = make("defined", (mark,))
            t = mark
        for _ in range(rng.choice((0, 0, 1, 1, 2))):
            other = m.formula(1, 1)
            t = rng.choice(
                (
                    conj(t, other),
                    conj(other, t),
                    disj(t, other),
                    make("implies", (other, t)),
                    make("implies", (t, other)),
                    make("implies", (conj(other, t), m.formula(1, 0))),
                )
            )
        return self.placed(t, part)

    def placed(self, t: Term, part: Term) -> tuple[Term, Place]:
        from hybrid.term import replace

        mark = "MARK"
        place = next(
            p
            for p, s in subterms(t)
            if s.head == "sym" and s.value == mark or s.head == "defined" and s.args[0].value == mark
        )
        state = replace(t, place, part)
        return state, place

    # -- campaigns --

    def rules(self) -> None:
        rng = self.rng
        rule = rng.choice([r for r in BOOK.rules if not r.computed])
        names = sorted(rule.left.free | rule.right.free)
        formulas = {
            t.args[0].value for side in (rule.left, rule.right) for _, t in subterms(side) if is_formula_letter(t)
        }
        pool = rng.choice((BINDINGS, BINDINGS[:8], BINDINGS[:20], [num(k) for k in (-2, -1, 0, 1, 2, 3)] + BINDINGS))
        m = self.maker()
        letters = {n: m.formula(1, 1) if n in formulas else rng.choice(pool) for n in names}
        for t in rule.sound_tests:
            if t.argument.head == "sym":
                letters[t.argument.value] = num(rng.choice((2, 4, 1, 3, 0, -2, -1)))
        backward = rule.relation == "==>" and rng.random() < 0.6
        side = rule.right if backward else rule.left
        part = instantiate(side, letters, rule.optional)
        substitution = dict(letters)
        head = extension_head(rule)
        if head and not backward and rng.random() < 0.4:
            rest = m.formula(1, 0) if is_formula(part) else rng.choice(BINDINGS)
            part = extend(head, part, rest)
            substitution["_"] = rest
        given = tuple(instantiate(g, letters, rule.optional) for g in rule.guards) if rng.random() < 0.5 else ()
        if rng.random() < 0.2:
            given = (*given, m.formula(1, 0))
        if rule.relation == "==>" and not backward:
            known = instantiate(rule.left, letters, rule.optional)
            state = rng.choice((known, conj(known, m.formula(1, 0)), make("implies", (known, m.formula(1, 0)))))
            problem = Problem("prove", state, (), given, self.domains(), FUNCTIONS)
            self.attempt(problem, Step(state, state, "<=>", (), "consequence", rule.name, substitution))
            return
        state, place = self.around(part)
        try:
            stands = at(state, place) is part
        except TermError:  # a number took in the sign around it: nothing stands at the place
            return
        if not stands and rng.random() < 0.9:
            return
        goal: Any = "prove" if is_formula(state) else "simplify"
        problem = Problem(goal, state, (), given, self.domains(), FUNCTIONS)
        relation: Any = "<==" if backward else "="
        self.attempt(problem, Step(state, state, relation, place, "rule", rule.name, substitution))

    def leaps(self) -> None:
        rng, m = self.rng, self.maker()
        state = m.formula(rng.choice((1, 2)), rng.choice((0, 1, 2))) if rng.random() < 0.75 else m.expression(3)
        if rng.random() < 0.2:
            places = [p for p, s in subterms(state) if not is_formula(s) and not _index(state, p)]
            from hybrid.term import replace

            p = rng.choice(places or [()])
            if places:
                name = rng.choice("fghk")
                inner = at(state, p)
                try:
                    state = replace(state, p, make("call", (inner, m.expression(1)) if name == "h" else (inner,), name))
                except TermError:
                    return
        given = tuple(m.formula(1, 1) for _ in range(rng.choice((0, 0, 1, 2))))
        goal: Any = "prove" if is_formula(state) else "simplify"
        problem = Problem(goal, state, (), given, self.domains(), FUNCTIONS)
        places = [p for p, _ in subterms(state) if not _index(state, p)]
        place = rng.choice(places)
        old = at(state, place)
        calls = [p for p in places if at(state, p).head == "call"]
        kind = rng.random()
        if calls and kind < 0.5:
            self.attempt(problem, Step(state, state, "=", rng.choice(calls), "definition", "definition"))
        elif kind < 0.75:
            new = twisted(rng, old, rng.choice((1, 1, 2)))
            if rng.random() < 0.1 and is_formula(old):
                new = make(rng.choice(("true", "false")))
            self.attempt(problem, Step(state, state, "=", place, "decided", "leap"), new)
        else:
            facts = [f for f in context(state, place, given) if f.head == "eq"]
            if not facts:
                x = sym(rng.choice("xy"))
                fact = eq(x, m.expression(1))
                state = conj(fact, state) if is_formula(state) else state
                if not is_formula(state):
                    problem = Problem(goal, state, (), (*given, fact), problem.domains, FUNCTIONS)
                else:
                    problem = Problem(goal, state, (), given, problem.domains, FUNCTIONS)
                place = rng.choice([p for p, _ in subterms(state) if not _index(state, p)])
                facts = [fact]
            fact = rng.choice(facts)
            if rng.random() < 0.4:
                fact = eq(*fact.args[::-1])
            self.attempt(problem, Step(state, state, "=", place, "fact", "substitution", {}, (fact,)))


def _index(t: Term, place: Place) -> bool:
    for i in place:
        if t.head == "root" and i == 1:
            return True
        t = t.args[i]
    return False


def run(name: str, n: int, seed: int) -> Steps:
    c = Steps(name, seed)
    for _ in range(n):
        try:
            getattr(c, name)()
        except Exception as error:
            c.counts["CRASH"] += 1
            if c.counts["CRASH"] < 5:
                import traceback

                print("crash", repr(error)[:300], traceback.format_exc()[-700:], flush=True)
    return c


def main() -> None:
    name, n, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    start = time.process_time()
    c = run(name, n, seed)
    print(name, n, seed, dict(sorted(c.counts.items())), f"{time.process_time() - start:.0f} s")


if __name__ == "__main__":
    main()
