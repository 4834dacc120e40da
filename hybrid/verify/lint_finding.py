"""What is said of a rule, and which searches it takes part in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from hybrid.problem import GOALS
from hybrid.rulebook import Rule

Severity = Literal["error", "warning", "note"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")


@dataclass(frozen=True)
class Finding:
    """One thing to know about one rule.

    kind     unreadable, unmatchable, shadowed, duplicate, contradiction, derivable, loop, drops, unneeded-guard,
             silent, no-words, no-grade
    severity error: the book is broken; warning: the rule does less than it seems to; note: worth knowing
    rule     its name, "" when it could not be read so far
    details  JSON: the other rule, the derivation, the cycle, the instance
    """

    kind: str
    severity: Severity
    rule: str
    file: str
    line: int
    message: str
    details: Mapping[str, Any] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """The finding as JSON data, its fields by name."""
        return {
            "kind": self.kind,
            "severity": self.severity,
            "rule": self.rule,
            "file": self.file,
            "line": self.line,
            "message": self.message,
            "details": dict(self.details),
        }


def about(rule: Rule, kind: str, severity: Severity, message: str, **details: Any) -> Finding:
    """A finding about a rule of a book."""
    return Finding(kind, severity, rule.name, rule.file, rule.line, message, details)


def goals_of(rule: Rule) -> frozenset[str]:
    """The goals for which a rule is tried."""
    return rule.goals or frozenset(GOALS)


def goals_together(*rules: Rule) -> frozenset[str]:
    """The goals of searches in which all the rules take part; a search without a method takes those of every method."""
    if len({r.fine for r in rules}) > 1:
        return frozenset()
    return frozenset.intersection(*map(goals_of, rules))


def goals_before(first: Rule, second: Rule) -> frozenset[str]:
    """The goals of searches in which the first rule takes part whenever the second does."""
    first_methods, second_methods = set(first.method.split()), set(second.method.split())
    if first_methods and not (second_methods and second_methods <= first_methods):
        return frozenset()
    return goals_together(first, second)
