"""Statements that repeat, decided by trying every remainder and every piece of a period, against plain counting."""

from __future__ import annotations

import json
import math
from fractions import Fraction
from random import Random

import pytest

from hybrid.decide import cascade, periodic, replay, residues
from hybrid.decide.evaluate import truth
from hybrid.syntax.parse import parse
from hybrid.term import Term, conj

WHOLE = {"n": "integer", "k": "integer"}
NATURAL = {"n": "natural", "k": "natural"}


def formula(rng: Random, exponents: bool) -> Term:
    """A statement about remainders of n, and now and then k."""

    def expression() -> str:
        n = rng.choice(("n", "n", "n", "k"))
        kinds = [
            f"{n}^{rng.randint(1, 3)}",
            f"{rng.randint(-4, 5)}*{n}",
            f"{n}*({n} + {rng.randint(0, 3)})",
            str(rng.randint(-5, 9)),
        ]
        if exponents:
            kinds += [f"{rng.choice((2, 3, 4, 6, 10, -2))}^{n}", f"{rng.randint(2, 5)}^(2*{n} + {rng.randint(0, 2)})"]
        return " + ".join(rng.sample(kinds, rng.randint(1, 2)))

    def atom() -> str:
        m = rng.randint(2, 9)
        inside = f"({expression()})"
        if rng.random() < 0.15:
            inside = f"({inside}/{rng.randint(2, 3)})"
        side = f"{inside} mod {m}" if rng.random() < 0.85 else f"gcd({inside}, {m})"
        return f"{side} {rng.choice(('=', '=', '!=', '<', '>='))} {rng.randint(0, m - 1)}"

    parts = [atom() for _ in range(rng.randint(1, 2))]
    return parse(f" {rng.choice(('and', 'or'))} ".join(parts))


@pytest.mark.parametrize("exponents", [False, True])
def test_verdicts_agree_with_counting(exponents: bool) -> None:
    rng = Random(11 + exponents)
    domains = NATURAL if exponents else WHOLE
    said = {"proved": 0, "refuted": 0, "unknown": 0}
    for _ in range(400):
        known, goal = formula(rng, exponents), formula(rng, exponents)
        if rng.random() < 0.3:
            goal = parse(f"({known}) or ({goal})")
        low = 0 if exponents else -12
        points = [{"n": n, "k": k} for n in range(low, 26) for k in range(low, 26)]
        counter = next((p for p in points if truth(known, p) and truth(goal, p) is False), None)
        verdict = residues.entails([known], goal, domains)
        said[verdict.answer] += 1
        if verdict.proved:
            assert counter is None, (str(known), str(goal), counter)
        if verdict.refuted:
            assert verdict.point is not None
            at = {x: int(v.value) for x, v in verdict.point.items()}
            at = {"n": 0, "k": 0, **at}
            assert truth(known, at) and truth(goal, at) is False
    assert said["proved"] > 40 and said["refuted"] > 100


def test_what_is_outside_of_the_class_is_unknown() -> None:
    for goal, domains in (
        ("(2*n) mod 2 = 0", {}),  # a real letter
        ("n mod 2 < n", WHOLE),  # the letter itself
        ("n mod k = 0", WHOLE),  # no number
        ("2^n mod 3 != 0", WHOLE),  # an exponent that may be negative
        ("n^n mod 3 != 2", NATURAL),
        ("0^n mod 3 = 0", NATURAL),
        ("(0/n) mod 3 = 0", WHOLE),
        ("(n/k) mod 3 = 0", WHOLE),
        ("gcd(n/2, 4) = 2", WHOLE),
        ("2^(n - 3) mod 7 = 1", NATURAL),
        ("n^2 mod 100003 != 2", WHOLE),
    ):
        assert residues.entails([], parse(goal), domains).answer == "unknown", goal


def test_a_letter_is_whole_where_the_context_says_so() -> None:
    assert residues.entails([parse("n mod 1 = 0")], parse("(n^2 + n) mod 2 = 0"), {}).proved
    assert not residues.entails([parse("n mod 2 = 1/2")], parse("(n^2 + n) mod 2 = 0"), {}).proved


def test_hypotheses_below_the_preperiod_count() -> None:
    assert residues.entails([parse("n >= 1")], parse("6^n mod 10 = 6"), NATURAL).proved
    assert residues.entails([parse("n >= 2")], parse("2^n mod 4 = 0"), NATURAL).proved
    assert not residues.entails([parse("n >= 1")], parse("2^n mod 4 = 0"), NATURAL).proved
    assert not residues.entails([parse("n <= 3")], parse("n mod 8 < 4"), NATURAL).proved  # left out, so not used


