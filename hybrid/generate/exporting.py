"""From a file or a folder of generated rows to a data set on disk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from hybrid.generate.card import LICENSE, card, checked_license
from hybrid.generate.formats import FORMATS, Record
from hybrid.generate.reading import read_rows
from hybrid.generate.shards import KINDS, SHARD_ROWS, Written, new_folder, write_shards
from hybrid.problem import FormatError


def export(
    source: Path,
    target: Path,
    *,
    format: str = "messages",
    kind: str = "parquet",
    shard_rows: int = SHARD_ROWS,
    license: str = LICENSE,
    title: str = "",
    split: str = "train",
) -> Written:
    """Write the rows of `source` as a data set into the new folder `target`, and say how much was written.

    source   rows as `hybrid generate` writes them: a file of JSON lines, or a folder of such files
    format   one of FORMATS; kind: one of KINDS; shard_rows: records to a file; title: of the card

    Raises FormatError for a row that is none, for an unknown format, and when `target` holds something already;
    OSError; ImportError when pyarrow is absent. In all these cases `target` is as it was.
    """
    if format not in FORMATS:
        raise FormatError(f"format: expected one of {', '.join(FORMATS)}, found {format!r}")
    if kind not in KINDS:
        raise FormatError(f"kind: expected one of {', '.join(KINDS)}, found {kind!r}")
    checked_license(license)
    form = FORMATS[format]
    counts: Counter[tuple[str, int]] = Counter()

    def records() -> Iterator[Record]:
        for row in read_rows(source):
            counts[row["topic"], row["level"]] += 1
            yield from form.records(row)

    with new_folder(target) as folder:
        written = write_shards(records(), folder, form.shape, kind, shard_rows, split)
        name = title or target.resolve().name
        text = card(name, form, written, counts, kind, license, split, _recipe(source))
        (folder / "README.md").write_text(text, encoding="utf-8")
    return written


def _recipe(source: Path) -> str:
    """The recipe that `hybrid generate` keeps beside the rows; "" where there is none."""
    file = source / "recipe.txt"
    return file.read_text(encoding="utf-8") if file.is_file() else ""
