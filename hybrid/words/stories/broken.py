"""Broken twins: the right solution of a story with exactly one mistake in it, of a known kind, in a known line.

What follows the mistake is calculated from it without a further one, as people do it. The kinds are those seen in
solutions of pupils and of language models (compare the error classes of Riley, Greeno and Heller, 1983):

    wrong result      a calculation with a wrong result           19 - 7 = 11
    swapped number    another number of the story in its place    19 - 4 where the story has 4 elsewhere
    invented number   a number that stands nowhere                19 - 8
    swapped operator  another operation                           19 * 7
    wrong relation    the relation turned round                   `7 more than` as 19 - 7, `twice` as 19 / 2
    skipped step      a step left out, the next one works with what it had
    wrong unit        the right number of the wrong thing         12 hours, not 12 apples; the number stays right
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from random import Random

from hybrid.words.constants import CONSTANTS
from hybrid.words.numbers import mentions
from hybrid.words.stories.expression import INVERSE, WHOLE, Operator, Unusable, apply
from hybrid.words.stories.lexicon import NOUNS
from hybrid.words.stories.story import HOLE, Calculation, Operand, Story

KINDS = (
    "wrong result", "swapped number", "invented number", "swapped operator", "wrong relation", "skipped step",
    "wrong unit",
)  # fmt: skip
MEASURES = {
    "miles": "hours", "hours": "miles", "minutes": "hours", "points": "dollars", "square feet": "feet",
    "cups": "pounds", "grams": "kilograms", "years": "months", "inches": "feet", "centimeters": "meters",
    "weeks": "days", "cents": "dollars", "gallons": "miles", "feet": "square feet", "tiles": "feet", "bags": "grams",
    "pieces": "inches", "teams": "points", "days": "weeks", "vans": "hours", "guests": "cups", "crates": "hours",
}  # fmt: skip
OPERATORS: tuple[Operator, ...] = ("+", "-", "*", "/")


@dataclass(frozen=True)
class Broken:
    """A wrong solution. line: the place of the wrong line in `lines`, from 0; answer: what it ends with; right: the
    right solution of the same style."""

    kind: str
    line: int
    lines: tuple[str, ...]
    answer: Fraction
    right: tuple[str, ...]


def broken(story: Story, kind: str, rng: Random) -> Broken | None:
    """The solution of the story with one mistake of the kind, or None where the story leaves no room for it.

    Raises ValueError for a kind that is not in KINDS.
    """
    if kind not in KINDS:
        raise ValueError(f"{kind!r} is no kind of mistake; there are {', '.join(KINDS)}")
    if kind == "wrong unit":
        return _wrong_unit(story, rng)
    options = list(_mutants(story, kind, rng))
    rng.shuffle(options)
    for line, done in options:
        lines = tuple(c.line() for c in done)
        answer = done[-1].value
        if answer == story.answer or any(not _plausible(c.value) for c in done):
            continue
        return Broken(kind, line, lines, answer, tuple(story.solution))
    return None


def _plausible(value: Fraction) -> bool:
    """Positive, and written with at most two decimals."""
    return 0 < value < 10**7 and (value * 100).denominator == 1


Mutant = tuple[int, list[Calculation]]


def _mutants(story: Story, kind: str, rng: Random) -> Iterator[Mutant]:
    told = {m.value for m in mentions(story.text) if m.kind != "ordinal"}
    known = told | {c.value for c in story.calculations} | {c.value for c in CONSTANTS.values()} | {Fraction(1)}
    known |= {1 / v for v in told if v} | {100 * v for v in told}
    for i, c in enumerate(story.calculations):
        if kind == "wrong result" and c.op not in WHOLE:
            yield from _followed(story, i, c, _near(c.value, rng))
        elif kind == "swapped number":
            for side, other in _sides(c):
                for v in sorted(told - {other.value, 1 / other.value}):
                    yield from _followed(story, i, _instead(c, side, v))
        elif kind == "invented number":
            for side, other in _sides(c):
                v = _near(other.value, rng)
                if v not in known and 1 / v not in known:
                    yield from _followed(story, i, _instead(c, side, v))
        elif kind == "swapped operator" and c.op not in WHOLE:
            for op in OPERATORS:
                if op != c.op and not (c.relation and op == INVERSE[c.op]):
                    yield from _followed(story, i, replace(c, op=op))
        elif kind == "wrong relation" and c.relation and c.op not in WHOLE:
            yield from _followed(story, i, replace(c, op=INVERSE[c.op]))
        elif kind == "skipped step" and i < len(story.calculations) - 1:
            yield from _skipped(story, i)


def _sides(c: Calculation) -> Iterator[tuple[str, Operand]]:
    """The operands that stand in the text."""
    for side, operand in (("left", c.left), ("right", c.right)):
        if operand.earlier is None and not operand.constant and (operand.value * 100).denominator == 1:
            yield side, operand


def _instead(c: Calculation, side: str, value: Fraction) -> Calculation:
    return replace(c, left=Operand(value)) if side == "left" else replace(c, right=Operand(value))


def _near(value: Fraction, rng: Random) -> Fraction:
    """A number that looks like the value and is another: a digit changed, or a little more or less."""
    step = Fraction(1) if value.denominator == 1 else Fraction(1, value.denominator)
    choices = [value + k * step for k in (-3, -2, -1, 1, 2, 3, 10, -10) if value + k * step > 0]
    return rng.choice(choices)


def _followed(story: Story, at: int, changed: Calculation, result: Fraction | None = None) -> Iterator[Mutant]:
    """The solution with a changed calculation, the later ones worked out from it; nothing where it changes no value."""
    done: list[Calculation] = []
    try:
        for i, c in enumerate(story.calculations):
            one = changed if i == at else c
            left, right = (
                replace(o, value=done[o.earlier].value) if o.earlier is not None else o for o in (one.left, one.right)
            )
            value = result if i == at and result is not None else apply(one.op, left.value, right.value)
            done.append(replace(one, left=left, right=right, value=value))
    except Unusable:
        return
    if done[at].value != story.calculations[at].value:
        yield at, done


def _skipped(story: Story, at: int) -> Iterator[Mutant]:
    """The solution without calculation `at`: what used its result uses one of its operands."""
    gone = story.calculations[at]
    users = [i for i, c in enumerate(story.calculations) if at in (c.left.earlier, c.right.earlier)]
    if len(users) != 1:
        return
    for stand_in in (gone.left, gone.right):
        if stand_in.constant:
            continue
        done: list[Calculation] = []
        place: dict[int, int] = {}

        def moved(
            o: Operand, stand_in: Operand = stand_in, done: list[Calculation] = done, place: dict[int, int] = place
        ) -> Operand:
            source = stand_in if o.earlier == at else o
            if source.earlier is None:
                return source
            return replace(source, value=done[place[source.earlier]].value, earlier=place[source.earlier])

        try:
            for i, c in enumerate(story.calculations):
                if i == at:
                    continue
                left, right = moved(c.left), moved(c.right)
                place[i] = len(done)
                done.append(replace(c, left=left, right=right, value=apply(c.op, left.value, right.value)))
        except Unusable:
            continue
        wrong = place[users[0]]
        if done[wrong].value != story.calculations[users[0]].value:
            yield wrong, done


def _wrong_unit(story: Story, rng: Random) -> Broken | None:
    order = list(range(len(story.calculations)))
    rng.shuffle(order)
    for i in order:
        c = story.calculations[i]
        before, _, after = c.words.partition(HOLE)
        if c.unit == "$":
            other = replace(c, unit="", words=f"{before}{HOLE} {rng.choice(('hours', 'miles', 'pounds'))}{after}")
        else:
            named = [c.unit] if c.unit and re.search(rf"\b{re.escape(c.unit)}\b", after) else []
            named = named or [w for w in sorted(MEASURES, key=len, reverse=True) if re.search(rf"\b{w}\b", after)]
            if not named:
                continue
            options = [MEASURES[named[0]]] if named[0] in MEASURES else ["dollars", "hours", rng.choice(NOUNS).plural]
            instead = rng.choice([o for o in options if o != named[0]])
            other = replace(c, words=before + HOLE + re.sub(rf"\b{re.escape(named[0])}\b", instead, after, count=1))
        lines = [d.line() for d in story.calculations]
        lines[i] = other.line()
        return Broken("wrong unit", i, tuple(lines), story.answer, tuple(story.solution))
    return None
