"""`hybrid train`: rounds of curriculum, search, training and frozen evaluation (see hybrid.learn.rounds)."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer


def train(
    out: Annotated[Path, typer.Argument(help="The folder of the loop; one that exists is gone on with.")],
    rounds: Annotated[int, typer.Option("--rounds", min=1, help="Rounds in all.")] = 3,
    count: Annotated[int, typer.Option("--count", min=1, help="Problems of each level, a round.")] = 100,
    updates: Annotated[int, typer.Option("--updates", min=1, help="Updates of the network, a round.")] = 1000,
    frozen: Annotated[int, typer.Option("--frozen", min=1, help="Frozen problems of each level to measure on.")] = 20,
    workers: Annotated[int, typer.Option("--workers", min=1, help="Processes that search.")] = 2,
    page: Annotated[bool, typer.Option("--page", help="Only write rounds.html anew from the rounds there.")] = False,
) -> None:
    """Train the network on derivations by laws that it finds itself; a row of JSON measures a round."""
    if page:
        from hybrid.learn.page import write_page

        print(write_page(out))
        return
    from hybrid.learn import rounds as loop
    from hybrid.learn.curriculum import problems
    from hybrid.learn.frozen import frozen as kept
    from hybrid.learn.frozen import frozen_keys
    from hybrid.learn.levels import LEVELS

    keys = frozen_keys()
    sets = {level: [row.statement for row in kept(level)][:frozen] for level in LEVELS}
    rows = loop.train(
        out,
        rounds,
        lambda level, seed, n: problems(level, seed, n, keys),
        sets,
        count=count,
        updates=updates,
        workers=workers,
        say=lambda text: print(text, file=sys.stderr),
    )
    for row in rows:
        print(json.dumps(row), flush=True)
        if row["plateau"]:
            print(f"round {row['round']}: no gain over {row['stale']} rounds; going on harder", file=sys.stderr)
