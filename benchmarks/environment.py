"""The environment hybrid/Derive-v0 under agents that know nothing: steps per second, and how often they arrive.

    random   any legal step
    first    the step that the rules propose first

Each plays n problems of the generated topics, by single laws and by steps of school.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

from benchmarks.common import finish, options, skip, table


def main(arguments: Sequence[str] | None = None) -> None:
    args = options(__doc__, n=80).parse_args(arguments)
    try:
        import gymnasium

        import hybrid.environments  # noqa: F401
    except ImportError:
        skip("environment", "gymnasium is not installed")
    figures = []
    for size in ("laws", "school"):
        env = gymnasium.make("hybrid/Derive-v0", steps=size)
        for agent in ("random", "first"):
            solved, steps, legal, seconds = play(env, agent, args.n, args.seed)
            figures.append([size, agent, solved / args.n, steps / args.n, legal / (steps + args.n), steps / seconds])
    if args.verbose:
        print(table(["steps", "agent", "solved", "length", "legal", "steps/s"], figures))
    finish(
        "environment",
        {
            f"{size} {agent}": {"solved": solved, "length": length, "legal": legal, "steps_per_second": rate}
            for size, agent, solved, length, legal, rate in figures
        },
    )


def play(env: Any, agent: str, n: int, seed: int) -> tuple[int, int, int, float]:
    """Episodes solved, steps made, legal steps counted over all lines, and seconds."""
    env.action_space.seed(seed)
    solved = steps = legal = 0
    start = time.perf_counter()
    for i in range(n):
        _, info = env.reset(seed=seed + i)
        ended = cut = False
        legal += int(info["action_mask"].sum())
        while not (ended or cut):
            action = env.action_space.sample(mask=info["action_mask"]) if agent == "random" else 0
            _, _, ended, cut, info = env.step(action)
            steps += 1
            legal += int(info["action_mask"].sum())
        solved += info["solved"]
    return solved, steps, legal, time.perf_counter() - start


if __name__ == "__main__":
    main()
