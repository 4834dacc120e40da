"""The ranked candidate expressions of a story."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hybrid.words.reader.features import Features, Part
from hybrid.words.reader.quantities import quantities
from hybrid.words.reader.quantity import Quantity
from hybrid.words.reader.question import Question, question
from hybrid.words.reader.search import Node, chart
from hybrid.words.reader.text import Text, analyse


@dataclass(frozen=True)
class Story:
    """A story, taken apart, with its quantities and question."""

    text: Text
    question: Question
    quantities: Sequence[Quantity]

    @staticmethod
    def of(text: str) -> Story:
        taken = analyse(text)
        asked = question(taken)
        return Story(taken, asked, quantities(taken, asked))


def ranked(story: Story, features: Features, most: int = 4) -> list[tuple[Node, float, tuple[Part, ...]]]:
    """The candidates with their scores and features, best first."""
    found = []
    for node in chart(story.quantities, features, most):
        parts, score = features.final(node)
        found.append((node, node.score + score, node.parts + parts))
    found.sort(key=lambda c: -c[1])
    return found
