"""The weights that come with the package."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from hybrid.model.network import WEIGHTS_FILE, QNetwork

FOLDER = Path(__file__).parent / "weights"


@cache
def shipped() -> QNetwork | None:
    """The shipped network, read once; None where the package was installed without its weights.

    Raises ValueError when the weights were made for another vocabulary.
    """
    return QNetwork.load(FOLDER) if (FOLDER / WEIGHTS_FILE).exists() else None
