"""Are rules judged as they should be: true ones let through, false ones refuted at a small point, mended by a guard?"""

from fractions import Fraction
from pathlib import Path

import pytest

from hybrid.rulebook import Rulebook
from hybrid.rulebook.load import read_rules
from hybrid.rulebook.rule import Rule
from hybrid.syntax.parse import parse
from hybrid.term import TRUE, number, rational
from hybrid.verify.claim import Claim, Outcome
from hybrid.verify.points import points
from hybrid.verify.report import from_json, to_json_text, to_junit, to_text
from hybrid.verify.run import verify_files, verify_rule
from hybrid.verify.suggest import suggest

BOOK = Rulebook.load()


@pytest.fixture
def one(tmp_path: Path):
    def read(text: str) -> Rule:
        file = tmp_path / "my.rules"
        file.write_text(text, encoding="utf-8")
        return read_rules(file)[0]

    return read


# -- what a rule claims at a point -----------------------------------------------------------------


@pytest.mark.parametrize(
    "text, point, outcome",
    [
        ("r : sqrt(a^2) = a", {"a": "2"}, Outcome.RIGHT),
        ("r : sqrt(a^2) = a", {"a": "-2"}, Outcome.WRONG),
        ("r : sqrt(a^2) = a if a >= 0", {"a": "-2"}, Outcome.SILENT),
        ("r : a = a^2/a", {"a": "0"}, Outcome.WRONG),
        ("r : a/a = 1", {"a": "0"}, Outcome.SILENT),
        ("r : a^0 = 1", {"a": "0"}, Outcome.SILENT),
        ("r : (a^2)^n = a^(2*n)", {"a": "-8", "n": "1/2"}, Outcome.WRONG),
        ("r : (a^2)^n = a^(2*n) if integer(n)", {"a": "-8", "n": "1/2"}, Outcome.SILENT),
        ("r : a < b ==> a <= b", {"a": "1", "b": "1"}, Outcome.SILENT),
        ("r : a <= b <=> a < b", {"a": "1", "b": "1"}, Outcome.WRONG),
        ("r : a/b = c <=> a = b*c", {"a": "0", "b": "0", "c": "3"}, Outcome.WRONG),
        ("r : a^2 = b <=> a = sqrt(b) or a = -sqrt(b)", {"a": "-sqrt(2)", "b": "2"}, Outcome.RIGHT),
        ("r : sin(a)^2 + cos(a)^2 = 1", {"a": "pi/7"}, Outcome.RIGHT),
        ("r : tan(a) = sin(a)/cos(a)", {"a": "pi/2"}, Outcome.SILENT),
        ("r : P and Q ==> P or Q", {"P": "true", "Q": "false"}, Outcome.SILENT),
        ("r : P or Q <=> P and Q", {"P": "true", "Q": "false"}, Outcome.WRONG),
    ],
)
def test_a_claim_at_a_point(one, text, point, outcome):
    assert Claim(one(text)).at({name: parse(value) for name, value in point.items()}) is outcome


def test_a_test_that_is_denied_says_nothing_of_a_value(one):
    # `not integer(n)` holds of the letter n, whose value may be a whole number all the same
    claim = Claim(one("r : (a^2)^n = abs(a)^(2*n) if not integer(n)"))
    assert claim.at({"a": number(-2), "n": number(1)}) is Outcome.RIGHT
    # of a number that is written it says what it seems to say
    claim = Claim(one("r : a^r = 0 <=> a = 0 if r > 0, number(r), not integer(r)"))
    assert claim.at({"a": number(0), "r": number(2)}) is Outcome.SILENT


# -- points by construction ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "r : sqrt(b^2 - 4*a*c)^2 = b^2 - 4*a*c if b^2 - 4*a*c >= 0, a < 0, c > 0",
        "r : 1/(a - b) = -1/(b - a) if a > 10, b > a",
        "r : a < b and b < c and c < d ==> a < d",
        "r : a = b + 2 and b = c^2 ==> a = c^2 + 2",
        "r : a^n = -(-a)^n if odd(n), n > 1, a < 0",
    ],
)
def test_most_points_meet_what_the_rule_needs(one, text):
    claim = Claim(one(text))
    drawn = list(points(claim, 220))[120:]  # a grid may come first
    assert [claim.at(p) for p in drawn].count(Outcome.RIGHT) >= 60


