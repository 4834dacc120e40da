"""Looking a rule book over: each kind of finding on a small book that shows it, and on one that does not."""

import json
from pathlib import Path

import pytest

from hybrid.compute import TESTS
from hybrid.rulebook import Rulebook
from hybrid.syntax.errors import InputError
from hybrid.syntax.parse import parse
from hybrid.verify.lint import lint, to_json, to_text
from hybrid.verify.lint_finding import Finding
from hybrid.verify.lint_tests import implications
from hybrid.verify.samples import expressions, formulas


def found(tmp_path: Path, text: str, kind: str | None = None) -> list[Finding]:
    file = tmp_path / "own.rules"
    file.write_text(text, encoding="utf-8")
    return [f for f in lint([file]) if kind is None or f.kind == kind]


# -- rules that cannot be loaded --------------------------------------------------------------------


def test_all_broken_rules_of_a_file_are_told_each_with_its_place(tmp_path):
    text = "\n".join(
        [
            "one : a + b = c",
            "two : a + 0 = a",
            '    "add {z}"',
            "three : a*1 = a when shiny(a)",
            'four : a + 0 = a  "good"  [grade 1]',
            "four : 1*a = a",
        ]
    )
    broken = found(tmp_path, text, "unreadable")
    assert [(f.rule, f.line, f.severity) for f in broken] == [
        ("one", 1, "error"),
        ("two", 3, "error"),
        ("three", 4, "error"),
        ("four", 6, "error"),
    ]
    assert broken[1].details["column"] == 10  # of {z}
    assert "name {z}" in broken[1].message and "own.rules" not in broken[1].message
    assert broken[2].details["column"] == text.splitlines()[3].index("shiny") + 1
    assert "four is taken by own.rules:5" in broken[3].message


def test_the_rules_that_can_be_read_are_looked_at_beside_broken_ones(tmp_path):
    kinds = {(f.rule, f.kind) for f in found(tmp_path, "one : a + b = c\ntwo : -a = a  when number(a), has(a)")}
    assert {("one", "unreadable"), ("two", "contradiction")} <= kinds


@pytest.mark.parametrize("path", ["missing.rules", "."])
def test_no_rules_are_bad_input(tmp_path, path):
    with pytest.raises(InputError):
        lint([tmp_path / path])


# -- every kind, shown and not shown ----------------------------------------------------------------

