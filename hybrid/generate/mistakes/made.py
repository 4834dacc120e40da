"""What a mistake makes of the part of a line at which the right step works."""

from __future__ import annotations

from typing import NamedTuple

from hybrid.problem import Step
from hybrid.term import Term


class Made(NamedTuple):
    """part: what is wrongly put in the place of the step; words: the mistake as a person is told it;
    unfinished: what the right step would have calculated is still to be calculated."""

    kind: str
    part: Term
    words: str
    unfinished: bool = False


class Link(NamedTuple):
    """A right step: what stood at its place and what it puts there."""

    step: Step
    old: Term
    new: Term
