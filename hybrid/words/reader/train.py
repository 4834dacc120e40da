"""Train the reader: python -m hybrid.words.reader.train --data FOLDER --out FOLDER.

Reads gsm8k_train.jsonl (nine tenths; every tenth story is held out) and svamp_dev.json of the data folder, and makes
stories of its own (practice, and hybrid.words.stories). Stages: stories with expressions; linear weights from a sample
under random weights, which choose the candidates of all stories; linear weights from all; the network from other
stories, whose candidates these weights choose, since on stories that they were fitted on they look better than they
are (stacking, Wolpert 1992); the confidence from stories held out, which --calibrate does alone. Deterministic for the
same data, versions and options.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import numpy as np

from hybrid.words.reader.candidates import Story
from hybrid.words.reader.data import Example, gsm8k, near, size, solution_tree, svamp
from hybrid.words.reader.evidence import NAMES, confidence, evidence
from hybrid.words.reader.features import SIZE
from hybrid.words.reader.fitting import train as train_network
from hybrid.words.reader.learning import Cases, cases, fit
from hybrid.words.reader.network import Floats, Network
from hybrid.words.reader.practice import stories as practice
from hybrid.words.reader.reader import judge, unreadable

MOST = {"svamp": 3, "practice": 4, "stories": 3, "gsm8k": 4}  # operations of a candidate, by set
WEIGHT = {"svamp": 3.0, "practice": 1.0, "stories": 1.0, "gsm8k": 1.0}
SAMPLE, FOLDS = 800, 5
SHIFT = 76  # how much further the seed of the second stage is
CALIBRATED_ON = (
    "svamp_dev.json, each fifth by weights trained on the others, and three tenths of gsm8k_train.jsonl not trained "
    "on, whose stories are longer than most: a shifted set"
)
PRECISION = 0.9  # wanted of what is answered, on each of the sets that the confidence is fitted on


@dataclass(frozen=True)
class Outcome:
    """What came of a story: evidence for the confidence, and whether the first value, one of five, or any is right."""

    evidence: list[float]
    right: bool
    top5: bool
    among: bool


def generated(count: int, seed: int) -> Iterator[Example]:
    """Stories of at most three operations from the generator, with their expressions."""
    from hybrid.words.stories import stories

    made = 0
    for story in stories(seed):
        if made >= count:
            return
        if story.operations > 3:
            continue
        answer = float(story.answer)
        tree = solution_tree(story.text, "\n".join(story.solution), answer)
        if tree is not None and size(tree) <= 3:
            made += 1
            yield Example(story.text, answer, tree, "stories")


def kept_back(i: int) -> str:
    """For what row i of gsm8k is kept back: "measuring" every tenth, "confidence" three of ten, or ""."""
    return "measuring" if i % 10 == 0 else "confidence" if i % 10 in (3, 5, 8) else ""


def gsm8k_training(path: Path) -> list[Example]:
    """What is trained on: rows that are not kept back, with an expression that can be found."""
    rows = gsm8k(path, lambda i: not kept_back(i))
    return [e for e in rows if e.tree is not None and size(e.tree) <= MOST["gsm8k"]]


def gsm8k_kept(path: Path, what: str) -> list[Example]:
    """The rows kept back for "measuring" or for the "confidence"."""
    return list(gsm8k(path, lambda i: kept_back(i) == what, trees=False))


def prepared(
    examples: Sequence[Example], weights: Floats, workers: int = 1, say: Callable[[str], None] | None = None
) -> list[tuple[Cases, Example]]:
    """The cases of the stories in which an answer can be found, under the weights, in the order of the stories."""
    packed = array("f", weights.astype(np.float32).tobytes())
    work = partial(_prepare, packed)
    if workers > 1:
        with ProcessPoolExecutor(workers) as pool:
            made = list(pool.map(work, examples, chunksize=64))
    else:
        made = [work(e) for e in examples]
    found = [(c, e) for c, e in zip(made, examples, strict=True) if c is not None]
    if say:
        say(f"{len(found)} of {len(examples)} stories can be learned from")
    return found


def _prepare(weights: array[float], example: Example) -> Cases | None:
    return cases(example, weights, MOST[example.group])


def linear_weights(data: Sequence[tuple[Cases, Example]], epochs: int = 4, seed: int = 1) -> Floats:
    """The linear weights from the cases."""
    return fit([c for c, _ in data], None, [WEIGHT[e.group] for _, e in data], epochs=epochs, seed=seed)


def network_from(
    data: Sequence[tuple[Cases, Example]], start: Network | Floats, epochs: float, seed: int = 1
) -> Network:
    """The network from the cases."""
    importance = [WEIGHT[e.group] for _, e in data]
    return train_network([c for c, _ in data], start, importance, epochs=epochs, seed=seed)


def mixed(counts: Sequence[int], given: Sequence[Example], seed: int) -> list[Example]:
    """So many stories of practice, of the generator and of those given, by the seed."""
    short, long, others = counts
    return [*practice(short, seed), *generated(long, seed), *given[:others]]


def linear_from(shared: Sequence[Example], workers: int, seed: int, say: Callable[[str], None]) -> Floats:
    """The linear weights from the stories, in half precision as they are saved: first from a sample under random
    weights, then from all under those."""
    sample = Random(seed).sample(shared, min(len(shared), SAMPLE))
    first = linear_weights(prepared(sample, random_weights(seed), workers, say))
    fitted = linear_weights(prepared(shared, first, workers, say), seed=seed)
    return fitted.astype(np.float16).astype(np.float32)


def random_weights(seed: int = 1) -> Floats:
    """Small random weights, under which the first candidates are a random sample."""
    return np.random.default_rng(seed).normal(0, 0.05, SIZE).astype(np.float32)


def fitted_confidence(rows: Sequence[tuple[Sequence[float], bool]], rounds: int = 50) -> list[float]:
    """Logistic regression of `right` on the evidence, by Newton's method with a little ridge."""
    x = np.array([r[0] for r in rows], dtype=np.float64)
    y = np.array([float(r[1]) for r in rows])
    w = np.zeros(x.shape[1])
    for _ in range(rounds):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        gradient = x.T @ (p - y) + 0.5 * w
        hessian = (x * (p * (1 - p))[:, None]).T @ x + 0.5 * np.eye(len(w))
        w -= np.linalg.solve(hessian, gradient)
    return [float(v) for v in w]


