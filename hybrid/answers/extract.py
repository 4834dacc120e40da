r"""Where the final answer stands in what a model wrote.

Looked for in this order; where one kind stands several times the last counts:

    marked   \boxed{...}; a line `#### 42`; <answer>42</answer>
    said     `the answer is 42`, `Answer: 42`
    written  the mathematics between dollars, \( \) or \[ \] on the last line
    last     the last line, from its last equals sign or colon on; of prose its last number with the words behind

Boxes side by side, `\boxed{2} and \boxed{3}`, are one list. Only the end of a long text is read, and one longer than
LONGEST not at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from hybrid.answers.wording import LONGEST as LONGEST_ANSWER
from hybrid.words.tokens import plain, tokens

LONGEST = 200_000  # characters of a completion
TAIL = 8_000  # characters from its end that are looked at
MAX_BOXES = 16

How = Literal["marked", "said", "written", "last"]

_BETWEEN = re.compile(r"[\s$]*(?:,|;|and|or|,\s*and|,\s*or)[\s$]*")
# four hashes make a heading in Markdown too
_HASHES = re.compile(
    r"(?:^|[\s.])####(?!#)[ \t]*"
    r"(?!(?:step|part|case|solution|explanation|conclusion|final|answer|method|check)\b)(\S.*)$",
    re.MULTILINE | re.IGNORECASE,
)
_OPENED, _CLOSED = "<answer>", "</answer>"
_SAID = re.compile(
    r"\b(?:final |correct )?(?:answer|solution set|result)\**[ \t]*(?:is|:|=|are)\**:?\s*(?:therefore |thus |simply )?"
    r"|^[ \t]*\**A:[ \t]*",
    re.IGNORECASE | re.MULTILINE,
)
_MATH = re.compile(r"\$\$(.{1,1000}?)\$\$|\$([^$\n]{1,1000})\$|\\\((.{1,1000}?)\\\)|\\\[(.{1,1000}?)\\\]", re.DOTALL)
_LEADING = re.compile(
    r"^(?:(?:so|thus|hence|therefore|then|finally|and|we (?:get|have|find)|this gives|which gives|it follows that"
    r"|=>|⇒|=|\\Rightarrow|\\implies|-|\*|•)[\s,:]+)+",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"(?<=[^\d\s.])[.!?](?:\s|$)|(?<=\d)[.!?](?:\s+[A-Z]|\s*$)")
_WITHOUT_NUMBERS = re.compile(
    r"\bno (?:such )?(?:real )?(?:solutions?|roots?|values?|numbers?)\b"
    r"|\b(?:all|every|any) real (?:numbers?|values?)(?: except (?:for )?[^.]{1,60})?",
    re.IGNORECASE,
)
_MINUS = re.compile(r"(?:^|[\s(])[-−]\$?$")
_PROSE = re.compile(r"[A-Za-z]{2,}\s+[A-Za-z]{2,}")


@dataclass(frozen=True)
class Found:
    """A final answer, and how it was found."""

    text: str
    how: How


def final_answer(completion: str) -> Found | None:
    """The final answer of a completion; None where there is none, or it is longer than LONGEST characters."""
    if len(completion) > LONGEST:
        return None
    tail = completion[-TAIL:]
    if (text := _marked(tail)) is not None:
        return Found(text, "marked")
    if (text := _said(tail)) is not None:
        return Found(text, "said")
    lines = [line for line in tail.splitlines() if line.strip()]
    if not lines:
        return None
    if (spans := list(_MATH.finditer(lines[-1]))) and (text := _inside(spans[-1])):
        return Found(text, "written")
    if lines[-1].strip() in ("$$", "\\]") and len(lines) > 1:
        return Found(lines[-2].strip(), "written")
    text = _last(lines[-1])
    return Found(text, "last") if text else None


def marks(completion: str) -> int:
    """How many marked answers there are; boxes side by side count as one."""
    tail = completion[-TAIL:]
    boxes = _boxes(tail)
    groups = sum(1 for i, (a, _) in enumerate(boxes) if i == 0 or not _joined(tail, boxes[i - 1][1], a))
    return groups + len(_HASHES.findall(tail)) + tail.count(_CLOSED)


# -- marked -----------------------------------------------------------------------------------------


def _marked(text: str) -> str | None:
    places: list[tuple[int, str]] = []
    boxes = _boxes(text)
    if boxes:
        first = len(boxes) - 1
        while first > 0 and _joined(text, boxes[first - 1][1], boxes[first][0]):
            first -= 1
        inside = [_content(text, a, b) for a, b in boxes[first:]]
        places.append((boxes[-1][1], " , ".join(inside) if len(inside) > 1 else inside[0]))
    hashes = [m for m in _HASHES.finditer(text)]
    if hashes:
        places.append((hashes[-1].start(), hashes[-1][1]))
    closed = text.rfind(_CLOSED)
    opened = text.rfind(_OPENED, 0, max(closed, 0))
    if opened >= 0:
        places.append((closed, _unboxed(text[opened + len(_OPENED) : closed])))
    return max(places)[1].strip() if places else None


def _boxes(text: str) -> list[tuple[int, int]]:
    r"""Where each \boxed{...} begins and ends, the last MAX_BOXES of them; one that is not closed is none."""
    found: list[tuple[int, int]] = []
    at = len(text)
    for _ in range(2 * MAX_BOXES):
        start = max(text.rfind("\\boxed", 0, at), text.rfind("\\fbox", 0, at))
        if start < 0:
            break
        at = start
        opened = text.find("{", start, start + 12)
        end = _closing(text, opened) if opened >= 0 else -1
        if end >= 0 and not (found and end > found[-1][0]):
            found.append((start, end + 1))
    return found[::-1]


def _closing(text: str, opened: int) -> int:
    depth = 0
    for i in range(opened, min(len(text), opened + LONGEST_ANSWER + 2)):
        c = text[i]
        if c == "{" and text[i - 1] != "\\":
            depth += 1
        elif c == "}" and text[i - 1] != "\\":
            depth -= 1
            if depth == 0:
                return i
    return -1


def _content(text: str, start: int, end: int) -> str:
    return text[text.find("{", start) + 1 : end - 1]


def _joined(text: str, end: int, start: int) -> bool:
    return start - end < 20 and _BETWEEN.fullmatch(text, end, start) is not None


def _unboxed(text: str) -> str:
    boxes = _boxes(text)
    return _content(text, *boxes[-1]) if boxes else text


# -- said, and the last line ------------------------------------------------------------------------


def _said(text: str) -> str | None:
    last = None
    for last in _SAID.finditer(text):  # noqa: B007
        pass
    if last is None:
        return None
    line = next((row for row in text[last.end() :].splitlines() if row.strip()), "")
    line = line.strip().strip("*").strip()
    span = _MATH.match(line)
    if span is not None and not re.match(r"\s*[A-Za-z0-9(]", line[span.end() :]):
        return _inside(span) or None
    return _sentence(line) or None


def _inside(span: re.Match[str]) -> str:
    return next(g for g in span.groups() if g is not None).strip()


def _sentence(line: str) -> str:
    end = _SENTENCE_END.search(line)
    return (line[: end.start()] if end else line).strip().rstrip(".,;")


def without_connectives(line: str) -> str:
    """The line without `so`, `therefore`, `=>` and the like at its start."""
    return _LEADING.sub("", line)


def _last(line: str) -> str:
    line = without_connectives(line.strip().strip("*`").strip())
    if not _PROSE.search(re.sub(r"\\[A-Za-z]+", "", line)) or len(line) < 4:
        return line.rstrip(".")
    if ":" in line and (after := line.rpartition(":")[2].strip()) and not _PROSE.search(after):
        return after.rstrip(".")
    return _last_number(line)


def _last_number(line: str) -> str:
    """The last number of prose with its sign, currency and percent sign; `no solution` where the line says so."""
    if len(line) > LONGEST_ANSWER:
        return ""
    if (said := _WITHOUT_NUMBERS.search(line)) is not None:
        return said[0]
    line = plain(line)
    numbers = [t for t in tokens(line) if t.kind == "number" and not t.spelled]
    if not numbers:
        return ""
    token = numbers[-1]
    before = line[: token.start]
    sign = "-" if _MINUS.search(before) else ""
    return f"{sign}{'$' if before.endswith('$') else ''}{line[token.start : token.end]}"


__all__ = ["LONGEST", "Found", "How", "final_answer", "marks", "without_connectives"]
