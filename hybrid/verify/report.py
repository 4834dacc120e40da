"""What came of a rule, and how a list of verdicts is written: text, JSON, JUnit.

proved    for all values, by the deciders; for a rule that computes: by the kernel, at each use that was tried
tested    no failure at so many instances, but not proved, and why
false     a counterexample
vacuous   the rule never speaks: its guards exclude each other, or nothing was found that meets them
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal
from xml.etree import ElementTree

from hybrid.rulebook import Rule
from hybrid.verify.shrink import Counterexample

Verdict = Literal["proved", "tested", "false", "vacuous"]
ORDER: tuple[Verdict, ...] = ("proved", "tested", "false", "vacuous")


@dataclass(frozen=True)
class RuleReport:
    """The verdict on one rule.

    decider         what proved it; "" when nothing did
    instances       at how many instances the rule spoke and was right
    undecided       at how many it could not be evaluated
    why             tested: why not proved; vacuous: why it never speaks
    counterexample  false: where it fails
    suggestion      false: a change that makes it true, "" when none was found
    certificate     proved: plain data, {"decider": ..., ...}
    """

    name: str
    file: str
    line: int
    source: str
    verdict: Verdict
    decider: str = ""
    instances: int = 0
    undecided: int = 0
    why: str = ""
    counterexample: Counterexample | None = None
    suggestion: str = ""
    certificate: Mapping[str, Any] | None = None
    seconds: float = 0.0

    @property
    def ok(self) -> bool:
        """Whether the rule may be used: proved or tested."""
        return self.verdict in ("proved", "tested")

    def to_json(self) -> dict[str, Any]:
        """One entry of `{"rules": [...]}`."""
        return {
            "name": self.name,
            "file": self.file,
            "line": self.line,
            "rule": self.source,
            "verdict": self.verdict,
            "decider": self.decider or None,
            "instances": self.instances,
            "undecided": self.undecided,
            "why": self.why or None,
            "counterexample": self.counterexample.to_json() if self.counterexample else None,
            "suggestion": self.suggestion or None,
            "certificate": self.certificate,
            "seconds": round(self.seconds, 4),
        }


def from_json(data: Mapping[str, Any]) -> RuleReport:
    """The report that `to_json` wrote (a worker's answer)."""
    found = data["counterexample"]
    return RuleReport(
        name=data["name"],
        file=data["file"],
        line=data["line"],
        source=data["rule"],
        verdict=data["verdict"],
        decider=data["decider"] or "",
        instances=data["instances"],
        undecided=data["undecided"],
        why=data["why"] or "",
        counterexample=Counterexample(**found) if found else None,
        suggestion=data["suggestion"] or "",
        certificate=data["certificate"],
        seconds=data["seconds"],
    )


def about(rule: Rule, verdict: Verdict, **details: Any) -> RuleReport:
    """A report on a rule."""
    return RuleReport(rule.name, rule.file, rule.line, rule.source, verdict, **details)


def counts(reports: Iterable[RuleReport]) -> dict[str, int]:
    """verdict -> how many, all four named."""
    found = Counter(r.verdict for r in reports)
    return {v: found[v] for v in ORDER}


def to_text(reports: Sequence[RuleReport], every: bool = False) -> str:
    """What a person reads: the rules that fail, with `every` all of them, and the counts."""
    lines = [line for r in reports if every or not r.ok for line in explained(r)]
    total = ", ".join(f"{n} {v}" for v, n in counts(reports).items() if n)
    return "\n".join([*lines, f"{len(reports)} rules: {total}" if reports else "no rules"])


def explained(report: RuleReport) -> list[str]:
    """One rule's verdict in lines."""
    lines = [f"{report.file}:{report.line}: {report.name}: {report.verdict}{_how(report)}"]
    if not report.ok:
        lines.append(f"    {report.source}")
    if report.counterexample:
        c = report.counterexample
        where = ", ".join(f"{n} = {v}" for n, v in sorted(c.point.items()))
        lines.append(f"    fails at {where or 'this instance'}:  {c.instance}")
        lines.append(f"        left   {c.left}")
        lines.append(f"        right  {c.right}")
    if report.suggestion:
        lines.append(f"    suggestion: {report.suggestion}")
    return lines


def _how(report: RuleReport) -> str:
    if report.verdict == "proved":
        return f" ({report.decider})"
    if report.verdict == "tested":
        return f" ({report.instances} instances; not proved: {report.why})"
    return f" ({report.why})" if report.why else ""


def to_json_text(reports: Sequence[RuleReport]) -> str:
    """`{"rules": [...], "counts": {...}}`."""
    data = {"rules": [r.to_json() for r in reports], "counts": counts(reports)}
    return json.dumps(data, ensure_ascii=False, indent=1)


def to_junit(reports: Sequence[RuleReport]) -> str:
    """A JUnit XML document: a suite for each file, a case for each rule, a failure where a rule is not true."""
    root = ElementTree.Element("testsuites", name="hybrid rules test")
    by_file: dict[str, list[RuleReport]] = {}
    for r in reports:
        by_file.setdefault(r.file, []).append(r)
    for file, some in by_file.items():
        failures = sum(not r.ok for r in some)
        suite = ElementTree.SubElement(
            root,
            "testsuite",
            name=file,
            tests=str(len(some)),
            failures=str(failures),
            errors="0",
            skipped="0",
            time=f"{sum(r.seconds for r in some):.3f}",
        )
        for r in some:
            case = ElementTree.SubElement(
                suite, "testcase", classname=file, name=r.name, file=file, line=str(r.line), time=f"{r.seconds:.3f}"
            )
            if not r.ok:
                failure = ElementTree.SubElement(case, "failure", type=r.verdict, message=_message(r))
                failure.text = "\n".join(explained(r))
            else:
                ElementTree.SubElement(case, "system-out").text = explained(r)[0]
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode")


def _message(report: RuleReport) -> str:
    return str(report.counterexample) if report.counterexample else report.why
