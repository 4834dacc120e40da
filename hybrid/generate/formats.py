"""From generated rows to the records that trainers read.

    rows                    the row itself, every column there
    messages                {"messages": [{"role", "content"}]}                       supervised, as a chat
    prompt-completion       {"prompt", "completion"}                                  supervised, plain text
    preference              {"prompt", "chosen", "rejected"}                          DPO and its kin
    unpaired                {"prompt", "completion", "label"}                         KTO
    stepwise                {"prompt", "completions", "labels"}                       process reward models
    prm800k                 {"question", "label"}, as in PRM800K

`prompt-completion-chat` and `preference-chat` are the same with lists of messages for texts. The names of the columns
are those of the trainers of TRL; beside them every record but the last kind has `id`, `topic`, `level` and `answer`.
A prompt that is a plain text ends its line: trainers put the completion right behind it.

A solution that is taught tells the reason of each line. Where right and wrong attempts stand side by side neither
does: a model would learn to prefer the reasons instead of the right lines.

Stepwise records stop at the first wrong line, as PRM800K does (Lightman et al., "Let's verify step by step",
arXiv 2305.20050): what follows a wrong line is neither right nor wrong, so nothing is said about it. The line that
repeats the problem is no step.

Every function is pure. Which of the phrasings of a problem is asked follows from the row's id alone.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from hybrid.generate.row import Row, Wrong

Record = dict[str, Any]

# What a pupil's line says to a calculator, `3*4 = <<3*4=12>>12`, is for programs; a text for a model goes without it.
_CALCULATION = re.compile(r"<<[^<>]*>>")
_ABOUT = {"id": "string", "topic": "string", "level": "int64", "answer": "string"}
_MESSAGES = [{"role": "string", "content": "string"}]
_LINE = {"before": "string", "after": "string", "relation": "string", "rule": "string", "words": "string"}
_DIFFICULTY = {"steps": "int64", "rules": "int64", "expanded": "int64", "grade": "int64"}
_WRONG = {
    "kind": "string",
    "first": "int64",
    "lines": ["string"],
    "answer": "string",
    "right": "string",
    "point": [{"letter": "string", "value": "string"}],
    "why": "string",
}
_ROW = {
    "id": "string",
    "seed": "int64",
    "topic": "string",
    "level": "int64",
    "draw": "int64",
    "problem": "string",
    "latex": "string",
    "english": ["string"],
    "answer": "string",
    "answer_latex": "string",
    "conditions": ["string"],
    "steps": [_LINE],
    "derivation": "string",
    "difficulty": _DIFFICULTY,
    "key": "string",
    "unit": "string",
    "reading": "string",
    "solution": ["string"],
    "wrong": [_WRONG],
}
_COMPLETION = {"text": "string", "rating": "int64"}
_PRM800K = {
    "question": {"problem": "string", "ground_truth_answer": "string"},
    "label": {
        "steps": [{"completions": [_COMPLETION], "chosen_completion": "int64"}],
        "finish_reason": "string",
    },
}


@dataclass(frozen=True)
class Format:
    """records: what a row becomes, in order, nothing where the row has not what the format needs; shape: the columns
    of a record (hybrid.generate.shape); words: a line about it for a reader."""

    name: str
    words: str
    shape: Mapping[str, Any]
    records: Callable[[Row], list[Record]]


# -- what is asked and what is answered -----------------------------------------------------------


def prompt(row: Row) -> str:
    """The problem in the phrasing that the row's id chooses; as the statement, where the row has no phrasing."""
    phrasings = row["english"] or [row["problem"]]
    digest = hashlib.blake2b(row["id"].encode(), digest_size=8).digest()
    return phrasings[int.from_bytes(digest, "big") % len(phrasings)]


def completion(row: Row) -> str:
    """The solution as it is taught: each line with its reason, what must hold, and the answer in a line of its own."""
    told = _plain(row.get("solution", [])) or [f"{line['after']}    ({line['words']})" for line in row["steps"]]
    holds = [f"as long as {', '.join(row['conditions'])}"] if row["conditions"] else []
    return "\n".join([*told, *holds, _answer(row["answer"])])


def right_lines(row: Row) -> list[str]:
    """The solution without reasons, the line that repeats the problem left out."""
    return _plain(row.get("solution", [])) or [line["after"] for line in row["steps"]]


def wrong_lines(row: Row, wrong: Wrong) -> tuple[list[str], int]:
    """The attempt in the same way, and the place of its first wrong line."""
    repeats = not row.get("solution") and bool(row["steps"]) and wrong["lines"][0] == row["steps"][0]["before"]
    skip = 1 if repeats and wrong["first"] > 0 else 0
    return _plain(wrong["lines"][skip:]), wrong["first"] - skip


def _plain(lines: list[str]) -> list[str]:
    return [_CALCULATION.sub("", line) for line in lines]


def _line(text: str) -> str:
    return f"{text}\n"


def _answer(text: str) -> str:
    return f"Answer: {text}"


def _written(lines: list[str], answer: str) -> str:
    return "\n".join([*lines, _answer(answer)])


def _about(row: Row) -> Record:
    return {"id": row["id"], "topic": row["topic"], "level": row["level"], "answer": row["answer"]}


# -- the formats ----------------------------------------------------------------------------------


def rows(row: Row) -> list[Record]:
    """The row with all its columns, those it lacks empty, and points as lists: a table has the same in every row."""
    wrong = [
        {**w, "point": [{"letter": letter, "value": value} for letter, value in w["point"].items()]}
        for w in row.get("wrong", [])
    ]
    whole = {**_EMPTY, **row, "wrong": wrong}
    return [{name: whole[name] for name in _ROW}]


