"""Verifying one rule, or all rules of some files.

A rule is tried at points and on terms first, because a counterexample is cheap and says most. What survives is
proved if the deciders can; what they cannot prove is tried at more points. A rule that is proved and yet fails
at a point would show an error of the deciders, so the trying is never left out.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from hybrid.decide import cascade
from hybrid.engine.process import ProcessEngine
from hybrid.kernel import CheckError, make_step
from hybrid.problem import Problem, Step
from hybrid.rulebook import Rule, Rulebook
from hybrid.rulebook.load import read_rules
from hybrid.term import FALSE, TermError, is_formula
from hybrid.verify.claim import Claim, Outcome
from hybrid.verify.instances import Application, applications, judged, refuted_use
from hybrid.verify.points import points
from hybrid.verify.proof import prove_rule
from hybrid.verify.report import RuleReport, about, from_json
from hybrid.verify.shrink import Counterexample, at_application, at_point
from hybrid.verify.suggest import suggest

INSTANCES = 100
MORE = 4  # times as many points for a rule that was not proved
TERMS = 10  # terms made from a left side
FEW = 24  # so many rules are not worth starting workers for
WALL = 60.0  # seconds a rule may take before its worker is killed
MEMORY_MB = 4096


def verify_rule(rule: Rule, instances: int = INSTANCES, seed: int = 0, repair: bool = True) -> RuleReport:
    """The verdict on a rule.

    instances  points tried before the proof; MORE times as many when there is none
    seed       other seeds try other points and terms; the same seed the same ones
    repair     look for a guard under which a false rule is true
    """
    start = time.perf_counter()
    report = _computed(rule, seed) if rule.computed else _plain(rule, instances, seed)
    found = suggest(rule, seed) if repair and report.verdict == "false" else None
    return replace(report, suggestion=str(found) if found else "", seconds=time.perf_counter() - start)


def _plain(rule: Rule, instances: int, seed: int) -> RuleReport:
    claim = Claim(rule)
    seen: Counter[Outcome] = Counter()
    failure = _try_points(claim, instances, seed, seen)
    if failure is None:
        failure = _try_terms(rule, seed, seen)
    if failure is not None:
        return _false(rule, failure, seen)
    verdict = prove_rule(rule)
    if verdict.refuted and verdict.point is not None and claim.at(verdict.point) is Outcome.WRONG:
        return _false(rule, at_point(claim, verdict.point, sum(seen.values()) + 1), seen)
    if seen[Outcome.RIGHT] == 0 and (why := _contradiction(rule)):
        return about(rule, "vacuous", why=why)
    if verdict.proved and seen[Outcome.RIGHT]:
        return about(
            rule,
            "proved",
            decider=_deciders(verdict.certificate or {}),
            certificate=verdict.certificate,
            instances=seen[Outcome.RIGHT],
            undecided=seen[Outcome.UNDECIDED],
        )
    failure = _try_points(claim, MORE * instances, seed + 1, seen)
    if failure is not None:
        return _false(rule, failure, seen)
    if seen[Outcome.RIGHT] == 0:
        return about(rule, "vacuous", why=f"at none of {sum(seen.values())} instances does it say anything")
    why = verdict.reason or f"the deciders answer {verdict.answer}"
    return about(rule, "tested", why=why, instances=seen[Outcome.RIGHT], undecided=seen[Outcome.UNDECIDED])


def _deciders(certificate: Mapping[str, Any]) -> str:
    """The deciders of a proof, those of its cases too: "rational", "cases: cells, rational"."""
    found: set[str] = set()
    cases = 0
    stack: list[Any] = [certificate.get("proof", certificate)]
    while stack:
        node = stack.pop()
        if isinstance(node, Mapping):
            cases += "decider" in node
            found.update(v for k, v in node.items() if k == "decider")
            stack.extend(v for k, v in node.items() if k != "decider")
        elif isinstance(node, (list, tuple)):
            stack.extend(node)
    return f"{'cases: ' if cases > 1 else ''}{', '.join(sorted(found))}"


def _try_points(claim: Claim, count: int, seed: int, seen: Counter[Outcome]) -> Counterexample | None:
    for point in points(claim, count, seed):
        outcome = claim.at(point)
        seen[outcome] += 1
        if outcome is Outcome.WRONG:
            return at_point(claim, point, sum(seen.values()))
    return None


def _try_terms(rule: Rule, seed: int, seen: Counter[Outcome]) -> Counterexample | None:
    for application in applications(rule, TERMS, seed):
        outcome, point = judged(application, seed)
        seen[outcome] += 1
        if outcome is Outcome.WRONG:
            return at_application(application, point, sum(seen.values()))
    return None


def _false(rule: Rule, failure: Counterexample, seen: Counter[Outcome]) -> RuleReport:
    numbers = {"instances": seen[Outcome.RIGHT], "undecided": seen[Outcome.UNDECIDED]}
    return about(rule, "false", counterexample=failure, **numbers)


def _contradiction(rule: Rule) -> str:
    """Why the rule can never hold, "" when that is not known."""
    premise = (rule.left,) if rule.relation == "==>" and not _has_formula_letters(rule) else ()
    hypotheses = (*rule.guards, *premise)
    if hypotheses and cascade.entails(hypotheses, FALSE).proved:
        what = "guards" if not premise else "guards and the left side" if rule.guards else "left side"
        return f"the {what} can never hold: {', '.join(map(str, hypotheses))}"
    return ""


def _has_formula_letters(rule: Rule) -> bool:
    return any(n.isupper() for n in rule.left.free)


# -- rules that compute ----------------------------------------------------------------------------


def _computed(rule: Rule, seed: int) -> RuleReport:
    """A rule that computes claims nothing by itself: the kernel proves each of its uses. So its uses are tried."""
    seen: Counter[Outcome] = Counter()
    deciders: Counter[str] = Counter()
    refused: list[str] = []
    uses: list[dict[str, Any]] = []
    book = Rulebook([rule])
    for application in applications(rule, TERMS, seed):
        outcome, point = judged(application, seed)
        seen[outcome] += 1
        if outcome is Outcome.WRONG:
            failure = at_application(application, point, sum(seen.values()))
            return about(rule, "false", counterexample=failure, instances=seen[Outcome.RIGHT])
        certificate = _proved_use(application, book)
        if certificate is None:
            if found := refuted_use(application):
                failure = at_application(application, found, sum(seen.values()))
                return about(rule, "false", counterexample=failure, instances=seen[Outcome.RIGHT])
            refused.append(f"{application.part} -> {application.rewrite.new}")
        else:
            deciders[certificate["decider"]] += 1
            uses.append({"before": str(application.part), "after": str(application.rewrite.new), **certificate})
    if not seen:
        return about(rule, "vacuous", why="no sample term is let through by its tests and helpers")
    numbers = {"instances": len(uses), "undecided": seen[Outcome.UNDECIDED]}
    if not uses:
        return about(rule, "tested", why=f"the kernel proves none of its uses, such as {refused[0]}", **numbers)
    by = f"each use: {', '.join(d for d, _ in deciders.most_common())}"
    certificate = {"decider": "each use", "uses": uses[:3], "deciders": dict(deciders), "refused": refused[:3]}
    return about(rule, "proved", decider=by, certificate=certificate, **numbers)


def _proved_use(application: Application, book: Rulebook) -> dict[str, Any] | None:
    """The certificate of the step that the kernel makes of an application, None when it refuses."""
    part, rewrite = application.part, application.rewrite
    problem = Problem("solve" if is_formula(part) else "simplify", part, unknowns=("x",))
    step = Step(
        before=part,
        after=part,
        relation="=",
        place=(),
        kind="decided",
        rule=rewrite.rule.name,
        substitution=rewrite.substitution,
    )
    try:
        made = make_step(problem, step, book, rewrite.new)
    except (CheckError, TermError):
        return None
    return dict(made.certificate or {})


# -- many rules ------------------------------------------------------------------------------------


def verify_files(
    paths: Sequence[Path], instances: int = INSTANCES, seed: int = 0, workers: int = 1
) -> Iterator[RuleReport]:
    """The verdict on each rule of the files, in the order of the files and their lines.

    Raises RuleError for a file that cannot be loaded, OSError for one that cannot be read.
    """
    rules = rules_of(paths)
    if workers < 2 or len(rules) < FEW:
        yield from (verify_rule(rule, instances, seed) for rule in rules)
        return
    names = [str(p) for p in paths]
    tasks = ([names, number, instances, seed] for number in range(len(rules)))
    replies = ProcessEngine(workers).map("hybrid.verify.run:work", tasks, wall=WALL, memory_mb=MEMORY_MB)
    with closing(replies):
        for rule, reply in zip(rules, replies, strict=True):
            yield _stopped(rule, reply.error) if reply.error is not None else from_json(reply.value)


def _stopped(rule: Rule, why: str) -> RuleReport:
    return about(rule, "tested", why=f"verifying it did not end: {why}")


def rules_of(paths: Iterable[Path]) -> list[Rule]:
    """The rules of some files, families spread out. Names may repeat from file to file."""
    return [rule for path in paths for rule in read_rules(path)]


@cache
def _rules(paths: tuple[str, ...]) -> list[Rule]:
    return rules_of(map(Path, paths))


def work(paths: list[str], number: int, instances: int, seed: int) -> dict[str, Any]:
    """What a worker does: the report on the rule with this number in the files, as plain data."""
    return verify_rule(_rules(tuple(paths))[number], instances, seed).to_json()
