"""What a solution looks like, in numbers: the features of the suspicion that it is wrong (hybrid.words.suspicion).

Each says one thing that can be seen without understanding the story, and most are counts or yes (1) and no (0). What
is likely wrong in a solution with sound arithmetic is a relation: a number left out, two things added that are not of a
kind, an operation that the words do not ask for. Such things leave traces here; none is a proof.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from fractions import Fraction

from hybrid.words.examined import Examined, Used, stated
from hybrid.words.expected import Expected, expected, surprise
from hybrid.words.quoting import quoting
from hybrid.words.told import WORD, Story, stem

TOTAL = frozenset("total altogether combin combined sum together overall both".split())
LEFT = frozenset("left remain remaining remainder leftover keep still".split())
MORE = frozenset("more less fewer differ difference longer taller older younger bigger than".split())
PER = frozenset("per each every apiece".split())
PARTS = frozenset("half halv third quarter fourth fifth twice double triple thrice times".split())
MONEY = frozenset("$ dollar money cost pay paid spend price earn profit cent change save charge bill owe".split())
INEXACT = frozenset(
    "average mean percent percentage % fraction ratio probability rate speed second minute hour "
    "inch foot feet yard meter metre kilometer km cm mile acre gram kilogram kg ounce pound ton cup pint quart gallon "
    "liter litre ml teaspoon tablespoon bucket".split()
)
WHO = frozenset("person people student child children friend boy girl man men".split())


def features(e: Examined, models: Expected | None = None) -> dict[str, float]:
    """The features of a solution by name. models: of what is usual, the shipped ones unless given."""
    return {**_evidence(e), **_answer(e), **_shape(e), **_words(e), **quoting(e), **surprise(e, models or expected())}


def _evidence(e: Examined) -> dict[str, float]:
    """From the verdicts: what is wrong, what comes from nowhere, what is left over."""
    origins = [s.origin for u in e.steps for s in u.sources]
    checks = [u.step.check.answer for u in e.steps]
    whole = [t for t in e.unused if t.kind in ("number", "money", "percent")]
    return {
        "wrong calculation": min(2, checks.count("refuted")),
        "rounded": float(any(u.step.check.how == "rounded" for u in e.steps)),
        "stated otherwise": min(2, sum(stated(u.step)[0] == "refuted" for u in e.steps)),
        "from nowhere": min(2, origins.count("nowhere")),
        "not shown": min(2, origins.count("unshown")),
        "counted": min(2, origins.count("counted")),
        "from a constant": min(2, origins.count("constant")),
        "unused digits": min(3, len(whole)),
        "unused words": min(2, len(e.unused) - len(whole)),
        "dangling result": min(2, len(e.dangling)),
        "unlike things added": min(2, sum(_unlike(u) for u in e.steps)),
        "counted twice in a sum": min(2, sum(_counted_twice(e, u) for u in e.steps)),
        "like things multiplied": min(2, sum(_alike(u) for u in e.steps)),
    }


def _unlike(used: Used) -> bool:
    """A sum or difference of things with names that share no word."""
    if not used.step.operations or set(used.step.operations) - {"+", "-"}:
        return False
    named = [n for n in used.nouns if n]
    return len(named) > 1 and any(not (a & b) for a, b in zip(named, named[1:], strict=False))


def _counted_twice(e: Examined, used: Used) -> bool:
    """A sum that adds a result to a sum of which it was a part."""
    if set(used.step.operations) != {"+"}:
        return False
    parts = {s.step for s in used.sources if s.step is not None}
    sums = [e.steps[i] for i in parts if set(e.steps[i].step.operations) == {"+"}]
    return any(s.step in parts for part in sums for s in part.sources if s.step is not None)


def _alike(used: Used) -> bool:
    """A product of two things with the same name, or of money with money."""
    if used.step.operations != "*" or len(used.nouns) < 2:
        return False
    return bool(used.nouns[0] & used.nouns[1])


def _answer(e: Examined) -> dict[str, float]:
    """About the final number: its sign, size, and whether it can be what is asked."""
    answer, story = e.solution.answer, e.story
    asked = set(story.question_stems)
    last = next((u.step.result for u in reversed(e.steps) if u.step.result is not None), None)
    if answer is None:
        return {"no answer": 1.0}
    values = [t.value for t in story.numbers if t.kind != "ordinal"]
    largest = max([abs(v) for v in values] or [Fraction(1)])
    whole = answer.denominator == 1
    counts = not asked & (MONEY | INEXACT) and "much" not in asked  # `how much` asks for money or a measure
    return {
        "answer not whole": float(not whole and counts),
        "answer with odd cents": float(not whole and not counts and (answer * 100).denominator != 1),
        "answer negative": float(answer < 0),
        "answer zero": float(answer == 0),
        "answer told": float(answer in values),
        "answer an earlier result": float(last is not None and answer != last),
        "answer large": max(0.0, math.log10(max(1.0, float(abs(answer) / (largest or 1))))),
        "answer small": float(0 < abs(answer) * 20 < largest),
        "answer one": float(answer == 1),
        "percent over 100": float(bool(asked & {"percent", "percentage", "%"}) and answer > 100),
        "answer below 1": float(0 < answer < 1),
    }


def _shape(e: Examined) -> dict[str, float]:
    """How many steps for how many numbers, and how they hang together."""
    story, steps = e.story, e.steps
    told = [t for t in story.numbers if t.kind != "ordinal"]
    operations = "".join(u.step.operations for u in steps)
    results = [u.step.result for u in steps if u.step.result is not None]
    seen: list[Fraction] = []
    repeats = 0
    for u in steps:
        for s in u.sources:
            if s.origin == "story" and s.told is not None and s.step is None:
                repeats += s.told.value in seen
                seen.append(s.told.value)
    texts = [u.step.text.replace(" ", "") for u in steps]
    earlier = [s for u in steps for s in u.sources if s.step is not None]
    fractional = [
        r
        for u, r in ((u, u.step.result) for u in steps)
        if r is not None and r.denominator != 1 and "$" not in u.result_nouns
    ]
    return {
        "no calculation": float(not steps),
        "operations short of numbers": max(0.0, len({t.value for t in told}) - 1 - len(operations)),
        "operations beyond numbers": min(4, max(0.0, len(operations) - len(told))),
        "steps": min(8, len(steps)) / 2,
        "numbers": min(10, len(told)) / 2,
        "numbers many": max(0.0, len(told) - 6) / 2,
        "story long": math.log(max(1, len(story.text)) / 200),
        "number used again": min(3, repeats),
        "step repeated": min(2, len(texts) - len(set(texts))),
        "nothing carried on": float(len(steps) > 1 and not earlier),
        "result carried on twice": min(2, sum(len(u.users) > 1 for u in steps)),
        "result not whole": min(2, len(fractional)),
        "result negative": float(any(r < 0 for r in results)),
        "result grows": max(0.0, max((math.log10(max(1.0, float(abs(r)))) for r in results), default=0.0) - 4),
        "divides unevenly": min(
            2, sum("/" in u.step.operations and r.denominator > 1 for u in steps if (r := u.step.result))
        ),
        "lines without calculation": min(3, sum(not line.steps and not line.final for line in e.solution.lines)),
        "same number twice in a step": min(2, sum(_doubled(u) for u in steps)),
        "money by money": min(2, sum(_money_by_money(u) for u in steps)),
    }


def _doubled(used: Used) -> bool:
    """A number taken from itself or divided by itself."""
    values = [o.value for o in used.step.operands]
    return used.step.operations in ("-", "/") and len(values) == 2 and values[0] == values[1]


def _money_by_money(used: Used) -> bool:
    return used.step.operations == "*" and len(used.nouns) == 2 and all("$" in n for n in used.nouns)


def _words(e: Examined) -> dict[str, float]:
    """Whether what the words of the story call for is done, and whether the solution speaks of what is asked."""
    story = e.story
    asked = set(story.question_stems)
    operations = "".join(u.step.operations for u in e.steps)
    last = e.steps[-1].step.operations if e.steps else ""
    values = {o.value for u in e.steps for o in u.step.operands}
    parts = [t for t in story.numbers if t.kind in ("multiple", "fraction")]
    percents = [t for t in story.numbers if t.kind == "percent"]
    lines = [line for line in e.solution.lines if line.steps] or list(e.solution.lines)
    said = {stem(w) for w in WORD.findall(lines[-1].prose)}
    spoken = [stem(w) for line in e.solution.lines for w in WORD.findall(line.prose) if len(w) > 3]
    strange = sum(w not in story.stems for w in spoken) / max(1, len(spoken))
    noun = asked_noun(story)
    asked_numbers = [t for t in story.numbers if t.asked and t.kind != "ordinal"]
    return {
        "part not taken": float(any(not t.readings & values for t in parts)),
        "percent not taken": float(any(not t.readings & values for t in percents)),
        "each without product": float(bool(story.stems & PER) and not set(operations) & {"*", "/"}),
        "times without product": float("times" in story.text and not set(operations) & {"*", "/"}),
        "total without sum": float(bool(asked & TOTAL) and not set(last) & {"+", "*"}),
        "left without difference": float(bool(asked & LEFT) and "-" not in operations),
        "more without difference": float(bool(asked & MORE) and "-" not in last),
        "each asked without division": float(bool(asked & PER) and "/" not in operations),
        "average without division": float("average" in story.stems and "/" not in operations),
        "sum for more": float(bool(asked & MORE) and last == "+"),
        "asked noun not in last line": float(noun != "" and noun not in said),
        "strange words": strange,
        "question in last line": len(said & asked) / max(1, len(asked)),
        "question number unused": float(any(not t.readings & values for t in asked_numbers)),
        "ends in division": float(last == "/"),
        "ends in difference": float(last == "-"),
        "ends in sum": float(bool(last) and set(last) == {"+"}),
        "if in story": float(bool(re.search(r"\bif\b|\bhad\b.*\bwould\b|\binstead\b", story.text))),
        "comparisons told": min(4, len(re.findall(r"\b(?:more|less|fewer|older|younger) than\b|\btimes\b", story.text)))
        / 2,
        "percents told": min(3, len(percents)) / 2,
    }


def asked_noun(story: Story) -> str:
    """The stem of the word behind `how many`, "" where there is none."""
    m = re.search(r"how (?:many|much)(?: more| fewer| less| total)? ([a-z]+)", story.question, re.I)
    return stem(m[1]) if m else ""


def vector(found: Mapping[str, float], names: tuple[str, ...]) -> list[float]:
    """The features in the order of names; those that were not found are 0."""
    return [found.get(name, 0.0) for name in names]
