"""Engines side by side: the same rows answered serially, by two processes, and by two actors of a local Ray cluster.

Rows are school problems with the work of `hybrid batch`. `rows_per_second` counts from the reply at a tenth of the rows
to the last, so that starting is apart: `first_reply` are the seconds until there is one. `empty_rows_per_second` is the
same for a function that does nothing: what an engine itself costs. Every engine has to give the same answers.
"""

from __future__ import annotations

import time
from typing import Any

from benchmarks.common import finish, options, table
from benchmarks.generate import school_problems
from hybrid.collector import relax
from hybrid.engine import Engine, Reply, by_name

EMPTY = 20_000


def nothing(number: int) -> int:
    """A task without work."""
    return number


def main() -> None:
    parser = options(__doc__, 2000, 10.0)
    parser.add_argument("--workers", type=int, default=2, help="processes and actors (default 2)")
    parser.add_argument("--chunk", type=int, default=8, help="tasks handed out at a time (default 8)")
    args = parser.parse_args()
    rows = [{"id": i, "problem": e.statement} for i, e in enumerate(school_problems(args.n, args.seed))]
    engines: dict[str, Engine] = {}
    for name in ("serial", "process", "ray"):
        try:
            engines[name] = by_name(name, args.workers, chunk=args.chunk)
        except ModuleNotFoundError as error:
            print(f"without {name}: {error}")
    relax()  # as workers do, for the serial engine
    figures: dict[str, dict[str, float]] = {}
    answers: dict[str, list[Any]] = {}
    for name, engine in engines.items():
        tasks = [[row, args.seconds, True] for row in rows]
        replies, first, rate = measured(engine, "hybrid.batch:work", tasks, [args.seconds])
        answers[name] = [_untimed(r) for r in replies]
        *_, empty = measured(engine, "benchmarks.engines:nothing", [[i] for i in range(EMPTY)], [])
        figures[name] = {"rows_per_second": rate, "first_reply": first, "empty_rows_per_second": empty}
    if args.verbose:
        print(table(["engine", "rows/s", "first reply", "empty/s"], [[n, *f.values()] for n, f in figures.items()]))
    finish(
        "engines",
        {
            "n": args.n,
            "workers": args.workers,
            "chunk": args.chunk,
            "same_answers": all(a == answers["serial"] for a in answers.values()),
            "errors": sum(answer is None for answer in answers["serial"]),
            "speedup": {n: f["rows_per_second"] / figures["serial"]["rows_per_second"] for n, f in figures.items()},
            **figures,
        },
    )


def measured(
    engine: Engine, work: str, tasks: list[list[Any]], prepared: list[Any]
) -> tuple[list[Reply], float, float]:
    """The replies, the seconds to the first, and replies a second after a tenth of them."""
    start = time.perf_counter()
    first = warm = start
    replies: list[Reply] = []
    for reply in engine.map(work, tasks, prepared=prepared, wall=60.0):
        replies.append(reply)
        if len(replies) == 1:
            first = time.perf_counter()
        if len(replies) == len(tasks) // 10:
            warm = time.perf_counter()
    rate = (len(tasks) - len(tasks) // 10) / (time.perf_counter() - warm)
    return replies, first - start, rate


def _untimed(reply: Reply) -> dict[str, Any] | None:
    return None if reply.value is None else {k: v for k, v in reply.value.items() if k != "seconds"}


if __name__ == "__main__":
    main()
