"""The shape of a record: which columns it has and what each holds, in one notation for three readers.

    "string" "int64" "bool"      a value             ["string"]      a list of values of that shape
    {"role": "string", ...}      an object with exactly these fields

The same shape checks a record read from JSON, becomes the schema of a Parquet file (Apache Arrow), and the `features`
in the card of a data set, as the library `datasets` writes them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from hybrid.problem import FormatError

Shape = str | Sequence[Any] | Mapping[str, Any]

_KINDS: dict[str, type] = {"string": str, "int64": int, "bool": bool}
_WORDS = {"string": "a text", "int64": "a whole number below 2^63", "bool": "true or false"}


def check(value: Any, shape: Shape, where: str) -> None:
    """Raises FormatError, naming the place, what is there and what was expected, when the value has another shape."""
    if isinstance(shape, str):
        large = isinstance(value, int) and not -(2**63) <= value < 2**63
        if type(value) is not _KINDS[shape] or large:
            raise FormatError(f"{where}: expected {_WORDS[shape]}, found {_shown(value)}")
    elif isinstance(shape, Mapping):
        if not isinstance(value, dict):
            raise FormatError(f"{where}: expected an object, found {_shown(value)}")
        for name, inner in shape.items():
            if name not in value:
                raise FormatError(f"{where}: {name!r} is missing")
            check(value[name], inner, f"{where}.{name}")
    else:
        if not isinstance(value, list):
            raise FormatError(f"{where}: expected a list, found {_shown(value)}")
        for i, item in enumerate(value):
            check(item, shape[0], f"{where}[{i}]")


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else f"{text[:57]}..."


def arrow_type(shape: Shape) -> Any:
    """The type of Apache Arrow. Raises ImportError without pyarrow."""
    import pyarrow as pa

    if isinstance(shape, str):
        return {"string": pa.string(), "int64": pa.int64(), "bool": pa.bool_()}[shape]
    if isinstance(shape, Mapping):
        return pa.struct([(name, arrow_type(inner)) for name, inner in shape.items()])
    return pa.list_(arrow_type(shape[0]))


def features(shape: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The columns as the front matter of a card lists them: `[{"name": "answer", "dtype": "string"}, ...]`."""
    return [{"name": name, **_feature(inner)} for name, inner in shape.items()]


def _feature(shape: Shape) -> dict[str, Any]:
    if isinstance(shape, str):
        return {"dtype": shape}
    if isinstance(shape, Mapping):
        return {"struct": features(shape)}
    inner = shape[0]
    return {"list": inner if isinstance(inner, str) else features(inner)}
