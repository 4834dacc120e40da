"""A draw: the problem that a seed, a cell and a number give, always the same."""

from __future__ import annotations

from functools import lru_cache
from random import Random

from hybrid.generate.recipe import STORIES, Cell
from hybrid.generate.topics import TOPICS
from hybrid.generate.unique import problem_key, text_key
from hybrid.problem import Problem
from hybrid.syntax.statement import parse_problem
from hybrid.words.numbers import mentions
from hybrid.words.stories import Story, story


def drawn(seed: int, cell: Cell, draw: int) -> str:
    """The statement of a draw; a word problem's story."""
    if cell.topic == STORIES:
        return drawn_story(seed, cell, draw).text
    return TOPICS[cell.topic].draw(cell.level, Random(f"{seed} {cell} {draw}"))


# Where dealing and working out share a process, what was dealt last is worked out next.
@lru_cache(maxsize=4)
def posed(text: str) -> Problem:
    """The problem of a statement. Raises InputError."""
    return parse_problem(text)


@lru_cache(maxsize=4)
def drawn_story(seed: int, cell: Cell, draw: int) -> Story:
    """The story of a draw of word problems; its level is the number of its operations."""
    return story(seed, draw, cell.level)


def drawn_key(seed: int, cell: Cell, draw: int) -> tuple[int, str]:
    """The key of a draw (hybrid.generate.unique) and its text. Stories are the same when their sentences are, up to
    names and nouns, with the same numbers."""
    if cell.topic == STORIES:
        told = drawn_story(seed, cell, draw)
        numbers = [str(m.value) for m in mentions(told.text)]
        return text_key("|".join([*told.templates, *numbers])), told.text
    text = drawn(seed, cell, draw)
    return problem_key(posed(text)), text
