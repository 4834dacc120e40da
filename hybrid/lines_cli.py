"""Who proposes lines to `hybrid solve`, `hybrid batch` and their like: the options --lines, --server and --model."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from hybrid.propose.lines import LineProposer


def described(lines: Path | None, server: str | None, model: str | None) -> dict[str, str] | None:
    """The source that the options ask for (hybrid.propose.sources), None when they ask for none.

    Raises typer.BadParameter for options that do not go together.
    """
    if lines is None and server is None and model is None:
        return None
    if lines is not None and (server or model):
        raise typer.BadParameter("lines come from a file or from a server", param_hint="--lines")
    if lines is not None:
        return {"lines": str(lines)}
    if not server or not model:
        raise typer.BadParameter("a server and the name of its model are needed", param_hint="--server, --model")
    return {"server": server, "model": model}


def proposer(lines: Path | None, server: str | None, model: str | None) -> LineProposer | None:
    """The proposer that the options ask for, None when they ask for none.

    Raises as `described`, and InputError for an address that is none, FormatError or OSError for a file that
    cannot be read.
    """
    description = described(lines, server, model)
    if description is None:
        return None
    from hybrid.propose.lines import LineProposer
    from hybrid.propose.sources import source

    return LineProposer(source(description))
