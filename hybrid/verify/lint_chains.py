"""Chains of rules: one that does another rule's work, and one that comes back to where it began.

A rule L = R is derivable when the other rules lead from L to R, left to right, its letters read as fixed and
its guards as given. The chain is looked for among plain rules, breadth first and within bounds, and then
every step of it is made by the kernel; a chain with a step that needs more than L gives does not count.

Each derivation uses all other rules: of two that follow from each other one is needed.

A loop is a chain from L over R back to L. Nothing grows less along it, so only the memory of a search for
states it has seen ends it. Loops of plain rules are looked for in the letters; a walk along the safe rules
takes an instance where the search itself would take it, computed rules and guards included, and also shows
rules that make a state larger and larger.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from hybrid.decide import cascade
from hybrid.decide.meaning import conditions
from hybrid.kernel import CheckError, make_step
from hybrid.problem import GOALS, GoalKind, Problem, Step
from hybrid.propose.move import Move
from hybrid.propose.rules import RuleProposer
from hybrid.rulebook import Rewrite, Rule, Rulebook
from hybrid.rulebook.rule import instantiate
from hybrid.term import FALSE, Place, Term, TermError, eq, is_formula, num, subterms
from hybrid.term import replace as replace_at
from hybrid.value.goal import reached
from hybrid.verify.lint_finding import Finding, Severity, about, goals_together
from hybrid.verify.lint_samples import UNKNOWNS, applications
from hybrid.verify.lint_tests import clash, facts_of, follows, guards_with_tests, integers

LONGEST = 3  # steps of a derivation
LONGEST_WAY_BACK = 2  # steps of a loop after the rule itself
MOST_STATES = 40  # expanded in one search
GROWTH = 8  # nodes by which a state may be larger than both ends
WALKS = 3  # instances of a safe rule to walk from
WALK = 12  # safe steps from one instance
GROWING = 6  # steps in a row that only make a state larger
_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Link:
    """A rule used at a place of a state."""

    before: Term
    place: Place
    rewrite: Rewrite
    after: Term

    def to_json(self) -> dict[str, str]:
        return {"before": str(self.before), "rule": self.rewrite.rule.name, "after": str(self.after)}


def in_letters(rules: Sequence[Rule]) -> Rulebook:
    """The plain rules, tried wherever their left sides stand: tests of search say nothing of letters."""
    return Rulebook(replace(r, tests=()) for r in rules if not r.computed and r.relation != "==>")


def _chain(
    start: Term, end: Term, book: Rulebook, longest: int, allowed: Callable[[Rule], bool]
) -> tuple[Link, ...] | None:
    """A shortest chain from one term to another, modulo order (to the very term when it is only a reordering)."""
    largest = max(start.size, end.size) + GROWTH
    exact = start.key == end.key
    waiting: deque[tuple[Term, tuple[Link, ...]]] = deque([(start, ())])
    seen = {start if exact else start.key}
    for _ in range(MOST_STATES):
        if not waiting:
            return None
        state, links = waiting.popleft()
        for place, term in subterms(state):
            for rewrite in book.rewrites(term, _NONE) if term.args and term.head != "defined" else ():
                if not allowed(rewrite.rule):
                    continue
                try:
                    after = replace_at(state, place, rewrite.new)
                except TermError:
                    continue
                chain = (*links, Link(state, place, rewrite, after))
                if after is end or (not exact and after.key == end.key):
                    return chain
                mark = after if exact else after.key
                if len(chain) < longest and after.size <= largest and mark not in seen:
                    seen.add(mark)
                    waiting.append((after, chain))
    return None


# -- derivable --------------------------------------------------------------------------------------


def derivable(rules: Sequence[Rule]) -> Iterator[Finding]:
    """Plain rules that other rules of the same searches make unnecessary, one of a family, with the derivation."""
    book = in_letters(rules)
    whole = {r.name: r for r in rules}
    told = set()
    for rule in rules:
        home = (rule.file, rule.line)
        if rule.computed or rule.relation == "==>" or home in told:
            continue
        chain = _chain(rule.left, rule.right, book, LONGEST, partial(_beside, rule))
        if chain is None or not goals_together(rule, *_rules(chain)) or not _stands(rule, chain, book):
            continue
        told.add(home)
        usable = _usable(rule, [(whole[link.rewrite.rule.name], link.rewrite.substitution) for link in chain])
        names = ", then ".join(r.name for r in _rules(chain))
        message = f"follows from {names}" + ("" if usable else " (where their tests let it)")
        yield about(rule, "derivable", "note", message, derivation=[k.to_json() for k in chain], usable=usable)


def _beside(rule: Rule, other: Rule) -> bool:
    """Whether another rule, of another line, is tried in some search in which the rule is."""
    return (rule.file, rule.line) != (other.file, other.line) and _together(rule, other)


def _together(rule: Rule, other: Rule) -> bool:
    return bool(goals_together(rule, other))


def _rules(chain: Sequence[Link]) -> list[Rule]:
    return [link.rewrite.rule for link in chain]


def _usable(rule: Rule, used: Sequence[tuple[Rule, Mapping[str, Term]]]) -> bool:
    """Whether the tests of the rules used hold wherever those of the rule do."""
    facts, _ = facts_of([(rule, {})])
    return all(
        follows(t.name, not t.negated, instantiate(t.argument, letters, r.optional), facts)
        for r, letters in used
        for t in (*r.sound_tests, *r.tests)
    )


def _stands(rule: Rule, chain: Sequence[Link], book: Rulebook) -> bool:
    """Whether the kernel makes every step of a chain under the rule's guards, and asks for nothing more."""
    formula = is_formula(rule.left)
    given = (*rule.guards, *(() if formula else conditions(rule.left)))
    problem = Problem("solve" if formula else "simplify", rule.left, given=given, domains=integers(rule))
    for link in chain:
        used = link.rewrite
        move = Move(link.place, "rule", used.rule.name, used.substitution, used.new)
        try:
            step = make_step(problem, move.step(link.before), book, used.new)
        except (CheckError, TermError):
            return False
        # an expression may lose conditions, which is no fault; what a guard asks for must be proved
        lost = {c.key for c in conditions(link.before)} if not formula else _NONE
        if step.after.key != link.after.key or any(
            c.by == "carried" and c.formula.key not in lost for c in step.conditions
        ):
            return False
    return True


