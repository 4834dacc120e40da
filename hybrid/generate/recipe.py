"""Recipes: which topics and levels, in which shares, from which seed.

    seed 7
    linear-equations   levels 1-3   share 2
    quadratics         levels 2,4   share 1

A recipe is a list of cells, each a topic at a level, with weights; `hybrid.generate.slots` deals the rows out among
them. The text is read by grammars/recipe.lark.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from lark import Lark, Token, Transformer, UnexpectedInput
from lark.exceptions import VisitError

from hybrid.paths import folder
from hybrid.syntax.errors import InputError

STORIES = "word-problems"
STORY_LEVELS = (1, 2, 3, 4, 5, 6)
EXPANSIONS = 2_000
MAX_TEXT = 100_000
EXAMPLE = "linear-equations levels 1-3 share 2"


@dataclass(frozen=True)
class Cell:
    """A topic at a level."""

    topic: str
    level: int

    def __str__(self) -> str:
        return f"{self.topic}-{self.level}"


def row_id(cell: Cell, draw: int) -> str:
    """The id of the row of a draw: `linear-equations-2-000417`."""
    return f"{cell}-{draw:06d}"


@dataclass(frozen=True)
class Recipe:
    """weights  of each cell, in the order of the text; positive
    seed        of all draws
    wrong       wrong attempts a row has, where its derivation gives so many
    expansions  states that a search may expand before its problem is left out
    """

    weights: Mapping[Cell, Fraction]
    seed: int = 0
    wrong: int = 0
    expansions: int = EXPANSIONS

    def __str__(self) -> str:
        """The recipe in its own language; reading that gives the same recipe."""
        rows = [f"seed {self.seed}", f"wrong {self.wrong}", f"expansions {self.expansions}"]
        return "\n".join(rows + [f"{c.topic} levels {c.level} share {w}" for c, w in self.weights.items()]) + "\n"

    @property
    def digest(self) -> str:
        """16 hexadecimal digits, equal for recipes that generate the same rows."""
        return hashlib.blake2b(str(self).encode(), digest_size=8).hexdigest()

    def seeded(self, seed: int) -> Recipe:
        """The recipe with another seed."""
        return replace(self, seed=seed)


def levels() -> dict[str, tuple[int, ...]]:
    """The topics a recipe may name, with their levels."""
    from hybrid.generate.topics import TOPICS

    return {name: tuple(topic.levels) for name, topic in TOPICS.items()} | {STORIES: STORY_LEVELS}


def read_recipe(text: str) -> Recipe:
    """The recipe of a text. Raises InputError for what is none, for a topic or a level that does not exist, and for a
    cell named twice."""
    if len(text) > MAX_TEXT:
        raise InputError(f"{len(text)} characters; a recipe has at most {MAX_TEXT}", example=EXAMPLE)
    try:
        tree = _grammar().parse(text)
        found: Recipe = _Reading(text).transform(tree)
    except UnexpectedInput as error:
        line, column = max(error.line, 1), max(error.column, 1)
        if getattr(error, "token", None) is not None and error.token.type == "$END":
            line, column = text.count("\n") + 1, len(text) - text.rfind("\n")
        expected = tuple(sorted(_WORDS.get(t, t.lower()) for t in getattr(error, "accepts", None) or ()))
        raise InputError("this is no line of a recipe", text, line, column, expected, EXAMPLE) from None
    except VisitError as error:
        if isinstance(error.orig_exc, InputError):
            raise error.orig_exc from None
        raise
    return found


def load_recipe(path: Path) -> Recipe:
    """The recipe of a file, or of one that ships (`school`). Raises InputError, OSError."""
    shipped = folder("recipes") / f"{path}.recipe"
    if not path.exists() and shipped.is_file():
        path = shipped
    return read_recipe(path.read_text(encoding="utf-8"))


_WORDS = {
    "SEED": "seed",
    "WRONG": "wrong",
    "EXPANSIONS": "expansions",
    "TOPIC": "the name of a topic",
    "LEVELS": "levels",
    "SHARE": "share",
    "INTEGER": "a whole number",
    "MINUS": "-",
    "COMMA": ",",
    "SLASH": "/",
    "_NL": "the end of the line",
    "$END": "the end",
}


@cache
def _grammar() -> Any:
    path = folder("grammars") / "recipe.lark"
    return Lark(path.read_text(encoding="utf-8"), parser="lalr", maybe_placeholders=True)


class _Reading(Transformer):  # type: ignore[misc]
    def __init__(self, text: str):
        super().__init__()
        self.text = text

    def start(self, lines: list[tuple[str, Any]]) -> Recipe:
        settings = {name: value for name, value in lines if name != "cells"}
        weights: dict[Cell, Fraction] = {}
        for token, cells in (value for name, value in lines if name == "cells"):
            for cell, weight in cells.items():
                if cell in weights:
                    raise self._error(token, f"{cell.topic} at level {cell.level} stands twice", ("each level once",))
                weights[cell] = weight
        if not weights:
            raise InputError("a recipe without a topic", self.text, 1, 1, ("a topic with its levels",), EXAMPLE)
        return Recipe(weights, **settings)

    def seed(self, parts: list[Token]) -> tuple[str, int]:
        return "seed", int(parts[0])

    def wrong(self, parts: list[Token]) -> tuple[str, int]:
        return "wrong", int(parts[0])

    def expansions(self, parts: list[Token]) -> tuple[str, int]:
        if int(parts[0]) == 0:
            raise self._error(parts[0], "a search that may expand nothing finds nothing", ("a positive number",))
        return "expansions", int(parts[0])

    def topic(self, parts: list[Any]) -> tuple[str, Any]:
        name, wanted, share = parts
        known = levels()
        if str(name) not in known:
            raise self._error(name, f"there is no topic {str(name)!r}", tuple(sorted(known)))
        for level in wanted:
            if level not in known[str(name)]:
                has = tuple(map(str, known[str(name)]))
                raise self._error(name, f"{name} has no level {level}", has)
        share = Fraction(1) if share is None else share
        if share <= 0:
            raise self._error(name, "a share of nothing", ("a positive share", "no line"))
        return "cells", (name, {Cell(str(name), level): share / len(wanted) for level in wanted})

    def levels(self, parts: list[list[int]]) -> list[int]:
        return sorted({level for part in parts for level in part})

    def range(self, parts: list[Token | None]) -> list[int]:
        first, last = parts
        top = int(first if last is None else last)  # type: ignore[arg-type]
        if not int(first) <= top <= int(first) + 100:  # type: ignore[arg-type]
            raise self._error(first, f"levels {first}-{last}", ("the lower level first, 1-3",))
        return list(range(int(first), top + 1))  # type: ignore[arg-type]

    def share(self, parts: list[Token | None]) -> Fraction:
        if parts[1] is not None and int(parts[1]) == 0:
            raise self._error(parts[1], "a share over 0", ("share 1/2",))
        return Fraction(int(parts[0]), int(parts[1] or 1))  # type: ignore[arg-type]

    def _error(self, token: Any, message: str, expected: tuple[str, ...]) -> InputError:
        return InputError(message, self.text, token.line, token.column, expected, EXAMPLE)
