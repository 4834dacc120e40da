"""The generator of stories: how fast, how varied, and whether kinds of reasoning have the shares wanted.

Prints rows a second of one core, the share of each kind of reasoning among stories of two steps and more, the same for
stories of one step, how many steps stories have, how many stories hold a number that is not needed, and how many
openings, sentences and questions are different before names, numbers and nouns are put in. With --samples, writes the
samples of docs/stories.md instead.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.common import finish, options, table  # noqa: E402
from hybrid.words.stories import KINDS, Story, broken, story  # noqa: E402
from hybrid.words.stories.expression import written  # noqa: E402
from hybrid.words.stories.weights import SHARES, SHARES_OF_ONE_STEP  # noqa: E402


def sort_of_one_step(s: Story) -> str:
    """compare, change, equal groups, combine, or other."""
    if s.families & {"more/fewer", "times-as"}:
        return "compare"
    if "change" in s.families:
        return "change"
    if s.families & {"equal groups", "partition", "rate"}:
        return "equal groups"
    return "combine" if "combine" in s.families else "other"


def percent(part: int, whole: int) -> float:
    return round(100 * part / whole, 1) if whole else 0.0


def samples(seed: int, n: int) -> str:
    """Stories with programs and solutions, and one broken twin of each kind, in Markdown."""
    parts = []
    for i in range(n):
        s = story(seed, i)
        unused = f" Not needed: {', '.join(map(str, s.unused))}." if s.unused else ""
        answer = f"Answer: {written(s.answer)} {s.unit}, from {', '.join(s.schemas)}.{unused}"
        parts.append(f"> {s.text}\n\n```text\n{s.program}```\n\n{answer}")
    twins, index = [], 0
    for kind in KINDS:
        twin = None
        while twin is None:
            s = story(seed, index, 3)
            twin, index = broken(s, kind, Random(index)), index + 1
        lines = "\n".join(f"{'->' if i == twin.line else '  '} {line}" for i, line in enumerate(twin.lines))
        twins.append(
            f"*{kind}*; the right answer is {written(s.answer)} {s.unit}.\n\n> {s.text}\n\n```text\n{lines}\n```"
        )
    return "\n\n".join(parts) + "\n\n## Broken twins\n\n" + "\n\n".join(twins) + "\n"


def main() -> None:
    parser = options(__doc__, 2000)
    parser.add_argument("--samples", type=int, default=0, metavar="N", help="write N samples in Markdown and stop")
    args = parser.parse_args()
    if args.samples:
        print(samples(args.seed, args.samples), end="")
        return
    started = time.process_time()
    rows = [story(args.seed, i) for i in range(args.n)]
    seconds = time.process_time() - started  # of the processor, so that busy neighbours do not count
    several = [s for s in rows if s.operations > 1]
    ones = [s for s in rows if s.operations == 1]
    families = {f: percent(sum(f in s.families for s in several), len(several)) for f in SHARES}
    single = Counter(map(sort_of_one_step, ones))
    twins = {k: sum(broken(s, k, Random(i)) is not None for i, s in enumerate(rows)) for k in KINDS}
    if args.verbose:
        print(table(["kind", "percent", "wanted"], [[f, v, SHARES[f]] for f, v in families.items()]))
    finish(
        "stories",
        {
            "n": len(rows),
            "rows_per_cpu_second": args.n / seconds,
            "distinct_texts": len({s.text for s in rows}),
            "distinct_openings": len({s.templates[0] for s in rows}),
            "distinct_sentence_templates": len({t for s in rows for t in s.templates}),
            "distinct_questions": len({s.templates[-1] for s in rows}),
            "schemas_seen": len({name for s in rows for name in s.schemas}),
            "percent_with_unused_number": percent(sum(bool(s.unused) for s in rows), len(rows)),
            "percent_by_kind": families,
            "farthest_from_wanted": max(abs(families[f] - SHARES[f]) for f in SHARES),
            "percent_of_one_step": {k: percent(single[k], len(ones)) for k in (*SHARES_OF_ONE_STEP, "other")},
            "percent_by_steps": {
                k: percent(v, len(rows)) for k, v in sorted(Counter(s.operations for s in rows).items())
            },
            "percent_by_place_asked": {
                k: percent(v, len(rows)) for k, v in Counter(s.asked for s in rows).most_common()
            },
            "percent_with_twin": {k: percent(v, len(rows)) for k, v in twins.items()},
        },
    )


if __name__ == "__main__":
    main()
