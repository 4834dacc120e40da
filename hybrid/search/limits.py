"""What a search may spend."""

from __future__ import annotations

import time
from dataclasses import dataclass

from hybrid.memory import resident_mb
from hybrid.problem import Stop


@dataclass(frozen=True)
class Limits:
    """seconds of wall time, states expanded, and megabytes of this process's memory."""

    seconds: float = 10.0
    expansions: int = 20_000
    memory_mb: int = 2048


class Meter:
    """Counts against limits from the moment it is made."""

    def __init__(self, limits: Limits):
        self.limits = limits
        self.expanded = 0
        self.generated = 0
        self._start = time.perf_counter()
        self._looked = 0

    @property
    def seconds(self) -> float:
        return time.perf_counter() - self._start

    def spent(self) -> Stop | None:
        """The stop when a limit is reached, else None."""
        if self.expanded >= self.limits.expansions:
            return self.stop("nodes")
        if self.seconds >= self.limits.seconds:
            return self.stop("time")
        self._looked += 1
        if self._looked % 256 == 0 and resident_mb() > self.limits.memory_mb:
            return self.stop("memory")
        return None

    def stop(self, reason: str) -> Stop:
        return Stop(reason, self.expanded, self.generated, self.seconds)  # type: ignore[arg-type]
