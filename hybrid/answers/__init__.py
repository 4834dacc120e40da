"""Answers compared by mathematics, with the domain kept.

    >>> from hybrid.answers import equal
    >>> equal("x = 2 or x = 3", "{3, 2}").answer
    'proved'
    >>> equal("x + 1", "(x^2 - 1)/(x - 1)").answer          # undefined at 1
    'refuted'
    >>> equal("1/3", "0.333").answer
    'refuted'

An answer is text: an expression, a solution or a set of them, an interval, a pair, a number with its unit, in our
notation or LaTeX (hybrid.answers.wording, grammars/answer.lark). It is parsed by the grammars of this package and
nothing in it is evaluated as code. The comparison is exact (hybrid.answers.compare); docs/rewards.md says what counts
as equal."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hybrid.answers.read import Answer
    from hybrid.decide.verdict import Verdict

_ASKS_PERCENT = re.compile(r"\b(?:what|how many|as an?|in|the) (?:\w+ )?percent(?:age)?\b|what \\?%", re.IGNORECASE)


def equal(gold: str, given: str, question: str = "") -> Verdict:
    """Whether the given answer is the gold one: proved, refuted or unknown.

    question  what was asked. Where it asks for a percentage, 50 and 50% are the same answer; else 50% is 1/2.

    Never raises on any text, and is bounded in time; what cannot be read is unknown unless it is the same text.
    """
    from hybrid.answers.compare import match

    percent = asks_percent(question)
    return match(read_gold(gold, percent), read_given(given, percent)).verdict


def asks_percent(question: str) -> bool:
    """Whether a question asks for a percentage."""
    return "percent" in question.lower() and _ASKS_PERCENT.search(question) is not None


@lru_cache(maxsize=4096)
def read_gold(text: str, percent: bool = False) -> Answer:
    """The gold answer, read once: the same few are compared with many."""
    return read_given(text, percent)


def read_given(text: str, percent: bool = False) -> Answer:
    """An answer; percent: whether `50%` may be read as 50."""
    from hybrid.answers.alone import alone
    from hybrid.answers.read import read

    with alone():
        answer = read(text)
    if answer.percent and not percent:
        return replace(answer, readings=tuple(r for r in answer.readings if not r.bare))
    return answer


__all__ = ["asks_percent", "equal", "read_given", "read_gold"]
