"""A row told to a person."""

from __future__ import annotations

from hybrid.generate.row import Row


def to_text(row: Row) -> str:
    """The question, the steps, the answer, and the wrong attempts."""
    told = [f"{row['id']} (grade {row['difficulty']['grade']})", row["english"][0]]
    steps = row.get("solution") or [f"{s['relation']:>4}  {s['after']}    {s['words']}" for s in row["steps"]]
    told += [f"  {step}" for step in steps]
    unit = row.get("unit", "")
    told.append(f"Answer: {row['answer']}{' ' + unit if unit else ''}")
    if row["conditions"]:
        told.append(f"as long as {', '.join(row['conditions'])}")
    for wrong in row.get("wrong", ()):
        told.append(f"Wrong ({wrong['kind']}): {wrong['why']}")
        told += [f"  {'x' if i == wrong['first'] else ' '} {line}" for i, line in enumerate(wrong["lines"])]
    return "\n".join(told) + "\n"