# -- loops ------------------------------------------------------------------------------------------


def loops(rules: Sequence[Rule]) -> Iterator[Finding]:
    """Cycles of rules, one for each set of lines. Errors where safe rules lead in a circle whatever the letters
    stand for, or only turn a state about; warnings where they do on an instance, with helpers; else notes."""
    lines = {r.name: (r.file, r.line) for r in rules}
    told: set[frozenset[tuple[str, int]]] = set()
    for finding in (*_walks(rules), *_cycles(rules)):
        home = frozenset(lines[link["rule"]] for link in finding.details["cycle"] if link["rule"] in lines)
        if home not in told:
            told.add(home)
            yield finding


def _cycles(rules: Sequence[Rule]) -> Iterator[Finding]:
    book = in_letters(rules)
    for rule in book:
        back = _chain(rule.right, rule.left, book, LONGEST_WAY_BACK, partial(_together, rule))
        if back is None:
            continue
        letters = {s.value: s for _, s in subterms(rule.left) if s.head == "sym"}
        cycle = (Link(rule.left, (), Rewrite(rule, letters, rule.right), rule.right), *back)
        goals = goals_together(*_rules(cycle))
        if goals and _can_be(rules, cycle):
            safe = all(r.safe for r in _rules(cycle))
            yield _circle(rule, [k.to_json() for k in cycle], "error" if safe else "note", sorted(goals))


def _circle(rule: Rule, cycle: list[dict[str, str]], severity: Severity, goals: list[str]) -> Finding:
    ends = "" if severity == "note" else " (a search ends only because it remembers states)"
    message = f"{_told(cycle, 'in a circle')}{ends}"
    return about(rule, "loop", severity, message, cycle=cycle, goals=goals)


