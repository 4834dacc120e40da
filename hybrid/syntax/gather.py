"""Long sums, products, chains and lists, put together once.

The parser reduces from left to right: of a + b + c + ... it sees a + b, then that + c. Making a flat term of each would
copy the first n arguments n times. So these reductions only gather; whatever reduction follows gets
the finished term.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hybrid.term import Term, make


class Gathered:
    """A flat term that may still grow. The parser hands each value on once, so it can grow in place."""

    __slots__ = ("head", "parts")

    def __init__(self, head: str, parts: list[Term]) -> None:
        self.head = head
        self.parts = parts


def gathered(head: str, first: Any, part: Term) -> Gathered:
    """`first` and the finished `part` joined by an associative head."""
    if type(first) is Gathered:
        if first.head == head:
            first.parts.append(part)
            return first
        first = finished(first)
    return Gathered(head, [first, part])


def finished(value: Any) -> Any:
    """The term of what was gathered; any other value of the parser as it is."""
    return make(value.head, value.parts) if type(value) is Gathered else value


def finishing(method: Callable[[list[Any]], Any]) -> Callable[[list[Any]], Any]:
    """The callback with its children finished first."""

    def callback(children: list[Any]) -> Any:
        for i, child in enumerate(children):
            if type(child) is Gathered:
                children[i] = make(child.head, child.parts)
        return method(children)

    return callback
