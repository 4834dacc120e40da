"""The prover at work on a program: each stage of its solution as a problem, with a derivation that the kernel checked.

A set of equations is a problem to solve, in which the numbers known before are put in; names of a program are letters
of that problem (`"april" + 3 = 7`). The prover is asked as well what elimination cannot say: equations that are not
linear, and whole numbers that satisfy fewer equations than there are unknowns.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from hybrid.problem import Domain, Problem, Result
from hybrid.search.limits import Limits
from hybrid.term import FALSE, Term, conj, number, rational, substitute
from hybrid.words.determined import Stage, formula
from hybrid.words.program import Unit
from hybrid.words.units import is_count

SECONDS = 5.0


class Prover:
    """Asks the prover, each problem once. units: of the names, whose counts are whole; possible: whether a value of a
    name makes sense, for choosing among solutions; seconds: the limit for a problem."""

    def __init__(
        self,
        units: Mapping[str, Unit | None],
        possible: Callable[[str, Fraction], bool],
        seconds: float = SECONDS,
    ):
        self.units, self.possible, self.seconds = units, possible, seconds
        self._results: dict[Term, Result] = {}

    def solutions(self, formulas: Sequence[Term], names: Sequence[str]) -> list[dict[str, Fraction]] | None:
        """The solutions that make sense; None when the prover does not find them all."""
        result = self._solved(conj(*formulas), names, self._whole(names))
        if result.status != "proved" or result.answer is None or result.conditions:
            return None
        found = _assignments(result.answer)
        if found is None or any(set(s) != set(names) for s in found):
            return None
        return [s for s in found if all(self.possible(name, v) for name, v in s.items())]

    def stage(self, stage: Stage) -> Result | None:
        """The derivation of a stage; None when there is nothing to derive or the prover does not find it."""
        if stage.kind in ("define", "answer"):
            return self._evaluated(stage)
        if stage.kind == "find":
            return self._found(stage)
        formulas = [f for line in stage.lines if (f := formula(line)) is not None]
        statement = conj(*(put(f, stage.known) for f in formulas))
        names = sorted(statement.free)
        result = self._results.get(statement) or self._solved(statement, names, {})
        return result if result.status == "proved" else None

    def _whole(self, names: Sequence[str]) -> dict[str, Domain]:
        units = {name: self.units.get(name) for name in names}
        return {name: "natural" for name, unit in units.items() if unit is not None and is_count(unit)}

    def _solved(self, statement: Term, names: Sequence[str], domains: Mapping[str, Domain]) -> Result:
        if statement not in self._results:
            problem = Problem("solve", statement, unknowns=tuple(names), domains=domains)
            self._results[statement] = self._asked(problem)
        return self._results[statement]

    def _evaluated(self, stage: Stage) -> Result | None:
        term = stage.lines[0].term
        if term is None:
            return None
        statement = put(term, stage.known)
        if rational(statement) is not None or _calls(statement):
            return None
        result = self._asked(Problem("evaluate", statement))
        return result if result.status == "proved" else None

    def _found(self, stage: Stage) -> Result | None:
        *given, ask = stage.lines
        if ask.term is None:
            return None
        facts = tuple(put(f, stage.known) for line in given if (f := formula(line)) is not None)
        result = self._asked(Problem("find", put(ask.term, stage.known), given=facts))
        return result if result.status == "proved" else None

    def _asked(self, problem: Problem) -> Result:
        import hybrid

        return hybrid.solve(problem, limits=Limits(seconds=self.seconds), model=False)


def put(term: Term, known: Mapping[str, Fraction]) -> Term:
    """The term with the numbers of the names that are known."""
    return substitute(term, {name: number(v) for name, v in known.items()})


def _calls(term: Term) -> bool:
    return term.head == "call" or any(_calls(part) for part in term.args)


def _assignments(answer: Term) -> list[dict[str, Fraction]] | None:
    """The solutions an answer lists, `x = 1 and y = 2 or x = 3 and y = 4`; None when it is no such list."""
    if answer is FALSE:
        return []
    found = []
    for case in answer.args if answer.head == "or" else (answer,):
        solution: dict[str, Fraction] = {}
        for part in case.args if case.head == "and" else (case,):
            v = rational(part.args[1]) if part.head == "eq" else None
            if v is None or part.args[0].head != "sym":
                return None
            solution[str(part.args[0].value)] = Fraction(v)
        found.append(solution)
    return found
