"""Testing rules: the whole book, mutants of it, and a formula sheet with planted mistakes.

The book is verified as `hybrid rules test` does it, with two processes. A mutant is a copy of one of its rules
with one mistake (hybrid/verify/mutate.py); it is caught when it is false or vacuous, and true by luck when the
deciders prove it; anything else is missed. The formula sheet is datasets/formula_sheet.rules, its mistakes
are listed beside it.
"""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from typing import Any

from benchmarks.common import ROOT, finish, median, options, table
from hybrid.collector import relax
from hybrid.paths import folder
from hybrid.rulebook import Rulebook
from hybrid.verify.mutate import chosen
from hybrid.verify.report import RuleReport, counts
from hybrid.verify.run import verify_files, verify_rule

WORKERS = 2
SHEET = ROOT / "datasets" / "formula_sheet.rules"
MISTAKES = ROOT / "datasets" / "formula_sheet_mistakes.json"


def main() -> None:
    parser = options(__doc__, 300, 60.0)
    args = parser.parse_args()
    relax()  # as the hybrid command does

    start = time.perf_counter()
    book = list(verify_files(sorted(folder("rules").glob("*.rules")), workers=WORKERS))
    seconds = time.perf_counter() - start
    mutants = [(m, verify_rule(m.rule, repair=False)) for m in chosen(Rulebook.load(), args.n, args.seed - 1)]
    sheet = list(verify_files([SHEET]))
    planted = set(json.loads(MISTAKES.read_text(encoding="utf-8")))

    false = [r for _, r in mutants if r.counterexample]
    missed = [r for _, r in mutants if r.verdict == "tested"]
    judged_wrong = {r.name for r in sheet if not r.ok}
    if args.verbose:
        rows: list[Sequence[Any]] = []
        for kind in sorted({m.kind for m, _ in mutants}):
            some = [r for m, r in mutants if m.kind == kind]
            rows.append([kind, len(some), *counts(some).values()])
        print(table(["kind", "n", "proved", "tested", "false", "vacuous"], rows))
        for title, reports in (("not proved", [r for r in book if r.verdict != "proved"]), ("missed", missed)):
            print(f"{title}:")
            print("\n".join(f"  {r.name}: {r.verdict}: {r.why}" for r in reports) or "  none")
    finish(
        "rules",
        {
            "rules": len(book),
            "workers": WORKERS,
            "book_s": seconds,
            **{f"book_{verdict}": n for verdict, n in counts(book).items()},
            "mutants": len(mutants),
            "mutants_caught": sum(not r.ok for _, r in mutants),
            "mutants_true_and_proved": sum(r.verdict == "proved" for _, r in mutants),
            "mutants_missed": len(missed),
            "median_instances_to_find": median([r.counterexample.found_after for r in false if r.counterexample]),
            "median_symbols": median([_symbols(r) for r in false]),
            "median_digits": median([_digits(r) for r in false]),
            "sheet": len(sheet),
            "sheet_planted": len(planted),
            "sheet_missed": sorted(planted - judged_wrong),
            "sheet_false_alarms": sorted(judged_wrong - planted),
        },
    )


def _symbols(report: RuleReport) -> int:
    """How many letters a counterexample gives values to."""
    return len(report.counterexample.point) if report.counterexample else 0


def _digits(report: RuleReport) -> int:
    """The most digits a number of a counterexample has; a truth value has none."""
    values = report.counterexample.point.values() if report.counterexample else ()
    return max([max((len(part) for part in _numbers(v)), default=0) for v in values], default=0)


def _numbers(text: str) -> list[str]:
    return [part for part in "".join(c if c.isdigit() else " " for c in text).split() if part]


if __name__ == "__main__":
    main()
