"""JSON without spaces, as rows hold it; of derivations in particular.

The lines of a derivation have most of their parts in common, so the text of a part is made once and kept in the memo
of its term.
"""

from __future__ import annotations

import json
from json.encoder import encode_basestring as quoted
from typing import Any

from hybrid.problem import Derivation, derivation_to_json, term_to_json
from hybrid.term import Term

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def compact(data: Any) -> str:
    """The JSON text of plain data."""
    return _ENCODER.encode(data)


def derivation_text(derivation: Derivation) -> str:
    """The JSON text of what `derivation_to_json` gives."""
    return _joined(derivation_to_json(derivation, _term))


class _Text(str):
    """JSON already."""

    __slots__ = ()


def _term(t: Term) -> _Text:
    if not t.args:
        return _Text(_joined(term_to_json(t)))
    known: _Text | None = t.memo.get("json")
    if known is None:
        head = f'"call","{t.value}"' if t.head == "call" else f'"{t.head}"'
        known = t.memo["json"] = _Text(f"[{','.join([head, *map(_term, t.args)])}]")
    return known


def _joined(data: Any) -> str:
    kind = type(data)
    if kind is _Text:
        return data  # type: ignore[no-any-return]
    if kind is str:
        return quoted(data)
    if kind is int:
        return repr(data)
    if kind is dict:
        return "{" + ",".join([f"{quoted(name)}:{_joined(part)}" for name, part in data.items()]) + "}"
    if kind is list:
        return "[" + ",".join([_joined(part) for part in data]) + "]"
    return compact(data)
