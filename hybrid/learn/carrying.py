"""Carrying out as training data: what a move that is named makes of a state.

A derivation shows one move of each state. The others are moves as well, and what they make is known exactly: a
decoder that writes lines has more of a rule to learn from when any legal move of a state is named and it has to say
what comes of it. The prompt is that of a line, up to where the new part begins, and only that part is learned:

    GOAL LETTERS:STATE;#rule@place: PART END

So which move to name is learned from derivations alone, and how a rule acts from all that it can do.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

from hybrid.kernel import CheckError, make_step
from hybrid.learn.lines import Example
from hybrid.model.line_text import END, NEW, step_line
from hybrid.model.network import QNetwork
from hybrid.model.text import prompt
from hybrid.problem import Derivation, Problem
from hybrid.propose.move import Move
from hybrid.propose.rules import RuleProposer
from hybrid.rulebook import Rulebook
from hybrid.term import Term, TermError


def carried_out(network: QNetwork, derivations: Sequence[Derivation], count: int, rng: random.Random) -> list[Example]:
    """At most `count` examples of moves by laws from states of these derivations, each accepted by the kernel.

    Each state is drawn equally often, and each rule of a state, since the moves of a few rules are most of all moves.
    What has no line or is too long for the network is left out.
    """
    book = Rulebook.load()
    places = [(d.problem, step.before) for d in derivations for step in d.steps]
    proposers = {goal: RuleProposer(book.laws(goal)) for goal in {problem.goal for problem, _ in places}}
    offered: dict[tuple[int, Term], dict[str, list[Move]]] = {}
    found = []
    for problem, state in rng.choices(places, k=count):
        by_rule = offered.get((id(problem), state))
        if by_rule is None:
            by_rule = offered[id(problem), state] = {}
            for move in proposers[problem.goal].propose(state, problem):
                by_rule.setdefault(move.rule, []).append(move)
        if by_rule:
            move = rng.choice(by_rule[rng.choice(list(by_rule))])
            example = _example(network, problem, state, move, book)
            if example is not None:
                found.append(example)
    return found


def _example(network: QNetwork, problem: Problem, state: Term, move: Move, book: Rulebook) -> Example | None:
    try:
        step = make_step(problem, move.step(state), book, move.new)
    except (CheckError, TermError):
        return None
    tokens = step_line(problem, step, book)
    if tokens is None or NEW not in tokens:  # a leap names no move
        return None
    begin = tokens.index(NEW) + 1
    read = (*prompt(problem, state).tokens, *tokens[:begin])
    example = Example(network.ids(read), network.ids((*tokens[begin:], END)))
    return example if len(example) <= network.config.positions else None
