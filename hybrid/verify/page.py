"""The rule book as a page: `python -m hybrid.verify.page` writes docs/rules.md and docs/rules/TOPIC.svg.

A row for each line of the book, with its families together:

    | zero-root | root(a, 2) = 0 <=> a = 0 when has(a) | a root is zero exactly when ... | 9 | ... | proved (cells) |

The verdicts come from one run over the whole book (hybrid/verify/run.py), everything else from the rules alone;
the same book gives the same bytes.
"""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby
from pathlib import Path

from hybrid.paths import folder
from hybrid.rulebook import Rule, Rulebook
from hybrid.syntax.text import to_text
from hybrid.verify.example import Example, example
from hybrid.verify.report import RuleReport, counts
from hybrid.verify.run import verify_files
from hybrid.verify.show import after_text, statement

Family = tuple[Rule, ...]
DOCS = Path(__file__).resolve().parents[2] / "docs"
_LETTER = re.compile(r"\{([A-Za-z_])\}")

_INTRODUCTION = """\
# The rules

The rule book in `rules/`: {lines} lines, which stand for {rules} rules ([design.md](design.md), section 3, says how
a rule is written and what it means). Written by `make docs` (`python -m hybrid.verify.page`); do not edit it.

A family is one row. After its name stand the endings of its other members: `.ne` is the rule for `!=`, `.mirrored`
the one with every order turned, `.weak` the one with `<=` for `<`; `-back` is the rule read from right to left.
Examples were found by applying the rule; the kernel accepts each step, unless the example says otherwise, under the
conditions after "for". What is new stands in [brackets] where something else stays. `hybrid rules show NAME` tells
more of one rule.

What the verdicts mean:

- *proved* (by): a decider proves the rule for all values at which it speaks. A rule that computes (`where`) claims
  nothing by itself; *each use* says that the kernel proved uses of it on sample terms, as it does with every use.
- *tested*: right at every point and every term that was tried, but proved by nothing. The rule is an axiom.
- *false*, *vacuous*: fails somewhere; never speaks. There should be none.
"""


# -- what there is to show -------------------------------------------------------------------------


def families(rules: Sequence[Rule]) -> list[Family]:
    """The rules by the lines they come from, in the order of the book."""
    return [tuple(group) for _, group in groupby(rules, key=lambda r: (r.file, r.line))]


@cache
def examples() -> Mapping[str, Example | None]:
    """An example for each rule of the shipped book, by name."""
    return {rule.name: example(rule) for rule in Rulebook.load()}


def verdicts(workers: int) -> dict[str, RuleReport]:
    """A report on each rule of the shipped book, by name."""
    paths = sorted(folder("rules").glob("*.rules"))
    return {report.name: report for report in verify_files(paths, workers=workers)}


def verdict_cell(family: Family, reports: Mapping[str, RuleReport]) -> str:
    """The verdict on a family; where its members differ, whose is which."""
    by_verdict: dict[str, list[str]] = {}
    for rule in family:
        by_verdict.setdefault(_verdict(reports[rule.name]), []).append(_ending(rule, family[0]) or rule.name)
    if len(by_verdict) == 1:
        return next(iter(by_verdict))
    return "; ".join(f"{verdict}: {', '.join(f'`{n}`' for n in names)}" for verdict, names in by_verdict.items())


def _verdict(report: RuleReport) -> str:
    if report.verdict == "proved":
        return f"proved ({report.decider})"
    return report.verdict if report.ok else f"**{report.verdict}**"


def _ending(rule: Rule, first: Rule) -> str:
    return rule.name.removeprefix(first.name)


# -- the page --------------------------------------------------------------------------------------


def page(found: Mapping[str, Example | None], reports: Mapping[str, RuleReport]) -> str:
    """The text of docs/rules.md. Without reports the verdicts are left out."""
    rules = tuple(Rulebook.load())
    lines = families(rules)
    parts = [_INTRODUCTION.format(lines=len(lines), rules=len(rules)), *_verdict_counts(rules, reports)]
    for topic, some in groupby(lines, key=lambda family: family[0].topic):
        parts += ["", *_section(topic, list(some), found, reports)]
    return "\n".join(parts) + "\n"


def _verdict_counts(rules: Sequence[Rule], reports: Mapping[str, RuleReport]) -> Iterator[str]:
    yield "| topic | rules | proved | tested | false | vacuous |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: |"
    by_topic = [(topic, list(some)) for topic, some in groupby(rules, key=lambda r: r.topic)]
    for topic, some in [*by_topic, ("all", list(rules))]:
        told = counts(reports[r.name] for r in some) if reports else {}
        name = f"[{topic}](#{topic})" if topic != "all" else "all"
        yield f"| {name} | {len(some)} | {' | '.join(str(n) for n in told.values())} |"


def _section(
    topic: str, lines: Sequence[Family], found: Mapping[str, Example | None], reports: Mapping[str, RuleReport]
) -> Iterator[str]:
    yield f"## {topic}"
    yield ""
    yield f"![Examples of the rules of this topic, drawn](rules/{topic}.svg)"
    yield ""
    yield "| rule | what it says | in words | grade | example | verdict |"
    yield "| --- | --- | --- | ---: | --- | --- |"
    for family in lines:
        first = family[0]
        others = ", ".join(f"`{_ending(r, first)}`" for r in family[1:])
        cells = [
            f"`{first.name}`" + (f", {others}" if others else ""),
            f"`{statement(first)}`",
            _LETTER.sub(r"*\1*", first.words),
            str(first.grade),
            example_cell(found[first.name]),
            verdict_cell(family, reports) if reports else "",
        ]
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def example_cell(found: Example | None) -> str:
    """`before` -> `after`, and the conditions."""
    if found is None:
        return "none was found"
    text = f"`{found.before}` → `{after_text(found)}`" + ("" if found.by_kernel else " (the kernel refuses)")
    return text + (f" for {', '.join(f'`{to_text(c)}`' for c in found.conditions)}" if found.conditions else "")


def pictured(topic: str, found: Mapping[str, Example | None]) -> str:
    """The picture of a topic: the example of the first rule of each line."""
    from hybrid.verify.picture import picture

    firsts = [family[0] for family in families(tuple(Rulebook.load())) if family[0].topic == topic]
    rows = [(rule.name, e) for rule in firsts if (e := found[rule.name]) is not None]
    return picture(rows)


def write(docs: Path, workers: int) -> None:
    """Write the page and its pictures."""
    found = examples()
    (docs / "rules").mkdir(parents=True, exist_ok=True)
    topics = dict.fromkeys(rule.topic for rule in Rulebook.load())
    for topic in topics:
        (docs / "rules" / f"{topic}.svg").write_text(pictured(topic, found), encoding="utf-8")
    for old in (docs / "rules").glob("*.svg"):
        if old.stem not in topics:
            old.unlink()
    (docs / "rules.md").write_text(page(found, verdicts(workers)), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m hybrid.verify.page", description="Write docs/rules.md.")
    parser.add_argument("--docs", type=Path, default=DOCS, help="the folder to write to")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="processes")
    options = parser.parse_args()
    write(options.docs, options.workers)


if __name__ == "__main__":
    main()
