"""Rounds of learning: problems -> search -> verified derivations -> training -> frozen evaluation (expert iteration).

Anthony, Tian, Barber: "Thinking fast and slow with deep learning and tree search", 2017. A round takes problems of the
levels reached so far, searches them by laws with the best network so far, trains a network on every derivation that
the kernel accepted until now, and measures it on the frozen sets. It becomes the best only if it is not worse there.
A level is reached when MASTERED of the problems of the one below are solved; when STALE rounds bring no gain the round
says so, and the next one goes to a harder level and searches longer. The network also writes lines for some frozen
problems, each of which is checked, and the row counts what became of them.

Everything lies in one folder and every file is written whole, so a loop that was killed goes on where it was:

    experience.jsonl   a row a problem searched (hybrid.learn.collect)
    best/              the weights that are best so far
    rounds.jsonl       a row of measures a round; the state of the loop is read off these rows
    rounds.html        the rounds as charts (hybrid.learn.page)
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from math import log
from pathlib import Path
from statistics import median
from typing import Any

from hybrid.learn.collect import best_rows, collect, derivations, mend, read_rows
from hybrid.learn.fit import trained
from hybrid.learn.page import write_page
from hybrid.model.network import WEIGHTS_FILE, QNetwork
from hybrid.propose.lines import LineProposer
from hybrid.propose.model import LMSource
from hybrid.search.limits import Limits
from hybrid.syntax.statement import parse_problem

MASTERED = 0.8
STALE = 3
ASKED, LINES_EACH = 4, 4  # frozen problems of each level for which a new network writes lines, and how many
TRAINING_LIMITS = Limits(seconds=4.0, expansions=400)
PATIENT_LIMITS = Limits(seconds=12.0, expansions=1500)
Source = Callable[[int, int, int], Sequence[str]]


def train(
    folder: Path,
    rounds: int,
    problems: Source,
    frozen: Mapping[int, Sequence[str]],
    *,
    count: int = 100,
    updates: int = 1000,
    workers: int = 2,
    evaluation: Limits | None = None,
    say: Callable[[str], None] = lambda text: None,
) -> Iterator[dict[str, Any]]:
    """Run rounds until there are `rounds` of them in the folder; the row of each new one.

    problems  (level, seed, count) -> statements, none of them frozen
    frozen    the statements of each level that every round is measured on
    count     problems of each level reached, a round
    Raises OSError when the folder cannot be written, ValueError when a first round finds no derivation.
    """
    folder.mkdir(parents=True, exist_ok=True)
    mend(folder / "rounds.jsonl")
    done = read_rows(folder / "rounds.jsonl")
    while len(done) < rounds:
        row = _round(folder, done, problems, frozen, count, updates, workers, evaluation or TRAINING_LIMITS, say)
        with open(folder / "rounds.jsonl", "a", encoding="utf-8") as f:
            f.write(json.dumps(row) + "\n")
        done.append(row)
        write_page(folder)
        yield row


def _round(
    folder: Path,
    done: Sequence[Mapping[str, Any]],
    problems: Source,
    frozen: Mapping[int, Sequence[str]],
    count: int,
    updates: int,
    workers: int,
    evaluation: Limits,
    say: Callable[[str], None],
) -> dict[str, Any]:
    number = len(done) + 1
    level, stale = (done[-1]["next_level"], done[-1]["stale"]) if done else (2, 0)
    best = folder / "best" if (folder / "best" / WEIGHTS_FILE).exists() else None
    experience = folder / "experience.jsonl"
    statements = [s for k in range(1, level + 1) for s in problems(k, number, count)]
    limits = PATIENT_LIMITS if stale >= STALE else TRAINING_LIMITS
    say(f"round {number}: level {level}, {len(statements)} problems")
    for _ in collect(statements, experience, limits, weights=best, workers=workers):
        pass
    rows = {row["statement"]: row for row in best_rows(read_rows(experience))}
    solved = [rows[s]["derivation"] is not None for s in statements]
    hardest = solved[-count:]
    say(f"round {number}: {sum(solved)} of {len(solved)} solved; training")
    found = list(derivations(rows.values()))
    network = trained(found, updates, seed=number, checkpoints=folder, say=say)
    network.save(folder / "candidate")
    measures = evaluate(frozen, folder / "candidate", evaluation, folder / f"evaluation-{number}.jsonl", workers)
    said = lines_said(network, [s for _, statements in sorted(frozen.items()) for s in statements[:ASKED]])
    score = sum(m["solved"] for m in measures.values())
    before = max((row["score"] for row in done if row["kept"]), default=-1.0)
    kept = score >= before
    if kept:
        network.save(folder / "best")
    gained = score > before
    stale = 0 if gained else stale + 1
    rise = sum(hardest) >= MASTERED * len(hardest) or stale >= STALE
    return {
        "round": number,
        "level": level,
        "next_level": min(max(frozen), level + rise),
        "problems": len(statements),
        "solved": sum(solved),
        "rule_entropy": round(entropy(Counter(s.rule for d in found for s in d.steps)), 3),
        "novelty": round(_novelty(rows, statements), 3),
        "frozen": measures,
        "ledger": said,
        "score": score,
        "kept": kept,
        "stale": stale,
        "plateau": stale >= STALE,
    }


def evaluate(
    frozen: Mapping[int, Sequence[str]], weights: Path | None, limits: Limits, path: Path, workers: int
) -> dict[str, dict[str, float]]:
    """By level: the share of the statements solved, and the median expansions of those that are (0 for none)."""
    for level in sorted(frozen):
        for _ in collect(frozen[level], path, limits, weights=weights, workers=workers):
            pass
    rows = {row["statement"]: row for row in read_rows(path)}
    measures = {}
    for level, statements in sorted(frozen.items()):
        found = [rows[s]["expanded"] for s in statements if rows[s]["derivation"] is not None]
        share = len(found) / max(1, len(statements))
        measures[str(level)] = {"solved": round(share, 4), "expansions": float(median(found)) if found else 0.0}
    return measures


def lines_said(network: QNetwork, statements: Sequence[str]) -> dict[str, int]:
    """What becomes of the lines that a network writes for the problems (hybrid.ledger): counts by kind."""
    proposer = LineProposer(LMSource(network, count=LINES_EACH))
    for statement in statements:
        problem = parse_problem(statement)
        proposer.propose(problem.term, problem)
    return dict(proposer.ledger.counts)


def entropy(counts: Counter[str]) -> float:
    """Shannon entropy in bits of how often each rule is used: it falls when the search runs dry."""
    total = sum(counts.values())
    return -sum(n / total * log(n / total, 2) for n in counts.values()) if total else 0.0


def _novelty(rows: Mapping[str, Mapping[str, Any]], statements: Sequence[str]) -> float:
    """The share of this round's solved states that no earlier derivation met."""
    new = set(statements)
    earlier = {s.after.key for d in derivations(r for k, r in rows.items() if k not in new) for s in d.steps}
    states = {s.after.key for d in derivations(r for k, r in rows.items() if k in new) for s in d.steps}
    return len(states - earlier) / max(1, len(states))
