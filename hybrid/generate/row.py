"""A row of generated data: a problem, its answer, and the derivation that proves it.

Every mathematical value is a text in our grammar, never a number of JSON: readers of columnar files turn whole
numbers beyond 2^63 into floats. The derivation is the document of `hybrid.problem.derivation_to_json`, as a text, so
that it passes through any reader of tables unchanged; `hybrid check` replays it.
"""

from __future__ import annotations

from typing import NotRequired, TypedDict


class Line(TypedDict):
    """A step as a reader sees it: `before RELATION after`, by the rule, for the reason in words."""

    before: str
    after: str
    relation: str
    rule: str
    words: str


class Difficulty(TypedDict):
    """Measured on the derivation: its steps, how many different rules they use, states expanded to find it, and the
    grade that follows from them, 1 (easiest) to 5."""

    steps: int
    rules: int
    expanded: int
    grade: int


class Wrong(TypedDict):
    """The steps of a derivation with one mistake, and what comes after it worked out from it.

    kind    of the mistake, one of hybrid.generate.mistakes.KINDS, for a word problem of STORY_KINDS
    first   place of the first wrong line in `lines`, from 0; every line before it follows from the one before
    lines   the whole attempt, the problem's first line included; for a word problem those of the solution alone
    answer  what the attempt ends with
    right   the right line in place of the first wrong one
    point   values of the letters at which the step to the wrong line fails: an expression has another value than the
            one before, a formula is true and the one before is not, or the other way round. Where solutions are lost
            or gained it is one of them. Empty where nothing varies: in sums of numbers and in word problems
    why     the mistake in words, and what the point shows
    """

    kind: str
    first: int
    lines: list[str]
    answer: str
    right: str
    point: dict[str, str]
    why: str


class Row(TypedDict):
    """One generated problem.

    id          topic, level and number of the draw: "linear-2-000417"
    seed, draw  the row is made anew from the recipe, its seed, topic, level and draw alone
    problem     the statement as `hybrid solve` takes it; a word problem's story
    latex       the mathematics of the statement, in LaTeX
    english     the same question in several phrasings, mathematics in our notation
    answer      in our grammar: `x = 2 or x = 3`, `false`, `x + 1`; a word problem's number
    answer_latex  the same in LaTeX
    conditions  under which a simplified expression equals the first one
    steps       what a reader sees of the derivation
    derivation  the document `hybrid check` replays, as JSON text
    key         the problem up to names and order, as a text of 16 hexadecimal digits
    unit        word problems: what the answer counts
    reading     word problems: the story language
    solution    word problems: the lines a pupil would write
    wrong       attempts with one mistake, where the recipe asks for them
    """

    id: str
    seed: int
    topic: str
    level: int
    draw: int
    problem: str
    latex: str
    english: list[str]
    answer: str
    answer_latex: str
    conditions: list[str]
    steps: list[Line]
    derivation: str
    difficulty: Difficulty
    key: str
    unit: NotRequired[str]
    reading: NotRequired[str]
    solution: NotRequired[list[str]]
    wrong: NotRequired[list[Wrong]]
