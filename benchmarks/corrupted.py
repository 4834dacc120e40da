"""Models trained on our rows, and on as many rows of which a share of the steps is wrong.

    python -m benchmarks.corrupted [--recipe "linear-equations levels 1"] [--n 1200] [--shares 0.1 0.3]
                                   [--updates 1500] [--seeds 6] [--held 300] [--written 60] [--budget SECONDS]

Derivations of the recipe are drawn; a small decoder learns to write the next line of each (hybrid.learn.lines). For
each seed there is a model for the rows as they are, and one for each share of steps replaced by wrong ones
(hybrid.generate.mistakes), as unchecked data has them: a wrong line names the rule and place of the right one where it
can. The models of a seed start from the same weights and see the same states in the same order, and the steps that are
wrong at 10% are among those at 30%; so their differences are paired, and given with their standard error over the
seeds. All are asked at states of problems that nobody was taught:

    loss      cross-entropy of a token of the right line, in nats
    misled    share of the wrong lines found at a state that are likelier than the right one
    margin    mean of the log-probability of the right line less that of a wrong one, in nats
    accepted  share of the likeliest lines, held to the grammar, in which the kernel sees a right step
    refuted   share of those that are false at a point (the rest: no new state, or not decided)

With --budget no seed is begun that would not end within so many seconds.
"""

from __future__ import annotations

import math
import random
import statistics
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import torch

from benchmarks.common import finish, options
from hybrid.generate.drawing import drawn
from hybrid.generate.mistakes import mistakes
from hybrid.generate.recipe import read_recipe
from hybrid.generate.slots import Dealer
from hybrid.learn.descent import descend
from hybrid.learn.lines import ALIKE, Example, line_loss
from hybrid.model.line_text import END, line, step_line
from hybrid.model.network import Config, QNetwork
from hybrid.model.text import prompt
from hybrid.model.write import write
from hybrid.problem import Derivation, Problem, Step
from hybrid.propose.lines import LineProposer
from hybrid.prover import solve
from hybrid.rulebook import Rulebook
from hybrid.search.limits import Limits
from hybrid.syntax.parse import parse
from hybrid.term import Term, TermError, at, replace

LIMITS = Limits(seconds=30.0, expansions=500)
SIZES: dict[str, int] = {"width": 64, "layers": 2, "heads": 4, "inner": 128, "positions": 128}
RATE = 3e-3
BATCH = 32
WRONG = 12  # attempts asked for at a derivation
Figures = dict[str, float]


@dataclass(frozen=True)
class Taught:
    """The right line at a state, and the wrong ones that were found there."""

    right: Example
    wrong: tuple[Example, ...]


def derivations(text: str, seed: int) -> Iterator[Derivation]:
    """Derivations of a recipe; the problems differ by more than the names of their letters."""
    recipe = read_recipe(text).seeded(seed)
    for slot in Dealer(recipe):
        result = solve(drawn(recipe.seed, slot.cell, slot.draw), limits=LIMITS)
        if result.status == "proved" and result.derivation is not None and result.steps:
            yield result.derivation


def taught(network: QNetwork, derivation: Derivation, rng: random.Random) -> list[Taught]:
    """The steps of a derivation that can be said as lines, each with wrong lines for the same state."""
    book = Rulebook.load()
    wrong: dict[str, list[Term]] = {}
    for attempt in mistakes(derivation, rng, count=WRONG):
        before, after = attempt["lines"][attempt["first"] - 1 : attempt["first"] + 1]
        wrong.setdefault(before, []).append(parse(after))
    found = []
    for step in derivation.steps:
        asked = network.ids(prompt(derivation.problem, step.before).tokens)
        tokens = step_line(derivation.problem, step, book)
        if tokens is not None:
            said = [wrong_line(step, t) for t in wrong.get(str(step.before), ())]
            others = tuple(Example(asked, network.ids((*w, END))) for w in said if w is not None)
            found.append(Taught(Example(asked, network.ids((*tokens, END))), others))
    return found


