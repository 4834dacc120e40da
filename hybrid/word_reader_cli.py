"""Who reads stories for `hybrid word` and its like: --reader embedded, a directory, an address or a file.

A directory holds a language model, an address is that of a server, a file has recorded readings; a directory or file of
the name `embedded` is `./embedded`.
"""

from __future__ import annotations

import os
from typing import Annotated

import typer

ReaderOption = Annotated[
    str | None,
    typer.Option(
        "--reader", help="Who reads stories: embedded, a directory with a model, a server's address, or a file."
    ),
]
ReaderModelOption = Annotated[
    str | None, typer.Option("--reader-model", help="The model of the server that reads, by name.")
]
ReaderFreeOption = Annotated[
    bool, typer.Option("--reader-unconstrained", help="Do not hold the model in a directory to the story language.")
]


def described(reader: str | None, model: str | None, unconstrained: bool = False) -> dict[str, str] | None:
    """The reader that the options ask for (hybrid.words.reader.described), None when they ask for none.

    Raises typer.BadParameter for options that do not go together.
    """
    server = reader is not None and reader.startswith(("http://", "https://"))
    if model is not None and not server:
        raise typer.BadParameter("only a server is asked for a model by name", param_hint="--reader-model")
    directory = reader is not None and not server and os.path.isdir(reader)
    if unconstrained and not directory:
        raise typer.BadParameter("only a model on this machine is constrained", param_hint="--reader-unconstrained")
    if reader is None:
        return None
    if server:
        if not model:
            raise typer.BadParameter("a server needs the name of its model: --reader-model", param_hint="--reader")
        return {"server": reader, "model": model}
    if reader == "embedded":
        return {"reader": reader}
    if directory:
        return {"directory": reader, "unconstrained": "yes"} if unconstrained else {"directory": reader}
    return {"recorded": reader}
