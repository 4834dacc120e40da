"""Every plain rule of the shipped book is proved, and no wrong rule is, with or without the plain deciders."""

import json
import random
from dataclasses import replace

import pytest

import hybrid.verify.proof as proof
from hybrid.decide.verdict import unknown
from hybrid.rulebook import Rulebook
from hybrid.rulebook.load import read_rules
from hybrid.term import RELATIONS, TermError, add, at, conj, disj, make, neg, num, power, subterms
from hybrid.term import replace as put
from hybrid.verify.claim import Claim, Outcome
from hybrid.verify.points import points

PLAIN = [r for r in Rulebook.load() if not r.computed]
WRONG = [
    "zero-to-zero : a^0 = 1 <=> true",
    "zero-to-any : 0^n = 0 <=> true if n >= 0",
    "roots-of-any-factors : sqrt(a*b) = sqrt(a)*sqrt(b)",
    "powers-of-powers : (a^m)^n = a^(m*n)",
    "reciprocal-power : a^(-n) = 1/a^n <=> true",
    "power-of-any-product : (a*b)^n = a^n*b^n",
    "join-powers : a^(m + n) = a^m*a^n",
    "even-minus : (-a)^n = a^n if integer(n)",
    "odd-minus : (-a)^n = -a^n if even(n)",
    "any-base : a^u = a^v <=> u = v if a > 0",
    "falling-base : a^u < a^v <=> u < v if a > 0, a != 1",
    "weak-for-strict : a^u < a^v <=> u <= v if a > 1",
    "log-any : log(u, b) = c <=> u = b^c",
    "log-below : log(u, b) < c <=> u < b^c if b > 1",
    "logs-any : log(u, b) = log(v, b) <=> u = v if b > 0, b != 1",
    "log-square : log(a^2, b) = 2*log(a, b)",
    "no-power : a^u = c <=> false if c <= 0",
    "divide-by-anything : a*x = c <=> x = c/a",
    "half-the-quadratic : a*x^2 + b*x + c = 0 <=> x = (-b + sqrt(b^2 - 4*a*c))/(2*a) if a != 0",
    "square-order : a^2 < b^2 <=> a < b",
    "tangent-sum : tan(a + b) = (tan(a) + tan(b))/(1 - tan(a)*tan(b))",
    "root-equation : sqrt(a) = b <=> a = b^2",
    "formulas : P or Q => P <=> true",
    "a-letter-is-not-written-as-an-integer : (-a)^n = 5 if a > 0, not integer(n)",
]


def fails(rule, count=400):
    """Whether the rule is seen to fail at a point, by exact evaluation alone."""
    claim = Claim(rule)
    return any(claim.at(p) is Outcome.WRONG for p in points(claim, count))


def mutants(rule):
    """The rule with a guard or test left out, the sides changed over, or one node of a side altered."""
    for name in ("guards", "sound_tests"):
        given = getattr(rule, name)
        for i in range(len(given)):
            yield replace(rule, **{name: given[:i] + given[i + 1 :]})
    yield replace(rule, left=rule.right, right=rule.left)
    for side in ("left", "right"):
        whole = getattr(rule, side)
        for place, s in subterms(whole):
            new = []
            if s.head in RELATIONS:
                new = [make(h, s.args) for h in sorted(RELATIONS - {s.head})]
            elif s.head == "num" and (not place or at(whole, place[:-1]).head != "root"):
                new = [num(s.value + 1), neg(s)]
            elif s.head == "and":
                new = [disj(*s.args), conj(*s.args[1:])]
            elif s.head == "or":
                new = [conj(*s.args), disj(*s.args[1:])]
            elif s.head in ("neg", "abs"):
                new = [s.args[0]]
            elif s.head == "pow":
                new = [s.args[0], power(s.args[0], neg(s.args[1]))]
            elif s.head == "add":
                new = [add(s.args[0], *map(neg, s.args[1:]))]
            elif s.head == "sym" and s.value.islower():
                new = [neg(s)]
            for n in new:
                try:
                    yield replace(rule, **{side: put(whole, place, n)})
                except TermError:
                    continue


def cases_only(monkeypatch):
    monkeypatch.setattr(proof, "directly", lambda relation, case: unknown("none", "not asked"))


def test_every_plain_rule_is_proved_with_a_certificate_in_json():
    verdicts = {r.name: proof.prove_rule(r) for r in PLAIN}
    assert {name: v.reason for name, v in verdicts.items() if not v.proved} == {}
    assert all(json.loads(json.dumps(v.certificate)) == v.certificate for v in verdicts.values())


@pytest.mark.parametrize("alone", [False, True])
@pytest.mark.parametrize("text", WRONG, ids=lambda t: t.split(" :")[0])
def test_a_wrong_rule_is_not_proved(text, alone, tmp_path, monkeypatch):
    if alone:
        cases_only(monkeypatch)
    file = tmp_path / "wrong.rules"
    file.write_text(text, encoding="utf-8")
    (rule,) = read_rules(file)
    assert fails(rule)
    assert not proof.prove_rule(rule).proved


@pytest.mark.parametrize("alone", [False, True])
def test_no_mutant_that_fails_at_a_point_is_proved(alone, monkeypatch):
    if alone:
        cases_only(monkeypatch)
    pool = [m for r in PLAIN if not r.name.startswith("quadratic") for m in mutants(r)]
    wrong = [m for m in random.Random(8).sample(pool, 260) if fails(m, 120)]
    assert len(wrong) >= 150
    assert [m.name for m in wrong if proof.prove_rule(m).proved] == []


def test_a_refutation_names_a_point(tmp_path):
    file = tmp_path / "wrong.rules"
    file.write_text("freshman : (a + b)^2 = a^2 + b^2", encoding="utf-8")
    (rule,) = read_rules(file)
    verdict = proof.prove_rule(rule)
    assert verdict.refuted and set(verdict.point) == {"a", "b"}
