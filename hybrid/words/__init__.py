"""Word problems: reading stories into small programs, checking the reading, checking the solutions of others.

    >>> from hybrid.words import answer, read_program
    >>> story = "Ann has 3 apples and buys 2 more apples. How many apples does she have?"
    >>> program = read_program('had = 3 apple "has 3 apples"\\nmore = 2 apple "buys 2 more"\\nask had + more apple')
    >>> answer(story, program).text
    '5 apple'

A reader of stories writes programs (`read_program`, grammars/story.lark); `examine` says what is wrong with one, and
`answer` solves it, with steps.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hybrid.words.check import Checked, examine
    from hybrid.words.finding import Finding
    from hybrid.words.program import Program, read_program
    from hybrid.words.solving import Answer, answer

_HOME = {
    "Answer": "solving",
    "Checked": "check",
    "Finding": "finding",
    "Program": "program",
    "answer": "solving",
    "examine": "check",
    "read_program": "program",
}


def __getattr__(name: str) -> Any:
    """The public names, loaded when first asked for."""
    if name in _HOME:
        return getattr(import_module(f"hybrid.words.{_HOME[name]}"), name)
    raise AttributeError(f"module 'hybrid.words' has no attribute {name!r}")


__all__ = ["Answer", "Checked", "Finding", "Program", "answer", "examine", "read_program"]
