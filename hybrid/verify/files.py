"""Which rule files are meant by paths."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from hybrid.syntax.errors import InputError


def rule_files(paths: Iterable[Path]) -> list[Path]:
    """Files as they are, and the `.rules` files of folders and of the folders in them.

    Raises InputError for what is not there, and for a folder without rules.
    """
    files: list[Path] = []
    for path in paths:
        if not path.exists():
            raise _no_rules(path, f"{path}: there is no such file or folder")
        found = sorted(path.rglob("*.rules")) if path.is_dir() else [path]
        if not found:
            raise _no_rules(path, f"{path}: the folder holds no .rules file")
        files += found
    return files


def _no_rules(path: Path, message: str) -> InputError:
    return InputError(message, text=str(path), expected=("a .rules file, or a folder of them",), example="rules")
