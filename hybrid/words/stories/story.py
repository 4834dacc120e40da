"""A generated story and the solution a pupil would write."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from hybrid.words.program import Program, Unit
from hybrid.words.stories.expression import WHOLE, Operator, apply, written

SIGNS = {"ceil": "/", "floor": "/"}
HOLE = "\x00"


@dataclass(frozen=True)
class Operand:
    """A number of a calculation: its value, and the earlier calculation that gave it, or None."""

    value: Fraction
    earlier: int | None = None
    constant: bool = False


@dataclass(frozen=True)
class Calculation:
    """One operation of a solution. words: the sentence around it, with HOLE where the calculation stands.

    unit      of the result as it is written in the sentence: "apples", "$"
    relation  the operation follows from words such as `more than`, `twice`, `a third of`, `20%`
    """

    op: Operator
    left: Operand
    right: Operand
    value: Fraction
    words: str
    unit: str
    relation: bool = False

    def line(self, value: Fraction | None = None, words: str | None = None) -> str:
        """The line of a solution: sentence, calculation, result. value and words: others instead of the right ones."""
        text = self.words if words is None else words
        result = self.value if value is None else value
        dollar = "$" if self.unit == "$" else ""
        left, right = written(self.left.value), written(self.right.value)
        if "/" in left and self.op in "*/":
            left = f"({left})"
        if "/" in right and self.op in "*/":
            right = f"({right})"
        if self.op == "remainder":
            full = apply("floor", self.left.value, self.right.value)
            sum_ = f"{left}-{right}*{written(full)}"
            return text.replace(
                HOLE, f"{sum_.replace('-', ' - ').replace('*', ' * ')} = <<{sum_}={written(result)}>>{written(result)}"
            )
        sign = SIGNS.get(self.op, self.op)
        shown = f"{left} {sign} {right} = "
        if self.op in WHOLE:
            exact = apply("/", self.left.value, self.right.value)
            return text.replace(HOLE, f"{left} {sign} {right} = {written(exact)}, rounded to {written(result)}")
        return text.replace(HOLE, f"{shown}{dollar}<<{left}{sign}{right}={written(result)}>>{written(result)}")


@dataclass(frozen=True)
class Story:
    """A word problem with its reading.

    text          the story, its question included
    program       the reading: every quote stands in the text
    answer        exact, in `unit`
    schemas       names of the schemas used, families: their kinds of reasoning
    calculations  the operations that lead to the answer, in order
    unused        numbers of the text that the answer does not need
    asked         "result", "start", "change" or "earlier": which place of the chain the question asks for
    templates     the sentences before names and numbers were put in, the question last
    """

    text: str
    program: Program
    answer: Fraction
    unit: Unit
    schemas: tuple[str, ...]
    families: frozenset[str]
    calculations: tuple[Calculation, ...]
    unused: tuple[Fraction, ...]
    asked: str
    templates: tuple[str, ...]
    seed: int
    index: int

    @property
    def operations(self) -> int:
        """How many operations lead to the answer."""
        return len(self.calculations)

    @property
    def solution(self) -> list[str]:
        """The right solution, line by line."""
        return [c.line() for c in self.calculations]
