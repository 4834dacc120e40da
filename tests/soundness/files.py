"""Malformed proof files: whatever is in them, reading ends in a derivation or in FormatError, and soon.

python -m tests.soundness.files 20000 1
"""

from __future__ import annotations

import copy
import json
import sys
import time
from collections import Counter
from random import Random
from typing import Any

from hybrid.problem import FormatError, derivation_from_json, derivation_to_json, problem_from_json, term_from_json
from hybrid.prover import solve

SOURCES = (
    "solve x^2 - 5x + 6 = 0 for x",
    "simplify (x^2 - 4)/(x - 2)",
    "solve sqrt(x) = x - 2 for x",
    "prove x > 1 => x^2 > 1",
)


def deep(levels: int, head: str | None = None) -> Any:
    out: Any = "x"
    for _ in range(levels):
        out = [out] if head is None else [head, out]
    return out


def nasty(rng: Random) -> Any:
    return rng.choice(
        (
            lambda: None,
            lambda: True,
            lambda: False,
            lambda: 0,
            lambda: -1,
            lambda: 1.5,
            lambda: float("nan"),
            lambda: float("inf"),
            lambda: "",
            lambda: "x y",
            lambda: "e",
            lambda: "__class__",
            lambda: "\ud800",
            lambda: "x" * 100_000,
            lambda: [],
            lambda: [[]],
            lambda: {},
            lambda: {"x": 1},
            lambda: deep(300),
            lambda: deep(5_000),
            lambda: deep(5_000, "neg"),
            lambda: deep(300, "neg"),
            lambda: deep(150, "sin"),
            lambda: 10**5_000,
            lambda: -(10**400),
            lambda: ["num", "1/0"],
            lambda: ["num", "0x" + "f" * 90_000],
            lambda: ["num", 10**5_000],
            lambda: ["num", "1e9"],
            lambda: ["num", "٣"],
            lambda: ["root", "x", 1],
            lambda: ["root", "x", 10**30],
            lambda: ["pow", 9, ["pow", 9, ["pow", 9, 9]]],
            lambda: ["fact", 10**9],
            lambda: ["sym", "x"],
            lambda: ["eq", ["eq", "x", 1], 1],
            lambda: ["and"],
            lambda: ["add"],
            lambda: ["or", "x"],
            lambda: ["defined", ["eq", "x", 1]],
            lambda: ["call"],
            lambda: ["call", "f"],
            lambda: ["call", 3, "x"],
            lambda: ["call", ["f"], "x"],
            lambda: ["const", ["pi"]],
            lambda: ["const", {}],
            lambda: ["true", 1],
            lambda: ["div", "x", 0],
            lambda: ["add", *["x"] * 5_000],
            lambda: ["mul", *[["add", "x", i] for i in range(300)]],
            lambda: [{"a": deep(3_000)}],
            lambda: ["num", "7" * 400],
            lambda: ["implies", ["true"], ["false"]],
            lambda: ["foo" * 10_000, 1],
            lambda: [None, 1],
            lambda: ["num"],
            lambda: [1, 2],
        )
    )()


def spoil(rng: Random, data: Any) -> Any:
    """The data with something nasty at a random place."""
    data = copy.deepcopy(data)
    for _ in range(rng.choice((1, 1, 2))):
        here = data
        while True:
            keys: list[Any] = list(here) if isinstance(here, dict) else list(range(len(here)))
            if not keys:
                break
            k = rng.choice(keys)
            if isinstance(here[k], (dict, list)) and here[k] and rng.random() < 0.8:
                here = here[k]
                continue
            what = rng.random()
            if what < 0.1:
                del here[k]
            else:
                here[k] = nasty(rng)
            break
    return data


def run(n: int, seed: int) -> Counter[str]:
    """Read n spoiled files. Counts outcomes; "crash" and "slow" are not to occur."""
    rng = Random(f"files {seed}")
    proofs = [derivation_to_json(d) for d in (solve(s).derivation for s in SOURCES) if d is not None]
    counts: Counter[str] = Counter()
    for _ in range(n):
        kind = rng.random()
        read: Any = derivation_from_json
        if kind < 0.6:
            data = spoil(rng, rng.choice(proofs))
        elif kind < 0.7:
            data, read = spoil(rng, rng.choice(proofs)["problem"]), problem_from_json
        else:
            data, read = (
                nasty(rng),
                rng.choice((term_from_json, term_from_json, problem_from_json, derivation_from_json)),
            )
        start = time.process_time()
        try:
            read(data)
            counts["read"] += 1
        except FormatError:
            counts["refused"] += 1
        except Exception as error:
            counts["crash"] += 1
            if counts["crash"] < 8:
                print(
                    "crash",
                    type(error).__name__,
                    str(error)[:200],
                    repr(data)[:200] if not isinstance(error, (RecursionError, ValueError)) else "",
                    flush=True,
                )
        if time.process_time() - start > 1:
            counts["slow"] += 1
            if counts["slow"] < 5:
                print("slow", time.process_time() - start, str(data)[:200], flush=True)
    return counts


if __name__ == "__main__":
    print(dict(run(int(sys.argv[1]), int(sys.argv[2]))))
    json.dumps({})
