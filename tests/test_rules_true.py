"""Every rule of the shipped book is true, and a wrong rule would be noticed.

`hybrid.testing_rules.check_rule` puts exact values in for the letters; the rules that are identities are
besides proved once and for all by the decider of rational functions where it can.
"""

from pathlib import Path

import pytest

from hybrid.decide.rational import same_value
from hybrid.rulebook import Rulebook
from hybrid.rulebook.load import read_rules
from hybrid.rulebook.rule import Rule
from hybrid.testing_rules import check_rule

BOOK = Rulebook.load()

WRONG = [
    "the-root-of-a-square : sqrt(a^2) = a",
    "a-quotient-from-nowhere : a = a^2/a",
    "lose-a-sign : (a - b)^2 = a^2 + 2*a*b + b^2",
    "freshman : (a + b)^2 = a^2 + b^2",
    "minus-before-bracket : -(a - b) = -a - b",
    "root-of-sum : sqrt(a + b) = sqrt(a) + sqrt(b)",
    "roots-of-any-factors : sqrt(a*b) = sqrt(a)*sqrt(b)",
    "powers-of-powers : (a^m)^n = a^(m*n)",
    "reciprocal-power : a^(-n) = 1/a^n",
    "power-of-any-product : (a*b)^n = a^n*b^n",
    "cubes : a^3 - b^3 = (a - b)*(a^2 - a*b + b^2)",
    "divide-by-anything : a*b = a*c <=> b = c",
    "squares-only : a^2 = b^2 <=> a = b",
    "square-both : a = b <=> a^2 = b^2",
    "multiply-order : a*c < b*c <=> a < b",
    "strict-or-not : a < b <=> a <= b",
    "clear-fraction : a/b = c <=> a = b*c",
    "product-sign : a*b > 0 ==> a > 0",
    "wrong-chain : a < b and c < b ==> a < c",
    "subtract-order : a < b and c < d ==> a - c < b - d",
    "square-order : a < b ==> a^2 < b^2",
    "forgotten-tangent : tan(pi/2 - a) = 1/tan(a)",
    "sine-shift : sin(a + pi) = sin(a)",
    "cosine-sum : cos(a + b) = cos(a)*cos(b) + sin(a)*sin(b)",
    "double-sine : sin(2*a) = 2*sin(a)",
    "log-of-sum : log(a + b, c) = log(a, c) + log(b, c)",
    "any-logarithm : log(a^2, b) = 2*log(a, b)",
    "absolute-sum : abs(a + b) = abs(a) + abs(b)",
    "or-for-and : P or Q <=> P and Q",
    "half-a-bound : (P and a > b => a > c) <=> true if b <= c",
    "guard-forgotten : a/(b + sqrt(c)) = a*(b - sqrt(c))/(b^2 - c)",
    "helper-misused : a = b + 1 when sum(a) where b := collect(a)",
    "helper-for-orders : a < b <=> c < 0 where c := expand(b - a)",
]


def one(tmp_path: Path, text: str) -> list[Rule]:
    file = tmp_path / "wrong.rules"
    file.write_text(text, encoding="utf-8")
    return read_rules(file)


@pytest.mark.parametrize("rule", list(BOOK), ids=lambda r: r.name)
def test_a_rule_is_true_wherever_it_speaks(rule):
    finding = check_rule(rule)
    assert finding.failure is None, f"{rule.file}: {rule.source}\nis wrong at {finding.failure}"
    assert finding.held > 0, f"{rule.file}: {rule.source}\nnever speaks: its guards or tests let nothing through"
    assert finding.undecided <= finding.held + 40, f"{rule.source}: {finding.undecided} instances undecided"


@pytest.mark.parametrize("text", WRONG, ids=lambda t: t.split(" :")[0])
def test_a_wrong_rule_is_caught(text, tmp_path):
    (rule,) = one(tmp_path, text)
    assert check_rule(rule).failure is not None


@pytest.mark.parametrize(
    "text",
    [
        "true-both-ways : a/a = 1",
        "loses-a-condition : a*b/b = a",
        "guarded : sqrt(a*b) = sqrt(a)*sqrt(b) if a >= 0, b >= 0",
        "literal : (-a)^n = a^n if even(n)",
    ],
)
def test_a_right_rule_is_let_through(text, tmp_path):
    (rule,) = one(tmp_path, text)
    assert check_rule(rule).ok


def test_a_rule_that_never_speaks_is_not_ok(tmp_path):
    (rule,) = one(tmp_path, "never : a + b = b + a if a < 0, a > 0")
    assert check_rule(rule).failure is None
    assert not check_rule(rule).ok


@pytest.mark.parametrize(
    "text, turned",
    [
        ("chart : a*b < 0 <=> a > 0 and b < 0 or a < 0 and b > 0 [orders, whole]", "chart.mirrored"),
        ("bound : (a < b => a < c) <=> true if b <= c [orders]", "bound.mirrored"),
    ],
)
def test_a_family_that_turns_too_much_is_caught(text, turned, tmp_path):
    by_name = {r.name: r for r in one(tmp_path, text)}
    assert check_rule(by_name[text.split(" :")[0]]).ok
    assert check_rule(by_name[turned]).failure is not None


def test_most_identities_are_proved_and_none_is_refuted():
    identities = [r for r in BOOK if r.relation == "=" and not r.computed]
    verdicts = {r.name: same_value(r.left, r.right, {}, r.guards) for r in identities}
    assert [name for name, v in verdicts.items() if v.refuted] == []
    proved = sum(v.proved for v in verdicts.values())
    assert proved >= 0.8 * len(identities), sorted(name for name, v in verdicts.items() if not v.proved)


def test_the_book_is_large_enough_to_teach_from():
    assert len({r.source for r in BOOK}) >= 200
