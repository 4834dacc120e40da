"""How much faster candidate lines are scored from one reading of the state than each with its prompt.

    python -m benchmarks.prefix [--candidates 20] [--tokens 150] [--n 5] [--seed 1] [--threads 1 2]

States of about so many tokens, drawn with the seed; the candidates are moves of the rule book, asked for in two ways:

    heads   rule and place, `#rule@0.1: `, which say what the move is
    lines   the whole line, with what stands at the place then

Each state is scored three ways in turn: from one reading (hybrid.model.write.score), one by one with the prompt before
each line, and all so in one batch. A randomly initialised network of the shipped sizes serves. Ratios are medians over
states of the quotients of the fastest of three runs; `difference` is the largest between any two ways.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

import torch
from torch.nn.functional import cross_entropy

from benchmarks.common import finish, median, timed
from hybrid.model.line_text import END, NEW, line
from hybrid.model.network import Config, QNetwork
from hybrid.model.text import prompt
from hybrid.model.write import score
from hybrid.problem import Problem
from hybrid.propose.rules import RuleProposer
from hybrid.rulebook import Rulebook
from hybrid.syntax.statement import parse_problem
from hybrid.term import TermError, replace

Ids = Sequence[int]
REPEATS = 3


def state(rng: Random, tokens: int) -> Problem:
    """An equation whose prompt has about `tokens` tokens."""
    left: list[str] = []
    while True:
        left.append(f"{rng.randint(2, 99)}*(x - {rng.randint(1, 99)})*({rng.randint(2, 9)}*x + {rng.randint(1, 9)})")
        problem = parse_problem(f"solve {' + '.join(left)} = {rng.randint(1, 99)}*x for x")
        if len(prompt(problem, problem.term).tokens) >= tokens:
            return problem


def candidates(network: QNetwork, problem: Problem, book: Rulebook, count: int, rng: Random) -> list[tuple[str, ...]]:
    """The tokens of the lines of `count` moves, or of as many as there are."""
    found = []
    moves = list(RuleProposer(book).propose(problem.term, problem))
    for move in rng.sample(moves, len(moves)):
        try:
            if move.new is not None:
                replace(problem.term, move.place, move.new)
        except TermError:
            continue
        tokens = None if move.new is None else line(move.new, move.rule, move.place)
        if tokens is not None and len(tokens) < network.config.positions // 2:
            found.append(tokens)
        if len(found) == count:
            break
    return found


def one_by_one(network: QNetwork, asked: Ids, lines: Sequence[Ids]) -> list[float]:
    """Each line in a plain pass of its own."""
    return [plain(network, asked, [said])[0] for said in lines]


def plain(network: QNetwork, asked: Ids, lines: Sequence[Ids]) -> list[float]:
    """All lines, each behind its own copy of the prompt, in one plain pass."""
    longest = max(map(len, lines))
    tokens = torch.zeros(len(lines), len(asked) + longest, dtype=torch.long)
    where = torch.zeros(tokens.shape, dtype=torch.bool)
    for i, said in enumerate(lines):
        tokens[i, : len(asked) + len(said)] = torch.tensor([*asked, *said])
        where[i, len(asked) : len(asked) + len(said) - 1] = True
    with torch.inference_mode():
        hidden = network.read(tokens)
        begin = network.next_token(hidden[:, len(asked) - 1], first=True)
        first = -cross_entropy(begin, torch.tensor([said[0] for said in lines]), reduction="none").double()
        wanted = torch.tensor([t for said in lines for t in said[1:]])
        rest = -cross_entropy(network.next_token(hidden[where]), wanted, reduction="none").double()
    parts = rest.split([len(said) - 1 for said in lines])
    return [float(a + part.sum()) for a, part in zip(first, parts, strict=True)]


WAYS: dict[str, Callable[[QNetwork, Ids, Sequence[Ids]], list[float]]] = {
    "shared": score,
    "one_by_one": one_by_one,
    "batch": plain,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--candidates", type=int, default=20)
    parser.add_argument("--tokens", type=int, default=150, help="of a prompt, at least")
    parser.add_argument("--n", type=int, default=5, help="states")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2], help="of torch, one measurement for each")
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    rng, book = Random(args.seed), Rulebook.load()
    network = QNetwork(Config(tuple(r.name for r in book))).eval()
    states: list[tuple[Ids, list[tuple[str, ...]]]] = []
    for _ in range(args.n):
        problem = state(rng, args.tokens)
        said = candidates(network, problem, book.laws("solve"), args.candidates, rng)
        states.append((network.ids(prompt(problem, problem.term).tokens), said))
    figures = {}
    for threads in args.threads:
        torch.set_num_threads(threads)
        figures[f"threads_{threads}"] = measured(network, states)
    finish(
        "prefix",
        {
            "states": args.n,
            "prompt_tokens": median([len(asked) for asked, _ in states]),
            "candidates": min(len(said) for _, said in states),
            **figures,
        },
    )


def measured(network: QNetwork, states: Sequence[tuple[Ids, list[tuple[str, ...]]]]) -> dict[str, Any]:
    """Times and quotients of the ways for heads and lines, and the largest difference between two ways."""
    figures: dict[str, Any] = {"difference": 0.0}
    for kind in ("heads", "lines"):
        seconds: dict[str, list[float]] = {way: [] for way in WAYS}
        for asked, said in states:
            lines = [network.ids(t[: t.index(NEW) + 1] if kind == "heads" else (*t, END)) for t in said]
            best = dict.fromkeys(WAYS, float("inf"))
            values: dict[str, list[float]] = {}
            for _ in range(REPEATS):
                for way, run in WAYS.items():
                    values[way], took = timed(run, network, asked, lines)
                    best[way] = min(best[way], took)
            for way in WAYS:
                seconds[way].append(best[way])
                pairs = zip(values[way], values["shared"], strict=True)
                figures["difference"] = max(figures["difference"], *(abs(a - b) for a, b in pairs))
        figures[kind] = {f"{way}_ms": round(1000 * median(s), 2) for way, s in seconds.items()}
        for way in ("one_by_one", "batch"):
            figures[kind][f"faster_than_{way}"] = round(
                median([a / b for a, b in zip(seconds[way], seconds["shared"], strict=True)]), 2
            )
    return figures


if __name__ == "__main__":
    main()
