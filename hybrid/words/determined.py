"""What the lines of a program determine, in which order, and from which lines.

Definitions over known names are computed. Of the equations left, the smallest set that fixes some name is solved, the
names are put in, and so on: linear sets by elimination, which also tells whether there is one solution, none or many;
others (a product of unknowns, whole numbers) by the prover. A contradiction is reported with a set of lines of which
none can be left out, found by leaving out one after the other (deletion filter: Chinneck and Dravnieks, "Locating
minimal infeasible constraint sets in linear programs", ORSA Journal on Computing 3, 1991).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from hybrid.term import Term, eq, number, substitute, subterms, sym
from hybrid.words.constants import CONSTANTS
from hybrid.words.elimination import Contradiction, Form, Reduced
from hybrid.words.evaluation import Undefined, difference, holds, linear, scaled, value
from hybrid.words.finding import Finding, error, remark
from hybrid.words.program import Line, Program

MOST = 12  # equations among which the smallest set that fixes a name is looked for

Solutions = Callable[[Sequence[Term], Sequence[str]], Sequence[Mapping[str, Fraction]] | None]
"""Solutions of formulas in names; None when they are not known to be all."""


@dataclass(frozen=True)
class Stage:
    """One step of the solution.

    kind   "define": a definition is computed; "solve": the lines have one solution; "find": they fix what the last of
           them asks, though not its names; "answer": what is asked is computed
    lines  the lines it rests on; names: what becomes known; known: the values before it
    """

    kind: Literal["define", "solve", "find", "answer"]
    lines: tuple[Line, ...]
    names: tuple[str, ...]
    known: Mapping[str, Fraction]


@dataclass
class Determined:
    """values: of all names that have one; answers: of each `ask`, None when open; stages; findings: DETERMINED."""

    values: dict[str, Fraction] = field(default_factory=dict)
    answers: list[Fraction | None] = field(default_factory=list)
    stages: list[Stage] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def formula(line: Line) -> Term | None:
    """What a line says, as an equation or another relation; None for the lines that say nothing."""
    if line.kind == "define" and line.term is not None:
        return eq(sym(line.name), line.term)
    return line.term if line.kind == "relation" else None


def determine(program: Program, solutions: Solutions | None = None) -> Determined:
    """What a program determines; `solutions` is asked about equations that are not linear."""
    work = _Work(program.lines, solutions)
    done = work.done
    done.findings += _unnamed(program)
    try:
        work.run()
        work.ask(program)
    except Contradiction:
        rows = _conflict(program.lines) or [line.row for line in work.told]
        at = ", ".join(map(str, rows))
        said = f"lines {at} contradict each other" if len(rows) > 1 else f"line {at} cannot hold"
        done.findings.append(error("DETERMINED", rows[-1], f"{said}: there is no solution{work.why}"))
        done.answers = [None for line in program.lines if line.kind == "ask"]
    return done


def _unnamed(program: Program) -> Iterator[Finding]:
    rows: dict[str, int] = {}
    for line in program.lines:
        if line.name and line.kind == "define":
            if line.name in rows:
                yield error("DETERMINED", line.row, f"{line.name} is given in line {rows[line.name]} already")
            rows.setdefault(line.name, line.row)
    named = {line.name for line in program.lines}
    told: set[str] = set()
    for line in program.lines:
        for name in sorted((line.term.free if line.term is not None else frozenset()) - named - told):
            if name not in CONSTANTS:
                told.add(name)
                remedy = f"define it, or say `unknown {name}`"
                yield error("DETERMINED", line.row, f"no line says what {name} is; {remedy}")
    if not any(line.kind == "ask" for line in program.lines):
        yield error("DETERMINED", 0, "nothing is asked; say it with a line such as `ask total dollar`")


class _Work:
    """The state of the solution: what is known, and the equations that are not used yet."""

    def __init__(self, lines: Sequence[Line], solutions: Solutions | None):
        self.done = Determined()
        self.solutions = solutions
        named = {line.name for line in lines}
        used = {name for line in lines if line.term is not None for name in line.term.free}
        self.known = {name: c.value for name, c in CONSTANTS.items() if name in used and name not in named}
        self.pending = [(line, f) for line in lines if (f := formula(line)) is not None and f.head == "eq"]
        self.conditions = [(line, f) for line in lines if (f := formula(line)) is not None and f.head != "eq"]
        self.told: list[Line] = []
        self.why = ""
        self.tried: set[tuple[Term, ...]] = set()

    # -- the loop --------------------------------------------------------------------------------

    def run(self) -> None:
        """Compute and solve until nothing more is determined. Raises Contradiction."""
        while self._define() or self._check() or self._linear() or self._others():
            pass
        for line, condition in self.conditions:
            self._must_hold(line, condition)

    def _define(self) -> bool:
        for line, _ in self.pending:
            if line.kind == "define" and line.name not in self.known and line.term is not None:
                found = self._value(line, line.term)
                if found is not None:
                    # not by its place: a line without a value before it was taken out meanwhile
                    self.pending = [(other, f) for other, f in self.pending if other is not line]
                    self._learn("define", [line], {line.name: found})
                    return True
        return False

    def _check(self) -> bool:
        """Drop the equations over known names; one that is false contradicts."""
        left = [(line, f) for line, f in self.pending if not self._must_hold(line, f)]
        dropped = len(left) < len(self.pending)
        self.pending = left
        return dropped

    def _must_hold(self, line: Line, relation: Term) -> bool:
        try:
            true = holds(relation, self.known)
        except Undefined as reason:
            self._undefined(line, reason)
            return True
        if true is False:
            self.told = [line]
            raise Contradiction
        return true is True

    def _value(self, line: Line, term: Term) -> Fraction | None:
        try:
            return value(term, self.known)
        except Undefined as reason:
            self._undefined(line, reason)
            return None

    def _undefined(self, line: Line, reason: Undefined) -> None:
        self.done.findings.append(error("DETERMINED", line.row, f"{reason}, so this line has no value"))
        self.pending = [(other, f) for other, f in self.pending if other is not line]

    def _learn(self, kind: Literal["define", "solve"], lines: Sequence[Line], new: Mapping[str, Fraction]) -> None:
        self.done.stages.append(Stage(kind, tuple(lines), tuple(new), dict(self.known)))
        self.known.update(new)
        self.done.values.update(new)

    # -- equations -------------------------------------------------------------------------------

    def _forms(self) -> list[tuple[Line, Form]]:
        found = []
        for line, equation in self.pending:
            try:
                form = as_form(equation, self.known)
            except Undefined as reason:
                self._undefined(line, reason)
                continue
            if form is not None:
                found.append((line, form))
        return found

    def _linear(self) -> bool:
        """Solve the smallest set of linear equations that fixes a name."""
        forms = self._forms()
        self.told = [line for line, _ in forms]
        fixed = Reduced(form for _, form in forms).values()
        if not fixed:
            return False
        if len(forms) <= MOST:
            forms = min((_enough(forms, {name: Fraction(1)}) for name in fixed), key=len)
        fixed = Reduced(form for _, form in forms).values()
        lines = [line for line, _ in forms if any(n in fixed for n in _open(line, self.known))]
        self._learn("solve", lines, fixed)
        self.pending = [(line, f) for line, f in self.pending if line not in lines or not _closed(f, self.known)]
        return True

    def _others(self) -> bool:
        """Have the prover solve what is not linear, or has few whole solutions."""
        if self.solutions is None:
            return False
        for part in self._parts():
            names = sorted({n for _, f in part for n in f.free - self.known.keys()})
            conditions = [(c, f) for c, f in self.conditions if not f.free.isdisjoint(names)]
            conditions = [(c, f) for c, f in conditions if f.free <= self.known.keys() | set(names)]
            numbers = {name: number(v) for name, v in self.known.items()}
            formulas = tuple(substitute(f, numbers) for _, f in (*part, *conditions))
            if formulas in self.tried or any(_rounds(f, names) for f in formulas):
                continue
            self.tried.add(formulas)
            lines = [line for line, _ in (*part, *conditions)]
            found = self.solutions(formulas, names)
            if found is None:
                continue
            if not found:
                self.told, self.why = lines, " that makes sense"
                raise Contradiction
            if len(found) == 1 and set(found[0]) == set(names):
                self._learn("solve", lines, found[0])
                return True
        return False

    def _parts(self) -> list[list[tuple[Line, Term]]]:
        """Equations with one unknown name, then sets that share unknown names."""
        alone = [[(line, f)] for line, f in self.pending if len(f.free - self.known.keys()) == 1]
        groups: list[tuple[set[str], list[tuple[Line, Term]]]] = []
        for line, f in self.pending:
            names, group = set(f.free - self.known.keys()), [(line, f)]
            for other in [g for g in groups if g[0] & names]:
                groups.remove(other)
                names, group = names | other[0], [*other[1], *group]
            groups.append((names, group))
        return alone + [group for _, group in groups]

    # -- answers ---------------------------------------------------------------------------------

    def ask(self, program: Program) -> None:
        """The values that are asked for; what is left open is reported."""
        forms = self._forms()
        reduced = Reduced(form for _, form in forms)
        wanted: set[str] = set()
        for line in program.lines:
            if line.kind != "ask" or line.term is None:
                continue
            found = self._value(line, line.term)
            if found is not None and line.term.args:
                self.done.stages.append(Stage("answer", (line,), (), dict(self.known)))
            if found is None:
                form = self._form_of(line)
                found = None if form is None else reduced.value(form)
                if found is not None and form is not None:
                    given = [each for each, _ in _enough(forms, form)]
                    self.done.stages.append(Stage("find", (*given, line), (), dict(self.known)))
            if found is None:
                wanted |= line.term.free - self.known.keys()
            self.done.answers.append(found)
        self._open_names(program, wanted)

    def _form_of(self, line: Line) -> Form | None:
        try:
            return None if line.term is None else linear(line.term, self.known)
        except Undefined as reason:
            self._undefined(line, reason)
            return None

    def _open_names(self, program: Program, wanted: set[str]) -> None:
        reported = {f.row for f in self.done.findings}
        for part in self._parts_of(program):
            names, lines = part
            rows = [line.row for line in lines]
            if not reported.isdisjoint(rows):
                continue
            said = " and ".join(names)
            if any(_rounds(f, names) for line in lines if (f := formula(line)) is not None):
                message = f"{said} stands in a rounding, minimum or maximum, which is only computed on known numbers"
            elif not rows:
                message = f"no line says anything about {said}"
            else:
                at = f"line {rows[0]} leaves" if len(rows) == 1 else f"lines {', '.join(map(str, rows))} leave"
                message = f"{at} {said} open: one more relation is missing"
            make = error if wanted & set(names) else remark
            row = next((line.row for line in program.lines if line.name in names), rows[-1] if rows else 0)
            self.done.findings.append(make("DETERMINED", row, message))

    def _parts_of(self, program: Program) -> list[tuple[list[str], list[Line]]]:
        groups = [
            (sorted({n for _, f in part for n in f.free - self.known.keys()}), [line for line, _ in part])
            for part in self._parts()
        ]
        whole = [g for i, g in enumerate(groups) if not any(set(g[0]) <= set(h[0]) for h in groups[i + 1 :])]
        covered = {name for names, _ in whole for name in names}
        alone = [line.name for line in program.lines if line.kind == "unknown" and line.name not in self.known]
        return whole + [([name], []) for name in alone if name not in covered]


def as_form(equation: Term, known: Mapping[str, Fraction]) -> Form | None:
    """An equation as a linear form that is zero; None when it is not linear. Raises Undefined.

    A quotient that is equal to a known number, a/b = 3/4, is linear: 4a = 3b, where b is not 0.
    """
    left, right = equation.args
    for side, other in ((left, right), (right, left)):
        number = value(other, known)
        if side.head == "div" and number is not None and value(side.args[1], known) is None:
            above, below = linear(side.args[0], known), linear(side.args[1], known)
            return None if above is None or below is None else difference(above, scaled(below, number))
    a, b = linear(left, known), linear(right, known)
    return None if a is None or b is None else difference(a, b)


def _enough(forms: Sequence[tuple[Line, Form]], wanted: Form) -> list[tuple[Line, Form]]:
    """Equations that fix the value of a form and of which none can be left out."""
    kept = list(forms)
    for each in reversed(forms):
        without = [other for other in kept if other is not each]
        if Reduced(form for _, form in without).value(wanted) is not None:
            kept = without
    return kept


def _open(line: Line, known: Mapping[str, Fraction]) -> frozenset[str]:
    f = formula(line)
    return frozenset() if f is None else frozenset(f.free - known.keys())


def _closed(f: Term, known: Mapping[str, Fraction]) -> bool:
    return f.free <= known.keys()


def _rounds(f: Term, names: Sequence[str]) -> bool:
    return any(t.head == "call" and not t.free.isdisjoint(names) for _, t in subterms(f))


def _conflict(lines: Sequence[Line]) -> list[int]:
    """The rows of lines that contradict each other and of which none can be left out; [] when they do not."""

    def contradict(part: Sequence[Line]) -> bool:
        try:
            _Work(part, None).run()
        except Contradiction:
            return True
        return False

    kept = [line for line in lines if formula(line) is not None]
    if not contradict(kept):
        return []
    for line in reversed(kept):
        without = [other for other in kept if other is not line]
        if contradict(without):
            kept = without
    return [line.row for line in kept]
