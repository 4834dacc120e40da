"""Known errors put into right solutions: twins of annotated solutions that are wrong in one known place.

    wrong result      a calculation's result is another number
    invented number   a number of the story is replaced by one that stands nowhere
    swapped number    a number of the story is replaced by another number of the story
    swapped operator  one of + - * / is replaced by another
    skipped step      a step is left out; its result is used all the same
    omitted step      a step is left out; where its result was used, its first number is used instead
    early end         the last step is left out, and the result before is given as the answer

Everything after the error is worked out anew, so that, but for `wrong result`, all arithmetic stays right.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from fractions import Fraction

from hybrid.words.calculation import read_chain
from hybrid.words.numbers import mentions
from hybrid.words.scanning import calculations
from hybrid.words.tokens import plain, tokens

KINDS = (
    "wrong result",
    "invented number",
    "swapped number",
    "swapped operator",
    "skipped step",
    "omitted step",
    "early end",
)
ANNOTATION = re.compile(r"<<([^<>=]*)=([^<>=]*)>>")
NUMBER = re.compile(r"(?<![\w.])\d+(?:,\d{3})*(?:\.\d+)?|(?<!\w)\.\d+")
OTHERS = {"+": "-*", "-": "+/", "*": "/+", "/": "*-"}


def inject(story: str, solution: str, kind: str, rng: random.Random) -> tuple[str, int] | None:
    """The solution with an error of the kind, and the line (from 0) that has it; None where there is no place."""
    lines = solution.split("\n")
    places = [i for i, line in enumerate(lines) if len(ANNOTATION.findall(line)) == 1]
    rng.shuffle(places)
    for at in places:
        changed = _ERRORS[kind](story, lines, at, rng)
        if changed is not None:
            text = "\n".join(changed[0])
            if text != solution and "\n####" in text:
                return text, at
    return None


def shown(value: Fraction) -> str | None:
    """The value as a whole number or with at most two decimals, None where it is neither."""
    if value.denominator == 1:
        return str(value)
    if 100 % value.denominator == 0:
        return f"{float(value):.2f}".rstrip("0")
    return None


def substituted(line: str, changes: Mapping[Fraction, str]) -> str:
    """The line with numbers of these values written anew."""

    def new(m: re.Match[str]) -> str:
        text = m[0].replace(",", "")
        return changes.get(Fraction(text), m[0]) if text else m[0]

    return NUMBER.sub(new, line)


def _carried(lines: list[str], start: int, changes: dict[Fraction, str]) -> list[str] | None:
    """The lines, from start on with changed results and worked out anew; None where that fails."""
    done = lines[:start]
    for line in lines[start:]:
        new = substituted(line, changes)
        again = _reworked(new)
        if again is None:
            return None
        new, old, result = again
        if old is not None and result is not None and old != result:
            changes = {**changes, old: shown(result) or ""}
        done.append(new)
    return done


def _reworked(line: str) -> tuple[str, Fraction | None, Fraction | None] | None:
    """The line with the results of its annotations made right, the old result and the new one."""
    old = result = None
    for m in list(ANNOTATION.finditer(line)):
        chain = read_chain(m[1].replace(",", "").replace(" ", ""))
        said = read_chain(m[2].replace(",", "").replace(" ", ""))
        if chain is None or said is None or chain.parts[0].value is None:
            return None
        value, before = chain.parts[0].value, said.parts[0].value
        if before is None or value == before:
            continue
        text = shown(value)
        if text is None or value <= 0 or value > 10**9:
            return None
        old, result = before, value
        line = line.replace(m[0], f"<<{m[1]}={text}>>")
        head, mark, tail = line.partition(f"<<{m[1]}={text}>>")
        line = head + mark + substituted(tail, {before: text})
    return line, old, result


def _expression(line: str) -> tuple[str, str]:
    m = ANNOTATION.search(line)
    assert m is not None
    return m[1], m[2]


def _operands(line: str) -> list[Fraction]:
    return [Fraction(n.replace(",", "")) for n in NUMBER.findall(_expression(line)[0])]


def _changed_operand(lines: list[str], at: int, old: Fraction, new: str) -> tuple[list[str], int] | None:
    expression, result = _expression(lines[at])
    line = substituted(lines[at], {old: new})
    # the result keeps its own text until it is worked out anew
    line = ANNOTATION.sub(lambda m: f"<<{m[1]}={result}>>", line)
    return _from(lines, at, line)


def _from(lines: list[str], at: int, line: str) -> tuple[list[str], int] | None:
    again = _reworked(line)
    if again is None or again[1] is None or again[2] is None:
        return None
    new, old, result = again
    rest = _carried(lines, at + 1, {old: shown(result) or ""})
    return None if rest is None else ([*lines[:at], new, *rest[at + 1 :]], at)


def _told(story: str) -> list[Fraction]:
    return [m.value for m in mentions(story) if m.kind in ("number", "money", "word") and m.value > 0]


def _wrong_result(story: str, lines: list[str], at: int, rng: random.Random) -> tuple[list[str], int] | None:
    expression, result = _expression(lines[at])
    old = Fraction(result.replace(",", ""))
    new = old + rng.choice([-10, -5, -3, -2, -1, 1, 2, 3, 5, 10])
    text = shown(new)
    if new <= 0 or text is None:
        return None
    line = substituted(lines[at], {old: text})
    line = ANNOTATION.sub(lambda m: f"<<{expression}={text}>>", line)
    rest = _carried(lines, at + 1, {old: text})
    return None if rest is None else ([*lines[:at], line, *rest[at + 1 :]], at)


def _invented(story: str, lines: list[str], at: int, rng: random.Random) -> tuple[list[str], int] | None:
    told = _told(story)
    old = [v for v in _operands(lines[at]) if v in told]
    everywhere = {Fraction(n.replace(",", "")) for n in NUMBER.findall(story + "\n".join(lines))} | set(told)
    if not old:
        return None
    value = rng.choice(old)
    for _ in range(20):
        new = Fraction(rng.randint(2, max(20, 3 * int(value))))
        if new not in everywhere and (found := _changed_operand(lines, at, value, str(new))) is not None:
            return found
    return None


def _swapped_number(story: str, lines: list[str], at: int, rng: random.Random) -> tuple[list[str], int] | None:
    told = _told(story)
    operands = _operands(lines[at])
    pairs = [(a, b) for a in set(operands) if a in told for b in set(told) if b not in operands and shown(b)]
    rng.shuffle(pairs)
    for a, b in pairs:
        if (found := _changed_operand(lines, at, a, shown(b) or "")) is not None:
            return found
    return None


def _swapped_operator(story: str, lines: list[str], at: int, rng: random.Random) -> tuple[list[str], int] | None:
    expression, result = _expression(lines[at])
    places = [m.start() for m in re.finditer(r"(?<=[\d)])\s*([-+*/])(?=\s*[\d(.])", expression)]
    if len(places) == 0:
        return None
    k = rng.randrange(len(places))
    position = places[k] + len(expression[places[k] :]) - len(expression[places[k] :].lstrip())
    sign = expression[position]
    for new in rng.sample(OTHERS[sign], 2):
        changed = expression[:position] + new + expression[position + 1 :]
        head, _, tail = lines[at].partition("<<")
        tail = tail.partition(">>")[2]
        prose = head + tail
        if plain(prose) == prose:
            for c in calculations(prose, tokens(prose)):
                signs = [t for t in tokens(prose) if t.kind == "operator" and c.start <= t.start < c.result_at]
                if len(signs) == len(places) and c.result_at <= len(head) + 2 and signs[k].end <= len(head):
                    head = head[: signs[k].start] + new + head[signs[k].end :]
                    break
        found = _from(lines, at, f"{head}<<{changed}={result}>>{tail}")
        if found is not None:
            return found
    return None


def _without(story: str, lines: list[str], at: int, rng: random.Random) -> tuple[list[str], int] | None:
    _, result = _expression(lines[at])
    value = Fraction(result.replace(",", ""))
    later = [v for line in lines[at + 1 :] if ANNOTATION.search(line) for v in _operands(line)]
    if value not in later or value in _told(story):
        return None
    return [*lines[:at], *lines[at + 1 :]], at


def _omitted(story: str, lines: list[str], at: int, rng: random.Random) -> tuple[list[str], int] | None:
    found = _without(story, lines, at, rng)
    told = _told(story)
    kept = [v for v in _operands(lines[at]) if v in told]
    if found is None or not kept:
        return None
    _, result = _expression(lines[at])
    text = shown(kept[0])
    rest = None if text is None else _carried(found[0], at, {Fraction(result.replace(",", "")): text})
    return None if rest is None else (rest, at)


def _early(story: str, lines: list[str], at: int, rng: random.Random) -> tuple[list[str], int] | None:
    if any(ANNOTATION.search(line) for line in lines[at + 1 :]):
        return None
    results = [m[1] for line in lines[:at] for m in ANNOTATION.findall(line)]
    return ([*lines[:at], f"#### {results[-1]}"], at) if results else None


_ERRORS: Mapping[str, Callable[[str, list[str], int, random.Random], tuple[list[str], int] | None]] = {
    "wrong result": _wrong_result,
    "invented number": _invented,
    "swapped number": _swapped_number,
    "swapped operator": _swapped_operator,
    "skipped step": _without,
    "omitted step": _omitted,
    "early end": _early,
}
