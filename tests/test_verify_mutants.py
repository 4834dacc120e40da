"""300 copies of our own rules with one mistake each: every one is caught, or shown to be true all the same."""

from statistics import median

import pytest

from hybrid.rulebook import Rulebook
from hybrid.verify.mutate import KINDS, Mutant, chosen, mutants
from hybrid.verify.report import RuleReport
from hybrid.verify.run import verify_rule

BOOK = Rulebook.load()
MUTANTS = chosen(BOOK, 300)
# True as well, and more than the deciders can show: x^(-1/2) = c and x = c^(-2) are both false where c is 0.
TRUE = {("fractional-power-guard", "without r > 0")}


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda m: m.rule.name)
def test_a_mutant_is_caught_or_shown_true(mutant: Mutant):
    report = verify_rule(mutant.rule, repair=False)
    if report.verdict == "false":
        assert report.counterexample is not None
        assert report.counterexample.found_after <= 600
    else:
        shown = ("vacuous", "proved", "tested") if (mutant.rule.name, mutant.change) in TRUE else ("vacuous", "proved")
        assert report.verdict in shown, f"{mutant.change}: {report.source}: {report.why}"


def test_the_mutants_are_of_all_kinds_and_differ_from_their_rules():
    kinds = [m.kind for m in MUTANTS]
    assert len(MUTANTS) == 300 and all(kinds.count(kind) >= 30 for kind in KINDS)
    assert len({m.rule.source for m in MUTANTS}) == 300


def test_mutants_are_found_soon_and_shown_small():
    reports: list[RuleReport] = [verify_rule(m.rule, repair=False) for m in MUTANTS[::5]]
    found = [r.counterexample for r in reports if r.counterexample]
    assert len(found) >= 40
    assert median(c.found_after for c in found) <= 200
    assert median(len(c.point) for c in found) <= 3
    assert median(max([len(v.lstrip("-")) for v in c.point.values()], default=0) for c in found) <= 4


def test_what_is_done_to_a_rule():
    changes = {(m.kind, m.rule.source.split(" : ")[1]) for m in mutants(BOOK.by_name["square-inequality"])}
    assert ("strength", "0 <= a and a < b <=> a^2 < b^2") in changes
    assert ("swap", "a^2 < b^2 ==> 0 <= a and a < b") in changes
    assert ("exponent", "0 <= a and a < b ==> a^3 < b^2") in changes
    assert ("relation", "0 <= a and a < b ==> a^2 > b^2") in changes
