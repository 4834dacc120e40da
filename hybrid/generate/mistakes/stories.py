"""Wrong solutions of word problems, in the same form as wrong attempts."""

from __future__ import annotations

from random import Random

from hybrid.generate.row import Wrong
from hybrid.words.stories.broken import KINDS, broken
from hybrid.words.stories.expression import written
from hybrid.words.stories.story import Story

STORY_KINDS = KINDS
WHY = {
    "wrong result": "the calculation has another result",
    "swapped number": "another number of the story stands in the place of the right one",
    "invented number": "a number of the calculation stands nowhere in the story",
    "swapped operator": "the story asks for another operation",
    "wrong relation": "the relation is turned round",
    "skipped step": "a step is left out, and its result is needed here",
    "wrong unit": "the number counts something else",
}


def wrong_solutions(story: Story, rng: Random, count: int = 1) -> list[Wrong]:
    """At most `count` solutions of the story with one mistake each, of different kinds.

    `lines` are those of the solution, the story not among them; `point` is empty, since nothing varies.
    """
    order = list(STORY_KINDS)
    rng.shuffle(order)
    found: list[Wrong] = []
    for kind in order:
        if len(found) >= count:
            break
        wrong = broken(story, kind, rng)
        if wrong is None:
            continue
        # where a step was skipped the right line is the one that needs its result, one further down
        right = wrong.right[wrong.line + len(wrong.right) - len(wrong.lines)]
        found.append(
            Wrong(
                kind=kind,
                first=wrong.line,
                lines=list(wrong.lines),
                answer=written(wrong.answer),
                right=right,
                point={},
                why=f"{WHY[kind]}; right is: {right}",
            )
        )
    return found
