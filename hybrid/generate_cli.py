"""`hybrid generate`: verified problems by the recipe, into a folder (see hybrid.generate)."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from hybrid.engine_cli import EngineName, EngineOption
from hybrid.engine_cli import engine as engine_of
from hybrid.progress import Bar

SHOWN = 10  # refused rows that are listed


def generate(
    recipe: Annotated[Path | None, typer.Argument(help="A recipe: a file, or `school` or `stories`.")] = None,
    n: Annotated[int, typer.Option("--n", min=1, help="How many rows.")] = 1000,
    out: Annotated[Path | None, typer.Option("--out", help="A folder; one of the same recipe is gone on with.")] = None,
    seed: Annotated[int | None, typer.Option("--seed", min=0, help="Instead of the seed of the recipe.")] = None,
    wrong: Annotated[
        int | None, typer.Option("--wrong", min=0, help="Wrong attempts a row has, instead of the recipe's.")
    ] = None,
    workers: Annotated[int, typer.Option("--workers", min=1, help="How many processes work.")] = 1,
    engine: EngineOption = EngineName.process,
    exclude: Annotated[
        list[Path] | None, typer.Option("--exclude", help="A file or folder of problems to leave out; repeatable.")
    ] = None,
    own: Annotated[bool, typer.Option(help="Leave out the problems in the project's datasets as well.")] = True,
    topics: Annotated[bool, typer.Option("--topics", help="Only list the topics and their levels.")] = False,
    show: Annotated[bool, typer.Option("--show", help="Print rows for reading instead of writing a folder.")] = False,
) -> None:
    """Generate problems with checked derivations; row by row the same whatever the engine and number of workers."""
    if topics:
        _list_topics()
        return
    if recipe is None:
        raise typer.BadParameter("a recipe is needed: a file, or `school` or `stories`", param_hint="RECIPE")
    from hybrid.generate.recipe import load_recipe

    read = load_recipe(recipe)
    read = read if seed is None else read.seeded(seed)
    read = read if wrong is None else replace(read, wrong=wrong)
    if show:
        from itertools import islice

        from hybrid.generate.making import draws
        from hybrid.generate.show import to_text

        for row in islice(draws(read), n):
            print(to_text(row))
        return
    if out is None:
        raise typer.BadParameter("a folder is needed", param_hint="--out")
    from hybrid.generate.excluding import own_sets
    from hybrid.generate.generating import CHUNK
    from hybrid.generate.generating import generate as run
    from hybrid.generate.writing import FolderError

    left_out = [*(exclude or ()), *(own_sets() if own else ())]
    told = 0
    with Bar(n, sys.stderr.isatty()) as advance:

        def say(rows: int, _: int) -> None:
            nonlocal told
            advance(rows - told)
            told = rows

        try:
            summary = run(read, n, out, engine_of(engine, workers, chunk=CHUNK), exclude=left_out, say=say)
        except FolderError as error:
            raise typer.BadParameter(str(error), param_hint="--out") from None
    print(f"{summary['rows']} rows in {out}, {summary['rejected']} draws without one")
    if summary["rows"] < n:
        print(f"the recipe has no more: every topic is used up before {n} rows", file=sys.stderr)
        raise typer.Exit(1)


def _list_topics() -> None:
    from hybrid.generate.recipe import STORIES, STORY_LEVELS
    from hybrid.generate.topics import TOPICS

    width = max(map(len, [*TOPICS, STORIES]))
    for name, topic in TOPICS.items():
        print(f"{name:<{width}}  levels {min(topic.levels)}-{max(topic.levels)}  {topic.words}")
    print(f"{STORIES:<{width}}  levels {STORY_LEVELS[0]}-{STORY_LEVELS[-1]}  word problems of so many operations")


def check_rows(path: Path) -> None:
    """`hybrid check` of rows: says how many were accepted, and why the first few others were not."""
    from hybrid.generate.replay import check_rows as replayed

    accepted, refused = 0, []
    for found in replayed(path):
        if found is None:
            accepted += 1
        else:
            refused.append(found)
    for each in refused[:SHOWN]:
        print(f"refused: {each}")
    print(f"{accepted} rows accepted, {len(refused)} refused")
    raise typer.Exit(1 if refused or not accepted else 0)
