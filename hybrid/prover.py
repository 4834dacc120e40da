"""Solving a problem: search for a derivation, have the kernel check it, say what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from hybrid.compute.arithmetic import value
from hybrid.compute.ascending import ascending
from hybrid.compute.formula import of_angles
from hybrid.decide import cascade, refute
from hybrid.decide.closed import exact_truth
from hybrid.decide.meaning import conditions
from hybrid.judge import judge
from hybrid.kernel import CheckError, check, sequent, unfolded
from hybrid.problem import Derivation, Domain, Problem, Result, Step, Stop
from hybrid.propose.combine import CombineProposer
from hybrid.propose.congruences import CongruenceProposer
from hybrid.propose.decided import DecidedProposer
from hybrid.propose.difference import DifferenceProposer
from hybrid.propose.eliminate import EliminateProposer
from hybrid.propose.find import FindProposer
from hybrid.propose.identity import IdentityProposer
from hybrid.propose.integers import IntegerProposer
from hybrid.propose.lines import LineProposer
from hybrid.propose.move import Proposer
from hybrid.propose.rules import RuleProposer
from hybrid.propose.signs import SignProposer
from hybrid.propose.solving import SolvingProposer
from hybrid.propose.whole_parts import WholePartProposer
from hybrid.rulebook import Rulebook
from hybrid.search.limits import Limits, Meter
from hybrid.search.qstar import Outcome, Search, qstar
from hybrid.search.references import REFERENCES
from hybrid.syntax.errors import InputError
from hybrid.syntax.statement import parse_problem
from hybrid.term import DIVISION, FALSE, Term, conj, is_formula, make, number, rational, substitute
from hybrid.value.goal import too_large

SEARCHES: Mapping[str, Callable[[Search], Outcome]] = {"qstar": qstar, **REFERENCES}
if TYPE_CHECKING:
    from hybrid.model.network import QNetwork

MAX_POWER_OF_SUM = 200
AROUND = 8  # numbers between -8 and 8 are tried for hypotheses: a turn either way
# A proof is looked for by rules alone for so many expansions before deciders may close it; plans are
# tried when the rules have not found one at once.
FIRST = 12
PATIENCE = 150
SHARE = 0.25  # of the time that each stage before the last may take, so that the last has some left
# By single laws there is much to choose from, and the estimate must weigh more.
LAWS_WEIGHT = 5.0
LEARNED_WEIGHT = 2.0
STEPS = ("school", "laws")
METHODS = ("roots", "factoring", "square", "formula")


def solve(
    problem: Problem | str,
    *,
    limits: Limits | None = None,
    method: str | None = None,
    search: str = "qstar",
    steps: str = "school",
    substeps: bool = False,
    tree: bool = False,
    book: Rulebook | None = None,
    network: QNetwork | None = None,
    extra: Sequence[Proposer] = (),
) -> Result:
    """Find and check a derivation.

    problem   a Problem or a statement such as "solve x^2 - 5x = -6 for x"
    method    one of METHODS, for quadratics: only that method's rules (and those of no method)
    search    one of SEARCHES
    steps     one of STEPS: steps as at school, which may compute, or each step one law
    substeps  fill computed steps with smaller ones
    tree      keep the search tree on the result
    network   the learned Q that guides a search by laws; None for the exact part alone
    extra     proposers to ask after the rules, such as a model (LineProposer); not with steps "laws". A search
              that takes safe moves as they come asks them only where the rules have none
    Returns a Result; raises InputError for text that is no problem, an unknown method or search, or
    hypotheses that contradict each other, and for proposers beside steps "laws".
    """
    found = _solve(problem, limits, method, search, steps, substeps, tree, book, extra, network)
    ledgers = [p.ledger.counts for p in extra if isinstance(p, LineProposer)]
    return replace(found, ledger={k: sum(c[k] for c in ledgers) for k in ledgers[0]}) if ledgers else found


def _solve(
    problem: Problem | str,
    limits: Limits | None,
    method: str | None,
    search: str,
    steps: str,
    substeps: bool,
    tree: bool,
    book: Rulebook | None,
    extra: Sequence[Proposer],
    network: QNetwork | None,
) -> Result:
    if isinstance(problem, str):
        problem = parse_problem(problem)
    _choice("method", method, METHODS)
    _choice("search", search, tuple(SEARCHES))
    _choice("steps", steps, ("school",) if extra else STEPS)
    _refuse_too_large(problem)
    _refuse_contradictions(problem)
    whole = book or Rulebook.load()
    limits = limits or Limits()
    rules = whole.laws(problem.goal, method) if steps == "laws" else whole.select(problem.goal, method)
    by_rules: list[Proposer] = [
        IntegerProposer(),
        CongruenceProposer(),
        CombineProposer(),
        RuleProposer(rules),
        SignProposer(),
        FindProposer(),
        EliminateProposer(),
        *extra,
    ]
    meter = Meter(limits)
    outcome: Outcome | None = None
    if problem.goal == "prove":
        # A false statement mostly fails at one of a few fixed points, and a true one is mostly proved in a few steps;
        # looking for better points takes longer than either and comes last.
        point = counterexample(problem, at_once=True)
        if point is None and steps != "laws":
            outcome = _in_stages(
                problem, _at_once(rules, whole, limits), Stop("exhausted"), whole, rules, limits, search
            )
        if point is None and (outcome is None or outcome.goal is None):
            point = counterexample(problem)
        if point is not None:
            return Result("refuted", problem, None, (), None, meter.stop("proved"), point, "false at this point")
    if steps == "laws":
        outcome = search_by_laws(problem, rules, whole, limits, search=search, network=network, tree=tree)
    elif outcome is not None:
        if outcome.goal is None:
            stages = _later(by_rules, whole, limits)
            outcome = _in_stages(problem, stages, outcome.stop, whole, rules, limits, search) or outcome
    else:
        outcome = SEARCHES[search](Search(problem, by_rules, whole, limits, rules=rules))
    kept = outcome.tree if tree else None
    if outcome.goal is None:
        partial = Derivation(problem, outcome.best.steps(), whole.digest)
        reason = _why_open(problem, outcome)
        return Result("open", problem, None, (), partial, outcome.stop, None, reason, kept)
    derivation = Derivation(problem, _ascending(outcome.goal.steps(), problem), whole.digest)
    if substeps:
        from hybrid.propose.substeps import fill

        derivation = fill(derivation, whole)
    try:
        theorem = check(problem, derivation, whole)
    except CheckError as error:
        # the search built every step through the kernel, so this is a bug worth seeing, not an answer
        return Result("open", problem, None, (), derivation, outcome.stop, None, f"not accepted: {error}", kept)
    return Result(
        "proved", problem, theorem.after, theorem.conditions, derivation, outcome.stop, None, "", kept, theorem
    )


def search_by_laws(
    problem: Problem,
    rules: Rulebook,
    whole: Rulebook,
    limits: Limits,
    *,
    search: str = "qstar",
    network: QNetwork | None = None,
    tree: bool = False,
    proposer: Proposer | None = None,
) -> Outcome:
    """Search by the single laws `rules` of the book `whole`; proposer: what offers them, RuleProposer(rules) where it
    is None. The rest as in `solve`."""
    q = None
    if network is not None:
        from hybrid.model.score import learned

        q = learned(network, problem, laws=True)
    made = Search(problem, [proposer or RuleProposer(rules)], whole, limits, rules=rules, q=q, fruitless=tree)
    if search != "qstar":
        return SEARCHES[search](made)
    return qstar(made, LAWS_WEIGHT) if q is None else qstar(made, LEARNED_WEIGHT, exact_weight=LAWS_WEIGHT)


_Stage = tuple[list[Proposer], int, float]  # who proposes, how many expansions at most, how many seconds


def _at_once(rules: Rulebook, whole: Rulebook, limits: Limits) -> list[_Stage]:
    """A short look for a proof by rules alone, then by plans of school."""
    shown: list[Proposer] = [WholePartProposer(), CombineProposer(), RuleProposer(_shown(rules))]
    seconds = SHARE * limits.seconds
    return [(shown, FIRST, seconds), (_plans(whole), FIRST, seconds)]


def _plans(whole: Rulebook) -> list[Proposer]:
    """Plans of school: solve what is said, look at the sign of the difference."""
    return [
        SolvingProposer(whole, hypotheses=True),
        DifferenceProposer(),
        IdentityProposer(),
        SolvingProposer(whole),
    ]


def _later(by_rules: list[Proposer], whole: Rulebook, limits: Limits) -> list[_Stage]:
    """The plans with patience, then all rules. After that deciders may close what is left to show."""
    return [
        (_plans(whole), PATIENCE, SHARE * limits.seconds),
        (by_rules, PATIENCE, SHARE * limits.seconds),
        ([DecidedProposer(), *by_rules], limits.expansions, limits.seconds),
    ]


def _in_stages(
    problem: Problem,
    stages: list[_Stage],
    spent: Stop,
    whole: Rulebook,
    rules: Rulebook,
    limits: Limits,
    search: str,
) -> Outcome | None:
    """One search after the other until one gets there, within the limits less what is spent; None when nothing of
    them was left."""
    outcome = None
    for proposers, expansions, seconds in stages:
        left = replace(
            limits,
            expansions=min(limits.expansions - spent.expanded, expansions),
            seconds=min(limits.seconds - spent.seconds, seconds),
        )
        if spent.expanded and (left.expansions <= 0 or left.seconds <= 0):
            break
        outcome = SEARCHES[search](Search(problem, proposers, whole, left, rules=rules))
        spent = replace(
            outcome.stop,
            expanded=outcome.stop.expanded + spent.expanded,
            generated=outcome.stop.generated + spent.generated,
            seconds=outcome.stop.seconds + spent.seconds,
        )
        outcome = replace(outcome, stop=spent)
        if outcome.goal is not None:
            break
    return outcome


def _ascending(steps: tuple[Step, ...], problem: Problem) -> tuple[Step, ...]:
    """The steps, of which the last gives the solutions by their size."""
    if not steps or problem.goal != "solve":
        return steps
    return (*steps[:-1], replace(steps[-1], after=ascending(steps[-1].after, problem.unknowns)))


@lru_cache(maxsize=8)
def _shown(rules: Rulebook) -> Rulebook:
    """The rules without the one that finds two sides equal and does not show how."""
    return Rulebook(r for r in rules if r.name != "same-sides")


def _why_open(problem: Problem, outcome: Outcome) -> str:
    if outcome.stop.reason != "exhausted":
        return f"out of {outcome.stop.reason}"
    state = outcome.best.state
    if not is_formula(state):
        if any(c is FALSE for c in conditions(problem.term)):
            return "the expression has no value: a division by zero, or a root or logarithm of what has none"
        if problem.goal == "expand" or too_large(state):
            return "the result is too large to write out"
    elif problem.goal == "solve" and len(problem.unknowns) == 1 and of_angles(state, frozenset(problem.unknowns)):
        if state.head == "and" and sum(a.head in ("lt", "le", "gt", "ge") for a in state.args) > 1:
            return "not all solutions within the bounds are known as parts of pi; angles are in radians"
        (x,) = problem.unknowns
        return f"solutions come again after each turn: ask within bounds, as in `... where 0 <= {x}, {x} < 2*pi`"
    return "no rule applies any more"


def counterexample(problem: Problem, at_once: bool = False) -> Mapping[str, Term] | None:
    """A point at which the hypotheses hold, everything is defined, and the statement is false; at_once: of a few fixed
    points."""
    hypotheses, goal = sequent(unfolded(problem.term, problem.definitions))
    facts = (*[unfolded(g, problem.definitions) for g in problem.given], *hypotheses)
    if goal.head not in ("or", "implies"):
        facts += conditions(goal)
    return refute.refute_entailment(facts, goal, problem.domains, at_once)


def _refuse_contradictions(problem: Problem) -> None:
    hypotheses = (*problem.given, *sequent(problem.term)[0])
    if not hypotheses or any(h.head == "or" for h in hypotheses):
        return
    # nearly always some point satisfies them, and finding one is quicker than failing to prove that there is none
    satisfied = refute.refute_entailment(hypotheses, FALSE, problem.domains) is not None
    if satisfied or _trade_places(hypotheses, problem.domains):
        return
    if cascade.entails(hypotheses, FALSE, problem.domains).proved:
        raise InputError(
            f"the hypotheses contradict each other: no point satisfies {conj(*hypotheses)}",
            text=problem.text,
            line=1,
            column=1,
            expected=("hypotheses that can hold together",),
            example="prove x > y, y > z |- x > z",
        )


def _trade_places(hypotheses: Sequence[Term], domains: Mapping[str, Domain]) -> bool:
    """Whether the sides of an equation in one letter trade places between two numbers near each other at which the
    other hypotheses hold: there is a point between them then, if nothing jumps. sin(x) = 1/3 has points that no term
    here names."""
    equations = [h for h in hypotheses if h.head == "eq"]
    letters = {x for h in hypotheses for x in h.free}
    if len(equations) != 1 or len(letters) != 1 or letters & domains.keys():
        return False
    (letter,) = letters
    below = make("lt", equations[0].args)
    others = [h for h in hypotheses if h is not equations[0]]
    before: bool | None = None
    for k in range(-4 * AROUND, 4 * AROUND + 1):
        point = {letter: number(Fraction(k, 4))}
        here = exact_truth(substitute(below, point)) if _all_true(others, point) else None
        if before is not None and here is not None and here is not before:
            return True
        before = here
    return False


def _all_true(formulas: Sequence[Term], point: Mapping[str, Term]) -> bool:
    return all(exact_truth(substitute(h, point)) is True for h in formulas)


def _refuse_too_large(problem: Problem) -> None:
    """Numbers, and for simplify and expand powers of sums, that nobody could write out."""
    written_out = problem.goal in ("simplify", "expand")
    for t in (problem.term, *problem.given):
        for s in _counting(t):
            huge = s.head in ("pow", "fact") and not s.free and too_large(s) and value(s) is None and not _undefined(s)
            n = rational(s.args[1]) if s.head == "pow" and s.args[0].head == "add" and s.args[0].free else None
            if huge or (written_out and n is not None and not -MAX_POWER_OF_SUM <= n <= MAX_POWER_OF_SUM):
                raise InputError(
                    f"too large to write out: {s}",
                    text=problem.text or str(t),
                    line=1,
                    column=1,
                    expected=("numbers of at most some thousand digits", f"powers of sums up to {MAX_POWER_OF_SUM}"),
                    example="expand (x + 1)^10",
                )


def _counting(t: Term) -> Iterator[Term]:
    """The subterms, without those of which only a remainder or common divisor counts that is known."""
    yield t
    if t.head not in DIVISION or t.free or value(t) is None:
        for a in t.args:
            yield from _counting(a)


def _undefined(t: Term) -> bool:
    return any(c is FALSE for c in conditions(t))


def _choice(what: str, value: str | None, choices: tuple[str, ...]) -> None:
    if value is not None and value not in choices:
        raise InputError(
            f"unknown {what} {value!r}",
            text=value,
            line=1,
            column=1,
            expected=choices,
            example=f"--{what} {choices[0]}",
        )


__all__ = ["METHODS", "SEARCHES", "Limits", "counterexample", "judge", "solve"]
