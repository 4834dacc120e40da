"""What checking makes of a language model that reads stories: its answers believed, and its programs judged.

    python -m benchmarks.reader_model DIR [--n 20] [--samples 3] [--operations 1] [--seed 1] [--seconds 120]

DIR has any causal model that transformers reads. Stories are drawn from our generator. Each is put to the model in
three ways:

    believed  the question alone; the last number of its likeliest answer counts as the answer
    free      programs of the story language, written without a grammar, each parsed and checked
    held      the same, held to the language with the words and numbers of the story

programs, sound: the share of samples that are programs, and of those the checks find no error in; any_right: the share
of stories with a sound program that has the right value; answered, wrong: what the reader would answer (hybrid.words.
reader.sampled), without corrections, and how many of these are wrong.
"""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

from benchmarks.common import finish, median, options, skip
from hybrid.words.grounding import Text
from hybrid.words.numbers import mentions
from hybrid.words.reader.sampled import Sample, SampledReader, chosen, judged
from hybrid.words.reader.writers import LocalWriter
from hybrid.words.stories import Story, story

ASKED = "Answer the question with one number and nothing else."
LONGEST_ANSWER = 60  # tokens


def believed(writer: LocalWriter, told: Story, seconds: float) -> bool:
    """Whether the last number of the likeliest answer is right."""
    asked = [{"role": "system", "content": ASKED}, {"role": "user", "content": told.text}]
    plain = f"{told.text}\n{ASKED}\nAnswer:"
    texts = writer.model.write(
        writer.model.asked(asked, plain), 1, seed="alone", max_tokens=LONGEST_ANSWER, seconds=seconds
    )
    said = mentions(re.sub(r"\s+", " ", texts[0])) if texts else []
    return bool(said) and said[-1].value == told.answer


def read(writer: LocalWriter, told: Story, samples: int, seconds: float) -> list[Sample]:
    text = Text(told.text)
    return [judged(p, text) for p in writer.programs(told.text, samples, time.monotonic() + seconds)]


def figures(found: Sequence[tuple[Sequence[Sample], Fraction]], reader: SampledReader) -> dict[str, Any]:
    samples = [s for each, _ in found for s in each]
    read = [(chosen(each, 1, reader.threshold, reader.least), right) for each, right in found]
    answers = [(r.readings[0].value, right) for r, right in read if r.answers]
    return {
        "programs": sum(s.program is not None for s in samples) / len(samples),
        "sound": sum(s.good for s in samples) / len(samples),
        "any_right": sum(any(s.good and s.value == right for s in each) for each, right in found) / len(found),
        "answered": len(answers),
        "wrong": sum(value != right for value, right in answers),
    }


def main() -> None:
    parser = options(__doc__, 20, 120.0)
    parser.add_argument("directory", type=Path, nargs="?", help="a causal language model; nothing without")
    parser.add_argument("--samples", type=int, default=3)
    parser.add_argument("--operations", type=int, default=1, help="of a story")
    args = parser.parse_args()
    if args.directory is None:
        skip("reader_model", "no directory with a language model was given")
    told = [story(args.seed, number, args.operations) for number in range(args.n)]
    writers = {"held": LocalWriter(args.directory), "free": LocalWriter(args.directory, constrained=False)}
    reader = SampledReader(writers["held"], samples=args.samples)
    writers["free"].load()
    summary: dict[str, Any] = {"stories": len(told), "samples": args.samples, "operations": args.operations}
    summary["believed"] = {"right": sum(believed(writers["free"], t, args.seconds) for t in told) / len(told)}
    for way, writer in writers.items():
        writer.load()
        found, seconds = [], []
        for t in told:
            begun = time.perf_counter()
            found.append((read(writer, t, args.samples, args.seconds), t.answer))
            seconds.append(time.perf_counter() - begun)
        summary[way] = figures(found, reader) | {"seconds_a_story": median(seconds)}
    finish("reader_model", summary)


if __name__ == "__main__":
    main()
