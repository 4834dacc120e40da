"""The one exception of the kernel."""

from __future__ import annotations

from hybrid.term import Place


class CheckError(Exception):
    """A step that is not accepted: its number (from 0, None for the whole), its place, and why."""

    def __init__(self, why: str, step: int | None = None, place: Place = ()):
        super().__init__(why)
        self.why, self.step, self.place = why, step, place

    def __str__(self) -> str:
        where = "the derivation" if self.step is None else f"step {self.step + 1}"
        return f"{where}, at place {list(self.place)}: {self.why}" if self.place else f"{where}: {self.why}"
