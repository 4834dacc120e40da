"""True costs to go of the states of derivations, found by A* and kept as brackets: lower <= cost to go <= upper.

A derivation bounds the cost to go of each of its states from above, by the costs of the steps that are left. A* with
the consistent bound (hybrid.value.features), over all moves and the safe ones as choices too, bounds it from below: no
way is shorter than the least f = g + bound of its open list. So it need not find a way to know the cost to go. It stops
when the least f has come up to what the derivation says, before the last layer, which is the largest, is expanded;
when it finds a shorter way; or at its limit, and then the bracket stays open. States are taken from the goal backwards,
so that a shorter way found from one is part of the upper bound of those before it. What a later state costs at least
follows from an earlier one: cost to go drops by no more than the cost of a step.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import inf
from pathlib import Path
from typing import Any

from hybrid.learn.collect import appended
from hybrid.problem import Derivation, Problem, derivation_from_json
from hybrid.propose.rules import RuleProposer
from hybrid.rulebook import Rulebook
from hybrid.search.limits import Limits
from hybrid.search.qstar import Search
from hybrid.term import Term

Bracket = tuple[int, int]
VAIN = 2  # states in a row, from the goal backwards, whose bracket stayed open: those before are further still


def bracket(problem: Problem, state: Term, rules: Rulebook, expansions: int, upper: float = inf) -> Bracket:
    """Bounds of the cost to go of a state by A*; equal where it is known. upper: the cost of a way known already,
    infinite for none; the second bound is -1 when there is none and A* finds none."""
    proposer, limits = RuleProposer(rules, safe_first=False), Limits(seconds=1e9, expansions=expansions)
    search = Search(problem, [proposer], Rulebook.load(), limits, rules=rules, start=state)
    open_list = [(search.root.bound, 0, search.root)]
    made = 0
    while open_list:
        f, _, node = open_list[0]
        if search.is_goal(node):
            return f, f
        if search.meter.spent() is not None:
            return f, _cost(upper)
        heapq.heappop(open_list)
        for move in search.moves(node):
            child = search.child(node, move)
            if child is not None and child.g + child.bound < upper:
                made += 1
                heapq.heappush(open_list, (child.g + child.bound, made, child))
    return _cost(upper), _cost(upper)


def _cost(upper: float) -> int:
    return -1 if upper == inf else int(upper)


def brackets(derivation: Derivation, expansions: int, book: Rulebook) -> list[Bracket]:
    """The bracket of the state before each step of a derivation.

    expansions  of A* from a state, at most
    """
    problem, steps = derivation.problem, derivation.steps
    rules = book.laws(problem.goal)
    found: list[Bracket] = []
    upper, vain = 0, 0
    for step in reversed(steps):
        upper += cost(step.rule, book)
        low = 1
        if vain < VAIN:
            low, upper = bracket(problem, step.before, rules, expansions, upper)
            vain = vain + 1 if low < upper else 0
        found.append((low, upper))
    found.reverse()
    return _tightened(found, [cost(s.rule, book) for s in steps])


def cost(rule: str, book: Rulebook) -> int:
    """What a step by a rule costs: 1 for moves that are no rules, such as putting in a value."""
    return book.by_name[rule].cost if rule in book.by_name else 1


def _tightened(found: Sequence[Bracket], costs: Sequence[int]) -> list[Bracket]:
    tight: list[Bracket] = []
    least = 0
    for (low, high), paid in zip(found, costs, strict=True):
        least = max(least, low)
        tight.append((least, high))
        least -= paid
    return tight


def measure(
    rows: Iterable[Mapping[str, Any]], path: Path, expansions: int, workers: int = 1
) -> Iterator[dict[str, Any]]:
    """Bracket the states of the derivations of rows of hybrid.learn.collect, of those that `path` does not know yet;
    append a row for each, {"statement", "brackets"}, and yield the rows.

    Raises OSError when the file cannot be read or written, FormatError for a row that was spoiled.
    """
    tasks = {r["statement"]: (r["statement"], r["derivation"], expansions) for r in rows if r["derivation"] is not None}
    yield from appended(path, _measured, tasks, workers)


def _measured(task: tuple[str, dict[str, Any], int]) -> dict[str, Any]:
    statement, derivation, expansions = task
    found = brackets(derivation_from_json(derivation), expansions, Rulebook.load())
    return {"statement": statement, "brackets": found}
