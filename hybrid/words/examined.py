"""A solution held against its story: where each operand comes from, what each result is used for, which line says what.

This is the evidence; hybrid.words.verifying makes verdicts of it and hybrid.words.suspicion features.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from hybrid.words.calculation import Answer, is_rounding
from hybrid.words.solution import Solution, SolutionLine, Step
from hybrid.words.sources import Known, Source, unused
from hybrid.words.told import NO_NOUN, Story, Told, stem


@dataclass(frozen=True)
class Used:
    """A step and where its operands come from. line: its index from 0; nouns: of each operand, {"$"} for money;
    result_nouns: of the result; users: the later steps (indices) that use the result."""

    step: Step
    line: int
    sources: tuple[Source, ...]
    nouns: tuple[frozenset[str], ...]
    result_nouns: frozenset[str]
    users: tuple[int, ...]


@dataclass(frozen=True)
class Examined:
    """steps in order; unused: numbers of the story that no calculation and no line takes up; dangling: indices of steps
    whose result nothing uses and that is not the answer."""

    story: Story
    solution: Solution
    steps: tuple[Used, ...]
    unused: tuple[Told, ...]
    dangling: tuple[int, ...]


def examine(story: Story, solution: Solution) -> Examined:
    """The evidence of a solution against a story."""
    known = Known(story, (story.text, "\n".join(line.prose for line in solution.lines)))
    seen: list[tuple[Step, int, tuple[Source, ...], tuple[frozenset[str], ...], frozenset[str]]] = []
    users: dict[int, list[int]] = {}
    used: dict[str, Fraction] = {}  # by how they are written, which is quicker to compare than fractions
    for at, line in enumerate(solution.lines):
        known.said = solution.lines[:at]
        for step in line.steps:
            index = len(seen)
            sources = []
            nouns = []
            for operand in step.operands:
                source = known.source(operand.value)
                sources.append(source)
                used[f"{operand.value.numerator}/{operand.value.denominator}"] = operand.value
                if source.step is not None:
                    users.setdefault(source.step, []).append(index)
                nouns.append(_nouns_of(operand.words, operand.money, source, seen))
            result_nouns = _named(step.result_words, step.money)
            seen.append((step, at, tuple(sources), tuple(nouns), result_nouns))
            for value in _results(step):
                known.results[abs(value)] = index
        for token in line.tokens:
            if token.kind == "number" and token.value is not None:
                used[token.text] = token.value
    steps = tuple(Used(*row, tuple(users.get(i, ()))) for i, row in enumerate(seen))
    answer = solution.answer
    dangling = tuple(
        i for i, u in enumerate(steps) if not u.users and not _is_answer(u.step, answer) and i < len(steps) - 1
    )
    return Examined(story, solution, steps, tuple(unused(story, used.values())), dangling)


def _results(step: Step) -> list[Fraction]:
    """What later lines may use of a step: its result, as stated too, and the values on the way."""
    found: list[Fraction] = []
    if step.chain is not None:
        found += [p.value for p in step.chain.parts if p.value is not None]
    if step.prose is not None:
        found += [p.value for p in step.prose.chain.parts[1:] if p.value is not None]
    if step.stated is not None:
        found.append(step.stated.value)
        if step.stated.percent:
            found.append(step.stated.value * 100)
    # a result is mostly the same in all of these; pairs of integers are compared faster than fractions
    return list({(v.numerator, v.denominator): v for v in found}.values())


def _is_answer(step: Step, answer: Fraction | None) -> bool:
    if answer is None:
        return False
    return any(v == answer or abs(v - answer) < 1 and v.denominator != 1 for v in _results(step))


def _named(words: Sequence[str], money: bool) -> frozenset[str]:
    """The nouns among words behind a number; money is "$"."""
    found = [stem(w) for w in words[:3] if w not in NO_NOUN and w.isalpha()]
    if money or any(w in ("dollar", "buck") for w in found):
        return frozenset({"$"})
    return frozenset(found)


def _nouns_of(
    words: Sequence[str],
    money: bool,
    source: Source,
    seen: Sequence[tuple[Step, int, tuple[Source, ...], tuple[frozenset[str], ...], frozenset[str]]],
) -> frozenset[str]:
    """What an operand counts: by the words behind it here, else by those of its source."""
    if own := _named(words, money):
        return own
    if source.told is not None:
        if source.told.kind == "money":
            return frozenset({"$"}) if source.step is None else frozenset()
        if source.told.kind in ("percent", "fraction", "multiple", "ordinal"):
            return frozenset()
        nouns = source.told.nouns if source.step is None and source.name != "ambiguous" else frozenset()
        return frozenset({"$"}) if nouns & {"dollar", "buck"} else nouns
    return seen[source.step][4] if source.step is not None else frozenset()


# -- single judgements ------------------------------------------------------------------------------


def stated(step: Step) -> tuple[Answer, Fraction | None, Fraction | None]:
    """Whether the prose of a step says what its annotation calculates; when not, what it says and what it should."""
    if not step.annotated or step.chain is None or step.result is None:
        return "unknown", None, None
    left = step.chain.parts[0].value
    if step.prose is not None and left is not None:
        parts = [p for p in step.prose.chain.parts[:-1] if p.value is not None]
        differ = [p for p in parts if p.value is not None and not _same(p.value, left) and p.as_unit != left]
        if parts and len(differ) == len(parts) and parts[0].operations:
            return "refuted", parts[0].value, left
    if step.stated is None or step.stated_token is None:
        return "unknown", None, None
    said = step.stated.value
    number = step.prose.chain.parts[-1] if step.prose is not None else None
    if _same(said, step.result) or (step.stated.percent and _same(said * 100, step.result)):
        return "proved", None, None
    if rounded_to(step.stated_token.text, said, step.result):
        return "proved", None, None
    if number is not None and number.operations:
        return "unknown", None, None  # the number is the first of an expression
    return "refuted", said, step.result


def _same(a: Fraction, b: Fraction) -> bool:
    return a is b or a == b or (a != 0 and b != 0 and a / b in (100, Fraction(1, 100)))


def rounded_to(written: str, said: Fraction, value: Fraction) -> bool:
    """Whether a number, written so, is the value correctly rounded, or cut off to a whole number."""
    from hybrid.words.calculation import Number

    decimals = len(written.rstrip("%").partition(".")[2])
    if is_rounding(Number(abs(said), decimals), said, value):
        return True
    return said.denominator == 1 and value.denominator != 1 and abs(said - value) < 1


def units(used: Used) -> tuple[Answer, str]:
    """Whether the operands of a sum or difference count the same kind of thing, as far as the words show."""
    step = used.step
    if not step.operations or set(step.operations) - {"+", "-"}:
        return "unknown", ""
    named = [n for n in used.nouns if n]
    if len(named) < 2:
        return "unknown", ""
    money = ["$" in n for n in named]
    if any(money) and not all(money):
        other = next(n for n in named if "$" not in n)
        if other & MEASURES:
            return "refuted", f"dollars and {', '.join(sorted(other & MEASURES))} do not add"
        return "unknown", ""
    if all(money) or frozenset.intersection(*named):
        return ("proved", "") if len(named) == len(used.nouns) else ("unknown", "")
    return "unknown", ""


MEASURES = frozenset("minute hour day week month year mile foot feet inch meter kilometer pound ounce gallon".split())


def line_of(examined: Examined, index: int) -> SolutionLine:
    """The line of a step."""
    return examined.solution.lines[examined.steps[index].line]
