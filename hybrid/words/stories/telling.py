"""Templates to English: forms of numbers, names or pronouns by what was said before, and where each number stands.

A pronoun stands for the subject of the sentence before, and only where nobody else of that gender was spoken of there
(a cautious form of the centering rule of Grosz, Joshi and Weinstein, Computational Linguistics 21, 1995).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from random import Random

from hybrid.words.stories.lexicon import OBJECT, POSSESSIVE, Person, Verb, article
from hybrid.words.stories.schema import Slots, Style

SLOT = re.compile(r"\{([^{}]+)\}")
CLAUSE_END = re.compile(r"[.?!,;:](?=\s|$)")
SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
).split()
PARTS = {2: "half", 3: "third", 4: "quarter", 5: "fifth", 6: "sixth", 8: "eighth", 10: "tenth"}
AUXILIARIES = ("does ", "did ", "will ", "must ", "old is ", "old was ")
AGREES = {
    "has": "have", "wants": "want", "needs": "need", "makes": "make", "pays": "pay", "is": "are", "was": "were",
    "packs": "pack", "sells": "sell", "gets": "get", "earns": "earn", "still has": "still have",
}  # fmt: skip


def number_words(value: Fraction, style: Style, rng: Random, first: bool = False) -> str:
    """A number as a story writes it. first: it opens a sentence, where words are more usual."""
    n = value.numerator
    if style == "money":
        whole = value.denominator == 1
        if whole and n > 1 and rng.random() < 0.12:
            return f"{n} dollars"
        return f"${_grouped(n)}" if whole else f"${float(value):.2f}"
    if style == "percent":
        shown = value * 100
        return f"{shown}{'%' if rng.random() < 0.75 else ' percent'}"
    if style == "fraction":
        part = PARTS.get(value.denominator)
        if value == Fraction(1, 2):
            return "half"
        if part is None or rng.random() < 0.2:
            return f"{n}/{value.denominator}"
        if n == 1:
            return article(part) if rng.random() < 0.5 else f"one {part}"
        return f"{SMALL[n]} {part}s"
    if style == "times":
        return "twice" if n == 2 else f"{SMALL[n] if rng.random() < 0.6 else n} times"
    if style != "ratio" and 2 <= n <= (20 if first else 12) and rng.random() < (0.6 if first else 0.13):
        return SMALL[n]
    return _grouped(n)


def _grouped(n: int) -> str:
    return f"{n:,}"


@cache
def _pieces(template: str) -> tuple[tuple[str, str], ...]:
    """(literal, slot) pairs; the last slot is ""."""
    parts = SLOT.split(template)
    return tuple((parts[i], parts[i + 1] if i + 1 < len(parts) else "") for i in range(0, len(parts), 2))


@dataclass
class Teller:
    """Writes a text sentence by sentence and remembers who was spoken of and where each number stands.

    spans  {(key, slot): (start, end)} of numbers, {(key, ""): ...} of whole sentences; key is the caller's
    plain  names only, no pronouns and no introductions
    """

    rng: Random
    plain: bool = False
    text: str = ""
    spans: dict[tuple[object, str], tuple[int, int]] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    subject: Person | None = None
    before: list[Person] = field(default_factory=list)
    here: list[Person] = field(default_factory=list)
    first: Person | None = None
    begun: int = 0

    def say(self, template: str, slots: Slots, key: object, lead: str = "") -> None:
        """Append a clause; `lead` stands before it."""
        start = len(self.text)
        self.text += lead
        if lead == ", and ":
            self.subject, self.before, self.here = self.first, self.here, []
        opening = len(self.text)
        self.first = first = None
        agree = False
        for literal, slot in _pieces(template):
            if agree:
                literal = _agreed(literal)
                agree = False
            self.text += literal
            if not slot:
                continue
            at_start = len(self.text) == opening
            name = slot.partition(".")[0].removesuffix("'s")
            person = slots.get(name)
            if isinstance(person, Person):
                word = self._person(slot, person, slots, at_start)
                first = person if at_start and "'s" not in slot else first
                self.first = first
                self.here.append(person)
                if person.gender == "they":
                    agree = True
                    if self.text.endswith(("does ", "Does ")):
                        self.text = self.text[:-3] + " "
            else:
                word = self._word(slot, slots, at_start and not lead)
                if self.text[-3:] in (" a ", "a ") and article(word).startswith("an "):
                    self.text = f"{self.text[:-1]}n "
            begin = len(self.text)
            self.text += word
            if slot in slots["numbers"] or slot == "y":
                self.spans[key, slot] = (begin, len(self.text))
        self.spans[key, ""] = (start, len(self.text))
        self.first = first

    def stop(self, mark: str) -> None:
        """End the sentence: capital letters where sentences begin, and the next one starts anew."""
        self.text += mark
        self.text = self.text[: self.begun] + _capitals(self.text[self.begun :]) + " "
        self.subject, self.before, self.here = self.first, self.here, []
        self.begun = len(self.text)

    def _person(self, slot: str, person: Person, slots: Slots, at_start: bool) -> str:
        _, _, form = slot.partition(".")
        group = person.gender == "they"
        rivals = any(p.gender == person.gender and p.name != person.name for p in self.here)
        if form and form != "name":
            known = group or (not rivals and any(p.name == person.name for p in [*self.here, self.subject] if p))
            if form.lower() == "she":
                word = person.gender if known else person.name
                return word[0].upper() + word[1:] if form == "She" else word
            if form == "her":
                known = known or self.first == person
                return POSSESSIVE[person.gender] if known else self._possessive(person)
            return OBJECT[person.gender] if known else person.name
        if group:
            return "their" if slot.endswith("'s") else "they"
        clear = not any(p.gender == person.gender and p.name != person.name for p in self.before)
        if at_start and not self.plain and clear and self.subject == person and self.rng.random() < 0.65:
            return POSSESSIVE[person.gender] if slot.endswith("'s") else person.gender
        if slot.endswith("'s"):
            return POSSESSIVE[person.gender] if self._spoken_of(person, "") else self._possessive(person)
        if self._spoken_of(person, AUXILIARIES):
            return person.gender
        return self._called(person, slots)

    def _spoken_of(self, person: Person, after: str | tuple[str, ...]) -> bool:
        """Whether a pronoun is clear here: a subject behind an auxiliary, the person just named, no rival about."""
        if self.plain or not self.text.endswith(after) or self.rng.random() > 0.6:
            return False
        about = [*self.here, *(self.before if self.subject == person else [])]
        return person in about and not any(
            p.gender == person.gender and p != person for p in [*self.before, *self.here]
        )

    def _possessive(self, person: Person) -> str:
        self.seen.add(person.name)
        return f"{person.name}'" if person.name.endswith("s") and self.rng.random() < 0.3 else f"{person.name}'s"

    def _called(self, person: Person, slots: Slots) -> str:
        if self.plain or person.name in self.seen:
            return person.name
        self.seen.add(person.name)
        if person.first:
            return person.first
        owner = slots.get("A")
        if not isinstance(owner, Person) or owner == person or owner.gender not in ("she", "he"):
            return person.name
        near = self.subject == owner and not any(p.name != owner.name for p in self.before)
        if near and not self.here and self.rng.random() < 0.35:
            return f"{POSSESSIVE[owner.gender]} {slots['relation']} {person.name}"
        return person.name

    def _word(self, slot: str, slots: Slots, first: bool) -> str:
        if slot in slots["numbers"]:
            number = slots["numbers"][slot]
            return number_words(number.value, number.spec.style, self.rng, first)
        if slot == "ref":
            return self._inner(slots["ref"], slots)
        value = slots
        name, _, form = slot.partition(".")
        found = value[name]
        if isinstance(found, Verb):
            return str(getattr(found, form or "finite"))
        return str(found)

    def _inner(self, template: str, slots: Slots) -> str:
        """A noun phrase inside a sentence."""
        found = ""
        for literal, slot in _pieces(template):
            found += literal
            if slot:
                person = slots.get(slot.partition(".")[0].removesuffix("'s"))
                if isinstance(person, Person):
                    found += self._person(slot, person, slots, False)
                else:
                    found += self._word(slot, slots, False)
        return found

    def clause(self, start: int, end: int) -> str:
        """The words of the clause or clauses that hold text[start:end]: from one mark of punctuation to another."""
        left = max((m.end() for m in CLAUSE_END.finditer(self.text, 0, start + 1) if m.end() <= start), default=0)
        right = next(
            (m.start() for m in CLAUSE_END.finditer(self.text, max(end - 1, 0)) if m.start() >= end), len(self.text)
        )
        return self.text[left:right].strip()


def _capitals(text: str) -> str:
    return re.sub(r"(^\s*|[.?!] )([a-z])", lambda m: m[1] + m[2].upper(), text)


def _agreed(literal: str) -> str:
    for one, many in AGREES.items():
        if literal.startswith(f" {one} ") or literal == f" {one}":
            return f" {many}{literal[len(one) + 1 :]}"
    return literal
