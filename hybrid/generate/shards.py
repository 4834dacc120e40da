"""Records written as the shards of a data set: `data/train-00000-of-00004.parquet`, or the same as JSON lines.

A data set is a folder. It is made under another name beside its own and renamed when everything is in it, so that it
is there whole or not at all. One batch of records is in memory at a time.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

from hybrid.generate.shape import arrow_type
from hybrid.problem import FormatError

KINDS = ("parquet", "jsonl")
SHARD_ROWS = 10_000
BATCH = 1_000  # records of a row group of Parquet, the unit a reader loads


@dataclass
class Written:
    """records, shards: how many were written; size: bytes on disk."""

    records: int = 0
    shards: int = 0
    size: int = 0
    names: list[str] = field(default_factory=list)


@contextmanager
def new_folder(target: Path) -> Iterator[Path]:
    """A folder to fill, which becomes `target` when the block ends well and disappears when it does not.

    Raises FormatError when there is something at `target` already, but for an empty folder; OSError.
    """
    if target.exists() and not (target.is_dir() and not any(target.iterdir())):
        raise FormatError(f"{target}: is there already; choose another folder, or remove it first")
    try:
        made = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}."))
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(target)) from None
    try:
        yield made
        mask = os.umask(0)
        os.umask(mask)
        made.chmod(0o777 & ~mask)
        os.replace(made, target)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise


def write_shards(
    records: Iterable[Mapping[str, Any]],
    folder: Path,
    shape: Mapping[str, Any],
    kind: str = "parquet",
    shard_rows: int = SHARD_ROWS,
    split: str = "train",
) -> Written:
    """Write the records into `folder/data`, shard_rows to a file, and say what was written.

    kind is one of KINDS. Raises OSError, ImportError naming the extra when pyarrow is absent for Parquet,
    FormatError when there is no record.
    """
    data = folder / "data"
    data.mkdir()
    opened = _parquet(shape) if kind == "parquet" else _JsonLines
    written = Written()
    source = iter(records)
    paths: list[Path] = []
    while batch := list(islice(source, min(BATCH, shard_rows))):
        paths.append(data / f".{split}-{len(paths):05d}")
        left = shard_rows
        with closing(opened(paths[-1])) as sink:
            while batch:
                sink.write(batch)
                written.records += len(batch)
                left -= len(batch)
                batch = list(islice(source, min(BATCH, left)))
    if not paths:
        raise FormatError(
            "no row has what this format needs (pairs are made of wrong attempts: a recipe with `wrong 2`)"
        )
    for i, path in enumerate(paths):
        name = f"{split}-{i:05d}-of-{len(paths):05d}.{kind}"
        path.rename(data / name)
        written.names.append(name)
        written.size += (data / name).stat().st_size
    written.shards = len(paths)
    return written


class _Sink(Protocol):
    def write(self, batch: list[Mapping[str, Any]]) -> None: ...

    def close(self) -> None: ...


class _JsonLines:
    def __init__(self, path: Path) -> None:
        self.file = path.open("wb")

    def write(self, batch: list[Mapping[str, Any]]) -> None:
        for record in batch:
            self.file.write(json.dumps(record, ensure_ascii=False).encode() + b"\n")

    def close(self) -> None:
        self.file.close()


def _parquet(shape: Mapping[str, Any]) -> Callable[[Path], _Sink]:
    pa, pq = pyarrow()
    schema = pa.schema([(name, arrow_type(inner)) for name, inner in shape.items()])

    class Parquet:
        def __init__(self, path: Path) -> None:
            self.writer = pq.ParquetWriter(path, schema)

        def write(self, batch: list[Mapping[str, Any]]) -> None:
            self.writer.write_table(pa.Table.from_pylist(batch, schema=schema))

        def close(self) -> None:
            self.writer.close()

    return Parquet


def pyarrow() -> tuple[Any, Any]:
    """pyarrow and pyarrow.parquet. Raises ImportError saying how to install them."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise ImportError("Parquet needs pyarrow: pip install 'hybrid[data]', or write JSON lines") from None
    return pa, pq
