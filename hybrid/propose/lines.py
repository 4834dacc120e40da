"""Proposals written as text: lines of a model, each of which must be proved before it is offered.

A source (a model behind a server, a recording, a person) answers a state with lines in the form of step.lark.
Nothing it says is believed. Of each line

- the text is read by our grammar, else it is unparsable;
- a line that names a rule is looked up among what that rule makes of its place, and is offered as a step of the rule
  when one of these is what the line says (modulo order);
- any other line is a leap, a step "decided" at the whole state.

The kernel checks both here, and again when the search takes the move. For a step of a rule it recomputes both
sides from the substitution and proves the guards. For a leap it does its own proving: a formula and the new one
must be proved true at the same points of what is given and of the domains, an expression equal to the new one
wherever it is defined, and what the new one lost or gained in definedness must be proved or is carried to the
theorem. So a leap from an equation straight to its solutions is legal exactly when a decider proves that these are
all the solutions and nothing else; the words of a model add nothing to that. What is not accepted is noted in the
ledger, with a point where it is false if one is found.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from dataclasses import replace as with_fields
from typing import Protocol

from hybrid.decide import refute
from hybrid.kernel import CheckError, make_step
from hybrid.ledger import Kind, Ledger
from hybrid.problem import Problem
from hybrid.propose.move import Move
from hybrid.propose.rules import move_of
from hybrid.rulebook import Rulebook
from hybrid.syntax.errors import InputError
from hybrid.syntax.line import Line, parse_line
from hybrid.term import Term, TermError, at, is_formula

LEAP_COST = 3
MAX_FAILURES = 3
# What a step may trip over besides being wrong: numbers and depths that nobody could write out.
_REFUSALS = (CheckError, TermError, ArithmeticError, RecursionError)


class SourceError(Exception):
    """A source that cannot answer: the message says why, for the reader."""


class Source(Protocol):
    """Who writes lines."""

    def lines(self, problem: Problem, state: Term) -> Sequence[str]:
        """Lines for a state of a problem, none when there is nothing to say. Raises SourceError."""
        ...


@dataclass
class LineProposer:
    """A proposer whose moves are the accepted lines of a source.

    ledger  is told what became of every line
    cap     the most lines taken for one state; the rest is not looked at
    states  the most states about which the source is asked
    book    the rules the kernel checks by, the shipped ones when not given

    A state is asked about once. When the source fails nothing is offered and the ledger says why; after
    MAX_FAILURES failures it is not asked again.
    """

    source: Source
    ledger: Ledger = field(default_factory=Ledger)
    cap: int = 8
    states: int = 200
    book: Rulebook | None = None
    _known: dict[tuple[object, ...], list[Move]] = field(default_factory=dict, repr=False)
    _failed: int = 0

    def propose(self, state: Term, problem: Problem) -> list[Move]:
        """The accepted lines as moves, in the order of the source; never safe, never an exception."""
        given = tuple(g.key for g in problem.given)
        key = (problem.goal, problem.unknowns, given, tuple(sorted(problem.domains.items())), state.key)
        if key not in self._known:
            if self._failed >= MAX_FAILURES or len(self._known) >= self.states:
                return []
            self._known[key] = self._asked(state, problem)
        return self._known[key]

    def _asked(self, state: Term, problem: Problem) -> list[Move]:
        self.ledger.asked += 1
        try:
            lines = self.source.lines(problem, state)
        except SourceError as error:
            self._failed += 1
            self.ledger.fail(str(error))
            return []
        moves: list[Move] = []
        seen = {state.key: "repeats the state"}
        for text in lines[: self.cap]:
            move = self._move(text, state, problem, seen)
            if move is not None:
                moves.append(move)
        return moves

    def _move(self, text: str, state: Term, problem: Problem, seen: dict[str, str]) -> Move | None:
        """The move of a line that is accepted; notes in the ledger what became of the line."""
        try:
            line = parse_line(text)
            old = at(state, line.place)
            new = line.state(state)
        except InputError as error:
            self.ledger.note(text, "unparsable", f"column {error.column}: {error.message}")
            return None
        except (TermError, LookupError):
            self.ledger.note(text, "unparsable", f"the state has no place {'.'.join(map(str, line.place))}")
            return None
        if is_formula(line.new) is not is_formula(old):
            wanted = "a formula" if is_formula(old) else "an expression"
            self.ledger.note(text, "unparsable", f"the next state must be {wanted}" + (" there" if line.place else ""))
            return None
        if new.key in seen:
            self.ledger.note(text, "duplicate", seen[new.key])
            return None
        seen[new.key] = "repeats another line"
        move = self._of_rule(line, state, problem)
        if move is not None:
            self.ledger.note(text, "accepted", f"by the rule {move.rule}")
            return move
        move = Move((), "decided", "leap", new=new, words="this follows", cost=LEAP_COST)
        try:
            step = make_step(problem, move.step(state), self._book, move.new)
        except _REFUSALS as error:
            self.ledger.note(text, *_refuted(state, new, problem, str(error)))
            return None
        self.ledger.note(text, "accepted", f"by the decider {(step.certificate or {}).get('decider', '')}")
        return move

    @property
    def _book(self) -> Rulebook:
        return self.book or Rulebook.load()

    def _of_rule(self, line: Line, state: Term, problem: Problem) -> Move | None:
        """The step of the rule that the line names, when it gives what the line says: at the place, or, with the
        conditions that come beside it, as a state."""
        rule = self._book.by_name.get(line.rule)
        if rule is None or rule.relation == "==>":
            return None
        part = at(state, line.place)
        for rewrite in self._book.rewrites(part, frozenset(problem.unknowns)):
            if rewrite.rule.name != rule.name:
                continue
            # a choice among others: what is safe for the rule book is not for a line
            move = with_fields(move_of(line.place, rewrite), safe=False)
            try:
                step = make_step(problem, move.step(state), self._book, move.new)
                if line.new.key in (rewrite.new.key, step.after.key if not line.place else ""):
                    return move
            except _REFUSALS:
                continue
        return None


def _refuted(old: Term, new: Term, problem: Problem, why: str) -> tuple[Kind, str, Mapping[str, Term] | None]:
    """Whether a leap that the kernel does not accept is false somewhere, and where."""
    search = refute.refute_equivalence if is_formula(old) else refute.refute_equal
    try:
        point = search(old, new, tuple(problem.given), problem.domains)
    except (TermError, ArithmeticError, RecursionError):
        point = None
    return ("unknown", why, None) if point is None else ("refuted", "false at this point", point)
