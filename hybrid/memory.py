"""What memory this process holds."""

from __future__ import annotations

import os


def resident_mb() -> float:
    """Resident memory of this process in MiB, 0 where the system does not tell."""
    try:
        with open("/proc/self/statm", encoding="ascii") as f:
            return int(f.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
    except (OSError, ValueError, IndexError):
        return 0.0