def test_equations_hold_often_and_boundaries_are_visited(one):
    claim = Claim(one("r : a/b = c <=> a = b*c and b != 0"))
    met = [0, 0]
    for p in points(claim, 200):
        at = {n: Fraction(rational(t)) for n, t in p.items() if rational(t) is not None}
        if len(at) == 3:
            met[0] += at["a"] == at["b"] * at["c"] and at["b"] != 0
            met[1] += at["b"] == 0
    assert min(met) >= 10


def test_the_same_seed_gives_the_same_points(one):
    claim = Claim(one("r : a*b = b*a if a > b"))
    assert list(points(claim, 50, 3)) == list(points(claim, 50, 3))
    assert list(points(claim, 50, 3)) != list(points(claim, 50, 4))


def test_truth_values_are_tried_all():
    claim = Claim(BOOK.by_name["and-same"])
    assert {p["P"] is TRUE for p in points(claim, 10)} == {True, False}


# -- verdicts --------------------------------------------------------------------------------------

WRONG = {
    "sqrt(a^2) = a": "a >= 0",
    "a = a^2/a": "a != 0",
    "(a - b)^2 = a^2 + 2*a*b + b^2": None,
    "(a + b)^2 = a^2 + b^2": None,
    "-(a - b) = -a - b": None,
    "sqrt(a + b) = sqrt(a) + sqrt(b)": None,
    "sqrt(a*b) = sqrt(a)*sqrt(b)": "a > 0",
    "(a^m)^n = a^(m*n)": "integer(n)",
    "a^(-n) = 1/a^n": "a != 0",
    "(a*b)^n = a^n*b^n": "integer(n)",
    "a^3 - b^3 = (a - b)*(a^2 - a*b + b^2)": None,
    "a*b = a*c <=> b = c": "a != 0",
    "a^2 = b^2 <=> a = b": "a*b >= 0",
    "a*c < b*c <=> a < b": "c > 0",
    "a < b <=> a <= b": "a != b",
    "a/b = c <=> a = b*c": "b != 0",
    "a*b > 0 ==> a > 0": "a >= 0",
    "a < b and c < b ==> a < c": ...,
    "a < b and c < d ==> a - c < b - d": ...,
    "a < b ==> a^2 < b^2": "a >= 0",
    "tan(pi/2 - a) = 1/tan(a)": "cos(a) != 0",
    "sin(a + pi) = sin(a)": None,
    "cos(a + b) = cos(a)*cos(b) + sin(a)*sin(b)": None,
    "log(a + b, c) = log(a, c) + log(b, c)": None,
    "log(a^2, b) = 2*log(a, b)": "a > 0",
    "abs(a + b) = abs(a) + abs(b)": "a*b >= 0",
    "P or Q <=> P and Q": None,
    "(P and a > b => a > c) <=> true if b <= c": ...,
    "a/(b + sqrt(c)) = a*(b - sqrt(c))/(b^2 - c)": "b^2 - c != 0",
    "a = b + 1 when sum(a) where b := collect(a)": None,
    "a < b <=> c < 0 where c := expand(b - a)": None,
    "a*x <= b <=> x < c when number(a), unknown(x), positive(a), free(b) where c := quotient(b, a)": None,
}


@pytest.mark.parametrize("text, guard", WRONG.items(), ids=list(WRONG))
def test_a_wrong_rule_is_false_and_a_guard_that_mends_it_is_found(one, text, guard):
    rule = one(f"wrong : {text}")
    report = verify_rule(rule)
    assert report.verdict == "false"
    c = report.counterexample
    assert c is not None and c.left != c.right and c.found_after <= 200
    assert all(len(v.lstrip("-")) <= 5 for v in c.point.values()), c
    if not rule.computed:
        # the point is one at which the rule fails, by the rule's own claim
        assert Claim(rule).at({n: parse(v) for n, v in c.point.items()}) is Outcome.WRONG
    if guard is not ...:
        assert report.suggestion == (f"it holds if {guard}" if guard else "")
    repair = suggest(rule)
    if repair is not None:
        assert verify_rule(repair.applied(rule)).ok


def test_a_weaker_relation_is_suggested(one):
    rule = one("half : P and Q <=> P")
    report = verify_rule(rule)
    assert report.verdict == "false" and report.suggestion == "it holds with ==>"


@pytest.mark.parametrize(
    "text",
    [
        "true-left-to-right : a/a = 1",
        "a*b/b = a",
        "sqrt(a*b) = sqrt(a)*sqrt(b) if a >= 0, b >= 0",
        "(-a)^n = a^n if even(n)",
        "abs(a) < b <=> -b < a and a < b",
        "P and (Q or R) <=> P and Q or P and R",
        "a < b and b < c ==> a < c",
        "a = b when sum(a) where b := collect(a)",
    ],
)
def test_a_right_rule_is_let_through(one, text):
    report = verify_rule(one(text if " : " in text else f"right : {text}"))
    assert report.ok and report.instances > 0 and report.counterexample is None
    assert report.verdict == "tested" or report.certificate


@pytest.mark.parametrize(
    "text",
    [
        "never : a + b = b + a if a < 0, a > 0",
        "never : a < b and b < a ==> a = 0",
        "never : a/b = a*b if b = 0",
        "never : a^n = a if even(n), odd(n)",
        "never : a = b when sum(a), product(a) where b := expand(a)",
    ],
)
def test_a_rule_that_never_speaks_is_vacuous(one, text):
    report = verify_rule(one(text))
    assert report.verdict == "vacuous" and report.why and not report.ok


@pytest.mark.parametrize(
    "text, turned",
    [
        ("chart : a*b < 0 <=> a > 0 and b < 0 or a < 0 and b > 0 [orders, whole]", "chart.mirrored"),
        ("bound : (a < b => a < c) <=> true if b <= c [orders]", "bound.mirrored"),
    ],
)
def test_a_family_that_turns_too_much_is_caught(text, turned, tmp_path):
    file = tmp_path / "my.rules"
    file.write_text(text, encoding="utf-8")
    reports = {r.name: r for r in verify_files([file])}
    assert reports[text.split(" :")[0]].ok
    assert reports[turned].verdict == "false"


# -- reports ---------------------------------------------------------------------------------------


def test_reports_are_written_and_read_back(tmp_path):
    file = tmp_path / "my.rules"
    file.write_text("good : a + b = b + a\nbad-one : sqrt(a^2) = a\n", encoding="utf-8")
    reports = list(verify_files([file]))
    assert [from_json(r.to_json()).to_json() for r in reports] == [r.to_json() for r in reports]
    text = to_text(reports)
    assert "my.rules:2: bad-one: false" in text and "a = -1" in text and "it holds if a >= 0" in text
    assert "good" not in text and "good" in to_text(reports, every=True)
    assert '"suggestion": "it holds if a >= 0"' in to_json_text(reports)
    junit = to_junit(reports)
    assert 'tests="2"' in junit and 'failures="1"' in junit and "sqrt(a^2) = a" in junit


def test_workers_give_the_same_verdicts_in_order(tmp_path):
    file = tmp_path / "many.rules"
    lines = [f"rule-{i} : a + {i}*b = {i}*b + a" if i % 7 else f"rule-{i} : a - b = b - a + {i}" for i in range(30)]
    file.write_text("\n".join(lines), encoding="utf-8")

    def short(report):
        return {**report.to_json(), "seconds": 0}

    assert [short(r) for r in verify_files([file], workers=2)] == [short(r) for r in verify_files([file])]
