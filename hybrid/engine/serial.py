"""The engine without processes: one task after the other, here. The reference for the others, and good to debug with.

Nothing can be killed here: `wall` and `memory_mb` are not kept, a task that hangs hangs the caller, and one that
crashes the interpreter crashes it. What a task raises becomes an error as elsewhere.
"""

from __future__ import annotations

import json
from collections.abc import Generator, Iterable, Sequence
from typing import Any

from hybrid.term import forgetting
from hybrid.workers import Reply, answered, loaded


class SerialEngine:
    """Runs every task in the process of the caller when its reply is asked for."""

    def map(
        self,
        work: str,
        tasks: Iterable[Sequence[Any]],
        *,
        prepared: Sequence[Any] = (),
        wall: float = 25.0,
        memory_mb: int = 4096,
    ) -> Generator[Reply, None, None]:
        """As hybrid.engine.Engine says, but for the limits."""
        function = None
        for task in forgetting(tasks):
            if function is None:  # as elsewhere, nothing is loaded for no tasks
                try:
                    function = loaded(work, prepared)
                except Exception as error:
                    raise RuntimeError(f"workers do not start: {work}: {type(error).__name__}: {error}") from error
            # through JSON there and back, so that the function and the caller see what they see elsewhere
            message = json.loads(answered(function, json.loads(json.dumps(list(task)))))
            yield Reply(message.get("ok"), message.get("error"))