SHOWN = {
    "shadowed by a more general rule": (
        "shadowed",
        "warning",
        "general : a*b = 0 <=> a = 0 or b = 0 [safe 2]\nspecial : 2*c = 0 <=> c = 0 [safe 3]",
    ),
    "shadowed in another order": (
        "shadowed",
        "warning",
        "general : a + b = c <=> a = c - b [safe 2]\nspecial : d = 1 + e <=> e = d - 1",
    ),
    "shadowed though it has a test, which follows": (
        "shadowed",
        "warning",
        "general : a*b = c <=> b = c/a  if a != 0  when closed(a) [safe 2]\n"
        "special : n*b = c <=> c = n*b  if n > 0  when integer(n) [safe 3]",
    ),
    "shadowed with coefficients unwritten": (
        "shadowed",
        "warning",
        "general : a?*x + b = 0 <=> x = -b/a  if a != 0  when free(a) [safe 2]\n"
        "special : c?*x + d = 0 <=> -d/c = x  if c > 0  when free(c) [safe 3]",
    ),
    "shadowed where both are tried": (
        "shadowed",
        "note",
        "general : abs(a)^2 = a^2 [safe 2, goal solve]\nspecial : abs(b)^2 = b*b [goal solve simplify]",
    ),
    "unmatchable": ("unmatchable", "error", "never : -a = 0 - a  when positive(a)"),
    "tests exclude each other": ("contradiction", "error", "never : a + b = b + a  when number(a), has(a)"),
    "even and odd": ("contradiction", "error", "never : (-a)^n = a^n  if even(n)  when odd(n)"),
    "tests of a part and the whole": ("contradiction", "error", "never : a + b = b + a  when closed(a + b), has(b)"),
    "guards contradict": ("contradiction", "error", "never : abs(a) = a  if a > 1, a < 0"),
    "a guard and a test contradict": ("contradiction", "error", "never : abs(a) = a  if a > 0  when negative(a)"),
    "duplicate": ("duplicate", "warning", "one : a*(b + c) = a*b + a*c\ntwo : (u + v)*w = v*w + u*w"),
    "duplicate of a rule back to front": (
        "duplicate",
        "warning",
        "one : a*a = a^2 [both ways]\ntwo : b^2 = b*b",
    ),
    "duplicate with sides exchanged": (
        "duplicate",
        "warning",
        "one : a + b = 0 <=> a = -b\ntwo : 0 = v + u <=> v = -u",
    ),
    "duplicate written the other way": (
        "duplicate",
        "note",
        "one : a < b and b < c ==> a < c\ntwo : a > b and b > c ==> a > c",
    ),
    "derivable": (
        "derivable",
        "note",
        "two-factors : a*b = 0 <=> a = 0 or b = 0\nthree-factors : a*b*c = 0 <=> a = 0 or b = 0 or c = 0",
    ),
    "derivable under a guard": (
        "derivable",
        "note",
        "halves : sqrt(a^2) = abs(a)\npositive : abs(a) = a if a >= 0\nboth : sqrt(a^2) = a if a > 1",
    ),
    "safe rules in a circle": (
        "loop",
        "error",
        "there : a*(b + c) = a*b + a*c [safe 2]\nback : a*b + a*c = a*(b + c) [safe 3]",
    ),
    "a safe rule that turns for ever": ("loop", "error", "turn : a + b = b + a [safe 2, whole]"),
    "a safe rule that never rests": ("loop", "error", "grow : -a = -(a + 0) [safe 2]"),
    "a circle through a helper": (
        "loop",
        "warning",
        "out : a = b when product(a) where b := expand(a) [safe 2, goal solve]\n"
        "in : a = b when sum(a) where b := factor(a) [safe 3, goal solve]",
    ),
    "a circle a search may take": ("loop", "note", "there : a*(b + c) = a*b + a*c\nback : a*b + a*c = a*(b + c)"),
    "a drop that is not kept": ("drops", "error", "less : sqrt(a) = b <=> a = b^2 if b >= 0 [drops roots 0]"),
    "a drop of nothing known": ("drops", "error", "less : sqrt(a)^2 = a [drops beauty 1]"),
    "a guard nobody needs": ("unneeded-guard", "note", "same : (a + b)^2 = a^2 + 2*a*b + b^2  if a > 0"),
    "a guard that definedness gives": ("unneeded-guard", "note", "root : sqrt(a)^2 = a  if a >= 0"),
    "a helper that gives nothing": (
        "silent",
        "warning",
        "never : a = b  when letter(a)  where b := expand(a)",
    ),
    "no words": ("no-words", "note", "plain : a + 0 = a [grade 1]"),
    "no grade": ("no-grade", "note", 'plain : a + 0 = a "nothing added" [safe]'),
}

