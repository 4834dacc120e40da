"""Whether a number of a solution stands among the words that the story has for it, or for another number.

Whoever writes `6 pairs of socks for $2` of a story that tells `4 pairs of socks for $2 a pair` has taken a number from
elsewhere. Let B and A be the words before and behind a number, without small words, three at most of each. Then

    likeness  =  |A and A'| + 1/2 |B and B'| + 1 where the first words of A and A' are the same

of a number in a line and one of the story. A line's number is *supplanted* when one of the story with another value,
which the line does not mention, is more like it than any with its own value. None of this is a proof: people repeat
words.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from hybrid.words.examined import Examined, Used
from hybrid.words.solution import SolutionLine
from hybrid.words.sources import Source
from hybrid.words.told import NO_NOUN, Told, stem

SMALL = NO_NOUN | {"$", "%"}
BESIDE = 3  # words on each side of a number
CLEAR = 1.5  # likeness by which another number must be ahead
_SIGNS = {"+": "by a sum", "-": "by a difference", "*": "by a product", "/": "by a quotient"}


@dataclass(frozen=True)
class Words:
    """The words beside a number without small ones. first: behind it; behind, before: all of them."""

    first: str
    behind: frozenset[str]
    before: frozenset[str]

    def likeness(self, other: Words) -> float:
        """How much two numbers stand among the same words, as above."""
        same = self.first != "" and self.first == other.first
        return len(self.behind & other.behind) + same + len(self.before & other.before) / 2


def quoting(e: Examined) -> dict[str, float]:
    """Features of a solution by name: numbers that come from nowhere that is shown, by how, and whether a number of the
    story was supplanted by one of these or by another number of the story."""
    found: dict[str, float] = {}

    def count(name: str) -> None:
        found[name] = min(2.0, found.get(name, 0.0) + 1)

    unused = {told.value for told in e.unused}
    for used in e.steps:
        for operand, source in zip(used.step.operands, used.sources, strict=True):
            hidden = source.origin in ("unshown", "counted", "nowhere")
            if hidden:
                count(_how(source))
                if unused:
                    count("hidden beside an unused number")
            elif source.origin != "story" or source.step is not None:
                continue
            instead = _supplanted(e, used, operand.value)
            if instead is not None:
                count("told number replaced" if hidden else "told number swapped")
                if instead.value in unused:
                    count("unused number replaced" if hidden else "unused number swapped")
    return found


def _how(source: Source) -> str:
    """By which one operation a number could have been found that is not shown."""
    if source.origin != "unshown":
        return f"hidden, {source.origin}"
    parts = source.name.split(" ")
    if len(parts) != 3:
        return "hidden, but said"
    doubled = parts[0] == parts[2]
    return "hidden by doubling" if doubled and parts[1] == "+" else f"hidden {_SIGNS[parts[1]]}"


def _supplanted(e: Examined, used: Used, value: Fraction) -> Told | None:
    """The number of the story that the words beside a value of a line are of, when it is clearly not the value."""
    line = e.solution.lines[used.line]
    here = beside(line, value)
    if here is None:
        return None
    mentioned = {t.value for t in line.tokens if t.kind == "number"}
    own, most, other = 0.0, 0.0, None
    for told in e.story.numbers:
        if told.kind == "ordinal":
            continue
        likeness = here.likeness(words_of(told.before, told.after))
        if value in told.readings:
            own = max(own, likeness)
        elif likeness > most and told.value not in mentioned:
            most, other = likeness, told
    return other if most >= own + CLEAR else None


def beside(line: SolutionLine, value: Fraction) -> Words | None:
    """The words beside a number where a line first has it, None where it has not."""
    at = next((i for i, t in enumerate(line.tokens) if t.kind == "number" and t.value == value), None)
    if at is None:
        return None
    before = [t.text for t in line.tokens[max(0, at - BESIDE) : at] if t.kind == "word"]
    behind = [t.text for t in line.tokens[at + 1 : at + 1 + BESIDE] if t.kind == "word"]
    return words_of(tuple(map(stem, before)), tuple(map(stem, behind)))


@lru_cache(maxsize=1 << 12)
def words_of(before: tuple[str, ...], behind: tuple[str, ...]) -> Words:
    """The words of a number with these stems before and behind it."""
    kept = [w for w in behind if w not in SMALL]
    return Words(kept[0] if kept else "", frozenset(kept), frozenset(w for w in before if w not in SMALL))
