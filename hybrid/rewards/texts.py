"""What a trainer hands to a reward: prompts and completions as texts or as messages, columns as lists."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

LogExtra = Callable[[str, list[Any]], None]
LogMetric = Callable[[str, float], None]


def text_of(value: Any) -> str:
    """The text of a completion or prompt: a string, or the contents of its messages but those of the system.

    Of a completion with several turns only the last message counts that the assistant wrote. Anything else is "".
    """
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return _content(value)
    if not isinstance(value, Sequence):
        return ""
    messages = [m for m in value if isinstance(m, dict)]
    answers = [m for m in messages if m.get("role") == "assistant"]
    if answers and messages[-1].get("role") == "assistant":
        return _content(answers[-1])
    return "\n".join(_content(m) for m in messages if m.get("role") != "system")


def _content(message: dict[str, Any]) -> str:
    content = message.get("content")
    if isinstance(content, str):
        return content
    if isinstance(content, Sequence):
        return "".join(str(p.get("text") or "") for p in content if isinstance(p, dict))
    return ""


def column(columns: dict[str, Any], names: Sequence[str], n: int) -> list[Any]:
    """The first column of these names that is there, n values; n times None without one.

    A single value that is no list stands for all. Raises ValueError for a list of another length.
    """
    for name in names:
        value = columns.get(name)
        if value is None:
            continue
        if isinstance(value, (str, bytes, dict)) or not hasattr(value, "__len__"):
            return [value] * n
        if len(value) != n:
            raise ValueError(f"column {name!r} has {len(value)} values for {n} completions; expected one for each")
        return list(value)
    return [None] * n


__all__ = ["LogExtra", "LogMetric", "column", "text_of"]
