"""Spoiled proofs against the kernel: no false theorem may pass.

Real derivations are written as JSON, spoiled in one of the ways of `benchmarks.mutations`, read again and
given to the kernel. Each must be refused with FormatError or CheckError, or prove something true: a
spoiled proof may be harmless (a place that rewrites another equal part, a certificate nobody needs). What an accepted
one claims is evaluated at points by `benchmarks.evaluate`, which shares nothing with the kernel:

    a theorem whose two sides differ at some point is a *false theorem*
    any other exception is a *crash*

The same is done once more under `python -O`, which removes assertions.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from random import Random
from typing import Any

from benchmarks import engine
from benchmarks.answers import difference
from benchmarks.attacks import ATTACKS, attempt
from benchmarks.common import ROOT, finish, options, table
from benchmarks.generate import polynomials, school_problems, scrambled
from benchmarks.mutations import EXPECTED, MUTATIONS
from hybrid.kernel import CheckError, check
from hybrid.problem import FormatError, derivation_from_json, derivation_to_json
from hybrid.rulebook import Rulebook
from hybrid.term import TermError, is_formula

# whose derivations carry conditions
CARRIERS = [
    "simplify (x^2 - 4)/(x - 2)",
    "simplify x/x",
    "simplify sqrt(x)^2",
    "simplify (2x^2 + 4x)/(2x)",
    "simplify x^2*y/(x*y)",
    "simplify (a^2 - b^2)/(a + b)",
    "simplify 2^(log(x, 2))",
    "simplify (1/x)/(1/y)",
    "solve (x^2 - 1)/(x - 1) = 2 for x",
    "solve x*(1/x) = 1 for x",
    "solve x*(1/x) = x for x",
    "solve sqrt(x)^2 = 4 for x",
    "solve x^2/x = 0 for x",
    "solve ln(x) - ln(x) = 0 for x",
    "solve (x^2 - 3x)/(x - 3) = x for x",
    "solve (x - 2)/(x - 2) > 0 for x",
    "solve 1/x - 1/x + x = 5 for x",
    "solve x^2/x <= 3 for x",
]

REASONS: tuple[tuple[str, str], ...] = (
    ("chain", r"starts from|do not form a chain|the substeps end"),
    ("certificate", r"the certificate (names|of|is|has|holds)"),
    ("goal", r"to prove is to reach|cannot rest on one-way|is not solved for"),
    ("relation", r"the relation is|one-way rule|one direction only|substep's relation|strengthened only"),
    ("rule", r"no rule|computes letters|is not bound|wrong kind of term|does not hold of|draw consequences|to a part"),
    ("decider", r"no decider proves|needs its new part|can only become a formula"),
    ("condition", r"condition|carries nothing|carries"),
    ("mismatch", r"should give|what stands there|around the step|not given at|does not occur|only a call"),
    ("mismatch", r"does not define|its premise|a fact step rests|drawn from formulas|concludes about"),
    ("term", r"no place|nested deeper|takes \d+ argument|unknown head|not a name|index of a root|not an exact number"),
)


def reason(error: Exception) -> str:
    """The class of a refusal, "other" when its message fits none."""
    if isinstance(error, FormatError):
        return "format"
    text = str(error)
    return next((name for name, pattern in REASONS if re.search(pattern, text)), "other")


@dataclass
class Tally:
    """What came of the mutations: counts by (mutation, outcome), and examples of what should not be."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    false: list[str] = field(default_factory=list)
    crashed: list[str] = field(default_factory=list)
    unexpected: list[str] = field(default_factory=list)
    slowest: float = 0.0

    def total(self, outcome: str) -> int:
        return sum(n for (_, o), n in self.counts.items() if o == outcome)


def derivations(count: int, seed: int, seconds: float) -> list[dict[str, Any]]:
    """Proof files of solved problems: school problems, scrambled equations, the forty, polynomials; every
    third with substeps."""
    solve = engine.solver(seconds)
    filled = engine.solver(seconds, substeps=True)
    part = max(1, count // 5)
    texts = [e.statement for e in school_problems(2 * part, seed)]
    texts += [q.statement for q in scrambled(part, seed, steps=6)]
    texts += [f"expand {p.before}" for p in polynomials(part // 2, seed)]
    texts += CARRIERS
    lines = (ROOT / "datasets" / "school40.jsonl").read_text(encoding="utf-8").splitlines()
    texts += [json.loads(line)["problem"] for line in lines]
    out = []
    for i, text in enumerate(dict.fromkeys(texts)):
        result = (solve if i % 3 else filled)(text)
        if result.status == "proved" and result.derivation is not None and result.derivation.steps:
            out.append(derivation_to_json(result.derivation))
    return out


def run(n: int, seed: int, proofs: list[dict[str, Any]]) -> Tally:
    """Spoil and check n times, the ways of spoiling in turn."""
    book = Rulebook.load()
    names = [r.name for r in book]
    rng = Random(f"fuzz {seed}")
    tally = Tally()
    texts = [json.dumps(p) for p in proofs]
    carrying = [t for t in texts if '"by": "carried"' in t]
    known: dict[Any, bool] = {}
    done = 0
    while done < n:
        mutation = MUTATIONS[done % len(MUTATIONS)]
        text = rng.choice(carrying if mutation.__name__ == "carried_dropped" and carrying else texts)
        data = json.loads(text)
        data["_rules"] = names
        applies = mutation(rng, data)
        data.pop("_rules")
        done += 1
        name = mutation.__name__
        if not applies or json.dumps(data) == text:
            tally.counts[name, "not applicable"] += 1
            continue
        start = time.perf_counter()
        try:
            derivation = derivation_from_json(data)
            theorem = check(derivation.problem, derivation, book)
        except (FormatError, CheckError) as error:
            why = reason(error)
            tally.counts[name, why] += 1
            if why not in EXPECTED[name]:
                tally.unexpected.append(f"{name}: {why}: {error}")
        except Exception as error:  # whatever else escapes is what this looks for
            tally.counts[name, "crashed"] += 1
            tally.crashed.append(f"{name}: {type(error).__name__}: {error}: {_brief(data)}")
        else:
            key = (theorem.before.key, theorem.after.key, theorem.goal, str(theorem.given), str(theorem.conditions))
            if key not in known:
                known[key] = is_false(theorem, derivation.problem.domains)
            if not all(map(is_formula, (*theorem.given, *theorem.conditions))):
                # a hypothesis that is no formula claims nothing
                tally.counts[name, "senseless"] += 1
            elif known[key]:
                tally.counts[name, "FALSE"] += 1
                tally.false.append(f"{name}: {theorem}")
            else:
                tally.counts[name, "true"] += 1
        tally.slowest = max(tally.slowest, time.perf_counter() - start)
    return tally


def run_attacks() -> dict[str, str]:
    """What became of each proof of `benchmarks.attacks`: "refused: ...", "true", "FALSE: ..." or "crashed: ..."."""
    book, outcomes = Rulebook.load(), {}
    for attack in ATTACKS:
        try:
            problem, theorem = attempt(attack, book)
        except (CheckError, TermError) as error:
            outcomes[attack.idea] = f"refused: {error}"
        except Exception as error:
            outcomes[attack.idea] = f"crashed: {error!r}"
        else:
            claim = f"{theorem.before} {theorem.relation} {theorem.after}"
            false = is_false(theorem, problem.domains, {d.name: d for d in problem.definitions})
            outcomes[attack.idea] = f"FALSE: {claim}" if false else "true"
    return outcomes


def is_false(theorem: Any, domains: Any, functions: Any = None) -> bool:
    """Whether a theorem's claim fails at some point that evaluation finds. A claim about functions that the
    problem defines is evaluated only when they are given, and then taken for false: no attack with a function
    states something true."""
    if functions:
        return True
    before, after = theorem.before, theorem.after
    facts = (*theorem.given, *theorem.conditions)
    if is_formula(before) != is_formula(after):
        return True
    if not all(map(is_formula, facts)):
        return False
    if theorem.relation not in ("=", "<=>", "<=="):
        return True
    return difference(before, after, facts, domains) is not None


def _brief(data: Any) -> str:
    text = json.dumps(data)
    return text if len(text) < 600 else text[:600] + "..."


def main() -> None:
    parser = options(__doc__, 100_000, 5.0)
    parser.add_argument("--problems", type=int, default=200, help="how many problems to solve first (default 200)")
    parser.add_argument("--optimised", type=int, default=-1, help="mutations under python -O (default: n/4; 0: none)")
    args = parser.parse_args()
    proofs = derivations(args.problems, args.seed, args.seconds)
    begin = time.perf_counter()
    tally = run(args.n, args.seed, proofs)
    seconds = time.perf_counter() - begin
    if args.verbose:
        _report(tally)
    attacks = run_attacks()
    if args.verbose:
        print(table(["attack", "outcome"], [[k, v[:110]] for k, v in attacks.items()]))
    beaten = [k for k, v in attacks.items() if v.startswith(("FALSE", "crashed"))]
    figures: dict[str, Any] = {
        "n": args.n,
        "seed": args.seed,
        "proofs": len(proofs),
        "steps": sum(len(p["steps"]) for p in proofs),
        "false_theorems": len(tally.false) + sum(attacks[k].startswith("FALSE") for k in beaten),
        "attacks": len(attacks),
        "attacks_that_got_through": beaten,
        "crashed": len(tally.crashed),
        "harmless_and_true": tally.total("true"),
        "senseless": tally.total("senseless"),
        "not_applicable": tally.total("not applicable"),
        "unexpected_reason": len(tally.unexpected),
        "slowest_s": tally.slowest,
        "checks_per_s": args.n / seconds,
        "assertions_on": __debug__,
    }
    optimised = args.n // 4 if args.optimised < 0 else args.optimised
    if __debug__ and optimised:
        figures["under_O"] = _again_optimised(args, optimised)
    finish("fuzz_kernel", figures)
    if tally.false or tally.crashed or beaten:
        raise SystemExit(1)


def _again_optimised(args: Any, n: int) -> dict[str, Any]:
    command = [sys.executable, "-O", "-m", "benchmarks.fuzz_kernel", "--n", str(n), "--seed", str(args.seed + 1)]
    command += ["--problems", str(args.problems), "--seconds", str(args.seconds), "--optimised", "0"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    lines = done.stdout.splitlines()
    if not lines:
        return {"failed": done.stderr[-300:]}
    result = json.loads(lines[-1])
    return {k: result[k] for k in ("n", "false_theorems", "crashed", "unexpected_reason", "assertions_on")}


def _report(tally: Tally) -> None:
    outcomes = sorted({o for _, o in tally.counts}, key=lambda o: (o not in ("FALSE", "crashed", "true"), o))
    rows = [[m.__name__, *[tally.counts[m.__name__, o] for o in outcomes]] for m in MUTATIONS]
    print(table(["mutation", *outcomes], rows))
    for title, texts in (("FALSE", tally.false), ("crashed", tally.crashed), ("unexpected", tally.unexpected)):
        for text in dict.fromkeys(texts[:400]):
            print(f"{title}: {text[:1500]}")


if __name__ == "__main__":
    main()