def threshold_for(rows: Sequence[tuple[float, bool]], precision: float, least: int = 8) -> float:
    """The lowest confidence from which on at least `precision` of the stories are right; where none is, just above all
    of them."""
    ordered = sorted(rows, key=lambda r: -r[0])
    right, best = 0, min(1.0, ordered[0][0] + 1e-6) if ordered else 1.0
    for n, (sureness, good) in enumerate(ordered, 1):
        right += good
        if n >= least and right >= precision * n:
            best = sureness
    return best


def calibrated(sets: Mapping[str, Sequence[Outcome]], say: Callable[[str], None]) -> dict[str, Any]:
    """The confidence fitted on the outcomes of all sets, and the threshold that gives PRECISION on each of them, each
    outcome judged by a function fitted on the other folds."""
    parts = [[o for found in sets.values() for i, o in enumerate(found) if i % FOLDS != k] for k in range(FOLDS)]
    without = [fitted_confidence([(o.evidence, o.right) for o in part]) for part in parts]
    thresholds = {}
    for name, found in sets.items():
        scored = [(confidence(o.evidence, without[i % FOLDS]), o.right) for i, o in enumerate(found)]
        thresholds[name] = threshold_for(scored, PRECISION)
        answered = [right for c, right in scored if c >= thresholds[name]]
        say(f"{name}: {sum(o.right for o in found)} of {len(found)} right; {sum(answered)} of {len(answered)} "
            f"from {thresholds[name]:.3f} on")  # fmt: skip
    everything = [(o.evidence, o.right) for found in sets.values() for o in found]
    return {"confidence": fitted_confidence(everything), "threshold": max(thresholds.values())}


