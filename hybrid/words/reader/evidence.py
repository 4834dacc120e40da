"""How sure a reading is: a logistic function of what the judges say of it and of what makes stories hard to read.

The share of the first answer among the candidates says least in long stories and readings of many operations, so these
have terms of their own; that the chart and the network agree is the word of two judges. Stories are hard where more
words call for an operation than were read, where what is asked for was not spoken of, where amounts are compared, or
known only by their sum and difference. The weights are fitted by hybrid.words.reader.train.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from hybrid.words.reader.candidates import Story
from hybrid.words.reader.lexicon import CUES, stem
from hybrid.words.reader.question import TIME
from hybrid.words.reader.search import Node

OF_READING = (
    "1", "logit", "lead", "numbers", "operations", "words", "unused", "agreed", "many operations", "long logit",
    "shares", "constants", "broken", "sentences", "cues", "unit", "rates unused", "logit of many", "money",
    "constants unused", "markers", "times", "logit of markers",
)  # fmt: skip
OF_STORY = ("unknown verbs", "unseen asked", "comparisons", "sum and difference", "asked numbers", "inherited")
NAMES = OF_READING + OF_STORY

# words that often call for an operation
MARKERS = frozenset(
    stem(word)
    for word in "each every per twice thrice half double triple times than rest remaining average percent ratio "
    "consecutive both together again back except discount tax interest other another".split()
)
SUMMED = frozenset("combined together altogether total both sum".split())
COMPARED = frozenset(("than", "than2", "times"))


@dataclass(frozen=True)
class Judged:
    """The candidates of one value: the best expression, the shares of all, and whether the chart has it first too."""

    node: Node
    value: float
    probability: float
    agreed: bool = False


def evidence(judged: Sequence[Judged], story: Story) -> list[float]:
    """What the confidence is a function of, in the order of NAMES. judged: best first, at least one."""
    return [*_of_reading(judged, story), *_of_story(story)]


def _of_reading(judged: Sequence[Judged], story: Story) -> list[float]:
    first, asked = judged[0], story.question
    node = first.node
    p = min(max(first.probability, 1e-6), 1 - 1e-6)
    second = max(judged[1].probability, 1e-6) if len(judged) > 1 else 1e-6
    stated = [q for q in story.quantities if q.mention >= 0]
    constants = [q for q in story.quantities if q.mention < 0]
    stems = [t.stem for t in story.text.tokens]
    logit, length = math.log(p / (1 - p)), math.log(len(stems) / 30 + 0.1)
    unused = [q for q in story.quantities if not node.used >> q.index & 1]
    spare = sum(q.mention < 0 for q in unused)
    markers = min(max(sum(s in MARKERS for s in stems) - node.size, 0), 4) / 2
    cues = len({CUES[s] for s in stems if s in CUES})
    return [
        1.0, logit, math.log(p / second), min(len(stated), 8) / 4, node.size / 2, length,
        float(min(len(unused) - spare, 3)), float(first.agreed), float(node.size > 2), logit * max(length, 0.0),
        float(min(sum(q.kind in ("percent", "fraction", "multiple") for q in stated), 2)),
        float(min(len(constants) - spare, 2)), float(first.value % 1 != 0 and all(q.value % 1 == 0 for q in stated)),
        min(story.text.tokens[-1].sentence + 1, 8) / 4, min(cues, 12) / 6, float(asked.unit in ("", node.unit)),
        float(min(sum(bool(q.per) and q.mention >= 0 for q in unused), 2)), logit * (node.size > 1),
        float(asked.unit == "$"), float(min(spare, 3)), markers, float(min(max(len(TIME & set(stems)) - 1, 0), 2)),
        logit * markers,
    ]  # fmt: skip


def _of_story(story: Story) -> list[float]:
    stated = [q for q in story.quantities if q.mention >= 0]
    seen = frozenset[str]().union(*(q.words for q in stated))
    compared = sum(bool(COMPARED & set(q.atoms)) for q in stated)
    summed = any(t.low in SUMMED for t in story.text.tokens[: story.text.asked])
    return [
        sum(q.verb_class == "?" for q in stated) / 2, min(len(story.question.words - seen), 4) / 2,
        float(min(compared, 3)), float(summed and compared > 0), float(sum(q.asked for q in stated)),
        float(sum("inherited" in q.atoms for q in stated)),
    ]  # fmt: skip


def confidence(found: Sequence[float], weights: Sequence[float]) -> float:
    """The logistic function of the evidence."""
    x = sum(w * e for w, e in zip(weights, found, strict=True))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, x))))


def sure(judged: Sequence[Judged], story: Story, weights: Sequence[float]) -> float:
    """The probability that the first value is right."""
    return confidence(evidence(judged, story), weights)
