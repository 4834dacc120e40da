"""Many problems: rows in, answers out, and no row can do harm to the rest.

    in   {"id", "problem"}  or a step to judge, {"id", "before", "after", "given"?, "domains"?}
         or a solution to verify, {"id", "story", "solution", "samples"?} (hybrid.verify_row)
         or a word problem to answer, {"id", "story"} (hybrid.word_row)
    out  {"id", "status": "proved" | "refuted" | "open" | "error", "answer", "conditions", "point", "steps",
          "expanded", "seconds", "stop", "error", "derivation"?, "ledger"?}
         {"id", "verdict": "proved" | "refuted" | "unknown", "point", "by", "reason", "seconds", "error"}

"ledger" counts what became of a model's lines (hybrid.ledger), in the rows of problems for which one was asked.

The rows go through an engine (hybrid.engine), worker processes of this machine unless another is asked for; answers
come in the order of the rows. A worker has one row at a time and a wall clock of 2*seconds + 5 for it. A row that
workers do not survive becomes an `error` row and a new worker takes the next. Rows that say something about a line of
the file rather than about a problem (not JSON, a second row with the same id) carry "line".

Rows are appended to the file whole, one write each. A file that ends in half a row, from a run that was
killed, is repaired before anything is added; ids that are in it already are not done again.
"""

from __future__ import annotations

import json
import os
import tempfile
import time
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from hybrid import verify_row, word_row
from hybrid.engine import Engine
from hybrid.engine.process import ProcessEngine
from hybrid.ledger import KINDS
from hybrid.problem import FormatError
from hybrid.progress import Bar

Row = dict[str, Any]
_WORK = "hybrid.batch:work"


# -- one row ---------------------------------------------------------------------------------------


def work(
    row: Mapping[str, Any],
    seconds: float,
    derivations: bool,
    proposer: Mapping[str, str] | None = None,
    reader: Mapping[str, str] | None = None,
    relation: bool = False,
) -> Row:
    """The answer to one row, computed here and now. Bad input becomes an error row; other errors are raised.

    proposer describes the source of lines that is asked about problems (hybrid.propose.sources), reader who reads
    stories (hybrid.words.reader.described), relation whether the lines of solutions are held against a reading.
    """
    from hybrid.syntax.errors import InputError

    started = time.perf_counter()
    try:
        if verify_row.asks(row):
            answer = verify_row.answer(row, seconds, reader, relation)
        elif word_row.asks(row):
            answer = word_row.answer_row(row, seconds, reader)
        else:
            answer = _judged(row) if "before" in row else _solved(row, seconds, derivations, proposer)
    except (InputError, FormatError) as error:
        answer = failed(row, str(error))
    return {**answer, "seconds": round(time.perf_counter() - started, 6)}


def prepare(
    seconds: float = 10.0,
    proposer: Mapping[str, str] | None = None,
    reader: Mapping[str, str] | None = None,
    relation: bool = False,
) -> None:
    """Load the engine, the rule book and the models that propose and read before the clock of the first row starts."""
    from hybrid import prover  # noqa: F401
    from hybrid.rulebook import Rulebook

    Rulebook.load()
    if proposer is not None:
        from hybrid.propose.sources import load

        load(proposer, seconds)
    if reader is not None or relation:
        from hybrid.words.reader.described import load as load_reader

        load_reader(reader or {"reader": "embedded"}, seconds)


def _solved(row: Mapping[str, Any], seconds: float, derivations: bool, proposer: Mapping[str, str] | None) -> Row:
    import hybrid
    from hybrid.problem import derivation_to_json

    asked = None
    if proposer is not None:
        from hybrid.propose.lines import LineProposer
        from hybrid.propose.sources import source

        # one for each row: what it counts, and which states it asked about, are the row's
        asked = LineProposer(source(proposer, seconds))
    result = hybrid.solve(_text(row, "problem"), limits=hybrid.Limits(seconds=seconds), proposer=asked)
    answer: Row = {
        "id": row["id"],
        "status": result.status,
        "answer": result.text,
        "conditions": [str(c) for c in result.conditions],
        "point": _point(result.point),
        "steps": len(result.steps),
        "expanded": result.stop.expanded,
        "stop": result.stop.reason,
        "error": None,
    }
    if derivations and result.derivation is not None:
        answer["derivation"] = derivation_to_json(result.derivation)
    if result.ledger is not None:
        answer["ledger"] = dict(result.ledger)
    return answer