def save(folder: Path, linear: Floats, network: Network, card: dict[str, Any]) -> None:
    """Write weights.safetensors (half precision) and card.json, whole or not at all."""
    from safetensors.numpy import save as packed

    folder.mkdir(parents=True, exist_ok=True)
    half = {
        "linear": linear.astype(np.float16), "table": network.table.astype(np.float16),
        "bias": network.bias.astype(np.float32), "out": network.out.astype(np.float32),
    }  # fmt: skip
    for name, data in (
        ("weights.safetensors", packed(half)),
        ("card.json", (json.dumps(card, indent=2) + "\n").encode()),
    ):
        draft = folder / (name + ".part")
        draft.write_bytes(data)
        os.replace(draft, folder / name)


def main() -> int:
    """The command. Returns 0, or 2 where the data are absent."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="folder with gsm8k_train.jsonl and svamp_dev.json")
    parser.add_argument("--out", type=Path, required=True, help="folder for weights.safetensors and card.json")
    parser.add_argument("--practice", type=int, default=9000, help="short stories to make (default 9000)")
    parser.add_argument("--stories", type=int, default=1500, help="stories of the generator (default 1500)")
    parser.add_argument("--gsm8k", type=int, default=1500, help="stories of gsm8k at most (default 1500)")
    parser.add_argument(
        "--second", type=int, nargs=3, default=(4000, 500, 500), metavar="N",
        help="as --practice, --stories and --gsm8k, other stories for the network (default 4000 500 500)",
    )  # fmt: skip
    parser.add_argument("--epochs", type=float, default=3, help="of the network (default 3)")
    parser.add_argument("--base", type=Path, help="folder for the weights before svamp, which cross-validation needs")
    parser.add_argument("--linear", type=Path, help="go on from the linear weights in this folder of an earlier run")
    parser.add_argument("--calibrate", action="store_true", help="only fit the confidence of the weights in --out")
    parser.add_argument("--workers", type=int, default=1, help="processes that search (default 1)")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if options.calibrate and not options.base:
        parser.error("--calibrate needs --base FOLDER, the weights before svamp")
    for name in ("gsm8k_train.jsonl", "svamp_dev.json"):
        if not (options.data / name).is_file():
            print(f"{options.data / name} is absent; --data names the folder that has it", file=sys.stderr)
            return 2

    def say(text: str) -> None:
        print(text, flush=True)

    if options.calibrate:
        recalibrated(options.data, options.out, options.base, options.seed, say)
        return 0
    shuffled = gsm8k_training(options.data / "gsm8k_train.jsonl")
    Random(options.seed).shuffle(shuffled)
    given = sorted(shuffled, key=lambda e: e.tree is not None and size(e.tree) > 3)
    wanted, anew = (options.practice, options.stories, options.gsm8k), options.second
    mine = list(svamp(options.data / "svamp_dev.json"))
    if options.linear:
        linear, _ = loaded(options.linear)
    else:
        linear = linear_from(mixed(wanted, given, options.seed), options.workers, options.seed, say)
    fresh = mixed(anew, shuffled, options.seed + SHIFT)
    data = prepared(fresh, linear, options.workers, say)
    base = network_from(data, linear, options.epochs, options.seed)
    say("trained without svamp")
    if options.base:
        save(
            options.base,
            linear,
            base,
            {"what": "weights before svamp", "confidence": [0, 1, *[0] * (len(NAMES) - 2)], "threshold": 1},
        )
    others = Random(options.seed).sample(data, min(len(data), 1200))
    network = further(prepared(mine, linear), others, base, options.seed)
    chosen = calibrated(held_outcomes(options.data, mine, linear, base, network, others, options.seed), say)
    theirs = {e.story for e in given[: options.gsm8k] + shuffled[: anew[2]]}
    card = {
        "what": "embedded reader of stories: linear weights of actions and a network over hashed features",
        "trained on": {
            "svamp_dev.json": f"{len(mine)} stories, MIT",
            "gsm8k_train.jsonl": f"{len(theirs)} stories, MIT; every tenth is for measuring, three tenths are for the "
            "confidence",
            "generated": f"{options.practice + anew[0]} of hybrid.words.reader.practice, "
            f"{options.stories + anew[1]} of hybrid.words.stories",
        },
        "calibrated on": CALIBRATED_ON,
        "command": f"python -m hybrid.words.reader.train --practice {options.practice} --stories {options.stories} "
        f"--gsm8k {options.gsm8k} --second {' '.join(map(str, anew))} --epochs {options.epochs} --seed {options.seed}",
        **chosen,
    }
    save(options.out, linear, network, card)
    return 0


def held_outcomes(
    data: Path, mine: Sequence[Example], linear: Floats, base: Network, network: Network,
    others: Sequence[tuple[Cases, Example]], seed: int,
) -> dict[str, list[Outcome]]:  # fmt: skip
    """The outcomes that the confidence is fitted on: SVAMP out of fold, and stories of GSM8K not trained on."""
    held = gsm8k_kept(data / "gsm8k_train.jsonl", "confidence")
    return {"svamp": out_of_fold(mine, linear, base, others, seed), "gsm8k": outcomes(held, linear, network)}


def recalibrated(data: Path, out: Path, base: Path, seed: int, say: Callable[[str], None]) -> None:
    """Fit the confidence of the weights in `out` anew, with those before svamp in `base`, and write their card."""
    final, start = loaded(out), loaded(base)
    shared = [*practice(400, seed + 1), *generated(200, seed + 1)]
    others = prepared(shared, start[0])
    mine = list(svamp(data / "svamp_dev.json"))
    chosen = calibrated(held_outcomes(data, mine, start[0], start[1], final[1], others, seed), say)
    card = json.loads((out / "card.json").read_text(encoding="utf-8"))
    save(out, *final, card | {"calibrated on": CALIBRATED_ON} | chosen)


def loaded(folder: Path) -> tuple[Floats, Network]:
    """The linear weights and the network of a folder."""
    from safetensors.numpy import load_file

    found = {name: x.astype(np.float32) for name, x in load_file(folder / "weights.safetensors").items()}
    return found["linear"], Network(found["table"], found["bias"], found["out"])


def further(
    known: Sequence[tuple[Cases, Example]], others: Sequence[tuple[Cases, Example]], start: Network, seed: int
) -> Network:
    """The network after two more epochs on some stories, each thrice, among others that it has seen."""
    mixed = [*known, *known, *known, *others]
    return train_network([c for c, _ in mixed], start, [1.0] * len(mixed), epochs=2, rate=1e-3, seed=seed)


def outcomes(examples: Sequence[Example], linear: Floats, network: Network | None) -> list[Outcome]:
    """What comes of the stories that have a reading."""
    packed = array("f", linear.astype(np.float32).tobytes())
    found = []
    for e in examples:
        story = Story.of(e.story)
        judged = [] if unreadable(story) else judge(story, packed, network)
        if judged:
            hits = [near(j.value, e.answer) for j in judged]
            found.append(Outcome(evidence(judged, story), hits[0], any(hits[:5]), any(hits)))
    return found


def out_of_fold(
    examples: Sequence[Example], linear: Floats, base: Network, others: Sequence[tuple[Cases, Example]], seed: int
) -> list[Outcome]:
    """The outcomes of each fifth of the stories under a network that went on from the base with the other four."""
    found = []
    cases_of = prepared(examples, linear)
    for fold in range(FOLDS):
        test = examples[fold::FOLDS]
        apart = {e.story for e in test}
        network = further([(c, e) for c, e in cases_of if e.story not in apart], others, base, seed)
        found += outcomes(test, linear, network)
    return found


if __name__ == "__main__":
    raise SystemExit(main())