NOT_SHOWN = {
    "not shadowed: it comes first": (
        "shadowed",
        "special : 2*c = 0 <=> c = 0 [safe 2]\ngeneral : a*b = 0 <=> a = 0 or b = 0 [safe 3]",
    ),
    "not shadowed: the other is a choice": ("shadowed", "general : a*b = b*a\nspecial : 2*c = c + c [safe]"),
    "not shadowed: other searches": (
        "shadowed",
        "general : a*b = b*a [safe 1, goal solve]\nspecial : 2*c = c + c [safe 2, goal simplify]",
    ),
    "not shadowed: a narrower test": (
        "shadowed",
        "general : a*b = b*a when integer(a) [safe 1]\nspecial : n*c = c + n*c - c when number(n) [safe 2]",
    ),
    "not shadowed: a guard that does not follow": (
        "shadowed",
        "general : a*b = c <=> b = c/a if a > 0 [safe 1]\nspecial : a*b = c <=> b = c/a if a != 0 [safe 2]",
    ),
    "not shadowed: a part of a sum is left to it": (
        "shadowed",
        "general : a*b = b*a [safe 1, whole]\nspecial : 2*c = c + c [safe 2]",
    ),
    "not shadowed: the other does nothing where it is turned": (
        "shadowed",
        "general : a < b <=> b > a [safe 1]\nspecial : 2*a < 2*b <=> a < b [safe 2]",
    ),
    "not shadowed: its helper may give nothing": (
        "shadowed",
        "general : a = b when product(a) where b := expand(a) [safe 1]\nspecial : 2*c = c + c [safe 2]",
    ),
    "matchable with a sign": ("unmatchable", "fine : a + (-b) = a - b + 0  when positive(b)"),
    "tests of two letters": ("contradiction", "fine : a + b = b + a  when number(a), has(b)"),
    "guards that hold together": ("contradiction", "fine : abs(a) = a  if a > 0, a < 1"),
    "no duplicate: another letter stands twice": ("duplicate", "one : a*b + a = a*(b + 1)\ntwo : a*b + b = b*b"),
    "no duplicate: another guard": (
        "duplicate",
        "one : sqrt(a^2) = a if a >= 0\ntwo : sqrt(a^2) = a if a > 1",
    ),
    "no duplicate: the test is of the other side": (
        "duplicate",
        "one : a = b <=> b = a when number(a)\ntwo : a = b <=> b = a when number(b)",
    ),
    "not derivable: the guard is weaker": (
        "derivable",
        "halves : sqrt(a^2) = abs(a)\npositive : abs(a) = a if a >= 0\nboth : sqrt(a^2) = a if a > -1",
    ),
    "not derivable from itself back to front": ("derivable", "one : a*a = a^2 [both ways]"),
    "not derivable in its search": (
        "derivable",
        "two : a*b = 0 <=> a = 0 or b = 0 [fine]\nthree : a*b*c = 0 <=> a = 0 or b = 0 or c = 0",
    ),
    "no circle: tests part them": (
        "loop",
        "there : a*b = b*a when number(b), not number(a) [safe 2, whole]\n",
    ),
    "no circle: other searches": (
        "loop",
        "there : a*(b + c) = a*b + a*c [safe 2, goal expand]\nback : a*b + a*c = a*(b + c) [safe 3, goal factor]",
    ),
    "a drop that is kept": ("drops", "less : sqrt(a) = b <=> a = b^2 if b >= 0 [drops roots 1]"),
    "a guard that is needed": ("unneeded-guard", "root : sqrt(a^2) = a  if a >= 0"),
    "a helper that gives something": ("silent", "some : a = b  when product(a)  where b := expand(a)"),
    "words": ("no-words", 'plain : a + 0 = a "nothing added" [grade 1]'),
    "grade": ("no-grade", 'plain : a + 0 = a "nothing added" [safe, grade 1]'),
}


@pytest.mark.parametrize("kind, severity, text", SHOWN.values(), ids=SHOWN)
def test_a_book_shows_the_finding(kind, severity, text, tmp_path):
    assert severity in [f.severity for f in found(tmp_path, text, kind)]


@pytest.mark.parametrize("kind, text", NOT_SHOWN.values(), ids=NOT_SHOWN)
def test_a_book_does_not_show_the_finding(kind, text, tmp_path):
    findings = found(tmp_path, text)
    assert [f.kind for f in findings if f.kind in (kind, "unreadable")] == []


# -- what findings tell -----------------------------------------------------------------------------


