"""Stories told in sentences that are equations: ages, how many more, prices together, numbers to be found.

"Ann is 4 years older than Ben" is an equation between two unknowns, and no chain of operations on 4. The sentences of
grammars/clause.lark are read as such: each clause becomes a relation of the story language between quantities that
nobody has told yet, and what they come to is the prover's to find (Bobrow: "Natural language input for a computer
problem solving system", 1964, read algebra stories so). A story is read only when every sentence of it is in the
grammar, the program passes the checks, and its equations have one solution; so little is read, and that mostly right.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from lark import Lark, Token, Tree
from lark.exceptions import UnexpectedInput

from hybrid.paths import folder
from hybrid.words.grounding import Text
from hybrid.words.nouns import singular
from hybrid.words.numbers import MULTIPLES, mentions
from hybrid.words.program import FUNCTIONS
from hybrid.words.reader.readings import Reading
from hybrid.words.reader.sampled import judged
from hybrid.words.sentences import sentences

LONGEST = 1_000  # characters of a story
CONFIDENCE = 0.98  # of 101 stories of SVAMP, GSM8K and MAWPS that are read so 100 are right: the rule of succession
COMPARES = re.compile(
    r"\b(?:than|as (?:old|many|much)|sum|difference|product|consecutive|together|altogether|ages|a number|rectangle)\b",
    re.I,
)
RESERVED = frozenset({"unknown", "where", "ask", "true", "false", "pi"})  # no names in a program
_LEAST, _MOST = "smaller", "larger"
_AREA, _PERIMETER = "length*width", "2*(length + width)"


class NotRead(Exception):
    """The story says something that is not in the grammar, or does not fit together."""


def read(story: str) -> Reading | None:
    """The reading of a story all of whose sentences are in the grammar; None for every other story."""
    if len(story) > LONGEST or COMPARES.search(story) is None or '"' in story:
        return None
    try:
        written = program(story)
    except (NotRead, UnexpectedInput):
        return None
    sample = judged(written, Text(story))
    if not sample.good or sample.program is None or sample.value is None:
        return None
    return Reading(sample.program, sample.value, sample.unit, 1.0)


def program(story: str) -> str:
    """The program of a story. Raises NotRead and lark's UnexpectedInput for a story that is not read so."""
    said = [story[a:b].rstrip(".?!") for a, b in sentences(story)]
    if len(said) < 2 or any("\n" in sentence for sentence in said):
        raise NotRead("one sentence")
    # the question comes last, and most stories ask what is not in the grammar
    trees = [_grammar().parse(sentence) for sentence in reversed(said)]
    told = Told()
    for sentence, tree in zip(said, reversed(trees), strict=True):
        told.add(tree, sentence)
    return told.program()


@cache
def _grammar() -> Lark:
    text = (folder("grammars") / "clause.lark").read_text(encoding="utf-8")
    return Lark(text, parser="earley", lexer="dynamic", maybe_placeholders=False)


