"""A model trained on our rows, and one trained on as many rows of which a tenth of the steps is wrong.

    python -m benchmarks.corrupted [--n 600] [--share 0.1] [--updates 400] [--seeds 2] [--held 100]

Rows of the recipe `school` are drawn; both models learn to write the next line of each derivation (hybrid.learn.lines),
the second with a share of the steps replaced by wrong ones (hybrid.generate.mistakes), as unchecked data has them. They
start from the same weights and see the same batches otherwise. Each then writes one line, greedily and held to the
grammar, for each state of derivations that neither saw; the kernel judges it:

    accepted   a right step           refuted   false at a point           other   no new state, or not decided

`loss` is the cross-entropy of a token of the right line. Figures are means over the seeds; `refuted_ratio` is the
second model's share of false lines over the first's.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import torch

from benchmarks.common import finish, options
from hybrid.generate.mistakes import mistakes
from hybrid.generate.recipe import load_recipe
from hybrid.generate.slots import Dealer
from hybrid.learn.lines import Example, drawn, examples, line_loss
from hybrid.model.line_text import END, line
from hybrid.model.network import Config, QNetwork
from hybrid.model.text import prompt
from hybrid.model.write import write
from hybrid.problem import Derivation
from hybrid.propose.lines import LineProposer
from hybrid.prover import solve
from hybrid.rulebook import Rulebook
from hybrid.search.limits import Limits
from hybrid.syntax.parse import parse
from hybrid.term import Term

LIMITS = Limits(seconds=30.0, expansions=500)


def derivations(count: int, seed: int) -> list[Derivation]:
    """The first `count` derivations of the recipe."""
    from hybrid.generate.drawing import drawn as statement

    recipe = load_recipe(Path("school")).seeded(seed)
    found = []
    for slot in islice(Dealer(recipe), 2 * count):
        result = solve(statement(recipe.seed, slot.cell, slot.draw), limits=LIMITS)
        if result.status == "proved" and result.derivation is not None and result.steps:
            found.append(result.derivation)
        if len(found) == count:
            break
    return found


def wrong_steps(network: QNetwork, derivation: Derivation, rng: random.Random) -> list[Example]:
    """Wrong lines at states of the derivation, as examples."""
    found = []
    for wrong in mistakes(derivation, rng, count=2):
        states = [derivation.problem.term, *(s.after for s in derivation.steps)]
        before = next((t for t in states if str(t) == wrong["lines"][wrong["first"] - 1]), None)
        tokens = None if before is None else line(parse(wrong["lines"][wrong["first"]]))
        if before is not None and tokens is not None:
            asked = prompt(derivation.problem, before).tokens
            example = Example(network.ids(asked), network.ids((*tokens, END)))
            if len(example) <= network.config.positions:
                found.append(example)
    return found


def corrupted(right: Sequence[Example], wrong: Sequence[Example], share: float, rng: random.Random) -> list[Example]:
    """The right examples, a share of them replaced by wrong ones, at the same states where there are such."""
    by_prompt: dict[tuple[int, ...], list[Example]] = {}
    for w in wrong:
        by_prompt.setdefault(w.prompt, []).append(w)
    replaceable = [i for i, e in enumerate(right) if e.prompt in by_prompt]
    chosen = rng.sample(replaceable, min(len(replaceable), round(share * len(right))))
    found = list(right)
    for i in chosen:
        found[i] = rng.choice(by_prompt[right[i].prompt])
    return found


def trained(rows: Sequence[Example], updates: int, seed: int) -> QNetwork:
    torch.manual_seed(seed)
    network = QNetwork(Config(tuple(r.name for r in Rulebook.load())))
    optimizer = torch.optim.AdamW(network.parameters(), lr=2e-3, weight_decay=0.01)
    rng = random.Random(seed)
    for n in range(1, updates + 1):
        for group in optimizer.param_groups:
            group["lr"] = 2e-3 * min(1.0, n / 50, (updates - n + 1) / max(1, updates // 2))
        loss = line_loss(network, drawn(rows, 24, rng))
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
    return network.eval()


class _One:
    """The likeliest line of a network, as a source of lines."""

    def __init__(self, network: QNetwork):
        self.network = network

    def lines(self, problem: Any, state: Term) -> list[str]:
        ids = self.network.ids(prompt(problem, state).tokens)
        if len(ids) + 1 > self.network.config.positions:
            return []
        return [w.text for w in write(self.network, ids) if w.ended]


def judged(network: QNetwork, held: Sequence[Derivation]) -> dict[str, float]:
    """Shares of what becomes of the lines, and the loss on the right ones."""
    counts: Counter[str] = Counter()
    for derivation in held:
        for step in derivation.steps:
            proposer = LineProposer(_One(network))
            proposer.propose(step.before, derivation.problem)
            entries = proposer.ledger.entries
            kind = entries[0].kind if entries else "nothing"
            counts[kind if kind in ("accepted", "refuted") else "other"] += 1
    right = [e for d in held for e in examples(network, d)]
    with torch.inference_mode():
        losses = [float(line_loss(network, right[i : i + 24])) for i in range(0, len(right), 24)]
    total = sum(counts.values())
    shares = {k: counts[k] / total for k in ("accepted", "refuted", "other")}
    return {**shares, "loss": sum(losses) / len(losses)}


def main() -> None:
    parser = options(__doc__, 600)
    parser.add_argument("--share", type=float, default=0.1, help="of the steps that is wrong")
    parser.add_argument("--updates", type=int, default=400)
    parser.add_argument("--seeds", type=int, default=2)
    parser.add_argument("--held", type=int, default=100, help="derivations that lines are written for")
    args = parser.parse_args()
    torch.set_num_threads(1)
    every = derivations(args.n + args.held, args.seed)
    train, held = every[: args.n], every[args.n :]
    network = QNetwork(Config(tuple(r.name for r in Rulebook.load())))
    rng = random.Random(args.seed)
    right = [e for d in train for e in examples(network, d)]
    wrong = [e for d in train for e in wrong_steps(network, d, rng)]
    bad = corrupted(right, wrong, args.share, rng)
    changed = sum(a is not b for a, b in zip(right, bad, strict=True)) / len(right)
    figures: dict[str, dict[str, float]] = {}
    for name, rows in (("verified", right), ("corrupted", bad)):
        runs = [judged(trained(rows, args.updates, seed), held) for seed in range(args.seeds)]
        figures[name] = {k: sum(r[k] for r in runs) / len(runs) for k in runs[0]}
    finish(
        "corrupted",
        {
            "derivations": len(train),
            "steps": len(right),
            "share_corrupted": changed,
            "updates": args.updates,
            "seeds": args.seeds,
            "held_steps": sum(len(d.steps) for d in held),
            **figures,
            "refuted_ratio": figures["corrupted"]["refuted"] / max(1e-9, figures["verified"]["refuted"]),
        },
    )


if __name__ == "__main__":
    main()