def wrong_line(step: Step, after: Term) -> tuple[str, ...] | None:
    """A wrong state said as the right one is: by the rule and place of the step where only that place differs."""
    try:
        part = at(after, step.place)
        if replace(step.before, step.place, part) is after and (tokens := line(part, step.rule, step.place)):
            return tokens
    except (TermError, LookupError):
        pass
    return line(after, step.rule) or line(after)


def corrupted(rows: Sequence[Taught], share: float, seed: int) -> list[Example]:
    """The right lines with a share of them replaced by wrong ones; a smaller share replaces some of the same."""
    rng = random.Random(f"corrupted {seed}")
    places = [i for i, r in enumerate(rows) if r.wrong]
    rng.shuffle(places)
    chosen = {i: rng.choice(rows[i].wrong) for i in places}
    replaced = set(places[: round(share * len(rows))])
    return [chosen[i] if i in replaced else r.right for i, r in enumerate(rows)]


def blank() -> QNetwork:
    """A small network with random weights."""
    return QNetwork(Config(tuple(r.name for r in Rulebook.load()), **SIZES))


def trained(rows: Sequence[Example], lengths: Sequence[int], updates: int, seed: int) -> QNetwork:
    """A model taught by the rows; the weights at the start and the places of the rows in the batches are the seed's.

    lengths  by which rows are put together in batches: those of the right lines, so that the batches are the same
    """
    torch.manual_seed(seed)
    network = blank()
    rng = random.Random(seed)

    def loss(_: int) -> tuple[torch.Tensor, tuple[()]]:
        several = sorted(rng.choices(range(len(rows)), k=ALIKE * BATCH), key=lengths.__getitem__)
        start = BATCH * rng.randrange(ALIKE)
        return line_loss(network, [rows[i] for i in several[start : start + BATCH]]), ()

    descend(network, loss, updates, rate=RATE, warm_up=50)
    return network


class _Likeliest:
    """The likeliest line of a network at each state, as a source of lines."""

    def __init__(self, network: QNetwork):
        self.network = network

    def lines(self, problem: Problem, state: Term) -> list[str]:
        ids = self.network.ids(prompt(problem, state).tokens)
        return [w.text for w in write(self.network, ids, longest=60) if w.ended]


def accepted(network: QNetwork, held: Sequence[Derivation]) -> Figures:
    """The shares of the likeliest lines at the states that the kernel accepts, and refutes."""
    counts: Counter[str] = Counter()
    for derivation in held:
        for step in derivation.steps:
            proposer = LineProposer(_Likeliest(network))
            proposer.propose(step.before, derivation.problem)
            entries = proposer.ledger.entries
            counts[entries[0].kind if entries else "nothing"] += 1
    return {k: counts[k] / counts.total() for k in ("accepted", "refuted")}


def preferred(network: QNetwork, rows: Sequence[Taught]) -> Figures:
    """How the right lines compare with the wrong ones at the same states, and their loss."""
    right = log_probabilities(network, [r.right for r in rows])
    wrong = iter(log_probabilities(network, [w for r in rows for w in r.wrong]))
    margins = [a - next(wrong) for a, r in zip(right, rows, strict=True) for _ in r.wrong]
    tokens = sum(len(r.right.line) for r in rows)
    return {
        "misled": sum(m < 0 for m in margins) / len(margins),
        "margin": statistics.fmean(margins),
        "loss": -sum(right) / tokens,
    }


def log_probabilities(network: QNetwork, lines: Sequence[Example]) -> list[float]:
    """The log-probability of each line after its prompt, in nats."""
    found = [0.0] * len(lines)
    order = sorted(range(len(lines)), key=lambda i: len(lines[i]))
    with torch.inference_mode():
        for start in range(0, len(order), 4 * BATCH):
            batch = order[start : start + 4 * BATCH]
            tokens = torch.zeros(len(batch), max(len(lines[i]) for i in batch), dtype=torch.long)
            for row, i in enumerate(batch):
                tokens[row, : len(lines[i])] = torch.tensor(lines[i].prompt + lines[i].line)
            logs = network.logits(tokens[:, :-1]).log_softmax(-1).gather(2, tokens[:, 1:, None])[..., 0]
            for row, i in enumerate(batch):
                found[i] = float(logs[row, len(lines[i].prompt) - 1 : len(lines[i]) - 1].sum())
    return found


