"""What a mistake makes of the part of a line at which the right step works."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from hybrid.problem import Step
from hybrid.term import Term

_LETTER = re.compile(r"\{([A-Za-z_])\}")


@dataclass(frozen=True)
class Link:
    """A right step: what stood at its place (old) and what it puts there (new)."""

    step: Step
    old: Term
    new: Term


@dataclass(frozen=True)
class Made:
    """A mistake.

    part        what is wrongly put in the place of the step
    words       the mistake as a person is told it, with {letters} for terms; bound: those terms
    unfinished  what the right step would have calculated is still to be calculated
    without     a condition that the right step carries along and this one does not
    """

    kind: str
    part: Term
    words: str
    bound: Mapping[str, Term] = field(default_factory=dict)
    unfinished: bool = False
    without: Term | None = None

    @property
    def told(self) -> str:
        """The words with the terms in them."""
        return _LETTER.sub(lambda m: _shown(self.bound[m.group(1)]), self.words)


def _shown(t: Term) -> str:
    """A term as a sentence can hold it."""
    return f"({t})" if t.head == "add" else str(t)
