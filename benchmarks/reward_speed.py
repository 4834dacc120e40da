"""Rewards on short completions of one kind each: completions a second of one core, and the slowest hostile completion.

Two ways. "groups": as a trainer samples, eight completions for a gold answer, among them three different answers, one
of them right. "cold": every completion has another answer and another gold answer, so that nothing but imports is
remembered from one to the next. Gold answers are read in the measured time. Processor time, the fastest of --repeat
passes.

Hostile completions are towers of
powers, thousands of brackets, a megabyte of text and the like, against gold answers of several kinds; the figure is the
largest processor time that one of them took in `answer_reward` or `step_reward`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any

from benchmarks.common import finish, options, table
from hybrid.answers import read_gold
from hybrid.rewards import answer_reward, format_reward, step_reward, story_reward

KINDS: dict[str, Callable[[int], tuple[str, str]]] = {
    "gsm8k": lambda i: (f"She has 3 pens and buys {i}.\n3 + {i} = {i + 3}\n#### {i + 3}", str(i + 3)),
    "said": lambda i: (f"2 * {i} = {2 * i}. The answer is {2 * i} pens.", str(2 * i)),
    "boxed number": lambda i: (f"so \\boxed{{{i}}}", str(i)),
    "wrong number": lambda i: (f"so \\boxed{{{i}}}", str(i + 1)),
    "fraction": lambda i: (f"so \\boxed{{\\frac{{{i}}}{{7}}}}", f"{i}/7"),
    "solutions": lambda i: (f"Therefore x = {i} or x = {i + 1}", f"x = {i + 1} or x = {i}"),
    "inequality": lambda i: (f"Therefore x < {i} or x > {i + 1}", f"x > {i + 1} or x < {i}"),
    "interval": lambda i: (f"\\boxed{{(-\\infty, {i}) \\cup ({i + 1}, \\infty)}}", f"x > {i + 1} or x < {i}"),
    "expression": lambda i: (f"\\boxed{{(x + {i})(x - 1)}}", f"(x - 1)*(x + {i})"),
    "radical": lambda i: (f"\\boxed{{\\frac{{{i}\\sqrt{{2}}}}{{2}}}}", f"{i}/sqrt(2)"),
}
GOLDS = (
    "42",
    "x + 1",
    "x = 2 or x = 3",
    "x > 2",
    "sqrt(2) + sqrt(3)",
    "x^2 + y^2 = 1 and x > y",
    "(2, 3)",
    "y = 2*x + 1",
)
HOSTILE = (
    "9^9^9^9",
    "a " * 500_000,
    "\n" * 500_000,
    "(" * 10_000 + ")" * 10_000,
    "\\boxed{" * 5_000,
    "$" * 100_000,
    "\\boxed{" + "1" * 900 + "}",
    "\\boxed{999999!}",
    "\\boxed{(x + 1)^{60}}",
    "\\boxed{(a+b+c+d+f)^4 (a-b)^3}",
    "\\boxed{" + "+".join(f"\\sqrt{{{p}}}" for p in (2, 3, 5, 7, 11, 13)) + "}",
    "\\boxed{" + "\\sqrt{x+" * 8 + "1" + "}" * 8 + "}",
    "\\boxed{" + "+".join(f"{i}x^{{{i}}}" for i in range(50)) + "=0}",
    "\\boxed{" + " or ".join(f"{i}<x<{i + 1}" for i in range(40)) + "}",
    "\\boxed{" + " and ".join(f"x*y+{i}>z" for i in range(15)) + "}",
    "\\boxed{\\sin(10^{300})}",
    "\\boxed{" + "\\frac{1}{" * 50 + "x" + "}" * 51,
    "\\boxed{x^5+y^5+z^5 = 3xyz and x+y+z=0 and xy > z}",
    "2*x + 2*y = 4\nx + y = 2\nx^2 + y^2 = 4 - 2*x*y\n" * 20,
)


def rate(reward: Callable[..., Any], completions: Sequence[str], repeat: int, **columns: Sequence[Any]) -> float:
    """Completions a second of processor time, the fastest of some calls."""
    best = float("inf")
    for _ in range(repeat):
        read_gold.cache_clear()
        started = time.process_time()
        reward(["Solve it."] * len(completions), completions, **columns)
        best = min(best, time.process_time() - started)
    return len(completions) / best


def slowest() -> tuple[float, str]:
    """The longest processor time of a hostile completion, and how it begins."""
    times = []
    for text in HOSTILE:
        for gold in GOLDS:
            for reward, column in ((answer_reward, "answer"), (step_reward, "problem")):
                taken = []
                for _ in range(2):  # the first may import something
                    started = time.process_time()
                    reward([""], [text], **{column: [gold]})
                    taken.append(time.process_time() - started)
                times.append((min(taken), text[:40]))
    return max(times)


def main() -> None:
    parser = options(__doc__, 1000)
    parser.add_argument("--repeat", type=int, default=5, help="passes, of which the fastest counts (default 5)")
    args = parser.parse_args()
    story = "Ann has 3 boxes with 8 pens in each box. She gives 5 pens to Tom. How many pens does she have left?"
    cold: dict[str, float] = {}
    groups: dict[str, float] = {}
    share = args.n // len(KINDS)
    for rates, place in ((cold, lambda i: (i, i)), (groups, lambda i: (i // 8 * 8 + i % 3, i // 8 * 8))):
        given: list[str] = []
        gold: list[str] = []
        for kind, make in KINDS.items():
            places = [place(i) for i in range(args.n)]
            written, golds = [make(i)[0] for i, _ in places], [make(j)[1] for _, j in places]
            rates[kind] = rate(answer_reward, written, args.repeat, answer=golds)
            given += written[:share]
            gold += golds[:share]
        rates["all kinds mixed"] = rate(answer_reward, given, args.repeat, answer=gold)
    others = {"format": rate(format_reward, given, args.repeat)}
    steps = [f"2x = {2 * i}\nx = {i}" for i in range(args.n)]
    problems = [f"solve 2*x + 1 = {2 * i + 1}" for i in range(args.n)]
    others["two steps"] = rate(step_reward, steps, args.repeat, problem=problems)
    solutions = [f"3 * 8 = 24 pens\n24 - {i} = {24 - i} pens\n#### {24 - i}" for i in range(args.n // 4)]
    others["story"] = rate(story_reward, solutions, args.repeat, story=[story] * len(solutions))
    seconds, text = slowest()
    if args.verbose:
        print(table(["answers", "groups /s", "cold /s"], [[kind, groups[kind], cold[kind]] for kind in cold]))
        print(table(["others", "/s"], list(others.items())))
        print(f"slowest hostile completion: {text!r}")
    figures = {"groups_per_second": groups, "cold_per_second": cold, "others_per_second": others}
    finish("reward_speed", {**figures, "hostile": len(HOSTILE), "slowest_hostile_seconds": seconds})


if __name__ == "__main__":
    main()