@pytest.mark.parametrize(
    ("goal", "domains"),
    [
        ("(n^3 - n) mod 6 = 0", WHOLE),
        ("(4^n + 15*n - 1) mod 9 = 0", NATURAL),
        ("sin(x)*cos(x) <= 1/2", {}),
        ("gcd(n, n + 6) <= 6", WHOLE),
        ("gcd(21*n + 4, 14*n + 3) = 1", WHOLE),
        ("(n^2 + n*k) mod (n^2 + 1) = (n*k - 1) mod (n^2 + 1)", WHOLE),
    ],
)
def test_certificates_are_replayed_and_others_refused(goal: str, domains: dict[str, str]) -> None:
    t = parse(goal)
    verdict = cascade.entails((), t, domains)
    assert verdict.proved
    certificate = json.loads(json.dumps(verdict.certificate))
    assert replay.check("entails", t, t, (), certificate, domains).proved
    assert not replay.check("entails", parse("n mod 2 = 0"), parse("n mod 2 = 0"), (), certificate, domains).proved
    for key in certificate:
        if key != "decider":
            assert not replay.check("entails", t, t, (), {**certificate, key: 1}, domains).proved


# -- real letters --------------------------------------------------------------------------------


def _float(t: Term, x: float) -> float:
    head = t.head
    if head == "num":
        return float(t.value)
    if head == "sym":
        return x
    if head == "const":
        return math.pi
    if head == "pow":
        return _float(t.args[0], x) ** _float(t.args[1], x)
    a = [_float(s, x) for s in t.args]
    if head == "add":
        return sum(a)
    if head == "mul":
        return math.prod(a)
    if head == "neg":
        return -a[0]
    if head == "div":
        return a[0] / a[1]
    if head == "root":
        return math.sqrt(a[0])
    if head == "mod":
        return a[0] - a[1] * math.floor(a[0] / a[1])
    return float({"sin": math.sin, "cos": math.cos, "tan": math.tan, "abs": abs}[head](*a))


def _holds(t: Term, x: float) -> bool | None:
    """None where floats are too near to tell."""
    if t.head in ("and", "or"):
        found = [_holds(a, x) for a in t.args]
        decisive = t.head == "or"
        return decisive if decisive in found else None if None in found else not decisive
    if t.head in ("true", "false"):
        return t.head == "true"
    d = _float(t.args[0], x) - _float(t.args[1], x)
    if abs(d) < 1e-9:
        return None
    return {"eq": False, "ne": True, "lt": d < 0, "le": d < 0, "gt": d > 0, "ge": d > 0}[t.head]


def _draw(rng: Random) -> str:
    if rng.random() < 0.5:
        f, g = rng.choice(("sin", "cos")), rng.choice(("sin", "cos", "tan"))
        k, r = rng.choice((1, 1, 2, 3)), rng.randint(0, 5)
        left = rng.choice((f"{f}({k}*x)", f"{f}(x)*{g}(x + {r}*pi/6)", f"{f}({k}*x)^2", f"{f}(x) + {f}({k}*x)"))
        return f"{left} {rng.choice(('=', '<', '>=', '!='))} {rng.choice(('0', '1/2', '1', '-1/2', 'sqrt(3)/2'))}"
    unit = rng.choice(("", "*pi"))
    a, m = rng.choice(("x", "2*x", "-x", "x/2")), Fraction(rng.randint(1, 4), rng.choice((1, 2)))
    left = f"({a} + {rng.randint(0, 3)}{unit or '*1'}) mod ({m}{unit or '*1'})"
    return f"{left} {rng.choice(('=', '<', '>=', '!='))} {Fraction(rng.randint(0, 4), 2)}{unit or '*1'}"


def test_periodic_verdicts_agree_with_floats() -> None:
    rng = Random(3)
    points = [rng.uniform(-60, 60) for _ in range(500)]
    proved = solved = 0
    for _ in range(160):
        a, b = parse(_draw(rng)), parse(_draw(rng))
        both = conj(a, b)
        for left, right in ((a, b), (both, b), (both, a)):
            if periodic.equivalent(left, right).proved:
                proved += 1
                assert all(None in (p := {_holds(left, x), _holds(right, x)}) or len(p) == 1 for x in points), (
                    str(left),
                    str(right),
                )
        found = periodic.solution_set(a)
        if found is not None:
            solved += 1
            assert all(None in (p := {_holds(a, x), _holds(found, x)}) or len(p) == 1 for x in points), str(a)
    assert proved > 20 and solved > 40


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("sin(x) = 1/2", "x mod (2*pi) = pi/6"),
        ("3*x mod 7 = 2", "x mod 7 = 3"),
        ("tan(x) = 0", "x mod (2*pi) = 0"),
        ("x mod 3 < 1", "x mod 3 <= 1"),
        ("(-x) mod 3 = 1", "x mod 3 = 1"),
        ("sin(x) > 0", "x mod (2*pi) < pi"),
        ("(x + 1/x - 1/x) mod 2 = 0", "false"),  # undefined at 0, and 0 at 2
        ("sin(x + 1/x - 1/x) = 0", "x mod (2*pi) = pi"),
        ("(x + sqrt(x)^2 - sqrt(x)^2) mod 2 = 0", "x mod 2 = 0"),
    ],
)
def test_what_differs_is_not_proved(one: str, other: str) -> None:
    assert not periodic.equivalent(parse(one), parse(other)).proved
    assert cascade.equivalence(parse(one), parse(other)).refuted
