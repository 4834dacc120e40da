"""Whether an answer is worked out, measured by the gold one.

`123*456` equals 56088 and `x^2 - 5*x + 6 = 0` has the solutions of `x = 2 or x = 3`; neither answers the question, and
a model that is rewarded for equality alone learns to repeat it. An answer that equals the gold one counts when it has
left no more to do than the gold one has:

    numbers      no sum, product, power or root in it has a rational value
    roots        no more of them than in the gold answer
    expressions  no like terms; as many factors as a factored gold answer; not larger, or in school form
                 (hybrid.compute.finished)
    solutions    the letter alone on one side of each relation
    any          it is not a piece of the question, except in the form of the gold answer

Fractions need not be in lowest terms, since teachers differ.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hybrid.answers.alone import alone
from hybrid.answers.read import Reading, rational_of
from hybrid.compute.finished import is_finished
from hybrid.term import RELATIONS, Term, num, parts

MORE = 2  # nodes by which an expression may be larger than the gold one without being in school form
_LAYOUT = re.compile(r"\\left|\\right|\\[,;:! ]|[\s$*{}]|\\cdot|\\times")
_OPERATOR = re.compile(r"[-+*/^=<>]|\\[a-z]+")


def finished(gold: Reading, given: Reading, text: str = "", question: str = "") -> bool:
    """Whether the given answer, which equals the gold one, is as far worked out. text: the given answer as written."""
    if given.kind == "words":
        return True
    with alone():
        return _finished(gold, given, text, question)


def _finished(gold: Reading, given: Reading, text: str, question: str) -> bool:
    if gold.kind == given.kind and [t.key for t in _terms(gold)] == [t.key for t in _terms(given)]:
        return True
    golds, givens = list(_terms(gold)), list(_terms(given))
    # 1/2 may well stand in the question, which may offer it
    if question and not all(map(_numeral, givens)) and repeats(text, question):
        return False
    if given.kind in ("reals", "formula"):
        return not _solved(gold) or _solved(given)
    if any(_unworked(t) for t in givens) and not any(_unworked(t) for t in golds):
        return False
    roots = max((_count(t, "root") for t in golds), default=0)
    if any(not t.free and _count(t, "root") > max(1, roots) for t in givens):
        return False
    if len(golds) == len(givens) == 1 and golds[0].free:
        return _shaped(golds[0], givens[0])
    return True


def repeats(text: str, question: str) -> bool:
    """Whether an answer with an operation in it stands in the question, layout aside."""
    answer = _LAYOUT.sub("", text)
    return len(answer) > 2 and _OPERATOR.search(text) is not None and answer in _LAYOUT.sub("", question)


def _terms(r: Reading) -> Iterator[Term]:
    if r.kind in ("elements", "tuple"):
        for item in r.items:
            yield from _terms(item)
    elif r.kind != "words":
        yield r.term


def _count(t: Term, head: str) -> int:
    return sum(s.head == head for s in parts(t))


# -- numbers ----------------------------------------------------------------------------------------


def _numeral(t: Term) -> bool:
    """A number as it is written down: 3, -3, 3/4, 50%, 2 + 1/2 (a mixed number), 3*10^8."""
    if t.head == "num":
        return True
    if t.head == "neg":
        return _numeral(t.args[0])
    if t.head == "div":
        return t.args[0].head == "num" and t.args[1].head == "num"
    if t.head == "add":
        return len(t.args) == 2 and t.args[0].head == "num" and t.args[0].value > 0 and _part(t.args[1])
    if t.head == "mul":
        return len(t.args) == 2 and t.args[0].head == "num" and _power_of_ten(t.args[1])
    return False


def _part(t: Term) -> bool:
    return t.head == "div" and _numeral(t) and 0 < t.args[0].value < t.args[1].value


def _power_of_ten(t: Term) -> bool:
    return t.head == "pow" and t.args[0] is num(10) and t.args[1].head == "num"


def _unworked(t: Term) -> bool:
    """Whether arithmetic is left to do in t: a closed part with a rational value, like terms, two numbers to add or
    multiply."""
    stack = [t]
    while stack:
        s = stack.pop()
        if _numeral(s):
            continue
        if s.args and not s.free and s.head not in RELATIONS and rational_of(s) is not None:
            return True
        if s.head in ("add", "mul") and sum(_numeral(a) for a in s.args) > 1:
            return True
        if s.head == "add" and _like_terms(s):
            return True
        stack.extend(s.args)
    return False


def _like_terms(t: Term) -> bool:
    keys = [_without_number(a) for a in t.args if not _numeral(a)]
    return len(set(keys)) < len(keys)


def _without_number(t: Term) -> str:
    if t.head == "neg":
        return _without_number(t.args[0])
    if t.head == "mul":
        rest = sorted(a.key for a in t.args if not _numeral(a))
        return "*".join(rest)
    if t.head == "div" and _numeral(t.args[1]):
        return _without_number(t.args[0])
    return t.key


# -- expressions and formulas -----------------------------------------------------------------------


def _shaped(gold: Term, given: Term) -> bool:
    if _factors(gold) > 1:
        return _factors(given) >= _factors(gold)
    return given.size <= gold.size + MORE or is_finished(given)


def _factors(t: Term) -> int:
    """How many factors with letters a product is made of, powers counted as often as they say."""
    if t.head == "neg":
        return _factors(t.args[0])
    if t.head == "mul":
        return sum(_factors(a) for a in t.args)
    if t.head == "pow" and t.args[0].free and isinstance(t.args[1].value, int) and t.args[0].head == "add":
        return max(t.args[1].value, 1)
    return 1 if t.head == "add" and t.free else 0


def _solved(r: Reading) -> bool:
    """Whether every relation has a letter alone on one side and not on the other, with nothing left to work out."""
    for s in parts(r.term):
        if s.head not in RELATIONS:
            continue
        sides = (s.args, s.args[::-1])
        if not any(a.head == "sym" and a.value not in b.free and not _unworked(b) for a, b in sides):
            return False
        if r.kind == "formula" and s.head == "eq" and not any(a.head == "sym" for a in s.args):
            return False
    return True


__all__ = ["finished", "repeats"]
