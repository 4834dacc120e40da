"""A word problem's answer as text and as JSON: the reading beside the text, the steps, the answer, the findings."""

from __future__ import annotations

from textwrap import indent, wrap
from typing import Any

from hybrid.words.program import Line
from hybrid.words.solving import Answer, WordStep

PAGE = 100
WIDEST = 40  # a longer line has its quote below it


def to_text(answer: Answer) -> str:
    """For a person, without a newline at the end."""
    out = ["Reading", ""]
    wrong = {f.row for f in answer.findings if f.severity == "error"}
    written = [_bare(line) for line in answer.program.lines]
    column = max((len(w) for w in written if len(w) <= WIDEST), default=0)
    for line, text in zip(answer.program.lines, written, strict=True):
        mark = "!" if line.row in wrong else " "
        head = f"{mark} {line.row:>2}  {text:<{column}}".rstrip()
        quote = f'"{line.quote}"' if line.quote else ""
        if len(text) <= column:
            out.append(f"{head:<{column + 6}}  {quote}".rstrip())
        else:
            out += [head] + ([f"{'':{column + 6}}  {quote}"] if quote else [])
    if answer.steps:
        out += ["", "Steps", ""]
        for step in answer.steps:
            out += _step(step)
    out += ["", _headline(answer)]
    for f in answer.findings:
        out += wrap(f"- {f}", PAGE, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False)
    return "\n".join(out)


def _bare(line: Line) -> str:
    text = str(line)
    return text[: -len(line.quote) - 3] if text.endswith(f' "{line.quote}"') else text


def _step(step: WordStep) -> list[str]:
    where = f"line{'s' if len(step.rows) > 1 else ''} {', '.join(map(str, step.rows))}"
    lines = [f"  {step.text:<{WIDEST}}    ({where})"]
    result = step.result
    if result is not None and result.problem.goal != "evaluate":
        # names stand bare in programs, and the derivation is beside one
        told = str(result).replace('"', "")
        lines += [indent(told.partition("\n\nAnswer")[0], " " * 6)]
    return lines


def _headline(answer: Answer) -> str:
    errors = sum(f.severity == "error" for f in answer.findings)
    if answer.answered:
        return f"Answer: {answer.text}"
    count = f"{errors} error{'' if errors == 1 else 's'}"
    if answer.value is not None:
        return f"No answer: the reading has {count}; it would give {answer.text}"
    return f"No answer: the reading has {count}"


def to_json(answer: Answer) -> dict[str, Any]:
    """{"status": "proved" when it is answered, else "open", "answer": exact text of the value or null, "unit": text,
    "values": {name: {"value", "unit"}}, "lines": [{"line", "kind", "text", "quote"}],
    "steps": [{"lines", "text", "derivation": a proof file or null}], "findings": [{"line", "kind", ...}]}."""
    from hybrid.explain.data import result_to_json

    units = {name: "" if unit is None else str(unit) for name, unit in answer.units.items()}
    return {
        "status": "proved" if answer.answered else "open",
        "answer": None if answer.value is None else str(answer.value),
        "unit": "" if answer.unit is None or not answer.unit.powers else str(answer.unit),
        "text": answer.text,
        "values": {name: {"value": str(v), "unit": units.get(name, "")} for name, v in answer.values.items()},
        "lines": [
            {"line": line.row, "kind": line.kind, "text": _bare(line), "quote": line.quote}
            for line in answer.program.lines
        ],
        "steps": [
            {
                "lines": list(step.rows),
                "text": step.text,
                "derivation": None if step.result is None else result_to_json(step.result),
            }
            for step in answer.steps
        ],
        "findings": [f.to_json() for f in answer.findings],
    }
