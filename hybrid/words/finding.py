"""A finding: what a check has to say about one line of a program."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["QUOTE", "GROUNDED", "UNITS", "DETERMINED", "SENSE", "UNUSED"]
Severity = Literal["error", "remark"]


@dataclass(frozen=True)
class Finding:
    """kind: which check; row: the line of the program, from 1, 0 for none; message: what is wrong and what would do."""

    kind: Kind
    severity: Severity
    row: int
    message: str

    def __str__(self) -> str:
        where = f"line {self.row}: " if self.row else ""
        return f"{self.severity} {self.kind}: {where}{self.message}"

    def to_json(self) -> dict[str, Any]:
        """{"line", "kind", "severity", "message"}."""
        return {"line": self.row, "kind": self.kind, "severity": self.severity, "message": self.message}


def error(kind: Kind, row: int, message: str) -> Finding:
    """A finding that makes a program wrong."""
    return Finding(kind, "error", row, message)


def remark(kind: Kind, row: int, message: str) -> Finding:
    """A finding worth a look, which leaves the program right."""
    return Finding(kind, "remark", row, message)
