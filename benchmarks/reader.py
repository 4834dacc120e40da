"""How often the embedded reader has the right answer, how sure it is, and how fast.

SVAMP (200 stories that the shipped weights were also trained on) by cross-validation: for each of five parts, linear
weights and network go on from weights trained without any of the 200, on the other four parts. ASDiv-A and MAWPS: the
shipped weights, trained on neither. GSM8K: every tenth story of the training file, which was not trained on. Data are
read from ../shared/data or $HYBRID_DATA; without them nothing is measured.
"""

from __future__ import annotations

import csv
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

import numpy as np

from benchmarks.common import data_folder, finish, options, percentile, skip, table
from hybrid.words.reader import clauses
from hybrid.words.reader.candidates import Story
from hybrid.words.reader.data import Example, svamp
from hybrid.words.reader.evidence import confidence, sure
from hybrid.words.reader.practice import stories as practice
from hybrid.words.reader.reader import Reader, shipped, unreadable
from hybrid.words.reader.train import generated, gsm8k_kept, out_of_fold, prepared


def numbered(path: Path, group: str) -> list[Example]:
    """The stories of a file with number0, number1, ... in the text and their values beside it, put in."""
    found = []
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.append(Example(filled(row), float(row["Answer"]), None, group))
    return found


def filled(row: Mapping[str, str]) -> str:
    """The story of a row of such a file."""
    story, values = row["Question"], row["Numbers"].split()
    for i in reversed(range(len(values))):
        story = story.replace(f"number{i}", values[i].removesuffix(".0"))
    return story


Outcome = tuple[bool, float, bool, bool]


def right(value: float, example: Example) -> bool:
    """Whether a value is the answer, up to rounding."""
    return abs(value - example.answer) <= 1e-4 * max(1.0, abs(example.answer))


def outcome(example: Example, reader: Reader) -> Outcome:
    """Whether the first value is right, the confidence, and whether a right value is among the first five, and among
    all that the network orders. A story that is equations comes first with that reading, as in Reader.read."""
    story = Story.of(example.story)
    judged = [] if unreadable(story) else reader.judge(story)
    hits = [right(j.value, example) for j in judged]
    told = clauses.read(example.story)
    if told is not None:
        hit = right(float(told.value), example)
        return hit, clauses.CONFIDENCE, hit or any(hits[:4]), hit or any(hits)
    if not judged:
        return False, 0.0, False, False
    return hits[0], sure(judged, story, reader.confidence_weights), any(hits[:5]), any(hits)


def figures(rows: Sequence[Outcome], threshold: float) -> dict[str, Any]:
    """Accuracy, top five, the bound of the candidates, and the precision and coverage of what the threshold answers."""
    answered = [right for right, confidence, _, _ in rows if confidence >= threshold]
    return {
        "stories": len(rows),
        "accuracy": sum(r[0] for r in rows) / len(rows),
        "top5": sum(r[2] for r in rows) / len(rows),
        "bound": sum(r[3] for r in rows) / len(rows),
        "coverage": len(answered) / len(rows),
        "precision": sum(answered) / len(answered) if answered else None,
    }


def cross_validated(stories: Sequence[Example], base: Reader, reader: Reader, seed: int) -> list[Outcome]:
    """The outcomes of each part under a network that went on from the base without it."""
    linear = np.frombuffer(base.linear.tobytes(), dtype=np.float32)
    others = prepared(list(practice(300, seed)) + list(generated(300, seed)), linear)
    found = out_of_fold(stories, linear, base.network, others, seed)
    return [(o.right, confidence(o.evidence, reader.confidence_weights), o.top5, o.among) for o in found]


def main() -> None:
    parser = options(__doc__, 10_000)
    parser.add_argument("--base", type=Path, help="weights before svamp (train --base): cross-validate on svamp_dev")
    chosen = parser.parse_args()
    data = data_folder()
    if not (data / "svamp_dev.json").is_file():
        skip("reader", f"{data} has no outside problem sets")
    reader = shipped()
    rng = Random(chosen.seed)
    sets: dict[str, list[Example]] = {
        "asdiv_a": [e for f in range(5) for e in numbered(data / f"asdiv_a_fold{f}.csv", "asdiv_a")],
        "mawps": [e for f in range(5) for e in numbered(data / f"mawps_fold{f}.csv", "mawps")],
        "gsm8k_held_out": gsm8k_kept(data / "gsm8k_train.jsonl", "measuring"),
    }
    found: dict[str, Any] = {}
    for name, examples in sets.items():
        picked = examples if len(examples) <= chosen.n else rng.sample(examples, chosen.n)
        start = time.process_time()
        seconds = []
        rows = []
        for e in picked:
            before = time.process_time()
            rows.append(outcome(e, reader))
            seconds.append(time.process_time() - before)
        found[name] = figures(rows, reader.threshold) | {
            "stories_per_second": len(picked) / (time.process_time() - start),
            "p95_seconds": percentile(seconds, 0.95),
        }
    mine = list(svamp(data / "svamp_dev.json"))
    start = time.process_time()
    seen = [outcome(e, reader) for e in mine]
    found["svamp_dev_trained_on"] = figures(seen, reader.threshold) | {
        "stories_per_second": len(mine) / (time.process_time() - start)
    }
    if chosen.base:
        rows = cross_validated(mine, Reader(chosen.base), reader, chosen.seed)
        found["svamp_cross_validated"] = figures(rows, reader.threshold)
    if chosen.verbose:
        names = ["stories", "accuracy", "top5", "bound", "coverage", "precision", "stories_per_second"]
        print(table(["set", *names], [[k, *(v.get(n) for n in names)] for k, v in found.items()]))
    finish("reader", {"threshold": reader.threshold, **found})


if __name__ == "__main__":
    main()
