"""Proofs made by hand to fool the kernel: each is one idea of how definedness or logic could be lost.

Random spoiling seldom meets these. A step is built through `make_step`, the kernel's own maker, so that
whatever it would accept is there; a line it refuses ends the attack, and that is the good outcome. What
gets through is judged like any other theorem, by evaluation.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Literal

from hybrid.kernel import Theorem, check, make_step
from hybrid.problem import Definition, Derivation, GoalKind, Problem, Relation, Step
from hybrid.rulebook import Rulebook
from hybrid.syntax.parse import parse, parse_expression
from hybrid.term import is_formula, replace


@dataclass(frozen=True)
class Move:
    """A step to try: at `place`, of `kind`, by `rule` with `bindings`, to `new` where the kind needs it.

    With a certificate (JSON) it is a decided step that nobody made: written down as a forger would.
    """

    kind: Literal["rule", "decided", "fact", "definition", "consequence"]
    rule: str
    place: tuple[int, ...] = ()
    new: str = ""
    bindings: tuple[tuple[str, str], ...] = ()
    fact: str = ""
    certificate: str = ""


@dataclass(frozen=True)
class Attack:
    idea: str
    goal: GoalKind
    start: str
    moves: tuple[Move, ...]
    given: tuple[str, ...] = ()
    functions: tuple[tuple[str, str, str], ...] = ()  # name, parameter, body


def _decide(place: tuple[int, ...], new: str) -> Move:
    return Move("decided", "leap", place, new)


def _rest(rule: str, a: str, b: str, rest: str) -> Move:
    return Move("rule", rule, (), "", (("a", a), ("b", b), ("_", rest)))


def _forge(new: str, certificate: str) -> Move:
    return Move("decided", "leap", (), new, (), "", certificate)


def _ways(first: str, second: str) -> str:
    """A certificate for "each side entails the other"."""
    return f'{{"decider": "both ways", "sub": [{first}, {second}]}}'


_EITHER = '{"decider": "parts", "choice": [0], "sub": [{"decider": "present"}]}'

ATTACKS: tuple[Attack, ...] = (
    Attack(
        "inside defined() nothing demands the quotient",
        "prove",
        "defined(x/x)",
        (_decide((0,), "1"), _decide((), "true")),
    ),
    Attack(
        "a condition carried beside an `or` of which one case does not need it",
        "solve",
        "1/x < 1 or 1/x = 1 or x = 0",
        (_rest("less-or-equal", "1/x", "1", "x = 0"), _decide((), "x >= 1 or x < 0")),
    ),
    Attack(
        "the same, where the two cases cover everything",
        "solve",
        "1/x < 2 or 1/x >= 2 or x = 0",
        (_rest("one-of-two", "1/x", "2", "x = 0"), _decide((), "x != 0")),
    ),
    Attack(
        "the same with `different`",
        "solve",
        "1/x < 1 or 1/x > 1 or x = 0",
        (_rest("less-or-greater", "1/x", "1", "x = 0"), _decide((), "x != 0 and x != 1")),
    ),
    Attack(
        "a hypothesis that is undefined makes an implication true, not false",
        "solve",
        "1/x < 2 => 1/x < 3",
        (
            Move("rule", "given-less-alone", (), "", (("a", "1/x"), ("b", "2"), ("c", "3"))),
            _decide((), "x != 0"),
        ),
    ),
    Attack("the bare quotient", "prove", "x/x = 1", (_decide((0,), "1"), _decide((), "true"))),
    Attack("the bare equation", "prove", "x/x = 1", (_decide((), "true"),)),
    Attack("the square of a root", "prove", "sqrt(x)^2 = x", (_decide((0,), "x"), _decide((), "true"))),
    Attack("a root below zero", "simplify", "x", (_decide((), "sqrt(x)^2"),)),
    Attack("a root of a square", "simplify", "sqrt(x^2)", (_decide((), "x"),)),
    Attack("zero times an undefined term", "prove", "0*(1/x) = 0", (_decide((), "true"),)),
    Attack("zero to the zero", "prove", "x^0 = 1", (_decide((), "true"),)),
    Attack("a cube root as a power", "prove", "x^(1/3) = root(x, 3)", (_decide((), "true"),)),
    Attack("a negative logarithm", "prove", "ln(x^2) = 2*ln(x)", (_decide((), "true"),)),
    Attack("a logarithm split", "solve", "ln(x*(x - 1)) = 0", (_decide((), "ln(x) + ln(x - 1) = 0"),)),
    Attack("two roots multiplied", "solve", "sqrt(x)*sqrt(x - 5) = 0", (_decide((0,), "sqrt(x*(x - 5))"),)),
    Attack("a tangent at its pole", "prove", "tan(x)*cos(x) = sin(x)", (_decide((), "true"),)),
    Attack(
        "a fact of one case used in another",
        "solve",
        "x = 1 or x = 2",
        (Move("fact", "substitution", (1,), "", (), "x = 1"), _decide((), "x = 1")),
    ),
    Attack(
        "two parts of an `and` each removed because of the other",
        "solve",
        "x = 1 and x = 1",
        (_decide((0,), "true"), _decide((1,), "true"), _decide((), "true")),
    ),
    Attack(
        "the goal used as a hypothesis",
        "prove",
        "x > 0 => x > 1",
        (_decide((0,), "x > 1"), _decide((), "true")),
    ),
    Attack(
        "an equation used on itself",
        "solve",
        "x = 2*x",
        (Move("fact", "substitution", (), "", (), "x = 2*x"), _decide((), "true")),
    ),
    Attack(
        "an undefined fact",
        "solve",
        "y = 1/x and y*x = 1",
        (Move("fact", "substitution", (1,), "", (), "y = 1/x"), _decide((1,), "true"), _decide((), "y = 1/x")),
    ),
    Attack(
        "a function defined by itself",
        "prove",
        "f(1) = f(1) + 1",
        (Move("definition", "definition", (0,)), _decide((), "true")),
        functions=(("f", "x", "f(x) + 1"),),
    ),
    Attack(
        "a function at a point where its body is undefined",
        "prove",
        "f(0)*0 = 0",
        (_decide((), "true"),),
        functions=(("f", "x", "1/x"),),
    ),
    Attack("the whole problem leapt over", "solve", "x^2 = 4", (_decide((), "x = 2"),)),
    Attack("a root added", "solve", "x = 3", (_decide((), "x = 3 or x = -3"),)),
    Attack("an end closed", "solve", "(x - 1)/(x - 2) >= 0", (_decide((), "x <= 1 or x >= 2"),)),
    Attack("half of a system", "solve", "x + y = 3 and x - y = 1", (_decide((), "x = 2"),)),
    Attack("a parameter divided by", "solve", "a*x = a", (_decide((), "x = 1"),)),
    Attack("a tree without leaves", "solve", "x^2 = 4", (_forge("x = 2", '{"decider": "both ways", "sub": []}'),)),
    Attack(
        "conditions proved, the claim forgotten",
        "solve",
        "x^2 = 4",
        (_forge("x = 2", _ways('{"decider": "entail", "sub": []}', '{"decider": "entail", "sub": []}')),),
    ),
    Attack(
        "an inequality multiplied by a negative number",
        "solve",
        "x > 1",
        (
            _forge(
                "x > 0",
                _ways(
                    '{"decider": "linear", "combination": [[0, "1"], [1, "1"]]}',
                    '{"decider": "linear", "combination": [[0, "-1"], [1, "-1"]]}',
                ),
            ),
        ),
    ),
    Attack(
        "a cofactor that is defined nowhere",
        "solve",
        "x^2 = 4",
        (
            _forge(
                "x = 2",
                _ways(
                    '{"decider": "entail", "sub": [], "method": "ideal", "multiplier": [], '
                    '"cofactors": [[0, ["div", ["add", "x", -2], ["add", ["pow", "x", 2], -4]]]]}',
                    '{"decider": "identity", "sub": [{"decider": "substitution", "choice": [0], '
                    '"sub": [{"decider": "rational"}]}]}',
                ),
            ),
        ),
    ),
    Attack(
        "a multiplier that may be zero",
        "solve",
        "a*x = a",
        (
            _forge(
                "x = 1",
                _ways(
                    '{"decider": "entail", "sub": [], "method": "ideal", "multiplier": [0], "cofactors": [[0, "x"]]}',
                    '{"decider": "identity", "sub": [{"decider": "substitution", "choice": [0], '
                    '"sub": [{"decider": "rational"}]}]}',
                ),
            ),
        ),
    ),
    Attack(
        "one case for both",
        "solve",
        "x = 1 or x = 2",
        (_forge("x = 1", _ways('{"decider": "cases", "choice": [0], "sub": [{"decider": "present"}]}', _EITHER)),),
    ),
    Attack(
        "one partner for two parts",
        "solve",
        "x = 1 and 2*x = 2",
        (
            _forge(
                "3*x = 3 and y = 1",
                '{"decider": "parts", "choice": [0, 0], "sub": [{"decider": "cells"}, {"decider": "cells"}]}',
            ),
        ),
    ),
    Attack(
        "a sum of squares with a negative weight",
        "prove",
        "x^2 < 0",
        (
            _forge(
                "true",
                _ways(
                    '{"decider": "present"}',
                    '{"decider": "entail", "sub": [], "method": "sum", '
                    '"sums": [[["1", [-1]], ["-1", [["square", "x"]]]]]}',
                ),
            ),
        ),
    ),
)


def attempt(attack: Attack, book: Rulebook) -> tuple[Problem, Theorem]:
    """The problem and the theorem when the kernel accepts all of it. Raises CheckError or TermError."""
    names = [name for name, _, _ in attack.functions]
    definitions = tuple(
        Definition(name, (parameter,), parse_expression(body, functions=names))
        for name, parameter, body in attack.functions
    )
    start = parse(attack.start, functions=names)
    unknowns = tuple(sorted(start.free & {"x", "y"})) if attack.goal == "solve" else ()
    problem = Problem(attack.goal, start, unknowns, tuple(map(parse, attack.given)), definitions=definitions)
    state, steps = start, []
    for m in attack.moves:
        bindings = {name: parse(text) for name, text in m.bindings}
        facts = (parse(m.fact),) if m.fact else ()
        new = parse(m.new, functions=names) if m.new else None
        if m.certificate and new is not None:
            after, evidence = replace(state, m.place, new), json.loads(m.certificate)
            relation: Relation = "<=>" if is_formula(new) else "="
            steps.append(Step(state, after, relation, m.place, m.kind, m.rule, part=new, certificate=evidence))
            state = after
            continue
        asked = Step(state, state, "=", m.place, m.kind, m.rule, bindings, facts)
        steps.append(make_step(problem, asked, book, new))
        state = steps[-1].after
    return problem, check(problem, Derivation(problem, tuple(steps), book.digest), book)
