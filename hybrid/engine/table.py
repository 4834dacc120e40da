"""The rows of `hybrid batch` as a table: columns in, the same columns and the answers out.

For libraries that hand a callable some rows of a table at a time, as lists or arrays by column:

    from ray.data import ActorPoolStrategy                       # a Ray cluster, one worker process an actor
    scored = dataset.map_batches(Answers, fn_constructor_kwargs={"seconds": 5}, batch_size=16,
                                 compute=ActorPoolStrategy(size=2))
    with Answers(seconds=5) as answers:                          # the library `datasets`
        scored = dataset.map(answers, batched=True, batch_size=16)

A row is made of the columns that hybrid.batch knows, where they have a value: `problem` to solve, `before` and `after`
to judge, `story` to answer, `story` and `solution` to verify. Two columns are added, both of texts, since the fields of
an answer differ from row to row: `status`, or the verdict on a step, and `result`, the whole answer as JSON.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Self

from hybrid.workers import Pool, Reply

FIELDS = ("id", "problem", "before", "after", "given", "domains", "story", "solution", "samples")


class Answers:
    """A callable that answers the rows of a table in one worker process, which is killed where a row hangs.

    seconds      time limit of one row; derivations: put the proofs into the answers
    proposer     who is asked for lines, described as in hybrid.propose.sources
    memory_mb    address space of the worker
    work         "module:function" with the signature of hybrid.batch.work

    The process starts with the first rows and ends with `close`. A call raises RuntimeError when it cannot start.
    """

    def __init__(
        self,
        *,
        seconds: float = 10.0,
        derivations: bool = False,
        proposer: Mapping[str, str] | None = None,
        memory_mb: int = 4096,
        work: str = "hybrid.batch:work",
    ) -> None:
        asked = [] if proposer is None else [dict(proposer)]
        self._options = [seconds, derivations, *asked]
        self._pool = Pool(work, wall=2 * seconds + 5, memory_mb=memory_mb, prepared=[seconds, *asked])

    def __call__(self, columns: Mapping[str, Any]) -> dict[str, Any]:
        """The columns, with `status` and `result` added. A row without "id" has the answer's "id" null."""
        from hybrid.batch import failed

        rows = list(_rows(columns))
        self._pool.submit([(number, [row, *self._options]) for number, row in enumerate(rows)])
        replies: dict[int, Reply] = {}
        while len(replies) < len(rows):
            replies.update(self._pool.replies())
        answers = [
            replies[n].value if replies[n].error is None else failed(row, str(replies[n].error))
            for n, row in enumerate(rows)
        ]
        return {
            **columns,
            "status": [a["status"] if "status" in a else a["verdict"] for a in answers],
            "result": [json.dumps(a, ensure_ascii=False) for a in answers],
        }

    def close(self) -> None:
        """End the process."""
        self._pool.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _rows(columns: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    known: dict[str, Sequence[Any]] = {name: columns[name] for name in FIELDS if name in columns}
    for number in range(len(next(iter(columns.values()), ()))):
        cells = {name: _plain(column[number]) for name, column in known.items()}
        yield {"id": None, **{name: value for name, value in cells.items() if value is not None}}


def _plain(cell: Any) -> Any:
    """A cell as data of JSON; arrays become lists, and what stands for nothing in a column of numbers None."""
    if hasattr(cell, "tolist"):
        cell = cell.tolist()
    if isinstance(cell, Mapping):
        return {str(k): v for k, v in ((k, _plain(v)) for k, v in cell.items()) if v is not None}
    if isinstance(cell, (list, tuple)):
        return [_plain(v) for v in cell]
    return None if isinstance(cell, float) and cell != cell else cell
