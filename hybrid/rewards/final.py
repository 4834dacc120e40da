"""Rewards for the final answer of a completion.

    answer_reward   1 when the final answer is the gold one by mathematics and worked out, else 0
    format_reward   1 when the completion marks exactly one final answer and the grammars can read it, else 0

The answer is found by `hybrid.answers.extract`, compared by `hybrid.answers.compare`, and refused by
`hybrid.answers.finished` when it leaves to do what the question asked for, as the question itself does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from hybrid.answers import asks_percent, read_given, read_gold
from hybrid.answers.compare import match
from hybrid.answers.extract import Found, final_answer, marks
from hybrid.answers.finished import finished
from hybrid.answers.wording import LONGEST as LONGEST_ANSWER
from hybrid.rewards.texts import LogExtra, LogMetric, column, text_of

GOLD = ("answer", "solution")
Outcome = Literal["right", "wrong", "unknown", "unfinished", "missing"]


@dataclass(frozen=True)
class Score:
    """The reward, the final answer that was found ("" for none), and why.

    outcome  "right"; "wrong" (refuted); "unknown" (not decided, or not read); "unfinished" (equal, but not worked out);
             "missing" (no final answer)
    """

    reward: float
    answer: str
    outcome: Outcome
    by: str = ""


def score_answer(completion: str, gold: str, question: str = "") -> Score:
    """The score of one completion against a gold answer. A gold answer may be a whole solution that ends in one."""
    return _score(final_answer(completion), gold, question, {})


def _score(found: Found | None, gold: str, question: str, known: dict[tuple[str, str, str], Score]) -> Score:
    if found is None:
        return Score(0.0, "", "missing")
    key = (found.text, gold, question)
    if key not in known:
        known[key] = _compared(*key)
    return known[key]


def _compared(text: str, gold: str, question: str) -> Score:
    percent = asks_percent(question)
    answer = _gold(gold)
    right = read_gold(answer, percent)
    result = match(right, right if text == answer else read_given(text, percent))
    verdict = result.verdict
    if not verdict.proved:
        return Score(0.0, text, "wrong" if verdict.refuted else "unknown", verdict.by)
    if result.gold is not None and result.given is not None:
        if not finished(result.gold, result.given, text, question):
            return Score(0.0, text, "unfinished", verdict.by)
    return Score(1.0, text, "right", verdict.by)


def _gold(gold: str) -> str:
    """The answer itself: a column `solution` often holds a text in which the answer is marked or said."""
    if len(gold) > LONGEST_ANSWER or "\n" in gold or "\\boxed" in gold or "####" in gold or "</answer>" in gold:
        found = final_answer(gold)
        return found.text if found is not None and found.how in ("marked", "said") else gold
    return gold


def answer_reward(
    prompts: Sequence[Any],
    completions: Sequence[Any],
    completion_ids: Sequence[Any] | None = None,
    trainer_state: Any = None,
    log_extra: LogExtra | None = None,
    log_metric: LogMetric | None = None,
    **columns: Any,
) -> list[float | None]:
    """1.0 for a final answer that is proved equal to the gold one and worked out, else 0.0; None without a gold answer.

    columns  `answer`, or `solution` where there is no `answer`; numbers are taken as their text. The prompt is the
             question, which tells whether a percentage is asked for and whether the answer only repeats it.

    Raises ValueError when the column is not as long as the completions.
    """
    golds = column(columns, GOLD, len(completions))
    questions = [text_of(p) for p in prompts] if len(prompts) == len(completions) else [""] * len(completions)
    scores: list[Score | None] = []
    known: dict[tuple[str, str, str], Score] = {}  # the answers of a group are often the same
    for completion, gold, question in zip(completions, golds, questions, strict=True):
        text = "" if gold is None else str(gold).strip()
        scores.append(_score(final_answer(text_of(completion)), text, question, known) if text else None)
    if log_extra is not None:
        log_extra("final_answer", ["" if s is None else s.answer for s in scores])
        log_extra("outcome", ["" if s is None else s.outcome for s in scores])
    if log_metric is not None and (judged := [s for s in scores if s is not None]):
        for outcome in ("right", "unknown", "unfinished", "missing"):
            log_metric(f"answer/{outcome}", sum(s.outcome == outcome for s in judged) / len(judged))
    return [None if s is None else s.reward for s in scores]


def format_reward(
    prompts: Sequence[Any],
    completions: Sequence[Any],
    completion_ids: Sequence[Any] | None = None,
    trainer_state: Any = None,
    log_extra: LogExtra | None = None,
    log_metric: LogMetric | None = None,
    **columns: Any,
) -> list[float | None]:
    """1.0 for a completion with exactly one marked final answer (a box, `####`, <answer>) that is mathematics, or
    words, as the grammars read it; else 0.0."""
    return [_well_formed(text_of(c)) for c in completions]


def _well_formed(completion: str) -> float:
    found = final_answer(completion)
    if found is None or found.how != "marked" or marks(completion) != 1:
        return 0.0
    return 1.0 if read_given(found.text).readings else 0.0


__all__ = ["GOLD", "Outcome", "Score", "answer_reward", "format_reward", "score_answer"]
