"""Making a row: draw the problem, find a derivation, have the kernel check it, write down what a trainer reads.

A row follows from the recipe's seed, the cell and the number of the draw. Searches are limited by the states they
expand, never in earnest by time, so that a slow machine makes the same rows as a fast one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from random import Random
from typing import Any

from hybrid import prover
from hybrid.explain.story import in_words
from hybrid.generate.compact import compact, derivation_text
from hybrid.generate.drawing import drawn, drawn_story, posed
from hybrid.generate.grading import difficulty, graded
from hybrid.generate.mistakes import mistakes, wrong_solutions
from hybrid.generate.phrasing import latex_phrasing, phrasings
from hybrid.generate.recipe import EXPANSIONS, STORIES, Cell, Recipe, row_id
from hybrid.generate.row import Line, Row
from hybrid.generate.slots import Dealer
from hybrid.problem import Derivation
from hybrid.search.limits import Limits
from hybrid.syntax.errors import InputError
from hybrid.syntax.latex import to_latex
from hybrid.term import forgetting, number

SECONDS = 120.0  # only a search that has lost its way takes so long


@dataclass(frozen=True)
class Settings:
    """What of a recipe a single row depends on; see Recipe."""

    seed: int
    wrong: int = 0
    expansions: int = EXPANSIONS


class NotMade(Exception):
    """No row came of a draw: its problem was not solved. The message says why."""


def row(settings: Settings, cell: Cell, draw: int, key: int, text: str = "") -> Row:
    """The row of a draw; key: of its problem (hybrid.generate.unique); text: of the problem, drawn here where it is not
    given. Raises NotMade."""
    if cell.topic == STORIES:
        return _story_row(settings, cell, draw, f"{key:016x}")
    return _statement_row(settings, cell, draw, f"{key:016x}", text or drawn(settings.seed, cell, draw))


def _statement_row(settings: Settings, cell: Cell, draw: int, key: str, text: str) -> Row:
    try:
        problem = posed(text)
        result = prover.solve(problem, limits=Limits(seconds=SECONDS, expansions=settings.expansions))
    except InputError as error:
        raise NotMade(f"{text}: {error.message}") from None
    if result.status != "proved" or result.derivation is None or result.answer is None:
        raise NotMade(f"{text}: {result.status}, {result.reason}")
    derivation = result.derivation
    made: Row = {
        "id": row_id(cell, draw),
        "seed": settings.seed,
        "topic": cell.topic,
        "level": cell.level,
        "draw": draw,
        "problem": text,
        "latex": latex_phrasing(problem),
        "english": phrasings(problem),
        "answer": result.text,
        "answer_latex": to_latex(result.answer),
        "conditions": [str(c) for c in result.conditions],
        "steps": lines(derivation),
        "derivation": derivation_text(derivation),
        "difficulty": difficulty(derivation, result.stop.expanded),
        "key": key,
    }
    if settings.wrong:
        rng = Random(f"wrong {settings.seed} {cell} {draw}")
        made["wrong"] = mistakes(derivation, rng, count=settings.wrong)
    return made


def _story_row(settings: Settings, cell: Cell, draw: int, key: str) -> Row:
    from hybrid.words.grounding import written_number
    from hybrid.words.solving import answer

    told = drawn_story(settings.seed, cell, draw)
    found = answer(told.text, told.program, seconds=SECONDS)
    if not found.answered or found.value != told.answer:
        raise NotMade(f"{told.text}: the reading gives {found.text or 'no answer'}")
    results = [s.result for s in found.steps if s.result is not None]
    derivations = [r.derivation for r in results if r.derivation is not None]
    made: Row = {
        "id": row_id(cell, draw),
        "seed": settings.seed,
        "topic": cell.topic,
        "level": cell.level,
        "draw": draw,
        "problem": told.text,
        "latex": told.text,
        "english": [told.text],
        "answer": written_number(told.answer),
        "answer_latex": to_latex(number(told.answer)),
        "conditions": [],
        "steps": [line for d in derivations for line in lines(d)],
        "derivation": f"[{','.join(map(derivation_text, derivations))}]",
        "difficulty": graded(told.operations, len(set(told.schemas)), sum(r.stop.expanded for r in results) or 1),
        "key": key,
        "unit": str(told.unit) if told.unit.powers else "",
        "reading": str(told.program),
        "solution": told.solution,
    }
    if settings.wrong:
        made["wrong"] = wrong_solutions(told, Random(f"wrong {settings.seed} {cell} {draw}"), settings.wrong)
    return made


def lines(derivation: Derivation) -> list[Line]:
    """What a reader sees of the steps."""
    return [
        Line(
            before=str(s.before),
            after=str(s.after),
            relation=s.relation,
            rule=s.rule,
            words=in_words(s),
        )
        for s in derivation.steps
    ]


# -- for engines -----------------------------------------------------------------------------------


def work(
    topic: str, level: int, draw: int, key: int, seed: int, wrong: int, expansions: int, text: str = ""
) -> list[Any]:
    """The row of a slot as ["row", its JSON text, its grade], or ["not made", why]. text: of its problem, if known."""
    try:
        made = row(Settings(seed, wrong, expansions), Cell(topic, level), draw, key, text)
    except NotMade as why:
        return ["not made", str(why)]
    return ["row", compact(made), made["difficulty"]["grade"]]


def prepare() -> None:
    """Load what the first row would load, before its clock starts."""
    prover.solve("solve x + 1 = 2")


def draws(
    recipe: Recipe, start: int = 0, stride: int = 1, excluded: Callable[[int, str], bool] = lambda key, text: False
) -> Iterator[Row]:
    """The rows of every stride-th slot from the start-th, in this process, without files. With the same stride, the
    starts 0 to stride - 1 share all rows among them. What is not solved has no row. excluded: see Dealer."""
    settings = Settings(recipe.seed, recipe.wrong, recipe.expansions)
    for slot in forgetting(islice(Dealer(recipe, excluded), start, None, stride)):
        try:
            yield row(settings, slot.cell, slot.draw, slot.key, slot.text)
        except NotMade:
            continue
