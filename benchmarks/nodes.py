"""States expanded a second on polynomial simplification: our rules, read from text, against mathy_core.

Both sides start from the same polynomials and go breadth-first: take the oldest state, make every state
one rule application away, keep those not seen before. Neither side checks its steps in the figures that
are compared. Ours takes the rules of the book that do what mathy_core's do; beside it stand our rate with all
the book's rules on sums, products and powers, and with the kernel checking every new state, as the prover does.

The sides take turns problem by problem, so that a machine that slows down slows both. An expansion is one state
with *all* its successors made. The rules differ in detail, so the number of successors does too: successors a
second are given as well.
"""

from __future__ import annotations

import gc
import time
from collections import deque
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from benchmarks.common import finish, options, table
from benchmarks.generate import Simplification, polynomials
from benchmarks.peers import mathy_rules, mathy_successors
from hybrid.collector import relax
from hybrid.kernel import CheckError, make_step
from hybrid.problem import Problem
from hybrid.propose.rules import RuleProposer
from hybrid.rulebook import Rule, Rulebook
from hybrid.search.successors import successors
from hybrid.term import Term, TermError, subterms


@dataclass
class Count:
    expanded: int = 0
    generated: int = 0
    seconds: float = 0.0

    @property
    def rate(self) -> float:
        return self.expanded / self.seconds if self.seconds else 0.0

    @property
    def made(self) -> float:
        return self.generated / self.seconds if self.seconds else 0.0


def breadth_first(
    start: Any, successors: Callable[[Any], Sequence[Any]], key: Callable[[Any], Hashable], most: int, seconds: float
) -> Count:
    """Expand at most `most` states, for at most about `seconds`."""
    count = Count()
    begin = time.perf_counter()
    seen, queue = {key(start)}, deque([start])
    while queue and count.expanded < most and time.perf_counter() - begin < seconds:
        state = queue.popleft()
        count.expanded += 1
        for new in successors(state):
            count.generated += 1
            name = key(new)
            if name not in seen:
                seen.add(name)
                queue.append(new)
    count.seconds = time.perf_counter() - begin
    return count


POLYNOMIAL_HEADS = {"add", "mul", "neg", "pow", "sym", "num"}

# what mathy_core's eight rules do; its swaps of neighbours are part of our matching
COMPARABLE = frozenset(
    "add-numbers subtract-numbers add-negatives multiply-numbers power-of-number distribute distribute-minus "
    "like-terms same-twice take-out-factor take-out-difference times-itself times-power product-of-powers "
    "double-minus minus-times minus-times-minus minus-sum minus-difference".split()
)


@cache
def polynomial_rules(comparable: bool) -> Rulebook:
    """The fine rules of the book that speak of sums, products and powers only, as a book; `comparable`: of
    these the ones that do what mathy_core's do. Raises LookupError when those have other names by now."""

    def about_polynomials(rule: Rule) -> bool:
        return all(t.head in POLYNOMIAL_HEADS for side in (rule.left, rule.right) for _, t in subterms(side))

    rules = [r for r in Rulebook.load().select("simplify", fine=True) if about_polynomials(r)]
    if comparable:
        rules = [r for r in rules if r.name in COMPARABLE]
        if len(rules) < len(COMPARABLE):
            raise LookupError(f"no longer in the book: {', '.join(sorted(COMPARABLE - {r.name for r in rules}))}")
    return Rulebook(rules)


def our_successors(rules: Rulebook, checked: bool) -> Callable[[Term], Callable[[Term], Sequence[Term]]]:
    """start term -> (state -> all states one of these rules away), with the kernel's check or without."""
    book = Rulebook.load()
    proposer = RuleProposer(rules, safe_first=False)

    def prepare(start: Term) -> Callable[[Term], Sequence[Term]]:
        problem = Problem("simplify", start)

        def bare(state: Term) -> Sequence[Term]:
            return successors(state, rules)

        def with_kernel(state: Term) -> list[Term]:
            out = []
            for m in proposer.propose(state, problem):
                try:
                    out.append(make_step(problem, m.step(state), book, m.new).after)
                except (CheckError, TermError):
                    continue
            return out

        return with_kernel if checked else bare

    return prepare


def run_ours(problems: Sequence[Simplification], most: int, seconds: float, all_rules: bool, checked: bool) -> Count:
    prepare = our_successors(polynomial_rules(not all_rules), checked)
    total = Count()
    for p in problems:
        _include(total, breadth_first(p.before, prepare(p.before), lambda t: t.key, most, seconds))
    return total


def run_mathy(problems: Sequence[Simplification], most: int, seconds: float) -> Count:
    from mathy_core import ExpressionParser

    rules, parse = mathy_rules(), ExpressionParser().parse
    total = Count()
    for p in problems:
        start = parse(str(p.before))
        _include(total, breadth_first(start, lambda e: mathy_successors(e, rules), str, most, seconds))
    return total


def _include(total: Count, part: Count) -> None:
    total.expanded += part.expanded
    total.generated += part.generated
    total.seconds += part.seconds


def main() -> None:
    parser = options(__doc__, 30, 2.0)
    parser.add_argument("--most", type=int, default=300, help="states expanded a problem at most (default 300)")
    args = parser.parse_args()
    problems: list[Simplification] = []
    counts: dict[str, Count] = {}
    missing: dict[str, str] = {}
    failed: dict[str, str] = {}
    runs: list[tuple[str, Callable[[], Count]]] = [
        ("hybrid", lambda: run_ours(problems, args.most, args.seconds, False, False)),
        ("hybrid, all rules", lambda: run_ours(problems, args.most, args.seconds, True, False)),
        ("hybrid, checked", lambda: run_ours(problems, args.most, args.seconds, False, True)),
        ("mathy_core", lambda: run_mathy(problems, args.most, args.seconds)),
    ]
    relax()  # as the hybrid command does
    for i in range(args.n):
        for name, run in runs:
            if name in missing or name in failed:
                continue
            # new terms for every run, so that none profits from what another remembered about them
            problems.clear()
            gc.collect()
            problems.append(polynomials(args.n, args.seed)[i])
            try:
                _include(counts.setdefault(name, Count()), run())
            except ImportError as error:
                missing[name] = str(error)
                print(f"skipped {name}: {error}")
            except Exception as error:  # one side failing must not hide the other
                failed[name] = repr(error)
                print(f"failed {name}: {error!r}")
    counts = {name: count for name, count in counts.items() if name not in (*missing, *failed)}
    if args.verbose:
        header = ["", "expanded", "successors", "seconds", "expanded /s", "successors /s"]
        print(table(header, [[n, c.expanded, c.generated, c.seconds, c.rate, c.made] for n, c in counts.items()]))
    figures: dict[str, Any] = {"n": args.n, "seed": args.seed}
    for name, count in counts.items():
        key = name.replace(", ", "_").replace(" ", "_")
        figures[f"{key}_expanded_per_s"] = count.rate
        figures[f"{key}_successors_per_s"] = count.made
    if "hybrid" in counts and "mathy_core" in counts:
        figures["ratio"] = counts["hybrid"].rate / counts["mathy_core"].rate
    if missing:
        figures["skipped"] = missing
    if failed:
        figures["failed"] = failed
    finish("nodes", figures)
    if failed:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
