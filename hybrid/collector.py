"""The garbage collector, set for searching.

A search makes hundreds of thousands of small containers that stay alive; by default Python walks all of
them again and again in vain (a fifth to a third of the time of a breadth-first run). Terms nobody uses are
freed by their reference counts anyway; what is left for the collector are cycles, and those can wait.
"""

from __future__ import annotations

import gc

THRESHOLDS = (100_000, 20, 100)


def relax() -> None:
    """For programs, not for the library: leave what is loaded alone and look for cycles more rarely."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)
