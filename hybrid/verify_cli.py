"""`hybrid verify`: somebody's solution of a word problem, line by line (see hybrid.words.verifying).

The exit status is 0 when nothing wrong is found, 1 when something is refuted or the solution flagged, 2 for bad input.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hybrid.verify_row import said_by
from hybrid.word_reader_cli import ReaderFreeOption, ReaderModelOption, ReaderOption, described

if TYPE_CHECKING:
    from hybrid.words.reader import Readings
    from hybrid.words.verifying import Verdict

MARKS = {"proved": "yes", "refuted": "NO", "unknown": "-"}
WIDTH = 58


def verify(
    problem: Annotated[str, typer.Option("--problem", help="The story: a file, or the text itself.")],
    solution: Annotated[str, typer.Option("--solution", help="The solution: a file, or the text itself.")],
    sample: Annotated[list[str] | None, typer.Option("--sample", help="Another solution; may be repeated.")] = None,
    relation: Annotated[
        bool, typer.Option("--relation", help="Hold the lines against a reading of the story, by the embedded reader.")
    ] = False,
    reading: Annotated[
        Path | None, typer.Option("--reading", help="Hold the lines against this program of the story language.")
    ] = None,
    reader: ReaderOption = None,
    reader_model: ReaderModelOption = None,
    reader_unconstrained: ReaderFreeOption = False,
    as_json: Annotated[bool, typer.Option("--json", help="Write one line of JSON.")] = False,
) -> None:
    """Check a solution of a word problem line by line: arithmetic, words, where numbers come from, and what is left."""
    from hybrid.words.verifying import verify as verdict_of

    description = described(reader, reader_model, reader_unconstrained)
    if reading is not None and (relation or description is not None):
        raise typer.BadParameter("a reading is given, or a reader reads", param_hint="--reading, --reader")
    story = read(problem)
    readings = _readings(story, reading, description or ({"reader": "embedded"} if relation else None))
    verdict = verdict_of(story, read(solution), [read(s) for s in sample or ()], readings=readings)
    if as_json:
        print(json.dumps({**verdict.to_json(), **said_by(readings)}, ensure_ascii=False))
    else:
        print(table(verdict))
        if readings is not None:
            print(_told(readings))
    sys.stdout.flush()
    raise typer.Exit(1 if verdict.refuted or verdict.flagged else 0)


def _readings(story: str, reading: Path | None, description: dict[str, str] | None) -> Readings | None:
    if reading is not None:
        from hybrid.words.reader.sampled import given

        return given(story, reading.read_text(encoding="utf-8"))
    if description is None:
        return None
    from hybrid.word_row import reader_of

    return reader_of(description).read(story)


def _told(readings: Readings) -> str:
    if not readings.answers:
        return f"relation: the reader abstains: {readings.reason}"
    lines = str(readings.readings[0].program).splitlines()
    return "\n".join([f"relation: by this reading, confidence {readings.confidence:.2f}", *(f"    {x}" for x in lines)])


def read(text: str) -> str:
    """The content of the file of that name where there is one, else the text.

    Raises OSError and UnicodeDecodeError for a file that cannot be read.
    """
    if len(text) < 1000 and "\n" not in text and os.path.isfile(text):
        return Path(text).read_text(encoding="utf-8")
    return text


def table(verdict: Verdict) -> str:
    """The verdicts as a table, a row for each line with its notes below, and what was found in all."""
    from hybrid.words.suspicion import SLIPS
    from hybrid.words.verifying import CHECKS, shown

    rows = ["  ".join([f"{'line':<{WIDTH + 4}}", *CHECKS])]
    for n, line in enumerate(verdict.lines, 1):
        text = line.text if len(line.text) <= WIDTH else line.text[: WIDTH - 3] + "..."
        cells = [f"{MARKS[getattr(line, check)]:<{len(check)}}" for check in CHECKS]
        rows.append("  ".join([f"{n:>2}  {text:<{WIDTH}}", *cells]).rstrip())
        rows += [f"      {note}" for note in line.notes]
    rows.append("")
    wrong = verdict.first_wrong
    if wrong is not None:
        said = f", says {shown(wrong.said)}" if wrong.said is not None else ""
        right = f", right is {shown(wrong.right)}" if wrong.right is not None else ""
        rows.append(f"first wrong line: {wrong.line} ({wrong.check}{said}{right})")
    if verdict.agreeing[1]:
        rows.append(f"agreement: {verdict.agreeing[0]} of {verdict.agreeing[1]} other solutions have the same answer")
    answer = "none" if verdict.answer is None else shown(verdict.answer)
    flagged = "flagged" if verdict.flagged else "not flagged"
    looks = f": it looks like {SLIPS[verdict.looks_like]}" if verdict.looks_like and verdict.flagged else ""
    rows.append(f"answer: {answer}; suspicion {verdict.suspicion:.2f}, {flagged}{looks}")
    return "\n".join(rows)
