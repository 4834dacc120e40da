"""A reward for solutions of word problems, from checks that need no gold answer.

One less the suspicion of `hybrid.words.verifying`: the probability, as calibrated there, that the solution is wrong,
judged by its arithmetic, where its numbers come from, its units and its end. A solution with a refuted calculation, or
one whose suspicion reaches the shipped threshold, gets 0; so does one that calculates nothing or has no final answer,
of which the checks have nothing to say.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hybrid.rewards.texts import LogExtra, LogMetric, column, text_of
from hybrid.syntax.errors import InputError
from hybrid.words.verifying import verify

LONGEST = 8_000  # characters of a solution, and of a story
STORY = ("story", "question")


def story_reward(
    prompts: Sequence[Any],
    completions: Sequence[Any],
    completion_ids: Sequence[Any] | None = None,
    trainer_state: Any = None,
    log_extra: LogExtra | None = None,
    log_metric: LogMetric | None = None,
    **columns: Any,
) -> list[float | None]:
    """How little is wrong with the solution as far as its lines show, in [0, 1]; None without a story.

    columns  `story` or `question`; without such a column the prompt is the story. Where the first wrong line stands is
             logged as `first_wrong`, from 0.
    """
    n = len(completions)
    stories = column(columns, STORY, n)
    if all(s is None for s in stories) and len(prompts) == n:
        stories = [text_of(p) for p in prompts]
    scores = [_score(str(s or ""), text_of(c)) for s, c in zip(stories, completions, strict=True)]
    if log_extra is not None:
        log_extra("first_wrong", [place for _, place in scores])
    if log_metric is not None and (known := [r for r, _ in scores if r is not None]):
        log_metric("story/flagged", sum(r == 0.0 for r in known) / len(known))
    return [reward for reward, _ in scores]


def _score(story: str, solution: str) -> tuple[float | None, int | None]:
    if not story.strip():
        return None, None
    if not solution.strip() or len(solution) > LONGEST or len(story) > LONGEST:
        return 0.0, None
    try:
        verdict = verify(story, solution)
    except InputError:
        return 0.0, None
    if verdict.answer is None or not any(line.arithmetic == "proved" for line in verdict.lines):
        return 0.0, None
    place = None if verdict.first_wrong is None else verdict.first_wrong.line - 1
    return (0.0 if verdict.flagged else 1.0 - verdict.suspicion), place


__all__ = ["story_reward"]
