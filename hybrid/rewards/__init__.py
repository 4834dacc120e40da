"""Rewards that can be verified, with the signature that trainers call.

    f(prompts, completions, completion_ids=None, trainer_state=None, log_extra=None, log_metric=None, **columns)
        -> list[float | None]

    answer_reward   the final answer is the gold one (column `answer` or `solution`)
    format_reward   there is one marked final answer that can be read
    step_reward     the share of lines that follow from the line before (column `problem`)
    process_reward  the share of lines before the first that does not
    story_reward    how little is wrong with the solution of a word problem (column `story`)

Completions are texts, or lists of messages. None means that the reward does not apply to the row.

Every reward is a function of its arguments: no signals, no clocks, no state but caches of gold answers, so it runs in
threads, event loops and worker processes. The work for one completion is bounded by the sizes of what is read.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hybrid.rewards.final import answer_reward, format_reward, score_answer
    from hybrid.rewards.steps import process_labels, process_reward, step_reward, steps_of
    from hybrid.rewards.story import story_reward

_HOME = {
    "answer_reward": "final",
    "format_reward": "final",
    "process_labels": "steps",
    "process_reward": "steps",
    "score_answer": "final",
    "step_reward": "steps",
    "steps_of": "steps",
    "story_reward": "story",
}


def __getattr__(name: str) -> Any:
    """The rewards, loaded when first asked for."""
    if name in _HOME:
        return getattr(import_module(f"hybrid.rewards.{_HOME[name]}"), name)
    raise AttributeError(f"module 'hybrid.rewards' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(set(globals()) | set(_HOME))


__all__ = [
    "answer_reward",
    "format_reward",
    "process_labels",
    "process_reward",
    "score_answer",
    "step_reward",
    "steps_of",
    "story_reward",
]
