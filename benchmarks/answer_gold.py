"""Rewards on what real models wrote: final answers found and compared against a label that others gave.

The set is outside data, gsm8k_model_solutions_dev.jsonl: solutions of word problems by four models, each with the
label of its authors whether the final answer is right. The gold answer is taken from the problem's own solution.
Reported: how often `answer_reward` and the label agree, on which solutions they do not, and completions a second of
one core, in processor time, with one call for each problem as a trainer makes it.
"""

from __future__ import annotations

import json
import time
from typing import Any

from benchmarks.common import data_folder, finish, options, skip
from hybrid.rewards import answer_reward, story_reward
from hybrid.rewards.final import score_answer


def main() -> None:
    parser = options(__doc__, 660)
    args = parser.parse_args()
    path = data_folder() / "gsm8k_model_solutions_dev.jsonl"
    if not path.is_file():
        skip("answer_gold", f"{path} is not there")
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()][: args.n]
    problems = [_problem(row) for row in rows]
    agree = wrongly_paid = wrongly_refused = total = 0
    started = time.process_time()
    paid = [answer_reward([q] * len(s), s, answer=[gold] * len(s)) for q, gold, s, _ in problems]
    seconds = time.process_time() - started
    for (question, gold, solutions, labels), rewards in zip(problems, paid, strict=True):
        for solution, label, reward in zip(solutions, labels, rewards, strict=True):
            total += 1
            agree += (reward == 1.0) is label
            wrongly_paid += reward == 1.0 and not label
            wrongly_refused += reward != 1.0 and label
            if args.verbose and (reward == 1.0) is not label:
                print(label, repr(gold[-30:]), repr(solution[-90:]), score_answer(solution, gold, question))
    started = time.process_time()
    for question, _, solutions, _ in problems[:100]:
        story_reward([question] * len(solutions), solutions)
    stories = sum(len(s) for _, _, s, _ in problems[:100]) / (time.process_time() - started)
    finish(
        "answer_gold",
        {
            "completions": total,
            "agree": agree,
            "paid_against_label": wrongly_paid,
            "refused_against_label": wrongly_refused,
            "per_second": total / seconds,
            "story_per_second": stories,
        },
    )


def _problem(row: dict[str, Any]) -> tuple[str, str, list[str], list[bool]]:
    """Question, gold solution, the models' solutions and their labels."""
    given = [value for value in row.values() if isinstance(value, dict)]
    labels = [bool(value["is_correct"]) for value in given]
    return row["question"], row["ground_truth"], [value["solution"] for value in given], labels


if __name__ == "__main__":
    main()
