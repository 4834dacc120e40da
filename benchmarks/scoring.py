"""How long the network takes to score all moves of a state: one forward pass, the encoding of the moves included.

    python -m benchmarks.scoring [--n 40] [--threads 2]

States come from searches by laws of frozen problems of levels 3 to 5. To time 60 moves, the moves of a state are
repeated or cut to 60; the states themselves stay as they are. Everything remembered on terms is warm, as in a search.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import cycle, islice

import torch

from benchmarks.common import finish, median, percentile, timed
from hybrid.learn.experience import choices
from hybrid.learn.frozen import frozen
from hybrid.model.score import encode, learned
from hybrid.model.shipped import shipped
from hybrid.problem import Problem
from hybrid.propose.move import Move
from hybrid.propose.rules import RuleProposer
from hybrid.rulebook import Rulebook
from hybrid.search.limits import Limits
from hybrid.search.node import Node
from hybrid.search.qstar import Search, qstar
from hybrid.syntax.statement import parse_problem

MOVES = 60


def states(count: int) -> Iterator[tuple[Problem, Node, list[Move]]]:
    """Expanded states of searches by laws with the moves that are a choice there, at least five of them."""
    per_problem = 4
    rows = [row for level in (3, 4, 5) for row in frozen(level)]
    for row in rows[:: max(1, len(rows) * per_problem // max(1, count))]:
        problem = parse_problem(row.statement)
        laws = Rulebook.load().laws(problem.goal)
        proposer = RuleProposer(laws)
        search = Search(problem, [proposer], Rulebook.load(), Limits(expansions=60), rules=laws)
        qstar(search)
        taken = 0
        for node in search.tree.nodes:
            moves = choices(proposer, node.state, problem)
            if len(moves) >= 5 and taken < per_problem:
                taken += 1
                yield problem, node, moves


def sixty(moves: Sequence[Move]) -> list[Move]:
    """The moves repeated or cut to MOVES."""
    return list(islice(cycle(moves), MOVES))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--n", type=int, default=40, help="states (default 40)")
    parser.add_argument("--threads", type=int, default=2, help="threads of torch (default 2)")
    args = parser.parse_args()
    network = shipped()
    if network is None:
        parser.error("there are no shipped weights; make them with: make model")
    torch.set_num_threads(args.threads)
    own, of_sixty, passes, tokens = [], [], [], []
    for problem, node, moves in islice(states(args.n), args.n):
        q = learned(network, problem, laws=True)
        some = sixty(moves)
        encoded = encode(network, problem, node.state, some, laws=True)
        if encoded is None:
            continue
        q(node, some)
        own.append(median([timed(partial(q, node), moves)[1] for _ in range(5)]))
        of_sixty.append(median([timed(partial(q, node), some)[1] for _ in range(5)]))
        with torch.inference_mode():
            passes.append(median([timed(network, [encoded])[1] for _ in range(5)]))
        tokens.append(len(encoded.tokens))
    finish(
        "scoring",
        {
            "states": len(tokens),
            "threads": args.threads,
            "median_tokens": median(tokens),
            "parameters": sum(p.numel() for p in network.parameters()),
            "ms_own_moves": 1e3 * median(own),
            "ms_60_moves": 1e3 * median(of_sixty),
            "ms_60_moves_p95": 1e3 * percentile(of_sixty, 0.95),
            "ms_60_moves_pass_alone": 1e3 * median(passes),
        },
    )


if __name__ == "__main__":
    main()
