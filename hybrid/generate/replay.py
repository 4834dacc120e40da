"""Checking generated rows again, from what stands in them alone.

A row is accepted when the kernel replays its derivation, the derivation is of the row's problem, and what the row shows
beside it (answer, conditions, steps) is what the derivation says. A word problem's reading must answer its story with
the row's answer. Every wrong attempt at another problem must follow the derivation up to its first wrong line, and
evaluated exactly at its point that line must differ from the one before.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from hybrid.generate.mistakes.refutation import shown
from hybrid.generate.reading import row_files
from hybrid.generate.recipe import STORIES
from hybrid.kernel import CheckError, check
from hybrid.problem import Derivation, Domain, FormatError, derivation_from_json
from hybrid.rulebook import Rulebook
from hybrid.syntax.errors import InputError
from hybrid.syntax.parse import parse
from hybrid.syntax.statement import parse_problem
from hybrid.term import Term, rational


@dataclass(frozen=True)
class Refused:
    """A row that was not accepted: the file, its line, and why."""

    path: Path
    line: int
    why: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.why}"


def check_rows(path: Path) -> Iterator[Refused | None]:
    """For each row of a file or a folder (hybrid.generate.reading), None or why it is refused.

    Raises FormatError where a folder has no rows, OSError.
    """
    for file in row_files(path):
        with open(file, encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                try:
                    check_row(json.loads(line))
                    yield None
                except (CheckError, FormatError, InputError) as error:
                    yield Refused(file, number, str(error))
                except (KeyError, TypeError, ValueError) as error:
                    yield Refused(file, number, f"not a generated row: {_said(error)}")


def _said(error: Exception) -> str:
    return f"{error} is missing" if isinstance(error, KeyError) else str(error)


def check_row(row: Mapping[str, Any]) -> None:
    """Raises CheckError, or ValueError (FormatError and InputError are such), KeyError, TypeError for a refused row."""
    data = json.loads(row["derivation"])
    if row["topic"] == STORIES:
        _check_story(row, [derivation_from_json(d) for d in data])
        return
    derivation = derivation_from_json(data)
    _check_statement(row, derivation)
    for attempt in row.get("wrong", ()):
        check_wrong(attempt, derivation)


def _check_statement(row: Mapping[str, Any], derivation: Derivation) -> None:
    theorem = check(derivation.problem, derivation, Rulebook.load())
    asked = parse_problem(row["problem"])
    if replace(asked, text="") != replace(derivation.problem, text=""):
        raise FormatError(f"derivation: it is of another problem than {row['problem']!r}")
    _same("answer", row["answer"], str(theorem.after))
    _same("conditions", row["conditions"], [str(c) for c in theorem.conditions])
    shown = [(s["before"], s["relation"], s["after"], s["rule"]) for s in row["steps"]]
    _same("steps", shown, [(str(s.before), s.relation, str(s.after), s.rule) for s in derivation.steps])


def _check_story(row: Mapping[str, Any], derivations: list[Derivation]) -> None:
    from hybrid.words.program import read_program
    from hybrid.words.solving import answer

    for derivation in derivations:
        check(derivation.problem, derivation, Rulebook.load())
    found = answer(row["problem"], read_program(row["reading"]))
    if not found.answered or found.value != Fraction(row["answer"]):
        raise FormatError(f"reading: it gives {found.text or 'no answer'}, the row says {row['answer']}")


def check_wrong(attempt: Mapping[str, Any], derivation: Derivation) -> None:
    """Raises FormatError for an attempt that does not follow the derivation up to its first wrong line, or whose wrong
    line does not differ from the one before at the point given."""
    states = list(dict.fromkeys([derivation.problem.term, *(s.after for s in derivation.steps)]))
    texts = list(dict.fromkeys(map(str, states)))
    lines, first = attempt["lines"], attempt["first"]
    if not 0 < first < len(lines):
        raise FormatError(f"wrong: first is {first}, expected 1 to {len(lines) - 1}")
    if lines[:first] != texts[:first]:
        raise FormatError(f"wrong: the lines before the mistake are not those of the derivation: {lines[:first]}")
    before = next(t for t in states if str(t) == lines[first - 1])
    functions = {d.name for d in derivation.problem.definitions}
    wrong = parse(lines[first], functions=functions)
    point = {x: parse(value) for x, value in attempt["point"].items()}
    domains = derivation.problem.domains
    if any(not _within(point[x], domain) for x, domain in domains.items() if x in point):
        raise FormatError(f"wrong: the point {attempt['point']} is outside the domains")
    if not shown(before, wrong, point, derivation.problem.given):
        raise FormatError(f"wrong: line {first} does not differ at {attempt['point']}: {lines[first]}")


def _within(value: Term, domain: Domain) -> bool:
    v = rational(value)
    if domain == "real":
        return True
    return v is not None and (domain == "rational" or (v == int(v) and (domain == "integer" or v >= 0)))


def _same(what: str, shown: Any, derived: Any) -> None:
    if shown != derived:
        raise FormatError(f"{what}: the row says {shown!r}, its derivation {derived!r}")
