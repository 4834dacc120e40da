"""Which rules of a book a corpus of problems needs, and what holds the others back.

Every problem is solved with a book that looks on: at each term where a rule was tried it notes whether the
left side matched, whether a test or helper refused, or what rewrites came of it. What the kernel refused (a
guard that is not proved, a state that needs what does not hold) is read off the search tree, and what a rule
did in the end off the derivations that were accepted.

    tried     terms a rule was tried at: its head, and those its arguments need, were there
    refused   of these, terms it matched but a test or its helper let nothing come of it
    unproved  moves that the kernel refused
    rewrites  rewrites it offered to the search
    fired     steps in the derivations of answers

A book remembers what it made of a term, so a term that comes again while it is alive is not tried again.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hybrid.problem import GoalKind
from hybrid.prover import Limits, solve
from hybrid.rulebook import Rewrite, Rule, Rulebook
from hybrid.rulebook.entries import RuleEntry
from hybrid.rulebook.match import Matcher
from hybrid.rulebook.pairs import Pairing
from hybrid.rulebook.rewrites import Matching
from hybrid.syntax.errors import InputError
from hybrid.term import Term

COUNTS = ("tried", "refused", "unproved", "rewrites", "fired")


@dataclass
class Use:
    """What became of one rule; see the module."""

    tried: int = 0
    refused: int = 0
    unproved: int = 0
    rewrites: int = 0
    fired: int = 0

    def verdict(self) -> str:
        """In a word, how far the rule came: fired, offered, refused, unmatched or untried."""
        if self.fired:
            return "fired"
        if self.rewrites:
            return "offered"
        return "refused" if self.refused else "unmatched" if self.tried else "untried"


@dataclass
class Coverage:
    """uses: rule -> what became of it, in the order of the book; statuses: how many problems ended how;
    errors: where a problem could not be read, file:line, and why."""

    uses: dict[str, Use]
    statuses: dict[str, int] = field(default_factory=dict)
    errors: list[tuple[str, str]] = field(default_factory=list)


def coverage(paths: Iterable[Path], book: Rulebook | None = None, *, seconds: float = 10.0) -> Coverage:
    """Solve the problems of some files and say which rules did what.

    paths    `.jsonl` with rows {"problem"}, or text with one statement a line (# begins a heading)
    seconds  time limit of one problem
    Raises InputError for a file that is not there or holds no problem.
    """
    whole = book or Rulebook.load()
    found = Coverage({rule.name: Use() for rule in whole})
    watched = Watched(whole, found.uses)
    problems = [p for path in paths for p in _problems(path)]
    for place, statement in problems:
        try:
            result = solve(statement, book=watched, limits=Limits(seconds=seconds), tree=True)
        except InputError as error:
            found.errors.append((place, error.message))
            continue
        found.statuses[result.status] = found.statuses.get(result.status, 0) + 1
        for _, name, _why in result.tree.refused if result.tree is not None else ():
            if name in found.uses:
                found.uses[name].unproved += 1
        for step in result.steps if result.status == "proved" else ():
            if step.rule in found.uses:
                found.uses[step.rule].fired += 1
    return found


# -- looking on -------------------------------------------------------------------------------------


class Watched(Rulebook):
    """A book that counts, by the names of its rules, what is tried and made of terms."""

    def __init__(self, rules: Iterable[Rule], uses: dict[str, Use]):
        super().__init__(rules)
        self._uses = uses

    def select(self, goal: GoalKind, method: str | None = None, fine: bool = False) -> Rulebook:
        key = (goal, method, fine)
        if key not in self._views:
            self._views[key] = Watched(super().select(goal, method, fine), self._uses)
        return self._views[key]

    def matching(self, unknowns: frozenset[str]) -> Matching:
        return _Watching(self, unknowns, self._uses)


class _Watching(Matching):
    """The rules of a book tried, counting."""

    def __init__(self, book: Rulebook, unknowns: frozenset[str], uses: dict[str, Use]):
        super().__init__(book.index, unknowns)
        self._uses = uses
        self._untested: dict[str, Matcher] = {}

    def apply(self, entry: RuleEntry, term: Term) -> Iterator[Rewrite]:
        """As a book does. Tried is counted with the first rewrite asked for, refused when there is none."""
        if entry.paired and len(term.args) > 2:
            yield from super().apply(entry, term)  # which comes back here with each pair
            return
        use = self._uses[entry.rule.name]
        use.tried += 1
        made = 0
        for rewrite in super().apply(entry, term):
            made += 1
            use.rewrites += 1
            yield rewrite
        if not made and self._matches(entry.rule, term):
            use.refused += 1

    def _of_pair(self, pair: Term, pairing: Pairing, entries: list[RuleEntry]) -> list[Rewrite]:
        """What rules for two arguments make of two, when a book asks all of them at once."""
        found = super()._of_pair(pair, pairing, entries)
        made = Counter(rewrite.rule.name for rewrite in found)
        for name in dict.fromkeys(entries[k].rule.name for k, _ in pairing.matches(*pair.args)):
            use = self._uses[name]
            use.tried += 1
            use.rewrites += made[name]
            use.refused += not made[name]
        return found

    def _matches(self, rule: Rule, term: Term) -> bool:
        """Whether the left side alone matches, tests aside."""
        matcher = self._untested.get(rule.name)
        if matcher is None:
            matcher = self._untested[rule.name] = Matcher(rule, {})
        return bool(matcher.matches(term, self.unknowns))


# -- the corpus -------------------------------------------------------------------------------------


def _problems(path: Path) -> list[tuple[str, str]]:
    """The statements of a file with their places. Rows of a .jsonl that judge a step are left out."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise _no_corpus(path, f"{path}: {error.strerror or 'cannot be read'}") from None
    found: list[tuple[str, str]] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        if path.suffix != ".jsonl":
            if not line.lstrip().startswith("#"):
                found.append((f"{path.name}:{number}", line))
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise _no_corpus(path, f"{path}: line {number} is not JSON: {error}") from None
        problem = row.get("problem") if isinstance(row, dict) else None
        if isinstance(problem, str):
            found.append((f"{path.name}:{number}", problem))
    if not found:
        raise _no_corpus(path, f"{path}: there is no problem in it")
    return found


def _no_corpus(path: Path, message: str) -> InputError:
    expected = ('a .jsonl with rows {"problem": ...}', "or a text with one statement a line")
    return InputError(message, text=str(path), expected=expected, example="solve x^2 = 4")


# -- telling ----------------------------------------------------------------------------------------


def to_json(found: Coverage) -> dict[str, Any]:
    """{"problems", "statuses", "errors", "rules": {name: {tried, ..., verdict}}, "verdicts": {verdict: n}}"""
    verdicts: dict[str, int] = {}
    for use in found.uses.values():
        verdicts[use.verdict()] = verdicts.get(use.verdict(), 0) + 1
    return {
        "problems": sum(found.statuses.values()) + len(found.errors),
        "statuses": dict(found.statuses),
        "errors": [{"place": place, "error": why} for place, why in found.errors],
        "verdicts": verdicts,
        "rules": {
            name: {**{count: getattr(use, count) for count in COUNTS}, "verdict": use.verdict()}
            for name, use in found.uses.items()
        },
    }


def to_text(found: Coverage) -> str:
    """A table, the rules that fired most first, and how many came how far."""
    data = to_json(found)
    width = max((len(name) for name in found.uses), default=4)
    head = f"{'rule':<{width}}" + "".join(f"{count:>10}" for count in COUNTS)
    order = sorted(found.uses.items(), key=lambda item: (-item[1].fired, -item[1].rewrites, -item[1].tried))
    rows = [f"{name:<{width}}" + "".join(f"{getattr(use, c):>10}" for c in COUNTS) for name, use in order]
    ended = ", ".join(f"{n} {status}" for status, n in found.statuses.items())
    errors = [f"{place}: {why}" for place, why in found.errors]
    told = ", ".join(f"{n} {verdict}" for verdict, n in sorted(data["verdicts"].items()))
    return "\n".join([head, *rows, *errors, f"problems: {ended or 'none'}", f"rules: {told}"])
