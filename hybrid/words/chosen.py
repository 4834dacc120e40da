"""Which number of the story a calculation takes, beside all those that it could have taken.

Whoever works a story out takes its numbers mostly in order, each once, and writes the words of a number beside it. Let
a step have an operand that is a number of the story. Every number t of the story gets a score, the sum of the weights
of clues about it; then

    P(t)  =  exp(score t) / sum of exp(score of each number)        surprise  =  -log P(the numbers of that value)

The weights are fitted on right solutions alone (hybrid.words.expected), so that what is unexpected is told without
knowing any mistake. Choosing among candidates by a log-linear model: McFadden 1974.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from hybrid.words.examined import Examined, Used
from hybrid.words.quoting import Words, beside, words_of
from hybrid.words.told import NO_NOUN, Told, stem_words

MOST = 6.0  # nats that one number, operand or operation can count
FAR = 4  # numbers of the story that are told apart by their distance


@dataclass(frozen=True)
class Slot:
    """An operand and its candidates: the clues of each number of the story, and which have the operand's value."""

    clues: tuple[tuple[str, ...], ...]
    taken: tuple[int, ...]


def slots(e: Examined) -> Iterator[Slot]:
    """The operands that are numbers of the story and could have been others."""
    told = [t for t in e.story.numbers if t.kind != "ordinal"]
    if len(told) < 2:
        return
    place = {id(t): k for k, t in enumerate(told)}
    spoken = [_spoken(e, t) for t in told]
    used: set[int] = set()
    last = -1
    for step in e.steps:
        here = [
            (i, place[id(s.told)])
            for i, s in enumerate(step.sources)
            if s.origin == "story" and s.step is None and s.told is not None and id(s.told) in place
        ]
        line = e.solution.lines[step.line]
        said = frozenset(stem_words(line.prose))
        following = next((k for k in range(len(told)) if k not in used), -1)
        ends = step is e.steps[-1]
        carries = any(s.step is not None for s in step.sources)
        for i, _ in here:
            value = step.step.operands[i].value
            taken = tuple(k for k, t in enumerate(told) if value in t.readings)
            if not taken or len(taken) == len(told):
                continue
            others = [k for j, k in here if j != i]
            words = beside(line, value)
            shared = _Shared(ends, _sign(step, i), i > 0, carries, last, following, used, others, said, words)
            yield Slot(tuple(tuple(_clues(shared, told, spoken, k)) for k in range(len(told))), taken)
        used |= {k for _, k in here}
        last = here[-1][1] if here else last


def surprise(slot: Slot, weights: Mapping[str, float]) -> float:
    """How unexpected the number taken is, in nats."""
    chances = shares([sum([weights[c] for c in clues if c in weights]) for clues in slot.clues])
    return min(MOST, -math.log(max(1e-9, sum(chances[k] for k in slot.taken))))


def shares(scores: Sequence[float]) -> list[float]:
    """The softmax of scores, at least one: what each has of the sum of their exponentials."""
    most = max(scores)
    powers = [math.exp(s - most) for s in scores]
    total = sum(powers)
    return [p / total for p in powers]


@dataclass(frozen=True)
class _Shared:
    """What the candidates of an operand have in common.

    ends       whether its step is the last one
    sign       the operation before it, behind the first operand; behind: whether it is not the first
    carries    whether an earlier result stands in its step
    last       the number of the story taken last before its step; following: the first not taken before
    used       those taken before; others: those beside it in its step
    said       the stems of its line; words: those beside it there
    """

    ends: bool
    sign: str
    behind: bool
    carries: bool
    last: int
    following: int
    used: set[int]
    others: Sequence[int]
    said: frozenset[str]
    words: Words | None


def _spoken(e: Examined, t: Told) -> frozenset[str]:
    """The stems of a number's clause, without small words."""
    first, end = t.clause
    return frozenset(stem_words(e.story.text[first:end])) - NO_NOUN


def _clues(s: _Shared, told: Sequence[Told], spoken: Sequence[frozenset[str]], k: int) -> Iterator[str]:
    t = told[k]
    sign = s.sign
    distance = max(-FAR, min(FAR, k - s.last))
    if s.words is not None:
        yield f"like {min(6, int(2 * s.words.likeness(words_of(t.before, t.after))))}"
    yield f"nouns {min(2, len(t.nouns & s.said))} {bool(t.nouns)}"
    yield f"clause {min(6, len(spoken[k] & s.said))}"
    yield f"used {k in s.used}"
    yield f"distance {distance}"
    yield f"{sign} {s.carries} {distance}"
    yield f"next {k == s.following}"
    yield f"asked {t.asked} {s.ends}"
    yield f"{sign} {s.behind} {t.kind}"
    if t.value.denominator == 1 and t.value <= 2:
        yield f"{sign} small {t.value}"
    if s.others:
        yield f"clause shared {any(told[j].clause == t.clause for j in s.others)}"
        yield f"neighbour {any(abs(j - k) == 1 for j in s.others)}"
        yield f"beside itself {k in s.others}"
        yield f"{sign} noun shared {any(not told[j].nouns.isdisjoint(t.nouns) for j in s.others)}"
    for word in t.after[:2]:
        yield f"{sign} >{word}"
    for word in t.before[-1:]:
        yield f"{sign} <{word}"


def _sign(step: Used, operand: int) -> str:
    """The operation before an operand, behind the first one."""
    signs = step.step.operations
    return signs[min(max(operand - 1, 0), len(signs) - 1)] if signs else "?"
