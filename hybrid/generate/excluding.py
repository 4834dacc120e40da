"""Keeping evaluation problems out of generated data.

A problem is left out when a given file has the same one up to names and order (hybrid.generate.unique), or when its
text shares a run of N_GRAM words with a text of the file. Numbers are all one word, so that a known story with other
numbers is known. Runs of 13 words are the usual measure of contamination (Brown et al. 2020, "Language models are
few-shot learners", appendix C). Statements in our notation are compared by key alone: `solve x^2 - 5*x + 6 = 0 for x`
is short and its words are everybody's.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from hybrid.generate.unique import Keys, problem_key, text_key
from hybrid.paths import folder
from hybrid.problem import FormatError
from hybrid.syntax.errors import InputError
from hybrid.syntax.statement import parse_problem

N_GRAM = 13
SUFFIXES = (".jsonl", ".json", ".csv", ".txt")
_WORD = re.compile(r"[^\W\d_]+|\d[\d,]*(?:\.\d+)?")
_PROSE = re.compile(r"[^\W\d_]{2,}")
# How many words a text has at least to be looked at as prose.
MIN_PROSE = 6
# A name, such as that of a topic. Read as a statement it is a product of letters, and one of many.
_NAME = re.compile(r"[^\W\d_]{2,}(?:[ _-][^\W\d_]{2,})*")
LONGEST = 2_000  # characters of a text that is read as a statement


class Excluded:
    """Problems to leave out; called with a problem's key and text it says whether it is one of them."""

    def __init__(self) -> None:
        self._keys, self._grams = Keys(), Keys()

    def __call__(self, key: int, text: str) -> bool:
        return key in self._keys or any(gram in self._grams for gram in n_grams(text))

    def __len__(self) -> int:
        """How many keys of statements there are."""
        return len(self._keys)

    def add(self, text: str) -> None:
        """Leave out this problem, a statement or a story."""
        if len(text) <= LONGEST and not _NAME.fullmatch(text):
            try:
                self._keys.add(problem_key(parse_problem(text)))
            except (InputError, ValueError):
                pass  # no statement: its words are compared
        self._add_words(text)

    def add_keyed(self, key: int, text: str) -> None:
        """Leave out this problem, whose key (hybrid.generate.unique) is known."""
        self._keys.add(key)
        self._add_words(text)

    def _add_words(self, text: str) -> None:
        for gram in n_grams(text):
            self._grams.add(gram)


def excluded(paths: Iterable[Path]) -> Excluded:
    """The problems of some files and of the files in some folders: every text in them that is a statement or prose.
    Of the project's frozen rows the problems alone, by the keys they carry, which `benchmarks.freeze_rows` compares.

    Raises FormatError for a file that cannot be read as what its name says it is, OSError.
    """
    found = Excluded()
    frozen = {home.resolve() / "rows" for home in own_sets()}
    for file in _files(paths):
        if file.suffix == ".jsonl" and file.resolve().parent in frozen:
            for row in _lines(file):
                found.add_keyed(int(row["key"], 16), row["problem"])
            continue
        for text in dict.fromkeys(texts(file)):
            found.add(text)
    return found


def digest(paths: Sequence[Path]) -> str:
    """Of what `excluded` reads: the names and contents of the files; "" of nothing. Raises OSError."""
    found = hashlib.blake2b(digest_size=8)
    for file in _files(paths):
        found.update(file.name.encode() + b"\0" + file.read_bytes())
    return found.hexdigest() if paths else ""


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        yield from sorted(p for p in path.rglob("*") if p.suffix in SUFFIXES) if path.is_dir() else (path,)


def own_sets() -> list[Path]:
    """The folder `datasets` of the project; nothing where there is none, as in an installed package."""
    try:
        return [folder("datasets")]
    except FileNotFoundError:
        return []


def n_grams(text: str) -> Iterator[int]:
    """Hashes of the runs of N_GRAM words of a text; of a shorter prose text one hash of all its words."""
    if len(_PROSE.findall(text)) < MIN_PROSE:
        return
    words = ["#" if w[0].isdigit() else w.lower() for w in _WORD.findall(text)]
    for i in range(max(1, len(words) - N_GRAM + 1)):
        yield text_key(" ".join(words[i : i + N_GRAM]))


def texts(path: Path) -> Iterator[str]:
    """The texts of a file: of JSON and JSON lines every text value, of CSV every cell, of others every line."""
    if path.suffix not in SUFFIXES:
        raise FormatError(f"{path}: problems to exclude are read from {', '.join(SUFFIXES)} files")
    if path.suffix == ".jsonl":
        for data in _lines(path):
            yield from _within(data)
        return
    raw = path.read_text(encoding="utf-8")
    if path.suffix == ".txt":
        yield from (line.strip() for line in raw.splitlines() if line.strip())
    elif path.suffix == ".csv":
        for cells in csv.reader(raw.splitlines()):
            yield from cells
    else:
        yield from _within(_parsed(raw, path, 1))


def _lines(path: Path) -> Iterator[Any]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            yield _parsed(line, path, number)


# What of our own rows is no problem: derivations are long, and their texts are in `problem` already.
_SKIPPED = frozenset(
    {"derivation", "english", "steps", "wrong", "key", "id", "reading", "solution", "answer_latex", "latex"}
)


def _within(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, list):
        for part in data:
            yield from _within(part)
    elif isinstance(data, dict):
        for name, part in data.items():
            if name not in _SKIPPED:
                yield from _within(part)


def _parsed(text: str, path: Path, line: int) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        raise FormatError(f"{path}:{line}: not JSON: {error}") from None
