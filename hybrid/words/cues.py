"""Cues for a step: what its operation, its operands, and the words around them have to do with each other.

A cue is a short text such as `-q:left`, "a difference in the last step, and the question says left". Weights of cues are
learned from right solutions and from their twins with one swapped operator or number, by logistic regression (see
hybrid.words.suspicion); their sum over a step is the log-odds that the step is as a person would have written it. This is
the statistics of words and operations, no understanding: a low sum is a reason to look, and no more.

    op L: op R:   word next to the left, right operand in the story      op q:  word of the question, in the last step
    op k:         kinds and sources of the operands                      op w:  word of the solution's line
    op n:         do the nouns of the operands agree                     op v:  how the operands and the result compare
    op c:         do the operands stand in one clause                    op p:  operation of the step before
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from hybrid.words.examined import Examined, Used
from hybrid.words.grounding import Source
from hybrid.words.told import WORD, stem


def cues(e: Examined, index: int) -> list[str]:
    """The cues of a step; none for a step that is no sum, difference, product or quotient."""
    used = e.steps[index]
    chain = used.step.chain
    if chain is None or not chain.parts[0].operations:
        return []
    count = len(chain.parts[0].numbers)
    operations = chain.parts[0].operations
    if len(operations) != count - 1 or len(used.sources) < count:
        return []
    last = index == len(e.steps) - 1
    found: list[str] = []
    words = {stem(w) for w in WORD.findall(e.solution.lines[used.line].prose)}
    before = e.steps[index - 1].step.operations[-1:] if index else "0"
    for k, op in enumerate(operations):
        if k and operations[k - 1] == op and op in "+":
            # a long sum says the same thing many times
            found += _operand(op, "R", used.sources[k + 1])
            continue
        found += _operand(op, "L", used.sources[k])
        found += _operand(op, "R", used.sources[k + 1])
        found += _pair(op, used, k, index)
        found += [f"{op}w:{w}" for w in words]
        found.append(f"{op}p:{before}")
        found.append(f"{op}i:{'first' if index == 0 else 'last' if last else 'middle'}")
        if last:
            found += [f"{op}q:{w}" for w in e.story.question_stems]
    return found


def _operand(op: str, side: str, source: Source) -> Iterator[str]:
    told = source.told
    if told is None or source.step is not None:
        return
    for word in told.before:
        yield f"{op}{side}b:{word}"
    for word in told.after:
        yield f"{op}{side}a:{word}"
    yield f"{op}{side}k:{told.kind}"
    yield f"{op}{side}?:{told.asked}"


def _kind(source: Source, index: int) -> str:
    if source.origin == "story" and source.step is None and source.told is not None:
        return source.told.kind
    if source.step is not None:
        return "previous" if source.step == index - 1 else "earlier"
    return source.name if source.origin == "constant" else source.origin


def _pair(op: str, used: Used, k: int, index: int) -> Iterator[str]:
    a, b = used.sources[k], used.sources[k + 1]
    x, y = used.step.operands[k].value, used.step.operands[k + 1].value
    yield f"{op}k:{_kind(a, index)},{_kind(b, index)}"
    yield f"{op}n:{_nouns(used.nouns[k], used.nouns[k + 1])}"
    yield f"{op}m:{'$' in used.nouns[k]}{'$' in used.nouns[k + 1]}{used.step.money}"
    yield f"{op}v:{'<' if x < y else '>' if x > y else '='}{_size(x)}{_size(y)}"
    result = used.step.result
    if result is not None:
        yield f"{op}r:{'whole' if result.denominator == 1 else 'part'}{result < 0}"
    if a.told is not None and b.told is not None:
        near = b.told.start - a.told.start
        same = a.told.clause == b.told.clause
        yield f"{op}c:{'same' if same else 'near' if abs(near) < 80 else 'far'}{near > 0}"


def _nouns(a: frozenset[str], b: frozenset[str]) -> str:
    if not a or not b:
        return f"{len(a) > 0}{len(b) > 0}"
    return "same" if a & b else "other"


def _size(value: Fraction) -> str:
    if value.denominator != 1:
        return "p" if value < 1 else "d"
    return "1" if value == 1 else "2" if value == 2 else "s" if value <= 12 else "m" if value < 100 else "l"
