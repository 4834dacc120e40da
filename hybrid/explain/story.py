"""What there is to tell about a result, before any of it is written down.

A derivation is told as a chain of lines; each line has a relation to the one before, the rule that made it
in words, the part that is new, and notes. A phrase is a tuple of words and terms: the faces write the
terms in their own way, as text, LaTeX or MathML, and the words as they are.

The new part of a line is found by walking down the old and the new state together for as long as exactly
one argument differs. That place is right in both states even where a rewritten part was merged into the
sum or product around it, which the place of the step is not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from hybrid.compute.conditions import tidied
from hybrid.decide.meaning import value
from hybrid.explain.retold import in_degrees, with_turns
from hybrid.kernel import unfolded
from hybrid.problem import Condition, Problem, Relation, Result, Step
from hybrid.syntax.words import DEGREES
from hybrid.term import (
    FALSE,
    RELATIONS,
    TRUE,
    Place,
    Term,
    TermError,
    at,
    is_formula,
    make,
    number,
    rational,
    subterms,
)

Detail = Literal["outline", "steps", "full"]
DETAILS: tuple[Detail, ...] = ("outline", "steps", "full")
Phrase = tuple[str | Term, ...]
KEY_LINES = 4


@dataclass(frozen=True)
class Line:
    """One line of the chain.

    number    "3", or "3.1" for a smaller step within step 3
    relation  to the line before
    term, new the state after the step, and the place of what changed in it (() is all of it)
    reason    the rule in words
    notes     what it rests on: conditions with what discharges them, facts, ... as detail asks
    inner     the same change in smaller steps, with `start` their first line
    """

    number: str
    relation: Relation
    term: Term
    new: Place
    reason: str
    notes: tuple[Phrase, ...] = ()
    start: Term | None = None
    inner: tuple[Line, ...] = field(default=())


def checked_detail(detail: str) -> Detail:
    """`detail` when it is one of DETAILS. Raises ValueError naming the choices otherwise."""
    for known in DETAILS:
        if detail == known:
            return known
    raise ValueError(f"detail is one of {', '.join(DETAILS)}, not {detail!r}")


# -- the problem -----------------------------------------------------------------------------------

_VERB = {
    "solve": "Solve",
    "prove": "Prove",
    "simplify": "Simplify",
    "factor": "Factor",
    "expand": "Expand",
    "evaluate": "Evaluate",
    "find": "Find",
}
_SETS = {"integer": "an integer", "natural": "a natural number", "rational": "rational", "real": "real"}


def title(problem: Problem) -> Phrase:
    """What is asked, `Solve x^2 = 4 for x`, from the problem itself rather than from how it was typed."""
    parts: list[str | Term] = [_VERB[problem.goal] + " "]
    if problem.goal == "prove" and problem.term.head == "implies":
        hypotheses, goal = problem.term.args
        known = hypotheses.args if hypotheses.head == "and" else (hypotheses,)
        parts += [goal, " from ", *_listed(known)]
    else:
        parts.append(problem.term)
    if problem.goal == "solve" and problem.unknowns:
        parts.append(" for " + ", ".join(problem.unknowns))
    if problem.given:
        parts += [" given ", *_listed(problem.given)]
    for d in problem.definitions:
        parts += [f", where {d.name}({', '.join(d.parameters)}) = ", d.body]
    domains = [f"{letter} is {_SETS[domain]}" for letter, domain in problem.domains.items()]
    if domains:
        parts.append(", where " + ", ".join(domains))
    return tuple(parts)


def _listed(terms: Sequence[Term]) -> Iterator[str | Term]:
    for i, t in enumerate(terms):
        if i:
            yield ", "
        yield t


# -- the chain -------------------------------------------------------------------------------------


def changed(before: Term, after: Term) -> Place:
    """The smallest place outside which the two terms are the same; () when that is all of them."""
    place: list[int] = []
    while before.head == after.head and before.value == after.value and len(before.args) == len(after.args):
        different = [i for i, (a, b) in enumerate(zip(before.args, after.args, strict=True)) if a is not b]
        if len(different) != 1:
            break
        place.append(different[0])
        before, after = before.args[different[0]], after.args[different[0]]
    return tuple(place)


def lines(steps: Sequence[Step], detail: str = "steps", within: str = "") -> tuple[Line, ...]:
    """The chain of a derivation, without its first line; `outline` leaves out all but the key steps."""
    detail = checked_detail(detail)
    told: list[Line] = []
    relation: Relation = "="
    kept = key_steps(steps) if detail == "outline" else range(len(steps))
    last = -1
    for i, step in enumerate(steps):
        # Equal parts make equivalent formulas: "=" between two equations would be read as part of them.
        own: Relation = "<=>" if step.relation == "=" and is_formula(step.after) else step.relation
        relation = own if i == last + 1 else joined(relation, own)
        if i not in kept:
            continue
        number = f"{within}{i + 1}"
        skipped = i - last - 1
        reason = in_words(step)
        if skipped:
            reason = f"{reason} (after {skipped} other {'step' if skipped == 1 else 'steps'})"
        inner = lines(step.substeps, detail, f"{number}.") if detail == "full" and step.substeps else ()
        start = step.substeps[0].before if inner else None
        before = steps[last + 1].before
        told.append(
            Line(number, relation, step.after, changed(before, step.after), reason, _notes(step, detail), start, inner)
        )
        last = i
    return tuple(told)


def in_words(step: Step) -> str:
    """The reason as a person is told it: the rule's words, else its name."""
    return step.words or step.rule.replace("-", " ")