def test_a_derivation_is_told_rule_by_rule(tmp_path):
    (finding,) = found(tmp_path, SHOWN["derivable under a guard"][2], "derivable")
    assert finding.rule == "both" and finding.message == "follows from halves, then positive"
    assert finding.details["derivation"] == [
        {"before": "sqrt(a^2)", "rule": "halves", "after": "abs(a)"},
        {"before": "abs(a)", "rule": "positive", "after": "a"},
    ]
    assert finding.details["usable"] is True


def test_what_is_said_of_letters_is_said_of_what_they_make(tmp_path):
    tested = SHOWN["derivable"][2].replace("b = 0\n", "b = 0 when has(a), has(b)\n") + " when has(a), has(b), has(c)"
    (finding,) = found(tmp_path, tested, "derivable")
    assert finding.rule == "three-factors" and finding.details["usable"] is True


def test_a_derivation_that_tests_may_not_let_the_search_take_says_so(tmp_path):
    text = SHOWN["derivable"][2].replace("b = 0\n", "b = 0 when number(a)\n")
    (finding,) = found(tmp_path, text, "derivable")
    assert finding.details["usable"] is False and finding.message.endswith("(where their tests let it)")


def test_a_circle_is_told_as_terms_and_rules(tmp_path):
    (finding,) = found(tmp_path, SHOWN["a circle a search may take"][2], "loop")
    assert "a*(b + c) -> a*b + a*c -> a*(b + c)" in finding.message
    assert [link["rule"] for link in finding.details["cycle"]] == ["there", "back"]


def test_a_broken_drop_is_told_with_its_instance(tmp_path):
    (finding,) = found(tmp_path, SHOWN["a drop that is not kept"][2], "drops")
    assert finding.details["feature"] == "roots" and finding.details["found"] > finding.details["declared"] == 0


def test_a_shadowed_rule_names_the_one_before_it_for_each_goal(tmp_path):
    (finding,) = found(tmp_path, SHOWN["shadowed where both are tried"][2], "shadowed")
    assert finding.rule == "special" and finding.details["by"] == {"solve": "general"}


def test_findings_are_written_as_lines_and_as_json(tmp_path):
    findings = found(tmp_path, "one : a + b = c\ntwo : a + 0 = a")
    lines = to_text(findings).splitlines()
    assert lines[0].startswith("own.rules:1:1: error: one: the letter c") and lines[0].endswith("[unreadable]")
    assert lines[-1] == "1 error, 0 warnings, 2 notes" and len(lines) == 4
    assert to_text(findings, "warning").splitlines() == [lines[0], lines[-1]]
    data = json.loads(json.dumps(to_json(findings)))
    assert (data["errors"], data["warnings"], data["notes"]) == (1, 0, 2)
    assert data["findings"][0]["rule"] == "one" and data["findings"][0]["details"]["column"] == 1


# -- what is known of tests; the shipped book -------------------------------------------------------


def test_what_a_test_is_said_to_imply_is_so_of_every_sample():
    terms = [*expressions(), *formulas()]
    terms += [parse(t) for t in "x; k; 0; 1; 2; 3; -4; 1/2; 2/4; 0.5; e; pi; -x; -(x*y); true; false; x - x".split(";")]
    terms = list({s for t in terms for s in (t, *t.args)})
    checked = 0
    for unknowns in (frozenset(), frozenset({"x"}), frozenset({"x", "y"})):
        for (name, holds), implied in implications().items():
            for term in terms:
                if TESTS[name](term, unknowns) is holds:
                    for other, wanted in implied:
                        checked += 1
                        assert TESTS[other](term, unknowns) is wanted, (name, holds, other, wanted, str(term))
    assert checked > 50_000


def test_the_shipped_book_has_no_errors_and_no_rule_that_is_never_used():
    findings = lint(Rulebook.load())
    assert [f for f in findings if f.severity == "error"] == []
    assert {f.kind for f in findings if f.severity == "warning"} <= {"loop"}
    assert {"derivable", "loop", "shadowed"} <= {f.kind for f in findings}
