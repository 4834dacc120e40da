"""Rewards for the lines of a derivation: which of them follow from the line before.

The mathematics is read off the completion line by line; prose, numbering and connecting words are left out. A line
follows when it says the same as the line before: an expression that is equal wherever that one is defined, or a formula
that is true at the same points (hybrid.judge). The first line is held against the problem, where it is known. An
equation true at all points is a remark and stands for nothing; a line that was there before is no step.

    step_reward     the share of steps that follow
    process_reward  the share of steps before the first that does not
    process_labels  for each step of a list whether it and all before it follow, as stepwise supervision wants it
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from hybrid.answers import read_given
from hybrid.answers.alone import alone
from hybrid.answers.bounds import moderate
from hybrid.answers.extract import without_connectives
from hybrid.answers.read import POINT
from hybrid.decide import cascade, cells
from hybrid.decide.verdict import Verdict
from hybrid.judge import judge
from hybrid.problem import Domain, Problem
from hybrid.rewards.texts import LogExtra, LogMetric, column, text_of
from hybrid.syntax.errors import InputError
from hybrid.term import TRUE, Term, disj, eq, is_formula, substitute, sym

LONGEST = 20_000  # characters of a completion
MAX_LINES = 60  # with mathematics
MAX_LINE = 500
MAX_NODES = 80
PROBLEM = ("problem",)
Answer = Literal["proved", "refuted", "unknown"]

_NUMBERING = re.compile(r"^\s*(?:(?:step|line)\s*\d+\s*[:.)]|\(?\d+[.)]\s|[-*•]\s)\s*", re.IGNORECASE)
_SPAN = re.compile(r"\$\$(.+?)\$\$|\$([^$]+)\$|\\\((.+?)\\\)|\\\[(.+?)\\\]|\\boxed\{(.+)\}")
_WORDS = re.compile(r"(?<![\\A-Za-z])[A-Za-z]{3,}")
_KNOWN_WORDS = frozenset("and or not sin cos tan log sqrt abs exp pi true false root cbrt".split())
_TAIL = re.compile(r"\s*(?:\.|,|;|#.*|//.*)\s*$")
_EQUALS = re.compile(r"^\s*=(?!=|>)\s*(.+)")


@dataclass(frozen=True)
class Line:
    """A step: the line as written, its place among the lines of the completion, from 0, and whether it follows."""

    text: str
    place: int
    verdict: Answer
    point: str = ""


@dataclass(frozen=True)
class Steps:
    """The steps of a completion. whole: whether all of it was read, which is not so beyond the limits."""

    lines: tuple[Line, ...]
    whole: bool = True

    @property
    def share(self) -> float:
        """The share of steps that follow; 0 without steps or beyond the limits."""
        right = sum(line.verdict == "proved" for line in self.lines)
        return right / len(self.lines) if self.lines and self.whole else 0.0

    @property
    def first_wrong(self) -> int | None:
        """The place of the first line that does not follow, from 0; None when all do."""
        return next((line.place for line in self.lines if line.verdict != "proved"), None)

    @property
    def before_wrong(self) -> float:
        """The share of steps before the first that does not follow."""
        if not self.lines or not self.whole:
            return 0.0
        count = 0
        for line in self.lines:
            if line.verdict != "proved":
                break
            count += 1
        return count / len(self.lines)


def judge_lines(lines: Sequence[str], problem: str = "") -> Steps:
    """The verdicts on the lines, the first held against the problem where one is given (a statement or a formula)."""
    posed = _posed(problem) if problem.strip() else None
    chain = _Chain(posed)
    count = 0
    for place, text in enumerate(lines):
        term, continues = _term(text, chain.before)
        if term is None:
            continue
        count += 1
        if count > MAX_LINES:
            return Steps(tuple(chain.found), False)
        with alone():
            chain.take(term, continues, text, place)
    return Steps(tuple(chain.found))


def steps_of(completion: str, problem: str = "") -> Steps:
    """The steps of a completion, each held against the line before."""
    if len(completion) > LONGEST:
        return Steps((), False)
    return judge_lines(completion.splitlines(), problem)


def process_labels(problem: str, steps: Sequence[str]) -> list[bool]:
    """For each step whether it and all before it follow: the `labels` of stepwise supervision.

    A step without mathematics takes the label of the steps before it. A step of several lines is right when all are.
    """
    lines = [(i, line) for i, step in enumerate(steps) for line in step.splitlines()]
    judged = judge_lines([line for _, line in lines], problem)
    bad = judged.first_wrong
    if not judged.whole and bad is None:
        bad = judged.lines[-1].place + 1 if judged.lines else 0
    wrong = len(steps) if bad is None else lines[bad][0] if bad < len(lines) else len(steps)
    return [i < wrong for i in range(len(steps))]


# -- the chain --------------------------------------------------------------------------------------


class _Chain:
    """The line before, and the verdicts so far."""

    def __init__(self, problem: Problem | None) -> None:
        self.before = None if problem is None else problem.term
        self.given: tuple[Term, ...] = () if problem is None else problem.given
        self.domains: dict[str, Domain] = {} if problem is None else dict(problem.domains)
        self.seen = set() if self.before is None else {self.before.key}
        self.found: list[Line] = []

    def take(self, t: Term, continues: bool, text: str, place: int) -> None:
        before = self.before
        if t.key in self.seen:
            self.before = t
            return
        if before is None:
            self.seen.add(t.key)
            self.before = self._ends(t) if not is_formula(t) or self._identity(t) else t
            return
        if is_formula(before) is not is_formula(t):
            if is_formula(before):
                return  # an expression on its own claims nothing about an equation
            self._sides(before, t, text, place)
            return
        self.seen.add(t.key)
        verdict, point = self._verdict(before, t)
        if verdict != "proved" and is_formula(t) and self._identity(t):
            return
        self.before = t
        self.found.append(Line(text.strip(), place, verdict, point))

    def _sides(self, before: Term, t: Term, text: str, place: int) -> None:
        """`a = b = c` as the next line of an expression: each side equals the one before."""
        equations = t.args if t.head == "and" else (t,)
        if any(e.head != "eq" for e in equations):
            return
        self.seen.add(t.key)
        sides = [equations[0].args[0], *(e.args[1] for e in equations)]
        worst: Answer = "proved"
        point = ""
        for side in sides:
            if side.key != before.key:
                verdict, where = self._verdict(before, side)
                if verdict != "proved" and worst != "refuted":
                    worst, point = verdict, where
            before = side
        self.before = before
        self.found.append(Line(text.strip(), place, worst, point))

    def _ends(self, t: Term) -> Term:
        """Where a first line without a problem leads: the last side of an identity, else the line."""
        equations = t.args if t.head == "and" else (t,)
        return equations[-1].args[1] if all(e.head == "eq" for e in equations) else t

    def _identity(self, t: Term) -> bool:
        return t is not TRUE and _small(t) and cascade.equivalence(t, TRUE, self.given, self.domains).proved

    def _verdict(self, before: Term, t: Term) -> tuple[Answer, str]:
        if not (_small(before) and _small(t)):
            return "unknown", ""
        try:
            verdict = self._charted(before, t) or judge(before, t, self.given, self.domains)
        except (ValueError, ArithmeticError, RecursionError):
            return "unknown", ""
        point = ", ".join(f"{x} = {v}" for x, v in (verdict.point or {}).items())
        return verdict.answer, point

    def _charted(self, before: Term, t: Term) -> Verdict | None:
        """Formulas in one letter are decided at once by their charts, where they have any."""
        if not is_formula(t) or len(before.free | t.free) != 1:
            return None
        verdict = cells.equivalent(before, t, self.given, self.domains)
        return None if verdict.answer == "unknown" else verdict


def _small(t: Term) -> bool:
    return t.size <= MAX_NODES and moderate(t)


@lru_cache(maxsize=1024)
def _posed(problem: str) -> Problem | None:
    from hybrid.syntax.statement import parse_problem

    try:
        return parse_problem(problem)
    except InputError:
        return None


# -- lines ------------------------------------------------------------------------------------------


def _term(line: str, before: Term | None) -> tuple[Term | None, bool]:
    """The mathematics of a line, None where it has none, and whether it begins with an equals sign."""
    if not line.strip() or len(line) > MAX_LINE:
        return None, False
    text = _NUMBERING.sub("", line).strip().strip("*`").strip()
    equals = _EQUALS.match(text)
    if equals is not None:
        text = equals[1]
    text = without_connectives(text)
    spans = list(_SPAN.finditer(text))
    if spans and _prose(_SPAN.sub(" ", text)):
        text = next(g for g in spans[-1].groups() if g is not None)
    if _prose(text):
        head, colon, rest = text.rpartition(":")
        if not colon or _prose(rest):
            return None, False
        text = rest
    text = _TAIL.sub("", text)
    return _parsed(text, before), equals is not None


def _prose(text: str) -> bool:
    return any(w.lower() not in _KNOWN_WORDS for w in _WORDS.findall(re.sub(r"\\[A-Za-z]+", " ", text)))


def _parsed(text: str, before: Term | None) -> Term | None:
    import hybrid

    if not text.strip() or not any(c.isalnum() for c in text):
        return None
    try:
        return hybrid.parse(text.strip().strip("$"))
    except (InputError, RecursionError):
        pass
    letters = before.free if before is not None and is_formula(before) else frozenset()
    if len(letters) != 1:
        return None
    for reading in read_given(
        text
    ).readings:  # `x = 2, 3`, `[1, 2)`: a set, as the last line of an equation in one letter
        if reading.kind not in ("reals", "elements"):
            continue
        x = sym(reading.name or next(iter(letters)))
        if reading.kind == "reals":
            return substitute(reading.term, {str(POINT.value): x})
        if all(i.kind == "value" for i in reading.items):
            return disj(*(eq(x, i.term) for i in reading.items))
    return None


# -- rewards ----------------------------------------------------------------------------------------


def _all_steps(prompts: Sequence[Any], completions: Sequence[Any], columns: dict[str, Any]) -> list[Steps]:
    n = len(completions)
    problems = column(columns, PROBLEM, n)
    if all(p is None for p in problems) and len(prompts) == n:
        problems = [text_of(p) for p in prompts]
    return [steps_of(text_of(c), "" if p is None else str(p)) for c, p in zip(completions, problems, strict=True)]


def _logged(steps: Sequence[Steps], log_extra: LogExtra | None, log_metric: LogMetric | None) -> None:
    if log_extra is not None:
        log_extra("first_wrong", [s.first_wrong for s in steps])
        log_extra("steps", [len(s.lines) for s in steps])
    if log_metric is not None and steps:
        log_metric("steps/all_follow", sum(bool(s.lines) and s.first_wrong is None for s in steps) / len(steps))


def step_reward(
    prompts: Sequence[Any],
    completions: Sequence[Any],
    completion_ids: Sequence[Any] | None = None,
    trainer_state: Any = None,
    log_extra: LogExtra | None = None,
    log_metric: LogMetric | None = None,
    **columns: Any,
) -> list[float | None]:
    """The share of the completion's lines that follow from the line before, 0.0 where there are no steps.

    columns  `problem`, the statement as `hybrid solve` takes it; without that column the prompt, where it is one.
             Where neither says what is asked, the first line is taken as it stands.

    The place of the first line that does not follow is logged as `first_wrong`.
    """
    steps = _all_steps(prompts, completions, columns)
    _logged(steps, log_extra, log_metric)
    return [s.share for s in steps]


def process_reward(
    prompts: Sequence[Any],
    completions: Sequence[Any],
    completion_ids: Sequence[Any] | None = None,
    trainer_state: Any = None,
    log_extra: LogExtra | None = None,
    log_metric: LogMetric | None = None,
    **columns: Any,
) -> list[float | None]:
    """The share of the completion's steps before the first that does not follow; columns as in `step_reward`."""
    steps = _all_steps(prompts, completions, columns)
    _logged(steps, log_extra, log_metric)
    return [s.before_wrong for s in steps]


__all__ = [
    "Line",
    "Steps",
    "judge_lines",
    "process_labels",
    "process_reward",
    "step_reward",
    "steps_of",
]
