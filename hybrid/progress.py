"""How far long work is, on a terminal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class Bar:
    """A progress bar on standard error, or nothing. As a context it gives a function to advance by so many."""

    def __init__(self, total: int, shown: bool) -> None:
        self.progress: Any = None
        if shown:
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

            self.progress = Progress(
                BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=Console(stderr=True)
            )
            self.task = self.progress.add_task("", total=total)

    def __enter__(self) -> Callable[[int], None]:
        if self.progress is None:
            return lambda n: None
        self.progress.start()
        return lambda n: self.progress.advance(self.task, n)

    def __exit__(self, *_: object) -> None:
        if self.progress is not None:
            self.progress.stop()
