"""How right solutions usually go, and how far a solution is from that: four log-linear models of what its story shows.

    number     which number of the story an operand is (hybrid.words.chosen)
    use        whether a number of the story is taken up at all: `at 3 pm` seldom is, `3 boxes` nearly always
    length     how many operations are needed, as log(1 + operations), for these words and so many numbers
    operation  which of + - * / joins two neighbouring operands, by what they count and the words around them

A model is a sum of weights of clues, short texts such as `>each` (`each` stands behind a number); the probabilities are
their logistic function (use) or softmax (number, operation). They are fitted on right solutions alone, so nothing here
knows what mistakes look like; how unexpected a solution is, in nats, goes into the suspicion (hybrid.words.suspicion)
as features. The weights lie in expected.json, made by benchmarks/train_suspicion.py. Log-linear models of which
operation the words ask for are as old as Hosseini et al. 2014 and Roy and Roth 2015.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib import resources

from hybrid.words import chosen
from hybrid.words.chosen import MOST
from hybrid.words.examined import Examined, Used
from hybrid.words.told import Story, stem_words

OPERATIONS = "+-*/"
CLEAR = 1.5  # nats from which an operation is unlikely rather than uncertain


@dataclass(frozen=True)
class Expected:
    """The weights of the four models by clue; of an operation, one for each of + - * /."""

    card: str
    number: Mapping[str, float]
    use: Mapping[str, float]
    length: Mapping[str, float]
    operation: Mapping[str, Sequence[float]]


@cache
def expected() -> Expected:
    """The models that come with the package."""
    data = json.loads(resources.files("hybrid.words").joinpath("expected.json").read_text(encoding="utf-8"))
    return Expected(data["card"], data["number"], data["use"], data["length"], data["operation"])


def surprise(e: Examined, models: Expected) -> dict[str, float]:
    """How unexpected a solution is, by name: in nats, but for the length, which is in units of log(1 + operations)."""
    left = {id(t) for t in e.unused}
    unused, used = [], 0.0
    for i, told in enumerate(e.story.numbers):
        if told.kind == "ordinal":
            continue
        odds = _sum(models.use, number_clues(e.story, i))
        if id(told) in left:
            unused.append(min(MOST, _nats(-odds)))
        else:
            used += min(MOST, _nats(odds))
    usual = _sum(models.length, story_clues(e.story))
    more = math.log(1 + sum(len(u.step.operations) for u in e.steps)) - usual
    odd = [
        min(MOST, -math.log(max(1e-9, chances(models, operation_clues(e, at, i))[sign])))
        for at, i, sign in operations(e)
    ]
    taken = [chosen.surprise(slot, models.number) for slot in chosen.slots(e)]
    return {
        "number unexpected": min(2 * MOST, sum(taken)),
        "most unexpected number": max(taken, default=0.0),
        "number unexpectedly unused": min(2 * MOST, sum(unused)),
        "most unexpectedly unused": max(unused, default=0.0),
        "number unexpectedly used": min(2 * MOST, used),
        "operations usual": usual,
        "fewer operations than usual": max(0.0, -more),
        "more operations than usual": max(0.0, more),
        "operation unexpected": min(2 * MOST, sum(odd)),
        "most unexpected operation": max(odd, default=0.0),
        "operation unlikely": min(2 * MOST, sum(max(0.0, o - CLEAR) for o in odd)),
        "last operation unexpected": odd[-1] if odd else 0.0,
    }


def chances(models: Expected, clues: Sequence[str]) -> list[float]:
    """The probabilities of + - * / by these clues."""
    weights = models.operation
    scores = [sum(column) for column in zip(*[weights[c] for c in clues if c in weights], strict=True)]
    if not scores:
        return [1 / len(OPERATIONS)] * len(OPERATIONS)
    return chosen.shares(scores)


def _sum(weights: Mapping[str, float], clues: Sequence[str]) -> float:
    return sum([weights[c] for c in clues if c in weights])


def _nats(odds: float) -> float:
    """-log of the probability of what has these log-odds."""
    return max(0.0, -odds) + math.log1p(math.exp(-abs(odds)))


# -- clues -----------------------------------------------------------------------------------------


def number_clues(story: Story, index: int) -> list[str]:
    """What speaks for or against a number of the story being used."""
    told = story.numbers[index]
    value = told.value
    others = [t.value for j, t in enumerate(story.numbers) if j != index and t.kind != "ordinal"]
    found = [
        "any",
        told.kind,
        f"asked {told.asked} {told.kind}",
        f"of {min(9, len(story.numbers))}",
        f"size {_size(value)}",
        f"next {story.text[told.end : told.end + 1]}",
        f"prior {story.text[max(0, told.start - 1) : told.start]}",
        f"adds up {len(others) > 1 and sum(others) == value}",
        f"twice told {value in others}",
        f"asked noun {not told.nouns.isdisjoint(story.question_stems)}",
    ]
    if index == 0 or index == len(story.numbers) - 1:
        found.append("first" if index == 0 else "last")
    found += [f"<{w}" for w in told.before]
    found += [f">{w}" for w in told.after]
    if told.before:
        found.append(f"<<{told.before[-1]}")
    if told.after:
        found += [f">>{told.after[0]}", f"{value if value <= 2 else ''}>>{told.after[0]}"]
    return found


def _size(value: Fraction) -> str:
    if value.denominator != 1:
        return "part"
    if value <= 12:
        return str(value)
    return "year" if 1900 <= value <= 2030 else f"e{len(str(value.numerator)) - 1}"


def story_clues(story: Story) -> list[str]:
    """What shows how many operations a story needs."""
    kinds = [t.kind for t in story.numbers if t.kind != "ordinal"]
    values = {t.value for t in story.numbers if t.kind != "ordinal"}
    found = ["any", f"values {min(9, len(values))}", f"length {min(14, len(story.text) // 50)}"]
    found += [f"{kind} {min(3, kinds.count(kind))}" for kind in set(kinds)]
    return found + [f"w {w}" for w in story.stems] + [f"q {w}" for w in set(story.question_stems)]


def operations(e: Examined) -> Iterator[tuple[int, int, int]]:
    """The operations of + - * / between neighbouring operands: the step, the first operand, and which, all from 0."""
    for at, used in enumerate(e.steps):
        for i, sign in enumerate(used.step.operations):
            if i + 1 < len(used.sources) and sign in OPERATIONS:
                yield at, i, OPERATIONS.index(sign)


def operation_clues(e: Examined, at: int, i: int) -> list[str]:
    """What shows which operation joins the operands i and i + 1 of a step."""
    used = e.steps[at]
    a, b = (used.step.operands[k].value for k in (i, i + 1))
    left, right = _operand(e, used, i), _operand(e, used, i + 1)
    nouns = used.nouns[i], used.nouns[i + 1]
    shared = "?" if not (nouns[0] and nouns[1]) else str(not nouns[0].isdisjoint(nouns[1]))
    found = [
        "any",
        f"{left[0]} . {right[0]}",
        f"left {left[0]}",
        f"right {right[0]}",
        f"same noun {shared}",
        f"money {'$' in nouns[0]} {'$' in nouns[1]}",
        f"order {(a > b) - (a < b)}",
        f"goes into {bool(b) and (a / b).denominator == 1} {bool(a) and (b / a).denominator == 1}",
        f"left {_size(abs(a))}",
        f"right {_size(abs(b))}",
        *left[1:],
        *right[1:],
    ]
    one, two = used.sources[i].told, used.sources[i + 1].told
    if one is not None and two is not None:
        found.append(f"same clause {one.clause == two.clause}")
    last = "last" if at == len(e.steps) - 1 else "before"
    found.append(last)
    if last == "last":
        found += [f"q {w}" for w in set(e.story.question_stems)]
    found += [f"said {w}" for w in said_stems(e, used)]
    found += [f"result {n} {n in nouns[0]} {n in nouns[1]}" for n in used.result_nouns]
    return found


def said_stems(e: Examined, used: Used) -> set[str]:
    """The stems of the words of a step's line."""
    return set(stem_words(e.solution.lines[used.line].prose))


def _operand(e: Examined, used: Used, i: int) -> list[str]:
    """What an operand is, first in a word; then the words around it in the story."""
    source = used.sources[i]
    if source.origin == "earlier" and source.step is not None:
        signs = "".join(sorted(set(e.steps[source.step].step.operations)))
        return [f"result of {signs}", *(f"of {n}" for n in used.nouns[i])]
    told = source.told
    if told is None or source.origin == "constant":
        return [source.name if source.origin == "constant" else source.origin]
    found = [told.kind if told.value == used.step.operands[i].value else f"{told.kind} otherwise"]
    found += [f"<{w}" for w in told.before]
    found += [f">{w}" for w in told.after]
    if told.before:
        found.append(f"<<{told.before[-1]}")
    if told.after:
        found.append(f">>{told.after[0]}")
    first, end = told.clause
    return found + [f"c {w}" for w in stem_words(e.story.text[first:end])]
