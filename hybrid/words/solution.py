"""Solutions of word problems as people and models write them: lines, the calculations in each, the final answer.

A solution is cut at line breaks; a line of prose alone is cut into sentences when the whole solution is one line.
Calculations come from annotations, `<<48/2=24>>`, and from the prose around them (hybrid.words.scanning). An annotation
and the prose equation whose result it stands before are one calculation, of which both sides are kept.

The final answer is what stands behind `####`, in `\\boxed{}`, behind "answer is" or "A:", else the last number of the
last line that has one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from hybrid.syntax.errors import InputError
from hybrid.words.calculation import Chain, Check, check, read_chain
from hybrid.words.scanning import Calculation, Operand, calculations
from hybrid.words.tokens import Token, plain, tokens

LONGEST = 50_000  # characters of a solution or a story
ANNOTATION = re.compile(r"<<([^<>]*)>>")
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z$\\])|(?<=[a-z)%][.!?])\s+(?=\d)")
HASHES = re.compile(r"^\s*####\s*(.*)$")
BOXED = re.compile(r"\\boxed\s*\{")
ANSWER = re.compile(
    r"^\s*(?:A|Answer|Final answer)\s*[:=]\s*|\b(?:final )?answer\s*(?:is|:|=)\s*(?:therefore |thus )?", re.I
)
UNREAD = re.compile(r"(?<=\d),(?=\d)|[\s$]")
RESULT = re.compile(r"[\s$€£]*(-?)[\s$€£]*(?=[\d.])")


@dataclass(frozen=True)
class Step:
    """A calculation of a line.

    chain, check  of the annotation where there is one, else of the prose
    prose         the equation in the words, None where an annotation stands alone
    stated        the number in the prose right behind an annotation, None where there is none
    operands      the numbers of all parts but the last, with units where the prose shows them; result: the last
    """

    text: str
    chain: Chain | None
    check: Check
    prose: Calculation | None
    stated: Operand | None
    stated_token: Token | None
    operands: tuple[Operand, ...]
    result: Fraction | None
    result_words: tuple[str, ...]
    money: bool
    annotated: bool

    @property
    def operations(self) -> str:
        """The operations of the first part, of + - * / ^ in the order written."""
        return self.chain.parts[0].operations if self.chain is not None else ""


@dataclass(frozen=True)
class SolutionLine:
    """text: as given; prose: without annotations and LaTeX; numbers: all of the prose; final: it states the answer."""

    text: str
    prose: str
    tokens: tuple[Token, ...]
    steps: tuple[Step, ...]
    final: bool


@dataclass(frozen=True)
class Solution:
    """answer: the final number, None where there is none; marked: it stands behind a mark such as ####."""

    lines: tuple[SolutionLine, ...]
    answer: Fraction | None
    marked: bool


def read_solution(text: str) -> Solution:
    """The lines, calculations and final answer of a solution. Raises InputError for one that is empty or too long."""
    if len(text) > LONGEST:
        raise InputError(f"a solution of {len(text)} characters; at most {LONGEST} are read")
    if not text.strip():
        raise InputError("an empty solution", example="4 boxes of 6 are 4 * 6 = 24 pens.\\n#### 24")
    rows = [row for row in text.splitlines() if row.strip()]
    if len(rows) == 1:
        rows = SENTENCE.split(rows[0])
    lines = [_line(row) for row in rows]
    answer, marked = _answer(lines)
    return Solution(tuple(lines), answer, marked)


def final_answer(text: str) -> Fraction | None:
    """The final answer of a solution, read without its calculations; None where there is none."""
    rows = [row for row in text.splitlines() if row.strip()]
    for row in reversed(rows):
        if (value := _marked(row)) is not None:
            return value
    for row in reversed(rows):
        numbers = [t for t in tokens(plain(ANNOTATION.sub("", row))) if t.kind == "number"]
        if numbers:
            return _signed(plain(ANNOTATION.sub("", row)), numbers[-1])
    return None


# -- lines -----------------------------------------------------------------------------------------


def _line(row: str) -> SolutionLine:
    prose, marks = _without_annotations(row)
    found = tokens(prose)
    equations = calculations(prose, found)
    final = _is_final(row)
    steps: list[Step] = []
    for at, inside in marks:
        steps.append(_annotated(prose, at, inside, found, equations))
    paired = {id(s.prose) for s in steps if s.prose is not None}
    steps += [_from_prose(e) for e in equations if id(e) not in paired]
    return SolutionLine(row, prose, tuple(found), tuple(steps), final)


