"""Verdicts on somebody's solution of a word problem, line by line; nothing here understands the story.

Each line gets separate verdicts, proved, refuted or unknown, which are never merged:

    arithmetic  its calculations are right: exact, or under a named reading (rounded, with remainder, ...)
    stated      the prose says what the calculation gives; on the line of the final answer, that it is the last result
    grounded    each operand is in the story, an earlier result, or a named constant that a word calls for; refuted when
                an operand comes from nowhere, unknown when it may be counted or worked out unshown
    units       sums and differences are of one kind of thing, as far as the words show
    coverage    the line's result is used later or is the answer; on the line of the final answer, that all numbers of
                the story are used. Never refuted: a story may tell more than is needed
    relation    what is calculated follows from a checked reading of the story (hybrid.words.relation); unknown unless a
                reader has read the story and is confident

`agreement` says whether other solutions end in the same number. The suspicion (hybrid.words.suspicion) weighs all.
Everything here is a pure function of its arguments: no signals, no clocks, safe in threads, fit to be a reward.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from hybrid.syntax.errors import InputError
from hybrid.words.calculation import Answer
from hybrid.words.examined import Examined, Used, examine, rounded_to, stated, units
from hybrid.words.features import features
from hybrid.words.reader.readings import Readings
from hybrid.words.relation import Relation, relations
from hybrid.words.solution import LONGEST, Solution, read_solution
from hybrid.words.sources import Source
from hybrid.words.suspicion import model, probability, sample_features
from hybrid.words.told import read_told

CHECKS = ("arithmetic", "stated", "grounded", "units", "coverage", "relation")
EXAMPLE = 'hybrid verify --problem "Ann has 3 boxes of 8 pens. How many pens?" --solution "3 * 8 = 24 pens. #### 24"'


@dataclass(frozen=True)
class LineVerdict:
    """The verdicts of one line, and notes that say why in words."""

    text: str
    arithmetic: Answer = "unknown"
    stated: Answer = "unknown"
    grounded: Answer = "unknown"
    units: Answer = "unknown"
    coverage: Answer = "unknown"
    relation: Answer = "unknown"
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Wrong:
    """The first wrong line. line: from 1; check: which verdict; said, right: the numbers, None where not known."""

    line: int
    check: str
    said: Fraction | None
    right: Fraction | None
    text: str


@dataclass(frozen=True)
class Verdict:
    """What is known of a solution.

    answer      its final number, None where there is none
    agreement   proved when most other samples have the same answer, refuted when none has, else (or without) unknown
    agreeing    how many of the other samples have the same answer, of how many
    unused      numbers of the story, as written, that no line takes up
    suspicion   in [0, 1]; flagged: it reaches the shipped threshold, or a calculation or relation is refuted
    looks_like  the kind of slip (hybrid.words.suspicion.SLIPS) that a solution suspicious by itself looks like, "" for
                others and where a calculation or relation is refuted
    """

    lines: tuple[LineVerdict, ...]
    answer: Fraction | None
    agreement: Answer
    agreeing: tuple[int, int]
    unused: tuple[str, ...]
    first_wrong: Wrong | None
    suspicion: float
    flagged: bool
    looks_like: str = ""

    @property
    def refuted(self) -> bool:
        """Whether any verdict of any line is refuted."""
        return any(getattr(line, check) == "refuted" for line in self.lines for check in CHECKS)

    def to_json(self) -> dict[str, Any]:
        """As `hybrid verify --json` and `hybrid batch` write it; numbers are texts."""
        wrong = self.first_wrong
        return {
            "lines": [
                {"text": line.text, **{c: getattr(line, c) for c in CHECKS}, "notes": list(line.notes)}
                for line in self.lines
            ],
            "answer": None if self.answer is None else shown(self.answer),
            "agreement": self.agreement,
            "agreeing": list(self.agreeing),
            "unused": list(self.unused),
            "first_wrong": None
            if wrong is None
            else {
                "line": wrong.line,
                "check": wrong.check,
                "said": None if wrong.said is None else shown(wrong.said),
                "right": None if wrong.right is None else shown(wrong.right),
                "text": wrong.text,
            },
            "suspicion": round(self.suspicion, 4),
            "flagged": self.flagged,
            "looks_like": self.looks_like,
        }


def verify(story: str, solution: str, samples: Sequence[str] = (), *, readings: Readings | None = None) -> Verdict:
    """The verdicts on a solution of a story.

    samples   other solutions of the story; one that is the same text as the solution is left out once
    readings  of the story, by any reader (hybrid.words.reader), for the relation verdicts; a refuted one flags the
              solution. Without them, and where the reader abstains, relation is unknown

    Raises InputError for a text that is empty or too long.
    """
    if not story.strip():
        raise InputError("an empty story", example=EXAMPLE)
    if len(story) > LONGEST:
        raise InputError(f"a story of {len(story)} characters; at most {LONGEST} are read")
    told = read_told(story)
    examined = examine(told, read_solution(solution))
    lines, wrongs = _lines(examined, relations(examined.solution, readings))
    alone, slip = model().alone.weighed(features(examined))
    threshold, log_odds = model().alone.threshold, alone
    others = list(samples)
    if solution in others:
        others.remove(solution)
    answer = examined.solution.answer
    agreeing = 0
    if others:
        read = [examine(told, read_solution(s)) for s in others if s.strip()]
        answers = [(o.solution.answer, model().alone.log_odds(features(o))) for o in read]
        answers += [(None, 0.0)] * (len(others) - len(read))
        agreeing = sum(a == answer for a, _ in answers) if answer is not None else 0
        threshold = model().samples.threshold
        log_odds = model().samples.log_odds(sample_features(answer, alone, answers))
    suspicion = probability(log_odds)
    sure = any(line.arithmetic == "refuted" or line.relation == "refuted" for line in lines)
    return Verdict(
        lines,
        answer,
        _agreement(agreeing, len(others)),
        (agreeing, len(others)),
        tuple(t.text for t in examined.unused),
        min(wrongs, key=lambda w: w.line, default=None),
        suspicion,
        sure or suspicion >= threshold,
        slip if not sure and probability(alone) >= model().alone.threshold else "",
    )


def choose(story: str, solutions: Sequence[str]) -> int:
    """The index of the solution with the lowest suspicion, the others being its samples; the first of equals."""
    verdicts = [verify(story, s, [*solutions[:i], *solutions[i + 1 :]]) for i, s in enumerate(solutions)]
    return min(range(len(verdicts)), key=lambda i: verdicts[i].suspicion)


def shown(value: Fraction) -> str:
    """A number for the reader: whole, a short decimal, or a fraction."""
    if value.denominator == 1:
        return str(value.numerator)
    return f"{float(value):.10g}" if 10**6 % value.denominator == 0 else str(value)


def _agreement(agreeing: int, others: int) -> Answer:
    if not others:
        return "unknown"
    return "refuted" if not agreeing else "proved" if 2 * agreeing > others else "unknown"


def _lines(e: Examined, related: Sequence[Relation]) -> tuple[tuple[LineVerdict, ...], list[Wrong]]:
    rows = e.solution.lines
    steps: list[list[tuple[int, Used]]] = [[] for _ in rows]
    for index, used in enumerate(e.steps):
        steps[used.line].append((index, used))
    answer_row = max((i for i, row in enumerate(rows) if row.final), default=len(rows) - 1)
    found, wrongs = [], []
    for i, row in enumerate(rows):
        line, wrong = _line(e, i, steps[i], i == answer_row, related[i])
        found.append(line)
        if wrong is not None:
            wrongs.append(Wrong(i + 1, *wrong, row.text))
    return tuple(found), wrongs


def _line(
    e: Examined, at: int, steps: Sequence[tuple[int, Used]], ends: bool, relation: Relation
) -> tuple[LineVerdict, tuple[str, Fraction | None, Fraction | None] | None]:
    notes: list[str] = []
    wrong: list[tuple[str, Fraction | None, Fraction | None]] = []
    arithmetic: list[Answer] = []
    says: list[Answer] = []
    grounded: list[Answer] = []
    kinds: list[Answer] = []
    covers: list[Answer] = []
    for index, used in steps:
        check = used.step.check
        arithmetic.append(check.answer)
        if check.answer == "refuted":
            right = "no value" if check.right is None else shown(check.right)
            notes.append(f"{used.step.text}: the right value is {right}")
            wrong.append(("arithmetic", check.said, check.right))
        elif check.how not in ("exact", "unread"):
            notes.append(f"{used.step.text}: right as {check.how}")
        said, saying, should = stated(used.step)
        says.append(said)
        if said == "refuted" and saying is not None and should is not None:
            notes.append(f"the words say {shown(saying)}, the calculation {shown(should)}")
            wrong.append(("stated", saying, should))
        for operand, source in zip(used.step.operands, used.sources, strict=False):
            verdict, note = _grounded(operand.value, source)
            grounded.append(verdict)
            if note:
                notes.append(note)
            if verdict == "refuted":
                wrong.append(("grounded", operand.value, None))
        unit, why = units(used)
        kinds.append(unit)
        if why:
            notes.append(why)
            wrong.append(("units", None, None))
        covers.append("unknown" if index in e.dangling else "proved")
        if index in e.dangling:
            notes.append(f"{used.step.text}: nothing uses the result")
    if ends:
        ending = _ending(e.solution, e)
        says.append(ending)
        if ending == "refuted" and e.solution.answer is not None:
            last = e.steps[-1].step.result
            notes.append(f"the answer {shown(e.solution.answer)} is no result and no number of the story")
            wrong.append(("stated", e.solution.answer, last))
        covers.append("unknown" if e.unused or not e.story.numbers else "proved")
        if e.unused:
            notes.append(f"unused numbers of the story: {', '.join(t.text for t in e.unused)}")
    if relation.note:
        notes.append(relation.note)
    if relation.answer == "refuted":
        wrong.append(("relation", relation.said, relation.right))
    line = LineVerdict(
        e.solution.lines[at].text,
        _all(arithmetic),
        _any(says),
        _all(grounded),
        _any(kinds),
        _all(covers),
        relation.answer,
        tuple(dict.fromkeys(notes)),
    )
    return line, wrong[0] if wrong else None


def _grounded(value: Fraction, source: Source) -> tuple[Answer, str]:
    if source.origin == "nowhere":
        return "refuted", f"{shown(value)} comes from nowhere"
    if source.origin == "unshown":
        return "unknown", f"{shown(value)} is not shown: {source.name}"
    if source.origin == "counted":
        return "unknown", f"{shown(value)} may be a count"
    return "proved", ""


def _ending(solution: Solution, e: Examined) -> Answer:
    """Whether the final answer is the last result; refuted when it is no result and no number of the story."""
    answer = solution.answer
    results = [u.step.result for u in e.steps if u.step.result is not None]
    if answer is None or not results:
        return "unknown"
    written = str(answer) if answer.denominator == 1 else f"{float(answer)}"
    if results[-1] == answer or rounded_to(written, answer, results[-1]):
        return "proved"
    values = {*results, *(t.value for t in e.story.numbers)}
    values |= {u.step.stated.value for u in e.steps if u.step.stated is not None}
    values |= {t.value for line in solution.lines if not line.final for t in line.tokens if t.value is not None}
    near = any(a == f * v for v in values for f in (1, -1, 100, Fraction(1, 100)) for a in (answer,))
    return "unknown" if near or any(rounded_to(written, answer, r) for r in results) else "refuted"


def _all(answers: Sequence[Answer]) -> Answer:
    if "refuted" in answers:
        return "refuted"
    return "proved" if answers and all(a == "proved" for a in answers) else "unknown"


def _any(answers: Sequence[Answer]) -> Answer:
    if "refuted" in answers:
        return "refuted"
    return "proved" if "proved" in answers else "unknown"
