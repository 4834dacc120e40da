"""Answers compared: how often our verdict and that of math-verify are right on our own pairs, and how fast each is.

The pairs are datasets/answer_pairs.jsonl. A pair is right when the verdict says what the file says; an unknown of
ours counts as not equal, since a reward pays nothing for it, and is counted apart as well. math-verify gets each
answer in a box, gold first, as its documentation wants it. With --verbose the pairs on which the two differ are
listed, with who is right. Speed is reading both answers and comparing them, in processor time, gold answers read anew
each time; of --repeat passes the fastest counts (math-verify: one pass).
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable
from typing import Any

from benchmarks.common import ROOT, finish, options, table

PAIRS = ROOT / "datasets" / "answer_pairs.jsonl"
Pair = dict[str, Any]


def pairs() -> list[Pair]:
    """The pairs: id, kind, gold, given, equal, why, and question where one was asked."""
    return [json.loads(line) for line in PAIRS.read_text(encoding="utf-8").splitlines()]


def ours(pair: Pair) -> str:
    """Our verdict: proved, refuted or unknown."""
    from hybrid.answers import asks_percent, read_given
    from hybrid.answers.compare import match

    percent = asks_percent(pair.get("question", ""))
    return match(read_given(pair["gold"], percent), read_given(pair["given"], percent)).verdict.answer


def theirs() -> Callable[[Pair], str] | None:
    """What math-verify says, equal or different; None where it is not installed."""
    try:
        from math_verify import parse, verify
    except ImportError:
        return None
    logging.getLogger("math_verify").setLevel(logging.CRITICAL)

    def verdict(pair: Pair) -> str:
        gold, given = parse(f"\\boxed{{{pair['gold']}}}"), parse(f"\\boxed{{{pair['given']}}}")
        return "equal" if verify(gold, given) else "different"

    return verdict


def _rate(verdict: Callable[[Pair], str], chosen: list[Pair], repeat: int) -> float:
    best = float("inf")
    for _ in range(repeat):
        started = time.process_time()
        for pair in chosen:
            verdict(pair)
        best = min(best, time.process_time() - started)
    return len(chosen) / best


def _markdown(header: list[str], rows: list[list[str]]) -> str:
    def line(cells: list[str]) -> str:
        return f"| {' | '.join(c.replace('|', '&#124;') for c in cells)} |"

    code = [[c if i not in (1, 2) else f"`{c}`" for i, c in enumerate(row)] for row in rows]
    return "\n".join([line(header), line(["---"] * len(header)), *map(line, code)])


def main() -> None:
    parser = options(__doc__, 0)
    parser.add_argument("--repeat", type=int, default=3, help="passes over all pairs (default 3)")
    parser.add_argument("--markdown", action="store_true", help="print the pairs that differ as a table of Markdown")
    args = parser.parse_args()
    chosen = pairs()[: args.n or None]
    verdicts = {p["id"]: ours(p) for p in chosen}
    says = {i: v == "proved" for i, v in verdicts.items()}
    other = theirs()
    figures: dict[str, Any] = {
        "pairs": len(chosen),
        "equal": sum(p["equal"] for p in chosen),
        "right": sum(says[p["id"]] is p["equal"] for p in chosen),
        "called_equal_wrongly": sum(says[p["id"]] and not p["equal"] for p in chosen),
        "unknown": sum(v == "unknown" for v in verdicts.values()),
        "per_second": _rate(ours, chosen, args.repeat),
    }
    if other is None:
        figures["math_verify"] = "not installed"
    else:
        peer = {p["id"]: other(p) == "equal" for p in chosen}
        differ = [p for p in chosen if peer[p["id"]] is not says[p["id"]]]
        figures["math_verify"] = {
            "right": sum(peer[p["id"]] is p["equal"] for p in chosen),
            "called_equal_wrongly": sum(peer[p["id"]] and not p["equal"] for p in chosen),
            "called_different_wrongly": sum(not peer[p["id"]] and p["equal"] for p in chosen),
            "per_second": _rate(other, chosen, 1),
        }
        figures["agree"] = len(chosen) - len(differ)
        figures["differ_hybrid_right"] = sum(says[p["id"]] is p["equal"] for p in differ)
        figures["differ_math_verify_right"] = sum(peer[p["id"]] is p["equal"] for p in differ)
        rows = [
            [
                p["id"],
                p["gold"],
                p["given"],
                "equal" if p["equal"] else "different",
                verdicts[p["id"]],
                "equal" if peer[p["id"]] else "different",
                "hybrid" if says[p["id"]] is p["equal"] else "math-verify",
                p["why"],
            ]
            for p in differ
        ]
        header = ["id", "gold", "given", "they are", "hybrid", "math-verify", "right", "why"]
        if args.verbose:
            print(table(header, rows))
        if args.markdown:
            print(_markdown(header, rows))
    wrong = [p["id"] for p in chosen if says[p["id"]] is not p["equal"]]
    finish("answer_pairs", {**figures, "wrong": wrong})


if __name__ == "__main__":
    main()