_EMPTY: Mapping[str, Any] = {"unit": "", "reading": "", "solution": []}


def messages(row: Row) -> list[Record]:
    """A conversation of a question and its answer."""
    return [{**_about(row), "messages": [*_asked(prompt(row)), *_said(completion(row))]}]


def prompt_completion(row: Row) -> list[Record]:
    """A question and its answer, as texts."""
    return [{**_about(row), "prompt": _line(prompt(row)), "completion": completion(row)}]


def preference(row: Row) -> list[Record]:
    """One pair for each wrong attempt of the row."""
    chosen = _written(right_lines(row), row["answer"])
    return [
        {
            **_about(row),
            "prompt": _line(prompt(row)),
            "chosen": chosen,
            "rejected": _written(wrong_lines(row, wrong)[0], wrong["answer"]),
            "mistake": wrong["kind"],
        }
        for wrong in row.get("wrong", [])
    ]


def unpaired(row: Row) -> list[Record]:
    """The right solution, then each wrong attempt, marked."""
    attempts = [(_written(right_lines(row), row["answer"]), True)]
    attempts += [(_written(wrong_lines(row, w)[0], w["answer"]), False) for w in row.get("wrong", [])]
    asked = _line(prompt(row))
    return [{**_about(row), "prompt": asked, "completion": text, "label": label} for text, label in attempts]


def stepwise(row: Row) -> list[Record]:
    """The right solution with every line true; of each wrong attempt the lines up to the first wrong one, false."""
    solutions = [(right_lines(row), True)]
    for wrong in row.get("wrong", []):
        lines, first = wrong_lines(row, wrong)
        solutions.append((lines[: first + 1], False))
    return [
        {
            **_about(row),
            "prompt": _line(prompt(row)),
            "completions": lines,
            "labels": [True] * (len(lines) - 1) + [last],
        }
        for lines, last in solutions
        if lines
    ]


def prm800k(row: Row) -> list[Record]:
    """Lines rated as in PRM800K: 1 right, -1 wrong; where a wrong line stands, the right one stands beside it.

    The right solution ends in `# Answer` and the answer (finish_reason "solution"); a wrong attempt ends at its first
    wrong line ("found_error"), of which no completion is chosen: chosen_completion is null.
    """
    question = {"problem": prompt(row), "ground_truth_answer": row["answer"]}
    lines = right_lines(row)
    end = f"# Answer\n\n{row['answer']}"
    lines = [*lines[:-1], f"{lines[-1]}\n\n{end}"] if lines else [end]
    found = [{"question": question, "label": {"steps": [_good(t) for t in lines], "finish_reason": "solution"}}]
    for wrong in row.get("wrong", []):
        attempt, first = wrong_lines(row, wrong)
        bad = [{"text": attempt[first], "rating": -1}, {"text": _plain([wrong["right"]])[0], "rating": 1}]
        steps = [*map(_good, attempt[:first]), {"completions": bad, "chosen_completion": None}]
        found.append({"question": question, "label": {"steps": steps, "finish_reason": "found_error"}})
    return found


def _good(text: str) -> Record:
    return {"completions": [{"text": text, "rating": 1}], "chosen_completion": 0}


# -- texts as messages ----------------------------------------------------------------------------


def _asked(text: str) -> list[dict[str, str]]:
    return [{"role": "user", "content": text.rstrip("\n")}]


def _said(text: str) -> list[dict[str, str]]:
    return [{"role": "assistant", "content": text}]


def _chat(plain: Callable[[Row], list[Record]]) -> Callable[[Row], list[Record]]:
    """The same records with a list of one message for each text of the prompt and of the answers."""

    def records(row: Row) -> list[Record]:
        speaks = {"prompt": _asked, "completion": _said, "chosen": _said, "rejected": _said}
        return [{k: speaks[k](v) if k in speaks else v for k, v in record.items()} for record in plain(row)]

    return records


_PAIR = {**_ABOUT, "prompt": "string", "completion": "string"}
_PREFERENCE = {**_ABOUT, "prompt": "string", "chosen": "string", "rejected": "string", "mistake": "string"}
_STEPWISE = {**_ABOUT, "prompt": "string", "completions": ["string"], "labels": ["bool"]}

FORMATS: Mapping[str, Format] = {
    f.name: f
    for f in (
        Format("rows", "the generated rows, every column", _ROW, rows),
        Format("messages", "a chat of a question and its worked answer", {**_ABOUT, "messages": _MESSAGES}, messages),
        Format("prompt-completion", "a question and its worked answer", _PAIR, prompt_completion),
        Format(
            "prompt-completion-chat",
            "a question and its worked answer, as messages",
            {**_PAIR, "prompt": _MESSAGES, "completion": _MESSAGES},
            _chat(prompt_completion),
        ),
        Format("preference", "a right solution and an attempt with one mistake", _PREFERENCE, preference),
        Format(
            "preference-chat",
            "a right solution and an attempt with one mistake, as messages",
            {**_PREFERENCE, "prompt": _MESSAGES, "chosen": _MESSAGES, "rejected": _MESSAGES},
            _chat(preference),
        ),
        Format("unpaired", "right and wrong solutions, marked", {**_PAIR, "label": "bool"}, unpaired),
        Format("stepwise", "solutions with a mark for each line, up to the first wrong one", _STEPWISE, stepwise),
        Format("prm800k", "solutions with a rating for each line, as in PRM800K", _PRM800K, prm800k),
    )
}
ROW_SHAPE: Mapping[str, Any] = _ROW