def joined(first: Relation, second: Relation) -> Relation:
    """The relation of two links taken together. Raises ValueError when there is none (==> then <==)."""
    weak = {first, second} & {"==>", "<=="}
    if len(weak) == 2:
        raise ValueError("no relation between the ends of a chain that goes both ways")
    if weak:
        return first if first in weak else second
    return "=" if first == second == "=" else "<=>"


def key_steps(steps: Sequence[Step]) -> frozenset[int]:
    """The steps an outline shows: the last one, and of the rest those that change the shape of the whole.

    A split into cases, a carried condition, a factored side tell more than arithmetic inside a term.
    """
    if len(steps) <= KEY_LINES:
        return frozenset(range(len(steps)))
    weights = sorted(((_weight(s), -i) for i, s in enumerate(steps[:-1])), reverse=True)
    return frozenset({len(steps) - 1} | {-i for weight, i in weights[: KEY_LINES - 1] if weight > 0})


def _weight(step: Step) -> int:
    weight = 4 if any(c.by == "carried" for c in step.conditions) else 0
    if step.relation in ("==>", "<==") or step.kind in ("definition", "consequence"):
        weight += 2
    try:
        part = at(step.before, step.place)
    except TermError:
        return weight
    if any(t.head in ("true", "false") for _, t in subterms(step.before)):
        return weight  # clearing away what was settled before
    if is_formula(part) and part.free:
        weight += 2
    weight += 3 if _cases(step.before) != _cases(step.after) else 0
    return weight + (2 if _atoms(step.before) != _atoms(step.after) else 0)


def _cases(state: Term) -> int:
    return len(state.args) if state.head == "or" else 1


def _atoms(state: Term) -> int:
    return sum(t.head in RELATIONS for _, t in subterms(state))


def _notes(step: Step, detail: Detail) -> tuple[Phrase, ...]:
    # what the old line demands by having a value and the new one says outright is told once, as carried
    carried = {c.formula for c in step.conditions if c.by == "carried"}
    told = [c for c in step.conditions if c.by != "context" or c.formula not in carried]
    notes = [phrase for c in told if (phrase := discharged(c, detail)) is not None]
    if step.facts and detail != "outline":
        notes.insert(0, ("using ", *_listed(step.facts)))
    if detail == "full":
        notes.extend(_evidence(step))
    return tuple(notes)


def discharged(condition: Condition, detail: Detail) -> Phrase | None:
    """What becomes of a side condition; None when it is not worth telling at this detail."""
    if condition.by == "carried":
        return ("as long as ", condition.formula)
    if detail == "outline" or (condition.by == "present" and detail != "full"):
        return None
    if condition.by == "context":
        return ("because ", condition.formula, " is given")
    if condition.by == "present":
        return (condition.formula, " is still demanded by the line")
    decider = (condition.certificate or {}).get("decider")
    return ("because ", condition.formula, f" (decided by {decider})" if decider else "")


def _evidence(step: Step) -> Iterator[Phrase]:
    try:
        old, new = at(step.before, step.place), at(step.after, step.place)
        if step.place and new is not old:
            yield ("rewrites ", old)
    except TermError:
        pass
    if step.substitution:
        parts: list[str | Term] = []
        for letter, value in step.substitution.items():
            parts += [", " if parts else "with ", "the rest = " if letter == "_" else f"{letter} = ", value]
        yield tuple(parts)
    if step.words:
        yield (f"rule {step.rule}" if step.kind == "rule" else f"{step.kind}: {step.rule}",)
    if step.certificate:
        shown = ", ".join(f"{k} {v}" for k, v in step.certificate.items() if isinstance(v, (str, int, float)))
        yield (f"certificate: {shown}",)