def _judged(row: Mapping[str, Any]) -> Row:
    import hybrid
    from hybrid.problem import DOMAINS

    given, domains = row.get("given", ()), row.get("domains", {})
    if not isinstance(given, str) and not (isinstance(given, (list, tuple)) and all(isinstance(g, str) for g in given)):
        raise FormatError("given: expected a text or a list of texts")
    if not isinstance(domains, dict) or not all(d in DOMAINS for d in domains.values()):
        raise FormatError(f"domains: expected an object letter -> one of {', '.join(DOMAINS)}")
    verdict = hybrid.step(_text(row, "before"), _text(row, "after"), given, domains=domains)
    return {
        "id": row["id"],
        "verdict": verdict.answer,
        "point": _point(verdict.point),
        "by": verdict.by,
        "reason": verdict.reason,
        "error": None,
    }


def _text(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    if not isinstance(value, str):
        raise FormatError(f"{name}: expected a text" if name in row else f"{name}: missing")
    return value


def _point(point: Mapping[str, Any] | None) -> dict[str, str] | None:
    return None if point is None else {letter: str(value) for letter, value in point.items()}


def failed(row: Mapping[str, Any], why: str) -> Row:
    """The error row for a row that could not be worked on."""
    if "before" in row:
        return {"id": row.get("id"), "status": "error", "verdict": "unknown", "point": None, "error": why}
    return {
        "id": row.get("id"),
        "status": "error",
        "answer": "",
        "conditions": [],
        "point": None,
        "steps": 0,
        "expanded": 0,
        "seconds": 0.0,
        "stop": None,
        "error": why,
    }


# -- many rows -------------------------------------------------------------------------------------


def batch(
    rows: Iterable[Mapping[str, Any]],
    *,
    workers: int = 1,
    seconds: float = 10.0,
    derivations: bool = False,
    memory_mb: int = 4096,
    proposer: Mapping[str, str] | None = None,
    reader: Mapping[str, str] | None = None,
    relation: bool = False,
    work: str = _WORK,
    engine: Engine | None = None,
) -> Iterator[Row]:
    """The answers to the rows, in the order of the rows; rows are taken as workers get free.

    workers    processes; seconds: time limit of one row; memory_mb: address space of one worker
    proposer   who is asked for lines, described as in hybrid.propose.sources
    reader     who reads stories, described as in hybrid.words.reader.described; the embedded reader when not given
    relation   hold the lines of solutions against a reading of their story, which costs the time of the reading
    work       "module:function" with the signature of `work` of this module, imported in the worker
    engine     what runs the rows (hybrid.engine), in place of so many `workers` on this machine

    Every row gives one answer, whatever happens. Closing the iterator ends the workers. Raises
    RuntimeError when workers cannot be started.
    """
    engine = engine or ProcessEngine(workers)
    options = _options(seconds, derivations, proposer, reader, relation)
    yield from _answers(enumerate(rows, 1), set(), engine, options, memory_mb, work)


def _options(
    seconds: float,
    derivations: bool,
    proposer: Mapping[str, str] | None,
    reader: Mapping[str, str] | None,
    relation: bool,
) -> list[Any]:
    """What the work function is given after the row; its last arguments only where they are asked for."""
    plain = [None if proposer is None else dict(proposer), None if reader is None else dict(reader), relation or None]
    while plain and plain[-1] is None:
        plain.pop()
    return [seconds, derivations, *plain]


def _answers(
    numbered: Iterable[tuple[int, Any]],
    done: set[str],
    engine: Engine,
    options: Sequence[Any],
    memory_mb: int,
    work: str,
) -> Generator[Row, None, None]:
    seconds, _, *asked = options
    taken: deque[tuple[Any, Row | None]] = deque()  # the rows under way, with the answer where nobody need be asked

    def tasks() -> Iterator[list[Any]]:
        first_line: dict[str, int] = {}
        for number, row in numbered:
            fault = _fault(row)
            if fault is None and first_line.setdefault(_key(row), number) != number:
                fault = f"duplicate id: line {first_line[_key(row)]} has it already"
            if fault is not None:
                known = row if isinstance(row, dict) else {}
                answer = {**failed(known, fault), "id": known.get("id", number), "line": number}
                if _key(answer) not in done:
                    taken.append((row, answer))
            elif _key(row) not in done:
                taken.append((row, None))
                yield [row, *options]

    wall = 2 * seconds + 5
    with closing(engine.map(work, tasks(), prepared=[seconds, *asked], wall=wall, memory_mb=memory_mb)) as replies:
        for reply in replies:
            yield from _ready(taken)
            row, _ = taken.popleft()
            yield failed(row, reply.error) if reply.error is not None else dict(reply.value)
    yield from _ready(taken)


def _ready(taken: deque[tuple[Any, Row | None]]) -> Iterator[Row]:
    """The answers at the front that wait for nobody."""
    while taken and (answer := taken[0][1]) is not None:
        taken.popleft()
        yield answer


def _fault(row: Any) -> str | None:
    if isinstance(row, _Unreadable):
        return row.why
    if not isinstance(row, Mapping):
        return f"expected an object, found {type(row).__name__}"
    if not isinstance(row.get("id"), (str, int)) or isinstance(row.get("id"), bool):
        return "id: expected a text or a whole number" if "id" in row else "id: missing"
    if "problem" not in row and not {"before", "after"} <= row.keys() and "story" not in row:
        return 'expected "problem", or "before" and "after", or "story"'
    return None


def _key(row: Mapping[str, Any]) -> str:
    """What makes a row the same row in another run: the line it is about, else its id (1 and "1" differ)."""
    return f"line {row['line']}" if "line" in row and "error" in row else json.dumps(row.get("id"))


# -- files -----------------------------------------------------------------------------------------


class _Unreadable:
    def __init__(self, why: str) -> None:
        self.why = why


def run(
    source: Path,
    target: Path,
    *,
    workers: int = 1,
    seconds: float = 10.0,
    derivations: bool = False,
    memory_mb: int = 4096,
    proposer: Mapping[str, str] | None = None,
    reader: Mapping[str, str] | None = None,
    relation: bool = False,
    progress: bool = False,
    work: str = _WORK,
    engine: Engine | None = None,
) -> dict[str, int]:
    """Answer the rows of one file into another; how many came out with each status ("skipped" too).

    Raises OSError for files that cannot be read or written, FormatError when `target` holds something
    else than answers (it is then left as it is), RuntimeError when workers cannot be started.
    """
    if source.resolve() == target.resolve():
        raise FormatError(f"{target}: the answers cannot go into the file of the problems")
    with source.open("rb") as lines:
        total = sum(1 for line in lines if line.strip())
    done = finished(target)
    counts: dict[str, int] = {"skipped": len(done)} if done else {}
    with target.open("ab") as sink, Bar(total, progress) as advance:
        advance(min(len(done), total))
        options = _options(seconds, derivations, proposer, reader, relation)
        answers = _answers(_read(source), done, engine or ProcessEngine(workers), options, memory_mb, work)
        with closing(answers):
            for answer in answers:
                sink.write(json.dumps(answer, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n")
                sink.flush()
                status = answer["status"] if "status" in answer else answer["verdict"]
                counts[status] = counts.get(status, 0) + 1
                advance(1)
    return counts


def _read(source: Path) -> Iterator[tuple[int, Any]]:
    with source.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                yield number, json.loads(line, parse_constant=_no_constant)
            except (ValueError, RecursionError) as error:
                yield number, _Unreadable(f"not JSON: {error}")


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")


def finished(target: Path) -> set[str]:
    """The keys of the answers in `target`, none when there is no such file. Half a row at its end is cut off.

    Raises FormatError naming the line when a whole line is no answer, OSError when it cannot be read.
    """
    if not target.exists():
        return set()
    data = target.read_bytes()
    lines = data.split(b"\n")
    keys: set[str] = set()
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        row = None
        with suppress(ValueError, RecursionError):
            row = json.loads(line)
        if isinstance(row, dict) and "id" in row and ("status" in row or "verdict" in row):
            keys.add(_key(row))
        elif number == len(lines):
            write_whole(target, data[: len(data) - len(line)])
            return keys
        else:
            raise FormatError(f"{target}: line {number} is not an answer of a batch; choose another file")
    if data and not data.endswith(b"\n"):
        write_whole(target, data + b"\n")
    return keys


def summed_ledger(target: Path) -> dict[str, int]:
    """What became of the lines proposed for all rows of a file of answers, by kind; those of earlier runs count.

    Counts that are none are passed over. Raises OSError when the file cannot be read.
    """
    total: dict[str, int] = dict.fromkeys(KINDS, 0)
    with target.open("rb") as lines:
        for line in lines:
            row = None
            with suppress(ValueError, RecursionError):
                row = json.loads(line)
            ledger = row.get("ledger") if isinstance(row, dict) else None
            for kind in KINDS:
                count = ledger.get(kind) if isinstance(ledger, dict) else None
                total[kind] += count if isinstance(count, int) else 0
    return total


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file so that at every moment there is the old one or the new one, whole. Raises OSError."""
    data = content.encode("utf-8", "backslashreplace") if isinstance(content, str) else content
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(name, path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~mask)
        os.replace(name, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise
