"""Certificates of real proofs: how many are checked, how many decided again, and what replaying costs.

The derivations of school problems, of the forty and of statements to prove are written as JSON; each decided claim
and each side condition left to a decider is counted by the evidence that its certificate carries
(`hybrid.decide.replay`):

    numbers   checked by arithmetic
    tree      its parts are checked; the leaves of all trees are counted apart
    name      the named decider is asked again

Each file is replayed as it is and with its certificates cut down to names, the two in turn, nothing remembered
about its terms between them.
"""

from __future__ import annotations

import gc
import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from benchmarks import engine
from benchmarks.common import ROOT, finish, median, options, table, timed
from benchmarks.generate import school_problems
from hybrid.collector import relax
from hybrid.decide.replay import evidence_kind
from hybrid.problem import derivation_to_json
from hybrid.term import is_formula

Claim = tuple[Any, dict[str, Any]]


def main() -> None:
    parser = options(__doc__, 200, 10.0)
    args = parser.parse_args()
    solve = engine.solver(args.seconds)
    solve("solve 2x + 1 = 5 for x")
    relax()
    claims: list[Claim] = []
    texts: list[tuple[str, str]] = []
    statements = [e.statement for e in school_problems(args.n, args.seed)]
    for file in ("school40", "derivations"):
        lines = (ROOT / "datasets" / f"{file}.jsonl").read_text(encoding="utf-8").splitlines()
        statements += [json.loads(line)["problem"] for line in lines]
    for statement in statements:
        result = solve(statement)
        if result.status != "proved" or result.derivation is None:
            continue
        claims += claims_of(result.derivation.steps)
        data = derivation_to_json(result.derivation)
        texts.append((json.dumps(data), json.dumps(names_only(data))))
        del result
    kinds, leaves, names = Counter[str](), Counter[str](), Counter[str]()
    for kind, certificate in claims:
        kinds[evidence_kind(kind, certificate)] += 1
        for leaf_kind, name in leaves_of(kind, certificate):
            leaves[leaf_kind] += 1
            names[f"{leaf_kind} {name}"] += 1
    full, bare = [], []
    for whole, cut in texts:
        gc.collect()
        full.append(timed(engine.replay, whole)[1])
        gc.collect()
        bare.append(timed(engine.replay, cut)[1])
    if args.verbose:
        print(table(["leaf", "times"], [[k, n] for k, n in names.most_common()]))
    figures: dict[str, Any] = {
        "n": args.n,
        "seed": args.seed,
        "proofs": len(texts),
        "claims": len(claims),
        **{f"share_{k}": kinds[k] / max(1, len(claims)) for k in ("numbers", "tree", "name")},
        "leaves": sum(leaves.values()),
        "leaves_by_numbers": leaves["numbers"] / max(1, sum(leaves.values())),
        "bytes": median([len(w) for w, _ in texts]),
        "bytes_of_names_only": median([len(c) for _, c in texts]),
        "largest_bytes": max((len(w) for w, _ in texts), default=0),
        "replay_ms": 1000 * median(full),
        "replay_total_ms": 1000 * sum(full),
        "replay_to_names_only": sum(full) / max(1e-9, sum(bare)),
    }
    finish("certificates", figures)


def claims_of(steps: Any) -> Iterator[Claim]:
    """The decided claims and the side conditions proved, with their certificates."""
    for s in steps:
        if s.kind == "decided" and s.certificate is not None and s.part is not None:
            yield "equivalence" if is_formula(s.part) else "identity", dict(s.certificate)
        for c in s.conditions:
            for one in (c.certificate or {}).get("cases", ()):
                yield "entails", one
        yield from claims_of(s.substeps)


def leaves_of(kind: Any, certificate: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The ends of a certificate's tree: what kind of evidence, and whose."""
    how, name = evidence_kind(kind, certificate), str(certificate["decider"])
    inner = certificate.get("sub", []) if how != "name" else []
    if how != "tree" or not inner:
        yield how, name
    for i, one in enumerate(inner):
        asked = "entails"
        if kind == "identity" or kind == "entails" and name == "identity" and i == len(inner) - 1:
            asked = "identity"
        elif kind == "equivalence" and name in ("parts", "monotone"):
            asked = "equivalence"
        yield from leaves_of(asked, one)


def names_only(data: Any) -> Any:
    """The proof file with every certificate cut down to its name, as older files have them."""
    if isinstance(data, list):
        return [names_only(x) for x in data]
    if not isinstance(data, dict):
        return data
    cut = {k: names_only(v) for k, v in data.items()}
    if isinstance(data.get("certificate"), dict):
        cut["certificate"] = {"decider": data["certificate"].get("decider")}
    return cut


if __name__ == "__main__":
    main()
