"""Filling in the small steps behind a computed one.

A step such as `(x + 2)*(x + 3) = x^2 + 5*x + 6` was computed by a helper and proved by a decider: true, but
too big for a reader. Here a chain of fine rules is looked for that leads from the old part to the new one,
by best-first search (Pearl, "Heuristics", 1984) on the part alone:

    state     a term, up to the order of sums and products
    moves     the fine rules at every place of it
    estimate  the number of subterms that only one of state and target has (as multisets)

A chain that is found is made into steps by the kernel; an edge the kernel refuses is left out and the
search goes on. The search is bounded by counts, not by a clock, so it finds the same chain every time.
Where none is found the step stays as it was.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from hybrid.kernel import CheckError, make_step
from hybrid.problem import Derivation, Problem, Step
from hybrid.propose.rules import LETTER
from hybrid.rulebook import Rewrite, Rulebook
from hybrid.term import CONNECTIVES, RELATIONS, Place, Term, TermError, at, is_formula, subterms
from hybrid.term import replace as put

MAX_EXPANDED = 300
MAX_GENERATED = 5_000
MAX_REFUSED = 12
MAX_STEPS = 40
# The books a chain may use, the simplest first; of one term's rewrites only the first few are looked at.
TOPICS = ("numbers", "polynomials", "powers", "fractions", "arithmetic", "roots", "fine-equations", "factoring")
FACTORING = frozenset(
    {"factor", "common_factor", "factor_fraction", "group", "split_middle", "perfect_power", "cancel"}
)
ESTIMATE_WEIGHT = 2.0
BRACKET = 2  # what an unwanted bracket counts beside its subterms


def fill(derivation: Derivation, rulebook: Rulebook) -> Derivation:
    """The derivation with substeps in those of its computed steps for which a chain of fine rules is found.

    Steps that have substeps already, or were not computed, are kept as they are.
    """
    book = _fine(rulebook)
    return replace(derivation, steps=tuple(_filled(s, derivation.problem, book, rulebook) for s in derivation.steps))


def _fine(rulebook: Rulebook) -> Rulebook:
    """The small rules of a book: the fine ones, and the plain identities that need no helper."""
    small = [r for r in rulebook if r.topic in TOPICS and (r.fine or r.relation == "=" and not r.computed)]
    return Rulebook(sorted(small, key=lambda r: TOPICS.index(r.topic)))


def _filled(step: Step, problem: Problem, book: Rulebook, whole: Rulebook) -> Step:
    if step.kind != "decided" or step.substeps or step.part is None:
        return step
    for place, target in _tasks(step, step.part):
        substeps = _chain(step, place, target, problem, book, whole)
        if substeps:
            return replace(step, substeps=substeps)
    return step


def _tasks(step: Step, new: Term) -> Iterator[tuple[Place, Term]]:
    """The places at which a chain may be looked for, the smallest first, and what has to come about there."""
    place = step.place
    old = at(step.before, place)
    if not is_formula(new):
        # a sum in a sum becomes one with it: what is rewritten is the whole of it
        while place and at(step.before, place[:-1]).head in ("add", "mul"):
            new = put(at(step.before, place[:-1]), place[-1:], new)
            place = place[:-1]
        yield place, new
    elif old.head in RELATIONS and new.head in RELATIONS:
        if old.head == new.head:
            for i in (0, 1):
                if old.args[1 - i].key == new.args[1 - i].key:
                    yield (*place, i), new.args[i]
        yield place, new
    # a truth value or a list of cases is no rewriting of the two sides


@dataclass(frozen=True)
class _Node:
    term: Term
    parent: _Node | None
    place: Place
    rewrite: Rewrite | None
    length: int

    def path(self) -> list[_Node]:
        """The nodes after the first, in order."""
        nodes: list[_Node] = []
        node: _Node | None = self
        while node is not None and node.parent is not None:
            nodes.append(node)
            node = node.parent
        return nodes[::-1]


def _chain(
    step: Step, place: Place, target: Term, problem: Problem, book: Rulebook, whole: Rulebook
) -> tuple[Step, ...]:
    """Checked steps from `step.before` to `step.after` inside `place`; () when none are found."""
    unknowns = frozenset(problem.unknowns) or target.free | at(step.before, place).free
    refused: set[tuple[Term, Place, Term]] = set()
    for _ in range(MAX_REFUSED):
        found = _search(at(step.before, place), target, unknowns, book, _allowed(step, whole), refused)
        if found is None:
            return ()
        made = _steps(found, step, place, problem, whole, refused)
        if made is not None:
            return made
    return ()


def _allowed(step: Step, whole: Rulebook) -> bool:
    """Whether factoring may help: not for a step that multiplies out or collects."""
    rule = whole.by_name.get(step.rule)
    return rule is None or any(c.helper in FACTORING for c in rule.computed)


def _search(
    start: Term,
    target: Term,
    unknowns: frozenset[str],
    book: Rulebook,
    factoring: bool,
    refused: set[tuple[Term, Place, Term]],
) -> list[_Node] | None:
    """A path from start to target, modulo the order of sums and products."""
    limit = 3 * max(start.size, target.size) + 40
    counter = generated = 0
    best: dict[str, int] = {start.key: 0}
    heap: list[tuple[float, int, _Node]] = [(0.0, 0, _Node(start, None, (), None, 0))]
    for _ in range(MAX_EXPANDED):
        if not heap or generated > MAX_GENERATED:
            return None
        node = heapq.heappop(heap)[2]
        if node.term.key == target.key:
            return node.path()
        if node.length >= MAX_STEPS or best[node.term.key] < node.length:
            continue
        for place, rewrite in _moves(node.term, unknowns, book, factoring):
            generated += 1
            try:
                term = put(node.term, place, rewrite.new)
            except TermError:
                continue
            length = node.length + rewrite.rule.cost
            if term.size > limit or best.get(term.key, MAX_STEPS + 1) <= length:
                continue
            if (node.term, place, rewrite.new) in refused:
                continue
            best[term.key] = length
            counter += 1
            estimate = length + ESTIMATE_WEIGHT * _distance(term, target)
            heapq.heappush(heap, (estimate, counter, _Node(term, node, place, rewrite, length)))
    return None


def _moves(term: Term, unknowns: frozenset[str], book: Rulebook, factoring: bool) -> Iterator[tuple[Place, Rewrite]]:
    for place, part in subterms(term):
        if not part.args and part.head != "num":
            continue
        for rewrite in book.rewrites(part, unknowns):
            if factoring or rewrite.rule.topic != "factoring":
                yield place, rewrite


def _distance(t: Term, target: Term) -> int:
    """How many subterms t has and the target has not, and the other way round; brackets count more."""
    own, wanted = _parts(t), _parts(target)
    distance = sum(abs(n - wanted.get(key, 0)) for key, n in own.items())
    distance += sum(n for key, n in wanted.items() if key not in own)
    brackets, kept = _brackets(t), _brackets(target)
    return distance + BRACKET * sum(max(0, n - kept.get(key, 0)) for key, n in brackets.items())


def _parts(t: Term) -> Counter[str]:
    """The subterms of t, as a multiset of keys."""
    found: Counter[str] | None = t.memo.get("parts")
    if found is None:
        found = Counter({t.key: 1})
        for a in t.args:
            found.update(_parts(a))
        t.memo["parts"] = found
    return found


def _brackets(t: Term) -> Counter[str]:
    """The sums that stand in products, powers and behind a minus: what has to go when multiplying out."""
    found: Counter[str] | None = t.memo.get("brackets")
    if found is None:
        found = Counter()
        for a in t.args:
            found.update(_brackets(a))
            if a.head == "add" and t.head in ("mul", "pow", "neg"):
                found[a.key] += 1
        t.memo["brackets"] = found
    return found


# -- making the steps ------------------------------------------------------------------------------


def _steps(
    path: list[_Node],
    step: Step,
    place: Place,
    problem: Problem,
    whole: Rulebook,
    refused: set[tuple[Term, Place, Term]],
) -> tuple[Step, ...] | None:
    """The kernel's steps along a path; None, and the edge noted, when it refuses one of them or the chain
    does not end where the step does (a condition is carried that the step does not carry)."""
    state = step.before
    made: list[Step] = []
    for node in path:
        if node.parent is None or node.rewrite is None:
            continue
        rewrite = node.rewrite
        kind = "decided" if rewrite.rule.computed else "rule"
        draft = Step(
            before=state,
            after=state,
            relation="=",
            place=place + node.place,
            kind=kind,  # type: ignore[arg-type]
            rule=rewrite.rule.name,
            substitution=rewrite.substitution,
            words=_words(rewrite),
        )
        edge = (node.parent.term, node.place, rewrite.new)
        try:
            done = make_step(problem, draft, whole, rewrite.new)
            place = _moved(state, place, done)
            if at(done.after, place).key != node.term.key:
                raise TermError("the part is not where it was")
        except (CheckError, TermError):
            refused.add(edge)
            return None
        made.append(done)
        state = done.after
    if state.key != step.after.key:
        last = path[-1]
        if last.parent is not None and last.rewrite is not None:
            refused.add((last.parent.term, last.place, last.rewrite.new))
        return None
    return tuple(made)


def _words(rewrite: Rewrite) -> str:
    bound = rewrite.substitution
    return LETTER.sub(lambda m: str(bound.get(m.group(1), m.group(0))), rewrite.rule.words)


def _moved(state: Term, place: Place, done: Step) -> Place:
    """Where the part stands after a step that may have put its atom into a conjunction."""
    if not any(c.by == "carried" for c in done.conditions):
        return place
    atom = 0
    while atom <= len(place) and at(state, place[:atom]).head in CONNECTIVES:
        atom += 1
    if not is_formula(state) or atom and at(state, place[: atom - 1]).head == "and":
        return place
    return place[:atom] + (0,) + place[atom:]


__all__ = ["fill"]