# -- the end ---------------------------------------------------------------------------------------

_ENDED = {
    "proved": "the goal was reached",
    "exhausted": "everything the rules offer was tried",
    "time": "the time limit was reached",
    "nodes": "the limit on expanded states was reached",
    "memory": "the memory limit was reached",
}


def headline(result: Result) -> str:
    """One word for what came out."""
    if result.status == "proved":
        return "Proved" if result.problem.goal == "prove" else "Answer"
    return "Refuted" if result.status == "refuted" else "Open"


def ending(result: Result) -> tuple[Phrase, ...]:
    """What came out: the answer and its conditions, the point of a refutation, or why it stayed open."""
    if result.status == "refuted":
        if not result.point:
            return (("the statement does not hold",),)
        parts: list[str | Term] = ["the statement fails at "]
        for i, (letter, value) in enumerate(sorted(result.point.items())):
            parts += [", " if i else "", f"{letter} = ", value]
        instance = at_point(result.problem, result.point)
        return (tuple(parts),) if instance is None else (tuple(parts), ("there it says ", instance))
    if result.status == "open":
        stop = result.stop
        why = f"{_ENDED[stop.reason]} after {stop.seconds:.1f} s and {stop.expanded} expanded states"
        said = ("", f"out of {stop.reason}", "no rule applies any more")
        return ((why,),) if result.reason in said else ((why,), (result.reason,))
    if result.problem.goal == "prove":  # what is left of it, if anything, are the conditions
        answer: Phrase = ("the statement holds",)
    elif result.problem.goal == "solve" and result.answer is FALSE:
        answer = (FALSE, " (there is no solution)")
    elif result.problem.goal == "solve" and result.answer is TRUE:
        answer = (TRUE, " (it holds for every value)")
    else:
        answer = (result.answer,) if result.answer is not None else ("",)
    lines: tuple[Phrase, ...] = (answer,)
    turns = with_turns(result.answer) if result.problem.goal == "solve" and result.answer is not None else None
    if turns is not None:
        letter, formula = turns
        lines += (("that is, ", formula, f", {letter} any whole number"),)
    degrees = in_degrees(result.answer) if result.answer is not None and DEGREES.search(result.problem.text) else None
    if degrees is not None:
        lines += ((f"that is, {degrees}",),)
    if result.conditions:
        lines += (("as long as ", *_listed(tidied(result.conditions))),)
    return lines


def at_point(problem: Problem, point: Mapping[str, Term]) -> Term | None:
    """What an equation or inequality to prove says at a rational point, `25 = 13`; None when that has no
    such form."""
    claim = unfolded(problem.term.args[1] if problem.term.head == "implies" else problem.term, problem.definitions)
    values = {letter: rational(t) for letter, t in point.items()}
    if claim.head not in RELATIONS or any(v is None for v in values.values()):
        return None
    exact = {letter: Fraction(v) for letter, v in values.items() if v is not None}
    sides = [value(side, exact) for side in claim.args]
    if not all(isinstance(s, (int, Fraction)) for s in sides):
        return None
    return make(claim.head, [number(s) for s in sides if isinstance(s, (int, Fraction))])


def basis(steps: Sequence[Step]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of the rules and of the deciders that the steps, and the smaller ones, rest on."""
    rules: set[str] = set()
    deciders: set[str] = set()
    todo = list(steps)
    while todo:
        step = todo.pop()
        todo.extend(step.substeps)
        if step.kind in ("rule", "consequence"):
            rules.add(step.rule)
        for certificate in (step.certificate, *(c.certificate for c in step.conditions)):
            if certificate and isinstance(certificate.get("decider"), str):
                deciders.add(str(certificate["decider"]))
    return tuple(sorted(rules)), tuple(sorted(deciders))


def foundation(result: Result) -> str:
    """The last line of a proof: that it was checked, and what it rests on. "" when nothing was proved."""
    if result.status != "proved" or result.derivation is None:
        return ""
    if result.theorem is None:
        rules, deciders = basis(result.steps)
    else:
        rules, deciders = result.theorem.rules, result.theorem.deciders
    count = len(result.steps)
    text = f"Checked by the kernel: {count} {'step' if count == 1 else 'steps'}"
    if rules:
        text += f"; {'rule' if len(rules) == 1 else 'rules'} {', '.join(rules)}"
    if deciders:
        text += f"; {'decider' if len(deciders) == 1 else 'deciders'} {', '.join(deciders)}"
    return text + "."
