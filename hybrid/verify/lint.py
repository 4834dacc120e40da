"""Looking a rule book over without solving anything: what is broken, in the way, repeated or missing.

A book is read as a program of rewrite rules. Static questions about such programs have names: a left side
that no term has or that earlier rules always take (unmatchable, shadowed), two rules for one (duplicate), a
rule the others make unnecessary (derivable), rules that lead in a circle (loop), conditions that cannot hold
(contradiction) or need not be asked (unneeded-guard), a promise to the search that is not kept (drops).

Nothing here is trusted and nothing here is a proof that a book is right: each question is asked within
bounds, and a finding says what was seen.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from hybrid.rulebook import Rule, Rulebook, RuleError
from hybrid.rulebook.load import read_each
from hybrid.verify.files import rule_files
from hybrid.verify.lint_chains import derivable, loops
from hybrid.verify.lint_finding import SEVERITIES, Finding, Severity, about
from hybrid.verify.lint_guards import unneeded
from hybrid.verify.lint_overlap import duplicates, shadowed
from hybrid.verify.lint_samples import drops, silent
from hybrid.verify.lint_tests import contradiction

_GRADE = re.compile(r"\[[^\]]*\bgrade\s+\d+[^\]]*\]\s*$")


def lint(book: Rulebook | Iterable[Path]) -> list[Finding]:
    """Everything found in a rule book, or in `.rules` files and folders of them, by file and line.

    Rules that cannot be loaded are findings, and the others are looked at without them. Raises InputError
    for a path that is not there or a folder without rules, OSError for a file that cannot be read.
    """
    findings: list[Finding] = []
    if not isinstance(book, Rulebook):
        rules, findings = _read(rule_files(book))
        book = Rulebook(rules)
    findings += _of_each(book)
    broken = {f.rule for f in findings if f.kind in ("unmatchable", "contradiction")}
    sound = Rulebook([r for r in book if r.name not in broken])
    findings += [*shadowed(sound.rules), *duplicates(sound.rules), *derivable(sound.rules), *loops(sound.rules)]
    return sorted(findings, key=lambda f: (f.file, f.line, SEVERITIES.index(f.severity), f.kind, f.rule))


def _of_each(book: Rulebook) -> Iterator[Finding]:
    lines: set[tuple[str, int]] = set()
    for rule in book:
        why = contradiction(rule)
        if why is not None:
            yield about(rule, "contradiction", "error", why)
            continue
        fault = silent(rule)
        if fault is not None:
            yield fault
        fault = drops(rule)
        if fault is not None:
            yield fault
        if (rule.file, rule.line) not in lines:
            lines.add((rule.file, rule.line))
            yield from unneeded(rule)
            yield from _untold(rule)


def _untold(rule: Rule) -> Iterator[Finding]:
    if not rule.words:
        yield about(rule, "no-words", "note", "has no words to tell its reason by; its name is shown")
    if not _GRADE.search(rule.source):
        yield about(rule, "no-grade", "note", f"names no grade and counts as grade {rule.grade}")


# -- reading ----------------------------------------------------------------------------------------


def _read(files: Sequence[Path]) -> tuple[list[Rule], list[Finding]]:
    """The rules that can be loaded, the first of each name, and why others cannot."""
    rules: dict[str, Rule] = {}
    findings: list[Finding] = []
    for file in files:
        for found in read_each(file):
            if isinstance(found, RuleError):
                findings.append(_unreadable(file, found))
                continue
            for rule in found:
                first = rules.setdefault(rule.name, rule)
                if first is not rule:
                    message = f"the name {rule.name} is taken by {first.file}:{first.line}"
                    findings.append(about(rule, "unreadable", "error", message, column=1))
    return list(rules.values()), findings


def _unreadable(file: Path, error: RuleError) -> Finding:
    message = error.message.removeprefix(f"{file}:{error.line}: ")
    begun = [line for line in error.text.splitlines()[: error.line] if line[:1].strip() and not line.startswith("#")]
    name = begun[-1].partition(" : ")[0].strip() if begun and " : " in begun[-1] else ""
    details = {"column": error.column, "expected": list(error.expected)}
    return Finding("unreadable", "error", name, file.name, error.line, message, details)


# -- telling ----------------------------------------------------------------------------------------


def to_text(findings: Iterable[Finding], least: Severity = "note") -> str:
    """A line for each finding that is at least so severe, `file:line: severity: rule: message [kind]`, and a count."""
    found = list(findings)
    shown = [f for f in found if SEVERITIES.index(f.severity) <= SEVERITIES.index(least)]
    lines = [f"{_place(f)}: {f.severity}: {f.rule + ': ' if f.rule else ''}{f.message} [{f.kind}]" for f in shown]
    return "\n".join([*lines, _counted(found)])


def _place(f: Finding) -> str:
    return f"{f.file}:{f.line}:{f.details['column']}" if "column" in f.details else f"{f.file}:{f.line}"


def _counted(findings: Sequence[Finding]) -> str:
    counts = Counter(f.severity for f in findings)
    return ", ".join(f"{counts[s]} {s}{'' if counts[s] == 1 else 's'}" for s in SEVERITIES)


def to_json(findings: Iterable[Finding]) -> dict[str, Any]:
    """{"findings": [...], "errors": n, "warnings": n, "notes": n}"""
    found = list(findings)
    counts = Counter(f.severity for f in found)
    return {"findings": [f.to_json() for f in found], **{f"{s}s": counts[s] for s in SEVERITIES}}