def paired(first: Sequence[Figures], second: Sequence[Figures]) -> dict[str, dict[str, float]]:
    """For each figure the mean of second less first over the seeds, and its standard error, nan for one seed."""
    found = {}
    for key in first[0]:
        differences = [b[key] - a[key] for a, b in zip(first, second, strict=True)]
        n = len(differences)
        error = statistics.stdev(differences) / math.sqrt(n) if n > 1 else math.nan
        found[key] = {"difference": statistics.fmean(differences), "standard_error": error}
    return found


def runs(rows: Sequence[Taught], held: Sequence[Derivation], asked: Sequence[Taught], args: Any) -> Any:
    """The figures of each model of each seed, by share, 0 first. held: for lines to be written; asked: to be scored."""
    figures: dict[float, list[Figures]] = {share: [] for share in (0.0, *args.shares)}
    lengths = [len(r.right) for r in rows]
    begun = time.perf_counter()
    for seed in range(args.seeds):
        spent = time.perf_counter() - begun
        if args.budget and seed and spent * (seed + 1) / seed > args.budget:
            break
        for share, found in figures.items():
            network = trained(corrupted(rows, share, seed), lengths, args.updates, seed)
            found.append({**accepted(network, held), **preferred(network, asked)})
            if args.verbose:
                print(f"seed {seed}, {share:.0%} wrong, {time.perf_counter() - begun:.0f} s: {found[-1]}", flush=True)
    return figures


def means(found: Sequence[Figures]) -> Mapping[str, float]:
    return {k: statistics.fmean(f[k] for f in found) for k in found[0]}


def main() -> None:
    parser = options(__doc__, 1200)
    parser.add_argument("--recipe", default="linear-equations levels 1", help="lines of a recipe")
    parser.add_argument("--shares", type=float, nargs="+", default=[0.1, 0.3], help="of the steps that are wrong")
    parser.add_argument("--updates", type=int, default=1500)
    parser.add_argument("--seeds", type=int, default=6)
    parser.add_argument("--held", type=int, default=300, help="derivations whose lines are scored")
    parser.add_argument("--written", type=int, default=60, help="of those, for which lines are written")
    parser.add_argument("--budget", type=float, default=0.0, help="seconds after which no seed is begun; 0: no limit")
    args = parser.parse_args()
    torch.set_num_threads(1)
    every = []
    for derivation in derivations(args.recipe, args.seed):
        every.append(derivation)
        if len(every) == args.n + args.held:
            break
    held, train = every[: args.held], every[args.held :]
    network = blank()
    rng = random.Random(args.seed)
    rows = [t for d in train for t in taught(network, d, rng)]
    asked = [t for d in held for t in taught(network, d, rng)]
    figures = runs(rows, held[: args.written], asked, args)
    verified = figures.pop(0.0)
    changed = {s: sum(a is not r.right for a, r in zip(corrupted(rows, s, 0), rows, strict=True)) for s in figures}
    finish(
        "corrupted",
        {
            "recipe": args.recipe,
            "derivations": len(train),
            "steps": len(rows),
            "updates": args.updates,
            "seeds": len(verified),
            "steps_scored": len(asked),
            "wrong_lines_scored": sum(len(t.wrong) for t in asked),
            "steps_written": sum(len(d.steps) for d in held[: args.written]),
            "verified": means(verified),
            "corrupted": {
                str(share): {
                    "steps_wrong": changed[share] / len(rows),
                    "means": means(found),
                    "less_verified": paired(verified, found),
                }
                for share, found in figures.items()
            },
        },
    )


if __name__ == "__main__":
    main()
