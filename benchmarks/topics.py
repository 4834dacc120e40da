"""Every topic and level of the generator: how many different problems, how many proved, how fast.

    python -m benchmarks.topics [--n 200] [--topic linear-equations ...] [--level 2 ...] [--draws 2000] [--verbose]
    python -m benchmarks.topics --table docs/topics.md        the page of topics, written anew

One line of JSON for each topic and level:

    draws, distinct   statements drawn, and how many of them differ as texts
    space             how many problems there seem to be up to renaming and order, by how often two draws agree:
                      n draws of a space of N equally likely ones agree in n*(n - 1)/(2*N) pairs. null: no pair does
    n, proved         statements solved within --expansions, and the share proved
    mean_ms, p95_ms   processor time of hybrid.solve, check by the kernel included; the first of a level is not counted
    steps             the mean number of steps of a derivation
    slowest           the family that takes the longest, and its mean in ms
    open              the first statements that were not proved
"""

from __future__ import annotations

import statistics
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

import hybrid
from benchmarks.common import finish, options, percentile, table
from hybrid.generate.topic import Topic
from hybrid.generate.topics import TOPICS
from hybrid.learn.curriculum import key_of
from hybrid.problem import Problem
from hybrid.search.limits import Limits
from hybrid.syntax.statement import parse_problem
from hybrid.term import conj


def measured(topic: Topic, level: int, n: int, draws: int, seed: int, limits: Limits) -> dict[str, Any]:
    """The figures of one level, see the module."""
    families = topic.levels[level]
    rng = Random(f"{topic.name} {level} {seed}")
    pairs = [(family, family(rng)) for family in (rng.choice(families) for _ in range(max(n, draws)))]
    keys = Counter(problem_key(parse_problem(text)) for _, text in pairs[:draws])
    agreeing = sum(k * (k - 1) // 2 for k in keys.values())
    hybrid.solve(pairs[0][1], limits=limits)
    times, steps, unsolved = defaultdict[str, list[float]](list), [], []
    for family, text in pairs[:n]:
        start = time.process_time()
        result = hybrid.solve(text, limits=limits)
        seconds = time.process_time() - start
        times[family.__name__].append(1000 * seconds)
        if result.status == "proved":
            steps.append(len(result.steps))
        else:
            unsolved.append(f"{family.__name__}: {text}")
    everything = [ms for found in times.values() for ms in found]
    slowest = max(times, key=lambda name: statistics.mean(times[name]))
    return {
        "topic": topic.name,
        "level": level,
        "draws": draws,
        "distinct": len({text for _, text in pairs[:draws]}),
        "space": draws * (draws - 1) // (2 * agreeing) if agreeing else None,
        "n": n,
        "proved": len(steps) / n,
        "mean_ms": statistics.mean(everything),
        "p95_ms": percentile(everything, 0.95),
        "steps": statistics.mean(steps) if steps else None,
        "slowest": [slowest, statistics.mean(times[slowest])],
        "open": unsolved[:3],
    }


def problem_key(problem: Problem) -> str:
    """A text that problems share which are equal up to the names of letters and the order of sums and the like."""
    whole = conj(problem.term, *problem.given) if problem.given else problem.term
    bodies = " ".join(d.body.key for d in problem.definitions)
    return f"{problem.goal} {key_of(whole)} {bodies} {sorted(problem.domains.values())}"


def page(rows: Sequence[dict[str, Any]], limits: Limits) -> str:
    """The page of topics, in Markdown."""
    lines = [
        "# Topics",
        "",
        "What the generator draws from: `hybrid.generate.topics.TOPICS`. Written by",
        "`python -m benchmarks.topics --table docs/topics.md`; do not edit it. *Space* estimates from coincidences how",
        "many different problems a level has up to renaming and order (`>` where no two draws agreed); *proved* is the",
        f"share that `hybrid.solve` proves within {limits.expansions:,} expansions; times are in milliseconds.",
        "",
        "| topic | level | families | space | proved | mean ms | p95 ms | steps | an example |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |",
    ]
    for row in rows:
        topic, level = TOPICS[row["topic"]], row["level"]
        space = f"{row['space']:,}" if row["space"] else f"> {row['draws'] * (row['draws'] - 1) // 2:,}"
        example = topic.draw(level, Random(f"example {topic.name} {level}")).replace("|", "\\|")
        lines.append(
            f"| {topic.name if level == min(topic.levels) else ''} | {level} | {len(topic.levels[level])} | {space} "
            f"| {100 * row['proved']:.4g}% | {row['mean_ms']:.1f} | {row['p95_ms']:.1f} | {row['steps'] or 0:.1f} "
            f"| `{example}` |"
        )
    lines += ["", "What the topics are:", ""]
    lines += [f"- **{topic.name}**: {topic.words}" for topic in TOPICS.values()]
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = options(__doc__, 200)
    parser.add_argument("--topic", nargs="*", choices=sorted(TOPICS), help="only these topics")
    parser.add_argument("--level", nargs="*", type=int, help="only these levels")
    parser.add_argument("--draws", type=int, default=2000, help="statements drawn to count different ones")
    parser.add_argument("--expansions", type=int, default=2000, help="limit of a search")
    parser.add_argument("--table", type=Path, help="write the page of topics there")
    args = parser.parse_args()
    limits = Limits(seconds=args.seconds, expansions=args.expansions)
    rows = []
    for topic in TOPICS.values():
        for level in topic.levels:
            if (not args.topic or topic.name in args.topic) and (not args.level or level in args.level):
                rows.append(measured(topic, level, args.n, args.draws, args.seed, limits))
                finish("topics", rows[-1])
    if args.table:
        args.table.write_text(page(rows, limits), encoding="utf-8")
    if args.verbose:
        columns = ("topic", "level", "space", "proved", "mean_ms", "p95_ms", "steps")
        print(table(columns, [[row[c] for c in columns] for row in rows]))
    n = sum(row["n"] for row in rows)
    summary = {
        "levels": len(rows),
        "topics": len({row["topic"] for row in rows}),
        "proved": sum(row["proved"] * row["n"] for row in rows) / n,
        "least_proved": min(row["proved"] for row in rows),
        "mean_ms": sum(row["mean_ms"] * row["n"] for row in rows) / n,
    }
    finish("topics", summary)


if __name__ == "__main__":
    main()
