"""The ledger of what became of proposed lines: exact counts, few entries, one short table."""

from __future__ import annotations

import json

from hybrid.ledger import KINDS, Ledger
from hybrid.syntax.parse import parse


def test_counts_are_exact_and_entries_bounded() -> None:
    ledger = Ledger(keep=3)
    for n in range(10):
        ledger.note(f"so: x = {n}", "refuted", "false at this point", {"x": parse("2")})
    ledger.note("so: 2x", "unparsable", "column 6")
    assert ledger.counts == {"unparsable": 1, "refuted": 10, "unknown": 0, "duplicate": 0, "accepted": 0}
    assert [e.text for e in ledger.entries] == ["so: x = 0", "so: x = 1", "so: x = 2"]
    assert ledger.total == 11


def test_two_ledgers_share_nothing() -> None:
    one, two = Ledger(), Ledger()
    one.note("so: x", "unknown")
    one.fail("gone")
    assert two.total == 0 and not two.entries and not two.failures


def test_a_long_line_is_kept_short() -> None:
    ledger = Ledger()
    ledger.note("x" * 100_000, "unparsable", "y" * 100_000)
    ledger.fail("z" * 100_000)
    assert len(json.dumps(ledger.to_json())) < 2_000


def test_json_has_the_point_as_text() -> None:
    ledger = Ledger(asked=1)
    ledger.note("so: 2*x = 10", "refuted", "false at this point", {"x": parse("-1/2")})
    ledger.fail("refused")
    ledger.fail("refused")
    assert json.loads(json.dumps(ledger.to_json())) == {
        "asked": 1,
        "counts": {**dict.fromkeys(KINDS, 0), "refuted": 1},
        "entries": [{"text": "so: 2*x = 10", "kind": "refuted", "why": "false at this point", "point": {"x": "-1/2"}}],
        "failures": {"refused": 2},
    }


def test_the_summary_is_a_short_table() -> None:
    ledger = Ledger(asked=2)
    ledger.note("so: 2*x = 10", "refuted", "false at this point", {"x": parse("5")})
    ledger.note("so: 2*x = 4", "accepted", "by the decider rational")
    ledger.note("so: \x1b[31mred", "unparsable", "column 5: it does not fit\nand more")
    ledger.fail("no server")
    ledger.fail("no server")
    assert ledger.summary().splitlines() == [
        "lines proposed: 3, for 2 states",
        "  unparsable    1  so:  [31mred  (column 5: it does not fit)",
        "  refuted       1  so: 2*x = 10  (false at x = 5)",
        "  accepted      1  so: 2*x = 4  (by the decider rational)",
        "  the source failed 2 times: no server",
    ]
