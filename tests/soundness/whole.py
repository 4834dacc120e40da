"""The whole prover on random statements: every answer is judged at points.

python -m tests.soundness.whole 300 1
"""

from __future__ import annotations

import sys
from collections import Counter
from random import Random
from typing import Any

from hybrid.problem import Problem, Result
from hybrid.prover import solve
from hybrid.search.limits import Limits
from hybrid.syntax.errors import InputError
from hybrid.term import conj, is_formula, make
from tests.soundness.campaigns import CLOSE, SETS, SURE, at, letters_of, points, show
from tests.soundness.evaluator import UNDEFINED, Evaluator
from tests.soundness.generate import Maker, twisted


def statement(rng: Random) -> Problem:
    m = Maker(rng, rng.choice(("x", "x", "xy")), rng.choice(SETS[:-1]))
    goal: Any = rng.choice(("solve", "solve", "prove", "prove", "simplify", "factor", "expand"))
    d: Any = rng.choice(("real", "real", "real", "integer", "natural", "rational"))
    domains = {x: d for x in m.letters} if d != "real" else {}
    if goal == "solve":
        f = m.formula(2, rng.choice((0, 0, 1)))
        return Problem("solve", f, ("x",), (), domains)
    if goal == "prove":
        a = m.formula(2, 0)
        kind = rng.random()
        f = (
            make("implies", (a, twisted(rng, a)))
            if kind < 0.4
            else make("implies", (conj(a, m.formula(1, 0)), m.formula(1, 0)))
            if kind < 0.6
            else a
        )
        if kind > 0.75:
            e = m.expression(2)
            f = make("eq", (e, twisted(rng, e, 2)))
        return Problem("prove", f, (), (), domains)
    return Problem(goal, m.expression(3), (), tuple(m.formula(1, 0) for _ in range(rng.choice((0, 0, 1)))), domains)


def wrong(rng: Random, p: Problem, r: Result) -> str:
    """What is wrong with a result, "" when no point says so."""
    letters = letters_of(p.term, *p.given, *([r.answer] if r.answer is not None else []))
    if r.status == "refuted":
        point = at(r.point or {})
        if point is None:
            return ""
        e: Evaluator = SURE if SURE.truth(p.term, point) is not None else CLOSE
        return f"true at {show(point)}" if e.truth(p.term, point) is True else ""
    if r.status != "proved" or r.answer is None:
        return ""
    for q in points(rng, letters, p.domains, 60):
        if any(SURE.truth(f, q) is not True for f in (*p.given, *r.conditions)):
            continue
        if p.goal == "prove":
            if SURE.truth(p.term, q) is False:
                return f"false at {show(q)}"
        elif is_formula(p.term):
            a, b = SURE.truth(p.term, q), SURE.truth(r.answer, q)
            if a is not None and b is not None and a is not b:
                return f"{a} and {b} at {show(q)}"
        else:
            u, v = SURE.value(p.term, q), SURE.value(r.answer, q)
            if u is None or v is None:
                continue
            if (
                (u is UNDEFINED) is not (v is UNDEFINED)
                or u is not UNDEFINED
                and SURE.same(p.term, r.answer, q) is False
            ):
                return f"differ at {show(q)}"
    return ""


def run(n: int, seed: int, seconds: float = 0.5) -> tuple[Counter[str], list[str]]:
    rng = Random(f"whole {seed}")
    counts: Counter[str] = Counter()
    found: list[str] = []
    for _ in range(n):
        p = statement(rng)
        try:
            r = solve(p, limits=Limits(seconds=seconds, expansions=300))
        except InputError:
            counts["refused"] += 1
            continue
        except Exception as error:
            counts["crash"] += 1
            print("crash", type(error).__name__, str(error)[:200], p.goal, p.term, flush=True)
            continue
        counts[f"{p.goal} {r.status}"] += 1
        if r.reason.startswith("not accepted"):
            print("not accepted", p.goal, p.term, r.reason, flush=True)
        why = wrong(rng, p, r)
        if why:
            found.append(
                f"{p.goal} {p.term} in {dict(p.domains)} given {[str(g) for g in p.given]}: "
                f"{r.status} {r.text} if {[str(c) for c in r.conditions]}: {why}"
            )
            print("WRONG", found[-1][:700], flush=True)
    return counts, found


if __name__ == "__main__":
    print(dict(run(int(sys.argv[1]), int(sys.argv[2]))[0]))
