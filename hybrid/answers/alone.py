"""One comparison at a time in a process.

Balls of numbers (Arb, through python-flint) are computed with a precision that belongs to the process, not to the
thread. Whatever the precision a ball holds its number, so no verdict would be wrong; but which ones are unknown would
depend on what other threads do. A copy of the process, made while another thread compares, has no such thread and
gets a lock of its own.
"""

from __future__ import annotations

import os
import threading


class _Lock:
    def __init__(self) -> None:
        self.lock = threading.RLock()
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=self.renew)

    def renew(self) -> None:
        self.lock = threading.RLock()


_ONE = _Lock()


def alone() -> threading.RLock:
    """The lock under which this process compares: `with alone(): ...`; the thread that has it may take it again."""
    return _ONE.lock


__all__ = ["alone"]
