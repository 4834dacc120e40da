"""Evidence as plain data: certificates that come from a file.

A certificate is an object {"decider": name, ...} of texts, integers, truth values, lists and objects. It may have
been written by anybody, so its size is measured before anything is read from it, and each number and index is
taken by a function that refuses all else. A certificate too large to be worth keeping is cut down to its name;
the named decider is then asked again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

MAX_PARTS = 3_000
MAX_NESTING = 60
MAX_TEXT = 1_000
MAX_BITS = 4_000

_RATIO = re.compile(r"-?[0-9]{1,500}(/[1-9][0-9]{0,499})?")


class EvidenceError(ValueError):
    """A certificate that is not written as it should be, or does not show what it should: the message says why."""


def fault(certificate: Any) -> str:
    """What keeps this from being a certificate ("" when nothing does): its kinds of values and its size."""
    if not isinstance(certificate, Mapping) or not isinstance(certificate.get("decider"), str):
        return "names no decider"
    parts = 0
    waiting: list[tuple[Any, int]] = [(certificate, 0)]
    while waiting:
        data, depth = waiting.pop()
        parts += 1
        if parts > MAX_PARTS:
            return "is too large"
        if depth > MAX_NESTING:
            return "is nested too deep"
        if isinstance(data, Mapping):
            if len(data) > MAX_PARTS or not all(isinstance(k, str) and len(k) <= MAX_TEXT for k in data):
                return "has a name that is no short text"
            waiting += [(v, depth + 1) for v in data.values()]
        elif isinstance(data, list):
            if len(data) > MAX_PARTS:
                return "is too large"
            waiting += [(v, depth + 1) for v in data]
        elif isinstance(data, str):
            if len(data) > MAX_TEXT:
                return "holds too long a text"
        elif isinstance(data, int):
            if data.bit_length() > MAX_BITS:
                return "holds too large a number"
        else:
            return f"holds a {type(data).__name__}"
    return ""


def bounded(certificate: Mapping[str, Any]) -> Mapping[str, Any]:
    """The certificate, or its name alone when it is too large to be kept."""
    return {"decider": certificate["decider"]} if fault(certificate) else certificate


def ratio(data: Any) -> Fraction:
    """A rational number written as "3" or "-3/4"."""
    if not isinstance(data, str) or not _RATIO.fullmatch(data):
        raise EvidenceError("a coefficient is not a rational number")
    return Fraction(data)


def index(data: Any, size: int, least: int = 0) -> int:
    """A whole number from `least` up to below `size`."""
    if not isinstance(data, int) or isinstance(data, bool) or not least <= data < size:
        raise EvidenceError("an index points to nothing")
    return data


def listed(data: Any, most: int = MAX_PARTS) -> list[Any]:
    """A list of at most so many things."""
    if not isinstance(data, list) or len(data) > most:
        raise EvidenceError("a list is missing, or too long")
    return data


def pair(data: Any) -> tuple[Any, Any]:
    """A list of two things."""
    if not isinstance(data, list) or len(data) != 2:
        raise EvidenceError("a pair is missing")
    return data[0], data[1]


__all__ = ["EvidenceError", "bounded", "fault", "index", "listed", "pair", "ratio"]
