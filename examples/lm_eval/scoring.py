"""What the task file hybrid.yaml calls: the rows, the question, and the score of a completion.

right   1 when the final answer is proved equal to the row's and is worked out (hybrid.rewards.answer_reward)
marked  1 when the completion marks one final answer that can be read (hybrid.rewards.format_reward)
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from hybrid.rewards import answer_reward, format_reward

SCHOOL = Path(__file__).resolve().parents[2] / "datasets" / "school40.jsonl"


def rows(**options: Any) -> dict[str, Any]:
    """The test split. options: `rows`, the path of a JSONL file with "problem" and "answer" in each line."""
    from datasets import Dataset

    path = Path(options.get("rows") or SCHOOL)
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return {"test": Dataset.from_list([{"problem": r["problem"], "answer": r["answer"]} for r in lines])}


def question(doc: dict[str, Any]) -> str:
    return f"Problem: {doc['problem']}\nWork step by step and end with a line `#### ANSWER`.\nSolution:"


def process_results(doc: dict[str, Any], results: list[str]) -> dict[str, float]:
    """The metrics of one document from what the model wrote."""
    right = answer_reward([doc["problem"]], results[:1], answer=[doc["answer"]])[0]
    marked = format_reward([doc["problem"]], results[:1])[0]
    return {"right": right or 0.0, "marked": marked or 0.0}
