"""Induction: what the textbook shows by it, what only looks so, and certificates that do not fit."""

from __future__ import annotations

import copy
import json

import pytest

from hybrid.decide import cascade, induction, replay
from hybrid.kernel import check
from hybrid.prover import solve
from hybrid.rulebook import Rulebook
from hybrid.syntax.parse import parse
from hybrid.term import Term

N = {"n": "natural"}
EXERCISES = [
    ("", "2^n > n"),
    ("", "3^n >= 2*n + 1"),
    ("", "4^n >= 3*n + 1"),
    ("n >= 1", "2^n >= 2*n"),
    ("n > 2", "2^n > 2*n"),
    ("n >= 5", "2^n > n^2"),
    ("n >= 10", "2^n > n^3"),
    ("n >= 4", "n! > 2^n"),
    ("n >= 4", "n! > n^2"),
    ("n >= 1", "n! >= 2^(n - 1)"),
    ("n >= 2", "3^n > 2^(n + 1)"),
    ("", "n! >= 1"),
    ("x > -1", "(1 + x)^n >= 1 + n*x"),  # Bernoulli
    ("n >= 2; a > 0", "(1 + a)^n > 1 + n*a"),
]
FALSE = [
    ("", "2^n > n^2"),  # but for 2, 3 and 4
    ("", "n! > 2^n"),
    ("", "2^n >= n + 2"),
    ("n >= 5", "2^n > n^3"),
    ("n <= 8; n >= 4", "n! > 3^n"),
    ("x > -3", "(1 + x)^n >= 1 + n*x"),
    ("x >= -1", "(1 + x)^n >= 1 + n*x"),  # 0^0 has no value
]


def facts(text: str) -> list[Term]:
    return [parse(t) for t in text.split(";")] if text else []


@pytest.mark.parametrize(("known", "goal"), EXERCISES)
def test_the_exercises_of_the_textbook(known: str, goal: str) -> None:
    verdict = cascade.entails(facts(known), parse(goal), N)
    assert verdict.proved and verdict.certificate is not None
    certificate = json.loads(json.dumps(verdict.certificate))
    again = replay.check("entails", parse(goal), parse(goal), facts(known), certificate, N)
    assert again.proved


@pytest.mark.parametrize(("known", "goal"), [EXERCISES[0], EXERCISES[7], EXERCISES[12]])
def test_they_are_proved_and_replayed(known: str, goal: str) -> None:
    given = known.replace(";", ",") + " |- " if known else ""
    result = solve(f"prove {given}{goal} where n natural")
    assert result.status == "proved"
    assert any("by induction on n" in s.words for s in result.steps)
    assert check(result.problem, result.derivation, Rulebook.load())


@pytest.mark.parametrize(("known", "goal"), FALSE)
def test_what_fails_somewhere_is_not_proved(known: str, goal: str) -> None:
    assert not cascade.entails(facts(known), parse(goal), N).proved


def test_the_letter_must_be_natural_and_free() -> None:
    goal = parse("2^n > n")
    assert induction.letters(goal, {"n": "integer"}) == induction.letters(goal, {}) == []
    assert induction.questions("n", 1, goal, facts("n <= 7")) is None
    assert induction.questions("n", 1, goal, facts("m*n > 3")) is None
    step, *starts = induction.questions("n", 2, goal, facts("m > 3; n > 5/2; 1 <= n")) or []
    assert step == ((parse("m > 3"), parse("n >= 4"), goal), parse("2^(n + 1) > n + 1"))
    assert starts == [((parse("m > 3"),), parse("2^3 > 3")), ((parse("m > 3"),), parse("2^4 > 4"))]


def test_a_certificate_proves_its_own_claim_only() -> None:
    goal, known = parse("2^n > n^2"), facts("n >= 5")
    certificate = cascade.entails(known, goal, N).certificate
    assert certificate is not None and certificate["decider"] == "induction"

    def accepted(claim: Term, context: list[Term], domains: dict[str, str], evidence: object) -> bool:
        return replay.check("entails", claim, claim, context, evidence, domains).proved  # type: ignore[arg-type]

    assert accepted(goal, known, N, certificate)
    assert not accepted(goal, [], N, certificate)
    assert not accepted(goal, facts("n >= 4"), N, certificate)
    assert not accepted(goal, known, {}, certificate)
    assert not accepted(parse("2^n > n^3"), known, N, certificate)
    for choice in ([0, 0], [0, 2], [0, 9], [1, 1], [0], []):
        spoiled = copy.deepcopy(dict(certificate)) | {"choice": choice}
        assert not accepted(goal, known, N, spoiled)
    assert not accepted(goal, known, N, dict(certificate) | {"sub": certificate["sub"][:1]})
