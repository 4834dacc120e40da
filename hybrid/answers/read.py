"""An answer as it was written, and what it may mean.

    value       an expression: 12, sqrt(2)/2, x + 1
    restricted  an expression where a condition holds: x + 1 for x != 1
    elements    finitely many values, or tuples of them, without order: x = 2 or x = 3; {2, 3}; 2, 3
    tuple       values in order: (2, 3); x = 2 and y = 3, by the alphabet of the letters
    reals       a set of real numbers, as a formula in one letter: x > 2; [1, 2); all real numbers
    formula     any other formula: y = 2*x + 1
    words       what is no mathematics: Monday, yes

Some ways of writing have two meanings, (2, 3) for one, which is a pair and an interval. An answer has all its readings;
two answers agree when a reading of the one agrees with a reading of the other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from hybrid.answers.bounds import moderate
from hybrid.answers.sets import POINT, ascending, has_infinity, has_signs, interval, region, renamed, two
from hybrid.answers.wording import LONGEST, worded
from hybrid.decide.closed import exact_truth
from hybrid.decide.evaluate import value as value_at
from hybrid.syntax.answer import (
    BRACES,
    LEFT_OPEN,
    LESS,
    LIST,
    PLUS_MINUS,
    RIGHT_OPEN,
    ROUND,
    SQUARE,
    collection,
    parse_answer,
)
from hybrid.syntax.errors import InputError, Refusal
from hybrid.term import (
    FALSE,
    RELATIONS,
    TRUE,
    Term,
    conj,
    disj,
    eq,
    is_formula,
    num,
)
from hybrid.words.tokens import WELL_WRITTEN

Kind = Literal["value", "restricted", "elements", "tuple", "reals", "formula", "words"]
MAX_ELEMENTS = 64
_PLAIN_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
_DECIMALS = re.compile(r"\.(\d+)\D*$")
_WORDS_ONLY = re.compile(r"[A-Za-z][A-Za-z' -]*")
_CHOICES = frozenset("yes no odd even true false".split())


@dataclass(frozen=True)
class Reading:
    """One meaning.

    term     of value, restricted, reals, formula; the condition of restricted in `where`
    items    of elements and tuple: values, and tuples of values
    name     the letter that the answer is for: x in x = 2; "" where none is named. Of a tuple its letters, "x,y"
    bare     a percent sign is left out: 50 for 50%
    """

    kind: Kind
    term: Term = TRUE
    items: tuple[Reading, ...] = ()
    where: Term = TRUE
    name: str = ""
    bare: bool = False


@dataclass(frozen=True)
class Answer:
    """text as given; readings; the unit; percent: a percent sign; rounded: said to be; places: decimals written.

    problem  why there is no mathematical reading, "" when there is one
    """

    text: str
    readings: tuple[Reading, ...]
    unit: str = ""
    percent: bool = False
    rounded: bool = False
    places: int = 0
    plain: str = ""
    problem: str = ""
    whole: Fraction | None = field(default=None)


def read(text: str) -> Answer:
    """The answer a text is. Never raises: what is no mathematics is read as words."""
    short = text.strip()
    if _PLAIN_NUMBER.fullmatch(short) and len(short) < 60 and WELL_WRITTEN.fullmatch(short.lstrip("-")):
        number = Fraction(short.replace(",", ""))
        places = len(short.partition(".")[2])
        reading = Reading("value", num(number))
        return Answer(text, (reading,), places=places, plain=short, whole=number)
    if len(text) > LONGEST:
        return Answer(text[:40], (), problem=f"an answer of more than {LONGEST:,} characters")
    wording = worded(text)
    problem = ""
    readings: list[Reading] = []
    if not _only_words(wording.text):
        try:
            term = parse_answer(wording.text)
            if moderate(term):
                readings = _readings(term)
            else:
                problem = "too large to be compared"
        except (InputError, Refusal, RecursionError, ArithmeticError, ValueError) as error:
            problem = getattr(error, "message", "") or "not mathematics"
    if wording.percent:
        readings += [Reading("value", bare, bare=True) for bare in _without_percent(readings)]
    if not readings and sum(c.isalpha() or c.isspace() for c in wording.plain) * 4 > 3 * len(wording.plain):
        readings = [Reading("words", name=_plain_words(wording.plain))]
    decimal = _DECIMALS.search(wording.text)
    return Answer(
        text,
        tuple(readings),
        wording.unit,
        wording.percent,
        wording.rounded,
        len(decimal[1]) if decimal else 0,
        wording.plain,
        problem,
    )


def _only_words(text: str) -> bool:
    """Whether a text is words of English rather than a product of letters: yes, Monday, the red car."""
    if not _WORDS_ONLY.fullmatch(text) or text in ("true", "false"):
        return False
    words = text.split()
    if len(words) == 1:
        word = words[0].lower()
        run = "".join(chr(ord(word[0]) + i) for i in range(len(word)))
        long = len(word) > 3 and bool(set(word) & set("aeiou")) and word != run
        return word in _CHOICES or long
    return not {"and", "or", "pi"} & set(words) and any(len(w) > 2 for w in words)


def _plain_words(text: str) -> str:
    return " ".join(w for w in re.findall(r"[\w']+", text.lower()) if w not in ("the", "a", "an"))


def _without_percent(readings: Sequence[Reading]) -> list[Term]:
    return [
        r.term.args[0] for r in readings if r.kind == "value" and r.term.head == "div" and r.term.args[1] is num(100)
    ]


# -- from terms to readings -------------------------------------------------------------------------


def _readings(t: Term) -> list[Reading]:
    kind = collection(t)
    if kind == "":
        return _formula(t) if is_formula(t) else _expression(t)
    if kind == LIST:
        return _list(t.args)
    if kind == BRACES:
        elements = _elements(t.args)
        found = [Reading("elements", items=tuple(elements))] if elements is not None else []
        return found + _union(t.args) if len(t.args) == 1 and is_formula(t.args[0]) else found
    if kind == LESS:
        difference = region(t)
        return [] if difference is None else [Reading("reals", difference)]
    found = []
    if not any(collection(a) for a in t.args):
        between = interval(t)
        # [2, 3] is an interval wherever it can be one, and (2, 3) a pair as well
        listed = kind == ROUND or kind == SQUARE and (between is None or not ascending(t))
        if listed and not has_infinity(t):
            items = [i for i in map(_item, t.args) if i is not None]
            if len(items) == len(t.args):
                found.append(Reading("tuple", items=tuple(items)))
                if kind == SQUARE:
                    found.append(Reading("elements", items=found[0].items))
        if between is not None and (kind in (LEFT_OPEN, RIGHT_OPEN) or has_infinity(t) or ascending(t)):
            found.append(Reading("reals", between))
    return found


def _expression(t: Term) -> list[Reading]:
    if t.head == "call" and t.value == PLUS_MINUS or has_signs(t):
        return [Reading("elements", items=tuple(Reading("value", s) for s in two(t)))]
    return [] if has_infinity(t) else [Reading("value", t)]


def _item(t: Term) -> Reading | None:
    """An element of a collection: a value, or a tuple of values."""
    if collection(t) == ROUND:
        items = [_item(a) for a in t.args]
        return None if None in items else Reading("tuple", items=tuple(i for i in items if i is not None))
    if collection(t) or is_formula(t) or has_infinity(t):
        return None
    return Reading("value", t)


def _elements(parts: Sequence[Term]) -> list[Reading] | None:
    """The elements that a list writes: values, tuples, and values with the letter they are for."""
    found: list[Reading] = []
    if len(parts) > MAX_ELEMENTS:
        return None
    for part in parts:
        if is_formula(part):
            inner = _formula(part)
            if not inner or inner[0].kind not in ("elements", "tuple", "value"):
                return None
            found += inner[0].items if inner[0].kind == "elements" else [inner[0]]
            continue
        for t in two(part) if not collection(part) else (part,):
            item = _item(t)
            if item is None:
                return None
            found.append(item)
    return found


def _list(parts: Sequence[Term]) -> list[Reading]:
    formulas = [p for p in parts if is_formula(p)]
    others = [p for p in parts if not is_formula(p)]
    if len(others) == 1 and formulas and not collection(others[0]):
        if all(f.head in RELATIONS and f.head != "eq" for f in _parts(conj(*formulas))):
            return [Reading("restricted", others[0], where=conj(*formulas))]
    found: list[Reading] = []
    items = _elements(parts)
    if items is not None:
        names = {r.name for f in formulas for r in _formula(f)}
        name = names.pop() if len(names) == 1 else ""
        found.append(Reading("elements", items=tuple(items), name=name))
        if not formulas and not any(has_signs(p) for p in parts):
            found.append(Reading("tuple", items=tuple(items)))
    return found + _union(parts) if any(is_formula(p) or collection(p) for p in parts) else found


def _union(parts: Sequence[Term]) -> list[Reading]:
    regions = [region(p) for p in parts]
    if any(r is None for r in regions):
        return []
    return [Reading("reals", disj(*(r for r in regions if r is not None)))]


# -- formulas ---------------------------------------------------------------------------------------


def _parts(t: Term) -> tuple[Term, ...]:
    return t.args if t.head == "and" else (t,)


def _formula(t: Term) -> list[Reading]:
    if t in (TRUE, FALSE):
        return [Reading("reals", t)]
    if has_infinity(t):
        return []
    if any(collection(b) for a in t.args for b in (a, *a.args)):
        return _pair(t)
    t = _chained(t)
    solutions = _solutions(t)
    if solutions is not None:
        return solutions
    if has_signs(t):
        return []
    if t.head == "eq":
        left, right = t.args
        if not t.free and exact_truth(t) is True:
            return [Reading("value", right)]
        if left.head == "sym" and left.value not in right.free:
            return [Reading("formula", t), Reading("value", right, name=str(left.value))]
    if len(t.free) == 1:
        name = next(iter(t.free))
        return [Reading("reals", renamed(t), name=name)]
    return [Reading("formula", t)]


def _pair(t: Term) -> list[Reading]:
    """(x, y) = (2, 3), and cases of it."""
    if t.head == "eq" and all(collection(a) == ROUND for a in t.args) and len(t.args[0].args) == len(t.args[1].args):
        equations = [eq(a, b) for a, b in zip(t.args[0].args, t.args[1].args, strict=True)]
        return _solutions(conj(*equations)) or []
    if t.head == "or":
        items = _elements(t.args)
        return [] if items is None else [Reading("elements", items=tuple(items))]
    return []


def _chained(t: Term) -> Term:
    """`x = 6/2 = 3` as x = 3: equations between numbers that are true are worked out."""
    if t.head != "and" or any(p.head != "eq" for p in t.args):
        return t
    kept: list[Term] = []
    for part in t.args:
        if kept and kept[-1].args[1] is part.args[0] and not part.free and exact_truth(part) is True:
            kept[-1] = eq(kept[-1].args[0], part.args[1])
        else:
            kept.append(part)
    return conj(*kept)


def _assigned(t: Term) -> tuple[str, Term] | None:
    """The letter and the value of `x = 2` or `2 = x`; None for anything else."""
    if t.head != "eq":
        return None
    for left, right in (t.args, t.args[::-1]):
        if left.head == "sym" and not right.free:
            return str(left.value), right
    return None


def _solutions(t: Term) -> list[Reading] | None:
    """Cases of x = a as elements, of x = a and y = b as tuples; None for other formulas."""
    cases = t.args if t.head == "or" else (t,)
    if len(cases) > MAX_ELEMENTS:
        return None
    found: list[Reading] = []
    names: set[str] = set()
    for case in cases:
        pairs = [_assigned(p) for p in _parts(case)]
        if any(p is None for p in pairs):
            return None
        values = [p for p in pairs if p is not None]
        letters = sorted({x for x, _ in values})
        names.add(",".join(letters))
        if len(letters) == 1:
            # x = 2 and x = 3 lists two solutions: as a conjunction nobody writes it
            found += [Reading("value", v) for _, value in values for v in two(value)]
        elif len(letters) == len(values) and not any(has_signs(v) for _, v in values):
            by_letter = dict(values)
            items = tuple(Reading("value", by_letter[x]) for x in letters)
            found.append(Reading("tuple", items=items, name=",".join(letters)))
        else:
            return None
    if len(names) != 1:
        return None
    name = names.pop()
    if len(found) == 1:
        return [Reading(found[0].kind, found[0].term, found[0].items, name=name)]
    return [Reading("elements", items=tuple(found), name=name)]


def rational_of(t: Term) -> Fraction | None:
    """The value of a closed term that is rational, None where it is not, or not known to be."""
    if t.free:
        return None
    found = value_at(t, {})
    return found if isinstance(found, Fraction) else Fraction(found) if isinstance(found, int) else None


__all__ = ["POINT", "Answer", "Kind", "Reading", "rational_of", "read"]
