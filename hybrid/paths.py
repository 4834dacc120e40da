"""Where the data folders are: beside this file in an installed wheel, one level up in a checkout."""

from __future__ import annotations

from pathlib import Path


def folder(name: str) -> Path:
    """The folder `grammars` or `rules` (or another data folder of the package).

    Raises FileNotFoundError naming both places looked at.
    """
    here = Path(__file__).resolve().parent
    places = (here / name, here.parent / name)
    for place in places:
        if place.is_dir():
            return place
    raise FileNotFoundError(f"the folder {name!r} is missing: looked at {places[0]} and {places[1]}")
