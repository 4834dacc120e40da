"""The option `--engine` of commands that work on many rows (see hybrid.engine)."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from hybrid.engine import Engine


class EngineName(StrEnum):
    """Where rows are worked on."""

    process = "process"
    ray = "ray"
    serial = "serial"


EngineOption = Annotated[
    EngineName, typer.Option("--engine", help="Processes here, a Ray cluster, or one row after the other.")
]


def engine(name: EngineName, workers: int, chunk: int = 1) -> Engine:
    """The engine of that name. Raises BadParameter where it is not there, or has no workers."""
    from hybrid.engine import by_name

    if name is EngineName.serial and workers > 1:
        raise typer.BadParameter("the serial engine has no workers but itself", param_hint="--workers")
    try:
        return by_name(name, workers, chunk=chunk)
    except ModuleNotFoundError as error:
        raise typer.BadParameter(str(error), param_hint="--engine") from None
