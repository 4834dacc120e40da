"""`hybrid export`: generated rows as a data set in the format a trainer reads."""

from __future__ import annotations

import re
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Kind(StrEnum):
    """The ending of the files."""

    parquet = "parquet"
    jsonl = "jsonl"


def export(
    source: Annotated[
        Path, typer.Argument(metavar="ROWS", help="Rows of `hybrid generate`: a .jsonl file or a folder.")
    ],
    target: Annotated[Path, typer.Argument(metavar="OUT", help="The folder to make; it must not be there yet.")],
    format: Annotated[
        str, typer.Option("--format", help="rows, messages, preference, ... (docs/formats.md).")
    ] = "messages",
    kind: Annotated[Kind, typer.Option("--as", help="parquet or jsonl.")] = Kind.parquet,
    shard_rows: Annotated[int, typer.Option("--shard-rows", min=1, help="Records in a file.")] = 10_000,
    license: Annotated[str, typer.Option("--license", help="Licence of the data, for its card.")] = "apache-2.0",
    title: Annotated[str, typer.Option("--title", help="Title of the card; else the name of the folder.")] = "",
    split: Annotated[str, typer.Option("--split", help="Name of the split.")] = "train",
) -> None:
    """Write generated rows as a data set with a card: `datasets.load_dataset("OUT")` reads it."""
    from hybrid.generate import exporting

    if not re.fullmatch(r"\w+(\.\w+)*", split):
        raise typer.BadParameter(f"expected a name such as train or test, found {split!r}", param_hint="--split")
    try:
        written = exporting.export(
            source,
            target,
            format=format,
            kind=kind.value,
            shard_rows=shard_rows,
            license=license,
            title=title,
            split=split,
        )
    except ImportError as error:
        print(f"hybrid: {error}", file=sys.stderr)
        raise typer.Exit(2) from None
    files = "file" if written.shards == 1 else "files"
    print(f"{written.records} records in {written.shards} {files}: {target}")
