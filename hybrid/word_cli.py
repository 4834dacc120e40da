"""`hybrid word`: the answer to a word problem from a reading of it, with the reading beside the text."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from hybrid.word_reader_cli import ReaderFreeOption, ReaderModelOption, ReaderOption, described


def word(
    words: Annotated[list[str], typer.Argument(metavar="STORY", help="The story; - reads it from standard input.")],
    reading: Annotated[
        Path | None, typer.Option("--reading", help="A program of the story language; else a reader reads.")
    ] = None,
    reader: ReaderOption = None,
    reader_model: ReaderModelOption = None,
    reader_unconstrained: ReaderFreeOption = False,
    json: Annotated[bool, typer.Option("--json", help="Write JSON.")] = False,
    seconds: Annotated[float, typer.Option("--seconds", min=0.001, help="Time limit for each step of algebra.")] = 5.0,
) -> None:
    """Answer a word problem: the reading, the steps, the answer with its unit, and what the checks found.

    The exit status is 1 when the reading has errors or does not determine the answer, or the reader abstains.
    """
    import json as format

    from hybrid.words.program import read_program
    from hybrid.words.solving import answer
    from hybrid.words.story import checked_story

    description = described(reader, reader_model, reader_unconstrained)
    if reading is not None and description is not None:
        raise typer.BadParameter("a reading is given, or a reader reads", param_hint="--reading, --reader")
    story = checked_story(sys.stdin.read() if words == ["-"] else " ".join(words))
    if reading is None:
        from hybrid.word_row import read

        guess = read(story, seconds, description)
        print(format.dumps(guess.to_json(), ensure_ascii=False) if json else guess)
        raise typer.Exit(0 if guess.stands else 1)
    found = answer(story, read_program(reading.read_text(encoding="utf-8")), seconds=seconds)
    print(format.dumps(found.to_json(), ensure_ascii=False) if json else found)
    raise typer.Exit(0 if found.answered else 1)
