"""The step judge on pairs known to be right or wrong: wrong verdicts, unknown share, and verdicts a second.

The pairs are printed and parsed anew, so that nothing is remembered about their terms: the first pass is
cold, the second over the same terms warm. On a sample of the same polynomial and rational pairs,
`sympy.simplify(before - after) == 0` is timed on ready SymPy objects with a cleared cache.
"""

from __future__ import annotations

import time
from collections import Counter

from benchmarks.common import finish, options, table
from benchmarks.generate import step_pairs
from benchmarks.peers import clear_sympy, to_sympy
from hybrid.collector import relax
from hybrid.decide.verdict import Verdict
from hybrid.prover import judge
from hybrid.syntax.parse import parse
from hybrid.term import Term


def main() -> None:
    parser = options(__doc__, 2000)
    parser.add_argument("--sample", type=int, default=100, help="how many pairs SymPy gets (default 100)")
    args = parser.parse_args()
    relax()  # as the hybrid command does

    texts = [(str(p.before), str(p.after), str(p.kind), p.correct, p.fault) for p in step_pairs(args.n, args.seed)]
    terms = [(parse(before), parse(after)) for before, after, *_ in texts]

    judge(parse("u + u"), parse("2*u"))  # imports
    cold, verdicts = _timed_pass(terms)
    warm, _ = _timed_pass(terms)

    answers: dict[str, Counter[str]] = {}
    wrong = []
    for (before, after, kind, correct, fault), verdict in zip(texts, verdicts, strict=True):
        name: str = verdict.answer
        if name == ("refuted" if correct else "proved"):
            name = "wrong"
            wrong.append(f"{kind}: {before}  ->  {after}   correct: {correct} {fault}; answered {verdict}")
        answers.setdefault(kind, Counter())[name] += 1
    algebra = [i for i, t in enumerate(texts) if t[2] in ("polynomial", "rational")]
    decided_cold = len(algebra) / sum(cold[i] for i in algebra)
    sympy_rate = _sympy_rate([terms[i] for i in algebra[: args.sample]])
    if args.verbose:
        lines = []
        for kind, c in sorted(answers.items()):
            mine = [i for i, t in enumerate(texts) if t[2] == kind]
            rates = [len(mine) / sum(times[i] for i in mine) for times in (cold, warm)]
            lines.append([kind, len(mine), c["proved"], c["refuted"], c["unknown"], c["wrong"], *rates])
        print(table(["kind", "n", "proved", "refuted", "unknown", "wrong", "cold /s", "warm /s"], lines))
        print("\n".join(wrong[:20]))
        for (before, after, kind, _, fault), v in zip(texts, verdicts, strict=True):
            if v.answer == "unknown":
                print(f"unknown: {kind}: {before}  ->  {after}  {fault} [{v.reason}]")
    finish(
        "judge",
        {
            "n": len(texts),
            "seed": args.seed,
            "wrong": len(wrong),
            "unknown": sum(c["unknown"] for c in answers.values()) / len(texts),
            "algebra_per_s_cold": decided_cold,
            "algebra_per_s_warm": len(algebra) / sum(warm[i] for i in algebra),
            "all_per_s_cold": len(texts) / sum(cold),
            "sympy_per_s": sympy_rate,
            "ratio_to_sympy": decided_cold / sympy_rate,
        },
    )


def _timed_pass(terms: list[tuple[Term, Term]]) -> tuple[list[float], list[Verdict]]:
    """Seconds and verdict of each pair. The clock is read twice a pair, about 0.1 microseconds."""
    clock = time.perf_counter
    seconds: list[float] = []
    verdicts: list[Verdict] = []
    for before, after in terms:
        start = clock()
        verdict = judge(before, after)
        seconds.append(clock() - start)
        verdicts.append(verdict)
    return seconds, verdicts


def _sympy_rate(pairs: list[tuple[Term, Term]]) -> float:
    """Verdicts a second of simplify(before - after) == 0."""
    import sympy

    total = 0.0
    for before, after in pairs:
        left, right = to_sympy(before), to_sympy(after)
        clear_sympy()
        start = time.perf_counter()
        bool(sympy.simplify(left - right) == 0)
        total += time.perf_counter() - start
    return len(pairs) / total


if __name__ == "__main__":
    main()
