"""Reading a story with shipped or own weights: the candidates with probabilities, and whether to answer at all.

The probability of a reading is its share of the softmax over the candidates, those of one value added up. How often
the first value is right is another matter: `confidence` is a logistic function of that share, of its lead and of the
size of the story (Platt scaling with more than one score), fitted on stories that were not trained on. Below the
threshold of the weights the reader abstains; its readings are there all the same. A story that is equations, sentence
for sentence, is read as such first (hybrid.words.reader.clauses).
"""

from __future__ import annotations

import json
import math
from array import array
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from hybrid.syntax.errors import InputError
from hybrid.words.reader import clauses
from hybrid.words.reader.candidates import Story, ranked
from hybrid.words.reader.evidence import NAMES, Judged, sure
from hybrid.words.reader.features import SIZE, Features
from hybrid.words.reader.lexicon import FUNCTION
from hybrid.words.reader.reading import exact, program
from hybrid.words.reader.readings import Name, Reading, Readings, nothing
from hybrid.words.reader.search import Node, canonical

SHIPPED = Path(__file__).parent / "weights"
LONGEST = 5_000  # characters of a story
MOST_NUMBERS = 16
SECOND_LOOK = 60  # candidates that the network sees
ENGLISH = 0.2  # least share of English function words among the words
FOREIGN_TOO = frozenset("a an as all do he her in me no on so was".split())  # words of other languages as well


class Reader:
    """A reader with the weights of a folder: weights.safetensors and card.json.

    Raises InputError for a folder without them or of another shape.
    """

    def __init__(self, folder: Path = SHIPPED) -> None:
        import numpy as np
        from safetensors.numpy import load_file

        from hybrid.words.reader.network import Network

        try:
            found = load_file(folder / "weights.safetensors")
            self.card: Mapping[str, Any] = json.loads((folder / "card.json").read_text(encoding="utf-8"))
            linear = found["linear"].astype(np.float32)
            table = found["table"].astype(np.float32)
            self.network = Network(table, found["bias"].astype(np.float32), found["out"].astype(np.float32))
            self.confidence_weights = [float(x) for x in self.card["confidence"]]
            self.threshold = float(self.card["threshold"])
        except (OSError, KeyError, ValueError) as error:
            raise InputError(f"no weights of a reader in {folder}: {error}", example=str(SHIPPED)) from None
        if linear.shape != (SIZE,) or table.shape[0] != SIZE or len(self.confidence_weights) != len(NAMES):
            raise InputError(f"the weights in {folder} are of another shape", example=str(SHIPPED))
        self.linear = array("f", linear.tobytes())

    def judge(self, story: Story) -> list[Judged]:
        """The values that readings of the story come to, best first, with the best expression for each."""
        return judge(story, self.linear, self.network)

    def read(self, story: str, best: int = 3, *, name: Name = None) -> Readings:
        """The readings of a story, at most `best`. Total: any text gets an answer, if only why there is none."""
        if len(story) > LONGEST:
            return nothing(f"the story has {len(story)} characters; at most {LONGEST} are read")
        taken = Story.of(story)
        if reason := unreadable(taken):
            return nothing(reason)
        told = clauses.read(story)
        judged = self.judge(taken)
        if not judged and told is None:
            return nothing("no operation on the numbers of the story makes sense")
        readings = []
        for found in judged[:best]:
            written, unit = program(found.node, taken)
            readings.append(Reading(written, exact(found.node, taken), unit, found.probability))
        if told is not None:
            others = [r for r in readings if r.value != told.value]
            return Readings((told, *others)[:best], clauses.CONFIDENCE, True, "")
        certainty = sure(judged, taken, self.confidence_weights)
        answers = certainty >= self.threshold
        short = f"confidence {certainty:.2f} is below {self.threshold:.2f}"
        return Readings(tuple(readings), certainty, answers, "" if answers else short)


def judge(story: Story, linear: Sequence[float] | None, network: Any) -> list[Judged]:
    """The values of the candidates under the weights; network None leaves the order of the chart."""
    features = Features(story.text, story.question, story.quantities, linear)  # type: ignore[arg-type]
    found = ranked(story, features)[:SECOND_LOOK]
    if not found:
        return []
    scores = [c[1] for c in found] if network is None else [float(s) for s in network.scores([c[2] for c in found])]
    top = max(scores)
    shares = [math.exp(s - top) for s in scores]
    total = sum(shares)
    by_value: dict[float, list[tuple[float, Node]]] = {}
    for (node, _, _), share in zip(found, shares, strict=True):
        by_value.setdefault(round(node.value, 6), []).append((share / total, node))
    judged = []
    for value, members in by_value.items():
        best = members[0] if len(members) == 1 else max(members, key=lambda m: (m[0], repr(canonical(m[1]))))
        judged.append(Judged(best[1], value, sum(share for share, _ in members), value == round(found[0][0].value, 6)))
    return sorted(judged, key=lambda j: (-j.probability, j.value))


def unreadable(story: Story) -> str:
    """Why a text is no story to read, "" where it may be one."""
    stated = sum(q.mention >= 0 for q in story.quantities)
    words = [t for t in story.text.tokens if t.mention < 0 and t.low.isalpha()]
    known = sum(t.low in FUNCTION for t in words)
    if not words:
        return "there are no words"
    few = known < ENGLISH * len(words) and len(words) > 5
    if few or not any(t.low in FUNCTION and t.low not in FOREIGN_TOO for t in words):
        return "this does not seem to be English"
    if stated == 0:
        return "there is no number in the story"
    if story.question.kind == "none":
        return "there is no question in the story"
    if stated > MOST_NUMBERS:
        return f"the story has {stated} numbers; at most {MOST_NUMBERS} are read"
    return ""


@cache
def shipped() -> Reader:
    """The reader with the weights of the package, loaded once."""
    return Reader()


def read(story: str, best: int = 3) -> Readings:
    """The readings of a story by the shipped weights, best first."""
    return shipped().read(story, best)