def _without_annotations(row: str) -> tuple[str, list[tuple[int, str]]]:
    """The plain line without annotations, and where each of them stood in it."""
    if "<<" not in row:
        return plain(row), []
    parts: list[str] = []
    marks: list[tuple[int, str]] = []
    at = length = 0
    for m in ANNOTATION.finditer(row):
        part = row[at : m.start()]
        part = plain(part) if not parts else part
        parts.append(part)
        length += len(part)
        marks.append((length, m[1]))
        at = m.end()
    parts.append(row[at:])
    return "".join(parts), marks


def _annotated(prose: str, at: int, inside: str, found: Sequence[Token], equations: Sequence[Calculation]) -> Step:
    chain = read_chain(UNREAD.sub("", inside))
    behind = RESULT.match(prose, at)
    start = behind.end() if behind else at
    token = next((t for t in found if t.start == start and t.kind == "number"), None) if behind else None
    stated = None
    words: tuple[str, ...] = ()
    money = False
    if token is not None and token.value is not None and behind is not None:
        money = any(sign in behind[0] + prose[max(0, at - 2) : at] for sign in "$€£")
        after = found[found.index(token) + 1 :]
        words = tuple(t.text for t in _leading_words(after))
        value = -token.value if behind[1] else token.value
        stated = Operand(value, words, money, token.percent, token.start)
    equation = next((e for e in equations if at - 3 <= e.result_at <= start < e.end), None)
    if chain is None or len(chain.parts) < 2:
        return Step(inside, None, Check("unknown", "unread"), equation, stated, token, (), None, words, money, True)
    operands = _operands(chain)
    if equation is not None:
        named = equation.operands[: len(operands)]
        if len(equation.operands) > len(operands) and [o.value for o in named] == [o.value for o in operands]:
            operands = named
    result = chain.parts[-1].value
    return Step(inside, chain, check(chain), equation, stated, token, operands, result, words, money, True)


def _operands(chain: Chain) -> tuple[Operand, ...]:
    return tuple(Operand(n.value, (), False, n.percent, -1) for part in chain.parts[:-1] for n in part.numbers)


def _from_prose(equation: Calculation) -> Step:
    chain = equation.chain
    used = sum(len(part.numbers) for part in chain.parts[:-1])
    last = equation.operands[used] if used < len(equation.operands) else None
    words, money = (last.words, last.money) if last is not None else ((), False)
    operands = equation.operands[:used]
    return Step(
        equation.text,
        chain,
        equation.check,
        equation,
        None,
        None,
        operands,
        chain.parts[-1].value,
        words,
        money,
        False,
    )


def _leading_words(after: Sequence[Token]) -> list[Token]:
    found: list[Token] = []
    for token in after:
        if token.kind != "word" or len(found) == 6:
            break
        found.append(token)
    return found


# -- the final answer ------------------------------------------------------------------------------


def _is_final(row: str) -> bool:
    if HASHES.match(row) is not None or BOXED.search(row) is not None:
        return True
    return ("nswer" in row or row.lstrip()[:1] in "aA" or "NSWER" in row.upper()) and ANSWER.search(row) is not None


def _answer(lines: Sequence[SolutionLine]) -> tuple[Fraction | None, bool]:
    for line in reversed(lines):
        if line.final and (value := _marked(line.text)) is not None:
            return value, True
    for line in reversed(lines):
        numbers = [t for t in line.tokens if t.kind == "number"]
        if numbers:
            return _signed(line.prose, numbers[-1]), False
    return None, False


def _marked(row: str) -> Fraction | None:
    """The number behind a mark of the final answer, None where there is no mark or no number behind it."""
    if m := HASHES.match(row):
        behind = m[1]
    elif boxes := list(BOXED.finditer(row)):
        behind = row[boxes[-1].end() :]
    elif answers := list(ANSWER.finditer(row)):
        behind = row[answers[-1].end() :]
    else:
        return None
    behind = plain(ANNOTATION.sub("", behind).replace("**", ""))
    found = tokens(behind)
    # `12 * 2 = 24`: what follows the last equals sign
    marks = [i for i, t in enumerate(found) if t.kind == "equals"]
    for i, token in enumerate(found):
        if token.kind == "number" and (not marks or i > marks[-1]):
            below = found[i + 2].value if i + 2 < len(found) and found[i + 1].text == "/" else None
            if below and token.value is not None:
                return token.value / below
            return _signed(behind, token)
    return None


def _signed(prose: str, token: Token) -> Fraction | None:
    """The value of a number with the sign before it: a minus sign that no number or word stands before."""
    if token.value is None:
        return None
    value = token.value * 100 if token.percent else token.value
    before = prose[: token.start].rstrip(" $€£")
    if before.endswith(("-", "−")) and not re.search(r"[\w)]\s*[-−]$", before):
        return -value
    return value
