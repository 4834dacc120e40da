"""Who proposes lines to `hybrid solve`, `hybrid batch` and their like: --lines, --server, --model, --unconstrained.

`--model bundled` is the network that comes with the package; a directory of that name is `./bundled`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from hybrid.propose.lines import LineProposer

BUNDLED = "bundled"


def described(
    lines: Path | None, server: str | None, model: str | None, unconstrained: bool = False
) -> dict[str, str] | None:
    """The source that the options ask for (hybrid.propose.sources), None when they ask for none.

    Raises typer.BadParameter for options that do not go together.
    """
    if unconstrained and (not model or server is not None):
        raise typer.BadParameter("only a model on this machine is constrained", param_hint="--unconstrained")
    if lines is not None and (server or model):
        raise typer.BadParameter("lines come from a file or from a model", param_hint="--lines")
    if lines is not None:
        return {"lines": str(lines)}
    if server is not None:
        if not server or not model:
            raise typer.BadParameter("a server and the name of its model are needed", param_hint="--server, --model")
        return {"server": server, "model": model}
    if model is None:
        return None
    if model == BUNDLED:
        return {BUNDLED: "unconstrained" if unconstrained else "constrained"}
    return {"directory": model, "unconstrained": "yes"} if unconstrained else {"directory": model}


def proposer(
    lines: Path | None, server: str | None, model: str | None, unconstrained: bool = False, seconds: float = 30.0
) -> LineProposer | None:
    """The proposer that the options ask for, None when they ask for none; for a search of so many seconds.

    Raises as `described`, and InputError for an address that is none, FormatError for a directory without a language
    model, FormatError or OSError for a file that cannot be read.
    """
    description = described(lines, server, model, unconstrained)
    if description is None:
        return None
    from hybrid.propose.lines import LineProposer
    from hybrid.propose.sources import source

    return LineProposer(source(description, seconds))
