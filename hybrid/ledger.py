"""What became of the lines that a model proposed.

Every line ends in exactly one of five ways, so the counts add up to the number of lines:

    unparsable   the line has not the form of a line, or says something of the wrong kind
    refuted      a point was found at which the new state and the old one differ
    unknown      neither proved nor refuted: the kernel does not accept it
    duplicate    the line repeats the state or another line for it
    accepted     the kernel proved the step; only these are offered to the search

Counts are exact however long a search is; of the lines themselves the first few are kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from hybrid.term import Term

Kind = Literal["unparsable", "refuted", "unknown", "duplicate", "accepted"]
KINDS: tuple[Kind, ...] = get_args(Kind)
MAX_SHOWN = 300


@dataclass(frozen=True)
class Entry:
    """A line, what became of it, why in words, and for a refuted one the point."""

    text: str
    kind: Kind
    why: str = ""
    point: Mapping[str, Term] | None = None


@dataclass
class Ledger:
    """Counts of lines by what became of them; the first `keep` lines; why the source failed, and how often.

    asked is the number of states for which the source gave lines or failed.
    """

    keep: int = 200
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))
    entries: list[Entry] = field(default_factory=list)
    failures: dict[str, int] = field(default_factory=dict)
    asked: int = 0

    def note(self, text: str, kind: Kind, why: str = "", point: Mapping[str, Term] | None = None) -> None:
        """Count a line; keep it while there is room."""
        self.counts[kind] += 1
        if len(self.entries) < self.keep:
            self.entries.append(Entry(text[:MAX_SHOWN], kind, why[:MAX_SHOWN], point))

    def fail(self, why: str) -> None:
        """The source could not answer; the same reason is kept once."""
        why = why[:MAX_SHOWN]
        self.failures[why] = self.failures.get(why, 0) + 1

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    def to_json(self) -> dict[str, Any]:
        """Plain data: counts, entries with their points as text, failures."""
        return {
            "asked": self.asked,
            "counts": dict(self.counts),
            "entries": [{"text": e.text, "kind": e.kind, "why": e.why, "point": _point(e.point)} for e in self.entries],
            "failures": dict(self.failures),
        }

    def summary(self) -> str:
        """A short table: a row for each way a line ended, with the first line that ended so."""
        states = "state" if self.asked == 1 else "states"
        rows = [f"lines proposed: {self.total}, for {self.asked} {states}"]
        for kind in KINDS:
            if self.counts[kind]:
                first = next((e for e in self.entries if e.kind == kind), None)
                rows.append(f"  {kind:<10} {self.counts[kind]:>4}{_shown(first)}")
        for why, times in self.failures.items():
            rows.append(f"  the source failed{f' {times} times' if times > 1 else ''}: {why}")
        return "\n".join(rows)


def counted(counts: Mapping[str, int]) -> str:
    """A short table of counts by kind, such as the sum over many problems: a row for each way a line ended."""
    rows = [f"lines proposed: {sum(counts.values())}"]
    return "\n".join(rows + [f"  {kind:<10} {counts[kind]:>6}" for kind in KINDS if counts.get(kind)])


def _shown(entry: Entry | None) -> str:
    """The entry in one line of a table."""
    if entry is None:
        return ""
    point = ", ".join(f"{x} = {v}" for x, v in (_point(entry.point) or {}).items())
    why = f"  (false at {point})" if point else f"  ({entry.why.splitlines()[0]})" if entry.why else ""
    text = "".join(c if c.isprintable() else " " for c in entry.text)
    return f"  {text if len(text) <= 60 else text[:57] + '...'}{why}"


def _point(point: Mapping[str, Term] | None) -> dict[str, str] | None:
    return None if point is None else {x: str(v) for x, v in sorted(point.items())}
