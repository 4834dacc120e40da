"""What a decider answers: proved, refuted or unknown, never a bare truth value.

A proof carries a certificate, plain JSON data that is cheaper to check than to find; a refutation
carries the point at which the claim fails; "I do not know" carries the reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from hybrid.term import Term


@dataclass(frozen=True)
class Verdict:
    """answer, the decider that gave it, and its evidence.

    certificate  proved: {"decider": name, ...}; None otherwise
    point        refuted: letter -> closed term (a number, sqrt(2), ...)
    reason       unknown: why
    """

    answer: Literal["proved", "refuted", "unknown"]
    by: str
    certificate: Mapping[str, Any] | None = None
    point: Mapping[str, Term] | None = None
    reason: str = ""

    @property
    def proved(self) -> bool:
        return self.answer == "proved"

    @property
    def refuted(self) -> bool:
        return self.answer == "refuted"


def proved(by: str, **details: Any) -> Verdict:
    return Verdict("proved", by, certificate={"decider": by, **details})


def refuted(by: str, point: Mapping[str, Term]) -> Verdict:
    return Verdict("refuted", by, point=dict(point))


def unknown(by: str, reason: str) -> Verdict:
    return Verdict("unknown", by, reason=reason)
