"""What each part of the loss brings: values, ranks, bounds, Bellman backups; and the exact part alone beside them.

    python -m benchmarks.ablations --experience FILE... [--trees FILE] [--updates 1000] [--held-out 60] [--problems 30]
    python -m benchmarks.ablations --shipped [--levels 1 2 3 4 5] [--step N] [--astar 300]

Rows of `hybrid.learn.collect` are split into training and held-out problems (no two alike up to names of letters), and
a network is trained from nothing by each variant, with the same seed:

    values     the squared error of the values of the moves taken
    ranks      and the moves taken ranked before the others
    bounds     and every move kept within the bounds of the search trees
    backups    and Bellman backups over the trees

Trees are those of the rows; with --trees FILE the training problems are searched again where FILE has no row of them,
guided by no network, and the trees kept there. Spearman's coefficient of Q and the cost to go on held-out states, and
the rank of the move taken: see benchmarks.cost_to_go. The first --problems of the held-out problems are then searched.

With --shipped nothing is trained: the shipped network is measured on derivations of the frozen problems, which it has
not seen. The derivation of a problem is the shorter of those found with the network and without it.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import torch

from benchmarks.common import finish, median, table
from benchmarks.cost_to_go import figures, states
from hybrid.learn.bellman import Choice, Lessons, choices_of
from hybrid.learn.collect import best_rows, collect, derivations, read_rows, trees
from hybrid.learn.curriculum import key
from hybrid.learn.experience import Sample, samples
from hybrid.learn.fit import fit
from hybrid.learn.frozen import frozen
from hybrid.learn.levels import LEVELS
from hybrid.model.network import Config, QNetwork
from hybrid.model.shipped import shipped
from hybrid.problem import Derivation
from hybrid.prover import solve
from hybrid.rulebook import Rulebook
from hybrid.search.limits import Limits

COLUMNS = ("states", "spearman_known", "states_shortest", "spearman_shortest", "top_1", "mean_reciprocal_rank")
SEARCHED = ("problems", "solved", "median_expansions_solved", "median_expansions_exact_solves")
Rows = list[dict[str, Any]]


def split(rows: Rows, held_out: int, seed: int) -> tuple[Rows, Rows]:
    """Training and held-out rows; those that are like a held-out one up to the names of letters are dropped.

    Of several rows of a statement the one with the shortest derivation is taken."""
    rows = best_rows(row for row in rows if row["status"] != "refused")
    random.Random(seed).shuffle(rows)
    kept, rest = rows[:held_out], rows[held_out:]
    keys = {key(row["statement"]) for row in kept}
    return [row for row in rest if key(row["statement"]) not in keys], kept


def fresh(book: Rulebook, seed: int, args: argparse.Namespace) -> QNetwork:
    torch.manual_seed(seed)
    return QNetwork(Config(tuple(r.name for r in book), width=args.width, layers=args.layers))


def variants(data: Sequence[Sample], every: Sequence[Choice], args: argparse.Namespace) -> dict[str, QNetwork]:
    """A network by each variant; those that need trees are left out where there are none."""
    book = Rulebook.load()
    kinds: dict[str, dict[str, Any]] = {"values": {"rank_weight": 0.0}, "ranks": {}}
    if every:
        kinds["bounds"] = {"lessons": Lessons(every, args.updates, seed=args.seed)}
        kinds["backups"] = {"lessons": Lessons(every, args.updates, backups=True, seed=args.seed)}
    found = {}
    for name, options in kinds.items():
        network = found[name] = fresh(book, args.seed, args)
        fit(network, data, args.updates, seed=args.seed, say=_teller(name), **options)
    return found


def _teller(name: str) -> Callable[[str], None]:
    return lambda text: _say(f"{name}: {text}")


def searched(statements: Sequence[str], networks: dict[str, QNetwork | None], limits: Limits) -> dict[str, Any]:
    """By network: how many of the statements are solved, the median expansions on these, and on those that the exact
    part solves too, a problem not solved counting as the limit."""
    results = {
        name: [solve(s, steps="laws", limits=limits, network=network) for s in statements]
        for name, network in networks.items()
    }
    spent = {
        name: [r.stop.expanded if r.status == "proved" else limits.expansions for r in some]
        for name, some in results.items()
    }
    solved = {name: [r.status == "proved" for r in some] for name, some in results.items()}
    return {
        name: {
            "problems": len(statements),
            "solved": sum(solved[name]),
            "median_expansions_solved": median([n for n, s in zip(spent[name], solved[name], strict=True) if s]),
            "median_expansions_exact_solves": median(
                [n for n, s in zip(spent[name], solved["exact"], strict=True) if s]
            ),
        }
        for name in networks
    }


def ablations(args: argparse.Namespace) -> dict[str, Any]:
    rows = [row for path in args.experience for row in read_rows(path)]
    training, kept = split(rows, args.held_out, args.seed)
    book = Rulebook.load()
    probe = fresh(book, args.seed, args)
    data = [s for d in derivations(training) for s in samples(probe, d, book)]
    with_trees = training
    if args.trees is not None:
        statements = [row["statement"] for row in training]
        for n, _ in enumerate(collect(statements, args.trees, Limits(4.0, 400), workers=args.workers, trees=True), 1):
            if n % 50 == 0:
                _say(f"{n} searched for their trees")
        known = set(statements)
        with_trees = [row for row in read_rows(args.trees) if row["statement"] in known]
    every = choices_of(probe, trees(with_trees), book)
    if args.trees is not None and not every:
        raise SystemExit(f"{args.trees} has no trees made with this rule book: name another file")
    _say(f"{len(training)} problems, {len(data)} samples, {len(every)} choices of trees")
    held = states(derivations(kept), args.astar)
    networks: dict[str, QNetwork | None] = {"exact": None, **variants(data, every, args)}
    solved = searched([row["statement"] for row in kept[: args.problems]], networks, _limits(args))
    found = {name: {**figures(network, held), **solved[name]} for name, network in networks.items()}
    print(
        table(["variant", *COLUMNS, *SEARCHED], [[n, *(f[c] for c in (*COLUMNS, *SEARCHED))] for n, f in found.items()])
    )
    return {
        "updates": args.updates,
        "seed": args.seed,
        "width": args.width,
        "layers": args.layers,
        "expansions": args.expansions,
        "training": len(training),
        "samples": len(data),
        "tree_choices": len(every),
        "bounded_moves": sum(low > 0 for c in every for low in c.lower),
        "backed_up_moves": sum(len(c.ahead) for c in every),
        "held_out": len(kept),
        "variants": found,
    }


def of_shipped(network: QNetwork, args: argparse.Namespace) -> dict[str, Any]:
    """The shipped network and the exact part, by level and over all."""
    by_level = {}
    for level in args.levels:
        found = []
        for row in frozen(level)[:: args.step]:
            derivation = _shortest(row.statement, network, _limits(args))
            if derivation is not None:
                found.append(derivation)
        by_level[str(level)] = states(found, args.astar)
        _say(f"level {level}: {len(found)} derivations, {len(by_level[str(level)])} states")
    groups = {**by_level, "all": [s for some in by_level.values() for s in some]}
    measures = {
        name: {"learned": figures(network, some), "exact": figures(None, some)} for name, some in groups.items()
    }
    lines = [[level, who, *(f[c] for c in COLUMNS)] for level, both in measures.items() for who, f in both.items()]
    print(table(["level", "Q", *COLUMNS], lines))
    return {"expansions": args.expansions, "astar": args.astar, "levels": measures}


def _shortest(statement: str, network: QNetwork, limits: Limits) -> Derivation | None:
    both = [solve(statement, steps="laws", limits=limits, network=n) for n in (network, None)]
    found = [r.derivation for r in both if r.status == "proved" and r.derivation is not None]
    return min(found, key=lambda d: len(d.steps), default=None)


def _limits(args: argparse.Namespace) -> Limits:
    return Limits(seconds=args.seconds, expansions=args.expansions)


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def parser() -> argparse.ArgumentParser:
    p = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    p.add_argument("--shipped", action="store_true", help="measure the shipped network on the frozen problems")
    p.add_argument("--experience", type=Path, nargs="+", default=[], help="files of rows of hybrid.learn.collect")
    p.add_argument("--trees", type=Path, default=None, help="where search trees of the training problems are kept")
    p.add_argument("--updates", type=int, default=1000)
    p.add_argument("--held-out", type=int, default=60, help="problems that are not trained on (default 60)")
    p.add_argument("--problems", type=int, default=30, help="held-out problems that are searched (default 30)")
    p.add_argument("--expansions", type=int, default=200, help="limit for one problem (default 200)")
    p.add_argument("--seconds", type=float, default=60.0, help="limit for one problem, a safeguard (default 60)")
    p.add_argument("--astar", type=int, default=300, help="expansions of A* for a shortest derivation, 0 for none")
    p.add_argument("--levels", type=int, nargs="+", default=list(LEVELS), choices=list(LEVELS))
    p.add_argument("--step", type=int, default=1, help="with --shipped: every so many problems")
    p.add_argument("--width", type=int, default=96)
    p.add_argument("--layers", type=int, default=3)
    p.add_argument("--workers", type=int, default=1, help="processes that search for trees (default 1)")
    p.add_argument("--threads", type=int, default=1, help="threads of torch (default 1)")
    p.add_argument("--seed", type=int, default=1)
    return p


def main() -> None:
    p = parser()
    args = p.parse_args()
    torch.set_num_threads(args.threads)
    if args.shipped:
        network = shipped()
        if network is None:
            p.error("there are no shipped weights; make them with: make model")
        finish("ablations-shipped", of_shipped(network, args))
        return
    missing = [str(path) for path in args.experience if not path.exists()]
    if missing or not args.experience:
        p.error(f"no such file: {', '.join(missing)}" if missing else "--experience FILE... or --shipped is needed")
    finish("ablations", ablations(args))


if __name__ == "__main__":
    main()
