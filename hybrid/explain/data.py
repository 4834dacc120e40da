"""A result as JSON.

A proved result is its proof file with what came out beside it ("status", "answer", ...): what `hybrid
solve --format json` writes, `hybrid check` reads. Without a proof there is the problem and why, and the
way to the best state found under "partial".
"""

from __future__ import annotations

import json
from typing import Any

from hybrid.problem import Result, derivation_to_json, problem_to_json


def result_to_json(result: Result) -> dict[str, Any]:
    """Plain data: strings, numbers, lists, objects. Formulas beside the proof are text of the grammar."""
    data: dict[str, Any] = {
        "status": result.status,
        "answer": result.text,
        "conditions": [str(c) for c in result.conditions],
        "point": None if result.point is None else {k: str(v) for k, v in result.point.items()},
        "reason": result.reason,
        "stop": {
            "reason": result.stop.reason,
            "expanded": result.stop.expanded,
            "generated": result.stop.generated,
            "seconds": round(result.stop.seconds, 6),
        },
    }
    if result.ledger is not None:
        data["ledger"] = dict(result.ledger)
    if result.status == "proved" and result.derivation is not None:
        return {**derivation_to_json(result.derivation), **data}
    data["problem"] = problem_to_json(result.problem)
    if result.derivation is not None:
        data["partial"] = derivation_to_json(result.derivation)
    return data


def explain(result: Result, detail: str = "steps") -> str:
    """`result_to_json` as text, one step a line so that files can be compared line by line."""
    data = result_to_json(result)
    steps = data.pop("steps", None)
    text = json.dumps(data, ensure_ascii=False, indent=1)
    if steps is None:
        return text
    rows = ",\n".join("  " + json.dumps(s, ensure_ascii=False) for s in steps)
    listed = f"[\n{rows}\n ]" if rows else "[]"
    return f'{text[:-2]},\n "steps": {listed}\n}}'
