"""Every rule of the shipped book is proved: for all values by the deciders, or, when it computes, at each use."""

import pytest

from hybrid.rulebook import Rulebook
from hybrid.verify.run import verify_rule

BOOK = Rulebook.load()
# Rules that nothing proves, with the reason that docs/trust.md gives. There are none; at most a tenth may be.
NOT_PROVED: dict[str, str] = {}


@pytest.mark.parametrize("rule", list(BOOK), ids=lambda r: r.name)
def test_a_rule_is_proved(rule):
    report = verify_rule(rule)
    assert report.ok, f"{rule.file}:{rule.line}: {rule.source}\n{report.counterexample or report.why}"
    assert report.instances > 0
    if rule.name not in NOT_PROVED:
        assert report.verdict == "proved", f"{rule.source}: {report.why}"
        assert report.decider and report.certificate
    # what could not be evaluated at a point says nothing; that must be rare
    assert report.undecided <= report.instances / 2 + 20


def test_the_book_is_large_enough_to_teach_from():
    assert len({r.source for r in BOOK}) >= 200
    assert len(NOT_PROVED) <= 0.1 * len(BOOK)