class Told:
    """What the sentences so far have said: unknowns by the words that name them, equations with what they quote."""

    def __init__(self) -> None:
        self.named: dict[str, str] = {}
        self.kind = self.thing = self.asked = self.subject = self.verb = ""
        self.relations: list[tuple[str, str]] = []
        self.question = ""

    def program(self) -> str:
        """The lines of the program. Raises NotRead when nothing is asked or nothing said."""
        if not self.asked or not self.relations:
            raise NotRead("no question or no equation")
        lines = [f'unknown {name}{self._unit(name)} "{words}"' for name, words in self.named.items()]
        lines += [f'where {formula}{self._unit(formula)} "{quote}"' for formula, quote in self.relations]
        if _MOST in self.named:
            lines.append(f'where {_MOST} >= {_LEAST} "{self.named[_MOST]}"')
        return "\n".join([*lines, f'ask {self.asked}{self._unit(self.asked)} "{self.question}"']) + "\n"

    def _unit(self, expression: str) -> str:
        """The unit of an expression, as it is written after it."""
        if self.kind == "count" and not self.thing:
            raise NotRead("nobody says what is counted")
        unit = {"age": "year", "price": "dollar"}.get(self.kind, "dollar" if self.thing == "money" else self.thing)
        power = "^2" if expression.startswith(_AREA) else ""
        return f" {unit}{power}" if unit else ""

    def add(self, tree: Tree[Token], sentence: str) -> None:
        """Read one more sentence."""
        shift = 0
        for part in _trees(tree):
            if part.data in ("after", "before"):
                shift = _whole(_amount(part)) * (1 if part.data == "after" else -1)
            elif part.data in ("age", "count", "price", "rectangle", "work", "number_puzzle"):
                if self.kind not in ("", part.data) or shift and part.data != "age":
                    raise NotRead("sentences of two kinds")
                self.kind = part.data
                self._claim(_trees(part)[0], sentence, shift)
        if tree.data == "question":
            if self.asked:
                raise NotRead("two questions")
            self.question = sentence
            self.asked = self._asked(next(part for part in _trees(tree) if part.data.startswith("ask")))

    def _claim(self, t: Tree[Token], quote: str, shift: int) -> None:
        if self.kind == "number_puzzle":
            self._numbers(t, quote)
            return
        if self.kind == "rectangle":
            self._rectangle(t, quote)
            return
        which = str(t.data)
        for late in (part for part in _trees(t) if part.data in ("after", "before")):
            shift = _whole(_amount(late)) * (1 if late.data == "after" else -1)
        when = [_text(b).split()[0] for b in _trees(t) if b.data == "be"]
        if "was" in when and shift >= 0 or "will" in when and shift <= 0:
            raise NotRead("when that is")
        for has in (part for part in _trees(t) if part.data == "has"):
            self._does(_text(has).split()[0])
        who = [self._who(w) for w in _trees(t) if w.data == "who"]
        if self.kind == "work":
            self._counted(_only(t, "hours"))
        for thing in t.iter_subtrees_topdown():
            if thing.data == "thing":
                self._counted(thing)
        if which == "nothing":
            return

        def then(name: str, shift: int = shift) -> str:
            return name if not shift else f"({name} {'+' if shift > 0 else '-'} {abs(shift)})"

        if which == "together":
            left = " + ".join(then(name) for name in self._all(t))
            self.relations.append((f"{left} = {_amount(t)}", quote))
        elif which == "apart":
            both = self._all(t)
            if len(both) != 2:
                raise NotRead("between whom")
            self.relations.append((f"{then(both[0])} - {then(both[1])} = {_amount(t)}", quote))
        else:
            alone = which.partition("_")[0] in ("is", "alone")
            if len(who) < (1 if alone else 2):  # the subject of the clause before
                who = [self.subject, *who]
            self.subject = who[0]
            if not self.subject:
                raise NotRead("of whom that is said")
            other = then(who[-1], 0 if which == "multiple_now" else shift)
            self.relations.append((f"{then(who[0])} = {_compared(t, other)}", quote))

    def _does(self, verb: str) -> None:
        """All do the same: who sold something has it no more."""
        verb = "has" if verb in ("have", "had", "own", "owns", "got", "gets") else verb
        if self.verb not in ("", verb):
            raise NotRead("people do different things")
        self.verb = verb

    def _rectangle(self, t: Tree[Token], quote: str) -> None:
        sides = [self._side(part, quote) for part in _trees(t) if part.data == "side"]
        for measure in (part for part in _trees(t) if part.data == "measure"):
            square, word = "square" in _text(measure), singular(_text(measure).split()[-1])
            if square is not (sides[0] == _AREA) or self.thing not in ("", word):
                raise NotRead("what it is measured in")
            self.thing = word
        if any(side in (_AREA, _PERIMETER) for side in sides[1:]):
            raise NotRead("a side and the whole")
        self.relations.append((f"{sides[0]} = {_compared(t, sides[-1])}", quote))

    def _side(self, t: Tree[Token], quote: str) -> str:
        words = _text(t).lower().replace("'s", "").replace("’s", "").split()
        if not self.named:
            self.named = {"length": quote, "width": quote}
        if "perimeter" in words:
            return _PERIMETER
        return _AREA if "area" in words else "length" if "length" in words else "width"

    def _numbers(self, t: Tree[Token], quote: str) -> None:
        parts = _trees(t)
        if t.data == "equation":
            left, right = (self._value(parts[0]), self._value(parts[-1]))
        elif t.data in ("added", "scaled"):
            first, second, result = (self._value(p) for p in parts if p.data not in ("is_added", "is"))
            left, right = (f"{second} + {first}" if t.data == "added" else f"{first}*{second}"), result
        elif t.data == "one_more":
            self._two(quote)
            left, right = _MOST, f"{_LEAST} + {_amount(t)}"
        elif t.data == "one_times":
            self._two(quote)
            many = _only(t, "many")
            swapped = MULTIPLES.get(_text(many).split()[0].lower(), 1) < 1
            left, right = (_LEAST, _multiple(many, _MOST)) if swapped else (_MOST, _multiple(many, _LEAST))
        else:
            self._consecutive(t, quote)
            return
        self.relations.append((f"{left} = {right}", quote))

    def _consecutive(self, t: Tree[Token], quote: str) -> None:
        count, total = [a for a in t.children if isinstance(a, Token) and a.type == "AMOUNT"]
        n = _whole(_number(count))
        if not 2 <= n <= 9 or self.named:
            raise NotRead("so many numbers")
        parity = next((str(c) for c in t.children if str(c) in ("even", "odd")), "")
        step = 2 if parity else 1
        first, rest = divmod(_whole(_number(total)) - step * n * (n - 1) // 2, n)
        if rest or parity and first % 2 != (parity == "odd"):
            raise NotRead("there are no such whole numbers")
        names = [f"number_{i}" for i in range(1, n + 1)]
        self.named = dict.fromkeys(names, quote)
        self.relations += [(f"{b} = {a} + {step}", quote) for a, b in zip(names, names[1:], strict=False)]
        self.relations.append((f"{' + '.join(names)} = {_number(total)}", quote))

    def _value(self, t: Tree[Token]) -> str:
        """A number that words describe, as an expression."""
        of = [self._value(p) for p in _trees(t) if p.data != "many"]
        own = [_number(c) for c in t.children if isinstance(c, Token) and c.type == "AMOUNT"]
        many = [p for p in _trees(t) if p.data == "many"]
        match str(t.data):
            case "amount":
                return own[0]
            case "number":
                self.named.setdefault("number", _text(t))
                return "number"
            case "plus":
                return f"({' + '.join([*of, *own])})"
            case "taken":
                return f"({of[0]} - {own[0]})"
            case "minus":
                return f"({' - '.join([*of, *own])})"
            case "times":
                return _multiple(many[0], of[0]) if many else f"({'*'.join([*of, *own])})"
            case "over":
                return f"({of[0]}/{own[0]})"
            case "larger" | "smaller" as which:
                self._two(_text(t))
                return which
            case "sum_of_two" | "difference_of_two" | "product_of_two" as which:
                self._two(_text(t))
                return f"({_MOST} {({'s': '+', 'd': '-', 'p': '*'})[which[0]]} {_LEAST})"
        raise NotRead(str(t.data))

    def _two(self, quote: str) -> None:
        if self.named.keys() - {_MOST, _LEAST}:
            raise NotRead("other numbers")
        if not self.named:
            self.named = {_MOST: quote, _LEAST: quote}

    def _who(self, t: Tree[Token]) -> str:
        """The name of somebody, or of something that is counted or paid for."""
        kinds = {c.type: str(c) for c in t.children if isinstance(c, Token)}
        if "PRONOUN" in kinds:
            if len(self.named) != 1:
                raise NotRead("who that is")
            return next(iter(self.named))
        words = [str(c) for c in t.children if isinstance(c, Token) and c.type in ("NAME", "WORD")]
        if "RELATIVE" in kinds and (t.children[0].type == "NAME" or not words):
            words = [kinds["RELATIVE"]]
        name = _name(words)
        if name in RESERVED or name in FUNCTIONS or len(name) == 1:
            name += "_1"
        self.named.setdefault(name, " ".join(words))
        return name

    def _counted(self, t: Tree[Token]) -> None:
        thing = _name([str(word) for word in t.children])
        if self.thing not in ("", thing):
            raise NotRead("two kinds of things")
        self.thing = thing

    def _all(self, t: Tree[Token]) -> list[str]:
        """Those that are spoken of together: two that are named, or all so far."""
        named = [self._who(w) for w in t.iter_subtrees_topdown() if w.data == "who"]
        named += [self._who(w) for w in t.iter_subtrees_topdown() if w.data == "own"]
        found = named or list(self.named)
        if len(found) < 2 or "two" in _text(t).lower().split() and len(found) != 2:
            raise NotRead("who they are")
        return found

    def _asked(self, t: Any) -> str:
        which = str(t.data)
        if which == "ask_side":
            if self.kind != "rectangle":
                raise NotRead("no rectangle was spoken of")
            return self._side(_only(t, "side"), "")
        if which == "ask_work":
            if self.kind != "work" or len(self.named) < 2:
                raise NotRead("nobody works together")
            return f"1/({' + '.join(f'1/{name}' for name in self.named)})"
        if which.startswith("ask_") and which not in ("ask_after", "ask_before", "ask_all", "ask_more"):
            names = list(self.named)
            if self.kind != "number_puzzle" or not names:
                raise NotRead("no numbers were spoken of")
            first, last = (_LEAST, _MOST) if _MOST in names else (names[0], names[-1])
            if which == "ask_middle" and len(names) % 2 == 0 or which == "ask_number" and len(names) > 1:
                raise NotRead("which number")
            return {"ask_largest": last, "ask_smallest": first, "ask_middle": names[len(names) // 2]}.get(which, first)
        if self.verb in ("sold", "read") and {"have", "own"}.intersection(map(str, t.children)):
            raise NotRead("who sold something has it no more")
        known = set(self.named)
        for thing in (w for w in _trees(t) if w.data == "thing"):
            self._counted(thing)
        of = self._all(t) if which == "ask_all" else [self._who(w) for w in _trees(t) if w.data == "who"]
        if not known.issuperset(of):
            raise NotRead("somebody of whom nothing was said")
        if which in ("ask_all", "ask_more"):
            return (" + " if which == "ask_all" else " - ").join(of)
        return of[0] if which == "ask" else f"{of[0]} {'+' if which == 'ask_after' else '-'} {_amount(t)}"


def _name(words: Sequence[str]) -> str:
    """Words as one name, the noun in the singular."""
    return "_".join([*words[:-1], singular(words[-1])]).lower().replace("-", "_")


def _trees(t: Tree[Token]) -> list[Tree[Token]]:
    return [c for c in t.children if isinstance(c, Tree)]


def _only(t: Tree[Token], data: str) -> Tree[Token]:
    return next(c for c in _trees(t) if c.data == data)


def _text(t: Tree[Token]) -> str:
    return " ".join(str(v) for v in t.scan_values(lambda v: isinstance(v, Token)))


def _number(token: Token) -> str:
    """A number as a program writes it."""
    found = mentions(str(token))
    if len(found) == 1 and found[0].value.denominator == 1:
        return str(found[0].value)
    decimal = re.search(r"\d[\d,]*\.\d+", token)
    if decimal is None:
        raise NotRead(str(token))
    return decimal[0].replace(",", "")


def _part(token: Token) -> str:
    """20%, 3/4, two thirds as a program writes them."""
    found = mentions(str(token))
    if len(found) != 1:
        raise NotRead(str(token))
    if found[0].kind == "percent":
        return re.sub(r" ?(%|percent)", "%", token)
    return f"{found[0].value.numerator}/{found[0].value.denominator}"


def _whole(number: str) -> int:
    if not number.isdigit():
        raise NotRead(number)
    return int(number)


def _amount(t: Tree[Token]) -> str:
    found: Sequence[Token] = [c for c in t.children if isinstance(c, Token) and c.type == "AMOUNT"]
    return _number(found[0])


def _compared(t: Tree[Token], other: str) -> str:
    """What a clause says that something is: so much, or so much more or less than, or so many times, another."""
    which, _, how = str(t.data).partition("_")
    if which == "multiple":
        return _multiple(_only(t, "many"), other)
    if how == "times":
        other = _multiple(_only(t, "many"), other)
    return {"more": f"{other} + ", "less": f"{other} - ", "is": "", "alone": ""}[which] + _amount(t)


def _multiple(many: Tree[Token], of: str) -> str:
    """`many` times a quantity: twice, half, three times."""
    first = many.children[0]
    if isinstance(first, Token) and first.type == "AMOUNT":
        return f"{_number(first)}*{of}"
    if isinstance(first, Token) and first.type == "PART":
        return f"{_part(first)}*{of}"
    factor = MULTIPLES[_text(many).split()[0].lower()]
    return f"{of}/2" if factor < 1 else f"{factor}*{of}"


__all__ = ["NotRead", "program", "read"]