def _told(links: list[dict[str, str]], where: str) -> str:
    names = list(dict.fromkeys(k["rule"] for k in links))
    way = " -> ".join([links[0]["before"], *(k["after"] for k in links)])
    return f"{' and '.join(names)} {'leads' if len(names) == 1 else 'lead'} {where}: {way}"


def _can_be(rules: Sequence[Rule], cycle: Sequence[Link]) -> bool:
    """Whether no test or guard of one rule of the cycle is seen to rule out another."""
    whole = {r.name: r for r in rules}
    used = [(whole[link.rewrite.rule.name], link.rewrite.substitution) for link in cycle]
    if clash(*facts_of(used)) is not None:
        return False
    guards = [instantiate(g, letters, r.optional) for r, letters in used for g in guards_with_tests(r)]
    return not (guards and cascade.entails(tuple(guards), FALSE).proved)


def _walks(rules: Sequence[Rule]) -> Iterator[Finding]:
    """Follow the safe rules from instances of each, as a search would, until the goal, a rest or a circle."""
    whole = Rulebook(rules)
    settled: dict[tuple[str, bool], set[Term]] = {}
    lines = set()
    for rule in whole:
        if not rule.safe or (rule.file, rule.line) in lines:
            continue
        lines.add((rule.file, rule.line))
        for goal in _walking_goals(rule):
            proposer = RuleProposer(whole.select(goal, None, rule.fine))
            for start in applications(rule, WALKS):
                steps = _walk(_problem(goal, start), proposer, whole, settled.setdefault((goal, rule.fine), set()))
                if steps:
                    yield _restless(whole.by_name.get(steps[0].rule, rule), steps, goal)


def _restless(rule: Rule, steps: Sequence[Step], goal: str) -> Finding:
    plain = all(s.kind == "rule" for s in steps)
    turning = all(s.before.key == s.after.key for s in steps)
    links = [{"before": str(s.before), "rule": s.rule, "after": str(s.after)} for s in steps]
    severity: Severity = "error" if plain or turning else "warning"
    if steps[-1].after is steps[0].before:
        return _circle(rule, links, severity, [goal])
    message = _told(links, "to larger and larger states")
    return about(rule, "loop", severity, message, cycle=links, goals=[goal])


def _walking_goals(rule: Rule) -> list[GoalKind]:
    """The goals to walk for: those the rule names, else one for formulas or one for expressions."""
    named = [g for g in GOALS if g in rule.goals]
    return named or (["solve"] if is_formula(rule.left) else ["simplify"])


def _problem(goal: GoalKind, start: Term) -> Problem:
    if goal in ("solve", "prove"):
        start = start if is_formula(start) else eq(start, num(7))
    return Problem(goal, start, tuple(sorted(UNKNOWNS & start.free)) if goal == "solve" else ())


def _walk(problem: Problem, proposer: RuleProposer, book: Rulebook, settled: set[Term]) -> list[Step]:
    """The circle that safe steps run into, or GROWING steps that make the state larger by the same rules again;
    [] when they come to rest, or to what came to rest before."""
    states, path = [problem.term], list[Step]()
    for _ in range(WALK):
        state = states[-1]
        if state in settled or reached(state, problem):
            break
        step = _safe_step(problem, state, proposer, book)
        if step is None:
            break
        path.append(step)
        if step.after in states:
            return path[states.index(step.after) :]
        states.append(step.after)
        if _grows(path[-GROWING:]):
            return path[-GROWING:]
    settled.update(states)
    return []


def _grows(steps: Sequence[Step]) -> bool:
    """Whether each step made the state larger, and the last ones by the rules of the first ones."""
    half = GROWING // 2
    again = {s.rule for s in steps[:half]} == {s.rule for s in steps[half:]}
    return len(steps) == GROWING and again and all(s.before.size < s.after.size for s in steps)


def _safe_step(problem: Problem, state: Term, proposer: RuleProposer, book: Rulebook) -> Step | None:
    """The first safe step that the kernel accepts."""
    for move in proposer.propose(state, problem):
        if not move.safe:
            break
        try:
            return make_step(problem, move.step(state), book, move.new)
        except (CheckError, TermError):
            continue
    return None
